package followups

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the screen of follow-ups.
type View struct {
	env *screen.Env
	p   *Presenter

	page    *kit.PageView
	views   *kit.Segmented
	list    *kit.List
	empty   *kit.EmptyState
	bar     *pickBar
	top     *fyne.Container // in the card: the bar of choosing, and the list
	second  *fyne.Container // under the title where one line is too short: the views
	actions []fyne.CanvasObject
	panel   *panel
	panels  *kit.Scroller
	content *fyne.Container
	drawn   book.FollowUpView
	narrow  bool
	form    *formDialog
	rows    map[*fyne.Container]*rowView
}

var viewNames = map[book.FollowUpView]locales.ID{
	book.ViewToday:   "followups.view_today",
	book.ViewOverdue: "followups.view_overdue",
	book.ViewWeek:    "followups.view_week",
	book.ViewAll:     "followups.view_all",
	book.ViewDone:    "followups.view_done",
}

// New makes the screen.
func New(env *screen.Env) *View {
	v := &View{env: env, rows: map[*fyne.Container]*rowView{}}
	v.p = NewPresenter(env, v.render)
	names := make([]string, len(Views))
	for i, x := range Views {
		names[i] = env.T(viewNames[x], nil)
	}
	v.views = kit.NewSegmented(func(i int) { v.p.SetView(Views[i]) }, names...)
	v.list = kit.NewList(kit.RowHeight, func() int { return len(v.p.state.Items) }, v.makeRow, v.fillRow, v.open)
	v.list.SetLabel(env.T("followups.title", nil))
	v.list.SetKeys(v.key)
	v.list.SetOnKey(v.listKey)
	v.list.SetRuleAt(v.ruled)
	v.empty = kit.Empty("", "", "", func() { v.create(screen.Route{}) }).Plain()
	v.empty.Hide()
	v.bar = newPickBar(v)
	v.panel = newPanel(v)
	v.panels = kit.Scroll(v.panel.root)
	v.top = kit.VBox(0, v.bar.root, kit.Grow(container.NewStack(v.list, v.empty)))
	v.second = kit.HBox(0)
	v.content = container.New(&split{v: v}, v.second, kit.NewFlushCard("", v.top), v.panels)
	var more *kit.Button
	more = kit.NewDropButton(env.T("common.more", nil), func() { kit.ShowMenu(more, v.moreItems()...) })
	add := kit.NewIconButton(kit.IconPlus, env.T("followups.new", nil), kit.Primary, func() { v.create(screen.Route{}) })
	v.actions = []fyne.CanvasObject{more, add}
	v.page = kit.Page(env.T("followups.title", nil), "", append([]fyne.CanvasObject{v.views}, v.actions...), v.content)
	v.render()
	return v
}

// Customer is the customer of the follow-up that is shown, or "".
func (v *View) Customer() book.ID {
	if d := v.p.state.Detail; d != nil {
		return d.FollowUp.CustomerID
	}
	return ""
}

// Content is what to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show brings the screen to a route. The argument "new" opens an empty form,
// "edit" that of the follow-up; "customer", "holiday" and "date" fill it.
func (v *View) Show(r screen.Route) {
	v.p.Show(r)
	switch {
	case r.Arg("new") != "":
		v.p.route() // coming back later must not open the form again
		v.create(r)
	case r.Arg("edit") != "" && r.ID != "":
		v.p.route()
		v.edit(book.ID(r.ID))
	}
}

// Changed reloads what is on screen.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

// reveal moves the list to the selected follow-up.
func (v *View) reveal() {
	i := slices.IndexFunc(v.p.state.Items, func(it Item) bool { return it.Row != nil && it.Row.ID == v.p.state.Selected })
	if i >= 0 && i != v.list.CursorIndex() {
		v.list.SetCursor(i)
	}
}

// fits says whether the views have room in the line of the title.
func (v *View) fits(width float32) bool {
	need := v.views.MinSize().Width + kit.Scaled(390) // title and counts
	for _, a := range v.actions {
		need += a.MinSize().Width + 12
	}
	return need <= width
}

// setNarrow moves the views under the title, or back.
func (v *View) setNarrow(narrow bool) {
	v.narrow = narrow
	if narrow {
		v.page.SetActions(v.actions...)
		v.second.Objects = []fyne.CanvasObject{v.views, kit.Space()}
	} else {
		v.second.Objects = nil
		v.page.SetActions(append([]fyne.CanvasObject{v.views}, v.actions...)...)
	}
	v.second.Refresh()
	v.panel.setNarrow(narrow)
}

