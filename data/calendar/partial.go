package calendar

import "fmt"

// Rule tells which stated rule moved a yearly day to another one, because the
// year has no day of that name.
type Rule string

// The rules. They are stored and translated by these names.
const (
	// RuleExact means that the day exists and was not moved.
	RuleExact Rule = ""
	// RuleFeb29 means 29 February is kept on the 28th in a common year.
	RuleFeb29 Rule = "feb29"
	// RuleLeapMonth means that the leap month is missing and the plain month
	// of the same number is used.
	RuleLeapMonth Rule = "leap_month"
	// RuleShortMonth means that the month ends before the day and its last day
	// is used.
	RuleShortMonth Rule = "short_month"
	// RuleAdar means that Adar of a plain year became Adar II of a leap year,
	// or Adar I or II became the only Adar of a plain year.
	RuleAdar Rule = "adar"
	// RuleNextMonth means that a Hebrew month has no day 30 this year and the
	// first day of the next month is kept, as is the custom.
	RuleNextMonth Rule = "next_month"
	// RuleSkippedDay means that the month skips the number of the day and the
	// day before is kept; in the Tibetan calendars the first day of the month
	// when that would be of the month before.
	RuleSkippedDay Rule = "skipped_day"
	// RuleFirstOfTwo means that two days have the number and the first is kept.
	RuleFirstOfTwo Rule = "first_of_two"
	// RuleSecondOfTwo means that two days have the number and the second is
	// kept, as in Mongolia.
	RuleSecondOfTwo Rule = "second_of_two"
	// RuleLostMonth means that the Hindu year has lost the month, and the month
	// before it, which took its place, is used.
	RuleLostMonth Rule = "lost_month"
)

// Occurrence is a day on which a yearly day is kept, and the rule that moved
// it there.
type Occurrence struct {
	Date Date
	Rule Rule
}

// Next finds the first occurrence of a yearly day on or after from. When the
// year of the partial is known, nothing before that day itself counts. The
// error is ErrIncomplete, ErrRange, ErrUnknown or ErrNoSuchDay.
func (p Partial) Next(from Date) (Occurrence, error) {
	if err := p.Valid(); err != nil {
		return Occurrence{}, err
	}
	if p.Month == 0 || p.Day == 0 {
		return Occurrence{}, ErrIncomplete
	}
	y := find(p.Calendar)
	if p.Year != 0 {
		born, err := y.date(p.Year, p.Month, p.Leap, p.Day, false)
		if err != nil {
			return Occurrence{}, err
		}
		from = max(from, born)
	}
	year, _, _, _, ok := y.locate(from)
	if !ok {
		return Occurrence{}, y.outside()
	}
	_, last := y.span()
	// Every year has one occurrence: it may have passed, and the range may end
	// within a year.
	for ; year <= y.last; year++ {
		s := y.shape(year)
		o, ok := y.occurrence(&s, p)
		if ok && o.Date >= from && o.Date <= last {
			return o, nil
		}
	}
	return Occurrence{}, y.outside()
}

// occurrence is where a yearly day falls in one year of its calendar. It is
// not known where the range ends within the year, before the month.
func (y *system) occurrence(s *yearShape, p Partial) (o Occurrence, ok bool) {
	month, leap, rule := p.Month, p.Leap, RuleExact
	if y.id == Hebrew {
		month, rule = adarFor(p, s.count == 13)
	}
	pos := y.position(s, month, leap)
	if pos < 0 && leap {
		rule = RuleLeapMonth
		pos = y.position(s, month, false)
	}
	if pos < 0 && s.marks != nil {
		rule = RuleLostMonth
		pos = y.position(s, (month+10)%12+1, false)
	}
	if pos < 0 {
		return Occurrence{}, false
	}
	if s.marks != nil {
		nth, moved := s.keep(pos, p.Day)
		if rule == RuleExact {
			rule = moved
		}
		return Occurrence{s.monthStart(pos) + Date(nth-1), rule}, true
	}
	day := p.Day
	if length := int(s.days[pos]); day > length {
		// Only a Hebrew day 30 goes on into the next month.
		if y.id == Hebrew {
			return Occurrence{s.monthStart(pos) + Date(day-1), RuleNextMonth}, true
		}
		day = length
		if rule == RuleExact {
			rule = y.shortRule(month)
		}
	}
	return Occurrence{s.monthStart(pos) + Date(day-1), rule}, true
}

