package exchange

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// guessEncoding finds the encoding of a text by reading it in every likely
// one: what cannot be read is ruled out, and of the rest the one wins in which
// most characters are common ones in their place. The language of the user
// decides between near equals. The second result is how sure that is, 0 to 1.
func guessEncoding(b []byte, lang string) (string, float64) {
	text := highParts(b)
	if len(text) == 0 || mostlyUTF8(b) {
		return utf8Code, 1
	}
	prior := priorFor(lang)
	best, second := scored{code: "windows-1252", score: -10}, -10.0
	for _, c := range charsets {
		if c.enc == nil || c.utf16() || c.code == "iso-2022-jp" || c.code == "koi8-r" {
			continue
		}
		s, ok := score(c, text)
		if !ok {
			continue
		}
		if prior[c.code] {
			s += 0.15
		}
		if s > best.score {
			second = best.score
			best = scored{c.code, s}
		} else if s > second {
			second = s
		}
	}
	if best.score <= -10 {
		return "windows-1252", 0.1
	}
	return best.code, min(0.99, max(0.2, 0.5+(best.score-second)))
}

type scored struct {
	code  string
	score float64
}

// mostlyUTF8 reports whether b is UTF-8 but for a cut end or a stray byte.
func mostlyUTF8(b []byte) bool {
	if utf8.Valid(b) {
		return true
	}
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		if half(b) {
			good, n = good+1, 3
		} else if r == utf8.RuneError && n == 1 {
			bad++
		} else if n > 1 {
			good++
		}
		b = b[n:]
	}
	return good > bad*20
}

// half reports whether b begins with half of a surrogate pair as some programs
// write it into what is otherwise UTF-8.
func half(b []byte) bool {
	return len(b) > 2 && b[0] == 0xED && b[1] >= 0xA0 && b[1] <= 0xBF && b[2] >= 0x80 && b[2] <= 0xBF
}

// maxGuess bounds how much text is scored.
const maxGuess = 48 << 10

// highParts returns the lines that have bytes outside of ASCII.
func highParts(b []byte) []byte {
	var out []byte
	for line := range bytes.Lines(b) {
		if !isASCII(string(line)) {
			out = append(out, line...)
			if len(out) > maxGuess {
				break
			}
		}
	}
	return out
}

// priorFor returns the encodings that fit the language of a user.
func priorFor(lang string) map[string]bool {
	tag, err := language.Parse(lang)
	if err != nil || lang == "" {
		return nil
	}
	base, _ := tag.Base()
	script, _ := tag.Script()
	codes := map[string][]string{
		"ja": {"shift_jis", "euc-jp"}, "ko": {"euc-kr"}, "ru": {"windows-1251"}, "uk": {"windows-1251"}, "bg": {"windows-1251"},
		"el": {"windows-1253"}, "tr": {"windows-1254"}, "he": {"windows-1255"}, "ar": {"windows-1256"}, "fa": {"windows-1256"},
		"lt": {"windows-1257"}, "lv": {"windows-1257"}, "et": {"windows-1257"}, "vi": {"windows-1258"}, "th": {"windows-874"},
		"pl": {"windows-1250"}, "cs": {"windows-1250"}, "hu": {"windows-1250"}, "ro": {"windows-1250"}, "hr": {"windows-1250"},
		"sk": {"windows-1250"}, "sl": {"windows-1250"},
	}[base.String()]
	if base.String() == "zh" {
		codes = []string{"gb18030"}
		if script.String() == "Hant" {
			codes = []string{"big5"}
		}
	}
	if codes == nil {
		codes = []string{"windows-1252"}
	}
	set := map[string]bool{}
	for _, c := range codes {
		set[c] = true
	}
	return set
}

// score reads text in an encoding and returns how common its characters are,
// -1 to 1 for each byte pair or letter; ok is false when it cannot be that.
func score(c charset, text []byte) (float64, bool) {
	s, err := c.enc.NewDecoder().Bytes(text)
	if err != nil {
		return 0, false
	}
	bad := bytes.Count(s, []byte("\uFFFD"))
	high := 0
	for _, x := range text {
		if x >= 0x80 {
			high++
		}
	}
	if bad*50 > high {
		return 0, false
	}
	if common, ok := wideCommon[c.code]; ok {
		return scoreWide(string(s), c.code, common()), true
	}
	return scoreNarrow(string(s), c.code), true
}

