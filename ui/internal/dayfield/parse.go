// Package dayfield is the field in which a day is typed or chosen, and the
// reading of days as people type them.
//
// It promises that the ISO form is always read, that what it wrote itself is
// read back as the same day, and that nothing is guessed from what is no day.
// Times of day and days of other calendars are left to those who ask for them.
package dayfield

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"

	"dragoman/data/calendar"
	"dragoman/locales"
)

// Parse reads a day as people type it: 2026-11-27 always; day and month, or
// month and day, in the order of the interface, with or without the year; a
// month by its name; "+3"; a day of the week; today and tomorrow. A day without
// a year is the next one. ok is false when the text is no day.
func Parse(p *locales.Printer, text string, today calendar.Date) (d calendar.Date, ok bool) {
	return parse(p, text, today, next)
}

// ParsePast reads a day on which something was: as [Parse] does, and "-3" and
// yesterday. A day of the week or one without a year is the last one; but a day
// of the coming month is that, because it is rather a slip than a year ago.
func ParsePast(p *locales.Printer, text string, today calendar.Date) (d calendar.Date, ok bool) {
	return parse(p, text, today, last)
}

// sense is where a day lies that was not said in full.
type sense int

const (
	next sense = 1
	last sense = -1
)

// soon is how many days ahead a day without a year is not thought of as past.
const soon = 31

func parse(p *locales.Printer, text string, today calendar.Date, to sense) (d calendar.Date, ok bool) {
	text = strings.ToLower(strings.TrimSpace(Fold(text)))
	if d, err := calendar.ParseDate(text); err == nil {
		return d, true
	}
	if n, err := strconv.Atoi(text); err == nil && (strings.HasPrefix(text, "+") || to == last && n < 0) && max(n, -n) <= 3660 {
		return today + calendar.Date(n), true
	}
	switch text {
	case strings.ToLower(p.T("common.today", nil)):
		return today, true
	case strings.ToLower(p.T("followups.tomorrow", nil)):
		return today + 1, true
	case strings.ToLower(p.T("followups.yesterday", nil)):
		return today - 1, true
	}
	for i := calendar.Date(1); i <= 7; i++ {
		d := today + i*calendar.Date(to)
		if w := d.Weekday(); text == strings.ToLower(p.WeekdayLong(w)) || text == strings.ToLower(p.WeekdayShort(w)) {
			return d, true
		}
	}
	return dayOfNumbers(p, text, today, to)
}

var digits = regexp.MustCompile(`\d+`)

// dayOfNumbers reads a day of two or three numbers, or of a month's name and
// one or two.
func dayOfNumbers(p *locales.Printer, text string, today calendar.Date, to sense) (calendar.Date, bool) {
	month, rest := namedMonth(p, text)
	var ns []int
	for _, s := range digits.FindAllString(rest, 4) {
		n, err := strconv.Atoi(s)
		if err != nil {
			return 0, false
		}
		ns = append(ns, n)
	}
	var y, m, d int
	switch {
	case month != 0 && len(ns) == 1:
		m, d = month, ns[0]
	case month != 0 && len(ns) == 2:
		m, d, y = month, ns[0], ns[1]
		if d > 31 {
			d, y = y, d
		}
	case month == 0 && len(ns) == 3 && ns[0] > 31:
		y, m, d = ns[0], ns[1], ns[2]
	case month == 0 && len(ns) == 3:
		m, d, y = ns[0], ns[1], ns[2]
		if !monthFirst(p) {
			m, d = d, m
		}
	case month == 0 && len(ns) == 2:
		m, d = ns[0], ns[1]
		if !monthFirst(p) {
			m, d = d, m
		}
	default:
		return 0, false
	}
	if y > 0 && y < 100 {
		y += 2000
	}
	return dayOf(y, m, d, today, to)
}

// dayOf checks a day; without a year it is the next one, or the last.
func dayOf(y, m, d int, today calendar.Date, to sense) (calendar.Date, bool) {
	if m < 1 || m > 12 || d < 1 || d > 31 {
		return 0, false
	}
	this := today.Year()
	years, fits := []int{y}, func(calendar.Date) bool { return true }
	switch {
	case y != 0:
	case to == last:
		years, fits = []int{this + 1, this, this - 1}, func(date calendar.Date) bool { return date <= today+soon }
	default:
		years, fits = []int{this, this + 1}, func(date calendar.Date) bool { return date >= today }
	}
	for _, year := range years {
		if date := calendar.NewDate(year, time.Month(m), d); date.Day() == d && fits(date) {
			return date, true
		}
	}
	return 0, false
}

// namedMonth finds the name of a month and returns the text without it. The
// longest name counts: 十一月 has 一月 in it.
func namedMonth(p *locales.Printer, text string) (month int, rest string) {
	found := ""
	for m := time.January; m <= time.December; m++ {
		for _, name := range []string{p.MonthName(m), p.MonthNameShort(m)} {
			name = strings.ToLower(name)
			if len(name) > len(found) && strings.IndexFunc(name, unicode.IsDigit) < 0 && strings.Contains(text, name) {
				month, found = int(m), name
			}
		}
	}
	if month == 0 {
		return 0, text
	}
	return month, strings.Replace(text, found, " ", 1)
}

// monthFirst reports whether the interface writes the month before the day: it
// looks at how it writes a day in January.
func monthFirst(p *locales.Printer) bool {
	text := p.DateShort(calendar.NewDate(2026, time.January, 25))
	name := p.MonthNameShort(time.January)
	return strings.Index(text, "25") > strings.Index(text, name)
}

// Fold writes full-width digits and signs as plain ones.
func Fold(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}
