package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"dragoman/data/oplog"
)

// rowName names a row of the book.
type rowName struct{ table, id string }

// captured is what a transaction did to one row.
type captured struct {
	t       *table
	row     []any           // as it is now, or was when it was removed
	changed map[string]bool // columns
	made    bool
	removed bool
}

// capture gathers what a transaction of a shared book changes, so that the
// other devices hear of it. A book that is not shared has none.
type capture struct {
	by     string
	clock  oplog.Clock
	rows   map[rowName]*captured
	order  []rowName
	made   map[string]bool // customers that this transaction made
	others bool            // there are values that lost
}

// captureRows is how many rows are gathered before they are written down.
const captureRows = 4096

// capturing returns what the transaction gathers its changes in; nil when the
// book is not shared, or the changes come from another device.
func (w *writer) capturing(ctx context.Context) (*capture, error) {
	if w.quiet || w.catch != nil {
		return w.catch, nil
	}
	c := &capture{rows: map[rowName]*captured{}, made: map[string]bool{}}
	err := w.s.row(ctx, "SELECT replica, clock, EXISTS (SELECT 1 FROM othervalue) FROM sync_self", nil, &c.by, &c.clock.Last, &c.others)
	if errors.Is(err, sql.ErrNoRows) {
		w.quiet = true
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	w.catch = c
	return c, nil
}

// stays tells whether a row is of this device alone and is never shared: how
// the one who works here signs, and that this file is the demo book. Whoever
// shares a book with a colleague would otherwise sign with the colleague's name,
// and whoever joins a demo book could lose their own by resetting it.
func stays(t *table, id string) bool {
	return t == settingTable && slices.Contains([]string{ownerSetting, latinSetting, demoSetting, seedSetting}, id)
}

// caught returns where the changes of a row are gathered, nil when they are not.
func (w *writer) caught(ctx context.Context, t *table, id string) (*captured, error) {
	if stays(t, id) {
		return nil, nil
	}
	c, err := w.capturing(ctx)
	if err != nil || c == nil {
		return nil, err
	}
	name := rowName{t.name, id}
	if x, ok := c.rows[name]; ok {
		return x, nil
	}
	if len(c.order) >= captureRows {
		if err := w.release(ctx); err != nil {
			return nil, err
		}
	}
	x := &captured{t: t}
	c.rows[name] = x
	c.order = append(c.order, name)
	return x, nil
}

func (w *writer) captureInsert(ctx context.Context, t *table, row []any) error {
	if t == erasedTable {
		return nil // tellErased does it
	}
	x, err := w.caught(ctx, t, t.id(row))
	if err != nil || x == nil {
		return err
	}
	x.row, x.made, x.removed, x.changed = row, true, false, nil
	if t == customerTable {
		w.catch.made[t.id(row)] = true
	}
	return nil
}

func (w *writer) captureUpdate(ctx context.Context, t *table, before, row []any) error {
	x, err := w.caught(ctx, t, t.id(row))
	if err != nil || x == nil {
		return err
	}
	x.row = row
	for i, c := range t.columns {
		if before[i] != row[i] {
			if err := w.captureCell(ctx, x, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// captureCell notes that a column was written, perhaps with the value that it
// had.
func (w *writer) captureCell(ctx context.Context, x *captured, column string) error {
	if x.changed == nil {
		x.changed = map[string]bool{}
	}
	x.changed[column] = true
	if !w.catch.others {
		return nil
	}
	_, err := w.s.exec(ctx, "DELETE FROM othervalue WHERE entity = ? AND row = ? AND col = ?", x.t.name, x.t.id(x.row), column)
	return err
}

func (w *writer) captureDelete(ctx context.Context, t *table, row []any) error {
	x, err := w.caught(ctx, t, t.id(row))
	if err != nil || x == nil {
		return err
	}
	x.row, x.removed = row, true
	if w.catch.others {
		_, err = w.s.exec(ctx, "DELETE FROM othervalue WHERE entity = ? AND row = ?", t.name, t.id(row))
	}
	return err
}

// release writes down what was gathered: when each cell was written, and the
// changes for the next segment.
func (w *writer) release(ctx context.Context) error {
	c := w.catch
	if c == nil || len(c.order) == 0 {
		return nil
	}
	at := oplog.Stamp{Time: c.clock.Tick(w.now), By: c.by}
	if err := w.touchOwners(ctx); err != nil {
		return err
	}
	out := make([]oplog.Row, 0, len(c.order))
	for i := 0; i < len(c.order); i++ { // removing a tag may add others
		name := c.order[i]
		r, err := w.releaseRow(ctx, name, c.rows[name], at)
		if err != nil {
			return err
		}
		if len(r.Cells) > 0 {
			out = append(out, r)
		}
	}
	c.rows, c.order = map[rowName]*captured{}, nil
	if _, err := w.s.exec(ctx, "INSERT INTO sync_out(rows) VALUES (?)", oplog.Encode(out)); err != nil {
		return err
	}
	_, err := w.s.exec(ctx, "UPDATE sync_self SET clock = ?", int64(c.clock.Last))
	return err
}

// touchOwners notes on the customers whose rows were changed that something of
// theirs was: who wrote about a customer while another device put it into the
// trash finds it again.
func (w *writer) touchOwners(ctx context.Context) error {
	c := w.catch
	for _, name := range c.order {
		x := c.rows[name]
		if x.t == customerTable || x.t.owner == "" {
			continue
		}
		id := x.t.text(x.row, x.t.owner)
		if id == "" || c.made[id] || c.rows[rowName{"customer", id}] != nil {
			continue
		}
		row, found, err := w.stored(ctx, customerTable, id, id)
		if err != nil {
			return err
		}
		if found {
			c.rows[rowName{"customer", id}] = &captured{t: customerTable, row: row, changed: map[string]bool{oplog.Touched: true}}
			c.order = append(c.order, rowName{"customer", id})
		}
	}
	return nil
}

// releaseRow brings the entry of one row up to date and returns what is told
// of it.
func (w *writer) releaseRow(ctx context.Context, name rowName, x *captured, at oplog.Stamp) (oplog.Row, error) {
	r := oplog.Row{Table: name.table, ID: name.id, Cells: map[string]oplog.Cell{}}
	n, err := w.number(ctx, name.table)
	if err != nil {
		return r, err
	}
	s, err := w.shapeOf(ctx, x.t)
	if err != nil {
		return r, err
	}
	if x.made && !x.removed {
		done, err := w.releaseNew(ctx, n, &r, x, s, at)
		if err != nil || done {
			return r, err
		}
	}
	e, err := w.entryOf(ctx, n, name.id)
	if err != nil {
		return r, err
	}
	switch {
	case x.removed:
		err = w.releaseRemoved(ctx, n, &r, x, s, e, at)
	default:
		w.releaseChanged(&r, x, e, at)
		full := wholeRow(x.t, s, name.id, x.row, e)
		hidden := map[string]oplog.Cell{}
		for c, cell := range r.Cells {
			full.Put(c, cell)
		}
		for c, cell := range e.hidden {
			if _, told := r.Cells[c]; !told {
				hidden[c] = cell
			}
		}
		err = w.saveEntry(ctx, n, name.id, pack(x.t, s, full, x.row, hidden))
	}
	if err == nil && x.t.parent != "" {
		// Whoever hears of a part has to know whose it is, to find it.
		if _, told := r.Cells[x.t.parent]; !told {
			r.Cells[x.t.parent] = wholeRow(x.t, s, name.id, x.row, e).Cells[x.t.parent]
		}
	}
	return r, err
}

// releaseNew writes down a row that was made; done is false when the id was in
// use before.
func (w *writer) releaseNew(ctx context.Context, n int64, r *oplog.Row, x *captured, s *shape, at oplog.Stamp) (done bool, err error) {
	b, err := w.clocks(ctx, entry{base: at})
	if err != nil {
		return false, err
	}
	res, err := w.s.exec(ctx, "INSERT OR IGNORE INTO sync_row(entity, row, clocks) VALUES (?,?,?)", n, rowKey(r.ID), b)
	if err != nil {
		return false, err
	}
	if k, err := res.RowsAffected(); err != nil || k == 0 {
		return false, err
	}
	for i, c := range x.t.columns {
		if i > 0 && x.row[i] != nil && x.row[i] != s.blank[i] {
			r.Cells[c] = oplog.Cell{Value: x.row[i], Stamp: at}
		}
	}
	return true, nil
}

// releaseChanged tells the columns of a row that were written; all of them when
// the row is there again.
func (w *writer) releaseChanged(r *oplog.Row, x *captured, e entry, at oplog.Stamp) {
	for i, c := range x.t.columns {
		if i > 0 && (x.made || x.changed[c]) {
			r.Cells[c] = oplog.Cell{Value: x.row[i], Stamp: at}
		}
	}
	if x.changed[oplog.Touched] {
		r.Cells[oplog.Touched] = oplog.Cell{Value: int64(1), Stamp: at}
	}
	// Who changes a row that lies in the trash, without taking it out, leaves it
	// there.
	if i, ok := x.t.at[oplog.Trashed]; ok && x.row[i] != nil {
		r.Cells[oplog.Trashed] = oplog.Cell{Value: x.row[i], Stamp: at}
	}
}

// releaseRemoved keeps what a removed row held, in case that it was changed
// elsewhere and comes back.
func (w *writer) releaseRemoved(ctx context.Context, n int64, r *oplog.Row, x *captured, s *shape, e entry, at oplog.Stamp) error {
	full := wholeRow(x.t, s, r.ID, x.row, e)
	r.Put(oplog.Removed, oplog.Cell{Value: int64(1), Stamp: at})
	full.Put(oplog.Removed, r.Cells[oplog.Removed])
	if err := w.saveEntry(ctx, n, r.ID, pack(x.t, s, full, nil, nil)); err != nil {
		return err
	}
	// Two devices may have made the same, as a tag: the one that is not shown
	// goes with the one that is.
	var twins []string
	err := w.s.each(ctx, "SELECT row FROM sync_wait WHERE on_entity = ?1 AND on_row = ?2 AND entity = ?1", []any{n, r.ID}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		twins = append(twins, id)
		return err
	})
	for _, id := range twins {
		name := rowName{x.t.name, id}
		if w.catch.rows[name] != nil {
			continue
		}
		te, err := w.entryOf(ctx, n, id)
		if err != nil {
			return err
		}
		row := make([]any, len(x.t.columns))
		row[0] = id
		for i, c := range x.t.columns[1:] {
			row[i+1] = te.hidden[c].Value
		}
		if _, err := w.s.exec(ctx, "DELETE FROM sync_wait WHERE entity = ? AND row = ?", n, id); err != nil {
			return err
		}
		w.catch.rows[name] = &captured{t: x.t, row: row, removed: true}
		w.catch.order = append(w.catch.order, name)
	}
	return err
}
