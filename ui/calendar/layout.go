package calendar

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/ui/internal/kit"
)

// headLayout places the first object at the left of a line and the others at
// its right end. Where they do not fit, the others begin a line of their own,
// and as many more as they need; the last goes to the end of the first line
// rather than to a line for itself.
type headLayout struct{ width float32 }

const headGap float32 = 8

// wish is the width at which nothing in an object is cut.
func wish(o fyne.CanvasObject) float32 {
	w := o.MinSize().Width
	if n, ok := o.(kit.Natural); ok {
		return max(w, n.NaturalSize().Width)
	}
	c, ok := o.(*fyne.Container)
	if !ok {
		return w
	}
	var sum float32
	for _, x := range c.Objects {
		if x.Visible() {
			sum += wish(x) + headGap
		}
	}
	return max(w, sum-headGap)
}

// lines says which line each object stands on.
func (l *headLayout) lines(objs []fyne.CanvasObject, width float32) []int {
	out := make([]int, len(objs))
	total := wish(objs[0])
	for _, o := range objs[1:] {
		total += headGap + wish(o)
	}
	if width == 0 || total+headGap <= width {
		return out
	}
	line, x := 1, float32(0)
	for i, o := range objs[1:] {
		w := wish(o)
		if x > 0 && x+w > width {
			line, x = line+1, 0
		}
		out[i+1] = line
		x += w + headGap
	}
	// What would stand alone on a last line goes to the end of the first one.
	if n := len(objs) - 1; n > 1 && line > 1 && out[n-1] < line && wish(objs[0])+headGap+wish(objs[n]) <= width {
		out[n] = 0
	}
	return out
}

// Layout implements fyne.Layout.
func (l *headLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	lines := l.lines(objs, s.Width)
	h := l.lineHeight(objs)
	var x float32
	oneLine := lines[min(1, len(objs)-1)] == 0
	if oneLine { // from the right end
		x = s.Width + headGap
		for _, o := range objs[1:] {
			x -= wish(o) + headGap
		}
	}
	objs[0].Move(fyne.NewPos(0, 0))
	left := s.Width
	if x > 0 {
		left = x - headGap
	}
	if last := len(objs) - 1; !oneLine && lines[last] == 0 {
		w := wish(objs[last])
		left = s.Width - headGap - w
		objs[last].Move(fyne.NewPos(s.Width-w, 0))
		objs[last].Resize(fyne.NewSize(w, h))
		objs = objs[:last]
	}
	objs[0].Resize(fyne.NewSize(left, h))
	at := lines[min(1, len(objs)-1)]
	for i, o := range objs[1:] {
		if lines[i+1] != at {
			at, x = lines[i+1], 0
		}
		w := min(wish(o), s.Width)
		o.Move(fyne.NewPos(x, float32(at)*(h+headGap)))
		o.Resize(fyne.NewSize(w, h))
		x += w + headGap
	}
}

func (l *headLayout) lineHeight(objs []fyne.CanvasObject) float32 {
	var h float32
	for _, o := range objs {
		h = max(h, o.MinSize().Height)
	}
	return h
}

// MinSize implements fyne.Layout.
func (l *headLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var w float32
	for _, o := range objs {
		w = max(w, o.MinSize().Width)
	}
	n := float32(slices.Max(l.lines(objs, l.width)))
	h := l.lineHeight(objs)
	return fyne.NewSize(w, h+n*(h+headGap))
}

// Measures of the body.
const (
	panelWidth float32 = 300
	breakAt    float32 = 860 // below this the panel moves under the days
	underMin   float32 = 512 // height of the days then: two lines a day in six weeks
)

// bodyLayout places the days and the panel side by side, or the panel under
// the days in one scroller where the window is narrow.
type bodyLayout struct {
	box         *fyne.Container
	left, panel fyne.CanvasObject
	side        *kit.Scroller
	under       *kit.Scroller
	sideBox     *fyne.Container // what scrolls at the side
	underBox    *fyne.Container // what scrolls in a narrow window
	narrow      bool
}

func newBody(left, panel fyne.CanvasObject) *bodyLayout {
	b := &bodyLayout{left: left, panel: panel}
	b.sideBox, b.underBox = kit.VBox(kit.Gap, panel), kit.VBox(kit.Gap)
	b.side, b.under = kit.Scroll(b.sideBox), kit.Scroll(b.underBox)
	b.under.Hide()
	b.box = container.New(b, left, b.side, b.under)
	return b
}

// Layout implements fyne.Layout.
func (b *bodyLayout) Layout(_ []fyne.CanvasObject, s fyne.Size) {
	b.set(s.Width < kit.Scaled(breakAt))
	if b.narrow {
		b.under.Move(fyne.NewPos(0, 0))
		b.under.Resize(s)
		return
	}
	w := kit.Scaled(panelWidth)
	b.left.Move(fyne.NewPos(0, 0))
	b.left.Resize(fyne.NewSize(s.Width-w-kit.Gap, s.Height))
	b.side.Move(fyne.NewPos(s.Width-w, 0))
	b.side.Resize(fyne.NewSize(w, s.Height))
}

// set moves the days and the panel between the two arrangements.
func (b *bodyLayout) set(narrow bool) {
	if b.narrow == narrow {
		return
	}
	b.narrow = narrow
	if narrow {
		b.sideBox.Objects = nil
		b.underBox.Objects = []fyne.CanvasObject{container.New(&tallLayout{}, b.left), b.panel}
		b.box.Objects = []fyne.CanvasObject{b.under}
		b.under.Show()
		return
	}
	b.underBox.Objects = nil
	b.sideBox.Objects = []fyne.CanvasObject{b.panel}
	b.box.Objects = []fyne.CanvasObject{b.left, b.side}
	b.under.Hide()
}

// Refresh fits the scroller after the panel has changed.
func (b *bodyLayout) Refresh() {
	if b.narrow {
		b.under.Refresh()
		return
	}
	b.side.Refresh()
}

// Reveal scrolls the panel into sight where it lies under the days.
func (b *bodyLayout) Reveal() {
	if b.narrow {
		b.under.ScrollTo(b.panel.Position().Y)
		return
	}
	b.side.ScrollToTop()
}

// MinSize implements fyne.Layout.
func (b *bodyLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(gridMinWidth, 240)
}

// tallLayout gives the days a height of their own inside a scroller.
type tallLayout struct{}

func (*tallLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	for _, o := range objs {
		o.Resize(s)
	}
}

func (*tallLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	m := objs[0].MinSize()
	return fyne.NewSize(m.Width, max(m.Height, kit.Scaled(underMin)))
}
