package personname

import (
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// givenReadings are the readings that characters have in given names, where
// the dictionary puts another reading first.
var givenReadings = map[rune]string{
	'曾': "zeng", '都': "du", '伽': "jia", '似': "si", '长': "chang", '長': "chang", '晟': "sheng", '泊': "bo",
	'卜': "bu", '么': "yao", '乜': "nie",
}

var (
	pinyinMu  sync.RWMutex
	pinyinOne = map[rune]string{}
)

// syllable is the toneless pinyin of one character, "" if it has none.
func syllable(r rune) string {
	pinyinMu.RLock()
	s, ok := pinyinOne[r]
	pinyinMu.RUnlock()
	if ok {
		return s
	}
	first, _, _ := strings.Cut(pinyin.PinyinDict[int(r)], ",")
	s = toneless(first)
	if s != "" {
		pinyinMu.Lock()
		pinyinOne[r] = s
		pinyinMu.Unlock()
	}
	return s
}

var tones = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ê", "e", "ế", "e", "ề", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "ü", "ǘ", "ü", "ǚ", "ü", "ǜ", "ü",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "\u0304", "", "\u0301", "", "\u030c", "", "\u0300", "",
)

func toneless(s string) string { return tones.Replace(s) }

// Pinyin writes Chinese characters as pinyin without tones, in small
// letters, one syllable per character with spaces between them: "wang xiao
// ming". With surnameFirst the text is a name in Chinese order, and its
// surname is read the way surnames are (单 is shan, 尉迟 is yu chi). The
// vowel ü stays ü. Text in other scripts passes through as it is. It is for
// searching and sorting, not for showing: a given name may be read otherwise.
func Pinyin(han string, surnameFirst bool) string {
	out, plain := make([]string, 0, 8), strings.Builder{}
	flush := func() {
		out = append(out, strings.Fields(plain.String())...)
		plain.Reset()
	}
	rest := strings.TrimSpace(han)
	if surnameFirst {
		if n, reading := surnameReading(rest); n > 0 {
			out = append(out, reading)
			rest = rest[n:]
		}
	}
	for _, r := range rest {
		s := ""
		if scriptOf(r) == "Hani" {
			if s = givenReadings[r]; s == "" {
				s = syllable(r)
			}
		}
		if s == "" {
			plain.WriteRune(r)
			continue
		}
		flush()
		out = append(out, s)
	}
	flush()
	return strings.Join(out, " ")
}

// surnameReading reads the surname at the start of a name: its length in
// bytes and its pinyin, or 0.
func surnameReading(s string) (int, string) {
	readings := surnames().readings
	var ends []int
	for i := range s {
		ends = append(ends, i)
		if len(ends) > 3 {
			break
		}
	}
	if len(ends) < 4 {
		ends = append(ends, len(s))
	}
	for n := 2; n >= 1; n-- {
		if len(ends) <= n {
			continue
		}
		head := s[:ends[n]]
		if reading := readings[head]; reading != "" {
			return len(head), reading
		}
		if n == 2 && isSurname(hanCompounds, head) {
			return len(head), Pinyin(head, false)
		}
	}
	return 0, ""
}

// Initials gives the first letters of a name for quick search, in small
// letters: "wxm" for 王小明, "gms" for 김민수, "jfk" for John F. Kennedy and
// "tk" for たなか けんいち. Characters without a known Latin form are left
// out.
func Initials(name string) string {
	var b strings.Builder
	for _, w := range strings.FieldsFunc(name, isBreak) {
		switch textScript(w) {
		case "Hani":
			for _, s := range strings.Fields(Pinyin(w, b.Len() == 0)) {
				writeInitial(&b, s)
			}
		case "Hang":
			for _, s := range strings.Fields(RomanizeHangul(spaced(w))) {
				writeInitial(&b, s)
			}
		case "Hira", "Kana":
			writeInitial(&b, Romaji(w))
		default:
			writeInitial(&b, bareLatin(w))
		}
	}
	return b.String()
}

func writeInitial(b *strings.Builder, s string) {
	for _, r := range s {
		if unicode.IsLetter(r) && scriptOf(r) != "Hani" {
			if r == 'ü' {
				r = 'u'
			}
			b.WriteRune(unicode.ToLower(r))
			return
		}
	}
}

// spaced puts a space between characters.
func spaced(s string) string { return strings.Join(strings.Split(s, ""), " ") }
