package segments

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the page: at the left the segments, and how the one at hand overlaps
// with the others; at the right the form.
type View struct {
	p   *presenter
	env *screen.Env

	page    *kit.PageView
	list    *kit.List
	side    *fyne.Container
	form    *form
	overlap *kit.Card
	empty   *kit.EmptyState
	body    fyne.CanvasObject
}

// New makes the page with nothing shown yet.
func New(env *screen.Env) *View {
	v := &View{p: newPresenter(env), env: env}
	v.p.render, v.p.told, v.p.left = v.render, func() { v.form.tell() }, v.left
	t := env.T
	v.list = kit.NewList(rowHeight, func() int { return len(v.p.rows) }, func() fyne.CanvasObject {
		return kit.NewRow(nil, "", "", kit.Text("", kit.Bold), nil).SetMaxLines(1)
	}, v.fill, func(i int) { v.p.choose(v.p.rows[i].ID) })
	v.list.SetKeys(func(i int) string { return string(v.p.rows[i].ID) })
	v.form = newForm(v)
	v.overlap = kit.NewCard(t("segments.overlap", nil), kit.VBox(0))
	v.side = kit.VBox(kit.Gap)
	sheet := kit.NewFlushCard(t("segments.saved", nil), container.New(listHeight{v.p}, v.list))
	v.overlap.Hide()
	v.body = kit.Scroll(kit.ColumnsUnder(760, 0.62, sheet, v.side, v.overlap))
	v.empty = kit.Empty(t("segments.none_title", nil), t("segments.none", nil), t("segments.new", nil), v.begin)
	back := kit.NewIconButton(kit.IconChevronLeft, t("customers.back_to_list", nil), kit.Secondary, func() {
		env.Shell.Go(screen.Route{Screen: screen.Customers})
	})
	add := kit.NewIconButton(kit.IconPlus, t("segments.new", nil), kit.Secondary, v.begin)
	v.page = kit.Page(t("segments.title", nil), "", []fyne.CanvasObject{back, add}, container.NewStack(v.body, v.empty))
	v.body.Hide()
	v.empty.Hide()
	return v
}

// begin opens the form for a new segment; whoever asked by a key goes on with
// its name.
func (v *View) begin() {
	v.p.begin()
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.page); c != nil && !kit.Pointed() {
		c.Focus(v.form.name)
	}
}

// Save keeps the segment at hand. The shell calls it for the shortcut of saving.
func (v *View) Save() {
	if v.p.open {
		v.form.save()
	}
}

// left takes the keyboard from the form that was left, and gives it to the list
// if that was done by a key.
func (v *View) left() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.page); c != nil {
		c.Unfocus()
		if !kit.Pointed() && len(v.p.rows) > 0 {
			at := slices.IndexFunc(v.p.rows, func(r row) bool { return r.ID == v.p.draft.ID })
			v.list.SetCursor(max(0, at))
			c.Focus(v.list)
		}
	}
}

const rowHeight = 56

// listHeight gives the list room for its rows, up to a window's height.
type listHeight struct{ p *presenter }

func (h listHeight) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objs[0].MinSize().Width, kit.Scaled(rowHeight*float32(min(max(len(h.p.rows), 1), 10))))
}

func (listHeight) Layout(objs []fyne.CanvasObject, size fyne.Size) { objs[0].Resize(size) }

// Content is the object to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show reads the segments again.
func (v *View) Show(screen.Route) { v.p.load() }

// Changed reads them again when somebody else changed the book.
func (v *View) Changed([]book.Change) { v.p.load() }

// Leave ends what is under way.
func (v *View) Leave() { v.p.leave() }

// fill writes one segment of the list.
func (v *View) fill(i int, o fyne.CanvasObject) {
	x := v.p.rows[i]
	r := o.(*kit.Row)
	r.SetTitleText(x.Name)
	r.SetSubtitleText(v.p.said(x.Query))
	r.SetTrailing(kit.Text(v.env.Printer.Int(int64(x.count)), kit.Bold))
}

func (v *View) render() {
	p := v.p
	nothing := p.loaded && len(p.rows) == 0 && !p.open
	v.empty.Hidden, v.body.(*kit.Scroller).Hidden = !nothing, nothing || !p.loaded
	v.list.SetSelected(string(p.draft.ID))
	v.list.Refresh()
	v.side.Objects = nil
	if p.open {
		v.side.Add(v.form.card)
		v.form.render()
	}
	v.picture()
	if len(v.side.Objects) == 0 {
		v.side.Add(kit.NewCard(v.env.T("segments.pick_title", nil), kit.Wrap(v.env.T("segments.pick", nil), kit.MutedBody)))
	}
	v.side.Refresh()
	v.page.Refresh()
}

// picture draws how many of the segment at hand are in each of the others.
func (v *View) picture() {
	p := v.p
	at := -1
	for i, r := range p.rows {
		if p.open && r.ID == p.draft.ID {
			at = i
		}
	}
	v.overlap.Hidden = at < 0 || len(p.rows) < 2
	if v.overlap.Hidden {
		return
	}
	mine := p.rows[at]
	box := kit.VBox(10)
	for i, other := range p.rows {
		if i == at {
			continue
		}
		n := p.counts[at][i]
		share := 0.0
		if mine.count > 0 {
			share = float64(n) / float64(mine.count)
		}
		words := v.env.T("segments.both", locales.V{
			"N": v.env.Printer.Int(int64(n)), "All": v.env.Printer.Int(int64(mine.count)), "Percent": v.env.Printer.Percent(share),
		})
		row := kit.NewRow(nil, other.Name, words, kit.FixedWidth(72, kit.NewProgress(share)), func() {
			p.customers(mine.Query, other.Query)
		})
		box.Add(row)
	}
	v.overlap.SetBody(box)
}
