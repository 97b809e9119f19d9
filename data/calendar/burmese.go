package calendar

import "math"

// The years of the Burmese era that are covered: those of the third era of
// Yan Naing Aye's reckoning, in which the calendar board has fixed the months.
const (
	firstBurmeseYear = 1312 // AD 1950
	lastBurmeseYear  = 1462 // AD 2100
	// The board has decided otherwise in three years; those to come are doubtful.
	sureBurmese = 1388 // AD 2026
)

// The lengths of the year of the Sun and of the month in days, and the Julian
// day of the era, by the Thandeikta rule.
const (
	burmeseYear  = 1577917828.0 / 4320000
	burmeseMonth = 1577917828.0 / 53433336
	burmeseEra   = 1954168.050623
)

// burmeseSystem is the calendar of Myanmar by the algorithm that Yan Naing Aye
// published (github.com/yan9a/mmcal, MIT; the third era of its GetMyConst: offset
// -0.5, 8 months, full moon of 1377 a day later, watat of 1344 and 1345 turned
// round; the begin of the era is his estimate): a year whose Moon is too old at the end of Thingyan is a
// watat year and has two months of Waso, the first of which is the leap month.
// The year of this package is that of the months, from 1 Tagu on; the number of
// the official year changes at Thingyan, some days or weeks later, and the days
// before it are called late Tagu or late Kason of the year before. Day 16 is
// the first of the waning Moon.
func burmeseSystem() *system {
	y := &system{
		id:         Burmese,
		first:      firstBurmeseYear,
		last:       lastBurmeseYear,
		leapMonths: true,
		shape:      burmeseShape,
		guess:      func(d Date) int { return (d - 95).Year() - 638 },
		number: func(s *yearShape, i int) (int, bool) {
			switch {
			case s.leap == 0 || i < int(s.leap):
				return i + 1, false
			case i == int(s.leap):
				return i + 1, true
			}
			return i, false
		},
		longest: func(month int, leap bool) int {
			switch {
			case leap && month != 4:
				return 0
			case month == 3 || month%2 == 0:
				return upTo12(30)(month, false)
			}
			return upTo12(29)(month, false)
		},
	}
	y.span = wholeYears(y)
	return y
}

// burmeseWatat tells whether a year is a watat year, and the full moon of its
// second Waso.
func burmeseWatat(year int) (watat bool, full int) {
	const late = 8 // months of this era in which the excess counts
	excess := burmeseYear/12 - burmeseMonth
	days := math.Mod(burmeseYear*float64(year+3739), burmeseMonth)
	if days < excess*(12-late) {
		days += burmeseMonth
	}
	full = int(math.Round(burmeseYear*float64(year) + burmeseEra - days + 4.5*burmeseMonth - 0.5))
	watat = days >= burmeseMonth-excess*late
	switch year { // what the board decided otherwise
	case 1344:
		watat = true
	case 1345:
		watat = false
	case 1377:
		full++
	}
	return watat, full
}

func burmeseShape(year int) yearShape {
	watat, full := burmeseWatat(year)
	back, before := 0, 0
	for was := false; !was && back < 3; {
		back++
		was, before = burmeseWatat(year - back)
	}
	var doubt uint16
	if year > sureBurmese {
		doubt = 1<<13 - 1
	}
	s := yearShape{doubt: doubt, start: Date(before + 354*back - 102 - julianDay), count: 12}
	for m := range 12 {
		s.days[m] = 29 + uint8(m%2)
	}
	if watat {
		s.count, s.leap = 13, 3
		copy(s.days[4:], s.days[3:12])
		s.days[3] = 30
		if (full-before)%354 == 31 {
			s.days[2] = 30
		}
	}
	return s
}
