package sqlite

import (
	"strings"

	"dragoman/data/book"
)

// table describes the journaled columns of one table, "id" first. The history,
// undo and the comparing of rows work from these descriptions alone, so that a
// new table is a new description.
type table struct {
	name    string
	parent  string // the column that names the row it is a part of, or ""
	owner   string // the column that names the customer concerned, or ""
	columns []string
	at      map[string]int

	key string // the condition for one row, ?1 its owner and ?2 its id

	insertSQL, selectSQL, deleteSQL, oneSQL string
}

// filtered are the parts by which customers are picked: their rows also hold
// the row number of the customer, which makes small and quick indexes.
var filtered = map[string]bool{"culture": true, "observance": true, "tag": true}

func newTable(name, parent, owner string, columns ...string) *table {
	t := &table{name: name, parent: parent, owner: owner, columns: columns, at: map[string]int{}}
	for i, c := range columns {
		t.at[c] = i
	}
	list := strings.Join(columns, ", ")
	t.insertSQL = "INSERT INTO " + name + "(" + list + ") VALUES (?" + strings.Repeat(",?", len(columns)-1) + ")"
	if filtered[name] {
		t.insertSQL = "INSERT INTO " + name + "(" + list + ", n) VALUES (?" + strings.Repeat(",?", len(columns)-1) +
			", (SELECT n FROM customer WHERE customer.id = ?2))"
	}
	t.selectSQL = "SELECT " + list + " FROM " + name
	// Parts of customers lie in the file customer by customer, and are looked up
	// by both.
	t.key = "id = ?2"
	if parent != "" && parent == owner {
		t.key = parent + " = ?1 AND id = ?2"
	}
	t.oneSQL = t.selectSQL + " WHERE " + t.key
	t.deleteSQL = "DELETE FROM " + name + " WHERE " + t.key
	if parent != "" {
		t.selectSQL += " WHERE " + parent + " = ?"
		if _, ok := t.at["pos"]; ok {
			t.selectSQL += " ORDER BY pos, id"
		} else {
			t.selectSQL += " ORDER BY id"
		}
	}
	return t
}

func (t *table) id(row []any) string { return row[0].(string) }

// text returns a text column of a row, "" when it is NULL.
func (t *table) text(row []any, column string) string {
	s, _ := row[t.at[column]].(string)
	return s
}

func names[T any](before []string, fields []field[T]) []string {
	for _, f := range fields {
		before = append(before, f.name)
	}
	return before
}

// part is a table of rows that belong to an aggregate V, in their order.
type part[V any] struct {
	*table
	rows func(v *V) [][]any // gives ids to those that have none
	add  func(v *V, row []any)
}

// listOf describes the part of V that is a slice of T.
func listOf[V, T any](name, parent, owner string, of func(*V) *[]T, id func(*T) *book.ID, vid func(*V) book.ID, fields ...field[T]) part[V] {
	p := part[V]{table: newTable(name, parent, owner, names([]string{"id", parent, "pos"}, fields)...)}
	p.rows = func(v *V) [][]any {
		list := *of(v)
		out := make([][]any, len(list))
		for i := range list {
			x := &list[i]
			if *id(x) == "" {
				*id(x) = book.NewID()
			}
			row := make([]any, 3, 3+len(fields))
			row[0], row[1], row[2] = string(*id(x)), string(vid(v)), int64(i)
			for _, f := range fields {
				row = append(row, f.get(x))
			}
			out[i] = row
		}
		return out
	}
	p.add = func(v *V, row []any) {
		var x T
		s, _ := row[0].(string)
		*id(&x) = book.ID(s)
		for i, f := range fields {
			f.set(&x, row[3+i])
		}
		*of(v) = append(*of(v), x)
	}
	return p
}

// encode returns the row of v, decode reads it back.
func encode[T any](v *T, fields []field[T]) []any {
	row := make([]any, len(fields))
	for i, f := range fields {
		row[i] = f.get(v)
	}
	return row
}

func decode[T any](v *T, fields []field[T], row []any) {
	for i, f := range fields {
		f.set(v, row[i])
	}
}
