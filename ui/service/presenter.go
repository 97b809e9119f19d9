package service

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/screen"
)

// pageSize is how many cases are loaded at once.
const pageSize = 200

// Views are the lists in the order of their switch.
var Views = []book.CaseView{book.OpenCases, book.SoonCases, book.ClosedCases, book.AllCases}

// State is what the screen shows.
type State struct {
	View     book.CaseView
	Kind     book.CaseKind // "" is both
	Stage    book.CaseState
	Owner    string
	Customer *book.CustomerRow // the list is of this customer only, or nil
	Now      time.Time
	Counts   book.CaseCounts
	Owners   []string
	Rows     []Row
	More     bool
	Loaded   bool
	Selected book.ID
	Detail   *Detail // of the selected one, nil while it loads or when there is none
}

// Filtered reports whether the list is narrowed.
func (s State) Filtered() bool {
	return s.Kind != "" || s.Stage != "" || s.Owner != "" || s.Customer != nil
}

// Row is a line of the list: a case and what is left of its time.
type Row struct {
	book.CaseRow
	Left casework.Left
}

// Detail is everything about the selected case.
type Detail struct {
	book.CaseRow
	Customer *book.Customer // nil when it is gone
	Left     casework.Left
}

// Presenter holds the state of the screen and its commands. It belongs to the
// UI goroutine.
type Presenter struct {
	env     *screen.Env
	words   *casework.Words
	state   State
	changed func() // the view renders
	limit   int
	only    book.ID // of this customer only

	list   screen.Slot[loaded]
	detail screen.Slot[*Detail]
	tick   screen.Delay
	shown  bool
}

// NewPresenter returns a presenter that calls changed after every change of
// its state.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, words: casework.New(env), changed: changed, limit: pageSize}
	p.list.Runner, p.detail.Runner, p.tick.Runner = env.Runner, env.Runner, env.Runner
	p.state = State{View: book.OpenCases, Now: env.Now()}
	return p
}

// State returns what is to be shown.
func (p *Presenter) State() State { return p.state }

// Words are the words of cases.
func (p *Presenter) Words() *casework.Words { return p.words }

// Show brings the screen to a route: Tab is the view, ID the case that is
// selected, the argument "customer" narrows to one customer.
func (p *Presenter) Show(r screen.Route) {
	p.shown = true
	if v := book.CaseView(r.Tab); slices.Contains(Views, v) && v != p.state.View {
		p.state.View, p.limit, p.state.Loaded = v, pageSize, false
	}
	p.only = ""
	if r.Arg("new") == "" {
		p.only = book.ID(r.Arg("customer"))
	}
	if r.ID != "" && book.ID(r.ID) != p.state.Selected {
		p.state.Selected, p.state.Detail = book.ID(r.ID), nil
	}
	p.Reload()
	p.watch()
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.shown = false
	p.list.Cancel()
	p.detail.Cancel()
}

// watch reads the clock again every minute, because time runs out while the
// screen is open.
func (p *Presenter) watch() {
	if _, inline := p.env.Runner.(screen.Inline); inline {
		return // it would come back at once, for ever
	}
	p.tick.Run(time.Minute, func() {
		if p.shown {
			p.Reload()
			p.watch()
		}
	})
}

// SetView shows another list.
func (p *Presenter) SetView(v book.CaseView) {
	if v == p.state.View {
		return
	}
	p.state.View = v
	p.narrowed()
}

// SetKind narrows the list to requests or complaints; "" shows both.
func (p *Presenter) SetKind(k book.CaseKind) {
	if k != p.state.Kind {
		p.state.Kind = k
		p.narrowed()
	}
}

// SetStage narrows the list to one state; "" shows all.
func (p *Presenter) SetStage(s book.CaseState) {
	if s != p.state.Stage {
		p.state.Stage = s
		p.narrowed()
	}
}

// SetOwner narrows the list to the cases of somebody; "" shows all.
func (p *Presenter) SetOwner(owner string) {
	if owner != p.state.Owner {
		p.state.Owner = owner
		p.narrowed()
	}
}

// ShowAll takes all narrowing away.
func (p *Presenter) ShowAll() {
	p.only, p.state.Customer = "", nil
	p.state.Kind, p.state.Stage, p.state.Owner = "", "", ""
	p.narrowed()
}

// narrowed reads another list, from its top.
func (p *Presenter) narrowed() {
	p.state.Selected, p.state.Detail, p.limit = "", nil, pageSize
	p.route()
	p.Reload()
}

// More loads further rows of a long list.
func (p *Presenter) More() {
	p.limit += pageSize
	p.Reload()
}

// route tells the shell where we are.
func (p *Presenter) route() {
	r := screen.Route{Screen: screen.Service, Tab: string(p.state.View), ID: string(p.state.Selected)}
	if p.only != "" {
		r = r.With("customer", string(p.only))
	}
	p.env.Shell.Replace(r)
}

