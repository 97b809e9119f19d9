package calendar

import (
	"errors"

	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/words"
)

func asError(err error, e **book.Error) bool { return errors.As(err, e) }

// nths are the places of a weekday in its month.
var nths = []int{1, 2, 3, 4, 5, -1}

var nthWords = map[int]locales.ID{
	1: "own.nth_first", 2: "own.nth_second", 3: "own.nth_third", 4: "own.nth_fourth", 5: "own.nth_fifth", -1: "own.nth_last",
}

var nthChoices = map[int]locales.ID{
	1: "own.first", 2: "own.second", 3: "own.third", 4: "own.fourth", 5: "own.fifth", -1: "own.last",
}

// ownWhen says on which days an own day falls.
func (s speaker) ownWhen(d book.OwnDay) string {
	p := s.env.Printer
	first, isOnce := d.First()
	switch {
	case isOnce:
		return spanText(p, first, d.Days)
	case d.Nth != 0:
		text := s.env.T(nthWords[d.Nth], locales.V{"Weekday": p.WeekdayLong(d.Weekday), "Month": p.MonthNameIn(cal.Gregorian, 0, d.When.Month, false, p.Tag())})
		return s.ownRun(text, d.Days)
	}
	text := p.Partial(d.When)
	if d.When.Calendar != cal.Gregorian {
		text = s.env.T("own.in_calendar", locales.V{"Day": text, "Calendar": p.CalendarName(d.When.Calendar)})
	}
	return s.ownRun(text, d.Days)
}

// ownRun says that a day returns every year, and for how long.
func (s speaker) ownRun(text string, days int) string {
	if days > 1 {
		return s.env.N("own.every_year_days", days, locales.V{"Day": text})
	}
	return s.env.T("own.every_year", locales.V{"Day": text})
}

// ownWhere says where an own day counts.
func (s speaker) ownWhere(d book.OwnDay) string {
	switch {
	case d.Region != "":
		return s.env.T("own.region", locales.V{"Country": s.env.Printer.Country(d.Country), "Region": regionfield.Name(s.env.Printer, d.Country, d.Region)})
	case d.Country != "":
		return s.env.Printer.Country(d.Country)
	case d.Sort == book.AnnouncedDay:
		if r, ok := s.env.Almanac.Rule(d.RuleID); ok && r.Country != "" {
			return s.env.Printer.Country(r.Country)
		}
		return s.env.T("own.wherever", nil)
	}
	return s.env.T("own.whole_book", nil)
}

// ownTitle names an own day in the list: whom or what it concerns.
func (s speaker) ownTitle(r book.OwnDayRow) string {
	switch {
	case r.Sort == book.AnnouncedDay:
		name := r.RuleID // a holiday that this program does not know
		if rule, ok := s.env.Almanac.Rule(r.RuleID); ok {
			name = rule.Name(s.env.Printer.Tag())
		}
		return s.env.T("own.row_title", locales.V{"What": name, "Where": s.ownWhere(r.OwnDay)})
	case r.Sort == book.OwnHoliday:
		return s.env.T("own.row_title", locales.V{"What": r.Name, "Where": s.ownWhere(r.OwnDay)})
	case r.Customer != nil:
		if r.Customer.Name.Latin != "" && r.Customer.Name.Latin != r.Customer.Name.Full {
			return r.Customer.Name.Full + " " + r.Customer.Name.Latin
		}
		return r.Customer.Name.Full
	}
	return s.ownWhere(r.OwnDay)
}

// ownLine says when an own day falls, why, and who entered it.
func (s speaker) ownLine(d book.OwnDay) string {
	out := ""
	for _, part := range slicesWithout("", s.ownWhen(d), d.Note, s.ownBy(d)) {
		if out == "" {
			out = part
			continue
		}
		out = s.env.T("own.pair", locales.V{"First": out, "Second": part})
	}
	return out
}

// ownBy says who entered a day and when.
func (s speaker) ownBy(d book.OwnDay) string {
	v := locales.V{"Who": d.Author, "Day": s.env.Printer.Date(cal.DateOf(d.UpdatedAt.In(s.env.Home)))}
	if d.Author == "" {
		return s.env.T("own.entered", v)
	}
	return s.env.T("own.entered_by", v)
}

func slicesWithout(drop string, list ...string) []string {
	var out []string
	for _, x := range list {
		if x != drop {
			out = append(out, x)
		}
	}
	return out
}

// ownSort names the sort of an own day.
func (s speaker) ownSort(sort book.OwnSort) string {
	switch sort {
	case book.AnnouncedDay:
		return s.env.T("own.sort_announced", nil)
	case book.OwnHoliday:
		return s.env.T(words.Tradition("own"), nil)
	}
	return s.env.T(words.Tradition("closing"), nil)
}

// monthsOf counts the months of a calendar, leap months aside.
func monthsOf(id cal.ID) int {
	n := 0
	for m := 1; (cal.Partial{Calendar: id, Month: m}).Valid() == nil; m++ {
		n = m
	}
	return n
}

// hasLeap reports whether a calendar has leap months of the same number.
func hasLeap(id cal.ID) bool {
	for m := 1; m <= monthsOf(id); m++ {
		if (cal.Partial{Calendar: id, Month: m, Leap: true}).Valid() == nil {
			return true
		}
	}
	return false
}
