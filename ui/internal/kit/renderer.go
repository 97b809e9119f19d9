package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// funcRenderer draws a widget from three functions; paint looks every colour
// up again, so that a change of theme shows.
type funcRenderer struct {
	objects []fyne.CanvasObject
	min     func() fyne.Size
	layout  func(fyne.Size)
	paint   func()
	size    fyne.Size
}

func newRenderer(w fyne.Widget, objects []fyne.CanvasObject, minSize func() fyne.Size, layout func(fyne.Size), paint func()) fyne.WidgetRenderer {
	r := &funcRenderer{objects: objects, min: minSize, layout: layout, paint: paint}
	paint()
	return Settled(w, r)
}

// Settled lays a new renderer out if its widget has a size already. The toolkit
// drops the renderers of what has not been seen for a minute and makes new ones
// when it is seen again, but it lays out only when a size changes: a page that
// was left alone for so long would come back without its words.
func Settled(w fyne.Widget, r fyne.WidgetRenderer) fyne.WidgetRenderer {
	if size := w.Size(); !size.IsZero() {
		r.Layout(size)
	}
	return r
}

func (r *funcRenderer) Destroy()                     {}
func (r *funcRenderer) MinSize() fyne.Size           { return r.min() }
func (r *funcRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *funcRenderer) Layout(s fyne.Size) {
	r.size = s
	r.layout(s)
}

func (r *funcRenderer) Refresh() {
	r.paint()
	if r.size.Width > 0 {
		r.layout(r.size)
	}
	for _, o := range r.objects {
		canvas.Refresh(o)
	}
}

// pressable is what can be pressed with pointer, Enter and Space. Widgets
// embed it and draw its state.
type pressable struct {
	widget.BaseWidget
	onTapped func()
	label    string
	focused  bool
	hovered  bool
	disabled bool
	bound    bool // belongs to a list, which has the focus in its place
	onHover  func(in bool)
}

// bindPress lets a list take over what a press and the pointer do.
func (p *pressable) bindPress(tapped func()) { p.onTapped, p.bound = tapped, true }

// SetOnTapped changes what a press does.
func (p *pressable) SetOnTapped(f func()) { p.onTapped = f }

// Focused says whether it has the keyboard.
func (p *pressable) Focused() bool { return p.focused }

// Tapped implements fyne.Tappable.
func (p *pressable) Tapped(*fyne.PointEvent) { pointed = true; p.press() }

func (p *pressable) press() {
	Use()
	if !p.disabled && p.onTapped != nil {
		HoldKeyboard()
		p.onTapped()
		HoldKeyboard()
	}
}

// FocusGained implements fyne.Focusable.
func (p *pressable) FocusGained() {
	Use()
	byTab()
	if p.disabled {
		return
	}
	p.focused = true
	p.Refresh()
	reveal()
}

// FocusLost implements fyne.Focusable.
func (p *pressable) FocusLost() {
	p.focused = false
	p.Refresh()
}

// TypedRune implements fyne.Focusable.
func (p *pressable) TypedRune(r rune) { loose(r) }

// TypedKey implements fyne.Focusable: Enter and Space press (fyne#2997).
func (p *pressable) TypedKey(e *fyne.KeyEvent) {
	Typed()
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.press()
	default:
		if !escape(e) {
			Key(e)
		}
	}
}

// MouseIn implements desktop.Hoverable.
func (p *pressable) MouseIn(*desktop.MouseEvent) {
	p.hovered = true
	p.tellHover()
	p.Refresh()
}

// MouseMoved implements desktop.Hoverable.
func (p *pressable) MouseMoved(*desktop.MouseEvent) { Use() }

// MouseOut implements desktop.Hoverable.
func (p *pressable) MouseOut() {
	p.hovered = false
	p.tellHover()
	p.Refresh()
}

// hookHover lets a row hear that the pointer is on one of its actions.
func (p *pressable) hookHover(f func(in bool)) { p.onHover = f }

func (p *pressable) tellHover() {
	if p.onHover != nil {
		p.onHover(p.hovered)
	}
}

// Cursor implements desktop.Cursorable.
func (p *pressable) Cursor() desktop.Cursor {
	if p.disabled || p.onTapped == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// Enable implements fyne.Disableable.
func (p *pressable) Enable() { p.setDisabled(false) }

// Disable implements fyne.Disableable.
func (p *pressable) Disable() { p.setDisabled(true) }

// Disabled implements fyne.Disableable.
func (p *pressable) Disabled() bool { return p.disabled || p.bound }

func (p *pressable) setDisabled(d bool) {
	if p.disabled != d {
		p.disabled = d
		p.Refresh()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (p *pressable) AccessibilityLabel() string { return p.label }

// AccessibilityRole implements fyne.Accessible.
func (p *pressable) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleButton }

// ring is the frame around the control that has the keyboard.
func newRing(radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(Color(Invisible))
	r.CornerRadius = radius
	r.StrokeWidth = 2
	r.Hidden = true
	return r
}

func paintRing(r *canvas.Rectangle, on bool) {
	r.StrokeColor = Color(FocusRing)
	r.StrokeWidth = 2
	if current().mode == HighContrast {
		r.StrokeWidth = 3
	}
	r.FillColor = Color(Invisible)
	r.Hidden = !on
	r.Refresh()
}

// around places a ring outside a box by some pixels; negative is inside.
func around(r *canvas.Rectangle, pos fyne.Position, size fyne.Size, by float32) {
	r.Move(pos.SubtractXY(by, by))
	r.Resize(size.AddWidthHeight(2*by, 2*by))
}

func box(fill, stroke Token, radius float32) *canvas.Rectangle {
	r := canvas.NewRectangle(Color(fill))
	r.CornerRadius = radius
	paintBox(r, fill, stroke)
	return r
}

func paintBox(r *canvas.Rectangle, fill, stroke Token) {
	r.FillColor = Color(fill)
	r.StrokeColor = Color(stroke)
	r.StrokeWidth = 0
	if stroke != Invisible {
		r.StrokeWidth = borderWidth()
	}
	r.Refresh()
}
