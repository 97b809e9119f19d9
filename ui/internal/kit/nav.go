package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// choiceBar is what Tabs and Segmented share: several words, one of them
// chosen, arrow keys to move.
type choiceBar struct {
	widget.BaseWidget
	mending
	labels   []string
	chosen   int
	focused  bool
	hover    int
	onChange func(i int)
}

// Selected is the index of the chosen word.
func (c *choiceBar) Selected() int { return c.chosen }

// SetSelected chooses without calling back.
func (c *choiceBar) SetSelected(i int) {
	if i >= 0 && i < len(c.labels) && i != c.chosen {
		c.chosen = i
		c.Refresh()
	}
}

// SetNone takes the choice back: no word is on.
func (c *choiceBar) SetNone() {
	c.chosen = -1
	c.Refresh()
}

// SetLabels changes the words; the count of a tab, say.
func (c *choiceBar) SetLabels(labels ...string) {
	c.labels = append(c.labels[:0:0], labels...)
	if c.chosen >= len(labels) {
		c.chosen = 0
	}
	c.Refresh()
}

// Choose chooses as a tap on the word does.
func (c *choiceBar) Choose(i int) { c.choose(i) }

func (c *choiceBar) choose(i int) {
	if i < 0 || i >= len(c.labels) || i == c.chosen {
		return
	}
	c.Mend()
	c.chosen = i
	c.Refresh()
	if c.onChange != nil {
		c.onChange(i)
	}
}

// FocusGained implements fyne.Focusable.
func (c *choiceBar) FocusGained() { c.focused = true; c.Refresh(); reveal() }

// FocusLost implements fyne.Focusable.
func (c *choiceBar) FocusLost() { c.focused = false; c.Refresh() }

// TypedRune implements fyne.Focusable.
func (c *choiceBar) TypedRune(r rune) { loose(r) }

// TypedKey implements fyne.Focusable: arrows, Home and End choose.
func (c *choiceBar) TypedKey(e *fyne.KeyEvent) {
	Typed()
	switch e.Name {
	case fyne.KeyRight, fyne.KeyDown:
		c.choose(c.chosen + 1)
	case fyne.KeyLeft, fyne.KeyUp:
		c.choose(c.chosen - 1)
	case fyne.KeyHome:
		c.choose(0)
	case fyne.KeyEnd:
		c.choose(len(c.labels) - 1)
	default:
		if !escape(e) {
			Key(e)
		}
	}
}

// Cursor implements desktop.Cursorable.
func (c *choiceBar) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseOut implements desktop.Hoverable.
func (c *choiceBar) MouseOut() { c.hover = -1; c.Refresh() }

// AccessibilityLabel implements fyne.Accessible.
func (c *choiceBar) AccessibilityLabel() string {
	if c.chosen >= 0 && c.chosen < len(c.labels) {
		return c.labels[c.chosen]
	}
	return ""
}

// AccessibilityRole implements fyne.Accessible.
func (c *choiceBar) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// Tabs is a row of words over a hairline; the chosen one is underlined. Where
// they do not fit they move closer, and then take another line.
type Tabs struct {
	choiceBar
	places []tabPlace
}

// tabPlace is where a word stands: its line, its left edge and its width.
type tabPlace struct {
	line     int
	x, width float32
}

// NewTabs makes tabs; the first is chosen.
func NewTabs(changed func(i int), labels ...string) *Tabs {
	t := &Tabs{}
	t.labels, t.onChange, t.hover = labels, changed, -1
	t.ExtendBaseWidget(t)
	return t
}

const (
	tabGap      float32 = 22
	tabGapClose float32 = 12
	tabLine     float32 = 40
)

func tabWidth(label string) float32 {
	size, _ := measure(label, Bold.Size(), true, nil)
	return ceil(size.Width) + 4
}

