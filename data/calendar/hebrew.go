package calendar

// hebrewEpoch is 1 Tishri of the year 1 (7 October 3761 BC, Julian).
const hebrewEpoch = -1373427

// The months of the Hebrew calendar that rules speak of.
const (
	nisan      = 1
	marheshvan = 8
	kislev     = 9
	adar       = 12 // Adar, or Adar I in a leap year
	adarII     = 13
)

// hebrewSystem is the fixed Hebrew calendar: the molad of Tishri and the four
// postponements (Calendrical Calculations, ch. 8). Days are named by their
// daylight; the evening before belongs to them.
func hebrewSystem() *system {
	y := &system{
		id:    Hebrew,
		first: 4000, // AD 239
		last:  13000,
		shape: hebrewShape,
		guess: func(d Date) int { return int(float64(d-hebrewEpoch)/365.24682220597794) + 1 },
		number: func(s *yearShape, i int) (int, bool) {
			if i < int(s.count)-6 {
				return i + 7, false // Tishri … Adar or Adar II
			}
			return i - int(s.count) + 7, false // Nisan … Elul
		},
		longest: longestHebrew,
	}
	y.span = wholeYears(y)
	return y
}

// longestHebrew: Adar I, Marheshvan and Kislev may have 30 days.
func longestHebrew(month int, leap bool) int {
	if leap {
		return 0
	}
	switch month {
	case 1, 3, 5, 7, marheshvan, kislev, 11, adar:
		return 30
	case 2, 4, 6, 10, adarII:
		return 29
	}
	return 0
}

// hebrewElapsed counts the days from the epoch to the molad of Tishri of a
// year, with the postponements that depend on the weekday and the hour alone.
func hebrewElapsed(year int) int {
	months := floorDiv(235*year-234, 19)
	parts := 12084 + 13753*months
	days := 29*months + floorDiv(parts, 25920)
	if (3*(days+1))%7 < 3 {
		days++
	}
	return days
}

// hebrewNewYear is 1 Tishri, with the two postponements that keep the length
// of a year among the six legal ones.
func hebrewNewYear(year int) Date {
	before, this, after := hebrewElapsed(year-1), hebrewElapsed(year), hebrewElapsed(year+1)
	delay := 0
	switch {
	case after-this == 356:
		delay = 2
	case this-before == 382:
		delay = 1
	}
	return Date(hebrewEpoch + this + delay)
}

func hebrewLeap(year int) bool { return (7*year+1)%19 < 7 }

func hebrewShape(year int) yearShape {
	start := hebrewNewYear(year)
	length := int(hebrewNewYear(year+1) - start)
	s := yearShape{start: start, count: 12}
	days := []uint8{30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30, 29}
	if hebrewLeap(year) {
		s.count = 13
		days = []uint8{30, 29, 30, 29, 30, 30, 29, 30, 29, 30, 29, 30, 29}
	}
	copy(s.days[:], days)
	switch length % 10 {
	case 5: // 355 or 385: Marheshvan is long
		s.days[1] = 30
	case 3: // 353 or 383: Kislev is short
		s.days[2] = 29
	}
	return s
}
