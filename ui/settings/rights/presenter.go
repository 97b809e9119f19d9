// Package rights is the page of the settings about what the law asks of whoever
// keeps customers: their requests and until when, how long they are kept, the
// record of processing, and the log of who did what.
package rights

import (
	"context"
	"io"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/erasing"
	"dragoman/ui/internal/screen"
)

// span is a time that the log can be narrowed to.
type span string

// The spans; the zero one is everything.
const (
	always span = ""
	day    span = "day"
	week   span = "week"
	month  span = "month"
	year   span = "year"
)

// nobody is the choice for what nobody is named for.
const nobody = "-"

// presenter is the state of the page.
type presenter struct {
	env  *screen.Env
	show func()

	requests []book.PetitionRow
	rules    []book.Retention
	segments []book.Segment
	review   []book.Stale
	found    int

	rows   []book.Happened
	next   int64
	actors []string
	kinds  []book.OpKind
	actor  string
	kind   string
	span   span

	loading screen.Slot[state]
	logging screen.Slot[log]
	saving  screen.Slot[book.Operation]
	tracing screen.Slot[book.Traces]
	erased  screen.Slot[book.Erasure]
	writing screen.Slot[int]
}

type state struct {
	requests []book.PetitionRow
	rules    []book.Retention
	segments []book.Segment
	review   []book.Stale
	found    int
}

type log struct {
	page   book.AuditPage
	actors []string
	kinds  []book.OpKind
}

func newPresenter(env *screen.Env, show func()) *presenter {
	p := &presenter{env: env, show: show}
	r := env.Runner
	p.loading.Runner, p.logging.Runner, p.saving.Runner, p.tracing.Runner, p.erased.Runner, p.writing.Runner = r, r, r, r, r, r
	return p
}

// load reads everything anew.
func (p *presenter) load() {
	b := p.env.Book
	p.loading.Run(func(ctx context.Context) (s state, err error) {
		if s.requests, err = b.Petitions.List(ctx, book.PetitionQuery{Closed: true, Limit: 100}); err != nil {
			return s, err
		}
		if s.rules, err = b.Retentions.Rules(ctx); err != nil {
			return s, err
		}
		if s.segments, err = b.Segments.List(ctx); err != nil {
			return s, err
		}
		s.review, s.found, err = b.Retentions.Review(ctx)
		return s, err
	}, func(s state, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.requests, p.rules, p.segments, p.review, p.found = s.requests, s.rules, s.segments, s.review, s.found
		p.show()
	})
	p.reload()
}

func (p *presenter) leave() {
	p.loading.Cancel()
	p.logging.Cancel()
	p.tracing.Cancel()
}

// pageSize is how many lines of the log are shown at first and added each time.
const pageSize = 50

// query is what the log is narrowed to.
func (p *presenter) query() book.AuditQuery {
	q := book.AuditQuery{Limit: pageSize}
	switch p.actor {
	case "":
	case nobody:
		q.NoActor = true
	default:
		q.Actor = p.actor
	}
	if p.kind != "" {
		q.Kinds = []book.OpKind{book.OpKind(p.kind)}
	}
	today := calendar.DateOf(p.env.Now())
	from := map[span]calendar.Date{day: today, week: today - 6, month: today.AddMonths(-1), year: today.AddMonths(-12)}[p.span]
	if from != 0 {
		q.From = from.In(p.env.Home, 0, 0)
	}
	return q
}

// reload reads the log from its newest line.
func (p *presenter) reload() { p.read(p.query(), false) }

// more adds the next lines.
func (p *presenter) more() {
	q := p.query()
	q.After = p.next
	p.read(q, true)
}

func (p *presenter) read(q book.AuditQuery, add bool) {
	b := p.env.Book
	p.logging.Run(func(ctx context.Context) (l log, err error) {
		if l.page, err = b.History.Audit(ctx, q); err != nil {
			return l, err
		}
		if l.actors, err = b.History.Actors(ctx); err != nil {
			return l, err
		}
		l.kinds, err = b.History.Kinds(ctx)
		return l, err
	}, func(l log, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		if !add {
			p.rows = nil
		}
		p.rows, p.next, p.actors, p.kinds = append(p.rows, l.page.Rows...), l.page.Next, l.actors, l.kinds
		p.show()
	})
}

