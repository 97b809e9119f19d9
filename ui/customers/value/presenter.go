// Package value is the tab "Value & loyalty" of a customer's card: what they
// bought, which deals may come about, and their points in the loyalty
// programme. Orders and deals are made and changed
// on the screen of sales, to which it leads.
package value

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// ordersShown is how many orders the card lists; all are on the screen of
// sales.
const ordersShown = 12

// State is what the tab shows.
type State struct {
	Loaded   bool
	Customer book.ID
	Base     string // the currency in which the book sums, "" until it was chosen
	Stages   []book.Stage
	Orders   []book.OrderRow
	More     bool // there are more orders than are listed
	Totals   book.OrderTotals
	Summary  book.OrderSummary
	Deals    []book.DealRow // the open ones, then those closed lately
	Rates    *book.Rates
	Today    calendar.Date
	Loyalty  Loyalty
}

// Presenter reads the orders and deals of one customer. It belongs to the UI
// goroutine.
type Presenter struct {
	env     *screen.Env
	changed func()
	state   State
	load    screen.Slot[State]
}

// NewPresenter returns a presenter that calls changed when there is something
// else to show.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, changed: changed}
	p.load.Runner = env.Runner
	return p
}

// State is what is to be shown.
func (p *Presenter) State() State { return p.state }

// Show brings the tab to a customer.
func (p *Presenter) Show(customer book.ID) {
	if p.state.Customer != customer {
		p.state = State{Customer: customer}
	}
	p.reload()
}

// Changed reads again what a change may concern.
func (p *Presenter) Changed(changes []book.Change) {
	if p.state.Customer == "" {
		return
	}
	if slices.ContainsFunc(changes, func(c book.Change) bool {
		switch c.Entity {
		case book.EntityOrder, book.EntityDeal, book.EntityLoyalty:
			return c.Customer == "" || c.Customer == p.state.Customer
		case book.EntityRate, book.EntitySettings, book.EntityAll:
			return true
		}
		return false
	}) {
		p.reload()
	}
}

// Leave drops what is under way.
func (p *Presenter) Leave() { p.load.Cancel() }

func (p *Presenter) reload() {
	b, id, today := p.env.Book, p.state.Customer, calendar.DateOf(p.env.Now())
	p.load.Run(func(ctx context.Context) (State, error) { return read(ctx, b, id, today) }, func(s State, err error) {
		if err != nil {
			if book.CodeOf(err) != book.Cancelled {
				p.env.Shell.Fail(err)
			}
			return
		}
		p.state = s
		p.changed()
	})
}

func read(ctx context.Context, b *book.Book, id book.ID, today calendar.Date) (State, error) {
	s := State{Loaded: true, Customer: id, Today: today}
	page, err := b.Orders.List(ctx, book.OrderQuery{Filter: book.OrderFilter{Customer: id}, Limit: ordersShown})
	if err != nil {
		return s, err
	}
	s.Orders, s.More = page.Rows, page.Next != ""
	if s.Totals, err = b.Orders.Totals(ctx, book.OrderFilter{Customer: id}); err != nil {
		return s, err
	}
	if s.Summary, err = b.Orders.Summary(ctx, id); err != nil {
		return s, err
	}
	if s.Rates, err = b.Orders.Converter(ctx); err != nil {
		return s, err
	}
	s.Base = s.Rates.Base()
	if s.Loyalty, err = readLoyalty(ctx, b, id); err != nil {
		return s, err
	}
	if s.Stages, err = b.Deals.Stages(ctx); err != nil {
		return s, err
	}
	s.Deals, err = b.Deals.List(ctx, book.DealFilter{Customer: id})
	slices.SortStableFunc(s.Deals, func(a, b book.DealRow) int {
		switch {
		case a.Open() && b.Open():
			return 0
		case a.Open():
			return -1
		case b.Open():
			return 1
		}
		return b.ClosedAt.Compare(a.ClosedAt)
	})
	return s, err
}

// Lead is the sentence above the orders: how many, what they come to, when the
// last one was. It is "" before the first.
func (p *Presenter) Lead() string {
	s, t := p.state, p.env.Printer
	if s.Totals.Count+s.Totals.Returns == 0 {
		return ""
	}
	parts := []string{p.env.N("value.orders_n", s.Totals.Count, nil)}
	if s.Base != "" && s.Totals.Total != 0 {
		parts = append(parts, t.Money(s.Totals.Total, s.Base))
	}
	if !s.Summary.Last.IsZero() {
		parts = append(parts, p.env.T("value.last_order", locales.V{"Day": t.DateNear(s.Summary.Last, s.Today)}))
	}
	return trade.Dots(parts...)
}

// Apart says what is not summed, or "".
func (p *Presenter) Apart() string { return trade.Apart(p.env.Printer, p.state.Totals.Apart) }

// AddOrder opens the form of an order for the customer.
func (p *Presenter) AddOrder() { p.form("order", "") }

// OpenOrder opens an order.
func (p *Presenter) OpenOrder(id book.ID) { p.form("order", id) }

// AddDeal opens the form of a deal for the customer.
func (p *Presenter) AddDeal() { p.form("deal", "") }

// OpenDeal opens a deal.
func (p *Presenter) OpenDeal(id book.ID) { p.form("deal", id) }

// AllOrders shows the orders of the customer on the screen of sales.
func (p *Presenter) AllOrders() {
	p.env.Shell.Go(screen.Route{Screen: screen.Sales, Tab: "orders"}.With("customer", string(p.state.Customer)))
}

// form opens the form of an order or a deal on the screen of sales, which leads
// back here.
func (p *Presenter) form(what string, id book.ID) {
	tab := "orders"
	if what == "deal" {
		tab = "deals"
	}
	r := screen.Route{Screen: screen.Sales, ID: string(id), Tab: tab}.With("back", "1")
	if id == "" {
		r = r.With("new", what).With("customer", string(p.state.Customer))
	} else {
		r = r.With("edit", what)
	}
	p.env.Shell.Go(r)
}
