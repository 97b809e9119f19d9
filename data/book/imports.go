package book

import (
	"context"
	"errors"
	"iter"
	"slices"
	"strings"
)

// Imports holds the use case of bringing customers in from a file.
type Imports struct{ c *core }

// Incoming is one customer as a file has it. Row is where it begins, counted
// from 1. A row that could not be read has a Problem and is reported, while the
// others come in. A calendar also has what is for nobody: then the Customer has
// no name and the row is its follow-ups and own days alone.
type Incoming struct {
	Row          int
	Customer     Customer // its Organisation is the name as written
	Notes        []string // paragraphs
	Interactions []Interaction
	FollowUps    []FollowUp
	OwnDays      []OwnDay
	Consents     []Consent // what the customer said, as the file has it
	Warnings     []Warning
	Problem      *Problem
}

// Loose reports whether the row is for no customer.
func (in Incoming) Loose() bool {
	return in.Customer.Name.Full == "" && len(in.FollowUps)+len(in.OwnDays) > 0
}

// Warning says of a row that came in what could not be taken as it was; the
// value is kept aside in the customer's Origin.
type Warning struct {
	Row   int
	Code  string // "date_unread", "phone_unread", "picture_unread", …
	Field string
}

// Problem says why a row could not be read.
type Problem struct {
	Code  string // "columns", "quote", "cut", "no_name", "encoding", …
	Field string
}

// Existing says what to do with a customer who is in the book already.
type Existing string

// The choices. A blank in the file never erases anything.
const (
	Skip   Existing = "skip"   // leave them as they are
	Fill   Existing = "fill"   // fill blanks only
	Update Existing = "update" // what the file has wins
	Ask    Existing = "ask"    // as Decide says, and skip where it says nothing
)

// ImportOptions steer an import. File is the file's name for the history.
type ImportOptions struct {
	File     string
	Existing Existing         // "" is Fill
	Decide   map[int]Existing // with Ask: the choice for a row
	Basis    LawfulBasis      // of customers who are new; "" is that of the settings
	DryRun   bool             // work out the report, change nothing
	Sample   int              // how many items the report keeps, the first ones
	Progress func(read int)
}

// Fate is what an import does with a row.
type Fate string

// The fates of a row.
const (
	FateAdded   Fate = "added"
	FateChanged Fate = "changed"
	FateSkipped Fate = "skipped" // in the book already, nothing new
	FateFailed  Fate = "failed"
)

// ImportItem is one row of the report.
type ImportItem struct {
	Incoming
	Fate  Fate
	By    MatchedBy // how an existing customer was found
	Match ID
}

// ImportReport says what an import did or, after a dry run, would do.
type ImportReport struct {
	Read, Added, Changed, Skipped, Failed int

	// Rows counts what a copy of a book holds beside its customers, RowsNew how
	// much of that was not there before.
	Rows, RowsNew int

	// Invented is set when the copy is one of a demo book: its customers are
	// nobody, and the book that they came into is not marked for them.
	Invented bool

	Warnings  []Warning // the first thousand
	Failures  []ImportItem
	Sample    []ImportItem
	Known     []ImportItem // with Ask: who is in the book already and differs, the first thousand
	Operation Operation    // to undo it; its ID is "" when nothing was changed
}

// maxListed bounds the lists of a report; its numbers count everything.
const maxListed = 1000

// errDryRun ends the transaction of a dry run.
var errDryRun = errors.New("dry run")

