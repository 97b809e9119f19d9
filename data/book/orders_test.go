package book_test

import (
	"math/big"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"

	"pgregory.net/rapid"
)

// The amounts are counted in the decimal places in which locales writes them.
func TestCurrenciesAreThoseOfLocales(t *testing.T) {
	p, err := locales.New("en", locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	same(t, "number of currencies", len(book.Currencies()), len(p.Currencies()))
	for _, c := range p.Currencies() {
		if !book.KnownCurrency(c) {
			t.Errorf("%s is in use", c)
			continue
		}
		// One unit is 10^digits minor units: at a rate of 1 the minor units change
		// by the difference of the places.
		if c == "EUR" {
			continue
		}
		r := book.NewRates("EUR", []book.Rate{{ID: "1", Day: 1000, Currency: c, Base: "EUR", Rate: "1"}})
		got, ok := r.Convert(1000, c, 1000)
		want := map[int]int64{0: 100000, 2: 1000, 3: 100}[locales.CurrencyDigits(c)]
		if !ok || got.Amount != want {
			t.Errorf("%s: 1000 minor units are %d cents, want %d", c, got.Amount, want)
		}
	}
}

func TestConvert(t *testing.T) {
	on := func(s string) calendar.Date { return day(t, s) }
	rates := []book.Rate{
		{ID: "1", Day: on("2027-01-04"), Currency: "CNY", Base: "EUR", Rate: "0.125"},
		{ID: "2", Day: on("2027-02-01"), Currency: "CNY", Base: "EUR", Rate: "0.13"},
		{ID: "3", Day: on("2027-02-01"), Currency: "CNY", Base: "EUR", Rate: "0.1305"}, // entered later on another device
		{ID: "4", Day: on("2027-02-01"), Currency: "CNY", Base: "USD", Rate: "0.14"},
		{ID: "5", Day: on("2027-02-01"), Currency: "JPY", Base: "EUR", Rate: "0.00612"},
		{ID: "6", Day: on("2027-02-01"), Currency: "KWD", Base: "EUR", Rate: "3"},
	}
	for _, x := range []struct {
		amount         int64
		currency, on   string
		want           int64
		rate, rateDate string
	}{
		{1000, "EUR", "2020-01-01", 1000, "1", ""},
		{1000, "CNY", "2027-01-04", 125, "0.125", "2027-01-04"},
		{1000, "CNY", "2027-01-31", 125, "0.125", "2027-01-04"},  // the nearest earlier one
		{1000, "CNY", "2027-02-01", 131, "0.1305", "2027-02-01"}, // half a cent goes up
		{-1000, "CNY", "2027-02-01", -131, "0.1305", "2027-02-01"},
		{1000, "CNY", "2027-03-18", 131, "0.1305", "2027-02-01"}, // 45 days
		{1000, "CNY", "2027-03-19", 0, "", ""},                   // too old
		{1000, "CNY", "2027-01-03", 0, "", ""},                   // a later rate says nothing
		{100000, "JPY", "2027-02-02", 61200, "0.00612", "2027-02-01"},
		{1234, "KWD", "2027-02-02", 370, "3", "2027-02-01"},
		{1000, "THB", "2027-02-02", 0, "", ""},
	} {
		c, ok := book.NewRates("EUR", rates).Convert(x.amount, x.currency, on(x.on))
		if ok != (x.rate != "") || c.Amount != x.want || ok && (c.Rate != x.rate || c.Base != "EUR" || x.rateDate != "" && c.Day != on(x.rateDate)) {
			t.Errorf("%d %s on %s: %+v %v", x.amount, x.currency, x.on, c, ok)
		}
	}
	if _, ok := book.NewRates("", rates).Convert(1, "EUR", 1); ok {
		t.Error("converted without a base")
	}
}

// The amount is within half a minor unit of the exact product, for any amount
// and rate.
func TestConvertIsNear(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		text := rapid.StringMatching(`[1-9][0-9]{0,3}\.[0-9]{1,8}`).Draw(rt, "rate")
		n := rapid.Int64Range(-1_000_000_000_000, 1_000_000_000_000).Draw(rt, "amount")
		c, ok := book.NewRates("EUR", []book.Rate{{Day: 10, Currency: "USD", Base: "EUR", Rate: text}}).Convert(n, "USD", 10)
		if !ok {
			rt.Fatal("not converted")
		}
		exact, _ := new(big.Rat).SetString(text)
		exact.Mul(exact, new(big.Rat).SetInt64(n))
		off := new(big.Rat).Sub(exact, new(big.Rat).SetInt64(c.Amount))
		if off.Abs(off).Cmp(big.NewRat(1, 2)) > 0 {
			rt.Fatalf("%s * %d = %d", text, n, c.Amount)
		}
	})
}

