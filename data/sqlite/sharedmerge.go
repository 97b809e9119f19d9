package sqlite

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// merging takes into the book what other devices changed. It works table by
// table, those first that others name, and comes back to rows that had to wait.
type merging struct {
	w       *writer
	view    oplog.View
	batches []oplog.Batch
	u       *undone
	done    oplog.Merged

	arrived map[string][]*arrival // by table
	at      map[rowName]*arrival
	queue   []*arrival // to be looked at again
	erased  map[string]bool
	fresh   map[rowName]bool // made here
	known   map[rowName]bool // looked for and found
	entries map[string]bool  // tables of which entries were kept before
	waits   map[int64]bool   // by table: some of its rows wait; asked for once
	awaited map[int64]bool   // by table: rows wait for some of its

	didErase bool
}

// arrival is a row of which something came, or that has to be looked at again.
type arrival struct {
	name  rowName
	owner string // of a part: the row it belongs to
	cells []arrivedCells
	again bool
}

type arrivedCells struct {
	batch int
	cells map[string]oplog.Cell
}

// mergeAtOnce is how many rows are read together.
const mergeAtOnce = 500

func (w *writer) merge(ctx context.Context, view oplog.View, batches []oplog.Batch) (done oplog.Merged, changes []book.Change, erased bool, err error) {
	m := &merging{
		w: w, view: view, batches: batches, u: newUndone(),
		arrived: map[string][]*arrival{}, at: map[rowName]*arrival{}, fresh: map[rowName]bool{}, known: map[rowName]bool{}, waits: map[int64]bool{}, awaited: map[int64]bool{}, entries: map[string]bool{},
	}
	w.quiet = true
	err = m.run(ctx)
	list := m.u.list
	if len(list) > announced {
		list = []book.Change{{Entity: book.EntityAll}}
	}
	return m.done, list, m.didErase, err
}

func (m *merging) run(ctx context.Context) error {
	if err := m.prepare(ctx); err != nil {
		return err
	}
	if err := m.takeErased(context.WithoutCancel(ctx)); err != nil {
		return err
	}
	order, err := m.w.byNeed(ctx)
	if err != nil {
		return err
	}
	for _, t := range order {
		list := m.arrived[t.name]
		delete(m.arrived, t.name)
		for part := range slices.Chunk(list, mergeAtOnce) {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := m.take(context.WithoutCancel(ctx), t, part); err != nil {
				return err
			}
		}
	}
	for name, list := range m.arrived {
		if err := m.park(ctx, name, list); err != nil {
			return err
		}
	}
	for len(m.queue) > 0 {
		list := m.queue
		m.queue = nil
		for _, a := range list {
			if err := m.take(context.WithoutCancel(ctx), tables[a.name.table], []*arrival{a}); err != nil {
				return err
			}
		}
	}
	return m.w.renewDerived(ctx, m.u)
}

// prepare sorts what came by rows. One without cells is looked at again.
func (m *merging) prepare(ctx context.Context) error {
	var labels []string
	for i, b := range m.batches {
		if b.Label != "" && !slices.Contains(labels, b.Label) {
			labels = append(labels, b.Label)
		}
		for _, r := range b.Rows {
			if stays(tables[r.Table], r.ID) {
				continue // of a program that still shared it
			}
			name := rowName{r.Table, r.ID}
			a := m.at[name]
			if a == nil {
				a = &arrival{name: name}
				m.at[name] = a
				m.arrived[r.Table] = append(m.arrived[r.Table], a)
			}
			if len(r.Cells) == 0 {
				a.again = true
				continue
			}
			a.cells = append(a.cells, arrivedCells{i, r.Cells})
			if t := tables[r.Table]; t != nil && t.parent != "" {
				if id, ok := r.Cells[t.parent].Value.(string); ok {
					a.owner = id
				}
			}
		}
	}
	if m.w.op.Actor == "" {
		m.w.op.Actor = strings.Join(labels, ", ")
	}
	var err error
	if m.erased, err = m.w.erasedRows(ctx); err != nil {
		return err
	}
	return m.w.s.each(ctx, "SELECT name FROM sync_name WHERE EXISTS (SELECT 1 FROM sync_row WHERE entity = n)", nil, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		m.entries[name] = true
		return err
	})
}

// erasedRows are the ids of rows that were erased for good.
func (w *writer) erasedRows(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	err := w.s.each(ctx, "SELECT id FROM erased", nil, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		out[id] = true
		return err
	})
	return out, err
}

