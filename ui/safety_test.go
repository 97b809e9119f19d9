package ui

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/ui/internal/kit"
)

// A restore closes the book, puts the backup in its place and opens it; a
// backup that cannot be used leaves the book as it was, and open.
func TestRestoreInTheWindow(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	s.prefs.Backup.Dir = filepath.Join(c.dir, "backups")
	add(t, s, book.Customer{Name: book.Name{Full: "Lin Mei"}})
	s.keeper.BackUp(backup.ByHand)
	if s.keeper.Err != nil || len(s.keeper.Copies) != 1 {
		t.Fatal(s.keeper.Err)
	}
	then := count(t, s)
	add(t, s, book.Customer{Name: book.Name{Full: "Kim"}})
	broken, err := backup.Unpack(context.Background(), s.keeper.Copies[0].Path, s.Path(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := broken.Close(); err != nil {
		t.Fatal(err)
	}
	s.Restore(broken)
	closeLayers()
	if s.book == nil || count(t, s) != then+1 {
		t.Fatal("the book that was there is not open")
	}
	s.keeper.Load(nil)
	path := ""
	for _, x := range s.keeper.Copies {
		if !x.Plain {
			path = x.Path
		}
	}
	good, err := backup.Unpack(context.Background(), path, s.Path(), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	s.Restore(good)
	if s.book == nil {
		t.Fatal("no book is open")
	}
	if n := count(t, s); n != then {
		t.Errorf("%d customers, want %d", n, then)
	}
}

// A book that was moved is open at its new place; what it was moved from goes
// at the next start, and stays when somebody else has used it.
func TestMoveTheBook(t *testing.T) {
	for _, used := range []bool{false, true} {
		c := newComputer(t)
		s := c.withBook()
		add(t, s, book.Customer{Name: book.Name{Full: "Lin Mei"}})
		old, n := s.Path(), count(t, s)
		to := filepath.Join(t.TempDir(), "moved.dragoman")
		s.Move(to)
		if s.Path() != to || count(t, s) != n {
			t.Fatalf("open is %q", s.Path())
		}
		if _, err := os.Stat(old); err != nil {
			t.Error("the old file went at once")
		}
		s.Quit()
		if used {
			if err := os.Truncate(old, 10); err != nil {
				t.Fatal(err)
			}
		}
		s = c.run("")
		if _, err := os.Stat(old); (err == nil) != used {
			t.Errorf("used %v: %v", used, err)
		}
		if s.Path() != to {
			t.Errorf("open is %q", s.Path())
		}
	}
}

// A backup that is opened on another computer becomes a book there, with its
// passphrase when it has one; the backup stays, and refusing makes nothing.
func TestABackupBecomesABook(t *testing.T) {
	for _, secret := range []string{"", "a long passphrase"} {
		old := newComputer(t)
		s := old.withBook()
		add(t, s, book.Customer{Name: book.Name{Full: "Lin Mei"}})
		n, path := count(t, s), filepath.Join(old.dir, "carried"+backup.Ext)
		s.keeper.SetPassphrase(secret)
		s.prefs.Backup.Encrypted = secret != ""
		s.keeper.SaveTo(path, func(backup.Copy) {})
		if s.keeper.Err != nil {
			t.Fatal(s.keeper.Err)
		}
		c := newComputer(t)
		s = c.run("")
		dst := s.DefaultPath()
		for _, press := range []string{"Cancel", "Bring it here"} {
			s.Open(path)
			if secret != "" {
				for _, p := range []string{"a wrong passphrase", secret} {
					s.win.Canvas().Focused().(*kit.Entry).SetText(p)
					tap(t, s, "Go on")
				}
			}
			if _, err := os.Stat(dst); err == nil || s.book != nil {
				t.Fatal("a book was made before it was wanted")
			}
			tap(t, s, press)
			if left, err := filepath.Glob(dst + "*"); err != nil || press == "Cancel" && len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		}
		if s.Path() != dst || count(t, s) != n {
			t.Errorf("open is %q with %d customers, want %q with %d", s.Path(), count(t, s), dst, n)
		}
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