// arrange places the words in a width and returns how many lines they take.
func (t *Tabs) arrange(width float32) ([]tabPlace, int) {
	var all float32
	for _, l := range t.labels {
		all += tabWidth(l)
	}
	gap := tabGap
	if n := float32(len(t.labels) - 1); all+n*tabGap > width {
		gap = tabGapClose
	}
	var x float32
	line := 0
	places := make([]tabPlace, len(t.labels))
	for i, l := range t.labels {
		w := tabWidth(l)
		if x > 0 && x+w > width {
			x, line = 0, line+1
		}
		places[i] = tabPlace{line, x, w}
		x += w + gap
	}
	return places, line + 1
}

// HeightFor implements HeightForWidth.
func (t *Tabs) HeightFor(width float32) float32 {
	_, lines := t.arrange(width)
	return float32(lines) * ceil(Scaled(tabLine))
}

// NaturalSize implements Natural: all words in one line.
func (t *Tabs) NaturalSize() fyne.Size {
	places, _ := t.arrange(1 << 20)
	w := float32(0)
	if n := len(places); n > 0 {
		w = places[n-1].x + places[n-1].width
	}
	return fyne.NewSize(w, ceil(Scaled(tabLine)))
}

// MinSize implements fyne.CanvasObject.
func (t *Tabs) MinSize() fyne.Size {
	var w float32
	for _, l := range t.labels {
		w = max(w, tabWidth(l))
	}
	width := t.Size().Width
	if width <= 0 {
		width = t.NaturalSize().Width
	}
	return fyne.NewSize(w, t.HeightFor(width))
}

func (t *Tabs) at(p fyne.Position) int {
	h := ceil(Scaled(tabLine))
	for i, e := range t.places {
		if int(p.Y/h) == e.line && p.X >= e.x-tabGapClose/2 && p.X < e.x+e.width+tabGapClose/2 {
			return i
		}
	}
	return -1
}

// Tapped implements fyne.Tappable.
func (t *Tabs) Tapped(e *fyne.PointEvent) { t.choose(t.at(e.Position)) }

