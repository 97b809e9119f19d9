package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// HeightForWidth is met by objects whose height depends on their width. The
// kit's layouts ask it before they place things.
type HeightForWidth interface {
	// HeightFor is the height needed at a width.
	HeightFor(width float32) float32
}

// Paragraph is wrapped text. Latin breaks at words, Chinese and Japanese
// between characters with the usual prohibitions. A width is laid out once and
// kept; setting text costs time in proportion to its length.
type Paragraph struct {
	widget.BaseWidget

	spans    []Span
	align    fyne.TextAlign
	maxLines int
	minWidth float32

	fromRight bool

	flow   *flow
	ruler  ruler
	chunks []chunk
	stamp  stamp

	lines      []textLine
	linesWidth float32
	short      bool // lines were left out
}

// Wrap makes wrapped text in one style. A line end in it begins a new line.
func Wrap(s string, style Style) *Paragraph {
	return WrapRich(Span{Text: s, Style: style})
}

// WrapRich makes wrapped text of several spans.
func WrapRich(spans ...Span) *Paragraph {
	p := &Paragraph{spans: spans, minWidth: 48}
	p.ExtendBaseWidget(p)
	return p
}

// SetText changes the words of the first span and drops the others.
func (p *Paragraph) SetText(s string) {
	if len(p.spans) == 1 && p.spans[0].Text == s {
		return
	}
	first := Span{}
	if len(p.spans) > 0 {
		first = p.spans[0]
	}
	first.Text = s
	p.SetSpans(first)
}

// SetSpans changes everything.
func (p *Paragraph) SetSpans(spans ...Span) {
	if slices.Equal(p.spans, spans) {
		return
	}
	p.spans = append(p.spans[:0:0], spans...)
	p.flow, p.lines = nil, nil
	p.Refresh()
}

// SetColor gives every span a colour.
func (p *Paragraph) SetColor(tok Token) *Paragraph {
	spans := append([]Span(nil), p.spans...)
	for i := range spans {
		spans[i].Color = tok
	}
	p.SetSpans(spans...)
	return p
}

// SetStyle gives every span a style.
func (p *Paragraph) SetStyle(style Style) *Paragraph {
	spans := append([]Span(nil), p.spans...)
	for i := range spans {
		spans[i].Style = style
	}
	p.SetSpans(spans...)
	return p
}

// SetLang gives every span a language.
func (p *Paragraph) SetLang(lang string) *Paragraph {
	spans := append([]Span(nil), p.spans...)
	for i := range spans {
		spans[i].Lang = lang
	}
	p.SetSpans(spans...)
	return p
}

// SetAlign aligns every line.
func (p *Paragraph) SetAlign(a fyne.TextAlign) *Paragraph {
	p.align = a
	p.Refresh()
	return p
}

// In says in which language the whole text is. One from the right stands at the
// right, and keeps its order with Latin names in it.
func (p *Paragraph) In(lang string) *Paragraph {
	if p.fromRight == FromRight(lang) {
		return p
	}
	p.fromRight, p.align = !p.fromRight, fyne.TextAlignLeading
	if p.fromRight {
		p.align = fyne.TextAlignTrailing
	}
	p.flow, p.lines = nil, nil
	p.Refresh()
	return p
}

// SetMaxLines cuts the text after n lines with an ellipsis; 0 shows all.
func (p *Paragraph) SetMaxLines(n int) *Paragraph {
	p.maxLines = n
	p.lines = nil
	p.Refresh()
	return p
}

// Text is the text in logical order.
func (p *Paragraph) Text() string {
	var s string
	for _, sp := range p.spans {
		s += sp.Text
	}
	return s
}

// NaturalSize implements Natural: all of it without wrapping.
func (p *Paragraph) NaturalSize() fyne.Size {
	p.prepare()
	var widest, w, space float32
	for _, c := range p.chunks {
		w += space + c.width
		space = c.space
		widest = max(widest, w)
		if c.hard {
			w, space = 0, 0
		}
	}
	return fyne.NewSize(ceil(widest)+1, p.HeightFor(ceil(widest)+1))
}

