package sync

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
	"dragoman/data/sqlite"
)

// TestSchedulesConverge runs days of a few computers with everything that goes
// wrong between them: files late, cut short, zeroed, twice, gone, pushed back
// damaged; clocks wrong by up to a year; books put back and cloned; programs
// killed in the middle. DRAGOMAN_SCHEDULES sets how many.
func TestSchedulesConverge(t *testing.T) {
	n := 500
	if v, err := strconv.Atoi(os.Getenv("DRAGOMAN_SCHEDULES")); err == nil {
		n = v
	}
	for seed := range uint64(n) {
		s := newSchedule(seed)
		s.restores = seed%2 == 1
		if err := s.run(120); err != nil {
			t.Fatal(err)
		}
	}
}

// BenchmarkSchedules is the long run: ten thousand schedules that converge.
func BenchmarkSchedules(b *testing.B) {
	for b.Loop() {
		for seed := range uint64(10_000) {
			s := newSchedule(1_000_000 + seed)
			s.restores = seed%2 == 1
			if err := s.run(120); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(10_000, "schedules")
}

// What the schedules hold is not held without each of these: the schedules can
// fail.
func TestSchedulesFailWithout(t *testing.T) {
	for name, without := range map[string]func(*schedule){
		"repair":      func(s *schedule) { s.noRepair = true },
		"a new name":  func(s *schedule) { s.noNewName = true },
		"a tie-break": func(s *schedule) { s.noTie = true },
		"the rest":    func(s *schedule) { s.noRest = true },
	} {
		t.Run(name, func(t *testing.T) {
			failed := 0
			for seed := range uint64(100) {
				s := newSchedule(2*seed + 1)
				s.restores = true
				without(s)
				if s.run(120) != nil {
					failed++
				}
			}
			if failed == 0 {
				t.Fatalf("100 schedules converge without %s: they prove nothing about it", name)
			}
			t.Logf("%d of 100 schedules go wrong without %s", failed, name)
		})
	}
}

// A program that is killed before or after any file it writes goes on where it
// was, and loses nothing.
func TestKilledBetweenAnyTwoFiles(t *testing.T) {
	for kill := 1; ; kill++ {
		s := newSchedule(99)
		s.c.sick = false
		for range 3 {
			if err := s.add(); err != nil {
				t.Fatal(err)
			}
		}
		killed, left := false, kill
		for i := range 12 {
			s.now = s.now.Add(time.Hour)
			d := s.devices[i%3]
			s.edit(d)
			s.edit(d)
			s.c.carry(d.v, true)
			if !killed {
				d.v.after, d.v.early = (left+1)/2, kill%2 == 0
			}
			_, err := s.engine(d).Round(context.Background())
			if !killed {
				left = 2*d.v.after - kill%2
			}
			d.v.after = -1
			if errors.Is(err, errKilled) {
				killed = true
			} else if err != nil {
				t.Fatal(err)
			}
		}
		if err := s.rest(); err != nil {
			t.Fatalf("killed at file %d: %v", kill, err)
		}
		if !killed {
			if kill < 15 {
				t.Fatal("hardly anything was written", kill)
			}
			return
		}
	}
}

// stopping is a book whose program is killed after some transactions.
type stopping struct {
	Store
	left int
}

func (s *stopping) Share(ctx context.Context, do func(Tx) error) ([]book.Change, error) {
	if s.left == 0 {
		return nil, errKilled
	}
	s.left--
	return s.Store.Share(ctx, do)
}

// Who joins with a large book, and is killed after any piece of it, has the rest
// after the next start; what was in the book before and what was edited
// meanwhile come to the other, and nothing is told twice.
func TestAJoinThatIsStopped(t *testing.T) {
	ctx := context.Background()
	for kill := 1; ; kill += 3 {
		c := &cloud{files: map[string][]byte{}, rng: newSchedule(1).rng}
		at := time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)
		clock := func() time.Time {
			at = at.Add(time.Second)
			return at
		}
		a, b := newSeller(t, c, clock), newSeller(t, c, clock)
		fill(t, a.f, 24)
		if _, err := a.engine().start(ctx, "Shop"); err != nil {
			t.Fatal(err)
		}
		a.round()
		mine := b.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "From home"}})
		c.carry(b.v, true)
		e := b.engine()
		e.pace.fixed, e.o.Store = 9, &stopping{e.o.Store, kill}
		_, err := e.join(ctx, "Home")
		done := err == nil
		if !done && !errors.Is(err, errKilled) {
			t.Fatal(err)
		}
		meanwhile := b.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Meanwhile"}})
		mine = b.get(mine.ID)
		mine.City = "Bonn"
		b.put(mine)
		if e := b.engine(); !done { // once more
			e.pace.fixed, e.o.Store = 9, &stopping{e.o.Store, kill}
			if _, err := e.Round(ctx); err != nil && !errors.Is(err, errKilled) {
				t.Fatal(err)
			}
		}
		for range 2 {
			b.round()
			a.round()
		}
		for _, s := range []*seller{a, b} {
			s.check()
			if s.get(mine.ID).City != "Bonn" || s.get(meanwhile.ID).ID == "" || len(s.others()) != 0 {
				t.Fatalf("killed at %d: %v", kill, s.others())
			}
		}
		if a.all() != b.all() {
			t.Fatalf("killed at %d: %s", kill, firstDifference(a.all(), b.all()))
		}
		if done {
			if kill < 15 {
				t.Fatal("it was one piece", kill)
			}
			return
		}
	}
}

