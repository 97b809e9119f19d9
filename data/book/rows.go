package book

import (
	"context"
	"errors"
	"iter"
	"slices"
)

// Row is one thing of the book as it is stored, for copies of all of it: its
// table, its columns by name (text, whole numbers; what is empty is left out)
// and the rows that belong to it by their tables. The picture of a customer
// stands among the values as PictureColumn, in base64.
type Row struct {
	Table  string
	Values map[string]any
	Parts  map[string][]map[string]any
}

// PictureColumn holds the picture in the row of a customer.
const PictureColumn = "picture_data"

// ID returns the id of the row, or "".
func (r Row) ID() ID {
	s, _ := r.Values["id"].(string)
	return ID(s)
}

// Rows yields everything in the book but its history: settings, customers,
// also those in the trash, notes, interactions, follow-ups and all the rest.
func (b *Book) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		stop := errors.New("stop")
		err := b.core.store.Dump(ctx, func(r Row) error {
			if !yield(r, nil) {
				return stop
			}
			return ctx.Err()
		})
		if err != nil && !errors.Is(err, stop) {
			yield(Row{}, wrap("book.rows", err))
		}
	}
}

// Bundles yields the customers that a filter picks with everything that
// belongs to them, in the order in which they came into the book.
func (s *Customers) Bundles(ctx context.Context, f CustomerFilter) iter.Seq2[Bundle, error] {
	const name = "customers.bundles"
	return func(yield func(Bundle, error) bool) {
		ids, err := s.IDs(ctx, f)
		for err == nil && len(ids) > 0 {
			n := min(len(ids), bundleBatch)
			var list []Bundle
			if list, err = s.c.store.Bundles(ctx, ids[:n]); err != nil {
				break
			}
			for _, b := range list {
				if !yield(b, nil) {
					return
				}
			}
			ids, err = ids[n:], ctx.Err()
		}
		if err != nil {
			yield(Bundle{}, wrap(name, err))
		}
	}
}

// bundleBatch is how many customers are read at once: many enough to be fast,
// few enough that memory stays flat.
const bundleBatch = 400

// LoadOptions steer how rows come into a book.
type LoadOptions struct {
	Overwrite bool              // what the copy has wins over what is there
	Coming    func(id ID) bool  // whether a customer is among the rows that still come
	Lost      func(what string) // hears of a column or a reference that cannot be kept
}

// RunRows brings the rows of a copy in, in one transaction: all or, when ctx is
// cancelled or the disk is full, none. What is there already is known by its
// id. Rows yields the same sequence each time it is called; it is walked
// twice, first to know who is coming.
//
// The mark of a demo book belongs to its file and is not copied. A copy of a
// demo book is Unsupported with Detail "invented" where it would stand among
// customers of another origin.
func (s *Imports) RunRows(ctx context.Context, rows func() iter.Seq2[Row, error], o ImportOptions) (ImportReport, error) {
	const name = "imports.rows"
	var rep ImportReport
	coming := map[ID]bool{}
	for r, err := range rows() {
		if err != nil {
			return ImportReport{}, wrap(name, err)
		}
		if r.Table == "customer" {
			coming[r.ID()] = true
		}
		rep.Invented = rep.Invented || r.marksDemo()
	}
	if rep.Invented {
		if err := s.apart(ctx, coming); err != nil {
			return ImportReport{}, wrap(name, err)
		}
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpImport, Detail: o.File}, func(tx Tx) error {
		g, err := s.c.guard(ctx, tx)
		if err == nil {
			err = g.load(ctx, true) // the list as it is before the copy brings its own
		}
		if err != nil {
			return err
		}
		n := 0
		spoken := map[ID]bool{} // customers with interactions among the rows
		var fresh []ID          // customers who were not there before
		for r, err := range rows() {
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				n++
				if rep.Invented && r.ofDemo() {
					continue
				}
				if c, ok := r.Values["customer"].(string); ok && r.Table == "interaction" {
					spoken[ID(c)] = true
				}
				added := rep.Added
				err = loadRow(ctx, tx, r, n, coming, o, &rep)
				if rep.Added > added {
					fresh = append(fresh, r.ID())
				}
			}
			if err != nil {
				return err
			}
		}
		for id := range spoken {
			if err := tx.Touch(ctx, id); err != nil {
				return err
			}
		}
		if err := guardLoaded(ctx, g, fresh); err != nil {
			return err
		}
		if o.DryRun || rep.Added+rep.Changed+rep.RowsNew == 0 {
			return errDryRun
		}
		return nil
	}, Change{Entity: EntityAll})
	if errors.Is(err, errDryRun) {
		return rep, nil
	}
	rep.Operation = op
	return rep, err
}

