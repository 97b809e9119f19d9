package sales

import (
	"context"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/screen"
)

// OrderInputs are what stands in the form of an order, as text where text is
// typed.
type OrderInputs struct {
	Number, On, Currency, Total, Cost, Payment, Note string
	Status                                           book.OrderStatus
	Lines                                            []LineInputs
}

// LineInputs are one line of the form.
type LineInputs struct{ Text, Quantity, Price string }

// blank tells whether nothing stands in the line.
func (l LineInputs) blank() bool {
	return strings.TrimSpace(l.Text) == "" && strings.TrimSpace(l.Price) == ""
}

// OrderForm makes or changes one order. It belongs to the UI goroutine.
type OrderForm struct {
	who
	today  calendar.Date
	base   book.Order // as it was read; the zero value for a new one
	rates  *book.Rates
	start  OrderInputs
	Errors map[string]string
	Sum    string // of the lines, in words; "" without lines
	InBase string // what it comes to in the base currency, and by which rate

	fill screen.Slot[filledOrder]
	save screen.Slot[savedOrder]
}

type filledOrder struct {
	order    book.Order
	customer *book.CustomerRow
	rates    *book.Rates
	currency string
}

type savedOrder struct {
	order book.Order
	op    book.Operation
}

// NewOrderForm returns a form that calls changed when what it shows has
// changed.
func NewOrderForm(env *screen.Env, changed func()) *OrderForm {
	f := &OrderForm{who: newWho(env, changed), Errors: map[string]string{}, today: calendar.DateOf(env.Now())}
	f.fill.Runner, f.save.Runner = env.Runner, env.Runner
	return f
}

// New says whether the form makes an order.
func (f *OrderForm) New() bool { return f.base.ID == "" }

// Start returns what the fields hold at first.
func (f *OrderForm) Start() OrderInputs { return f.start }

// Order is the order as it was read.
func (f *OrderForm) Order() book.Order { return f.base }

// Fill reads what a route asks for and then calls ready: the order of ID, or a
// new one for a customer, or for the deal that was won with it.
func (f *OrderForm) Fill(r screen.Route, ready func()) {
	b, today := f.env.Book, f.today
	f.fill.Run(func(ctx context.Context) (out filledOrder, err error) {
		if out.rates, err = b.Orders.Converter(ctx); err != nil {
			return out, err
		}
		o := book.Order{Status: book.OrderOpen, On: today, CustomerID: book.ID(r.Arg("customer"))}
		switch {
		case r.ID != "":
			o, err = b.Orders.Get(ctx, book.ID(r.ID))
		case r.Arg("deal") != "":
			var d book.Deal
			d, err = b.Deals.Get(ctx, book.ID(r.Arg("deal")))
			o.CustomerID, o.DealID, o.Currency, o.Total, o.Note = d.CustomerID, d.ID, d.Currency, d.Amount, d.Title
		}
		if err != nil {
			return out, err
		}
		out.order = o
		if o.CustomerID != "" {
			out.customer, out.currency, err = customerOf(ctx, b, o.CustomerID)
		}
		if out.currency == "" {
			out.currency = out.rates.Base()
		}
		return out, err
	}, func(x filledOrder, err error) {
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		f.base, f.rates, f.Customer = x.order, x.rates, x.customer
		if f.base.Currency == "" {
			f.base.Currency = x.currency
		}
		f.start = f.inputs()
		ready()
	})
}

// customerOf reads a customer in the form of lists, and the currency in which
// they buy.
func customerOf(ctx context.Context, b *book.Book, id book.ID) (*book.CustomerRow, string, error) {
	c, err := b.Customers.Get(ctx, id)
	if err != nil {
		return nil, "", err
	}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: []book.ID{id}, Trashed: !c.TrashedAt.IsZero()}})
	if err != nil || len(page.Rows) == 0 {
		return nil, c.Currency, err
	}
	return &page.Rows[0], c.Currency, nil
}

// inputs writes the order into the fields.
func (f *OrderForm) inputs() OrderInputs {
	o, p := f.base, f.env.Printer
	in := OrderInputs{
		Number: o.Number, On: p.DateWeekdayYear(o.On), Currency: o.Currency, Payment: o.Payment, Note: o.Note, Status: o.Status,
	}
	if o.Total != 0 || !f.New() {
		in.Total = p.Amount(o.Total, o.Currency)
	}
	if o.CostKnown {
		in.Cost = p.Amount(o.Cost, o.Currency)
	}
	for _, l := range o.Lines {
		in.Lines = append(in.Lines, LineInputs{l.Text, p.Trimmed(l.Quantity, 3), p.Amount(l.Price, o.Currency)})
	}
	return in
}

