package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Datum is one thing that a chart shows.
type Datum struct {
	Label  string  // below or beside it
	Value  float64 // how much it is
	Figure string  // the value in words of the reader's language, drawn where there is room
	Says   string  // all of it in one sentence: on hover, by keyboard, for screen readers
	Tapped func()  // what a press does, or nil
}

// chartKind is how a chart draws.
type chartKind int

const (
	barChart chartKind = iota
	lineChart
	gridChart
	funnelChart
	sparkChart
)

// Chart draws a few numbers. It is one stop of the Tab key: the arrow keys go
// from one datum to the next, whose sentence stands in a small card as it does
// under the pointer, and Enter presses it. Figures are written as well as
// drawn, so that no colour says anything alone.
type Chart struct {
	widget.BaseWidget
	kind    chartKind
	title   string
	data    []Datum
	columns int // of a grid
	across  string
	down    string
	tint    Tint

	cursor  int
	hover   int // -1 for none
	focused bool
	hits    []chartHit
	width   float32
}

// chartHit is where a datum is.
type chartHit struct {
	pos  fyne.Position
	size fyne.Size
}

func newChart(kind chartKind, title string) *Chart {
	c := &Chart{kind: kind, title: title, hover: -1, tint: Jade, columns: 1}
	c.ExtendBaseWidget(c)
	return c
}

// NewBars makes a chart of upright bars, such as months. Title is what a screen
// reader says of the whole.
func NewBars(title string) *Chart { return newChart(barChart, title) }

// NewLines makes a chart of points on a line.
func NewLines(title string) *Chart { return newChart(lineChart, title) }

// NewMatrix makes a chart of cells in rows of so many columns, the darker the
// more there is in them. Across and down name the two sides.
func NewMatrix(title string, columns int, across, down string) *Chart {
	c := newChart(gridChart, title)
	c.columns, c.across, c.down = max(1, columns), across, down
	return c
}

// NewFunnel makes a chart of bars lying under each other, each as wide as what
// is left of the first.
func NewFunnel(title string) *Chart { return newChart(funnelChart, title) }

// NewSparkline makes a small line without words for a card or a row. It takes
// no focus; its title must say what it shows.
func NewSparkline(title string) *Spark {
	s := &Spark{Chart: Chart{kind: sparkChart, title: title, hover: -1, tint: Jade, columns: 1}}
	s.ExtendBaseWidget(s)
	return s
}

// Spark is a chart that only shows.
type Spark struct{ Chart }

// Disabled implements fyne.Disableable: it takes no focus.
func (s *Spark) Disabled() bool { return true }

// Enable implements fyne.Disableable.
func (s *Spark) Enable() {}

// Disable implements fyne.Disableable.
func (s *Spark) Disable() {}

// CreateRenderer implements fyne.Widget.
func (s *Spark) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return Settled(s, &chartRenderer{c: &s.Chart, w: s})
}

// SetData changes what is shown.
func (c *Chart) SetData(data []Datum) {
	c.data, c.hover = data, -1
	c.cursor = min(c.cursor, max(0, len(data)-1))
	c.Refresh()
}

// SetTitle changes what a screen reader says of the whole.
func (c *Chart) SetTitle(title string) { c.title = title }

// SetTint changes the hue.
func (c *Chart) SetTint(t Tint) {
	c.tint = t
	c.Refresh()
}

// Alternative is all of the chart in words.
func (c *Chart) Alternative() string {
	parts := []string{c.title}
	for _, d := range c.data {
		parts = append(parts, d.Says)
	}
	return strings.Join(parts, "\n")
}

// Text is the alternative, for tests that look at what is shown.
func (c *Chart) Text() string { return c.Alternative() }

// AccessibilityLabel implements fyne.Accessible: the chosen datum, or all of
// them.
func (c *Chart) AccessibilityLabel() string {
	if c.focused && c.cursor < len(c.data) {
		return c.data[c.cursor].Says
	}
	return c.Alternative()
}

