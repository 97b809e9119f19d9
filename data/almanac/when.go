package almanac

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// basis is how a base date is found.
type basis int

const (
	onTable    basis = iota // only the dates that are listed
	onFixed                 // a day of the Gregorian year
	onNth                   // the nth weekday of a month
	onNear                  // a weekday before, after, on or near a day of the year
	onEaster                // Western Easter and an offset
	onOrthodox              // Orthodox Easter and an offset
	onCalendar              // a day of another calendar
	onTerm                  // a solar term on a meridian
	onRule                  // the date of another rule and an offset
	onBetween               // a working day between two public holidays
)

// when is a base date, read from the text of a rule. It is a value that two
// rules may share.
type when struct {
	basis    basis
	month    time.Month
	day      int
	weekday  time.Weekday
	nth      int  // 1 to 5, -1 is the last
	near     near // for onNear
	offset   int  // days to add at the end
	calendar calendar.ID
	calMonth int
	calDay   int // 0 is the last day of the month
	leap     bool
	first    bool // Tibetan: of two months of the number the first, which is the leap month
	late     bool // Thai: a month later before the second eighth month, and in it
	term     int
	rule     string
}

// near says which weekday beside a day is meant.
type near string

const (
	before  near = "before"
	until   near = "until" // on or before
	after   near = "after"
	from    near = "from" // on or after
	nearest near = "near"
)

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

// termNames are the solar terms in the order in which package calendar counts
// them, from xiaohan at 285°.
var termNames = []string{
	"xiaohan", "dahan", "lichun", "yushui", "jingzhe", "chunfen", "qingming", "guyu",
	"lixia", "xiaoman", "mangzhong", "xiazhi", "xiaoshu", "dashu", "liqiu", "chushu",
	"bailu", "qiufen", "hanlu", "shuangjiang", "lidong", "xiaoxue", "daxue", "dongzhi",
}

// parseWhen reads a base date:
//
//	01-06                     a day of the year
//	3 mon in 01, last mon in 05
//	mon before 05-25          also: until (on or before), after, from (on or after), near
//	easter -2                 orthodox -2
//	tibetan first 6-4         in the first of two sixth months
//	thai-lunar late 6-15      in Thai years with a second eighth month, in the month after
//	chinese 8-15              any calendar; "hebrew adar-14", "chinese 12-last", "chinese leap 6-1"
//	term chinese qingming     the calendar gives the meridian
//	rule new_year +1          another rule of the file
//	between                   a day between two public holidays
//
// and, after any of them, an offset in days such as +1.
func parseWhen(s string) (when, error) {
	f := strings.Fields(s)
	if len(f) == 0 {
		return when{}, errors.New("the base date is empty")
	}
	var w when
	if last := f[len(f)-1]; len(f) > 1 && (last[0] == '+' || last[0] == '-') {
		n, err := strconv.Atoi(last)
		if err != nil {
			return w, fmt.Errorf("%q is no number of days", last)
		}
		w.offset = n
		f = f[:len(f)-1]
	}
	err := w.parse(f)
	if err != nil {
		return w, fmt.Errorf("the base date %q: %w", s, err)
	}
	return w, nil
}

func (w *when) parse(f []string) error {
	switch {
	case f[0] == "easter" && len(f) == 1:
		w.basis = onEaster
	case f[0] == "orthodox" && len(f) == 1:
		w.basis = onOrthodox
	case f[0] == "between" && len(f) == 1:
		w.basis = onBetween
	case f[0] == "rule" && len(f) == 2:
		w.basis, w.rule = onRule, f[1]
	case f[0] == "term" && len(f) == 3:
		return w.parseTerm(f[1], f[2])
	case len(f) == 1:
		w.basis = onFixed
		return w.parseMonthDay(f[0])
	case len(f) == 4 && f[2] == "in":
		return w.parseNth(f)
	case len(f) == 3 && weekdayNamed(f[0]):
		w.basis, w.weekday, w.near = onNear, weekdays[f[0]], near(f[1])
		switch w.near {
		case before, until, after, from, nearest:
			return w.parseMonthDay(f[2])
		}
		return fmt.Errorf("%q is none of before, until, after, from, near", f[1])
	default:
		return w.parseCalendar(f)
	}
	return nil
}

