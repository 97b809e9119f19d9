package book_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sqlite"
)

// desk is a book in a real file with a clock that a test can move.
type desk struct {
	*book.Book
	t    *testing.T
	file *sqlite.File
	now  time.Time
}

// noon is where the clock of every desk begins: a Wednesday.
var noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, now: noon}
	clock := func() time.Time { return d.now }
	f, err := sqlite.Create(t.Context(), filepath.Join(t.TempDir(), "book.dragoman"), sqlite.Options{Clock: clock})
	d.must(err)
	t.Cleanup(func() { d.must(f.Close()) })
	d.file, d.Book = f, book.New(f, clock)
	return d
}

func (d *desk) must(err error) {
	d.t.Helper()
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) ctx() context.Context { return d.t.Context() }

// add keeps a customer of the given name, edited first.
func (d *desk) add(full string, edit ...func(*book.Customer)) book.Customer {
	d.t.Helper()
	c := book.Customer{Name: book.Name{Full: full}}
	for _, e := range edit {
		e(&c)
	}
	saved, _, err := d.Customers.Save(d.ctx(), c)
	d.must(err)
	return saved
}

func (d *desk) get(id book.ID) book.Customer {
	d.t.Helper()
	c, err := d.Customers.Get(d.ctx(), id)
	d.must(err)
	return c
}

func (d *desk) undo(op book.Operation) book.Operation {
	d.t.Helper()
	if op.ID == "" {
		d.t.Fatal("the operation has no id to undo it by")
	}
	u, kept, err := d.History.Undo(d.ctx(), op.ID)
	d.must(err)
	if kept != 0 {
		d.t.Errorf("undo left %d fields, want 0", kept)
	}
	return u
}

// state writes down everything that a user can see of the book.
func (d *desk) state() string {
	d.t.Helper()
	var b strings.Builder
	for _, trashed := range []bool{false, true} {
		ids, err := d.Customers.IDs(d.ctx(), book.CustomerFilter{Trashed: trashed})
		d.must(err)
		for _, id := range ids {
			c := d.get(id)
			c.Version, c.UpdatedAt = 0, time.Time{}
			fmt.Fprintf(&b, "%+v\n", c)
			notes, err := d.Notes.List(d.ctx(), id)
			d.must(err)
			for _, n := range notes {
				fmt.Fprintf(&b, "note %s %q\n", n.ID, n.Text)
			}
			touches, err := d.Interactions.List(d.ctx(), id, 0)
			d.must(err)
			fmt.Fprintf(&b, "touches %v\n", touches)
		}
	}
	for _, v := range []book.FollowUpView{book.ViewAll, book.ViewDone, book.ViewTrash} {
		rows, err := d.FollowUps.List(d.ctx(), book.FollowUpQuery{View: v})
		d.must(err)
		for _, r := range rows {
			r.Version, r.UpdatedAt = 0, time.Time{}
			fmt.Fprintf(&b, "%s %+v\n", v, r.FollowUp)
		}
	}
	s, err := d.Settings(d.ctx())
	d.must(err)
	fmt.Fprintf(&b, "%+v\n", s)
	return b.String()
}

// operations counts the history.
func (d *desk) operations() int {
	d.t.Helper()
	ops, err := d.History.Operations(d.ctx(), 1000)
	d.must(err)
	return len(ops)
}

// refused fails unless err is a book.Error of the code, field and detail.
func refused(t *testing.T, err error, code book.Code, field, detail string) {
	t.Helper()
	var e *book.Error
	if !errors.As(err, &e) {
		t.Fatalf("err = %v, want a book.Error", err)
	}
	if e.Code != code || e.Field != field || e.Detail != detail {
		t.Errorf("err = %s/%s/%s, want %s/%s/%s", e.Code, e.Field, e.Detail, code, field, detail)
	}
	if e.Op == "" {
		t.Error("the error does not name its use case")
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s = %+v, want %+v", what, got, want)
	}
}

func day(t *testing.T, s string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func rowIDs(rows []book.CustomerRow) []book.ID {
	var out []book.ID
	for _, r := range rows {
		out = append(out, r.ID)
	}
	return out
}
