package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// naturalSize is what an object would like; its minimum where it does not say.
func naturalSize(o fyne.CanvasObject) fyne.Size {
	size := o.MinSize()
	if n, ok := o.(Natural); ok {
		return n.NaturalSize().Max(size)
	}
	if c, ok := o.(*fyne.Container); ok {
		if l, ok := c.Layout.(naturalLayout); ok {
			return l.natural(c.Objects).Max(size)
		}
	}
	return size
}

// naturalLayout is a layout that knows the natural size of its content.
type naturalLayout interface {
	natural(objs []fyne.CanvasObject) fyne.Size
}

// fitWidth gives an object a width and then the height it needs there. The
// first Resize lets wrapped text inside find its lines.
func fitWidth(o fyne.CanvasObject, width float32) float32 {
	if h, ok := o.(HeightForWidth); ok {
		return h.HeightFor(width)
	}
	if o.Size().Width != width {
		o.Resize(fyne.NewSize(width, o.MinSize().Height))
	}
	return o.MinSize().Height
}

type growing interface{ grows() bool }

// grow marks an object that takes what room is left.
type grow struct{}

func (grow) grows() bool { return true }

func (grow) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		o.Resize(size)
		o.Move(fyne.NewPos(0, 0))
	}
}

func (grow) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		if o.Visible() {
			s = s.Max(o.MinSize())
		}
	}
	return s
}

func (grow) natural(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		s = s.Max(naturalSize(o))
	}
	return s
}

// Grow lets an object take the room that is left in an HBox or a VBox. Several
// share it.
func Grow(o fyne.CanvasObject) fyne.CanvasObject {
	return container.New(grow{}, o)
}

// Space is an empty place that takes the room that is left.
func Space() fyne.CanvasObject { return layout.NewSpacer() }

func isGrowing(o fyne.CanvasObject) bool {
	if s, ok := o.(layout.SpacerObject); ok && (s.ExpandHorizontal() || s.ExpandVertical()) {
		return true
	}
	if c, ok := o.(*fyne.Container); ok {
		if g, ok := c.Layout.(growing); ok {
			return g.grows()
		}
	}
	return false
}

// HBox places objects in a row with a gap, centred on a common middle. Each
// has its natural width; where there is too little, those that can be cut
// share the loss.
func HBox(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap}, objs...)
}

// HBoxTop is HBox with the objects hung from the top.
func HBoxTop(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&rowLayout{gap: gap, top: true}, objs...)
}

type rowLayout struct {
	gap float32
	top bool
}

func (l *rowLayout) widths(objs []fyne.CanvasObject, total float32) []float32 {
	w := make([]float32, len(objs))
	low := make([]float32, len(objs))
	var sum, slack float32
	var growers []int
	n := 0
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		n++
		low[i] = o.MinSize().Width
		if isGrowing(o) {
			growers = append(growers, i)
			w[i] = low[i]
		} else {
			w[i] = max(naturalSize(o).Width, low[i])
		}
		sum += w[i]
		slack += w[i] - low[i]
	}
	left := total - sum - l.gap*float32(max(0, n-1))
	switch {
	case left < 0 && slack > 0:
		k := min(1, -left/slack)
		for i := range w {
			w[i] -= (w[i] - low[i]) * k
		}
	case left > 0 && len(growers) > 0:
		for _, i := range growers {
			w[i] += left / float32(len(growers))
		}
	}
	return w
}

func (l *rowLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	var x float32
	for i, w := range l.widths(objs, size.Width) {
		o := objs[i]
		if !o.Visible() {
			continue
		}
		h := fitWidth(o, w)
		if isGrowing(o) && !l.top {
			h = max(h, min(size.Height, naturalSize(o).Height))
		}
		y := float32(0)
		if !l.top {
			y = float32(int((size.Height - h) / 2))
		}
		o.Resize(fyne.NewSize(w, h))
		o.Move(fyne.NewPos(x, y))
		x += w + l.gap
	}
}

func (l *rowLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return l.sum(objs, fyne.CanvasObject.MinSize)
}

func (l *rowLayout) natural(objs []fyne.CanvasObject) fyne.Size { return l.sum(objs, naturalSize) }

