package calendar

import (
	"math"
	"sync/atomic"
)

// The lunar years that the lunisolar calendars cover, each numbered by the
// Gregorian year in which it begins.
const (
	firstLunarYear = 1900
	lastLunarYear  = 2100
)

// doubtMargin is how close to midnight a new moon must be, in days, for its
// month to be called doubtful: two minutes.
const doubtMargin = 2.0 / (24 * 60)

// lunisolar is the Chinese calendar by the rule of GB/T 33661-2017 on a
// country's own meridian. Years are computed when first asked for, which
// takes well under a millisecond, and kept; a year once stored never changes,
// so that any number of goroutines may ask.
type lunisolar struct {
	clock meridian
	// published holds new-moon days at which the calendar that was printed
	// differs from the computed one.
	published map[Date]Date
	suis      [lastLunarYear - firstLunarYear + 3]atomic.Pointer[sui]
	years     [lastLunarYear - firstLunarYear + 1]atomic.Pointer[yearShape]
}

var (
	china   = lunisolar{clock: beijing, published: publishedChina}
	korea   = lunisolar{clock: seoul, published: publishedKorea}
	vietnam = lunisolar{clock: hanoi} // no table is better than the computation
)

// sui is the stretch from the month of one winter solstice to the month of
// the next: twelve months, or thirteen of which one is a leap month.
type sui struct {
	starts [14]Date // starts[count] begins the next sui
	doubt  [14]bool
	count  int
	leap   int // position of the leap month, 0 when there is none
}

func lunisolarSystem(id ID, l *lunisolar) *system {
	y := &system{
		id:         id,
		first:      firstLunarYear,
		last:       lastLunarYear,
		leapMonths: true,
		shape:      func(year int) yearShape { return *l.year(year) },
		guess:      func(d Date) int { return (d - 30).Year() },
		number:     lunarNumber,
		longest:    func(month int, _ bool) int { return upTo12(30)(month, false) },
	}
	y.span = wholeYears(y)
	return y
}

// lunarNumber gives a leap month the number of the month before it.
func lunarNumber(s *yearShape, i int) (int, bool) {
	if s.leap == 0 || i < int(s.leap) {
		return i + 1, false
	}
	return i, i == int(s.leap)
}

// newMoonDay is the day of the new moon of lunation k on the country's clock.
func (l *lunisolar) newMoonDay(k int) (day Date, doubtful bool) {
	local := l.clock.local(newMoon(k))
	day = Date(math.Floor(local))
	fraction := local - math.Floor(local)
	doubtful = min(fraction, 1-fraction) < doubtMargin
	if p, ok := l.published[day]; ok {
		return p, true
	}
	return day, doubtful
}

// solsticeLunation is the lunation whose month holds the winter solstice of a
// Gregorian year: the eleventh month.
func (l *lunisolar) solsticeLunation(year int) int {
	moment := momentsOf(year)[23]
	solstice := l.clock.day(moment)
	k := lunationNear(moment)
	for {
		if day, _ := l.newMoonDay(k); day > solstice {
			k--
			continue
		}
		if next, _ := l.newMoonDay(k + 1); next <= solstice {
			k++
			continue
		}
		return k
	}
}

// sui computes or recalls the sui that begins in the winter of a year.
func (l *lunisolar) sui(year int) *sui {
	slot := &l.suis[year-firstLunarYear+1]
	if p := slot.Load(); p != nil {
		return p
	}
	from, to := l.solsticeLunation(year), l.solsticeLunation(year+1)
	s := &sui{count: to - from}
	for i := 0; i <= s.count; i++ {
		s.starts[i], s.doubt[i] = l.newMoonDay(from + i)
	}
	if s.count == 13 {
		s.leap = l.leapPosition(s, year)
	}
	slot.Store(s)
	return s
}

// leapPosition is the first month of a sui in which no principal term falls.
func (l *lunisolar) leapPosition(s *sui, year int) int {
	var terms []Date // principal terms after the winter solstice, in order
	for _, t := range momentsOf(year + 1) {
		terms = append(terms, l.clock.day(t))
	}
	next := 1 // dahan, 300°
	for i := 1; i < s.count; i++ {
		for next < 24 && terms[next] < s.starts[i] {
			next += 2
		}
		if next >= 24 || terms[next] >= s.starts[i+1] {
			return i
		}
	}
	return 0
}

// newYear is the position in a sui of the first month of the lunar year.
func (s *sui) newYear() int {
	if s.leap == 1 || s.leap == 2 {
		return 3 // a leap 11th or 12th month goes before
	}
	return 2
}

// year computes or recalls a lunar year: the months of one sui from the first
// month on, and the first ones of the next sui up to its own first month.
func (l *lunisolar) year(year int) *yearShape {
	slot := &l.years[year-firstLunarYear]
	if p := slot.Load(); p != nil {
		return p
	}
	y := &yearShape{}
	add := func(s *sui, from, to int) {
		for i := from; i < to; i++ {
			if s.leap == i && i > 0 {
				y.leap = y.count
			}
			if s.doubt[i] {
				y.doubt |= 1 << y.count
			}
			y.days[y.count] = uint8(s.starts[i+1] - s.starts[i])
			y.count++
		}
	}
	this, next := l.sui(year-1), l.sui(year)
	y.start = this.starts[this.newYear()]
	add(this, this.newYear(), this.count)
	add(next, 0, next.newYear())
	slot.Store(y)
	return y
}

// Doubtful reports whether the new moon of a lunisolar month lies within two
// minutes of midnight, so that another computation could begin the month a
// day earlier or later, or whether the printed calendar is known to differ
// from the computation, or whether a Thai or Burmese year is still to be decided
// upon. It is false for other calendars and for months that
// do not exist.
func Doubtful(c ID, year, month int, leap bool) bool {
	y := find(c)
	if y == nil || !y.leapMonths || year < y.first || year > y.last {
		return false
	}
	s := y.shape(year)
	pos := y.position(&s, month, leap)
	return pos >= 0 && s.doubt&(1<<pos) != 0
}

// Sexagenary gives the place of a lunar year in the cycle of sixty: the
// heavenly stem 1 (jia) to 10 (gui) and the earthly branch 1 (zi, rat) to 12
// (hai, pig). Years are numbered by the Gregorian year in which they begin.
func Sexagenary(year int) (stem, branch int) {
	n := year - 4 // the year 4 was jia-zi
	return (n%10+10)%10 + 1, (n%12+12)%12 + 1
}
