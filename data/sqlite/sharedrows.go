package sqlite

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/oplog"
)

// Rows calls each with every row of the book, shown or not, and when its cells
// were written.
func (x *Sharing) Rows(ctx context.Context, each func(oplog.Row) error) error {
	const op = "share.rows"
	names, err := readNaming(ctx, x.s)
	if err != nil {
		return fault(op, err)
	}
	w := &writer{reader: reader{f: x.f}, s: x.s, named: names}
	if err := x.ledgerRows(ctx, each); err != nil {
		return fault(op, err)
	}
	order, err := w.byNeed(ctx)
	if err != nil {
		return fault(op, err)
	}
	if err := w.rowsInOrder(ctx, order, each); err != nil {
		return fault(op, err)
	}
	// What is not shown has all its cells in its entry.
	err = x.s.each(ctx, "SELECT entity, row, clocks, hidden FROM sync_row WHERE hidden IS NOT NULL", nil, func(scan func(...any) error) error {
		var n int64
		var key any
		var clocks, hidden []byte
		if err := scan(&n, &key, &clocks, &hidden); err != nil {
			return err
		}
		e, err := names.entry(clocks, hidden)
		if err != nil {
			return err
		}
		name, id := names.name[n], keyID(key)
		if t := tables[name]; t != nil {
			var there int
			if err := x.s.row(ctx, "SELECT count(*) FROM "+t.name+" WHERE id = ?", []any{id}, &there); err != nil || there > 0 {
				return err
			}
		}
		return each(oplog.Row{Table: name, ID: id, Cells: e.hidden})
	})
	return fault(op, err)
}

// customersAtOnce is after how many rows of a table their parts follow, and after
// how many customers all that is theirs: whoever takes rows a few at a time has
// customers whole, or nearly, and finds what is theirs near to each other.
const customersAtOnce = 40

// rowsInOrder calls each with all stored rows, those first that others name. What
// belongs to a customer follows the customer, where it is found by them.
func (w *writer) rowsInOrder(ctx context.Context, order []*table, each func(oplog.Row) error) error {
	var theirs []*table
	for _, t := range order {
		if t.owner != "customer" || t.parent != "" {
			continue
		}
		var found bool
		if err := w.s.row(ctx, "SELECT EXISTS (SELECT 1 FROM pragma_index_list('"+t.name+"') l, pragma_index_info(l.name) x WHERE x.seqno = 0 AND x.name = 'customer' AND NOT l.partial)",
			nil, &found); err != nil {
			return err
		}
		if found {
			theirs = append(theirs, t)
		}
	}
	for _, t := range order {
		where, follow := "", []*table(nil)
		switch {
		case t.parent != "":
			continue // they come with what they are parts of
		case t == customerTable:
			follow = theirs
		case slices.Contains(theirs, t):
			where = "customer IS NULL AND "
		}
		if err := w.rowsOf(ctx, t, where, follow, each); err != nil {
			return err
		}
	}
	return nil
}

// rowsOf calls each with stored rows of one table, and after every few with their
// parts and the rows of other tables that belong to them.
func (w *writer) rowsOf(ctx context.Context, t *table, where string, follow []*table, each func(oplog.Row) error) error {
	for last := ""; ; {
		rows, err := w.s.values(ctx, len(t.columns), "SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.name+" WHERE "+where+"id > ? ORDER BY id LIMIT ?", last, customersAtOnce)
		if err != nil || len(rows) == 0 {
			return err
		}
		ids, err := w.withParts(ctx, t, rows, each)
		if err != nil {
			return err
		}
		for _, x := range follow {
			rows, err := w.s.values(ctx, len(x.columns), "SELECT "+strings.Join(x.columns, ", ")+" FROM "+x.name+" WHERE customer"+inList+" ORDER BY customer, id", idList(ids))
			if err != nil {
				return err
			}
			if _, err := w.withParts(ctx, x, rows, each); err != nil {
				return err
			}
		}
		last = ids[len(ids)-1]
	}
}

// withParts calls each with rows and then with their parts, and returns the ids of
// the rows.
func (w *writer) withParts(ctx context.Context, t *table, rows [][]any, each func(oplog.Row) error) ([]string, error) {
	if err := w.known(ctx, t, rows, each); err != nil {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = t.id(r)
	}
	for _, p := range partsOf(t) {
		parts, err := w.s.values(ctx, len(p.columns), "SELECT "+strings.Join(p.columns, ", ")+" FROM "+p.name+" WHERE "+p.parent+inList+
			" ORDER BY "+p.parent+", id", idList(ids))
		if err == nil {
			err = w.known(ctx, p, parts, each)
		}
		if err != nil {
			return nil, err
		}
	}
	return ids, nil
}

// known calls each with stored rows and when their cells were written.
func (w *writer) known(ctx context.Context, t *table, rows [][]any, each func(oplog.Row) error) error {
	s, err := w.shapeOf(ctx, t)
	if err != nil {
		return err
	}
	n, named := w.named.of[t.name]
	for _, row := range rows {
		if stays(t, t.id(row)) {
			continue
		}
		e := entry{base: first}
		if named {
			if e, err = w.entryOf(ctx, n, t.id(row)); err != nil {
				return err
			}
		}
		if err := each(wholeRow(t, s, t.id(row), row, e)); err != nil {
			return err
		}
	}
	return nil
}
