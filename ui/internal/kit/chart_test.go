package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func months(n int) []Datum {
	var out []Datum
	for i := range n {
		v := float64((i*37)%50 + 3)
		out = append(out, Datum{Label: fmt.Sprint(i+1, "月"), Value: v, Figure: fmt.Sprint(v), Says: fmt.Sprintf("%d月 2026: %v", i+1, v)})
	}
	return out
}

func galleryCharts() fyne.CanvasObject {
	bars, line := NewBars("Revenue by month"), NewLines("Orders by month")
	bars.SetData(months(12))
	line.SetData(months(12))
	line.SetTint(Indigo)
	grid := NewMatrix("Customers by recency and worth", 5, "worth less", "longer ago")
	var cells []Datum
	for i := range 25 {
		cells = append(cells, Datum{Label: []string{"Champions", "", "", "مرحبا", "新客户"}[i%5], Value: float64((25 - i) * (i % 5)), Figure: fmt.Sprint((25 - i) * (i % 5)), Says: "Champions: 38 customers bought lately"})
	}
	grid.SetData(cells)
	funnel := NewFunnel("Sales")
	funnel.SetData([]Datum{{Label: "Lead", Value: 40, Figure: "40", Says: "Lead: 40"}, {Label: "見積もり", Value: 22, Figure: "22", Says: "見積もり: 22"}, {Label: "عرض", Value: 7, Figure: "7", Says: "عرض: 7"}})
	spark := NewSparkline("Orders")
	spark.SetData(months(9))
	grid.hover = 7
	bars.focused, bars.cursor = true, 4
	return Surface(Ground, Pad(20, 20, 20, 20, EqualColumns(400, NewCard("Bars", bars), NewCard("Lines", line), NewCard("Grid", grid), NewCard("Funnel", VBox(12, funnel, FixedSize(80, 24, spark))))))
}

// A chart is one stop of the Tab key: arrows move, the sentence of where one is
// is said, and Enter presses.
func TestChartByKeyboard(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Light, 1))
	pressed := -1
	g := NewMatrix("all", 3, "", "")
	var data []Datum
	for i := range 7 {
		data = append(data, Datum{Value: float64(i), Figure: fmt.Sprint(i), Says: fmt.Sprint("cell ", i), Tapped: func() { pressed = i }})
	}
	g.SetData(data)
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(400, 300))
	if got := g.AccessibilityLabel(); !strings.Contains(got, "all") || !strings.Contains(got, "cell 6") {
		t.Errorf("without focus it says %q", got)
	}
	w.Canvas().Focus(g)
	for _, c := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyRight, 1},
		{fyne.KeyDown, 4},
		{fyne.KeyDown, 4},
		{fyne.KeyLeft, 3},
		{fyne.KeyUp, 0},
		{fyne.KeyUp, 0},
		{fyne.KeyLeft, 0},
		{fyne.KeyEnd, 6},
		{fyne.KeyRight, 6},
		{fyne.KeyHome, 0},
		{fyne.KeyDown, 3},
	} {
		g.TypedKey(&fyne.KeyEvent{Name: c.key})
		if want := fmt.Sprint("cell ", c.want); g.AccessibilityLabel() != want {
			t.Errorf("after %s it says %q, want %q", c.key, g.AccessibilityLabel(), want)
		}
	}
	g.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	if pressed != 3 {
		t.Errorf("pressed %d", pressed)
	}
	g.SetData(data[:2]) // the chosen one has gone
	if g.AccessibilityLabel() != "cell 1" {
		t.Errorf("it says %q", g.AccessibilityLabel())
	}
}

// The pointer finds every datum of every kind, and pressing one presses it.
func TestChartByPointer(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Dark, 1.3))
	for name, c := range map[string]*Chart{"bars": NewBars("x"), "lines": NewLines("x"), "grid": NewMatrix("x", 2, "a", "b"), "funnel": NewFunnel("x")} {
		pressed := map[int]bool{}
		var data []Datum
		for i := range 4 {
			data = append(data, Datum{Label: "王", Value: float64(i - 1), Figure: "7", Says: fmt.Sprint(i), Tapped: func() { pressed[i] = true }})
		}
		c.SetData(data)
		w := test.NewTempWindow(t, c)
		w.Resize(fyne.NewSize(500, 300))
		if len(c.hits) != 4 {
			t.Fatalf("%s: %d places", name, len(c.hits))
		}
		for i, h := range c.hits {
			at := h.pos.AddXY(h.size.Width/2, h.size.Height/2)
			c.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
			if c.shown() != i {
				t.Errorf("%s: over %d is shown %d", name, i, c.shown())
			}
			c.Tapped(&fyne.PointEvent{Position: at})
		}
		c.MouseOut()
		if len(pressed) != 4 || c.shown() != -1 {
			t.Errorf("%s: %v pressed, shown %d", name, pressed, c.shown())
		}
	}
}

// A sentence that is longer than the chart is wide is wrapped in its card, which
// stays on the chart.
func TestTheCardOfADatumIsWrapped(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Light, 1))
	g := NewMatrix("all", 3, "", "")
	long := strings.Repeat("Promising: 4 customers, recency 3 and worth 3 of 5; ", 3)
	g.SetData([]Datum{{Says: long}, {Says: "short"}, {Says: long}, {Says: long}, {Says: long}, {Says: long}})
	w := test.NewTempWindow(t, g)
	w.Resize(fyne.NewSize(400, 300))
	r := &chartRenderer{c: g, w: g}
	r.Layout(g.Size())
	heights := map[int]float32{}
	for i := range g.data {
		g.hover = i
		r.draw()
		heights[i] = r.says.Size().Height
		if r.says.short || r.says.Size().Height < r.says.HeightFor(r.says.Size().Width) {
			t.Errorf("the sentence of %d is cut", i)
		}
		if end := r.says.Position().Add(r.says.Size()); r.says.Position().X < 0 || r.says.Position().Y < 0 || end.X > g.Size().Width || end.Y > g.Size().Height {
			t.Errorf("the card of %d stands outside: %v, %v", i, r.says.Position(), r.says.Size())
		}
	}
	if heights[0] <= heights[1] {
		t.Errorf("%v", heights)
	}
}

// A long title takes two lines of a row, and a screen reader says it.
func TestALongTitleOfARow(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(NewTheme(Light, 1))
	r := NewRow(nil, "", "", nil, func() {})
	r.SetLongTitle(Span{Text: "United Arab Emirates and its neighbours", Style: LabelBold})
	if narrow, wide := r.SetMinHeight(20).HeightFor(140), r.HeightFor(600); narrow <= wide {
		t.Errorf("%v at 140, %v at 600", narrow, wide)
	}
	if got := r.AccessibilityLabel(); !strings.HasPrefix(got, "United Arab Emirates") {
		t.Errorf("it says %q", got)
	}
}

// Words on a cell can be read whatever its shade.
func TestCellsCanBeRead(t *testing.T) {
	app := test.NewTempApp(t)
	for _, mode := range []Mode{Light, Dark, HighContrast} {
		app.Settings().SetTheme(NewTheme(mode, 1))
		c := NewMatrix("x", 1, "", "")
		for k := 0.0; k <= 1; k += 0.05 {
			ground := c.shade(k)
			if r := contrast(Color(inkOn(ground)), ground); r < 3.8 {
				t.Errorf("look %d, shade %.2f: %.1f : 1", mode, k, r)
			}
		}
	}
}
