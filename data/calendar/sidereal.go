package calendar

import (
	"fmt"
	"math"
	"time"
)

// The Gregorian years for which the Hindu reckonings may be asked. The series
// of the Sun and the Moon are good for longer, but the speed of the Earth is
// not known so well.
const (
	firstHinduYear = 1950
	lastHinduYear  = 2100
)

// lahiri is the ayanamsha: how far, in degrees, the zero of the sidereal zodiac
// lies from the mean equinox, by the reckoning of the Calendar Reform Committee
// (N. C. Lahiri, 1955): 23°51'25.5" at the beginning of 2000, and the
// precession of the International Astronomical Union (1976) around it.
func lahiri(c float64) float64 {
	return 23.857092 + poly(c, 0, 5029.0966, 1.11113)/3600
}

// siderealSun is the Sun's longitude in the sidereal zodiac, in degrees.
func siderealSun(moment float64) float64 {
	c := centuriesAt(moment)
	return modulo(sunLongitude(moment)-nutation(c)-lahiri(c), 360)
}

// siderealMoon is the Moon's.
func siderealMoon(moment float64) float64 {
	c := centuriesAt(moment)
	return modulo(moonLongitude(moment)-nutation(c)-lahiri(c), 360)
}

// elongation is how far the Moon is ahead of the Sun, in degrees, 0 to 360.
func elongation(moment float64) float64 {
	return modulo(moonLongitude(moment)-sunLongitude(moment), 360)
}

// tithiAt is the tithi, 1 to 30, at a moment: the twelve degrees of elongation
// in which the Moon is, from new moon on. The sixteenth is the first of the
// waning half, the thirtieth ends with the new moon.
func tithiAt(moment float64) int { return int(elongation(moment)/12) + 1 }

// tithiEnd is the moment at which tithi n of lunation k ends; n = 0 gives the
// new moon with which the lunation begins.
func tithiEnd(k, n int) float64 {
	a, b := newMoon(k), newMoon(k+1)
	moment := a + (b-a)*float64(n)/30
	for range 6 {
		off := modulo(12*float64(n)-elongation(moment)+180, 360) - 180
		step := off / 12.190749
		moment += step
		if math.Abs(step) < 1e-5 {
			break
		}
	}
	return moment
}

// Tithi tells which tithi, the lunar day of the Hindu calendars, holds at an
// instant: 1 to 15 while the Moon grows (15 is Purnima, which ends with the full
// moon), 16 to 30 while it wanes (30 is Amavasya). It is the same all over the
// world at one instant. Good to half a minute between 1900 and 2100.
func Tithi(at time.Time) int { return tithiAt(momentAt(at)) }

// Nakshatra tells in which of the 27 lunar mansions the Moon stands at an
// instant, 1 (Ashvini) to 27 (Revati), in the zodiac of Lahiri.
func Nakshatra(at time.Time) int { return int(siderealMoon(momentAt(at))/(360.0/27)) + 1 }

// Sankranti is the instant at which the Sun enters a sign of the sidereal zodiac
// of Lahiri within a Gregorian year: 1 is Mesha (Aries, in April), 10 Makara
// (Capricorn, in January). It is good to two minutes of time. The error is
// ErrRange outside 1950 to 2100, ErrNoSuchDay when there is no such sign.
func Sankranti(year, sign int) (time.Time, error) {
	if sign < 1 || sign > 12 {
		return time.Time{}, fmt.Errorf("%w: the zodiac has no sign %d", ErrNoSuchDay, sign)
	}
	if err := hinduYear(year); err != nil {
		return time.Time{}, err
	}
	return timeAt(sankranti(year, sign)), nil
}

// sankranti is Sankranti as a moment.
func sankranti(year, sign int) float64 {
	// The Sun enters Makara in the middle of January.
	order := float64((sign + 2) % 12)
	moment := float64(NewDate(year, 1, 14)) + 30.44*order
	for range 8 {
		off := modulo(30*float64(sign-1)-siderealSun(moment)+180, 360) - 180
		step := off * 365.25636 / 360
		moment += step
		if math.Abs(step) < 1e-6 {
			break
		}
	}
	return moment
}

func hinduYear(year int) error {
	if year < firstHinduYear || year > lastHinduYear {
		return fmt.Errorf("%w: Hindu reckonings are known from %d to %d", ErrRange, firstHinduYear, lastHinduYear)
	}
	return nil
}

// momentAt turns an instant into a moment of universal time.
func momentAt(t time.Time) float64 {
	return float64(t.Unix())/86400 + unixEpoch + float64(t.Nanosecond())/86400e9
}

// timeAt turns a moment into an instant, to the second.
func timeAt(moment float64) time.Time {
	return time.Unix(int64(math.Round((moment-unixEpoch)*86400)), 0).UTC()
}

// SankrantiDay is the day on which the Sun enters a sign, see Sankranti, as the
// Tamil calendar and most almanacs of the north have it: a place's day on which
// it happens before sunset, otherwise the next.
func SankrantiDay(year, sign int, at Place) (Date, error) {
	if _, err := Sankranti(year, sign); err != nil {
		return 0, err
	}
	return at.sankrantiDay(year, sign), nil
}

func (p Place) sankrantiDay(year, sign int) Date {
	moment := sankranti(year, sign)
	d := Date(math.Floor(moment + p.Hours/24))
	if moment >= p.sunset(d) {
		d++
	}
	return d
}
