package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// duplicatesView draws pairs of customers at the left and the one at hand side
// by side at the right.
type duplicatesView struct {
	d   *duplicates
	env *screen.Env

	page  *kit.PageView
	body  *fyne.Container
	list  *kit.List
	sheet *fyne.Container // the pair at hand
	empty *kit.EmptyState
	busy  *kit.Line
	pairs fyne.CanvasObject
}

func newDuplicatesView(env *screen.Env) *duplicatesView {
	v := &duplicatesView{d: newDuplicates(env), env: env}
	v.d.render = v.render
	t := env.T
	v.list = kit.NewList(pairHeight, func() int { return len(v.d.twins) }, func() fyne.CanvasObject {
		return kit.NewRow(nil, "", "", kit.NewChip("", kit.Slate), nil)
	}, v.fill, v.d.Pick)
	v.list.SetKeys(func(i int) string { return string(v.d.twins[i].A + v.d.twins[i].B) })
	v.sheet = kit.VBox(14)
	v.pairs = kit.Columns(760, 0.62, kit.NewFlushCard(t("customers.dup_pairs", nil), container.New(pairsHeight{v.d}, v.list)), v.sheet)
	v.empty = kit.Empty(t("customers.dup_none_title", nil), t("customers.dup_none", nil), t("customers.back_to_list", nil), func() {
		env.Shell.Go(screen.Route{Screen: screen.Customers})
	})
	v.busy = kit.Text("", kit.MutedBody)
	v.body = container.NewStack(kit.Scroll(v.pairs), v.empty)
	again := kit.NewButton(t("customers.dup_again", nil), kit.Secondary, v.d.Find)
	back := kit.NewIconButton(kit.IconChevronLeft, t("customers.back_to_list", nil), kit.Secondary, func() {
		env.Shell.Go(screen.Route{Screen: screen.Customers})
	})
	v.page = kit.Page(t("customers.dup_title", nil), "", []fyne.CanvasObject{v.busy, back, again}, v.body)
	return v
}

const pairHeight = 64

// pairsHeight gives the list of pairs room for its rows, up to a window's
// height; the page scrolls around it where the window is small.
type pairsHeight struct{ d *duplicates }

func (h pairsHeight) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objs[0].MinSize().Width, kit.Scaled(pairHeight*float32(min(max(len(h.d.twins), 1), 9))))
}

func (pairsHeight) Layout(objs []fyne.CanvasObject, size fyne.Size) { objs[0].Resize(size) }

func (v *duplicatesView) content() fyne.CanvasObject { return v.page }

func (v *duplicatesView) show(screen.Route) { v.d.Find() }

func (v *duplicatesView) changed(changes []book.Change) {
	for _, c := range changes {
		switch c.Entity {
		case book.EntityCustomer, book.EntityDuplicates, book.EntityAll:
			if !v.d.busy {
				v.d.Find()
			}
			return
		}
	}
}

func (v *duplicatesView) tick() {}

func (v *duplicatesView) leave() { v.d.leave() }

// fill writes one pair of the list.
func (v *duplicatesView) fill(i int, o fyne.CanvasObject) {
	t := v.d.twins[i]
	r := o.(*kit.Row)
	r.SetTitleText(v.env.T("customers.dup_two", locales.V{"One": t.a.Name.Full, "Other": t.b.Name.Full}))
	r.SetSubtitleText(reasons(v.env.Printer, t.Signs))
	tint := kit.Slate
	switch {
	case t.Score >= book.NearlyCertain:
		tint = kit.Jade
	case t.Score >= book.Likely:
		tint = kit.Saffron
	}
	r.SetTrailing(kit.NewChip(v.env.T(certainty(t.Score), nil), tint))
}

// render draws the state.
func (v *duplicatesView) render() {
	d := v.d
	sub := ""
	if d.loaded {
		sub = v.env.N("customers.dup_count", d.found, locales.V{"Looked": v.env.Printer.Int(int64(d.scan.Looked))})
	}
	v.page.SetTitle(v.env.T("customers.dup_title", nil), sub)
	v.busy.SetText("")
	if d.busy {
		v.busy.SetText(v.env.N("customers.dup_busy", d.read, nil))
	}
	none := d.loaded && !d.busy && len(d.twins) == 0
	v.empty.Hidden = !none
	v.body.Objects[0].(*kit.Scroller).Hidden = none || !d.loaded
	if len(d.twins) > 0 && d.at < len(d.twins) {
		v.list.SetSelected(string(d.twins[d.at].A + d.twins[d.at].B))
	}
	v.list.Refresh()
	v.sheet.Objects = v.compared()
	v.sheet.Refresh()
	v.page.Refresh()
}

