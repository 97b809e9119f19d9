package backup

import (
	"bytes"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
	"dragoman/data/sqlite"
)

var ctx = context.Background()

var noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

// childBook tells a child process to make backups of a book until it is killed.
const childBook = "DRAGOMAN_TEST_BACKUP"

func TestMain(m *testing.M) {
	workFactor = 10
	if path := os.Getenv(childBook); path != "" {
		work(path)
		return
	}
	os.Exit(m.Run())
}

func work(path string) {
	f, err := sqlite.Open(ctx, path, sqlite.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("ready")
	for {
		if _, err := Make(ctx, job(f, path+".backups", "")); err != nil {
			fmt.Println(err)
			return
		}
	}
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func job(f *sqlite.File, dir, passphrase string) Job {
	return Job{Source: f, Dir: dir, Reason: ByHand, Passphrase: passphrase, Now: noon}
}

// filled makes an open book with customers.
func filled(t testing.TB, n int) *sqlite.File {
	t.Helper()
	f, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "book.dragoman"), sqlite.Options{})
	check(t, err)
	t.Cleanup(func() { check(t, f.Close()) })
	check(t, sample.Fill(ctx, book.New(f, func() time.Time { return noon }), sample.Options{Customers: n, Seed: 1, Language: "en", Today: calendar.DateOf(noon)}))
	return f
}

func add(t testing.TB, f *sqlite.File, name string) {
	t.Helper()
	_, _, err := book.New(f, time.Now).Customers.Save(ctx, book.Customer{Name: book.Name{Full: name}})
	check(t, err)
}

// left fails when a folder holds anything but the named files.
func left(t testing.TB, dir string, want ...string) {
	t.Helper()
	files, err := os.ReadDir(dir)
	check(t, err)
	var got []string
	for _, f := range files {
		got = append(got, f.Name())
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s holds %q, want %q", filepath.Base(dir), got, want)
	}
}

// A backup brings back the book as it was, the one that was there is kept, and
// a passphrase hides what is in it.
func TestRoundTrip(t *testing.T) {
	for _, passphrase := range []string{"", "correct horse"} {
		f := filled(t, 30)
		add(t, f, "Unmistakable Person")
		then, err := f.Summary(ctx)
		check(t, err)
		dir := t.TempDir()
		c, err := Make(ctx, job(f, dir, passphrase))
		check(t, err)
		if !c.Holds.Same(then) || c.Encrypted != (passphrase != "") || c.Size == 0 {
			t.Errorf("%+v", c)
		}
		left(t, dir, "book-2027-03-10-120000"+Ext)
		data, err := os.ReadFile(c.Path)
		check(t, err)
		if bytes.Contains(data, []byte("Unmistakable")) {
			t.Error("a name can be read in the file")
		}
		add(t, f, "Somebody New")
		drilled, err := Drill(ctx, c.Path, passphrase, nil)
		check(t, err)
		if !drilled.Now.Same(then) {
			t.Errorf("drill counts %+v", drilled.Now)
		}
		check(t, f.Close())
		u, err := Unpack(ctx, c.Path, f.Path(), passphrase, nil)
		check(t, err)
		aside, err := u.Restore(ctx, f.Path(), noon, nil)
		check(t, err)
		check(t, u.Close())
		g, err := sqlite.Open(ctx, f.Path(), sqlite.Options{})
		check(t, err)
		now, err := g.Summary(ctx)
		check(t, err)
		faults, err := g.Check(ctx)
		check(t, err)
		ops, err := g.Operations(ctx, 1)
		check(t, err)
		if len(ops) != 1 || ops[0].Kind != book.OpGivenBack || ops[0].ID != now.Last {
			t.Errorf("the restore is not in the history: %+v", ops)
		}
		now.Last = then.Last
		if !now.Same(then) || len(faults) > 0 {
			t.Errorf("restored %+v, want %+v; %v", now, then, faults)
		}
		check(t, g.Close())
		kept, err := sqlite.Inspect(ctx, aside)
		check(t, err)
		if kept.Customers.Count != then.Customers.Count+1 {
			t.Errorf("what was there: %d customers", kept.Customers.Count)
		}
		list, err := List(dir, f.Path(), then.Mark)
		check(t, err)
		if len(list) != 2 || list[0].Reason != ByHand && list[1].Reason != ByHand {
			t.Errorf("listed %+v", list)
		}
	}
}

