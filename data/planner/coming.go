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
			if (o.Kind.Closes() || o.OwnID != "") && !o.Substitute && o.Date >= from {
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
			if o.Country == "" && !o.Substitute && !o.Own() && o.Date >= from {
				add(o)
				p.moved(&out, o, places)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Coming) int { return int(a.Date - b.Date) })
	return out, nil
}

// take adds what one occurrence says of whom it concerns.
func (c *Coming) take(o almanac.Occurrence) {
	w := &c.Concerned
	switch {
	case o.Own() && o.Country == "":
		w.Everybody = true
		return
	case o.Country != "" && !o.Kind.Closes() && !o.Own():
		// Only its date was announced there: it concerns those who keep it there.
		if !slices.Contains(w.Observances, o.Tradition) || len(w.Within) > 0 {
			w.Observances, w.Within = addOnce(w.Observances, o.Tradition), addOnce(w.Within, o.Country)
		}
		return
	case o.Country != "":
		if !slices.Contains(c.Countries, o.Country) {
			c.Countries = append(c.Countries, o.Country)
		}
		w.Countries, w.Cultures = c.Countries, c.Countries
		return
	}
	if within := o.Within(); len(within) > 0 {
		if !slices.Contains(w.Observances, o.Tradition) || len(w.Within) > 0 {
			w.Observances = addOnce(w.Observances, o.Tradition)
			for _, cc := range within {
				w.Within = addOnce(w.Within, cc)
			}
		}
		return
	}
	w.Observances, w.Within = addOnce(w.Observances, o.Tradition), nil
}

func addOnce(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// moved leaves those out of a tradition's feast in whose country another date
// was announced.
func (p *Planner) moved(out *[]Coming, o almanac.Occurrence, places []string) {
	for i := range *out {
		c := &(*out)[i]
		if c.Date != o.Date || p.feast(c.Occurrence) != p.feast(o) {
			continue
		}
		for _, place := range places {
			if x, ok := p.announcedFor(o, place); ok && x.Date != o.Date {
				c.Concerned.Without = addOnce(c.Concerned.Without, place)
			}
		}
	}
}

// ConcernedBy returns whom a holiday touches, for its own page.
func (p *Planner) ConcernedBy(o almanac.Occurrence) book.Concerned {
	var c Coming
	if o.Own() || o.OwnID != "" && o.Country != "" {
		c.take(o)
		return c.Concerned
	}
	key := p.feast(o)
	for _, x := range p.Almanac.Occurrences(almanac.Query{From: o.Date - 15, To: o.Date + 15}) {
		if p.feast(x) == key && !x.Substitute && (x.Country == "" || x.Kind.Closes()) {
			c.take(x)
		}
		if x.OwnID != "" && !x.Own() && x.Country != "" && x.Date != o.Date && p.feast(x) == key {
			c.Concerned.Without = addOnce(c.Concerned.Without, x.Country)
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
