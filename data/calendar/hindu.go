package calendar

import (
	"math"
	"sync/atomic"
)

// The Śaka years of the Hindu calendars: those of which every day lies in the
// years that the Hindu reckonings cover.
const (
	sakaEra       = 78
	firstSakaYear = firstHinduYear - sakaEra
	lastSakaYear  = lastHinduYear - sakaEra - 1
)

// chennai is where the Tamil calendar is reckoned.
var chennai = Place{Latitude: 13.0827, Longitude: 80.2707, Hours: 5.5}

var (
	hinduLunarYears [lastSakaYear - firstSakaYear + 1]atomic.Pointer[yearShape]
	tamilYears      [lastSakaYear - firstSakaYear + 1]atomic.Pointer[yearShape]
)

// hinduLunarSystem is the Hindu lunisolar calendar of the west and the south:
// amanta months, which end with the new moon, true Sun and Moon, the ayanamsha
// of Lahiri and the sunrise of Delhi. A day has the number of the tithi that
// holds at sunrise, 1 to 30 (16 is the first of the waning half); a tithi that
// sees no sunrise is skipped and one that sees two is written twice. A leap
// month goes before the plain one of its name. In the north, the waning half
// belongs to the month after.
func hinduLunarSystem() *system {
	y := &system{
		id:         HinduLunar,
		first:      firstSakaYear,
		last:       lastSakaYear,
		leapMonths: true,
		shape:      func(year int) yearShape { return *kept(&hinduLunarYears[year-firstSakaYear], hinduLunarShape, year) },
		guess:      func(d Date) int { return (d - 85).Year() - sakaEra },
		number:     markedNumber,
		longest:    func(month int, _ bool) int { return upTo12(30)(month, false) },
	}
	y.span = wholeYears(y)
	return y
}

// kept computes a year or recalls it.
func kept(slot *atomic.Pointer[yearShape], shape func(int) *yearShape, year int) *yearShape {
	if p := slot.Load(); p != nil {
		return p
	}
	s := shape(year)
	slot.Store(s)
	return s
}

// chaitra is the lunation with which a Śaka year begins: that of Chaitra, or
// of its leap month.
func chaitra(year int) int {
	k := lunationNear(float64(NewDate(year+sakaEra, 2, 10)))
	for {
		if month, _ := amantaMonth(k); month == 1 {
			return k
		}
		k++
	}
}

// firstSunrise is the day of the first sunrise at Delhi in lunation k.
func firstSunrise(k int) Date {
	moment := newMoon(k)
	d := Date(math.Floor(moment + Delhi.Hours/24))
	if Delhi.sunrise(d) < moment {
		d++
	}
	return d
}

func hinduLunarShape(year int) *yearShape {
	s := &yearShape{marks: &monthMarks{across: true}}
	k, end := chaitra(year), chaitra(year+1)
	d := firstSunrise(k)
	s.start = d
	for ; k < end; k++ {
		pos := int(s.count)
		month, leap := amantaMonth(k)
		s.marks.month[pos], s.marks.leap[pos] = uint8(month), leap
		next := firstSunrise(k + 1)
		var count [31]int
		for first := d; d < next; d++ {
			tithi := tithiAt(Delhi.sunrise(d))
			switch { // the sunrise may be within seconds of the new moon
			case tithi > 25 && d-first < 3:
				tithi = 1
			case tithi < 5 && next-d < 3:
				tithi = 30
			}
			count[tithi]++
		}
		for tithi := 1; tithi <= 30; tithi++ {
			s.mark(pos, tithi, count[tithi])
		}
		s.count++
	}
	return s
}

// tamilSystem is the solar calendar of Tamil Nadu: a month begins on the day on
// which the Sun enters a sign of Lahiri's zodiac, when it does so before sunset
// at Chennai, otherwise on the next. Years are of the Śaka era, elapsed.
func tamilSystem() *system {
	y := &system{
		id:     Tamil,
		first:  firstSakaYear,
		last:   lastSakaYear,
		shape:  func(year int) yearShape { return *kept(&tamilYears[year-firstSakaYear], tamilShape, year) },
		guess:  func(d Date) int { return (d - 104).Year() - sakaEra },
		number: inOrder,
		longest: func(month int, leap bool) int {
			if leap || month < 1 || month > 12 {
				return 0
			}
			return tamilLongest[month-1]
		},
	}
	y.span = wholeYears(y)
	return y
}

// tamilLongest is the greatest length of each month in the years covered.
var tamilLongest = [12]int{31, 32, 32, 32, 32, 31, 31, 30, 30, 30, 30, 31}

func tamilShape(year int) *yearShape {
	s := &yearShape{count: 12}
	western := year + sakaEra
	last := chennai.sankrantiDay(western, 1)
	s.start = last
	for m := range 12 {
		sign := m + 2
		if sign > 9 {
			western = year + sakaEra + 1
		}
		next := chennai.sankrantiDay(western, (sign-1)%12+1)
		s.days[m] = uint8(next - last)
		last = next
	}
	return s
}
