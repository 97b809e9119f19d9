package calendar

// hijriEpoch is the Julian 16 July 622, the first day of the civil (Friday)
// reckoning of the Hijri calendar.
const hijriEpoch = 227015

// hijriCivilSystem is the arithmetic Hijri calendar: months of 30 and 29 days
// in turn, and eleven leap years (2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29) in
// each cycle of thirty (Calendrical Calculations, ch. 7).
func hijriCivilSystem() *system {
	y := &system{
		id:     HijriCivil,
		first:  1,
		last:   9665, // ends in the Gregorian year 9999
		shape:  hijriCivilShape,
		guess:  func(d Date) int { return (30*(int(d)-hijriEpoch) + 10646) / 10631 },
		number: inOrder,
		longest: func(month int, leap bool) int {
			if !leap && month < 12 && month%2 == 0 && month > 0 {
				return 29
			}
			return upTo12(30)(month, leap)
		},
	}
	y.span = wholeYears(y)
	return y
}

func hijriCivilShape(year int) yearShape {
	s := yearShape{
		start: Date(hijriEpoch + 354*(year-1) + floorDiv(3+11*year, 30)),
		count: 12,
		days:  [20]uint8{30, 29, 30, 29, 30, 29, 30, 29, 30, 29, 30, 29},
	}
	if (14+11*year)%30 < 11 {
		s.days[11] = 30
	}
	return s
}
