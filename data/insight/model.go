package insight

import (
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// From how much on the purchase models are used. With less their parameters
// say more about chance than about the customers.
const (
	modelBuyers  = 100 // customers who bought
	modelRepeat  = 30  // of them on another day too
	modelWeeks   = 26  // since the first purchase in the book
	modelSample  = 20_000
	daysPerWeek  = 7
	daysPerYear  = 365.25
	lifeFallback = 3.0 // years, where nothing is known of how many stay
	lifeMost     = 10.0
	lifeBuyers   = 10 // buyers of the year before, from whom it is read
)

// Model is what is worked out from all customers together, so that one can be
// compared with them.
type Model struct {
	Today   calendar.Date
	Base    string
	Buyers  int // customers who bought
	Repeat  int // of them on another day too
	Sampled int // customers from whom the purchase models were fitted

	Year    Period // the twelve months to today
	Revenue int64  // of everybody in that year
	costed  int64
	cost    int64

	recency, frequency, money Scale

	// Purchase and Spend are the fitted models. Fitted says that they are of use:
	// there was enough in the book, and a likeliest set of parameters.
	Purchase BGNBD
	Spend    GammaGamma
	Fitted   bool
	found    bool // a likeliest set for each
	paid     bool
	First    calendar.Date // of the first purchase in the book

	// Stayed is how many of those who bought in the year before bought again in
	// this one, from which the expected life is read where there are no models.
	Stayed Rate
}

// NewModel works out what is to be known of all customers.
func NewModel(f *Facts) *Model { return newModel(f, nil) }

// newModel takes the purchase models over from another where one is given.
func newModel(f *Facts, fitted *Model) *Model {
	m := &Model{Today: f.Today, Base: f.Base, Year: LastYear.Period(f.Today)}
	before := m.Year.Before()
	var recency, frequency, money []int64
	var bought []Purchases
	for i := range f.Customers {
		c := &f.Customers[i]
		for _, s := range salesIn(c.Sales, m.Year) {
			if s.Rated {
				m.Revenue += s.Amount
			}
		}
		for _, s := range c.Sales {
			if s.Rated && s.Costed {
				m.costed, m.cost = m.costed+s.Amount, m.cost+s.Cost
			}
		}
		p, last, ok := purchasesOf(c, f.Today)
		if !ok {
			continue
		}
		m.Buyers++
		if p.X > 0 {
			m.Repeat++
		}
		earliest(&m.First, c.Sales[0].On)
		recency, frequency = append(recency, int64(last)), append(frequency, int64(p.X+1))
		money = append(money, spent(c.Sales))
		bought = append(bought, p)
		if boughtIn(c.Sales, before) {
			m.Stayed.All++
			if boughtIn(c.Sales, m.Year) {
				m.Stayed.Of++
			}
		}
	}
	work := []func(){
		func() { m.recency = NewScale(recency) }, func() { m.frequency = NewScale(frequency) }, func() { m.money = NewScale(money) },
	}
	switch {
	case fitted != nil:
		m.Sampled, m.Purchase, m.Spend, m.Fitted = fitted.Sampled, fitted.Purchase, fitted.Spend, fitted.Fitted
	case m.Enough():
		work = slices.Concat(m.fit(bought), work)
	}
	shared(len(work), func(i int) { work[i]() })
	if fitted == nil {
		m.judgeFit()
	}
	return m
}

func boughtIn(sales []book.SaleFact, p Period) bool { return bought(salesIn(sales, p)) }

// spent is what the sales come to, less what came back.
func spent(sales []book.SaleFact) (sum int64) {
	for _, s := range sales {
		sum += s.Amount
	}
	return sum
}

// purchasesOf is what the purchase models know of a customer; ok is false for
// one who has not bought.
func purchasesOf(c *Customer, today calendar.Date) (p Purchases, last calendar.Date, ok bool) {
	var first calendar.Date
	var sum int64
	for _, s := range c.Sales {
		if s.Return || s.On > today {
			continue
		}
		if first == 0 {
			first, last = s.On, s.On
		}
		if s.On != last {
			p.X++
			last = s.On
		}
		if s.On != first {
			sum += s.Amount
		}
	}
	if first == 0 {
		return p, 0, false
	}
	p.TX, p.T = float64(last-first)/daysPerWeek, float64(today-first)/daysPerWeek
	if p.X > 0 {
		p.Mean = float64(sum) / float64(p.X)
	}
	return p, last, true
}

// Enough reports whether there is enough in the book for the purchase models.
func (m *Model) Enough() bool {
	return m.Buyers >= modelBuyers && m.Repeat >= modelRepeat && m.Today-m.First >= modelWeeks*daysPerWeek
}

// fit finds the parameters of the purchase models, in two pieces of work. Of very
// many customers an even sample is taken, in the order in which they came into
// the book.
func (m *Model) fit(all []Purchases) []func() {
	step := (len(all) + modelSample - 1) / modelSample
	var sample []Purchases
	for i := 0; i < len(all); i += step {
		sample = append(sample, all[i])
	}
	m.Sampled = len(sample)
	return []func(){
		func() { m.Purchase, m.found = FitBGNBD(sample) },
		func() { m.Spend, m.paid = FitGammaGamma(sample) },
	}
}

// judgeFit says whether the purchase models are of use.
func (m *Model) judgeFit() {
	m.Fitted = m.found && m.paid && m.Spend.Q > 1 &&
		inside(m.Purchase.R, m.Purchase.A, m.Purchase.B, m.Spend.P, m.Spend.Q)
}

// holds reports whether the purchase models still hold after so many customers
// changed: of a book of which they saw a sample, a few change less than the
// choice of the sample does.
func (m *Model) holds(changed int) bool { return m.Sampled < m.Buyers && changed*100 < m.Sampled }

// edge is how far from one a parameter of shape may lie. Beyond it the search
// has run to the rim of what is possible, as when nobody in the book seems to
// leave at all: such a fit says nothing of whoever comes next.
const edge = 1000

func inside(shapes ...float64) bool {
	for _, x := range shapes {
		if x < 1.0/edge || x > edge {
			return false
		}
	}
	return true
}

// Score gives the scores of a customer who bought last on a day, on so many
// days, for so much.
func (m *Model) Score(last calendar.Date, days int, money int64) RFM {
	return RFM{m.recency.Score(int64(last)), m.frequency.Score(int64(days)), m.money.Score(money)}
}

// Bounds are the lowest values of the given scores: the day of the last
// purchase, the number of days and the money from which they are given. A bound
// that nobody reaches is zero.
func (m *Model) Bounds(s RFM) (last calendar.Date, days int, money int64) {
	r, _ := m.recency.Bound(s.R)
	n, _ := m.frequency.Bound(s.F)
	money, _ = m.money.Bound(s.M)
	return calendar.Date(r), int(n), money
}

// ScoreOf is that of a customer; ok is false for one who has not bought.
func (m *Model) ScoreOf(c *Customer) (s RFM, ok bool) {
	p, last, ok := purchasesOf(c, m.Today)
	if !ok {
		return s, false
	}
	return m.Score(last, p.X+1, spent(c.Sales)), true
}

// Matrix counts customers by recency and worth: Who[r-1][w-1] are the places of
// those with recency r and worth w.
type Matrix struct {
	Who [5][5][]int
	All int
}

// Matrix lays customers out, given by their places.
func (m *Model) Matrix(f *Facts, who []int) Matrix {
	var out Matrix
	for _, i := range who {
		if s, ok := m.ScoreOf(&f.Customers[i]); ok {
			cell := &out.Who[s.R-1][s.Worth()-1]
			*cell = append(*cell, i)
			out.All++
		}
	}
	return out
}
