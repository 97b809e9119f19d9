package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/data/sample"
	"dragoman/data/sqlite"
	"dragoman/locales"
	"dragoman/locales/explain"
)

// demo makes a book of invented customers.
func demo(c *call) func(context.Context, []string) error {
	c.bookFlag()
	n := c.flags.Int("customers", sample.DefaultCustomers, "")
	seed := c.flags.Int64("seed", sample.DefaultSeed, "")
	return func(ctx context.Context, args []string) error {
		switch {
		case c.path == "":
			return &wrongCall{"ctl.book_needed", nil}
		case len(args) > 0:
			return tooMany(args)
		case *n < 0 || *n > 1_000_000:
			return &wrongCall{"ctl.customers_range", nil}
		}
		f, err := sqlite.Create(ctx, c.path, sqlite.Options{})
		if err != nil {
			return err
		}
		step, clear := c.progress("ctl.demo_progress")
		err = sample.Fill(ctx, book.New(f, time.Now), sample.Options{
			Customers: *n, Seed: *seed, Language: c.p.Tag(), Today: calendar.DateOf(time.Now()), Progress: step, Letters: true,
			CaseTitle: func(x book.Case) string { return explain.CaseTitle(c.p, x) },
		})
		clear()
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
		fmt.Fprintln(c.words, c.p.N("ctl.demo_done", *n, locales.V{"File": c.path}))
		return nil
	}
}

func tooMany(args []string) error {
	return &wrongCall{"ctl.too_many", locales.V{"Word": args[0]}}
}

// importSummary is what import prints as JSON.
type importSummary struct {
	Read      int             `json:"read"`
	Added     int             `json:"added"`
	Changed   int             `json:"changed"`
	Skipped   int             `json:"skipped"`
	Failed    int             `json:"failed"`
	DryRun    bool            `json:"dry_run"`
	Operation []book.ID       `json:"operations"`
	Warnings  []importWarning `json:"warnings"`
}

type importWarning struct {
	File    string `json:"file"`
	Row     int    `json:"row"`
	Code    string `json:"code"`
	Field   string `json:"field,omitempty"`
	Message string `json:"message"`
}

// importFiles brings customers in, one operation a file.
func importFiles(c *call) func(context.Context, []string) error {
	c.bookFlag()
	layout := c.flags.String("layout", "auto", "")
	encoding := c.flags.String("encoding", "auto", "")
	existing := c.flags.String("existing", string(book.Fill), "")
	dryRun := c.flags.Bool("dry-run", false, "")
	badRows := c.flags.String("bad-rows", "", "")
	asJSON := c.flags.Bool("json", false, "")
	dates := c.flags.String("dates", "", "")
	basis := c.flags.String("basis", "", "")
	pass := c.secretFlag()
	return func(ctx context.Context, args []string) error {
		if len(args) == 0 {
			return &wrongCall{"ctl.file_needed", nil}
		}
		e := book.Existing(*existing)
		if e != book.Skip && e != book.Fill && e != book.Update {
			return &wrongCall{"ctl.unknown_existing", nil}
		}
		if *basis != "" && !slices.Contains(book.Bases(), book.LawfulBasis(*basis)) {
			return &wrongCall{"error.basis_unknown", nil}
		}
		b, f, done, err := c.open(ctx, false)
		if err != nil {
			return err
		}
		defer done()
		if !*dryRun {
			if err := c.saveBefore(ctx, b, f, pass); err != nil {
				return err
			}
		}
		o := exchange.Options{Language: c.p.Tag(), DateOrder: exchange.DateOrder(*dates)}
		if s, err := b.Settings(ctx); err != nil {
			return err
		} else if len(s.HomeCulture) >= 2 {
			o.Region = s.HomeCulture[:2]
		}
		if *layout != "auto" {
			o.Layout = exchange.Layout(*layout)
		}
		if *encoding != "auto" {
			o.Encoding = *encoding
		}
		sum := importSummary{DryRun: *dryRun, Warnings: []importWarning{}, Operation: []book.ID{}}
		var failures []book.ImportItem
		for _, path := range args {
			rep, err := c.importFile(ctx, b, path, o, book.ImportOptions{File: filepath.Base(path), Existing: e, DryRun: *dryRun, Basis: book.LawfulBasis(*basis)})
			if err != nil {
				return err
			}
			sum.take(c.p, filepath.Base(path), rep)
			if rep.Invented && rep.Added > 0 {
				if s, err := b.Settings(ctx); err != nil {
					return err
				} else if !s.Demo {
					fmt.Fprintln(c.words, c.p.T("import.invented", nil))
				}
			}
			failures = append(failures, rep.Failures...)
		}
		if *badRows != "" && len(failures) > 0 {
			if err := writeBadRows(c.p, *badRows, failures); err != nil {
				return err
			}
		}
		if *asJSON {
			return c.writeJSON(sum)
		}
		return c.tellImport(sum)
	}
}