// A segment of which only some came goes on after that: no value that lost is
// kept twice, and what is edited between two pieces is no conflict.
func TestASegmentInPieces(t *testing.T) {
	ctx := context.Background()
	_, a, b := two(t)
	var ids []book.ID
	for i := range 12 {
		ids = append(ids, a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: fmt.Sprint("Customer ", i)}, City: "Ulm"}).ID)
	}
	a.round()
	b.round()
	if _, err := b.b.Customers.Tag(ctx, ids, []string{"vip"}, nil); err != nil {
		t.Fatal(err)
	}
	for _, id := range ids { // both write, this one first
		x, y := b.get(id), a.get(id)
		x.City, y.City = "Bonn", "Köln"
		b.put(x)
		a.put(y)
	}
	b.round()
	for kill := 2; kill < 7; kill++ {
		e := a.engine()
		a.v.c.carry(a.v, true)
		e.pace.fixed, e.o.Store = 2, &stopping{e.o.Store, kill}
		if _, err := e.Round(ctx); !errors.Is(err, errKilled) {
			t.Fatal(kill, err)
		}
	}
	for range 2 {
		a.round()
		b.round()
	}
	for _, s := range []*seller{a, b} {
		if vs := s.others(); len(vs) != len(ids) || vs[0].Value != "Bonn" {
			t.Error(len(vs), vs)
		}
		s.check()
	}
	if a.all() != b.all() {
		t.Fatal(firstDifference(a.all(), b.all()))
	}
}

// two returns two computers that share a book.
func two(t *testing.T) (c *cloud, a, b *seller) {
	t.Helper()
	c = &cloud{files: map[string][]byte{}, rng: newSchedule(1).rng}
	at := time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)
	clock := func() time.Time {
		at = at.Add(time.Second)
		return at
	}
	a, b = newSeller(t, c, clock), newSeller(t, c, clock)
	if _, err := a.engine().start(context.Background(), "Shop"); err != nil {
		t.Fatal(err)
	}
	a.round()
	c.carry(b.v, true)
	if _, err := b.engine().join(context.Background(), "Home"); err != nil {
		t.Fatal(err)
	}
	b.round()
	a.round()
	return c, a, b
}

func (s *seller) get(id book.ID) book.Customer {
	s.t.Helper()
	c, err := s.b.Customers.Get(context.Background(), id)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *seller) put(c book.Customer) book.Customer {
	s.t.Helper()
	c, _, err := s.b.Customers.Save(context.Background(), c)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *seller) others() []book.OtherValue {
	s.t.Helper()
	vs, err := s.b.Customers.OtherValues(context.Background(), "")
	if err != nil {
		s.t.Fatal(err)
	}
	return vs
}