// Run brings the rows in, in one transaction: all of the good ones or, when
// ctx is cancelled or the disk is full, none. Rows that could not be read are
// reported. The same file a second time changes nothing.
func (s *Imports) Run(ctx context.Context, rows iter.Seq2[Incoming, error], o ImportOptions) (ImportReport, error) {
	const name = "imports.run"
	if o.Existing == "" {
		o.Existing = Fill
	}
	var rep ImportReport
	run := func(tx Tx) error {
		g, err := s.c.guard(ctx, tx)
		if err != nil {
			return err
		}
		if err := g.load(ctx, true); err != nil {
			return err
		}
		in := importer{s: s, tx: tx, o: o, rep: &rep, organisations: map[string]ID{}, guard: g}
		n, err := tx.CountCustomers(ctx, CustomerFilter{})
		if err != nil {
			return err
		}
		if n == 0 {
			in.known = &known{keys: map[string]bool{}}
		}
		for row, err := range readAhead(ctx, rows) {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = in.take(ctx, row)
			}
			if err != nil {
				return err
			}
			if o.Progress != nil {
				o.Progress(rep.Read)
			}
		}
		if o.DryRun || rep.Added+rep.Changed == 0 {
			return errDryRun
		}
		return nil
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpImport, Detail: o.File}, run, Change{Entity: EntityAll})
	if errors.Is(err, errDryRun) {
		return rep, nil
	}
	rep.Operation = op
	return rep, err
}

// importer is the state of one run.
type importer struct {
	s   *Imports
	tx  Tx
	o   ImportOptions
	rep *ImportReport

	known         *known        // nil unless the book was empty
	organisations map[string]ID // by name, "" when there is no card
	tasks         map[string]bool
	guard         *guard
}

// take carries one row in.
func (in *importer) take(ctx context.Context, row Incoming) error {
	in.rep.Read++
	item := ImportItem{Incoming: row}
	if row.Problem == nil && row.Loose() {
		n, err := in.addAround(ctx, "", row)
		if err != nil {
			return err
		}
		item.Fate = FateSkipped
		if n > 0 {
			item.Fate = FateAdded
		}
		in.note(item)
		return nil
	}
	if row.Problem == nil {
		item.Customer = Tidy(row.Customer)
		if err := Validate(item.Customer); err != nil {
			var e *Error
			errors.As(err, &e)
			item.Problem = &Problem{Code: e.Field + "_" + e.Detail, Field: e.Field}
		}
	}
	if item.Problem != nil {
		item.Fate = FateFailed
		in.note(item)
		return nil
	}
	old, by, err := in.match(ctx, item.Customer)
	if err != nil {
		return err
	}
	item.By, item.Match = by, old
	switch {
	case old == "":
		item.Fate, err = FateAdded, in.add(ctx, item.Customer, row)
	case by == ByFingerprint || in.choice(row) == Skip && in.o.Existing != Ask:
		item.Fate = FateSkipped
	default:
		item.Fate, err = in.merge(ctx, old, item.Customer, row)
	}
	if err == nil {
		in.note(item)
	}
	return err
}

// note counts an item and keeps it when it is among the first.
func (in *importer) note(item ImportItem) {
	r := in.rep
	switch item.Fate {
	case FateAdded:
		r.Added++
	case FateChanged:
		r.Changed++
	case FateSkipped:
		r.Skipped++
	case FateFailed:
		r.Failed++
		if len(r.Failures) < maxListed {
			r.Failures = append(r.Failures, item)
		}
	}
	for _, w := range item.Warnings {
		if len(r.Warnings) < maxListed {
			w.Row = item.Row
			r.Warnings = append(r.Warnings, w)
		}
	}
	if len(r.Sample) < in.o.Sample {
		r.Sample = append(r.Sample, item)
	}
}

// match finds who in the book the row is about. A shared phone or mail alone
// does not make two people one: the names must agree too.
func (in *importer) match(ctx context.Context, c Customer) (ID, MatchedBy, error) {
	var normals []string
	for _, ch := range c.Channels {
		if ch.Normal != "" && (ch.Kind == Phone || ch.Kind == Email) {
			normals = append(normals, ch.Normal)
		}
	}
	if !in.known.seen(c.Origin, normals) {
		return "", "", nil
	}
	ids, by, err := in.tx.Match(ctx, c.Origin, normals)
	if err != nil || len(ids) == 0 {
		return "", "", err
	}
	if by != ByChannel {
		return ids[0], by, nil
	}
	for _, id := range ids {
		old, err := in.tx.Customer(ctx, id)
		if err != nil {
			return "", "", err
		}
		if sameName(old.Name, c.Name) && !toldApart(old.Origin, c.Origin) {
			return id, by, nil
		}
	}
	return "", "", nil
}

