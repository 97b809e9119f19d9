package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// locked starts the program with a book and a lock on the screen.
func locked(t *testing.T) (*computer, *Shell) {
	t.Helper()
	c := newComputer(t)
	lock := prefs.NewLock("open sesame", 10)
	c.keep(func(p *prefs.Prefs) { p.Lock = lock })
	s := c.run("")
	t.Cleanup(func() { s.lock.cover.Lift() })
	return c, s
}

// try types a passphrase and unlocks.
func (l *screenLock) typed(text string) {
	l.entry.SetText(text)
	l.try()
}

func TestTheLockHidesEverythingUntilThePassphraseFits(t *testing.T) {
	_, s := locked(t)
	if !kit.Covered() {
		t.Fatal("the program starts unlocked")
	}
	s.Create(s.DefaultPath(), book.Settings{HomeCulture: "CN", OwnerName: "Lin"})
	ana := add(t, s, book.Customer{Name: book.Name{Full: "Ana Lima"}})
	s.Go(screen.Route{Screen: screen.Customers, ID: string(ana.ID)})
	if top := s.win.Canvas().Overlays().Top(); top != s.lock.cover {
		t.Error("something lies over the lock")
	}
	if s.win.Title() != "Dragoman" {
		t.Errorf("the title says %q", s.win.Title())
	}
	if s.win.Canvas().Focused() != s.lock.entry {
		t.Error("the passphrase cannot be typed at once")
	}
	s.win.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	s.lock.typed("wrong")
	if !kit.Covered() || s.lock.field.Error() != s.p.T("lock.wrong", nil) || s.lock.entry.Text != "" {
		t.Fatalf("a wrong passphrase: covered %v, %q", kit.Covered(), s.lock.field.Error())
	}
	s.lock.typed("open sesame")
	if kit.Covered() {
		t.Fatal("the right passphrase does not open it")
	}
	at(t, s, screen.Customers)
	if s.route.ID != string(ana.ID) {
		t.Error("it is not where it was left")
	}
}

func TestADialogOutlivesTheLock(t *testing.T) {
	c := newComputer(t)
	lock := prefs.NewLock("open sesame", 10)
	s := c.withBook()
	s.Lock()
	if kit.Covered() {
		t.Fatal("it locks without a passphrase")
	}
	s.prefs.Lock = lock
	entry := kit.NewEntry("")
	d := kit.NewDialog("Half done", entry, kit.Action{Label: "Save"})
	d.Show(s.win.Canvas())
	entry.SetText("not lost")
	s.Lock()
	later := kit.NewDialog("From beside", kit.NewEntry(""), kit.Action{Label: "Close"})
	later.Show(s.win.Canvas())
	if s.win.Canvas().Overlays().Top() != s.lock.cover || later.Open() {
		t.Error("a dialog opens over the lock")
	}
	closeLayers()
	s.lock.typed("open sesame")
	if !d.Open() || entry.Text != "not lost" || !later.Open() {
		t.Errorf("after it: the first dialog open %v with %q, the second %v", d.Open(), entry.Text, later.Open())
	}
	later.Hide()
	s.Lock()
	d.Hide() // what it waited for came while the screen was locked
	if s.win.Canvas().Overlays().Top() != s.lock.cover {
		t.Error("the lock went with the dialog")
	}
	s.lock.typed("open sesame")
}

func TestItLocksWhenNobodyIsThere(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	s.prefs.Lock = prefs.NewLock("open sesame", 10)
	now := noon
	s.cfg.Clock = func() time.Time { return now }
	s.lock.heard()
	for range 60 { // half an hour of work
		now = now.Add(30 * time.Second)
		test.Type(s.search.entry.Entry, "a")
		s.lock.look()
	}
	if kit.Covered() {
		t.Fatal("it locked while somebody was typing")
	}
	now = now.Add(9 * time.Minute)
	s.lock.look()
	if kit.Covered() {
		t.Error("it locked too early")
	}
	now = now.Add(2 * time.Minute)
	s.lock.look()
	if !kit.Covered() {
		t.Fatal("it did not lock")
	}
	s.lock.typed("open sesame")
	now = now.Add(8 * time.Hour) // asleep, and the first move wakes it
	kit.Use()
	s.lock.look()
	if !kit.Covered() {
		t.Error("it is open after a night's sleep")
	}
	s.lock.typed("open sesame")
	s.prefs.Lock.After = 0
	now = now.Add(8 * time.Hour)
	s.lock.look()
	if kit.Covered() {
		t.Error("it locks by itself although nobody wants it to")
	}
}

func TestManyWrongPassphrasesMakeOneWait(t *testing.T) {
	_, s := locked(t)
	now := noon
	s.cfg.Clock = func() time.Time { return now }
	for range 5 {
		s.lock.typed("wrong")
	}
	s.lock.typed("open sesame")
	if !kit.Covered() {
		t.Fatal("the sixth try came at once")
	}
	now = now.Add(31 * time.Second)
	s.lock.typed("open sesame")
	if kit.Covered() {
		t.Error("it stays locked after the wait")
	}
}
