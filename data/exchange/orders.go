package exchange

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// orderHeaders are the headings by which the columns of a file of orders or
// rates are known, in small letters.
var orderHeaders = map[string][]string{
	"on":       {"date", "day", "order date", "ordered on", "日期", "下单日期", "订单日期"},
	"number":   {"number", "order number", "order no", "order no.", "order", "invoice", "订单号", "编号", "单号"},
	"customer": {"customer_id", "customer id", "email", "e-mail", "mail", "customer", "name", "客户编号", "邮箱", "电子邮件", "客户", "姓名"},
	"total":    {"total", "amount", "sum", "金额", "总额", "合计"},
	"currency": {"currency", "货币", "币种"},
	"cost":     {"cost", "成本"},
	"status":   {"status", "状态"},
	"payment":  {"payment", "payment method", "付款方式", "支付方式"},
	"note":     {"note", "notes", "remark", "备注"},
	"rate":     {"rate", "exchange rate", "汇率"},
	"base":     {"base", "base currency", "to", "本位币", "基准货币"},
}

// mostTable is the greatest length of such a file.
const mostTable = 64 << 20

// simpleTable is a CSV whose columns are known by their headings.
type simpleTable struct {
	columns map[string][]int // by our name, in the order of the headings above
	header  []string
	rows    [][]string
}

// readTable reads a CSV of orders or rates. needed columns that are missing
// make it Unsupported.
func readTable(r io.Reader, language string, needed ...string) (*simpleTable, error) {
	t, err := readTableBy(r, language, orderHeaders)
	if err != nil {
		return nil, err
	}
	for _, n := range needed {
		if len(t.columns[n]) == 0 {
			return nil, unsupported(DetailNoHeader)
		}
	}
	return t, nil
}

// readTableBy reads a CSV in any encoding and with any usual delimiter, whose
// columns are known by their headings.
func readTableBy(r io.Reader, language string, headers map[string][]string) (*simpleTable, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostTable+1))
	switch {
	case err != nil:
		return nil, readError(err)
	case len(data) > mostTable:
		return nil, unsupported("too_long")
	case len(data) == 0:
		return nil, unsupported("empty")
	}
	if detail := refuse(data); detail != "" {
		return nil, unsupported(detail)
	}
	s := &Source{opts: Options{Language: language}}
	if err := s.chooseEncoding(data); err != nil {
		return nil, err
	}
	text := strings.TrimPrefix(s.decodeSample(data), "\uFEFF")
	var best *simpleTable
	for _, delim := range s.delimiters(text) {
		c := csv.NewReader(strings.NewReader(text))
		c.Comma, c.FieldsPerRecord, c.LazyQuotes = rune(delim), -1, true
		rows, err := c.ReadAll()
		if err != nil || len(rows) == 0 {
			continue
		}
		t := &simpleTable{columns: columnsOf(rows[0], headers), header: rows[0], rows: rows[1:]}
		if best == nil || len(t.columns) > len(best.columns) {
			best = t
		}
	}
	if best == nil {
		return nil, unsupported(DetailNoHeader)
	}
	return best, nil
}

func columnsOf(header []string, headers map[string][]string) map[string][]int {
	m := map[string][]int{}
	for name, words := range headers {
		for _, w := range words {
			if i := slices.IndexFunc(header, func(h string) bool { return strings.ToLower(strings.TrimSpace(h)) == w }); i >= 0 {
				m[name] = append(m[name], i)
			}
		}
	}
	return m
}

// cell is the first of the columns of a name that says something.
func (t *simpleTable) cell(row []string, name string) string {
	for _, i := range t.columns[name] {
		if v := unguarded(strings.TrimSpace(cell(row, i))); v != "" {
			return v
		}
	}
	return ""
}

// blankRow tells whether nothing stands in a row.
func blankRow(row []string) bool {
	return !slices.ContainsFunc(row, func(s string) bool { return strings.TrimSpace(s) != "" })
}

