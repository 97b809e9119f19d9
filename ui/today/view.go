package today

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the screen of today.
type View struct {
	env *screen.Env
	p   *Presenter

	page    *kit.PageView
	scroll  *kit.Scroller
	columns *fyne.Container
	left    *fyne.Container
	right   *fyne.Container
	welcome *kit.Card

	coming   *section[*holidayRow]
	tasks    *section[*taskRow]
	cases    *section[*caseRow]
	thanks   *section[*thankRow]
	calls    *section[*callRow]
	closed   *section[*kit.Row]
	dates    *section[*dateRow]
	greet    *kit.Button // prepares greetings for birthdays
	cold     *section[*coldRow]
	consents *section[*consentRow]
}

// New makes the screen.
func New(env *screen.Env) *View {
	v := &View{env: env}
	v.p = NewPresenter(env, v.render)
	v.coming = newSection(env.T("today.coming", nil), v.newHoliday)
	v.tasks = newSection(env.T("today.tasks", nil), v.newTask)
	v.cases = newSection(env.T("today.cases", nil), v.newCase)
	v.cases.card.SetAside(kit.NewButton(env.T("today.all_cases", nil), kit.Quiet, func() {
		env.Shell.Go(screen.Route{Screen: screen.Service})
	}))
	v.thanks = newSection(env.T("today.suggested", nil), v.newThank)
	v.calls = newSection(env.T("today.calls", nil), v.newCall)
	v.closed = newSection(env.T("today.closed", nil), v.newClosed)
	v.closed.card.SetAside(kit.NewButton(env.T("own.title", nil), kit.Quiet, v.ownDays))
	v.dates = newSection(env.T("today.dates", nil), v.newDate)
	v.greet = kit.NewButton(env.T("today.greet_birthdays", nil), kit.Quiet, func() {
		env.Shell.Go(screen.Route{Screen: screen.Messages}.With("new", string(book.GreetingCampaign)).With("birthdays", "1"))
	})
	v.cold = newSection(env.T("today.cold_title", nil), v.newCold)
	v.consents = newSection(env.T("today.consents", nil), v.newConsent)
	v.tasks.card.SetAside(kit.NewButton(env.T("today.all_tasks", nil), kit.Quiet, func() {
		env.Shell.Go(screen.Route{Screen: screen.FollowUps})
	}))
	v.calls.head = v.callHead()
	v.welcome = v.newWelcome()
	v.left = kit.VBox(kit.Gap, v.cases.card, v.tasks.card, v.coming.card, v.thanks.card)
	v.right = kit.VBox(kit.Gap, v.calls.card, v.closed.card, v.dates.card, v.cold.card, v.consents.card)
	v.columns = kit.Columns(900, 0.44, v.left, v.right)
	v.scroll = kit.Scroll(kit.VBox(kit.Gap, v.welcome, v.columns))
	v.page = kit.Page("", "", nil, v.scroll)
	v.render()
	return v
}

// Content is what to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show reads all cards.
func (v *View) Show(screen.Route) { v.p.Show() }

// Changed reads again what may have changed.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave ends what is under way.
func (v *View) Leave() { v.p.Leave() }

// newWelcome greets an empty book with its first steps.
func (v *View) newWelcome() *kit.Card {
	T := v.env.T
	steps := kit.Flow(8,
		kit.NewIconButton(kit.IconImport, T("today.welcome_import", nil), kit.Primary, func() {
			v.env.Shell.Go(screen.Route{Screen: screen.Import})
		}),
		kit.NewIconButton(kit.IconPerson, T("today.welcome_customer", nil), kit.Secondary, func() {
			v.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("new", string(book.Person)))
		}),
		kit.NewIconButton(kit.IconTasks, T("today.welcome_task", nil), kit.Secondary, func() {
			v.env.Shell.Go(screen.Route{Screen: screen.FollowUps}.With("new", "1"))
		}),
	)
	body := kit.VBox(14, kit.Wrap(T("today.welcome_text", nil), kit.Body), steps)
	return kit.NewCard(T("today.welcome", nil), body)
}

func (v *View) render() {
	s := v.p.State()
	v.page.SetTitle(v.p.Title())
	v.welcome.Hidden = !s.Known || !s.Empty
	v.renderLeft(s)
	v.renderRight(s)
	v.left.Refresh()
	v.right.Refresh()
	v.columns.Refresh()
	v.scroll.Refresh()
}

func (v *View) renderLeft(s State) {
	v.renderCases(s)
	v.renderSales(s)
	if !s.comingRead {
		v.coming.reading(v.env)
	} else {
		rows := v.coming.fit(len(s.Coming), v.env.T("today.coming_none", nil))
		for i, c := range s.Coming {
			v.fillHoliday(rows[i], c)
		}
	}
	if s.Tasks == nil {
		v.tasks.reading(v.env)
		return
	}
	tasks := v.tasks.fit(len(s.Tasks.Rows), v.env.T("today.tasks_none", nil))
	for i, r := range s.Tasks.Rows {
		v.fillTask(tasks[i], r)
	}
	v.tasks.more(s.Tasks.Total-len(s.Tasks.Rows), v.env)
}

func (v *View) renderRight(s State) {
	v.renderConsents(s)
	if !s.callsRead {
		v.calls.reading(v.env)
	} else {
		calls := v.calls.fit(len(s.Calls), v.env.T("today.calls_none", nil))
		for i, c := range s.Calls {
			v.fillCall(calls[i], c)
		}
	}
	v.renderClosed(s)
	if s.Dates == nil {
		v.dates.reading(v.env)
	} else {
		rows := v.dates.fit(len(s.Dates.Rows), v.env.T("today.dates_none", nil))
		for i, u := range s.Dates.Rows {
			v.fillDate(rows[i], u)
		}
		v.dates.more(s.Dates.Total-len(s.Dates.Rows), v.env)
		v.dates.card.SetAside(nil)
		if len(rows) > 0 {
			v.dates.card.SetAside(v.greet)
		}
	}
	if s.Cold == nil {
		v.cold.reading(v.env)
		return
	}
	rows := v.cold.fit(len(s.Cold.Rows), v.env.T("today.cold_none", nil))
	for i, c := range s.Cold.Rows {
		v.fillCold(rows[i], c)
	}
	v.cold.more(s.Cold.Total-len(s.Cold.Rows), v.env)
}