// toldApart reports whether the program from which two came gives them
// different ids: then they are two, whatever they share.
func toldApart(a, b Origin) bool {
	return a.Source == b.Source && a.ExternalID != "" && b.ExternalID != "" && a.ExternalID != b.ExternalID
}

// sameName reports whether two names may be one person's: the same words in
// any order and case, in the original script or in Latin.
func sameName(a, b Name) bool {
	words := func(s string) string {
		w := strings.Fields(Fold(s))
		slices.Sort(w)
		return strings.Join(w, " ")
	}
	for _, x := range []string{a.Full, a.Latin} {
		for _, y := range []string{b.Full, b.Latin} {
			if x != "" && y != "" && words(x) == words(y) {
				return true
			}
		}
	}
	return false
}

// link is linkOrganisation with a memory: a file names the same few
// organisations again and again.
func (in *importer) link(ctx context.Context, c *Customer) error {
	if c.Kind == Organisation {
		delete(in.organisations, c.Name.Full)
		return nil
	}
	if id, ok := in.organisations[c.Organisation]; ok && c.OrganisationID == "" {
		c.OrganisationID = id
		return nil
	}
	name := c.Organisation
	if err := linkOrganisation(ctx, in.tx, c); err != nil {
		return err
	}
	in.organisations[name] = c.OrganisationID
	return nil
}

func (in *importer) add(ctx context.Context, c Customer, row Incoming) error {
	now := in.s.c.now().UTC()
	c.ID, c.CreatedAt, c.UpdatedAt, c.Version = NewID(), now, now, 0
	if err := in.link(ctx, &c); err != nil {
		return err
	}
	if c.Basis == "" {
		c.Basis = in.o.Basis
	}
	if err := in.tx.PutCustomer(ctx, c); err != nil {
		return err
	}
	if _, err := in.consents(ctx, Customer{}, c, row); err != nil {
		return err
	}
	if _, err := in.addNotes(ctx, c.ID, row.Notes, nil); err != nil {
		return err
	}
	_, err := in.addAround(ctx, c.ID, row)
	return err
}

// merge fills or updates a customer from the file and says whether anything
// came of it.
func (in *importer) merge(ctx context.Context, id ID, c Customer, row Incoming) (Fate, error) {
	old, err := in.tx.Customer(ctx, id)
	if err != nil {
		return "", err
	}
	if in.o.Existing == Ask && differs(old, c) && len(in.rep.Known) < maxListed {
		row.Customer = c
		in.rep.Known = append(in.rep.Known, ImportItem{Incoming: row, Match: id})
	}
	if in.choice(row) == Skip {
		return FateSkipped, nil
	}
	merged, changed := MergeInto(old, c, in.choice(row) == Update)
	if changed {
		merged.UpdatedAt = in.s.c.now().UTC()
		if err := in.tx.PutCustomer(ctx, merged); err != nil {
			return "", err
		}
		clear(in.organisations) // it may have been an organisation's name
	}
	var had []Note
	if len(row.Notes) > 0 {
		if had, err = in.tx.Notes(ctx, id); err != nil {
			return "", err
		}
	}
	added, err := in.addNotes(ctx, id, row.Notes, had)
	if err != nil {
		return "", err
	}
	said, err := in.consents(ctx, old, merged, row)
	if err != nil {
		return "", err
	}
	more, err := in.addAround(ctx, id, row)
	more += said
	if err != nil || !changed && added+more == 0 {
		return FateSkipped, err
	}
	return FateChanged, nil
}

// choice is what to do with somebody who is in the book already.
func (in *importer) choice(row Incoming) Existing {
	if in.o.Existing != Ask {
		return in.o.Existing
	}
	if c := in.o.Decide[row.Row]; c != "" {
		return c
	}
	return Skip
}

// differs reports whether a file says of somebody what the book does not.
func differs(old, c Customer) bool {
	_, changed := MergeInto(clone(old), c, true)
	return changed
}
