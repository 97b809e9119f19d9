package followups

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// pageSize is how many follow-ups are loaded at once.
const pageSize = 300

// Views are the lists in the order of their switch.
var Views = []book.FollowUpView{book.ViewToday, book.ViewOverdue, book.ViewWeek, book.ViewAll, book.ViewDone}

// State is what the screen shows.
type State struct {
	View     book.FollowUpView
	Customer *book.CustomerRow // the list is of this customer only, or nil
	Today    calendar.Date
	Now      time.Time
	Counts   book.FollowUpCounts
	Items    []Item
	Loaded   bool
	Selected book.ID
	Detail   *Detail // of the selected one, nil while it loads or when there is none
	Picking  bool    // several are being chosen
	Picked   map[book.ID]bool
}

// Rows counts the follow-ups among the items.
func (s State) Rows() int {
	n := 0
	for _, it := range s.Items {
		if it.Row != nil {
			n++
		}
	}
	return n
}

// Presenter holds the state of the screen and its commands. It belongs to the
// UI goroutine.
type Presenter struct {
	env     *screen.Env
	places  *reach.Places
	state   State
	changed func() // the view renders
	limit   int
	only    book.ID // of this customer only
	sought  book.ID // to be shown in whatever list has it

	list   screen.Slot[loaded]
	detail screen.Slot[*Detail]
	tick   screen.Delay
	shown  bool
}

// NewPresenter returns a presenter that calls changed after every change of
// its state.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, places: reach.New(env), changed: changed, limit: pageSize}
	p.list.Runner, p.detail.Runner, p.tick.Runner = env.Runner, env.Runner, env.Runner
	p.state = State{View: book.ViewToday, Picked: map[book.ID]bool{}}
	p.clock()
	return p
}

// State returns what is to be shown.
func (p *Presenter) State() State { return p.state }

func (p *Presenter) clock() {
	p.state.Now = p.env.Now()
	p.state.Today = calendar.DateOf(p.state.Now)
}

// Show brings the screen to a route: Tab is the view, ID the follow-up that is
// selected, the argument "customer" narrows to one customer.
func (p *Presenter) Show(r screen.Route) {
	p.shown = true
	if v := book.FollowUpView(r.Tab); slices.Contains(Views, v) {
		p.setView(v)
	}
	p.only = ""
	if r.Arg("new") == "" {
		p.only = book.ID(r.Arg("customer"))
	}
	if r.ID != "" && book.ID(r.ID) != p.state.Selected {
		p.state.Selected, p.state.Detail = book.ID(r.ID), nil
	}
	p.sought = ""
	if r.Tab == "" {
		p.sought = book.ID(r.ID)
	}
	p.Reload()
	p.Watch()
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.shown = false
	p.list.Cancel()
	p.detail.Cancel()
}

// Watch reads the clock again every minute, because call windows open and
// close and days end while the screen is open.
func (p *Presenter) Watch() {
	if _, inline := p.env.Runner.(screen.Inline); inline {
		return // it would come back at once, for ever
	}
	p.tick.Run(time.Minute, func() {
		if p.shown {
			p.Reload()
			p.Watch()
		}
	})
}

func (p *Presenter) setView(v book.FollowUpView) {
	if p.state.View != v {
		p.state.View, p.limit = v, pageSize
		p.state.Items, p.state.Loaded = nil, false
		p.endPicking()
	}
}

// SetView shows another list.
func (p *Presenter) SetView(v book.FollowUpView) {
	if v != p.state.View {
		p.state.Selected, p.state.Detail = "", nil // the first of the other list
	}
	p.setView(v)
	p.route()
	p.Reload()
}

// route tells the shell where we are.
func (p *Presenter) route() {
	r := screen.Route{Screen: screen.FollowUps, Tab: string(p.state.View), ID: string(p.state.Selected)}
	if p.only != "" {
		r = r.With("customer", string(p.only))
	}
	p.env.Shell.Replace(r)
}

// ShowAll takes the narrowing to one customer away.
func (p *Presenter) ShowAll() {
	p.only, p.state.Customer = "", nil
	p.route()
	p.Reload()
}

// More loads further rows of a long list.
func (p *Presenter) More() {
	p.limit += pageSize
	p.Reload()
}

// Changed reloads when follow-ups or customers changed.
func (p *Presenter) Changed(changes []book.Change) {
	p.places = reach.New(p.env) // the almanac may be another one
	if !p.shown {
		return
	}
	for _, c := range changes {
		switch c.Entity {
		case book.EntityFollowUp, book.EntityCustomer, book.EntityOwnDay, book.EntityAll, book.EntitySettings:
			p.Reload()
			return
		}
	}
}

// loaded is one answer of the book.
type loaded struct {
	view     book.FollowUpView // another one where that has what is sought
	items    []Item
	counts   book.FollowUpCounts
	customer *book.CustomerRow
}

