package sample

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
)

// What customers buy comes from a stream of chance of its own for each of them,
// derived from the seed, so that the customers stay as they are. On average
// there are five orders to a customer, over two years.

// eurosFor is about what one unit of a currency is worth in euros. It is
// invented for the demo book like everything else in it, and near enough to be
// believed. Baht are left out on purpose: their orders show what happens
// without a rate.
var eurosFor = map[string]float64{
	"EUR": 1, "USD": 0.91, "CNY": 0.127, "JPY": 0.0061, "GBP": 1.17, "KRW": 0.00066, "INR": 0.0107, "AED": 0.248, "SAR": 0.243,
	"VND": 0.0000365, "TRY": 0.026, "BRL": 0.16, "PLN": 0.234, "CHF": 1.05, "SEK": 0.088, "MXN": 0.049,
}

// bahtEuros is used for amounts in baht alone, and never as a rate.
const bahtEuros = 0.026

// trader makes orders and deals.
type trader struct {
	g      *generator
	facts  *culture.Culture
	orders int

	rules     book.Programme
	converter *book.Rates
}

func newTrader(g *generator) (*trader, error) {
	facts, err := culture.Default()
	if err != nil {
		return nil, err
	}
	t := &trader{g: g, facts: facts}
	t.rules, t.converter = t.programme(), book.NewRates(t.base(), t.rates())
	return t, nil
}

// base is the currency in which the demo book sums: that of the owner's market.
func (t *trader) base() string {
	if m, ok := t.facts.Market(t.g.o.Home); ok && eurosFor[m.Currency] > 0 {
		return m.Currency
	}
	return "EUR"
}

// months is how far back orders and rates reach.
const months = 24

// rates are those of the first of each month.
func (t *trader) rates() []book.Rate {
	base := t.base()
	var out []book.Rate
	first := monthStart(t.g.o.Today).AddMonths(-months - 1)
	for m := range months + 2 {
		day := first.AddMonths(m)
		for _, c := range slices.Sorted(mapKeys(eurosFor)) {
			if c == base {
				continue
			}
			swing := 1 + 0.03*math.Sin(float64(m)/4+float64(c[0])+float64(c[2]))
			out = append(out, book.Rate{Day: day, Currency: c, Base: base, Rate: rateText(eurosFor[c] / eurosFor[base] * swing)})
		}
	}
	return out
}

// rateText writes a rate with five digits that count.
func rateText(f float64) string {
	digits := max(0, 4-int(math.Floor(math.Log10(f))))
	return strconv.FormatFloat(f, 'f', min(digits, 11), 64)
}

func mapKeys(m map[string]float64) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func monthStart(d calendar.Date) calendar.Date {
	y, m, _ := d.YMD()
	return calendar.NewDate(y, m, 1)
}

// habit is how a customer buys.
type habit int

const (
	buysNever habit = iota
	buysOnce
	buysSteadily
	buysMore  // ever more
	buysLess  // did, and has not for long
	buysFeast // before the feast of their market
)

// feastMonth is the month before which a market stocks up.
func feastMonth(country string) time.Month {
	switch country {
	case "CN", "TW", "HK", "SG", "KR", "VN", "MY":
		return time.January
	case "SA", "AE", "EG", "TR", "ID", "PK":
		return time.February
	case "IR":
		return time.March
	case "IN", "NP":
		return time.October
	case "JP":
		return time.December
	}
	return time.November
}

// bring adds what a customer bought, and may buy, to a bundle.
func (t *trader) bring(b *book.Bundle, nth int) {
	r := rand.New(rand.NewPCG(uint64(t.g.o.Seed), 0x7472616465<<20|uint64(nth)))
	c := &b.Customer
	currency := "EUR"
	if m, ok := t.facts.Market(c.Country); ok {
		currency = m.Currency
	}
	if eurosFor[currency] == 0 && currency != "THB" {
		currency = "USD"
	}
	h := []habit{
		buysNever, buysNever, buysOnce, buysOnce, buysSteadily, buysSteadily, buysSteadily, buysSteadily, buysMore, buysLess, buysLess, buysFeast, buysFeast,
	}[r.IntN(13)]
	usual := math.Exp(6.2 + r.NormFloat64()*0.9) // euros
	for _, ago := range t.when(r, h, c.Country) {
		size := 0.6 + r.Float64()*0.8
		if h == buysMore {
			size *= 2.2 - float64(ago)/500
		}
		b.Orders = append(b.Orders, t.order(r, c, currency, usual*size, ago))
	}
	slices.SortFunc(b.Orders, func(a, b book.Order) int { return cmp.Compare(a.On, b.On) })
	for i := range b.Orders {
		t.orders++
		b.Orders[i].Number = fmt.Sprintf("%d-%05d", b.Orders[i].On.Year(), t.orders)
	}
	if nth < dealsUpTo && r.IntN(6) == 0 {
		b.Deals = append(b.Deals, t.deal(r, c, currency, usual*3))
	}
	t.join(b, nth)
}

// dealsUpTo is for how many customers there are deals: a pipeline does not grow
// with the book.
const dealsUpTo = 900

