package timeline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/logbox"
	"dragoman/ui/internal/screen"
)

// View draws the tab.
type View struct {
	env     *screen.Env
	p       *Presenter
	root    *fyne.Container
	head    *fyne.Container
	kinds   *kit.Select
	people  *kit.Select
	search  *kit.Entry
	list    *kit.List
	empty   *kit.EmptyState
	help    func() // what the button of the empty list does
	rows    map[*kit.Row]*entryRow
	trashed bool
	shown   book.ID
}

// rowHeight holds a title and two lines below it, monthWidth the longest name of
// a month with its year.
const (
	rowHeight  float32 = 72
	monthWidth float32 = 124
	dayWidth   float32 = 112 // 2025年12月30日
)

// entryRow is one line of the list.
type entryRow struct {
	*kit.Row
	month *kit.Line
	when  *kit.Line
	files *kit.Line
	index int
}

// New makes the tab with nothing shown yet.
func New(env *screen.Env) *View {
	v := &View{env: env, rows: map[*kit.Row]*entryRow{}}
	v.p = NewPresenter(env, v.render)
	t := env.T
	var kinds []kit.Option
	for _, k := range Kinds(env.Printer) {
		kinds = append(kinds, kit.Option{Value: k.Value, Label: k.Label})
	}
	v.kinds = kit.NewSelect(t("timeline.all", nil), kinds, v.p.SetKind).SetFilterHint(t("common.search", nil))
	v.people = kit.NewSelect(t("timeline.everybody", nil), nil, func(id string) { v.p.SetPerson(book.ID(id)) }).SetFilterHint(t("common.search", nil))
	v.search = kit.NewEntry(t("timeline.search", nil))
	v.search.OnChanged = v.p.SetText
	v.head = kit.HBox(8, kit.FixedWidth(190, v.kinds), kit.FixedWidth(190, v.people), kit.Grow(v.search))
	v.list = kit.NewList(rowHeight, func() int { return len(v.p.Items) }, v.makeRow, v.fillRow, v.open)
	v.list.SetLabel(t("timeline.title", nil))
	v.empty = kit.Empty("", "", "", func() { v.help() })
	v.empty.Hide()
	v.root = kit.Pad(0, 0, kit.PageMargin, 0, kit.VBox(12, v.head, kit.Grow(kit.NewFlushCard("", container.NewStack(v.list, v.empty)))))
	return v
}

// Content is what the page of the customer shows.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show brings the tab to a customer. Nothing can be logged for one in the
// trash.
func (v *View) Show(customer book.ID, people []book.CustomerRow, trashed bool) {
	v.trashed = trashed
	if v.shown != customer {
		v.shown = customer
		v.search.SetValue("")
		v.kinds.SetSelected("")
		v.people.SetSelected("")
		v.list.ScrollToTop()
	}
	options := []kit.Option{{Label: v.env.T("timeline.everybody", nil)}}
	for _, r := range people {
		options = append(options, kit.Option{Value: string(r.ID), Label: r.Name.Full, Detail: r.Role, Search: r.Name.Latin})
	}
	v.people.SetOptions(options)
	v.head.Objects[1].(*fyne.Container).Hidden = len(people) == 0
	v.p.Show(customer, people)
}

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

func (v *View) render() {
	empty := v.p.Loaded && len(v.p.Items) == 0
	v.list.Hidden, v.empty.Hidden = empty, !empty
	if empty {
		t := v.env.T
		switch {
		case v.p.Filtered():
			v.empty.Set(t("timeline.nothing_found", nil), t("timeline.nothing_found_more", nil), t("timeline.show_all", nil))
			v.help = v.showAll
		case v.trashed:
			v.empty.Set(t("timeline.none", nil), "", "")
		default:
			v.empty.Set(t("timeline.none", nil), t("timeline.none_more", nil), t("customers.log_contact", nil))
			v.help = v.log
		}
	}
	v.list.Refresh()
	v.root.Refresh()
}

