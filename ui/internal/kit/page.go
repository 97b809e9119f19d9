package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// PageView is what Page makes: the head of a screen over its body.
type PageView struct {
	widget.BaseWidget
	title    *Line
	subtitle *Line
	head     *fyne.Container
	body     fyne.CanvasObject
	root     *fyne.Container
}

// Page makes a screen: a title, a muted subtitle beside it, actions at the
// right and the body under them, within the page's margin.
func Page(title, subtitle string, actions []fyne.CanvasObject, body fyne.CanvasObject) *PageView {
	p := &PageView{body: body}
	p.title = Text(title, Title).SetMinWidth(280)
	p.subtitle = Text(subtitle, MutedBody).SetMinWidth(40)
	objs := append([]fyne.CanvasObject{p.title, p.subtitle, Space()}, actions...)
	p.head = HBox(12, objs...)
	p.root = Pad(16, PageMargin, PageMargin, PageMargin, VBox(12, minHeight(ControlHeight, p.head), Grow(body)))
	p.ExtendBaseWidget(p)
	return p
}

// SetTitle changes title and subtitle.
func (p *PageView) SetTitle(title, subtitle string) {
	p.title.SetText(title)
	p.subtitle.SetText(subtitle)
	p.head.Refresh()
	p.relayout()
}

// SetActions changes the actions at the right.
func (p *PageView) SetActions(actions ...fyne.CanvasObject) {
	p.head.Objects = append([]fyne.CanvasObject{p.title, p.subtitle, Space()}, actions...)
	p.head.Refresh()
	p.relayout()
}

// Frame puts a rail at the left, a bar at the top, an optional strip (a Banner)
// under it and the page into the rest, without gaps. strip may be nil. The Tab
// key comes to the page first, then to the rail and to the bar.
func Frame(rail, topBar, strip, page fyne.CanvasObject) *fyne.Container {
	head := VBox(0, topBar)
	if strip != nil {
		head.Add(strip)
	}
	return container.New(frameLayout{}, page, rail, head)
}

type frameLayout struct{}

func (frameLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	p, r, h := o[0].MinSize(), o[1].MinSize(), o[2].MinSize()
	return fyne.NewSize(r.Width+max(h.Width, p.Width), max(r.Height, h.Height+p.Height))
}

func (frameLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	page, rail, head := o[0], o[1], o[2]
	w := rail.MinSize().Width
	h := fitWidth(head, s.Width-w) // the words of the strip take as many lines as they need
	rail.Resize(fyne.NewSize(w, s.Height))
	rail.Move(fyne.NewPos(0, 0))
	head.Resize(fyne.NewSize(s.Width-w, h))
	head.Move(fyne.NewPos(w, 0))
	page.Resize(fyne.NewSize(s.Width-w, s.Height-h))
	page.Move(fyne.NewPos(w, h))
}

func (p *PageView) relayout() { p.head.Layout.Layout(p.head.Objects, p.head.Size()) }

// CreateRenderer implements fyne.Widget.
func (p *PageView) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	return widget.NewSimpleRenderer(p.root)
}

// minHeight gives an object at least a height, scaled with the text.
func minHeight(h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&atLeast{h}, o)
}

type atLeast struct{ height float32 }

func (l *atLeast) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}

func (l *atLeast) MinSize(objs []fyne.CanvasObject) fyne.Size {
	m := objs[0].MinSize()
	m.Height = max(m.Height, ceil(Scaled(l.height)))
	return m
}

func (l *atLeast) natural(objs []fyne.CanvasObject) fyne.Size {
	return naturalSize(objs[0]).Max(l.MinSize(objs))
}

// A scroller reaches a little past its own edges: the rings of controls at the
// edge are not cut, and the scroll bar stands beside the content, in the margin.
const (
	scrollEdge float32 = 4
	scrollBar  float32 = 13
)

// Scroller scrolls its content up and down and gives it the full width.
type Scroller struct {
	widget.BaseWidget
	content fyne.CanvasObject
	scroll  *container.Scroll
	far     probe
}

// Scroll makes a scroller. Wrapped text inside knows its width before the
// height of the content is asked for.
func Scroll(content fyne.CanvasObject) *Scroller {
	s := &Scroller{content: content}
	s.scroll = container.NewVScroll(Pad(scrollEdge, scrollBar, scrollEdge, scrollEdge, content))
	s.scroll.OnScrolled = func(fyne.Position) { Use() }
	s.ExtendBaseWidget(s)
	return s
}

// ScrollToTop shows the beginning.
func (s *Scroller) ScrollToTop() { s.scroll.ScrollToTop() }

// Offset is how far the content is scrolled.
func (s *Scroller) Offset() float32 { return s.scroll.Offset.Y }

// ScrollTo scrolls to an Offset.
func (s *Scroller) ScrollTo(y float32) { s.scroll.ScrollToOffset(fyne.NewPos(0, y)) }

// MinSize implements fyne.CanvasObject.
func (s *Scroller) MinSize() fyne.Size { return fyne.NewSize(s.content.MinSize().Width, 48) }

// CreateRenderer implements fyne.Widget.
func (s *Scroller) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return remembered(scrollers, s, newRenderer(s, []fyne.CanvasObject{s.scroll}, s.MinSize,
		func(size fyne.Size) {
			fitWidth(s.content, size.Width)
			s.scroll.Move(fyne.NewPos(-scrollEdge, -scrollEdge))
			s.scroll.Resize(size.AddWidthHeight(scrollEdge+scrollBar, 2*scrollEdge))
			s.scroll.Refresh()
		},
		func() { s.scroll.Refresh() }))
}

