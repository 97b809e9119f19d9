package messages

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the screen in the window: the list of campaigns, the form of a new
// one, or one with its recipients and the letter to each.
type View struct {
	p   *Presenter
	env *screen.Env

	root   *fyne.Container
	list   *listFace
	form   *formFace
	one    *oneFace
	facing fyne.CanvasObject
}

// New builds the screen with nothing shown.
func New(env *screen.Env) *View {
	v := &View{env: env, root: container.NewStack()}
	v.p = NewPresenter(env, v.draw)
	return v
}

// Content implements the shell's Screen.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show implements the shell's Screen: the list, a campaign by its ID, or with
// the argument new set to a kind the form of a new one, for a greeting with
// birthdays for those of the next two weeks, or with more the form in which more
// people are invited to the one of the ID.
func (v *View) Show(r screen.Route) {
	v.form = nil
	v.p.Show(r)
}

// Changed implements the shell's Screen.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave implements the shell's Screen.
func (v *View) Leave() {
	if v.one != nil {
		v.one.keep()
	}
	v.p.Leave()
}

func (v *View) draw() {
	var now, first fyne.CanvasObject // the face, and what of it has the keyboard first
	switch {
	case v.p.Draft != nil:
		if v.form == nil {
			v.form = newFormFace(v)
		}
		v.form.render()
		now, first = v.form.page, v.form.first
	case v.p.Open != nil:
		if v.one == nil {
			v.one = newOneFace(v)
		}
		v.one.render()
		now, first = v.one.page, v.one.people
	default:
		if v.list == nil {
			v.list = newListFace(v)
		}
		v.list.render()
		now, first = v.list.page, v.list.rows
	}
	if now != v.facing {
		v.facing = now
		kit.Turn(v.root, now)
		if !kit.Pointed() {
			screen.Soon(v.env.Runner, func() bool { return v.facing != now || kit.FocusFirst(v.root, first) })
		}
	}
}

// TurnTo chooses which letters are listed.
func (v *View) TurnTo(i int) {
	if v.one != nil && v.facing == fyne.CanvasObject(v.one.page) {
		v.one.states.Choose(i)
	}
}

// Save prepares the letters of the form that is shown. The shell calls it for
// the shortcut of saving.
func (v *View) Save() {
	if v.form != nil && v.facing == fyne.CanvasObject(v.form.page) && !v.form.keep.Disabled() {
		v.form.prepare()
	}
}

var (
	kindWords = map[book.CampaignKind]locales.ID{
		book.GreetingCampaign: "messages.kind_greeting", book.EventCampaign: "messages.kind_event", book.CrisisCampaign: "messages.kind_crisis",
	}
	newWords = map[book.CampaignKind]locales.ID{
		book.GreetingCampaign: "messages.new_greeting", book.EventCampaign: "messages.new_event", book.CrisisCampaign: "messages.new_crisis",
	}
	kindTints = map[book.CampaignKind]kit.Tint{
		book.GreetingCampaign: kit.Jade, book.EventCampaign: kit.Indigo, book.CrisisCampaign: kit.Cinnabar,
	}
)

// listFace lists the campaigns.
type listFace struct {
	v     *View
	page  *kit.PageView
	rows  *kit.List
	card  *kit.Card
	empty *kit.EmptyState
}

const campaignHeight = 60

func newListFace(v *View) *listFace {
	f := &listFace{v: v}
	t := v.env.T
	f.rows = kit.NewList(campaignHeight, func() int { return len(v.p.List) }, func() fyne.CanvasObject {
		return kit.NewRow(nil, "", "", kit.HBox(8), nil)
	}, f.fill, func(i int) { v.p.Choose(v.p.List[i].ID) })
	f.rows.SetKeys(func(i int) string { return string(v.p.List[i].ID) })
	f.card = kit.NewFlushCard("", f.rows)
	f.empty = kit.Empty(t("messages.none_title", nil), t("messages.none", nil), t("messages.new_greeting", nil), func() { f.begin(book.GreetingCampaign) }).Plain()
	greet := kit.NewIconButton(kit.IconPlus, t("messages.new_greeting", nil), kit.Primary, func() { f.begin(book.GreetingCampaign) })
	var other *kit.Button
	other = kit.NewDropButton(t("messages.new_other", nil), func() {
		kit.ShowMenu(other,
			kit.MenuItem{Label: t("messages.new_event", nil), Icon: kit.IconCalendar, Tapped: func() { f.begin(book.EventCampaign) }},
			kit.MenuItem{Label: t("messages.new_crisis", nil), Icon: kit.IconWarning, Tapped: func() { f.begin(book.CrisisCampaign) }})
	})
	f.page = kit.Page(t("messages.title", nil), "", []fyne.CanvasObject{other, greet}, container.NewStack(f.card, f.empty))
	return f
}

func (f *listFace) begin(k book.CampaignKind) {
	f.v.env.Shell.Go(screen.Route{Screen: screen.Messages}.With("new", string(k)))
}

func (f *listFace) render() {
	nothing := f.v.p.Loaded && len(f.v.p.List) == 0
	f.card.Hidden, f.empty.Hidden = nothing || !f.v.p.Loaded, !nothing
	f.rows.Refresh()
	f.page.Refresh()
}

// fill writes one campaign.
func (f *listFace) fill(i int, o fyne.CanvasObject) {
	env, c := f.v.env, f.v.p.List[i]
	r := o.(*kit.Row)
	r.SetTitleText(c.Title)
	r.SetSubtitleText(progress(env, c))
	end := []fyne.CanvasObject{kit.NewChip(env.T(kindWords[c.Kind], nil), kindTints[c.Kind]), kit.Text(f.v.p.When(c.Campaign), kit.Label)}
	if !c.ClosedAt.IsZero() {
		end = append([]fyne.CanvasObject{kit.NewChip(env.T("messages.is_ended", nil), kit.Slate)}, end...)
	}
	r.SetTrailing(kit.HBox(10, end...))
}

// progress says how far a campaign is.
func progress(env *screen.Env, c book.CampaignRow) string {
	out := env.T("messages.progress", locales.V{
		"Sent": env.Printer.Int(int64(c.Sent)), "Waiting": env.Printer.Int(int64(c.Waiting)), "Out": env.Printer.Int(int64(c.LeftOut)),
	})
	if c.Late > 0 {
		out += " · " + env.N("messages.late", c.Late, nil)
	}
	if c.Kind == book.EventCampaign {
		out += " · " + env.T("messages.event_progress", locales.V{
			"Yes": env.Printer.Int(int64(c.Coming)), "Guests": env.Printer.Int(int64(c.Guests)),
		})
		if c.Came > 0 || !c.Begins(env.Home).After(env.Now()) {
			out += " · " + env.N("messages.event_came", c.Came, nil)
		}
	}
	return out
}
