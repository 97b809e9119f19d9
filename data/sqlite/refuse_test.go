package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
)

// raw runs SQL on a file past the book.
func raw(t testing.TB, path string, texts ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range texts {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(s, err)
		}
	}
}

// closedBook makes a book with a few customers and closes it.
func closedBook(t testing.TB, n int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "my book ?#%.dragoman")
	f, err := Create(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n > 0 {
		if err := fill(f, n); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestRefusedFilesStayAsTheyAre(t *testing.T) {
	for name, c := range map[string]struct {
		make   func(t *testing.T, path string)
		code   book.Code
		detail string
	}{
		"text":       {func(t *testing.T, p string) { write(t, p, []byte(strings.Repeat("Dear diary, ", 500))) }, book.NotABook, ""},
		"short text": {func(t *testing.T, p string) { write(t, p, []byte("x")) }, book.NotABook, ""},
		"empty":      {func(t *testing.T, p string) { write(t, p, nil) }, book.NotABook, "empty"},
		"zip":        {func(t *testing.T, p string) { write(t, p, append([]byte("PK\x03\x04"), make([]byte, 9000)...)) }, book.NotABook, ""},
		"foreign": {func(t *testing.T, p string) {
			raw(t, p, "CREATE TABLE a(b)", "PRAGMA application_id = 7")
		}, book.NotABook, "foreign"},
		"foreign with a log": {func(t *testing.T, p string) {
			raw(t, p, "PRAGMA journal_mode = WAL", "CREATE TABLE a(b)")
		}, book.NotABook, "foreign"},
		"newer": {func(t *testing.T, p string) {
			move(t, closedBook(t, 0), p)
			raw(t, p, fmt.Sprintf("PRAGMA user_version = %d", newest()+1))
		}, book.NewerVersion, ""},
		"half a file": {func(t *testing.T, p string) {
			whole, err := os.ReadFile(closedBook(t, 200))
			if err != nil {
				t.Fatal(err)
			}
			write(t, p, whole[:3000])
		}, "", ""},
		"folder":      {func(t *testing.T, p string) { check(t, os.Mkdir(p, 0o755)) }, book.NotABook, "folder"},
		"not there":   {func(*testing.T, string) {}, book.NotFound, "book"},
		"no such dir": {func(*testing.T, string) {}, book.NotFound, "book"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "a file")
			if name == "no such dir" {
				path = filepath.Join(path, "deeper")
			}
			c.make(t, path)
			old := time.Now().Add(-time.Hour).Truncate(time.Second)
			if i, err := os.Stat(path); err == nil && !i.IsDir() {
				check(t, os.Chtimes(path, old, old))
			}
			before, _ := os.ReadFile(path)
			for _, o := range []Options{{}, {ReadOnly: true}} {
				f, err := Open(ctx, path, o)
				if err == nil {
					check(t, f.Close())
					t.Fatal("opened")
				}
				if code := book.CodeOf(err); c.code != "" && code != c.code || code == book.Internal {
					t.Errorf("code %s: %v", code, err)
				}
				if c.detail != "" && !strings.Contains(err.Error(), c.detail) {
					t.Errorf("detail: %v", err)
				}
			}
			after, _ := os.ReadFile(path)
			if !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
			if i, err := os.Stat(path); err == nil && !i.IsDir() && !i.ModTime().Equal(old) {
				t.Error("the file was touched")
			}
		})
	}
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	check(t, os.WriteFile(path, data, 0o644))
}