// importFile reads one file.
func (c *call) importFile(ctx context.Context, b *book.Book, path string, o exchange.Options, io book.ImportOptions) (book.ImportReport, error) {
	f, err := os.Open(path)
	if err != nil {
		return book.ImportReport{}, &notDone{"ctl.cannot_open", locales.V{"File": path}}
	}
	defer func() {
		if err := f.Close(); err != nil {
			slog.Error("close", "err", err)
		}
	}()
	st, err := f.Stat()
	if err != nil {
		return book.ImportReport{}, err
	}
	src, err := exchange.Open(ctx, filepath.Base(path), st.Size(), f, o)
	if err != nil {
		fmt.Fprintln(c.words, path)
		return book.ImportReport{}, err
	}
	step, clear := c.progress("ctl.import_progress")
	io.Progress = step
	rep, err := src.Into(ctx, b, io)
	clear()
	return rep, err
}

func (s *importSummary) take(p *locales.Printer, file string, r book.ImportReport) {
	s.Read += r.Read
	s.Added += r.Added
	s.Changed += r.Changed
	s.Skipped += r.Skipped
	s.Failed += r.Failed
	if r.Operation.ID != "" {
		s.Operation = append(s.Operation, r.Operation.ID)
	}
	for _, f := range r.Failures {
		s.Warnings = append(s.Warnings, importWarning{file, f.Row, f.Problem.Code, f.Problem.Field, explain.Problem(p, *f.Problem)})
	}
	for _, w := range r.Warnings {
		s.Warnings = append(s.Warnings, importWarning{file, w.Row, w.Code, w.Field, explain.Warning(p, w)})
	}
}

// tellImport prints the numbers for a person.
func (c *call) tellImport(s importSummary) error {
	id := locales.ID("ctl.import_done")
	if s.DryRun {
		id = "ctl.import_would"
	}
	_, err := fmt.Fprintln(c.out, c.p.T(id, locales.V{
		"Read": s.Read, "Added": s.Added, "Changed": s.Changed, "Skipped": s.Skipped, "Failed": s.Failed,
	}))
	for _, w := range s.Warnings {
		fmt.Fprintf(c.words, "%s:%d: %s\n", w.File, w.Row, w.Message)
	}
	return err
}

// writeBadRows keeps the rows that did not come in, with the reason first, so
// that they can be mended and imported again.
func writeBadRows(p *locales.Printer, path string, items []book.ImportItem) (err error) {
	f, err := os.Create(path)
	if err != nil {
		return &notDone{"ctl.cannot_write", locales.V{"File": path}}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return csv.NewWriter(f).WriteAll(explain.BadRows(p, items))
}

// undo takes an operation back.
func undo(c *call) func(context.Context, []string) error {
	c.bookFlag()
	last := c.flags.Bool("last", false, "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 1 || len(args) == 1 && *last {
			return tooMany(args[len(args)-1:])
		}
		b, _, done, err := c.open(ctx, false)
		if err != nil {
			return err
		}
		defer done()
		var id book.ID
		if len(args) == 1 {
			id = book.ID(args[0])
		} else {
			op, ok, err := b.History.Last(ctx, book.OpImport, book.OpMerge, book.OpCustomerTag, book.OpCustomerTrash, book.OpCustomerRestore,
				book.OpOwnDayAdd, book.OpOwnDayEdit, book.OpOwnDayTrash, book.OpOrderAdd, book.OpOrderTrash, book.OpOrderImport, book.OpRateSave, book.OpDealAdd, book.OpDealMove, book.OpContactLog, book.OpContactTrash,
				book.OpCaseAdd, book.OpCaseEdit, book.OpCaseStep, book.OpCaseReopen, book.OpCaseTrash, book.OpSurveyAdd, book.OpSurveyTrash,
				book.OpCampaignAdd, book.OpCampaignEdit, book.OpCampaignSend, book.OpCampaignClose, book.OpCampaignReopen, book.OpCampaignTrash, book.OpMember, book.OpMemberLeave, book.OpCustomerEdit,
				book.OpSegment, book.OpSegmentTrash, book.OpFollowUpAdd)
			if err != nil {
				return err
			}
			if !ok {
				return &notDone{"ctl.nothing_to_undo", nil}
			}
			id = op.ID
		}
		op, kept, err := b.History.Undo(ctx, id)
		if err == nil {
			c.undone(op, kept)
		}
		return err
	}
}

// undone says what was taken back.
func (c *call) undone(op book.Operation, kept int) {
	c.say("ctl.undone", locales.V{"Rows": op.Rows})
	if kept > 0 {
		fmt.Fprintln(c.words, c.p.N("ctl.undo_kept", kept, nil))
	}
}

