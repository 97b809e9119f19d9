package calendar

import (
	"errors"
	"fmt"
)

// The reasons for which a conversion is refused. Test for them with errors.Is.
var (
	// ErrUnknown means that there is no calendar of that ID.
	ErrUnknown = errors.New("calendar: no such calendar")
	// ErrRange means that the day lies outside the range for which the
	// calendar is known; the text of the error names the range.
	ErrRange = errors.New("calendar: outside the range of the calendar")
	// ErrNoSuchDay means that the calendar never has such a month, leap month
	// or day, or does not have it in that year.
	ErrNoSuchDay = errors.New("calendar: no such day")
	// ErrIncomplete means that the month or the day is needed but not known.
	ErrIncomplete = errors.New("calendar: month and day must be known")
)

// Info tells what a calendar covers.
type Info struct {
	ID ID
	// First and Last are the first and the last day that can be converted.
	First, Last Date
	// HasLeapMonths reports whether Leap may be set in a Day of this calendar.
	// It is false for Hebrew, which numbers its extra month 13, and true for
	// Bahá'í, whose intercalary days are the leap month of the 18th.
	HasLeapMonths bool
}

// MonthStart is a month of a calendar: the Gregorian date on which it begins,
// its year, its number and its length in days. Japanese months carry the
// Gregorian year, because an era may change within a month.
type MonthStart struct {
	Date  Date
	Year  int
	Month int
	Leap  bool
	Days  int
}

// Calendars lists all calendars in the order in which they should be offered.
func Calendars() []Info {
	list := make([]Info, len(systems))
	for i, y := range systems {
		list[i] = y.info()
	}
	return list
}

// Lookup describes one calendar.
func Lookup(id ID) (Info, bool) {
	y := find(id)
	if y == nil {
		return Info{}, false
	}
	return y.info(), true
}

// FromDate writes d in the calendar c. The error is ErrUnknown or ErrRange.
func FromDate(d Date, c ID) (Day, error) {
	y := find(c)
	if y == nil {
		return Day{}, unknown(c)
	}
	year, s, pos, day, ok := y.locate(d)
	if !ok {
		return Day{}, y.outside()
	}
	m, leap := y.number(&s, pos)
	x := Day{Calendar: c, Year: year, Month: m, Leap: leap}
	x.Day, x.Again = s.day(pos, day)
	if c == Japanese {
		e := eraOn(d)
		x.Era, x.Year = e.name, year-e.first.Year()+1
	}
	return x, nil
}

// ToDate finds the Date of a day written in a calendar. A Japanese day without
// an era has a Gregorian year. The error is ErrUnknown, ErrRange or
// ErrNoSuchDay.
func ToDate(x Day) (Date, error) {
	y := find(x.Calendar)
	if y == nil {
		return 0, unknown(x.Calendar)
	}
	if x.Era != "" {
		return eraDate(y, x)
	}
	return y.date(x.Year, x.Month, x.Leap, x.Day, x.Again)
}

// date is ToDate without eras.
func (y *system) date(year, month int, leap bool, day int, again bool) (Date, error) {
	if year < y.first || year > y.last {
		return 0, y.outside()
	}
	s := y.shape(year)
	pos := y.position(&s, month, leap)
	if pos < 0 {
		return 0, fmt.Errorf("%w: the %s year %d has no month %s", ErrNoSuchDay, y.id, year, monthText(month, leap))
	}
	nth := s.nth(pos, day, again)
	if nth == 0 && s.marks != nil {
		return 0, fmt.Errorf("%w: month %s of the %s year %d has no such day %d", ErrNoSuchDay, monthText(month, leap), y.id, year, day)
	}
	if nth == 0 {
		return 0, fmt.Errorf("%w: month %s of the %s year %d has %d days", ErrNoSuchDay, monthText(month, leap), y.id, year, s.days[pos])
	}
	d := s.monthStart(pos) + Date(nth-1)
	if first, last := y.span(); d < first || d > last {
		return 0, y.outside()
	}
	return d, nil
}

// Months lists the months of c that begin in the Gregorian years from to to,
// both included, in order. Months outside the range of the calendar are left
// out; when none remains the error is ErrRange.
func Months(c ID, from, to int) ([]MonthStart, error) {
	y := find(c)
	if y == nil {
		return nil, unknown(c)
	}
	first, last := y.span()
	if from > to || to < first.Year() || from > last.Year() {
		return nil, y.outside()
	}
	from, to = max(from, first.Year()), min(to, last.Year())
	a, b := max(NewDate(from, 1, 1), first), min(NewDate(to, 12, 31), last)
	year, s, _, _, _ := y.locate(a)
	var list []MonthStart
	for {
		for _, m := range y.starts(year, &s) {
			if m.Date >= a && m.Date <= b {
				list = append(list, m)
			}
		}
		if year++; year > y.last || s.end() > b {
			break
		}
		s = y.shape(year)
	}
	if len(list) == 0 {
		return nil, y.outside()
	}
	return list, nil
}

// YearMonths lists the months of one year of c in the order in which they
// pass: the Hebrew year begins with Tishri, its month 7.
func YearMonths(c ID, year int) ([]MonthStart, error) {
	y := find(c)
	if y == nil {
		return nil, unknown(c)
	}
	if year < y.first || year > y.last {
		return nil, y.outside()
	}
	s := y.shape(year)
	return y.starts(year, &s), nil
}

// MonthDays gives the length of a month in days. The error is ErrUnknown,
// ErrRange or ErrNoSuchDay.
func MonthDays(c ID, year, month int, leap bool) (int, error) {
	y := find(c)
	if y == nil {
		return 0, unknown(c)
	}
	if year < y.first || year > y.last {
		return 0, y.outside()
	}
	s := y.shape(year)
	pos := y.position(&s, month, leap)
	if pos < 0 {
		return 0, fmt.Errorf("%w: the %s year %d has no month %s", ErrNoSuchDay, c, year, monthText(month, leap))
	}
	return int(s.days[pos]), nil
}

func (y *system) info() Info {
	first, last := y.span()
	return Info{ID: y.id, First: first, Last: last, HasLeapMonths: y.leapMonths}
}

// outside is ErrRange with the range in words.
func (y *system) outside() error {
	first, last := y.span()
	return fmt.Errorf("%w: %s is known from %s to %s", ErrRange, y.id, first, last)
}

func unknown(c ID) error { return fmt.Errorf("%w: %q", ErrUnknown, string(c)) }

func monthText(month int, leap bool) string {
	if leap {
		return fmt.Sprintf("%dL", month)
	}
	return fmt.Sprint(month)
}
