package calendar

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/ui/internal/kit"
)

func time7(i int) time.Weekday { return time.Weekday(i) }

// splitLayout places two groups at the two ends of a line, or under each other
// where they do not fit.
type splitLayout struct{ width float32 }

const splitGap float32 = 8

func wish(o fyne.CanvasObject) fyne.Size {
	size := o.MinSize()
	c, ok := o.(*fyne.Container)
	if !ok {
		return size
	}
	var w float32
	for _, x := range c.Objects {
		s := x.MinSize()
		if n, ok := x.(kit.Natural); ok {
			s = n.NaturalSize().Max(s)
		}
		w += s.Width + splitGap
	}
	return fyne.NewSize(max(size.Width, w-splitGap), size.Height)
}

func (l *splitLayout) breaks(objs []fyne.CanvasObject) bool {
	return l.width > 0 && wish(objs[0]).Width+wish(objs[1]).Width+16 > l.width
}

// Layout implements fyne.Layout.
func (l *splitLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	l.width = s.Width
	a, b := objs[0], objs[1]
	if l.breaks(objs) {
		h := a.MinSize().Height
		a.Resize(fyne.NewSize(s.Width, h))
		a.Move(fyne.NewPos(0, 0))
		b.Resize(fyne.NewSize(min(s.Width, wish(b).Width), b.MinSize().Height))
		b.Move(fyne.NewPos(0, h+splitGap))
		return
	}
	w := wish(b).Width
	a.Resize(fyne.NewSize(s.Width-w-16, s.Height))
	a.Move(fyne.NewPos(0, 0))
	b.Resize(fyne.NewSize(w, s.Height))
	b.Move(fyne.NewPos(s.Width-w, 0))
}

// MinSize implements fyne.Layout.
func (l *splitLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	a, b := objs[0].MinSize(), objs[1].MinSize()
	if l.breaks(objs) {
		return fyne.NewSize(max(a.Width, b.Width), a.Height+splitGap+b.Height)
	}
	return fyne.NewSize(max(a.Width, b.Width), max(a.Height, b.Height))
}

// Measures of the body.
const (
	panelWidth float32 = 300
	breakAt    float32 = 860 // below this the panel moves under the days
	underMin   float32 = 440 // height of the days then
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
