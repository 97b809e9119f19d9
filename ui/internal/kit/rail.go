package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
)

// RailItem is one place in the navigation.
type RailItem struct {
	ID     string // what OnSelect hears
	Icon   IconName
	Label  string
	Badge  string // a count; empty hides it
	Bottom bool   // stands at the foot of the rail
}

// Rail is the navigation at the left: the program's name, places with icon,
// word and count, and a line of status at the foot. It is one stop of the Tab
// key; arrows move and Enter opens.
type Rail struct {
	pressable
	brand, tagline, status *Line
	items                  []RailItem
	rows                   []*railRow
	selected               string
	cursor                 int
	onSelect               func(id string)
	onStatus               func()
}

// NewRail makes the rail.
func NewRail(brand, tagline string, items []RailItem, selected func(id string)) *Rail {
	r := &Rail{items: items, onSelect: selected}
	r.brand, r.tagline, r.status = Text(brand, Brand), Text(tagline, Muted), Text("", Muted)
	r.label = brand
	r.ExtendBaseWidget(r)
	r.build()
	return r
}

// SetItems changes places, words and counts, in a new language say.
func (r *Rail) SetItems(items []RailItem) {
	r.items = append(r.items[:0:0], items...)
	r.build()
	r.Refresh()
}

// SetBrand changes the words at the head.
func (r *Rail) SetBrand(brand, tagline string) {
	r.brand.SetText(brand)
	r.tagline.SetText(tagline)
}

// SetBadge changes the count of one place; empty hides it.
func (r *Rail) SetBadge(id, badge string) {
	for i := range r.items {
		if r.items[i].ID == id && r.items[i].Badge != badge {
			r.items[i].Badge = badge
			r.rows[i].badge.SetText(badge)
			r.Refresh()
		}
	}
}

// SetSelected marks a place without calling back.
func (r *Rail) SetSelected(id string) {
	if r.selected == id {
		return
	}
	r.selected = id
	for i, it := range r.items {
		if it.ID == id {
			r.cursor = i
		}
	}
	r.Refresh()
}

// SetStatus changes the line at the foot.
func (r *Rail) SetStatus(text string) {
	r.status.SetText(text)
	r.Refresh()
}

// Status is the line at the foot.
func (r *Rail) Status() string { return r.status.Text() }

// SetOnStatus hears that the line at the foot was pressed.
func (r *Rail) SetOnStatus(f func()) { r.onStatus = f }

func (r *Rail) build() {
	r.rows = r.rows[:0]
	for i, it := range r.items {
		row := &railRow{rail: r, index: i}
		row.icon = NewIcon(it.Icon, Ink, 16)
		row.text = Text(it.Label, Body).SetMinWidth(40)
		row.badge = NewBadge(it.Badge, Cinnabar)
		row.label, row.bound = it.Label, true
		row.onTapped = func() { r.open(row.index) }
		row.ExtendBaseWidget(row)
		r.rows = append(r.rows, row)
	}
	if r.cursor >= len(r.items) {
		r.cursor = 0
	}
}

func (r *Rail) open(i int) {
	if i < 0 || i >= len(r.items) {
		return
	}
	r.cursor, r.selected = i, r.items[i].ID
	r.Refresh()
	if r.onSelect != nil {
		r.onSelect(r.selected)
	}
}

// Tapped implements fyne.Tappable; the places take their own presses, so only
// the line at the foot is left.
func (r *Rail) Tapped(e *fyne.PointEvent) {
	if r.onStatus != nil && e != nil && e.Position.Y >= r.status.Position().Y-4 {
		r.onStatus()
	}
}

// FocusGained implements fyne.Focusable: the keyboard begins at the place in
// view.
func (r *Rail) FocusGained() {
	for i, it := range r.items {
		if it.ID == r.selected {
			r.cursor = i
		}
	}
	r.pressable.FocusGained()
}

// TypedKey implements fyne.Focusable.
func (r *Rail) TypedKey(e *fyne.KeyEvent) {
	Typed()
	switch e.Name {
	case fyne.KeyDown:
		r.cursor = min(r.cursor+1, len(r.items)-1)
	case fyne.KeyUp:
		r.cursor = max(r.cursor-1, 0)
	case fyne.KeyHome:
		r.cursor = 0
	case fyne.KeyEnd:
		r.cursor = len(r.items) - 1
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		r.open(r.cursor)
		return
	default:
		if !escape(e) {
			Key(e)
		}
		return
	}
	r.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (r *Rail) MinSize() fyne.Size {
	h := ceil(Scaled(76))
	for range r.items {
		h += r.rowHeight()
	}
	return fyne.NewSize(max(RailWidth, ceil(RailWidth*min(current().scale, 1.4))), h+ceil(Scaled(44)))
}

func (r *Rail) rowHeight() float32 { return ceil(Scaled(38)) + 2 }

// CreateRenderer implements fyne.Widget.
func (r *Rail) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	bg, edge := canvas.NewRectangle(Color(Paper)), canvas.NewRectangle(Color(Hairline))
	rr := &railRenderer{r: r, bg: bg, edge: edge}
	rr.paint()
	return Settled(r, rr)
}

type railRenderer struct {
	r        *Rail
	bg, edge *canvas.Rectangle
	objects  []fyne.CanvasObject
}

