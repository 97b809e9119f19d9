package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Beside places an object and, at the right of it, others of their natural
// width: a heading and its buttons. Where the first needs more than is left, and
// less than minWidth is left, the others go under it and begin new lines as they
// need.
func Beside(minWidth float32, main fyne.CanvasObject, aside ...fyne.CanvasObject) *fyne.Container {
	return container.New(&besideLayout{minWidth: minWidth}, append([]fyne.CanvasObject{main}, aside...)...)
}

type besideLayout struct {
	minWidth float32
	width    float32
}

const besideGap float32 = 12

// place puts the objects and returns the height that they need.
func (l *besideLayout) place(objs []fyne.CanvasObject, width float32, move bool) float32 {
	main, aside := objs[0], visible(objs[1:])
	var need, high float32
	for _, o := range aside {
		n := naturalSize(o)
		need += n.Width + besideGap
		high = max(high, n.Height)
	}
	room := width - need
	if room < min(naturalSize(main).Width, Scaled(l.minWidth)) {
		h := fitWidth(main, width)
		if move {
			main.Move(fyne.NewPos(0, 0))
			main.Resize(fyne.NewSize(width, h))
		}
		if len(aside) == 0 {
			return h
		}
		f := &flowLayout{gap: besideGap}
		return h + besideGap + f.place(aside, width, func(o fyne.CanvasObject, p fyne.Position, s fyne.Size) {
			if move {
				o.Move(p.AddXY(0, h+besideGap))
				o.Resize(s)
			}
		})
	}
	h := fitWidth(main, room)
	high = max(high, h)
	if !move {
		return high
	}
	main.Move(fyne.NewPos(0, float32(int((high-h)/2))))
	main.Resize(fyne.NewSize(room, h))
	x := room
	for _, o := range aside {
		n := naturalSize(o)
		x += besideGap
		o.Move(fyne.NewPos(x, float32(int((high-n.Height)/2))))
		o.Resize(n)
		x += n.Width
	}
	return high
}

// Layout implements fyne.Layout.
func (l *besideLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	l.width = size.Width
	l.place(objs, size.Width, true)
}

// MinSize implements fyne.Layout.
func (l *besideLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range visible(objs) {
		m := o.MinSize()
		s.Width, s.Height = max(s.Width, m.Width), max(s.Height, m.Height)
	}
	if l.width > 0 {
		s.Height = l.place(objs, l.width, false)
	}
	return s
}
