package today

import (
	"context"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// How much the cards show, and how far they look ahead.
const (
	maxComing  = 6
	maxTasks   = 8
	maxCases   = 5
	maxCalls   = 6
	maxDates   = 6
	maxCold    = 4
	daysComing = 75
	daysDates  = 14
	countTasks = 60 // beyond that, people are no longer counted
)

// State is what the screen shows. A card that is nil has not been read yet.
type State struct {
	Today calendar.Date
	Now   time.Time
	Empty bool // the book has no customers and nothing to do
	Known bool // whether it is empty has been read

	Coming   []planner.Coming
	Tasks    *Tasks
	Cases    []Case
	Thanks   []Thank
	Tiers    []TierNews
	CasesN   int // how many run out soon or are late, those not shown with them
	Calls    []Call
	Closed   *reach.Closed
	Dates    *Dates
	Cold     *Cold
	Consents *Consents

	comingRead, callsRead bool
}

// Tasks are the follow-ups that are due or late.
type Tasks struct {
	Rows   []book.FollowUpRow // the first of them
	Total  int
	People int // different customers among the rows
}

// Dates are the birthdays and other dates that are near.
type Dates struct {
	Rows   []book.Upcoming // the first of them
	Total  int
	Barred map[book.ID]book.Answer // who is not to be greeted, and why
}

// Cold are the customers who should have heard from us.
type Cold struct {
	Rows  []book.CustomerRow
	Total int
}

// Call is a customer and whether it is a good hour there.
type Call struct {
	Customer book.CustomerRow
	Window   reach.Window
}

// Presenter holds the state of the screen and its commands. It belongs to the
// UI goroutine.
type Presenter struct {
	env     *screen.Env
	places  *reach.Places
	state   State
	changed func()
	shown   bool

	empty    screen.Slot[bool]
	coming   screen.Slot[[]planner.Coming]
	tasks    screen.Slot[*Tasks]
	cases    screen.Slot[caseList]
	sales    screen.Slot[sales]
	daily    calendar.Date // on which the programme was brought up to date last
	calls    screen.Slot[[]Call]
	closed   screen.Slot[*reach.Closed]
	dates    screen.Slot[*Dates]
	cold     screen.Slot[*Cold]
	consents screen.Slot[*Consents]
	tick     screen.Delay
	again    screen.Delay
}

// NewPresenter returns a presenter that calls changed after every change of
// its state.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, places: reach.New(env), changed: changed}
	r := env.Runner
	p.empty.Runner, p.coming.Runner, p.tasks.Runner, p.calls.Runner = r, r, r, r
	p.dates.Runner, p.cold.Runner, p.tick.Runner, p.again.Runner = r, r, r, r
	p.closed.Runner, p.cases.Runner, p.consents.Runner = r, r, r
	p.sales.Runner = r
	p.clock()
	return p
}

// State returns what is to be shown.
func (p *Presenter) State() State { return p.state }

// clock reads the time and tells whether another day has begun.
func (p *Presenter) clock() (newDay bool) {
	before := p.state.Today
	p.state.Now = p.env.Now()
	p.state.Today = calendar.DateOf(p.state.Now)
	return p.state.Today != before
}

// Show reads all cards.
func (p *Presenter) Show() {
	p.shown = true
	p.clock()
	p.changed()
	p.Reload()
	p.watch()
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.shown = false
	p.empty.Cancel()
	p.coming.Cancel()
	p.tasks.Cancel()
	p.cases.Cancel()
	p.sales.Cancel()
	p.consents.Cancel()
	p.calls.Cancel()
	p.closed.Cancel()
	p.dates.Cancel()
	p.cold.Cancel()
}

// watch looks at the clock every minute: call windows open and close, and
// after midnight everything is read again.
func (p *Presenter) watch() {
	if _, inline := p.env.Runner.(screen.Inline); inline {
		return // it would come back at once, for ever
	}
	p.tick.Run(time.Minute, func() {
		if p.shown {
			p.Minute()
			p.watch()
		}
	})
}

// Minute is called when a minute has passed.
func (p *Presenter) Minute() {
	if p.clock() {
		p.Reload()
		return
	}
	p.loadTasks()
	p.loadCases()
	p.loadCalls()
}

// Changed reads again what may have changed.
func (p *Presenter) Changed(changes []book.Change) {
	if !p.shown {
		p.places = reach.New(p.env) // the almanac may be another one
		return
	}
	var tasks, people, cases, all bool
	for _, c := range changes {
		switch c.Entity {
		case book.EntityOwnDay:
			p.places = reach.New(p.env)
			p.Reload()
			return
		case book.EntityFollowUp:
			tasks = true
		case book.EntityOrder, book.EntityLoyalty:
			p.loadSales()
		case book.EntityCase:
			cases = true
		case book.EntityConsent:
			p.loadConsents()
			p.loadDates()
			p.loadCalls()
		case book.EntityInteraction:
			p.loadSales() // who was thanked need not be thanked again
			tasks, people = true, true
		case book.EntityCustomer, book.EntityAll, book.EntitySettings:
			all = true
		}
	}
	if all {
		if tasks {
			p.loadTasks() // what was just done goes at once
		}
		p.again.Run(300*time.Millisecond, p.Reload) // an import tells of many
		return
	}
	if tasks {
		p.loadEmpty()
		p.loadTasks()
		p.loadCalls()
	}
	if cases {
		p.loadCases()
	}
	if people {
		p.loadCold()
	}
}

