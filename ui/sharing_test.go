package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/data/sync"
	"dragoman/data/sync/keys"
	"dragoman/data/sync/share"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// status is the line at the foot of the rail.
func status(s *Shell) string { return s.rail.Status() }

// A book is shared on one computer; another begins on its first page, joins,
// and shows what the first one has. The foot of the rail says how it went.
func TestShareAndJoinInTheWindow(t *testing.T) {
	keyring.MockInit()
	one, two := newComputer(t), newComputer(t)
	s := one.withBook()
	add(t, s, book.Customer{Name: book.Name{Full: "Lin Mei"}})
	if status(s) != s.p.T("shell.local", nil) && status(s) != s.p.T("shell.backup_late", nil) {
		t.Errorf("a book that is not shared: %q", status(s))
	}
	u := share.Setup{Place: share.Place{Kind: share.Folder, Dir: t.TempDir()}, Label: "Office", Secret: keys.New()}
	fine := func(_ bool, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	screen.Do(s.sharer, func(ctx context.Context, x *share.Session) (bool, error) { return x.Share(ctx, u) }, fine)
	s.sharer.Round()
	s.prefs.Backup.Every = "off"
	s.tellState()
	if got := status(s); !strings.HasPrefix(got, "Synced") {
		t.Errorf("shared and alone: %q", got)
	}

	o := two.run("")
	o.Join()
	if o.book == nil || o.route.Screen != screen.Settings || !kit.CloseTop() {
		t.Fatalf("the first page leads to %+v", o.route)
	}
	u.Label = "Notebook"
	screen.Do(o.sharer, func(ctx context.Context, x *share.Session) (bool, error) { return x.Take(ctx, u) }, fine)
	if count(t, o) != 1 {
		t.Errorf("who joined has %d customers", count(t, o))
	}
	s.sharer.Round()
	s.sharer.Round()
	if got := status(s); !strings.Contains(got, "2 devices") {
		t.Errorf("shared with another: %q", got)
	}
	if err := os.Rename(u.Place.Dir, u.Place.Dir+" away"); err != nil {
		t.Fatal(err)
	}
	s.sharer.Round()
	if got := status(s); got != s.p.T("shell.sync_gone", nil) {
		t.Errorf("the folder is gone: %q", got)
	}
	if err := os.Rename(u.Place.Dir+" away", u.Place.Dir); err != nil {
		t.Fatal(err)
	}
	s.sharer.Round()
	if got := status(s); !strings.HasPrefix(got, "Synced") {
		t.Errorf("the folder is back: %q", got)
	}
	// After a new start everything is found again.
	path := s.Path()
	s.Quit()
	again := one.run(path)
	again.sharer.Load(nil)
	if !again.sharer.On() || !strings.HasPrefix(status(again), "Synced") {
		t.Errorf("after a new start: %q", status(again))
	}
}

func TestWhatIsPausedIsSaidInFewWords(t *testing.T) {
	s := newComputer(t).withBook()
	seen := map[string]bool{}
	for _, detail := range []string{sync.Gone, sync.Empty, sync.NotYet, sync.ReadOnly, sync.Full, sync.Offline, sync.Denied, sync.Newer, sync.Retired, share.NoKey, share.NoPlace} {
		text := s.p.T(paused(sync.Fault("", detail, nil)), nil)
		if seen[text] || len(text) > 27 {
			t.Errorf("%s: %q", detail, text)
		}
		seen[text] = true
	}
	if paused(errors.New("else")) != "shell.sync_paused" {
		t.Error("anything else is paused, too")
	}
}

// A book that is opened in the folder of a cloud is opened, and it is said that
// it should be moved.
func TestABookInACloudFolderIsWarnedOf(t *testing.T) {
	c := newComputer(t)
	s := c.run("")
	if err := os.MkdirAll(filepath.Join(c.dir, "Dropbox"), 0o700); err != nil {
		t.Fatal(err)
	}
	s.Create(filepath.Join(c.dir, "Dropbox", "mine.dragoman"), book.Settings{HomeCulture: "CN"})
	if !s.toasts.Shown() || !screentest.Shown(s.toasts, "Dropbox") {
		t.Errorf("it says %q", screentest.Texts(s.toasts))
	}
	s.toasts.Clear()
	s.Create(c.path("safe"), book.Settings{HomeCulture: "CN"})
	if s.toasts.Shown() && screentest.Shown(s.toasts, "Dropbox") {
		t.Errorf("of a safe one it says %q", screentest.Texts(s.toasts))
	}
}

// waiting is a Runner that keeps what comes after a while until it is let go.
type waiting struct {
	screen.Inline
	later *[]func()
}

func (w waiting) After(_ time.Duration, f func()) func() {
	*w.later = append(*w.later, f)
	return func() {}
}

// What was changed just before the window is closed is told in a last round. When
// that cannot be done it is said, the window is closed all the same, and it is
// told after the next start.
func TestALastRoundBeforeTheEnd(t *testing.T) {
	keyring.MockInit()
	one, two := newComputer(t), newComputer(t)
	s, o := one.withBook(), two.run("")
	u := share.Setup{Place: share.Place{Kind: share.Folder, Dir: t.TempDir()}, Label: "Office", Secret: keys.New()}
	fine := func(_ bool, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	screen.Do(s.sharer, func(ctx context.Context, x *share.Session) (bool, error) { return x.Share(ctx, u) }, fine)
	s.sharer.Round()
	o.Join()
	kit.CloseTop()
	screen.Do(o.sharer, func(ctx context.Context, x *share.Session) (bool, error) { return x.Take(ctx, u) }, fine)
	path := s.Path()

	add(t, s, book.Customer{Name: book.Name{Full: "Lin Mei"}})
	s.Quit()
	if o.sharer.Round(); count(t, o) != 1 {
		t.Fatal("the last change was not told")
	}

	// The folder is gone: it is said, with a button that ends it at once.
	s = one.run(path)
	s.sharer.Load(nil)
	add(t, s, book.Customer{Name: book.Name{Full: "Kim"}})
	if err := os.Rename(u.Place.Dir, u.Place.Dir+" away"); err != nil {
		t.Fatal(err)
	}
	var later []func()
	s.cfg.Runner = waiting{later: &later}
	s.sharer.Runner = s.cfg.Runner
	s.Quit()
	if s.book == nil || !shows(s, s.p.T("shell.last_title", nil)) {
		t.Fatal("it ends without a word")
	}
	tap(t, s, s.p.T("shell.last_now", nil))
	if s.book != nil || kit.ModalOpen() {
		t.Fatal("it does not end")
	}
	for _, f := range later {
		f() // too late; nothing happens
	}

	// Nobody presses it: it ends by itself; a second close does not wait either.
	for _, impatient := range []bool{false, true} {
		later = nil
		s = one.run(path)
		s.sharer.Load(nil)
		s.sharer.Err = nil
		s.sharer.State.Status.Paused = nil
		s.cfg.Runner = waiting{later: &later}
		s.sharer.Runner = s.cfg.Runner
		s.Quit()
		if s.book == nil {
			t.Fatal("it ends without a word")
		}
		if impatient {
			s.Quit()
		} else {
			for _, f := range later {
				f()
			}
		}
		if s.book != nil || kit.ModalOpen() {
			t.Fatal("it does not end")
		}
	}

	if err := os.Rename(u.Place.Dir+" away", u.Place.Dir); err != nil {
		t.Fatal(err)
	}
	s = one.run(path)
	s.sharer.Load(nil)
	s.Leave()
	if o.sharer.Round(); count(t, o) != 2 {
		t.Error("it was lost")
	}
}

// What is said while a shared book is closed, drawn in both languages: that it is
// told, that there was no time for all, and why it could not be told.
func TestDrawTheLastRound(t *testing.T) {
	screentest.Draws(t)
	for _, language := range []string{"en", "zh-Hans"} {
		c := newComputer(t)
		c.keep(func(p *prefs.Prefs) { p.Language = language })
		s := c.withBook()
		for name, text := range map[string]string{
			"round": s.p.T("shell.last_round", nil),
			"slow":  s.untold(&book.Error{Op: "sync.round", Code: book.Cancelled}),
			"gone":  s.untold(sync.Fault("sync.round", sync.Gone, nil)),
		} {
			l := &leaving{}
			s.sayLeaving(l, text, func() {})
			screentest.Shoot(t, s.win, "last-"+name+"-"+language)
			l.end()
		}
	}
}
