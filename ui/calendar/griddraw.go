package calendar

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"dragoman/ui/internal/kit"
)

// gridRenderer draws the month from pools of rectangles, lines and icons, so
// that turning a page makes next to nothing new.
type gridRenderer struct {
	pools
	g    *monthGrid
	size fyne.Size
}

func (r *gridRenderer) Destroy()           {}
func (r *gridRenderer) MinSize() fyne.Size { return r.g.MinSize() }

func (r *gridRenderer) Layout(s fyne.Size) {
	r.size = s
	r.arrange()
}

func (r *gridRenderer) Refresh() {
	r.arrange()
	r.recolour()
	canvas.Refresh(r.g)
}

func (r *gridRenderer) arrange() {
	g := r.g
	r.begin()
	g.hits = g.hits[:0]
	if r.size.Width < 1 {
		return
	}
	head := kit.Scaled(gridHead)
	r.box(0, 0, r.size.Width, r.size.Height, kit.Paper, kit.Hairline, cardCorner)
	edge := func(i, n int, from, length float32) float32 { // whole pixels, so that lines are sharp
		return from + float32(int(length*float32(i)/float32(n)))
	}
	for i, name := range g.weekdays {
		x := edge(i, 7, 0, r.size.Width)
		r.text(x+cellPad, 0, edge(i+1, 7, 0, r.size.Width)-x-cellPad, head, fyne.TextAlignLeading,
			kit.Span{Text: name, Style: kit.Label, Color: kit.InkMuted})
	}
	weeks := len(g.cells) / 7
	for i := range g.cells {
		x, x2 := edge(i%7, 7, 0, r.size.Width), edge(i%7+1, 7, 0, r.size.Width)
		y, y2 := edge(i/7, weeks, head, r.size.Height-head), edge(i/7+1, weeks, head, r.size.Height-head)
		r.ground(i, weeks, x, y, x2-x, y2-y)
	}
	b := border()
	for w := range weeks {
		r.box(b, edge(w, weeks, head, r.size.Height-head), r.size.Width-2*b, b, kit.Hairline, kit.Invisible, 0)
	}
	for d := 1; d < 7; d++ {
		r.box(edge(d, 7, 0, r.size.Width), head, b, r.size.Height-head-b, kit.Hairline, kit.Invisible, 0)
	}
	for i := range g.cells {
		x, x2 := edge(i%7, 7, 0, r.size.Width), edge(i%7+1, 7, 0, r.size.Width)
		y, y2 := edge(i/7, weeks, head, r.size.Height-head), edge(i/7+1, weeks, head, r.size.Height-head)
		r.cell(i, x, y, x2-x, y2-y)
	}
	r.collect()
}

// ground shades a weekend and the chosen day, within the corners of the card.
func (r *gridRenderer) ground(i, weeks int, x, y, w, h float32) {
	c := r.g.cells[i]
	fill := kit.Invisible
	switch {
	case i == r.g.cursor:
		fill = kit.Selected
	case c.weekend:
		fill = kit.Weekend
	}
	if fill == kit.Invisible {
		return
	}
	b := border()
	if i%7 == 0 {
		x, w = x+b, w-b
	}
	if i%7 == 6 {
		w -= b
	}
	if i/7 == weeks-1 {
		h -= b
	}
	box := r.box(x, y, w, h, fill, kit.Invisible, 0)
	if i == (weeks-1)*7 {
		box.BottomLeftCornerRadius = cardCorner - b
	}
	if i == weeks*7-1 {
		box.BottomRightCornerRadius = cardCorner - b
	}
}

