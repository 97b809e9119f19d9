package sqlite

import (
	"context"
	"encoding/base64"
	"fmt"

	"dragoman/data/book"
)

// shape is what the schema says of the columns of a table: what a column holds
// when it is empty, and which row it names.
type shape struct {
	blank   []any
	refers  map[int]string // column → table
	notNull []bool
	number  []bool  // the column holds numbers
	unique  [][]int // columns that no two rows share, besides the id
}

// shapeOf reads the shape of a table once for an open book.
func (w *writer) shapeOf(ctx context.Context, t *table) (*shape, error) {
	if s, ok := w.shapes[t.name]; ok {
		return s, nil
	}
	if w.f != nil {
		if s, ok := w.f.shapes.Load(t.name); ok {
			return s.(*shape), nil
		}
	}
	s := &shape{blank: make([]any, len(t.columns)), refers: map[int]string{}, notNull: make([]bool, len(t.columns)), number: make([]bool, len(t.columns))}
	err := w.s.each(ctx, "SELECT name, type, \"notnull\" FROM pragma_table_info('"+t.name+"')", nil, func(scan func(...any) error) error {
		var name, kind string
		var notNull bool
		if err := scan(&name, &kind, &notNull); err != nil {
			return err
		}
		i, ok := t.at[name]
		if ok {
			s.number[i] = kind == "INTEGER"
		}
		if ok && notNull {
			s.notNull[i], s.blank[i] = true, any("")
			if kind == "INTEGER" {
				s.blank[i] = int64(0)
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = w.s.each(ctx, "SELECT \"from\", \"table\" FROM pragma_foreign_key_list('"+t.name+"')", nil, func(scan func(...any) error) error {
		var from, to string
		err := scan(&from, &to)
		if i, ok := t.at[from]; ok {
			s.refers[i] = to
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if s.unique, err = w.uniqueColumns(ctx, t); err != nil {
		return nil, err
	}
	if w.shapes == nil {
		w.shapes = map[string]*shape{}
	}
	w.shapes[t.name] = s
	if w.f != nil {
		w.f.shapes.Store(t.name, s)
	}
	return s, nil
}

// uniqueColumns are the sets of columns that no two rows of a table share. The
// id is none of them, nor is a set that holds it.
func (w *writer) uniqueColumns(ctx context.Context, t *table) ([][]int, error) {
	var out [][]int
	rows, err := w.s.values(ctx, 2, `SELECT l.name, x.name FROM pragma_index_list('`+t.name+`') l, pragma_index_info(l.name) x
		WHERE l."unique" AND NOT l.partial ORDER BY l.seq, x.seqno`)
	if err != nil {
		return nil, err
	}
	for i := 0; i < len(rows); {
		var set []int
		usable, index := true, rows[i][0]
		for ; i < len(rows) && rows[i][0] == index; i++ {
			name, _ := rows[i][1].(string)
			at, ok := t.at[name]
			usable = usable && ok && at > 0
			set = append(set, at)
		}
		if usable {
			out = append(out, set)
		}
	}
	return out, nil
}

// errNoRow says that what came cannot be a row of the table.
func errNoRow(t string) error { return invalid("store.load", t, "not_a_row") }

// Load implements book.Tx.
func (w *writer) Load(ctx context.Context, r book.Row, o book.LoadOptions) (book.Fate, error) {
	const op = "store.load"
	ctx, err := verb(ctx)
	if err != nil {
		return "", fault(op, err)
	}
	t := tables[r.Table]
	if t == nil || t.parent != "" {
		return "", errNoRow("table")
	}
	fate, err := w.loadRow(ctx, t, r, o)
	return fate, fault(op, err)
}

func (w *writer) loadRow(ctx context.Context, t *table, r book.Row, o book.LoadOptions) (book.Fate, error) {
	row, err := w.rowFrom(ctx, t, r.Values, o)
	if err != nil {
		return "", err
	}
	id, owner := t.id(row), t.text(row, "id")
	if t != customerTable {
		owner = ""
		if t.owner != "" {
			owner = t.text(row, t.owner)
		}
	} else if err := w.loadPicture(ctx, r, row); err != nil {
		return "", err
	}
	// Nobody who was erased comes back, and nobody who is here is erased by a file.
	var gone bool
	err = w.s.row(ctx, "SELECT CASE WHEN ?3 = 'erased' THEN EXISTS (SELECT 1 FROM customer WHERE id = ?1) ELSE EXISTS (SELECT 1 FROM erased WHERE id IN (?1, ?2)) END",
		[]any{id, owner, t.name}, &gone)
	if err != nil || gone {
		return book.FateSkipped, err
	}
	before, found, err := w.stored(ctx, t, owner, id)
	switch {
	case err != nil:
		return "", err
	case found && !o.Overwrite:
		return book.FateSkipped, nil
	case found:
		return w.loadOver(ctx, t, r, before, row, owner, o)
	}
	if err := w.make(ctx, t, row); err != nil {
		return "", err
	}
	if err := w.record(ctx, t, id, owner, 1, "", nil, nil); err != nil {
		return "", err
	}
	for _, p := range partsOf(t) {
		for i, v := range r.Parts[p.name] {
			part, err := w.partFrom(ctx, p, v, id, i, o)
			if err != nil {
				return "", err
			}
			if part == nil {
				continue
			}
			if _, err := w.insertRow(ctx, p, part, nil, nil); err != nil {
				return "", err
			}
		}
	}
	changed, _ := r.Values["updated_at"].(string)
	return book.FateAdded, w.afterLoad(ctx, t, book.ID(id), changed, true)
}

// loadOver changes a row that is there: what the copy has wins, what it has
// not stays, and so do parts of which it knows nothing.
func (w *writer) loadOver(ctx context.Context, t *table, r book.Row, before, row []any, owner string, o book.LoadOptions) (book.Fate, error) {
	s, err := w.shapeOf(ctx, t)
	if err != nil {
		return "", err
	}
	for i := range row {
		if row[i] == nil || row[i] == s.blank[i] {
			row[i] = before[i]
		}
	}
	changed, err := w.update(ctx, t, before, row, owner)
	if err != nil {
		return "", err
	}
	id := t.id(row)
	for _, p := range partsOf(t) {
		for i, v := range r.Parts[p.name] {
			part, err := w.partFrom(ctx, p, v, id, i, o)
			if err != nil || part == nil {
				return "", err
			}
			old, found, err := w.stored(ctx, p, id, p.id(part))
			switch {
			case err != nil:
				return "", err
			case !found:
				changed = true
				err = w.insert(ctx, p, part, owner, nil, nil)
			default:
				if at, ok := p.at["pos"]; ok {
					part[at] = old[at]
				}
				var c bool
				c, err = w.update(ctx, p, old, part, owner)
				changed = changed || c
			}
			if err != nil {
				return "", err
			}
		}
	}
	if !changed {
		return book.FateSkipped, nil
	}
	return book.FateChanged, w.afterLoad(ctx, t, book.ID(id), "", false)
}

// rowFrom makes a row of values. What the table does not know, and references
// to rows that are not there, are told to Lost.
func (w *writer) rowFrom(ctx context.Context, t *table, values map[string]any, o book.LoadOptions) ([]any, error) {
	s, err := w.shapeOf(ctx, t)
	if err != nil {
		return nil, err
	}
	row := make([]any, len(t.columns))
	for name, v := range values {
		i, ok := t.at[name]
		if !ok {
			if name != "updated_at" && name != book.PictureColumn && o.Lost != nil {
				o.Lost(t.name + "." + name)
			}
			continue
		}
		switch v.(type) {
		case string, int64:
			row[i] = v
		default:
			return nil, errNoRow(t.name + "." + name)
		}
	}
	for i, to := range s.refers {
		id, ok := row[i].(string)
		if !ok || id == "" || to == "picture" {
			continue
		}
		if to == "customer" && o.Coming != nil && o.Coming(book.ID(id)) {
			continue
		}
		var there int
		if err := w.s.row(ctx, "SELECT count(*) FROM "+to+" WHERE id = ?", []any{id}, &there); err != nil {
			return nil, err
		}
		if there == 0 {
			if s.notNull[i] {
				return nil, errNoRow(t.name + "." + t.columns[i])
			}
			row[i] = nil
			if o.Lost != nil {
				o.Lost(t.name + "." + t.columns[i])
			}
		}
	}
	for i := range row {
		if row[i] == nil {
			row[i] = s.blank[i]
		}
	}
	if id, ok := row[0].(string); !ok || id == "" || len(id) > 100 {
		return nil, errNoRow(t.name + ".id")
	}
	return row, nil
}

// partFrom makes a row of a part; nil when it names a row that is not there.
func (w *writer) partFrom(ctx context.Context, p *table, values map[string]any, parent string, at int, o book.LoadOptions) ([]any, error) {
	all := map[string]any{p.parent: parent}
	if _, ok := p.at["pos"]; ok {
		all["pos"] = int64(at)
	}
	for k, v := range values {
		all[k] = v
	}
	mine := o
	mine.Coming = func(id book.ID) bool { return string(id) == parent || o.Coming != nil && o.Coming(id) }
	row, err := w.rowFrom(ctx, p, all, mine)
	if book.CodeOf(err) == book.Invalid {
		if o.Lost != nil {
			o.Lost(p.name)
		}
		return nil, nil
	}
	return row, err
}

// loadPicture keeps the picture of a customer and names it in the row.
func (w *writer) loadPicture(ctx context.Context, r book.Row, row []any) error {
	at := customerTable.at["picture"]
	text, _ := r.Values[book.PictureColumn].(string)
	row[at] = nil
	if text == "" {
		return nil
	}
	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return errNoRow("customer.picture")
	}
	c := record{Customer: book.Customer{Picture: data}}
	if err := w.putPicture(ctx, &c); err != nil {
		return err
	}
	row[at] = c.pictureID
	return nil
}

// afterLoad brings what is derived from a row up to date. A row that is new
// keeps the time of its last change.
func (w *writer) afterLoad(ctx context.Context, t *table, id book.ID, changed string, fresh bool) error {
	switch {
	case fresh && wholeWhenMade(t):
	case t == customerTable:
		if err := w.afterCustomer(ctx, id); err != nil {
			return err
		}
		r, n, err := loadCustomer(ctx, w.s, id)
		if err != nil {
			return err
		}
		if fresh {
			err = w.indexMade(ctx, n, &r.Customer)
		} else {
			err = w.indexCustomer(ctx, n, &r.Customer, false)
		}
		if err != nil {
			return err
		}
	default:
		if err := w.after(ctx, t, id); err != nil {
			return err
		}
	}
	if fresh && changed != "" && dated[t.name] {
		if _, err := w.s.exec(ctx, fmt.Sprintf("UPDATE %s SET updated_at = ? WHERE id = ?", t.name), changed, id); err != nil {
			return err
		}
	}
	return nil
}
