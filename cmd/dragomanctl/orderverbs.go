package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// orderFlags are the flags of order and its verbs.
type orderFlags struct {
	customer, number, on, status, total, cost, currency, payment, note, from, to, rate, format string
	unrated, dry                                                                               bool
	limit                                                                                      int
}

// order enters, lists, sums and imports orders, and keeps the rates at which
// they are summed.
func order(c *call) func(context.Context, []string) error {
	c.bookFlag()
	f := &orderFlags{}
	c.texts(map[string]*string{
		"customer": &f.customer, "number": &f.number, "on": &f.on, "status": &f.status, "total": &f.total, "cost": &f.cost, "currency": &f.currency, "payment": &f.payment, "note": &f.note, "from": &f.from, "to": &f.to, "rate": &f.rate, "format": &f.format,
	})
	c.flags.BoolVar(&f.unrated, "unrated", false, "")
	c.flags.BoolVar(&f.dry, "dry-run", false, "")
	c.flags.IntVar(&f.limit, "limit", 0, "")
	return func(ctx context.Context, args []string) error {
		switch strings.Join(args[:min(len(args), 2)], " ") {
		case "add":
			return c.addOrder(ctx, f)
		case "list":
			return c.listOrders(ctx, f)
		case "sum":
			return c.sumOrders(ctx, f)
		case "rates", "rates list":
			return c.listRates(ctx, or(f.format, "csv"))
		case "rates add":
			return c.addRate(ctx, f)
		}
		switch {
		case len(args) == 2 && args[0] == "remove":
			return c.removeOrder(ctx, book.ID(args[1]))
		case len(args) == 2 && args[0] == "import":
			return c.importOrders(ctx, args[1], f.dry)
		case len(args) == 2 && args[0] == "export":
			return c.exportOrders(ctx, args[1], f)
		case len(args) == 2 && args[0] == "base":
			return c.setBase(ctx, args[1])
		case len(args) == 3 && args[0] == "rates" && args[1] == "import":
			return c.importRates(ctx, args[2])
		}
		return &wrongCall{"ctl.order_what", nil}
	}
}

// day reads a flag that is a day; "" is none.
func (c *call) day(name, s string) (calendar.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		return 0, &wrongCall{"ctl.bad_day", locales.V{"Flag": "--" + name}}
	}
	return d, nil
}

// amount reads a flag that is an amount.
func (c *call) amount(name, s, currency string) (int64, error) {
	if !book.KnownCurrency(currency) {
		return 0, &notDone{"ctl.currencies", locales.V{"List": strings.Join(book.Currencies(), " ")}}
	}
	n, ok := c.p.ReadAmount(s, currency)
	if !ok {
		return 0, &wrongCall{"ctl.bad_amount", locales.V{"Flag": "--" + name}}
	}
	return n, nil
}

// addOrder enters one order and prints its id.
func (c *call) addOrder(ctx context.Context, f *orderFlags) error {
	on, err := c.day("on", f.on)
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	o := book.Order{
		CustomerID: book.ID(f.customer), Number: f.number, On: on, Status: book.OrderStatus(f.status),
		Currency: strings.ToUpper(or(f.currency, st.BaseCurrency)), Payment: f.payment, Note: f.note,
	}
	if o.On.IsZero() {
		if o.On, err = b.Today(ctx); err != nil {
			return err
		}
	}
	if o.Total, err = c.amount("total", f.total, o.Currency); err != nil {
		return err
	}
	if f.cost != "" {
		if o.Cost, err = c.amount("cost", f.cost, o.Currency); err != nil {
			return err
		}
		o.CostKnown = true
	}
	o, _, err = b.Orders.Save(ctx, o)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(c.out, o.ID)
	return err
}

// orderFilter is what the flags pick.
func (c *call) orderFilter(f *orderFlags) (out book.OrderFilter, err error) {
	out = book.OrderFilter{Customer: book.ID(f.customer), Currency: strings.ToUpper(f.currency), Unrated: f.unrated}
	if f.status != "" {
		s := book.OrderStatus(f.status)
		if !slices.Contains(book.OrderStatuses(), s) {
			return out, &wrongCall{"ctl.order_status", nil}
		}
		out.Statuses = []book.OrderStatus{s}
	}
	if out.From, err = c.day("from", f.from); err != nil {
		return out, err
	}
	out.To, err = c.day("to", f.to)
	return out, err
}

