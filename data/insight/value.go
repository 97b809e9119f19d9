package insight

import (
	"math"

	"dragoman/data/calendar"
)

// Method names the formula of a lifetime value.
type Method string

// The formulas.
const (
	// ByModels is what is to be expected within the horizon: purchases by BG/NBD,
	// month by month, times the amount by Gamma-Gamma, times the margin,
	// discounted to today.
	ByModels Method = "models"
	// BySimple is margin of a purchase × purchases a year × years that they are
	// expected to stay.
	BySimple Method = "simple"
)

// The horizon of a lifetime value by the models, and the yearly discount.
const (
	Horizon  = 36 // months
	Discount = 0.10
)

// MarginFrom tells whose margin was taken.
type MarginFrom string

// Where a margin comes from.
const (
	OwnMargin  MarginFrom = "own"  // of the customer's own orders
	BookMargin MarginFrom = "book" // of all orders, since none of theirs has a cost
	NoMargin   MarginFrom = "none" // no cost is known: the value is of revenue
)

// Lifetime is the lifetime value of a customer with the numbers behind it.
type Lifetime struct {
	Method Method
	Value  float64 // minor units of the base currency
	Need   Need

	Margin     float64 // share of the sales that is left
	MarginFrom MarginFrom

	// By the models.
	Purchases Purchases
	Alive     float64 // probability that they have not left
	Expected  float64 // purchases within the horizon
	Amount    float64 // of one of them

	// By the simple formula.
	Average float64 // amount of a purchase so far
	PerYear float64 // purchases a year so far
	Years   float64 // that they are expected to stay
	Assumed bool    // nothing is known of how many stay
}

// Value is what a customer is worth, with the numbers behind every part.
type Value struct {
	Today calendar.Date
	Base  string
	Year  Period // the twelve months to today

	Revenue  Figure // of the year
	Total    Figure // of all time
	Margin   Figure // of all time, as a share
	Sales    int64  // whose cost is known
	Cost     int64  // of those
	Growth   Figure // of revenue, on the year before, whose revenue is Before
	Share    Figure // of the revenue of the whole book in the year
	BookYear int64  // that revenue

	Days   int // different days of purchase
	RFM    RFM
	Place  Place
	Money  int64         // sales less returns, of all time
	Last   calendar.Date // the last purchase
	First  calendar.Date // the first
	Rhythm Rhythm
	Next   Figure // when the coming purchase is to be expected, as a day
	Late   bool   // at risk, by their own rhythm

	Life Lifetime
}

// Bought reports whether there was a purchase.
func (v Value) Bought() bool { return v.Days > 0 }

// Value works out what a customer is worth.
func (m *Model) Value(c *Customer) Value {
	v := Value{Today: m.Today, Base: m.Base, Year: m.Year, BookYear: m.Revenue}
	var now, before, all sums
	now.addSales(c.Sales, m.Year)
	before.addSales(c.Sales, m.Year.Before())
	all.addSales(c.Sales, Period{0, m.Today})
	days := purchaseDays(c.Sales, m.Today)
	v.Days = len(days)
	if v.Days == 0 {
		for _, g := range []*Figure{&v.Revenue, &v.Total, &v.Margin, &v.Growth, &v.Share, &v.Next} {
			g.Need = NeedOrder
		}
		v.Life.Need = NeedOrder
		return v
	}
	v.Revenue, v.Total, v.Margin = now.figure(Revenue), all.figure(Revenue), all.figure(Margin)
	v.Sales, v.Cost = all.costed, all.cost
	v.First, v.Last, v.Money = days[0], days[len(days)-1], all.revenue
	v.Growth = growth(now.revenue, before.revenue, v.First, m)
	v.Share = Figure{Need: NeedRate}
	if m.Revenue > 0 {
		v.Share = Figure{Value: float64(now.revenue) / float64(m.Revenue), All: now.orders, Apart: now.unrated}
	}
	v.RFM, _ = m.ScoreOf(c)
	v.Place = PlaceOf(v.RFM.R, v.RFM.Worth())
	v.Rhythm = RhythmOf(days)
	v.Late = v.Rhythm.Overdue(m.Today)
	v.Next = Figure{Need: NeedRepeat}
	if v.Rhythm.Next != 0 {
		v.Next = Figure{Value: float64(v.Rhythm.Next), All: len(v.Rhythm.Gaps)}
	}
	v.Life = m.lifetime(c, &all, days)
	return v
}

// growth of a customer's revenue; before a year has gone by after the first
// purchase there is nothing to compare with.
func growth(now, before int64, first calendar.Date, m *Model) Figure {
	if g, ok := Growth(now, before); ok {
		return Figure{Value: g, All: 1, Before: float64(before)}
	}
	if from := first.AddMonths(12); from > m.Today {
		return Figure{Need: NeedTime, From: from}
	}
	return Figure{Need: NeedBefore}
}

// lifetime works out the lifetime value, by the models where they were fitted.
func (m *Model) lifetime(c *Customer, all *sums, days []calendar.Date) Lifetime {
	var l Lifetime
	if all.revenue <= 0 {
		l.Need = NeedRate
		if all.orders > all.unrated {
			l.Need = NeedOrder // all of it came back
		}
		return l
	}
	l.Margin, l.MarginFrom = m.marginOf(all)
	l.Purchases, _, _ = purchasesOf(c, m.Today)
	if m.Fitted {
		l.Method = ByModels
		l.Alive = m.Purchase.Alive(l.Purchases)
		l.Amount = m.Spend.Mean(l.Purchases)
		sum, last := 0.0, 0.0
		for month := 1; month <= Horizon; month++ {
			n := m.Purchase.Expected(l.Purchases, float64(month)*daysPerYear/12/daysPerWeek)
			sum += (n - last) / math.Pow(1+Discount, float64(month)/12)
			last = n
		}
		l.Expected = last
		l.Value = sum * l.Amount * l.Margin
		return l
	}
	l.Method = BySimple
	l.Average = float64(all.revenue) / float64(len(days))
	l.PerYear = float64(len(days)) / max(1, float64(m.Today-days[0])/daysPerYear)
	l.Years, l.Assumed = m.life()
	l.Value = l.Average * l.PerYear * l.Years * l.Margin
	return l
}

// marginOf is the share of the sales that is left, and whose it is.
func (m *Model) marginOf(all *sums) (float64, MarginFrom) {
	if r, ok := MarginRate(all.costed, all.cost); ok {
		return r, OwnMargin
	}
	if r, ok := MarginRate(m.costed, m.cost); ok {
		return r, BookMargin
	}
	return 1, NoMargin
}

// life is for how many years customers are expected to stay: one through the
// share of those who bought in the year before and not in this one.
func (m *Model) life() (years float64, assumed bool) {
	if m.Stayed.All < lifeBuyers {
		return lifeFallback, true
	}
	gone := 1 - m.Stayed.Share()
	if gone <= 1/lifeMost {
		return lifeMost, false
	}
	return 1 / gone, false
}