// customers lists customers in the order of their names.
func customers(c *call) func(context.Context, []string) error {
	c.bookFlag()
	query := c.flags.String("query", "", "")
	segment := c.flags.String("segment", "", "")
	culture := c.flags.String("culture", "", "")
	country := c.flags.String("country", "", "")
	tag := c.flags.String("tag", "", "")
	allowed := c.flags.String("consent", "", "")
	format := c.flags.String("format", "csv", "")
	limit := c.flags.Int("limit", 0, "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return tooMany(args)
		}
		b, _, done, err := c.open(ctx, true)
		if err != nil {
			return err
		}
		defer done()
		if *query, err = withSegment(ctx, b, *segment, *query); err != nil {
			return err
		}
		if *allowed != "" {
			*query = strings.TrimSpace(*query + " consent:" + *allowed)
		}
		t, err := c.newTable(*format, "id", "name", "latin", "reading", "kind", "organisation", "cultures", "country",
			"languages", "timezone", "preferred_channel", "tags", "last_contact")
		if err != nil {
			return err
		}
		q := book.CustomerQuery{Limit: 500, Filter: book.CustomerFilter{
			Text: *query, Cultures: upper(list(*culture)), Countries: upper(list(*country)),
		}}
		if *tag != "" {
			q.Filter.Tags = []string{*tag}
		}
		for {
			page, err := b.Customers.List(ctx, q)
			if err != nil {
				return err
			}
			for _, r := range page.Rows {
				if *limit > 0 && t.rows >= *limit {
					return t.close()
				}
				if err := t.add(customerCells(r)...); err != nil {
					return err
				}
			}
			if page.Next == "" {
				return t.close()
			}
			q.After = page.Next
		}
	}
}

func customerCells(r book.CustomerRow) []any {
	preferred := ""
	if r.Preferred.Value != "" {
		preferred = string(r.Preferred.Kind) + ":" + r.Preferred.Value
	}
	last := ""
	if !r.LastContact.IsZero() {
		last = r.LastContact.UTC().Format(time.RFC3339)
	}
	return []any{
		string(r.ID), r.Name.Full, r.Name.Latin, r.Name.Reading, string(r.Kind), r.Organisation,
		strings.Join(r.Cultures, ";"), r.Country, strings.Join(r.Languages, ";"), r.TimeZone, preferred,
		strings.Join(r.Tags, ";"), last,
	}
}

func upper(xs []string) []string {
	for i, x := range xs {
		xs[i] = strings.ToUpper(x)
	}
	return xs
}

// search finds what the search box finds in the book.
func search(c *call) func(context.Context, []string) error {
	c.bookFlag()
	limit := c.flags.Int("limit", 20, "")
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) error {
		if len(args) == 0 {
			return &wrongCall{"ctl.query_needed", nil}
		}
		b, _, done, err := c.open(ctx, true)
		if err != nil {
			return err
		}
		defer done()
		hits, err := b.Search(ctx, strings.Join(args, " "), *limit)
		if err != nil {
			return err
		}
		format := "csv"
		if *asJSON {
			format = "json"
		}
		t, err := c.newTable(format, "kind", "id", "title", "snippet")
		if err != nil {
			return err
		}
		for _, h := range hits {
			if err := t.add(string(h.Kind), string(h.ID), h.Title, h.Snippet); err != nil {
				return err
			}
		}
		return t.close()
	}
}

// followups lists what is to be done.
func followups(c *call) func(context.Context, []string) error {
	c.bookFlag()
	due := c.flags.String("due", "today", "")
	format := c.flags.String("format", "csv", "")
	return func(ctx context.Context, args []string) error {
		view := book.FollowUpView(*due)
		switch {
		case len(args) > 0:
			return tooMany(args)
		case view != book.ViewToday && view != book.ViewOverdue && view != book.ViewWeek && view != book.ViewAll:
			return &wrongCall{"ctl.unknown_due", nil}
		}
		b, _, done, err := c.open(ctx, true)
		if err != nil {
			return err
		}
		defer done()
		rows, err := b.FollowUps.List(ctx, book.FollowUpQuery{View: view, Limit: 100_000})
		if err != nil {
			return err
		}
		t, err := c.newTable(*format, "id", "due", "time", "zone", "title", "kind", "priority", "customer_id", "customer", "repeat", "snoozed")
		if err != nil {
			return err
		}
		for _, r := range rows {
			at, name := "", ""
			if r.DueMinute != book.NoTime {
				at = fmt.Sprintf("%02d:%02d", r.DueMinute/60, r.DueMinute%60)
			}
			if r.Customer != nil {
				name = r.Customer.Name.Full
			}
			err := t.add(string(r.ID), r.Due.String(), at, r.Zone, r.Title, string(r.Kind), int(r.Priority),
				string(r.CustomerID), name, r.Repeat, r.Snoozed.String())
			if err != nil {
				return err
			}
		}
		return t.close()
	}
}

// check looks for faults in the file.
func check(c *call) func(context.Context, []string) error {
	c.bookFlag()
	return func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return tooMany(args)
		}
		_, f, done, err := c.open(ctx, true)
		if err != nil {
			return err
		}
		defer done()
		faults, err := f.Check(ctx)
		if err != nil {
			return err
		}
		for _, x := range faults {
			fmt.Fprintln(c.out, x)
		}
		if len(faults) > 0 {
			return &notDone{"ctl.check_faults", locales.V{"Count": len(faults)}}
		}
		c.say("ctl.check_clean", nil)
		return nil
	}
}
