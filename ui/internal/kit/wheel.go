package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// wheel lies over a text field and hears nothing but the mouse wheel. The
// toolkit gives the wheel to what lies on top and to nobody else, so a page
// would stand still as soon as a field came under the pointer.
type wheel struct {
	widget.BaseWidget
	field *Entry
	text  *container.Scroll // in which the toolkit moves the text of the field
}

// wheeled adds a wheel to the renderer of a field.
type wheeled struct {
	fyne.WidgetRenderer
	wheel *wheel
	all   []fyne.CanvasObject
}

func newWheeled(e *Entry, r fyne.WidgetRenderer) fyne.WidgetRenderer {
	w := &wheel{field: e}
	for _, o := range r.Objects() {
		if s, ok := o.(*container.Scroll); ok {
			w.text = s
		}
	}
	w.ExtendBaseWidget(w)
	return &wheeled{WidgetRenderer: r, wheel: w}
}

// Objects implements fyne.WidgetRenderer.
func (r *wheeled) Objects() []fyne.CanvasObject {
	r.all = append(append(r.all[:0], r.WidgetRenderer.Objects()...), r.wheel)
	return r.all
}

// Layout implements fyne.WidgetRenderer.
func (r *wheeled) Layout(s fyne.Size) {
	r.WidgetRenderer.Layout(s)
	r.wheel.Resize(s)
}

// CreateRenderer implements fyne.Widget.
func (w *wheel) CreateRenderer() fyne.WidgetRenderer {
	return newRenderer(w, nil, func() fyne.Size { return fyne.Size{} }, func(fyne.Size) {}, func() {})
}

// Scrolled implements fyne.Scrollable: text that has somewhere to go scrolls,
// else what the field stands in.
func (w *wheel) Scrolled(e *fyne.ScrollEvent) {
	if w.moves(e) {
		w.text.Scrolled(e)
	} else if s := scrollOf(w.field); s != nil {
		s.Scrolled(e)
	}
}

// moves says whether the wheel moves the text.
func (w *wheel) moves(e *fyne.ScrollEvent) bool {
	if w.text == nil || e.Scrolled.DY == 0 {
		return w.text != nil
	}
	rest := w.text.Content.Size().Height - w.text.Size().Height - w.text.Offset.Y
	return w.field.MultiLine && (e.Scrolled.DY > 0 && w.text.Offset.Y > 0 || e.Scrolled.DY < 0 && rest > 0)
}

// scrollOf is what scrolls an object: the smallest scroller or list that holds
// it and has more to show than it has room, or nil.
func scrollOf(o fyne.CanvasObject) (best *container.Scroll) {
	take := func(s *container.Scroll, holds bool) {
		if holds && s.Content.Size().Height > s.Size().Height && (best == nil || area(s) < area(best)) {
			best = s
		}
	}
	for s := range scrollers {
		take(s.scroll, s.far.holds(o))
	}
	for v := range lists {
		take(v.scroll, v.far.holds(o))
	}
	return best
}
