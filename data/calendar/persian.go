package calendar

import (
	"math"
	"sync/atomic"
)

// The Persian years that are covered, AD 1821 to 2101.
const (
	firstPersianYear = 1200
	lastPersianYear  = 1479
)

// persianNewYears keeps each Nowruz once it is computed.
var persianNewYears [lastPersianYear - firstPersianYear + 2]atomic.Int32

// persianSystem is the Solar Hijri calendar of Iran and Afghanistan: the year
// begins on the day of the March equinox, or on the next when the equinox
// comes after true noon at 52.5° E (Calendrical Calculations, ch. 15).
func persianSystem() *system {
	y := &system{
		id:     Persian,
		first:  firstPersianYear,
		last:   lastPersianYear,
		shape:  persianShape,
		guess:  func(d Date) int { return (d - 80).Year() - 621 },
		number: inOrder,
		longest: func(month int, leap bool) int {
			if !leap && month >= 1 && month <= 6 {
				return 31
			}
			return upTo12(30)(month, leap)
		},
	}
	y.span = wholeYears(y)
	return y
}

func persianShape(year int) yearShape {
	s := yearShape{
		start: nowruz(year),
		count: 12,
		days:  [20]uint8{31, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 29},
	}
	s.days[11] = uint8(nowruz(year+1) - s.start - 336)
	return s
}

// nowruz is the first day of a Persian year.
func nowruz(year int) Date {
	slot := &persianNewYears[year-firstPersianYear]
	if d := slot.Load(); d != 0 {
		return Date(d)
	}
	near := float64(NewDate(year+621, 3, 20)) + 0.8
	local := sunAt(0, near) + 52.5/360
	day := math.Floor(local)
	if local-day >= 0.5-equationOfTime(local-52.5/360) {
		day++
	}
	slot.Store(int32(day))
	return Date(day)
}

// equationOfTime is how far the sundial is ahead of the mean clock, in days
// (Meeus, ch. 28, in the form of Calendrical Calculations, ch. 14).
func equationOfTime(moment float64) float64 {
	c := centuriesAt(moment)
	longitude := poly(c, 280.46645, 36000.76983, 0.0003032) * degree
	anomaly := poly(c, 357.52910, 35999.05030, -0.0001559, -0.00000048) * degree
	eccentricity := poly(c, 0.016708617, -0.000042037, -0.0000001236)
	obliquity := poly(c, 23.43929111, -0.013004167, -0.00000016389, 0.0000005036)
	y := math.Pow(math.Tan(obliquity/2*degree), 2)
	return (y*math.Sin(2*longitude) - 2*eccentricity*math.Sin(anomaly) +
		4*eccentricity*y*math.Sin(anomaly)*math.Cos(2*longitude) -
		y*y/2*math.Sin(4*longitude) -
		1.25*eccentricity*eccentricity*math.Sin(2*anomaly)) / (2 * math.Pi)
}