// Of two who wrote one field without knowing, the later wins everywhere and the
// other's value is kept on both, until somebody chooses.
func TestTheValueThatLostIsKept(t *testing.T) {
	ctx := context.Background()
	_, a, b := two(t)
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "王小明"}, City: "上海"})
	a.round()
	b.round()
	mine, theirs := a.get(x.ID), b.get(x.ID)
	mine.City, theirs.City = "北京", "广州"
	a.put(mine)
	theirs.Role = "Buyer" // nobody else wrote that
	b.put(theirs)
	a.round()
	b.round()
	a.round()
	for _, s := range []*seller{a, b} {
		vs := s.others()
		if got := s.get(x.ID); got.City != "广州" || got.Role != "Buyer" || len(vs) != 1 || vs[0].Value != "北京" || vs[0].Present != "广州" || vs[0].By != "Shop" || vs[0].Customer != x.ID {
			t.Fatal(got.City, got.Role, vs)
		}
	}
	if st, err := a.engine().Status(ctx); err != nil || st.Conflicts != 1 {
		t.Fatal(st, err)
	}
	// Chosen on one: it comes to the other, where the conflict ends.
	op, err := a.b.Customers.Choose(ctx, a.others()[0], true)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.others()) != 0 || a.get(x.ID).City != "北京" {
		t.Fatal(a.get(x.ID).City, a.others())
	}
	a.round()
	b.round()
	if b.get(x.ID).City != "北京" || len(b.others()) != 0 {
		t.Fatal(b.get(x.ID).City, b.others())
	}
	if _, _, err := a.b.History.Undo(ctx, op.ID); err != nil || a.get(x.ID).City != "广州" {
		t.Fatal(err, a.get(x.ID).City)
	}
	a.round()
	b.round()
	// An edit that has seen the other's is no conflict.
	y := b.get(x.ID)
	y.City = "深圳"
	b.put(y)
	if r := b.round(); r.Conflicts != 0 {
		t.Fatal(r)
	}
	if r := a.round(); r.Conflicts != 0 || a.get(x.ID).City != "深圳" {
		t.Fatal(r)
	}
	a.check()
	b.check()
}

