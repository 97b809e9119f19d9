package calendar

import (
	"fmt"
	"math"
)

// PartOfDay is a stretch of the day at which a Hindu festival asks for its
// tithi.
type PartOfDay uint8

// The parts of the day, in the order in which they pass. The day from sunrise
// to sunset has five equal parts, of which Midday is the third and Afternoon
// the fourth; the night has fifteen muhurtas.
const (
	Sunrise   PartOfDay = iota // the moment of sunrise
	Forenoon                   // purvahna: from sunrise to the middle of the day
	Midday                     // madhyahna: the third fifth of the day
	Afternoon                  // aparahna: the fourth fifth of the day
	Evening                    // sayahna: from the last eighth of daylight to the end of dusk
	Dusk                       // pradosha: three muhurtas from sunset on
	Midnight                   // nishita: the eighth muhurta of the night
)

// part gives the beginning and the end of a part of a day as moments.
func (p Place) part(d Date, part PartOfDay) (from, to float64) {
	rise := p.sunrise(d)
	if part == Sunrise {
		return rise, rise
	}
	set := p.sunset(d)
	light := set - rise
	switch part {
	case Forenoon:
		return rise, rise + light/2
	case Midday:
		return rise + light*2/5, rise + light*3/5
	case Afternoon:
		return rise + light*3/5, rise + light*4/5
	}
	muhurta := (p.sunrise(d+1) - set) / 15
	switch part {
	case Evening:
		return rise + light*7/8, set + 3*muhurta
	case Dusk:
		return set, set + 3*muhurta
	}
	return set + 7*muhurta, set + 8*muhurta
}

// TithiOn tells which tithi, 1 to 30, holds in the middle of a part of a day at
// a place. See Tithi.
func TithiOn(d Date, part PartOfDay, at Place) int {
	from, to := at.part(d, part)
	return tithiAt((from + to) / 2)
}

// NakshatraOn tells in which of the 27 lunar mansions the Moon stands in the
// middle of a part of a day at a place. See Nakshatra.
func NakshatraOn(d Date, part PartOfDay, at Place) int {
	from, to := at.part(d, part)
	return int(siderealMoon((from+to)/2)/(360.0/27)) + 1
}

// Choice says which day is kept when a tithi holds in the right part of two
// days, or of none.
type Choice uint8

// The choices.
const (
	// Longer takes the day on which the tithi fills more of the part; when it
	// fills both, the first, and when neither, the day on which it ends.
	Longer Choice = iota
	// Earlier takes the first of two, and for none the day on which it begins.
	Earlier
	// Later takes the second of two, and for none the day on which it ends.
	Later
)

// TithiRule is when a Hindu festival is kept: its tithi in a month, the part of
// the day that must see it, and what is done in doubt. Months are amanta (they
// end with the new moon) and count from Chaitra = 1; a leap month has no
// festivals. A festival of the waning half that the north writes under the
// purnimanta month has the month before here: Krishna Janmashtami, in the north
// of Bhadrapada, is {Month: 5, Tithi: 23}.
type TithiRule struct {
	Month, Tithi int
	Part         PartOfDay
	Choice       Choice
}

// In lists the days of a Gregorian year on which the rule falls at a place:
// one, seldom none or two. The error is ErrRange outside 1950 to 2100, and
// ErrNoSuchDay for a month or a tithi that does not exist.
func (r TithiRule) In(year int, at Place) ([]Date, error) {
	if err := hinduYear(year); err != nil {
		return nil, err
	}
	if r.Month < 1 || r.Month > 12 || r.Tithi < 1 || r.Tithi > 30 {
		return nil, fmt.Errorf("%w: month %d, tithi %d", ErrNoSuchDay, r.Month, r.Tithi)
	}
	var days []Date
	// The month begins in the middle of the solar month before its own, give
	// or take half a month.
	first := lunationNear(float64(NewDate(year, 3, 15)) + 29.5306*float64(r.Month-1))
	for _, near := range []int{first - 12, first, first + 12} {
		for k := near - 2; k <= near+2; k++ {
			month, leap := amantaMonth(k)
			if leap || month != r.Month && (month != (r.Month+10)%12+1 || !swallows(k)) {
				continue
			}
			d := r.choose(k, at)
			if d.Year() == year && (len(days) == 0 || days[len(days)-1] < d) {
				days = append(days, d)
			}
		}
	}
	return days, nil
}

// choose finds the day of the rule in a lunation.
func (r TithiRule) choose(k int, at Place) Date {
	begins, ends := tithiEnd(k, r.Tithi-1), tithiEnd(k, r.Tithi)
	day := Date(math.Floor(begins+at.Hours/24)) - 1
	var best, last Date
	var most float64
	for d := day; d <= day+4; d++ {
		from, to := at.part(d, r.Part)
		if ends <= from || begins > to {
			continue
		}
		fills := min(ends, to) - max(begins, from)
		if best == 0 || fills > most+1e-6 {
			best, most = d, fills
		}
		if last == 0 && r.Choice == Earlier {
			return d
		}
		last = d
	}
	switch {
	case last == 0 && r.Choice == Earlier:
		return at.day(begins)
	case last == 0:
		return at.day(ends)
	case r.Choice == Later:
		return last
	}
	return best
}

// amantaMonth names the lunation k: the month in which the Sun enters Mesha is
// the first, Chaitra; one in which it enters no sign is a leap month and has
// the name of the next.
func amantaMonth(k int) (month int, leap bool) {
	sign, next := signAt(newMoon(k)), signAt(newMoon(k+1))
	return (sign+1)%12 + 1, sign == next
}

// swallows reports whether the Sun enters two signs in lunation k, so that the
// name of the second is lost and its days are kept in this month.
func swallows(k int) bool { return (signAt(newMoon(k+1))-signAt(newMoon(k))+12)%12 == 2 }

// signAt is the sidereal sign of the Sun, 0 (Mesha) to 11 (Mina).
func signAt(moment float64) int { return int(siderealSun(moment) / 30) }
