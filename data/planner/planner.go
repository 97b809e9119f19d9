// Package planner works out when a customer can be reached and which days fit:
// working hours there, weekends and holidays of the place, better days beside a
// bad one, and what is coming for the customers of the book.
//
// It promises that what a customer has stated wins over what is usual in the
// market, that it says which of the two it used, and that it never concludes
// from a country to a faith: a tradition counts only for those who told us that
// they keep it. When holidays are is left to almanac, what is usual to culture.
package planner

import (
	"slices"
	"sync"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
)

// Planner answers from one almanac and one culture. It does not change and may
// be used from any goroutine.
type Planner struct {
	Almanac *almanac.Almanac
	Culture *culture.Culture
}

// Default returns the planner over what is built in.
var Default = sync.OnceValues(func() (*Planner, error) {
	a, err := almanac.Default()
	if err != nil {
		return nil, err
	}
	c, err := culture.Default()
	if err != nil {
		return nil, err
	}
	return &Planner{a, c}, nil
})

// Zone returns the zone in which a customer lives. stated is false when it is
// the usual one of the country; ok is false when nothing is known.
func (p *Planner) Zone(c book.CustomerRow) (loc *time.Location, stated, ok bool) {
	name := c.TimeZone
	stated = name != ""
	if name == "" {
		name = p.Culture.Zone(c.Country, c.Region)
	}
	if name == "" {
		return nil, false, false
	}
	loc, err := time.LoadLocation(name)
	if err != nil {
		return nil, false, false
	}
	return loc, stated, true
}

// Reason says why a customer can or cannot be called.
type Reason string

// The reasons.
const (
	Open        Reason = "open"
	Weekend     Reason = "weekend"
	Holiday     Reason = "holiday"
	Closing     Reason = "closing" // a closing day that the user entered
	BeforeHours Reason = "before_hours"
	AfterHours  Reason = "after_hours"
	Pause       Reason = "pause"
	NoZone      Reason = "no_zone" // neither zone nor country is known
)

// Window is whether a customer can be called at an instant. The times are in
// the customer's zone.
type Window struct {
	Reason  Reason
	Local   time.Time           // the instant there; zero with NoZone
	Until   time.Time           // when it closes, if open
	Opens   time.Time           // when it opens next, if not; zero when not within ten weeks
	Holiday *almanac.Occurrence // with Reason Holiday or Closing
	Usual   bool                // the hours are those of the market and not stated
}

// Open reports whether it is a good time to call.
func (w Window) Open() bool { return w.Reason == Open }

// Window says whether a customer can be called at an instant.
func (p *Planner) Window(c book.CustomerRow, at time.Time) Window {
	loc, _, ok := p.Zone(c)
	if !ok {
		return Window{Reason: NoZone}
	}
	local := at.In(loc)
	h, stated := p.hours(c)
	w := Window{Local: local, Usual: !stated}
	day := calendar.DateOf(local)
	minute := local.Hour()*60 + local.Minute()
	closed, holiday := p.off(c, day)
	clock := func(minute int) time.Time { return day.In(loc, minute/60, minute%60) }
	pause := h.PauseEnd > h.PauseStart
	switch {
	case closed != "":
		w.Reason, w.Holiday = closed, holiday
	case minute < h.Start:
		w.Reason, w.Opens = BeforeHours, clock(h.Start)
	case minute >= h.End:
		w.Reason = AfterHours
	case pause && minute >= h.PauseStart && minute < h.PauseEnd:
		w.Reason, w.Opens = Pause, clock(h.PauseEnd)
	case pause && minute < h.PauseStart:
		w.Reason, w.Until = Open, clock(h.PauseStart)
	default:
		w.Reason, w.Until = Open, clock(h.End)
	}
	if w.Reason != Open && w.Opens.IsZero() {
		if next, ok := p.workday(c, day+1, 1); ok {
			w.Opens = next.In(loc, h.Start/60, h.Start%60)
		}
	}
	return w
}

// hours returns the working hours of a customer, and whether they were stated.
func (p *Planner) hours(c book.CustomerRow) (h book.Hours, stated bool) {
	if c.Hours.Set() {
		return c.Hours, true
	}
	h.Start, h.End, h.PauseStart, h.PauseEnd = p.Culture.Hours(c.Country)
	return h, false
}

