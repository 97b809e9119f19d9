package locales

import (
	"fmt"
	"strings"
	"time"

	"dragoman/data/calendar"
)

func dateFields(d calendar.Date) fields {
	y, m, day := d.YMD()
	return fields{year: y, month: int(m), day: day, weekday: d.Weekday()}
}

func (p *Printer) date(name string, d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return p.format(name, dateFields(d))
}

// Date writes a date in the usual short form: "23 Nov 2026", "2026年11月23日".
// The zero Date is "", here and in all that follow.
func (p *Printer) Date(d calendar.Date) string { return p.date("yMMMd", d) }

// DateLong writes a date with its weekday in full: "Monday 23 November 2026",
// "2026年11月23日 星期一".
func (p *Printer) DateLong(d calendar.Date) string { return p.date("yMMMMEEEEd", d) }

// DateShort writes day and month: "23 Nov", "11月23日".
func (p *Printer) DateShort(d calendar.Date) string { return p.date("MMMd", d) }

// DateWeekday writes weekday, day and month: "Mon 23 Nov", "11月23日 周一".
func (p *Printer) DateWeekday(d calendar.Date) string { return p.date("MMMEd", d) }

// DateWeekdayYear writes weekday, day, month and year: "Mon 23 Nov 2026".
func (p *Printer) DateWeekdayYear(d calendar.Date) string { return p.date("yMMMEd", d) }

// DateNear writes a date without its year if that is the year of today, and
// with it otherwise.
func (p *Printer) DateNear(d, today calendar.Date) string {
	if d.Year() == today.Year() {
		return p.DateShort(d)
	}
	return p.Date(d)
}

// MonthYear writes a Gregorian month: "November 2026", "2026年11月".
func (p *Printer) MonthYear(year int, m time.Month) string {
	return p.format("yMMMM", fields{year: year, month: monthNumber(m)})
}

// MonthName writes the name of a Gregorian month as it stands alone: "November".
func (p *Printer) MonthName(m time.Month) string { return p.data.MonthsAlone[monthNumber(m)-1] }

// MonthNameShort writes the short name of a Gregorian month: "Nov", "11月".
func (p *Printer) MonthNameShort(m time.Month) string { return p.local.MonthsShort[monthNumber(m)-1] }

// monthNumber brings any number into 1 to 12, so that no name lookup can fail.
func monthNumber(m time.Month) int { return (int(m-1)%12+12)%12 + 1 }

// WeekdayLong writes the name of a day of the week: "Monday", "星期一".
func (p *Printer) WeekdayLong(w time.Weekday) string { return p.data.Days[weekdayNumber(w)] }

// WeekdayShort writes the short name of a day of the week: "Mon", "周一".
func (p *Printer) WeekdayShort(w time.Weekday) string { return p.data.DaysShort[weekdayNumber(w)] }

// WeekdayNarrow writes a day of the week in one letter: "M", "一".
func (p *Printer) WeekdayNarrow(w time.Weekday) string { return p.data.DaysNarrow[weekdayNumber(w)] }

func weekdayNumber(w time.Weekday) int { return (int(w)%7 + 7) % 7 }

// Weekdays returns the seven days of the week from the first one on.
func (p *Printer) Weekdays() [7]time.Weekday {
	var out [7]time.Weekday
	for i := range out {
		out[i] = (p.firstDay + time.Weekday(i)) % 7
	}
	return out
}

// Time writes a time of day: "14:05", "2:05 pm", "下午2:05".
func (p *Printer) Time(hour, minute int) string {
	name := "Hm"
	if p.hour12 {
		name = "hm"
	}
	return p.format(name, fields{hour: hour, minute: minute})
}

// TimeOf writes the time of day that t shows in its own location.
func (p *Printer) TimeOf(t time.Time) string { return p.Time(t.Hour(), t.Minute()) }

// TimeRange writes two times of day: "09:00–17:30".
func (p *Printer) TimeRange(fromHour, fromMinute, toHour, toMinute int) string {
	return p.Time(fromHour, fromMinute) + "–" + p.Time(toHour, toMinute)
}

