package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// lineMinWidth is how narrow a long line may become before a layout that does
// not know the kit stops squeezing it.
const lineMinWidth float32 = 120

// Natural is met by objects that would like more room than they must have.
// The kit's layouts give it where there is enough.
type Natural interface {
	// NaturalSize is the size at which nothing is cut.
	NaturalSize() fyne.Size
}

// Line is one line of text. Short of room it ends in an ellipsis. Its minimum
// width is its natural one up to 120 pixels, so that long data never pushes a
// window wider; Whole keeps the full width.
type Line struct {
	widget.BaseWidget

	spans    []Span
	align    fyne.TextAlign
	minWidth float32 // 0: the rule above; below 0: natural

	flow    *flow
	natural []piece
	stamp   stamp
}

// stamp says for which theme and language something was laid out.
type stamp struct {
	theme      *Theme
	generation int
}

// Text makes a line in one style.
func Text(s string, style Style) *Line {
	return Rich(Span{Text: s, Style: style})
}

// Rich makes a line of several spans.
func Rich(spans ...Span) *Line {
	l := &Line{spans: spans}
	l.ExtendBaseWidget(l)
	return l
}

// SetText changes the words of the first span and drops the others.
func (l *Line) SetText(s string) {
	if len(l.spans) == 1 && l.spans[0].Text == s {
		return
	}
	first := Span{}
	if len(l.spans) > 0 {
		first = l.spans[0]
	}
	first.Text = s
	l.SetSpans(first)
}

// SetSpans changes everything.
func (l *Line) SetSpans(spans ...Span) {
	if slices.Equal(l.spans, spans) {
		return
	}
	l.spans = append(l.spans[:0:0], spans...)
	l.natural = nil
	l.Refresh()
}

// SetColor gives every span a colour. The empty token is the style's own.
func (l *Line) SetColor(tok Token) *Line {
	spans := append([]Span(nil), l.spans...)
	for i := range spans {
		spans[i].Color = tok
	}
	l.SetSpans(spans...)
	return l
}

// SetStyle gives every span a style.
func (l *Line) SetStyle(style Style) *Line {
	spans := append([]Span(nil), l.spans...)
	for i := range spans {
		spans[i].Style = style
	}
	l.SetSpans(spans...)
	return l
}

// SetLang gives every span a language.
func (l *Line) SetLang(lang string) *Line {
	spans := append([]Span(nil), l.spans...)
	for i := range spans {
		spans[i].Lang = lang
	}
	l.SetSpans(spans...)
	return l
}

// SetAlign places the text in a wider line: leading, centre or trailing.
func (l *Line) SetAlign(a fyne.TextAlign) *Line {
	l.align = a
	l.Refresh()
	return l
}

// SetMinWidth changes the narrowest width that a layout may give.
func (l *Line) SetMinWidth(w float32) *Line {
	l.minWidth = w
	l.Refresh()
	return l
}

// Whole forbids the ellipsis: the line is never narrower than its text.
func (l *Line) Whole() *Line { return l.SetMinWidth(-1) }

// Text is the text as it is read and copied: in logical order, nothing cut.
func (l *Line) Text() string {
	var s string
	for _, sp := range l.spans {
		s += sp.Text
	}
	return s
}

func (l *Line) prepare() []piece {
	th := current()
	if l.natural == nil || l.stamp.theme != th || l.stamp.generation != layoutGeneration {
		l.flow = newFlow(l.spans, false)
		l.natural = l.flow.pieces(0, len(l.flow.runes))
		if l.natural == nil {
			l.natural = []piece{}
		}
		l.stamp.theme, l.stamp.generation = th, layoutGeneration
	}
	return l.natural
}

func (l *Line) style() Style {
	if len(l.spans) == 0 {
		return Body
	}
	return l.spans[0].Style
}