// Parse turns the fields into an order. What cannot be read is named in Errors.
func (f *OrderForm) Parse(in OrderInputs) (book.Order, bool) {
	clear(f.Errors)
	p, o := f.env.Printer, f.base
	o.Number, o.Payment, o.Note, o.Status, o.Currency, o.CustomerID = in.Number, in.Payment, in.Note, in.Status, in.Currency, ""
	if f.Customer != nil {
		o.CustomerID = f.Customer.ID
	}
	var ok bool
	if o.On, ok = dayfield.ParsePast(p, in.On, f.today); !ok && strings.TrimSpace(in.On) != "" {
		f.Errors["on"] = f.env.T("sales.bad_day", nil)
	} else if !ok {
		o.On = 0
	}
	if !book.KnownCurrency(in.Currency) {
		f.Errors["currency"] = f.env.T("error.currency_choose", nil)
		return o, false
	}
	o.Lines = f.lines(in, o)
	amount := func(key, text string) (n int64, given bool) {
		if strings.TrimSpace(text) == "" {
			return 0, false
		}
		n, ok := p.ReadAmount(text, in.Currency)
		if !ok {
			f.Errors[key] = f.env.T("sales.bad_amount", locales.V{"Example": p.Amount(example(in.Currency), in.Currency)})
		}
		return n, true
	}
	if len(o.Lines) == 0 {
		var given bool
		if o.Total, given = amount("total", in.Total); !given {
			f.Errors["total"] = f.env.T("error.amount_missing", nil)
		}
	}
	o.Cost, o.CostKnown = amount("cost", in.Cost)
	return o, len(f.Errors) == 0
}

// example is an amount that shows how amounts are written: 1234 and a half.
func example(currency string) int64 {
	n := int64(12345)
	for range locales.CurrencyDigits(currency) {
		n *= 10
	}
	return n / 10
}

// lines reads the lines that say something.
func (f *OrderForm) lines(in OrderInputs, o book.Order) []book.OrderLine {
	p := f.env.Printer
	var out []book.OrderLine
	for _, l := range in.Lines {
		if l.blank() {
			continue
		}
		x := book.OrderLine{Text: strings.TrimSpace(l.Text), Quantity: 1000}
		for _, old := range o.Lines { // what stays the same keeps its id
			if old.Text == x.Text && !taken(out, old.ID) {
				x.ID = old.ID
				break
			}
		}
		var ok, good bool = true, true
		if strings.TrimSpace(l.Quantity) != "" {
			x.Quantity, ok = p.ReadDecimal(l.Quantity, 3)
		}
		if strings.TrimSpace(l.Price) != "" {
			x.Price, good = p.ReadAmount(l.Price, in.Currency)
		}
		if !ok || !good {
			f.Errors["lines"] = f.env.T("sales.bad_line", locales.V{"Line": x.Text})
		}
		out = append(out, x)
	}
	return out
}

func taken(lines []book.OrderLine, id book.ID) bool {
	for _, l := range lines {
		if l.ID == id {
			return true
		}
	}
	return false
}

// Look computes the sum of the lines and what the order comes to in the base
// currency, while the user types.
func (f *OrderForm) Look(in OrderInputs) {
	kept := map[string]string{}
	for k, v := range f.Errors {
		kept[k] = v
	}
	o, ok := f.Parse(in)
	f.Errors = kept
	f.Sum, f.InBase = "", ""
	if len(o.Lines) > 0 {
		o.Total = 0
		for _, l := range o.Lines {
			o.Total += l.Amount()
		}
		f.Sum = f.env.Printer.Money(o.Total, o.Currency)
	}
	if ok && f.rates != nil && !o.On.IsZero() {
		f.InBase = f.converted(o)
	}
	f.changed()
}

// converted says what an order comes to in the base currency, and by which
// rate.
func (f *OrderForm) converted(o book.Order) string {
	p, base := f.env.Printer, f.rates.Base()
	if base == "" || o.Currency == base {
		return ""
	}
	c, ok := f.rates.Convert(o.Total, o.Currency, o.On)
	if !ok {
		return f.env.T("sales.rate_missing", locales.V{"Currency": p.Currency(o.Currency), "Days": book.RateDays})
	}
	return f.env.T("sales.rate_used", locales.V{
		"Amount": p.Money(c.Amount, base), "Currency": o.Currency, "Rate": c.Rate, "Base": base, "Day": p.Date(c.Day),
	})
}

// Save keeps the order and calls done with it. What is wrong is named in
// Errors.
func (f *OrderForm) Save(in OrderInputs, done func(book.Order, book.Operation)) {
	o, ok := f.Parse(in)
	if !ok {
		f.changed()
		return
	}
	b := f.env.Book
	f.save.Run(func(ctx context.Context) (s savedOrder, err error) {
		s.order, s.op, err = b.Orders.Save(ctx, o)
		return s, err
	}, func(s savedOrder, err error) {
		if field := wrongField(err); field != "" {
			f.Errors[field] = explain.Error(f.env.Printer, err)
			f.changed()
			return
		}
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		done(s.order, s.op)
	})
}
