package almanac

import "dragoman/data/calendar"

type setYear struct {
	set  *set
	year int
}

// yearOf is what is kept of a file for one year.
type yearOf struct {
	base   []item        // before substitution; nil until needed
	all    *[]Occurrence // nil until needed
	nation *[]Occurrence // without the days of single regions; nil until needed
}

// item is a rule's day on its way to becoming an occurrence.
type item struct {
	rule   *Rule
	date   calendar.Date
	span   int
	sure   Certainty
	method string
	source string
	lieuOf *Rule
	kind   Kind

	regions []string // where alone this date holds; nil leaves it to the rule
	except  []string // regions that have another date
	ownID   string   // the user's record on which it rests
}

// occurrencesOf gives the occurrences of a file that begin in a year, by date.
// The days of single regions may be missing where only those of whole countries
// are wanted: they have no bearing on these.
func (a *Almanac) occurrencesOf(s *set, year int, nationwide bool) []Occurrence {
	if year < FirstYear || year > LastYear {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	y := a.yearOf(s, year)
	switch {
	case y.all != nil:
		return *y.all
	case nationwide && s.regional:
		if y.nation == nil {
			list := a.settle(s, year, true)
			y.nation = &list
		}
		return *y.nation
	}
	list := a.settle(s, year, false)
	y.all, y.nation = &list, nil
	return list
}

func (a *Almanac) yearOf(s *set, year int) *yearOf {
	key := setYear{s, year}
	y := a.years[key]
	if y == nil {
		y = &yearOf{}
		a.years[key] = y
	}
	return y
}

// baseOf gives the days of the rules themselves in a year, without days in
// lieu. The caller holds the lock.
func (a *Almanac) baseOf(s *set, year int) []item {
	y := a.yearOf(s, year)
	if y.base == nil {
		y.base = make([]item, 0, len(s.rules))
		for _, r := range s.rules {
			y.base = a.appendBase(y.base, s, r, year)
		}
	}
	return y.base
}

func (a *Almanac) appendBase(list []item, s *set, r *Rule, year int) []item {
	start := len(list)
	add := func(d calendar.Date, sure Certainty, method string) {
		list = append(list, item{rule: r, date: d, span: r.Span, sure: sure, method: method, source: r.Source, kind: r.Kind, except: r.except, ownID: r.ownID})
	}
	if r.inYears(year) {
		tabled := false
		for _, d := range r.listed {
			if d.Year() == year {
				add(d, sureOr(r.Certainty, Tabulated), "table")
				tabled = true
			}
		}
		switch {
		case tabled:
		case r.own != nil:
			for _, d := range r.own.dates(year) {
				add(d, Announced, r.own.method())
			}
		case r.when.basis == onRule:
			for _, other := range list[:start] {
				if other.rule.ID == s.prefix()+r.when.rule {
					add(other.date+calendar.Date(r.when.offset), other.sure, "relative")
				}
			}
		default:
			for _, f := range r.when.dates(year, a.cache) {
				add(f.date, r.sureness(f), r.when.method())
			}
		}
	}
	list = replaceSaid(list, start, r, year)
	list = a.tell(list, start, r, year)
	for i := start; i < len(list); i++ {
		if list[i].sure != Announced {
			list[i].date = shifted(r, list[i].date)
		}
	}
	return list
}

func sureOr(stated, other Certainty) Certainty {
	if stated != notCertain {
		return stated
	}
	return other
}

// sureness says how certain a computed date is.
func (r *Rule) sureness(f found) Certainty {
	switch {
	case r.Certainty != notCertain:
		return r.Certainty
	case r.MoonSighting, f.estimated:
		return Estimated
	case f.published:
		return Tabulated
	}
	return Computed
}

// saidNear is how far an announced date may lie from the computed one and
// still be the same feast: less than half a lunar month.
const saidNear = 14

// replaceSaid puts announced dates in the place of computed ones.
func replaceSaid(list []item, start int, r *Rule, year int) []item {
	for _, d := range r.said {
		if d.Year() < year-1 || d.Year() > year+1 {
			continue
		}
		hit := false
		for i := start; i < len(list); i++ {
			if away := list[i].date - d; -saidNear <= away && away <= saidNear {
				list[i].date, list[i].sure, list[i].method, hit = d, Announced, "announced", true
			}
		}
		if !hit && d.Year() == year {
			list = append(list, item{rule: r, date: d, span: r.Span, sure: Announced, method: "announced", source: r.Source, kind: r.Kind, except: r.except})
		}
	}
	return list
}

// shifted moves a date as the rule says: the first move that applies.
func shifted(r *Rule, d calendar.Date) calendar.Date {
	for _, m := range r.shift {
		if m.weekdays[d.Weekday()] && m.holds(d) {
			switch m.how {
			case moveDays:
				return d + calendar.Date(m.days)
			case moveNext, movePrev:
				return m.toWeekday(d)
			}
		}
	}
	return d
}

func (m move) holds(d calendar.Date) bool {
	return (m.from == 0 || d >= m.from) && (m.to == 0 || d <= m.to)
}

// toWeekday is the next or the last day before d that falls on one of the
// weekdays of the move.
func (m move) toWeekday(d calendar.Date) calendar.Date {
	step := calendar.Date(1)
	if m.how == movePrev {
		step = -1
	}
	for d += step; !m.weekday[d.Weekday()]; d += step {
	}
	return d
}

// reach is how many days outside a year its holidays may touch: a day in lieu
// is searched no farther, and no feast is longer.
const reach = farthest + 14

// workbench is the room in which one year after the other is settled: what
// comes out is copied, so that the same room serves again.
type workbench struct {
	near     []*item
	items    []item
	closures closures
}

// settle adds days between, days in lieu and decrees, and names the result.
// The caller holds the lock.
func (a *Almanac) settle(s *set, year int, nationwide bool) []Occurrence {
	first, last := calendar.NewDate(year, 1, 1)-reach, calendar.NewDate(year, 12, 31)+reach
	near := a.bench.near[:0]
	for y := year - 1; y <= year+1; y++ {
		base := a.baseOf(s, y)
		for i := range base {
			it := &base[i]
			if it.date <= last && it.date+calendar.Date(it.span) > first && !(nationwide && len(it.where().regions) > 0) {
				near = append(near, it)
			}
		}
	}
	items := a.bench.items[:0]
	for _, i := range byDate(len(near), func(i int) calendar.Date { return near[i].date }) {
		items = append(items, *near[i])
	}
	c := &a.bench.closures
	c.begin(s, items, first, last)
	items = c.between(items)
	items = c.decreed(items, year)
	items = c.inLieu(items)
	a.bench.near, a.bench.items = near, items
	n := 0
	for i := range items {
		if items[i].date.Year() == year {
			n += max(len(items[i].where().regions), 1)
		}
	}
	list := make([]Occurrence, 0, n)
	for _, i := range byDate(len(items), func(i int) calendar.Date { return items[i].date }) {
		if items[i].date.Year() == year {
			list = a.appendOccurrences(list, items[i])
		}
	}
	return list
}
