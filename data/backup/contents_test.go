package backup

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// attach attaches a content to a new customer and returns both.
func attach(t *testing.T, f *sqlite.File, name, content string) (book.ID, book.Attachment) {
	t.Helper()
	b := book.New(f, time.Now)
	c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: name}})
	check(t, err)
	as, _, err := b.Attachments.Add(ctx, book.Owner{Customer: c.ID}, []book.NewFile{{
		Name: name + ".txt", Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil },
	}}, nil)
	check(t, err)
	return c.ID, as[0]
}

// A backup carries the contents of the attachments, encrypted or not; a restore
// on another computer brings them, but not those of who was erased since, and
// keeps those of the book that was there.
func TestContentsAreBackedUp(t *testing.T) {
	for _, pass := range []string{"", "correct horse"} {
		dir := t.TempDir()
		path := filepath.Join(dir, "book.dragoman")
		f, err := sqlite.Create(ctx, path, sqlite.Options{})
		check(t, err)
		random := make([]byte, 3<<20)
		_, _ = rand.Read(random)
		_, big := attach(t, f, "Ana", string(random))
		gone, secret := attach(t, f, "Rui", "a secret of Rui's")
		_, lost := attach(t, f, "Bo", "lost before the backup")
		where, err := f.FilePath(lost.Hash)
		check(t, err)
		check(t, os.Remove(where))
		var done, total int64
		j := job(f, filepath.Join(dir, "backups"), pass)
		j.Progress = func(d, all int64) { done, total = d, all }
		c, err := Make(ctx, j)
		check(t, err)
		if c.Format != formatFiles || c.Files != 2 || c.FileBytes != big.Size+secret.Size || done != total || total != c.Bytes+c.FileBytes {
			t.Errorf("%+v, %d of %d", c.Header, done, total)
		}
		_, err = Drill(ctx, c.Path, pass, nil)
		check(t, err)

		// Another computer: nothing but the backup.
		there := filepath.Join(t.TempDir(), "moved.dragoman")
		u, err := Unpack(ctx, c.Path, there, pass, nil)
		check(t, err)
		_, err = u.Restore(ctx, there, noon, nil)
		check(t, err)
		check(t, u.Close())
		g, err := sqlite.Open(ctx, there, sqlite.Options{})
		check(t, err)
		for _, a := range []book.Attachment{big, secret} {
			got, err := g.FilePath(a.Hash)
			check(t, err)
			if data, err := os.ReadFile(got); err != nil || int64(len(data)) != a.Size {
				t.Error(len(data), err)
			}
		}
		check(t, g.Close())
		left(t, filepath.Dir(there), "moved.dragoman", "moved.dragoman.files")

		// The same computer: one was erased since, and another has come.
		b := book.New(f, time.Now)
		_, err = b.Customers.Trash(ctx, gone)
		check(t, err)
		_, err = b.Customers.Purge(ctx, gone)
		check(t, err)
		_, late := attach(t, f, "Late", "came after the backup")
		check(t, f.Close())
		u, err = Unpack(ctx, c.Path, path, pass, nil)
		check(t, err)
		_, err = u.Restore(ctx, path, noon, nil)
		check(t, err)
		check(t, u.Close())
		g, err = sqlite.Open(ctx, path, sqlite.Options{})
		check(t, err)
		_, err = g.SweepFiles(ctx)
		check(t, err)
		for hash, want := range map[string]bool{big.Hash: true, secret.Hash: false, late.Hash: true} {
			if _, err := g.FilePath(hash); (err == nil) != want {
				t.Errorf("with passphrase %q: a content is there: %v, want %v", pass, err == nil, want)
			}
		}
		check(t, g.Close())
	}
}

// A backup whose contents were cut short, changed or mixed is refused whole.
func TestDamagedContents(t *testing.T) {
	f := filled(t, 5)
	attach(t, f, "Ana", strings.Repeat("content ", 50_000))
	c, err := Make(ctx, job(f, t.TempDir(), ""))
	check(t, err)
	data, err := os.ReadFile(c.Path)
	check(t, err)
	for _, bad := range [][]byte{data[:len(data)-1], data[:len(data)-40]} {
		path := filepath.Join(t.TempDir(), "bad"+Ext)
		check(t, os.WriteFile(path, bad, 0o600))
		if u, err := Unpack(ctx, path, filepath.Join(t.TempDir(), "near"), "", nil); book.CodeOf(err) != book.Corrupt {
			t.Errorf("%v %v", u, err)
		}
	}
}
