package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// ColumnsUnder places two columns as Columns does, each as high as it needs to
// be, and a third thing under the left one, to which the Tab key comes last.
func ColumnsUnder(breakAt, share float32, left, right, under fyne.CanvasObject) *fyne.Container {
	return container.New(&underLayout{breakAt: breakAt, share: share}, left, right, under)
}

type underLayout struct{ breakAt, share, width float32 }

// place puts what is visible into a width and gives the height that it takes.
func (l *underLayout) place(objs []fyne.CanvasObject, width float32) float32 {
	wide := width >= l.breakAt
	columns := [2]float32{width, width}
	if wide {
		columns[1] = float32(int((width - Gap) * l.share))
		columns[0] = width - Gap - columns[1]
	}
	var ends [2]float32
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		side, at := i%2, float32(0) // the third stands under the first
		w := columns[side]
		if side == 1 && wide {
			at = columns[0] + Gap
		} else if !wide {
			side = 0
		}
		h := fitWidth(o, w)
		o.Move(fyne.NewPos(at, ends[side]))
		o.Resize(fyne.NewSize(w, h))
		ends[side] += h + Gap
	}
	return max(0, ends[0]-Gap, ends[1]-Gap)
}

func (l *underLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objs, size.Width)
}

func (l *underLayout) MinSize(objs []fyne.CanvasObject) (s fyne.Size) {
	for _, o := range visible(objs) {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), s.Height+m.Height
	}
	if l.width > 0 {
		s.Height = l.place(objs, l.width)
	}
	return s
}
