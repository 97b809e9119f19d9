package service

import (
	"context"
	"errors"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/screen"
)

// Inputs are what stands in the form of a case.
type Inputs struct {
	Kind        book.CaseKind
	Subject     string
	Text        string
	Channel     book.InteractionKind
	Seriousness book.Seriousness
	Owner       string
	Tier        string
	Day, Time   string // when it came in
}

// Form takes a case in or changes what it is about. It belongs to the UI
// goroutine.
type Form struct {
	*screen.Finder

	env     *screen.Env
	changed func()
	base    book.Case // as it was read; the zero value for a new one

	Customer *book.CustomerRow
	Errors   map[string]string
	start    Inputs

	fill screen.Slot[filled]
	save screen.Slot[saved]
}

type filled struct {
	c        book.Case
	customer *book.CustomerRow
}

type saved struct {
	c  book.Case
	op book.Operation
}

// NewForm returns a form that calls changed when what it shows has changed.
func NewForm(env *screen.Env, changed func()) *Form {
	f := &Form{Finder: screen.NewFinder(env, changed), env: env, changed: changed, Errors: map[string]string{}}
	f.fill.Runner, f.save.Runner = env.Runner, env.Runner
	return f
}

// New says whether the form takes a case in.
func (f *Form) New() bool { return f.base.ID == "" }

// Started reports whether work on the case has begun, so that its kind stays.
func (f *Form) Started() bool { return !f.New() && f.base.State != book.CaseReceived }

// Start returns what the fields hold at first.
func (f *Form) Start() Inputs { return f.start }

// Fill reads what a route asks for and then calls ready: the case of ID, or a
// new one of the kind in the argument "new" for the customer in "customer".
func (f *Form) Fill(r screen.Route, ready func()) {
	b := f.env.Book
	now, owner := f.env.Now(), f.env.Settings.OwnerName
	f.fill.Run(func(ctx context.Context) (x filled, err error) {
		if r.ID != "" {
			if x.c, err = b.Cases.Get(ctx, book.ID(r.ID)); err != nil {
				return x, err
			}
		} else {
			x.c = book.Case{
				Kind: book.CaseKind(r.Arg("new")), Channel: book.MailSent, Seriousness: book.UsualCase, ReceivedAt: now,
				CustomerID: book.ID(r.Arg("customer")), Subject: r.Arg("subject"), Owner: owner,
			}
			if x.c.Kind != book.Complaint {
				x.c.Kind = book.Request
			}
		}
		if x.c.CustomerID != "" {
			x.customer, err = customerRow(ctx, b, x.c.CustomerID)
		}
		return x, err
	}, func(x filled, err error) {
		if err != nil {
			f.env.Shell.Fail(err)
			return
		}
		f.base, f.Customer = x.c, x.customer
		at := x.c.ReceivedAt.In(f.env.Home)
		f.start = Inputs{
			Kind: x.c.Kind, Subject: x.c.Subject, Text: x.c.Text, Channel: x.c.Channel, Seriousness: x.c.Seriousness,
			Owner: x.c.Owner, Tier: x.c.Tier, Day: f.env.Printer.DateWeekdayYear(calendar.DateOf(at)), Time: f.env.Printer.TimeOf(at),
		}
		ready()
	})
}

// Choose takes a customer; nil takes none.
func (f *Form) Choose(c *book.CustomerRow) {
	f.Customer = c
	f.Leave()
	f.changed()
}

// Where is the second line of a hit: organisation and place.
func (f *Form) Where(c book.CustomerRow) string {
	var parts []string
	for _, s := range []string{c.Organisation, c.City, f.env.Printer.Country(c.Country)} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, between)
}

// Save keeps the case and calls done with it. What is wrong is named in Errors.
func (f *Form) Save(in Inputs, done func(book.Case, book.Operation)) {
	clear(f.Errors)
	c := f.base
	c.Kind, c.Subject, c.Text, c.Channel = in.Kind, in.Subject, in.Text, in.Channel
	c.Seriousness, c.Owner, c.Tier, c.CustomerID = in.Seriousness, in.Owner, in.Tier, ""
	if f.Customer != nil {
		c.CustomerID = f.Customer.ID
	}
	if at, ok := instantOf(f.env, in.Day, in.Time, c.ReceivedAt, f.Errors, "received"); ok {
		c.ReceivedAt = at
	}
	if len(f.Errors) > 0 {
		f.changed()
		return
	}
	b := f.env.Book
	f.save.Run(func(ctx context.Context) (s saved, err error) {
		s.c, s.op, err = b.Cases.Save(ctx, c)
		return s, err
	}, func(s saved, err error) {
		if took(f.env, err, f.Errors) {
			f.changed()
			return
		}
		if err == nil {
			done(s.c, s.op)
		}
	})
}

// took puts what is wrong at its field and reports whether it found one; other
// errors go to the shell.
func took(env *screen.Env, err error, errs map[string]string) bool {
	var e *book.Error
	if errors.As(err, &e) && e.Code == book.Invalid && e.Field != "" {
		errs[e.Field] = explain.Error(env.Printer, err)
		return true
	}
	if err != nil {
		env.Shell.Fail(err)
	}
	return false
}

// instantOf reads a day and a time of ours. Where they are those of the instant
// that was there, it stays to the second. Without a time it is noon, or now on
// the day of today.
func instantOf(env *screen.Env, dayText, timeText string, was time.Time, errs map[string]string, field string) (time.Time, bool) {
	now := env.Now()
	p := env.Printer
	if !was.IsZero() {
		at := was.In(env.Home)
		if dayText == p.DateWeekdayYear(calendar.DateOf(at)) && timeText == p.TimeOf(at) {
			return was, true
		}
	}
	day, ok := dayfield.ParsePast(p, dayText, calendar.DateOf(now))
	if !ok {
		errs[field] = env.T("service.no_day", locales.V{"Example": p.DateShort(calendar.DateOf(now))})
		return was, false
	}
	if strings.TrimSpace(timeText) == "" {
		if day == calendar.DateOf(now) {
			return now, true
		}
		return day.In(env.Home, 12, 0), true
	}
	minute, ok := dayfield.ParseTime(timeText)
	if !ok {
		errs[field] = env.T("service.no_time", nil)
		return was, false
	}
	return day.In(env.Home, minute/60, minute%60), true
}

// channels are the choices of how a case came in.
func channels(w *casework.Words) []choice {
	var out []choice
	for _, k := range casework.Channels() {
		out = append(out, choice{string(k), w.Channel(k)})
	}
	return out
}

// choice is one option of a list.
type choice struct{ value, label string }