// HeightFor implements HeightForWidth.
func (p *Paragraph) HeightFor(width float32) float32 {
	return ceil(float32(len(p.layout(width))) * p.lineHeight())
}

func (p *Paragraph) lineHeight() float32 {
	var h float32
	for _, s := range p.spans {
		size, _ := measure(" ", s.Style.Size(), s.Style.spec().bold, nil)
		h = max(h, size.Height)
	}
	if h == 0 {
		size, _ := measure(" ", Body.Size(), false, nil)
		h = size.Height
	}
	return h + 1
}

func (p *Paragraph) prepare() {
	th := current()
	if p.flow != nil && p.stamp.theme == th && p.stamp.generation == layoutGeneration {
		return
	}
	p.stamp.theme, p.stamp.generation = th, layoutGeneration
	p.flow = newFlow(p.spans, true)
	p.flow.fromRight = p.fromRight
	p.ruler = ruler{}
	p.chunks = p.flow.chunks(&p.ruler)
	p.lines = nil
}

func (p *Paragraph) layout(width float32) []textLine {
	p.prepare()
	if p.lines != nil && p.linesWidth == width {
		return p.lines
	}
	p.lines = p.flow.breakLines(p.chunks, &p.ruler, width)
	p.short = p.maxLines > 0 && len(p.lines) > p.maxLines
	if p.short {
		p.lines = p.lines[:p.maxLines:p.maxLines]
		p.lines[p.maxLines-1].end = p.flow.onward(p.lines[p.maxLines-1].end, 80)
	}
	p.linesWidth = width
	return p.lines
}

// MinSize implements fyne.CanvasObject. Before the first layout the height is
// that of one line.
func (p *Paragraph) MinSize() fyne.Size {
	if w := p.Size().Width; w > 0 {
		return fyne.NewSize(min(p.minWidth, w), p.HeightFor(w))
	}
	return fyne.NewSize(p.minWidth, ceil(p.lineHeight()))
}

// AccessibilityLabel implements fyne.Accessible.
func (p *Paragraph) AccessibilityLabel() string { return p.Text() }

// AccessibilityRole implements fyne.Accessible.
func (p *Paragraph) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (p *Paragraph) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	return Settled(p, &paragraphRenderer{p: p})
}

type paragraphRenderer struct {
	p     *Paragraph
	texts textPool
}

func (r *paragraphRenderer) Destroy() {}

func (r *paragraphRenderer) Layout(size fyne.Size) {
	r.texts.begin()
	defer r.texts.end()
	if size.Width <= 0 {
		return
	}
	p := r.p
	lines := p.layout(size.Width)
	lh := p.lineHeight()
	var y float32
	for i, ln := range lines {
		var ps []piece
		if p.maxLines > 0 && i == p.maxLines-1 {
			ps = p.flow.fit(ln.start, ln.end, size.Width, p.short && ln.end < len(p.flow.runes))
		} else {
			ps = p.flow.pieces(ln.start, ln.end)
		}
		h, base := lineMetrics(ps, Body)
		x := alignX(p.align, size.Width, widthOf(ps))
		if p.align == fyne.TextAlignLeading && len(lines) > 1 && p.flow.ownSide(ln) {
			x = max(0, size.Width-widthOf(ps))
		}
		r.texts.line(ps, x, y+(lh-h)/2, base)
		y += lh
	}
}

func (r *paragraphRenderer) MinSize() fyne.Size           { return r.p.MinSize() }
func (r *paragraphRenderer) Objects() []fyne.CanvasObject { return r.texts.objects }

func (r *paragraphRenderer) Refresh() {
	r.Layout(r.p.Size())
	canvas.Refresh(r.p)
}