// MouseIn implements desktop.Hoverable.
func (t *Tabs) MouseIn(e *desktop.MouseEvent) { t.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (t *Tabs) MouseMoved(e *desktop.MouseEvent) {
	Use()
	if i := t.at(e.Position); i != t.hover {
		t.hover = i
		t.Refresh()
	}
}

// CreateRenderer implements fyne.Widget.
func (t *Tabs) CreateRenderer() fyne.WidgetRenderer {
	t.ExtendBaseWidget(t)
	r := &tabsRenderer{t: t, line: canvas.NewRectangle(Color(Hairline)), mark: canvas.NewRectangle(Color(Jade.Strong())), ring: newRing(chipRadius)}
	return Settled(t, r)
}

type tabsRenderer struct {
	t          *Tabs
	texts      textPool
	line, mark *canvas.Rectangle
	ring       *canvas.Rectangle
}

func (r *tabsRenderer) Destroy()           {}
func (r *tabsRenderer) MinSize() fyne.Size { return r.t.MinSize() }

func (r *tabsRenderer) Objects() []fyne.CanvasObject {
	return append([]fyne.CanvasObject{r.line, r.mark, r.ring}, r.texts.objects...)
}

func (r *tabsRenderer) Layout(s fyne.Size) {
	t := r.t
	bw, high := borderWidth(), ceil(Scaled(tabLine))
	r.line.FillColor, r.mark.FillColor = Color(Hairline), Color(Jade.Strong())
	r.line.Move(fyne.NewPos(0, s.Height-bw))
	r.line.Resize(fyne.NewSize(s.Width, bw))
	r.texts.begin()
	t.places, _ = t.arrange(s.Width)
	for i, l := range t.labels {
		e := t.places[i]
		top := float32(e.line) * high
		span := Span{Text: l, Style: Body, Color: InkMuted}
		switch i {
		case t.chosen:
			span = Span{Text: l, Style: Bold, Color: Jade.Text()}
			r.mark.Move(fyne.NewPos(e.x, top+high-2))
			r.mark.Resize(fyne.NewSize(e.width, 2))
			around(r.ring, fyne.NewPos(e.x, top+4), fyne.NewSize(e.width, high-10), 4)
		case t.hover:
			span.Color = Ink
		}
		f := newFlow([]Span{span}, false)
		ps := f.pieces(0, len(f.runes))
		h, base := lineMetrics(ps, Body)
		r.texts.line(ps, e.x+(e.width-widthOf(ps))/2, top+(high-2-h)/2, base)
	}
	r.texts.end()
	paintRing(r.ring, t.focused)
}

func (r *tabsRenderer) Refresh() {
	r.Layout(r.t.Size())
	canvas.Refresh(r.t)
}

// Segmented is a row of buttons of which one is on: Month, Year, Agenda.
type Segmented struct {
	choiceBar
	buttons []*Button
}

// NewSegmented makes the group; the first is on.
func NewSegmented(changed func(i int), labels ...string) *Segmented {
	g := &Segmented{}
	g.labels, g.onChange, g.hover = labels, changed, -1
	g.ExtendBaseWidget(g)
	g.build()
	return g
}

// NewIconSegmented puts an icon before each word.
func NewIconSegmented(changed func(i int), icons []IconName, labels ...string) *Segmented {
	g := NewSegmented(changed, labels...)
	for i, name := range icons {
		if i < len(g.buttons) {
			g.buttons[i].SetIcon(name)
		}
	}
	return g
}

func (g *Segmented) build() {
	for len(g.buttons) < len(g.labels) {
		i := len(g.buttons)
		b := NewButton(g.labels[i], Secondary, func() { g.choose(i) })
		b.bound = true // the group has the focus
		g.buttons = append(g.buttons, b)
	}
	g.buttons = g.buttons[:len(g.labels)]
}

const segmentGap float32 = 12

// MinSize implements fyne.CanvasObject.
func (g *Segmented) MinSize() fyne.Size {
	s := fyne.NewSize(0, ceil(Scaled(ControlHeight)))
	for i, b := range g.buttons {
		if i > 0 {
			s.Width += segmentGap
		}
		s.Width += b.MinSize().Width
	}
	return s
}

// MouseIn implements desktop.Hoverable.
func (g *Segmented) MouseIn(*desktop.MouseEvent) {}

// MouseMoved implements desktop.Hoverable.
func (g *Segmented) MouseMoved(*desktop.MouseEvent) { Use() }

// CreateRenderer implements fyne.Widget.
func (g *Segmented) CreateRenderer() fyne.WidgetRenderer {
	g.ExtendBaseWidget(g)
	r := &segmentedRenderer{g: g}
	r.paint()
	return Settled(g, r)
}

type segmentedRenderer struct {
	g       *Segmented
	objects []fyne.CanvasObject
}

func (r *segmentedRenderer) Destroy()                     {}
func (r *segmentedRenderer) MinSize() fyne.Size           { return r.g.MinSize() }
func (r *segmentedRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *segmentedRenderer) Layout(fyne.Size) {
	var x float32
	for _, b := range r.g.buttons {
		b.Resize(b.MinSize())
		b.Move(fyne.NewPos(x, 0))
		x += b.MinSize().Width + segmentGap
	}
}

func (r *segmentedRenderer) paint() {
	g := r.g
	g.build()
	r.objects = r.objects[:0]
	for i, b := range g.buttons {
		b.label, b.kind, b.focused = g.labels[i], Secondary, false
		if i == g.chosen {
			b.kind, b.focused = Chosen, g.focused
		}
		b.Refresh()
		r.objects = append(r.objects, b)
	}
}

func (r *segmentedRenderer) Refresh() {
	r.paint()
	r.Layout(r.g.Size())
	canvas.Refresh(r.g)
}
