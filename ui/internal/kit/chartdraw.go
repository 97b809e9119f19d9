package kit

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// chartRenderer draws a chart from pools of shapes and lines of text.
type chartRenderer struct {
	c     *Chart
	w     fyne.Widget
	size  fyne.Size
	boxes []*canvas.Rectangle
	lines []*canvas.Line
	words []*Line
	says  *Paragraph // of the card
	used  struct{ boxes, lines, words int }
	shown []fyne.CanvasObject
}

func (r *chartRenderer) Destroy()                     {}
func (r *chartRenderer) MinSize() fyne.Size           { return r.c.MinSize() }
func (r *chartRenderer) Objects() []fyne.CanvasObject { return r.shown }

func (r *chartRenderer) Layout(s fyne.Size) {
	r.size, r.c.width = s, s.Width
	r.draw()
}

func (r *chartRenderer) Refresh() {
	r.draw()
	canvas.Refresh(r.w)
}

// box draws a rectangle.
func (r *chartRenderer) box(x, y, w, h float32, fill color.Color, stroke Token, radius float32) *canvas.Rectangle {
	if r.used.boxes == len(r.boxes) {
		r.boxes = append(r.boxes, canvas.NewRectangle(color.Transparent))
	}
	b := r.boxes[r.used.boxes]
	r.used.boxes++
	b.FillColor, b.StrokeColor, b.StrokeWidth, b.CornerRadius = fill, Color(stroke), 0, radius
	if stroke != Invisible {
		b.StrokeWidth = borderWidth()
	}
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(max(0, w), max(0, h)))
	r.shown = append(r.shown, b)
	return b
}

// stroke draws a line between two points.
func (r *chartRenderer) stroke(x1, y1, x2, y2, width float32, tok Token) {
	if r.used.lines == len(r.lines) {
		r.lines = append(r.lines, canvas.NewLine(color.Transparent))
	}
	l := r.lines[r.used.lines]
	r.used.lines++
	l.StrokeColor, l.StrokeWidth = Color(tok), width
	l.Position1, l.Position2 = fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
	r.shown = append(r.shown, l)
}

// text writes one line into a space; it is cut where there is no room.
func (r *chartRenderer) text(x, y, w float32, align fyne.TextAlign, spans ...Span) {
	if r.used.words == len(r.words) {
		r.words = append(r.words, Rich().SetMinWidth(1))
	}
	l := r.words[r.used.words]
	r.used.words++
	l.SetAlign(align)
	l.SetSpans(spans...)
	l.Move(fyne.NewPos(x, y))
	l.Resize(fyne.NewSize(max(1, w), l.MinSize().Height))
	r.shown = append(r.shown, l)
}

func (r *chartRenderer) draw() {
	c := r.c
	r.shown, c.hits = r.shown[:0:0], c.hits[:0]
	r.used.boxes, r.used.lines, r.used.words = 0, 0, 0
	if r.size.Width < 1 || len(c.data) == 0 {
		return
	}
	switch c.kind {
	case barChart:
		r.bars()
	case lineChart:
		r.line()
	case gridChart:
		r.grid()
	case funnelChart:
		r.funnel()
	case sparkChart:
		r.spark()
		return
	}
	if c.focused && c.cursor < len(c.hits) {
		h := c.hits[c.cursor]
		out := float32(1)
		if c.kind == gridChart {
			out = 3 // between the cells, whose ground may have its hue
		}
		ring := r.box(h.pos.X-out, h.pos.Y-out, h.size.Width+2*out, h.size.Height+2*out, color.Transparent, FocusRing, 6)
		ring.StrokeWidth = 2
	}
	r.tip()
}

// bounds are the least and the greatest value, zero among them.
func (c *Chart) bounds() (low, high float64) {
	for _, d := range c.data {
		low, high = min(low, d.Value), max(high, d.Value)
	}
	if high == low {
		high = low + 1
	}
	return low, high
}

// plot gives the space of bars and points: its top, the height, and where zero
// is.
func (r *chartRenderer) plot() (top, height, zero float32, low, high float64) {
	low, high = r.c.bounds()
	top = Scaled(18) // for the figure above the highest
	height = r.size.Height - top - Scaled(chartFoot)
	zero = top + height*float32(high/(high-low))
	return top, height, zero, low, high
}

// every is how many labels are left out between two, so that they have room.
func (r *chartRenderer) every(step float32) int {
	widest := float32(0)
	for _, d := range r.c.data {
		size, _ := measure(d.Label, Small.Size(), false, nil)
		widest = max(widest, size.Width)
	}
	return max(1, int(ceil((widest+6)/step)))
}

