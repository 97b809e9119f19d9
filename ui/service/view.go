package service

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/replies"
	"dragoman/ui/internal/screen"
)

// View is the screen of requests and complaints.
type View struct {
	env *screen.Env
	p   *Presenter

	page    *kit.PageView
	views   *kit.Segmented
	kind    *kit.Select
	stage   *kit.Select
	owner   *kit.Select
	all     *kit.Button
	more    *kit.Button
	mores   *fyne.Container
	list    *kit.List
	empty   *kit.EmptyState
	top     *fyne.Container
	bar     *fyne.Container
	second  *fyne.Container // under the title where one line is too short: the views
	actions []fyne.CanvasObject
	other   *kit.Button // what is seldom done
	panel   *panel
	panels  *kit.Scroller
	content *fyne.Container
	narrow  bool
	drawn   book.CaseView
	form    *formDialog
	rows    map[*fyne.Container]*rowView
}

var viewNames = map[book.CaseView]locales.ID{
	book.OpenCases:   "service.view_open",
	book.SoonCases:   "service.view_soon",
	book.ClosedCases: "service.view_closed",
	book.AllCases:    "service.view_all",
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
	v.list = kit.NewList(kit.RowHeight, func() int { return len(v.p.state.Rows) }, v.makeRow, v.fillRow, func(i int) { v.p.Select(v.p.state.Rows[i].ID) })
	v.list.SetLabel(env.T("service.title", nil))
	v.list.SetKeys(func(i int) string { return string(v.p.state.Rows[i].ID) })
	v.list.SetOnKey(v.listKey)
	v.empty = kit.Empty("", "", "", v.begin).Plain()
	v.buildFilters()
	v.panel = newPanel(v)
	v.panels = kit.Scroll(v.panel.root)
	v.more = kit.NewButton(env.T("service.more", nil), kit.Quiet, v.p.More)
	v.mores = kit.Inset(4, kit.CardPadX, kit.HBox(0, kit.Space(), v.more, kit.Space()))
	v.top = kit.VBox(0, v.bar, kit.NewDivider(), kit.Grow(container.NewStack(v.list, v.empty)), v.mores)
	v.second = kit.HBox(0)
	v.content = container.New(&split{v: v}, v.second, kit.NewFlushCard("", v.top), v.panels)
	request := kit.NewButton(env.T("service.new_request", nil), kit.Secondary, func() { v.create(book.Request) })
	complaint := kit.NewIconButton(kit.IconPlus, env.T("service.new_complaint", nil), kit.Primary, func() { v.create(book.Complaint) })
	v.other = kit.NewDropButton(env.T("common.more", nil), func() {
		kit.ShowMenu(v.other,
			kit.MenuItem{Label: env.T("replies.said", nil), Icon: kit.IconChat, Tapped: func() { replies.OpenSaid(env, v.canvas()) }},
			kit.MenuItem{Label: env.T("replies.title", nil), Icon: kit.IconImport, Tapped: func() { replies.Open(env, v.canvas()) }})
	})
	v.actions = []fyne.CanvasObject{request, complaint}
	v.page = kit.Page(env.T("service.title", nil), "", append([]fyne.CanvasObject{v.views, v.other}, v.actions...), v.content)
	v.render()
	return v
}

// buildFilters makes the line above the list.
func (v *View) buildFilters() {
	w, env := v.p.words, v.env
	kinds := []kit.Option{{Value: "", Label: env.T("service.any_kind", nil)}}
	for _, k := range book.CaseKinds() {
		kinds = append(kinds, kit.Option{Value: string(k), Label: w.Kind(k)})
	}
	v.kind = kit.NewSelect("", kinds, func(s string) { v.p.SetKind(book.CaseKind(s)) })
	stages := []kit.Option{{Value: "", Label: env.T("service.any_state", nil)}}
	for _, s := range book.CaseStates() {
		stages = append(stages, kit.Option{Value: string(s), Label: w.State(s)})
	}
	v.stage = kit.NewSelect("", stages, func(s string) { v.p.SetStage(book.CaseState(s)) })
	v.owner = kit.NewSelect("", nil, v.p.SetOwner)
	v.all = kit.NewButton(env.T("service.show_all", nil), kit.Quiet, v.p.ShowAll)
	v.bar = kit.Inset(10, kit.CardPadX, kit.Flow(8,
		kit.FixedWidth(136, v.kind), kit.FixedWidth(136, v.stage), kit.FixedWidth(136, v.owner), v.all))
}

