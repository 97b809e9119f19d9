package followups

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
)

// whoField chooses a customer: a field that searches as you type, its hits
// under it, and the chosen one in their place.
type whoField struct {
	d      *formDialog
	root   *fyne.Container
	entry  *kit.Entry
	hits   *fyne.Container
	rows   []*kit.Row
	at     int // the hit that Enter takes
	chosen *kit.ActionChip
}

func newWhoField(d *formDialog) *whoField {
	w := &whoField{d: d}
	w.entry = kit.NewEntry(d.v.env.T("followups.who_hint", nil))
	w.entry.OnChanged = func(text string) { w.at = 0; d.f.Search(text) }
	w.entry.OnKey = w.key
	w.hits = kit.VBox(0)
	w.chosen = kit.NewRemovableChip("", kit.Jade, func() {
		d.f.Choose(nil)
		d.f.Look(d.inputs())
		if c := d.v.canvas(); c != nil {
			c.Focus(w.entry)
		}
	})
	w.root = kit.VBox(4, kit.HBox(0, w.chosen, kit.Space()), w.entry, w.hits)
	return w
}

// key moves through the hits and takes one, without leaving the field.
func (w *whoField) key(e *fyne.KeyEvent) bool {
	n := len(w.d.f.Found)
	switch e.Name {
	case fyne.KeyDown:
		if n == 0 {
			w.d.f.Search(w.entry.Text)
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

func (w *whoField) take(i int) {
	if i < 0 || i >= len(w.d.f.Found) {
		return
	}
	c := w.d.f.Found[i]
	w.entry.SetValue("")
	w.d.f.Choose(&c)
	w.d.f.Look(w.d.inputs())
}

func (w *whoField) mark() {
	for i, r := range w.rows {
		r.SetSelected(i == w.at)
	}
}

func (w *whoField) render() {
	c := w.d.f.Customer
	w.chosen.Hidden, w.entry.Hidden = c == nil, c != nil
	if c != nil {
		w.chosen.Set(fullName(c), kit.Jade)
	}
	found := w.d.f.Found
	for len(w.rows) < len(found) {
		i := len(w.rows)
		w.rows = append(w.rows, kit.NewRow(nil, "", "", nil, func() { w.take(i) }).SetMinHeight(40).SetMaxLines(1).InList())
	}
	w.hits.Objects = nil
	for i := range found {
		r := w.rows[i]
		spans := []kit.Span{{Text: found[i].Name.Full, Style: kit.Bold, Lang: found[i].Name.Language}}
		if l := found[i].Name.Latin; l != "" && l != found[i].Name.Full {
			spans = append(spans, kit.Span{Text: " " + l, Style: kit.MutedBody})
		}
		r.SetTitle(spans...)
		r.SetSubtitleText(w.d.f.whereText(&found[i]))
		w.hits.Objects = append(w.hits.Objects, r)
	}
	w.hits.Hidden = len(found) == 0
	w.hits.Refresh()
	w.mark()
}

// fullName is a customer's name in their own script with the Latin form.
func fullName(c *book.CustomerRow) string {
	if l := c.Name.Latin; l != "" && l != c.Name.Full {
		return c.Name.Full + " " + l
	}
	return c.Name.Full
}

// checkField edits a checklist line by line.
type checkField struct {
	d     *formDialog
	root  *fyne.Container
	lines []*checkLine
}

type checkLine struct {
	item  book.CheckItem
	entry *kit.Entry
	root  fyne.CanvasObject
}

func newCheckField(d *formDialog) *checkField {
	c := &checkField{d: d}
	c.root = kit.VBox(6)
	return c
}

func (c *checkField) set(items []book.CheckItem) {
	c.lines = nil
	for _, it := range items {
		c.lines = append(c.lines, c.line(it))
	}
	c.layout()
}

func (c *checkField) line(it book.CheckItem) *checkLine {
	l := &checkLine{item: it, entry: kit.NewEntry(c.d.v.env.T("followups.check_hint", nil))}
	l.entry.SetValue(it.Text)
	var more *kit.Button
	more = kit.NewDropButton(c.d.v.env.T("common.more", nil), func() {
		i := c.index(l)
		kit.ShowMenu(more,
			kit.MenuItem{Label: c.d.v.env.T("followups.check_up", nil), Icon: kit.IconChevronUp, Disabled: i == 0, Tapped: func() { c.swap(i, i-1) }},
			kit.MenuItem{Label: c.d.v.env.T("followups.check_down", nil), Icon: kit.IconChevronDown, Disabled: i == len(c.lines)-1, Tapped: func() { c.swap(i, i+1) }},
			kit.MenuItem{Label: c.d.v.env.T("common.remove", nil), Icon: kit.IconTrash, Danger: true, Tapped: func() { c.remove(i) }})
	})
	l.root = kit.HBox(6, kit.Grow(l.entry), more)
	return l
}

func (c *checkField) index(l *checkLine) int {
	for i, x := range c.lines {
		if x == l {
			return i
		}
	}
	return -1
}

func (c *checkField) swap(i, k int) {
	c.lines[i], c.lines[k] = c.lines[k], c.lines[i]
	c.layout()
}

func (c *checkField) remove(i int) {
	c.lines = append(c.lines[:i:i], c.lines[i+1:]...)
	c.layout()
}

// layout puts the lines and the button to add one into their order.
func (c *checkField) layout() {
	c.root.Objects = nil
	for _, l := range c.lines {
		c.root.Objects = append(c.root.Objects, l.root)
	}
	add := kit.NewIconButton(kit.IconPlus, c.d.v.env.T("followups.check_add", nil), kit.Quiet, func() {
		l := c.line(book.CheckItem{})
		c.lines = append(c.lines, l)
		c.layout()
		if canvas := c.d.v.canvas(); canvas != nil {
			canvas.Focus(l.entry)
		}
	})
	c.root.Objects = append(c.root.Objects, kit.HBox(0, add, kit.Space()))
	c.root.Refresh()
	if c.d.dialog != nil {
		c.d.refresh()
	}
}

// items reads the lines.
func (c *checkField) items() []book.CheckItem {
	var out []book.CheckItem
	for _, l := range c.lines {
		it := l.item
		it.Text = l.entry.Text
		out = append(out, it)
	}
	return out
}
