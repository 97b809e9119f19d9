package sqlite

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/book"
)

var update = flag.Bool("update", false, "write the golden schema anew")

const golden = "testdata/schema.golden"

func schemaOf(t *testing.T, f *File) string {
	t.Helper()
	s, err := schemaDump(ctx, f.read)
	check(t, err)
	return s
}

// sums holds the hashes of the migrations, which are never changed once a book
// may have been made by them.
const sums = "testdata/migrations.sum"

func TestMigrationsAreNeverChanged(t *testing.T) {
	var have strings.Builder
	for i, step := range steps {
		fmt.Fprintf(&have, "%d %x\n", i+1, sha256.Sum256([]byte(step)))
	}
	if *update {
		check(t, os.WriteFile(sums, []byte(have.String()), 0o644))
	}
	want, err := os.ReadFile(sums)
	check(t, err)
	if have.String() != string(want) {
		t.Errorf("a migration is another than in %s: older books were not made by it. A new one is added with -update", sums)
	}
}

// A new book has the schema that the golden file shows, and a book of every
// older form comes to the same one with its rows. The files form-N.sql hold
// rows as form N had them when it was current: they are never changed.
func TestEveryFormComesToTheSameSchema(t *testing.T) {
	made := schemaOf(t, fresh(t))
	if *update {
		check(t, os.WriteFile(golden, []byte(made), 0o644))
	}
	want, err := os.ReadFile(golden)
	check(t, err)
	if made != string(want) {
		t.Errorf("a new book has another schema than %s; if that is meant, there must be a migration: run with -update", golden)
	}
	forms, err := filepath.Glob("testdata/form-*.sql")
	check(t, err)
	if len(forms) != newest() {
		t.Errorf("%d forms in testdata, the newest is %d", len(forms), newest())
	}
	for n := 1; n <= newest(); n++ {
		form := fmt.Sprintf("testdata/form-%d.sql", n)
		rows, err := os.ReadFile(form)
		check(t, err)
		path := filepath.Join(t.TempDir(), "old.dragoman")
		raw(t, path, fmt.Sprintf("%s\nPRAGMA application_id = %d;\nPRAGMA user_version = %d;\n%s", strings.Join(steps[:n], "\n"), applicationID, n, rows))
		f, err := Open(ctx, path, Options{})
		check(t, err)
		check(t, f.RebuildIndex(ctx, nil))
		if got := schemaOf(t, f); got != string(want) {
			t.Errorf("%s comes to another schema", form)
		}
		clean(t, f)
		c := get(t, f, "0190a000-0000-7000-8000-000000000001")
		if c.Name.Full != "王小明" || len(c.Channels) != 1 {
			t.Errorf("%s: %+v", form, c)
		}
		check(t, f.Close())
	}
}

// A migration is made on the file after a verified copy of it; one that fails,
// or that leaves a reference without its row, changes nothing.
func TestMigration(t *testing.T) {
	kept := steps
	defer func() { steps = kept }()
	open := func(path, step string) (*File, error) {
		steps = append(kept[:len(kept):len(kept)], step)
		return Open(ctx, path, Options{})
	}
	copies := func(path string) []string {
		m, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*.bak"))
		check(t, err)
		return m
	}

	for _, bad := range []string{"CREATE TABLE x(y); SELECT nonsense", "UPDATE channel SET customer = 'nobody'"} {
		steps = kept
		path := closedBook(t, 20)
		f, err := open(path, bad)
		if err == nil {
			check(t, f.Close())
			t.Fatal("migrated")
		}
		steps = kept
		f, err = Open(ctx, path, Options{})
		check(t, err)
		if s := schemaOf(t, f); strings.Contains(s, "TABLE x") {
			t.Error("half a migration")
		}
		clean(t, f)
		check(t, f.Close())
	}

	steps = kept
	path := closedBook(t, 20)
	f, err := open(path, "ALTER TABLE customer ADD COLUMN shoe TEXT NOT NULL DEFAULT '42'")
	check(t, err)
	info, err := f.Info(ctx)
	if err != nil || info.Customers != 20 || info.Version != len(kept)+1 {
		t.Fatal(info, err)
	}
	check(t, f.Close())
	if len(copies(path)) != 1 {
		t.Fatal(copies(path))
	}
	steps = kept
	if _, err := Open(ctx, path, Options{}); book.CodeOf(err) != book.NewerVersion {
		t.Fatal(err)
	}
	old, err := Open(ctx, copies(path)[0], Options{})
	check(t, err)
	if info, err = old.Info(ctx); err != nil || info.Customers != 20 || info.Version != len(kept) {
		t.Fatal(info, err)
	}
	check(t, old.Close())
}

func TestBackup(t *testing.T) {
	f := fresh(t)
	check(t, fill(f, 200))
	dst := filepath.Join(t.TempDir(), "copy.dragoman")
	stop, done := make(chan struct{}), make(chan error)
	go func() { // somebody goes on working
		for k := 0; ; k++ {
			select {
			case <-stop:
				done <- nil
				return
			default:
			}
			if err := importGroup(f, uint64(k), "during"); err != nil {
				done <- err
				return
			}
		}
	}()
	for range 3 {
		check(t, f.Backup(ctx, dst))
	}
	close(stop)
	check(t, <-done)
	left, err := filepath.Glob(dst + ".*")
	if err != nil || len(left) > 0 {
		t.Fatal(left, err)
	}
	g, err := Open(ctx, dst, Options{})
	check(t, err)
	clean(t, g)
	if n, err := g.CountCustomers(ctx, book.CustomerFilter{}); err != nil || (n-200)%group != 0 {
		t.Fatal(n, err)
	}
	put(t, g, named("new in the copy"))
	check(t, g.Close())
	if err := f.Backup(ctx, f.Path()); book.CodeOf(err) != book.Invalid {
		t.Fatal(err)
	}
	if err := f.Backup(ctx, filepath.Join(t.TempDir(), "no", "folder")); err == nil {
		t.Fatal("copied to nowhere")
	}
	quick, err := f.QuickCheck(ctx)
	if err != nil || len(quick) > 0 {
		t.Fatal(quick, err)
	}
}

// Check tells when the index does not hold what the rows hold.
func TestCheckSeesTheIndex(t *testing.T) {
	f := fresh(t)
	check(t, fill(f, 3))
	_, err := f.write.Exec("DELETE FROM customer_search WHERE rowid = 2")
	check(t, err)
	faults, err := f.Check(ctx)
	if err != nil || len(faults) != 1 || faults[0].Kind != "index" || faults[0].Table != "customer" {
		t.Fatal(faults, err)
	}
	total := 0
	check(t, f.RebuildIndex(ctx, func(done, of int) { total = of }))
	if total != 3 {
		t.Error("progress", total)
	}
	clean(t, f)
}
