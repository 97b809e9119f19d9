package kit

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// This file resolves the order of mixed left-to-right and right-to-left text
// (Unicode Standard Annex #9). The toolkit shapes one run well but puts
// several into the wrong order (fyne#90), so a line is cut into runs here and
// each is drawn by itself. Classes come from x/text; the rules W1 to W7, N1,
// N2, I1, I2, L1 and L2 and isolates are applied here, because x/text's own
// Order merges levels that differ by two. Embeddings and overrides (LRE, RLO
// and so on), which modern text does not use, are ignored.

// bidiRun is a stretch [start, end) of runes at one level; odd is
// right to left.
type bidiRun struct {
	start, end int
	level      int
}

func classOf(r rune) bidi.Class {
	p, _ := bidi.LookupRune(r)
	return p.Class()
}

// hasRTL says whether anything in the text needs reordering at all.
func hasRTL(text []rune) bool {
	for _, r := range text {
		if r < 0x590 {
			continue
		}
		switch classOf(r) {
		case bidi.R, bidi.AL, bidi.AN, bidi.RLI, bidi.RLE, bidi.RLO:
			return true
		}
	}
	return false
}

// WrittenFromRight reports whether a text is in a language from the right: it is
// said to be, and most of its letters are. What was noted in Chinese of a call in
// Arabic is not.
func WrittenFromRight(text, lang string) bool {
	if !FromRight(lang) {
		return false
	}
	left, right := 0, 0
	for _, r := range text {
		switch classOf(r) {
		case bidi.L:
			left++
		case bidi.R, bidi.AL:
			right++
		}
	}
	return right > left
}

// baseLevel is 1 only for text with right-to-left letters and no
// left-to-right ones: a mixed line belongs to our left-to-right page.
func baseLevel(text []rune) int {
	level := 0
	for _, r := range text {
		switch classOf(r) {
		case bidi.L:
			return 0
		case bidi.R, bidi.AL:
			level = 1
		}
	}
	return level
}

// fromRight are the languages that are written from right to left.
var fromRight = map[string]bool{
	"ar": true, "ckb": true, "dv": true, "fa": true, "he": true, "iw": true, "ps": true, "sd": true, "ug": true, "ur": true, "yi": true,
}

// FromRight reports whether a language is written from right to left.
func FromRight(lang string) bool {
	base, _, _ := strings.Cut(lang, "-")
	return fromRight[base]
}

// base is the level of a line: as its letters have it, and in a paragraph from
// the right, that of the paragraph, so that a letter in Arabic stays one with a
// Latin name in it.
func (f *flow) base(from, to int) int {
	level := baseLevel(f.runes[from:to])
	if level == 1 || !f.fromRight {
		return level
	}
	if from, to = f.paragraph(from, to); hasRTL(f.runes[from:to]) {
		return 1
	}
	return level
}

// levels gives every rune its level.
func levels(text []rune, base int) []int {
	out := make([]int, len(text))
	resolveSequence(text, 0, len(text), base, out)
	// L1: white space at the end of the line takes the base level.
	for i := len(text) - 1; i >= 0 && classOf(text[i]) == bidi.WS; i-- {
		out[i] = base
	}
	return out
}

// resolveSequence handles [from, to) at a base level. What stands between an
// isolate and its end is one neutral for the outside and is resolved alone.
func resolveSequence(text []rune, from, to, base int, out []int) {
	idx := make([]int, 0, to-from)
	cls := make([]bidi.Class, 0, to-from)
	for i := from; i < to; i++ {
		c := classOf(text[i])
		switch c {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			end := isolateEnd(text, i+1, to)
			inner := innerLevel(c, text[i+1:end], base)
			resolveSequence(text, i+1, end, inner, out)
			idx, cls = append(idx, i), append(cls, bidi.ON)
			i = end - 1
			continue
		case bidi.PDI:
			c = bidi.ON
		case bidi.BN, bidi.LRE, bidi.RLE, bidi.LRO, bidi.RLO, bidi.PDF:
			c = bidi.ON
		}
		idx, cls = append(idx, i), append(cls, c)
	}
	resolveWeak(cls, base)
	resolveNeutral(cls, base)
	for k, c := range cls {
		out[idx[k]] = implicitLevel(c, base)
	}
}

func isolateEnd(text []rune, from, to int) int {
	depth := 1
	for i := from; i < to; i++ {
		switch classOf(text[i]) {
		case bidi.LRI, bidi.RLI, bidi.FSI:
			depth++
		case bidi.PDI:
			depth--
			if depth == 0 {
				return i
			}
		}
	}
	return to
}

func innerLevel(c bidi.Class, inner []rune, base int) int {
	odd := c == bidi.RLI
	if c == bidi.FSI {
		for _, r := range inner {
			k := classOf(r)
			if k == bidi.L {
				break
			}
			if k == bidi.R || k == bidi.AL {
				odd = true
				break
			}
		}
	}
	if odd {
		return (base + 1) | 1
	}
	return (base + 2) &^ 1
}

