package planner

import (
	"context"
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Coming is a feast that is near and the customers whom it touches.
type Coming struct {
	almanac.Occurrence          // as one of the countries, or the tradition, has it
	Countries          []string // where it closes offices on that day
	Concerned          book.Concerned
	Count              int
}

// Customers is what the planner asks of the book.
type Customers interface {
	Facets(ctx context.Context) (book.Facets, error)
	Count(ctx context.Context, f book.CustomerFilter) (int, error)
}

// Coming lists what is coming for the customers of the book within some days,
// at most limit feasts, the nearest first. A feast of several countries on the
// same day stands once.
func (p *Planner) Coming(ctx context.Context, b Customers, from calendar.Date, days, limit int) ([]Coming, error) {
	found, err := p.feasts(ctx, b, from, days)
	if err != nil {
		return nil, err
	}
	var out []Coming
	for _, c := range found {
		if len(out) == limit {
			break
		}
		c.Count, err = b.Count(ctx, book.CustomerFilter{Concerned: &c.Concerned})
		if err != nil {
			return nil, err
		}
		if c.Count > 0 {
			out = append(out, c)
		}
	}
	return out, nil
}

// feasts finds the feasts of the book's countries, cultures and stated
// traditions, merged, without counts.
func (p *Planner) feasts(ctx context.Context, b Customers, from calendar.Date, days int) ([]Coming, error) {
	facets, err := b.Facets(ctx)
	if err != nil {
		return nil, err
	}
	var places []string
	for _, f := range slices.Concat(facets.Countries, facets.Cultures) {
		if len(f.Value) == 2 && !slices.Contains(places, f.Value) {
			places = append(places, f.Value)
		}
	}
	to := from + calendar.Date(days)
	var out []Coming
	add := func(o almanac.Occurrence) {
		key := p.feast(o)
		for i := range out {
			if out[i].Date == o.Date && p.feast(out[i].Occurrence) == key {
				out[i].take(o)
				return
			}
		}
		c := Coming{Occurrence: o}
		c.take(o)
		out = append(out, c)
	}
	if len(places) > 0 {
		for _, o := range p.Almanac.Occurrences(almanac.Query{From: from, To: to, Countries: places, Nationwide: true}) {
			if o.Kind.Closes() && !o.Substitute && o.Date >= from {
				add(o)
			}
		}
	}
	for _, t := range p.Almanac.Traditions() {
		n, err := b.Count(ctx, book.CustomerFilter{Observances: []string{t}})
		if err != nil {
			return nil, err
		}
		if n == 0 {
			continue
		}
		for _, o := range p.Almanac.Occurrences(almanac.Query{From: from, To: to, Traditions: []string{t}}) {
			if o.Country == "" && !o.Substitute && o.Date >= from {
				add(o)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Coming) int { return int(a.Date - b.Date) })
	return out, nil
}

// take adds what one occurrence says of whom it concerns.
func (c *Coming) take(o almanac.Occurrence) {
	if o.Country != "" {
		if !slices.Contains(c.Countries, o.Country) {
			c.Countries = append(c.Countries, o.Country)
		}
		c.Concerned.Countries, c.Concerned.Cultures = c.Countries, c.Countries
		return
	}
	if !slices.Contains(c.Concerned.Observances, o.Tradition) {
		c.Concerned.Observances = append(c.Concerned.Observances, o.Tradition)
	}
}

// ConcernedBy returns whom a holiday touches, for its own page.
func (p *Planner) ConcernedBy(o almanac.Occurrence) book.Concerned {
	var c Coming
	key := p.feast(o)
	for _, x := range p.Almanac.Occurrences(almanac.Query{From: o.Date - 15, To: o.Date + 15}) {
		if p.feast(x) == key && !x.Substitute && (x.Country == "" || x.Kind.Closes()) {
			c.take(x)
		}
	}
	c.take(o)
	return c.Concerned
}

// ClosedOn lists the countries among those given in which offices are closed on
// a day because of a holiday.
func (p *Planner) ClosedOn(d calendar.Date, countries []string) []almanac.Occurrence {
	var out []almanac.Occurrence
	for _, cc := range countries {
		if o, ok := p.Almanac.Closed(d, cc, ""); ok {
			out = append(out, o)
		}
	}
	return out
}
