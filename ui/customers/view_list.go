package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// listView draws the list of customers.
type listView struct {
	l   *list
	env *screen.Env

	page   *fyne.Container
	title  *kit.Line
	number *kit.Line
	head   *fyne.Container // filters, or the bar for many
	bar    *filterBar
	bulk   *bulkBar
	grid   *kit.Grid
	table  *kit.Table
	sheet  *kit.Card // under the table
	empty  *kit.EmptyState
	body   *fyne.Container
	looks  *kit.Segmented
	order  *kit.Select
	more   *kit.Button
	back   *kit.Button
	cards  map[fyne.CanvasObject]*customerCard
	onward func() // what the button of the empty state does
}

func newListView(env *screen.Env) *listView {
	v := &listView{l: newList(env), env: env, cards: map[fyne.CanvasObject]*customerCard{}}
	v.l.render = v.render
	count := func() int { return len(v.l.rows) }
	v.grid = kit.NewGrid(cardMinWidth, cardHeight, count, v.newCard, v.fillCard, v.l.Open)
	v.grid.SetLabel(env.T("customers.title", nil))
	v.grid.SetOnKey(v.gridKey)
	v.table = v.newTable(count)
	v.sheet = kit.NewFlushCard("", v.table)
	v.empty = kit.Empty("", "", "", func() {
		if v.onward != nil {
			v.onward()
		}
	})
	v.body = container.NewStack(v.grid, v.sheet, v.empty)
	v.looks = kit.NewIconSegmented(func(i int) { v.l.SetCards(i == 0) }, []kit.IconName{kit.IconCards, kit.IconList},
		env.T("customers.cards", nil), env.T("customers.list", nil))
	v.order = kit.NewSelect("", v.orders(), v.ordered)
	v.more = kit.NewDropButton(env.T("common.more", nil), v.showMore)
	v.back = kit.NewIconButton(kit.IconChevronLeft, env.T("customers.back_to_list", nil), kit.Secondary, func() {
		env.Shell.Go(screen.Route{Screen: screen.Customers})
	})
	v.bar, v.bulk = newFilterBar(v.l), newBulkBar(v.l)
	v.head = container.NewStack(v.bar.root, v.bulk.root)
	v.title, v.number = kit.Text("", kit.Title), kit.Text("", kit.MutedBody).SetMinWidth(40)
	v.page = kit.Pad(16, kit.PageMargin, kit.PageMargin, kit.PageMargin, kit.VBox(12,
		kit.Beside(180, kit.HBox(12, v.title, v.number, kit.Space()), v.back, kit.FixedWidth(190, v.order), v.looks, v.more),
		v.head, kit.Grow(v.body)))
	v.grid.Hide()
	v.sheet.Hide()
	v.empty.Hide()
	v.back.Hide()
	v.bulk.root.Hide() // until the first rows are read
	return v
}

func (v *listView) content() fyne.CanvasObject { return v.page }

func (v *listView) show(r screen.Route) {
	v.l.Show(r)
	v.bar.setText(v.l.query.Filter.Text)
	if !v.l.loaded { // of a large book the first rows may be a while away
		v.heads()
		v.number.SetText("…")
		v.page.Refresh()
	}
}

// heads draws what is known before the rows are.
func (v *listView) heads() {
	q := v.l.query
	title := v.env.T("customers.title", nil)
	if q.Filter.Trashed {
		title = v.env.T("customers.trash", nil)
	}
	v.title.SetText(title)
	v.back.Hidden = !q.Filter.Trashed
	v.more.Hidden = q.Filter.Trashed
	v.looks.SetSelected(0)
	if !v.l.cards {
		v.looks.SetSelected(1)
	}
	v.order.SetSelected(orderCode(q.Sort, q.Desc))
}

func (v *listView) changed(changes []book.Change) {
	for _, c := range changes {
		switch c.Entity {
		case book.EntityCustomer, book.EntityInteraction, book.EntityAll:
			v.l.reload(false)
			return
		case book.EntityOwnDay:
			v.l.forgetHolidays()
		}
	}
}

func (v *listView) tick() { v.l.retell() }

func (v *listView) leave() { v.l.leave() }

// render draws the state of the list.
func (v *listView) render() {
	l, q := v.l, v.l.query
	v.heads()
	v.number.SetText(v.env.Printer.Int(int64(l.count)))
	v.table.SetSort(string(q.Sort), q.Desc)
	v.bar.render()
	v.bulk.render()
	v.bulk.root.Hidden = len(l.picked) == 0
	v.bar.root.Hidden = !v.bulk.root.Hidden
	none := l.loaded && len(l.rows) == 0
	v.empty.Hidden = !none
	v.grid.Hidden = none || !l.cards
	v.sheet.Hidden = none || l.cards
	if none {
		v.sayEmpty()
	}
	if !v.grid.Hidden {
		v.grid.Refresh()
	}
	if !v.sheet.Hidden {
		keys := make([]string, 0, len(l.picked))
		for id := range l.picked {
			keys = append(keys, string(id))
		}
		v.table.List.SetChosen(keys)
		v.table.Refresh()
	}
	if l.fresh {
		l.fresh = false
		v.grid.ScrollToTop()
		v.table.List.ScrollToTop()
	}
	v.page.Refresh()
}

