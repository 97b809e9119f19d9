package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/oplog"
)

// erasedName is what the ledger of what was erased is called among the tables
// that devices exchange. It only grows.
const erasedName = "erased"

// eraseShared removes from what a shared book knows the rows in temp.erasing
// and the parts of the customers among them: their clocks, what is kept aside,
// and what was to be sent.
func (w *writer) eraseShared(ctx context.Context) error {
	if err := w.release(ctx); err != nil {
		return err
	}
	const keys = "SELECT unhex(replace(id, '-', '')) FROM temp.erasing UNION ALL SELECT id FROM temp.erasing"
	for _, name := range tableNames() {
		if t := tables[name]; t.parent == "customer" {
			err := w.all(ctx, "DELETE FROM sync_row WHERE entity = (SELECT n FROM sync_name WHERE name = '"+name+
				"') AND row IN (SELECT unhex(replace(id, '-', '')) FROM "+name+" WHERE customer"+isErasing+")")
			if err != nil {
				return err
			}
		}
	}
	err := w.all(ctx, "DELETE FROM sync_row WHERE row IN ("+keys+")", "DELETE FROM sync_wait WHERE row"+isErasing,
		"DELETE FROM othervalue WHERE row"+isErasing)
	if err != nil {
		return err
	}
	gone := map[string]bool{}
	if err := w.s.each(ctx, "SELECT id FROM temp.erasing", nil, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		gone[id] = true
		return err
	}); err != nil {
		return err
	}
	if err := w.eraseAside(ctx, gone); err != nil {
		return err
	}
	return w.eraseUntold(ctx, gone)
}

// concerns tells whether what was changed of a row names one that goes, other than
// as one among others.
func concerns(r oplog.Row, gone map[string]bool) bool {
	if gone[r.ID] {
		return true
	}
	owner, _ := r.Cells["customer"].Value.(string)
	if gone[owner] {
		return true
	}
	t := tables[r.Table]
	if t == nil || t.parent == "" {
		return false
	}
	parent, _ := r.Cells[t.parent].Value.(string)
	return gone[parent]
}

// eraseAside removes rows that are kept aside and belong to those who go.
func (w *writer) eraseAside(ctx context.Context, gone map[string]bool) error {
	named, err := w.naming(ctx)
	if err != nil {
		return err
	}
	rows, err := w.s.values(ctx, 4, "SELECT entity, row, clocks, hidden FROM sync_row WHERE hidden IS NOT NULL")
	if err != nil {
		return err
	}
	for _, r := range rows {
		n, _ := r[0].(int64)
		clocks, _ := r[2].([]byte)
		hidden, _ := r[3].([]byte)
		e, err := named.entry(clocks, hidden)
		if err != nil {
			return err
		}
		if !concerns(oplog.Row{Table: named.name[n], ID: keyID(r[1]), Cells: e.hidden}, gone) {
			continue
		}
		if _, err := w.s.exec(ctx, "DELETE FROM sync_row WHERE entity = ? AND row = ?", n, r[1]); err != nil {
			return err
		}
		if _, err := w.s.exec(ctx, "DELETE FROM sync_wait WHERE entity = ? AND row = ?", n, keyID(r[1])); err != nil {
			return err
		}
	}
	return nil
}

// eraseUntold takes those who go out of what was not sent yet.
func (w *writer) eraseUntold(ctx context.Context, gone map[string]bool) error {
	rows, err := w.s.values(ctx, 2, "SELECT n, rows FROM sync_out")
	if err != nil {
		return err
	}
	for _, r := range rows {
		data, _ := r[1].([]byte)
		list, err := oplog.Decode(data)
		if err != nil {
			return err
		}
		before := len(list)
		list = slices.DeleteFunc(list, func(x oplog.Row) bool { return x.Table != erasedName && concerns(x, gone) })
		if len(list) == before {
			continue
		}
		if _, err := w.s.exec(ctx, "UPDATE sync_out SET rows = ? WHERE n = ?", oplog.Encode(list), r[0]); err != nil {
			return err
		}
	}
	return nil
}

// tellErased tells the other devices what is in temp.erasing, but for what they
// told themselves.
func (w *writer) tellErased(ctx context.Context, day string, told map[string]bool) error {
	var c oplog.Clock
	at := oplog.Stamp{}
	err := w.s.row(ctx, "SELECT replica, clock FROM sync_self", nil, &at.By, &c.Last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	at.Time = c.Tick(w.now)
	var out []oplog.Row
	err = w.s.each(ctx, "SELECT id FROM temp.erasing", nil, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		if !told[id] {
			out = append(out, oplog.Row{Table: erasedName, ID: id, Cells: map[string]oplog.Cell{"at": {Value: day, Stamp: at}}})
		}
		return err
	})
	if err != nil || len(out) == 0 {
		return err
	}
	if _, err := w.s.exec(ctx, "INSERT INTO sync_out(rows) VALUES (?)", oplog.Encode(out)); err != nil {
		return err
	}
	if w.catch != nil {
		w.catch.clock.See(c.Last)
	}
	_, err = w.s.exec(ctx, "UPDATE sync_self SET clock = ?", int64(c.Last))
	return err
}

// takeErased erases what another device erased.
func (m *merging) takeErased(ctx context.Context) error {
	list := m.arrived[erasedName]
	delete(m.arrived, erasedName)
	var ids []book.ID
	days, before := map[string]string{}, maps.Clone(m.erased)
	for _, a := range list {
		if !m.erased[a.name.id] {
			ids = append(ids, book.ID(a.name.id))
			m.erased[a.name.id] = true
			m.done.Received++
		}
		for _, part := range a.cells {
			day, _ := part.cells["at"].Value.(string)
			if old, ok := days[a.name.id]; day != "" && (!ok || day < old) {
				days[a.name.id] = day
			}
		}
	}
	if m.didErase = len(ids) > 0; m.didErase {
		if err := m.w.startErasing(ctx); err != nil {
			return err
		}
		if _, err := m.w.erasing(ctx, "SELECT value FROM json_each(?)", idList(texts(ids))); err != nil {
			return err
		}
		if _, err := m.w.erase(ctx); err != nil {
			return err
		}
		// What belongs to them here and was not known there.
		maps.Copy(before, m.erased)
		if err := m.w.tellErased(ctx, calendar.DateOf(m.w.now).String(), before); err != nil {
			return err
		}
		if err := m.w.beginOperation(ctx); err != nil { // that it was done, and not to whom
			return err
		}
		m.u.announce(book.Change{Entity: book.EntityAll})
		var err error
		if m.erased, err = m.w.erasedRows(ctx); err != nil {
			return err
		}
	}
	for id, day := range days {
		if _, err := m.w.s.exec(ctx, "UPDATE erased SET at = ?2 WHERE id = ?1 AND at > ?2", id, day); err != nil {
			return err
		}
	}
	return nil
}

// ledgerRows calls each with what was erased.
func (x *Sharing) ledgerRows(ctx context.Context, each func(oplog.Row) error) error {
	return x.s.each(ctx, "SELECT id, at FROM erased ORDER BY id", nil, func(scan func(...any) error) error {
		var id, at string
		if err := scan(&id, &at); err != nil {
			return err
		}
		return each(oplog.Row{Table: erasedName, ID: id, Cells: map[string]oplog.Cell{"at": {Value: strings.Clone(at), Stamp: first}}})
	})
}