// dayOf reads a day; code says why it cannot be read.
func (t *simpleTable) dayOf(row []string, order DateOrder) (d calendar.Date, code string) {
	p, state := readDate(t.cell(row, "on"), order, "")
	switch {
	case state == dateBlank:
		return 0, "on_missing"
	case state == dateAmbiguous:
		return 0, "on_ambiguous"
	case state != dateRead || p.Year == 0 || p.Month == 0 || p.Day == 0:
		return 0, "on_unread"
	}
	d, err := calendar.ToDate(calendar.Day{Calendar: p.Calendar, Year: p.Year, Month: p.Month, Leap: p.Leap, Day: p.Day})
	if err != nil {
		return 0, "on_unread"
	}
	return d, ""
}

// ReadOrders reads a CSV of orders: date, customer (id, mail address or name)
// and total are needed; currency, number, cost, status, payment and note may
// stand beside. base is the currency of rows that name none. What cannot be
// read is named as the Problem of its row.
func ReadOrders(r io.Reader, p *locales.Printer, order DateOrder, base string) ([]book.IncomingOrder, error) {
	t, err := readTable(r, p.Tag(), "on", "customer", "total")
	if err != nil {
		return nil, err
	}
	var out []book.IncomingOrder
	for i, row := range t.rows {
		if blankRow(row) {
			continue
		}
		in := book.IncomingOrder{Row: i + 2, Customer: t.cell(row, "customer")}
		o := &in.Order
		o.Number, o.Payment, o.Note = t.cell(row, "number"), t.cell(row, "payment"), t.cell(row, "note")
		if o.Currency = strings.ToUpper(t.cell(row, "currency")); o.Currency == "" {
			o.Currency = base
		}
		var ok bool
		o.On, in.Problem = t.dayOf(row, order)
		if !book.KnownCurrency(o.Currency) {
			in.Problem = "currency_not_in_use"
		} else if o.Total, ok = p.ReadAmount(t.cell(row, "total"), o.Currency); !ok {
			in.Problem = "total_unread"
		}
		if cost := t.cell(row, "cost"); cost != "" && in.Problem == "" {
			if o.Cost, o.CostKnown = p.ReadAmount(cost, o.Currency); !o.CostKnown {
				in.Problem = "cost_unread"
			}
		}
		if s := t.cell(row, "status"); s != "" {
			if o.Status, ok = statusOf(s); !ok && in.Problem == "" {
				in.Problem = "status_unknown"
			}
		}
		out = append(out, in)
	}
	return out, nil
}

// statusWords are other words for the statuses, as shops and invoices use them.
var statusWords = map[string]book.OrderStatus{
	"quote": book.OrderQuote, "offer": book.OrderQuote, "报价": book.OrderQuote,
	"open": book.OrderOpen, "new": book.OrderOpen, "processing": book.OrderOpen, "confirmed": book.OrderOpen, "未完成": book.OrderOpen,
	"delivered": book.OrderDelivered, "shipped": book.OrderDelivered, "fulfilled": book.OrderDelivered, "已发货": book.OrderDelivered, "已交付": book.OrderDelivered,
	"paid": book.OrderPaid, "completed": book.OrderPaid, "closed": book.OrderPaid, "已付款": book.OrderPaid, "已完成": book.OrderPaid,
	"cancelled": book.OrderCancelled, "canceled": book.OrderCancelled, "void": book.OrderCancelled, "已取消": book.OrderCancelled,
	"returned": book.OrderReturned, "refunded": book.OrderReturned, "return": book.OrderReturned, "已退货": book.OrderReturned, "已退款": book.OrderReturned,
}

func statusOf(s string) (book.OrderStatus, bool) {
	st, ok := statusWords[strings.ToLower(s)]
	return st, ok
}

