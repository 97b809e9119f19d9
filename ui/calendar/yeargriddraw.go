package calendar

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	cal "dragoman/data/calendar"
	"dragoman/ui/internal/kit"
)

// yearRenderer draws the twelve months from pools.
type yearRenderer struct {
	pools
	g    *yearGrid
	size fyne.Size
}

func (r *yearRenderer) Destroy()           {}
func (r *yearRenderer) MinSize() fyne.Size { return r.g.MinSize() }

func (r *yearRenderer) Layout(s fyne.Size) {
	r.size, r.g.width = s, s.Width
	r.arrange()
}

func (r *yearRenderer) Refresh() {
	r.arrange()
	r.recolour()
	canvas.Refresh(r.g)
}

func (r *yearRenderer) arrange() {
	g := r.g
	r.begin()
	g.hits = g.hits[:0]
	if r.size.Width < 1 || len(g.y.marks) == 0 {
		return
	}
	cols := g.columns(r.size.Width)
	rows := 12 / cols
	w := (r.size.Width - yearGap*float32(cols-1)) / float32(cols)
	h := (r.size.Height - yearGap*float32(rows-1)) / float32(rows)
	h = min(h, kit.Scaled(yearTitle+yearHead+6*yearRowMost)+yearPad)
	var ring fyne.Position
	var cell fyne.Size
	for m := range 12 {
		x, y := float32(int(float32(m%cols)*(w+yearGap))), float32(int(float32(m/cols)*(h+yearGap)))
		if pos, size, here := r.month(m, x, y, float32(int(w)), float32(int(h))); here {
			ring, cell = pos, size
		}
	}
	if g.focused && cell.Width > 0 {
		r.box(ring.X, ring.Y, cell.Width, cell.Height, kit.Invisible, kit.FocusRing, 5).StrokeWidth = 2
	}
	r.collect()
	r.tip()
}

// month draws one month and tells where the chosen day is, if it is in it.
func (r *yearRenderer) month(m int, x, y, w, h float32) (at fyne.Position, size fyne.Size, here bool) {
	g := r.g
	first := cal.NewDate(g.y.first.Year(), time.Month(m+1), 1)
	n := int(first.AddMonths(1) - first)
	r.box(x, y, w, h, kit.Paper, kit.Hairline, cardCorner)
	title := fyne.NewPos(x+yearPad, y)
	r.text(title.X+3, title.Y+2, w-2*yearPad, kit.Scaled(yearTitle), fyne.TextAlignLeading, kit.Span{Text: g.y.months[m], Style: kit.Bold})
	if g.hover == len(g.hits) {
		tw := r.width(kit.Span{Text: g.y.months[m], Style: kit.Bold})
		r.box(title.X+3, y+kit.Scaled(yearTitle)-4, tw, 1, kit.Ink, kit.Invisible, 0)
	}
	g.hits = append(g.hits, yearHit{title, fyne.NewSize(w-2*yearPad, kit.Scaled(yearTitle)), first, true})
	cw := (w - 2*yearPad) / 7
	top := y + kit.Scaled(yearTitle)
	for i, name := range g.y.weekdays {
		r.text(x+yearPad+float32(i)*cw, top, cw, kit.Scaled(yearHead), fyne.TextAlignCenter, kit.Span{Text: name, Style: kit.Small, Color: kit.InkMuted})
	}
	top += kit.Scaled(yearHead)
	rh := (y + h - yearPad*0.8 - top) / 6
	lead := (int(first.Weekday()) - int(g.y.firstDay) + 7) % 7
	for week := 0; week*7 < lead+n; week++ {
		if g.y.slow(max(first, first+cal.Date(week*7-lead))) {
			r.box(x+4, top+float32(week)*rh+2, 3, rh-4, kit.Saffron.Strong(), kit.Invisible, 1.5)
		}
	}
	for i := range n {
		d := first + cal.Date(i)
		pos := fyne.NewPos(x+yearPad+float32((lead+i)%7)*cw, top+float32((lead+i)/7)*rh)
		r.day(d, i, pos, fyne.NewSize(cw, rh))
		if d == g.cursor {
			at, here = pos, true
			size = fyne.NewSize(cw, rh)
		}
	}
	return at, size, here
}

// day draws one day of a month.
func (r *yearRenderer) day(d cal.Date, i int, at fyne.Position, size fyne.Size) {
	g := r.g
	m := g.y.marks[d-g.y.first]
	if g.hover == len(g.hits) {
		r.box(at.X, at.Y, size.Width, size.Height, kit.Hover, kit.Outline, 5)
	}
	g.hits = append(g.hits, yearHit{at, size, d, false})
	r.mark(m, g.y.numbers[i], at, size)
}

// mark draws the number of a day with what it means: filled when offices are
// closed, edged for a feast, with a dot when there is more.
func (r *pools) mark(m mark, number string, at fyne.Position, size fyne.Size) {
	h := min(size.Height-2, kit.Scaled(21))
	w := min(size.Width-2, kit.Scaled(26))
	x, y := at.X+(size.Width-w)/2, at.Y+(size.Height-h)/2
	num := kit.Span{Text: number, Style: kit.Small}
	dot, edge := m.tint.Strong(), kit.Invisible
	switch {
	case m.many:
		num = kit.Span{Text: number, Style: kit.SmallBold, Color: kit.OnStrong}
		dot = kit.OnStrong
		r.box(x, y, w, h, m.tint.Strong(), kit.Invisible, 5)
	case m.closed:
		num.Color = m.tint.Text()
		if contrast() {
			edge = m.tint.Strong()
		}
		r.box(x, y, w, h, m.tint.Soft(), edge, 5)
	case m.feast:
		num.Color = m.tint.Text()
		r.box(x, y, w, h, kit.Invisible, m.tint.Strong(), 5).StrokeWidth = border()
	case m.free:
		num.Color = kit.InkMuted
	}
	if m.today {
		num = kit.Span{Text: number, Style: kit.SmallBold, Color: kit.OnStrong}
		dot = kit.OnStrong
		r.box(x-1, y-1, w+2, h+2, kit.Jade.Strong(), kit.Invisible, (h+2)/2)
	}
	if m.more {
		d := kit.Scaled(3)
		r.box(x+w-d-2, y+2, d, d, dot, kit.Invisible, d/2)
	}
	r.text(at.X, y, size.Width, h, fyne.TextAlignCenter, num)
}

// tip draws the small card that tells of a day, over everything else.
func (r *yearRenderer) tip() {
	g := r.g
	var h yearHit
	switch {
	case g.hover >= 0 && g.hover < len(g.hits):
		h = g.hits[g.hover]
	case g.focused:
		for _, x := range g.hits {
			if x.day == g.cursor && !x.name {
				h = x
			}
		}
	}
	if h.size.Width == 0 || h.name {
		return
	}
	lines := g.tell(h.day)
	rects, texts := r.usedRects, r.usedTexts
	var w float32
	for _, l := range lines {
		w = max(w, r.width(l...)+2)
	}
	line := kit.Scaled(19)
	w = min(w, kit.Scaled(320), r.size.Width-32)
	height := float32(len(lines))*line + 16
	x := min(max(0, h.pos.X+h.size.Width/2-(w+24)/2), r.size.Width-w-24)
	y := h.pos.Y + h.size.Height + 4
	if y+height > r.size.Height {
		y = max(0, h.pos.Y-height-4)
	}
	r.box(x, y, w+24, height, kit.Paper, kit.Outline, 8)
	for i, l := range lines {
		r.text(x+12, y+8+float32(i)*line, w, line, fyne.TextAlignLeading, l...)
	}
	r.collectFrom(rects, texts)
}
