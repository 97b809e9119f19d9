package book

import (
	"time"

	"dragoman/data/calendar"
)

// OwnSort is what a day of the user's own is.
type OwnSort string

// The sorts of own days.
const (
	AnnouncedDay OwnSort = "announced" // the date of a holiday, as an authority announced it
	ClosingDay   OwnSort = "closing"   // a customer, an organisation or a place does not work
	OwnHoliday   OwnSort = "holiday"   // a holiday that the almanac does not know
)

// OwnSorts lists the sorts in the order in which they are offered.
func OwnSorts() []OwnSort { return []OwnSort{ClosingDay, OwnHoliday, AnnouncedDay} }

// OwnDay is a day, or a run of days, that the user entered: it is laid over the
// almanac and wins over what is computed.
type OwnDay struct {
	ID      ID
	Version int64
	Sort    OwnSort

	// CustomerID is who is closed: a customer, or an organisation with its
	// people. Only a ClosingDay has one.
	CustomerID ID
	// Country and Region (ISO 3166-1 and 3166-2, "DE-BY") are where it counts.
	// Without them, and without a customer, it counts everywhere.
	Country string
	Region  string

	// RuleID is the holiday that was announced ("islamic.eid_al_fitr",
	// "sa.eid_al_fitr") and RuleYear the Gregorian year of the date that it
	// replaces. Only an AnnouncedDay has them.
	RuleID   string
	RuleYear int

	// When is the first day. Without a year it returns every year of its
	// calendar. Where Nth is not 0, the day is a weekday of the Gregorian month:
	// 1 to 5 count from its beginning, -1 is the last.
	When    calendar.Partial
	Nth     int
	Weekday time.Weekday
	Days    int // how many, at least 1

	Kind string // of an OwnHoliday: a kind of the almanac ("public", "observance", …)
	Mood string // of an OwnHoliday: "cheerful", "quiet" or "none"
	Name string // of an OwnHoliday
	Note string // why it is closed, or who announced the date

	Author    string // who entered it
	CreatedAt time.Time
	UpdatedAt time.Time
	TrashedAt time.Time
}

// Yearly reports whether the day returns every year.
func (d OwnDay) Yearly() bool { return d.When.Year == 0 }

// First is the first day of one that does not return; ok is false for one that
// does, or that cannot be read.
func (d OwnDay) First() (first calendar.Date, ok bool) {
	if d.Yearly() || d.Nth != 0 {
		return 0, false
	}
	w := d.When
	first, err := calendar.ToDate(calendar.Day{Calendar: w.Calendar, Year: w.Year, Month: w.Month, Leap: w.Leap, Day: w.Day})
	return first, err == nil
}

// Once makes the When of a single day.
func Once(d calendar.Date) calendar.Partial {
	y, m, day := d.YMD()
	return calendar.Partial{Calendar: calendar.Gregorian, Year: y, Month: int(m), Day: day}
}

// OwnDayRow is an own day with the customer who is closed, if it is one.
type OwnDayRow struct {
	OwnDay
	Customer *CustomerRow
}

// Place is where customers work and which weekend they stated, with how many
// they are.
type Place struct {
	Country string
	Region  string
	Weekend []int // days off, Sunday = 0; nil means the usual ones of the place
	Count   int
}
