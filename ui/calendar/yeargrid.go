package calendar

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	cal "dragoman/data/calendar"
	"dragoman/ui/internal/kit"
)

// mark is how a day of the year looks.
type mark struct {
	tint   kit.Tint
	closed bool // offices are closed: filled
	many   bool // for many of my customers: filled at full strength
	feast  bool // a day that does not close offices: an edge
	more   bool // something else falls on it too: a dot
	free   bool // a weekend
	today  bool
}

// yearShown is what the twelve months show.
type yearShown struct {
	months   []string // their names
	weekdays []string // narrow, in the order of the columns
	firstDay time.Weekday
	first    cal.Date // 1 January
	marks    []mark   // a day each
	numbers  []string // of the days of a month, from 1
	slow     func(cal.Date) bool
}

// yearGrid is the year: twelve small months. It is one stop of the Tab key;
// the arrow keys move the chosen day, and a small card tells what falls on the
// day under the pointer, or on the chosen one while the keyboard is here.
type yearGrid struct {
	widget.BaseWidget

	y       yearShown
	cursor  cal.Date
	hover   int // index into hits, -1 for none
	focused bool
	width   float32 // of the last layout
	hits    []yearHit

	tell func(cal.Date) [][]kit.Span // lines of the small card
	name func(cal.Date) string       // what a screen reader says
	open func(cal.Date)
	key  func(*fyne.KeyEvent)
}

// yearHit is a day or the name of a month that can be pressed.
type yearHit struct {
	pos  fyne.Position
	size fyne.Size
	day  cal.Date
	name bool // the name of the month
}

func newYearGrid(v *View) *yearGrid {
	g := &yearGrid{hover: -1, tell: v.tellDay, name: v.dayName, open: v.p.OpenMonth, key: v.key}
	g.y.slow = func(cal.Date) bool { return false }
	g.ExtendBaseWidget(g)
	return g
}

// Set shows another year.
func (g *yearGrid) Set(y yearShown, cursor cal.Date) {
	g.y, g.cursor, g.hover = y, cursor, -1
	g.Refresh()
}

// SetCursor marks another day as the chosen one.
func (g *yearGrid) SetCursor(d cal.Date) {
	if g.cursor != d {
		g.cursor = d
		g.Refresh()
	}
}

func (g *yearGrid) at(p fyne.Position) int {
	for i, h := range g.hits {
		if p.X >= h.pos.X && p.Y >= h.pos.Y && p.X < h.pos.X+h.size.Width && p.Y < h.pos.Y+h.size.Height {
			return i
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (g *yearGrid) Tapped(e *fyne.PointEvent) {
	if i := g.at(e.Position); i >= 0 {
		g.open(g.hits[i].day)
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(g); c != nil {
		c.Focus(g)
	}
}

// MouseIn implements desktop.Hoverable.
func (g *yearGrid) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (g *yearGrid) MouseMoved(e *desktop.MouseEvent) {
	kit.Use()
	if i := g.at(e.Position); i != g.hover {
		g.hover = i
		g.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (g *yearGrid) MouseOut() {
	g.hover = -1
	g.Refresh()
}

// Cursor implements desktop.Cursorable.
func (g *yearGrid) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained implements fyne.Focusable.
func (g *yearGrid) FocusGained() {
	g.focused = true
	g.Refresh()
}

// FocusLost implements fyne.Focusable.
func (g *yearGrid) FocusLost() {
	g.focused = false
	g.Refresh()
}

// TypedRune implements fyne.Focusable.
func (g *yearGrid) TypedRune(rune) {}

// TypedKey implements fyne.Focusable.
func (g *yearGrid) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape && kit.CloseTop() {
		return
	}
	kit.Typed()
	g.key(e)
}

// AccessibilityLabel implements fyne.Accessible: the chosen day in words.
func (g *yearGrid) AccessibilityLabel() string { return g.name(g.cursor) }

// AccessibilityRole implements fyne.Accessible.
func (g *yearGrid) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Measures of the year at text scale 1.
const (
	yearGap      float32 = 10
	yearPad      float32 = 10
	yearTitle    float32 = 28
	yearHead     float32 = 18 // the names of the days of the week
	yearRow      float32 = 18 // least height of a week
	yearRowMost  float32 = 27
	yearMonthMin float32 = 176 // least width of a month
)

// columns is how many months stand side by side.
func (g *yearGrid) columns(width float32) int {
	least := kit.Scaled(yearMonthMin) + yearGap
	for _, n := range []int{4, 3} {
		if width == 0 || width+yearGap >= float32(n)*least {
			return n
		}
	}
	return 2
}

// MinSize implements fyne.CanvasObject.
func (g *yearGrid) MinSize() fyne.Size {
	rows := float32(12 / g.columns(g.width))
	month := kit.Scaled(yearTitle+yearHead+6*yearRow) + yearPad
	return fyne.NewSize(gridMinWidth, rows*(month+yearGap)-yearGap)
}

// CreateRenderer implements fyne.Widget.
func (g *yearGrid) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	return kit.Settled(g, &yearRenderer{g: g})
}