// Content is what to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show brings the screen to a route. The argument "new" opens an empty form
// for a kind, "edit" that of the case, "answers" the import of answers.
func (v *View) Show(r screen.Route) {
	v.p.Show(r)
	switch {
	case r.Arg("new") != "":
		v.p.route() // coming back later must not open the form again
		v.openForm(r)
	case r.Arg("answers") != "":
		v.p.route()
		replies.Open(v.env, v.canvas())
	case r.Arg("edit") != "" && r.ID != "":
		v.p.route()
		v.openForm(screen.Route{ID: r.ID})
	}
}

// Changed reloads what is on screen.
func (v *View) Changed(changes []book.Change) {
	v.p.Changed(changes)
	if slices.ContainsFunc(changes, func(c book.Change) bool { return c.Entity == book.EntityAttachment || c.Entity == book.EntityAll }) {
		v.panel.readFiles()
	}
}

// Dropped attaches files that were dropped on the window to the case that is
// shown.
func (v *View) Dropped(paths []string) bool {
	if v.p.state.Detail == nil {
		return false
	}
	v.panel.files.Attach(paths)
	return true
}

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

// TurnTo chooses which cases are listed.
func (v *View) TurnTo(i int) { v.views.Choose(i) }

func (v *View) create(k book.CaseKind) {
	r := screen.Route{}.With("new", string(k))
	if c := v.p.state.Customer; c != nil {
		r = r.With("customer", string(c.ID))
	}
	v.openForm(r)
}

func (v *View) render() {
	if v.page == nil {
		return
	}
	s := v.p.State()
	v.page.SetTitle(v.env.T("service.title", nil), v.p.Subtitle())
	v.views.SetSelected(slices.Index(Views, s.View))
	v.kind.SetSelected(string(s.Kind))
	v.stage.SetSelected(string(s.Stage))
	owners := []kit.Option{{Value: "", Label: v.env.T("service.any_owner", nil)}}
	for _, o := range s.Owners {
		owners = append(owners, kit.Option{Value: o, Label: o})
	}
	v.owner.SetOptions(owners)
	v.owner.SetSelected(s.Owner)
	v.all.Hidden = !s.Filtered()
	none := s.Loaded && len(s.Rows) == 0
	v.empty.Hidden, v.list.Hidden, v.mores.Hidden = !none, none, !s.More
	if none {
		v.renderEmpty(s)
	}
	v.list.SetSelected(string(s.Selected))
	if v.drawn != s.View {
		v.drawn = s.View
		v.list.ScrollToTop()
	}
	v.list.Refresh()
	if i := s.at(); i >= 0 && i != v.list.CursorIndex() {
		v.list.SetCursor(i)
	}
	v.panel.render(s)
	v.bar.Refresh()
	v.top.Refresh()
	v.content.Refresh()
}

// begin is what the button of the empty list does: it shows all, or takes the
// first request in.
func (v *View) begin() {
	if v.p.state.Filtered() {
		v.p.ShowAll()
		return
	}
	v.create(book.Request)
}

func (v *View) renderEmpty(s State) {
	t := func(id locales.ID) string { return v.env.T(id, nil) }
	switch {
	case s.Filtered():
		v.empty.Set(t("service.empty_filter"), t("service.empty_filter_text"), t("service.show_all"))
	case s.View == book.SoonCases:
		v.empty.Set(t("service.empty_soon"), t("service.empty_soon_text"), "")
	case s.View == book.ClosedCases:
		v.empty.Set(t("service.empty_closed"), t("service.empty_closed_text"), "")
	default:
		v.empty.Set(t("service.empty_open"), t("service.empty_open_text"), t("service.new_request"))
	}
}

// canvas is where dialogs open.
func (v *View) canvas() fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(v.page)
}

// rowView is one line of the list.
type rowView struct {
	*fyne.Container
	row   *kit.Row
	end   *kit.Line
	index int
}

var tones = map[casework.Tone]kit.Token{
	casework.Plain: kit.Ink,
	casework.Faint: kit.InkMuted,
	casework.Good:  kit.Jade.Text(),
	casework.Care:  kit.Saffron.Text(),
	casework.Late:  kit.Cinnabar.Text(),
}

func (v *View) makeRow() fyne.CanvasObject {
	r := &rowView{end: kit.Text("", kit.Body).Whole()}
	r.row = kit.NewRow(nil, "", "", r.end, func() { v.list.Press(r.index) }).SetInset(kit.CardPadX).SetMaxLines(1).InList()
	r.Container = container.NewStack(r.row)
	v.rows[r.Container] = r
	return r.Container
}