// Turn shows another page in a box. The keyboard is taken from what leaves: the
// toolkit would go on giving it the keys and shortcuts, unseen. Under a dialog or
// a cover, which keeps the keyboard, that is done when it goes.
func Turn(box *fyne.Container, page fyne.CanvasObject) {
	if len(box.Objects) == 1 && box.Objects[0] == page {
		return
	}
	if ModalOpen() {
		turned = true
	} else if c := fyne.CurrentApp().Driver().CanvasForObject(box); c != nil {
		c.Unfocus()
	}
	box.Objects = []fyne.CanvasObject{page}
	box.Refresh()
}

// Columns places a wide left and a narrow right column side by side, and the
// right one under the left where the width is less than breakAt. The right
// column takes the given share of the width.
func Columns(breakAt, share float32, left, right fyne.CanvasObject) *fyne.Container {
	return container.New(&columnsLayout{breakAt: breakAt, shares: []float32{1 - share, share}}, left, right)
}

// EqualColumns places any number of columns of one width side by side. Where
// one would be narrower than minWidth, the later ones move below.
func EqualColumns(minWidth float32, cols ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnsLayout{minWidth: minWidth}, cols...)
}

type columnsLayout struct {
	breakAt  float32
	shares   []float32
	minWidth float32
}

// plan says how many columns stand side by side and how wide each is.
func (l *columnsLayout) plan(n int, width float32) (perRow int, widths []float32) {
	perRow = n
	if l.minWidth > 0 {
		perRow = min(n, max(1, int((width+Gap)/(l.minWidth+Gap))))
	} else if width < l.breakAt {
		perRow = 1
	}
	room := width - Gap*float32(perRow-1)
	widths = make([]float32, perRow)
	for i := range widths {
		if perRow == 1 || l.shares == nil {
			widths[i] = room / float32(perRow)
		} else {
			widths[i] = float32(int(room * l.shares[i]))
		}
	}
	return perRow, widths
}

func visible(objs []fyne.CanvasObject) []fyne.CanvasObject {
	out := make([]fyne.CanvasObject, 0, len(objs))
	for _, o := range objs {
		if o.Visible() {
			out = append(out, o)
		}
	}
	return out
}

func (l *columnsLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	objs = visible(objs)
	if len(objs) == 0 {
		return
	}
	per, widths := l.plan(len(objs), size.Width)
	heights := l.rowHeights(objs, per, widths)
	if len(heights) == 1 {
		heights[0] = max(heights[0], size.Height)
	}
	var y float32
	for row := 0; row*per < len(objs); row++ {
		var x float32
		for c := 0; c < per && row*per+c < len(objs); c++ {
			o := objs[row*per+c]
			o.Move(fyne.NewPos(x, y))
			o.Resize(fyne.NewSize(widths[c], heights[row]))
			x += widths[c] + Gap
		}
		y += heights[row] + Gap
	}
}

func (l *columnsLayout) rowHeights(objs []fyne.CanvasObject, per int, widths []float32) []float32 {
	var heights []float32
	for i, o := range objs {
		h := fitWidth(o, widths[i%per])
		if i%per == 0 {
			heights = append(heights, h)
		} else {
			heights[len(heights)-1] = max(heights[len(heights)-1], h)
		}
	}
	return heights
}

func (l *columnsLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	objs = visible(objs)
	var s fyne.Size
	if len(objs) == 0 {
		return s
	}
	var width float32
	for _, o := range objs {
		s.Width = max(s.Width, o.MinSize().Width)
		width = max(width, o.Position().X+o.Size().Width)
	}
	if width <= 0 {
		for _, o := range objs {
			s.Height = max(s.Height, o.MinSize().Height)
		}
		return s
	}
	per, _ := l.plan(len(objs), width)
	for i := 0; i < len(objs); i += per {
		var h float32
		for _, o := range objs[i:min(i+per, len(objs))] {
			h = max(h, o.MinSize().Height)
		}
		if i > 0 {
			s.Height += Gap
		}
		s.Height += h
	}
	return s
}

// Flow places objects one after the other and begins a new line where the
// width ends: chips.
func Flow(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&flowLayout{gap: gap}, objs...)
}

type flowLayout struct {
	gap   float32
	width float32
}

func (l *flowLayout) place(objs []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, pos fyne.Position, size fyne.Size)) float32 {
	type placed struct {
		o    fyne.CanvasObject
		x    float32
		size fyne.Size
	}
	var x, y, line float32
	var row []placed
	end := func() { // the lower ones of a line stand in its middle
		for _, p := range row {
			put(p.o, fyne.NewPos(p.x, y+float32(int((line-p.size.Height)/2))), p.size)
		}
		row = row[:0]
	}
	for _, o := range visible(objs) {
		n := naturalSize(o)
		n.Width = max(o.MinSize().Width, min(n.Width, width))
		if x > 0 && x+n.Width > width+0.5 {
			end()
			x, y, line = 0, y+line+l.gap, 0
		}
		row = append(row, placed{o, x, n})
		x += n.Width + l.gap
		line = max(line, n.Height)
	}
	end()
	return y + line
}

func (l *flowLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objs, size.Width, func(o fyne.CanvasObject, pos fyne.Position, s fyne.Size) {
		o.Move(pos)
		o.Resize(s)
	})
}

func (l *flowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range visible(objs) {
		w = max(w, o.MinSize().Width)
	}
	width := l.width
	if width <= 0 {
		width = 1e6
	}
	return fyne.NewSize(w, l.place(objs, width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {}))
}

func (l *flowLayout) natural(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range visible(objs) {
		n := naturalSize(o)
		if s.Width > 0 {
			s.Width += l.gap
		}
		s.Width += n.Width
		s.Height = max(s.Height, n.Height)
	}
	return s
}
