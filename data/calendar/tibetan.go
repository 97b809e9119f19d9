package calendar

import "sync/atomic"

// The years that the Tibetan calendars cover, each numbered by the Gregorian
// year in which it begins.
const (
	firstTibetanYear = 1900
	lastTibetanYear  = 2100
)

// The whole of the reckoning is done in fractions of this many parts, so that
// it is exact: a multiple of every denominator of the constants.
const tibetanParts = 60 * 5656 * 804 * 3528

// tibetan is one school of the Tibetan calendar, by the arithmetic of Svante
// Janson, "Tibetan calendar mathematics" (2007, revised 8 January 2014,
// arXiv:1401.6285): mean lunar date, mean longitude of the Sun and anomaly of the
// Moon grow evenly from an epoch, and two tables correct the date.
type tibetan struct {
	epoch int // the Gregorian year of the epoch; its months count from the third
	day   int // mean date, Sun and anomaly at the epoch, in whole days and parts
	parts int64
	sun   int64
	moon  int64
	// intercalation is what the months counted by the Sun have gained at the
	// epoch, in sixty-fifths of a month.
	intercalation int
	leapAfter     bool // the leap month is the second of the two
	second        bool // a yearly day is kept on the second of two of its number
	years         [lastTibetanYear - firstTibetanYear + 1]atomic.Pointer[yearShape]
}

// share is a fraction in tibetanParts.
func share(numerator, denominator int64) int64 { return numerator * (tibetanParts / denominator) }

// The three schools: Phugpa, the official one of Tibet and of the exile (epoch
// E1987 of Janson, its years equal to those of Calendrical Calculations 4.0);
// that of Bhutan (E1754, appendix A.3; the leap month after the plain one); and
// the New Genden school of Mongolia (E1747, appendix A.4). Mean date, Sun and
// anomaly of the last two are those that Tsogtgerel Gantumur uses too
// (github.com/gantemur/mongolcal, zurhai.js; 2359237 + 2603/2828, 397/402 and
// 1523/1764; 2361807 + 52/707, 1/67 and 17/147). The intercalation adds what his
// β* (0, 2 and 10) has to reach the index of the leap month (48, 57 and 46); the
// 57 of Bhutan is fitted to the leap months of the listed feasts of 1902 to 2100.
//
// Of two days of one number Janson counts the first as the leap day. Listed
// feasts of Bhutan are on the first all the same, those of Mongolia on the
// second, the day on which Gantumur's reckoning has the lunar day end.
var (
	phugpa   = tibetan{epoch: 1987, day: 2446914, parts: share(135, 707), sun: 0, moon: share(38, 49), intercalation: 17}
	bhutan   = tibetan{epoch: 1754, day: 2361807, parts: share(52, 707), sun: share(1, 67), moon: share(17, 147), intercalation: 10, leapAfter: true}
	mongolia = tibetan{epoch: 1747, day: 2359237, parts: share(2603, 2828), sun: share(397, 402), moon: share(1523, 1764), intercalation: 29, second: true}
)

// julianDay is the Julian Day Number of the Date 0.
const julianDay = 1721425

func tibetanSystem(id ID, t *tibetan) *system {
	y := &system{
		id:         id,
		first:      firstTibetanYear,
		last:       lastTibetanYear,
		leapMonths: true,
		shape:      func(year int) yearShape { return *t.year(year) },
		guess:      func(d Date) int { return (d - 45).Year() },
		number:     markedNumber,
		longest:    func(month int, _ bool) int { return upTo12(30)(month, false) },
	}
	y.span = wholeYears(y)
	return y
}

// lunarDayEnd is the last day on which lunar day d of month n, counted from the
// epoch, still holds when the day breaks.
func (t *tibetan) lunarDayEnd(n, d int) Date {
	months, days := int64(n), int64(d)
	moment := t.parts + months*share(167025, 5656) + days*share(11135, 11312/2)/2
	sun := t.sun + months*share(65, 804) + days*share(13, 4824/6)/6
	moon := t.moon + months*share(253, 3528) + days*share(1, 28)
	moment += tabled(moonTable[:], 28*moon)/60 - tabled(sunTable[:], 12*(sun-tibetanParts/4))/60
	whole := moment / tibetanParts
	if moment < 0 && moment%tibetanParts != 0 {
		whole--
	}
	return Date(int64(t.day-julianDay) + whole)
}

// The quarters of the equations of the Moon and the Sun, in sixtieths of a day.
var (
	moonTable = [...]int64{0, 5, 10, 15, 19, 22, 24, 25}
	sunTable  = [...]int64{0, 6, 10, 11}
)

// tabled reads a table at an argument in parts, going between its entries; the
// table is the first quarter of a wave.
func tabled(table []int64, x int64) int64 {
	quarter := int64(len(table)-1) * tibetanParts
	x = (x%(4*quarter) + 4*quarter) % (4 * quarter)
	sign := int64(1)
	if x > 2*quarter {
		x, sign = x-2*quarter, -1
	}
	if x > quarter {
		x = 2*quarter - x
	}
	i := x / tibetanParts
	if int(i) == len(table)-1 {
		return sign * table[i] * tibetanParts
	}
	return sign * (table[i]*tibetanParts + (x-i*tibetanParts)*(table[i+1]-table[i]))
}

// month finds the true month of a named one, and whether it is doubled; the
// true month is then the second of the two.
func (t *tibetan) month(year, month int) (n int, doubled bool) {
	x := 67*(12*(year-t.epoch)+month-3) + t.intercalation
	n = floorDiv(x, 65)
	return n, x-65*n < 2
}

// year computes or recalls a year.
func (t *tibetan) year(year int) *yearShape {
	slot := &t.years[year-firstTibetanYear]
	if p := slot.Load(); p != nil {
		return p
	}
	s := &yearShape{marks: &monthMarks{second: t.second}}
	for month := 1; month <= 12; month++ {
		n, doubled := t.month(year, month)
		if doubled {
			t.add(s, n-1, month, !t.leapAfter)
		}
		t.add(s, n, month, doubled && t.leapAfter)
	}
	slot.Store(s)
	return s
}

// add puts the true month n at the end of a year.
func (t *tibetan) add(s *yearShape, n, month int, leap bool) {
	pos := int(s.count)
	// Not day 0 of this month: the Moon of the tables moves by 1/28 a day and by
	// 253/3528 a month, which do not quite agree.
	last := t.lunarDayEnd(n-1, 30)
	if pos == 0 {
		s.start = last + 1
	}
	for day := 1; day <= 30; day++ {
		end := t.lunarDayEnd(n, day)
		s.mark(pos, day, int(end-last))
		last = end
	}
	s.marks.month[pos], s.marks.leap[pos] = uint8(month), leap
	s.count++
}

// mark notes how many days of a month have a number.
func (s *yearShape) mark(pos, day, count int) {
	s.days[pos] += uint8(count)
	switch count {
	case 0:
		s.marks.skipped[pos] |= 1 << day
	case 2:
		s.marks.doubled[pos] |= 1 << day
	}
}
