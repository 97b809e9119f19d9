package book

import (
	"strconv"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// value reads what stands behind the sign.
func (p *queryParser) value(f TestField, sign byte, value string) (Test, bool) {
	t := Test{Field: f}
	if f == TestConsent {
		t.From = p.day(p.today) // by which a yes has run out or not
	}
	switch f {
	case TestLast, TestAdded, TestChanged, TestBought:
		return p.period(t, sign, value)
	case TestOrders, TestSpent:
		return quantity(t, sign, value)
	case TestCold:
		t.Before = p.day(p.today + 1)
		return t, sign == ':'
	case TestBirthday:
		return p.birthday(t, sign, value)
	}
	if sign != ':' || value == "" {
		return t, false
	}
	if none(value) {
		t.Blank = true
		return t, f != TestKind
	}
	for _, one := range strings.FieldsFunc(value, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		var found []string
		if p.resolve != nil {
			found = p.resolve(f, one)
		}
		if len(found) == 0 {
			if closedField(f) {
				return t, false
			}
			found = []string{one}
		}
		t.Values = append(t.Values, found...)
	}
	return t, len(t.Values) > 0
}

// closedField reports whether only values that the resolver knows make sense.
func closedField(f TestField) bool {
	return f == TestKind || f == TestChannel || f == TestConsent || f == TestCase || f == TestTier
}

// mostAsked bounds the numbers of a query, in the unit in which they are
// written.
const mostAsked = 1_000_000_000_000

// quantity reads >3, <1000, 5 and none. Sums are written in whole units of the
// base currency.
func quantity(t Test, sign byte, value string) (Test, bool) {
	if none(value) || value == "0" && sign == ':' {
		t.Blank = true
		return t, sign == ':'
	}
	n, err := strconv.ParseInt(strings.ReplaceAll(value, "_", ""), 10, 64)
	if err != nil || n < 0 || n > mostAsked {
		return t, false
	}
	above, below := n-1, n+1
	switch sign {
	case '>':
		t.Above = &n
	case '<':
		t.Below = &n
	default:
		t.Above, t.Below = &above, &below
	}
	return t, true
}

// inMinorUnits turns the sums of a condition from whole units of a currency
// into its minor units.
func inMinorUnits(w *Where, currency string) {
	for i := range w.All {
		inMinorUnits(&w.All[i], currency)
	}
	for i := range w.Any {
		inMinorUnits(&w.Any[i], currency)
	}
	if w.Not != nil {
		inMinorUnits(w.Not, currency)
	}
	if w.Test == nil || w.Test.Field != TestSpent {
		return
	}
	unit := int64(1)
	for range minorDigits(currency) {
		unit *= 10
	}
	for _, n := range []*int64{w.Test.Above, w.Test.Below} {
		if n != nil {
			*n *= unit
		}
	}
}

func none(s string) bool {
	switch Fold(s) {
	case "none", "no", "never", "-", "无", "没有", "从未":
		return true
	}
	return false
}

// period reads >60d, <7d, >2026-01-01 and never. What is longer ago than sixty
// days is >60d; with a date, > means after it.
func (p *queryParser) period(t Test, sign byte, value string) (Test, bool) {
	if none(value) {
		t.Blank = true
		return t, t.Field == TestLast || t.Field == TestBought
	}
	if days, ok := span(value); ok {
		edge := p.day(p.today - calendar.Date(days))
		if sign == '>' {
			t.Before = edge
		} else {
			t.From = edge
		}
		return t, true
	}
	d, err := calendar.ParseDate(value)
	if err != nil {
		return t, false
	}
	switch sign {
	case '>':
		t.From = p.day(d + 1)
	case '<':
		t.Before = p.day(d)
	default:
		t.From, t.Before = p.day(d), p.day(d+1)
	}
	return t, true
}

func (p *queryParser) day(d calendar.Date) time.Time { return d.In(p.loc, 0, 0) }

// spanUnits are how long stretches of time are written.
var spanUnits = map[string]int{
	"": 1, "d": 1, "day": 1, "days": 1, "天": 1, "日": 1, "w": 7, "week": 7, "weeks": 7, "周": 7, "m": 30, "month": 30, "months": 30,
	"月": 30, "个月": 30, "y": 365, "year": 365, "years": 365, "年": 365,
}

// span reads 60d, 2w, 60天.
func span(s string) (days int, ok bool) {
	i := strings.IndexFunc(s, func(r rune) bool { return r < '0' || r > '9' })
	if i < 0 {
		i = len(s)
	}
	n, err := strconv.Atoi(s[:i])
	unit, known := spanUnits[Fold(s[i:])]
	if err != nil || !known || n > 100_000 {
		return 0, false
	}
	return n * unit, true
}

// birthday reads today, next30, 30d, a month (05), and none.
func (p *queryParser) birthday(t Test, sign byte, value string) (Test, bool) {
	from, to := p.today, p.today
	v := Fold(value)
	switch {
	case sign != ':':
		return t, false
	case none(value):
		t.Blank = true
		return t, true
	case v == "today" || v == "今天":
	default:
		rest := strings.TrimPrefix(strings.TrimPrefix(v, "next"), "未来")
		if rest == v && len(v) <= 2 {
			return p.birthMonth(t, v)
		}
		days, ok := span(strings.TrimSuffix(rest, "内"))
		if !ok || days > 366 {
			return t, false
		}
		to = from + calendar.Date(days)
	}
	t.Keys = dateKeys(from, to)
	return t, true
}

// birthMonth picks all days of a Gregorian month.
func (p *queryParser) birthMonth(t Test, v string) (Test, bool) {
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 || n > 12 {
		return t, false
	}
	for day := 0; day <= 31; day++ {
		t.Keys = append(t.Keys, DateKey{calendar.Gregorian, n, false, day})
	}
	return t, true
}

// dateKeys lists the days of the year, in every calendar, that are kept from
// the first to the last day.
func dateKeys(from, to calendar.Date) []DateKey {
	var keys []DateKey
	for _, info := range calendar.Calendars() {
		days, err := calendar.MonthDaysBetween(info.ID, max(from, info.First), min(to, info.Last))
		if err != nil || to < info.First || from > info.Last {
			continue // the calendar has no days there, so no date can be kept in it
		}
		for _, d := range days {
			keys = append(keys, DateKey{info.ID, d.Month, d.Leap, d.Day})
		}
	}
	return keys
}
