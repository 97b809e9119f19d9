package calendar

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
)

// ownWho chooses the customer who is closed: a field that searches as you
// type, its hits under it, and the chosen one in their place.
type ownWho struct {
	o      *ownDialog
	root   *fyne.Container
	entry  *kit.Entry
	hits   *fyne.Container
	rows   []*kit.Row
	at     int // the hit that Enter takes
	chosen *kit.ActionChip
	line   *fyne.Container
}

func newOwnWho(o *ownDialog) *ownWho {
	w := &ownWho{o: o}
	w.entry = kit.NewEntry(o.v.env.T("own.who_hint", nil))
	w.entry.OnChanged = func(text string) { w.at = 0; o.f.Search(text) }
	w.entry.OnKey = w.key
	w.hits = kit.VBox(0)
	w.chosen = kit.NewRemovableChip("", kit.Jade, func() {
		o.f.Choose(nil)
		o.v.focus(w.entry)
	})
	w.line = kit.HBox(0, w.chosen, kit.Space())
	w.root = kit.VBox(4, w.line, w.entry, w.hits)
	return w
}

// key moves through the hits and takes one, without leaving the field.
func (w *ownWho) key(e *fyne.KeyEvent) bool {
	n := len(w.o.f.Found)
	switch e.Name {
	case fyne.KeyDown:
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

func (w *ownWho) take(i int) {
	if i < 0 || i >= len(w.o.f.Found) {
		return
	}
	c := w.o.f.Found[i]
	w.entry.SetValue("")
	w.o.f.Choose(&c)
}

func (w *ownWho) mark() {
	for i, r := range w.rows {
		r.SetSelected(i == w.at)
	}
}

func (w *ownWho) render() {
	c := w.o.f.Customer
	w.line.Hidden, w.entry.Hidden = c == nil, c != nil
	if c != nil {
		w.chosen.Set(wholeName(c), kit.Jade)
	}
	found := w.o.f.Found
	for len(w.rows) < len(found) {
		i := len(w.rows)
		w.rows = append(w.rows, kit.NewRow(nil, "", "", nil, func() { w.take(i) }).SetMinHeight(40).SetMaxLines(1).InList())
	}
	w.hits.Objects = nil
	for i := range found {
		r := w.rows[i]
		r.SetTitle(customerSpans(found[i].Name, kit.Bold)...)
		r.SetSubtitleText(w.o.v.say.where(found[i]))
		w.hits.Objects = append(w.hits.Objects, r)
	}
	w.hits.Hidden = len(found) == 0
	w.hits.Refresh()
	w.mark()
}

// wholeName is a customer's name in their own script with the Latin form.
func wholeName(c *book.CustomerRow) string {
	if l := c.Name.Latin; l != "" && l != c.Name.Full {
		return c.Name.Full + " " + l
	}
	return c.Name.Full
}

// where says what a customer is and where: an organisation says that it is
// one, because its people are closed with it.
func (s speaker) where(c book.CustomerRow) string {
	place := c.City
	if place == "" && c.Country != "" {
		place = s.env.Printer.Country(c.Country)
	}
	if c.Kind == book.Organisation {
		return s.env.Printer.List(slicesWithout("", s.env.T("own.organisation", nil), place))
	}
	return s.env.Printer.List(slicesWithout("", c.Organisation, place))
}

// countries are those of my customers first.
func (o *ownDialog) countries() []kit.Option {
	var out []kit.Option
	if o.f.Day.Sort == book.AnnouncedDay {
		out = append(out, kit.Option{Value: wherever, Label: o.v.env.T("own.wherever", nil)})
	}
	known := map[string]int{}
	for c, n := range o.v.p.Audience.Countries {
		known[c] = n
	}
	pr := o.v.env.Printer
	for _, mine := range []bool{true, false} {
		for _, c := range pr.Countries() {
			n := known[c]
			if (n > 0) != mine {
				continue
			}
			x := kit.Option{Value: c, Label: pr.Country(c), Search: c}
			if mine {
				x.Detail = o.v.env.N("calendar.customers", n, nil)
			}
			out = append(out, x)
		}
	}
	return out
}
