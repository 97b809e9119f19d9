package kit

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// layer is something that lies over a window: a dialog, a menu, the list of a
// Select. The toolkit's own pop-ups neither close on Escape (fyne#3316) nor
// tell anyone that they are open, so the kit keeps its own stack.
type layer struct {
	widget.BaseWidget
	content  fyne.CanvasObject
	scrim    *canvas.Rectangle
	frame    *canvas.Rectangle
	modal    bool
	place    func(area, need fyne.Size) (fyne.Position, fyne.Size)
	key      func(*fyne.KeyEvent) bool
	submit   func() // what Ctrl+Enter does, or nil
	onClosed func()

	canvas   fyne.Canvas
	previous func(*fyne.KeyEvent)
	focus    fyne.Focusable
}

var layers []*layer

// ModalOpen says whether a dialog, a menu or a list lies over the window.
// Shortcuts of the window should do nothing then.
func ModalOpen() bool { return len(layers) > 0 || Covered() }

// CloseTop closes what lies on top, as Escape does; it says whether there was
// anything.
func CloseTop() bool {
	if len(layers) == 0 || Covered() {
		return false
	}
	layers[len(layers)-1].close()
	return true
}

func newLayer(content fyne.CanvasObject, modal bool, place func(area, need fyne.Size) (fyne.Position, fyne.Size)) *layer {
	l := &layer{content: content, modal: modal, place: place}
	l.scrim = canvas.NewRectangle(Color(Invisible))
	l.frame = box(Paper, Hairline, cardRadius)
	l.ExtendBaseWidget(l)
	return l
}

// windowOf is the canvas a layer opens on: the one it is given, or that of the
// program's window. What asks where it stands before it was drawn for the first
// time, such as a page that opens with a dialog, is told of none.
func windowOf(c fyne.Canvas) fyne.Canvas {
	if c != nil {
		return c
	}
	if w := fyne.CurrentApp().Driver().AllWindows(); len(w) > 0 {
		return w[0].Canvas()
	}
	return nil
}

func (l *layer) open(c fyne.Canvas) {
	if c = windowOf(c); c == nil {
		return
	}
	if Covered() {
		covering.waiting = append(covering.waiting, l)
		return
	}
	l.canvas = c
	l.focus = c.Focused()
	l.previous = c.OnTypedKey()
	layers = append(layers, l)
	c.Overlays().Add(l)
	l.Resize(c.Size())
	c.SetOnTypedKey(l.typed)
}

// fit gives the content the room that it needs now.
func (l *layer) fit() {
	pos, size := l.place(l.Size(), l.content.MinSize())
	l.frame.Move(pos)
	l.frame.Resize(size)
	l.content.Move(pos)
	l.content.Resize(size)
}

func (l *layer) isOpen() bool { return slices.Contains(layers, l) }

func (l *layer) close() {
	if Covered() {
		covering.waiting = slices.DeleteFunc(covering.waiting, func(x *layer) bool { return x == l })
		defer func() {
			if Covered() { // what lies above is removed with it
				covering.raise()
			}
		}()
	}
	i := slices.Index(layers, l)
	if i < 0 {
		return
	}
	layers = slices.Delete(layers, i, i+1)
	l.canvas.Overlays().Remove(l)
	l.canvas.SetOnTypedKey(l.previous)
	giveBack(l.canvas, l.focus)
	if l.onClosed != nil {
		l.onClosed()
	}
}

// turned says that a page was turned under what lies over the window.
var turned bool

// giveBack returns the keyboard to what had it before something lay over it,
// unless that left with its page.
func giveBack(c fyne.Canvas, f fyne.Focusable) {
	if turned && !ModalOpen() {
		turned = false
		c.Unfocus()
	} else if f != nil {
		c.Focus(f)
	}
}

// typed hears keys that no focused widget took.
func (l *layer) typed(e *fyne.KeyEvent) {
	if l.key != nil && l.key(e) {
		return
	}
	if e.Name == fyne.KeyEscape {
		l.close()
	}
}

// Tapped implements fyne.Tappable: a press beside the content closes a menu.
func (l *layer) Tapped(e *fyne.PointEvent) {
	if l.modal {
		return
	}
	in := e.Position.Subtract(l.frame.Position())
	s := l.frame.Size()
	if in.X < 0 || in.Y < 0 || in.X > s.Width || in.Y > s.Height {
		l.close()
	}
}