// Reload reads everything. The cards that are read fastest come first.
func (p *Presenter) Reload() {
	p.loadEmpty()
	p.loadTasks()
	p.loadCases()
	p.loadSales()
	p.loadCold()
	p.loadCalls()
	p.loadClosed()
	p.loadDates()
	p.loadConsents()
	p.loadComing()
}

// failed shows an error unless the work was given up.
func (p *Presenter) failed(err error) bool {
	if err != nil && book.CodeOf(err) != book.Cancelled {
		p.env.Shell.Fail(err)
	}
	return err != nil
}

func (p *Presenter) loadEmpty() {
	b := p.env.Book
	p.empty.Run(func(ctx context.Context) (bool, error) {
		page, err := b.Customers.List(ctx, book.CustomerQuery{Limit: 1})
		if err != nil || len(page.Rows) > 0 {
			return false, err
		}
		rows, err := b.FollowUps.List(ctx, book.FollowUpQuery{View: book.ViewAll, Limit: 1})
		return len(rows) == 0, err
	}, func(empty bool, err error) {
		if !p.failed(err) {
			p.state.Empty, p.state.Known = empty, true
			p.changed()
		}
	})
}

func (p *Presenter) loadComing() {
	b, from, where := p.env.Book, p.state.Today, p.places
	p.coming.Run(func(ctx context.Context) ([]planner.Coming, error) {
		if where.Planner == nil {
			return nil, nil
		}
		all, err := where.Planner.Coming(ctx, b.Customers, from, daysComing, lookComing)
		return pick(all, maxComing), err
	}, func(xs []planner.Coming, err error) {
		if !p.failed(err) {
			p.state.Coming, p.state.comingRead = xs, true
			p.changed()
		}
	})
}

func (p *Presenter) loadTasks() {
	b := p.env.Book
	p.tasks.Run(func(ctx context.Context) (*Tasks, error) {
		counts, err := b.FollowUps.Counts(ctx)
		if err != nil {
			return nil, err
		}
		t := &Tasks{Total: counts.Today + counts.Overdue}
		rows, err := due(ctx, b, countTasks)
		if err != nil {
			return nil, err
		}
		seen := map[book.ID]bool{}
		for _, r := range rows {
			if r.CustomerID != "" {
				seen[r.CustomerID] = true
			}
		}
		t.People = len(seen)
		t.Rows = rows[:min(len(rows), maxTasks)]
		return t, nil
	}, func(t *Tasks, err error) {
		if !p.failed(err) {
			p.state.Tasks = t
			p.changed()
		}
	})
}

// due lists what is late and what is due today; what is late comes first, but
// leaves room for today.
func due(ctx context.Context, b *book.Book, limit int) ([]book.FollowUpRow, error) {
	late, err := b.FollowUps.List(ctx, book.FollowUpQuery{View: book.ViewOverdue, Limit: limit})
	if err != nil {
		return nil, err
	}
	now, err := b.FollowUps.List(ctx, book.FollowUpQuery{View: book.ViewToday, Limit: limit})
	if err != nil {
		return nil, err
	}
	first := len(late)
	if room := maxTasks - min(len(now), maxTasks/2); first > room {
		first = room
	}
	rows := append([]book.FollowUpRow{}, late[:first]...)
	rows = append(rows, now...)
	return append(rows, late[first:]...), nil
}

func (p *Presenter) loadDates() {
	b, from := p.env.Book, p.state.Today
	p.dates.Run(func(ctx context.Context) (*Dates, error) {
		rows, err := b.Customers.Dates(ctx, from, from+daysDates)
		if err != nil {
			return nil, err
		}
		first := rows[:min(len(rows), maxDates)]
		no, err := barred(ctx, b, first)
		return &Dates{first, len(rows), no}, err
	}, func(d *Dates, err error) {
		if !p.failed(err) {
			p.state.Dates = d
			p.changed()
		}
	})
}

func (p *Presenter) loadCold() {
	b := p.env.Book
	p.cold.Run(func(ctx context.Context) (*Cold, error) {
		rows, n, err := b.Customers.GoingCold(ctx, maxCold)
		return &Cold{rows, n}, err
	}, func(c *Cold, err error) {
		if !p.failed(err) {
			p.state.Cold = c
			p.changed()
		}
	})
}

// Tick ticks a follow-up off; the next one of a repetition is told.
func (p *Presenter) Tick(id book.ID) {
	b := p.env.Book
	p.env.Runner.Run(func(ctx context.Context) func() {
		next, op, err := b.FollowUps.Complete(ctx, id, nil)
		return func() {
			if p.failed(err) {
				p.loadTasks()
				return
			}
			text := p.env.T("today.done", nil)
			if next != nil {
				text = p.env.T("today.done_next", locales.V{"Day": p.env.Printer.DateLong(next.Due)})
			}
			p.env.Shell.Done(text, op)
		}
	})
}
