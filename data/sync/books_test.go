package sync

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
	"dragoman/data/sqlite"
)

// seller is a computer with a real book.
type seller struct {
	t    testing.TB
	f    *sqlite.File
	b    *book.Book
	mach *machine
	v    *view
	path string
	now  func() time.Time
}

func newSeller(t testing.TB, c *cloud, now func() time.Time) *seller {
	t.Helper()
	s := &seller{t: t, mach: &machine{}, v: c.view(), path: filepath.Join(t.TempDir(), "book.dragoman"), now: now}
	f, err := sqlite.Create(context.Background(), s.path, sqlite.Options{Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	s.use(f)
	t.Cleanup(func() {
		if err := s.f.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *seller) use(f *sqlite.File) {
	s.f, s.b = f, book.New(f, s.now)
}

func (s *seller) engine() *Engine {
	e := newEngine(Options{Place: s.v, Keys: testKeys, Store: StoreOf(s.f.Share, s.f.LookShared), Machine: s.mach, Now: s.now})
	e.seal.plain = true
	return e
}

func (s *seller) round() Report {
	s.t.Helper()
	s.v.c.carry(s.v, true)
	r, err := s.engine().Round(context.Background())
	if err != nil {
		s.t.Fatal(err)
	}
	return r
}

// all is everything a book shows and knows, so that two can be compared. What
// only one computer has, as how often a row was changed, is left out.
func (s *seller) all() string {
	s.t.Helper()
	ctx := context.Background()
	var b strings.Builder
	err := s.f.Dump(ctx, func(r book.Row) error {
		delete(r.Values, "updated_at")
		fmt.Fprintln(&b, r.Table, r.Values, r.Parts)
		return nil
	})
	if err != nil {
		s.t.Fatal(err)
	}
	var known []string
	if err := s.f.LookShared(ctx, func(tx *sqlite.Sharing) error {
		return tx.Rows(ctx, func(r oplog.Row) error {
			if r.Table == "erased" {
				known = append(known, r.Table+"/"+r.ID)
				return nil
			}
			line := r.Table + "/" + r.ID
			for _, c := range slices.Sorted(maps.Keys(r.Cells)) {
				x := r.Cells[c]
				line += fmt.Sprintf(" %s=%v@%d", c, x.Value, x.Time)
			}
			known = append(known, line)
			return nil
		})
	}); err != nil {
		s.t.Fatal(err)
	}
	slices.Sort(known)
	return b.String() + strings.Join(known, "\n")
}

func (s *seller) check() {
	s.t.Helper()
	faults, err := s.f.Check(context.Background())
	if err != nil || len(faults) > 0 {
		s.t.Fatal(faults, err)
	}
}

// pick returns one of the customers, or "".
func (s *seller) pick(rng *rand.Rand, trashed bool) book.ID {
	ids, err := s.b.Customers.IDs(context.Background(), book.CustomerFilter{Trashed: trashed})
	if err != nil {
		s.t.Fatal(err)
	}
	if len(ids) == 0 {
		return ""
	}
	return ids[rng.IntN(len(ids))]
}

// act does one thing that a user may do.
func (s *seller) act(rng *rand.Rand) {
	s.t.Helper()
	ctx := context.Background()
	id := s.pick(rng, false)
	n := rng.IntN(20)
	if id == "" || n < 2 {
		c := book.Customer{Kind: book.Person, Name: book.Name{Full: fmt.Sprint("Customer ", rng.IntN(1000))}, Tags: []string{"new"}}
		c.Channels = []book.Channel{{Kind: book.Phone, Value: fmt.Sprintf("+49 30 %06d", rng.IntN(1e6))}}
		if id != "" && rng.IntN(2) == 0 {
			c.Relations = []book.Relation{{Kind: book.FamilyOf, To: id}}
		}
		s.may(s.save(c))
		return
	}
	switch n {
	case 2, 3, 4, 5:
		c, err := s.b.Customers.Get(ctx, id)
		if err != nil {
			s.t.Fatal(err)
		}
		switch rng.IntN(6) {
		case 0:
			c.City = fmt.Sprint("City ", rng.IntN(10))
		case 1:
			c.Name.Full = fmt.Sprint("Customer ", rng.IntN(1000))
		case 2:
			c.Channels = append(c.Channels, book.Channel{Kind: book.Email, Value: fmt.Sprintf("a%d@example.com", rng.IntN(1000))})
		case 3:
			if len(c.Channels) > 0 {
				c.Channels = c.Channels[1:]
			}
		case 4:
			if len(c.Channels) > 0 {
				c.Channels[0].Label = fmt.Sprint("label ", rng.IntN(10))
			}
		case 5:
			if other := s.pick(rng, false); other != id {
				c.OrganisationID = ""
				c.Relations = append(c.Relations, book.Relation{Kind: book.FamilyOf, To: other})
			}
		}
		s.may(s.save(c))
	case 6, 7:
		tag := fmt.Sprint("tag", rng.IntN(3))
		_, err := s.b.Customers.Tag(ctx, []book.ID{id}, []string{tag}, nil)
		s.may(err)
	case 8:
		tag := fmt.Sprint("tag", rng.IntN(3))
		_, err := s.b.Customers.Tag(ctx, []book.ID{id}, nil, []string{tag})
		s.may(err)
	case 9:
		_, err := s.b.Customers.Trash(ctx, id)
		s.may(err)
	case 10:
		if x := s.pick(rng, true); x != "" {
			_, err := s.b.Customers.Restore(ctx, x)
			s.may(err)
		}
	case 11, 12:
		_, err := s.b.Notes.Add(ctx, id, fmt.Sprint("note ", rng.IntN(1000)))
		s.may(err)
	case 13:
		_, _, err := s.b.FollowUps.Save(ctx, book.FollowUp{CustomerID: id, Title: fmt.Sprint("call ", rng.IntN(100)), Kind: book.TaskKind("call"), DueMinute: -1, Reminder: -1, Checklist: []book.CheckItem{{Text: "a"}, {Text: "b"}}})
		s.may(err)
	case 14:
		_, _, err := s.b.Interactions.Log(ctx, book.Interaction{CustomerID: id, Kind: book.InteractionKind("call"), Text: "spoke"})
		s.may(err)
	case 15:
		if op, ok, err := s.b.History.Last(ctx); err == nil && ok {
			_, _, err := s.b.History.Undo(ctx, op.ID)
			s.may(err)
		}
	case 16:
		if op, ok, err := s.b.History.LastUndone(ctx); err == nil && ok {
			_, _, err := s.b.History.Undo(ctx, op.ID)
			s.may(err)
		}
	case 17:
		if other := s.pick(rng, false); other != id {
			a, err := s.b.Customers.Get(ctx, id)
			s.may(err)
			b, err := s.b.Customers.Get(ctx, other)
			s.may(err)
			_, err = s.b.Duplicates.Merge(ctx, a, b, nil)
			s.may(err)
		}
	case 18:
		if other := s.pick(rng, false); other != id {
			_, err := s.b.Duplicates.Apart(ctx, id, other)
			s.may(err)
		}
	case 19:
		if rng.IntN(4) == 0 {
			_, err := s.b.Customers.Erase(ctx, id)
			s.may(err)
		}
	}
}

func (s *seller) save(c book.Customer) error {
	_, _, err := s.b.Customers.Save(context.Background(), c)
	return err
}

// may takes what the book refuses, but no fault of ours.
func (s *seller) may(err error) {
	s.t.Helper()
	switch book.CodeOf(err) {
	case "", book.Conflict, book.Invalid, book.NotFound, book.Unsupported:
	default:
		s.t.Fatal(err)
	}
}

// Real books that were edited at random by all of the use cases hold the same
// once they have met, are sound, and have no tag or customer twice.
func TestBooksConverge(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) { bookSchedule(t, seed, 2+int(seed%3), 90) })
	}
}

func bookSchedule(t *testing.T, seed uint64, n, steps int) {
	rng := rand.New(rand.NewPCG(seed, 3))
	at := time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)
	c := &cloud{rng: rng, files: map[string][]byte{}}
	var sellers []*seller
	for i := range n {
		skew := time.Duration(rng.IntN(7200)-3600) * time.Second
		s := newSeller(t, c, func() time.Time { return at.Add(skew) })
		for range 5 {
			s.act(rng)
		}
		label := fmt.Sprint("seller ", i)
		var err error
		c.carry(s.v, true)
		if i == 0 {
			_, err = s.engine().start(context.Background(), label)
		} else {
			_, err = s.engine().join(context.Background(), label)
		}
		if err != nil {
			t.Fatal(err)
		}
		s.round()
		sellers = append(sellers, s)
	}
	for range steps {
		at = at.Add(time.Duration(rng.IntN(600)) * time.Second)
		s := sellers[rng.IntN(n)]
		if rng.IntN(5) == 0 {
			s.round()
		} else {
			s.act(rng)
		}
	}
	for range 4 {
		for _, s := range sellers {
			at = at.Add(time.Second)
			s.round()
		}
	}
	want := sellers[0].all()
	for _, s := range sellers {
		s.check()
		if got := s.all(); got != want {
			t.Fatalf("seed %d: the books differ\n%s", seed, firstDifference(want, got))
		}
	}
}

