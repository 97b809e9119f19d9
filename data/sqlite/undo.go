package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"dragoman/data/book"
)

// recorded is one change as the history keeps it.
type recorded struct {
	seq           int64
	t             *table
	row, owner    string
	made          int
	col           string
	before, after any
}

// undone is an operation about to be taken back.
type undone struct {
	n      int64
	op     book.Operation
	kept   int
	stay   map[string]bool      // customers that were made by it and are needed since
	going  map[string]bool      // customers that were made by it and go
	remade map[string]bool      // rows that were made here and not changed since, as table/id
	redo   map[string]bool      // customers whose derived columns are to be renewed
	named  map[string]bool      // those of them whose name may be another, by which others are found
	spoken map[string]bool      // customers of whom only the last contact is
	other  map[string]bool      // follow-ups, notes and others, likewise, as table/id
	change map[book.Change]bool // what was touched, each once
	list   []book.Change        // in order
	gone   map[string]bool      // rows removed here, as table/id
}

// Undo implements book.Store.
func (f *File) Undo(ctx context.Context, id book.ID, actor string) (book.Operation, []book.Change, int, error) {
	const name = "store.undo"
	u := newUndone()
	op, err := f.transact(ctx, book.Operation{Kind: book.OpUndo, Of: id, Actor: actor}, func(w *writer) error {
		return w.undo(ctx, id, u)
	})
	if err != nil {
		return book.Operation{}, nil, 0, fault(name, err)
	}
	if len(u.list) > announced {
		u.list = []book.Change{{Entity: book.EntityAll}}
	}
	return op, u.list, u.kept, nil
}

func newUndone() *undone {
	return &undone{
		stay: map[string]bool{}, going: map[string]bool{}, remade: map[string]bool{}, redo: map[string]bool{}, named: map[string]bool{}, spoken: map[string]bool{}, other: map[string]bool{},
		change: map[book.Change]bool{}, gone: map[string]bool{},
	}
}

// announced is up to how many changes are told one by one.
const announced = 100

func (w *writer) undo(ctx context.Context, id book.ID, u *undone) error {
	bg := context.WithoutCancel(ctx)
	var undoneBy sql.NullString
	err := w.s.row(bg, "SELECT n, kind, detail, undone_by FROM operation WHERE id = ?", []any{id}, &u.n, &u.op.Kind, &u.op.Detail, &undoneBy)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return notFound("store.undo")
	case err != nil:
		return err
	case undoneBy.Valid:
		return conflict("store.undo", "already_undone")
	case u.op.Kind == book.OpSync:
		return &book.Error{Op: "store.undo", Code: book.Unsupported, Detail: "sync"}
	}
	w.op.Detail = u.op.Detail
	if err := w.neededSince(bg, u); err != nil {
		return err
	}
	if err := w.removeGoing(ctx, u); err != nil {
		return err
	}
	// The changes are read in portions, the last first: an import has many.
	last := int64(1) << 62
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		part, err := w.changesBefore(bg, u.n, last, 1000)
		if err != nil {
			return err
		}
		if len(part) == 0 {
			break
		}
		for _, c := range part {
			if err := w.takeBack(bg, u, c); err != nil {
				return err
			}
		}
		last = part[len(part)-1].seq
	}
	if err := w.renewDerived(ctx, u); err != nil {
		return err
	}
	if w.opN == 0 {
		// Everything was changed since: the operation is still noted as taken
		// back, so that it is not offered again.
		if err := w.beginOperation(bg); err != nil {
			return err
		}
	}
	return w.markUndone(bg, id, w.op.ID)
}

func (w *writer) changesBefore(ctx context.Context, n, before int64, limit int) ([]recorded, error) {
	var out []recorded
	err := w.s.each(ctx, `SELECT seq, entity, row, coalesce(customer, ''), made, col, before, after FROM change
		WHERE op = ? AND seq < ? ORDER BY seq DESC LIMIT ?`, []any{n, before, limit}, func(scan func(...any) error) error {
		var c recorded
		var entity string
		if err := scan(&c.seq, &entity, &c.row, &c.owner, &c.made, &c.col, &c.before, &c.after); err != nil {
			return err
		}
		if c.t = tables[entity]; c.t == nil {
			return errors.New("history of an unknown table " + entity)
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// inEffect picks operations after ?1 that have not been taken back and that do
// not themselves take back one after it.
const inEffect = `o.n > ?1 AND o.undone_by IS NULL
	AND NOT EXISTS (SELECT 1 FROM operation p WHERE p.id = o.of AND p.n > ?1)`

// neededSince finds the customers that the operation made and that cannot go
// any more: something was done with them since, or others name them and did not
// come to do so by the operation itself.
func (w *writer) neededSince(ctx context.Context, u *undone) error {
	for _, text := range []string{
		`DROP TABLE IF EXISTS temp.going`,
		`CREATE TEMP TABLE going(id TEXT PRIMARY KEY) WITHOUT ROWID`,
	} {
		if _, err := w.s.tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	if _, err := w.s.exec(ctx, "INSERT INTO temp.going SELECT row FROM change WHERE op = ?1 AND entity = 'customer' AND made = 1", u.n); err != nil {
		return err
	}
	stay := func(text string, args ...any) (int, error) {
		rows, err := w.s.values(ctx, 1, "DELETE FROM temp.going WHERE id IN ("+text+") RETURNING id", args...)
		for _, r := range rows {
			s, _ := r[0].(string)
			u.stay[s] = true
		}
		return len(rows), err
	}
	_, err := stay(`SELECT x.customer FROM operation o JOIN change x ON x.op = o.n
		WHERE `+inEffect+` AND x.customer IS NOT NULL`, u.n)
	if err != nil {
		return err
	}
	for {
		n, err := stay(`SELECT organisation FROM customer c WHERE organisation IS NOT NULL AND id NOT IN (SELECT id FROM temp.going)
				AND NOT EXISTS (SELECT 1 FROM change x WHERE x.customer = c.id AND x.op = ?1 AND x.entity = 'customer' AND x.col = 'organisation')
			UNION ALL SELECT other FROM relation r WHERE customer NOT IN (SELECT id FROM temp.going)
				AND (NOT EXISTS (SELECT 1 FROM change x WHERE x.customer = r.customer AND x.op = ?1 AND x.entity = 'relation' AND x.row = r.id)
					OR EXISTS (SELECT 1 FROM change x JOIN operation o ON o.n = x.op
						WHERE `+inEffect+` AND x.customer = r.customer AND x.entity = 'relation' AND x.row = r.id))`, u.n)
		if err != nil {
			return err
		}
		if n == 0 {
			break
		}
	}
	u.kept += len(u.stay)
	return w.s.each(ctx, "SELECT id FROM temp.going", nil, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		u.going[id] = true
		return err
	})
}

// markUndone notes that an operation was taken back. When it took back another
// itself, that one is in effect again, and so on down.
func (w *writer) markUndone(ctx context.Context, id, by book.ID) error {
	var value any = string(by)
	for id != "" {
		if _, err := w.s.exec(ctx, "UPDATE operation SET undone_by = ? WHERE id = ?", value, id); err != nil {
			return err
		}
		var of string
		if err := w.s.row(ctx, "SELECT coalesce(of, '') FROM operation WHERE id = ?", []any{id}, &of); err != nil {
			return err
		}
		if value == nil {
			value = string(id)
		} else {
			value = nil
		}
		id = book.ID(of)
	}
	return nil
}