func (v *View) showAll() {
	v.search.SetValue("")
	v.kinds.SetSelected("")
	v.people.SetSelected("")
	v.p.ShowAll()
}

func (v *View) log() { logbox.Open(v.env, v.canvas(), logbox.Ask{Customer: v.shown}) }

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.root) }

func (v *View) makeRow() fyne.CanvasObject {
	r := &entryRow{
		month: kit.Text("", kit.LabelBold), when: kit.Text("", kit.Label).SetColor(kit.InkMuted),
		files: kit.Text("", kit.Small).SetColor(kit.InkMuted).Whole(),
	}
	lead := kit.HBox(8, kit.FixedWidth(monthWidth, r.month), kit.FixedWidth(dayWidth, r.when))
	r.Row = kit.NewRow(lead, "", "", r.files, func() { v.list.Press(r.index) }).SetInset(kit.CardPadX).SetMaxLines(2).InList()
	v.rows[r.Row] = r
	return r.Row
}

// fillRow writes an item into a line.
func (v *View) fillRow(i int, o fyne.CanvasObject) {
	row, ok := o.(*kit.Row)
	if !ok || i >= len(v.p.Items) {
		return
	}
	v.p.Seen(i)
	r, it := v.rows[row], v.p.Items[i]
	r.index = i
	t := Describe(v.env, it.Entry, calendar.DateOf(v.env.Now()))
	r.month.SetText(it.Month)
	r.when.SetText(t.When)
	spans := []kit.Span{{Text: t.Title, Style: kit.Bold}}
	for _, m := range t.Marks {
		spans = append(spans, kit.Span{Text: " · " + m, Style: kit.MutedBody})
	}
	if who := v.person(it.Entry); who != "" {
		spans = append(spans, kit.Span{Text: " → " + who, Style: kit.Body})
	}
	r.SetTitle(spans...)
	r.SetSubtitleIn(t.Below, t.Lang)
	r.files.SetText("")
	if it.Entry.Files > 0 {
		r.files.SetText(v.env.N("timeline.files", it.Entry.Files, nil))
	}
}

// person names whose an entry is, where it is not the customer's own.
func (v *View) person(e book.Entry) string {
	for _, r := range v.p.People() {
		if r.ID == e.CustomerID && e.CustomerID != v.shown {
			return r.Name.Full
		}
	}
	return ""
}

// open shows all of an entry.
func (v *View) open(i int) {
	if i < 0 || i >= len(v.p.Items) {
		return
	}
	Open(v.env, v.canvas(), v.p.Items[i].Entry)
}

// Open shows all of an entry, or leads to where it is kept.
func Open(env *screen.Env, c fyne.Canvas, e book.Entry) {
	switch {
	case e.Touch != nil:
		ShowTouch(env, c, *e.Touch)
	case e.Source == book.FromFollowUp:
		env.Shell.Go(screen.Route{Screen: screen.FollowUps, ID: string(e.ID)})
	case e.Source == book.FromNote:
		env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(e.CustomerID), Tab: "notes"})
	default:
		if to, ok := routes[e.Source]; ok {
			env.Shell.Go(to(e))
		}
	}
}

// routes lead to what an entry of another source tells of. Who adds a source
// adds its route here.
var routes = map[book.Source]func(book.Entry) screen.Route{
	book.FromOrder:   tab("value"),
	book.FromConsent: tab("privacy"),
	book.FromSurvey:  tab("service"),
	book.FromCase: func(e book.Entry) screen.Route {
		return screen.Route{Screen: screen.Service, Tab: string(book.AllCases), ID: string(e.ID)}
	},
}

// tab leads to a tab of the customer.
func tab(name string) func(book.Entry) screen.Route {
	return func(e book.Entry) screen.Route {
		return screen.Route{Screen: screen.Customers, ID: string(e.CustomerID), Tab: name}
	}
}
