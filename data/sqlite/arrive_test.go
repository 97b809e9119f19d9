package sqlite

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/oplog"
)

// TestWhatComesIsDerivedAsWhatIsMade holds that a book that another device has,
// taken in pieces of any size and in any order, has the same derived columns and
// the same search index as the one in which it was written.
func TestWhatComesIsDerivedAsWhatIsMade(t *testing.T) {
	compared := 0
	rapid.Check(t, func(rt *rapid.T) {
		s := newShop(t)
		for range rapid.IntRange(4, 16).Draw(rt, "steps") {
			_, err := s.anything(rt)
			switch book.CodeOf(err) {
			case "", book.Invalid, book.Conflict, book.NotFound, book.Unsupported:
			default:
				rt.Fatal(err)
			}
		}
		s.spoken(rt)
		var rows []oplog.Row
		check(t, s.f.LookShared(ctx, func(x *Sharing) error {
			return x.Rows(ctx, func(r oplog.Row) error { rows = append(rows, r); return nil })
		}))
		if rapid.Bool().Draw(rt, "any order") {
			rows = rapid.Permutation(rows).Draw(rt, "order")
		}
		other := fresh(t)
		other.o.Clock = s.f.o.Clock
		_, err := other.Share(ctx, func(x *Sharing) error { return x.SetSelf(ctx, "0011223344556677", "8899aabbccddeeff", []byte("{}")) })
		check(t, err)
		for len(rows) > 0 {
			_, err := other.Share(oplog.Repeatable(ctx), func(x *Sharing) error {
				for range rapid.IntRange(1, 3).Draw(rt, "merges in a piece") {
					n := min(len(rows), rapid.IntRange(1, 40).Draw(rt, "rows"))
					if _, err := x.Merge(ctx, oplog.View{Yield: true}, []oplog.Batch{{By: "0000000000000001", Label: "Shop", Rows: rows[:n]}}); err != nil {
						return err
					}
					rows = rows[n:]
				}
				return nil
			})
			check(t, err)
		}
		clean(t, other)
		for _, name := range tableNames() {
			want, got := derivedRows(t, s.f, tables[name]), derivedRows(t, other, tables[name])
			if !slices.Equal(want, got) {
				rt.Fatalf("%s:\n%s\nthere, but here:\n%s", name, strings.Join(want, "\n"), strings.Join(got, "\n"))
			}
			compared += len(want)
		}
		waiting := 0
		check(t, other.read.QueryRowContext(ctx, "SELECT count(*) FROM sync_wait").Scan(&waiting))
		if waiting > 0 {
			rt.Fatal(waiting, "rows wait for others")
		}
	})
	if compared < 1000 {
		t.Fatal("compared only", compared)
	}
}

// spoken writes what else is derived from: what was said, noted, planned and
// asked for.
func (s *shop) spoken(t *rapid.T) {
	ids, err := s.f.CustomerIDs(ctx, book.CustomerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.f.Write(ctx, book.Operation{Kind: book.OpImport}, func(tx book.Tx) error {
		for i := range min(len(ids), 1) * rapid.IntRange(1, 12).Draw(t, "said") {
			id := rapid.SampledFrom(ids).Draw(t, "with")
			at := s.now.Add(-time.Duration(rapid.IntRange(1, 900).Draw(t, "hours ago")) * time.Hour)
			c := book.Case{ID: book.NewID(), CustomerID: id, Kind: book.Request, State: book.CaseReceived, Subject: fmt.Sprint("Question ", i), ReceivedAt: at}
			c.ReplyDue, c.SolveDue = at.Add(time.Hour), at.Add(48*time.Hour)
			if rapid.Bool().Draw(t, "replied") {
				c.RepliedAt = at.Add(time.Minute)
			}
			f := book.FollowUp{ID: book.NewID(), CustomerID: id, Title: "Call back", Due: calendar.DateOf(s.now), Checklist: []book.CheckItem{{Text: "look it up"}}}
			for _, err := range []error{
				tx.PutInteraction(ctx, book.Interaction{ID: book.NewID(), CustomerID: id, Kind: book.CallMade, At: at, Text: "spoke"}), tx.Touch(ctx, id),
				tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: id, Text: fmt.Sprint("remember ", i)}),
				tx.PutCase(ctx, c), tx.PutFollowUp(ctx, f),
			} {
				if err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// derivedRows are the derived columns of a table, and how many words its rows have
// in the search index, row by row. What counts changes on this device is left out.
func derivedRows(t *testing.T, f *File, tab *table) []string {
	t.Helper()
	columns := []string{"x.id"}
	rows, err := f.read.QueryContext(ctx, "SELECT name FROM pragma_table_info('"+tab.name+"')")
	check(t, err)
	for rows.Next() {
		var name string
		check(t, rows.Scan(&name))
		if _, ours := tab.at[name]; !ours && name != "n" && name != "version" && name != "updated_at" {
			columns = append(columns, "quote(x."+name+")")
		}
	}
	check(t, rows.Close())
	for _, i := range indexed {
		if i.table == tab.name {
			columns = append(columns, "(SELECT quote(d.sz) FROM "+i.index+"_docsize d WHERE d.id = x.n)")
		}
	}
	if len(columns) == 1 {
		return nil
	}
	var out []string
	rows, err = f.read.QueryContext(ctx, "SELECT "+strings.Join(columns, " || ' ' || ")+" FROM "+tab.name+" x ORDER BY x.id")
	check(t, err)
	for rows.Next() {
		var line string
		check(t, rows.Scan(&line))
		out = append(out, line)
	}
	check(t, rows.Close())
	return out
}
