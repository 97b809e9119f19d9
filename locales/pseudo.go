package locales

import (
	"strings"
	"unicode/utf8"
)

// PseudoTag is a language for testing the layout: English with accents, made
// longer by two fifths and framed by [!! and !!], so that text which is cut
// off, glued together or not translated is seen at once.
const PseudoTag = "x-pseudo"

var accents = strings.NewReplacer("a", "á", "e", "é", "i", "í", "o", "ö", "u", "û", "c", "ç", "n", "ñ", "y", "ý",
	"A", "Å", "E", "É", "I", "Î", "O", "Ø", "U", "Û", "C", "Ç", "N", "Ñ")

func accented(s string) string { return accents.Replace(s) }

// pseudoFrame lengthens a filled-in text by two fifths of its source.
func pseudoFrame(s string, t *text) string {
	more := (utf8.RuneCountInString(t.source)*2 + 4) / 5
	return "[!! " + s + " " + strings.Repeat("~", more) + " !!]"
}
