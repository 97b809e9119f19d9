package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/oplog"
)

// stored reads the journaled columns of one row.
func (w *writer) stored(ctx context.Context, t *table, owner, id string) (row []any, found bool, err error) {
	rows, err := w.s.values(ctx, len(t.columns), t.oneSQL, owner, id)
	if err != nil || len(rows) == 0 {
		return nil, false, err
	}
	return rows[0], true, nil
}

// insert makes a row, with derived columns beside the journaled ones, and
// records it as one change.
func (w *writer) insert(ctx context.Context, t *table, row []any, owner string, derived []string, values []any) error {
	if _, err := w.insertRow(ctx, t, row, derived, values); err != nil {
		return err
	}
	return w.record(ctx, t, t.id(row), owner, 1, "", nil, nil)
}

// insertRow makes a row without recording it.
func (w *writer) insertRow(ctx context.Context, t *table, row []any, derived []string, values []any) (sql.Result, error) {
	text, args := t.insertSQL, row
	if len(derived) > 0 {
		text = strings.Replace(text, ") VALUES (", ", "+strings.Join(derived, ", ")+") VALUES ("+strings.Repeat("?,", len(derived)), 1)
		args = slices.Concat(row, values)
	}
	w.op.Rows++
	if w.op.Rows >= bulkRows {
		if err := w.widen(ctx); err != nil {
			return nil, err
		}
	}
	if err := w.captureInsert(ctx, t, row); err != nil {
		return nil, err
	}
	res, err := w.s.exec(ctx, text, args...)
	if err == nil && t == customerTable {
		err = w.beginWorth(ctx, res)
	}
	return res, err
}

// beginWorth makes the row that says what a new customer is worth. The triggers
// of what belongs to the customer keep it from then on; only when something is
// taken back may that have come before. A trigger would do it too, but makes FTS5
// write its index to the disk at every customer of an import.
func (w *writer) beginWorth(ctx context.Context, res sql.Result) error {
	n, err := res.LastInsertId()
	if err != nil {
		return err
	}
	texts := []string{"INSERT INTO worth(n) VALUES (?1)"}
	if w.op.Of != "" {
		texts = append(texts, "UPDATE worth SET (orders, spent, bought, tier, asked) = (SELECT orders, spent, bought, tier, asked FROM worth_now v WHERE v.n = worth.n) WHERE n = ?1",
			"INSERT INTO stance SELECT n, id, purpose, whole, state, expires FROM stance_now WHERE n = ?1")
	}
	for _, text := range texts {
		if _, err := w.s.exec(ctx, text, n); err != nil {
			return err
		}
	}
	return nil
}

// bulkRows is from how many rows on a transaction is a large one.
const bulkRows = 2000

// widen gives a large transaction the memory to keep the pages of all indexes
// at hand until it ends. A page that several write goes home from the log once.
func (w *writer) widen(ctx context.Context) error {
	if w.f.wide {
		return nil
	}
	w.f.wide = true
	_, err := w.s.tx.ExecContext(ctx, "PRAGMA cache_size = -131072; PRAGMA wal_autocheckpoint = 24000")
	return err
}

// narrow gives the memory back after a large transaction, or after several that
// follow each other.
func (f *File) narrow(ctx context.Context) {
	if !f.wide || oplog.IsRepeatable(ctx) {
		return
	}
	f.wide = false
	if _, err := f.write.ExecContext(context.Background(), "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 4000; PRAGMA shrink_memory"); err != nil {
		f.o.Log.Warn("narrow the cache", "code", resultText(err))
	}
}

// update writes the columns in which row differs from before, each of them one
// change, and reports whether there were any.
func (w *writer) update(ctx context.Context, t *table, before, row []any, owner string) (bool, error) {
	var set []string
	var args []any
	for i, c := range t.columns {
		if before[i] == row[i] {
			continue
		}
		args = append(args, row[i])
		set = append(set, c+" = ?"+strconv.Itoa(2+len(args)))
		if err := w.record(ctx, t, t.id(row), owner, 0, c, before[i], row[i]); err != nil {
			return false, err
		}
	}
	if len(set) == 0 {
		return false, nil
	}
	if err := w.captureUpdate(ctx, t, before, row); err != nil {
		return false, err
	}
	w.op.Rows++
	_, err := w.s.exec(ctx, "UPDATE "+t.name+" SET "+strings.Join(set, ", ")+" WHERE "+t.key, slices.Concat([]any{owner, t.id(row)}, args)...)
	return true, err
}

// delete removes a row and keeps the whole of it in the history.
func (w *writer) delete(ctx context.Context, t *table, row []any, owner string) error {
	kept, err := rowJSON(t, row)
	if err != nil {
		return err
	}
	if err := w.record(ctx, t, t.id(row), owner, -1, "", kept, nil); err != nil {
		return err
	}
	if err := w.captureDelete(ctx, t, row); err != nil {
		return err
	}
	w.op.Rows++
	_, err = w.s.exec(ctx, t.deleteSQL, owner, t.id(row))
	return err
}

