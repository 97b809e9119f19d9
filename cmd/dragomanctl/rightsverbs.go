package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/term"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/data/prefs"
	"dragoman/data/sqlite"
	"dragoman/locales"
)

// openNoting opens a book that notes that data left the machine; one that cannot
// be written is only read.
func (c *call) openNoting(ctx context.Context) (b *book.Book, f *sqlite.File, done func(), err error) {
	b, f, done, err = c.open(ctx, false)
	if code := book.CodeOf(err); code == book.ReadOnly || code == book.Locked {
		return c.open(ctx, true)
	}
	return b, f, done, err
}

// note writes down that data left the machine. A book that cannot be written
// cannot say so.
func note(ctx context.Context, b *book.Book, kind book.OpKind, detail string, rows int) error {
	err := b.History.Note(ctx, kind, detail, rows)
	if code := book.CodeOf(err); code == book.ReadOnly || code == book.Locked {
		return nil
	}
	return err
}

// access writes all that is kept about a customer.
func access(c *call) func(context.Context, []string) error {
	c.bookFlag()
	s := c.secretFlag()
	encrypt := c.flags.Bool("encrypt", false, "")
	others := c.flags.Bool("others", false, "")
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) (err error) {
		switch {
		case len(args) == 0:
			return &wrongCall{"rights.customer_needed", nil}
		case len(args) > 2:
			return tooMany(args[2:])
		}
		o := exchange.AccessOptions{Printer: c.p, Others: *others}
		if o.Passphrase, err = s.given(); err == nil && o.Passphrase == "" && *encrypt {
			o.Passphrase, err = s.ask(true)
		}
		if err != nil {
			return err
		}
		b, _, done, err := c.openNoting(ctx)
		if err != nil {
			return err
		}
		defer done()
		out := "access-" + b.Now().Format("2006-01-02") + ".zip"
		if o.Passphrase != "" {
			out += ".age"
		}
		if len(args) == 2 {
			out = args[1]
		}
		var rep exchange.AccessReport
		write := func(w io.Writer) (err error) {
			rep, err = exchange.WriteAccess(ctx, w, b, book.ID(args[0]), o)
			return err
		}
		if out == "-" {
			err = write(c.out)
		} else {
			err = exchange.ToFile(out, write)
		}
		if err != nil {
			return err
		}
		if err := note(ctx, b, book.OpAccess, "zip", 1); err != nil {
			return err
		}
		c.say("rights.access_done", locales.V{"File": out})
		if rep.Review() {
			c.say("rights.access_review", locales.V{"Named": rep.Named, "Mentions": rep.Mentions})
		}
		if o.Passphrase == "" {
			c.say("rights.access_plain", nil)
		}
		if *asJSON && out != "-" {
			return c.writeJSON(map[string]any{"file": out, "rows": rep.Rows, "named": rep.Named, "mentions": rep.Mentions, "files": rep.Files, "missing": rep.Missing})
		}
		return nil
	}
}

// eraseCustomer erases a customer for ever.
func eraseCustomer(c *call) func(context.Context, []string) error {
	c.bookFlag()
	yes := c.flags.Bool("yes", false, "")
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case len(args) == 0:
			return &wrongCall{"rights.customer_needed", nil}
		case len(args) > 1:
			return tooMany(args[1:])
		}
		b, f, done, err := c.open(ctx, false)
		if err != nil {
			return err
		}
		defer done()
		id := book.ID(args[0])
		who, err := b.Customers.Get(ctx, id)
		if err != nil {
			return err
		}
		x, err := b.Customers.Traces(ctx, id)
		if err != nil {
			return err
		}
		c.say("rights.erase_will", locales.V{"Name": who.Name.Full, "Rows": total(x), "Changes": x.Changes})
		if n := len(x.Mentions) + x.Workplace; n > 0 {
			fmt.Fprintln(c.words, c.p.N("rights.erase_stays", n, nil))
		}
		if !*yes {
			if err := c.typed(c.p.T("rights.erase_word", nil)); err != nil {
				return err
			}
		}
		e, err := b.Customers.Erase(ctx, id)
		if err != nil {
			return err
		}
		if dir, err := backupDir(); err != nil {
			return err
		} else if err := backup.KeepLedger(ctx, f, dir); err != nil {
			slog.Error("keep the ledger among the backups", "err", err)
		}
		c.say("rights.erase_done", nil)
		if !e.Sealed {
			c.say("rights.erase_unsealed", nil)
		}
		if *asJSON {
			return c.writeJSON(map[string]any{"customers": e.Customers, "sealed": e.Sealed, "rows": x.Rows, "changes": x.Changes, "mentions": len(x.Mentions)})
		}
		return nil
	}
}

