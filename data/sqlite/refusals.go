package sqlite

import (
	"context"
	"errors"
	"os"

	"dragoman/data/book"
)

// refusals are what a book knows of those who do not want to be contacted.
type refusals struct {
	outs []book.OptOut
	keys []book.OptOutKey
	said []book.Consent // no, and no later answer to the same question
}

func refusalsIn(ctx context.Context, r reader) (x refusals, err error) {
	if x.outs, err = r.OptOuts(ctx, nil); err != nil {
		return x, err
	}
	if x.keys, err = r.OptOutKeys(ctx); err != nil {
		return x, err
	}
	x.said, err = ask(ctx, r, "store.refusals", func(s *session) ([]book.Consent, error) {
		return consents(ctx, s, "WHERE state IN ('declined', 'withdrawn') AND"+latest+inTurn)
	})
	return x, err
}

// CarryRefusals adds to a prepared copy, before it takes the place of the book at
// path, what was refused since the copy was made: a no outlives a restore as it
// outlives the customer. There is nothing to carry where no book lies, or one
// that cannot be read.
func CarryRefusals(ctx context.Context, copied, path string) (err error) {
	const op = "book.carry_refusals"
	if _, err := os.Stat(path); err != nil {
		return nil
	}
	present, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return nil // damaged, or of an older form
	}
	now, err := refusalsIn(ctx, present.reader)
	if err = errors.Join(err, present.Close()); err != nil || len(now.outs)+len(now.said) == 0 {
		return fault(op, err)
	}
	f, err := Open(ctx, copied, Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	then, err := refusalsIn(ctx, f.reader)
	if err != nil {
		return err
	}
	_, err = f.transactSilently(ctx, op, func(w *writer) error { return w.carry(context.WithoutCancel(ctx), now, then) })
	return fault(op, err)
}

// carry writes what is refused now and was not then, of customers who are there.
func (w *writer) carry(ctx context.Context, now, then refusals) error {
	for _, k := range now.keys {
		if err := w.PutOptOutKey(ctx, k); err != nil {
			return err
		}
	}
	stands := map[book.ID]bool{}
	for _, o := range then.outs {
		stands[o.ID] = o.TrashedAt.IsZero()
	}
	for _, o := range now.outs {
		if !o.TrashedAt.IsZero() || stands[o.ID] {
			continue
		}
		if err := w.PutOptOut(ctx, o); err != nil {
			return err
		}
	}
	for _, no := range now.said {
		var there bool
		err := w.s.row(ctx, "SELECT EXISTS (SELECT 1 FROM customer WHERE id = ?1) AND NOT EXISTS (SELECT 1 FROM consent WHERE id = ?2)",
			[]any{no.CustomerID, no.ID}, &there)
		if err == nil && there {
			err = w.PutConsent(ctx, no)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
