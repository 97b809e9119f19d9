package kit

import "fyne.io/fyne/v2"

// mending is what the user fills in: it says before it changes that a sentence
// about what stood in it no longer holds.
type mending struct{ mended func() }

// Mend says that the user changes what a control holds. The kit's own controls
// say it themselves.
func (m *mending) Mend() {
	if m.mended != nil {
		m.mended()
	}
}

func (m *mending) whenMended(f func()) { m.mended = f }

// SetErrors says under each field what is wrong with it. As soon as the user
// changes what is in a field its sentence goes, also from errs, so that it stays
// away when the form is drawn anew.
func SetErrors(fields map[string]*Field, errs map[string]string) {
	for key, f := range fields {
		f.SetError(errs[key])
		f.forget = func() { delete(errs, key) }
	}
}

// watch lets the sentence go when something is changed in the control, or in
// one of those that it is made of.
func (f *Field) watch() {
	eachFocus(f.Input, func(x fyne.Focusable) bool {
		if m, ok := x.(interface{ whenMended(func()) }); ok {
			m.whenMended(f.mend)
		}
		return true
	})
}

func (f *Field) mend() {
	if f.forget != nil {
		f.forget()
	}
	f.SetError("")
}

// settle places anew everything around something that has changed its height,
// as far as it is scrolled, and the dialog that it is in.
func settle(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	way := wayTo(c.Content(), o)
	for _, l := range layers {
		if l.canvas == c && way == nil {
			if way = wayTo(l.content, o); way != nil {
				way = append(way, l)
			}
		}
	}
	for _, w := range way {
		w.Refresh()
	}
}

// wayTo is what lies between a thing and what it is in, from the inside out.
func wayTo(from, to fyne.CanvasObject) []fyne.CanvasObject {
	if from == to {
		return []fyne.CanvasObject{to}
	}
	for _, x := range inside(from) {
		if x == nil {
			continue
		}
		if way := wayTo(x, to); way != nil {
			if _, far := way[len(way)-1].(*Scroller); far {
				return way // what is around it stays as it is
			}
			return append(way, from)
		}
	}
	return nil
}
