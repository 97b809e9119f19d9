package value

import (
	"context"
	"errors"
	"io"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
)

// entriesShown is how many lines of the ledger the card lists; the statement
// has all.
const entriesShown = 6

// Loyalty is what the card of the programme shows.
type Loyalty struct {
	Programme book.Programme
	Standing  book.Standing
	Entries   []book.PointRow
}

func readLoyalty(ctx context.Context, b *book.Book, id book.ID) (l Loyalty, err error) {
	if l.Programme, err = b.Loyalty.Programme(ctx); err != nil {
		return l, err
	}
	if l.Standing, err = b.Loyalty.Standing(ctx, id); err != nil {
		return l, err
	}
	l.Entries, err = b.Loyalty.Entries(ctx, id, entriesShown)
	return l, err
}

// TierLine says how far it is to the next tier, or "".
func (p *Presenter) TierLine() string {
	l, pr := p.state.Loyalty, p.env.Printer
	if !l.Standing.Member || !l.Standing.HasNext {
		return ""
	}
	return p.env.T("loyalty.to_next", locales.V{
		"Points": pr.Int(int64(l.Standing.Missing)), "Tier": l.Standing.Next.Name, "Months": l.Programme.Window,
	})
}

// Join lets the customer take part.
func (p *Presenter) Join() {
	b, id := p.env.Book, p.state.Customer
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Loyalty.Join(ctx, id) }, "loyalty.joined", nil, nil)
}

// Quit ends the membership; the ledger stays.
func (p *Presenter) Quit() {
	b, id := p.env.Book, p.state.Customer
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Loyalty.Quit(ctx, id) }, "loyalty.left", nil, nil)
}

// Redeem takes the points of a reward. wrong is called with what cannot be.
func (p *Presenter) Redeem(reward book.Reward, reason string, done func(), wrong func(field, text string)) {
	b, id := p.env.Book, p.state.Customer
	p.do(func(ctx context.Context) (book.Operation, error) { return b.Loyalty.Redeem(ctx, id, reward, reason) }, "loyalty.redeemed", done, wrong)
}

// The kinds of entry that are made by hand.
const (
	kindBirthday = "birthday"
	kindHoliday  = "holiday"
	kindGift     = "gift"
	kindAdjust   = "adjust"
)

// Enter gives or adjusts points. The points are as typed; wrong is called with
// what cannot be.
func (p *Presenter) Enter(kind, points, reason string, done func(), wrong func(field, text string)) {
	n, ok := p.env.Printer.ReadDecimal(points, 0)
	if !ok {
		wrong("points", p.env.T("error.points_range", nil))
		return
	}
	switch kind {
	case kindBirthday:
		reason = book.ReasonBirthday
	case kindHoliday:
		reason = book.ReasonHoliday
	}
	b, id := p.env.Book, p.state.Customer
	p.do(func(ctx context.Context) (book.Operation, error) {
		if kind == kindAdjust {
			return b.Loyalty.Adjust(ctx, id, int(n), reason)
		}
		return b.Loyalty.Give(ctx, id, int(n), reason)
	}, "loyalty.entered", done, wrong)
}

// Usual are the points that the programme offers for a kind of gift.
func (p *Presenter) Usual(kind string) string {
	l := p.state.Loyalty.Programme
	switch {
	case kind == kindBirthday && l.Birthday > 0:
		return p.env.Printer.Int(int64(l.Birthday))
	case kind == kindHoliday && l.Holiday > 0:
		return p.env.Printer.Int(int64(l.Holiday))
	}
	return ""
}

// Statement writes the statement of the customer to a page that can be printed.
func (p *Presenter) Statement(path string) {
	b, env, id := p.env.Book, p.env, p.state.Customer
	env.Runner.Run(func(ctx context.Context) func() {
		lang := ""
		err := exchange.ToFile(path, func(w io.Writer) (err error) {
			lang, err = exchange.WriteStatement(ctx, w, b, env.Printer, id)
			return err
		})
		return func() {
			switch {
			case err != nil:
				env.Shell.Fail(err)
			case lang != env.Printer.Tag():
				env.Shell.Tell(env.T("loyalty.statement_in", locales.V{"Language": env.Printer.Language(lang)}))
			default:
				env.Shell.Tell(env.T("loyalty.statement_written", nil))
			}
		}
	})
}

// ToProgramme leads to the rules of the programme.
func (p *Presenter) ToProgramme() {
	p.env.Shell.Go(screen.Route{Screen: screen.Sales, Tab: "loyalty"})
}

// do runs a use case and tells what was done with its undo.
func (p *Presenter) do(work func(context.Context) (book.Operation, error), told locales.ID, done func(), wrong func(field, text string)) {
	env := p.env
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := work(ctx)
		return func() {
			if field := wrongField(err); field != "" && wrong != nil {
				wrong(field, explain.Error(env.Printer, err))
				return
			}
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			if done != nil {
				done()
			}
			env.Shell.Done(env.T(told, nil), op)
		}
	})
}

// wrongField is the field of an Invalid error, or "".
func wrongField(err error) string {
	var e *book.Error
	if errors.As(err, &e) && e.Code == book.Invalid {
		return e.Field
	}
	return ""
}
