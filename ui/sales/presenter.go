package sales

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// The tabs of the screen, as routes name them.
const (
	TabOrders = "orders"
	TabDeals  = "deals"
)

// Tabs are the tabs in their order.
var Tabs = []string{TabOrders, TabDeals, TabLoyalty}

// The periods by which orders are picked.
const (
	PeriodAll     = "all"
	PeriodYear    = "year"
	PeriodTwelve  = "twelve"
	PeriodQuarter = "quarter"
)

// Periods are the periods in the order in which they are offered.
var Periods = []string{PeriodTwelve, PeriodQuarter, PeriodYear, PeriodAll}

// ClosedDays is for how long a deal that was won or lost stays on the board.
const ClosedDays = 90

// State is what the screen shows.
type State struct {
	Tab   string
	Today calendar.Date
	Base  string // the currency in which the book sums, "" until it was chosen

	Filter   book.OrderFilter
	Period   string
	Customer *book.CustomerRow // whose orders are shown, or nil for all
	Loaded   bool
	Rows     []book.OrderRow
	Totals   *book.OrderTotals // nil until they are summed
	Any      bool              // the book has orders at all

	Board   Board
	Loyalty Loyalty
}

// Presenter holds the state of the screen and carries its commands out. It
// belongs to the UI goroutine.
type Presenter struct {
	env     *screen.Env
	changed func()
	state   State
	next    string // the place of the page that comes

	load    screen.Slot[loaded]
	more    screen.Slot[book.OrderPage]
	totals  screen.Slot[book.OrderTotals]
	board   screen.Slot[Board]
	loyalty screen.Slot[Loyalty]
	typing  screen.Delay
}

// loaded is the first page of orders with what stands around it.
type loaded struct {
	base     string
	page     book.OrderPage
	customer *book.CustomerRow
	any      bool
}

// NewPresenter returns a presenter that calls changed when there is something
// else to show.
func NewPresenter(env *screen.Env, changed func()) *Presenter {
	p := &Presenter{env: env, changed: changed}
	p.load.Runner, p.more.Runner, p.totals.Runner, p.board.Runner, p.loyalty.Runner, p.typing.Runner = env.Runner, env.Runner, env.Runner, env.Runner, env.Runner, env.Runner
	p.state = State{Tab: TabOrders, Period: PeriodTwelve}
	p.state.Today = calendar.DateOf(env.Now())
	return p
}

// State is what is to be shown.
func (p *Presenter) State() State { return p.state }

// Show brings the screen to a route: its tab, and the argument "customer" for
// the orders of one.
func (p *Presenter) Show(r screen.Route) {
	p.state.Today = calendar.DateOf(p.env.Now())
	if slices.Contains(Tabs, r.Tab) {
		p.state.Tab = r.Tab
	}
	if r.Arg("new") == "" && r.Arg("edit") == "" {
		p.state.Filter.Customer = book.ID(r.Arg("customer"))
		if p.state.Filter.Customer != "" {
			p.state.Period = PeriodAll
		}
	}
	p.Reload()
}

// SetTab changes to another tab.
func (p *Presenter) SetTab(i int) {
	p.state.Tab = Tabs[i]
	p.route()
	p.Reload()
}

// route keeps the place, so that coming back leads here and opens no form.
func (p *Presenter) route() {
	r := screen.Route{Screen: screen.Sales, Tab: p.state.Tab}
	if c := p.state.Filter.Customer; c != "" {
		r = r.With("customer", string(c))
	}
	p.env.Shell.Replace(r)
}

// Changed reads again what a change may concern.
func (p *Presenter) Changed(changes []book.Change) {
	if slices.ContainsFunc(changes, func(c book.Change) bool {
		switch c.Entity {
		case book.EntityOrder, book.EntityDeal, book.EntityLoyalty, book.EntityRate, book.EntitySettings, book.EntityCustomer, book.EntityAll:
			return true
		}
		return false
	}) {
		p.Reload()
	}
}

// Leave ends what is under way.
func (p *Presenter) Leave() {
	p.load.Cancel()
	p.more.Cancel()
	p.totals.Cancel()
	p.board.Cancel()
	p.loyalty.Cancel()
}

// Reload reads what the tab shows.
func (p *Presenter) Reload() {
	p.changed()
	switch p.state.Tab {
	case TabDeals:
		p.loadBoard()
	case TabLoyalty:
		p.loadLoyalty()
	default:
		p.loadOrders()
	}
}

// filter is the filter with its period.
func (p *Presenter) filter() book.OrderFilter {
	f, today := p.state.Filter, p.state.Today
	switch p.state.Period {
	case PeriodYear:
		f.From = calendar.NewDate(today.Year(), time.January, 1)
	case PeriodTwelve:
		f.From = today.AddMonths(-12) + 1
	case PeriodQuarter:
		f.From = today - 89
	}
	return f
}

