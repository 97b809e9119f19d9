package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// viewport shows some of very many slots of one size in one or more columns
// and scrolls. It makes only as many objects as can be seen. List, Table and
// Grid are built on it. It has the focus for all its slots.
type viewport struct {
	widget.BaseWidget

	count      func() int
	create     func() fyne.CanvasObject
	update     func(i int, o fyne.CanvasObject)
	slotHeight float32
	minWidth   float32 // narrowest slot; 0 means a single column
	gap        float32 // between slots
	ruled      bool    // hairlines between rows
	ruleAt     func(i int) bool

	open     func(i int)
	space    func(i int)
	moved    func(i int)
	selected func(i int) bool
	extraKey func(*fyne.KeyEvent) bool

	cursor  int
	focused bool

	scroll  *container.Scroll
	content *viewContent
	far     probe
}

func (v *viewport) init(self fyne.Widget) {
	v.content = &viewContent{v: v, slots: map[int]*slot{}}
	v.content.ExtendBaseWidget(v.content)
	v.scroll = container.NewVScroll(v.content)
	v.scroll.OnScrolled = func(fyne.Position) {
		Use()
		v.content.sync(false)
	}
	v.ExtendBaseWidget(self)
}

// CreateRenderer implements fyne.Widget.
func (v *viewport) CreateRenderer() fyne.WidgetRenderer {
	r := newRenderer(v, []fyne.CanvasObject{v.scroll}, v.MinSize,
		func(s fyne.Size) {
			e := v.edge()
			v.scroll.Move(fyne.NewPos(-e, -e))
			v.scroll.Resize(s.AddWidthHeight(e, 2*e))
			if e > 0 {
				v.scroll.Resize(s.AddWidthHeight(e+scrollBar, 2*e))
			}
			v.content.sync(false)
		},
		func() { v.content.sync(true); v.scroll.Refresh() })
	if !v.Size().IsZero() {
		v.scroll.Refresh() // made anew: its bar is laid out only when the size changes
	}
	return remembered(lists, v, r)
}

// MinSize implements fyne.CanvasObject.
func (v *viewport) MinSize() fyne.Size {
	return fyne.NewSize(max(v.minWidth, 120), Scaled(v.slotHeight))
}

func (v *viewport) length() int {
	if v.count == nil {
		return 0
	}
	return v.count()
}

func (v *viewport) columns(width float32) int {
	if v.minWidth <= 0 {
		return 1
	}
	return max(1, int((width+v.gap)/(Scaled(v.minWidth)+v.gap)))
}

// edge is how far a grid of cards reaches past its own edges, see Scroller.
func (v *viewport) edge() float32 {
	if v.minWidth > 0 {
		return scrollEdge
	}
	return 0
}

func (v *viewport) pitch() float32 { return ceil(Scaled(v.slotHeight)) + v.gap }

// ScrollToTop shows the first row.
func (v *viewport) ScrollToTop() {
	v.scroll.ScrollToTop()
	v.content.sync(false)
}

// Offset is how far the rows are scrolled, in pixels; with ScrollTo it lets a
// screen come back to where it was.
func (v *viewport) Offset() float32 { return v.scroll.Offset.Y }

// ScrollTo scrolls to an Offset.
func (v *viewport) ScrollTo(offset float32) {
	v.scroll.ScrollToOffset(fyne.NewPos(0, offset))
	v.content.sync(false)
}

// CursorIndex is the row that the keyboard is on.
func (v *viewport) CursorIndex() int { return v.cursor }

// SetCursor moves the keyboard's place and shows it.
func (v *viewport) SetCursor(i int) {
	n := v.length()
	if n == 0 {
		v.cursor = 0
		return
	}
	i = min(max(i, 0), n-1)
	changed := i != v.cursor
	v.cursor = i
	v.reveal(i)
	v.content.sync(true)
	if changed && v.moved != nil {
		v.moved(i)
	}
}

func (v *viewport) reveal(i int) {
	if v.Size().Height <= 0 {
		return // before the first layout everything is at the top
	}
	cols := v.columns(v.Size().Width)
	top := float32(i/cols) * v.pitch()
	bottom := top + ceil(Scaled(v.slotHeight))
	off := v.scroll.Offset.Y
	switch {
	case top < off:
		v.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > off+v.Size().Height:
		v.scroll.ScrollToOffset(fyne.NewPos(0, bottom-v.Size().Height))
	}
}

// FocusGained implements fyne.Focusable.
func (v *viewport) FocusGained() {
	v.focused = true
	v.content.sync(true)
	reveal()
}

// FocusLost implements fyne.Focusable.
func (v *viewport) FocusLost() { v.focused = false; v.content.sync(true) }

// TypedRune implements fyne.Focusable.
func (v *viewport) TypedRune(r rune) { loose(r) }

