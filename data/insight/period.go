package insight

import (
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Period is from one day to another, both included.
type Period struct{ From, To calendar.Date }

// Has reports whether a day lies in the period.
func (p Period) Has(d calendar.Date) bool { return d >= p.From && d <= p.To }

// Days is how long the period is.
func (p Period) Days() int { return int(p.To-p.From) + 1 }

// Before is the period of the same length before this one. Whole years, half
// years, quarters and months are followed back by months, so that 12 months
// are compared with the 12 before whatever their number of days.
func (p Period) Before() Period {
	for _, months := range []int{1, 3, 6, 12, 24, 36} {
		if p.From.AddMonths(months) == p.To+1 {
			return Period{p.From.AddMonths(-months), p.From - 1}
		}
	}
	return Period{p.From - calendar.Date(p.Days()), p.From - 1}
}

// Span names a period that is counted from today.
type Span string

// The spans that are offered.
const (
	LastMonth   Span = "month"    // one month to today
	LastQuarter Span = "quarter"  // three months
	LastYear    Span = "year"     // twelve months
	ThisYear    Span = "calendar" // since 1 January
	WholeYear   Span = "previous" // the calendar year before this one
)

// Spans lists the spans in the order in which they are offered.
func Spans() []Span { return []Span{LastYear, LastQuarter, LastMonth, ThisYear, WholeYear} }

// Period is the span that ends today.
func (s Span) Period(today calendar.Date) Period {
	year := today.Year()
	switch s {
	case LastMonth:
		return Period{(today + 1).AddMonths(-1), today}
	case LastQuarter:
		return Period{(today + 1).AddMonths(-3), today}
	case ThisYear:
		return Period{calendar.NewDate(year, 1, 1), today}
	case WholeYear:
		return Period{calendar.NewDate(year-1, 1, 1), calendar.NewDate(year-1, 12, 31)}
	}
	return Period{(today + 1).AddMonths(-12), today}
}

// salesIn are the sales of a period; sales are sorted by day.
func salesIn(sales []book.SaleFact, p Period) []book.SaleFact {
	from, _ := slices.BinarySearchFunc(sales, p.From, func(s book.SaleFact, d calendar.Date) int { return int(s.On - d) })
	to, _ := slices.BinarySearchFunc(sales, p.To+1, func(s book.SaleFact, d calendar.Date) int { return int(s.On - d) })
	return sales[from:max(from, to)]
}

// touchedIn reports whether there was contact in a period.
func touchedIn(days []calendar.Date, p Period) bool {
	i, _ := slices.BinarySearch(days, p.From)
	return i < len(days) && days[i] <= p.To
}

// lastBy is the last day up to and including one, or zero.
func lastBy(days []calendar.Date, by calendar.Date) calendar.Date {
	i, _ := slices.BinarySearch(days, by+1)
	if i == 0 {
		return 0
	}
	return days[i-1]
}

// purchaseDays are the different days on which something was bought, up to and
// including one. What came back is no purchase.
func purchaseDays(sales []book.SaleFact, by calendar.Date) []calendar.Date {
	var out []calendar.Date
	for _, s := range sales {
		if s.On > by {
			break
		}
		if !s.Return && (len(out) == 0 || out[len(out)-1] != s.On) {
			out = append(out, s.On)
		}
	}
	return out
}