// total counts the rows that go.
func total(x book.Traces) int {
	n := x.Customers
	for _, k := range x.Rows {
		n += k
	}
	return n
}

// typed asks for a word on the terminal.
func (c *call) typed(word string) error {
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return &notDone{"rights.erase_nowhere", nil}
	}
	c.say("rights.erase_ask", locales.V{"Word": word})
	var got string
	if _, err := fmt.Fscanln(os.Stdin, &got); err != nil || !strings.EqualFold(got, word) {
		return &notDone{"rights.erase_not", nil}
	}
	return nil
}

// audit lists who did what, or writes the record of processing.
func audit(c *call) func(context.Context, []string) error {
	c.bookFlag()
	from := c.flags.String("from", "", "")
	to := c.flags.String("to", "", "")
	actor := c.flags.String("actor", "", "")
	kind := c.flags.String("kind", "", "")
	format := c.flags.String("format", "csv", "")
	limit := c.flags.Int("limit", 0, "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 0 && args[0] == "record" {
			return c.record(ctx, args[1:])
		}
		if len(args) > 0 {
			return tooMany(args)
		}
		b, _, done, err := c.open(ctx, true)
		if err != nil {
			return err
		}
		defer done()
		home, err := b.Home(ctx)
		if err != nil {
			return err
		}
		q := book.AuditQuery{Actor: *actor, Limit: 1000}
		for _, x := range list(*kind) {
			q.Kinds = append(q.Kinds, book.OpKind(x))
		}
		if q.From, err = dayStart(*from, home, 0); err == nil {
			q.To, err = dayStart(*to, home, 1)
		}
		if err != nil {
			return err
		}
		return c.auditTable(ctx, b, q, *format, *limit)
	}
}

// dayStart is the instant at which a day, or one some days later, begins.
func dayStart(text string, home *time.Location, later calendar.Date) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		return time.Time{}, &wrongCall{"ctl.date_needed", nil}
	}
	return (d + later).In(home, 0, 0), nil
}

func (c *call) auditTable(ctx context.Context, b *book.Book, q book.AuditQuery, format string, limit int) error {
	t, err := c.newTable(format, "at", "actor", "kind", "detail", "rows", "undone", "id", "customers", "more")
	if err != nil {
		return err
	}
	for {
		p, err := b.History.Audit(ctx, q)
		if err != nil {
			return err
		}
		for _, h := range p.Rows {
			if limit > 0 && t.rows >= limit {
				return t.close()
			}
			ids := make([]string, len(h.Customers))
			for i, r := range h.Customers {
				ids[i] = string(r.ID)
			}
			if err := t.add(h.At, h.Actor, string(h.Kind), h.Detail, h.Operation.Rows, h.Undone, string(h.ID), strings.Join(ids, ";"), h.More); err != nil {
				return err
			}
		}
		if q.After = p.Next; p.Next == 0 {
			return t.close()
		}
	}
}

// record writes the record of processing.
func (c *call) record(ctx context.Context, args []string) error {
	if len(args) > 1 {
		return tooMany(args[1:])
	}
	out := "-"
	if len(args) == 1 {
		out = args[0]
	}
	b, f, done, err := c.open(ctx, true)
	if err != nil {
		return err
	}
	defer done()
	o := exchange.RecordOptions{Printer: c.p}
	session, err := sessionOf(ctx, b, f)
	if err != nil {
		return err
	}
	state, err := session.State(ctx)
	if err != nil {
		return err
	}
	o.Shared = state.Shared
	for _, d := range state.Status.Devices {
		o.Devices = append(o.Devices, d.Label)
	}
	if file, err := prefs.Default(); err == nil {
		if p, err := file.Load(); err == nil {
			o.Backups, o.Encrypted = p.Backup.Every, p.Backup.Encrypted
		}
	}
	write := func(w io.Writer) error { return exchange.WriteRecord(ctx, w, b, o) }
	if out == "-" {
		return write(c.out)
	}
	if err := exchange.ToFile(out, write); err != nil {
		return errors.Join(err)
	}
	c.say("rights.record_done", locales.V{"File": filepath.Base(out)})
	return nil
}
