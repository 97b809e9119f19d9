package followups

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/data/calendar"
	"dragoman/locales"
)

// Repetition is a repetition that can be said in words: every so many days,
// weeks, months or years, on days of the week, with an end. Anything else of
// RFC 5545 is kept in Custom as it was written.
type Repetition struct {
	Freq     string // DAILY, WEEKLY, MONTHLY, YEARLY; "" repeats not at all
	Interval int    // at least 1
	Days     []time.Weekday
	Count    int           // times in all, 0 is no end
	Until    calendar.Date // last day, or zero
	Custom   string
}

var dayCodes = []string{"SU", "MO", "TU", "WE", "TH", "FR", "SA"}

// ParseRepetition reads the value of an RRULE.
func ParseRepetition(rule string) Repetition {
	rule = strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(rule)), "RRULE:")
	r := Repetition{Interval: 1}
	if rule == "" {
		return r
	}
	for part := range strings.SplitSeq(rule, ";") {
		key, value, _ := strings.Cut(part, "=")
		if !r.take(key, value) {
			return Repetition{Interval: 1, Custom: rule}
		}
	}
	if r.Freq == "" || len(r.Days) > 0 && r.Freq != "WEEKLY" {
		return Repetition{Interval: 1, Custom: rule}
	}
	return r
}

// take reads one part of a rule; false means that it cannot be said in words.
func (r *Repetition) take(key, value string) bool {
	number := func(into *int) bool {
		n, err := strconv.Atoi(value)
		*into = n
		return err == nil && n > 0
	}
	switch key {
	case "FREQ":
		r.Freq = value
		return slices.Contains([]string{"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}, value)
	case "INTERVAL":
		return number(&r.Interval)
	case "COUNT":
		return number(&r.Count)
	case "UNTIL":
		t, err := time.Parse("20060102", value[:min(8, len(value))])
		r.Until = calendar.DateOf(t)
		return err == nil
	case "BYDAY":
		for code := range strings.SplitSeq(value, ",") {
			d := slices.Index(dayCodes, code)
			if d < 0 {
				return false
			}
			r.Days = append(r.Days, time.Weekday(d))
		}
		return true
	case "WKST":
		return value == "MO"
	}
	return false
}

// Rule writes the value of an RRULE, or "" when nothing repeats.
func (r Repetition) Rule() string {
	if r.Custom != "" {
		return r.Custom
	}
	if r.Freq == "" {
		return ""
	}
	parts := []string{"FREQ=" + r.Freq}
	if r.Interval > 1 {
		parts = append(parts, "INTERVAL="+strconv.Itoa(r.Interval))
	}
	if len(r.Days) > 0 {
		codes := make([]string, len(r.Days))
		for i, d := range r.Days {
			codes[i] = dayCodes[d]
		}
		parts = append(parts, "BYDAY="+strings.Join(codes, ","))
	}
	switch {
	case r.Count > 0:
		parts = append(parts, "COUNT="+strconv.Itoa(r.Count))
	case !r.Until.IsZero():
		y, m, d := r.Until.YMD()
		parts = append(parts, fmt.Sprintf("UNTIL=%04d%02d%02d", y, m, d))
	}
	return strings.Join(parts, ";")
}

var every = map[string]locales.ID{
	"DAILY":   "followups.every_day",
	"WEEKLY":  "followups.every_week",
	"MONTHLY": "followups.every_month",
	"YEARLY":  "followups.every_year",
}

var each = map[string]locales.ID{
	"DAILY":   "followups.each_day",
	"WEEKLY":  "followups.each_week",
	"MONTHLY": "followups.each_month",
	"YEARLY":  "followups.each_year",
}

// RepeatWords says a repetition in words, or "" when there is none.
func RepeatWords(p *locales.Printer, rule string) string {
	r := ParseRepetition(rule)
	switch {
	case r.Custom != "":
		return p.T("followups.every_custom", nil)
	case r.Freq == "":
		return ""
	}
	text := p.T(each[r.Freq], nil)
	if r.Interval > 1 {
		text = p.N(every[r.Freq], r.Interval, nil)
	}
	if workdays(r.Days) {
		text = p.T("followups.every_workday", nil)
	} else if len(r.Days) > 0 {
		names := make([]string, len(r.Days))
		for i, d := range r.Days {
			names[i] = p.WeekdayLong(d)
		}
		text = p.T("followups.every_on", locales.V{"Every": text, "Days": p.List(names)})
	}
	switch {
	case r.Count > 0:
		return p.N("followups.every_count", r.Count, locales.V{"Every": text})
	case !r.Until.IsZero():
		return p.T("followups.every_until", locales.V{"Every": text, "Day": p.Date(r.Until)})
	}
	return text
}

func workdays(days []time.Weekday) bool {
	return slices.Equal(days, []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday})
}
