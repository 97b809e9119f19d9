package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"dragoman/data/oplog"
)

// placing is one row on its way into its table.
type placing struct {
	t     *table
	s     *shape
	n     int64 // number of the table
	full  oplog.Row
	row   []any // as it is stored, or nil
	entry entry
}

// need is what a row waits for: another row; or, of the table unknownNeeds, a
// program that knows its table or column.
type need struct {
	entity int64
	row    string
}

// unknownNeeds stands for a newer program.
const unknownNeeds = -1

// place makes the stored row what is known of it: it makes, changes or removes
// the row, or keeps it aside until it can be shown.
func (m *merging) place(ctx context.Context, p placing) error {
	if waits, err := m.any(ctx, m.waits, p.n, "SELECT EXISTS (SELECT 1 FROM sync_wait WHERE entity = ?)"); err != nil {
		return err
	} else if waits {
		if _, err := m.w.s.exec(ctx, "DELETE FROM sync_wait WHERE entity = ? AND row = ?", p.n, p.full.ID); err != nil {
			return err
		}
	}
	if m.isErased(p) {
		if err := m.takeAway(ctx, p); err != nil {
			return err
		}
		_, err := m.w.s.exec(ctx, "DELETE FROM sync_row WHERE entity = ? AND row = ?", p.n, rowKey(p.full.ID))
		return err
	}
	row, hidden, needs, err := m.wanted(ctx, p)
	if err != nil {
		return err
	}
	if row == nil {
		err = m.takeAway(ctx, p)
	} else {
		err = m.show(ctx, p, row)
	}
	if err != nil {
		return err
	}
	e := pack(p.t, p.s, p.full, row, hidden)
	e.there = p.entry.there
	if err := m.w.saveEntry(ctx, p.n, p.full.ID, e); err != nil {
		return err
	}
	return m.wait(ctx, p.n, p.full.ID, needs)
}

// any asks once for a table whether rows wait. There may be none any more.
func (m *merging) any(ctx context.Context, of map[int64]bool, n int64, text string) (bool, error) {
	yes, asked := of[n]
	if asked {
		return yes, nil
	}
	err := m.w.s.row(ctx, text, []any{n}, &yes)
	of[n] = yes
	return yes, err
}

func (m *merging) wait(ctx context.Context, n int64, id string, needs []need) error {
	for _, x := range needs {
		m.waits[n], m.awaited[x.entity] = true, true
		if _, err := m.w.s.exec(ctx, "INSERT OR IGNORE INTO sync_wait(entity, row, on_entity, on_row) VALUES (?,?,?,?)", n, id, x.entity, x.row); err != nil {
			return err
		}
	}
	return nil
}

// isErased tells whether a row or what it belongs to was erased for good.
func (m *merging) isErased(p placing) bool {
	if len(m.erased) == 0 {
		return false
	}
	if m.erased[p.full.ID] {
		return true
	}
	for i, c := range p.t.columns {
		if _, refers := p.s.refers[i]; refers && p.s.notNull[i] {
			if id, _ := p.full.Cells[c].Value.(string); m.erased[id] {
				return true
			}
		}
	}
	_, stays := stripped[p.t.name]
	return !stays && p.t.owner == "customer" && m.erased[ownerOf(p.t, p.full)]
}

// wanted returns the row as it is to be shown, nil for none, with the cells
// that it cannot hold and what it waits for.
func (m *merging) wanted(ctx context.Context, p placing) (row []any, hidden map[string]oplog.Cell, needs []need, err error) {
	if !p.full.Alive() {
		return nil, nil, nil, nil
	}
	row = make([]any, len(p.t.columns))
	row[0] = p.full.ID
	hidden = map[string]oplog.Cell{}
	for c, cell := range p.full.Cells {
		i, known := p.t.at[c]
		switch {
		case c == oplog.Removed || c == oplog.Touched:
		case !known || i == 0:
			hidden[c] = cell
			needs = append(needs, need{unknownNeeds, c})
		default:
			row[i] = p.full.Value(c)
		}
	}
	var missing []need
	for i := 1; i < len(row); i++ {
		if !fits(row[i], p.s, i) {
			row[i] = nil
		}
		to, refers := p.s.refers[i]
		if refers && row[i] != nil {
			there, x, err := m.there(ctx, p, to, row[i])
			if err != nil {
				return nil, nil, nil, err
			}
			if !there {
				missing = append(missing, x)
				if p.s.notNull[i] {
					return nil, nil, append(needs, missing...), nil
				}
				row[i] = nil
			}
		}
		if row[i] == nil {
			row[i] = p.s.blank[i]
		}
		if cell, ok := p.full.Cells[p.t.columns[i]]; ok && cell.Value != row[i] {
			hidden[p.t.columns[i]] = cell
		}
	}
	needs = append(needs, missing...)
	twin, err := m.twin(ctx, p, row)
	if err != nil {
		return nil, nil, nil, err
	}
	if twin != "" {
		return nil, nil, append(needs, need{p.n, twin}), nil
	}
	return row, hidden, needs, nil
}