// scoreWide judges a text of Chinese, Japanese or Korean.
func scoreWide(s, code string, common map[rune]bool) float64 {
	total, n := 0.0, 0
	runes := []rune(s)
	for i, r := range runes {
		if r < 0x80 {
			continue
		}
		n++
		// An accent between plain letters is easily taken for half a character.
		inWord := plainLetter(neighbour(runes, i-1)) || plainLetter(neighbour(runes, i+1))
		switch {
		case code == "gb18030" && fourBytes(r):
			total += 0.5 // hardly ever comes of a wrong guess
		case common[r] && inWord:
			total += 0.5
		case common[r]:
			total++
		case inWord && unicode.IsLetter(r):
			total--
		case r >= 0xE000 && r <= 0xF8FF, r == utf8.RuneError:
			total -= 2
		case r >= 0xFF61 && r <= 0xFF9F: // kana of half width, one byte each
			total -= 0.25
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			if strings.HasSuffix(code, "jp") || code == "shift_jis" {
				total += 0.9
			} else {
				total -= 0.3
			}
		case unicode.Is(unicode.Hangul, r):
			total += 0.6
		case r >= 0x3000 && r <= 0x303F, r >= 0xFF01 && r <= 0xFF5E, r == '·', r == '—', r == '…', r == '“', r == '”':
			total += 0.6
		case unicode.Is(unicode.Han, r):
			if code == "euc-kr" {
				total -= 0.3 // Koreans write few of them
			} else {
				total += 0.15
			}
		default:
			total--
		}
	}
	if n == 0 {
		return 0
	}
	return total / float64(n)
}

// fourBytes reports whether GB18030 writes a letter in four bytes, or as one
// of the Latin letters of pinyin.
func fourBytes(r rune) bool {
	return (unicode.IsLetter(r) || unicode.Is(unicode.M, r)) && r > 0xFF && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Greek, unicode.Cyrillic, unicode.Bopomofo) ||
		unicode.Is(unicode.Latin, r) || r > 0x1FFFF
}

func plainLetter(r rune) bool { return r < 0x80 && unicode.IsLetter(r) }

// scoreNarrow judges a text in an encoding of one byte for a character: by the
// letters that its languages use, and by whether they stand where letters do.
func scoreNarrow(s, code string) float64 {
	home := narrowLetters[code]
	total, n := 0.0, 0
	runes := []rune(s)
	for i, r := range runes {
		if r < 0x80 {
			continue
		}
		n++
		before, after := neighbour(runes, i-1), neighbour(runes, i+1)
		switch {
		case r == utf8.RuneError || unicode.IsControl(r):
			total -= 2
		case !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r):
			if unicode.IsLetter(before) && unicode.IsLetter(after) && r != '’' && r != '·' {
				total -= 0.7
			} else if r == '’' || r == '–' || r == '“' || r == '”' || r == '€' || r == '«' || r == '»' || r == '\u00a0' || r == '№' {
				total += 0.3
			} else {
				total -= 0.4
			}
		case home.script != unicode.Latin && (unicode.Is(home.script, r) || unicode.Is(unicode.Mn, r)):
			total += scoreLetter(r, before, after, home)
		case unicode.Is(unicode.Latin, r):
			total += scoreLatin(r, before, after, home)
		default:
			total -= 0.5
		}
	}
	if n == 0 {
		return 0
	}
	return (total + 0.4*float64(bestLanguage(runes, home))) / float64(n)
}

// bestLanguage counts the letters that belong to one language, the one that
// has most of them: mixing Czech and Romanian is the sign of a wrong guess.
func bestLanguage(runes []rune, home narrow) int {
	best := 0
	for _, letters := range home.languages {
		n := 0
		for _, r := range runes {
			if r >= 0x80 && strings.ContainsRune(letters, unicode.ToLower(r)) {
				n++
			}
		}
		best = max(best, n)
	}
	return best
}

// common reports whether a letter is one of the languages of the encoding.
func (h narrow) common(r rune) bool {
	for _, letters := range h.languages {
		if strings.ContainsRune(letters, r) {
			return true
		}
	}
	return false
}

func neighbour(runes []rune, i int) rune {
	if i < 0 || i >= len(runes) {
		return ' '
	}
	return runes[i]
}

// scoreLetter judges a letter of a script other than Latin.
func scoreLetter(r, before, after rune, home narrow) float64 {
	v := 0.1
	if home.common(unicode.ToLower(r)) {
		v = 0.4
	}
	switch {
	case unicode.IsUpper(r) && unicode.IsLower(before):
		v -= 1.2
	case plainLetter(before), plainLetter(after):
		v -= 1.6 // two scripts in one word
	case home.cased && unicode.IsLower(r) && !unicode.IsLetter(before):
		v -= 0.4 // names begin with a capital
	}
	return v
}

// scoreLatin judges an accented letter, which stands between plain ones.
func scoreLatin(r, before, after rune, home narrow) float64 {
	if home.script != unicode.Latin {
		return -0.6
	}
	v := -0.2
	if home.common(r) {
		v = 0.25
	} else if home.common(unicode.ToLower(r)) {
		v = 0.2
	}
	wide := func(x rune) bool { return x >= 0x80 && unicode.IsLetter(x) }
	switch {
	case wide(before) && wide(after):
		v -= 0.9
	case wide(before) || wide(after):
		v -= 0.3
	case plainLetter(before) || plainLetter(after):
		v += 0.2
	}
	if unicode.IsUpper(r) && unicode.IsLower(before) {
		v--
	}
	return v
}