// Who was put into the trash while another wrote about them is there again.
func TestAnEditBringsBackFromTheTrash(t *testing.T) {
	ctx := context.Background()
	_, a, b := two(t)
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Anna"}})
	a.round()
	b.round()
	if _, err := a.b.Customers.Trash(ctx, x.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := b.b.Notes.Add(ctx, x.ID, "asked for an offer"); err != nil {
		t.Fatal(err)
	}
	a.round()
	b.round()
	a.round()
	for _, s := range []*seller{a, b} {
		if got := s.get(x.ID); !got.TrashedAt.IsZero() {
			t.Error("still in the trash")
		}
		s.check()
	}
}

// What was erased is gone everywhere, also from what a device that was away
// writes about it, and from every file in the place once all have heard of it.
func TestErasedStaysErased(t *testing.T) {
	ctx := context.Background()
	c, a, b := two(t)
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Quyzabel Muxue"}, Channels: []book.Channel{{Kind: book.Phone, Value: "+49 30 99118277"}}})
	a.round()
	b.round()
	y := b.get(x.ID)
	y.City = "Xylograd of Quyzabel"
	b.put(y)
	if _, err := b.b.Notes.Add(ctx, x.ID, "Quyzabel called"); err != nil {
		t.Fatal(err)
	}
	for i := range 40 { // so that its rows move from page to page
		if _, err := b.b.Notes.Add(ctx, x.ID, fmt.Sprint("Quyzabel again ", i)); err != nil {
			t.Fatal(err)
		}
	}
	if len(traces(t, a)) == 0 || len(traces(t, b)) == 0 {
		t.Fatal("the test has nothing to find")
	}
	if _, err := a.b.Customers.Erase(ctx, x.ID); err != nil {
		t.Fatal(err)
	}
	for range 4 {
		a.round()
		b.round()
	}
	if a.all() != b.all() {
		t.Fatal(firstDifference(a.all(), b.all()))
	}
	for _, s := range []*seller{a, b} {
		if _, err := s.b.Customers.Get(ctx, x.ID); book.CodeOf(err) != book.NotFound {
			t.Error(err)
		}
		s.check()
		if strings.Contains(s.all(), "Quyzabel") {
			t.Error("a trace in the book")
		}
		for _, trace := range traces(t, s) {
			t.Error(trace)
		}
	}
	open := sealer{keys: testKeys, plain: true}
	for name, data := range c.files {
		if plain, err := open.open(data); err == nil && strings.Contains(string(plain), "Quyzabel") {
			t.Errorf("a trace in %s", name)
		}
	}
}

// traces lists where bytes of who is erased above are, in the book of a seller and
// in what lies beside it.
func traces(t *testing.T, s *seller) (out []string) {
	t.Helper()
	if err := filepath.WalkDir(filepath.Dir(s.path), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		for _, text := range []string{"Quyzabel", "quyzabel", "Muxue", "muxue", "Xylograd", "xylograd", "99118277", "77281199"} {
			if n := bytes.Count(data, []byte(text)); n > 0 {
				out = append(out, fmt.Sprintf("%s holds %q %d times", d.Name(), text, n))
			}
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// What only a newer program knows is kept, passed on and counted.
func TestANewerProgram(t *testing.T) {
	ctx := context.Background()
	c, a, b := two(t)
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Anna"}})
	a.round()
	stamp := oplog.Stamp{Time: oplog.At(time.Date(2026, 5, 2, 0, 0, 0, 0, time.UTC)), By: "00000000000000ff"}
	g := segment{workspace: mustSelf(t, a), replica: "00000000000000ff", seq: 1, at: a.now(), rows: []oplog.Row{
		{Table: "customer", ID: string(x.ID), Cells: map[string]oplog.Cell{"shoe": {Value: int64(42), Stamp: stamp}, "city": {Value: "Bonn", Stamp: stamp}}},
		{Table: "locker", ID: "l1", Cells: map[string]oplog.Cell{"key": {Value: "k", Stamp: stamp}}},
	}}
	data, err := sealer{keys: testKeys, plain: true}.seal(g.encode())
	if err != nil {
		t.Fatal(err)
	}
	c.files[g.workspace+"/"+segmentName(g.replica, 1, hashOf(data))] = data
	for _, s := range []*seller{a, b} {
		r := s.round()
		if got := s.get(x.ID); got.City != "Bonn" || !r.Status.Newer() || r.Status.Parked != 2 {
			t.Fatal(got.City, r.Status)
		}
	}
	// Edited by the old program, nothing of it is lost; a third that joins by a
	// whole book has it too.
	y := b.get(x.ID)
	y.City = "Köln"
	b.put(y)
	b.round()
	if !strings.Contains(b.all(), "shoe=42") || !strings.Contains(b.all(), "locker/l1 key=k") {
		t.Fatal(b.all())
	}
	d := newSeller(t, c, a.now)
	if _, err := b.engine().writeSnapshot(ctx, mustState(t, b)); err != nil {
		t.Fatal(err)
	}
	c.carry(d.v, true)
	if _, err := d.engine().join(ctx, "Third"); err != nil {
		t.Fatal(err)
	}
	d.round()
	if !strings.Contains(d.all(), "shoe=42") || !strings.Contains(d.all(), "locker/l1 key=k") {
		t.Fatal("not passed on")
	}
}

func mustSelf(t *testing.T, s *seller) (workspace string) {
	t.Helper()
	if err := s.f.LookShared(context.Background(), func(tx *sqlite.Sharing) (err error) {
		workspace, _, _, err = tx.Self(context.Background())
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return workspace
}

func mustState(t *testing.T, s *seller) (st *state) {
	t.Helper()
	if err := s.engine().o.Store.Look(context.Background(), func(tx Tx) (err error) {
		st, err = load(context.Background(), tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return st
}

// A book that was put back from a backup takes a new name, and gets back what it
// had written after the backup.
func TestABookThatWasPutBack(t *testing.T) {
	ctx := context.Background()
	_, a, b := two(t)
	backup := a.path + ".copy"
	if err := a.f.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	before := mustState(t, a).Replica
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "After the backup"}})
	a.round()
	b.round()
	if err := a.f.Close(); err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Prepare(ctx, backup, nil); err != nil {
		t.Fatal(err)
	}
	if err := sqlite.Replace(ctx, backup, a.path, a.path+".aside"); err != nil {
		t.Fatal(err)
	}
	f, err := sqlite.Open(ctx, a.path, sqlite.Options{Clock: a.now})
	if err != nil {
		t.Fatal(err)
	}
	a.use(f)
	y := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "After the restore"}})
	a.round()
	b.round()
	a.round()
	if got := mustState(t, a).Replica; got == before {
		t.Error("the old name")
	}
	for _, s := range []*seller{a, b} {
		s.get(x.ID)
		s.get(y.ID)
		s.check()
	}
	if a.all() != b.all() {
		t.Fatal(firstDifference(a.all(), b.all()))
	}
}

// What is wrong with a place pauses the sharing with an error that says it, and
// nothing is lost.
func TestAPlaceThatIsWrong(t *testing.T) {
	ctx := context.Background()
	c, a, b := two(t)
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Anna"}})
	round := func(s *seller) error {
		_, err := s.engine().Round(ctx)
		return err
	}
	all := c.files
	a.v.gone = true
	if err := round(a); !Is(err, Gone) {
		t.Error(err)
	}
	a.v.gone, a.v.files = false, map[string][]byte{}
	if err := round(a); !Is(err, Empty) {
		t.Error(err)
	}
	if st, err := a.engine().Status(ctx); err != nil || st.Paused == nil || st.Paused.Detail != Empty {
		t.Error(st, err)
	}
	c.carry(a.v, true)
	workspace := mustSelf(t, a)
	other, err := NewKeys()
	if err != nil {
		t.Fatal(err)
	}
	e := a.engine()
	e.o.Keys, e.seal.keys = other, other
	if _, err := e.Round(ctx); !Is(err, WrongKey) {
		t.Error(err)
	}
	a.v.files[workspace+"/format.json"] = []byte(`{"dragoman_sync":9,"least":9,"workspace":"` + workspace + `"}`)
	if err := round(a); !Is(err, Newer) || book.CodeOf(err) != book.NewerVersion {
		t.Error(err)
	}
	a.v.files[workspace+"/format.json"] = []byte(`{"dragoman_sync":1,"least":1,"workspace":"00000000000000aa"}`)
	if err := round(a); !Is(err, OtherBook) {
		t.Error(err)
	}
	d := newSeller(t, c, a.now)
	d.v.files = map[string][]byte{}
	if _, err := d.engine().join(ctx, "x"); !Is(err, NoBook) {
		t.Error(err)
	}
	c.carry(d.v, true)
	e = d.engine()
	e.o.Keys = other
	if _, err := e.join(ctx, "x"); !Is(err, WrongKey) {
		t.Error(err)
	}
	if _, err := a.engine().start(ctx, "x"); !Is(err, Shared) {
		t.Error(err)
	}
	if _, err := d.engine().Round(ctx); !Is(err, NotShared) {
		t.Error(err)
	}
	c.files = all
	a.round()
	b.round()
	b.get(x.ID)
	if st, err := a.engine().Status(ctx); err != nil || st.Paused != nil {
		t.Error(st, err)
	}
}

// A new key is asked for on the other devices, who then read on.
func TestANewKey(t *testing.T) {
	ctx := context.Background()
	c, a, b := two(t)
	next, err := testKeys.Next()
	if err != nil {
		t.Fatal(err)
	}
	if err := a.engine().Rotate(ctx, next); err != nil {
		t.Fatal(err)
	}
	with := func(s *seller, k Keys) error {
		c.carry(s.v, true)
		e := s.engine()
		e.seal.plain, e.o.Keys, e.seal.keys = false, k, k
		_, err := e.Round(ctx)
		return err
	}
	if err := with(a, next); err != nil {
		t.Fatal(err)
	}
	if err := with(b, testKeys); !Is(err, NewKey) {
		t.Fatal(err)
	}
	x := a.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "After the key"}})
	if err := with(a, next); err != nil {
		t.Fatal(err)
	}
	if err := with(b, next); err != nil {
		t.Fatal(err)
	}
	b.get(x.ID)
}