// fits tells whether a column can hold a value.
func fits(v any, s *shape, i int) bool {
	switch v.(type) {
	case int64:
		return s.number[i]
	case string:
		return !s.number[i]
	}
	return v == nil
}

// there looks for the row that another names.
func (m *merging) there(ctx context.Context, p placing, to string, v any) (bool, need, error) {
	id, _ := v.(string)
	n, err := m.w.number(ctx, to)
	name := rowName{to, id}
	if err != nil || id == p.full.ID && to == p.t.name || m.fresh[name] || m.known[name] {
		return true, need{}, err
	}
	if m.erased[id] {
		return false, need{n, id}, nil
	}
	var one int
	err = m.w.s.row(ctx, "SELECT 1 FROM "+to+" WHERE id = ?", []any{id}, &one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, need{n, id}, nil
	}
	m.known[name] = err == nil
	return true, need{}, err
}

// twin finds a row that says the same where no two may, such as the same tag of
// a customer. The one with the lower id is shown; the other gives way to it.
func (m *merging) twin(ctx context.Context, p placing, row []any) (string, error) {
	for _, set := range p.s.unique {
		where := make([]string, len(set))
		args := make([]any, 0, len(set)+1)
		for i, at := range set {
			where[i] = p.t.columns[at] + " = ?"
			args = append(args, row[at])
		}
		others, err := m.w.s.values(ctx, len(p.t.columns), "SELECT "+strings.Join(p.t.columns, ", ")+" FROM "+p.t.name+" WHERE "+strings.Join(where, " AND ")+" AND id <> ?", append(args, p.full.ID)...)
		if err != nil {
			return "", err
		}
		for _, other := range others {
			id := p.t.id(other)
			if id < p.full.ID {
				return id, nil
			}
			if err := m.giveWay(ctx, p, id, other); err != nil {
				return "", err
			}
		}
	}
	return "", nil
}

// giveWay takes a stored row away in favour of p, for which it waits from then.
func (m *merging) giveWay(ctx context.Context, p placing, id string, row []any) error {
	e, err := m.w.entryOf(ctx, p.n, id)
	if err != nil {
		return err
	}
	other := placing{t: p.t, s: p.s, n: p.n, full: wholeRow(p.t, p.s, id, row, e), row: row, entry: e}
	if err := m.takeAway(ctx, other); err != nil {
		return err
	}
	x := pack(p.t, p.s, other.full, nil, nil)
	x.there = e.there
	if err := m.w.saveEntry(ctx, p.n, id, x); err != nil {
		return err
	}
	return m.wait(ctx, p.n, id, []need{{p.n, p.full.ID}})
}

// show makes or changes the stored row.
func (m *merging) show(ctx context.Context, p placing, row []any) error {
	owner := ownerOf(p.t, p.full)
	change := recorded{t: p.t, row: p.full.ID, owner: owner}
	if p.row == nil {
		if err := m.w.make(ctx, p.t, row); err != nil {
			return err
		}
		if !m.cameWith(p, row, owner) {
			if err := m.w.record(ctx, p.t, p.full.ID, owner, 1, "", nil, nil); err != nil {
				return err
			}
		}
		m.fresh[rowName{p.t.name, p.full.ID}] = true
		delete(m.u.gone, p.t.name+"/"+p.full.ID)
		m.u.remade[p.t.name+"/"+p.full.ID] = true
		if err := m.wake(ctx, p.n, p.full.ID); err != nil {
			return err
		}
		return m.u.touched(change, row)
	}
	moved := p.t.parent != "" && p.row[p.t.at[p.t.parent]] != row[p.t.at[p.t.parent]]
	if moved {
		// Parts lie in the file by whom they belong to.
		if err := m.takeAway(ctx, p); err != nil {
			return err
		}
		p.row = nil
		return m.show(ctx, p, row)
	}
	changed, err := m.w.update(ctx, p.t, p.row, row, owner)
	if err != nil || !changed {
		return err
	}
	m.u.altered(change)
	if len(p.s.unique) > 0 {
		if err := m.wake(ctx, p.n, p.full.ID); err != nil {
			return err
		}
	}
	return m.u.touched(change, row)
}

// cameWith tells whether a new row came together with what it is a part of, or with
// the customer to whom it belongs: the history tells of those alone.
func (m *merging) cameWith(p placing, row []any, owner string) bool {
	if p.t.parent == "" {
		return p.t != customerTable && owner != "" && m.fresh[rowName{customerTable.name, owner}]
	}
	id, _ := row[p.t.at[p.t.parent]].(string)
	return m.fresh[rowName{p.s.refers[p.t.at[p.t.parent]], id}]
}

