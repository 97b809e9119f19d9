package calendar

import (
	"fmt"
	"math"
	"sync/atomic"
)

// The Gregorian years whose solar terms can be asked for.
const (
	firstTermYear = 1899
	lastTermYear  = 2102
)

// termMoments keeps the 24 moments of each year once they are computed; they
// are the same for every meridian.
var termMoments [lastTermYear - firstTermYear + 1]atomic.Pointer[[24]float64]

// momentsOf gives the moments of universal time of the 24 solar terms of a
// Gregorian year, from xiaohan (285°) in January to dongzhi (270°).
func momentsOf(year int) *[24]float64 {
	slot := &termMoments[year-firstTermYear]
	if p := slot.Load(); p != nil {
		return p
	}
	var list [24]float64
	newYear := float64(NewDate(year, 1, 1))
	for n := range list {
		near := newYear + 4.5 + 15.2184*float64(n)
		list[n] = sunAt(termLongitude(n), near) + lateTerms[[2]int{year, n}]/86400
	}
	slot.Store(&list)
	return &list
}

// termLongitude is the Sun's longitude at term n of a Gregorian year.
func termLongitude(n int) float64 { return float64((285 + 15*n) % 360) }

// SolarTerms gives the days of the 24 solar terms of a Gregorian year as the
// clocks of a calendar's country show them: index 0 is xiaohan (小寒, the Sun
// at 285°) in January, index 5 the March equinox, 23 the winter solstice.
// Chinese, Korean, Vietnamese and Japanese have such clocks; Japan's are nine
// hours ahead of universal time. The years 1899 to 2102 can be asked for.
func SolarTerms(year int, c ID) ([24]Date, error) {
	var days [24]Date
	clock := clockOf(c)
	if clock == nil {
		return days, fmt.Errorf("%w: %s has no solar terms", ErrUnknown, c)
	}
	if year < firstTermYear || year > lastTermYear {
		return days, fmt.Errorf("%w: solar terms are known from %d to %d", ErrRange, firstTermYear, lastTermYear)
	}
	moments := momentsOf(year)
	for n := range days {
		days[n] = clock.day(moments[n])
	}
	return days, nil
}

// TermOn tells which solar term, 0 to 23, falls on d; most days have none.
func TermOn(d Date, c ID) (int, bool) {
	year, _, _ := d.YMD()
	clock := clockOf(c)
	if clock == nil || year < firstTermYear || year > lastTermYear {
		return 0, false
	}
	moments := momentsOf(year)
	likely := int(math.Round(float64(d-NewDate(year, 1, 1)-4) / 15.2184))
	for n := max(likely-1, 0); n <= min(likely+1, 23); n++ {
		if clock.day(moments[n]) == d {
			return n, true
		}
	}
	return 0, false
}

// Equinox gives the day of the March equinox (spring) or of the September one
// by the clocks of a calendar's country; see SolarTerms.
func Equinox(year int, spring bool, c ID) (Date, error) {
	days, err := SolarTerms(year, c)
	if err != nil {
		return 0, err
	}
	if spring {
		return days[5], nil
	}
	return days[17], nil
}
