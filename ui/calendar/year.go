package calendar

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/planner"
)

// A week is slow when at least slowShare of my customers are closed on
// slowDays of its working days or more. A day on which at least manyShare of
// them are closed stands out.
const (
	slowShare = 0.2
	slowDays  = 2
	manyShare = 0.1
)

// YearDay is a day of the year on which something falls.
type YearDay struct {
	Date   cal.Date
	Feasts []Feast // what closes offices, and what begins on the day
	Closed int     // my customers who are closed by a holiday of their place or a closing
	Many   bool    // they are many of all
}

// Slow is a run of weeks in which many of my customers do not work.
type Slow struct {
	From, To  cal.Date
	Share     float64  // of my customers who are closed for days in its worst week, 0 to 1
	Countries []string // where, those with the most customers first
	Feast     Feast    // holiday or closing that takes most days from my customers
}

// YearPage is what the twelve months show.
type YearPage struct {
	Year       int
	Days       []YearDay // all of them, from 1 January
	Slow       []Slow
	Traditions []TraditionDays
}

// TraditionDays is how many days of a tradition are marked.
type TraditionDays struct {
	Tradition string
	Days      int
}

// at gives a day of the year.
func (y YearPage) at(d cal.Date) (YearDay, bool) {
	if len(y.Days) == 0 || d < y.Days[0].Date || d > y.Days[len(y.Days)-1].Date {
		return YearDay{Date: d}, false
	}
	return y.Days[d-y.Days[0].Date], true
}

// slowOn gives the slow weeks in which a day lies.
func (y YearPage) slowOn(d cal.Date) (Slow, bool) {
	for _, s := range y.Slow {
		if d >= s.From && d <= s.To {
			return s, true
		}
	}
	return Slow{}, false
}

// loadYear reads the year of the chosen day.
func (p *Presenter) loadYear() {
	job := loader{env: p.env.Book, almanac: p.env.Almanac, planner: p.places.Planner, filter: p.Filter, home: p.home, known: p.known, audience: p.Audience}
	year, first := p.Cursor.Year(), p.env.FirstDay
	p.births.Cancel()
	p.days.Cancel()
	p.year.Run(func(ctx context.Context) (yearSpan, error) {
		return job.year(ctx, year, first)
	}, func(s yearSpan, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		if !p.known {
			p.Audience, p.known, p.Heard = s.audience, true, p.Heard+1
		}
		p.Year, p.Loaded = s.page, true
		p.draw(Head | Body | Panel)
	})
}

// yearSpan is what was found for a year.
type yearSpan struct {
	page     YearPage
	audience Audience
}

func (l loader) year(ctx context.Context, year int, firstDay time.Weekday) (yearSpan, error) {
	out := yearSpan{audience: l.audience, page: YearPage{Year: year}}
	if !l.known {
		var err error
		if out.audience, err = readAudience(ctx, l.env, l.almanac); err != nil {
			return out, err
		}
	}
	from, to := cal.NewDate(year, time.January, 1), cal.NewDate(year, time.December, 31)
	byDay := make([][]almanac.Occurrence, to-from+1)
	for _, o := range l.almanac.Occurrences(l.filter.query(from, to, out.audience, l.home)) {
		if !l.filter.keeps(o) {
			continue
		}
		for d := max(o.Date, from); d <= min(o.End, to); d++ {
			if d == o.Date || o.Kind.Closes() { // a month of fasting is told by its first day
				byDay[d-from] = append(byDay[d-from], o)
			}
		}
	}
	away, err := l.absence(ctx, from-6, to+6)
	if err != nil {
		return out, err
	}
	days := map[string]int{}
	for i, os := range byDay {
		if err := ctx.Err(); err != nil {
			return out, &book.Error{Op: "calendar.year", Code: book.Cancelled, Err: err}
		}
		d := YearDay{Date: from + cal.Date(i), Feasts: feastsOn(l.almanac, from+cal.Date(i), os, out.audience)}
		d.Closed = away.On(d.Date)
		d.Many = away.Known > 0 && float64(d.Closed) >= manyShare*float64(away.Known)
		if len(d.Feasts) > 0 {
			days[d.Feasts[0].Lead.Tradition]++
		}
		out.page.Days = append(out.page.Days, d)
	}
	for t, n := range days {
		out.page.Traditions = append(out.page.Traditions, TraditionDays{t, n})
	}
	slices.SortFunc(out.page.Traditions, func(x, y TraditionDays) int {
		return cmp.Or(cmp.Compare(y.Days, x.Days), cmp.Compare(x.Tradition, y.Tradition))
	})
	out.page.Slow = slowWeeks(l.almanac, away, out.page, firstDay)
	return out, nil
}

// absence is who of my customers does not work from one day to another.
func (l loader) absence(ctx context.Context, from, to cal.Date) (planner.Absence, error) {
	if l.planner == nil {
		return planner.Absence{}, nil
	}
	return l.planner.Absence(ctx, l.env.Customers, from, to)
}

// slowWeeks finds the slow weeks of a year; weeks that follow each other are
// one.
func slowWeeks(a *almanac.Almanac, away planner.Absence, y YearPage, firstDay time.Weekday) []Slow {
	if away.Known == 0 {
		return nil
	}
	var out []Slow
	var lost map[string]int // of the run that is under way
	first, last := y.Days[0].Date, y.Days[len(y.Days)-1].Date
	from, _ := monthSpan(first, firstDay)
	for ; from <= last; from += 7 {
		l, sum := away.Lost(from, from+6, slowDays), 0
		for _, n := range l {
			sum += n
		}
		share := float64(sum) / float64(away.Known)
		if share < slowShare {
			continue
		}
		if n := len(out); n > 0 && out[n-1].To == from-1 {
			out[n-1].To, out[n-1].Share = from+6, max(share, out[n-1].Share)
		} else {
			out, lost = append(out, Slow{From: from, To: from + 6, Share: share}), map[string]int{}
		}
		for c, n := range l {
			lost[c] += n
		}
		s := &out[len(out)-1]
		s.Countries = s.Countries[:0]
		for c := range lost {
			if c != "" { // a customer who is closed and of no known country
				s.Countries = append(s.Countries, c)
			}
		}
		slices.SortFunc(s.Countries, func(x, y string) int {
			return cmp.Or(cmp.Compare(lost[y], lost[x]), cmp.Compare(x, y))
		})
	}
	for i := range out {
		out[i].Feast = cause(a, away, y, out[i])
	}
	return out
}

// cause is the holiday or closing that takes most working days from my
// customers in a run of slow weeks: as it is shown, where it is.
func cause(a *almanac.Almanac, away planner.Absence, y YearPage, s Slow) Feast {
	o, ok := away.Cause(s.From, s.To)
	if !ok {
		return Feast{}
	}
	day, _ := y.at(max(o.Date, y.Days[0].Date))
	for _, f := range day.Feasts {
		if slices.ContainsFunc(f.All, func(x almanac.Occurrence) bool { return root(a, x) == root(a, o) }) {
			return f
		}
	}
	f := Feast{Lead: o}
	f.add(o)
	return f
}

// OpenMonth leads to a day in its month; Back returns to the year.
func (p *Presenter) OpenMonth(d cal.Date) {
	r := p.route()
	r.ID, r.Tab = "", string(Month)
	p.env.Shell.Go(r.With("date", d.String()))
}