// byNeed orders the tables so that a row comes after those that it names, and
// after those that say what it is worth.
func (w *writer) byNeed(ctx context.Context) ([]*table, error) {
	var out []*table
	seen := map[string]bool{}
	var visit func(t *table) error
	visit = func(t *table) error {
		if seen[t.name] {
			return nil
		}
		seen[t.name] = true
		s, err := w.shapeOf(ctx, t)
		if err != nil {
			return err
		}
		needs := make([]string, 0, len(s.refers))
		for _, to := range s.refers {
			needs = append(needs, to)
		}
		slices.Sort(needs)
		for _, to := range needs {
			if p := tables[to]; p != nil {
				if err := visit(p); err != nil {
					return err
				}
			}
		}
		out = append(out, t)
		return nil
	}
	seen[erasedName] = true // takeErased has done it
	for _, name := range slices.Concat([]string{settingTable.name, rateTable.name}, tableNames()) {
		if err := visit(tables[name]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// take merges what came of some rows of one table.
func (m *merging) take(ctx context.Context, t *table, list []*arrival) error {
	s, err := m.w.shapeOf(ctx, t)
	if err != nil {
		return err
	}
	n, err := m.w.number(ctx, t.name)
	if err != nil {
		return err
	}
	stored, err := m.storedRows(ctx, t, list)
	if err != nil {
		return err
	}
	for _, a := range list {
		e := entry{base: first}
		if m.entries[t.name] || a.again {
			if e, err = m.w.entryOf(ctx, n, a.name.id); err != nil {
				return err
			}
		}
		row := stored[a.name.id]
		_, aside := e.hidden[t.parent]
		if row == nil && t.parent != "" && !aside && (e.there || a.owner == "") {
			if row, err = m.elsewhere(ctx, t, a.name.id); err != nil {
				return err
			}
		}
		full := wholeRow(t, s, a.name.id, row, e)
		changed, err := m.mergeCells(ctx, t, a, &full, row != nil)
		if err != nil {
			return err
		}
		if !changed && (!a.again || row == nil && !e.there) {
			continue
		}
		if err := m.place(ctx, placing{t, s, n, full, row, e}); err != nil {
			return err
		}
	}
	return nil
}

// storedRows reads rows of one table together.
func (m *merging) storedRows(ctx context.Context, t *table, list []*arrival) (map[string][]any, error) {
	ids := make([]string, len(list))
	var owners []string
	for i, a := range list {
		ids[i] = a.name.id
		if t.parent != "" && a.owner != "" {
			owners = append(owners, a.owner)
		}
	}
	text, args := "SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.name+" WHERE id"+inList, []any{idList(ids)}
	if t.parent != "" {
		if len(owners) == 0 {
			return nil, nil
		}
		slices.Sort(owners)
		text = "SELECT " + strings.Join(t.columns, ", ") + " FROM " + t.name + " WHERE " + t.parent + " IN (SELECT value FROM json_each(?)) AND id" + inList
		args = []any{idList(slices.Compact(owners)), idList(ids)}
	}
	rows, err := m.w.s.values(ctx, len(t.columns), text, args...)
	out := make(map[string][]any, len(rows))
	for _, r := range rows {
		out[t.id(r)] = r
	}
	return out, err
}

// elsewhere finds a part whose owner is not known, or is another than was said.
func (m *merging) elsewhere(ctx context.Context, t *table, id string) ([]any, error) {
	rows, err := m.w.s.values(ctx, len(t.columns), "SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.name+" WHERE id = ?", id)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return rows[0], nil
}

// plumbing are columns that nobody wrote by hand: that they differ is no
// conflict to be shown.
var plumbing = map[string]bool{
	"pos": true, "normal": true, "trashed_at": true, "merged_into": true, "created_at": true, "contact_told": true,
	"fingerprint": true, "external_id": true, "source": true, "extra": true, "customer": true, "picture": true, "done_at": true,
}

// mergeCells takes the greater cells, and keeps what lost although its writer
// did not know of the other.
func (m *merging) mergeCells(ctx context.Context, t *table, a *arrival, full *oplog.Row, stored bool) (changed bool, err error) {
	for _, part := range a.cells {
		b := m.batches[part.batch]
		for column, c := range part.cells {
			if c.Time >= oplog.Limit {
				continue
			}
			old, known := full.Cells[column]
			i, shown := t.at[column]
			if m.view.Yield && known && old.Stamp == first {
				delete(full.Cells, column)
			}
			shown = shown && i > 0 && stored && known && !m.view.Yield && !plumbing[column] && t != settingTable
			if full.Put(column, c) {
				changed = true
				m.done.Received++
				if shown && old.Value != c.Value && b.Unseen(c, old) {
					err = m.keepOther(ctx, t, *full, column, old)
				} else if shown {
					err = m.dropOther(ctx, t, *full, " AND col = ?", column)
				}
			} else if shown && m.view.Mine[old.By] && !m.view.Mine[c.By] && c.Value != old.Value && c.Time > m.view.Had[c.By] && c.Time > 1 {
				err = m.keepOther(ctx, t, *full, column, c)
			}
			if err != nil {
				return changed, err
			}
		}
	}
	return changed, nil
}

// keepOther keeps a value that lost.
func (m *merging) keepOther(ctx context.Context, t *table, full oplog.Row, column string, lost oplog.Cell) error {
	m.done.Conflicts++
	owner := ownerOf(t, full)
	m.u.announce(book.Change{Entity: book.EntityConflicts, Customer: book.ID(owner)})
	// Who was stopped in the middle takes some of it twice.
	_, err := m.w.s.exec(ctx, `INSERT INTO othervalue(id, entity, row, customer, col, value, by, at) SELECT ?1,?2,?3,?4,?5,?6,?7,?8
		WHERE NOT EXISTS (SELECT 1 FROM othervalue WHERE entity = ?2 AND row = ?3 AND col = ?5 AND value IS ?6 AND by = ?7 AND at = ?8)`,
		string(book.NewID()), t.name, full.ID, null(owner), column, lost.Value, m.view.Labels[lost.By], stamp(lost.Time.Wall()))
	return err
}

// dropOther forgets the values that lost against one whose writer knew of them.
func (m *merging) dropOther(ctx context.Context, t *table, full oplog.Row, and string, args ...any) error {
	res, err := m.w.s.exec(ctx, "DELETE FROM othervalue WHERE entity = ? AND row = ?"+and, append([]any{t.name, full.ID}, args...)...)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if n > 0 {
		m.u.announce(book.Change{Entity: book.EntityConflicts, Customer: book.ID(ownerOf(t, full))})
	}
	return err
}

// ownerOf is the customer whom a row concerns.
func ownerOf(t *table, r oplog.Row) string {
	switch t.owner {
	case "":
		return ""
	case "id":
		return r.ID
	}
	s, _ := r.Cells[t.owner].Value.(string)
	return s
}
