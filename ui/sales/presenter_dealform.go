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

// DealInputs are what stands in the form of a deal, as text where text is
// typed.
type DealInputs struct {
	Title, Stage, Amount, Currency, Likelihood, Expected, Owner, Note, LostWhy string
}

// DealForm makes or changes one deal. It belongs to the UI goroutine.
type DealForm struct {
	who
	today  calendar.Date
	base   book.Deal // as it was read; the zero value for a new one
	stages []book.Stage
	start  DealInputs
	Errors map[string]string

	fill screen.Slot[filledDeal]
	save screen.Slot[savedDeal]
}

type filledDeal struct {
	deal     book.Deal
	customer *book.CustomerRow
	stages   []book.Stage
	currency string
}

type savedDeal struct {
	deal book.Deal
	op   book.Operation
}

// NewDealForm returns a form that calls changed when what it shows has
// changed.
func NewDealForm(env *screen.Env, changed func()) *DealForm {
	f := &DealForm{who: newWho(env, changed), Errors: map[string]string{}, today: calendar.DateOf(env.Now())}
	f.fill.Runner, f.save.Runner = env.Runner, env.Runner
	return f
}

// New says whether the form makes a deal.
func (f *DealForm) New() bool { return f.base.ID == "" }

// Start returns what the fields hold at first.
func (f *DealForm) Start() DealInputs { return f.start }

// Stages are the columns of the pipeline.
func (f *DealForm) Stages() []book.Stage { return f.stages }

// Fill reads what a route asks for and then calls ready: the deal of ID, or a
// new one for a customer in a stage.
func (f *DealForm) Fill(r screen.Route, ready func()) {
	b, env := f.env.Book, f.env
	f.fill.Run(func(ctx context.Context) (out filledDeal, err error) {
		if out.stages, err = b.Deals.Stages(ctx); err != nil {
			return out, err
		}
		st, err := b.Settings(ctx)
		if err != nil {
			return out, err
		}
		first := out.stages[0]
		out.deal = book.Deal{CustomerID: book.ID(r.Arg("customer")), Stage: first.ID, Likelihood: first.Likelihood, Owner: st.OwnerName}
		if r.ID != "" {
			if out.deal, err = b.Deals.Get(ctx, book.ID(r.ID)); err != nil {
				return out, err
			}
		}
		if out.deal.CustomerID != "" {
			out.customer, out.currency, err = customerOf(ctx, b, out.deal.CustomerID)
		}
		if out.currency == "" {
			out.currency = st.BaseCurrency
		}
		return out, err
	}, func(x filledDeal, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		f.base, f.stages, f.Customer = x.deal, x.stages, x.customer
		if f.base.Currency == "" {
			f.base.Currency = x.currency
		}
		f.start = f.inputs()
		ready()
	})
}

func (f *DealForm) inputs() DealInputs {
	d, p := f.base, f.env.Printer
	in := DealInputs{
		Title: d.Title, Stage: d.Stage, Currency: d.Currency, Likelihood: p.Int(int64(d.Likelihood)),
		Owner: d.Owner, Note: d.Note, LostWhy: d.LostWhy,
	}
	if d.Amount != 0 {
		in.Amount = p.Amount(d.Amount, d.Currency)
	}
	if !d.Expected.IsZero() {
		in.Expected = p.DateWeekdayYear(d.Expected)
	}
	return in
}

// StageChosen is the likelihood that the field shows once a stage is chosen:
// that of the stage, unless the user wrote one of their own.
func (f *DealForm) StageChosen(in DealInputs, before string) string {
	usual := func(id string) string {
		for _, s := range f.stages {
			if s.ID == id {
				return f.env.Printer.Int(int64(s.Likelihood))
			}
		}
		return ""
	}
	if to := usual(in.Stage); to != "" && (in.Likelihood == "" || in.Likelihood == usual(before) || usual(before) == "") {
		return to
	}
	return in.Likelihood
}

// Parse turns the fields into a deal. What cannot be read is named in Errors.
func (f *DealForm) Parse(in DealInputs) (book.Deal, bool) {
	clear(f.Errors)
	p, d := f.env.Printer, f.base
	d.Title, d.Stage, d.Currency, d.Owner, d.Note, d.LostWhy, d.CustomerID = in.Title, in.Stage, in.Currency, in.Owner, in.Note, in.LostWhy, ""
	if f.Customer != nil {
		d.CustomerID = f.Customer.ID
	}
	var ok bool
	if d.Expected, ok = dayfield.Parse(p, in.Expected, f.today); !ok {
		d.Expected = 0
		if strings.TrimSpace(in.Expected) != "" {
			f.Errors["expected"] = f.env.T("sales.bad_day", nil)
		}
	}
	if !book.KnownCurrency(in.Currency) {
		f.Errors["currency"] = f.env.T("error.currency_choose", nil)
		return d, false
	}
	d.Amount = 0
	if strings.TrimSpace(in.Amount) != "" {
		if d.Amount, ok = p.ReadAmount(in.Amount, in.Currency); !ok {
			f.Errors["amount"] = f.env.T("sales.bad_amount", locales.V{"Example": p.Amount(example(in.Currency), in.Currency)})
		}
	}
	n, ok := p.ReadDecimal(strings.TrimSuffix(strings.TrimSpace(in.Likelihood), "%"), 0)
	if d.Likelihood = int(n); !ok || n < 0 || n > 100 {
		f.Errors["likelihood"] = f.env.T("error.likelihood", nil)
	}
	return d, len(f.Errors) == 0
}

// Save keeps the deal and calls done with it; won says that it was won just
// now. What is wrong is named in Errors.
func (f *DealForm) Save(in DealInputs, done func(d book.Deal, op book.Operation, won bool)) {
	d, ok := f.Parse(in)
	if !ok {
		f.changed()
		return
	}
	b, won := f.env.Book, d.Stage == book.StageWon && f.base.Stage != book.StageWon
	f.save.Run(func(ctx context.Context) (s savedDeal, err error) {
		s.deal, s.op, err = b.Deals.Save(ctx, d)
		return s, err
	}, func(s savedDeal, err error) {
		if field := wrongField(err); field != "" {
			if field == "deal" {
				field = "title"
			}
			f.Errors[field] = explain.Error(f.env.Printer, err)
			f.changed()
			return
		}
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		done(s.deal, s.op, won)
	})
}
