package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"

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
	remade map[string]bool      // customers that were there again
	redo   map[string]bool      // customers whose derived columns are to be renewed
	other  map[string]bool      // follow-ups and notes, likewise, as table/id
	change map[book.Change]bool // what was touched, each once
	list   []book.Change        // in order
	gone   map[string]bool      // rows removed here, as table/id
}

// Undo implements book.Store.
func (f *File) Undo(ctx context.Context, id book.ID, actor string) (book.Operation, []book.Change, int, error) {
	const name = "store.undo"
	u := &undone{
		stay: map[string]bool{}, going: map[string]bool{}, remade: map[string]bool{}, redo: map[string]bool{}, other: map[string]bool{},
		change: map[book.Change]bool{}, gone: map[string]bool{},
	}
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
				AND NOT EXISTS (SELECT 1 FROM change x WHERE x.customer = r.customer AND x.op = ?1 AND x.entity = 'relation' AND x.row = r.id)`, u.n)
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
	}
	w.op.Rows += len(rows)
	_, err = w.s.exec(ctx, "DELETE"+where, idList(ids))
	return err
}

// deleteParts removes the checklist that came with a follow-up when it was made.
func (w *writer) deleteParts(ctx context.Context, c recorded) error {
	if c.t != followUpTable {
		return nil
	}
	rows, err := w.s.values(ctx, len(checkPart.columns), checkPart.selectSQL, c.row)
	if err != nil {
		return err
	}
	for _, row := range rows {
		if err := w.delete(ctx, checkPart.table, row, c.owner); err != nil {
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
	var derived []string
	var values []any
	switch c.t {
	case customerTable:
		derived, values = derivedOfCustomer, []any{0, w.stamp, []byte{}, "", nil, nil}
	case followUpTable:
		derived, values = []string{"version", "updated_at", "due_from"}, []any{0, w.stamp, nil}
	case noteTable:
		derived, values = []string{"updated_at"}, []any{w.stamp}
	}
	if err := w.insert(ctx, c.t, row, c.owner, derived, values); err != nil {
		return err
	}
	delete(u.gone, c.t.name+"/"+c.row)
	if c.t == customerTable {
		u.remade[c.row] = true
	}
	return u.touched(c, row)
}

// touched notes what has to be renewed and announced after a change.
func (u *undone) touched(c recorded, row []any) error {
	owner := book.ID(c.owner)
	if c.owner != "" && c.t != followUpTable && c.t != noteTable && c.t != checkPart.table {
		u.redo[c.owner] = true
	}
	switch c.t {
	case followUpTable:
		u.other["followup/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityFollowUp, ID: book.ID(c.row), Customer: owner})
	case checkPart.table:
		id := book.ID(c.t.text(row, "followup"))
		u.other["followup/"+string(id)] = true
		u.announce(book.Change{Entity: book.EntityFollowUp, ID: id, Customer: owner})
	case noteTable:
		u.other["note/"+c.row] = true
		u.announce(book.Change{Entity: book.EntityNote, ID: book.ID(c.row), Customer: owner})
	case interactionTable:
		u.announce(book.Change{Entity: book.EntityInteraction, ID: book.ID(c.row), Customer: owner})
	case settingTable:
		u.announce(book.Change{Entity: book.EntitySettings})
	default:
		u.announce(book.Change{Entity: book.EntityCustomer, ID: owner, Customer: owner})
	}
	return nil
}

func (u *undone) announce(c book.Change) {
	if !u.change[c] {
		u.change[c] = true
		u.list = append(u.list, c)
	}
}

// renewDerived brings derived columns and the search index up to date.
func (w *writer) renewDerived(ctx context.Context, u *undone) error {
	ids, err := w.byRow(context.WithoutCancel(ctx), u)
	if err != nil {
		return err
	}
	for _, id := range ids {
		bg, err := verb(ctx)
		if err != nil {
			return err
		}
		if err := w.afterCustomer(bg, id); err != nil {
			return err
		}
		r, n, err := loadCustomer(bg, w.s, id)
		if err != nil {
			return err
		}
		if err := w.indexCustomer(bg, n, &r.Customer, u.remade[string(id)]); err != nil {
			return err
		}
	}
	for _, id := range ids { // names of organisations may have come back
		if err := w.indexMembers(context.WithoutCancel(ctx), id); err != nil {
			return err
		}
	}
	for key := range u.other {
		if u.gone[key] {
			continue
		}
		bg, err := verb(ctx)
		if err != nil {
			return err
		}
		if id, ok := cut(key, "note/"); ok {
			err = w.afterNote(bg, book.ID(id))
		} else if id, ok := cut(key, "followup/"); ok {
			err = w.afterFollowUp(bg, book.ID(id))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// byRow returns the customers to be renewed in the order of their row numbers,
// in which the search index takes them best.
func (w *writer) byRow(ctx context.Context, u *undone) ([]book.ID, error) {
	type at struct {
		n  int64
		id book.ID
	}
	var found []at
	for part := range slices.Chunk(slices.Sorted(maps.Keys(u.redo)), goingAtOnce) {
		err := w.s.each(ctx, "SELECT n, id FROM customer WHERE id IN (SELECT value FROM json_each(?))", []any{idList(part)},
			func(scan func(...any) error) error {
				var x at
				err := scan(&x.n, &x.id)
				found = append(found, x)
				return err
			})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(found, func(a, b at) int { return cmp.Compare(a.n, b.n) })
	ids := make([]book.ID, len(found))
	for i, x := range found {
		ids[i] = x.id
	}
	return ids, nil
}

func cut(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || s[:len(prefix)] != prefix {
		return "", false
	}
	return s[len(prefix):], true
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