// DateTime writes the date and the time of day that t shows in its own
// location: "23 Nov 2026, 14:05". The zero Time is "".
func (p *Printer) DateTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return p.T("locales.date_time", V{"Date": p.Date(calendar.DateOf(t)), "Time": p.TimeOf(t)})
}

// UTCOffset writes how far the clock of t is from UTC: "UTC+9", "UTC−3:30".
func (p *Printer) UTCOffset(t time.Time) string {
	_, seconds := t.Zone()
	minutes := seconds / 60
	if minutes == 0 {
		return "UTC"
	}
	sign := "+"
	if minutes < 0 {
		sign, minutes = "−", -minutes
	}
	if minutes%60 == 0 {
		return fmt.Sprintf("UTC%s%d", sign, minutes/60)
	}
	return fmt.Sprintf("UTC%s%d:%02d", sign, minutes/60, minutes%60)
}

// Relative writes how far d is from today: "today", "tomorrow", "in 5 days",
// "3 months ago". It counts days up to sixty, then months, and years from two
// years on.
func (p *Printer) Relative(d, today calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	n := int(d - today)
	if word, ok := p.data.RelativeDays[fmt.Sprint(n)]; ok {
		return word
	}
	switch days := max(n, -n); {
	case days <= 60:
		return p.ago("day", n)
	case days < 2*365:
		return p.ago("month", roundDiv(n*100, 3044))
	default:
		return p.ago("year", roundDiv(n*100, 36525))
	}
}

// DaysAgo writes a number of days in the past, always in days: "today",
// "yesterday", "45 days ago"; a negative number is in the future.
func (p *Printer) DaysAgo(n int) string {
	if word, ok := p.data.RelativeDays[fmt.Sprint(-n)]; ok {
		return word
	}
	return p.ago("day", -n)
}

func (p *Printer) ago(unit string, n int) string {
	forms := p.data.Future[unit]
	if n < 0 {
		forms, n = p.data.Past[unit], -n
	}
	form, ok := forms[cardinal(p.lang, n)]
	if !ok {
		form = forms["other"]
	}
	return strings.ReplaceAll(form, "{0}", p.Int(int64(n)))
}

// roundDiv divides and rounds to the nearest whole number, away from zero.
func roundDiv(a, b int) int {
	if a < 0 {
		return -roundDiv(-a, b)
	}
	return (a + b/2) / b
}

// Duration writes a length of time in minutes: "45 min", "1 h 30 min".
func (p *Printer) Duration(minutes int) string {
	h, m := minutes/60, minutes%60
	switch {
	case h == 0:
		return p.T("locales.duration_minutes", V{"Minutes": m})
	case m == 0:
		return p.T("locales.duration_hours", V{"Hours": h})
	}
	return p.T("locales.duration_hours_minutes", V{"Hours": h, "Minutes": m})
}

// Range writes two dates as one: "23–26 Nov", "28 Nov – 2 Dec",
// "29 Dec 2026 – 3 Jan 2027". The year is left out when both share it; see
// [Printer.RangeYear].
func (p *Printer) Range(from, to calendar.Date) string {
	if from.IsZero() || to.IsZero() || from == to {
		return p.DateShort(max(from, to))
	}
	return p.span(from, to, "MMMd")
}

// RangeYear writes two dates as one and always with the year: "23–26 Nov 2026".
func (p *Printer) RangeYear(from, to calendar.Date) string {
	if from.IsZero() || to.IsZero() || from == to {
		return p.Date(max(from, to))
	}
	return p.span(from, to, "yMMMd")
}

func (p *Printer) span(from, to calendar.Date, skeleton string) string {
	a, b := dateFields(from), dateFields(to)
	switch {
	case a.year != b.year:
		return p.interval("yMMMd/y", a, b)
	case a.month != b.month:
		return p.interval(skeleton+"/M", a, b)
	}
	return p.interval(skeleton+"/d", a, b)
}
