package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// List shows up to hundreds of thousands of rows of one height. Rows are made
// once and updated as they come into view. The bound is checked here: update
// is never called for a row that is not there any more.
type List struct {
	viewport
	chosen   map[string]bool
	multi    bool
	keyOf    func(i int) string
	onChosen func(keys []string)
	current  string
	label    string
}

// NewList makes a list. create makes an empty row (a Row is a good one), update
// fills it; open is called by a press and by Enter.
func NewList(rowHeight float32, count func() int, create func() fyne.CanvasObject, update func(i int, o fyne.CanvasObject), open func(i int)) *List {
	l := &List{chosen: map[string]bool{}}
	l.slotHeight, l.ruled = rowHeight, true
	l.count, l.open = count, open
	l.create = func() fyne.CanvasObject { return l.wrap(create()) }
	l.update = func(i int, o fyne.CanvasObject) { l.fill(i, o, update) }
	l.selected = func(i int) bool { return l.keyOf != nil && l.current != "" && l.keyOf(i) == l.current }
	l.init(l)
	l.content.owner = l
	return l
}

// SetCount changes where the number of rows comes from.
func (l *List) SetCount(count func() int) { l.count = count; l.Refresh() }

// SetKeys gives every row a lasting key. Selection and ticks go by key, so
// that they survive sorting and filtering.
func (l *List) SetKeys(keyOf func(i int) string) { l.keyOf = keyOf }

// SetSelected marks the row with a key; empty marks none.
func (l *List) SetSelected(key string) {
	if l.current != key {
		l.current = key
		l.Refresh()
	}
}

// SetMulti shows a check box before each row; changed hears the keys that are
// ticked. It needs SetKeys. Call it before the list is first shown.
func (l *List) SetMulti(on bool, changed func(keys []string)) {
	l.multi, l.onChosen = on, changed
	l.space = nil
	if on {
		l.space = func(i int) { l.toggle(i) }
	}
	l.Refresh()
}

// Chosen lists the keys that are ticked, in no order.
func (l *List) Chosen() []string {
	keys := make([]string, 0, len(l.chosen))
	for k := range l.chosen {
		keys = append(keys, k)
	}
	return keys
}

// ClearChosen takes every tick away.
func (l *List) ClearChosen() {
	clear(l.chosen)
	l.Refresh()
	l.tell()
}

// lead is the room that the check boxes take.
func (l *List) lead() float32 {
	if !l.multi {
		return 0
	}
	return CardPadX + ceil(Scaled(17)) + 4
}

func (l *List) toggle(i int) {
	if l.keyOf == nil || i < 0 || i >= l.length() {
		return
	}
	k := l.keyOf(i)
	if l.chosen[k] {
		delete(l.chosen, k)
	} else {
		l.chosen[k] = true
	}
	l.RefreshItem(i)
	l.tell()
}

func (l *List) tell() {
	if l.onChosen != nil {
		l.onChosen(l.Chosen())
	}
}

// pickRow is a row with a check box before it.
type pickRow struct {
	widget.BaseWidget
	check *Check
	body  fyne.CanvasObject
	index int
	list  *List
}

func (l *List) wrap(body fyne.CanvasObject) fyne.CanvasObject {
	p := &pickRow{body: body, list: l}
	p.check = NewCheck("", false, func(bool) { l.toggle(p.index) })
	p.check.bound = true
	p.ExtendBaseWidget(p)
	if b, ok := body.(interface{ bindPress(func()) }); ok {
		b.bindPress(func() { l.tapped(p.index) })
	}
	return p
}

func (l *List) fill(i int, o fyne.CanvasObject, update func(int, fyne.CanvasObject)) {
	p, ok := o.(*pickRow)
	if !ok || i < 0 || i >= l.length() {
		return
	}
	p.index = i
	p.check.Hidden = !l.multi
	if l.multi && l.keyOf != nil {
		p.check.SetOn(l.chosen[l.keyOf(i)])
	}
	update(i, p.body)
	p.place(p.Size())
}

// SetSelected hands the mark on to a Row.
func (p *pickRow) SetSelected(on bool) {
	if r, ok := p.body.(interface{ SetSelected(bool) }); ok && p.list.keyOf != nil {
		r.SetSelected(on)
	}
}

// MinSize implements fyne.CanvasObject.
func (p *pickRow) MinSize() fyne.Size {
	m := p.body.MinSize()
	if p.check.Visible() {
		m.Width += 40
	}
	return m
}

// CreateRenderer implements fyne.Widget.
func (p *pickRow) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	return newRenderer(p, []fyne.CanvasObject{p.check, p.body}, p.MinSize, p.place, func() {})
}

func (p *pickRow) place(s fyne.Size) {
	x := float32(0)
	if p.check.Visible() {
		m := p.check.MinSize()
		p.check.Resize(m)
		p.check.Move(fyne.NewPos(CardPadX, float32(int((s.Height-m.Height)/2))))
		x = CardPadX + m.Width
	}
	p.body.Move(fyne.NewPos(x, 0))
	p.body.Resize(fyne.NewSize(max(0, s.Width-x), s.Height))
}

// SetLabel changes what a screen reader says.
func (l *List) SetLabel(label string) { l.label = label }

// AccessibilityLabel implements fyne.Accessible.
func (l *List) AccessibilityLabel() string { return l.label }

// AccessibilityRole implements fyne.Accessible.
func (l *List) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }

// Grid shows very many cards of one size in as many columns as fit, with a
// gap of 14.
type Grid struct {
	viewport
	label string
}

// NewGrid makes a grid. Cards are at least minWidth wide and share the width;
// create makes an empty card (a Card is a good one), update fills it, open is
// called by a press and by Enter.
func NewGrid(minWidth, height float32, count func() int, create func() fyne.CanvasObject, update func(i int, o fyne.CanvasObject), open func(i int)) *Grid {
	g := &Grid{}
	g.slotHeight, g.minWidth, g.gap = height, minWidth, Gap
	g.count, g.create, g.open = count, create, open
	g.update = func(i int, o fyne.CanvasObject) {
		if i >= 0 && i < g.length() {
			update(i, o)
		}
	}
	g.init(g)
	g.content.owner = g
	return g
}

// SetCount changes where the number of cards comes from.
func (g *Grid) SetCount(count func() int) { g.count = count; g.Refresh() }

// SetLabel changes what a screen reader says.
func (g *Grid) SetLabel(label string) { g.label = label }

// AccessibilityLabel implements fyne.Accessible.
func (g *Grid) AccessibilityLabel() string { return g.label }

// AccessibilityRole implements fyne.Accessible.
func (g *Grid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleContainer }
