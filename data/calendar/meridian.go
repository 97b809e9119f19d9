package calendar

import (
	"math"
	"time"
)

// meridian is the clock by which a country's calendar is reckoned. It changed
// over time: each step holds from its day on, newest first.
type meridian []struct {
	from   Date
	offset float64 // days ahead of universal time
}

const hour = 1.0 / 24

var (
	// beijing: local mean time of Beijing (116°25') to 1928, 120° E since.
	beijing = meridian{
		{NewDate(1929, time.January, 1), 8 * hour},
		{0, (7 + 45.0/60 + 40.0/3600) * hour},
	}
	// seoul: the calendar of Beijing to 1911, as the tables of the Korea
	// Astronomy and Space Science Institute have it; then the standard time
	// that Korea kept.
	seoul = meridian{
		{NewDate(1961, time.August, 10), 9 * hour},
		{NewDate(1954, time.March, 21), 8.5 * hour},
		{NewDate(1912, time.January, 1), 9 * hour},
		{0, (7 + 45.0/60 + 40.0/3600) * hour},
	}
	// hanoi: the Chinese calendar to 1967, 105° E since 1968. The South stayed
	// with 120° E until 1975, which moved some of its months by a day.
	hanoi = meridian{
		{NewDate(1968, time.January, 1), 7 * hour},
		{NewDate(1929, time.January, 1), 8 * hour},
		{0, (7 + 45.0/60 + 40.0/3600) * hour},
	}
	tokyo = meridian{{0, 9 * hour}}
)

// clockOf finds the clock of a calendar, or nil.
func clockOf(c ID) meridian {
	switch c {
	case Chinese:
		return beijing
	case Korean:
		return seoul
	case Vietnamese:
		return hanoi
	case Japanese:
		return tokyo
	}
	return nil
}

// local turns a moment of universal time into one of the clock.
func (m meridian) local(moment float64) float64 {
	day := Date(math.Floor(moment))
	for _, step := range m {
		if day >= step.from {
			return moment + step.offset
		}
	}
	return moment
}

// day is the day that the clock shows at a moment.
func (m meridian) day(moment float64) Date { return Date(math.Floor(m.local(moment))) }
