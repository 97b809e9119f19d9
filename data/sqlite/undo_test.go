package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
)

// dump writes down all that the history covers, so that states can be compared.
func dump(t testing.TB, f *File) string {
	t.Helper()
	var b strings.Builder
	_, err := ask(ctx, f.reader, "dump", func(s *session) (int, error) {
		for _, name := range slices.Sorted(maps.Keys(tables)) {
			tb := tables[name]
			rows, err := s.values(ctx, len(tb.columns), "SELECT "+strings.Join(tb.columns, ", ")+" FROM "+name+" ORDER BY id")
			if err != nil {
				return 0, err
			}
			for _, r := range rows {
				if name == "setting" && r[1] == "" {
					continue // an empty setting is none
				}
				fmt.Fprintln(&b, name, r)
			}
		}
		return 0, nil
	})
	check(t, err)
	return b.String()
}

// vocabulary writes down the search index, term by term.
func vocabulary(t testing.TB, f *File) string {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+f.Path()+"?_query_only=0")
	check(t, err)
	db.SetMaxOpenConns(1)
	defer db.Close()
	var b strings.Builder
	for _, x := range indexed {
		_, err := db.Exec("CREATE VIRTUAL TABLE temp.v_" + x.table + " USING fts5vocab(main, " + x.index + ", instance)")
		check(t, err)
		rows, err := db.Query("SELECT term, doc, offset FROM temp.v_" + x.table + " ORDER BY doc, offset, term")
		check(t, err)
		for rows.Next() {
			var term string
			var doc, offset int
			check(t, rows.Scan(&term, &doc, &offset))
			fmt.Fprintln(&b, x.table, term, doc, offset)
		}
		check(t, rows.Err())
		check(t, rows.Close())
	}
	return b.String()
}

// sameIndex fails when the search index is not what the rows make of it.
func sameIndex(t testing.TB, f *File) {
	t.Helper()
	before := vocabulary(t, f)
	check(t, f.RebuildIndex(ctx, nil))
	if after := vocabulary(t, f); before != after {
		a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
		for i := range min(len(a), len(b)) {
			if a[i] != b[i] {
				t.Fatalf("the index differs from the rows at %q, should be %q", a[i], b[i])
			}
		}
		t.Fatal("the index differs from the rows")
	}
}

// someOperation does one random thing to a book.
func someOperation(t *testing.T, f *File, r *rand.Rand) book.Operation {
	t.Helper()
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{})
	check(t, err)
	pick := func() book.ID { return ids[r.IntN(len(ids))] }
	some := []book.ID{pick(), pick(), pick()}
	op, err := f.Write(ctx, book.Operation{Kind: book.OpCustomerEdit}, func(tx book.Tx) error {
		switch r.IntN(8) {
		case 0:
			c := named(hardNames[r.IntN(len(hardNames))])
			c.Kind, c.Tags = book.Organisation, []string{"new"}
			if err := tx.PutCustomer(ctx, c); err != nil {
				return err
			}
			member, err := tx.Customer(ctx, pick())
			if err != nil {
				return err
			}
			member.OrganisationID = c.ID
			return tx.PutCustomer(ctx, member)
		case 1, 2:
			c, err := tx.Customer(ctx, pick())
			if err != nil {
				return err
			}
			c.City, c.Name.Full = fmt.Sprint("city ", r.IntN(9)), hardNames[r.IntN(len(hardNames))]
			c.Cadence.Ideal = r.IntN(50)
			c.Channels = append(c.Channels, book.Channel{Kind: book.Email, Value: fmt.Sprint(r.IntN(99), "@x.example")})
			if len(c.Channels) > 2 {
				c.Channels = c.Channels[1:]
			}
			return tx.PutCustomer(ctx, c)
		case 3:
			return tx.Tag(ctx, some, []string{fmt.Sprint("t", r.IntN(4))}, []string{"new", fmt.Sprint("t", r.IntN(4))})
		case 4:
			return tx.SetTrashed(ctx, some[:1+r.IntN(2)], time.Now())
		case 5:
			i := book.Interaction{ID: book.NewID(), CustomerID: pick(), Kind: book.CallMade, At: time.Now()}
			if err := tx.PutInteraction(ctx, i); err != nil {
				return err
			}
			return tx.Touch(ctx, i.CustomerID)
		case 6:
			return tx.PutFollowUp(ctx, book.FollowUp{
				ID: book.NewID(), CustomerID: pick(), Title: "Call", Due: 740000, DueMinute: book.NoTime,
				Checklist: []book.CheckItem{{Text: "one"}, {Text: "two"}},
			})
		}
		return tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: pick(), Text: hardNames[r.IntN(len(hardNames))]})
	})
	check(t, err)
	return op
}

