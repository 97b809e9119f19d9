package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"golang.org/x/text/unicode/bidi"
)

// piece is text that the toolkit draws in one go: one face, one style, one
// direction.
type piece struct {
	text   string
	size   float32
	bold   bool
	tok    Token
	src    fyne.Resource
	width  float32
	height float32
	base   float32 // from the top of its own box

	lineHeight, lineBase float32 // what it asks of its line
}

// flow is text as runes, each with the index of its span.
type flow struct {
	runes []rune
	span  []int
	spans []Span

	fromRight bool // it is in a language from the right
}

// newFlow joins spans. Control characters that draw nothing are kept for the
// order and dropped when drawing; keepBreaks leaves line ends in.
func newFlow(spans []Span, keepBreaks bool) *flow {
	f := &flow{spans: spans}
	for i, s := range spans {
		for _, r := range s.Text {
			switch {
			case r == '\r':
				continue
			case r == '\n' && !keepBreaks, r == '\t', r == '\v', r == '\u2028':
				r = ' '
			}
			f.runes = append(f.runes, r)
			f.span = append(f.span, i)
		}
	}
	return f
}

// pieces gives [from, to) in visual order.
func (f *flow) pieces(from, to int) []piece {
	text := f.runes[from:to]
	if !hasRTL(text) {
		return f.cut(nil, from, to)
	}
	var out []piece
	for _, run := range visualRuns(levels(text, f.base(from, to))) {
		if run.level%2 == 0 {
			out = f.cut(out, from+run.start, from+run.end)
		} else {
			out = f.cutRTL(out, from+run.start, from+run.end)
		}
	}
	return out
}

// cut appends the pieces of a left-to-right run.
func (f *flow) cut(out []piece, from, to int) []piece {
	for i := from; i < to; {
		span, src := f.span[i], f.source(i)
		j := i + 1
		for j < to && f.span[j] == span && (f.source(j) == src || unicode.Is(unicode.M, f.runes[j])) {
			j++
		}
		out = f.appendPiece(out, i, j, src, false)
		i = j
	}
	return out
}

// cutRTL appends the pieces of a right-to-left run from its end to its start.
// Words and what is between them are drawn apart, because the toolkit places
// parts in different faces from left to right even here.
func (f *flow) cutRTL(out []piece, from, to int) []piece {
	face := func(i int) fyne.Resource {
		for i > from && (unicode.Is(unicode.M, f.runes[i]) || f.runes[i] == arabicComma) {
			i--
		}
		return f.source(i)
	}
	letter := func(i int) bool {
		c := classOf(f.runes[i])
		return c == bidi.R || c == bidi.AL || c == bidi.NSM || f.runes[i] == arabicComma && i > from
	}
	for j := to; j > from; {
		i, span, kind, src := j-1, f.span[j-1], letter(j-1), face(j-1)
		for i > from && f.span[i-1] == span && letter(i-1) == kind && (!kind || face(i-1) == src) {
			i--
		}
		if !kind {
			src = f.commaFace(i, j)
		}
		out = f.appendPiece(out, i, j, src, !kind)
		j = i
	}
	return out
}

// commaFace is the face for marks among which stands an Arabic comma, as after a
// Latin name; nil is that of the theme.
func (f *flow) commaFace(from, to int) fyne.Resource {
	for i := from; i < to; i++ {
		if f.runes[i] == arabicComma {
			return systemFaceFor('ا', f.spans[f.span[i]].Style.spec().bold)
		}
	}
	return nil
}

// arabicComma is of no script by itself, so that no face would be found for it;
// it is drawn with the word before it.
const arabicComma = '،'

func (f *flow) source(i int) fyne.Resource {
	s := f.spans[f.span[i]]
	if wideMarks[f.runes[i]] && f.besideWide(i) {
		if s.Style.spec().bold {
			return wideBold
		}
		return wideRegular
	}
	if needsSystemFace(f.runes[i]) {
		return systemFaceFor(f.runes[i], s.Style.spec().bold)
	}
	return sourceFor(f.runes[i], s.Lang, s.Style.spec().bold)
}

// wideMarks are drawn a full character wide between Han characters and kana,
// and narrow elsewhere.
var wideMarks = runeSet("·‘’“”•…")