// What is not the whole of one of our backups is refused, each by its name, and
// nothing is left of the attempt.
func TestRefused(t *testing.T) {
	f := filled(t, 20)
	dir := t.TempDir()
	clear, err := Make(ctx, job(f, dir, ""))
	check(t, err)
	locked, err := Make(ctx, job(f, dir, "secret"))
	check(t, err)
	read := func(c Copy) []byte {
		b, err := os.ReadFile(c.Path)
		check(t, err)
		return b
	}
	a, b := read(clear), read(locked)
	headA := len(a) - bodySize(t, a)
	headB := len(b) - bodySize(t, b)
	newer := bytes.Replace(a, []byte(`"dragoman_backup":1`), []byte(`"dragoman_backup":9`), 1)
	flip := bytes.Clone(a)
	flip[len(flip)-len(flip)/3] ^= 1
	cases := []struct {
		name, passphrase string
		data             []byte
		code             book.Code
	}{
		{"empty", "", nil, book.NotABook},
		{"foreign", "", []byte("a shopping list, longer than a header"), book.NotABook},
		{"newer", "", newer, book.NewerVersion},
		{"header only", "", a[:headA], book.Corrupt},
		{"header cut", "", a[:headA-9], book.Corrupt},
		{"bit flipped", "", flip, book.Corrupt},
		{"one byte short", "", a[:len(a)-1], book.Corrupt},
		{"no passphrase", "", b, book.Invalid},
		{"wrong passphrase", "Secret", b, book.Invalid},
		{"encrypted, cut", "secret", b[:len(b)-1], book.Corrupt},
		{"encrypted, cut at a chunk", "secret", b[:len(b)-len(b)/2], book.Corrupt},
		{"encrypted, only begun", "secret", b[:headB+20], book.Corrupt},
		{"body of another kind", "", append(bytes.Clone(a[:headA]), b[headB:]...), book.Corrupt},
	}
	other := filled(t, 21)
	foreign, err := Make(ctx, job(other, t.TempDir(), ""))
	check(t, err)
	o := read(foreign)
	cases = append(cases, struct {
		name, passphrase string
		data             []byte
		code             book.Code
	}{"body of another book", "", append(bytes.Clone(a[:headA]), o[len(o)-bodySize(t, o):]...), book.Corrupt})
	work := t.TempDir()
	for _, c := range cases {
		path := filepath.Join(dir, "x"+Ext)
		check(t, os.WriteFile(path, c.data, 0o600))
		u, err := Unpack(ctx, path, filepath.Join(work, "book"), c.passphrase, nil)
		if book.CodeOf(err) != c.code || u != nil {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	left(t, work)
	u, err := Unpack(ctx, foreign.Path, filepath.Join(work, "book"), "", nil)
	check(t, err)
	now, err := f.Summary(ctx)
	check(t, err)
	if err := u.Fits(now); book.CodeOf(err) != book.Conflict {
		t.Errorf("another book: %v", err)
	}
	check(t, u.Close())
	left(t, work)
	if _, err := Unpack(ctx, f.Path(), f.Path(), "", nil); err == nil {
		t.Error("the live book was read as a backup")
	}
}

// bodySize is what of a backup comes after its header.
func bodySize(t *testing.T, b []byte) int {
	t.Helper()
	r := bytes.NewReader(b)
	_, err := readHeader(r)
	check(t, err)
	return r.Len()
}

// full is a disk with little room.
type full struct {
	file
	room int
}

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	}
	return f.file.Write(p)
}

// A disk that fills up in the middle leaves nothing half-written, says so, and
// the book stays as it is.
func TestDiskFull(t *testing.T) {
	f := filled(t, 50)
	dir := t.TempDir()
	c, err := Make(ctx, job(f, dir, ""))
	check(t, err)
	before, err := f.Summary(ctx)
	check(t, err)
	usual := create
	defer func() { create = usual }()
	for _, room := range []int{0, 10, 700, 3000} {
		create = func(path string) (file, error) {
			w, err := usual(path)
			return &full{w, room}, err
		}
		for _, passphrase := range []string{"", "secret"} {
			if _, err := Make(ctx, job(f, dir, passphrase)); book.CodeOf(err) != book.DiskFull {
				t.Errorf("room for %d: %v", room, err)
			}
		}
		if _, err := Unpack(ctx, c.Path, f.Path(), "", nil); book.CodeOf(err) != book.DiskFull {
			t.Errorf("unpacked with room for %d: %v", room, err)
		}
	}
	left(t, dir, filepath.Base(c.Path))
	create = usual
	now, err := f.Summary(ctx)
	check(t, err)
	if !now.Same(before) {
		t.Error("the book changed")
	}
	gone := filepath.Join(dir, "file")
	check(t, os.WriteFile(gone, nil, 0o600))
	if _, err := Make(ctx, job(f, gone, "")); err == nil {
		t.Error("a file is no folder")
	}
	stopped, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := Make(stopped, job(f, dir, "")); book.CodeOf(err) != book.Cancelled {
		t.Errorf("cancelled: %v", err)
	}
	left(t, dir, filepath.Base(c.Path), "file")
}