// MinSize implements fyne.CanvasObject.
func (l *layer) MinSize() fyne.Size { return l.content.MinSize() }

// CreateRenderer implements fyne.Widget.
func (l *layer) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return newRenderer(l, []fyne.CanvasObject{l.scrim, l.frame, l.content}, l.MinSize,
		func(s fyne.Size) {
			l.scrim.Resize(s)
			l.fit()
		},
		func() {
			if l.modal {
				l.scrim.FillColor = Color(Scrim)
			}
			paintBox(l.frame, Paper, Hairline)
			l.frame.Shadow = canvas.Shadow{}
		})
}

// below places content under an anchor, or over it where there is more room.
func below(anchor fyne.CanvasObject, minWidth, maxHeight float32) func(area, need fyne.Size) (fyne.Position, fyne.Size) {
	return func(area, need fyne.Size) (fyne.Position, fyne.Size) {
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(anchor)
		size := fyne.NewSize(max(need.Width, minWidth), min(need.Height, maxHeight))
		size.Width = min(size.Width, area.Width-8)
		y := at.Y + anchor.Size().Height + 4
		if y+size.Height > area.Height-4 {
			if above := at.Y - 4 - size.Height; above >= 4 {
				y = above
			} else {
				y = max(4, area.Height-4-size.Height)
			}
		}
		x := min(at.X, area.Width-size.Width-4)
		return fyne.NewPos(max(4, x), y), size
	}
}

// escape is called by the kit's widgets for a key that they do not use.
func escape(e *fyne.KeyEvent) bool {
	return e.Name == fyne.KeyEscape && CloseTop()
}

// Focus gives the keyboard to o, which has to be shown in a window.
func Focus(o fyne.Focusable) {
	w, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(w); c != nil {
		c.Focus(o)
	}
}

// FocusFirst gives the keyboard to the first control that takes it within o,
// which may have just been put into box. It says whether the control has it,
// which it cannot before it was drawn.
func FocusFirst(box, o fyne.CanvasObject) bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(box)
	f := firstFocus(o, false)
	if f == nil || c == nil {
		return false
	}
	c.Focus(f)
	return c.Focused() == f
}

// holder is met by widgets that have others inside, so that the first text
// field of a dialog can be found.
type holder interface{ holds() []fyne.CanvasObject }

// inside are the things in a container or a holder.
func inside(o fyne.CanvasObject) []fyne.CanvasObject {
	switch t := o.(type) {
	case *fyne.Container:
		return t.Objects
	case holder:
		return t.holds()
	}
	return nil
}

func (f *Field) holds() []fyne.CanvasObject      { return []fyne.CanvasObject{f.Input} }
func (s *Scroller) holds() []fyne.CanvasObject   { return []fyne.CanvasObject{s.content} }
func (b *SurfaceBox) holds() []fyne.CanvasObject { return []fyne.CanvasObject{b.body} }
func (c *Card) holds() []fyne.CanvasObject       { return []fyne.CanvasObject{c.body, c.aside} }
func (r *Row) holds() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.leading, r.actions, r.trailing}
}
func (p *PageView) holds() []fyne.CanvasObject   { return []fyne.CanvasObject{p.root} }
func (b *Banner) holds() []fyne.CanvasObject     { return []fyne.CanvasObject{b.row} }
func (e *EmptyState) holds() []fyne.CanvasObject { return []fyne.CanvasObject{e.root} }
func (b *bar) holds() []fyne.CanvasObject        { return []fyne.CanvasObject{b.body} }

// firstFocus finds the first thing in a tree that takes the keyboard; with
// entries only, the first text field.
func firstFocus(o fyne.CanvasObject, entriesOnly bool) (first fyne.Focusable) {
	eachFocus(o, func(f fyne.Focusable) bool {
		_, isEntry := f.(*Entry)
		if isEntry || !entriesOnly {
			first = f
		}
		return first == nil
	})
	return first
}

// eachFocus visits what takes the keyboard in a tree, until visit says no.
func eachFocus(o fyne.CanvasObject, visit func(fyne.Focusable) bool) bool {
	if o == nil || !o.Visible() {
		return true
	}
	if f, ok := o.(fyne.Focusable); ok {
		if d, can := o.(fyne.Disableable); (!can || !d.Disabled()) && !visit(f) {
			return false
		}
	}
	for _, c := range inside(o) {
		if !eachFocus(c, visit) {
			return false
		}
	}
	return true
}