// listOrders prints orders, the latest first. Amounts are in whole units with a
// point.
func (c *call) listOrders(ctx context.Context, f *orderFlags) error {
	filter, err := c.orderFilter(f)
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(or(f.format, "csv"), "id", "date", "number", "customer", "customer_name", "status", "total", "currency", "cost",
		"in_base", "base", "payment", "note")
	if err != nil {
		return err
	}
	for q := (book.OrderQuery{Filter: filter, Limit: 500}); ; {
		page, err := b.Orders.List(ctx, q)
		if err != nil {
			return err
		}
		for _, o := range page.Rows {
			if f.limit > 0 && t.rows == f.limit {
				return t.close()
			}
			name, cost, inBase, base := "", "", "", ""
			if o.Customer != nil {
				name = o.Customer.Name.Full
			}
			if o.CostKnown {
				cost = plain(o.Cost, o.Currency)
			}
			if o.Rated {
				inBase, base = plain(o.Base, st.BaseCurrency), st.BaseCurrency
			}
			err := t.add(string(o.ID), o.On.String(), o.Number, string(o.CustomerID), name, string(o.Status), plain(o.Total, o.Currency), o.Currency,
				cost, inBase, base, o.Payment, o.Note)
			if err != nil {
				return err
			}
		}
		if q.After = page.Next; page.Next == "" {
			return t.close()
		}
	}
}

// plain writes minor units as a number with a point.
func plain(minor int64, currency string) string {
	digits := locales.CurrencyDigits(currency)
	s := strconv.FormatInt(minor, 10)
	if digits == 0 {
		return s
	}
	sign := ""
	if minor < 0 {
		sign, s = "-", s[1:]
	}
	if len(s) <= digits {
		s = strings.Repeat("0", digits-len(s)+1) + s
	}
	return sign + s[:len(s)-digits] + "." + s[len(s)-digits:]
}

// sumOrders prints what the orders come to, and one line for each currency that
// is not in the sum.
func (c *call) sumOrders(ctx context.Context, f *orderFlags) error {
	filter, err := c.orderFilter(f)
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	x, err := b.Orders.Totals(ctx, filter)
	if err != nil {
		return err
	}
	t, err := c.newTable(or(f.format, "csv"), "currency", "in_sum", "orders", "returns", "total", "costed", "cost")
	if err != nil {
		return err
	}
	left := 0
	for _, u := range x.Apart {
		left += u.Count
	}
	if st.BaseCurrency != "" {
		base := st.BaseCurrency
		if err := t.add(base, true, x.Count+x.Returns-left, x.Returns, plain(x.Total, base), plain(x.Costed, base), plain(x.Cost, base)); err != nil {
			return err
		}
	}
	for _, u := range x.Apart {
		if err := t.add(u.Currency, false, u.Count, "", plain(u.Total, u.Currency), "", ""); err != nil {
			return err
		}
		if st.BaseCurrency != "" {
			fmt.Fprintln(c.words, c.p.N("trade.apart", u.Count, locales.V{"Currency": c.p.Currency(u.Currency), "Amount": c.p.Money(u.Total, u.Currency)}))
		}
	}
	if st.BaseCurrency == "" {
		c.say("ctl.no_base", nil)
	}
	return t.close()
}

// removeOrder moves an order to the trash.
func (c *call) removeOrder(ctx context.Context, id book.ID) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	if _, err := b.Orders.Trash(ctx, id); err != nil {
		return err
	}
	c.say("ctl.order_removed", nil)
	return nil
}

