package sales

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

var today = calendar.DateOf(screentest.Noon)

// desk is a presenter over a book with one customer.
type desk struct {
	t   *testing.T
	env *screen.Env
	sh  *screentest.Shell
	p   *Presenter
	who book.Customer
}

func newDesk(t *testing.T, lang string) *desk {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	d := &desk{t: t, env: env, sh: sh}
	var err error
	d.who, _, err = env.Book.Customers.Save(context.Background(), book.Customer{Name: book.Name{Full: "田中 健一", Latin: "Tanaka Kenichi"}, Currency: "JPY"})
	d.must(err)
	d.p = NewPresenter(env, func() {})
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) order(ago int, currency string, total int64, s book.OrderStatus) book.Order {
	d.t.Helper()
	o, _, err := d.env.Book.Orders.Save(context.Background(), book.Order{CustomerID: d.who.ID, On: today - calendar.Date(ago), Currency: currency, Total: total, Status: s})
	d.must(err)
	return o
}

func (d *desk) base(currency string) {
	d.t.Helper()
	_, err := d.env.Book.Orders.SetBase(context.Background(), currency)
	d.must(err)
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// The sum says what it leaves out, and what would mend it.
func TestSumsSayWhatTheyLeaveOut(t *testing.T) {
	d := newDesk(t, "en")
	d.order(3, "EUR", 120000, book.OrderPaid)
	d.order(4, "THB", 30000, book.OrderPaid)
	d.order(5, "THB", 30000, book.OrderOpen)
	d.order(6, "EUR", 999, book.OrderQuote)
	d.order(400, "EUR", 50000, book.OrderPaid)
	d.p.Show(screen.Route{})
	same(t, "orders of the last 12 months", len(d.p.State().Rows), 4)
	same(t, "without a base", d.p.Apart(), d.env.T("sales.no_base", nil))
	d.base("EUR")
	d.p.Reload()
	same(t, "lead", d.p.Lead(), "3 orders · €1,200.00")
	same(t, "apart", d.p.Apart(), "2 orders in Thai Baht (THB\u00a0600.00) have no rate yet and are not in the sum.")
	d.p.ShowUnrated(true)
	same(t, "orders without a rate", len(d.p.State().Rows), 2)
	d.p.ShowUnrated(false)
	d.p.SetPeriod(PeriodAll)
	same(t, "lead of all time", d.p.Lead(), "4 orders · €1,700.00")
	d.p.SetStatus(string(book.OrderQuote))
	same(t, "quotes", len(d.p.State().Rows), 1)
	same(t, "a quote is no sale", d.p.Lead(), "0 orders · €0.00")
	d.p.SetText("tanaka")
	same(t, "quotes of Tanaka", len(d.p.State().Rows), 1)
	d.p.SetText("nobody")
	same(t, "quotes of nobody", len(d.p.State().Rows), 0)
	same(t, "filtered", d.p.Filtered() && d.p.State().Any, true)
}

func TestOrderForm(t *testing.T) {
	d := newDesk(t, "en")
	d.base("EUR")
	_, _, err := d.env.Book.Orders.SaveRates(context.Background(), book.Rate{Day: today - 10, Currency: "JPY", Rate: "0.0061"})
	d.must(err)
	f := NewOrderForm(d.env, func() {})
	f.Fill(screen.Route{}.With("customer", string(d.who.ID)), func() {})
	in := f.Start()
	same(t, "the customer's currency", in.Currency, "JPY")
	same(t, "today", in.On, d.env.Printer.DateWeekdayYear(today))
	for _, x := range []struct {
		name string
		edit func(*OrderInputs)
		key  string
	}{
		{"no total", func(in *OrderInputs) {}, "total"},
		{"half a yen", func(in *OrderInputs) { in.Total = "1.5" }, "total"},
		{"no day", func(in *OrderInputs) { in.Total, in.On = "5", "soon" }, "on"},
		{"no currency", func(in *OrderInputs) { in.Total, in.Currency = "5", "" }, "currency"},
		{"below zero", func(in *OrderInputs) { in.Total = "-5" }, "total"},
		{"in the future", func(in *OrderInputs) { in.Total, in.On = "5", "2027-04-01" }, "on"},
		{"a bad line", func(in *OrderInputs) { in.Lines = []LineInputs{{"Tea", "many", "5"}} }, "lines"},
	} {
		one := in
		x.edit(&one)
		f.Save(one, func(book.Order, book.Operation) { t.Errorf("%s was saved", x.name) })
		if f.Errors[x.key] == "" {
			t.Errorf("%s: no word at %s: %v", x.name, x.key, f.Errors)
		}
	}
	in.Lines = []LineInputs{{"Tea", "2.5", "1,000"}, {}, {"Tray", "", "500"}}
	f.Look(in)
	same(t, "sum", f.Sum, "JP¥3,000")
	same(t, "in the base", f.InBase, "€18.30 at 1 JPY = 0.0061 EUR, the rate of 28 Feb 2027")
	var saved book.Order
	f.Save(in, func(o book.Order, op book.Operation) { saved = o })
	same(t, "total", saved.Total, int64(3000))
	same(t, "lines", len(saved.Lines), 2)
	again := NewOrderForm(d.env, func() {})
	again.Fill(screen.Route{ID: string(saved.ID)}, func() {})
	same(t, "quantity is read back", again.Start().Lines[0].Quantity, "2.5")
	old := saved.Lines[1].ID
	in = again.Start()
	in.Lines = in.Lines[1:]
	again.Save(in, func(o book.Order, _ book.Operation) { saved = o })
	same(t, "the line that stays keeps its id", saved.Lines[0].ID, old)
}

func TestDealsMove(t *testing.T) {
	d := newDesk(t, "en")
	d.base("EUR")
	deal, _, err := d.env.Book.Deals.Save(context.Background(), book.Deal{
		CustomerID: d.who.ID, Title: "Spring", Stage: "lead", Amount: 100000, Currency: "EUR", Likelihood: 10, Expected: today - 1,
	})
	d.must(err)
	_, _, err = d.env.Book.Deals.Save(context.Background(), book.Deal{CustomerID: d.who.ID, Title: "Baht", Stage: "lead", Amount: 5000, Currency: "THB", Likelihood: 50})
	d.must(err)
	d.p.Show(screen.Route{Tab: TabDeals})
	b := d.p.State().Board
	same(t, "columns", len(b.Columns), 6)
	count, sum, weighted := d.p.ColumnLead(b.Columns[0])
	same(t, "column", strings.Join([]string{count, sum, weighted}, " | "), "2 | €1,000.00 + THB\u00a050.00 | weighted €100.00 + THB\u00a025.00")
	_, when, late := d.p.DealWords(b.Columns[0].Deals[0])
	same(t, "late", late && strings.HasPrefix(when, "10% · expected"), true)
	if _, ok := b.Beside(deal.ID, -1); ok {
		t.Error("there is a column left of the first")
	}
	stage, ok := b.Beside(deal.ID, 1)
	same(t, "the next column", ok && stage == "talks", true)
	d.p.Move(deal.ID, stage, "", nil)
	d.p.Reload()
	i, _, _ := d.p.State().Board.Find(deal.ID)
	same(t, "column after the move", i, 1)
	won := false
	d.p.Move(deal.ID, book.StageWon, "", func(x book.Deal) { won = x.ID == deal.ID })
	same(t, "an order is offered", won, true)
	f := NewOrderForm(d.env, func() {})
	f.Fill(screen.Route{}.With("deal", string(deal.ID)), func() {})
	same(t, "the order of the deal", f.Start().Total+f.Start().Currency+f.Start().Note, "1,000.00EURSpring")
	d.p.Move(deal.ID, book.StageLost, "", nil)
	same(t, "a lost deal wants a reason", len(d.sh.Failed), 1)
	_, _, err = d.env.Book.History.Undo(context.Background(), d.sh.Ops[len(d.sh.Ops)-1].ID)
	d.must(err)
	d.p.Reload()
	i, _, _ = d.p.State().Board.Find(deal.ID)
	same(t, "column after undo", i, 1)
}

// A file comes in once; bad rows are named; what is written is read back.
func TestOrdersOfAFile(t *testing.T) {
	d := newDesk(t, "en")
	d.base("EUR")
	path := filepath.Join(t.TempDir(), "in.csv")
	text := "Order date;Order number;Customer;Total;Currency;Status\n" +
		"2027-01-05;A-1;Tanaka Kenichi;12.000;JPY;paid\n" +
		"2027-01-06;A-2;田中 健一;1,5;EUR;shipped\n" +
		"2027-01-06;A-3;Nobody;5;EUR;\n" +
		"2027-01-07;A-4;田中 健一;5;XYZ;\n" +
		"2027-01-08;A-5;田中 健一;-5;EUR;open\n" +
		"03/04/2027;A-6;田中 健一;5;EUR;\n"
	d.must(os.WriteFile(path, []byte(text), 0o644))
	told := ""
	d.p.ImportOrders(path, func(s string) { told = s })
	for _, want := range []string{"2 orders are new", "4 rows did not come in", "Row 4: Nobody in the book", "Row 5: “XYZ” is not", "Row 6: An amount below zero", "Row 7: Day and month"} {
		if !strings.Contains(told, want) {
			t.Errorf("%q is not told in %q", want, told)
		}
	}
	d.p.ImportOrders(path, func(s string) { told = s })
	same(t, "the second time", strings.HasPrefix(told, "0 orders are new, 0 were changed, 2 were known"), true)
	d.p.SetPeriod(PeriodAll)
	out := filepath.Join(t.TempDir(), "out.csv")
	d.p.ExportOrders(out)
	d.p.ImportOrders(out, func(s string) { told = s })
	same(t, "our own file", told, "0 orders are new, 0 were changed, 2 were known already")
}

func TestRatesForm(t *testing.T) {
	d := newDesk(t, "en")
	d.order(3, "THB", 30000, book.OrderPaid)
	f := NewRatesForm(d.env, func() {})
	_, err := d.env.Book.SaveSettings(context.Background(), book.Settings{HomeCulture: "CN"})
	d.must(err)
	f.Load()
	same(t, "offered before one is chosen", f.Base+f.Offered, "CNY")
	f.SetBase("EUR")
	same(t, "waiting", f.MissingWords(), "1 order in Thai Baht (THB\u00a0300.00) has no rate yet and is not in the sum.")
	f.Add(RateInputs{On: "2027-03-01", Currency: "THB", Rate: "x"}, func() { t.Error("kept") })
	same(t, "no number", f.Errors["rate"] != "", true)
	kept := false
	f.Add(RateInputs{On: "2027-03-01", Currency: "THB", Rate: "0.026"}, func() { kept = true })
	same(t, "kept, and nothing waits", kept && f.MissingWords() == "", true)
	same(t, "in words", f.RateWords(f.List[0]), "1 THB = 0.026 EUR")
	path := filepath.Join(t.TempDir(), "rates.csv")
	d.must(os.WriteFile(path, []byte("date,currency,rate\n2027-02-01,USD,0.91\n2027-02-01,EUR,1\n2027-02-30,USD,1\n"), 0o644))
	told := ""
	f.ImportRates(path, func(s string) { told = s })
	same(t, "told", strings.Contains(told, "1 rate came in") && strings.Contains(told, "2 rows did not come in"), true)
	f.Remove(f.List[0].ID)
	same(t, "rates left", len(f.List), 1)
}

// TestRatesOfAnUnknownCurrencyAreNamed brings in a file in which lines name no
// currency: the others come in, and of each is told where, what and how to mend it.
func TestRatesOfAnUnknownCurrencyAreNamed(t *testing.T) {
	for lang, want := range map[string][]string{
		"en": {
			"1 rate came in", "4 rows did not come in", "Row 3: “XYZ” is not the code of a currency in use. Write three letters", "Row 4: “RMB” is not the code of a currency. Write CNY",
			"Row 5: The currency is missing.", "Row 6: “QQQ” is not", "import it again",
		},
		"zh-Hans": {"第 3 行：“XYZ”不是现用货币的代码", "第 4 行：“RMB”不是货币代码，如指该货币，请写 CNY", "第 5 行：缺少货币", "第 6 行：“QQQ”", "再导入一次"},
	} {
		d := newDesk(t, lang)
		_, err := d.env.Book.Orders.SetBase(context.Background(), "EUR")
		d.must(err)
		f := NewRatesForm(d.env, func() {})
		f.Load()
		path := filepath.Join(t.TempDir(), "rates.csv")
		d.must(os.WriteFile(path, []byte("date,currency,rate,base\n2027-02-01,USD,0.91,\n2027-02-01,XYZ,1,\n2027-02-01,rmb,0.13,\n2027-02-01,,0.13,\n2027-02-01,USD,0.13,QQQ\n"), 0o644))
		told := ""
		f.ImportRates(path, func(s string) { told = s })
		for _, w := range want {
			if !strings.Contains(told, w) {
				t.Errorf("%s: it lacks %q:\n%s", lang, w, told)
			}
		}
		if len(f.List) != 1 {
			t.Errorf("%d rates came in", len(f.List))
		}
	}
}
