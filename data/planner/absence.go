package planner

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Absence is who does not work in a run of days because of a holiday of their
// place or a closing.
type Absence struct {
	From, To calendar.Date
	Known    int // customers of whom a country or a closing is known
	groups   []group
	reasons  []absent
}

// absent is why customers do not work, with what it is an occurrence of.
type absent struct {
	occurrence almanac.Occurrence
	feast      string
}

// group is customers who are closed on the same days.
type group struct {
	country string
	count   int
	off     []int  // by day: the place of the reason among all plus one, or 0
	lost    []bool // by day: closed, and none of the weekend
}

// Absence tells who does not work from one day to another, weekends aside. Each
// customer is counted once a day.
func (p *Planner) Absence(ctx context.Context, b Works, from, to calendar.Date) (Absence, error) {
	m := absence{Absence: Absence{From: from, To: to}, p: p, places: map[string][]int{}, kept: map[string]int{}}
	places, err := b.Places(ctx)
	if err != nil {
		return m.Absence, err
	}
	alone, err := m.alone(ctx, b)
	if err != nil {
		return m.Absence, err
	}
	for _, c := range alone { // counted by themselves, not by their place
		i := slices.IndexFunc(places, func(x book.Place) bool {
			return x.Country == c.row.Country && x.Region == c.row.Region && slices.Equal(x.Weekend, c.row.Hours.Weekend)
		})
		if i >= 0 {
			places[i].Count--
		}
		m.add(c.row, 1, c.closings)
	}
	for _, x := range places {
		if x.Country != "" && x.Count > 0 {
			m.add(book.CustomerRow{Country: x.Country, Region: x.Region, Hours: book.Hours{Weekend: x.Weekend}}, x.Count, nil)
		}
	}
	return m.Absence, nil
}

// absence is an Absence while it is worked out.
type absence struct {
	Absence
	p      *Planner
	places map[string][]int // the days off of a place, as in group
	kept   map[string]int   // the place of a reason plus one
}

// loner is a customer who is closed by themselves or with their organisation.
type loner struct {
	row      book.CustomerRow
	closings []almanac.Occurrence
}

// alone finds the customers who have closings of their own.
func (m *absence) alone(ctx context.Context, b Works) ([]loner, error) {
	closings := map[book.ID][]almanac.Occurrence{}
	for _, o := range m.p.Almanac.ClosedParties(m.From, m.To) {
		id := book.ID(o.Party())
		closings[id] = append(closings[id], o)
	}
	if len(closings) == 0 {
		return nil, nil
	}
	ids := slices.Sorted(maps.Keys(closings))
	var out []loner
	seen := map[book.ID]bool{}
	take := func(f book.CustomerFilter, limit int) ([]book.CustomerRow, error) {
		page, err := b.List(ctx, book.CustomerQuery{Filter: f, Limit: limit})
		for _, r := range page.Rows {
			if !seen[r.ID] {
				seen[r.ID] = true
				out = append(out, loner{r, slices.Concat(closings[r.ID], closings[r.OrganisationID])})
			}
		}
		return page.Rows, err
	}
	found, err := take(book.CustomerFilter{IDs: ids}, len(ids))
	if err != nil {
		return nil, err
	}
	for _, r := range found {
		if r.Kind != book.Organisation {
			continue
		}
		if _, err := take(book.CustomerFilter{Organisation: r.ID}, maxMembers); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// add takes customers of one place; closings are theirs alone.
func (m *absence) add(c book.CustomerRow, n int, closings []almanac.Occurrence) {
	g := group{country: c.Country, count: n, off: m.place(c), lost: make([]bool, m.To-m.From+1)}
	if len(closings) > 0 {
		g.off = slices.Clone(g.off)
		m.mark(g.off, closings)
	}
	for i, reason := range g.off {
		d := m.From + calendar.Date(i)
		g.lost[i] = reason != 0 && !m.p.onWeekend(c, d)
	}
	m.Known += n
	m.groups = append(m.groups, g)
}

// place gives the days on which a place does not work.
func (m *absence) place(c book.CustomerRow) []int {
	key := c.Country + " " + c.Region
	off, ok := m.places[key]
	if ok {
		return off
	}
	off = make([]int, m.To-m.From+1)
	if c.Country != "" {
		q := almanac.Query{From: m.From, To: m.To, Countries: []string{c.Country}, Kinds: []string{string(almanac.Public), string(almanac.Bank)}}
		if q.Nationwide = c.Region == ""; !q.Nationwide {
			q.Regions = []string{regionOf(c)}
		}
		m.mark(off, m.p.Almanac.Occurrences(q))
	}
	m.places[key] = off
	return off
}

// mark writes for which reason the days of a list are off; the first reason of
// a day stays.
func (m *absence) mark(off []int, found []almanac.Occurrence) {
	for _, o := range found {
		key := fmt.Sprint(o.ID, o.Date, o.Region)
		if m.kept[key] == 0 {
			m.reasons = append(m.reasons, absent{o, m.p.feast(o)})
			m.kept[key] = len(m.reasons)
		}
		for d := max(o.Date, m.From); d <= min(o.End, m.To); d++ {
			if off[d-m.From] == 0 {
				off[d-m.From] = m.kept[key]
			}
		}
	}
}

// On counts the customers who are closed on a day by a holiday or a closing, be
// it a weekend or not.
func (a Absence) On(d calendar.Date) int {
	n := 0
	for _, g := range a.groups {
		if d >= a.From && d <= a.To && g.off[d-a.From] != 0 {
			n += g.count
		}
	}
	return n
}

// Lost counts the customers who miss at least so many working days from one day
// to another, by their country; "" is where none is known.
func (a Absence) Lost(from, to calendar.Date, least int) map[string]int {
	out := map[string]int{}
	for _, g := range a.groups {
		n := 0
		for d := max(from, a.From); d <= min(to, a.To); d++ {
			if g.lost[d-a.From] {
				n++
			}
		}
		if n >= least {
			out[g.country] += g.count
		}
	}
	return out
}

// Cause is the holiday or closing that takes most working days from customers
// from one day to another.
func (a Absence) Cause(from, to calendar.Date) (almanac.Occurrence, bool) {
	days, first := map[string]int{}, map[string]int{}
	for _, g := range a.groups {
		for d := max(from, a.From); d <= min(to, a.To); d++ {
			if !g.lost[d-a.From] {
				continue
			}
			i := g.off[d-a.From] - 1
			key := a.reasons[i].feast
			if days[key] == 0 || i < first[key] {
				first[key] = i
			}
			days[key] += g.count
		}
	}
	if len(days) == 0 {
		return almanac.Occurrence{}, false
	}
	best := slices.MaxFunc(slices.Sorted(maps.Keys(days)), func(x, y string) int { return cmp.Compare(days[x], days[y]) })
	return a.reasons[first[best]].occurrence, true
}

// onWeekend reports whether a day is of a customer's weekend: as stated, else
// as is usual in the place.
func (p *Planner) onWeekend(c book.CustomerRow, d calendar.Date) bool {
	if c.Hours.Weekend != nil {
		return slices.Contains(c.Hours.Weekend, int(d.Weekday()))
	}
	return slices.Contains(p.Culture.Weekend(c.Country, c.Region, d), d.Weekday())
}

// regionOf is the whole code of a customer's region, or "".
func regionOf(c book.CustomerRow) string { return wholeRegion(c.Country, c.Region) }

// wholeRegion is the code of a region with its country: "DE-BY" of "BY".
func wholeRegion(country, region string) string {
	if region == "" || country == "" {
		return region
	}
	return country + "-" + strings.TrimPrefix(region, country+"-")
}
