package customers

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/customers/privacy"
	"dragoman/ui/customers/rights"
	"dragoman/ui/customers/service"
	"dragoman/ui/customers/timeline"
	"dragoman/ui/customers/value"
	"dragoman/ui/customers/worth"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/logbox"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/tact"
)

// detailView draws one customer.
type detailView struct {
	d    *detail
	env  *screen.Env
	root fyne.CanvasObject

	banner *kit.Banner
	avatar *kit.Avatar
	name   *kit.Paragraph
	line   *kit.Paragraph
	tags   *fyne.Container
	log    *kit.Button
	task   *kit.Button
	edit   *kit.Button
	more   *kit.Button
	tabs   *kit.Tabs
	bodies []fyne.CanvasObject
	place  *fyne.Container

	over    *overview
	told    *timeline.View
	tasks   *taskTab
	cases   *service.View
	notes   *noteTab
	private *privacy.View
	rights  *rights.View
	history *historyTab
	value   *value.View
	worth   *worth.View
	shownID book.ID
}

func newDetailView(env *screen.Env) *detailView {
	v := &detailView{d: newDetail(env), env: env}
	v.d.render = v.render
	t := env.T
	v.banner = kit.NewBanner(kit.Saffron, kit.IconTrash, t("customers.in_trash", nil),
		kit.NewButton(t("common.restore", nil), kit.Secondary, v.d.Restore))
	v.avatar = kit.NewAvatar("", kit.AvatarLarge)
	v.name, v.line = kit.WrapRich().SetMaxLines(2), kit.Wrap("", kit.MutedBody).SetMaxLines(2)
	v.tags = kit.Flow(6)
	v.log = kit.NewButton(t("customers.log_contact", nil), kit.Secondary, v.logContact).SetHint(keyLog)
	v.task = kit.NewButton(t("customers.add_followup", nil), kit.Primary, v.d.AddFollowUp)
	v.edit = kit.NewButton(t("common.edit", nil), kit.Secondary, v.d.Edit).SetHint(keyEdit)
	v.more = kit.NewDropButton(t("common.more", nil), v.showMore)
	v.tabs = kit.NewTabs(v.d.SetTab, v.tabWords()...)
	v.worth = worth.New(env, func() { v.over.root.Refresh() })
	v.over, v.tasks, v.notes, v.history = newOverview(v), newTaskTab(v), newNoteTab(v), newHistoryTab(v)
	v.told, v.cases = timeline.New(env), service.New(env)
	v.value, v.private = value.New(env), privacy.New(env)
	v.rights = rights.New(env, v.private.Lay)
	v.private.Add(v.rights.Content())
	v.value.Above(v.worth.Content())
	scroll := func(body fyne.CanvasObject) fyne.CanvasObject {
		return kit.Scroll(kit.Pad(0, 0, kit.PageMargin, 0, body))
	}
	v.bodies = []fyne.CanvasObject{scroll(v.over.root), v.told.Content(), scroll(v.tasks.root), v.cases.Content(), scroll(v.value.Content()), scroll(v.notes.root), scroll(v.private.Content()), scroll(v.history.root)}
	v.place = container.NewStack()
	head := kit.Beside(520, kit.HBox(12, v.avatar, kit.Grow(kit.VBox(2, v.name, v.line, v.tags))), v.edit, v.more, v.log, v.task)
	v.root = kit.Pad(16, kit.PageMargin, 0, kit.PageMargin, kit.VBox(12, v.banner, head, v.tabs, kit.Grow(v.place)))
	v.banner.Hide()
	return v
}

func (v *detailView) content() fyne.CanvasObject { return v.root }

func (v *detailView) show(r screen.Route) {
	v.d.Show(r)
	if v.shownID != v.d.id {
		v.shownID = v.d.id
		for _, b := range v.bodies {
			if s, ok := b.(*kit.Scroller); ok {
				s.ScrollToTop()
			}
		}
	}
}

func (v *detailView) changed(changes []book.Change) {
	switch v.d.tab {
	case tabValue:
		v.value.Changed(changes)
		v.worth.Changed(changes)
	case tabOverview:
		v.worth.Changed(changes)
	}
	if v.d.concerns(changes) {
		v.d.reload()
	}
}

func (v *detailView) tick() { v.renderHead() }

func (v *detailView) leave() {
	v.d.leave()
	v.told.Leave()
	v.value.Leave()
	v.worth.Leave()
	v.private.Leave()
	v.rights.Leave()
}

// The letters that do what is done most with a customer.
const (
	keyEdit = "E"
	keyLog  = "L"
)

// letter does what a letter stands for while nothing is being written.
func (v *detailView) letter(r rune) {
	switch {
	case !v.d.is.loaded || !v.d.is.c.TrashedAt.IsZero():
	case strings.EqualFold(string(r), keyEdit):
		v.d.Edit()
	case strings.EqualFold(string(r), keyLog):
		v.logContact()
	}
}

// logContact opens the box in which a touch is logged.
func (v *detailView) logContact() { logbox.Open(v.env, canvasOf(v.root), logbox.Ask{Customer: v.d.id}) }

