package calendar

const (
	// ethiopicEpoch is 1 Mäskäräm of the year 1 of the Incarnation, the Julian
	// 29 August AD 8.
	ethiopicEpoch = 2796
	// copticEpoch is 1 Thout of the year 1 of the Martyrs, the Julian 29
	// August AD 284.
	copticEpoch = 103605
)

// alexandrianSystem is the calendar of Alexandria under either era: twelve
// months of thirty days and five days, in every fourth year six, which form
// month 13 (Calendrical Calculations, ch. 4).
func alexandrianSystem(id ID, epoch, last int) *system {
	y := &system{
		id:    id,
		first: 1,
		last:  last,
		shape: func(year int) yearShape {
			s := yearShape{start: Date(epoch + 365*(year-1) + year/4), count: 13}
			for i := range 12 {
				s.days[i] = 30
			}
			s.days[12] = 5
			if year%4 == 3 {
				s.days[12] = 6
			}
			return s
		},
		guess:  func(d Date) int { return (4*(int(d)-epoch) + 1463) / 1461 },
		number: inOrder,
		longest: func(month int, leap bool) int {
			if !leap && month == 13 {
				return 6
			}
			return upTo12(30)(month, leap)
		},
	}
	y.span = wholeYears(y)
	return y
}

// indianSystem is the national calendar of India, Śaka era: Chaitra begins on
// 22 March, or on the 21st in a Gregorian leap year, when it has 31 days
// (Calendar Reform Committee, 1955).
func indianSystem() *system {
	const sakaOffset = 78
	y := &system{
		id:    Indian,
		first: 1,
		last:  lastGregorianYear - sakaOffset - 1,
		shape: func(year int) yearShape {
			g := gregorianShape(year + sakaOffset)
			s := yearShape{
				start: g.start + 80,
				count: 12,
				days:  [20]uint8{30, 31, 31, 31, 31, 31, 30, 30, 30, 30, 30, 30},
			}
			if g.days[1] == 29 {
				s.days[0] = 31
			}
			return s
		},
		guess:  func(d Date) int { return (d - 80).Year() - sakaOffset },
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
