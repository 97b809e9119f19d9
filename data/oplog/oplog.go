// Package oplog knows what a change of a shared book is and how two are made
// one.
//
// It promises that merging is commutative, associative and idempotent: whoever
// has seen the same changes has the same rows, whatever the order and however
// often they came. A row is a set of cells, each with the stamp of when it was
// written; of two values of a cell the one with the later stamp stays. It knows
// no customer, stores nothing and sends nothing.
package oplog

import (
	"cmp"
	"maps"
	"strings"
	"time"
)

// Time is an instant of a hybrid logical clock: 48 bits of milliseconds since
// 1970 and 16 bits that count what happened within one.
type Time uint64

// At returns the first instant of a wall-clock time.
func At(t time.Time) Time { return Time(max(0, t.UnixMilli())) << 16 }

// Wall returns the wall-clock part.
func (t Time) Wall() time.Time { return time.UnixMilli(int64(t >> 16)).UTC() }

// Limit is the first instant that no honest clock shows: the year 2100. What is
// stamped with it or later is set aside.
var Limit = At(time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC))

// Clock gives out instants that never go back, whatever the computer's clock
// does.
type Clock struct{ Last Time }

// Tick returns an instant after all that were given out or seen.
func (c *Clock) Tick(wall time.Time) Time {
	t := At(wall)
	if t <= c.Last || t >= Limit {
		t = c.Last + 1
	}
	c.Last = t
	return t
}

// See notes an instant that came from elsewhere.
func (c *Clock) See(t Time) {
	if t < Limit {
		c.Last = max(c.Last, t)
	}
}

// Stamp says when a cell was written, and by which copy of the book.
type Stamp struct {
	Time Time
	By   string
}

// Compare orders stamps by time, then by who wrote.
func (s Stamp) Compare(o Stamp) int {
	return cmp.Or(cmp.Compare(s.Time, o.Time), strings.Compare(s.By, o.By))
}

// Cell is a value of a column: nil, an int64 or a string.
type Cell struct {
	Value any
	Stamp
}

// Compare orders cells: the greater is the one that stays. Two copies that
// were cloned may give one stamp to two values; then the value decides.
func (c Cell) Compare(o Cell) int {
	return cmp.Or(c.Stamp.Compare(o.Stamp), CompareValues(c.Value, o.Value))
}

// CompareValues orders values: nil before numbers before texts.
func CompareValues(a, b any) int {
	if d := cmp.Compare(rank(a), rank(b)); d != 0 {
		return d
	}
	switch x := a.(type) {
	case int64:
		return cmp.Compare(x, b.(int64))
	case string:
		return strings.Compare(x, b.(string))
	}
	return 0
}

func rank(v any) int {
	switch v.(type) {
	case nil:
		return 0
	case int64:
		return 1
	}
	return 2
}

// The columns that no table has.
const (
	// Removed is written when a row is removed. The row is there again as soon
	// as any other cell is later.
	Removed = "-"
	// Touched is written on a row when something that belongs to it changes.
	Touched = "+"
	// Trashed is the column that puts a row into the trash. Like a removal it
	// holds only as long as nothing else of the row is later.
	Trashed = "trashed_at"
	// MergedInto is the column that says why a row is in the trash: what came
	// later belongs to the row that it names.
	MergedInto = "merged_into"
)

// Row is a row of a table, or what was changed of one.
type Row struct {
	Table, ID string
	Cells     map[string]Cell
}

// Clone returns a row that shares nothing with r.
func (r Row) Clone() Row {
	r.Cells = maps.Clone(r.Cells)
	return r
}

// Put takes a cell when it is greater than the one that is there, and reports
// whether it did.
func (r *Row) Put(column string, c Cell) bool {
	old, ok := r.Cells[column]
	if ok && c.Compare(old) <= 0 {
		return false
	}
	if r.Cells == nil {
		r.Cells = map[string]Cell{}
	}
	r.Cells[column] = c
	return true
}

// Merge takes every cell of o that is greater.
func (r *Row) Merge(o Row) (changed bool) {
	for column, c := range o.Cells {
		if r.Put(column, c) {
			changed = true
		}
	}
	return changed
}

// latest is the latest stamp of what was written on purpose: everything but
// what the given columns hold.
func (r Row) latest(but ...string) Stamp {
	var s Stamp
next:
	for column, c := range r.Cells {
		for _, b := range but {
			if column == b {
				continue next
			}
		}
		if c.Stamp.Compare(s) > 0 {
			s = c.Stamp
		}
	}
	return s
}

// Alive tells whether the row is there: it was not removed, or was written
// since.
func (r Row) Alive() bool {
	gone, ok := r.Cells[Removed]
	return !ok || r.latest(Removed).Compare(gone.Stamp) > 0
}

// InTrash tells whether the row lies in the trash: it was put there and nothing
// was written since. A row that was merged into another stays there.
func (r Row) InTrash() bool {
	t, ok := r.Cells[Trashed]
	if !ok || t.Value == nil {
		return false
	}
	if m, ok := r.Cells[MergedInto]; ok && m.Value != nil {
		return true
	}
	return r.latest(Removed, Trashed).Compare(t.Stamp) <= 0
}

// Value is what the row shows in a column.
func (r Row) Value(column string) any {
	if column == Trashed && !r.InTrash() {
		return nil
	}
	return r.Cells[column].Value
}