// order keeps an order of a customer.
func (d *desk) order(id book.ID, on, currency string, total int64, edit ...func(*book.Order)) book.Order {
	d.t.Helper()
	o := book.Order{CustomerID: id, On: day(d.t, on), Currency: currency, Total: total, Status: book.OrderPaid}
	for _, e := range edit {
		e(&o)
	}
	saved, _, err := d.Orders.Save(d.ctx(), o)
	d.must(err)
	return saved
}

func TestOrdersThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	for _, x := range []struct {
		name          string
		edit          func(*book.Order)
		field, detail string
	}{
		{"nobody's", func(o *book.Order) { o.CustomerID = "" }, "customer", "missing"},
		{"no day", func(o *book.Order) { o.On = 0 }, "on", "missing"},
		{"tomorrow's", func(o *book.Order) { o.On = day(t, "2027-03-12") }, "on", "in_future"},
		{"an unknown currency", func(o *book.Order) { o.Currency = "XYZ" }, "currency", "not_in_use"},
		{"no currency", func(o *book.Order) { o.Currency = "" }, "currency", "not_in_use"},
		{"below zero", func(o *book.Order) { o.Total = -1 }, "total", "below_zero"},
		{"beyond all sums", func(o *book.Order) { o.Total = 1 << 62 }, "total", "too_large"},
		{"a cost below zero", func(o *book.Order) { o.CostKnown, o.Cost = true, -1 }, "cost", "below_zero"},
		{"an unknown status", func(o *book.Order) { o.Status = "lost" }, "status", "unknown"},
		{"a long number", func(o *book.Order) { o.Number = strings.Repeat("9", 81) }, "number", "too_long"},
	} {
		o := book.Order{CustomerID: c.ID, On: day(t, "2027-03-10"), Currency: "EUR", Total: 100, Status: book.OrderOpen}
		x.edit(&o)
		before := d.operations()
		_, _, err := d.Orders.Save(d.ctx(), o)
		t.Run(x.name, func(t *testing.T) { refused(t, err, book.Invalid, x.field, x.detail) })
		same(t, x.name+": operations", d.operations(), before)
	}
	first := d.order(c.ID, "2027-03-01", "EUR", 100, func(o *book.Order) { o.Number = "A-1" })
	_, _, err := d.Orders.Save(d.ctx(), book.Order{CustomerID: c.ID, On: first.On, Currency: "EUR", Number: "A-1"})
	refused(t, err, book.Invalid, "number", "taken")
	other := d.add("Suzuki")
	d.order(other.ID, "2027-03-01", "EUR", 0, func(o *book.Order) { o.Number = "A-1" }) // another's number, and nothing to pay
}

// Lines make the total; a stale order is refused; undo takes everything back.
func TestOrderWithLines(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	o := d.order(c.ID, "2027-03-01", "JPY", 99, func(o *book.Order) {
		o.Lines = []book.OrderLine{{Text: "Tea", Quantity: 2500, Price: 333}, {Text: " "}, {Text: "Discount", Quantity: 1000, Price: -33}}
	})
	same(t, "lines", len(o.Lines), 2)
	same(t, "total", o.Total, int64(833-33)) // 832.5 rounds up
	old := o
	o.Lines = o.Lines[:1]
	changed, op, err := d.Orders.Save(d.ctx(), o)
	d.must(err)
	same(t, "total of one line", changed.Total, int64(833))
	_, _, err = d.Orders.Save(d.ctx(), old)
	refused(t, err, book.Conflict, "", "stale")
	d.undo(op)
	back, err := d.Orders.Get(d.ctx(), o.ID)
	d.must(err)
	same(t, "lines after undo", len(back.Lines), 2)
	again, made, err := d.Orders.Save(d.ctx(), book.Order{CustomerID: c.ID, On: o.On, Currency: "JPY", Lines: []book.OrderLine{{Text: "Tea", Quantity: 1000, Price: 5}}})
	d.must(err)
	redo := d.undo(made)
	_, err = d.Orders.Get(d.ctx(), again.ID)
	same(t, "an order that was taken back", book.CodeOf(err), book.NotFound)
	d.undo(redo)
	back, err = d.Orders.Get(d.ctx(), again.ID)
	d.must(err)
	same(t, "done again, with its line", [2]any{back.Total, len(back.Lines)}, [2]any{int64(5), 1})
	op, err = d.Orders.Trash(d.ctx(), again.ID)
	d.must(err)
	_, err = d.Orders.Trash(d.ctx(), o.ID)
	d.must(err)
	sum, err := d.Orders.Summary(d.ctx(), c.ID)
	d.must(err)
	same(t, "orders in the trash", sum.Count, 0)
	d.undo(op)
}

