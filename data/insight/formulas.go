package insight

import (
	"math"
	"slices"

	"dragoman/data/calendar"
)

// Rate is how many of how many.
type Rate struct{ Of, All int }

// Share is the rate from 0 to 1, and 0 of none.
func (r Rate) Share() float64 {
	if r.All == 0 {
		return 0
	}
	return float64(r.Of) / float64(r.All)
}

// Growth is by how much a sum has grown since the period before, 0.06 for six
// per cent more. ok is false where there was nothing before, or less than
// nothing: then there is no such share.
func Growth(now, before int64) (share float64, ok bool) {
	if before <= 0 {
		return 0, false
	}
	return float64(now-before) / float64(before), true
}

// MarginRate is the part of the sales that is left after their cost. ok is
// false where there were no sales whose cost is known.
func MarginRate(sales, cost int64) (share float64, ok bool) {
	if sales <= 0 {
		return 0, false
	}
	return float64(sales-cost) / float64(sales), true
}

// RepeatRate is how many of those who bought did so on two days or more.
func RepeatRate(purchaseDays []int) Rate {
	var r Rate
	for _, n := range purchaseDays {
		if n >= 1 {
			r.All++
		}
		if n >= 2 {
			r.Of++
		}
	}
	return r
}

// Rhythm is how somebody buys: the days between one purchase and the next.
type Rhythm struct {
	Gaps   []int // in the order of time
	Median float64
	Last   calendar.Date
	// Next is when the coming purchase is to be expected: the last one and the
	// median of the gaps after it. It is zero with fewer than two gaps, since one
	// is no rhythm.
	Next calendar.Date
}

// gapsNeeded is from how many gaps a rhythm is read.
const gapsNeeded = 2

// RhythmOf reads the rhythm out of the different days of purchase, the oldest
// first.
func RhythmOf(days []calendar.Date) Rhythm {
	var r Rhythm
	for i, d := range days {
		if i > 0 {
			r.Gaps = append(r.Gaps, int(d-days[i-1]))
		}
		r.Last = d
	}
	sorted := slices.Clone(r.Gaps)
	slices.Sort(sorted)
	r.Median = quantile(sorted, 0.5, func(n int) float64 { return float64(n) })
	if len(r.Gaps) >= gapsNeeded {
		r.Next = r.Last + calendar.Date(math.Round(r.Median))
	}
	return r
}

// How far behind their own rhythm a customer must be to count as at risk.
const (
	riskFactor = 2  // times the median gap
	riskDays   = 30 // and so many days beyond the day that was expected
)

// Overdue reports whether somebody has been away for so long that by their own
// rhythm they are at risk: more than twice their median gap since the last
// purchase, and thirty days or more after the day that was expected.
func (r Rhythm) Overdue(today calendar.Date) bool {
	return r.Next != 0 && float64(today-r.Last) > riskFactor*r.Median && today-r.Next >= riskDays
}

// NPS is the net promoter score of answers from 0 to 10 (Reichheld, "The One
// Number You Need to Grow", Harvard Business Review, December 2003): the share
// of nines and tens less that of zero to six, in points from -100 to 100. ok is
// false where nobody answered; other numbers are no answers.
func NPS(answers []int) (points float64, ok bool) {
	var n, sum int
	for _, a := range answers {
		switch {
		case a < 0 || a > 10:
			continue
		case a >= 9:
			sum++
		case a <= 6:
			sum--
		}
		n++
	}
	if n == 0 {
		return 0, false
	}
	return 100 * float64(sum) / float64(n), true
}

// CSAT is the share of satisfied answers on a scale from 1 to 5: fours and
// fives (the top-two-box score). ok is false where nobody answered; other
// numbers are no answers.
func CSAT(answers []int) (r Rate, ok bool) {
	for _, a := range answers {
		if a < 1 || a > 5 {
			continue
		}
		r.All++
		if a >= 4 {
			r.Of++
		}
	}
	return r, r.All > 0
}

// PerHundred is how many complaints there were for a hundred orders. ok is
// false without orders.
func PerHundred(complaints, orders int) (n float64, ok bool) {
	if orders <= 0 {
		return 0, false
	}
	return 100 * float64(complaints) / float64(orders), true
}
