// Package calendar is the screen of days: a month and an agenda in which the
// holidays of the customers' cultures, follow-ups and birthdays stand together,
// a second calendar in the cells, and the page of a day or of a holiday.
//
// It promises that a month is drawn from the almanac and the book as they are,
// that what is merged under one name still says for which countries it counts,
// and that a date which may move says so. Which days are holidays is left to
// almanac, the making of follow-ups and the cards of customers to their own
// screens, to which it only leads.
package calendar

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// agendaDays is how many days the agenda shows at first and adds at a time.
const agendaDays = 60

// noSecond is how "no second calendar" is kept, so that it can be told from
// a choice never made.
const noSecond = "none"

// Part is a part of the screen that has to be drawn again.
type Part int

// The parts; they may be added up.
const (
	Head   Part = 1 << iota // title and controls
	Body                    // the days
	Cursor                  // only which day is chosen
	Panel                   // the page of the day or of the holiday
)

// State is what the screen shows.
type State struct {
	Mode   Mode
	Month  cal.Date // the first of the month
	Cursor cal.Date // the day that is chosen
	Today  cal.Date
	Second cal.ID // "" shows none
	Filter Filter

	Audience Audience
	Heard    int // how often the audience was read
	Loaded   bool
	Days     []Day            // of the weeks of the month
	Agenda   []Day            // the days of the agenda on which something falls
	Until    cal.Date         // the last day of the agenda
	Year     YearPage         // the year of the chosen day
	Own      []book.OwnDayRow // the user's own days
	OwnRead  bool
	Closed   reach.Closed // who does not work on the chosen day, once it is read
	Page     *Holiday     // the holiday whose page is open; nil shows the day
}

// Presenter keeps the state of the screen and carries out what the user asks.
type Presenter struct {
	State

	env     *screen.Env
	home    string // the owner's country
	weekend [7]bool
	draw    func(Part)
	days    screen.Slot[span]
	births  screen.Slot[[]book.Upcoming]
	year    screen.Slot[yearSpan]
	page    screen.Slot[Holiday]
	export  screen.Slot[exported]
	own     screen.Slot[[]book.OwnDayRow]
	closed  screen.Slot[reach.Closed]
	places  *reach.Places
	known   bool // the audience is up to date
	shown   bool // Show was called and Leave was not
}

// NewPresenter makes the presenter; draw is told what has changed.
func NewPresenter(env *screen.Env, draw func(Part)) *Presenter {
	p := &Presenter{env: env, draw: draw, places: reach.New(env)}
	p.days.Runner, p.births.Runner, p.page.Runner, p.year.Runner = env.Runner, env.Runner, env.Runner, env.Runner
	p.export.Runner, p.own.Runner, p.closed.Runner = env.Runner, env.Runner, env.Runner
	p.home = countryOf(env.Settings.HomeCulture)
	if p.home == "" {
		p.home = env.Printer.Region()
	}
	p.Mode, p.Filter = Month, Filter{Scope: ScopeMine}
	p.Today = cal.DateOf(env.Now())
	p.Cursor = p.Today
	p.Month = firstOf(p.Today)
	p.Second = p.secondOf(env.Prefs.Get().SecondCalendar)
	p.weekend = env.Almanac.Weekend(p.home, p.Today)
	if p.weekend == [7]bool{} {
		p.weekend = [7]bool{time.Saturday: true, time.Sunday: true}
	}
	return p
}

func firstOf(d cal.Date) cal.Date { return cal.NewDate(d.Year(), d.Month(), 1) }

// secondOf reads the kept choice; Chinese readers get 农历 without asking.
func (p *Presenter) secondOf(kept string) cal.ID {
	switch {
	case kept == noSecond:
		return ""
	case kept != "":
		if _, ok := cal.Lookup(cal.ID(kept)); ok {
			return cal.ID(kept)
		}
	}
	if strings.HasPrefix(p.env.Printer.Tag(), "zh") {
		return cal.Chinese
	}
	return ""
}

