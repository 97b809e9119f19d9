package calendar

import (
	"math"
	"sync/atomic"
	"time"
)

const (
	lastBahaiYear = 257 // AD 2100
	// firstReckonedYear is the year from which Naw-Rúz follows the Sun.
	firstReckonedYear = 172
	bahaiOffset       = 1843
)

// bahaiNewYears keeps each reckoned Naw-Rúz once it is computed.
var bahaiNewYears [lastBahaiYear - firstReckonedYear + 2]atomic.Int32

// bahaiSystem is the Badíʿ calendar of the Bahá'í: nineteen months of nineteen
// days. The four or five days of Ayyám-i-Há stand between the 18th and the
// 19th month and are written as the leap month of the 18th. Days are named by
// their daylight; they begin at sunset of the day before.
func bahaiSystem() *system {
	y := &system{
		id:         Bahai,
		first:      1,
		last:       lastBahaiYear,
		leapMonths: true,
		shape:      bahaiShape,
		guess:      func(d Date) int { return (d - 79).Year() - bahaiOffset },
		number: func(_ *yearShape, i int) (int, bool) {
			switch {
			case i < 18:
				return i + 1, false
			case i == 18:
				return 18, true
			}
			return 19, false
		},
		longest: func(month int, leap bool) int {
			switch {
			case leap && month == 18:
				return 5
			case leap || month < 1 || month > 19:
				return 0
			}
			return 19
		},
	}
	y.span = wholeYears(y)
	return y
}

func bahaiShape(year int) yearShape {
	s := yearShape{start: nawRuz(year), count: 20}
	for i := range 20 {
		s.days[i] = 19
	}
	s.days[18] = uint8(nawRuz(year+1) - s.start - 361)
	return s
}

// nawRuz is the first day of a Badíʿ year. To 171 (AD 2014) it was 21 March in
// the West; since then it is the day, from sunset to sunset in Tehran, in which
// the March equinox falls (Universal House of Justice, 10 July 2014).
func nawRuz(year int) Date {
	if year < firstReckonedYear {
		return NewDate(year+bahaiOffset, time.March, 21)
	}
	if d, ok := publishedNawRuz[year]; ok {
		return d
	}
	slot := &bahaiNewYears[year-firstReckonedYear]
	if d := slot.Load(); d != 0 {
		return Date(d)
	}
	const (
		longitude = 51.4231 / 360
		latitude  = 35.6961
		// horizon is how far below the level the Sun's centre stands at sunset.
		horizon = 0.8333
	)
	equinox := sunAt(0, float64(NewDate(year+bahaiOffset, time.March, 20))+0.8)
	// On this day the Sun goes down due west, so its way below the horizon is
	// as steep as the latitude makes it.
	sunset := 0.75 + horizon/math.Cos(latitude*degree)/360 - equationOfTime(equinox)
	local := equinox + longitude
	day := math.Floor(local)
	if local-day >= sunset {
		day++
	}
	slot.Store(int32(day))
	return Date(day)
}
