package insight

import (
	"slices"

	"dragoman/data/calendar"
)

// Measure names a figure of the relationship. It is stored and typed on the
// command line.
type Measure string

// The measures.
const (
	CustomersNow Measure = "customers"  // in the book at the end of the period
	Active       Measure = "active"     // with a purchase or a contact in the period
	NewBuyers    Measure = "new"        // whose first purchase lies in the period
	LostBuyers   Measure = "lost"       // who bought in the period before and not in this one
	Repeat       Measure = "repeat"     // of those who bought in the period: on another day as well, by its end
	Orders       Measure = "orders"     // sales in the period
	Revenue      Measure = "revenue"    // sales less returns
	Margin       Measure = "margin"     // of the sales whose cost is known, what is left of them
	FirstReply   Measure = "reply"      // median working minutes to the first reply
	ReplyKept    Measure = "reply_kept" // first replies within target
	SolveTime    Measure = "solve"      // median working minutes to the solution
	SolveKept    Measure = "solve_kept" // solutions within target
	Solved       Measure = "solved"     // complaints of the period that are solved
	Complaints   Measure = "complaints" // for a hundred orders
	Satisfaction Measure = "csat"       // top-two-box
	Promoters    Measure = "nps"        // net promoter score
	GreetedOn    Measure = "greetings"  // greetings that were due in the period and were sent by then
	InTouch      Measure = "cadence"    // of those with an agreed interval: contact within it at the end of the period
	Consents     Measure = "consent"    // of whom it is known what they allow
)

// Measures lists the measures in the order in which they are shown.
func Measures() []Measure {
	return []Measure{
		CustomersNow, Active, NewBuyers, LostBuyers, Repeat, Orders, Revenue, Margin, FirstReply, ReplyKept,
		SolveTime, SolveKept, Solved, Complaints, Satisfaction, Promoters, GreetedOn, InTouch, Consents,
	}
}

// Unit is what a figure counts.
type Unit string

// The units.
const (
	Count   Unit = "count"
	Share   Unit = "share"   // 0.58 is 58 %
	Money   Unit = "money"   // minor units of the base currency
	Minutes Unit = "minutes" // of working time
	Points  Unit = "points"  // -100 to 100
	Ratio   Unit = "ratio"   // for a hundred
)

// Unit is what the measure counts.
func (m Measure) Unit() Unit {
	switch m {
	case CustomersNow, Active, NewBuyers, LostBuyers, Orders:
		return Count
	case Revenue:
		return Money
	case FirstReply, SolveTime:
		return Minutes
	case Promoters:
		return Points
	case Complaints:
		return Ratio
	}
	return Share
}

// Less reports whether less of the measure is better.
func (m Measure) Less() bool {
	return m == LostBuyers || m == FirstReply || m == SolveTime || m == Complaints
}

// Need is what a figure waits for.
type Need string

// The needs.
const (
	NeedNothing  Need = ""
	NeedCustomer Need = "customer"  // the first customer
	NeedOrder    Need = "order"     // the first order
	NeedRate     Need = "rate"      // a rate, or the base currency
	NeedCost     Need = "cost"      // the first order whose cost is known
	NeedContact  Need = "contact"   // the first contact
	NeedBefore   Need = "before"    // a period before this one to compare with
	NeedCase     Need = "case"      // the first request or complaint that was answered
	NeedSolved   Need = "solved"    // the first that was solved
	NeedBad      Need = "complaint" // the first complaint
	NeedTarget   Need = "target"    // a target
	NeedAnswer   Need = "answer"    // the first answer about satisfaction
	NeedGreeting Need = "greeting"  // the first greeting that was planned
	NeedCadence  Need = "cadence"   // the first agreed interval
	NeedConsent  Need = "consent"   // the first answer about what is allowed
	NeedRepeat   Need = "repeat"    // a third day of purchase
	NeedTime     Need = "time"      // time; From says until when
)

// Figure is a measure over a group of customers and a period. When Need is set
// the figure is not known yet: nothing else is to be shown of it.
type Figure struct {
	Value float64
	Of    int // what the value rests on: Of of All, or All answers
	All   int
	Need  Need
	From  calendar.Date // when it will be known, where that is a matter of time

	Before    float64 // the period before, when HasBefore
	HasBefore bool
	Apart     int // orders without a rate, which are not in it
}

// Known reports whether there is a value.
func (g Figure) Known() bool { return g.Need == NeedNothing }

// Change is by how much the figure changed: as a share for counts, money and
// minutes, else as a difference. ok is false where there is nothing to compare.
func (g Figure) Change(u Unit) (d float64, ok bool) {
	if !g.Known() || !g.HasBefore {
		return 0, false
	}
	switch u {
	case Count, Money, Minutes:
		if g.Before <= 0 {
			return 0, false
		}
		return (g.Value - g.Before) / g.Before, true
	}
	return g.Value - g.Before, true
}

// Sheet holds the figures of a group of customers over a period.
type Sheet struct {
	Period  Period
	Figures map[Measure]Figure
}

// Sheet works out all measures for some customers, given by their places.
func (f *Facts) Sheet(p Period, who []int) Sheet {
	t := newTally(f, p)
	for _, i := range who {
		t.add(i)
	}
	if len(who) == len(f.Customers) {
		for i := range f.Loose {
			t.addGreeting(&f.Loose[i])
		}
	}
	return t.sheet()
}

// median of minutes; zero without any.
func median(list []int) float64 {
	list = slices.Clone(list)
	slices.Sort(list)
	return quantile(list, 0.5, func(n int) float64 { return float64(n) })
}