// Show brings the screen to a route: Tab is a Mode, Args hold "date", "filter"
// and "kinds", and ID is the rule of a holiday whose page is to be open.
func (p *Presenter) Show(r screen.Route) {
	p.shown = true
	p.Today = cal.DateOf(p.env.Now())
	if m := Mode(r.Tab); m == Month || m == Year || m == Agenda || m == Own {
		p.Mode = m
	} else if p.Mode == Own {
		p.Mode = Month // who comes for a day or a holiday wants to see days
	}
	if s := r.Arg("filter"); s != "" {
		p.Filter.Scope = s
	}
	if _, ok := kindsOf[r.Arg("kinds")]; ok || r.Tab != "" {
		p.Filter.Kinds = r.Arg("kinds")
	}
	if d, err := cal.ParseDate(r.Arg("date")); err == nil {
		p.Cursor = d
		p.Month = firstOf(d)
	} else if r.ID != "" {
		if next, ok := find(p.env.Almanac, r.ID, p.Cursor); ok {
			p.Cursor, p.Month = next.Date, firstOf(next.Date) // its days stand beside its page
		}
	}
	p.Page = nil
	if r.ID != "" {
		p.openHoliday(r.ID, p.Cursor)
	}
	p.draw(Head)
	p.load()
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.shown = false
	p.days.Cancel()
	p.births.Cancel()
	p.page.Cancel()
	p.year.Cancel()
	p.export.Cancel()
	p.own.Cancel()
	p.closed.Cancel()
}

// Changed reloads when something that is shown has changed.
func (p *Presenter) Changed(changes []book.Change) {
	touched := false
	if slices.ContainsFunc(changes, func(c book.Change) bool { return c.Entity == book.EntityOwnDay }) {
		p.places = reach.New(p.env)
	}
	for _, c := range changes {
		switch c.Entity {
		case book.EntityCustomer, book.EntityAll:
			p.known = false
			touched = true
		case book.EntityFollowUp, book.EntityOwnDay:
			touched = true
		}
	}
	if touched && p.shown {
		p.load()
		if p.Page != nil {
			p.again()
		}
	}
}

// route is where the screen is.
func (p *Presenter) route() screen.Route {
	r := screen.Route{Screen: screen.Calendar, Tab: string(p.Mode)}.
		With("date", p.Cursor.String()).With("filter", p.Filter.Scope)
	if p.Filter.Kinds != "" {
		r = r.With("kinds", p.Filter.Kinds)
	}
	if p.Page != nil {
		r.ID = p.Page.Feast.Lead.ID
	}
	return r
}

func (p *Presenter) keepPlace() { p.env.Shell.Replace(p.route()) }

// SetMode changes between month, year, agenda and own days.
func (p *Presenter) SetMode(m Mode) {
	if p.Mode == m {
		return
	}
	p.Mode, p.Until = m, 0
	p.keepPlace()
	p.draw(Head)
	p.load()
}

// SetScope changes whose holidays are shown.
func (p *Presenter) SetScope(scope string) {
	p.Filter.Scope = scope
	p.refilter()
}

// SetKinds changes which kinds of holidays are shown; "" is all.
func (p *Presenter) SetKinds(kinds string) {
	p.Filter.Kinds = kinds
	p.refilter()
}

func (p *Presenter) refilter() {
	p.keepPlace()
	p.draw(Head)
	p.load()
}

// SetSecond chooses the second calendar and keeps the choice; "" is none.
func (p *Presenter) SetSecond(c cal.ID) {
	p.Second = c
	kept := p.env.Prefs.Get()
	kept.SecondCalendar = string(c)
	if c == "" {
		kept.SecondCalendar = noSecond
	}
	p.env.Prefs.Set(kept)
	for _, days := range [][]Day{p.Days, p.Agenda} {
		for i := range days {
			secondDay(&days[i], c)
		}
	}
	p.draw(Head | Body | Panel)
}