// takeAway removes the stored row of p, if there is one. Rows that cannot be
// without it are looked at again.
func (m *merging) takeAway(ctx context.Context, p placing) error {
	if p.row == nil {
		return nil
	}
	id := p.full.ID
	for _, x := range indexed {
		if x.table != p.t.name {
			continue
		}
		if _, err := m.w.s.exec(ctx, "DELETE FROM "+x.index+" WHERE rowid = (SELECT n FROM "+x.table+" WHERE id = ?)", id); err != nil {
			return err
		}
	}
	if err := m.dependents(ctx, p.t.name, id); err != nil {
		return err
	}
	owner := ownerOf(p.t, p.full)
	if m.isErased(p) {
		if _, err := m.w.s.exec(ctx, p.t.deleteSQL, owner, id); err != nil {
			return err
		}
		if err := m.w.beginOperation(ctx); err != nil {
			return err
		}
	} else if err := m.w.delete(ctx, p.t, p.row, owner); err != nil {
		return err
	}
	if err := m.dropOther(ctx, p.t, p.full, ""); err != nil {
		return err
	}
	m.u.gone[p.t.name+"/"+id] = true
	delete(m.fresh, rowName{p.t.name, id})
	delete(m.known, rowName{p.t.name, id})
	if err := m.wake(ctx, p.n, id); err != nil {
		return err
	}
	return m.u.touched(recorded{t: p.t, row: id, owner: owner}, p.row)
}

// dependents has the rows looked at again that name one which goes.
func (m *merging) dependents(ctx context.Context, name, id string) error {
	for _, other := range tableNames() {
		t := tables[other]
		s, err := m.w.shapeOf(ctx, t)
		if err != nil {
			return err
		}
		for i, to := range s.refers {
			if to != name {
				continue
			}
			parent := t.parent
			if parent == "" {
				parent = "id"
			}
			err := m.w.s.each(ctx, "SELECT id, "+parent+" FROM "+t.name+" WHERE "+t.columns[i]+" = ?", []any{id}, func(scan func(...any) error) error {
				a := &arrival{name: rowName{table: t.name}, again: true}
				err := scan(&a.name.id, &a.owner)
				m.queue = append(m.queue, a)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// wake has the rows looked at again that wait for a row.
func (m *merging) wake(ctx context.Context, n int64, id string) error {
	if len(m.queue) >= mostWoken {
		return nil
	}
	if awaited, err := m.any(ctx, m.awaited, n, "SELECT EXISTS (SELECT 1 FROM sync_wait WHERE on_entity = ?)"); err != nil || !awaited {
		return err
	}
	names, err := m.w.naming(ctx)
	if err != nil {
		return err
	}
	return m.w.s.each(ctx, "SELECT entity, row FROM sync_wait WHERE on_entity = ? AND on_row = ?", []any{n, id}, func(scan func(...any) error) error {
		var entity int64
		var row string
		if err := scan(&entity, &row); err != nil {
			return err
		}
		if tables[names.name[entity]] != nil {
			m.queue = append(m.queue, &arrival{name: rowName{names.name[entity], row}, again: true})
		}
		return nil
	})
}

// ripe finds rows that no longer have to wait.
func (w *writer) ripe(ctx context.Context) (out []oplog.Row, err error) {
	kinds, err := w.s.values(ctx, 2, "SELECT DISTINCT entity, on_entity FROM sync_wait")
	if err != nil {
		return nil, err
	}
	for _, k := range kinds {
		entity, _ := k[0].(int64)
		on, _ := k[1].(int64)
		t := tables[w.named.name[entity]]
		if t == nil {
			continue
		}
		text, args := "", []any{entity, on}
		if on == unknownNeeds {
			text = " AND (on_row = '' OR on_row IN (SELECT value FROM json_each(?)))"
			args = append(args, idList(t.columns))
		} else {
			s, err := w.shapeOf(ctx, t)
			if err != nil {
				return nil, err
			}
			// Who waits for a twin to go, and not for a row to come.
			if on == entity && len(s.unique) > 0 {
				text = " NOT"
			}
			text = " AND" + text + " EXISTS (SELECT 1 FROM " + w.named.name[on] + " WHERE id = on_row)"
		}
		err := w.s.each(ctx, "SELECT DISTINCT row FROM sync_wait WHERE entity = ? AND on_entity = ?"+text, args, func(scan func(...any) error) error {
			r := oplog.Row{Table: t.name}
			err := scan(&r.ID)
			out = append(out, r)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// mostWoken is how many rows are woken in one merge. The others wait for the
// next.
const mostWoken = 200

// park keeps rows of a table that this program does not know.
func (m *merging) park(ctx context.Context, name string, list []*arrival) error {
	n, err := m.w.number(ctx, name)
	if err != nil {
		return err
	}
	for _, a := range list {
		e, err := m.w.entryOf(ctx, n, a.name.id)
		if err != nil {
			return err
		}
		full := oplog.Row{Table: name, ID: a.name.id, Cells: e.hidden}
		changed := false
		for _, part := range a.cells {
			for c, cell := range part.cells {
				if cell.Time < oplog.Limit && full.Put(c, cell) {
					changed = true
					m.done.Received++
				}
			}
		}
		if !changed {
			continue
		}
		if err := m.w.saveEntry(ctx, n, a.name.id, entry{there: e.there, base: first, hidden: full.Cells}); err != nil {
			return err
		}
		if err := m.wait(ctx, n, a.name.id, []need{{unknownNeeds, ""}}); err != nil {
			return err
		}
	}
	return nil
}
