package customers

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// changesView draws what was done lately, day by day.
type changesView struct {
	c     *changes
	env   *screen.Env
	page  *kit.PageView
	looks *kit.Segmented
	list  *fyne.Container
}

func newChangesView(env *screen.Env) *changesView {
	v := &changesView{c: newChanges(env), env: env, list: kit.VBox(14)}
	v.c.render = v.render
	labels := make([]string, len(periods))
	for i, d := range periods {
		labels[i] = env.N("customers.changes_days", d, nil)
	}
	v.looks = kit.NewSegmented(func(i int) { v.c.SetDays(periods[i]) }, labels...)
	back := kit.NewIconButton(kit.IconChevronLeft, env.T("customers.back_to_list", nil), kit.Secondary, func() {
		env.Shell.Go(screen.Route{Screen: screen.Customers})
	})
	v.page = kit.Page(env.T("customers.changes_title", nil), "", []fyne.CanvasObject{back}, kit.Scroll(kit.VBox(14, kit.HBox(0, v.looks), v.list)))
	return v
}

func (v *changesView) content() fyne.CanvasObject { return v.page }

func (v *changesView) show(screen.Route) { v.c.Load() }

func (v *changesView) changed([]book.Change) { v.c.Load() }

func (v *changesView) tick() {}

func (v *changesView) leave() { v.c.slot.Cancel() }

// render draws a card for each day.
func (v *changesView) render() {
	c, t := v.c, v.env.T
	for i, d := range periods {
		if d == c.days {
			v.looks.SetSelected(i)
		}
	}
	v.list.Objects = nil
	if c.loaded && len(c.list) == 0 {
		v.list.Add(kit.NewCard("", kit.Empty(t("customers.changes_none_title", nil), t("customers.changes_none", nil), "", nil)))
	}
	day := calendar.Date(0)
	var rows *fyne.Container
	for _, h := range c.list {
		if d := c.dayOf(h); d != day || rows == nil {
			day, rows = d, kit.VBox(0)
			v.list.Add(kit.NewCard(v.env.Printer.DateLong(d), rows))
		} else {
			rows.Add(kit.NewDivider())
		}
		rows.Add(v.row(h))
	}
	v.list.Refresh()
	v.page.Refresh()
}

// row is one operation: what, whom, when and by whom.
func (v *changesView) row(h book.Happened) fyne.CanvasObject {
	title := operationWord(v.env.Printer, h.Operation)
	if names := v.c.names(h); names != "" {
		title = v.env.T("customers.changes_row", locales.V{"What": title, "Who": names})
	}
	var open func()
	if len(h.Customers) > 0 {
		id := h.Customers[0].ID
		open = func() { v.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id), Tab: tabHistory}) }
	}
	var trailing fyne.CanvasObject
	switch {
	case h.Undone:
		trailing = kit.NewChip(v.env.T("customers.taken_back", nil), kit.Slate)
	case v.c.Undoable(h):
		trailing = kit.NewIconButton(kit.IconUndo, v.env.T("common.undo", nil), kit.Quiet, func() { v.c.Undo(h.ID) })
	}
	return kit.NewRow(nil, title, v.c.when(h), trailing, open)
}