// marksDemo reports whether a row says that the book is a demo.
func (r Row) marksDemo() bool {
	return r.Table == "setting" && r.ID() == "demo" && r.Values["value"] == "1"
}

// ofDemo reports whether a row of a demo book speaks of that book alone: its
// mark, and who is said to own it.
func (r Row) ofDemo() bool {
	return r.Table == "setting" && slices.Contains([]ID{"demo", "demo_seed", "owner_name", "owner_latin", "company", "company_latin"}, r.ID())
}

// apart reports an error when the customers of a demo book would stand among
// others: in a book that is no demo and has somebody who is not coming.
func (s *Imports) apart(ctx context.Context, coming map[ID]bool) error {
	st, err := s.c.store.Settings(ctx)
	if err != nil || st.Demo {
		return err
	}
	ids, err := (&Customers{s.c}).IDs(ctx, CustomerFilter{})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(ids, func(id ID) bool { return !coming[id] }) {
		return &Error{Op: "imports.rows", Code: Unsupported, Detail: "invented"}
	}
	return nil
}

// guardLoaded looks whether addresses of customers who came in are on the list
// of those who opted out.
func guardLoaded(ctx context.Context, g *guard, fresh []ID) error {
	if g.empty {
		return nil // and what the copy itself refuses came with its own list
	}
	for _, id := range fresh {
		c, err := g.tx.Customer(ctx, id)
		if err != nil {
			return err
		}
		log, err := g.tx.Consents(ctx, id)
		if err != nil {
			return err
		}
		if _, err := g.settle(ctx, Customer{}, c, log); err != nil {
			return err
		}
	}
	return nil
}

// loadRow carries one row in and notes what became of it. Rows that say who is
// not there are reported and left out.
func loadRow(ctx context.Context, tx Tx, r Row, n int, coming map[ID]bool, o ImportOptions, rep *ImportReport) error {
	in := importer{o: o, rep: rep}
	item := ImportItem{Incoming: Incoming{Row: n}, Match: r.ID()}
	if r.Table == "customer" {
		rep.Read++
		item.Customer.Name.Full, _ = r.Values["name_full"].(string)
		item.Customer.Name.Reading, _ = r.Values["name_reading"].(string)
	}
	fate, err := tx.Load(ctx, r, LoadOptions{
		Overwrite: o.Existing == Update,
		Coming:    func(id ID) bool { return coming[id] },
		Lost: func(what string) {
			item.Warnings = append(item.Warnings, Warning{Row: n, Code: "not_kept", Field: what})
		},
	})
	var e *Error
	switch {
	case errors.As(err, &e) && e.Code == Invalid:
		item.Fate, item.Problem = FateFailed, &Problem{Code: "not_a_row", Field: e.Field}
	case err != nil:
		return err
	default:
		item.Fate = fate
	}
	if r.Table != "customer" && item.Fate != FateFailed {
		rep.Rows++
		if item.Fate != FateSkipped {
			rep.RowsNew++
		}
		for _, w := range item.Warnings {
			if len(rep.Warnings) < maxListed {
				rep.Warnings = append(rep.Warnings, w)
			}
		}
		return nil
	}
	in.note(item)
	if o.Progress != nil {
		o.Progress(rep.Read)
	}
	return nil
}