func implicitLevel(c bidi.Class, base int) int {
	if base%2 == 0 {
		switch c {
		case bidi.R:
			return base + 1
		case bidi.AN, bidi.EN:
			return base + 2
		}
		return base
	}
	switch c {
	case bidi.L, bidi.EN, bidi.AN:
		return base + 1
	}
	return base
}

func levelClass(level int) bidi.Class {
	if level%2 == 1 {
		return bidi.R
	}
	return bidi.L
}

// resolveWeak applies W1 to W7 in place.
func resolveWeak(cls []bidi.Class, base int) {
	start := levelClass(base)
	prev := start
	for i, c := range cls { // W1
		if c == bidi.NSM {
			cls[i] = prev
		}
		prev = cls[i]
	}
	strong := start
	for i, c := range cls { // W2, W3
		switch c {
		case bidi.L, bidi.R, bidi.AL:
			strong = c
		case bidi.EN:
			if strong == bidi.AL {
				cls[i] = bidi.AN
			}
		}
	}
	for i, c := range cls {
		if c == bidi.AL {
			cls[i] = bidi.R
		}
	}
	for i := 1; i+1 < len(cls); i++ { // W4
		a, b := cls[i-1], cls[i+1]
		if cls[i] == bidi.ES && a == bidi.EN && b == bidi.EN {
			cls[i] = bidi.EN
		}
		if cls[i] == bidi.CS && a == b && (a == bidi.EN || a == bidi.AN) {
			cls[i] = a
		}
	}
	resolveTerminators(cls)
	strong = start
	for i, c := range cls { // W7
		switch c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.EN:
			if strong == bidi.L {
				cls[i] = bidi.L
			}
		}
	}
}

// resolveTerminators applies W5 and W6.
func resolveTerminators(cls []bidi.Class) {
	for i := 0; i < len(cls); i++ {
		if cls[i] != bidi.ET {
			continue
		}
		j := i
		for j < len(cls) && cls[j] == bidi.ET {
			j++
		}
		to := bidi.ON
		if (i > 0 && cls[i-1] == bidi.EN) || (j < len(cls) && cls[j] == bidi.EN) {
			to = bidi.EN
		}
		for ; i < j; i++ {
			cls[i] = to
		}
		i--
	}
	for i, c := range cls {
		if c == bidi.ES || c == bidi.CS {
			cls[i] = bidi.ON
		}
	}
}

// resolveNeutral applies N1 and N2: neutrals between two of a kind follow
// them, others the base.
func resolveNeutral(cls []bidi.Class, base int) {
	side := func(c bidi.Class) bidi.Class {
		if c == bidi.EN || c == bidi.AN || c == bidi.R {
			return bidi.R
		}
		return bidi.L
	}
	neutral := func(c bidi.Class) bool {
		return c != bidi.L && c != bidi.R && c != bidi.EN && c != bidi.AN
	}
	edge := levelClass(base)
	for i := 0; i < len(cls); i++ {
		if !neutral(cls[i]) {
			continue
		}
		j := i
		for j < len(cls) && neutral(cls[j]) {
			j++
		}
		before, after := edge, edge
		if i > 0 {
			before = side(cls[i-1])
		}
		if j < len(cls) {
			after = side(cls[j])
		}
		to := edge
		if before == after {
			to = before
		}
		for ; i < j; i++ {
			cls[i] = to
		}
		i--
	}
}

// visualRuns cuts a line into runs of one level and puts them into the order
// in which they stand on the page, left to right (rule L2).
func visualRuns(lv []int) []bidiRun {
	var runs []bidiRun
	for i := 0; i < len(lv); {
		j := i
		for j < len(lv) && lv[j] == lv[i] {
			j++
		}
		runs = append(runs, bidiRun{i, j, lv[i]})
		i = j
	}
	highest := 0
	for _, r := range runs {
		highest = max(highest, r.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(runs); {
			if runs[i].level < level {
				i++
				continue
			}
			j := i
			for j < len(runs) && runs[j].level >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				runs[a], runs[b] = runs[b], runs[a]
			}
			i = j
		}
	}
	return runs
}

// mirrored holds the signs that turn round in right-to-left text.
var mirrored = map[rune]rune{
	'(': ')', ')': '(', '[': ']', ']': '[', '{': '}', '}': '{', '<': '>', '>': '<',
	'«': '»', '»': '«', '‹': '›', '›': '‹',
	'（': '）', '）': '（', '「': '」', '」': '「',
}

// isFormat says whether a rune directs layout and draws nothing.
func isFormat(r rune) bool {
	return r == 0x200E || r == 0x200F || r == 0x061C || (r >= 0x202A && r <= 0x202E) || (r >= 0x2066 && r <= 0x2069)
}