// off says why a customer does not work on a day: Closing, Holiday, Weekend or
// "".
func (p *Planner) off(c book.CustomerRow, d calendar.Date) (Reason, *almanac.Occurrence) {
	if o, ok := p.Almanac.ClosedParty(d, parties(c)...); ok {
		return Closing, &o
	}
	if c.Country != "" {
		if o, ok := p.Almanac.Closed(d, c.Country, regionOf(c)); ok {
			if o.Closing() {
				return Closing, &o
			}
			return Holiday, &o
		}
	}
	if !p.onWeekend(c, d) {
		return "", nil
	}
	if c.Hours.Weekend == nil && c.Country != "" {
		if _, ok := p.Almanac.Workday(d, c.Country); ok {
			return "", nil
		}
	}
	return Weekend, nil
}

// searchDays bounds the search for a working day: longer than any festival, and
// than most closings.
const searchDays = 70

// workday finds the first working day of a customer from d on, in steps of
// +1 or -1 day.
func (p *Planner) workday(c book.CustomerRow, d calendar.Date, step calendar.Date) (calendar.Date, bool) {
	for range searchDays {
		if r, _ := p.off(c, d); r == "" {
			return d, true
		}
		d += step
	}
	return 0, false
}

// Clash says that a day is none of work for a customer, and the working days
// around it. Before or After is zero when there is none within ten weeks.
type Clash struct {
	Reason  Reason // Weekend, Holiday or Closing
	Holiday *almanac.Occurrence
	Before  calendar.Date
	After   calendar.Date
}

// Clash tells whether a day is a weekend or a holiday where the customer works.
func (p *Planner) Clash(c book.CustomerRow, d calendar.Date) (Clash, bool) {
	reason, holiday := p.off(c, d)
	if reason == "" {
		return Clash{}, false
	}
	before, _ := p.workday(c, d-1, -1)
	after, _ := p.workday(c, d+1, 1)
	return Clash{reason, holiday, before, after}, true
}

// NextHoliday returns the next holiday that touches a customer within some
// days: one that closes offices where they work, one of a tradition that they
// told us they keep, or one that the user entered. Days of one's own that hold
// for the whole book are left out: they say nothing about this customer.
func (p *Planner) NextHoliday(c book.CustomerRow, from calendar.Date, days int) (almanac.Occurrence, bool) {
	for _, o := range p.Holidays(c, from, days) {
		if !o.Own() || o.Country != "" || o.Party() != "" {
			return o, true
		}
	}
	return almanac.Occurrence{}, false
}

// Holidays returns all of them, those of the whole book too, in the order of
// dates.
func (p *Planner) Holidays(c book.CustomerRow, from calendar.Date, days int) []almanac.Occurrence {
	var out []almanac.Occurrence
	to := from + calendar.Date(days)
	q := almanac.Query{From: from, To: to, Countries: []string{c.Country}, Nationwide: true, Parties: parties(c)}
	if c.Country != "" || c.ID != "" {
		if c.Region != "" {
			q.Nationwide = false
			q.Regions = []string{regionOf(c)}
		}
		for _, o := range p.Almanac.Occurrences(q) {
			kept := o.OwnID != "" && slices.Contains(c.Observances, o.Tradition)
			if (o.Kind.Closes() || o.Own() || kept) && !o.Substitute {
				out = append(out, o)
			}
		}
	}
	if len(c.Observances) > 0 {
		for _, o := range p.Almanac.Occurrences(almanac.Query{From: from, To: to, Traditions: c.Observances}) {
			if o.Country != "" || o.Substitute || o.Own() || p.has(out, o) || !o.KeptIn(c.Country) {
				continue
			}
			if _, moved := p.announcedFor(o, c.Country); !moved {
				out = append(out, o)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b almanac.Occurrence) int { return int(a.Date - b.Date) })
	return out
}

// has reports whether a feast stands in a list already, as a holiday of a
// country on the same day.
func (p *Planner) has(list []almanac.Occurrence, o almanac.Occurrence) bool {
	return slices.ContainsFunc(list, func(x almanac.Occurrence) bool { return x.Date == o.Date && p.feast(x) == p.feast(o) })
}

// feast is what an occurrence is an occurrence of, across countries: the rule
// of a tradition, or its own.
func (p *Planner) feast(o almanac.Occurrence) string {
	if r, ok := p.Almanac.Rule(o.ID); ok && r.Like != "" {
		return r.Like
	}
	return o.ID
}

// Warmth says how fresh the contact is, from 1 just after it to 0 when the
// longest interval has passed. ok is false when no cadence was agreed.
func Warmth(c book.Cadence, last, now time.Time) (w float64, ok bool) {
	longest := c.Longest
	if longest == 0 {
		longest = 2 * c.Ideal
	}
	if longest == 0 {
		return 0, false
	}
	if last.IsZero() {
		return 0, true
	}
	days := now.Sub(last).Hours() / 24
	return max(0, min(1, 1-days/float64(longest))), true
}