// compared builds the two cards side by side.
func (v *duplicatesView) compared() []fyne.CanvasObject {
	d, t := v.d, v.env.T
	if d.keep.ID == "" || d.at >= len(d.twins) {
		return nil
	}
	pair := d.twins[d.at]
	a, b := pair.a, pair.b
	if d.swapped {
		a, b = b, a
	}
	heads := kit.EqualColumns(200, v.head(a, "customers.dup_keep", kit.Jade), v.head(b, "customers.dup_goes", kit.Slate))
	actions := kit.Flow(10,
		kit.NewButton(t("customers.dup_merge", nil), kit.Primary, d.Merge),
		kit.NewButton(t("customers.dup_apart", nil), kit.Secondary, d.Apart),
		kit.NewButton(t("customers.dup_swap", nil), kit.Secondary, d.Swap),
		kit.NewButton(t("customers.dup_later", nil), kit.Quiet, d.Later))
	out := []fyne.CanvasObject{kit.NewCard("", kit.VBox(12,
		heads, kit.Wrap(reasons(v.env.Printer, pair.Signs), kit.Muted), kit.NewDivider(), actions,
		kit.Wrap(t("customers.dup_kept", nil), kit.Muted)))}
	if lost := d.Lost(); len(lost) > 0 {
		rows := []fyne.CanvasObject{kit.Wrap(v.env.N("customers.dup_lost", len(lost), nil), kit.Muted).SetColor(kit.Saffron.Text())}
		for _, f := range lost {
			rows = append(rows, kit.NewDivider(), v.choice(f))
		}
		out = append(out, kit.NewCard(t("customers.dup_differs", nil), kit.VBox(10, rows...)))
	}
	if filled := v.filled(); len(filled) > 0 {
		out = append(out, kit.NewCard(t("customers.dup_filled", nil), kit.VBox(6, filled...)))
	}
	if d.scan.Crowded > 0 {
		out = append(out, kit.Wrap(v.env.N("customers.dup_crowded", d.scan.Crowded, nil), kit.Muted))
	}
	return out
}

// head is who one of the two is.
func (v *duplicatesView) head(r book.CustomerRow, role locales.ID, tint kit.Tint) fyne.CanvasObject {
	text := textOf(v.env, r, calendar.DateOf(v.env.Now()))
	a := kit.NewAvatar("", 40)
	fillAvatar(a, text.Name, r.Thumbnail)
	row := kit.NewRow(a, text.Name.Main, joinDots(text.Place, text.Channel), nil, func() { v.d.Open(r.ID) })
	return kit.VBox(6, kit.HBox(0, kit.NewChip(v.env.T(role, nil), tint), kit.Space()), row)
}

// choice is one value of which one of the two gives way.
func (v *duplicatesView) choice(f book.MergeField) fyne.CanvasObject {
	d, p, home := v.d, v.env.Printer, v.env.Home
	other := d.take[f.Name]
	left := kit.NewRadio(mergeValue(p, home, f, f.Keep), !other, func(bool) { d.Choose(f.Name, false) })
	right := kit.NewRadio(mergeValue(p, home, f, f.Other), other, func(bool) { d.Choose(f.Name, true) })
	return kit.VBox(4, kit.Text(mergeWord(p, f), kit.Muted), kit.EqualColumns(180, left, right))
}

// filled are the values that the one who stays gains.
func (v *duplicatesView) filled() (out []fyne.CanvasObject) {
	for _, f := range v.d.fields {
		if f.Keep == "" {
			p := v.env.Printer
			out = append(out, kit.Rich(
				kit.Span{Text: mergeWord(p, f) + "  ", Style: kit.Label, Color: kit.InkMuted},
				kit.Span{Text: mergeValue(p, v.env.Home, f, f.Other), Style: kit.Label}))
		}
	}
	return out
}