// NaturalSize implements Natural.
func (l *Line) NaturalSize() fyne.Size {
	ps := l.prepare()
	h, _ := lineMetrics(ps, l.style())
	return fyne.NewSize(ceil(widthOf(ps)), ceil(h))
}

// MinSize implements fyne.CanvasObject.
func (l *Line) MinSize() fyne.Size {
	n := l.NaturalSize()
	switch {
	case l.minWidth < 0:
	case l.minWidth > 0:
		n.Width = min(n.Width, l.minWidth)
	default:
		n.Width = min(n.Width, Scaled(lineMinWidth))
	}
	return n
}

// AccessibilityLabel implements fyne.Accessible.
func (l *Line) AccessibilityLabel() string { return l.Text() }

// AccessibilityRole implements fyne.Accessible.
func (l *Line) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (l *Line) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return Settled(l, &lineRenderer{l: l})
}

type lineRenderer struct {
	l     *Line
	texts textPool
}

func (r *lineRenderer) Destroy() {}

func (r *lineRenderer) Layout(size fyne.Size) {
	ps := r.l.prepare()
	if widthOf(ps) > size.Width+0.5 && size.Width > 0 {
		ps = r.l.squeezed(size.Width)
	}
	h, base := lineMetrics(ps, r.l.style())
	x := alignX(r.l.align, size.Width, widthOf(ps))
	r.texts.begin()
	r.texts.line(ps, x, (size.Height-h)/2, base)
	r.texts.end()
}

// leastYield is what a span that yields keeps for itself.
const leastYield float32 = 96

// squeezed cuts the line to a width: the span that yields first, and what is
// still too much at the end.
func (l *Line) squeezed(width float32) []piece {
	if i := slices.IndexFunc(l.spans, func(s Span) bool { return s.Yields }); i >= 0 {
		spans := slices.Clone(l.spans)
		spans[i].Text = ""
		rest := newFlow(spans, false)
		room := max(width-widthOf(rest.pieces(0, len(rest.runes))), Scaled(leastYield))
		own := newFlow(l.spans[i:i+1], false)
		spans[i].Text = own.shortened(room)
		all := newFlow(spans, false)
		return all.fit(0, len(all.runes), width, false)
	}
	return l.flow.fit(0, len(l.flow.runes), width, false)
}

func (r *lineRenderer) MinSize() fyne.Size           { return r.l.MinSize() }
func (r *lineRenderer) Objects() []fyne.CanvasObject { return r.texts.objects }

func (r *lineRenderer) Refresh() {
	r.Layout(r.l.Size())
	canvas.Refresh(r.l)
}

func alignX(a fyne.TextAlign, width, text float32) float32 {
	switch a {
	case fyne.TextAlignCenter:
		return max(0, (width-text)/2)
	case fyne.TextAlignTrailing:
		return max(0, width-text)
	}
	return 0
}

// textPool keeps canvas texts between layouts.
type textPool struct {
	objects []fyne.CanvasObject
	used    int
}

func (p *textPool) begin() { p.used = 0 }

// end drops texts that are no longer needed.
func (p *textPool) end() {
	clear(p.objects[p.used:])
	p.objects = p.objects[:p.used]
}

func (p *textPool) line(ps []piece, x, y, base float32) {
	for _, pc := range ps {
		if p.used == len(p.objects) {
			p.objects = append(p.objects, canvas.NewText("", theme.Color(theme.ColorNameForeground)))
		}
		t := p.objects[p.used].(*canvas.Text)
		p.used++
		t.Text, t.TextSize, t.TextStyle, t.FontSource, t.Color = pc.text, pc.size, fyne.TextStyle{Bold: pc.bold}, pc.src, Color(pc.tok)
		t.Move(fyne.NewPos(x, y+base-pc.base))
		t.Resize(fyne.NewSize(pc.width, pc.height))
		t.Refresh()
		x += pc.width
	}
}

func ceil(v float32) float32 {
	i := float32(int(v))
	if v > i+0.01 {
		return i + 1
	}
	return i
}