func (p *Presenter) loadOrders() {
	b, f := p.env.Book, p.filter()
	p.load.Run(func(ctx context.Context) (out loaded, err error) {
		st, err := b.Settings(ctx)
		if err != nil {
			return out, err
		}
		out.base = st.BaseCurrency
		if out.page, err = b.Orders.List(ctx, book.OrderQuery{Filter: f}); err != nil {
			return out, err
		}
		if out.any = len(out.page.Rows) > 0; !out.any {
			one, err := b.Orders.List(ctx, book.OrderQuery{Limit: 1})
			if err != nil {
				return out, err
			}
			out.any = len(one.Rows) > 0
		}
		if f.Customer != "" {
			rows, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{f.Customer}}})
			if err != nil {
				return out, err
			}
			if len(rows.Rows) > 0 {
				out.customer = &rows.Rows[0]
			}
		}
		return out, nil
	}, func(x loaded, err error) {
		if p.failed(err) {
			return
		}
		s := &p.state
		s.Loaded, s.Base, s.Rows, s.Customer, s.Any = true, x.base, x.page.Rows, x.customer, x.any
		p.next = x.page.Next
		p.changed()
	})
	p.totals.Run(func(ctx context.Context) (book.OrderTotals, error) { return b.Orders.Totals(ctx, f) }, func(t book.OrderTotals, err error) {
		if p.failed(err) {
			return
		}
		p.state.Totals = &t
		p.changed()
	})
}

// failed tells the shell of a fault; one that was called off is none.
func (p *Presenter) failed(err error) bool {
	if err != nil && book.CodeOf(err) != book.Cancelled {
		p.env.Shell.Fail(err)
	}
	return err != nil
}

// nearEnd is how many rows before the end the next page is asked for.
const nearEnd = 30

// Near tells that a row is on screen; the next page is read before its end is.
func (p *Presenter) Near(i int) {
	if p.next == "" || i < len(p.state.Rows)-nearEnd {
		return
	}
	b, q := p.env.Book, book.OrderQuery{Filter: p.filter(), After: p.next}
	p.next = "" // asked for; what comes brings the one after
	p.more.Run(func(ctx context.Context) (book.OrderPage, error) { return b.Orders.List(ctx, q) }, func(page book.OrderPage, err error) {
		if p.failed(err) {
			p.next = q.After
			return
		}
		p.state.Rows, p.next = append(p.state.Rows, page.Rows...), page.Next
		p.changed()
	})
}

// SetText seeks orders by number or customer while the user types.
func (p *Presenter) SetText(text string) {
	p.typing.Run(200*time.Millisecond, func() {
		p.state.Filter.Text = strings.TrimSpace(text)
		p.loadOrders()
	})
}

// SetStatus picks the orders of one status; "" picks all.
func (p *Presenter) SetStatus(s string) {
	p.state.Filter.Statuses = nil
	if s != "" {
		p.state.Filter.Statuses = []book.OrderStatus{book.OrderStatus(s)}
	}
	p.loadOrders()
}

// SetPeriod picks the orders of a period.
func (p *Presenter) SetPeriod(period string) {
	p.state.Period = period
	p.loadOrders()
}

// ShowAll shows everybody's orders of every time again.
func (p *Presenter) ShowAll() {
	p.state.Filter, p.state.Period = book.OrderFilter{}, PeriodAll
	p.route()
	p.loadOrders()
}

// ShowUnrated shows the orders that cannot be summed, or all again.
func (p *Presenter) ShowUnrated(on bool) {
	p.state.Filter.Unrated = on
	if on {
		p.state.Period = PeriodAll
	}
	p.loadOrders()
}

// Filtered says whether a filter hides orders.
func (p *Presenter) Filtered() bool {
	f := p.state.Filter
	return f.Text != "" || f.Customer != "" || len(f.Statuses) > 0 || f.Unrated || p.state.Period != PeriodAll
}

// Lead is the sentence above the orders: how many sales, what they come to,
// what was returned, and what is left of it over the cost.
func (p *Presenter) Lead() string {
	s, pr := p.state, p.env.Printer
	if s.Totals == nil {
		return ""
	}
	t := *s.Totals
	parts := []string{p.env.N("sales.orders_n", t.Count, locales.V{"Number": pr.Int(int64(t.Count))})}
	if t.Returns > 0 {
		parts = append(parts, p.env.N("sales.returns_n", t.Returns, nil))
	}
	if s.Base != "" {
		parts = append(parts, pr.Money(t.Total, s.Base))
	}
	if t.Costed > 0 {
		v := locales.V{"Margin": pr.Percent(float64(t.Costed-t.Cost) / float64(t.Costed)), "Part": pr.Money(t.Costed, s.Base)}
		id := locales.ID("sales.margin_part")
		if t.Costed == t.Total {
			id = "sales.margin"
		}
		parts = append(parts, p.env.T(id, v))
	}
	return trade.Dots(parts...)
}

// Apart says which orders are not in the sum and what to do about it, or "".
func (p *Presenter) Apart() string {
	t := p.state.Totals
	if t == nil || len(t.Apart) == 0 {
		return ""
	}
	if p.state.Base == "" {
		return p.env.T("sales.no_base", nil)
	}
	return trade.Apart(p.env.Printer, t.Apart)
}

// Trash removes an order.
func (p *Presenter) Trash(id book.ID) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Orders.Trash(ctx, id) }, "sales.order_trashed", nil)
}

// SetStatusOf changes how far an order has come.
func (p *Presenter) SetStatusOf(id book.ID, s book.OrderStatus) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Orders.SetStatus(ctx, id, s) },
		"sales.status_set", locales.V{"Status": trade.Status(p.env.Printer, s)})
}

// do runs a use case that changes the book, and tells what was done with its
// undo. Unlike a job in a Slot it is never cancelled by the next one.
func (p *Presenter) do(work func(context.Context) (book.Operation, error), told locales.ID, v locales.V) {
	env := p.env
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := work(ctx)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			if op.ID != "" && told != "" {
				env.Shell.Done(env.T(told, v), op)
			}
		}
	})
}
