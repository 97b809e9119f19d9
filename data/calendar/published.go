package calendar

import "time"

// publishedNawRuz are the days that the Bahá'í World Centre has published
// (for 172 to 221, AD 2015 to 2064) where they differ from the computed ones.
var publishedNawRuz = map[int]Date{
	// The equinox comes within half a minute of sunset in Tehran.
	183: NewDate(2026, time.March, 21),
}

// lateTerms are terms, by Gregorian year and index, for which the error of the
// Sun's series decides the day: the seconds by which they come later.
var lateTerms = map[[2]int]float64{
	// A second after midnight in Beijing; the printed day is 23 December.
	{1951, 23}: 17,
}

// New-moon days at which the calendar that was published differs from the one
// computed here: the computed day, then the published one.
var (
	publishedChina = map[Date]Date{
		// The tables of the year Guangxu 32 begin the month on the 24th; on
		// Beijing's meridian the new moon was eight minutes before midnight.
		NewDate(1906, time.April, 23): NewDate(1906, time.April, 24),
		// The tables in use have the 7th. The new moon is so close to midnight
		// that the slowing of the Earth will decide.
		NewDate(2097, time.August, 8): NewDate(2097, time.August, 7),
	}
	// Korea's tables before 1912 are those of Beijing.
	publishedKorea = map[Date]Date{
		NewDate(1906, time.April, 23): NewDate(1906, time.April, 24),
	}
)