func (v *View) render() {
	s := v.p.State()
	v.page.SetTitle(v.env.T("followups.title", nil), v.p.Subtitle())
	v.views.SetSelected(slices.Index(Views, s.View))
	v.bar.render(s)
	none := s.Loaded && s.Rows() == 0
	v.empty.Hidden = !none
	v.list.Hidden = none
	if none {
		v.renderEmpty(s.View)
	}
	v.list.SetSelected(string(s.Selected))
	if v.drawn != s.View {
		v.drawn = s.View
		v.list.ScrollToTop()
	}
	v.list.Refresh()
	v.reveal()
	v.panel.render(s)
	v.top.Refresh()
	v.content.Refresh()
}

type emptyWords struct{ title, text, action locales.ID }

var emptyTexts = map[book.FollowUpView]emptyWords{
	book.ViewToday:   {"followups.empty_today", "followups.empty_today_text", "followups.new"},
	book.ViewOverdue: {"followups.empty_overdue", "followups.empty_overdue_text", ""},
	book.ViewWeek:    {"followups.empty_week", "followups.empty_week_text", "followups.new"},
	book.ViewAll:     {"followups.empty_all", "followups.empty_all_text", "followups.new"},
	book.ViewDone:    {"followups.empty_done", "followups.empty_done_text", ""},
}

func (v *View) renderEmpty(view book.FollowUpView) {
	w := emptyTexts[view]
	action := ""
	if w.action != "" {
		action = v.env.T(w.action, nil)
	}
	v.empty.Set(v.env.T(w.title, nil), v.env.T(w.text, nil), action)
}

func (v *View) moreItems() []kit.MenuItem {
	items := []kit.MenuItem{{
		Label: v.env.T("followups.choose_several", nil), Icon: kit.IconTasks,
		Disabled: v.p.state.Rows() == 0, Tapped: v.p.StartPicking,
	}}
	if c := v.p.state.Customer; c != nil {
		items = append(items, kit.MenuItem{Label: v.env.T("followups.show_all", nil), Icon: kit.IconClose, Tapped: v.p.ShowAll})
	}
	return items
}

// canvas is where dialogs open.
func (v *View) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(v.page)
}

// snoozeMenu offers later days for follow-ups.
func (v *View) snoozeMenu(anchor fyne.CanvasObject, ids ...book.ID) {
	today := v.p.state.Today
	var items []kit.MenuItem
	add := func(id locales.ID, day calendar.Date) {
		items = append(items, kit.MenuItem{
			Label:  v.env.T(id, locales.V{"Day": v.p.ShortDay(day)}),
			Tapped: func() { v.p.Snooze(day, ids...) },
		})
	}
	add("followups.snooze_tomorrow", today+1)
	add("followups.snooze_days", today+3)
	add("followups.snooze_week", today+7)
	add("followups.snooze_month", today.AddMonths(1))
	items = append(items, kit.MenuItem{}, kit.MenuItem{
		Label: v.env.T("followups.snooze_date", nil), Icon: kit.IconCalendar,
		Tapped: func() { v.pickDay(today+1, func(d calendar.Date) { v.p.Snooze(d, ids...) }) },
	})
	kit.ShowMenu(anchor, items...)
}

// split places the list and the panel side by side, and the panel under the
// list where there is little room. The views go under the title when they no
// longer fit beside it.
type split struct {
	v      *View
	height float32 // of the list
}

const (
	panelWidth float32 = 360
	splitAt    float32 = 900
)

func (*split) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(420, 300) }

func (l *split) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	second, list, side := objs[0], objs[1], objs[2]
	if l.v.page == nil || s.Width <= 0 {
		return
	}
	if narrow := !l.v.fits(s.Width); narrow != l.v.narrow {
		l.v.setNarrow(narrow)
	}
	var top float32
	if l.v.narrow {
		h := second.MinSize().Height
		second.Move(fyne.NewPos(0, 0))
		second.Resize(fyne.NewSize(s.Width, h))
		top = h + 12
	}
	room := s.Height - top
	list.Move(fyne.NewPos(0, top))
	switch {
	case !side.Visible():
		list.Resize(fyne.NewSize(s.Width, room))
	case s.Width >= kit.Scaled(splitAt):
		w := kit.Scaled(panelWidth)
		list.Resize(fyne.NewSize(s.Width-w-kit.Gap, room))
		side.Move(fyne.NewPos(s.Width-w, top))
		side.Resize(fyne.NewSize(w, room))
	default:
		h := float32(int(room * 0.5))
		list.Resize(fyne.NewSize(s.Width, h))
		side.Move(fyne.NewPos(0, top+h+kit.Gap))
		side.Resize(fyne.NewSize(s.Width, room-h-kit.Gap))
	}
	if h := list.Size().Height; h != l.height {
		l.height = h
		l.v.list.SetCursor(l.v.list.CursorIndex()) // keep the selected one in view
	}
}
