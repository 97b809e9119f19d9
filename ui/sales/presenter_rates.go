package sales

import (
	"context"
	"io"
	"os"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// RateInputs are what stands in the line for a new rate.
type RateInputs struct{ On, Currency, Rate string }

// RatesForm shows the rates, takes new ones and chooses the base currency. It
// belongs to the UI goroutine.
type RatesForm struct {
	env     *screen.Env
	changed func()
	today   calendar.Date
	Base    string // as it is kept, "" until it was chosen
	Offered string // what is offered before it was chosen: the currency of the home market
	List    []book.Rate
	Missing []book.Unrated // currencies whose orders wait for a rate
	Errors  map[string]string
	Loaded  bool
	load    screen.Slot[ratesRead]
}

type ratesRead struct {
	base    string
	home    string
	list    []book.Rate
	missing []book.Unrated
}

// NewRatesForm returns a form that calls changed when what it shows has
// changed.
func NewRatesForm(env *screen.Env, changed func()) *RatesForm {
	f := &RatesForm{env: env, changed: changed, Errors: map[string]string{}, today: calendar.DateOf(env.Now())}
	f.load.Runner = env.Runner
	return f
}

// Load reads the rates and what waits for one.
func (f *RatesForm) Load() {
	b := f.env.Book
	f.load.Run(func(ctx context.Context) (out ratesRead, err error) {
		st, err := b.Settings(ctx)
		if err != nil {
			return out, err
		}
		out.base, out.home = st.BaseCurrency, homeCurrency(st.HomeCulture)
		if out.list, err = b.Orders.Rates(ctx); err != nil {
			return out, err
		}
		t, err := b.Orders.Totals(ctx, book.OrderFilter{Unrated: true})
		out.missing = t.Apart
		return out, err
	}, func(x ratesRead, err error) {
		if err != nil {
			if book.CodeOf(err) != book.Cancelled {
				f.env.Shell.Fail(err)
			}
			return
		}
		f.Loaded, f.Base, f.List, f.Missing = true, x.base, x.list, x.missing
		f.Offered = x.base
		if f.Offered == "" {
			f.Offered = x.home
		}
		f.changed()
	})
}

// homeCurrency is the currency of the owner's market, or "".
func homeCurrency(market string) string {
	facts, err := culture.Default()
	if err != nil {
		return ""
	}
	if m, ok := facts.Market(market); ok && book.KnownCurrency(m.Currency) {
		return m.Currency
	}
	return ""
}

// SetBase chooses the currency in which the book sums.
func (f *RatesForm) SetBase(currency string) {
	if currency == f.Base || currency == "" {
		return
	}
	b, env := f.env.Book, f.env
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Orders.SetBase(ctx, currency)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			env.Shell.Done(env.T("sales.base_set", locales.V{"Currency": env.Printer.Currency(currency)}), op)
			f.Load()
		}
	})
}

// Add enters a rate; done is called when it is kept.
func (f *RatesForm) Add(in RateInputs, done func()) {
	clear(f.Errors)
	day, ok := dayfield.ParsePast(f.env.Printer, in.On, f.today)
	if !ok {
		f.Errors["on"] = f.env.T("sales.bad_day", nil)
		f.changed()
		return
	}
	r := book.Rate{Day: day, Currency: in.Currency, Base: f.Base, Rate: strings.TrimSpace(in.Rate)}
	b, env := f.env.Book, f.env
	env.Runner.Run(func(ctx context.Context) func() {
		_, op, err := b.Orders.SaveRates(ctx, r)
		return func() {
			if field := wrongField(err); field != "" {
				f.Errors[field] = explain.Error(env.Printer, err)
				f.changed()
				return
			}
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			if op.ID != "" {
				env.Shell.Done(env.T("sales.rate_saved", nil), op)
			}
			f.Load()
			done()
		}
	})
}

// Remove takes a rate away.
func (f *RatesForm) Remove(id book.ID) {
	b, env := f.env.Book, f.env
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := b.Orders.RemoveRate(ctx, id)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			env.Shell.Done(env.T("sales.rate_removed", nil), op)
			f.Load()
		}
	})
}

// RateWords write a rate: "1 CNY = 0.1265 EUR".
func (f *RatesForm) RateWords(r book.Rate) string {
	return f.env.T("sales.rate_is", locales.V{"Currency": r.Currency, "Rate": r.Rate, "Base": r.Base})
}