// besideWide looks at what a mark encloses or follows.
func (f *flow) besideWide(i int) bool {
	near := func(j, step int) bool {
		for j >= 0 && j < len(f.runes) && wideMarks[f.runes[j]] {
			j += step
		}
		return j >= 0 && j < len(f.runes) && isWide(f.runes[j])
	}
	switch f.runes[i] {
	case '‘', '“':
		return near(i+1, 1)
	case '’', '”':
		return near(i-1, -1)
	}
	return near(i-1, -1) && near(i+1, 1) || f.runes[i] == '…' && near(i-1, -1)
}

// appendPiece measures [from, to) and adds it; mirror turns signs of a
// right-to-left run round.
func (f *flow) appendPiece(out []piece, from, to int, src fyne.Resource, mirror bool) []piece {
	var b strings.Builder
	if mirror {
		for i := to - 1; i >= from; i-- {
			r := f.runes[i]
			if m, ok := mirrored[r]; ok {
				r = m
			}
			if !isFormat(r) {
				b.WriteRune(r)
			}
		}
	} else {
		for i := from; i < to; i++ {
			if !isFormat(f.runes[i]) {
				b.WriteRune(f.runes[i])
			}
		}
	}
	if b.Len() == 0 {
		return out
	}
	s := f.spans[f.span[from]]
	p := piece{text: b.String(), size: s.Style.Size(), bold: s.Style.spec().bold, tok: s.token(), src: src}
	size, base := measure(p.text, p.size, p.bold, p.src)
	p.width, p.height, p.base = size.Width, size.Height, base
	p.lineHeight, p.lineBase = p.height, p.base
	if isSystemFace(src) {
		own, b := measure(" ", p.size, p.bold, nil)
		p.lineHeight, p.lineBase = own.Height, b
	}
	return append(out, p)
}

func widthOf(ps []piece) (w float32) {
	for _, p := range ps {
		w += p.width
	}
	return w
}

// lineMetrics gives the height and the common baseline of pieces.
func lineMetrics(ps []piece, fallback Style) (height, base float32) {
	if len(ps) == 0 {
		size, b := measure(" ", fallback.Size(), fallback.spec().bold, nil)
		return size.Height, b
	}
	var below float32
	for _, p := range ps {
		base = max(base, p.lineBase)
		below = max(below, p.lineHeight-p.lineBase)
	}
	return base + below, base
}

// onward is where a line ends that goes on for at most n more runes: at the
// latest where its paragraph does.
func (f *flow) onward(at, n int) int {
	end := min(len(f.runes), at+n)
	for i := at; i < end; i++ {
		if f.runes[i] == '\n' {
			return i
		}
	}
	return end
}

// fit cuts a line to a width with an ellipsis, which also stands where more
// follows that is not shown. It searches the place by halves, so that even very
// long text costs little.
func (f *flow) fit(from, to int, width float32, more bool) []piece {
	ps := f.pieces(from, to)
	if !more && (widthOf(ps) <= width+0.5 || to == from) {
		return ps
	}
	most := to - 1
	if more {
		most = to
	}
	return f.withEllipsis(from, f.cutAt(from, to, most, width))
}

// shortened is the text as fit would cut it.
func (f *flow) shortened(width float32) string {
	n := len(f.runes)
	if n == 0 || widthOf(f.pieces(0, n)) <= width+0.5 {
		return string(f.runes)
	}
	return string(f.runes[:f.cutAt(0, n, n-1, width)]) + "…"
}

// cutAt is the end of the longest beginning of a line, up to most, of which the
// text and an ellipsis fit into a width.
func (f *flow) cutAt(from, to, most int, width float32) int {
	lo, hi := from, most
	for lo < hi {
		mid := (lo + hi + 1) / 2
		if widthOf(f.withEllipsis(from, mid)) <= width {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	for lo > from && lo < to && joins(f.runes[lo]) {
		lo--
	}
	for lo > from && f.runes[lo-1] == ' ' {
		lo--
	}
	return lo
}

// joins says whether a rune belongs to the one before it.
func joins(r rune) bool {
	return unicode.Is(unicode.M, r) || r == 0x200D || (r >= 0xFE00 && r <= 0xFE0F) || (r >= 0x1F3FB && r <= 0x1F3FF)
}

func (f *flow) withEllipsis(from, cut int) []piece {
	span := 0
	if cut > from {
		span = f.span[cut-1]
	} else if from < len(f.span) {
		span = f.span[from]
	}
	short := &flow{spans: f.spans, fromRight: f.fromRight}
	short.runes = append(append(short.runes, f.runes[from:cut]...), '…')
	short.span = append(append(short.span, f.span[from:cut]...), span)
	return short.pieces(0, len(short.runes))
}