// What counts: sales, less returns below zero; quotes, cancelled orders, whole
// returns, the trash and orders without a rate are not summed.
func TestOrdersAreSummed(t *testing.T) {
	d := newDesk(t)
	a, b := d.add("Tanaka"), d.add("Somchai")
	status := func(s book.OrderStatus) func(*book.Order) { return func(o *book.Order) { o.Status = s } }
	d.order(a.ID, "2027-01-05", "EUR", 1000, func(o *book.Order) { o.CostKnown, o.Cost = true, 600 })
	d.order(a.ID, "2027-02-05", "CNY", 10000, status(book.OrderOpen))
	d.order(a.ID, "2027-02-06", "EUR", 5000, status(book.OrderQuote))
	d.order(a.ID, "2027-02-06", "EUR", 5000, status(book.OrderCancelled))
	d.order(a.ID, "2027-02-06", "EUR", 5000, status(book.OrderReturned))
	d.order(a.ID, "2027-02-07", "EUR", -200, status(book.OrderReturned))
	for range 3 {
		d.order(b.ID, "2027-02-08", "THB", 100)
	}
	totals := func() book.OrderTotals {
		x, err := d.Orders.Totals(d.ctx(), book.OrderFilter{})
		d.must(err)
		return x
	}
	x := totals()
	same(t, "without a base", [3]int64{x.Total, int64(x.Count), int64(len(x.Apart))}, [3]int64{0, 5, 3})
	_, err := d.Orders.SetBase(d.ctx(), "EUR")
	d.must(err)
	x = totals()
	same(t, "in EUR without rates", x.Total, int64(800))
	same(t, "apart", x.Apart, []book.Unrated{
		{Currency: "THB", Count: 3, Total: 300, First: day(t, "2027-02-08"), Last: day(t, "2027-02-08")},
		{Currency: "CNY", Count: 1, Total: 10000, First: day(t, "2027-02-05"), Last: day(t, "2027-02-05")},
	})
	n, op, err := d.Orders.SaveRates(d.ctx(), book.Rate{Day: day(t, "2027-02-01"), Currency: "cny", Rate: "0,130"})
	d.must(err)
	same(t, "rates", n, 1)
	x = totals()
	same(t, "with a rate", [2]int64{x.Total, int64(len(x.Apart))}, [2]int64{800 + 1300, 1})
	same(t, "margin", [2]int64{x.Costed, x.Cost}, [2]int64{1000, 600})
	sum, err := d.Orders.Summary(d.ctx(), a.ID)
	d.must(err)
	same(t, "summary", sum, book.OrderSummary{
		CustomerID: a.ID, Count: 2, Days: 2, Returns: 1, First: day(t, "2027-01-05"), Last: day(t, "2027-02-05"), Total: 2100, Cost: 600, Costed: 1000,
	})
	// The same again changes nothing, and undo of the rate sums anew.
	n, _, err = d.Orders.SaveRates(d.ctx(), book.Rate{Day: day(t, "2027-02-01"), Currency: "CNY", Rate: "0.13"})
	d.must(err)
	same(t, "the same rate again", n, 0)
	d.undo(op)
	same(t, "without the rate again", totals().Total, int64(800))
	list, err := d.Orders.Rates(d.ctx())
	d.must(err)
	same(t, "rates after undo", len(list), 0)
	_, err = d.Customers.Trash(d.ctx(), a.ID)
	d.must(err)
	same(t, "without customers in the trash", totals().All, 3)
}