// AccessibilityRole implements fyne.Accessible.
func (c *Chart) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (c *Chart) at(p fyne.Position) int {
	for i, h := range c.hits {
		if p.X >= h.pos.X && p.Y >= h.pos.Y && p.X < h.pos.X+h.size.Width && p.Y < h.pos.Y+h.size.Height {
			return i
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (c *Chart) Tapped(e *fyne.PointEvent) {
	Use()
	if i := c.at(e.Position); i >= 0 && c.kind != sparkChart {
		c.cursor = i
		c.press()
	}
}

// press does what a press on the chosen datum does.
func (c *Chart) press() {
	if c.cursor < len(c.data) && c.data[c.cursor].Tapped != nil {
		c.data[c.cursor].Tapped()
	}
}

// MouseIn implements desktop.Hoverable.
func (c *Chart) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (c *Chart) MouseMoved(e *desktop.MouseEvent) {
	Use()
	if i := c.at(e.Position); i != c.hover && c.kind != sparkChart {
		c.hover = i
		c.Refresh()
	}
}

// MouseOut implements desktop.Hoverable.
func (c *Chart) MouseOut() {
	c.hover = -1
	c.Refresh()
}

// Cursor implements desktop.Cursorable.
func (c *Chart) Cursor() desktop.Cursor {
	if c.hover >= 0 && c.hover < len(c.data) && c.data[c.hover].Tapped != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// FocusGained implements fyne.Focusable.
func (c *Chart) FocusGained() {
	Use()
	c.focused = true
	c.Refresh()
	reveal()
}

// FocusLost implements fyne.Focusable.
func (c *Chart) FocusLost() {
	c.focused = false
	c.Refresh()
}

// TypedRune implements fyne.Focusable.
func (c *Chart) TypedRune(r rune) { loose(r) }

// TypedKey implements fyne.Focusable: arrows go from datum to datum, up and
// down a row of a grid, and Enter and Space press.
func (c *Chart) TypedKey(e *fyne.KeyEvent) {
	Typed()
	step, last := 0, len(c.data)-1
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.press()
	case fyne.KeyRight:
		step = 1
	case fyne.KeyLeft:
		step = -1
	case fyne.KeyDown:
		step = c.columns
	case fyne.KeyUp:
		step = -c.columns
	case fyne.KeyHome:
		step = -c.cursor
	case fyne.KeyEnd:
		step = last - c.cursor
	default:
		if !escape(e) {
			Key(e)
		}
	}
	if to := c.cursor + step; step != 0 && to >= 0 && to <= last {
		c.cursor = to
		c.Refresh()
	}
}

// shown is the datum whose card is open, or -1.
func (c *Chart) shown() int {
	switch {
	case c.hover >= 0 && c.hover < len(c.data):
		return c.hover
	case c.focused && c.cursor < len(c.data):
		return c.cursor
	}
	return -1
}

// Measures of charts at text scale 1.
const (
	chartHeight float32 = 150
	chartCell   float32 = 48
	chartRow    float32 = 30
	chartGap    float32 = 6
	chartFoot   float32 = 20
)

// MinSize implements fyne.CanvasObject.
func (c *Chart) MinSize() fyne.Size {
	switch c.kind {
	case gridChart:
		rows := (len(c.data) + c.columns - 1) / c.columns
		h := float32(rows)*Scaled(chartCell) + float32(max(0, rows-1))*chartGap
		if c.across != "" {
			h += Scaled(chartFoot)
		}
		return fyne.NewSize(200, h)
	case funnelChart:
		return fyne.NewSize(200, float32(len(c.data))*Scaled(chartRow))
	case sparkChart:
		return fyne.NewSize(60, Scaled(22))
	}
	return fyne.NewSize(200, Scaled(chartHeight))
}

// CreateRenderer implements fyne.Widget.
func (c *Chart) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return Settled(c, &chartRenderer{c: c, w: c})
}