// hasMonth reports ErrNoSuchDay when the year of p lacks its month.
func (y *system) hasMonth(p Partial) error {
	s := y.shape(p.Year)
	if pos := y.position(&s, p.Month, p.Leap); pos >= 0 {
		if first, last := y.span(); s.monthStart(pos) < first || s.monthStart(pos) > last {
			return y.outside()
		}
		return nil
	}
	return fmt.Errorf("%w: the %s year %d has no month %s", ErrNoSuchDay, y.id, p.Year, monthText(p.Month, p.Leap))
}

// shortRule names the rule for a day that a month lacks: the 29th of February
// has its own.
func (y *system) shortRule(month int) Rule {
	if y.roman() && month == 2 {
		return RuleFeb29
	}
	return RuleShortMonth
}

// roman reports whether the calendar has the twelve Roman months.
func (y *system) roman() bool {
	switch y.id {
	case Gregorian, Julian, Japanese, ROC, Buddhist:
		return true
	}
	return false
}

// adarFor chooses the month in which a Hebrew day is kept. Someone born in
// Adar of a plain year keeps Adar II in a leap year; Adar I stays Adar I. When
// the year of birth is not known, month 12 is read as the Adar of a plain
// year, except for its day 30, which only Adar I has.
func adarFor(p Partial, leapYear bool) (month int, rule Rule) {
	fromAdarI := p.Month == adar && (p.Day == 30 || p.Year != 0 && hebrewLeap(p.Year))
	switch {
	case p.Month == adar && leapYear && !fromAdarI:
		return adarII, RuleAdar
	case p.Month == adar && !leapYear && fromAdarI:
		return adar, RuleAdar
	case p.Month == adarII && !leapYear:
		return adar, RuleAdar
	}
	return p.Month, RuleExact
}

// Valid reports what is wrong with a partial date: ErrUnknown for its
// calendar, ErrNoSuchDay for a day that no year (or not its own year) has,
// ErrRange for a year outside the calendar's, ErrIncomplete when nothing is
// known or a day has no month. A Japanese year counts as a Gregorian one.
func (p Partial) Valid() error {
	y := find(p.Calendar)
	switch {
	case y == nil:
		return unknown(p.Calendar)
	case p.Year == 0 && p.Month == 0, p.Month == 0 && p.Day != 0:
		return ErrIncomplete
	case p.Leap && !y.leapMonths:
		return fmt.Errorf("%w: %s has no leap months", ErrNoSuchDay, p.Calendar)
	case p.Leap && p.Month == 0:
		return ErrIncomplete
	case p.Year < 0 || p.Month < 0 || p.Day < 0:
		return fmt.Errorf("%w: a negative number", ErrNoSuchDay)
	}
	if p.Month != 0 {
		if longest := y.longest(p.Month, p.Leap); longest == 0 || p.Day > longest {
			return fmt.Errorf("%w: month %s of %s has at most %d days", ErrNoSuchDay, monthText(p.Month, p.Leap), p.Calendar, longest)
		}
	}
	if p.Year == 0 {
		return nil
	}
	if p.Year < y.first || p.Year > y.last {
		return y.outside()
	}
	if p.Month == 0 {
		return nil
	}
	if p.Day == 0 {
		return y.hasMonth(p)
	}
	_, err := y.date(p.Year, p.Month, p.Leap, p.Day, false)
	return err
}
