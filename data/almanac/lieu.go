package almanac

import (
	"iter"
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// closures knows which days are holidays already, while days in lieu are
// being given. The holidays of a day are a chain, oldest first, because a map
// of lists would cost more than all the rest.
type closures struct {
	set    *set
	first  calendar.Date
	heads  []int16 // by day from first: the place in chain plus one, or 0
	tails  []int16
	chain  []closure
	beyond map[calendar.Date][]*Rule // days too far away, as a wrong file may have
}

type closure struct {
	rule *Rule
	next int16
}

func newClosures(s *set, items []item, first, last calendar.Date) *closures {
	n := int(last-first) + 2*farthest
	both := make([]int16, 2*n)
	c := &closures{set: s, first: first - farthest, heads: both[:n], tails: both[n:], chain: make([]closure, 0, 2*len(items))}
	for i := range items {
		if it := &items[i]; it.kind.Closes() {
			for i := range it.span {
				c.close(it.date+calendar.Date(i), it.rule)
			}
		}
	}
	return c
}

func (c *closures) close(d calendar.Date, r *Rule) {
	i := int(d - c.first)
	if i < 0 || i >= len(c.heads) {
		if c.beyond == nil {
			c.beyond = map[calendar.Date][]*Rule{}
		}
		c.beyond[d] = append(c.beyond[d], r)
		return
	}
	c.chain = append(c.chain, closure{rule: r})
	place := int16(len(c.chain))
	if c.tails[i] == 0 {
		c.heads[i] = place
	} else {
		c.chain[c.tails[i]-1].next = place
	}
	c.tails[i] = place
}

// on gives the rules that close a day, in the order in which they came.
func (c *closures) on(d calendar.Date) iter.Seq[*Rule] {
	return func(yield func(*Rule) bool) {
		i := int(d - c.first)
		if i < 0 || i >= len(c.heads) {
			for _, r := range c.beyond[d] {
				if !yield(r) {
					return
				}
			}
			return
		}
		for k := c.heads[i]; k != 0; k = c.chain[k-1].next {
			if !yield(c.chain[k-1].rule) {
				return
			}
		}
	}
}

// covers reports whether other holds where r does: in the whole country, or
// in a region of r. The day of one region does not bind the whole country.
func covers(other, r *Rule) bool {
	return len(other.Regions) == 0 ||
		slices.ContainsFunc(r.Regions, func(s string) bool { return slices.Contains(other.Regions, s) })
}

// holiday reports whether d is a holiday where r holds.
func (c *closures) holiday(d calendar.Date, r *Rule) bool {
	for o := range c.on(d) {
		if covers(o, r) {
			return true
		}
	}
	return false
}

// free reports whether d is a working day where r holds.
func (c *closures) free(d calendar.Date, r *Rule) bool {
	return !c.set.weekend(d)[d.Weekday()] && !c.holiday(d, r)
}

// clashes reports whether a rule that comes before r has its day on d too, so
// that only one of two feasts on a day asks for a day in lieu.
func (c *closures) clashes(d calendar.Date, r *Rule) bool {
	for other := range c.on(d) {
		if other == r {
			return false
		}
		if covers(other, r) {
			return true
		}
	}
	return false
}

// between adds the days that stand between two holidays, where a rule asks
// for them.
func (c *closures) between(items []item) []item {
	for _, r := range c.set.rules {
		if r.when.basis != onBetween {
			continue
		}
		var found []calendar.Date
		for i, head := range c.heads {
			if head == 0 {
				continue
			}
			if m := c.first + calendar.Date(i) + 1; c.holiday(m+1, r) && !c.holiday(m, r) && m.Weekday() != 0 && r.inYears(m.Year()) {
				found = append(found, m)
			}
		}
		for _, d := range found {
			c.close(d, r)
			items = append(items, item{rule: r, date: d, span: 1, sure: Computed, method: "between", source: r.Source, kind: r.Kind})
		}
	}
	return items
}

// decreed adds what authorities ordered for the year.
func (c *closures) decreed(items []item, year int) []item {
	for _, dec := range c.set.decrees {
		if dec.year < year-1 || dec.year > year+1 {
			continue
		}
		for _, off := range dec.off {
			r := c.rule(off.rule)
			c.close(off.date, r.within(dec.regions))
			items = append(items, item{rule: r, date: off.date, span: 1, sure: Announced, method: "decree", source: dec.source, lieuOf: r, kind: r.Kind, regions: dec.regions})
		}
		for _, work := range dec.work {
			r := c.rule(work.rule)
			items = append(items, item{rule: r, date: work.date, span: 1, sure: Announced, method: "decree", source: dec.source, kind: Workday, regions: dec.regions})
		}
	}
	return items
}

func (c *closures) rule(id string) *Rule {
	i := slices.IndexFunc(c.set.rules, func(r *Rule) bool { return r.ID == id })
	return c.set.rules[i]
}

// onlyDecree reports whether days in lieu of a year are given by decree alone.
func (c *closures) onlyDecree(year int) bool {
	return slices.ContainsFunc(c.set.decrees, func(d decree) bool { return d.only && d.year == year })
}

// inLieu gives the days in lieu, earliest holiday first, so that each finds
// the days of the earlier ones taken.
func (c *closures) inLieu(items []item) []item {
	var more []item
	for _, it := range items {
		if it.lieuOf != nil || len(it.rule.lieu) == 0 || it.kind == Workday || c.onlyDecree(it.date.Year()) {
			continue
		}
		for i := range it.span {
			days := c.appendLieu(nil, it, it.date+calendar.Date(i))
			for _, day := range days {
				c.close(day.date, it.rule)
			}
			more = append(more, days...)
			if it.rule.lieuOnce && len(days) > 0 {
				break
			}
		}
	}
	return append(items, more...)
}

// appendLieu adds the days in lieu of one day of a holiday: one, or one for
// each group of regions that has moves of its own.
func (c *closures) appendLieu(more []item, it item, day calendar.Date) []item {
	for i, m := range it.rule.lieu {
		if slices.ContainsFunc(it.rule.lieu[:i], func(o move) bool { return o.regions == m.regions }) {
			continue
		}
		d, ok := c.lieu(day, it.rule, m.regions)
		if !ok {
			continue
		}
		lieu := item{
			rule: it.rule, date: d, span: 1, sure: sureOr(it.rule.lieuSure, it.sure),
			method: "substitute", source: it.source, lieuOf: it.rule, kind: it.kind, except: it.except,
		}
		if m.regions != "" {
			lieu.regions = it.rule.kept(withCountry(c.set.country, strings.Split(m.regions, ",")))
			if len(lieu.regions) == 0 {
				continue
			}
		}
		more = append(more, lieu)
	}
	return more
}

// within is the rule as some regions keep it; all that keep it when there are
// none.
func (r *Rule) within(regions []string) *Rule {
	if len(regions) == 0 {
		return r
	}
	other := *r
	other.Regions = regions
	return &other
}

// kept are those of some regions in which the rule holds; never nil.
func (r *Rule) kept(regions []string) []string {
	list := []string{}
	for _, region := range regions {
		if (len(r.Regions) == 0 || slices.Contains(r.Regions, region)) && !slices.Contains(r.except, region) {
			list = append(list, region)
		}
	}
	return list
}

// farthest bounds the search for a working day; no feast is as long.
const farthest = 60

// lieu finds the day in lieu of a holiday on d in some regions, if one is
// given.
func (c *closures) lieu(d calendar.Date, r *Rule, regions string) (calendar.Date, bool) {
	for _, m := range r.lieu {
		if m.regions != regions || !m.holds(d) || !m.weekdays[d.Weekday()] && !(m.clash && c.clashes(d, r)) {
			continue
		}
		switch m.how {
		case moveDays:
			return d + calendar.Date(m.days), true
		case moveNext, movePrev:
			return m.toWeekday(d), true
		case moveFree, movePrevFree:
			step := calendar.Date(1)
			if m.how == movePrevFree {
				step = -1
			}
			for range farthest {
				if d += step; c.free(d, r) {
					return d, true
				}
			}
			return 0, false
		}
		return 0, false
	}
	return 0, false
}