// cell writes a day: number, second calendar and as many chips as fit.
func (r *gridRenderer) cell(i int, x, y, w, h float32) {
	g, c := r.g, r.g.cells[i]
	g.hits = append(g.hits, hit{pos: fyne.NewPos(x, y), size: fyne.NewSize(w, h), cell: i})
	top := kit.Scaled(cellHead)
	num := kit.Span{Text: c.number, Style: kit.Bold}
	if c.other {
		num.Color = kit.InkMuted
	}
	nw := r.width(num)
	if c.today {
		num.Color = kit.OnStrong
		d := kit.Scaled(22)
		bw := max(d, nw+10)
		r.box(x+5, y+4, bw, d, kit.Jade.Strong(), kit.Invisible, d/2)
		r.text(x+5, y+4, bw, d, fyne.TextAlignCenter, num)
		nw = bw - 3
	} else {
		r.text(x+cellPad, y+4, nw+1, kit.Scaled(22), fyne.TextAlignLeading, num)
	}
	if c.second != "" {
		left := x + cellPad + nw + 8
		r.text(left, y+4, x+w-cellPad-left, kit.Scaled(20), fyne.TextAlignTrailing,
			kit.Span{Text: c.second, Style: kit.Small, Color: kit.InkMuted})
	}
	r.chips(i, x+6, y+top, w-12, h-top)
	if i == g.cursor && g.focused {
		r.box(x+2, y+2, w-3, h-3, kit.Invisible, kit.FocusRing, 4).StrokeWidth = 2
	}
}

// chips stacks what fits; the last line says how many more there are.
func (r *gridRenderer) chips(i int, x, y, w, h float32) {
	g, c := r.g, r.g.cells[i]
	ch, step := kit.Scaled(chipHeight), kit.Scaled(chipHeight)+chipGap
	fits := int((h - 2 + chipGap) / step)
	show := len(c.chips)
	if show > fits {
		show = max(0, fits-1)
	}
	for _, x2 := range c.chips[:show] {
		r.chip(i, x2, x, y, w, ch)
		y += step
	}
	if rest := len(c.chips) - show; rest > 0 && fits > 0 {
		r.text(x+cellPad, y, w-cellPad, ch, fyne.TextAlignLeading,
			kit.Span{Text: g.more(rest), Style: kit.Small, Color: kit.InkMuted})
	}
}

func (r *gridRenderer) chip(i int, c chip, x, y, w, h float32) {
	g := r.g
	room := float32(0)
	if c.icon != "" {
		room = kit.Scaled(14) + 4
	}
	fill, stroke, ink := c.tint.Soft(), kit.Invisible, c.tint.Text()
	if i == g.cursor && c.tint == kit.Jade {
		fill = kit.Paper // its own ground is that of the chosen day
	}
	if c.outline {
		fill, stroke, ink = kit.Paper, kit.Hairline, kit.Ink
	}
	inner := w - 14 - room
	spans, tail, tw := inked(c.spans, ink), kit.Span{Text: c.tail, Style: kit.Small, Color: ink}, float32(0)
	natural := r.width(spans...) + 2
	if natural > inner && c.tail != "" {
		if tw = r.width(tail) + 4; tw < inner*tailShare {
			spans = inked(c.short, ink)
			natural = min(inner, r.width(spans...)+2+tw)
		} else {
			tw = 0
		}
	}
	cw := min(w, natural+14+room)
	hot := g.hover == len(g.hits)
	g.hits = append(g.hits, hit{pos: fyne.NewPos(x, y), size: fyne.NewSize(cw, h), cell: i, open: c.open})
	if hot || contrast() {
		stroke = c.tint.Strong()
	}
	r.box(x, y, cw, h, fill, stroke, 6)
	if c.icon != "" {
		r.icon(x+7, y+(h-kit.Scaled(14))/2, c.icon, ink)
	}
	r.text(x+8+room, y, cw-14-room-tw, h, fyne.TextAlignLeading, spans...)
	if tw > 0 {
		r.text(x+cw-6-tw, y, tw, h, fyne.TextAlignTrailing, tail)
	}
}

// tailShare is how much of a chip its tail may take.
const tailShare = 0.48

// inked gives spans without a colour of their own the colour of the chip.
func inked(spans []kit.Span, ink kit.Token) []kit.Span {
	out := slices.Clone(spans)
	for i := range out {
		if out[i].Color == "" {
			out[i].Color = ink
		}
	}
	return out
}