// Undoing everything in reverse leads back through every state, undoing the
// undos forward again, and the search index follows.
func TestUndoEverythingAndBack(t *testing.T) {
	for seed := range uint64(6) {
		f := fresh(t)
		r := rand.New(rand.NewPCG(seed, 3))
		check(t, fill(f, 8))
		states := []string{dump(t, f)}
		var ops []book.Operation
		for range 25 {
			if op := someOperation(t, f, r); op.ID != "" {
				ops = append(ops, op)
				states = append(states, dump(t, f))
			}
		}
		var undos []book.Operation
		for i := len(ops) - 1; i >= 0; i-- {
			u, _, kept, err := f.Undo(ctx, ops[i].ID, "me")
			if err != nil || kept != 0 {
				t.Fatalf("seed %d, undo %d: kept %d, %v", seed, i, kept, err)
			}
			undos = append(undos, u)
			if got := dump(t, f); got != states[i] {
				t.Fatalf("seed %d: state %d is not what it was:\n%s\n---\n%s", seed, i, got, states[i])
			}
			if _, _, _, err := f.Undo(ctx, ops[i].ID, "me"); book.CodeOf(err) != book.Conflict {
				t.Fatalf("undone twice: %v", err)
			}
		}
		clean(t, f)
		sameIndex(t, f)
		for i := range ops {
			if _, _, kept, err := f.Undo(ctx, undos[len(undos)-1-i].ID, "me"); err != nil || kept != 0 {
				t.Fatalf("redo %d: kept %d, %v", i, kept, err)
			}
			if got := dump(t, f); got != states[i+1] {
				t.Fatalf("seed %d: state %d was not done again:\n%s\n---\n%s", seed, i+1, got, states[i+1])
			}
		}
		clean(t, f)
		sameIndex(t, f)
		// And the operations can be undone once more.
		if _, _, _, err := f.Undo(ctx, ops[len(ops)-1].ID, "me"); err != nil {
			t.Fatal(err)
		}
	}
}

// An undo out of order leaves what was changed since and counts it.
func TestUndoKeepsLaterChanges(t *testing.T) {
	f := fresh(t)
	c := named("Anna")
	put(t, f, c)
	c = get(t, f, c.ID)
	c.City, c.Role, c.Country = "Bern", "buyer", "CH"
	first := put(t, f, c)
	c = get(t, f, c.ID)
	c.City = "Basel"
	put(t, f, c)
	_, touched, kept, err := f.Undo(ctx, first.ID, "me")
	if err != nil || kept != 1 || len(touched) != 1 {
		t.Fatal(touched, kept, err)
	}
	if got := get(t, f, c.ID); got.City != "Basel" || got.Role != "" || got.Country != "" {
		t.Fatalf("%+v", got)
	}
	if _, _, _, err := f.Undo(ctx, book.NewID(), "me"); book.CodeOf(err) != book.NotFound {
		t.Fatal(err)
	}
}