// record writes one change to the history, and the operation before the first.
func (w *writer) record(ctx context.Context, t *table, row, owner string, made int, col string, before, after any) error {
	if err := w.beginOperation(ctx); err != nil {
		return err
	}
	w.seq++
	w.pricing.notice(t, row, before)
	_, err := w.s.exec(ctx, "INSERT INTO change(op, seq, entity, row, customer, made, col, before, after) VALUES (?,?,?,?,?,?,?,?,?)",
		w.opN, w.seq, t.name, row, null(owner), made, col, before, after)
	return err
}

// beginOperation writes the operation itself, once.
func (w *writer) beginOperation(ctx context.Context) error {
	if w.opN != 0 {
		return nil
	}
	res, err := w.s.exec(ctx, "INSERT INTO operation(id, at, actor, kind, detail, of) VALUES (?,?,?,?,?,?)",
		w.op.ID, stamp(w.op.At), w.op.Actor, w.op.Kind, w.op.Detail, null(string(w.op.Of)))
	if err != nil {
		return err
	}
	w.opN, err = res.LastInsertId()
	return err
}

// endOperation sums anew what rates have changed, and notes how many rows were
// changed.
func (w *writer) endOperation(ctx context.Context) error {
	if err := w.release(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	if w.opN == 0 {
		return nil
	}
	if err := w.reprice(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	_, err := w.s.exec(context.WithoutCancel(ctx), "UPDATE operation SET rows = ? WHERE n = ?", w.op.Rows, w.opN)
	return err
}

// null stores "" as NULL.
func null(s string) any {
	if s == "" {
		return nil
	}
	return s
}

// rowJSON keeps a row as an object of its columns, without those that are
// NULL, empty or zero.
func rowJSON(t *table, row []any) (string, error) {
	m := make(map[string]any, len(row))
	for i, c := range t.columns {
		switch v := row[i].(type) {
		case nil:
		case string:
			m[c] = v
		case int64:
			m[c] = v
		default:
			return "", fmt.Errorf("column %s.%s holds a %T", t.name, c, v)
		}
	}
	b, err := json.Marshal(m)
	return string(b), err
}

// rowOf reads back what rowJSON wrote.
func rowOf(t *table, text string) ([]any, error) {
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var m map[string]any
	if err := d.Decode(&m); err != nil {
		return nil, err
	}
	row := make([]any, len(t.columns))
	for i, c := range t.columns {
		switch v := m[c].(type) {
		case nil:
		case string:
			row[i] = v
		case json.Number:
			n, err := v.Int64()
			if err != nil {
				return nil, err
			}
			row[i] = n
		default:
			return nil, errors.New("history of " + t.name + " cannot be read")
		}
	}
	if _, ok := row[0].(string); !ok {
		return nil, errors.New("history of " + t.name + " has no id")
	}
	return row, nil
}

// syncPart makes the stored rows of a part equal to those of v: it inserts,
// updates and deletes only what differs, and reports whether anything did.
func syncPart[V any](ctx context.Context, w *writer, p part[V], v *V, parent, owner string) (bool, error) {
	old, err := w.s.values(ctx, len(p.columns), p.selectSQL, parent)
	if err != nil {
		return false, err
	}
	byID := make(map[string][]any, len(old))
	for _, r := range old {
		byID[p.id(r)] = r
	}
	rows := p.rows(v)
	p.keepPositions(rows, byID)
	changed := false
	wanted := make(map[string]bool, len(rows))
	for _, r := range rows {
		wanted[p.id(r)] = true
	}
	for _, r := range old {
		if !wanted[p.id(r)] {
			changed = true
			if err := w.delete(ctx, p.table, r, owner); err != nil {
				return false, err
			}
		}
	}
	for _, r := range rows {
		before, ok := byID[p.id(r)]
		if !ok {
			changed = true
			err = w.insert(ctx, p.table, r, owner, nil, nil)
		} else {
			var c bool
			c, err = w.update(ctx, p.table, before, r, owner)
			changed = changed || c
		}
		if err != nil {
			return false, err
		}
	}
	return changed, nil
}

// keepPositions leaves rows where they were stored as long as their order is
// the one wanted, so that taking one away is not a change of all after it.
func (t *table) keepPositions(rows [][]any, stored map[string][]any) {
	i, ok := t.at["pos"]
	if !ok {
		return
	}
	last := int64(-1)
	for _, r := range rows {
		pos := last + 1
		if s, ok := stored[t.id(r)]; ok {
			if p, _ := s[i].(int64); p > last {
				pos = p
			}
		}
		r[i], last = pos, pos
	}
}
