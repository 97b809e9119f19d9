package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"

	"dragoman/data/oplog"
)

// first is the stamp of everything that was in the book when it was shared.
var first = oplog.Stamp{Time: 1}

// entry is what a shared book knows of a row besides the row: when its cells
// were written, and what the row itself cannot hold. A column is as old as base
// unless it is listed; one that is blank and not listed was never written.
type entry struct {
	there  bool
	base   oplog.Stamp
	listed map[string]oplog.Stamp
	hidden map[string]oplog.Cell
}

// naming turns the names of a shared book into numbers and back.
type naming struct {
	of   map[string]int64
	name map[int64]string
}

func (w *writer) naming(ctx context.Context) (*naming, error) {
	if w.named != nil {
		return w.named, nil
	}
	n, err := readNaming(ctx, w.s)
	w.named = n
	return n, err
}

func readNaming(ctx context.Context, s *session) (*naming, error) {
	n := &naming{of: map[string]int64{}, name: map[int64]string{}}
	err := s.each(ctx, "SELECT n, name FROM sync_name", nil, func(scan func(...any) error) error {
		var i int64
		var name string
		err := scan(&i, &name)
		n.of[name], n.name[i] = i, name
		return err
	})
	return n, err
}

// number returns the number of a name, which it gets when it has none.
func (w *writer) number(ctx context.Context, name string) (int64, error) {
	n, err := w.naming(ctx)
	if err != nil {
		return 0, err
	}
	if i, ok := n.of[name]; ok {
		return i, nil
	}
	res, err := w.s.exec(ctx, "INSERT INTO sync_name(name) VALUES (?)", name)
	if err != nil {
		return 0, err
	}
	i, err := res.LastInsertId()
	n.of[name], n.name[i] = i, name
	return i, err
}

// rowKey is how the id of a row is kept: the bytes of a UUID, or the text.
func rowKey(id string) any {
	if len(id) == 36 && id[8] == '-' && id[13] == '-' && id[18] == '-' && id[23] == '-' && strings.ToLower(id) == id {
		if b, err := hex.DecodeString(id[:8] + id[9:13] + id[14:18] + id[19:23] + id[24:]); err == nil {
			return b
		}
	}
	return id
}

// keyID reads back what rowKey made.
func keyID(v any) string {
	b, ok := v.([]byte)
	if !ok {
		s, _ := v.(string)
		return s
	}
	t := hex.EncodeToString(b)
	if len(t) != 32 {
		return t
	}
	return t[:8] + "-" + t[8:12] + "-" + t[12:16] + "-" + t[16:20] + "-" + t[20:]
}

// entryOf reads the entry of a row; without one the row is as it was when the
// book was shared.
func (w *writer) entryOf(ctx context.Context, table int64, id string) (entry, error) {
	n, err := w.naming(ctx)
	if err != nil {
		return entry{}, err
	}
	var clocks, hidden []byte
	err = w.s.row(ctx, "SELECT clocks, hidden FROM sync_row WHERE entity = ? AND row = ?", []any{table, rowKey(id)}, &clocks, &hidden)
	if errors.Is(err, sql.ErrNoRows) {
		return entry{base: first}, nil
	}
	if err != nil {
		return entry{}, err
	}
	return n.entry(clocks, hidden)
}

var errClocks = errors.New("the clocks of a row cannot be read")

// entry reads what clocks wrote.
func (n *naming) entry(clocks, hidden []byte) (entry, error) {
	e := entry{there: true}
	bad := false
	next := func() uint64 {
		v, k := binary.Uvarint(clocks)
		if k <= 0 {
			bad, clocks = true, nil
			return 0
		}
		clocks = clocks[k:]
		return v
	}
	stamp := func() oplog.Stamp {
		by := next()
		return oplog.Stamp{By: n.name[int64(by)], Time: oplog.Time(next())}
	}
	e.base = stamp()
	for len(clocks) > 0 && !bad {
		if e.listed == nil {
			e.listed = map[string]oplog.Stamp{}
		}
		c := n.name[int64(next())]
		e.listed[c] = stamp()
	}
	if bad {
		return e, errClocks
	}
	if hidden != nil {
		rows, err := oplog.Decode(hidden)
		if err != nil || len(rows) != 1 {
			return e, errClocks
		}
		e.hidden = rows[0].Cells
	}
	return e, nil
}

