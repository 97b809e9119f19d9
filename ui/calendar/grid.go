package calendar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"dragoman/ui/internal/kit"
)

// chip is one line in a cell of the month.
type chip struct {
	tint    kit.Tint
	outline bool // on Paper with a hairline: something of ours to do
	icon    kit.IconName
	spans   []kit.Span
	short   []kit.Span // without tail, for where all of it has no room
	tail    string     // what must stay in sight then: the country
	open    func()
}

// cell is a day as the month shows it.
type cell struct {
	number  string
	second  string
	label   string // what a screen reader says
	other   bool
	weekend bool
	today   bool
	chips   []chip
}

// monthGrid is the month: seven columns, a row a week. It is one stop of the
// Tab key; the arrow keys move the chosen day, and what is pressed is found by
// where the pointer is, so that a month needs no widget for each of its chips.
type monthGrid struct {
	widget.BaseWidget

	weekdays []string
	cells    []cell
	cursor   int // index of the chosen day, -1 for none
	focused  bool
	hover    int // index into hits, -1 for none
	hits     []hit

	more   func(n int) string
	choose func(i int)            // a day was pressed
	key    func(e *fyne.KeyEvent) // a key that is not for the focus
}

// hit is a place that can be pressed.
type hit struct {
	pos  fyne.Position
	size fyne.Size
	cell int
	open func() // nil chooses the day
}

func (h hit) holds(p fyne.Position) bool {
	return p.X >= h.pos.X && p.Y >= h.pos.Y && p.X < h.pos.X+h.size.Width && p.Y < h.pos.Y+h.size.Height
}

func newMonthGrid(more func(n int) string, choose func(i int), key func(e *fyne.KeyEvent)) *monthGrid {
	g := &monthGrid{more: more, choose: choose, key: key, cursor: -1, hover: -1}
	g.ExtendBaseWidget(g)
	return g
}

// SetWeekdays names the columns.
func (g *monthGrid) SetWeekdays(names []string) { g.weekdays = names }

// SetCells shows other days; the number of them is a multiple of seven.
func (g *monthGrid) SetCells(cells []cell, cursor int) {
	g.cells, g.cursor, g.hover = cells, cursor, -1
	g.Refresh()
}

// SetCursor marks another day as the chosen one.
func (g *monthGrid) SetCursor(i int) {
	if g.cursor != i {
		g.cursor = i
		g.Refresh()
	}
}

func (g *monthGrid) at(p fyne.Position) int {
	for i := len(g.hits) - 1; i >= 0; i-- { // chips lie over their day
		if g.hits[i].holds(p) {
			return i
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (g *monthGrid) Tapped(e *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
	i := g.at(e.Position)
	if i < 0 {
		return
	}
	h := g.hits[i]
	if h.open != nil {
		h.open()
		return
	}
	g.choose(h.cell)
}

// MouseIn implements desktop.Hoverable.
func (g *monthGrid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (g *monthGrid) MouseMoved(e *desktop.MouseEvent) {
	kit.Use()
	if i := g.at(e.Position); i != g.hover {
		g.hover = i
		g.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (g *monthGrid) MouseOut() {
	g.hover = -1
	g.Refresh()
}

// Cursor implements desktop.Cursorable.
func (g *monthGrid) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (g *monthGrid) FocusGained() {
	g.focused = true
	g.Refresh()
}

// FocusLost implements fyne.Focusable.
func (g *monthGrid) FocusLost() {
	g.focused = false
	g.Refresh()
}

// TypedRune implements fyne.Focusable.
func (g *monthGrid) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (g *monthGrid) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape && kit.CloseTop() {
		return
	}
	kit.Typed()
	g.key(e)
}

// AccessibilityLabel implements fyne.Accessible: the chosen day in words.
func (g *monthGrid) AccessibilityLabel() string {
	if g.cursor >= 0 && g.cursor < len(g.cells) {
		return g.cells[g.cursor].label
	}
	return ""
}

// AccessibilityRole implements fyne.Accessible.
func (g *monthGrid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Measures of the grid at text scale 1.
const (
	gridHead     float32 = 30 // the names of the days of the week
	cellHead     float32 = 28 // number and second calendar
	chipHeight   float32 = 20
	chipGap      float32 = 4
	cellPad      float32 = 8
	cardCorner   float32 = 12
	gridMinCell  float32 = 56
	gridMinWidth float32 = 420
)

// MinSize implements fyne.CanvasObject: room for one chip a day.
func (g *monthGrid) MinSize() fyne.Size {
	weeks := max(4, len(g.cells)/7)
	return fyne.NewSize(gridMinWidth, kit.Scaled(gridHead+float32(weeks)*gridMinCell))
}

// CreateRenderer implements fyne.Widget.
func (g *monthGrid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return kit.Settled(g, &gridRenderer{g: g})
}