// sayEmpty explains why there is nobody here and offers the next step.
func (v *listView) sayEmpty() {
	t := v.env.T
	switch {
	case v.l.Filtered():
		v.onward = func() {
			v.l.ClearFilters()
			v.bar.setText("")
		}
		v.empty.Set(t("customers.no_match_title", nil), t("customers.no_match", nil), t("customers.clear_filters", nil))
	case v.l.query.Filter.Trashed:
		v.onward = nil
		v.empty.Set(t("customers.trash_empty_title", nil), t("customers.trash_empty", nil), "")
	default:
		v.onward = func() {
			kit.ShowMenu(v.empty,
				kit.MenuItem{Label: t("customers.new_person", nil), Icon: kit.IconPerson, Tapped: func() { v.l.New(book.Person) }},
				kit.MenuItem{Label: t("customers.new_organisation", nil), Icon: kit.IconBuilding, Tapped: func() { v.l.New(book.Organisation) }},
				kit.MenuItem{Label: t("customers.import", nil), Icon: kit.IconImport, Tapped: v.l.Import})
		}
		v.empty.Set(t("customers.empty_title", nil), t("customers.empty", nil), t("customers.empty_begin", nil))
	}
}

// showMore opens the menu with what is seldom needed.
func (v *listView) showMore() {
	t := v.env.T
	kit.ShowMenu(v.more,
		kit.MenuItem{Label: t("customers.new_person", nil), Icon: kit.IconPerson, Tapped: func() { v.l.New(book.Person) }},
		kit.MenuItem{Label: t("customers.new_organisation", nil), Icon: kit.IconBuilding, Tapped: func() { v.l.New(book.Organisation) }},
		kit.MenuItem{},
		kit.MenuItem{Label: v.env.N("customers.select_all", v.l.count, nil), Icon: kit.IconCheck, Disabled: v.l.count == 0, Tapped: v.l.PickAll},
		kit.MenuItem{Label: t("customers.export_menu", nil), Icon: kit.IconExport, Disabled: v.l.facets.Total == 0, Tapped: v.l.Export},
		kit.MenuItem{Label: t("customers.dup_find", nil), Icon: kit.IconPeople, Disabled: v.l.facets.Total < 2, Tapped: v.l.Duplicates},
		kit.MenuItem{Label: t("customers.segments_menu", nil), Icon: kit.IconFilter, Disabled: v.l.facets.Total == 0, Tapped: v.l.Segments},
		kit.MenuItem{Label: t("customers.changes_title", nil), Icon: kit.IconUndo, Tapped: v.l.Changes},
		kit.MenuItem{Label: v.env.N("customers.open_trash", v.l.facets.Trashed, nil), Icon: kit.IconTrash, Tapped: func() {
			v.env.Shell.Go(screen.Route{Screen: screen.Customers}.With(argTrash, valueYes))
		}})
}

// gridKey lets the space bar mark the card that the keyboard is on.
func (v *listView) gridKey(e *fyne.KeyEvent) bool {
	if i := v.grid.CursorIndex(); e.Name == fyne.KeySpace && i < len(v.l.rows) {
		v.l.Pick(i, !v.l.Picked(i))
		return true
	}
	return false
}

// orderNames are the orders of the list, in whole words.
var orderNames = []struct {
	sort book.Sort
	desc bool
	name locales.ID
}{
	{book.SortName, false, "customers.sort_name"},
	{book.SortName, true, "customers.sort_name_desc"},
	{book.SortCountry, false, "customers.sort_country"},
	{book.SortCountry, true, "customers.sort_country_desc"},
	{book.SortLastContact, false, "customers.sort_contact"},
	{book.SortLastContact, true, "customers.sort_contact_desc"},
	{book.SortUpdated, true, "customers.sort_updated_desc"},
	{book.SortUpdated, false, "customers.sort_updated"},
	{book.SortCreated, true, "customers.sort_created_desc"},
	{book.SortCreated, false, "customers.sort_created"},
}

func orderCode(s book.Sort, desc bool) string {
	if desc {
		return string(s) + " desc"
	}
	return string(s)
}

func (v *listView) orders() []kit.Option {
	out := make([]kit.Option, len(orderNames))
	for i, o := range orderNames {
		out[i] = kit.Option{Value: orderCode(o.sort, o.desc), Label: v.env.T(o.name, nil)}
	}
	return out
}

func (v *listView) ordered(code string) {
	for _, o := range orderNames {
		if orderCode(o.sort, o.desc) == code {
			v.l.SetSort(o.sort, o.desc)
		}
	}
}
