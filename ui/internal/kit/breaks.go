package kit

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// Line breaking: Latin by word, Chinese and Japanese by character with the
// simple prohibitions (kinsoku) that readers notice. A full UAX #14 is not
// needed for notes and labels.

// noStart must not begin a line.
var noStart = runeSet("、。，．・：；？！゛゜ヽヾゝゞ々ー’”）〕］｝〉》」』】〙〗〟…‥—" +
	"ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ%％‰℃°′″,.!?:;)]}»›·~～")

// noEnd must not end a line.
var noEnd = runeSet("‘“（〔［｛〈《「『【〘〖〝([{«‹￥$£€¥＃#@")

// counters are what stays with the number before it: 10月, 1小时.
var counters = runeSet("年月日号號时時点點分秒天周週岁歲位个個件条條份次小种種笔筆")

func runeSet(s string) map[rune]bool {
	m := make(map[rune]bool)
	for _, r := range s {
		m[r] = true
	}
	return m
}

// isWide says whether a rune belongs to a script that breaks between
// characters. Korean breaks at its spaces and is not one of them.
func isWide(r rune) bool {
	if r < 0x2E80 {
		return false
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo) ||
		(r >= 0x3000 && r <= 0x303F) || (r >= 0xFF00 && r <= 0xFFEF)
}

// breakBetween says whether a line may end after a, before b.
func breakBetween(a, b rune) bool {
	switch {
	case b == '\n', a == '\n':
		return false // handled as hard breaks
	case joins(b), a == 0x200D, a == 0xA0, b == 0xA0, b == 0x2060, a == 0x2060:
		return false
	case b == ' ':
		return false
	case a == ' ', a == 0x200B:
		return !noStart[b] || !isWide(b)
	case a == 0x3000:
		return true
	case noStart[b], noEnd[a]:
		return false
	case a >= '0' && a <= '9' && counters[b]:
		return false
	case isWide(a) || isWide(b):
		return true
	case a == '-' || a == '–' || a == '—' || a == '/':
		return unicode.IsLetter(b)
	}
	return false
}

// chunk is the smallest part that stays together: [start, end) with the width
// of its ink and of the spaces that follow. hard ends the paragraph.
type chunk struct {
	start, end   int
	width, space float32
	hard         bool
}

// chunks cuts a flow and measures each part once, so that laying out for
// another width only adds numbers.
func (f *flow) chunks(m *ruler) []chunk {
	var out []chunk
	n := len(f.runes)
	for i := 0; i < n; {
		j := i
		for j < n && f.runes[j] != '\n' {
			j++
			if j < n && breakBetween(f.runes[j-1], f.runes[j]) {
				break
			}
		}
		ink := j
		for ink > i && f.runes[ink-1] == ' ' {
			ink--
		}
		c := chunk{start: i, end: j, width: m.width(f, i, ink), space: m.width(f, ink, j)}
		if j < n && f.runes[j] == '\n' {
			c.hard = true
			j++
		}
		out = append(out, c)
		i = j
	}
	return out
}

// ruler measures text and remembers single characters.
type ruler struct {
	runes map[rulerKey]float32
}

type rulerKey struct {
	r    rune
	span int
	src  fyne.Resource
}

func (m *ruler) width(f *flow, from, to int) float32 {
	if to == from+1 {
		return m.rune(f, from)
	}
	var sum float32
	for i := from; i < to; {
		src := f.source(i)
		j := i + 1
		for j < to && f.span[j] == f.span[i] && (unicode.Is(unicode.M, f.runes[j]) || f.source(j) == src) {
			j++
		}
		s := f.spans[f.span[i]]
		size, _ := measure(string(f.runes[i:j]), s.Style.Size(), s.Style.spec().bold, src)
		sum += size.Width
		i = j
	}
	return sum
}

func (m *ruler) rune(f *flow, i int) float32 {
	key := rulerKey{f.runes[i], f.span[i], f.source(i)}
	if w, ok := m.runes[key]; ok {
		return w
	}
	s := f.spans[key.span]
	size, _ := measure(string(key.r), s.Style.Size(), s.Style.spec().bold, key.src)
	if m.runes == nil {
		m.runes = make(map[rulerKey]float32)
	}
	m.runes[key] = size.Width
	return size.Width
}

// textLine is [start, end) of a flow on one line; trailing spaces are left out.
type textLine struct{ start, end int }

// breakLines fills lines of a width. It looks at every chunk once; a chunk
// wider than the line is cut between characters.
func (f *flow) breakLines(chunks []chunk, m *ruler, width float32) []textLine {
	var lines []textLine
	var used, space float32
	start, end := 0, 0
	open := false
	flush := func() {
		lines = append(lines, textLine{start, end})
		used, space, open = 0, 0, false
	}
	for _, c := range chunks {
		if open && used+space+c.width > width+0.5 {
			flush()
		}
		if !open {
			start, open = c.start, true
		}
		if used == 0 && c.width > width+0.5 {
			start = f.cutChunk(c, m, width, &lines)
			used, space = m.width(f, start, c.inkEnd(f)), c.space
		} else {
			used, space = used+space+c.width, c.space
		}
		end = c.inkEnd(f)
		if c.hard {
			flush()
		}
	}
	if open || len(lines) == 0 || (len(chunks) > 0 && chunks[len(chunks)-1].hard) {
		if !open {
			start, end = len(f.runes), len(f.runes)
		}
		lines = append(lines, textLine{start, end})
	}
	return lines
}

// ownSide reports whether a line stands at the right, where its script begins:
// it belongs to a paragraph of that script that fills lines, or to a text that
// is all of it. A lone name stays in the column of its list, and so does the
// end of a sentence in Latin letters.
func (f *flow) ownSide(ln textLine) bool {
	from, to := f.paragraph(ln.start, ln.end)
	if f.base(from, to) == 0 {
		return false
	}
	return from < ln.start || strings.TrimSpace(string(f.runes[ln.end:to])) != "" || f.base(0, len(f.runes)) == 1
}

// paragraph widens a stretch to the line ends around it.
func (f *flow) paragraph(from, to int) (int, int) {
	for from > 0 && f.runes[from-1] != '\n' {
		from--
	}
	for to < len(f.runes) && f.runes[to] != '\n' {
		to++
	}
	return from, to
}

func (c chunk) inkEnd(f *flow) int {
	e := c.end
	for e > c.start && f.runes[e-1] == ' ' {
		e--
	}
	return e
}

// cutChunk writes full lines of an over-long chunk and returns where its last
// line begins.
func (f *flow) cutChunk(c chunk, m *ruler, width float32, lines *[]textLine) int {
	start, end := c.start, c.inkEnd(f)
	var used float32
	for i := c.start; i < end; i++ {
		w := m.rune(f, i)
		if i > start && used+w > width && !joins(f.runes[i]) {
			*lines = append(*lines, textLine{start, i})
			start, used = i, 0
		}
		used += w
	}
	return start
}