// TypedKey implements fyne.Focusable.
func (v *viewport) TypedKey(e *fyne.KeyEvent) {
	Typed()
	if v.extraKey != nil && v.extraKey(e) {
		return
	}
	cols := v.columns(v.Size().Width)
	page := max(1, int(v.Size().Height/v.pitch())) * cols
	switch e.Name {
	case fyne.KeyDown:
		if v.cursor+cols < v.length() || cols == 1 {
			v.SetCursor(v.cursor + cols)
		}
	case fyne.KeyUp:
		if v.cursor-cols >= 0 {
			v.SetCursor(v.cursor - cols)
		}
	case fyne.KeyRight:
		if cols > 1 {
			v.SetCursor(v.cursor + 1)
		}
	case fyne.KeyLeft:
		if cols > 1 {
			v.SetCursor(v.cursor - 1)
		}
	case fyne.KeyPageDown:
		v.SetCursor(v.cursor + page)
	case fyne.KeyPageUp:
		v.SetCursor(v.cursor - page)
	case fyne.KeyHome:
		v.SetCursor(0)
	case fyne.KeyEnd:
		v.SetCursor(v.length() - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		v.act(v.open, v.cursor)
	case fyne.KeySpace:
		if v.space != nil {
			v.act(v.space, v.cursor)
		} else {
			v.act(v.open, v.cursor)
		}
	default:
		if !escape(e) {
			Key(e)
		}
	}
}

// act calls back for a row that is still there.
func (v *viewport) act(f func(int), i int) {
	if f != nil && i >= 0 && i < v.length() {
		f(i)
	}
}

func (v *viewport) tapped(i int) {
	if i < 0 || i >= v.length() {
		return
	}
	v.cursor = i
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.scroll); c != nil {
		if w, ok := v.self().(fyne.Focusable); ok {
			c.Focus(w)
		}
	}
	v.act(v.open, i)
	v.content.sync(true)
}

// self is the widget that embeds the viewport.
func (v *viewport) self() fyne.CanvasObject { return v.content.owner }

// RefreshItem draws one row again if it can be seen.
func (v *viewport) RefreshItem(i int) {
	if s, ok := v.content.slots[i]; ok && i < v.length() {
		v.update(i, s.body)
		s.Refresh()
	}
}

// viewContent is what scrolls: as high as all rows, with objects only for
// those that can be seen.
type viewContent struct {
	widget.BaseWidget
	v     *viewport
	owner fyne.CanvasObject
	slots map[int]*slot
	free  []*slot
	lines []*canvas.Rectangle
	objs  []fyne.CanvasObject
}

// MinSize implements fyne.CanvasObject.
func (c *viewContent) MinSize() fyne.Size {
	cols := c.v.columns(c.v.Size().Width)
	rows := (c.v.length() + cols - 1) / cols
	return fyne.NewSize(1, max(0, float32(rows)*c.v.pitch()-c.v.gap)+2*c.v.edge())
}

// CreateRenderer implements fyne.Widget.
func (c *viewContent) CreateRenderer() fyne.WidgetRenderer { return &viewRenderer{c} }

type viewRenderer struct{ c *viewContent }

func (r *viewRenderer) Destroy()                     {}
func (r *viewRenderer) Layout(fyne.Size)             { r.c.sync(false) }
func (r *viewRenderer) MinSize() fyne.Size           { return r.c.MinSize() }
func (r *viewRenderer) Objects() []fyne.CanvasObject { return r.c.objs }
func (r *viewRenderer) Refresh()                     { r.c.sync(true) }

// sync makes the objects agree with the offset. With all it updates rows that
// were there as well.
func (c *viewContent) sync(all bool) {
	v := c.v
	size := v.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	n, cols, pitch := v.length(), v.columns(size.Width), v.pitch()
	if v.cursor >= n {
		v.cursor = max(0, n-1)
	}
	first := max(0, int(v.scroll.Offset.Y/pitch)) * cols
	last := min(n, (int((v.scroll.Offset.Y+size.Height)/pitch)+1)*cols)
	for i, s := range c.slots {
		if i < first || i >= last {
			delete(c.slots, i)
			c.free = append(c.free, s)
		}
	}
	w := (size.Width - v.gap*float32(cols-1)) / float32(cols)
	h := ceil(Scaled(v.slotHeight))
	c.objs = c.objs[:0]
	for i := first; i < last; i++ {
		s, old := c.slots[i]
		if !old {
			s = c.take(i)
		}
		s.index = i
		if all || !old {
			v.update(i, s.body)
		}
		s.Move(fyne.NewPos(v.edge()+float32(i%cols)*(w+v.gap), v.edge()+float32(i/cols)*pitch))
		s.Resize(fyne.NewSize(w, h))
		s.mark(v.selected != nil && v.selected(i), v.focused && i == v.cursor, all || !old)
		c.objs = append(c.objs, s)
	}
	if v.ruled {
		c.rule(first, last, size.Width, pitch)
	}
	canvas.Refresh(c)
}

func (c *viewContent) take(i int) *slot {
	var s *slot
	if k := len(c.free); k > 0 {
		s, c.free = c.free[k-1], c.free[:k-1]
	} else {
		s = newSlot(c.v)
	}
	c.slots[i] = s
	return s
}

// rule draws a hairline under every row but the last.
func (c *viewContent) rule(first, last int, width, pitch float32) {
	k := 0
	for i := first; i < last; i++ {
		if i == c.v.length()-1 {
			break
		}
		if c.v.ruleAt != nil && !c.v.ruleAt(i) {
			continue
		}
		if k == len(c.lines) {
			c.lines = append(c.lines, canvas.NewRectangle(Color(Hairline)))
		}
		ln := c.lines[k]
		k++
		ln.FillColor = Color(Hairline)
		ln.Move(fyne.NewPos(CardPadX, float32(i+1)*pitch-borderWidth()))
		ln.Resize(fyne.NewSize(max(0, width-2*CardPadX), borderWidth()))
		c.objs = append(c.objs, ln)
	}
}
