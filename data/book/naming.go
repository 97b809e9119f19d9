package book

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Naming are the ways in which somebody is named, made ready to be looked for.
type Naming []string

// Add takes up a name. Names of one letter, and short ones in letters of which
// many words consist, say nobody.
func (n Naming) Add(name string) Naming {
	name = strings.TrimSpace(Fold(name))
	least := 4
	if strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxLatin1 && !unicode.Is(unicode.Latin, r) }) >= 0 {
		least = 2
	}
	if utf8.RuneCountInString(name) < least {
		return n
	}
	for _, x := range n {
		if x == name {
			return n
		}
	}
	return append(n, name)
}

// In reports whether one of the names stands in a text, as words of its own.
func (n Naming) In(text string) bool { return n.inFolded(Fold(text)) }

func (n Naming) inFolded(text string) bool {
	for _, name := range n {
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			i += from
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+len(name):])
			first, _ := utf8.DecodeRuneInString(name)
			last, _ := utf8.DecodeLastRuneInString(name)
			if !oneWord(before, first) && !oneWord(last, after) {
				return true
			}
			from = i + len(name)
		}
	}
	return false
}

// oneWord reports whether two characters that stand together are of one word. In
// scripts without blanks a word begins anywhere.
func oneWord(a, b rune) bool {
	letter := func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) || unicode.IsDigit(r)
	}
	return letter(a) && letter(b)
}