// A book one of whose indexes lacks a row is backed up all the same, and whole
// when it is restored.
func TestADamagedIndexIsMadeAnew(t *testing.T) {
	f := filled(t, 30)
	db, err := sql.Open("sqlite", "file:"+f.Path())
	check(t, err)
	for _, text := range []string{
		"CREATE TEMP TABLE was AS SELECT * FROM sqlite_schema WHERE name = 'customer_by_fold'",
		"PRAGMA writable_schema = ON",
		"DELETE FROM sqlite_schema WHERE name = 'customer_by_fold'",
		"PRAGMA writable_schema = RESET",
		"UPDATE customer SET name_fold = 'somebody else' WHERE n = 3",
		"PRAGMA writable_schema = ON",
		"INSERT INTO sqlite_schema SELECT * FROM was",
		"PRAGMA writable_schema = RESET",
	} {
		db.SetMaxOpenConns(1)
		_, err := db.Exec(text)
		check(t, err)
	}
	var found string
	check(t, db.QueryRow("PRAGMA integrity_check").Scan(&found))
	check(t, db.Close())
	if found == "ok" {
		t.Fatal("the test damaged nothing")
	}
	c, err := Make(ctx, job(f, t.TempDir(), ""))
	check(t, err)
	u, err := Unpack(ctx, c.Path, f.Path(), "", nil)
	check(t, err)
	check(t, u.Close())
}

// A real disk of one megabyte, where the system allows to make one.
func TestRealDiskFull(t *testing.T) {
	dir := t.TempDir()
	if err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", dir).Run(); err != nil {
		t.Skip("no small disk can be made here")
	}
	defer func() { check(t, exec.Command("umount", dir).Run()) }()
	f := filled(t, 400)
	if _, err := Make(ctx, job(f, dir, "")); book.CodeOf(err) != book.DiskFull {
		t.Error(err)
	}
	left(t, dir)
}

// Backups of a book that is being written are whole.
func TestWhileWriting(t *testing.T) {
	f := filled(t, 40)
	stop, done := make(chan struct{}), make(chan error)
	go func() {
		b := book.New(f, time.Now)
		for i := 0; ; i++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if _, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: fmt.Sprint("during ", i)}}); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 4 {
		c, err := Make(ctx, job(f, t.TempDir(), ""))
		check(t, err)
		_, err = Drill(ctx, c.Path, "", nil)
		check(t, err)
	}
	close(stop)
	check(t, <-done)
}

// Killed in the middle of backups, twenty times: every file that has its name
// is whole, and so is the book.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	f := filled(t, 300)
	check(t, f.Close())
	exe, err := os.Executable()
	check(t, err)
	r := rand.New(rand.NewPCG(3, 3))
	for range 20 {
		cmd := exec.Command(exe)
		cmd.Env = append(os.Environ(), childBook+"="+f.Path())
		out, err := cmd.StdoutPipe()
		check(t, err)
		check(t, cmd.Start())
		line := make([]byte, 6)
		_, err = io.ReadFull(out, line)
		check(t, err)
		time.Sleep(time.Duration(r.IntN(500)) * time.Millisecond)
		check(t, cmd.Process.Kill())
		if err := cmd.Wait(); err == nil {
			t.Fatal("the child ended by itself")
		}
	}
	list, err := List(f.Path()+".backups", "", "")
	check(t, err)
	if len(list) == 0 {
		t.Error("no backup was finished")
	}
	for _, c := range list {
		if _, err := Drill(ctx, c.Path, "", nil); err != nil {
			t.Errorf("%s: %v", filepath.Base(c.Path), err)
		}
	}
	t.Logf("%d backups", len(list))
}

