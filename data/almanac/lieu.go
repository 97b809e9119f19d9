package almanac

import (
	"iter"
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// closures knows which days are holidays already, while days in lieu are
// being given. The holidays of a day are a chain, oldest first, because a map
// of lists would cost more than all the rest. One is used for year after year.
type closures struct {
	set    *set
	first  calendar.Date
	heads  []int16 // by day from first: the place in chain plus one, or 0
	tails  []int16
	chain  []closure
	beyond map[calendar.Date][]closure // days too far away, as a wrong file may have
}

type closure struct {
	rule  *Rule
	where where
	next  int16
}

// where is in which parts of its country a day holds: the whole of it when
// there are no regions, but for those excepted.
type where struct{ regions, except []string }

// in reports whether a day holds in a region.
func (w where) in(region string) bool {
	return (len(w.regions) == 0 || slices.Contains(w.regions, region)) && !slices.Contains(w.except, region)
}

// covers reports whether w holds where other does: in the whole country, or in
// a region of other. The day of one region does not bind the whole country.
func (w where) covers(other where) bool {
	if len(w.regions)+len(w.except) == 0 {
		return true
	}
	if len(other.regions) == 0 {
		return len(w.regions) == 0
	}
	return slices.ContainsFunc(other.regions, w.in)
}

// kept are those of some regions in which a day holds; never nil.
func (w where) kept(regions []string) []string {
	list := []string{}
	for _, r := range regions {
		if w.in(r) {
			list = append(list, r)
		}
	}
	return list
}

// where is in which parts of the country the day of an item holds.
func (it *item) where() where {
	if it.regions != nil {
		return where{it.regions, it.except}
	}
	return where{it.rule.Regions, it.except}
}

// begin forgets the year before and takes the holidays of the next one.
func (c *closures) begin(s *set, items []item, first, last calendar.Date) {
	n := int(last-first) + 2*farthest
	c.set, c.first, c.chain, c.beyond = s, first-farthest, c.chain[:0], nil
	c.heads, c.tails = emptied(c.heads, n), emptied(c.tails, n)
	for i := range items {
		if it := &items[i]; it.kind.Closes() {
			for i := range it.span {
				c.close(it.date+calendar.Date(i), it.rule, it.where())
			}
		}
	}
}

// emptied is a list of n zeros in the room of another.
func emptied(list []int16, n int) []int16 {
	if cap(list) < n {
		return make([]int16, n)
	}
	list = list[:n]
	clear(list)
	return list
}

func (c *closures) close(d calendar.Date, r *Rule, w where) {
	i := int(d - c.first)
	if i < 0 || i >= len(c.heads) {
		if c.beyond == nil {
			c.beyond = map[calendar.Date][]closure{}
		}
		c.beyond[d] = append(c.beyond[d], closure{rule: r, where: w})
		return
	}
	c.chain = append(c.chain, closure{rule: r, where: w})
	place := int16(len(c.chain))
	if c.tails[i] == 0 {
		c.heads[i] = place
	} else {
		c.chain[c.tails[i]-1].next = place
	}
	c.tails[i] = place
}

// on gives what closes a day, in the order in which it came.
func (c *closures) on(d calendar.Date) iter.Seq[*closure] {
	return func(yield func(*closure) bool) {
		i := int(d - c.first)
		if i < 0 || i >= len(c.heads) {
			for i := range c.beyond[d] {
				if !yield(&c.beyond[d][i]) {
					return
				}
			}
			return
		}
		for k := c.heads[i]; k != 0; k = c.chain[k-1].next {
			if !yield(&c.chain[k-1]) {
				return
			}
		}
	}
}

// holiday reports whether d is a holiday where w holds.
func (c *closures) holiday(d calendar.Date, w where) bool {
	for other := range c.on(d) {
		if other.where.covers(w) {
			return true
		}
	}
	return false
}

// free reports whether d is a working day where w holds.
func (c *closures) free(d calendar.Date, w where) bool {
	return !c.set.weekend(d)[d.Weekday()] && !c.holiday(d, w)
}

// clashes reports whether a rule that comes before r has its day on d too, so
// that only one of two feasts on a day asks for a day in lieu.
func (c *closures) clashes(d calendar.Date, r *Rule, w where) bool {
	for other := range c.on(d) {
		if other.rule == r {
			return false
		}
		if other.where.covers(w) {
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
		w := where{r.Regions, r.except}
		for i, head := range c.heads {
			if head == 0 {
				continue
			}
			if m := c.first + calendar.Date(i) + 1; c.holiday(m-1, w) && c.holiday(m+1, w) && !c.holiday(m, w) && m.Weekday() != 0 && r.inYears(m.Year()) {
				found = append(found, m)
			}
		}
		for _, d := range found {
			c.close(d, r, w)
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
			it := item{rule: r, date: off.date, span: 1, sure: Announced, method: "decree", source: dec.source, lieuOf: r, kind: r.Kind, regions: dec.regions}
			c.close(it.date, r, it.where())
			items = append(items, it)
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
	for i := range len(items) {
		it := items[i]
		if it.lieuOf != nil || len(it.rule.lieu) == 0 || it.kind == Workday || c.onlyDecree(it.date.Year()) {
			continue
		}
		for i := range it.span {
			before := len(items)
			items = c.appendLieu(items, it, it.date+calendar.Date(i))
			for _, day := range items[before:] {
				c.close(day.date, it.rule, day.where())
			}
			if it.rule.lieuOnce && len(items) > before {
				break
			}
		}
	}
	return items
}

// appendLieu adds the days in lieu of one day of a holiday: one, or one for
// each group of regions that has moves of its own.
func (c *closures) appendLieu(more []item, it item, day calendar.Date) []item {
	for i, m := range it.rule.lieu {
		if slices.ContainsFunc(it.rule.lieu[:i], func(o move) bool { return o.regions == m.regions }) {
			continue
		}
		d, ok := c.lieu(day, it.rule, it.where(), m.regions)
		if !ok {
			continue
		}
		lieu := item{
			rule: it.rule, date: d, span: 1, sure: sureOr(it.rule.lieuSure, it.sure),
			method: "substitute", source: it.source, lieuOf: it.rule, kind: it.kind, regions: it.regions, except: it.except,
		}
		if m.regions != "" {
			lieu.regions = it.where().kept(withCountry(c.set.country, strings.Split(m.regions, ",")))
			if len(lieu.regions) == 0 {
				continue
			}
		}
		more = append(more, lieu)
	}
	return more
}

// farthest bounds the search for a working day; no feast is as long.
const farthest = 60

// lieu finds the day in lieu of a holiday on d that holds in w, by the moves
// for some regions, if one is given.
func (c *closures) lieu(d calendar.Date, r *Rule, w where, regions string) (calendar.Date, bool) {
	for _, m := range r.lieu {
		if m.regions != regions || !m.holds(d) || !m.weekdays[d.Weekday()] && !(m.clash && c.clashes(d, r, w)) {
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
				if d += step; c.free(d, w) {
					return d, true
				}
			}
			return 0, false
		}
		return 0, false
	}
	return 0, false
}
