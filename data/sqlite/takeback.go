package sqlite

import (
	"context"
	"maps"
	"slices"
	"strings"

	"dragoman/data/book"
)

// takeBack applies the inverse of one change, unless it is no longer what is
// stored.
func (w *writer) takeBack(ctx context.Context, u *undone, c recorded) error {
	if u.stay[c.owner] {
		return nil // it was made here and stays: then all of it stays
	}
	if u.going[c.owner] && (c.t == customerTable || c.t.parent == "customer") {
		return nil // removeGoing has done it
	}
	switch c.made {
	case 1:
		return w.unmake(ctx, u, c)
	case -1:
		return w.remake(ctx, u, c)
	}
	row, found, err := w.stored(ctx, c.t, c.owner, c.row)
	if err != nil {
		return err
	}
	i, known := c.t.at[c.col]
	if !found || !known || row[i] != c.after {
		if c.col != "pos" {
			u.kept++
		}
		return nil
	}
	want := slices.Clone(row)
	want[i] = c.before
	if c.t.name == "setting" && c.before == nil {
		want[i] = ""
	}
	if _, err := w.update(ctx, c.t, row, want, c.owner); err != nil {
		return err
	}
	u.altered(c)
	return u.touched(c, row)
}

func (w *writer) unmake(ctx context.Context, u *undone, c recorded) error {
	row, found, err := w.stored(ctx, c.t, c.owner, c.row)
	if err != nil {
		return err
	}
	if !found {
		u.kept++
		return nil
	}
	changed, err := w.changedSince(ctx, u, c)
	if err != nil {
		return err
	}
	if changed {
		u.kept++
		return nil
	}
	for _, x := range indexed {
		if x.table != c.t.name || u.going[c.owner] {
			continue
		}
		if _, err := w.s.exec(ctx, "DELETE FROM "+x.index+" WHERE rowid = (SELECT n FROM "+x.table+" WHERE id = ?)", c.row); err != nil {
			return err
		}
	}
	if err := w.deleteParts(ctx, c); err != nil {
		return err
	}
	if err := w.delete(ctx, c.t, row, c.owner); err != nil {
		return err
	}
	u.gone[c.t.name+"/"+c.row] = true
	return u.touched(c, row)
}

// goingAtOnce is how many customers are removed together.
const goingAtOnce = 2000

// removeGoing removes the customers that the operation made, with their parts,
// set by set: an import has many. The parts go first, so that a redo, which
// runs backwards, makes the customers before them. The rows of the search index
// go in ascending order; otherwise FTS5 writes a segment for each.
func (w *writer) removeGoing(ctx context.Context, u *undone) error {
	bg := context.WithoutCancel(ctx)
	if len(u.going) == 0 {
		return nil
	}
	if len(u.going) > bulkRows {
		if err := w.widen(bg); err != nil {
			return err
		}
	}
	for _, text := range []string{
		"DELETE FROM customer_search WHERE rowid IN (SELECT n FROM customer WHERE id IN (SELECT id FROM temp.going))",
		"DELETE FROM note_search WHERE rowid IN (SELECT n FROM note WHERE customer IN (SELECT id FROM temp.going))",
		"DELETE FROM followup_search WHERE rowid IN (SELECT n FROM followup WHERE customer IN (SELECT id FROM temp.going))",
		"DELETE FROM case_search WHERE rowid IN (SELECT n FROM case_ WHERE customer IN (SELECT id FROM temp.going))",
	} {
		if _, err := w.s.exec(bg, text); err != nil {
			return err
		}
	}
	ids := slices.Sorted(maps.Keys(u.going))
	for part := range slices.Chunk(ids, goingAtOnce) {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, p := range customerParts {
			if err := w.removeRows(bg, p.table, "customer", part); err != nil {
				return err
			}
		}
	}
	for part := range slices.Chunk(ids, goingAtOnce) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.removeRows(bg, customerTable, "id", part); err != nil {
			return err
		}
		for _, id := range part {
			u.gone["customer/"+id] = true
			u.announce(book.Change{Entity: book.EntityCustomer, ID: book.ID(id), Customer: book.ID(id)})
		}
	}
	return nil
}

// removeRows removes all rows of the given customers from one table.
func (w *writer) removeRows(ctx context.Context, t *table, owner string, ids []string) error {
	where := " FROM " + t.name + " WHERE " + owner + " IN (SELECT value FROM json_each(?))"
	rows, err := w.s.values(ctx, len(t.columns), "SELECT "+strings.Join(t.columns, ", ")+where, idList(ids))
	if err != nil || len(rows) == 0 {
		return err
	}
	for _, row := range rows {
		kept, err := rowJSON(t, row)
		if err != nil {
			return err
		}
		if err := w.record(ctx, t, t.id(row), t.text(row, owner), -1, "", kept, nil); err != nil {
			return err
		}
		if err := w.captureDelete(ctx, t, row); err != nil {
			return err
		}
	}
	w.op.Rows += len(rows)
	_, err = w.s.exec(ctx, "DELETE"+where, idList(ids))
	return err
}

// deleteParts removes the checklist that came with a follow-up when it was
// made, and the lines of an order.
func (w *writer) deleteParts(ctx context.Context, c recorded) error {
	var part *table
	switch c.t {
	case followUpTable:
		part = checkPart.table
	case orderTable:
		part = linePart.table
	default:
		return nil
	}
	rows, err := w.s.values(ctx, len(part.columns), part.selectSQL, c.row)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.delete(ctx, part, row, c.owner); err != nil {
			return err
		}
	}
	return nil
}

// changedSince reports whether a row was changed by a later operation that is
// still in effect.
func (w *writer) changedSince(ctx context.Context, u *undone, c recorded) (bool, error) {
	if u.going[c.owner] {
		return false, nil // neededSince has looked
	}
	text := `SELECT EXISTS (SELECT 1 FROM change x JOIN operation o ON o.n = x.op
		WHERE ` + inEffect + ` AND x.customer = ?2 AND x.entity = ?3 AND x.row = ?4)`
	if c.owner == "" {
		text = `SELECT EXISTS (SELECT 1 FROM change x JOIN operation o ON o.n = x.op
			WHERE ` + inEffect + ` AND x.op > ?1 AND x.customer IS NULL AND x.entity = ?3 AND x.row = ?4 AND ?2 = '')`
	}
	var changed bool
	err := w.s.row(ctx, text, []any{u.n, c.owner, c.t.name, c.row}, &changed)
	return changed, err
}

func (w *writer) remake(ctx context.Context, u *undone, c recorded) error {
	text, _ := c.before.(string)
	row, err := rowOf(c.t, text)
	if err != nil {
		return err
	}
	_, found, err := w.stored(ctx, c.t, c.owner, c.row)
	if err != nil {
		return err
	}
	if !found && c.t == tagPart.table {
		var n int
		err = w.s.row(ctx, "SELECT count(*) FROM tag WHERE customer = ? AND tag = ?", []any{row[1], row[2]}, &n)
		found = n > 0
	}
	if err != nil {
		return err
	}
	if found {
		u.kept++
		return nil
	}
	if err := w.make(ctx, c.t, row); err != nil {
		return err
	}
	if err := w.record(ctx, c.t, c.row, c.owner, 1, "", nil, nil); err != nil {
		return err
	}
	delete(u.gone, c.t.name+"/"+c.row)
	u.remade[c.t.name+"/"+c.row] = true
	return u.touched(c, row)
}
