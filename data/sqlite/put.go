package sqlite

import (
	"context"
	"database/sql"
	"time"

	"dragoman/data/book"
)

// put makes or changes a row of a table from which nothing is derived. When it
// was made stays as it is; a row that must belong to a customer and does not is
// refused.
func (w *writer) put(ctx context.Context, op string, t *table, row []any) error {
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	before, owner, err := w.ready(ctx, op, t, row)
	switch {
	case err != nil:
		return fault(op, err)
	case before == nil:
		return fault(op, w.insert(ctx, t, row, owner, nil, nil))
	}
	_, err = w.update(ctx, t, before, row, owner)
	return fault(op, err)
}

// putVersioned makes or changes a row of a table from which its version and the
// time of the last change are derived. It is a Conflict when the row was changed
// since version was read.
func (w *writer) putVersioned(ctx context.Context, op string, t *table, row []any, version int64, updated time.Time) error {
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	before, owner, err := w.ready(ctx, op, t, row)
	if err != nil {
		return fault(op, err)
	}
	if before == nil {
		if version != 0 {
			return notFound(op)
		}
		at := w.stamp
		if s, ok := stamp(updated).(string); ok {
			at = s
		}
		return fault(op, w.insert(ctx, t, row, owner, []string{"version", "updated_at"}, []any{1, at}))
	}
	var now int64
	if err := w.s.row(ctx, "SELECT version FROM "+t.name+" WHERE id = ?", []any{t.id(row)}, &now); err != nil {
		return fault(op, err)
	}
	if now != version {
		return conflict(op, "stale")
	}
	changed, err := w.update(ctx, t, before, row, owner)
	if err != nil || !changed {
		return fault(op, err)
	}
	return fault(op, w.renewVersion(ctx, t, book.ID(t.id(row))))
}

// ready checks and completes a row that is to be put, and finds what is stored
// of it, nil when there is none.
func (w *writer) ready(ctx context.Context, op string, t *table, row []any) (before []any, owner string, err error) {
	if t.id(row) == "" {
		return nil, "", invalid(op, "id", "missing")
	}
	if t.owner != "" {
		owner = t.text(row, t.owner)
		if row[t.at[t.owner]] == "" { // and not NULL, which is nobody
			return nil, "", invalid(op, "id", "missing")
		}
	}
	before, found, err := w.stored(ctx, t, owner, t.id(row))
	if err != nil || !found {
		before = nil
	}
	if i, ok := t.at["created_at"]; ok && before != nil {
		row[i] = before[i]
	} else if ok && row[i] == nil {
		row[i] = w.stamp
	}
	return before, owner, err
}

// renewVersion brings what is derived from a versioned row up to date.
func (w *writer) renewVersion(ctx context.Context, t *table, id book.ID) error {
	_, err := w.s.exec(ctx, "UPDATE "+t.name+" SET version = version + 1, updated_at = ? WHERE id = ?", w.stamp, id)
	return err
}

// only is the one row that was asked for, or sql.ErrNoRows.
func only[T any](list []T, err error) (T, error) {
	if err == nil && len(list) > 0 {
		return list[0], nil
	}
	var none T
	if err == nil {
		err = sql.ErrNoRows
	}
	return none, err
}

// after brings what is derived from a row up to date, once the row was changed.
func (w *writer) after(ctx context.Context, t *table, id book.ID) error {
	switch t {
	case customerTable:
		return w.bump(ctx, id)
	case noteTable:
		return w.afterNote(ctx, id)
	case followUpTable:
		return w.afterFollowUp(ctx, id)
	case orderTable:
		return w.afterOrder(ctx, id)
	case caseTable:
		return w.afterCase(ctx, id)
	case ownDayTable, loreTable, dealTable:
		return w.renewVersion(ctx, t, id)
	}
	return nil
}
