package calendar

import (
	"fmt"
	"time"
)

// lastGregorianYear ends the range of the arithmetic calendars.
const lastGregorianYear = 9999

// gregorianSystem is the Gregorian calendar or one that only counts its years
// differently: its year n is the Gregorian year n + offset.
func gregorianSystem(id ID, offset int, first Date) *system {
	last := NewDate(lastGregorianYear, 12, 31)
	return &system{
		id:      id,
		first:   first.Year() - offset,
		last:    lastGregorianYear - offset,
		shape:   func(year int) yearShape { return gregorianShape(year + offset) },
		guess:   func(d Date) int { return d.Year() - offset },
		number:  inOrder,
		longest: romanLongest,
		span:    fixedSpan(first, last),
	}
}

func gregorianShape(year int) yearShape {
	leap := year%4 == 0 && (year%100 != 0 || year%400 == 0)
	y := year - 1
	start := 365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) + 1
	return romanShape(Date(start), leap)
}

// julianSystem is the Julian calendar with its leap year every fourth year,
// from its year 2 on, carried on beyond 1582 as the churches do.
func julianSystem() *system {
	y := &system{
		id:      Julian,
		first:   2,
		last:    lastGregorianYear - 1,
		shape:   julianShape,
		guess:   func(d Date) int { return d.Year() },
		number:  inOrder,
		longest: romanLongest,
	}
	y.span = wholeYears(y)
	return y
}

func julianShape(year int) yearShape {
	y := year - 1
	// The Julian 1 January of the year 1 is two days before the Gregorian one.
	return romanShape(Date(365*y+floorDiv(y, 4)-1), year%4 == 0)
}

// romanShape is a year of the twelve Roman months.
func romanShape(start Date, leap bool) yearShape {
	s := yearShape{
		start: start,
		count: 12,
		days:  [20]uint8{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31},
	}
	if leap {
		s.days[1] = 29
	}
	return s
}

// romanLongest gives February its leap day.
func romanLongest(month int, leap bool) int {
	if leap || month < 1 || month > 12 {
		return 0
	}
	return [12]int{31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
}

// era is a Japanese era and its first day.
type era struct {
	name  string
	first Date
}

// eras are the eras since Meiji, newest first. Japan took the Gregorian
// calendar on 1 January of Meiji 6 (1873); earlier days of Meiji were written
// in the lunisolar calendar of the time and are outside the range.
var eras = []era{
	{"reiwa", NewDate(2019, time.May, 1)},
	{"heisei", NewDate(1989, time.January, 8)},
	{"showa", NewDate(1926, time.December, 25)},
	{"taisho", NewDate(1912, time.July, 30)},
	{"meiji", NewDate(1868, time.October, 23)},
}

// eraOn finds the era of a day within the range of the Japanese calendar.
func eraOn(d Date) era {
	for _, e := range eras {
		if d >= e.first {
			return e
		}
	}
	return eras[len(eras)-1]
}

// eraDate converts a day that is counted in an era, and refuses one that the
// era did not see.
func eraDate(y *system, x Day) (Date, error) {
	if x.Calendar != Japanese {
		return 0, fmt.Errorf("%w: %s has no eras", ErrNoSuchDay, x.Calendar)
	}
	for _, e := range eras {
		if e.name != x.Era {
			continue
		}
		d, err := y.date(e.first.Year()+x.Year-1, x.Month, x.Leap, x.Day, x.Again)
		if err != nil {
			return 0, err
		}
		if eraOn(d).name != x.Era {
			return 0, fmt.Errorf("%w: %s is not in the era %s", ErrNoSuchDay, d, x.Era)
		}
		return d, nil
	}
	return 0, fmt.Errorf("%w: there is no era %q", ErrNoSuchDay, x.Era)
}
