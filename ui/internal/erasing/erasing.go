// Package erasing asks before customers are erased for ever, and erases them: for
// the card of one and for the review of many. It also has the words of the
// requests that people make by law.
package erasing

import (
	"context"
	"slices"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Erase erases customers, notes it among the backups and says how it went.
func Erase(env *screen.Env, slot *screen.Slot[book.Erasure], ids []book.ID, then func(ok bool)) {
	b := env.Book
	var file backup.Ledger
	dir := ""
	if env.Keeper != nil {
		file, _ = env.Keeper.File.(backup.Ledger)
		dir = env.Keeper.Dir()
	}
	ids = slices.Clone(ids)
	slot.Run(func(ctx context.Context) (book.Erasure, error) {
		e, err := b.Customers.Erase(ctx, ids...)
		if err == nil && file != nil {
			err = backup.KeepLedger(ctx, file, dir)
		}
		return e, err
	}, func(e book.Erasure, err error) {
		if err != nil {
			env.Shell.Fail(err)
			then(false)
			return
		}
		text := env.N("rights.erased", e.Customers, nil)
		if !e.Sealed {
			text += " " + env.T("rights.erase_unsealed", nil)
		}
		env.Shell.Tell(text)
		then(true)
	})
}

// Kind names what is asked for.
func Kind(p *locales.Printer, k book.PetitionKind) string {
	return p.T(locales.ID("rights.kind_"+string(k)), nil)
}

// Law names a law.
func Law(p *locales.Printer, l book.Law) string {
	if l == "" {
		return p.T("rights.law_none", nil)
	}
	return p.T(locales.ID("rights.law_"+string(l)), nil)
}

// Term says how long a law gives, and where it says so.
func Term(p *locales.Printer, l book.Law) string {
	if l == "" {
		return p.T("rights.term_none", nil)
	}
	return p.T(locales.ID("rights.term_"+string(l)), nil)
}

// Outcome says how a request ended.
func Outcome(p *locales.Printer, o book.PetitionOutcome) string {
	return p.T(locales.ID("rights.outcome_"+string(o)), nil)
}

// Channel names how a request came.
func Channel(p *locales.Printer, c book.PetitionChannel) string {
	return p.T(locales.ID("rights.channel_"+string(c)), nil)
}

// Went says in lines what goes with customers, the rows of each table by their
// word.
func Went(p *locales.Printer, x book.Traces) []string {
	var out []string
	names := make([]string, 0, len(x.Rows))
	for name := range x.Rows {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		word := p.T("rights.other_table", nil)
		if id := locales.ID("customers.field_" + name); p.Has(id) {
			word = p.T(id, nil)
		}
		out = append(out, p.T("rights.goes_rows", locales.V{"What": word, "N": p.Int(int64(x.Rows[name]))}))
	}
	for _, l := range []struct {
		id locales.ID
		n  int
	}{
		{"rights.goes_merged", x.Customers - 1},
		{"rights.goes_changes", x.Changes},
		{"rights.goes_links", x.Links},
		{"rights.goes_pictures", x.Pictures},
		{"rights.goes_segments", len(x.Segments)},
	} {
		if l.n > 0 {
			out = append(out, p.N(l.id, l.n, nil))
		}
	}
	return out
}