// Changed reloads when cases or customers changed.
func (p *Presenter) Changed(changes []book.Change) {
	p.words = casework.New(p.env) // the almanac may be another one
	if !p.shown {
		return
	}
	for _, c := range changes {
		switch c.Entity {
		case book.EntityCase, book.EntityCustomer, book.EntityOwnDay, book.EntityAll, book.EntitySettings:
			p.Reload()
			return
		}
	}
}

// loaded is one answer of the book.
type loaded struct {
	rows     []Row
	more     bool
	counts   book.CaseCounts
	owners   []string
	customer *book.CustomerRow
}

// Reload reads the list again.
func (p *Presenter) Reload() {
	p.state.Now = p.env.Now()
	s, only, limit := p.state, p.only, p.limit
	b, words := p.env.Book, casework.New(p.env.Snapshot())
	p.list.Run(func(ctx context.Context) (out loaded, err error) {
		if out.counts, err = b.Cases.Counts(ctx); err != nil {
			return out, err
		}
		if out.owners, err = b.Cases.Owners(ctx); err != nil {
			return out, err
		}
		rows, err := b.Cases.List(ctx, book.CaseQuery{View: s.View, Kind: s.Kind, State: s.Stage, Owner: s.Owner, Customer: only, Now: s.Now, Limit: limit + 1})
		if err != nil {
			return out, err
		}
		if len(rows) > limit {
			rows, out.more = rows[:limit], true
		}
		for _, r := range rows {
			out.rows = append(out.rows, Row{r, words.Left(r, s.Now)})
		}
		if only != "" {
			out.customer, err = customerRow(ctx, b, only)
		}
		return out, err
	}, p.show)
}

func (p *Presenter) show(l loaded, err error) {
	if err != nil {
		p.fail(err)
		return
	}
	s := &p.state
	was := s.at()
	s.Rows, s.More, s.Counts, s.Owners, s.Customer, s.Loaded = l.rows, l.more, l.counts, l.owners, l.customer, true
	if was >= 0 && s.at() < 0 { // it left the list: what comes after it is shown
		s.Selected, s.Detail = "", nil
		if n := len(s.Rows); n > 0 {
			s.Selected = s.Rows[min(was, n-1)].ID
		}
		p.route()
	}
	if s.Selected == "" && len(s.Rows) > 0 {
		s.Selected = s.Rows[0].ID
	}
	p.loadDetail()
	p.changed()
}

// at is the row of the case that is shown, -1 when it is in none.
func (s *State) at() int {
	return slices.IndexFunc(s.Rows, func(r Row) bool { return r.ID == s.Selected })
}

// customerRow reads what lists show of one customer, or nil when it is in the
// trash.
func customerRow(ctx context.Context, b *book.Book, id book.ID) (*book.CustomerRow, error) {
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{id}}, Limit: 1})
	if err != nil || len(page.Rows) == 0 {
		return nil, err
	}
	return &page.Rows[0], nil
}

// Select shows a case in the panel.
func (p *Presenter) Select(id book.ID) {
	if p.state.Selected == id {
		return
	}
	p.state.Selected, p.state.Detail = id, nil
	p.route()
	p.loadDetail()
	p.changed()
}

// loadDetail reads the selected case.
func (p *Presenter) loadDetail() {
	id := p.state.Selected
	if id == "" {
		p.detail.Cancel()
		p.state.Detail = nil
		return
	}
	b, now, words := p.env.Book, p.state.Now, casework.New(p.env.Snapshot())
	p.detail.Run(func(ctx context.Context) (*Detail, error) {
		c, err := b.Cases.Get(ctx, id)
		if err != nil {
			return nil, err
		}
		d := &Detail{CaseRow: book.CaseRow{Case: c}}
		if d.CaseRow.Customer, err = customerRow(ctx, b, c.CustomerID); err != nil {
			return nil, err
		}
		whole, err := b.Customers.Get(ctx, c.CustomerID)
		if err != nil {
			return nil, err
		}
		d.Customer, d.Left = &whole, words.Left(d.CaseRow, now)
		return d, nil
	}, func(d *Detail, err error) {
		switch {
		case book.CodeOf(err) == book.NotFound, err == nil && !d.TrashedAt.IsZero():
			p.state.Selected, p.state.Detail = "", nil // it was deleted elsewhere
		case err != nil:
			p.fail(err)
			return
		default:
			p.state.Detail = d
		}
		p.changed()
	})
}

// fail shows an error unless the work was given up.
func (p *Presenter) fail(err error) {
	if book.CodeOf(err) != book.Cancelled {
		p.env.Shell.Fail(err)
	}
}

// Trash removes the selected case; undo brings it back.
func (p *Presenter) Trash() {
	d := p.state.Detail
	if d == nil {
		return
	}
	b, id, text := p.env.Book, d.ID, p.env.T("service.removed", locales.V{"Kind": p.words.Kind(d.Kind)})
	p.env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Cases.Trash(ctx, id)
		return func() {
			if err != nil {
				p.fail(err)
				return
			}
			p.env.Shell.Done(text, op)
			p.Reload()
		}
	})
}

// OpenCustomer leads to the card of the customer.
func (p *Presenter) OpenCustomer() {
	if d := p.state.Detail; d != nil {
		p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(d.CustomerID), Tab: "service"})
	}
}