func move(t testing.TB, from, to string) {
	t.Helper()
	check(t, os.Rename(from, to))
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestCreateKeepsWhatIsThere(t *testing.T) {
	path := closedBook(t, 1)
	if _, err := Create(ctx, path, Options{}); book.CodeOf(err) != book.Conflict {
		t.Fatal(err)
	}
	empty := filepath.Join(t.TempDir(), "empty")
	write(t, empty, nil) // as a file dialog leaves it
	f, err := Create(ctx, empty, Options{})
	check(t, err)
	check(t, f.Close())
	var e *book.Error
	if _, err := Create(ctx, filepath.Join(t.TempDir(), "no", "such", "dir"), Options{}); !errors.As(err, &e) || e.Code != book.NotFound || e.Detail != "folder" {
		t.Fatal(err)
	}
}

// A damaged page is found by Check, reported as Corrupt by what reads it, and
// the rest can still be read.
func TestDamagedPage(t *testing.T) {
	path := closedBook(t, 300)
	b, err := os.ReadFile(path)
	check(t, err)
	for at := 8 * 4096; at < len(b)-4096; at += 3 * 4096 {
		copy(b[at:], bytes.Repeat([]byte{0xA5}, 4096))
	}
	write(t, path, b)
	f, err := Open(ctx, path, Options{})
	if err != nil {
		if book.CodeOf(err) != book.Corrupt {
			t.Fatal(err)
		}
		return
	}
	defer f.Close()
	faults, err := f.Check(ctx)
	if err != nil && book.CodeOf(err) != book.Corrupt || err == nil && len(faults) == 0 {
		t.Fatal(faults, err)
	}
	if _, err := f.CustomerIDs(ctx, book.CustomerFilter{}); err != nil && book.CodeOf(err) != book.Corrupt {
		t.Fatal(err)
	}
}

func TestLockedByAnother(t *testing.T) {
	path := closedBook(t, 1)
	f, err := Open(ctx, path, Options{Exclusive: true})
	check(t, err)
	defer f.Close()
	_, err = Open(ctx, path, Options{Exclusive: true})
	if book.CodeOf(err) != book.Locked || !strings.Contains(err.Error(), "open_elsewhere") {
		t.Fatal(err)
	}
	g, err := Open(ctx, path, Options{}) // the command line
	check(t, err)
	put(t, g, named("Second"))
	if changed, err := f.Changed(ctx); err != nil || !changed {
		t.Fatal(changed, err)
	}
	put(t, f, named("Third"))
	if changed, err := f.Changed(ctx); err != nil || changed {
		t.Fatal(changed, err)
	}
	// One that writes holds the other up, and no longer than it is told to.
	held := make(chan struct{})
	done := make(chan error)
	go func() {
		_, err := g.Write(ctx, book.Operation{}, func(tx book.Tx) error {
			close(held)
			<-done
			return tx.PutCustomer(ctx, named("Slow"))
		})
		done <- err
	}()
	<-held
	if _, err := f.write.Exec("PRAGMA busy_timeout = 50"); err != nil {
		t.Fatal(err)
	}
	_, err = f.Write(ctx, book.Operation{}, func(tx book.Tx) error { return tx.PutCustomer(ctx, named("Fast")) })
	if book.CodeOf(err) != book.Locked {
		t.Error(err)
	}
	done <- nil
	check(t, <-done)
	check(t, g.Close())
}

func TestFullDisk(t *testing.T) {
	path := closedBook(t, 50)
	f, err := Open(ctx, path, Options{MaxPages: 120})
	check(t, err)
	before, err := f.Info(ctx)
	check(t, err)
	if err := fill(f, 3000); book.CodeOf(err) != book.DiskFull {
		t.Fatal(err)
	}
	after, err := f.Info(ctx)
	check(t, err)
	if after.Customers != before.Customers {
		t.Fatal("a part of the transaction stayed")
	}
	c := named("small")
	put(t, f, c)
	get(t, f, c.ID)
	clean(t, f)
	check(t, f.Close())
}

// clean fails when Check has anything to say.
func clean(t testing.TB, f *File) {
	t.Helper()
	faults, err := f.Check(ctx)
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
}

func TestCancelledWriteLeavesNothing(t *testing.T) {
	f := fresh(t)
	c, cancel := context.WithCancel(ctx)
	_, err := f.Write(c, book.Operation{}, func(tx book.Tx) error {
		check(t, tx.PutCustomer(c, named("first")))
		cancel()
		return tx.PutCustomer(c, named("second"))
	})
	if book.CodeOf(err) != book.Cancelled {
		t.Fatal(err)
	}
	if n, err := f.CountCustomers(ctx, book.CustomerFilter{}); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	// A panic in a use case leaves the book usable.
	func() {
		defer func() {
			if recover() == nil {
				t.Error("no panic")
			}
		}()
		_, _ = f.Write(ctx, book.Operation{}, func(tx book.Tx) error {
			check(t, tx.PutCustomer(ctx, named("third")))
			panic("fault")
		})
	}()
	put(t, f, named("fourth"))
	if n, err := f.CountCustomers(ctx, book.CustomerFilter{}); n != 1 || err != nil {
		t.Fatal(n, err)
	}
}

func TestReadOnly(t *testing.T) {
	path := closedBook(t, 5)
	f, err := Open(ctx, path, Options{ReadOnly: true})
	check(t, err)
	p, err := f.Customers(ctx, book.CustomerQuery{})
	if err != nil || len(p.Rows) != 5 {
		t.Fatal(p, err)
	}
	_, err = f.Write(ctx, book.Operation{}, func(book.Tx) error { return nil })
	if book.CodeOf(err) != book.ReadOnly {
		t.Fatal(err)
	}
	clean(t, f)
	check(t, f.Close())
	check(t, os.Chmod(path, 0o444))
	if _, err := Open(ctx, path, Options{}); book.CodeOf(err) != book.ReadOnly {
		t.Fatal(err)
	}
}

func TestSQLiteIsNewEnough(t *testing.T) {
	f := fresh(t)
	var v string
	check(t, f.read.QueryRow("SELECT sqlite_version()").Scan(&v))
	var a, b, c int
	if _, err := fmt.Sscanf(v, "%d.%d.%d", &a, &b, &c); err != nil || a*1e6+b*1e3+c < 3_051_003 {
		t.Fatalf("SQLite %s may corrupt a log that is reset: 3.51.3 or later is needed", v)
	}
}
