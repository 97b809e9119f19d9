// Package rights is what the card of a customer says and does about the rights
// that the law gives to people: what was asked for and until when, a copy of
// all that is kept, and erasure.
//
// It promises that nothing is erased before a person has seen what goes and
// typed a word. What customers allow and refuse is left to the privacy room.
package rights

import (
	"context"
	"io"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/erasing"
	"dragoman/ui/internal/screen"
)

// Presenter is the state of the section.
type Presenter struct {
	env  *screen.Env
	show func()

	id   book.ID
	who  book.Customer
	list []book.PetitionRow // open ones first
	kept []book.Keeping

	loading screen.Slot[loaded]
	saving  screen.Slot[book.Operation]
	tracing screen.Slot[book.Traces]
	erasing screen.Slot[book.Erasure]
	writing screen.Slot[exchange.AccessReport]
	busy    locales.ID // what is being done, or ""
}

type loaded struct {
	who  book.Customer
	list []book.PetitionRow
	kept []book.Keeping
}

// NewPresenter makes the state; show is called when it changed.
func NewPresenter(env *screen.Env, show func()) *Presenter {
	p := &Presenter{env: env, show: show}
	p.loading.Runner, p.saving.Runner, p.tracing.Runner, p.erasing.Runner, p.writing.Runner = env.Runner, env.Runner, env.Runner, env.Runner, env.Runner
	return p
}

// Show brings the section to a customer.
func (p *Presenter) Show(id book.ID) {
	if p.id != id {
		p.id, p.who, p.list, p.kept = id, book.Customer{}, nil, nil
	}
	b := p.env.Book
	p.loading.Run(func(ctx context.Context) (l loaded, err error) {
		if l.who, err = b.Customers.Get(ctx, id); err != nil {
			return l, err
		}
		if l.list, err = b.Petitions.List(ctx, book.PetitionQuery{Customer: id, Closed: true}); err != nil {
			return l, err
		}
		l.kept, err = b.Retentions.Keepings(ctx, id)
		return l, err
	}, func(l loaded, err error) {
		if book.CodeOf(err) == book.NotFound {
			return // gone meanwhile: the page says so
		}
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.who, p.list, p.kept = l.who, l.list, l.kept
		p.show()
	})
}

// Leave ends what is only looked up; what is written goes on.
func (p *Presenter) Leave() {
	p.loading.Cancel()
	p.tracing.Cancel()
}

// Line is a request in words.
type Line struct {
	Title, Second string
	Late, Closed  bool
	Petition      book.Petition
}

// Lines are the requests, the open ones first.
func (p *Presenter) Lines() []Line {
	pr, today := p.env.Printer, calendar.DateOf(p.env.Now())
	out := make([]Line, len(p.list))
	for i, x := range p.list {
		l := Line{Title: erasing.Kind(pr, x.Kind), Petition: x.Petition, Closed: x.Outcome != book.PetitionOpen}
		v := locales.V{"Received": pr.DateNear(x.Received, today), "Due": pr.DateNear(x.Due, today), "Law": erasing.Law(pr, x.Law)}
		switch {
		case l.Closed:
			l.Second = p.env.T("rights.line_closed", locales.V{"Received": v["Received"], "Outcome": erasing.Outcome(pr, x.Outcome), "Date": pr.DateNear(x.ClosedOn, today)})
		case x.Due < today:
			l.Late = true
			l.Second = p.env.T("rights.line_late", v)
		default:
			l.Second = p.env.T("rights.line_open", v)
		}
		out[i] = l
	}
	return out
}

// Kept says why the customer was kept when it was looked at, or "".
func (p *Presenter) Kept() string {
	if len(p.kept) == 0 {
		return ""
	}
	k := p.kept[0]
	return p.env.T("rights.kept", locales.V{"Reason": k.Reason, "Date": p.env.Printer.Date(k.Until), "Author": k.Author})
}

// New is a request with what can be told beforehand: today, and the law of the
// land as a default.
func (p *Presenter) New() book.Petition {
	law := book.LawOf(p.who.Country)
	if law == "" {
		law = book.LawOf(p.env.Settings.HomeCulture)
	}
	return book.Petition{CustomerID: p.id, Kind: book.AskAccess, Channel: "mail", Law: law, Received: calendar.DateOf(p.env.Now())}
}

