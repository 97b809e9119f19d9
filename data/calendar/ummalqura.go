package calendar

import "time"

const (
	firstUmmAlQuraYear = 1356
	lastUmmAlQuraYear  = 1500
)

// firstEstimatedMonth is the first day that no printed Umm al-Qura calendar
// covers yet.
var firstEstimatedMonth = NewDate(2029, time.August, 1)

// ummAlQuraSystem is the civil calendar of Saudi Arabia, from a table.
func ummAlQuraSystem() *system {
	starts := make([]Date, len(ummAlQuraLengths))
	next := NewDate(1937, time.March, 14)
	for i := range starts {
		starts[i] = next
		s := ummAlQuraShape(next, i)
		next = s.end()
	}
	last := next - 1
	return &system{
		id:    Hijri,
		first: firstUmmAlQuraYear,
		last:  lastUmmAlQuraYear,
		shape: func(year int) yearShape {
			i := year - firstUmmAlQuraYear
			return ummAlQuraShape(starts[i], i)
		},
		guess:   func(d Date) int { return (30*(int(d)-hijriEpoch) + 10646) / 10631 },
		number:  inOrder,
		longest: upTo12(30),
		span:    fixedSpan(starts[0], last),
	}
}

func ummAlQuraShape(start Date, i int) yearShape {
	s := yearShape{start: start, count: 12}
	for m := range 12 {
		s.days[m] = 29 + uint8(ummAlQuraLengths[i]>>m&1)
	}
	if i == shortShaban-firstUmmAlQuraYear {
		s.days[7] = 28
	}
	return s
}

// shortShaban is the year whose Sha'ban was printed with 28 days, which put
// right a month that had begun a day late.
const shortShaban = 1364

// HijriBasis tells what a month of the Umm al-Qura calendar rests on:
// "published" when the month was printed, "estimated" when it is computed by
// the rule of the day, and "" outside the range.
func HijriBasis(year, month int) string {
	y := find(Hijri)
	if year < y.first || year > y.last || month < 1 || month > 12 {
		return ""
	}
	s := y.shape(year)
	if s.monthStart(month-1) < firstEstimatedMonth {
		return "published"
	}
	return "estimated"
}