func (p *presenter) setActor(a string) { p.actor = a; p.reload() }
func (p *presenter) setKind(k string)  { p.kind = k; p.reload() }
func (p *presenter) setSpan(s string)  { p.span = span(s); p.reload() }

// opWord says what an operation did.
func (p *presenter) opWord(k book.OpKind) string {
	if id := locales.ID("customers.op_" + strings.ReplaceAll(string(k), ".", "_")); p.env.Printer.Has(id) {
		return p.env.T(id, nil)
	}
	return string(k)
}

// line says of an operation who did it, when, and whom it concerned.
func (p *presenter) line(h book.Happened) (title, second string) {
	pr := p.env.Printer
	parts := []string{pr.DateTime(h.At.In(p.env.Home))}
	if h.Actor != "" {
		parts = append(parts, h.Actor)
	}
	var names []string
	for _, c := range h.Customers {
		names = append(names, c.Name.Full)
	}
	if h.More > 0 {
		names = append(names, p.env.N("rights.more_customers", h.More, nil))
	}
	if len(names) > 0 {
		parts = append(parts, pr.List(names))
	} else if h.Kind.Noted() && h.Operation.Rows > 0 {
		parts = append(parts, p.env.N("rights.noted_rows", h.Operation.Rows, nil))
	}
	if h.Kind.Noted() && h.Detail != "" {
		parts = append(parts, h.Detail)
	}
	title = p.opWord(h.Kind)
	if h.Undone {
		title = p.env.T("rights.undone", locales.V{"What": title})
	}
	return title, strings.Join(parts, " · ")
}

// writeLog writes what the log is narrowed to into a file.
func (p *presenter) writeLog() {
	env, q := p.env, p.query()
	env.Shell.PickSave(env.T("rights.log_export", nil), "log-"+calendar.DateOf(env.Now()).String()+".csv", func(path string) {
		p.write(path, func(ctx context.Context, w io.Writer) (int, error) { return exchange.WriteAudit(ctx, w, env.Book, q) }, book.OpAuditExport)
	})
}

// writeRecord writes the record of processing.
func (p *presenter) writeRecord() {
	env, pr := p.env, p.env.Prefs.Get()
	o := exchange.RecordOptions{Printer: env.Printer, Backups: pr.Backup.Every, Encrypted: pr.Backup.Encrypted, Locked: pr.Lock.On(), Shared: env.Sharer.On()}
	if o.Shared {
		for _, d := range env.Sharer.State.Status.Devices {
			o.Devices = append(o.Devices, d.Label)
		}
	}
	env.Shell.PickSave(env.T("rights.record_title", nil), "record-"+calendar.DateOf(env.Now()).String()+".html", func(path string) {
		p.write(path, func(ctx context.Context, w io.Writer) (int, error) {
			return 0, exchange.WriteRecord(ctx, w, env.Book, o)
		}, "")
	})
}

func (p *presenter) write(path string, do func(context.Context, io.Writer) (int, error), note book.OpKind) {
	b := p.env.Book
	p.writing.Run(func(ctx context.Context) (n int, err error) {
		err = exchange.ToFile(path, func(w io.Writer) (err error) {
			n, err = do(ctx, w)
			return err
		})
		if err == nil && note != "" {
			err = b.History.Note(ctx, note, "csv", n)
		}
		return n, err
	}, func(_ int, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.env.Shell.Tell(p.env.T("rights.written", nil))
		p.reload()
	})
}

// request says of a request what is asked, by whom and until when.
func (p *presenter) request(x book.PetitionRow) (title, second string, late bool) {
	pr, today := p.env.Printer, calendar.DateOf(p.env.Now())
	title = erasing.Kind(pr, x.Kind)
	if x.Customer != nil {
		title = x.Customer.Name.Full + " · " + title
	}
	v := locales.V{"Received": pr.DateNear(x.Received, today), "Due": pr.DateNear(x.Due, today), "Law": erasing.Law(pr, x.Law)}
	switch {
	case x.Outcome != book.PetitionOpen:
		return title, p.env.T("rights.line_closed", locales.V{"Received": v["Received"], "Outcome": erasing.Outcome(pr, x.Outcome), "Date": pr.DateNear(x.ClosedOn, today)}), false
	case x.Due < today:
		return title, p.env.T("rights.line_late", v), true
	}
	return title, p.env.T("rights.line_open", v), false
}