// Reload reads the list again.
func (p *Presenter) Reload() {
	p.clock()
	view, only, limit, today, sought := p.state.View, p.only, p.limit, p.state.Today, p.sought
	b, printer, home := p.env.Book, p.env.Printer, p.env.Home
	where := p.places
	p.list.Run(func(ctx context.Context) (loaded, error) {
		var out loaded
		var err error
		if out.counts, err = b.FollowUps.Counts(ctx); err != nil {
			return out, err
		}
		rows, more, err := read(ctx, b, view, only, limit, today)
		if other := elsewhere(ctx, b, rows, sought); err == nil && other != "" {
			view = other
			rows, more, err = read(ctx, b, view, only, limit, today)
		}
		if err != nil {
			return out, err
		}
		out.view = view
		if only != "" {
			page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{only}}, Limit: 1})
			if err != nil {
				return out, err
			}
			if len(page.Rows) > 0 {
				out.customer = &page.Rows[0]
			}
		}
		out.items = grouped(printer, view, rows, clashes(where, rows, today), today, home)
		if more {
			out.items = append(out.items, Item{More: total(out.counts, view) - len(rows)})
		}
		return out, nil
	}, p.show)
}

// elsewhere is the list that has what is sought where rows do not have it, or
// "".
func elsewhere(ctx context.Context, b *book.Book, rows []book.FollowUpRow, sought book.ID) book.FollowUpView {
	if sought == "" || slices.ContainsFunc(rows, func(r book.FollowUpRow) bool { return r.ID == sought }) {
		return ""
	}
	f, err := b.FollowUps.Get(ctx, sought)
	switch {
	case err != nil || !f.TrashedAt.IsZero():
		return ""
	case !f.DoneAt.IsZero():
		return book.ViewDone
	}
	return book.ViewAll
}

// read gets the rows of a view; more says that there are further ones. The
// view of today shows what is late and what is coming as well.
func read(ctx context.Context, b *book.Book, view book.FollowUpView, only book.ID, limit int, today calendar.Date) (rows []book.FollowUpRow, more bool, err error) {
	parts := []book.FollowUpQuery{{View: view}}
	if view == book.ViewToday {
		limit /= 3
		parts = []book.FollowUpQuery{{View: book.ViewOverdue}, {View: book.ViewToday}, {View: book.ViewWeek}}
	}
	seen := map[book.ID]bool{}
	for _, q := range parts {
		q.Today, q.Customer, q.Limit = today, only, limit+1
		part, err := b.FollowUps.List(ctx, q)
		if err != nil {
			return nil, false, err
		}
		if len(part) > limit {
			part, more = part[:limit], true
		}
		for _, r := range part {
			if !seen[r.ID] {
				seen[r.ID] = true
				rows = append(rows, r)
			}
		}
	}
	return rows, more, nil
}

func total(c book.FollowUpCounts, v book.FollowUpView) int {
	switch v {
	case book.ViewToday:
		return c.Overdue + c.Week
	case book.ViewOverdue:
		return c.Overdue
	case book.ViewWeek:
		return c.Week
	case book.ViewDone:
		return c.Done
	}
	return c.All
}

func (p *Presenter) show(l loaded, err error) {
	if err != nil {
		p.fail(err)
		return
	}
	if p.sought = ""; l.view != p.state.View {
		p.setView(l.view)
		p.route()
	}
	p.state.Items, p.state.Counts, p.state.Customer, p.state.Loaded = l.items, l.counts, l.customer, true
	for id := range p.state.Picked {
		if !p.has(id) {
			delete(p.state.Picked, id)
		}
	}
	if p.state.Selected == "" {
		p.state.Selected = p.first()
	}
	p.loadDetail()
	p.changed()
}

func (p *Presenter) has(id book.ID) bool {
	return slices.ContainsFunc(p.state.Items, func(it Item) bool { return it.Row != nil && it.Row.ID == id })
}

// first is the follow-up that is selected when nobody chose one: the first of
// today, else the first of all.
func (p *Presenter) first() book.ID {
	var id book.ID
	for _, it := range p.state.Items {
		if it.Row == nil {
			continue
		}
		if id == "" {
			id = it.Row.ID
		}
		if day, _ := reach.DueDay(it.Row.FollowUp, p.state.Today); day == p.state.Today {
			return it.Row.ID
		}
	}
	return id
}

// Select shows a follow-up in the panel.
func (p *Presenter) Select(id book.ID) {
	if p.state.Selected == id {
		return
	}
	p.state.Selected, p.state.Detail = id, nil
	p.route()
	p.loadDetail()
	p.changed()
}

// fail shows an error unless the work was given up.
func (p *Presenter) fail(err error) {
	if book.CodeOf(err) != book.Cancelled {
		p.env.Shell.Fail(err)
	}
}

// do runs a command beside the UI goroutine. Commands are not cancelled by
// newer ones: two quick ticks are two ticks.
func (p *Presenter) do(work func(ctx context.Context) (book.Operation, error), done func(op book.Operation)) {
	p.env.Runner.Run(func(ctx context.Context) func() {
		op, err := work(ctx)
		return func() {
			if err != nil {
				p.fail(err)
				p.Reload()
				return
			}
			done(op)
		}
	})
}

// told returns what tells a message and offers undo.
func (p *Presenter) told(id locales.ID, v locales.V) func(book.Operation) {
	text := p.env.T(id, v)
	return func(op book.Operation) { p.env.Shell.Done(text, op) }
}
