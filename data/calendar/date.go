package calendar

import (
	"fmt"
	"time"
)

// Date is a day without a time of day or a zone: the count of days in the
// proleptic Gregorian calendar with 0001-01-01 as day 1 ("rata die" of
// Reingold and Dershowitz, Calendrical Calculations). Dates are compared with
// < and ==, and moved with + and -. The zero Date means "no date".
type Date int32

// NewDate returns the Date of a Gregorian year, month and day. Months and days
// outside their usual range are carried over, as in time.Date.
func NewDate(year int, month time.Month, day int) Date {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return Date(t.Unix()/86400 + unixEpoch)
}

// unixEpoch is the Date of 1970-01-01.
const unixEpoch = 719163

// DateOf returns the calendar day that t shows in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return NewDate(y, m, d)
}

// ParseDate reads an ISO date such as 2027-02-06.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return 0, fmt.Errorf("calendar: %q is not a date of the form 2006-01-02", s)
	}
	return DateOf(t), nil
}

// IsZero reports whether d means "no date".
func (d Date) IsZero() bool { return d == 0 }

// YMD returns the Gregorian year, month and day of d.
func (d Date) YMD() (year int, month time.Month, day int) { return d.utc().Date() }

// Year returns the Gregorian year of d.
func (d Date) Year() int { return d.utc().Year() }

// Month returns the Gregorian month of d.
func (d Date) Month() time.Month { return d.utc().Month() }

// Day returns the day of the Gregorian month of d, 1 to 31.
func (d Date) Day() int { return d.utc().Day() }

// Weekday returns the day of the week of d.
func (d Date) Weekday() time.Weekday { return time.Weekday(((int(d) % 7) + 7) % 7) }

// AddMonths moves d by n Gregorian months; a day that the month lacks becomes
// the month's last day (31 January and one month is 28 or 29 February).
func (d Date) AddMonths(n int) Date {
	y, m, day := d.YMD()
	first := NewDate(y, m+time.Month(n), 1)
	last := NewDate(first.Year(), first.Month()+1, 0)
	return min(first+Date(day-1), last)
}

// In returns the instant at which d begins in loc, plus the given offset from
// midnight on the wall clock.
func (d Date) In(loc *time.Location, hour, minute int) time.Time {
	y, m, day := d.YMD()
	return time.Date(y, m, day, hour, minute, 0, 0, loc)
}

// String returns the ISO form 2006-01-02, or "" for the zero Date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format("2006-01-02")
}

func (d Date) utc() time.Time { return time.Unix((int64(d)-unixEpoch)*86400, 0).UTC() }
