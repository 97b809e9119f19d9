package calendar

import "sync"

// yearShape is one year of a calendar in the smallest form that every
// conversion needs: where it begins and how long its months are, in the order
// in which they pass.
type yearShape struct {
	start Date
	count uint8       // months in the year
	leap  uint8       // position (from 0) of the leap month, 0 when there is none
	doubt uint16      // bit i: the new moon of month i is close to midnight
	days  [20]uint8   // length of each month
	marks *monthMarks // nil where months and days count on
}

// end is the first day after the year.
func (s *yearShape) end() Date {
	d := s.start
	for i := 0; i < int(s.count); i++ {
		d += Date(s.days[i])
	}
	return d
}

// system is how a calendar is known to the conversions: its range in whole
// years and three functions. Everything else is the same for all of them.
type system struct {
	id          ID
	first, last int // years, inclusive
	leapMonths  bool
	// shape gives the year; it is only called for first ≤ year ≤ last.
	shape func(year int) yearShape
	// guess gives the year in which d falls, or one of its neighbours.
	guess func(d Date) int
	// number names the month at a position of the year.
	number func(s *yearShape, i int) (month int, leap bool)
	// longest is the greatest length that a named month ever has, 0 when there
	// is no such month.
	longest func(month int, leap bool) int
	// span is the stated range of days.
	span func() (first, last Date)
}

// inOrder numbers months 1, 2, 3 … as they pass.
func inOrder(_ *yearShape, i int) (int, bool) { return i + 1, false }

// upTo12 is longest for twelve months of up to n days.
func upTo12(n int) func(int, bool) int {
	return func(month int, leap bool) int {
		if leap || month < 1 || month > 12 {
			return 0
		}
		return n
	}
}

// locate finds the year of d, its shape, the position of the month and the
// day within it.
func (y *system) locate(d Date) (year int, s yearShape, pos, day int, ok bool) {
	first, last := y.span()
	if d < first || d > last {
		return 0, yearShape{}, 0, 0, false
	}
	year = min(max(y.guess(d), y.first), y.last)
	s = y.shape(year)
	for d < s.start {
		year--
		s = y.shape(year)
	}
	for {
		rest := int(d - s.start)
		for i := 0; i < int(s.count); i++ {
			if rest < int(s.days[i]) {
				return year, s, i, rest + 1, true
			}
			rest -= int(s.days[i])
		}
		year++
		s = y.shape(year)
	}
}

// position finds where a named month stands in its year, or -1.
func (y *system) position(s *yearShape, month int, leap bool) int {
	for i := 0; i < int(s.count); i++ {
		if m, l := y.number(s, i); m == month && l == leap {
			return i
		}
	}
	return -1
}

// monthStart is the first day of the month at a position.
func (s *yearShape) monthStart(pos int) Date {
	d := s.start
	for i := 0; i < pos; i++ {
		d += Date(s.days[i])
	}
	return d
}

// starts lists the months of a year.
func (y *system) starts(year int, s *yearShape) []MonthStart {
	list := make([]MonthStart, s.count)
	d := s.start
	for i := range list {
		m, l := y.number(s, i)
		list[i] = MonthStart{Date: d, Year: year, Month: m, Leap: l, Days: int(s.days[i])}
		d += Date(s.days[i])
	}
	return list
}

// wholeYears is the span of a system whose range is its years, entire.
func wholeYears(y *system) func() (Date, Date) {
	return sync.OnceValues(func() (Date, Date) {
		a, b := y.shape(y.first), y.shape(y.last)
		return a.start, b.end() - 1
	})
}

// fixedSpan is a span that is known beforehand.
func fixedSpan(first, last Date) func() (Date, Date) {
	return func() (Date, Date) { return first, last }
}

// floorDiv is division rounded towards minus infinity.
func floorDiv(a, b int) int {
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q
}
