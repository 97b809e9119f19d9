package calendar

import "math/bits"

// monthMarks names the months of a year and the days of each where neither
// simply counts on: in the Tibetan and the Hindu calendars a day takes the
// number of the lunar day that holds when it begins, so that a number may be
// skipped or be used twice, and a month may be lost.
type monthMarks struct {
	month   [14]uint8
	leap    [14]bool
	skipped [14]uint32 // bit n: no day of the month has number n
	doubled [14]uint32 // bit n: two days have it
	second  bool       // of two days of a number the second is kept
	across  bool       // a skipped first is kept on the last day of the month before
}

// markedNumber names the month at a position of a marked year.
func markedNumber(s *yearShape, i int) (int, bool) {
	return int(s.marks.month[i]), s.marks.leap[i]
}

// day gives the number of the nth day of the month at a position, and whether
// it is the second of that number.
func (s *yearShape) day(pos, nth int) (day int, again bool) {
	if s.marks == nil {
		return nth, false
	}
	for day = 1; day <= 30; day++ {
		bit := uint32(1) << day
		switch {
		case s.marks.skipped[pos]&bit != 0:
			continue
		case nth == 1:
			return day, false
		case s.marks.doubled[pos]&bit != 0 && nth == 2:
			return day, true
		case s.marks.doubled[pos]&bit != 0:
			nth--
		}
		nth--
	}
	panic("calendar: a month is longer than its marks") // year shapes are made so that it is not
}

// nth finds a numbered day in the month at a position, counted from 1; 0 when
// the month has no such day.
func (s *yearShape) nth(pos, day int, again bool) int {
	if s.marks == nil {
		if again || day < 1 || day > int(s.days[pos]) {
			return 0
		}
		return day
	}
	bit := uint32(1) << max(day, 0)
	doubled := s.marks.doubled[pos]&bit != 0
	if day < 1 || day > 30 || s.marks.skipped[pos]&bit != 0 || again && !doubled {
		return 0
	}
	n := s.before(pos, day) + 1
	if again {
		n++
	}
	return n
}

// before counts the days of a marked month that have a smaller number.
func (s *yearShape) before(pos, day int) int {
	below := uint32(1)<<day - 1
	return day - 1 - bits.OnesCount32(s.marks.skipped[pos]&below) + bits.OnesCount32(s.marks.doubled[pos]&below)
}

// keep finds the day on which a numbered day of a marked month is kept: the
// first of two, in Mongolia the second, and for a number that is skipped the day
// before it. Where that is of the month before, the Tibetan calendars keep the
// first day of the month; the Hindu one goes back, because the tithi is over
// before the next sunrise, and nth is 0. The year of Mongolia always begins on
// its first day.
func (s *yearShape) keep(pos, day int) (nth int, rule Rule) {
	if n := s.nth(pos, day, false); n > 0 {
		switch {
		case s.marks.doubled[pos]&(1<<day) == 0:
			return n, RuleExact
		case s.marks.second && (pos > 0 || day > 1):
			return n + 1, RuleSecondOfTwo
		}
		return n, RuleFirstOfTwo
	}
	nth = s.before(pos, day)
	if !s.marks.across {
		nth = max(nth, 1)
	}
	return nth, RuleSkippedDay
}

// addMarked adds what may be kept on the nth day of a marked month.
func (y *system) addMarked(seen map[MonthDay]bool, s *yearShape, pos, nth int) {
	names := y.keptIn(s, pos)
	for day := 1; day <= 30; day++ {
		if at, _ := s.keep(pos, day); at != nth {
			continue
		}
		for _, m := range names {
			seen[MonthDay{m.Month, m.Leap, day}] = true
		}
	}
	if nth < int(s.days[pos]) || !s.marks.across {
		return
	}
	_, after, next, _, ok := y.locate(s.monthStart(pos) + Date(nth))
	if !ok || after.marks.skipped[next]&(1<<1) == 0 {
		return
	}
	for _, m := range y.keptIn(&after, next) {
		seen[MonthDay{m.Month, m.Leap, 1}] = true
	}
}

// keptIn lists the months whose days are kept in the month at a position: its
// own, and those that the year lacks.
func (y *system) keptIn(s *yearShape, pos int) []MonthDay {
	month, leap := y.number(s, pos)
	names := []MonthDay{{month, leap, 0}}
	if !leap && y.position(s, month, true) < 0 {
		names = append(names, MonthDay{month, true, 0})
	}
	if next := month%12 + 1; !leap && y.position(s, next, false) < 0 {
		names = append(names, MonthDay{next, false, 0}, MonthDay{next, true, 0})
	}
	return names
}

// On finds the day of a month on which a numbered day of the calendar is kept,
// by the rules of Next; not ok when the month has no such day in any year, or
// is too short.
func (m MonthStart) On(c ID, day int) (d Date, ok bool) {
	y := find(c)
	if y == nil || m.Year < y.first || m.Year > y.last {
		return 0, false
	}
	s := y.shape(m.Year)
	if s.marks == nil {
		return m.Date + Date(day-1), day >= 1 && day <= m.Days
	}
	pos := y.position(&s, m.Month, m.Leap)
	if pos < 0 || day < 1 || day > 30 {
		return 0, false
	}
	nth, _ := s.keep(pos, day)
	return m.Date + Date(nth-1), true
}

// SkippedOn tells which number the month skips that is kept on a day, by the
// rules of Next: 15 on the 14th of a month that has no 15th, and 1 on the last
// day of a Hindu month before one that has no first. It is 0 on all other days,
// in all other calendars and outside the range.
func SkippedOn(d Date, c ID) int {
	y := find(c)
	if y == nil {
		return 0
	}
	_, s, pos, nth, ok := y.locate(d)
	if !ok || s.marks == nil {
		return 0
	}
	for day := 1; day <= 30; day++ {
		if s.marks.skipped[pos]&(1<<day) == 0 {
			continue
		}
		if at, _ := s.keep(pos, day); at == nth {
			return day
		}
	}
	if s.marks.across && nth == int(s.days[pos]) {
		_, s, pos, _, ok = y.locate(d + 1)
		if ok && s.marks.skipped[pos]&(1<<1) != 0 {
			return 1
		}
	}
	return 0
}
