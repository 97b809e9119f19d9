// Package whofield chooses a customer in a form: a field that searches as one
// types, its hits under it, and the chosen one in their place.
//
// What is searched, found and chosen is the form's own; the field draws it and
// takes the keys.
package whofield

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
)

// Form is what the field asks and tells.
type Form struct {
	Hint   string                        // in the empty field
	Search func(text string)             // finds customers and then has the field rendered
	Found  func() []book.CustomerRow     // what was found last
	Choose func(*book.CustomerRow)       // takes a customer, or nil for none
	Where  func(book.CustomerRow) string // the line below a hit
	Focus  func(fyne.Focusable)          // moves the keyboard
}

// Field is the field.
type Field struct {
	Entry  *kit.Entry
	Object *fyne.Container
	form   Form
	hits   *fyne.Container
	rows   []*kit.Row
	at     int // the hit that Enter takes
	chosen *kit.ActionChip
	line   *fyne.Container
}

// New makes a field.
func New(form Form) *Field {
	w := &Field{form: form}
	w.Entry = kit.NewEntry(form.Hint)
	w.Entry.OnChanged = func(text string) { w.at = 0; form.Search(text) }
	w.Entry.OnKey = w.Key
	w.hits = kit.VBox(0)
	w.chosen = kit.NewRemovableChip("", kit.Jade, func() {
		form.Choose(nil)
		form.Focus(w.Entry)
	})
	w.line = kit.HBox(0, w.chosen, kit.Space())
	w.Object = kit.VBox(4, w.line, w.Entry, w.hits)
	return w
}

// Key moves through the hits and takes one, without leaving the field. It
// reports whether the key was for it.
func (w *Field) Key(e *fyne.KeyEvent) bool {
	n := len(w.form.Found())
	switch e.Name {
	case fyne.KeyDown:
		if n == 0 {
			w.form.Search(w.Entry.Text)
		}
		w.at = min(w.at+1, max(0, n-1))
	case fyne.KeyUp:
		w.at = max(w.at-1, 0)
	case fyne.KeyReturn, fyne.KeyEnter:
		if n == 0 {
			return false
		}
		w.take(w.at)
		return true
	default:
		return false
	}
	w.mark()
	return true
}

func (w *Field) take(i int) {
	found := w.form.Found()
	if i < 0 || i >= len(found) {
		return
	}
	c := found[i]
	w.Entry.Mend()
	w.Entry.SetValue("")
	w.form.Choose(&c)
	w.leave()
}

// leave takes the keyboard to the next control of the form: the field is
// hidden once somebody is chosen, and what is typed would go into it unseen.
func (w *Field) leave() {
	c := fyne.CurrentApp().Driver().CanvasForObject(w.Object)
	if c == nil || w.Entry.Visible() || c.Focused() != fyne.Focusable(w.Entry) {
		return // the form took it somewhere itself
	}
	kit.TabFrom(c, w.chosen)
}

func (w *Field) mark() {
	for i, r := range w.rows {
		r.SetSelected(i == w.at)
	}
}

// Render draws the chosen customer, or the field with what was found.
func (w *Field) Render(chosen *book.CustomerRow) {
	w.line.Hidden, w.Entry.Hidden = chosen == nil, chosen != nil
	if chosen != nil {
		w.chosen.Set(Name(*chosen), kit.Jade)
	}
	found := w.form.Found()
	for len(w.rows) < len(found) {
		i := len(w.rows)
		w.rows = append(w.rows, kit.NewRow(nil, "", "", nil, func() { w.take(i) }).SetMinHeight(40).SetMaxLines(1).InList())
	}
	w.hits.Objects = nil
	for i := range found {
		r := w.rows[i]
		r.SetTitle(spans(found[i].Name)...)
		r.SetSubtitleText(w.form.Where(found[i]))
		w.hits.Objects = append(w.hits.Objects, r)
	}
	w.hits.Hidden = len(found) == 0
	w.hits.Refresh()
	w.mark()
}

// Name is a customer's name in their own script with the Latin form.
func Name(c book.CustomerRow) string {
	if l := c.Name.Latin; l != "" && l != c.Name.Full {
		return c.Name.Full + " " + l
	}
	return c.Name.Full
}

// spans are the name in their own script, in bold, with the Latin form after
// it.
func spans(n book.Name) []kit.Span {
	out := []kit.Span{{Text: n.Full, Style: kit.Bold, Lang: n.Language}}
	if n.Latin != "" && n.Latin != n.Full {
		out = append(out, kit.Span{Text: " " + n.Latin, Style: kit.MutedBody})
	}
	return out
}
