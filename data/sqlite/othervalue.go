package sqlite

import (
	"context"
	"errors"
	"slices"

	"dragoman/data/book"
)

// OtherValues implements book.Reader.
func (r reader) OtherValues(ctx context.Context, customer book.ID) ([]book.OtherValue, error) {
	return ask(ctx, r, "store.other_values", func(s *session) ([]book.OtherValue, error) {
		return otherValues(ctx, s, "WHERE (?1 = '' OR customer = ?1) ORDER BY at DESC, id", customer)
	})
}

func otherValues(ctx context.Context, s *session, where string, args ...any) ([]book.OtherValue, error) {
	var out []book.OtherValue
	err := s.each(ctx, "SELECT id, coalesce(customer, ''), entity, row, col, value, by, at FROM othervalue "+where, args,
		func(scan func(...any) error) error {
			var v book.OtherValue
			var value any
			var at string
			err := scan(&v.ID, &v.Customer, &v.Entity, &v.Row, &v.Field, &value, &v.By, &at)
			v.Value, v.At = shown(value), instantOf(at)
			out = append(out, v)
			return err
		})
	if err != nil {
		return nil, err
	}
	for i := range out {
		v := &out[i]
		t := tables[v.Entity]
		if t == nil {
			continue
		}
		rows, err := s.values(ctx, len(t.columns), t.oneSQL, v.Customer, v.Row)
		if err != nil {
			return nil, err
		}
		if at, ok := t.at[v.Field]; ok && len(rows) > 0 {
			v.Present = shown(rows[0][at])
		}
	}
	return out, nil
}

// TakeOther implements book.Tx.
func (w *writer) TakeOther(ctx context.Context, id book.ID) error {
	return w.choose(ctx, "store.take_other", id, true)
}

// DropOther implements book.Tx.
func (w *writer) DropOther(ctx context.Context, id book.ID) error {
	return w.choose(ctx, "store.drop_other", id, false)
}

func (w *writer) choose(ctx context.Context, op string, id book.ID, take bool) error {
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	var entity, id2, owner, col string
	var value any
	err = w.s.row(ctx, "SELECT entity, row, coalesce(customer, ''), col, value FROM othervalue WHERE id = ?", []any{id}, &entity, &id2, &owner, &col, &value)
	if err != nil {
		return fault(op, err)
	}
	t := tables[entity]
	if t == nil {
		return notFound(op)
	}
	before, found, err := w.stored(ctx, t, owner, id2)
	if err != nil {
		return fault(op, err)
	}
	at, known := t.at[col]
	if !found || !known {
		_, err := w.s.exec(ctx, "DELETE FROM othervalue WHERE id = ?", id)
		return fault(op, err)
	}
	row := slices.Clone(before)
	if take {
		row[at] = value
	}
	if err := w.rewrite(ctx, t, before, row, col, owner); err != nil {
		return fault(op, err)
	}
	_, err = w.s.exec(ctx, "DELETE FROM othervalue WHERE id = ?", id)
	return fault(op, err)
}

// rewrite makes a row what the user chose. A field that keeps its value is
// still written, so that the other devices hear of the choice.
func (w *writer) rewrite(ctx context.Context, t *table, before, row []any, col, owner string) error {
	changed, err := w.update(ctx, t, before, row, owner)
	if err != nil {
		return err
	}
	if !changed {
		x, err := w.caught(ctx, t, t.id(row))
		if err == nil && x != nil {
			x.row = row
			err = w.captureCell(ctx, x, col)
		}
		return errors.Join(err, w.beginOperation(ctx))
	}
	u := newUndone()
	if err := u.touched(recorded{t: t, row: t.id(row), owner: owner, col: col}, row); err != nil {
		return err
	}
	return w.renewDerived(ctx, u)
}