// A device that was retired comes back by itself under a new name, and what it
// wrote meanwhile comes with it.
func TestRetiredComesBack(t *testing.T) {
	ctx := context.Background()
	_, a, b := two(t)
	st, err := a.engine().Status(ctx)
	if err != nil || len(st.Devices) != 1 {
		t.Fatal(st, err)
	}
	if err := a.engine().Retire(ctx, st.Devices[0].ID); err != nil {
		t.Fatal(err)
	}
	a.round()
	x := b.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "From the retired"}})
	b.round()
	a.round()
	b.round()
	a.get(x.ID)
	if a.all() != b.all() {
		t.Fatal(firstDifference(a.all(), b.all()))
	}
	if err := a.engine().Rename(ctx, "Front desk"); err != nil {
		t.Fatal(err)
	}
	a.round()
	b.round()
	st, err = b.engine().Status(ctx)
	if err != nil || !strings.Contains(fmt.Sprint(st.Devices), "Front desk") {
		t.Fatal(st, err)
	}
	if err := b.engine().Leave(ctx); err != nil {
		t.Fatal(err)
	}
	if _, err := b.engine().open(ctx); !Is(err, NotShared) {
		t.Fatal(err)
	}
	b.get(x.ID)
}

// A file of a form that only a newer program reads stops nothing: it is waited
// for, and the device that wrote it is said to have a newer version.
func TestAFileOfANewerForm(t *testing.T) {
	c, a, b := two(t)
	self := mustState(t, a)
	g := segment{workspace: self.Workspace, replica: self.Replica, seq: self.Seq + 1, at: a.now()}
	data, err := sealer{keys: testKeys, plain: true}.seal(g.encode())
	if err != nil {
		t.Fatal(err)
	}
	data[len(magic)] = form + 1
	c.files[self.Workspace+"/"+segmentName(self.Replica, g.seq, hashOf(data))] = data
	x := b.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Meanwhile"}})
	r := b.round()
	if len(r.Status.Devices) != 1 || !r.Status.Devices[0].Newer || r.Status.Incoming != 1 || r.Status.Outgoing != 0 {
		t.Fatalf("%+v", r.Status)
	}
	b.get(x.ID)
	b.check()
}
