package followups

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/whofield"
)

// newWhoField chooses the customer of a follow-up.
func newWhoField(d *formDialog) *whofield.Field {
	return whofield.New(whofield.Form{
		Hint:   d.v.env.T("followups.who_hint", nil),
		Search: d.f.Search,
		Found:  func() []book.CustomerRow { return d.f.Found },
		Choose: func(c *book.CustomerRow) {
			d.f.Choose(c)
			d.f.Look(d.inputs())
		},
		Where: func(c book.CustomerRow) string { return d.f.whereText(&c) },
		Focus: func(x fyne.Focusable) {
			if c := d.v.canvas(); c != nil {
				c.Focus(x)
			}
		},
	})
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
