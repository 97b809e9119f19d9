package oplog

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// merged is what is left of rows that came in an order.
func merged(parts [][]Row) string {
	book := map[string]Row{}
	for _, rows := range parts {
		for _, r := range rows {
			have, ok := book[r.ID]
			if !ok {
				have = Row{Table: r.Table, ID: r.ID}
			}
			have.Merge(r.Clone())
			book[r.ID] = have
		}
	}
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(book)) {
		r := book[id]
		fmt.Fprintln(&b, id, r.Alive(), r.InTrash(), r.Value(Trashed))
		for _, c := range slices.Sorted(maps.Keys(r.Cells)) {
			fmt.Fprintln(&b, c, r.Cells[c])
		}
	}
	return b.String()
}

// permutations calls each with every order of n things.
func permutations(n int, each func([]int)) {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	var visit func(int)
	visit = func(k int) {
		if k == n {
			each(order)
			return
		}
		for i := k; i < n; i++ {
			order[k], order[i] = order[i], order[k]
			visit(k + 1)
			order[k], order[i] = order[i], order[k]
		}
	}
	visit(0)
}

// small is a log in which everything meets: writes of one cell, of another, a
// removal, the trash, an edit after it, a tie, and a stamp that two share.
func small() []Row {
	at := func(t Time, by string) Stamp { return Stamp{t, by} }
	row := func(id, column string, v any, s Stamp) Row {
		return Row{Table: "t", ID: id, Cells: map[string]Cell{column: {v, s}}}
	}
	return []Row{
		row("x", "a", "one", at(5, "r1")),
		row("x", "a", "two", at(5, "r2")),
		row("x", "a", "one again", at(5, "r2")), // of a clone
		row("x", Removed, int64(1), at(6, "r1")),
		row("x", "b", int64(7), at(7, "r3")),
		row("x", Trashed, "2026-01-01", at(8, "r1")),
		row("x", Touched, int64(1), at(9, "r2")),
	}
}

// Every order of a small log, every way to split it into files, and each file
// twice, comes to the same.
func TestEveryOrderComesToTheSame(t *testing.T) {
	log := small()
	want := merged([][]Row{log})
	n := 0
	permutations(len(log), func(order []int) {
		rows := make([]Row, len(log))
		for i, at := range order {
			rows[i] = log[at]
		}
		for cut := range 1 << (len(log) - 1) {
			if cut%7 != n%7 { // every split comes up in a seventh of the orders
				continue
			}
			var parts [][]Row
			from := 0
			for i := 1; i <= len(rows); i++ {
				if i == len(rows) || cut>>(i-1)&1 == 1 {
					parts = append(parts, rows[from:i])
					from = i
				}
			}
			if got := merged(append(parts, parts...)); got != want {
				t.Fatalf("order %v, split %b:\n%s\nwant\n%s", order, cut, got, want)
			}
		}
		n++
	})
	if n != 5040 {
		t.Fatal(n)
	}
}

// Without deciding a tie by the value, orders differ: the test above can fail.
func TestATieThatIsNotDecidedShows(t *testing.T) {
	log := small()[1:3]
	first := func(rows []Row) any {
		var c Cell
		for i, r := range rows {
			if x := r.Cells["a"]; i == 0 || x.Stamp.Compare(c.Stamp) > 0 {
				c = x
			}
		}
		return c.Value
	}
	if first(log) == first([]Row{log[1], log[0]}) {
		t.Fatal("the log has no tie")
	}
	if merged([][]Row{log}) != merged([][]Row{{log[1], log[0]}}) {
		t.Fatal("the value does not decide")
	}
}

func TestTrashGivesWayToALaterEdit(t *testing.T) {
	r := Row{Cells: map[string]Cell{"name": {"x", Stamp{1, "a"}}, Trashed: {"2026-01-01", Stamp{5, "a"}}}}
	if !r.InTrash() {
		t.Error("not in the trash")
	}
	r.Put(Touched, Cell{int64(1), Stamp{6, "b"}})
	if r.InTrash() || r.Value(Trashed) != nil {
		t.Error("still in the trash after an edit")
	}
	r.Put(MergedInto, Cell{"y", Stamp{5, "a"}})
	if !r.InTrash() {
		t.Error("a merged row came back")
	}
}

// The clock never goes back, whatever the computer's does, and a clock that
// shows the year 2101 spoils nobody's.
func TestTheClockNeverGoesBack(t *testing.T) {
	var c Clock
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	a := c.Tick(now)
	b := c.Tick(now.AddDate(-1, 0, 0))
	d := c.Tick(time.Date(2101, 1, 1, 0, 0, 0, 0, time.UTC))
	c.See(Limit + 5)
	e := c.Tick(now)
	if !(a < b && b < d && d < e && e < Limit) {
		t.Fatal(a, b, d, e)
	}
}

// What is encoded is decoded to the same.
func TestCode(t *testing.T) {
	value := rapid.OneOf(rapid.Just[any](nil), rapid.Map(rapid.Int64(), func(n int64) any { return n }), rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Just[any]("0190a000-0000-7000-8000-000000000001"), rapid.Just[any]("2026-01-02T03:04:05.678Z"), rapid.Just[any]("2026-13-02T03:04:05.678Z"))
	cell := rapid.Custom(func(t *rapid.T) Cell {
		return Cell{value.Draw(t, "value"), Stamp{Time(rapid.Uint64Max(1<<62).Draw(t, "time")), rapid.SampledFrom([]string{"", "00ff", "abcd"}).Draw(t, "by")}}
	})
	row := rapid.Custom(func(t *rapid.T) Row {
		return Row{rapid.SampledFrom([]string{"a", "b"}).Draw(t, "table"), rapid.String().Draw(t, "id"), rapid.MapOf(rapid.SampledFrom([]string{"x", "y", "z", Removed}), cell).Draw(t, "cells")}
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOf(row).Draw(t, "rows")
		got, err := Decode(Encode(rows))
		if err != nil {
			t.Fatal(err)
		}
		if fmt.Sprint(got) != fmt.Sprint(rows) {
			t.Fatalf("%v\n%v", got, rows)
		}
	})
}

// FuzzDecode: bytes from elsewhere are an error and never a panic.
func FuzzDecode(f *testing.F) {
	f.Add(Encode(small()))
	f.Add([]byte{1, 2, 3})
	f.Fuzz(func(t *testing.T, b []byte) {
		rows, err := Decode(b)
		if err == nil {
			_ = Encode(rows)
		}
	})
}
