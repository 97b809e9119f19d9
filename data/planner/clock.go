package planner

import (
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Clock counts the working time that we and a customer share: the hours in
// which both sides are at work, without the weekends, pauses, holidays and
// closings of either.
//
// Where the hours of a day meet for less than an hour, as between Berlin and
// Los Angeles, our own hours of that day count instead, as far as it is a
// working day there. Where nothing is known of the customer, our hours alone
// count. Basis tells which of the three it is, so that it can be said.
//
// A Clock remembers the days that it has looked at and belongs to one
// goroutine.
type Clock struct {
	p            *Planner
	ours, theirs side
	known        bool // where the customer works is known
	days         map[calendar.Date]dayOfClock
}

// side is one of the two whose hours are counted.
type side struct {
	row    book.CustomerRow
	loc    *time.Location
	hours  book.Hours
	stated bool
}

// span is a run of time that counts.
type span struct{ from, to time.Time }

type dayOfClock struct {
	spans []span
	apart bool
}

// Basis says which hours a Clock counts.
type Basis string

// The bases.
const (
	SharedHours Basis = "shared"  // both sides are at work
	HoursApart  Basis = "apart"   // they hardly meet: ours, on days of work there
	OursAlone   Basis = "unknown" // nothing is known of the customer's
)

// leastMeeting is how long the hours of two sides must meet on a day to be
// counted as shared.
const leastMeeting = time.Hour

// farthest is how many days a Clock looks ahead or back: more than any budget
// of a case needs, and an end where somebody never works.
const farthest = 800

// Clock returns the clock of us and a customer. Ours is our own place and hours
// in the form of a row; home is our zone where the row names none.
func (p *Planner) Clock(ours, theirs book.CustomerRow, home *time.Location) *Clock {
	c := &Clock{p: p, days: map[calendar.Date]dayOfClock{}}
	c.ours = side{row: ours, loc: home}
	if ours.TimeZone != "" || home == nil {
		if loc, _, ok := p.Zone(ours); ok {
			c.ours.loc = loc
		}
	}
	if c.ours.loc == nil {
		c.ours.loc = time.UTC
	}
	c.ours.hours, c.ours.stated = p.hours(ours)
	c.theirs = side{row: theirs}
	c.theirs.loc, _, c.known = p.Zone(theirs)
	c.theirs.hours, c.theirs.stated = p.hours(theirs)
	return c
}

// Known reports whether it is known where the customer works.
func (c *Clock) Known() bool { return c.known }

// There is the customer's zone, nil when it is not known.
func (c *Clock) There() *time.Location { return c.theirs.loc }

// Usual reports whether the customer's hours are those of the market.
func (c *Clock) Usual() bool { return c.known && !c.theirs.stated }

// OursUsual reports whether our hours are those of our market.
func (c *Clock) OursUsual() bool { return !c.ours.stated }

// Basis says which hours count on our day of an instant.
func (c *Clock) Basis(at time.Time) Basis {
	switch {
	case !c.known:
		return OursAlone
	case c.day(calendar.DateOf(at.In(c.ours.loc))).apart:
		return HoursApart
	}
	return SharedHours
}

// Stretch is a run of time.
type Stretch struct{ From, To time.Time }

// Hours are what counts of our day of an instant when it is a day of work on
// both sides: where the hours of both meet, or ours.
func (c *Clock) Hours(at time.Time) (out []Stretch) {
	d := c.date(at)
	spans := c.ours.on(d)
	if c.known && len(spans) > 0 && !c.day(d).apart {
		spans = c.met(spans)
	}
	for _, s := range spans {
		out = append(out, Stretch{s.from, s.to})
	}
	return out
}

// Ours is how long we work on our day of an instant, were it one of work.
func (c *Clock) Ours(at time.Time) (sum time.Duration) {
	for _, s := range c.ours.on(c.date(at)) {
		sum += s.to.Sub(s.from)
	}
	return sum
}

// met is where hours of ours meet theirs, be their days of work or not.
func (c *Clock) met(ours []span) (out []span) {
	for t := calendar.DateOf(ours[0].from.In(c.theirs.loc)); t <= calendar.DateOf(ours[len(ours)-1].to.In(c.theirs.loc)); t++ {
		out = append(out, meeting(ours, c.theirs.on(t))...)
	}
	return out
}

// Elapsed returns the working time from one instant to another, 0 when the
// second is not after the first.
func (c *Clock) Elapsed(from, to time.Time) time.Duration {
	var sum time.Duration
	if !from.Before(to) {
		return 0
	}
	for d, last := c.date(from)-1, c.date(to); d <= last; d++ {
		for _, s := range c.day(d).spans {
			if a, b := later(s.from, from), earlier(s.to, to); a.Before(b) {
				sum += b.Sub(a)
			}
		}
	}
	return sum
}

// Left returns the working time until an instant, below 0 when it has passed.
func (c *Clock) Left(now, due time.Time) time.Duration {
	if now.After(due) {
		return -c.Elapsed(due, now)
	}
	return c.Elapsed(now, due)
}

// Due returns the first instant by which a budget of working time has passed
// since from; ok is false when it does not pass within two years.
func (c *Clock) Due(from time.Time, budget time.Duration) (due time.Time, ok bool) {
	if budget <= 0 {
		return from, true
	}
	for d, n := c.date(from)-1, 0; n < farthest; d, n = d+1, n+1 {
		for _, s := range c.day(d).spans {
			a := later(s.from, from)
			if !a.Before(s.to) {
				continue
			}
			if left := s.to.Sub(a); left < budget {
				budget -= left
				continue
			}
			return a.Add(budget), true
		}
	}
	return time.Time{}, false
}

// Before returns the last instant from which a budget of working time fits in
// until due; ok is false when two years do not suffice.
func (c *Clock) Before(due time.Time, budget time.Duration) (from time.Time, ok bool) {
	if budget <= 0 {
		return due, true
	}
	for d, n := c.date(due)+1, 0; n < farthest; d, n = d-1, n+1 {
		spans := c.day(d).spans
		for i := len(spans) - 1; i >= 0; i-- {
			s := spans[i]
			b := earlier(s.to, due)
			if !s.from.Before(b) {
				continue
			}
			if left := b.Sub(s.from); left < budget {
				budget -= left
				continue
			}
			return b.Add(-budget), true
		}
	}
	return time.Time{}, false
}

// Runs tells the next time that counts: from when, and until when. When it
// counts at the instant itself, from is that instant. ok is false when nothing
// counts within two years.
func (c *Clock) Runs(at time.Time) (from, until time.Time, ok bool) {
	for d, n := c.date(at)-1, 0; n < farthest; d, n = d+1, n+1 {
		for _, s := range c.day(d).spans {
			if s.to.After(at) {
				return later(s.from, at), s.to, true
			}
		}
	}
	return time.Time{}, time.Time{}, false
}

// Theirs returns the working time that passed on the customer's side alone: for
// how long they were at work and waited. It is 0 when nothing is known of them.
func (c *Clock) Theirs(from, to time.Time) time.Duration {
	var sum time.Duration
	if !c.known || !from.Before(to) {
		return 0
	}
	for d, last := calendar.DateOf(from.In(c.theirs.loc))-1, calendar.DateOf(to.In(c.theirs.loc)); d <= last; d++ {
		if !c.p.works(c.theirs.row, d) {
			continue
		}
		for _, s := range c.theirs.on(d) {
			if a, b := later(s.from, from), earlier(s.to, to); a.Before(b) {
				sum += b.Sub(a)
			}
		}
	}
	return sum
}

// date is our day of an instant.
func (c *Clock) date(at time.Time) calendar.Date { return calendar.DateOf(at.In(c.ours.loc)) }

// day works out what counts on one of our days.
func (c *Clock) day(d calendar.Date) dayOfClock {
	x, ok := c.days[d]
	if !ok {
		x = c.reckon(d)
		c.days[d] = x
	}
	return x
}

func (c *Clock) reckon(d calendar.Date) (x dayOfClock) {
	ours := c.ours.on(d)
	if len(ours) == 0 {
		return x
	}
	working := c.p.works(c.ours.row, d)
	if !c.known {
		if working {
			x.spans = ours
		}
		return x
	}
	first := calendar.DateOf(ours[0].from.In(c.theirs.loc))
	last := calendar.DateOf(ours[len(ours)-1].to.In(c.theirs.loc))
	var met time.Duration
	var shared, mine []span
	for t := first; t <= last; t++ {
		there := c.p.works(c.theirs.row, t)
		for _, s := range meeting(ours, c.theirs.on(t)) {
			met += s.to.Sub(s.from)
			if there {
				shared = append(shared, s)
			}
		}
		if there {
			whole := []span{{t.In(c.theirs.loc, 0, 0), (t + 1).In(c.theirs.loc, 0, 0)}}
			mine = append(mine, meeting(ours, whole)...)
		}
	}
	x.apart = met < leastMeeting
	switch {
	case !working:
	case x.apart:
		x.spans = mine
	default:
		x.spans = shared
	}
	return x
}

// works reports whether a day is one of work somewhere.
func (p *Planner) works(c book.CustomerRow, d calendar.Date) bool {
	reason, _ := p.off(c, d)
	return reason == ""
}

// on gives the hours of a side on a day, be it one of work or not.
func (s side) on(d calendar.Date) []span {
	at := func(minute int) time.Time { return d.In(s.loc, minute/60, minute%60) }
	h := s.hours
	cuts := []int{h.Start, h.End}
	if h.PauseEnd > h.PauseStart && h.PauseStart > h.Start && h.PauseEnd < h.End {
		cuts = []int{h.Start, h.PauseStart, h.PauseEnd, h.End}
	}
	var out []span
	for i := 0; i < len(cuts); i += 2 {
		if a, b := at(cuts[i]), at(cuts[i+1]); a.Before(b) {
			out = append(out, span{a, b})
		}
	}
	return out
}

// meeting gives where two lists of spans meet, both in order.
func meeting(a, b []span) []span {
	var out []span
	for _, x := range a {
		for _, y := range b {
			if s := (span{later(x.from, y.from), earlier(x.to, y.to)}); s.from.Before(s.to) {
				out = append(out, s)
			}
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// CaseClock is the clock of a customer in the form that the cases of a book
// ask for.
func (p *Planner) CaseClock(s book.Settings, c book.CustomerRow) book.WorkClock {
	return p.Clock(s.Ours(), c, time.Local)
}