// openRequest goes to the customer of a request.
func (p *presenter) openRequest(x book.PetitionRow) {
	if x.Customer != nil {
		p.env.Shell.Go(screen.Route{Screen: screen.Customers, ID: string(x.Customer.ID), Tab: "privacy"})
	}
}

// rule says whom a rule concerns and after how long.
func (p *presenter) rule(r book.Retention) (who, when string) {
	who = p.env.T(map[book.Kind]locales.ID{book.Person: "rights.rule_people", book.Organisation: "rights.rule_firms", "": "rights.rule_all"}[r.Kind], nil)
	if r.Segment != "" {
		name := p.env.T("rights.rule_gone", nil)
		for _, g := range p.segments {
			if g.ID == r.Segment {
				name = g.Name
			}
		}
		who += " · " + name
	}
	return who, p.env.N("rights.rule_years", r.Years, nil)
}

// ruleYears are the times that are offered.
var ruleYears = []int{1, 2, 3, 5, 7, 10}

func (p *presenter) addRule(kind, segment, years string) {
	b := p.env.Book
	n, err := strconv.Atoi(years)
	if err != nil {
		n = book.StandardYears
	}
	r := book.Retention{Kind: book.Kind(kind), Segment: book.ID(segment), Years: n}
	p.saving.Run(func(ctx context.Context) (book.Operation, error) {
		_, op, err := b.Retentions.Save(ctx, r)
		return op, err
	}, func(op book.Operation, err error) { p.after("rights.rule_saved", op, err) })
}

func (p *presenter) removeRule(r book.Retention) {
	b := p.env.Book
	p.saving.Run(func(ctx context.Context) (book.Operation, error) { return b.Retentions.Trash(ctx, r) },
		func(op book.Operation, err error) { p.after("rights.rule_removed", op, err) })
}

// keep notes why customers are kept, for so many years.
func (p *presenter) keep(ids []book.ID, reason string, years int) {
	b, until := p.env.Book, calendar.DateOf(p.env.Now()).AddMonths(12*years)
	p.saving.Run(func(ctx context.Context) (book.Operation, error) { return b.Retentions.Keep(ctx, ids, reason, until) },
		func(op book.Operation, err error) { p.after("rights.keep_done", op, err) })
}

// contact makes a follow-up for each of some customers.
func (p *presenter) contact(ids []book.ID) {
	b, title, due := p.env.Book, p.env.T("rights.contact_title", nil), calendar.DateOf(p.env.Now())+7
	p.saving.Run(func(ctx context.Context) (op book.Operation, err error) {
		for _, id := range ids {
			f := book.FollowUp{CustomerID: id, Title: title, Kind: book.MessageTask, Due: due, DueMinute: book.NoTime, Reminder: book.NoTime}
			if _, op, err = b.FollowUps.Save(ctx, f); err != nil {
				return op, err
			}
		}
		return op, nil
	}, func(op book.Operation, err error) {
		if len(ids) > 1 {
			op = book.Operation{} // undo would take back the last alone
		}
		p.after("rights.contact_done", op, err)
	})
}

// erase shows what goes with customers and erases them when it is confirmed.
func (p *presenter) erase(ids []book.ID, confirm func(x book.Traces, do func())) {
	b := p.env.Book
	p.tracing.Run(func(ctx context.Context) (book.Traces, error) { return b.Customers.Traces(ctx, ids...) }, func(x book.Traces, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		confirm(x, func() { erasing.Erase(p.env, &p.erased, ids, func(bool) { p.load() }) })
	})
}

func (p *presenter) after(id locales.ID, op book.Operation, err error) {
	if err != nil {
		p.env.Shell.Fail(err)
		return
	}
	if op.ID != "" {
		p.env.Shell.Done(p.env.T(id, nil), op)
	} else {
		p.env.Shell.Tell(p.env.T(id, nil))
	}
	p.load()
}

// lastWord says when a customer was last spoken to.
func (p *presenter) lastWord(x book.Stale) string {
	id := locales.ID("rights.stale_never")
	if x.Met {
		id = "rights.stale_last"
	}
	return p.env.T(id, locales.V{"Date": p.env.Printer.Date(x.Last)})
}
