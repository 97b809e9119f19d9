package book

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldedLetters are letters that decomposition leaves alone but that people
// type with a plain keyboard, and letters of which two forms are in use.
var foldedLetters = map[rune]string{
	'ß': "ss", 'ø': "o", 'đ': "d", 'ð': "d", 'ı': "i", 'ł': "l", 'æ': "ae", 'œ': "oe",
	'þ': "th", 'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ə': "e", 'ɛ': "e", 'ɔ': "o", 'ɓ': "b",
	'ɗ': "d", 'ƙ': "k", 'ƴ': "y", 'ς': "σ",
	'ـ': "", 'ى': "ي", 'ی': "ي", 'ک': "ك", 'ة': "ه", 'ہ': "ه", 'ھ': "ه", // Arabic, Persian, Urdu
	'ʻ': "'", 'ʼ': "'", '’': "'", '‘': "'", '`': "'",
	'‐': "-", '‑': "-", '–': "-",
	'・': " ", '·': " ",
	'\u200b': "", '\u200c': "", '\u200d': "", '\u200e': "", '\u200f': "", '\u2060': "", '\ufeff': "",
}

// Fold returns s as the search compares it: lower case, without accents and
// vowel points (Thai marks stay, they are letters to their readers), full width
// and half width made one, katakana as hiragana, and a few letters as a plain
// keyboard writes them: ß as ss, ø as o, ł as l. Fold of a fold is the same.
func Fold(s string) string {
	if isPlain(s) {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "")) {
		r = unicode.ToLower(r)
		if unicode.Is(unicode.Mn, r) && !unicode.Is(unicode.Thai, r) {
			continue
		}
		if r >= 'ァ' && r <= 'ヶ' {
			r -= 'ァ' - 'ぁ'
		}
		if t, ok := foldedLetters[r]; ok {
			b.WriteString(t)
			continue
		}
		b.WriteRune(r)
	}
	return norm.NFKC.String(b.String())
}

// isPlain reports whether s is ASCII, for which folding is lower case alone.
func isPlain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 || s[i] == '`' {
			return false
		}
	}
	return true
}

// twoLetters are the letters which their languages also write with two.
var twoLetters = map[rune]string{'ä': "ae", 'ö': "oe", 'ü': "ue", 'å': "aa", 'ø': "oe", 'æ': "ae", 'œ': "oe"}

// spelledOut returns s with umlauts and their kin written with two letters, or
// "" when there are none in it.
func spelledOut(s string) string {
	s = strings.ToLower(norm.NFC.String(s))
	var b strings.Builder
	found := false
	for _, r := range s {
		if t, ok := twoLetters[r]; ok {
			b.WriteString(t)
			found = true
			continue
		}
		b.WriteRune(r)
	}
	if !found {
		return ""
	}
	return b.String()
}

// Dense reports whether a script writes words without spaces between them, or
// packs so much into one character that a part of a word is searched for.
func Dense(r rune) bool {
	if r < 0x0e00 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai,
		unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Bopomofo) || r == 'ー' || r == '々' || r == '〆'
}

// run is a stretch of folded text of one sort.
type run struct {
	text  string
	dense bool
}

// runs cuts folded text into words and into stretches of dense script; what is
// neither letter, digit nor mark separates.
func runs(folded string) []run {
	var out []run
	start, wasDense := -1, false
	end := func(at int) {
		if start >= 0 {
			out = append(out, run{folded[start:at], wasDense})
		}
		start = -1
	}
	for i, r := range folded {
		switch d := Dense(r); {
		case d || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if start >= 0 && d != wasDense {
				end(i)
			}
			if start < 0 {
				start, wasDense = i, d
			}
		default:
			end(i)
		}
	}
	end(len(folded))
	return out
}

// bigrams returns the pairs of neighbouring characters of a dense run.
func bigrams(s string) []string {
	rs := []rune(s)
	var out []string
	for i := 0; i+1 < len(rs); i++ {
		out = append(out, string(rs[i:i+2]))
	}
	return out
}
