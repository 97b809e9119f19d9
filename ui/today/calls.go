package today

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// loadCalls finds the customers whom one would call now: those with something
// due, those with a birthday and those who should have heard from us, also
// when it is no good hour there, to say why; then, as far as there is room,
// those who were in touch last and whose working time it is. Those who can be
// called come first.
func (p *Presenter) loadCalls() {
	b, where, now, today := p.env.Book, p.places, p.state.Now, p.state.Today
	p.calls.Run(func(ctx context.Context) ([]Call, error) {
		reason := map[book.ID]bool{}
		wanted, err := wanted(ctx, b, today)
		if err != nil {
			return nil, err
		}
		last, err := b.Customers.List(ctx, book.CustomerQuery{Sort: book.SortLastContact, Desc: true, Limit: 40})
		if err != nil {
			return nil, err
		}
		all, err := callable(ctx, b, append(wanted, last.Rows...))
		if err != nil {
			return nil, err
		}
		for _, c := range wanted {
			reason[c.ID] = true
		}
		var calls []Call
		seen := map[book.ID]bool{}
		for _, c := range all {
			if seen[c.ID] || len(calls) == maxCalls {
				continue
			}
			seen[c.ID] = true
			if w := where.Window(&c, now); w.Known && (w.Open || reason[c.ID]) {
				calls = append(calls, Call{c, w})
			}
		}
		slices.SortStableFunc(calls, openFirst)
		return calls, nil
	}, func(calls []Call, err error) {
		if !p.failed(err) {
			p.state.Calls, p.state.callsRead = calls, true
			p.changed()
		}
	})
}

// wanted lists the customers for whom there is a reason to call.
func wanted(ctx context.Context, b *book.Book, today calendar.Date) ([]book.CustomerRow, error) {
	var out []book.CustomerRow
	rows, err := due(ctx, b, 2*maxCalls)
	if err != nil {
		return nil, err
	}
	for _, r := range rows[:min(len(rows), maxCalls-1)] {
		if r.Customer != nil {
			out = append(out, *r.Customer)
		}
	}
	dates, err := b.Customers.Dates(ctx, today, today)
	if err != nil {
		return nil, err
	}
	for _, d := range dates[:min(len(dates), 2)] {
		out = append(out, d.Customer)
	}
	cold, _, err := b.Customers.GoingCold(ctx, 2)
	return append(out, cold...), err
}

func openFirst(a, b Call) int {
	switch {
	case a.Window.Open == b.Window.Open:
		return 0
	case a.Window.Open:
		return -1
	}
	return 1
}

// Open counts the windows that are open among those shown.
func (s State) Open() int {
	n := 0
	for _, c := range s.Calls {
		if c.Window.Open {
			n++
		}
	}
	return n
}

// People counts whom to reach today: the customers with something due, and
// those with a birthday today who have nothing due.
func (s State) People() int {
	if s.Tasks == nil {
		return 0
	}
	n := s.Tasks.People
	if s.Dates == nil {
		return n
	}
	busy := map[book.ID]bool{}
	for _, r := range s.Tasks.Rows {
		busy[r.CustomerID] = true
	}
	for _, d := range s.Dates.Rows {
		if d.On == s.Today && !busy[d.Customer.ID] {
			busy[d.Customer.ID] = true
			n++
		}
	}
	return n
}