// arrow stands between a subject and the customer whose it is.
const arrow = " → "

func (v *View) fillRow(i int, o fyne.CanvasObject) {
	c, ok := o.(*fyne.Container)
	if !ok {
		return
	}
	r, x := v.rows[c], v.p.state.Rows[i]
	r.index = i
	spans := []kit.Span{{Text: x.Subject, Style: kit.Bold, Yields: true}}
	if x.Customer != nil {
		n := x.Customer.Name
		spans = append(spans, kit.Span{Text: arrow, Style: kit.Body}, kit.Span{Text: n.Full, Style: kit.Body, Lang: n.Language})
		if n.Latin != "" && n.Latin != n.Full {
			spans = append(spans, kit.Span{Text: " " + n.Latin, Style: kit.MutedBody})
		}
	}
	r.row.SetTitle(spans...)
	r.row.SetSubtitleText(v.p.Below(x))
	r.end.SetSpans(kit.Span{Text: x.Left.Short, Style: kit.Body, Color: tones[x.Left.Tone]})
}

// stepKeys are the letters by which steps are taken.
var stepKeys = map[rune][]book.CaseStep{
	'r': {book.StepReply},
	'a': {book.StepAnswer, book.StepAcknowledge},
	'f': {book.StepFinish},
	't': {book.StepTell},
	'i': {book.StepInvestigate},
	's': {book.StepSolve},
	'c': {book.StepConfirm},
	'u': {book.StepDismiss},
	'o': {book.StepReopen},
}

// editLetter opens the form of what the case is about.
const editLetter = 'e'

// Letter takes the step of a letter, if the case can take it. It hears the
// letter and not its key: the letter would else be typed into the form.
func (v *View) Letter(r rune) {
	d := v.p.state.Detail
	if d == nil {
		return
	}
	if r == editLetter {
		v.openForm(screen.Route{ID: string(d.ID)})
		return
	}
	for _, s := range stepKeys[r] {
		if slices.Contains(d.Steps(), s) {
			v.step(s)
			return
		}
	}
}

// Customer is the customer of the case that is shown, or "".
func (v *View) Customer() book.ID {
	if d := v.p.state.Detail; d != nil {
		return d.CustomerID
	}
	return ""
}

// listKey answers the quick keys while the list has the keyboard: Enter takes
// the usual next step.
func (v *View) listKey(e *fyne.KeyEvent) bool {
	rows, at := v.p.state.Rows, v.list.CursorIndex()
	switch e.Name {
	case fyne.KeyDown, fyne.KeyUp:
		next := at + 1
		if e.Name == fyne.KeyUp {
			next = at - 1
		}
		if next >= 0 && next < len(rows) {
			v.list.SetCursor(next)
			v.p.Select(rows[next].ID)
		}
		return true
	case fyne.KeyEscape:
		return kit.CloseTop()
	}
	d := v.p.state.Detail
	if d == nil {
		return false
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		steps := d.Steps()
		if len(steps) > 0 && !d.State.Closed() {
			v.step(steps[0])
		}
		return true
	case fyne.KeyDelete, fyne.KeyBackspace:
		v.p.Trash()
		return true
	}
	return false
}

// fits says whether the views have room in the line of the title.
func (v *View) fits(width float32) bool {
	need := v.views.MinSize().Width + v.other.MinSize().Width + 12 + kit.Scaled(330) // title and counts
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
		v.second.Objects = []fyne.CanvasObject{v.views, kit.Space(), v.other}
	} else {
		v.second.Objects = nil
		v.page.SetActions(append([]fyne.CanvasObject{v.views, v.other}, v.actions...)...)
	}
	v.second.Refresh()
}

// split places the list and the panel side by side, and the panel under the
// list where there is little room.
type split struct{ v *View }

const (
	panelWidth float32 = 400
	splitAt    float32 = 780
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
		w := min(kit.Scaled(panelWidth), s.Width*0.45)
		list.Resize(fyne.NewSize(s.Width-w-kit.Gap, room))
		side.Move(fyne.NewPos(s.Width-w, top))
		side.Resize(fyne.NewSize(w, room))
	default:
		h := float32(int(room * 0.5))
		list.Resize(fyne.NewSize(s.Width, h))
		side.Move(fyne.NewPos(0, top+h+kit.Gap))
		side.Resize(fyne.NewSize(s.Width, room-h-kit.Gap))
	}
}
