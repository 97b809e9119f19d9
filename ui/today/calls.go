package today

import (
	"context"
	"slices"

	"dragoman/data/book"
)

// loadCalls finds the customers whom one would call now: those with something
// due, those who should have heard from us, those with a birthday, and those
// who were in touch last. Those whose working time it is come first.
func (p *Presenter) loadCalls() {
	b, where, now, today := p.env.Book, p.places, p.state.Now, p.state.Today
	p.calls.Run(func(ctx context.Context) ([]Call, error) {
		var calls []Call
		seen := map[book.ID]bool{}
		add := func(c book.CustomerRow) {
			if seen[c.ID] || len(calls) >= 3*maxCalls {
				return
			}
			seen[c.ID] = true
			if w := where.Window(&c, now); w.Known {
				calls = append(calls, Call{c, w})
			}
		}
		rows, err := due(ctx, b, 2*maxCalls)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			if r.Customer != nil {
				add(*r.Customer)
			}
		}
		cold, _, err := b.Customers.GoingCold(ctx, maxCalls)
		if err != nil {
			return nil, err
		}
		dates, err := b.Customers.Dates(ctx, today, today)
		if err != nil {
			return nil, err
		}
		for _, d := range dates[:min(len(dates), maxCalls)] {
			add(d.Customer)
		}
		for _, c := range cold {
			add(c)
		}
		last, err := b.Customers.List(ctx, book.CustomerQuery{Sort: book.SortLastContact, Desc: true, Limit: 2 * maxCalls})
		if err != nil {
			return nil, err
		}
		for _, c := range last.Rows {
			add(c)
		}
		return best(calls), nil
	}, func(calls []Call, err error) {
		if !p.failed(err) {
			p.state.Calls, p.state.callsRead = calls, true
			p.changed()
		}
	})
}

// best keeps the first calls: those that are open, then the others, each in
// the order in which they were found.
func best(calls []Call) []Call {
	slices.SortStableFunc(calls, func(a, b Call) int {
		switch {
		case a.Window.Open == b.Window.Open:
			return 0
		case a.Window.Open:
			return -1
		}
		return 1
	})
	return calls[:min(len(calls), maxCalls)]
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