// What a killed program left is swept away once it is old.
func TestSweep(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a" + Ext + temporary + "1", "b.dragoman" + temporary + "2", "c.txt" + temporary + "3", "d" + Ext} {
		path := filepath.Join(dir, name)
		check(t, os.WriteFile(path, nil, 0o600))
		check(t, os.Chtimes(path, noon, time.Now().Add(-7*time.Hour)))
	}
	check(t, os.WriteFile(filepath.Join(dir, "e"+Ext+temporary+"4"), nil, 0o600))
	sweep(dir)
	left(t, dir, "c.txt"+temporary+"3", "d"+Ext, "e"+Ext+temporary+"4")
}

// A backup holds no search index. Who unpacks one by hand and opens it finds
// everybody all the same.
func TestUnpackedByHand(t *testing.T) {
	f := filled(t, 20)
	add(t, f, "Unmistakable Person")
	c, err := Make(ctx, job(f, t.TempDir(), ""))
	check(t, err)
	near := filepath.Join(t.TempDir(), "book.dragoman")
	u, err := Unpack(ctx, c.Path, near, "", nil)
	check(t, err)
	check(t, os.Rename(u.bare, near))
	look, err := sqlite.Open(ctx, near, sqlite.Options{ReadOnly: true})
	check(t, err)
	faults, err := look.Check(ctx)
	check(t, err)
	if len(faults) == 0 {
		t.Error("the backup came with its search index")
	}
	check(t, look.Close())
	g, err := sqlite.Open(ctx, near, sqlite.Options{})
	check(t, err)
	n, err := g.CountCustomers(ctx, book.CustomerFilter{Text: "unmistakable"})
	check(t, err)
	faults, err = g.Check(ctx)
	check(t, err)
	if n != 1 || len(faults) > 0 {
		t.Errorf("%d found, %v", n, faults)
	}
	check(t, g.Close())
}

// BenchmarkMake holds the promise of three seconds for 100,000 customers: those
// of the book named by DRAGOMAN_BOOK, else of a demo book, which has half a
// million orders and twice as much else of them.
func BenchmarkMake(b *testing.B) {
	var f *sqlite.File
	if path := os.Getenv("DRAGOMAN_BOOK"); path != "" {
		var err error
		f, err = sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
		check(b, err)
		b.Cleanup(func() { check(b, f.Close()) })
	} else {
		f = filled(b, 100_000)
	}
	b.ResetTimer()
	for range b.N {
		c, err := Make(ctx, job(f, b.TempDir(), ""))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(c.Size)/1e6, "MB")
		b.ReportMetric(float64(c.Bytes)/1e6, "book-MB")
	}
}

// day returns a copy made on a day of 2027, and so for the reason.
func day(month time.Month, d, hour int, why Reason) Copy {
	t := time.Date(2027, month, d, hour, 0, 0, 0, time.UTC)
	return Copy{Path: t.Format("01-02/15") + string(why), Header: Header{Made: t, Reason: why}}
}