// Save writes a request down; refused hears what of it cannot be taken.
func (p *Presenter) Save(x book.Petition, done func(), refused func(error)) {
	b, title := p.env.Book, ""
	due := x.Due
	if due.IsZero() {
		due, _ = x.Law.Due(x.Kind, x.Received)
	}
	if x.Outcome == book.PetitionOpen {
		title = p.env.T("rights.followup", locales.V{"Kind": erasing.Kind(p.env.Printer, x.Kind), "Date": p.env.Printer.Date(due)})
	}
	p.saving.Run(func(ctx context.Context) (book.Operation, error) {
		_, op, err := b.Petitions.Save(ctx, x, title)
		return op, err
	}, func(op book.Operation, err error) {
		if book.CodeOf(err) == book.Invalid {
			refused(err)
			return
		}
		done()
		p.after("rights.saved", op, err)
	})
}

// Close ends a request.
func (p *Presenter) Close(id book.ID, o book.PetitionOutcome, text string) {
	b := p.env.Book
	p.saving.Run(func(ctx context.Context) (book.Operation, error) { return b.Petitions.Close(ctx, id, o, text) },
		func(op book.Operation, err error) { p.after("rights.closed", op, err) })
}

// Remove takes a request away that was written down by mistake.
func (p *Presenter) Remove(id book.ID) {
	b := p.env.Book
	p.saving.Run(func(ctx context.Context) (book.Operation, error) { return b.Petitions.Trash(ctx, id) },
		func(op book.Operation, err error) { p.after("rights.removed", op, err) })
}

func (p *Presenter) after(id locales.ID, op book.Operation, err error) {
	if err != nil {
		p.env.Shell.Fail(err)
		return
	}
	p.env.Shell.Done(p.env.T(id, nil), op)
	p.Show(p.id)
}

// Copy writes all that is kept about the customer into a file.
func (p *Presenter) Copy(path, passphrase string, others bool) {
	b, id := p.env.Book, p.id
	o := exchange.AccessOptions{Printer: p.env.Printer, Passphrase: passphrase, Others: others}
	p.busy = "rights.copying"
	p.show()
	p.writing.Run(func(ctx context.Context) (rep exchange.AccessReport, err error) {
		err = exchange.ToFile(path, func(w io.Writer) (err error) {
			rep, err = exchange.WriteAccess(ctx, w, b, id, o)
			return err
		})
		if err == nil {
			err = b.History.Note(ctx, book.OpAccess, "zip", 1)
		}
		return rep, err
	}, func(rep exchange.AccessReport, err error) {
		p.busy = ""
		switch {
		case err != nil:
			p.env.Shell.Fail(err)
		case rep.Review():
			p.env.Shell.Tell(p.env.T("rights.access_review", locales.V{"Named": rep.Named, "Mentions": rep.Mentions}))
		default:
			p.env.Shell.Tell(p.env.T("rights.copied", nil))
		}
		p.show()
	})
}

// CopyName is what the file with all data is offered to be called. It does not
// name the customer.
func (p *Presenter) CopyName(encrypted bool) string {
	name := "access-" + calendar.DateOf(p.env.Now()).String() + ".zip"
	if encrypted {
		name += ".age"
	}
	return name
}

// Trace finds what would be erased.
func (p *Presenter) Trace(then func(book.Traces)) {
	b, id := p.env.Book, p.id
	p.tracing.Run(func(ctx context.Context) (book.Traces, error) { return b.Customers.Traces(ctx, id) }, func(x book.Traces, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		then(x)
	})
}

// Backups counts the copies of the book that still hold the customer.
func (p *Presenter) Backups() int {
	if p.env.Keeper == nil {
		return 0
	}
	return len(p.env.Keeper.Copies)
}

// Erase erases the customer and goes to the list. Of a large book that takes a
// while, in which one can go on.
func (p *Presenter) Erase() {
	p.busy = "rights.erasing"
	p.show()
	erasing.Erase(p.env, &p.erasing, []book.ID{p.id}, func(ok bool) {
		p.busy = ""
		p.show()
		if ok {
			p.env.Shell.Go(screen.Route{Screen: screen.Customers})
		}
	})
}
