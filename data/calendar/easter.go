package calendar

// Easter returns the Gregorian date of Easter Sunday, by the Western rule or,
// when orthodox is set, by the Julian rule of most Orthodox churches
// (Calendrical Calculations, ch. 9; both equal the tables of Meeus ch. 8).
func Easter(year int, orthodox bool) Date {
	golden := year % 19
	century := year/100 + 1
	var full Date // the paschal full moon
	if orthodox {
		epact := (14 + 11*golden) % 30
		s := julianShape(year)
		full = s.monthStart(3) + 18 - Date(epact) // 19 April less the epact
	} else {
		epact := (14 + 11*golden - 3*century/4 + (5+8*century)/25) % 30
		epact = (epact + 30) % 30
		if epact == 0 || (epact == 1 && golden > 10) {
			epact++
		}
		full = NewDate(year, 4, 19) - Date(epact)
	}
	// The Sunday after the full moon, never the day itself.
	return full + 7 - Date(full.Weekday())
}