func TestSurplus(t *testing.T) {
	if got := Surplus(nil, time.UTC); len(got) != 0 {
		t.Error(got)
	}
	for _, c := range []struct {
		name   string
		copies []Copy // newest first
		gone   []int
	}{
		{"one", []Copy{day(3, 10, 8, Scheduled)}, nil},
		{"two on a day: the later stays", []Copy{day(3, 10, 18, ByHand), day(3, 10, 8, Scheduled)}, []int{1}},
		{"an eighth day of one week that another week holds", []Copy{
			day(3, 14, 8, Scheduled), day(3, 13, 8, Scheduled), day(3, 12, 8, Scheduled), day(3, 11, 8, Scheduled),
			day(3, 10, 8, Scheduled), day(3, 9, 8, Scheduled), day(3, 8, 8, Scheduled), day(3, 7, 8, Scheduled), day(3, 6, 8, Scheduled),
		}, []int{8}}, // Sunday the 7th is the newest of its week
		{"years apart", []Copy{day(12, 1, 8, Scheduled), day(1, 1, 8, Scheduled)}, nil},
		{"before an update", []Copy{day(3, 10, 18, BeforeUpdate), day(3, 10, 8, BeforeUpdate)}, nil},
		{"before imports", []Copy{
			day(3, 10, 11, BeforeImport), day(3, 10, 10, BeforeImport), day(3, 10, 9, BeforeRestore), day(3, 10, 8, BeforeImport),
			day(3, 10, 7, BeforeImport), day(3, 10, 6, BeforeImport), day(3, 10, 5, BeforeImport), day(3, 10, 4, BeforeImport),
			day(3, 10, 3, BeforeImport), day(3, 10, 2, BeforeImport), day(3, 10, 1, BeforeImport),
		}, []int{10}},
	} {
		var want []string
		for _, i := range c.gone {
			want = append(want, c.copies[i].Path)
		}
		var got []string
		for _, x := range Surplus(c.copies, time.UTC) {
			got = append(got, x.Path)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %q goes, want %q", c.name, got, want)
		}
	}
	// A year and a half of daily backups, thinned out every day, ends with each
	// kind and no more.
	var kept []Copy
	for d := range 550 {
		kept = append([]Copy{{Path: fmt.Sprint(d), Header: Header{Made: noon.AddDate(0, 0, d), Reason: Scheduled}}}, kept...)
		gone := map[string]bool{}
		for _, c := range Surplus(kept, time.UTC) {
			gone[c.Path] = true
		}
		var rest []Copy
		for _, c := range kept {
			if !gone[c.Path] {
				rest = append(rest, c)
			}
		}
		kept = rest
	}
	if n := len(kept); n < Months+Days || n > Days+Weeks+Months {
		t.Errorf("%d are kept", n)
	}
	if oldest := noon.AddDate(0, 0, 549).Sub(kept[len(kept)-1].Made); oldest < 300*24*time.Hour {
		t.Errorf("the oldest is %v old", oldest)
	}
}

func TestDue(t *testing.T) {
	at := func(h int) Copy {
		return Copy{Header: Header{Made: noon.Add(-time.Duration(h) * time.Hour), Holds: book.Summary{Last: "a"}}}
	}
	for _, c := range []struct {
		every     Every
		copies    []Copy
		last      book.ID
		due, late bool
	}{
		{Daily, nil, "a", true, true},
		{Daily, nil, "", false, false},
		{Never, nil, "a", false, false},
		{Daily, []Copy{at(23)}, "b", true, false},
		{Daily, []Copy{at(50)}, "b", true, true},
		{Daily, []Copy{at(50)}, "a", false, false},
		{Daily, []Copy{at(3)}, "b", false, false},
		{Weekly, []Copy{at(50)}, "b", false, false},
		{Weekly, []Copy{at(24 * 7)}, "b", true, false},
		{Weekly, []Copy{at(24 * 9)}, "b", true, true},
		{Never, []Copy{at(24 * 90)}, "b", false, false},
	} {
		s := book.Summary{Last: c.last}
		if due, late := Due(c.every, c.copies, s, noon), Late(c.every, c.copies, s, noon); due != c.due || late != c.late {
			t.Errorf("%+v: due %v, late %v", c, due, late)
		}
	}
}

func TestRotateLeavesOtherBooksAlone(t *testing.T) {
	dir := t.TempDir()
	a, b := filled(t, 2), filled(t, 3)
	for _, f := range []*sqlite.File{a, a, b} {
		_, err := Make(ctx, job(f, dir, ""))
		check(t, err)
	}
	s, err := a.Summary(ctx)
	check(t, err)
	check(t, Rotate(job(a, dir, ""), s.Mark, time.UTC))
	check(t, Rotate(job(a, dir, ""), "", time.UTC))
	all, err := List(dir, "", "")
	check(t, err)
	mine, err := List(dir, "", s.Mark)
	check(t, err)
	if len(all) != 2 || len(mine) != 1 {
		t.Errorf("%d backups, %d of the book", len(all), len(mine))
	}
}

// What was kept beside the book before an update or a restore goes after a
// while: it may hold somebody who was erased since.
func TestCopiesBesideTheBookGoAfterAWhile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "book.dragoman")
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	old, young, other := "book.dragoman.v3-20260801-080000.bak", "book.dragoman.before-restore-20261001-080000.bak", "other.dragoman.v3-20200801-080000.bak"
	for _, name := range []string{"book.dragoman", old, young, other} {
		check(t, os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600))
	}
	check(t, rotateBeside(path, now))
	left(t, dir, "book.dragoman", young, other)
}