func (rr *railRenderer) Destroy()                     {}
func (rr *railRenderer) MinSize() fyne.Size           { return rr.r.MinSize() }
func (rr *railRenderer) Objects() []fyne.CanvasObject { return rr.objects }

func (rr *railRenderer) Layout(s fyne.Size) {
	r := rr.r
	rr.bg.Resize(s)
	rr.edge.Move(fyne.NewPos(s.Width-borderWidth(), 0))
	rr.edge.Resize(fyne.NewSize(borderWidth(), s.Height))
	bh, th := r.brand.MinSize().Height, r.tagline.MinSize().Height
	r.brand.Move(fyne.NewPos(20, 20))
	r.brand.Resize(fyne.NewSize(s.Width-40, bh))
	r.tagline.Move(fyne.NewPos(20, 20+bh-2))
	r.tagline.Resize(fyne.NewSize(s.Width-40, th))
	pitch := r.rowHeight()
	y := 20 + bh + th + 15
	bottom := s.Height - 14
	if r.status.Text() != "" {
		bottom -= r.status.MinSize().Height + 8
		r.status.Move(fyne.NewPos(22, bottom+4))
		r.status.Resize(fyne.NewSize(s.Width-40, r.status.MinSize().Height))
	}
	for i := len(r.rows) - 1; i >= 0; i-- {
		if r.items[i].Bottom {
			bottom -= pitch
			r.rows[i].Move(fyne.NewPos(10, bottom))
			r.rows[i].Resize(fyne.NewSize(s.Width-21, pitch-2))
		}
	}
	for i, row := range r.rows {
		if !r.items[i].Bottom {
			row.Move(fyne.NewPos(10, y))
			row.Resize(fyne.NewSize(s.Width-21, pitch-2))
			y += pitch
		}
	}
}

func (rr *railRenderer) paint() {
	r := rr.r
	rr.bg.FillColor, rr.edge.FillColor = Color(Paper), Color(Hairline)
	rr.objects = append(rr.objects[:0], rr.bg, rr.edge, r.brand, r.tagline)
	for _, row := range r.rows {
		row.Refresh()
		rr.objects = append(rr.objects, row)
	}
	rr.objects = append(rr.objects, r.status)
}

func (rr *railRenderer) Refresh() {
	rr.paint()
	rr.Layout(rr.r.Size())
	canvas.Refresh(rr.r)
}

// railRow is one place.
type railRow struct {
	pressable
	rail  *Rail
	index int
	icon  *Icon
	text  *Line
	badge *Badge
}

// MinSize implements fyne.CanvasObject.
func (w *railRow) MinSize() fyne.Size { return fyne.NewSize(120, w.rail.rowHeight()-2) }

// CreateRenderer implements fyne.Widget.
func (w *railRow) CreateRenderer() fyne.WidgetRenderer {
	w.ExtendBaseWidget(w)
	bg, ring := canvas.NewRectangle(Color(Invisible)), newRing(controlRadius)
	bg.CornerRadius = controlRadius
	return newRenderer(w, []fyne.CanvasObject{bg, w.icon, w.text, w.badge, ring}, w.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			around(ring, fyne.NewPos(0, 0), s, -1)
			im := w.icon.MinSize()
			w.icon.Resize(im)
			w.icon.Move(fyne.NewPos(13, (s.Height-im.Height)/2))
			bm := w.badge.MinSize()
			w.badge.Resize(bm)
			w.badge.Move(fyne.NewPos(s.Width-12-bm.Width, (s.Height-bm.Height)/2))
			x := 24 + im.Width
			end := s.Width - 12
			if w.badge.Visible() {
				end -= bm.Width + 8
			}
			th := w.text.MinSize().Height
			w.text.Move(fyne.NewPos(x, (s.Height-th)/2))
			w.text.Resize(fyne.NewSize(max(0, end-x), th))
		},
		func() {
			on := w.rail.items[min(w.index, len(w.rail.items)-1)].ID == w.rail.selected
			fill, ink, style := Invisible, Ink, Body
			if w.hovered {
				fill = Hover
			}
			if on {
				fill, ink, style = Selected, Jade.Text(), Bold
			}
			bg.FillColor = Color(fill)
			bg.StrokeWidth = 0
			if on && current().mode == HighContrast {
				bg.StrokeColor, bg.StrokeWidth = Color(Ink), 2
			}
			w.text.SetSpans(Span{Text: w.label, Style: style, Color: ink})
			w.icon.tok = ink
			w.icon.Refresh()
			w.badge.Refresh()
			paintRing(ring, w.rail.focused && w.rail.cursor == w.index)
		})
}

// NewTopBar makes the bar above the page, 56 high: a search box at the left,
// actions at the right.
func NewTopBar(search fyne.CanvasObject, actions ...fyne.CanvasObject) fyne.CanvasObject {
	objs := append([]fyne.CanvasObject{container.New(&searchLayout{}, search), Space()}, actions...)
	row := Pad(0, PageMargin, 0, PageMargin, HBox(12, objs...))
	return newBar(row)
}

// searchLayout gives the search box 447 pixels, and less where the bar is
// short.
type searchLayout struct{}

func (searchLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}

func (searchLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(160, objs[0].MinSize().Height)
}

func (searchLayout) natural(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(447, objs[0].MinSize().Height)
}
