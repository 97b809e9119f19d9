package personname

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// firstCluster cuts the first user-perceived character off s: a letter with
// its marks and joined consonants, a Hangul syllable of jamo, a flag, or a
// sequence of emoji. It covers the rules of UAX 29 that names meet.
func firstCluster(s string) string {
	if s == "" {
		return ""
	}
	prev, size := utf8.DecodeRuneInString(s)
	if prev < 0x80 && len(s) > 1 && s[1] < 0x80 && prev != '\r' {
		return s[:1]
	}
	i := size
	flags := 1
	linked := isLinker(prev)
	base := prev
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		switch {
		case isRegional(prev) && isRegional(r) && flags == 1:
			flags = 2
		case unicode.IsControl(prev):
			return s[:i]
		case isExtender(r):
		case isPrepend(prev):
			base = r
		case prev == zwj && isPictograph(base) && isPictograph(r):
			base = r
		case linked && isIndicConsonant(r) && isIndicConsonant(base):
			base = r
		case hangulJoins(prev, r):
		default:
			return s[:i]
		}
		switch {
		case isLinker(r):
			linked = true
		case isIndicConsonant(r):
			linked = false
		case unicode.Is(unicode.Mc, r):
			linked = false
		}
		prev = r
		i += n
	}
	return s
}

// clusters cuts s into at most limit user-perceived characters.
func clusters(s string, limit int) []string {
	var out []string
	for s != "" && len(out) < limit {
		c := firstCluster(s)
		out = append(out, c)
		s = s[len(c):]
	}
	return out
}

const zwj = '\u200d'

func isExtender(r rune) bool {
	if r < 0x300 {
		return false
	}
	return r == zwj || r == '\u200c' || r >= 0x1F3FB && r <= 0x1F3FF ||
		r == 0x0E33 || r == 0x0EB3 || r >= 0xFF9E && r <= 0xFF9F ||
		unicode.In(r, unicode.Mn, unicode.Me) || unicode.Is(unicode.Mc, r) && !isLooseMark(r) ||
		r >= 0xE0020 && r <= 0xE007F
}

// isLooseMark lists the spacing marks that UAX 29 leaves apart: Burmese and
// Tai vowels.
func isLooseMark(r rune) bool {
	return r == 0x102B || r == 0x102C || r == 0x1038 || r >= 0x1062 && r <= 0x1064 ||
		r >= 0x1067 && r <= 0x106D || r == 0x1083 || r >= 0x1087 && r <= 0x108C ||
		r == 0x108F || r >= 0x109A && r <= 0x109C || r == 0x1A61 || r == 0x1A63 || r == 0x1A64 ||
		r == 0xAA7B || r == 0xAA7D || r == 0x11720 || r == 0x11721
}

func isPrepend(r rune) bool {
	return r >= 0x600 && r <= 0x605 || r == 0x6DD || r == 0x70F || r == 0x890 || r == 0x891 || r == 0x8E2 || r == 0xD4E
}

func isRegional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }

// isPictograph covers the blocks that hold emoji.
func isPictograph(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF && !isRegional(r) || r >= 0x2190 && r <= 0x2BFF || r == 0x00A9 || r == 0x00AE
}

// isLinker reports the viramas of the six scripts in which UAX 29 keeps
// conjuncts together.
func isLinker(r rune) bool {
	switch r {
	case 0x094D, 0x09CD, 0x0ACD, 0x0B4D, 0x0C4D, 0x0D4D:
		return true
	}
	return false
}

func isIndicConsonant(r rune) bool {
	if r < 0x0900 || r > 0x0D7F {
		return false
	}
	switch block := r &^ 0x7F; block {
	case 0x0900, 0x0980, 0x0A80, 0x0B00, 0x0C00, 0x0D00:
		o := r - block
		return o >= 0x15 && o <= 0x39 || o >= 0x58 && o <= 0x5F || block == 0x0900 && o >= 0x78
	}
	return false
}

// hangulJoins joins the jamo of one syllable.
func hangulJoins(a, b rune) bool {
	lead := func(r rune) bool { return r >= 0x1100 && r <= 0x115F || r >= 0xA960 && r <= 0xA97C }
	vowel := func(r rune) bool { return r >= 0x1160 && r <= 0x11A7 || r >= 0xD7B0 && r <= 0xD7C6 }
	tail := func(r rune) bool { return r >= 0x11A8 && r <= 0x11FF || r >= 0xD7CB && r <= 0xD7FB }
	syllable := func(r rune) bool { return r >= 0xAC00 && r <= 0xD7A3 }
	open := func(r rune) bool { return syllable(r) && (r-0xAC00)%28 == 0 }
	switch {
	case lead(a):
		return lead(b) || vowel(b) || syllable(b)
	case vowel(a) || open(a):
		return vowel(b) || tail(b)
	case tail(a) || syllable(a):
		return tail(b)
	}
	return false
}

// words cuts a name field where its initials are taken: at spaces, hyphens,
// dots and the like, and around every Han or hiragana character, since
// finding their words takes a dictionary. An apostrophe within a word belongs
// to the word.
func words(s string) []string {
	var out []string
	for _, part := range strings.FieldsFunc(s, isBreak) {
		start := 0
		for i, r := range part {
			if i > start && (ideograph(r) || ideograph(firstRune(part[start:]))) && !isExtender(r) {
				out = append(out, part[start:i])
				start = i
			}
		}
		out = append(out, part[start:])
	}
	return out
}

func ideograph(r rune) bool {
	return r >= 0x3041 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r))
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isBreak(r rune) bool {
	switch r {
	case '\'', '’', 'ʼ', '׳', '״', '·':
		return false
	}
	if r < 0x80 {
		return r <= ' ' || r == '-' || r == '.' || r == ',' || r == '(' || r == ')' || r == '/' || r == '"' || r == ';'
	}
	return unicode.IsSpace(r) || unicode.IsPunct(r)
}