func (r *chartRenderer) bars() {
	c := r.c
	top, height, zero, low, high := r.plot()
	step := r.size.Width / float32(len(c.data))
	every, gap := r.every(step), min(8, step*0.3)
	roomy := true
	for _, d := range c.data {
		size, _ := measure(d.Figure, Small.Size(), false, nil)
		roomy = roomy && size.Width <= step
	}
	r.stroke(0, zero, r.size.Width, zero, borderWidth(), Outline)
	for i, d := range c.data {
		x := float32(i) * step
		h := height * float32(d.Value/(high-low))
		y := zero - max(0, h)
		fill := Color(c.tint.Strong())
		if d.Value < 0 {
			fill = Color(Cinnabar.Strong())
		}
		c.hits = append(c.hits, chartHit{fyne.NewPos(x, 0), fyne.NewSize(step, r.size.Height)})
		if c.shown() == i {
			r.box(x, top, step, height, Color(Hover), Invisible, 4)
		}
		r.box(x+gap/2, y, step-gap, max(1, abs32(h)), fill, Invisible, 3)
		if roomy {
			r.text(x, max(0, y-Scaled(17)), step, fyne.TextAlignCenter, Span{Text: d.Figure, Style: Small, Color: InkMuted})
		}
		if i%every == 0 {
			align := fyne.TextAlignLeading
			if every == 1 {
				align = fyne.TextAlignCenter
			}
			r.text(x, r.size.Height-Scaled(chartFoot)+3, step*float32(every), align, Span{Text: d.Label, Style: Small, Color: InkMuted})
		}
	}
}

func abs32(v float32) float32 {
	if v < 0 {
		return -v
	}
	return v
}

func (r *chartRenderer) line() {
	c := r.c
	top, height, zero, low, high := r.plot()
	step := r.size.Width / float32(len(c.data))
	every := r.every(step)
	r.stroke(0, zero, r.size.Width, zero, borderWidth(), Outline)
	var px, py float32
	for i, d := range c.data {
		x := (float32(i) + 0.5) * step
		y := top + height*float32((high-d.Value)/(high-low))
		if i > 0 {
			r.stroke(px, py, x, y, 2, c.tint.Strong())
		}
		px, py = x, y
		c.hits = append(c.hits, chartHit{fyne.NewPos(x-step/2, 0), fyne.NewSize(step, r.size.Height)})
	}
	for i, d := range c.data {
		x, y := (float32(i)+0.5)*step, top+height*float32((high-d.Value)/(high-low))
		dot := float32(6)
		if c.shown() == i {
			dot = 10
		}
		r.box(x-dot/2, y-dot/2, dot, dot, Color(c.tint.Strong()), Paper, dot/2)
		if i%every == 0 {
			r.text(x-step*float32(every)/2, r.size.Height-Scaled(chartFoot)+3, step*float32(every), fyne.TextAlignCenter, Span{Text: d.Label, Style: Small, Color: InkMuted})
		}
	}
}

func (r *chartRenderer) spark() {
	c := r.c
	low, high := c.bounds()
	step := r.size.Width / float32(max(1, len(c.data)-1))
	y := func(v float64) float32 { return 2 + (r.size.Height-4)*float32((high-v)/(high-low)) }
	for i := 1; i < len(c.data); i++ {
		r.stroke(float32(i-1)*step, y(c.data[i-1].Value), float32(i)*step, y(c.data[i].Value), 1.5, c.tint.Strong())
	}
	last := c.data[len(c.data)-1]
	r.box(r.size.Width-4, y(last.Value)-2, 4, 4, Color(c.tint.Strong()), Invisible, 2)
}

// shade mixes the pale and the full hue; 0 is pale.
func (c *Chart) shade(k float64) color.Color {
	a, b := color.NRGBAModel.Convert(Color(c.tint.Soft())).(color.NRGBA), color.NRGBAModel.Convert(Color(c.tint.Strong())).(color.NRGBA)
	mix := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*k + 0.5) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 0xFF}
}

// inkOn is the colour of text that reads better on a ground: ink or its
// counterpart.
func inkOn(ground color.Color) Token {
	if apart(brightness(Color(OnStrong)), brightness(ground)) > apart(brightness(Color(Ink)), brightness(ground)) {
		return OnStrong
	}
	return Ink
}

// brightness is the relative luminance of WCAG 2, and apart the contrast of two.
func brightness(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.03928 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n.R) + 0.7152*linear(n.G) + 0.0722*linear(n.B)
}