// BadRate is a row of a file of rates that cannot be read, with the code of the
// reason and the currency at fault as the file has it.
type BadRate struct {
	Row      int
	Code     string
	Currency string
}

// ReadRates reads a CSV of date, currency and rate: one of the currency is so
// many of the base. A column base may name another base than the given one.
func ReadRates(r io.Reader, p *locales.Printer, order DateOrder, base string) (list []book.Rate, bad []BadRate, err error) {
	t, err := readTable(r, p.Tag(), "on", "currency", "rate")
	if err != nil {
		return nil, nil, err
	}
	for i, row := range t.rows {
		if blankRow(row) {
			continue
		}
		x := book.Rate{Currency: strings.ToUpper(t.cell(row, "currency")), Base: strings.ToUpper(t.cell(row, "base")), Rate: strings.Replace(t.cell(row, "rate"), ",", ".", 1)}
		if x.Base == "" {
			x.Base = base
		}
		code := ""
		if x.Day, code = t.dayOf(row, order); code == "" {
			if err := book.ValidateRate(x); err != nil {
				code = codeOfRow(err)
			}
		}
		if code != "" {
			w := BadRate{i + 2, code, x.Currency}
			if book.KnownCurrency(x.Currency) {
				w.Currency = x.Base
			}
			bad = append(bad, w)
			continue
		}
		list = append(list, x)
	}
	return list, bad, nil
}

// orderColumns are the columns of a CSV of orders. All but the name, the base
// and the amount in it are read again by ReadOrders.
var orderColumns = []string{"date", "number", "customer_id", "customer", "status", "total", "currency", "cost", "payment", "note", "in_base", "base_currency"}

// WriteOrders writes the orders that a filter picks as CSV, the latest first,
// with a point as the decimal sign. It returns how many there were.
func WriteOrders(ctx context.Context, w io.Writer, b *book.Book, f book.OrderFilter) (n int, err error) {
	st, err := b.Settings(ctx)
	if err != nil {
		return 0, err
	}
	c := csv.NewWriter(w)
	if err := c.Write(orderColumns); err != nil {
		return 0, fileError(op, err)
	}
	for q := (book.OrderQuery{Filter: f, Limit: 500}); ; {
		page, err := b.Orders.List(ctx, q)
		if err != nil {
			return n, err
		}
		for _, o := range page.Rows {
			cost, base, baseCurrency, name := "", "", "", ""
			if o.CostKnown {
				cost = plainAmount(o.Cost, o.Currency)
			}
			if o.Rated {
				base, baseCurrency = plainAmount(o.Base, st.BaseCurrency), st.BaseCurrency
			}
			if o.Customer != nil {
				name = o.Customer.Name.Full
			}
			row := []string{
				o.On.String(), guarded(o.Number), string(o.CustomerID), guarded(name), string(o.Status), plainAmount(o.Total, o.Currency), o.Currency,
				cost, guarded(o.Payment), guarded(o.Note), base, baseCurrency,
			}
			if err := c.Write(row); err != nil {
				return n, fileError(op, err)
			}
			n++
		}
		if q.After = page.Next; page.Next == "" {
			break
		}
	}
	c.Flush()
	return n, fileError(op, c.Error())
}

// plainAmount writes minor units with a point: "-12.50".
func plainAmount(minor int64, currency string) string {
	digits := locales.CurrencyDigits(currency)
	if digits == 0 {
		return strconv.FormatInt(minor, 10)
	}
	sign := ""
	if minor < 0 {
		sign, minor = "-", -minor
	}
	unit := int64(1)
	for range digits {
		unit *= 10
	}
	return fmt.Sprintf("%s%d.%0*d", sign, minor/unit, digits, minor%unit)
}

// codeOfRow is the code of what is wrong with a row.
func codeOfRow(err error) string {
	var e *book.Error
	if errors.As(err, &e) {
		return e.Field + "_" + e.Detail
	}
	return "unread"
}