// when says how many days ago a customer bought.
func (t *trader) when(r *rand.Rand, h habit, country string) []int {
	var out []int
	const span = months * 30
	switch h {
	case buysOnce:
		out = append(out, 5+r.IntN(span-5))
	case buysSteadily, buysMore:
		step := 55 + r.IntN(60)
		for ago := r.IntN(step); ago < span; ago += step/2 + r.IntN(step) {
			out = append(out, ago)
		}
	case buysLess:
		step := 60 + r.IntN(60)
		for ago := 200 + r.IntN(160); ago < span; ago += step/2 + r.IntN(step) {
			out = append(out, ago)
		}
	case buysFeast:
		y := t.g.o.Today.Year()
		for year := y - 2; year <= y+1; year++ {
			feast := calendar.NewDate(year, feastMonth(country), 20)
			for range 2 + r.IntN(2) {
				if ago := int(t.g.o.Today-feast) + 25 + r.IntN(50); ago >= 0 && ago < span {
					out = append(out, ago)
				}
			}
		}
	}
	return out
}

// order makes one order; its number comes later.
func (t *trader) order(r *rand.Rand, c *book.Customer, currency string, euros float64, ago int) book.Order {
	today := t.g.o.Today
	worth := eurosFor[currency]
	if worth == 0 {
		worth = bahtEuros
	}
	on := today - calendar.Date(ago)
	o := book.Order{
		ID: chanceID(r), CustomerID: c.ID, On: on, Currency: currency, Status: book.OrderPaid, Payment: t.g.texts.Payments[r.IntN(len(t.g.texts.Payments))],
		CreatedAt: on.In(time.UTC, 8+r.IntN(8), r.IntN(60)),
	}
	o.UpdatedAt = o.CreatedAt
	unit := unitOf(currency)
	o.Total = roundTo(euros/worth, currency, unit)
	switch x := r.IntN(100); {
	case ago < 12:
		o.Status = book.OrderOpen
		if x < 25 {
			o.Status = book.OrderQuote
		}
	case ago < 35:
		o.Status = book.OrderDelivered
	case x < 3:
		o.Status = book.OrderCancelled
	case x < 5:
		o.Status, o.Total = book.OrderReturned, -o.Total/4
	}
	if r.IntN(100) < 85 {
		o.CostKnown, o.Cost = true, o.Total*int64(52+r.IntN(20))/100
	}
	if t.g.o.Customers <= linesUpTo && r.IntN(100) < 40 && o.Total > 0 {
		t.lines(r, &o, unit)
	}
	return o
}

// linesUpTo is up to how many customers the orders of the book have lines.
const linesUpTo = 2000

// lines splits an order into two or three lines that make its total.
func (t *trader) lines(r *rand.Rand, o *book.Order, unit int64) {
	products := t.g.texts.Products
	left := o.Total
	for i := range 2 + r.IntN(2) {
		quantity := int64(2 + r.IntN(40))
		price := left / int64(2+i) / quantity / unit * unit
		if price <= 0 {
			break
		}
		o.Lines = append(o.Lines, book.OrderLine{
			ID: chanceID(r), Text: products[(int(price)+i*3)%len(products)], Quantity: quantity * 1000, Price: price,
		})
		left -= quantity * price
	}
	o.Total = 0
	for _, l := range o.Lines {
		o.Total += l.Amount()
	}
	if o.CostKnown {
		o.Cost = o.Total * 6 / 10
	}
}

// deal makes a sale that may come about, or did, or did not.
func (t *trader) deal(r *rand.Rand, c *book.Customer, currency string, euros float64) book.Deal {
	today, texts := t.g.o.Today, t.g.texts
	worth := eurosFor[currency]
	if worth == 0 {
		worth = bahtEuros
	}
	made := today - calendar.Date(10+r.IntN(80))
	d := book.Deal{
		ID: chanceID(r), CustomerID: c.ID, Title: texts.Deals[r.IntN(len(texts.Deals))], Currency: currency, Amount: roundTo(euros/worth, currency, unitOf(currency)*10),
		Expected: today + calendar.Date(r.IntN(90)-8), CreatedAt: made.In(time.UTC, 9, r.IntN(60)),
	}
	d.UpdatedAt = d.CreatedAt
	stages := book.BuiltStages()
	switch n := r.IntN(8); {
	case n < 6:
		s := stages[[]int{0, 0, 1, 1, 2, 3}[n]]
		d.Stage, d.Likelihood = s.ID, s.Likelihood
	case n == 6:
		d.Stage, d.Likelihood, d.ClosedAt = book.StageWon, 100, (today-calendar.Date(r.IntN(40))).In(time.UTC, 10, 0)
	default:
		d.Stage, d.ClosedAt = book.StageLost, (today-calendar.Date(r.IntN(60))).In(time.UTC, 10, 0)
		d.LostWhy = texts.LostWhy[r.IntN(len(texts.LostWhy))]
	}
	return d
}

// unitOf is a round unit of prices in minor units: half a euro, ten yen.
func unitOf(currency string) int64 {
	switch currency {
	case "JPY":
		return 100
	case "KRW":
		return 1000
	case "VND":
		return 10000
	}
	return 50
}

// roundTo turns an amount in whole units of a currency into minor units, in
// round prices.
func roundTo(amount float64, currency string, unit int64) int64 {
	minor := amount
	if unitOf(currency) < 100 { // the others have no decimal places
		minor *= 100
	}
	return max(unit, int64(minor)/unit*unit)
}

// chanceID makes an id of version 7 of a stream of chance.
func chanceID(r *rand.Rand) book.ID {
	a, b := r.Uint64(), r.Uint64()
	return book.ID(fmt.Sprintf("0188b7b0-%04x-7%03x-%04x-%012x", a>>48, a&0xfff, 0x8000|(b>>48)&0x3fff, b&0xffff_ffff_ffff))
}