// saveEntry writes an entry. One that says no more than none is left out.
func (w *writer) saveEntry(ctx context.Context, table int64, id string, e entry) error {
	if e.base == first && len(e.listed) == 0 && len(e.hidden) == 0 {
		if !e.there {
			return nil
		}
		_, err := w.s.exec(ctx, "DELETE FROM sync_row WHERE entity = ? AND row = ?", table, rowKey(id))
		return err
	}
	b, err := w.clocks(ctx, e)
	if err != nil {
		return err
	}
	var hidden any
	if len(e.hidden) > 0 {
		hidden = oplog.Encode([]oplog.Row{{Cells: e.hidden}})
	}
	_, err = w.s.exec(ctx, `INSERT INTO sync_row(entity, row, clocks, hidden) VALUES (?1,?2,?3,?4)
		ON CONFLICT DO UPDATE SET clocks = ?3, hidden = ?4`, table, rowKey(id), b, hidden)
	return err
}

// clocks writes the stamps of an entry.
func (w *writer) clocks(ctx context.Context, e entry) ([]byte, error) {
	b := make([]byte, 0, 12+12*len(e.listed))
	add := func(s oplog.Stamp) error {
		by, err := w.number(ctx, s.By)
		b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(by)), uint64(s.Time))
		return err
	}
	if err := add(e.base); err != nil {
		return nil, err
	}
	columns := make([]string, 0, len(e.listed))
	for c := range e.listed {
		columns = append(columns, c)
	}
	slices.Sort(columns)
	for _, c := range columns {
		i, err := w.number(ctx, c)
		if err != nil {
			return nil, err
		}
		b = binary.AppendUvarint(b, uint64(i))
		if err := add(e.listed[c]); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// wholeRow puts a stored row and its entry together to what is known of the row.
// row is nil when the table has none.
func wholeRow(t *table, s *shape, id string, row []any, e entry) oplog.Row {
	r := oplog.Row{Table: t.name, ID: id, Cells: make(map[string]oplog.Cell, len(t.columns))}
	if row != nil {
		for i, c := range t.columns {
			if i == 0 {
				continue
			}
			stamp, listed := e.listed[c]
			if !listed {
				if row[i] == nil || row[i] == s.blank[i] {
					continue
				}
				stamp = e.base
			}
			r.Cells[c] = oplog.Cell{Value: row[i], Stamp: stamp}
		}
	}
	for _, c := range []string{oplog.Removed, oplog.Touched} {
		if stamp, ok := e.listed[c]; ok {
			r.Cells[c] = oplog.Cell{Value: int64(1), Stamp: stamp}
		}
	}
	for c, cell := range e.hidden {
		r.Cells[c] = cell
	}
	return r
}

// pack makes the entry of a row that is stored with some of its cells hidden;
// with all of them hidden for one that is not stored.
func pack(t *table, s *shape, r oplog.Row, row []any, hidden map[string]oplog.Cell) entry {
	e := entry{listed: map[string]oplog.Stamp{}, hidden: hidden}
	if row == nil {
		e.base, e.hidden = first, r.Cells
		return e
	}
	e.base = commonStamp(r, hidden)
	for c, cell := range r.Cells {
		if _, ok := hidden[c]; ok {
			continue
		}
		i, ok := t.at[c]
		blank := ok && (cell.Value == nil || cell.Value == s.blank[i])
		if cell.Stamp != e.base || !ok || blank {
			e.listed[c] = cell.Stamp
		}
	}
	return e
}

// commonStamp is the stamp that most of the cells have; of several, the first.
func commonStamp(r oplog.Row, hidden map[string]oplog.Cell) oplog.Stamp {
	best, most := first, 0
	count := make(map[oplog.Stamp]int, 2)
	for c, cell := range r.Cells {
		if _, ok := hidden[c]; ok {
			continue
		}
		n := count[cell.Stamp] + 1
		count[cell.Stamp] = n
		if n > most || n == most && cell.Stamp.Compare(best) < 0 {
			best, most = cell.Stamp, n
		}
	}
	return best
}
