package sqlite

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var ctx = context.Background()

// fresh makes an empty book that is closed when the test ends.
func fresh(t testing.TB) *File {
	t.Helper()
	f, err := Create(ctx, filepath.Join(t.TempDir(), "test.dragoman"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// put writes customers in one operation.
func put(t testing.TB, f *File, cs ...book.Customer) book.Operation {
	t.Helper()
	op, err := f.Write(ctx, book.Operation{Kind: book.OpCustomerEdit}, func(tx book.Tx) error {
		for _, c := range cs {
			if err := tx.PutCustomer(ctx, c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return op
}

func get(t testing.TB, f *File, id book.ID) book.Customer {
	t.Helper()
	c, err := f.Customer(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func named(full string) book.Customer {
	return book.Customer{ID: book.NewID(), Kind: book.Person, Name: book.Name{Full: full}}
}

func TestFirst(t *testing.T) {
	f := fresh(t)
	c := named("王小明")
	c.Tags = []string{"b", "a"}
	c.Channels = []book.Channel{{Kind: book.Phone, Value: "+49 89 1234567", Normal: "+49891234567"}}
	c.Dates = []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: "chinese", Month: 8, Day: 15}}}
	put(t, f, c)
	got := get(t, f, c.ID)
	if got.Name.Full != c.Name.Full || len(got.Tags) != 2 || len(got.Channels) != 1 || got.Version != 1 {
		t.Fatalf("%+v", got)
	}
	for _, q := range []string{"王", "明", "小", "小明", "wxm", "wangxiao", "xiaom", "4567", "0891234", "+49 89 12"} {
		hits, err := f.Search(ctx, q, 10)
		if err != nil || len(hits) != 1 {
			t.Errorf("search %q: %v %v", q, hits, err)
		}
	}
	page, err := f.Customers(ctx, book.CustomerQuery{})
	if err != nil || len(page.Rows) != 1 {
		t.Fatal(page, err)
	}
	got.City = "München"
	got.Cadence.Ideal = 3
	got.Tags = []string{"a", "c"}
	op := put(t, f, got)
	if _, err := f.Write(ctx, book.Operation{}, func(tx book.Tx) error { return tx.PutCustomer(ctx, got) }); book.CodeOf(err) != book.Conflict {
		t.Fatal(err)
	}
	h, err := f.History(ctx, c.ID, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range h {
		t.Logf("%s %s %q -> %q", x.Entity, x.Field, x.Before, x.After)
	}
	u, changes, kept, err := f.Undo(ctx, op.ID, "me")
	if err != nil || kept != 0 {
		t.Fatal(err, kept)
	}
	t.Log(u, changes)
	if got := get(t, f, c.ID); got.City != "" || len(got.Tags) != 2 || got.Tags[1] != "b" || got.Version != 3 {
		t.Fatalf("%+v", got)
	}
	faults, err := f.Check(ctx)
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if err := f.Backup(ctx, f.Path()+".copy"); err != nil {
		t.Fatal(err)
	}
	_, n, err := f.GoingCold(ctx, calendar.DateOf(time.Now())+5, 10)
	if err != nil || n != 0 {
		t.Fatal(n, err)
	}
}