func weekdayNamed(s string) bool { _, ok := weekdays[s]; return ok }

func (w *when) parseMonthDay(s string) error {
	m, d, ok := strings.Cut(s, "-")
	month, err1 := strconv.Atoi(m)
	day, err2 := strconv.Atoi(d)
	if !ok || err1 != nil || err2 != nil || month < 1 || month > 12 || day < 1 || day > 31 {
		return fmt.Errorf("%q is not a day of the form 01-31", s)
	}
	w.month, w.day = time.Month(month), day
	return nil
}

func (w *when) parseNth(f []string) error {
	w.basis = onNth
	if !weekdayNamed(f[1]) {
		return fmt.Errorf("%q is no weekday", f[1])
	}
	w.weekday = weekdays[f[1]]
	if f[0] == "last" {
		w.nth = -1
	} else if n, err := strconv.Atoi(f[0]); err != nil || n < 1 || n > 5 {
		return fmt.Errorf("%q is none of 1 to 5 or last", f[0])
	} else {
		w.nth = n
	}
	m, err := strconv.Atoi(f[3])
	if err != nil || m < 1 || m > 12 {
		return fmt.Errorf("%q is no month", f[3])
	}
	w.month = time.Month(m)
	return nil
}

func (w *when) parseTerm(cal, name string) error {
	w.basis, w.calendar = onTerm, calendar.ID(cal)
	switch w.calendar {
	case calendar.Chinese, calendar.Korean, calendar.Vietnamese, calendar.Japanese:
	default:
		return fmt.Errorf("%q has no meridian for solar terms", cal)
	}
	for i, t := range termNames {
		if t == name {
			w.term = i
			return nil
		}
	}
	return fmt.Errorf("%q is no solar term", name)
}

func (w *when) parseCalendar(f []string) error {
	w.basis, w.calendar = onCalendar, calendar.ID(f[0])
	if _, ok := calendar.Lookup(w.calendar); !ok {
		return fmt.Errorf("%q is neither a calendar nor another form of date", f[0])
	}
	if len(f) == 3 && f[1] == "leap" {
		w.leap = true
		f = f[1:]
	}
	if len(f) == 3 && f[1] == "first" && w.calendar == calendar.Tibetan {
		w.first = true
		f = f[1:]
	}
	if len(f) == 3 && f[1] == "late" && w.calendar == calendar.ThaiLunar {
		w.late = true
		f = f[1:]
	}
	if len(f) != 2 {
		return errors.New("a day such as 8-15 is expected after the calendar")
	}
	m, d, ok := strings.Cut(f[1], "-")
	if !ok {
		return fmt.Errorf("%q is not a day of the form 8-15", f[1])
	}
	var err error
	if m == "adar" && w.calendar == calendar.Hebrew {
		w.calMonth = lastAdar
	} else if w.calMonth, err = strconv.Atoi(m); err != nil || w.calMonth < 1 || w.calMonth > 13 {
		return fmt.Errorf("%q is no month", m)
	}
	if d == "last" {
		return nil
	}
	if w.calDay, err = strconv.Atoi(d); err != nil || w.calDay < 1 || w.calDay > 31 {
		return fmt.Errorf("%q is no day of a month", d)
	}
	return nil
}

// lastAdar stands for Adar in a common Hebrew year and Adar II in a leap year.
const lastAdar = 99

// method is the code that Explain gives for dates found this way.
func (w when) method() string {
	switch w.basis {
	case onFixed:
		return "fixed"
	case onNth, onNear:
		return "weekday"
	case onEaster:
		return "easter"
	case onOrthodox:
		return "orthodox_easter"
	case onCalendar:
		return "calendar." + string(w.calendar)
	case onTerm:
		return "solar_term"
	case onRule:
		return "relative"
	case onBetween:
		return "between"
	}
	return "table"
}

