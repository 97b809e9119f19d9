package sales

import (
	"context"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/trade"
)

// Board is the pipeline: a column for each stage, then what was won and lost
// lately.
type Board struct {
	Loaded  bool
	Base    string
	Stages  []book.Stage
	Columns []Column
}

// Column is one stage with its deals.
type Column struct {
	Stage    book.Stage
	Deals    []book.DealRow
	Sum      trade.Sum // of all amounts
	Weighted trade.Sum // of the amounts times their likelihood
}

// Closed tells whether deals end in the column.
func (c Column) Closed() bool { return c.Stage.ID == book.StageWon || c.Stage.ID == book.StageLost }

func (p *Presenter) loadBoard() {
	b, since := p.env.Book, p.env.Now().AddDate(0, 0, -ClosedDays)
	today := p.state.Today
	p.board.Run(func(ctx context.Context) (Board, error) {
		rates, err := b.Orders.Converter(ctx)
		if err != nil {
			return Board{}, err
		}
		stages, err := b.Deals.Stages(ctx)
		if err != nil {
			return Board{}, err
		}
		rows, err := b.Deals.List(ctx, book.DealFilter{ClosedSince: since})
		board := Board{Loaded: true, Base: rates.Base(), Stages: stages}
		for _, s := range append(slices.Clone(stages), book.Stage{ID: book.StageWon, Likelihood: 100}, book.Stage{ID: book.StageLost}) {
			board.Columns = append(board.Columns, Column{Stage: s})
		}
		for _, d := range rows {
			i := slices.IndexFunc(board.Columns, func(c Column) bool { return c.Stage.ID == d.Stage })
			c := &board.Columns[max(i, 0)] // a stage that another device took away: its deals begin anew
			c.Deals = append(c.Deals, d)
			v, ok := rates.Convert(d.Amount, d.Currency, today)
			c.Sum.Add(d.Amount, d.Currency, v, ok)
			part := d.Amount * int64(d.Likelihood) / 100
			v, ok = rates.Convert(part, d.Currency, today)
			c.Weighted.Add(part, d.Currency, v, ok)
		}
		for i := range board.Columns {
			if c := &board.Columns[i]; c.Closed() {
				slices.SortStableFunc(c.Deals, func(a, b book.DealRow) int { return b.ClosedAt.Compare(a.ClosedAt) })
			}
		}
		return board, err
	}, func(x Board, err error) {
		if p.failed(err) {
			return
		}
		p.state.Board, p.state.Base = x, x.Base
		p.changed()
	})
}

// Deals counts the deals on the board.
func (b Board) Deals() int {
	n := 0
	for _, c := range b.Columns {
		n += len(c.Deals)
	}
	return n
}

// Find returns the column and the place of a deal; ok is false when it is not
// on the board.
func (b Board) Find(id book.ID) (column, at int, ok bool) {
	for i, c := range b.Columns {
		for j, d := range c.Deals {
			if d.ID == id {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// Beside is the stage next to the one of a deal, to the left or right; ok is
// false at the edge. Lost is reached only on purpose.
func (b Board) Beside(id book.ID, by int) (stage string, ok bool) {
	i, _, found := b.Find(id)
	if i += by; !found || i < 0 || i >= len(b.Columns) {
		return "", false
	}
	return b.Columns[i].Stage.ID, true
}

// Move puts a deal into another stage. Won is told, since an order follows.
func (p *Presenter) Move(id book.ID, stage, why string, won func(book.Deal)) {
	b, env := p.env.Book, p.env
	var deal book.Deal
	env.Runner.Run(func(ctx context.Context) func() {
		d, op, err := b.Deals.Move(ctx, id, stage, why)
		deal = d
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			if op.ID != "" {
				env.Shell.Done(env.T("sales.deal_moved", locales.V{"Stage": trade.StageOf(env.Printer, p.state.Board.Stages, stage)}), op)
			}
			if stage == book.StageWon && won != nil {
				won(deal)
			}
		}
	})
}

// TrashDeal removes a deal.
func (p *Presenter) TrashDeal(id book.ID) {
	b := p.env.Book
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Deals.Trash(ctx, id) }, "sales.deal_trashed", nil)
}

// SaveStages keeps the user's own stages; wrong is called with what cannot be.
func (p *Presenter) SaveStages(list []book.Stage, done func(), wrong func(error)) {
	b, env := p.env.Book, p.env
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Deals.SaveStages(ctx, list)
		return func() {
			if book.CodeOf(err) == book.Invalid {
				wrong(err)
				return
			}
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			done()
			if op.ID != "" {
				env.Shell.Done(env.T("sales.stages_saved", nil), op)
			}
		}
	})
}

// ColumnLead says what a column comes to: how many deals, their sum, and the
// sum weighted by their likelihood.
func (p *Presenter) ColumnLead(c Column) (count, sum, weighted string) {
	pr, base := p.env.Printer, p.state.Board.Base
	count = pr.Int(int64(len(c.Deals)))
	if len(c.Deals) == 0 {
		return count, "", ""
	}
	sum = c.Sum.Words(pr, base)
	if !c.Closed() {
		weighted = p.env.T("sales.weighted", locales.V{"Amount": c.Weighted.Words(pr, base)})
	}
	return count, sum, weighted
}

// DealWords are the lines of a deal on the board: whose it is, and when it is
// expected, or why it was lost. late is true for one that should have been won
// by now.
func (p *Presenter) DealWords(d book.DealRow) (who, when string, late bool) {
	pr, s := p.env.Printer, p.state
	if d.Customer != nil {
		who = d.Customer.Name.Full
		if l := d.Customer.Name.Latin; l != "" && l != who {
			who += " " + l
		}
	}
	switch {
	case d.Stage == book.StageLost:
		when = d.LostWhy
	case d.Stage == book.StageWon:
		when = pr.DateNear(dayOf(d.ClosedAt, p.env.Home), s.Today)
	case !d.Expected.IsZero():
		when = p.env.T("trade.expected", locales.V{"Day": pr.DateNear(d.Expected, s.Today)})
		late = d.Expected < s.Today
	}
	if d.Open() {
		when = trade.Dots(pr.Percent(float64(d.Likelihood)/100), when)
	}
	return who, when, late
}

// Expecting sums the open deals, weighted, for the line under the title.
func (p *Presenter) Expecting() string {
	var sum trade.Sum
	n := 0
	for _, c := range p.state.Board.Columns {
		if c.Closed() {
			continue
		}
		n += len(c.Deals)
		sum.Total += c.Weighted.Total
		for _, u := range c.Weighted.Apart() {
			sum.Add(u.Total, u.Currency, book.Converted{}, false)
		}
	}
	if n == 0 {
		return ""
	}
	return trade.Dots(p.env.N("sales.open_deals", n, nil),
		p.env.T("sales.weighted", locales.V{"Amount": sum.Words(p.env.Printer, p.state.Board.Base)}))
}

// dayOf is the day of an instant for the owner.
func dayOf(at time.Time, home *time.Location) calendar.Date { return calendar.DateOf(at.In(home)) }
