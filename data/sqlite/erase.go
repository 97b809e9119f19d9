package sqlite

import (
	"context"
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/oplog"
)

// Erase implements book.Eraser.
func (f *File) Erase(ctx context.Context, op book.Operation, ids []book.ID, do func(book.Tx) error) (book.Erasure, error) {
	const name = "store.erase"
	var e book.Erasure
	var hashes []string
	done, err := f.transact(ctx, op, func(w *writer) error {
		if do != nil {
			if err := do(w); err != nil {
				return err
			}
		}
		bg := context.WithoutCancel(ctx)
		if err := w.startErasing(bg); err != nil {
			return err
		}
		if _, err := w.erasing(bg, "SELECT value FROM json_each(?)", idList(texts(ids))); err != nil {
			return err
		}
		n, err := w.erase(bg)
		if err != nil {
			return err
		}
		e.Customers, w.op.Rows, hashes = n, max(1, n), w.loose
		return w.beginOperation(bg) // that it was done, and not to whom
	})
	if err != nil {
		return e, fault(name, err)
	}
	e.Operation = done
	err = f.dropFiles(context.WithoutCancel(ctx), hashes)
	e.Sealed = f.seal(ctx)
	return e, fault(name, err)
}

func texts(ids []book.ID) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = string(id)
	}
	return out
}

// isErasing holds for the rows that go.
const isErasing = " IN (SELECT id FROM temp.erasing)"

// startErasing makes the list of the rows that go.
func (w *writer) startErasing(ctx context.Context) error {
	return w.all(ctx, `DROP TABLE IF EXISTS temp.erasing`, `CREATE TEMP TABLE erasing(id TEXT PRIMARY KEY) WITHOUT ROWID`)
}

// erasing adds the rows that a question picks to those that go, and returns
// how many were not among them before.
func (w *writer) erasing(ctx context.Context, query string, args ...any) (int64, error) {
	res, err := w.s.tx.ExecContext(ctx, "INSERT OR IGNORE INTO temp.erasing "+query, args...)
	if err != nil {
		return 0, err
	}
	return res.RowsAffected()
}