// found is a base date with what it rests on.
type found struct {
	date      calendar.Date
	estimated bool // the calendar itself is not certain there
	published bool // printed in an official table
}

// dates lists the base dates of w that fall in a Gregorian year. Rules that
// rest on other rules are not asked here.
func (w when) dates(year int, months *monthCache) []found {
	d, ok := calendar.Date(0), true
	switch w.basis {
	case onFixed:
		d, ok = w.dayOf(year)
	case onNth:
		d, ok = nthWeekday(year, w.month, w.weekday, w.nth)
	case onNear:
		if d, ok = w.dayOf(year); ok {
			d = weekdayNear(d, w.weekday, w.near)
		}
	case onEaster:
		d = calendar.Easter(year, false)
	case onOrthodox:
		d = calendar.Easter(year, true)
	case onTerm:
		terms, known := months.terms(w.calendar, year)
		d, ok = terms[w.term], known
	case onCalendar:
		return w.calendarDates(year, months)
	default:
		return nil
	}
	if !ok {
		return nil
	}
	return []found{{date: d + calendar.Date(w.offset)}}
}

// dayOf is the month and day of w in a year; not ok on 29 February of a common
// year.
func (w when) dayOf(year int) (calendar.Date, bool) {
	d := calendar.NewDate(year, w.month, w.day)
	return d, d.Month() == w.month
}

func nthWeekday(year int, month time.Month, wd time.Weekday, n int) (calendar.Date, bool) {
	if n < 0 {
		return weekdayNear(calendar.NewDate(year, month+1, 1), wd, before), true
	}
	d := weekdayNear(calendar.NewDate(year, month, 1), wd, from) + calendar.Date(7*(n-1))
	return d, d.Month() == month
}

func weekdayNear(d calendar.Date, wd time.Weekday, how near) calendar.Date {
	ahead := calendar.Date((int(wd) - int(d.Weekday()) + 7) % 7)
	switch {
	case how == from, how == nearest && ahead <= 3, how == after && ahead > 0:
		return d + ahead
	case how == after:
		return d + 7
	case how == until && ahead == 0:
		return d
	}
	return d + ahead - 7
}

// calendarDates finds the day in the months that touch the Gregorian year. A
// short calendar may give two.
func (w when) calendarDates(year int, cache *monthCache) []found {
	var list []found
	for y := year - 1; y <= year; y++ {
		for _, m := range cache.months(w.calendar, y) {
			if !w.inMonth(m, cache) {
				continue
			}
			// The last day may have another number than the month has days.
			d, ok := m.Date+calendar.Date(m.Days-1), true
			if w.calDay > 0 {
				d, ok = m.On(w.calendar, w.calDay)
			}
			if !ok || d.Year() != year {
				continue
			}
			f := found{date: d + calendar.Date(w.offset)}
			switch w.calendar {
			case calendar.Hijri:
				f.published = calendar.HijriBasis(m.Year, m.Month) == "published"
				f.estimated = !f.published
			case calendar.Chinese, calendar.Korean, calendar.Vietnamese, calendar.ThaiLunar, calendar.Burmese:
				f.estimated = calendar.Doubtful(w.calendar, m.Year, m.Month, m.Leap)
			}
			list = append(list, f)
		}
	}
	return list
}

func (w when) inMonth(m calendar.MonthStart, cache *monthCache) bool {
	if w.calMonth == lastAdar {
		return m.Month == 13 || m.Month == 12 && !cache.hasAdarII(m.Year)
	}
	if w.first && hasLeap(w.calendar, m.Year, w.calMonth) {
		return m.Month == w.calMonth && m.Leap
	}
	if w.late && w.calMonth <= 8 && hasLeap(w.calendar, m.Year, 8) {
		return w.calMonth == 8 && m.Leap || w.calMonth < 8 && m.Month == w.calMonth+1 && !m.Leap
	}
	return m.Month == w.calMonth && m.Leap == w.leap
}