// importOrders brings a CSV of orders in and names the rows that stay out. It
// is not done when there is one.
func (c *call) importOrders(ctx context.Context, path string, dry bool) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	st, err := b.Settings(ctx)
	if err != nil {
		return err
	}
	rows, err := fromFile(path, func(r io.Reader) ([]book.IncomingOrder, error) {
		return exchange.ReadOrders(r, c.p, "", st.BaseCurrency)
	})
	if err != nil {
		return err
	}
	rep, err := b.Orders.Import(ctx, slices.Values(rows), dry)
	if err != nil {
		return err
	}
	for _, x := range rep.Bad {
		c.say("sales.bad_row", locales.V{"Row": strconv.Itoa(x.Row), "Reason": explain.OrderProblem(c.p, x.Code, x.Currency)})
	}
	c.say("sales.orders_in", locales.V{"Added": strconv.Itoa(rep.Added), "Changed": strconv.Itoa(rep.Changed), "Same": strconv.Itoa(rep.Same)})
	if len(rep.Bad) > 0 {
		return &notDone{"ctl.rows_left", locales.V{"Rows": len(rep.Bad)}}
	}
	return nil
}

// fromFile reads a file.
func fromFile[T any](path string, read func(io.Reader) (T, error)) (out T, err error) {
	file, err := os.Open(path)
	if err != nil {
		return out, &notDone{"ctl.no_file", locales.V{"Path": path}}
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return read(file)
}

// exportOrders writes orders as a CSV that import reads again; - is stdout.
func (c *call) exportOrders(ctx context.Context, path string, f *orderFlags) error {
	filter, err := c.orderFilter(f)
	if err != nil {
		return err
	}
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	if path == "-" {
		_, err := exchange.WriteOrders(ctx, c.out, b, filter)
		return err
	}
	n := 0
	err = exchange.ToFile(path, func(w io.Writer) (err error) {
		n, err = exchange.WriteOrders(ctx, w, b, filter)
		return err
	})
	if err == nil {
		fmt.Fprintln(c.words, c.p.N("sales.exported", n, nil))
	}
	return err
}

// setBase chooses the currency in which the book sums.
func (c *call) setBase(ctx context.Context, currency string) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	if _, err := b.Orders.SetBase(ctx, currency); err != nil {
		return err
	}
	c.say("sales.base_set", locales.V{"Currency": c.p.Currency(strings.ToUpper(currency))})
	return nil
}

// listRates prints the rates, the latest first.
func (c *call) listRates(ctx context.Context, format string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	list, err := b.Orders.Rates(ctx)
	if err != nil {
		return err
	}
	t, err := c.newTable(format, "date", "currency", "rate", "base")
	if err != nil {
		return err
	}
	for _, r := range list {
		if err := t.add(r.Day.String(), r.Currency, r.Rate, r.Base); err != nil {
			return err
		}
	}
	return t.close()
}

// addRate enters one rate.
func (c *call) addRate(ctx context.Context, f *orderFlags) error {
	on, err := c.day("on", f.on)
	if err != nil {
		return err
	}
	return c.saveRates(ctx, []book.Rate{{Day: on, Currency: f.currency, Rate: f.rate}})
}

// importRates brings a CSV of rates in.
func (c *call) importRates(ctx context.Context, path string) error {
	b, _, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	st, err := b.Settings(ctx)
	done()
	if err != nil {
		return err
	}
	var bad []exchange.BadRate
	list, err := fromFile(path, func(r io.Reader) (list []book.Rate, err error) {
		list, bad, err = exchange.ReadRates(r, c.p, "", st.BaseCurrency)
		return list, err
	})
	if err != nil {
		return err
	}
	for _, x := range bad {
		c.say("sales.bad_row", locales.V{"Row": strconv.Itoa(x.Row), "Reason": explain.OrderProblem(c.p, x.Code, x.Currency)})
	}
	if err := c.saveRates(ctx, list); err != nil {
		return err
	}
	if len(bad) > 0 {
		return &notDone{"ctl.rows_left", locales.V{"Rows": len(bad)}}
	}
	return nil
}

func (c *call) saveRates(ctx context.Context, list []book.Rate) error {
	b, _, done, err := c.open(ctx, false)
	if err != nil {
		return err
	}
	defer done()
	n, _, err := b.Orders.SaveRates(ctx, list...)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.words, c.p.N("sales.rates_in", n, nil))
	return nil
}