// Undoing an import leaves the customers with whom something was done since,
// whole, and those whom others name.
func TestUndoImport(t *testing.T) {
	f := fresh(t)
	org, boss, plain := named("Acme"), named("Boss"), named("Plain")
	org.Kind, boss.OrganisationID = book.Organisation, org.ID
	boss.Tags, boss.Channels = []string{"x"}, []book.Channel{{Kind: book.Email, Value: "b@x.example"}}
	plain.Channels = boss.Channels
	op := put(t, f, boss, plain, org) // the organisation comes last
	if p, err := f.Customers(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Text: "acme"}}); err != nil || len(p.Rows) != 2 {
		t.Fatal(p, err)
	}
	_, err := f.Write(ctx, book.Operation{Kind: book.OpNoteAdd}, func(tx book.Tx) error {
		return tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: boss.ID, Text: "Met at the fair"})
	})
	check(t, err)
	before := dump(t, f)
	u, _, kept, err := f.Undo(ctx, op.ID, "me")
	if err != nil || kept != 2 {
		t.Fatal(kept, err)
	}
	if got := get(t, f, boss.ID); len(got.Channels) != 1 || got.OrganisationID != org.ID {
		t.Fatalf("%+v", got)
	}
	if _, err := f.Customer(ctx, plain.ID); book.CodeOf(err) != book.NotFound {
		t.Fatal(err)
	}
	if _, _, _, err = f.Undo(ctx, u.ID, "me"); err != nil || dump(t, f) != before {
		t.Fatal(err)
	}
	clean(t, f)
	sameIndex(t, f)
}

// A customer whom a relation names that was changed since cannot go, though the
// relation was made with the customer.
func TestUndoKeepsWhomARelationNames(t *testing.T) {
	f := fresh(t)
	anna, bert := named("Anna"), named("Bert")
	put(t, f, anna)
	anna = get(t, f, anna.ID)
	anna.Relations = []book.Relation{{Kind: book.FamilyOf, To: bert.ID}}
	op := put(t, f, bert, anna)
	anna = get(t, f, anna.ID)
	anna.Relations[0].Label = "cousin"
	put(t, f, anna)
	if _, _, kept, err := f.Undo(ctx, op.ID, ""); err != nil || kept != 2 {
		t.Fatal(kept, err)
	}
	get(t, f, bert.ID)
	clean(t, f)
}

// A large import goes in several portions.
func TestUndoLargeImport(t *testing.T) {
	f := fresh(t)
	put(t, f, named("Already there"))
	empty := dump(t, f)
	check(t, fill(f, goingAtOnce+300))
	full := dump(t, f)
	ops, err := f.Operations(ctx, 1)
	check(t, err)
	u, touched, kept, err := f.Undo(ctx, ops[0].ID, "me")
	if err != nil || kept != 0 || dump(t, f) != empty {
		t.Fatal(kept, err)
	}
	if len(touched) != 1 || touched[0].Entity != book.EntityAll {
		t.Error(len(touched), "changes are announced")
	}
	if _, _, kept, err = f.Undo(ctx, u.ID, "me"); err != nil || kept != 0 || dump(t, f) != full {
		t.Fatal(kept, err)
	}
	clean(t, f)
	sameIndex(t, f)
}

// Two who write in one process take turns, and one who waits can give up.
func TestWaitingForTurn(t *testing.T) {
	f := fresh(t)
	c, cancel := context.WithCancel(ctx)
	_, err := f.Write(ctx, book.Operation{}, func(tx book.Tx) error {
		done := make(chan error)
		go func() {
			_, err := f.Write(c, book.Operation{}, func(book.Tx) error { return nil })
			done <- err
		}()
		cancel()
		if err := <-done; book.CodeOf(err) != book.Cancelled {
			t.Error(err)
		}
		return tx.PutCustomer(ctx, named("Anna"))
	})
	check(t, err)
}

func TestHistory(t *testing.T) {
	f := fresh(t)
	f.o.Actor = func() string { return "Mei" }
	c := named("Anna")
	c.Channels = []book.Channel{{Kind: book.Email, Value: "a@x.example"}, {Kind: book.Phone, Value: "1"}}
	put(t, f, c)
	c = get(t, f, c.ID)
	c.City = "Bern"
	c.Channels = c.Channels[1:] // no news of the place of the other
	op := put(t, f, c)
	h, err := f.History(ctx, c.ID, 0)
	check(t, err)
	var got []string
	for _, x := range h {
		got = append(got, fmt.Sprintf("%s.%s %v %s", x.Entity, x.Field, x.Before != "", x.After))
	}
	want := []string{"channel. true ", "customer.city false Bern", "customer. false "}
	if !slices.Equal(got, want) || h[0].Operation.Actor != "Mei" || h[0].Operation.ID != op.ID {
		t.Fatal(got, h[0].Operation)
	}
	if op.Rows != 2 {
		t.Error("rows", op.Rows)
	}
}