// MissingWords say which orders wait for a rate, or "".
func (f *RatesForm) MissingWords() string {
	if f.Base == "" {
		return ""
	}
	return trade.Apart(f.env.Printer, f.Missing)
}

// imported is what came of a file.
type imported struct {
	orders book.OrderReport
	rates  int
	op     book.Operation
	bad    []string // rows that did not come in, in words
	count  int      // of them
}

// badShown is how many bad rows are named.
const badShown = 20

// ImportRates reads rates from a CSV.
func (f *RatesForm) ImportRates(path string, done func(text string)) {
	b, env, base, p := f.env.Book, f.env, f.Base, f.env.Printer
	env.Runner.Run(func(ctx context.Context) func() {
		x, err := withFile(path, func(r io.Reader) (x imported, err error) {
			list, bad, err := exchange.ReadRates(r, p, "", base)
			if err != nil {
				return x, err
			}
			for _, w := range bad[:min(len(bad), badShown)] {
				x.bad = append(x.bad, badWords(p, w.Row, w.Code, w.Currency))
			}
			x.count = len(bad)
			x.rates, x.op, err = b.Orders.SaveRates(ctx, list...)
			return x, err
		})
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			text := env.N("sales.rates_in", x.rates, nil)
			if x.op.ID != "" {
				env.Shell.Done(text, x.op)
			}
			f.Load()
			done(withBad(env, text, x))
		}
	})
}

// ImportOrders reads orders from a CSV and tells what became of them.
func (p *Presenter) ImportOrders(path string, done func(text string)) {
	b, env, pr := p.env.Book, p.env, p.env.Printer
	env.Runner.Run(func(ctx context.Context) func() {
		x, err := withFile(path, func(r io.Reader) (x imported, err error) {
			st, err := b.Settings(ctx)
			if err != nil {
				return x, err
			}
			rows, err := exchange.ReadOrders(r, pr, "", st.BaseCurrency)
			if err != nil {
				return x, err
			}
			x.orders, err = b.Orders.Import(ctx, func(yield func(book.IncomingOrder) bool) {
				for _, r := range rows {
					if !yield(r) {
						return
					}
				}
			}, false)
			for _, w := range x.orders.Bad[:min(len(x.orders.Bad), badShown)] {
				x.bad = append(x.bad, badWords(pr, w.Row, w.Code, w.Currency))
			}
			x.count, x.op = len(x.orders.Bad), x.orders.Operation
			return x, err
		})
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			text := env.T("sales.orders_in", locales.V{
				"Added": pr.Int(int64(x.orders.Added)), "Changed": pr.Int(int64(x.orders.Changed)), "Same": pr.Int(int64(x.orders.Same)),
			})
			if x.op.ID != "" {
				env.Shell.Done(text, x.op)
			}
			done(withBad(env, text, x))
		}
	})
}

// withFile opens a file for reading.
func withFile[T any](path string, do func(io.Reader) (T, error)) (T, error) {
	file, err := os.Open(path)
	if err != nil {
		var none T
		return none, &book.Error{Op: "sales.open", Code: book.NotFound, Err: err}
	}
	defer file.Close()
	return do(file)
}

// badWords say why a row did not come in.
func badWords(p *locales.Printer, row int, code, currency string) string {
	return p.T("sales.bad_row", locales.V{"Row": p.Int(int64(row)), "Reason": explain.OrderProblem(p, code, currency)})
}

// withBad adds the rows that did not come in to what is told.
func withBad(env *screen.Env, text string, x imported) string {
	if x.count == 0 {
		return text
	}
	lines := append([]string{text, env.N("sales.bad_rows", x.count, nil)}, x.bad...)
	if more := x.count - len(x.bad); more > 0 {
		lines = append(lines, env.N("sales.bad_more", more, nil))
	}
	return strings.Join(append(lines, env.T("sales.bad_again", nil)), "\n")
}

// ExportOrders writes the orders that are shown to a CSV.
func (p *Presenter) ExportOrders(path string) {
	b, env, f := p.env.Book, p.env, p.filter()
	env.Runner.Run(func(ctx context.Context) func() {
		n := 0
		err := exchange.ToFile(path, func(w io.Writer) (err error) {
			n, err = exchange.WriteOrders(ctx, w, b, f)
			return err
		})
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			env.Shell.Tell(env.N("sales.exported", n, nil))
		}
	})
}
