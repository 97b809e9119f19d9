package planner

import (
	"cmp"
	"context"
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Closed is one reason for which customers do not work on a day.
type Closed struct {
	Reason     Reason              // Holiday, Closing or Weekend
	Occurrence *almanac.Occurrence // with Holiday and Closing
	Countries  []string            // where, those with the most customers first; with Closing of single customers none
	Count      int
	Customers  []book.CustomerRow // with a Closing of single customers: who, an organisation before its people
}

// ClosedDay is who does not work on a day, and why.
type ClosedDay struct {
	Total   int // customers, each counted once
	Of      int // all customers
	Reasons []Closed
}

// Works is what Closed asks of the book.
type Works interface {
	Places(ctx context.Context) ([]book.Place, error)
	List(ctx context.Context, q book.CustomerQuery) (book.CustomerPage, error)
}

// maxMembers is how many people of a closed organisation are looked at.
const maxMembers = 500

// Closed tells who does not work on a day: by their own closing days, by the
// holidays of their place, by its closings and by the weekend, in this order.
// Each customer is counted once, by the first reason.
func (p *Planner) Closed(ctx context.Context, b Works, d calendar.Date) (ClosedDay, error) {
	var out ClosedDay
	own, err := p.closedParties(ctx, b, d)
	if err != nil {
		return out, err
	}
	places, err := b.Places(ctx)
	if err != nil {
		return out, err
	}
	t := tally{p: p, at: map[string]int{}, byCountry: map[string]map[string]int{}}
	for _, x := range places {
		out.Of += x.Count
		t.add(book.CustomerRow{Country: x.Country, Region: x.Region, Hours: book.Hours{Weekend: x.Weekend}}, d, x.Count)
	}
	for _, c := range own {
		for _, who := range c.Customers { // counted by their own closing, not by their place
			t.add(book.CustomerRow{Country: who.Country, Region: who.Region, Hours: who.Hours}, d, -1)
		}
	}
	out.Reasons = append(own, t.sorted()...)
	for _, c := range out.Reasons {
		out.Total += c.Count
	}
	return out, nil
}

// closedParties are the closings of single customers on a day, with whom they
// concern.
func (p *Planner) closedParties(ctx context.Context, b Works, d calendar.Date) ([]Closed, error) {
	var out []Closed
	seen := map[book.ID]bool{}
	for _, o := range p.Almanac.ClosedParties(d, d) {
		c := Closed{Reason: Closing, Occurrence: &o}
		id := book.ID(o.Party())
		for _, f := range []book.CustomerFilter{{IDs: []book.ID{id}}, {Organisation: id}} {
			page, err := b.List(ctx, book.CustomerQuery{Filter: f, Limit: maxMembers})
			if err != nil {
				return nil, err
			}
			for _, r := range page.Rows {
				if !seen[r.ID] {
					seen[r.ID] = true
					c.Customers = append(c.Customers, r)
				}
			}
		}
		if c.Count = len(c.Customers); c.Count > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// tally collects the reasons of places.
type tally struct {
	p         *Planner
	list      []Closed
	at        map[string]int
	byCountry map[string]map[string]int
}

// add counts n customers of a place, if they do not work there.
func (t *tally) add(c book.CustomerRow, d calendar.Date, n int) {
	reason, o := t.p.off(c, d)
	if reason == "" {
		return
	}
	key := string(reason)
	if o != nil {
		key += " " + t.p.feast(*o)
	}
	i, ok := t.at[key]
	if !ok {
		i = len(t.list)
		t.at[key], t.byCountry[key] = i, map[string]int{}
		t.list = append(t.list, Closed{Reason: reason, Occurrence: o})
	}
	t.list[i].Count += n
	if c.Country != "" {
		t.byCountry[key][c.Country] += n
	}
}

// sorted are the reasons, holidays before closings before weekends, and those
// of the most customers first.
func (t *tally) sorted() []Closed {
	for key, i := range t.at {
		n := t.byCountry[key]
		for c, k := range n {
			if k > 0 {
				t.list[i].Countries = append(t.list[i].Countries, c)
			}
		}
		slices.SortFunc(t.list[i].Countries, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	}
	order := []Reason{Holiday, Closing, Weekend}
	out := slices.DeleteFunc(t.list, func(c Closed) bool { return c.Count <= 0 })
	slices.SortStableFunc(out, func(a, b Closed) int {
		return cmp.Or(slices.Index(order, a.Reason)-slices.Index(order, b.Reason), cmp.Compare(b.Count, a.Count))
	})
	return out
}