func apart(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// grid draws cells, of which the fullest has the full hue. The rest of the
// scale is by the root, since a few cells often hold nearly everybody.
func (r *chartRenderer) grid() {
	c := r.c
	_, high := c.bounds()
	rows := (len(c.data) + c.columns - 1) / c.columns
	left, foot := float32(0), float32(0)
	if c.across != "" {
		foot = Scaled(chartFoot)
	}
	w := (r.size.Width - left - chartGap*float32(c.columns-1)) / float32(c.columns)
	h := (r.size.Height - foot - chartGap*float32(rows-1)) / float32(rows)
	for i, d := range c.data {
		x, y := left+float32(i%c.columns)*(w+chartGap), float32(i/c.columns)*(h+chartGap)
		c.hits = append(c.hits, chartHit{fyne.NewPos(x, y), fyne.NewSize(w, h)})
		k := 0.0
		if d.Value > 0 {
			k = 0.15 + 0.85*math.Sqrt(d.Value/high)
		}
		ground := c.shade(k)
		edge := Invisible
		if current().mode == HighContrast || c.shown() == i {
			edge = Outline
		}
		r.box(x, y, w, h, ground, edge, 6)
		ink := inkOn(ground)
		ty := y + 4
		if d.Label != "" {
			r.text(x+6, ty, w-8, fyne.TextAlignLeading, Span{Text: d.Label, Style: Small, Color: ink})
			ty += Scaled(17)
		}
		r.text(x+6, ty, w-8, fyne.TextAlignLeading, Span{Text: d.Figure, Style: SmallBold, Color: ink})
	}
	if foot > 0 {
		half := r.size.Width / 2
		r.text(0, r.size.Height-foot+4, half, fyne.TextAlignLeading, Span{Text: c.down, Style: Small, Color: InkMuted})
		r.text(half, r.size.Height-foot+4, half, fyne.TextAlignTrailing, Span{Text: c.across, Style: Small, Color: InkMuted})
	}
}

// funnel draws a bar for each, its label at the left and its figure behind it.
func (r *chartRenderer) funnel() {
	c := r.c
	_, high := c.bounds()
	label := float32(0)
	figure := float32(0)
	for _, d := range c.data {
		a, _ := measure(d.Label, Label.Size(), false, nil)
		b, _ := measure(d.Figure, Label.Size(), true, nil)
		label, figure = max(label, a.Width), max(figure, b.Width)
	}
	label = min(label+12, r.size.Width*0.5)
	room := r.size.Width - label - figure - 12
	row := r.size.Height / float32(len(c.data))
	bar := min(Scaled(14), row-8)
	for i, d := range c.data {
		y := float32(i) * row
		c.hits = append(c.hits, chartHit{fyne.NewPos(0, y), fyne.NewSize(r.size.Width, row)})
		if c.shown() == i {
			r.box(0, y, r.size.Width, row, Color(Hover), Invisible, 4)
		}
		mid := y + row/2
		r.text(0, mid-Scaled(9), label-8, fyne.TextAlignLeading, Span{Text: d.Label, Style: Label})
		w := room * float32(max(0, d.Value)/high)
		r.box(label, mid-bar/2, room, bar, Color(Track), Invisible, 4)
		r.box(label, mid-bar/2, max(2, w), bar, Color(c.tint.Strong()), Invisible, 4)
		r.text(label+room+8, mid-Scaled(9), figure+4, fyne.TextAlignLeading, Span{Text: d.Figure, Style: LabelBold})
	}
}

// tip draws the card with the sentence of the datum that is shown.
func (r *chartRenderer) tip() {
	c := r.c
	i := c.shown()
	if i < 0 || i >= len(c.hits) || c.data[i].Says == "" {
		return
	}
	h := c.hits[i]
	if r.says == nil {
		r.says = Wrap("", Small)
	}
	r.says.SetText(c.data[i].Says)
	w := min(r.says.NaturalSize().Width, r.size.Width-20)
	lines := r.says.HeightFor(w)
	height := lines + 12
	x := min(max(0, h.pos.X+h.size.Width/2-w/2-10), r.size.Width-w-20)
	y := h.pos.Y - height - 4
	if y < 0 {
		y = min(h.pos.Y+h.size.Height+4, r.size.Height-height)
	}
	if c.kind == barChart || c.kind == lineChart {
		y = 0
	}
	r.box(x, y, w+20, height, Color(Paper), Outline, 6)
	r.says.Move(fyne.NewPos(x+10, y+6))
	r.says.Resize(fyne.NewSize(w, lines))
	r.shown = append(r.shown, r.says)
}
