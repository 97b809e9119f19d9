package calendar

import "time"

// The Gregorian years of the Thai lunar calendar. What is printed ends with
// surePrintedThai; the years after it are as the tables foresee them.
const (
	firstThaiYear   = 1914
	lastThaiYear    = 2100
	surePrintedThai = 2026
	thaiEra         = 543
)

// thaiYears tells for each year whether it has a second eighth month (m), a
// seventh month of thirty days (d) or neither. No formula gives them all, for
// the palace decides. They are those of ATHIKAMAT_YEARS_GREGORIAN and
// ATHIKAWAN_YEARS_GREGORIAN in vacanza/holidays (MIT, holidays/calendars/thai.py),
// copied there from a Thai lunar calendar of BE 2300 to 2700; the feasts of that
// list prove them. Cambodia and Laos have the same months.
const thaiYears = "dm.dm.m..m.dm.md.m.dm.dm.m..m.md.m.dm.dm..mdm..m.dm.m..md.md.m" +
	".m.dm..m.m.dm.dm..m.md.md.m.m.dm.dm.m..md.m.dm.m.dm..m.md.md.m" +
	"..m.md.md.m.m.dm.dm.dm..m.m.md.m.dm.m.dm..m.md.md.m..md.m.md.m" +
	"."

// thaiLunarSystem is the lunar calendar of Thailand: months of 29 and 30 days
// in turn, counted from ai, the first, in November or December. A year has the
// Buddhist number of the Gregorian year in which most of it lies. Day 16 is the
// first of the waning Moon. The second eighth month is the leap month.
func thaiLunarSystem() *system {
	starts := make([]Date, len(thaiYears)+1)
	starts[0] = NewDate(1913, time.November, 28)
	for i := range thaiYears {
		s := thaiShape(starts[i], i)
		starts[i+1] = s.end()
	}
	return &system{
		id:         ThaiLunar,
		first:      firstThaiYear + thaiEra,
		last:       lastThaiYear + thaiEra,
		leapMonths: true,
		shape: func(year int) yearShape {
			i := year - firstThaiYear - thaiEra
			return thaiShape(starts[i], i)
		},
		guess:  func(d Date) int { return (d + 25).Year() + thaiEra },
		number: lunarNumber,
		longest: func(month int, leap bool) int {
			switch {
			case leap && month != 8:
				return 0
			case month == 7 || month%2 == 0:
				return upTo12(30)(month, false)
			}
			return upTo12(29)(month, false)
		},
		span: fixedSpan(starts[0], starts[len(thaiYears)]-1),
	}
}

func thaiShape(start Date, i int) yearShape {
	s := yearShape{start: start, count: 12}
	for m := range 13 {
		s.days[m] = 29 + uint8(m%2)
	}
	switch thaiYears[i] {
	case 'd':
		s.days[6] = 30
	case 'm':
		s.count, s.leap = 13, 8
		for m := 8; m < 13; m++ {
			s.days[m] = 30 - uint8(m%2)
		}
	}
	if firstThaiYear+i > surePrintedThai {
		s.doubt = 1<<13 - 1
	}
	return s
}