// MoveTo chooses a day; one outside the month turns the page.
func (p *Presenter) MoveTo(d cal.Date) {
	if d < cal.NewDate(1583, time.January, 1) || d > cal.NewDate(2999, time.December, 31) {
		return
	}
	p.Cursor = d
	p.Page = nil
	p.page.Cancel()
	p.keepPlace()
	turned := firstOf(d) != p.Month || p.Mode == Agenda
	if p.Mode == Year {
		turned = d.Year() != p.Year.Year
		p.Month = firstOf(d)
	}
	if m := firstOf(d); turned {
		p.Month, p.Until = m, 0
		p.draw(Head)
		p.load()
		return
	}
	p.draw(Cursor | Panel)
	p.lookClosed()
}

// OpenDay shows the page of a day that is loaded, without turning pages.
func (p *Presenter) OpenDay(d cal.Date) {
	p.Cursor, p.Page = d, nil
	p.page.Cancel()
	p.draw(Cursor | Panel)
	p.lookClosed()
}

// Turn goes n pages on: months, or years where a year is shown.
func (p *Presenter) Turn(n int) {
	if p.Mode == Year {
		n *= 12
	}
	p.MoveTo(p.Cursor.AddMonths(n))
}

// GoToday chooses today.
func (p *Presenter) GoToday() {
	p.Today = cal.DateOf(p.env.Now())
	p.MoveTo(p.Today)
}

// More adds days to the agenda.
func (p *Presenter) More() {
	p.Until += agendaDays
	p.load()
}

// DayAt finds a day among those that are loaded.
func (p *Presenter) DayAt(d cal.Date) (Day, bool) {
	days := p.Days
	if p.Mode == Agenda {
		days = p.Agenda
	}
	for _, x := range days {
		if x.Date == d {
			return x, true
		}
	}
	return Day{Date: d, Term: -1}, false
}

// lookClosed reads who does not work on the chosen day.
func (p *Presenter) lookClosed() {
	if p.Mode != Month && p.Mode != Agenda {
		return
	}
	b, places, day := p.env.Book, p.places, p.Cursor
	p.closed.Run(func(ctx context.Context) (reach.Closed, error) {
		return places.Closed(ctx, b, day)
	}, func(c reach.Closed, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.Closed = c
		if p.Page == nil {
			p.draw(Panel)
		}
	})
}

// OpenRoute leads to what a line of the page stands for.
func (p *Presenter) OpenRoute(r screen.Route) { p.env.Shell.Go(r) }

// HomeClosed gives the public holiday of the owner's own country on a day.
func (p *Presenter) HomeClosed(d cal.Date) (almanac.Occurrence, bool) {
	return p.env.Almanac.Closed(d, p.home, "")
}

// NewFollowUp leads to a new follow-up on a day.
func (p *Presenter) NewFollowUp(d cal.Date) {
	p.env.Shell.Go(screen.Route{Screen: screen.FollowUps}.With("new", "1").With("date", d.String()))
}

// NewHolidayFollowUp leads to a new follow-up for the holiday whose page is
// open, on the day before it, or today when that is over.
func (p *Presenter) NewHolidayFollowUp() {
	if p.Page == nil {
		return
	}
	due := max(p.Page.Feast.Lead.Date-1, p.Today)
	p.env.Shell.Go(screen.Route{Screen: screen.FollowUps}.With("new", "1").
		With("holiday", p.Page.Feast.Lead.ID).With("date", due.String()))
}

// OpenFollowUp leads to a follow-up.
func (p *Presenter) OpenFollowUp(id book.ID) {
	p.env.Shell.Go(screen.Route{Screen: screen.FollowUps, ID: string(id)})
}

// OpenCustomer leads to a customer.
func (p *Presenter) OpenCustomer(id book.ID) {
	p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(id)})
}
