package calendar

import (
	"cmp"
	"slices"
)

// MonthDay is a day of the year without its year.
type MonthDay struct {
	Month int
	Leap  bool
	Day   int
}

// MonthDaysBetween lists every month, leap mark and day that a stored Partial
// of the calendar may have so that an occurrence of it falls from from to to,
// both included: the days themselves and those that a rule moves there. It is
// sorted and holds nothing twice. It may name a few too many, because the year
// of the Partial is not known here; Next decides. Only the part of the stretch
// within the calendar's range counts; the error is ErrRange when there is none.
func MonthDaysBetween(c ID, from, to Date) ([]MonthDay, error) {
	y := find(c)
	if y == nil {
		return nil, unknown(c)
	}
	first, last := y.span()
	from, to = max(from, first), min(to, last)
	if from > to {
		return nil, y.outside()
	}
	seen := make(map[MonthDay]bool)
	year, s, pos, day, _ := y.locate(from)
	for d := from; d <= to; d++ {
		y.addCandidates(seen, &s, pos, day)
		if day++; day > int(s.days[pos]) {
			day = 1
			pos++
		}
		if pos == int(s.count) && d < to {
			year++
			pos, s = 0, y.shape(year)
		}
	}
	list := make([]MonthDay, 0, len(seen))
	for m := range seen {
		list = append(list, m)
	}
	slices.SortFunc(list, func(a, b MonthDay) int {
		return cmp.Or(cmp.Compare(a.Month, b.Month), compareBool(a.Leap, b.Leap), cmp.Compare(a.Day, b.Day))
	})
	return list, nil
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// addCandidates adds what may be kept on one day.
func (y *system) addCandidates(seen map[MonthDay]bool, s *yearShape, pos, day int) {
	if s.marks != nil {
		y.addMarked(seen, s, pos, day)
		return
	}
	month, leap := y.number(s, pos)
	if y.id == Hebrew {
		addHebrew(seen, s, pos, month, day)
		return
	}
	// On the last day, the days are kept that a longer month would have.
	latest := day
	if day == int(s.days[pos]) {
		latest = max(day, y.longest(month, leap))
	}
	// A leap month that the year lacks is kept in the plain one.
	alone := !leap && y.longest(month, true) > 0 && y.position(s, month, true) < 0
	for ; day <= latest; day++ {
		seen[MonthDay{month, leap, day}] = true
		if alone {
			seen[MonthDay{month, true, day}] = true
		}
	}
}

// addHebrew adds what may be kept on one Hebrew day: Adar in both its places
// and a missing day 30 on the first of the next month.
func addHebrew(seen map[MonthDay]bool, s *yearShape, pos, month, day int) {
	seen[MonthDay{month, false, day}] = true
	leapYear := s.count == 13
	switch {
	case month == adar && !leapYear:
		seen[MonthDay{adarII, false, day}] = true
	case month == adarII:
		seen[MonthDay{adar, false, day}] = true
	}
	if day != 1 || pos == 0 || s.days[pos-1] == 30 {
		return
	}
	switch month {
	case kislev, kislev + 1:
		seen[MonthDay{month - 1, false, 30}] = true
	case nisan:
		seen[MonthDay{adar, false, 30}] = true
	}
}
