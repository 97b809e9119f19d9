package calendar

import "time"

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
