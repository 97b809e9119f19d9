package ui

import (
	"strings"
	"unicode/utf8"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
)

// highlight cuts a text into spans, those that the words of a query found in
// another colour. What was found by pinyin or by digits has nothing to mark.
func highlight(text, query string, style kit.Style) []kit.Span {
	marked := make([]bool, len(text))
	folded, at := foldedAt(text)
	for _, word := range strings.Fields(book.Fold(query)) {
		for from := 0; ; {
			i := strings.Index(folded[from:], word)
			if i < 0 {
				break
			}
			i += from
			from = i + len(word)
			for k := at[i]; k < at[from]; k++ {
				marked[k] = true
			}
		}
	}
	var spans []kit.Span
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && marked[j] == marked[i] {
			_, size := utf8.DecodeRuneInString(text[j:])
			j += size
		}
		span := kit.Span{Text: text[i:j], Style: style}
		if marked[i] {
			span.Color = kit.Jade.Text()
		}
		spans = append(spans, span)
		i = j
	}
	return spans
}

// foldedAt folds a text rune by rune and says for each byte of the result, and
// for its end, from which byte of the text it comes.
func foldedAt(text string) (folded string, at []int) {
	var b strings.Builder
	for i, r := range text {
		f := book.Fold(string(r))
		b.WriteString(f)
		for range len(f) {
			at = append(at, i)
		}
	}
	return b.String(), append(at, len(text))
}