func (l *rowLayout) sum(objs []fyne.CanvasObject, of func(fyne.CanvasObject) fyne.Size) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		m := of(o)
		s.Width += m.Width
		s.Height = max(s.Height, m.Height)
		n++
	}
	s.Width += l.gap * float32(max(0, n-1))
	return s
}

// VBox stacks objects at full width with a gap. Wrapped text gets the height
// that it needs.
func VBox(gap float32, objs ...fyne.CanvasObject) *fyne.Container {
	return container.New(&columnLayout{gap: gap}, objs...)
}

type columnLayout struct {
	gap float32
}

func (l *columnLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	h := make([]float32, len(objs))
	var sum float32
	var growers []int
	n := 0
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		n++
		h[i] = fitWidth(o, size.Width)
		sum += h[i]
		if isGrowing(o) {
			growers = append(growers, i)
		}
	}
	if left := size.Height - sum - l.gap*float32(max(0, n-1)); left > 0 {
		for _, i := range growers {
			h[i] += left / float32(len(growers))
		}
	}
	var y float32
	for i, o := range objs {
		if !o.Visible() {
			continue
		}
		o.Resize(fyne.NewSize(size.Width, h[i]))
		o.Move(fyne.NewPos(0, y))
		y += h[i] + l.gap
	}
}

func (l *columnLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return l.sum(objs, fyne.CanvasObject.MinSize)
}

func (l *columnLayout) natural(objs []fyne.CanvasObject) fyne.Size { return l.sum(objs, naturalSize) }

func (l *columnLayout) sum(objs []fyne.CanvasObject, of func(fyne.CanvasObject) fyne.Size) fyne.Size {
	var s fyne.Size
	n := 0
	for _, o := range objs {
		if !o.Visible() {
			continue
		}
		m := of(o)
		s.Width = max(s.Width, m.Width)
		s.Height += m.Height
		n++
	}
	s.Height += l.gap * float32(max(0, n-1))
	return s
}

// Pad surrounds an object; values as in print: above, right, below, left.
func Pad(top, right, bottom, left float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&padLayout{top, right, bottom, left}, o)
}

// Inset surrounds an object with the same room above and below, and left and
// right.
func Inset(y, x float32, o fyne.CanvasObject) *fyne.Container { return Pad(y, x, y, x, o) }

type padLayout struct{ top, right, bottom, left float32 }

func (l *padLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	inner := fyne.NewSize(max(0, size.Width-l.left-l.right), max(0, size.Height-l.top-l.bottom))
	for _, o := range objs {
		o.Resize(inner)
		o.Move(fyne.NewPos(l.left, l.top))
	}
}

func (l *padLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		if o.Visible() {
			s = s.Max(o.MinSize())
		}
	}
	return s.AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

func (l *padLayout) natural(objs []fyne.CanvasObject) fyne.Size {
	var s fyne.Size
	for _, o := range objs {
		if o.Visible() {
			s = s.Max(naturalSize(o))
		}
	}
	return s.AddWidthHeight(l.left+l.right, l.top+l.bottom)
}

// FixedWidth gives an object an exact width, in pixels at text scale 1.
func FixedWidth(w float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixedLayout{width: w}, o)
}

// FixedSize gives an object an exact size; the width grows with the text.
func FixedSize(w, h float32, o fyne.CanvasObject) *fyne.Container {
	return container.New(&fixedLayout{width: w, height: h}, o)
}

type fixedLayout struct{ width, height float32 }

func (l *fixedLayout) Layout(objs []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objs {
		w := Scaled(l.width)
		if w == 0 {
			w = size.Width
		}
		o.Resize(fyne.NewSize(w, size.Height))
		o.Move(fyne.NewPos(0, 0))
	}
}

func (l *fixedLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	s := fyne.NewSize(ceil(Scaled(l.width)), l.height)
	if l.height == 0 {
		for _, o := range objs {
			s.Height = max(s.Height, o.MinSize().Height)
		}
	}
	if l.width == 0 {
		for _, o := range objs {
			s.Width = max(s.Width, o.MinSize().Width)
		}
	}
	return s
}