// all runs statements one after another.
func (w *writer) all(ctx context.Context, statements ...string) error {
	for _, text := range statements {
		if _, err := w.s.tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// erase removes the rows in temp.erasing, the customers among them with all
// that belongs to them, and writes them into the ledger. It returns how many
// customers went. What belongs to a customer is found in the schema, so that no
// table is forgotten, whoever made it: a column "customer" says whose a row is,
// and a reference what it hangs on.
func (w *writer) erase(ctx context.Context) (customers int, err error) {
	// Who was merged into somebody is the same person.
	_, err = w.erasing(ctx, `WITH RECURSIVE same(id) AS (SELECT id FROM temp.erasing
		UNION SELECT c.id FROM customer c JOIN same ON c.merged_into = same.id WHERE c.trashed_at IS NOT NULL) SELECT id FROM same`)
	if err != nil {
		return 0, err
	}
	if err := w.s.row(ctx, "SELECT count(*) FROM customer WHERE id"+isErasing, nil, &customers); err != nil {
		return 0, err
	}
	names, err := namesOf(ctx, w.s, "SELECT id FROM temp.erasing")
	if err != nil {
		return 0, err
	}
	if err := w.f.noteUnsealed(); err != nil {
		return 0, err
	}
	for _, step := range []func(context.Context) error{
		w.keepStripped,
		func(ctx context.Context) error { return w.eraseSegments(ctx, names) },
		w.gather,
		w.gatherFiles,
		w.bumpNeighbours,
		w.gatherLinks,
		w.eraseShared,
		w.eraseIndex,
		w.eraseHistory,
		func(ctx context.Context) error { return w.eraseDetails(ctx, names) },
		w.eraseRows,
	} {
		if err := step(ctx); err != nil {
			return 0, err
		}
	}
	if err := w.enter(ctx, calendar.DateOf(w.op.At.UTC())); err != nil {
		return 0, err
	}
	if !w.quiet {
		if err := w.tellErased(ctx, calendar.DateOf(w.op.At.UTC()).String(), nil); err != nil {
			return 0, err
		}
	}
	return customers, w.eraseSamples(ctx)
}

// enter writes the rows that went into the ledger.
func (w *writer) enter(ctx context.Context, day calendar.Date) error {
	rows, err := w.s.values(ctx, 1, "SELECT id FROM temp.erasing WHERE id NOT IN (SELECT id FROM erased) ORDER BY id")
	for _, r := range rows {
		if err != nil {
			break
		}
		_, err = w.insertRow(ctx, erasedTable, []any{r[0], day.String()}, nil, nil)
	}
	return err
}

// stripped are the tables whose rows outlive their customer, without anything
// that tells who it was.
var stripped = map[string]string{"petition": "note = '', done = '', followup = NULL"}

// keepStripped takes out of rows that stay what would tell whose they were.
func (w *writer) keepStripped(ctx context.Context) error {
	for _, name := range tableNames() {
		set, ok := stripped[name]
		if !ok {
			continue
		}
		found, err := w.stripUntold(ctx, name)
		if err != nil {
			return err
		}
		if !found {
			continue // to look for them in the history takes long
		}
		if err := w.all(ctx, "DELETE FROM change WHERE entity = '"+name+"' AND row IN (SELECT id FROM "+name+" WHERE customer"+isErasing+")",
			"UPDATE "+name+" SET customer = NULL, "+set+" WHERE customer"+isErasing); err != nil {
			return err
		}
	}
	return nil
}

// stripUntold takes rows that stay out of what was to be sent to other devices
// and of what is kept aside: what they were to be told is not so any more. It
// reports whether there are such rows.
func (w *writer) stripUntold(ctx context.Context, name string) (found bool, err error) {
	stays := map[string]bool{}
	if err := w.s.each(ctx, "SELECT id FROM "+name+" WHERE customer"+isErasing, nil, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		stays[id] = true
		return err
	}); err != nil || len(stays) == 0 {
		return false, err
	}
	rows, err := w.s.values(ctx, 2, "SELECT n, rows FROM sync_out")
	if err != nil {
		return true, err
	}
	for _, r := range rows {
		data, _ := r[1].([]byte)
		list, err := oplog.Decode(data)
		if err != nil {
			return true, err
		}
		changed := false
		for _, x := range list {
			for _, c := range []string{"customer", "note", "done", "followup"} {
				if cell, ok := x.Cells[c]; ok && x.Table == name && stays[x.ID] {
					cell.Value = nil
					x.Cells[c], changed = cell, true
				}
			}
		}
		if !changed {
			continue
		}
		if _, err := w.s.exec(ctx, "UPDATE sync_out SET rows = ? WHERE n = ?", oplog.Encode(list), r[0]); err != nil {
			return true, err
		}
	}
	return true, nil
}

// gather adds the rows that belong to the customers who go, and those that hang
// on such rows. Parts of a customer, which are never looked up without it, are
// left out: their customer stands for them in the ledger.
func (w *writer) gather(ctx context.Context) error {
	for grew := true; grew; {
		grew = false
		for _, name := range tableNames() {
			t := tables[name]
			column := t.parent
			if t.parent == "" && t.owner == "customer" {
				column = t.owner
			}
			if column == "" || t.parent == "customer" || t == customerTable {
				continue
			}
			n, err := w.erasing(ctx, "SELECT id FROM "+name+" WHERE "+column+isErasing)
			if err != nil {
				return err
			}
			grew = grew || n > 0
		}
	}
	return nil
}

// gatherFiles notes which contents may go with the attachments that go, and with
// those that the history remembers.
func (w *writer) gatherFiles(ctx context.Context) error {
	if _, err := w.erasing(ctx, "SELECT id FROM attachment WHERE owner_id"+isErasing); err != nil {
		return err
	}
	of, err := w.hashesOf(ctx, isErasing)
	if err != nil {
		return err
	}
	rows, err := w.s.values(ctx, 1, "SELECT hash FROM attachment WHERE id"+isErasing)
	for _, r := range rows {
		if h, ok := r[0].(string); ok {
			of = append(of, h)
		}
	}
	w.loose = of
	return err
}

// gatherLinks adds the relations in which others name, or once named, a customer
// who goes.
func (w *writer) gatherLinks(ctx context.Context) error {
	for _, text := range []string{
		"SELECT id FROM relation WHERE other" + isErasing,
		"SELECT row FROM change WHERE entity = 'relation' AND (col = 'other' AND (before" + isErasing + " OR after" + isErasing + `)
			OR made = -1 AND json_extract(before, '$.other')` + isErasing + ")",
	} {
		if _, err := w.erasing(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// bumpNeighbours makes a form that is open on somebody who names a customer who
// goes stale.
func (w *writer) bumpNeighbours(ctx context.Context) error {
	_, err := w.s.exec(ctx, `UPDATE customer SET version = version + 1, updated_at = ? WHERE id IN (
		SELECT customer FROM relation WHERE other`+isErasing+` UNION SELECT id FROM customer WHERE organisation`+isErasing+`)`, w.stamp)
	return err
}

// eraseIndex removes the rows from the search. They go in ascending order;
// otherwise FTS5 writes a segment for each.
func (w *writer) eraseIndex(ctx context.Context) error {
	for _, x := range indexed {
		if err := w.all(ctx, "DELETE FROM "+x.index+" WHERE rowid IN (SELECT n FROM "+x.table+" WHERE id"+isErasing+")"); err != nil {
			return err
		}
	}
	return nil
}

// eraseSamples removes what the statistics for plans may quote of keys.
func (w *writer) eraseSamples(ctx context.Context) error {
	var sampled int
	err := w.s.row(ctx, "SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat4'", nil, &sampled)
	if err == nil && sampled > 0 {
		err = w.all(ctx, "DELETE FROM sqlite_stat4")
	}
	return err
}

// eraseHistory removes what was recorded about the rows that go, and what of
// others names them: it could not be taken back any more.
func (w *writer) eraseHistory(ctx context.Context) error {
	return w.all(ctx, "DELETE FROM change WHERE customer"+isErasing,
		"DELETE FROM change WHERE row"+isErasing+` OR col IN ('customer', 'organisation', 'merged_into') AND (before`+isErasing+" OR after"+isErasing+`)
			OR made = -1 AND entity = 'apart' AND EXISTS (SELECT 1 FROM json_each(before) j WHERE j.value`+isErasing+")")
}

// eraseRows removes the rows themselves, and empties or removes what refers to
// them.
func (w *writer) eraseRows(ctx context.Context) error {
	refs, err := references(ctx, w.s)
	if err != nil {
		return err
	}
	for _, r := range refs {
		text := "DELETE FROM " + r.table + " WHERE " + r.column + isErasing
		if r.table == "customer" && r.column == "picture" {
			continue
		}
		if !r.notNull && r.column != "customer" {
			text = "UPDATE " + r.table + " SET " + r.column + " = NULL WHERE " + r.column + isErasing
		}
		if err := w.all(ctx, text); err != nil {
			return err
		}
	}
	owned, err := tablesWith(ctx, w.s, "customer")
	if err != nil {
		return err
	}
	for _, name := range owned {
		if err := w.all(ctx, "DELETE FROM "+name+" WHERE customer"+isErasing); err != nil {
			return err
		}
	}
	var pictures int
	if err := w.s.row(ctx, "SELECT count(*) FROM customer WHERE picture IS NOT NULL AND id"+isErasing, nil, &pictures); err != nil {
		return err
	}
	for _, name := range tableNames() {
		if t := tables[name]; t.parent == "customer" || t == erasedTable {
			continue // found by their customer above; and the ledger stays
		}
		if err := w.all(ctx, "DELETE FROM "+name+" WHERE id"+isErasing); err != nil {
			return err
		}
	}
	if pictures > 0 {
		return w.all(ctx, `DELETE FROM picture WHERE id NOT IN (SELECT picture FROM customer WHERE picture IS NOT NULL)
			AND id NOT IN (SELECT before FROM change WHERE col = 'picture' AND before IS NOT NULL)
			AND id NOT IN (SELECT after FROM change WHERE col = 'picture' AND after IS NOT NULL)`)
	}
	return nil
}

// reference is a column that names rows of another table.
type reference struct {
	table, column string
	notNull       bool
}

// references lists the columns of the schema that name rows.
func references(ctx context.Context, s *session) ([]reference, error) {
	var out []reference
	err := s.each(ctx, `SELECT m.name, k."from", i."notnull" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) k
		JOIN pragma_table_info(m.name) i ON i.name = k."from" WHERE m.type = 'table' ORDER BY m.name, k."from"`, nil, func(scan func(...any) error) error {
		var r reference
		err := scan(&r.table, &r.column, &r.notNull)
		if r.table != "change" {
			out = append(out, r)
		}
		return err
	})
	return out, err
}

// tablesWith lists the tables that have a column; the history is none of them.
func tablesWith(ctx context.Context, s *session, column string) ([]string, error) {
	var out []string
	err := s.each(ctx, `SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) i
		WHERE m.type = 'table' AND i.name = ? ORDER BY m.name`, []any{column}, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		out = append(out, name)
		return err
	})
	return slices.DeleteFunc(out, func(name string) bool { return name == "change" }), err
}
