package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Masonry places columns of one width side by side like EqualColumns. Where
// fewer fit, each of the others goes under the column that ends first, so that
// no hole stays beside a long one.
func Masonry(minWidth float32, cols ...fyne.CanvasObject) *fyne.Container {
	return container.New(&masonryLayout{minWidth: minWidth}, cols...)
}

type masonryLayout struct {
	minWidth float32
	width    float32
}

func (l *masonryLayout) place(objs []fyne.CanvasObject, width float32, put func(o fyne.CanvasObject, pos fyne.Position, size fyne.Size)) float32 {
	objs = visible(objs)
	if len(objs) == 0 {
		return 0
	}
	n := min(len(objs), max(1, int((width+Gap)/(Scaled(l.minWidth)+Gap))))
	w := (width - Gap*float32(n-1)) / float32(n)
	ends := make([]float32, n)
	for i, o := range objs {
		at := i
		if i >= n {
			at = 0
			for k := range ends {
				if ends[k] < ends[at] {
					at = k
				}
			}
		}
		top := ends[at]
		if top > 0 {
			top += Gap
		}
		h := fitWidth(o, w)
		put(o, fyne.NewPos(float32(at)*(w+Gap), top), fyne.NewSize(w, h))
		ends[at] = top + h
	}
	var height float32
	for _, e := range ends {
		height = max(height, e)
	}
	return height
}

// Layout implements fyne.Layout.
func (l *masonryLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objs, size.Width, func(o fyne.CanvasObject, pos fyne.Position, s fyne.Size) {
		o.Move(pos)
		o.Resize(s)
	})
}

// MinSize implements fyne.Layout.
func (l *masonryLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range visible(objs) {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), max(s.Height, m.Height)
	}
	if l.width > 0 {
		s.Height = l.place(objs, l.width, func(fyne.CanvasObject, fyne.Position, fyne.Size) {})
	}
	return s
}