// tabWords are the tabs with their counts.
func (v *detailView) tabWords() []string {
	t, k := v.env.T, v.d.is
	return []string{
		t("customers.tab_overview", nil),
		v.counted("customers.tab_timeline", "customers.tab_timeline_n", k.told),
		v.counted("customers.tab_followups", "customers.tab_followups_n", len(k.open)),
		v.counted("customers.tab_service", "customers.tab_service_n", openCases(k.cases)),
		t("customers.tab_value", nil),
		v.counted("customers.tab_notes", "customers.tab_notes_n", len(k.notes)),
		t("customers.tab_privacy", nil),
		t("customers.tab_history", nil),
	}
}

// openCases counts the cases that are not closed.
func openCases(cases []book.CaseRow) int {
	n := 0
	for _, c := range cases {
		if !c.State.Closed() {
			n++
		}
	}
	return n
}

func (v *detailView) counted(plain, with locales.ID, n int) string {
	if n == 0 {
		return v.env.T(plain, nil)
	}
	return v.env.T(with, locales.V{"Count": n})
}

// render draws what is known of the customer.
func (v *detailView) render() {
	k := v.d.is
	if !k.loaded {
		return
	}
	v.renderHead()
	fillAvatar(v.avatar, headingOf(v.env, k).Name, firstPicture(k.c.Picture, k.row.Thumbnail))
	v.tags.Objects = nil
	if k.tier != "" {
		v.tags.Add(kit.NewChip(k.tier, kit.Indigo))
	}
	for _, tag := range k.c.Tags {
		v.tags.Add(kit.NewChip(tag, kit.Slate))
	}
	if last, ok := mourningUntil(k.closings, calendar.DateOf(v.env.Now())); ok {
		v.tags.Add(kit.NewChip(v.env.T("own.mourning_until", locales.V{"Day": v.env.Printer.DateShort(last)}), kit.Cinnabar))
	}
	v.tags.Hidden = len(v.tags.Objects) == 0
	trashed := !k.c.TrashedAt.IsZero()
	v.banner.Hidden = !trashed
	for _, b := range []*kit.Button{v.edit, v.log, v.task, v.more} {
		b.Hidden = trashed
	}
	v.tabs.SetLabels(v.tabWords()...)
	for i, tab := range tabOrder {
		if tab == v.d.tab {
			v.tabs.SetSelected(i)
			v.turn(i)
		}
	}
	switch v.d.tab {
	case tabTimeline:
		v.told.Show(k.c.ID, k.people, trashed)
	case tabFollowUps:
		v.tasks.render(k)
	case tabService:
		v.cases.Show(k.c.ID, k.cases, k.files, trashed)
	case tabValue:
		v.value.Show(k.c.ID, trashed)
		v.worth.Show(k.c.ID, trashed)
	case tabNotes:
		v.notes.render(k)
	case tabPrivacy:
		v.private.Show(k.c.ID)
		v.rights.Show(k.c.ID)
	case tabHistory:
		v.history.render(k)
	default:
		v.over.render(k)
		v.worth.Show(k.c.ID, trashed)
	}
	v.root.Refresh()
	v.place.Refresh()
}

// renderHead draws the name and the line under it, with the local time.
func (v *detailView) renderHead() {
	if !v.d.is.loaded {
		return
	}
	h := headingOf(v.env, v.d.is)
	spans := []kit.Span{{Text: h.Name.Main, Style: kit.Figure, Lang: h.Name.Lang}}
	if other := joinDots(h.Name.Second, h.Name.Reading); other != "" {
		spans = append(spans, kit.Span{Text: apart + other, Style: kit.LargeMuted, Lang: h.Name.Lang})
	}
	v.name.SetSpans(spans...)
	v.line.SetText(h.Line)
	v.line.Hidden = h.Line == ""
}

// turn shows the body of a tab.
func (v *detailView) turn(i int) {
	if len(v.place.Objects) == 1 && v.place.Objects[0] == v.bodies[i] {
		return
	}
	v.place.Objects = []fyne.CanvasObject{v.bodies[i]}
}

func firstPicture(a, b []byte) []byte {
	if len(a) > 0 {
		return a
	}
	return b
}

// showMore opens the menu with what is seldom needed.
func (v *detailView) showMore() {
	t, c := v.env.T, v.d.is.c
	items := []kit.MenuItem{{Label: t("customers.copy_name", nil), Icon: kit.IconCopy, Tapped: func() { v.env.Shell.Copy(c.Name.Full) }}}
	if c.Name.Latin != "" {
		items = append(items, kit.MenuItem{Label: t("customers.copy_latin", nil), Icon: kit.IconCopy, Tapped: func() { v.env.Shell.Copy(c.Name.Latin) }})
	}
	if form := faceForm(v.d.is.row); form != "" {
		items = append(items, kit.MenuItem{Label: t("customers.copy_address", nil), Icon: kit.IconCopy, Tapped: func() { v.env.Shell.Copy(form) }})
	}
	if r, ok := tact.Scripts(v.env, c); ok {
		items = append(items, kit.MenuItem{Label: t("tact.write", nil), Icon: kit.IconMail, Tapped: func() { v.env.Shell.Go(r) }})
	}
	items = append(items, kit.MenuItem{Label: t("team.who", nil), Icon: kit.IconPeople, Tapped: v.askOwner})
	items = append(items, kit.MenuItem{}, kit.MenuItem{Label: t("customers.to_trash", nil), Icon: kit.IconTrash, Danger: true, Tapped: v.d.Trash})
	kit.ShowMenu(v.more, items...)
}