// Everybody signs with a name of their own, whatever the others call themselves,
// and a demo book marks no other as one; all other settings are shared.
func TestOwnNames(t *testing.T) {
	ctx := context.Background()
	at := time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)
	c := &cloud{rng: rand.New(rand.NewPCG(1, 3)), files: map[string][]byte{}}
	now := func() time.Time { return at }
	owner, lena := newSeller(t, c, now), newSeller(t, c, now)
	set := func(s *seller, name, company string) {
		t.Helper()
		at = at.Add(time.Minute)
		st, err := s.b.Settings(ctx)
		st.OwnerName, st.Company = name, company
		st.Demo, st.DemoSeed = s == owner, int64(len(name))
		if err == nil {
			_, err = s.b.SaveSettings(ctx, st)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	want := func(s *seller, name, company string) {
		t.Helper()
		st, err := s.b.Settings(ctx)
		if st.Demo != (s == owner) {
			t.Fatal("the mark of the demo book travels")
		}
		if err != nil || st.OwnerName != name || st.Company != company {
			t.Fatalf("%q of %q, want %q of %q (%v)", st.OwnerName, st.Company, name, company, err)
		}
	}
	set(owner, "Lin", "Lin Tea")
	set(lena, "Lena", "")
	c.carry(owner.v, true)
	if _, err := owner.engine().start(ctx, "Shop"); err != nil {
		t.Fatal(err)
	}
	owner.round()
	c.carry(lena.v, true)
	if _, err := lena.engine().join(ctx, "Notebook"); err != nil {
		t.Fatal(err)
	}
	lena.round()
	want(lena, "Lena", "Lin Tea")
	set(lena, "Lena W.", "Lin Tea House")
	lena.round()
	owner.round()
	want(owner, "Lin", "Lin Tea House")
	set(owner, "Lin Mei", "Lin Tea House")
	owner.round()
	lena.round()
	want(lena, "Lena W.", "Lin Tea House")

	// A program that still shares the name changes nothing.
	late := oplog.Stamp{Time: oplog.At(at.Add(time.Hour)), By: "old"}
	if _, err := owner.f.Share(ctx, func(tx *sqlite.Sharing) error {
		_, err := tx.Merge(ctx, oplog.View{}, []oplog.Batch{{Rows: []oplog.Row{{Table: "setting", ID: "owner_name", Cells: map[string]oplog.Cell{"value": {Stamp: late, Value: "Somebody"}}}}}})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	want(owner, "Lin Mei", "Lin Tea House")
}