// What the store keeps per order is what Convert says, whatever is done in
// whatever order: orders, rates, the base, undo.
func TestOrdersFollowTheRates(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	first := day(t, "2027-01-01")
	rapid.Check(t, func(rt *rapid.T) {
		var ops []book.ID
		for range rapid.IntRange(1, 8).Draw(rt, "steps") {
			on := first + calendar.Date(rapid.IntRange(0, 60).Draw(rt, "day"))
			currency := rapid.SampledFrom([]string{"EUR", "CNY", "JPY"}).Draw(rt, "currency")
			var op book.Operation
			var err error
			switch rapid.IntRange(0, 4).Draw(rt, "what") {
			case 0:
				_, op, err = d.Orders.Save(d.ctx(), book.Order{CustomerID: c.ID, On: on, Currency: currency, Total: 12345})
			case 1:
				if currency != "EUR" {
					_, op, err = d.Orders.SaveRates(d.ctx(), book.Rate{Day: on, Currency: currency, Base: "EUR", Rate: rapid.SampledFrom([]string{"0.5", "2"}).Draw(rt, "rate")})
				}
			case 2:
				op, err = d.Orders.SetBase(d.ctx(), rapid.SampledFrom([]string{"EUR", "CNY"}).Draw(rt, "base"))
			case 3:
				list, _ := d.Orders.Rates(d.ctx())
				if len(list) > 0 {
					op, err = d.Orders.RemoveRate(d.ctx(), list[0].ID)
				}
			case 4:
				if len(ops) > 0 {
					_, _, err = d.History.Undo(d.ctx(), ops[len(ops)-1])
					ops = ops[:len(ops)-1]
				}
			}
			if err != nil {
				rt.Fatal(err)
			}
			if op.ID != "" {
				ops = append(ops, op.ID)
			}
		}
		rates, err := d.Orders.Converter(d.ctx())
		if err != nil {
			rt.Fatal(err)
		}
		page, err := d.Orders.List(d.ctx(), book.OrderQuery{Limit: 500})
		if err != nil {
			rt.Fatal(err)
		}
		for _, o := range page.Rows {
			want, ok := rates.Convert(o.Total, o.Currency, o.On)
			if o.Rated != ok || o.Base != want.Amount {
				rt.Fatalf("%s %d %s: kept %d %v, want %d %v", o.On, o.Total, o.Currency, o.Base, o.Rated, want.Amount, ok)
			}
		}
	})
}

func TestRatesThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	good := book.Rate{Day: day(t, "2027-02-01"), Currency: "CNY", Rate: "0.13", Base: "EUR"}
	for _, x := range []struct {
		name          string
		edit          func(*book.Rate)
		field, detail string
	}{
		{"no base", func(r *book.Rate) { r.Base = "" }, "base", "missing"},
		{"unknown", func(r *book.Rate) { r.Currency = "XYZ" }, "currency", "not_in_use"},
		{"itself", func(r *book.Rate) { r.Currency = "EUR" }, "currency", "is_base"},
		{"zero", func(r *book.Rate) { r.Rate = "0.000" }, "rate", "no_number"},
		{"below zero", func(r *book.Rate) { r.Rate = "-1" }, "rate", "no_number"},
		{"a word", func(r *book.Rate) { r.Rate = "1e3" }, "rate", "no_number"},
		{"no day", func(r *book.Rate) { r.Day = 0 }, "on", "missing"},
	} {
		r := good
		x.edit(&r)
		_, _, err := d.Orders.SaveRates(d.ctx(), good, r)
		t.Run(x.name, func(t *testing.T) { refused(t, err, book.Invalid, x.field, x.detail) })
	}
	list, err := d.Orders.Rates(d.ctx())
	d.must(err)
	same(t, "rates kept beside a bad one", len(list), 0)
}

// The list is read page by page without losing or repeating an order, also
// where many are of one day.
func TestOrderPages(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	for i := range 25 {
		d.order(c.ID, []string{"2027-02-01", "2027-02-02", "2027-01-01"}[i%3], "EUR", int64(i))
	}
	seen := map[book.ID]bool{}
	var last calendar.Date = 1 << 30
	for q := (book.OrderQuery{Limit: 4}); ; {
		p, err := d.Orders.List(d.ctx(), q)
		d.must(err)
		for _, o := range p.Rows {
			if seen[o.ID] || o.On > last || o.Customer == nil {
				t.Fatalf("order %s of %s after %s", o.ID, o.On, last)
			}
			seen[o.ID], last = true, o.On
		}
		if q.After = p.Next; p.Next == "" {
			break
		}
	}
	same(t, "orders seen", len(seen), 25)
	for _, x := range []struct {
		f    book.OrderFilter
		want int
	}{
		{book.OrderFilter{From: day(t, "2027-02-01")}, 17},
		{book.OrderFilter{To: day(t, "2027-01-31")}, 8},
		{book.OrderFilter{Currency: "USD"}, 0},
		{book.OrderFilter{Statuses: []book.OrderStatus{book.OrderPaid}}, 25},
		{book.OrderFilter{Unrated: true}, 25},
		{book.OrderFilter{Text: "tana"}, 25},
		{book.OrderFilter{Text: "nobody"}, 0},
	} {
		got, err := d.Orders.Totals(d.ctx(), x.f)
		d.must(err)
		if got.All != x.want {
			t.Errorf("%+v picks %d, want %d", x.f, got.All, x.want)
		}
	}
}
