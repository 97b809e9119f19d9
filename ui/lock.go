package ui

import (
	"context"
	"path/filepath"
	"time"

	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// screenLock hides the window behind a passphrase. It hides what is shown and
// encrypts nothing.
type screenLock struct {
	s     *Shell
	cover *kit.Cover
	entry *kit.Entry
	field *kit.Field
	open  *kit.Button

	trying screen.Slot[bool]
	wrong  int       // passphrases in a row that did not fit
	until  time.Time // no sooner another one

	uses uint64 // of the kit, when it was looked last
	last time.Time
}

// lookEvery is how often it is looked whether somebody is there.
const lookEvery = 5 * time.Second

func newScreenLock(s *Shell) *screenLock {
	l := &screenLock{s: s, last: s.cfg.Clock()}
	l.trying.Runner = s.cfg.Runner
	return l
}

// Lock implements screen.Shell: it hides the window until the passphrase is
// given. Without a passphrase it does nothing.
func (s *Shell) Lock() { s.lock.shut() }

func (l *screenLock) shut() {
	if !l.s.prefs.Lock.On() || kit.Covered() {
		return
	}
	t := func(id locales.ID) string { return l.s.p.T(id, nil) }
	l.entry = kit.NewPassword("")
	l.entry.OnSubmitted = func(string) { l.try() }
	l.field = kit.NewField(t("lock.passphrase"), l.entry)
	l.open = kit.NewButton(t("lock.open"), kit.Primary, l.try)
	forgotten := kit.NewButton(t("lock.forgotten"), kit.Quiet, l.forgotten)
	quit := kit.NewButton(t("lock.quit"), kit.Quiet, l.s.Quit)
	l.cover = kit.NewCover(kit.VBox(16,
		kit.Text(t("shell.brand"), kit.Title), kit.Wrap(t("lock.locked"), kit.Muted),
		l.field, kit.HBox(8, l.open, kit.Space(), forgotten, quit)))
	l.cover.Over(l.s.win.Canvas())
}

// try opens the window if the passphrase fits.
func (l *screenLock) try() {
	now := l.s.cfg.Clock()
	if left := l.until.Sub(now); left > 0 {
		l.say("lock.wait", locales.V{"Seconds": l.s.p.Int(int64(left.Round(time.Second) / time.Second))})
		return
	}
	text, lock := l.entry.Text, l.s.prefs.Lock
	if text == "" {
		return
	}
	l.open.Disable()
	l.trying.Run(func(context.Context) (bool, error) { return lock.Opens(text), nil }, func(fits bool, _ error) {
		l.open.Enable()
		if fits {
			l.wrong, l.until = 0, time.Time{}
			l.heard()
			l.cover.Lift()
			return
		}
		l.wrong++
		l.until = l.s.cfg.Clock().Add(prefs.Wait(l.wrong))
		l.entry.SetValue("")
		l.say("lock.wrong", nil)
	})
}

func (l *screenLock) say(id locales.ID, v locales.V) {
	l.field.SetError(l.s.p.T(id, v))
	l.cover.Refresh()
}

// forgotten says what the lock is, and how whoever owns the computer removes it.
func (l *screenLock) forgotten() {
	dir, err := prefs.Dir()
	if err != nil {
		l.s.Fail(err)
		return
	}
	l.field.SetHint(l.s.p.T("lock.forgotten_how", locales.V{"File": filepath.Join(dir, "preferences.json")}))
	l.cover.Refresh()
}

// watch looks from time to time whether somebody is there.
func (l *screenLock) watch() {
	if _, inline := l.s.cfg.Runner.(screen.Inline); inline {
		return // a drawing and a test do not wait
	}
	l.s.cfg.Runner.After(lookEvery, func() {
		l.look()
		l.watch()
	})
}

// look locks the window when nobody was there for as long as the user chose; a
// computer that slept counts as nobody.
func (l *screenLock) look() {
	now, idle := l.s.cfg.Clock(), time.Duration(l.s.prefs.Lock.After)*time.Minute
	if n := kit.Uses(); n != l.uses && now.Sub(l.last) < max(idle, 2*lookEvery) {
		l.uses, l.last = n, now
		return
	}
	if idle > 0 && now.Sub(l.last) >= idle {
		l.shut()
	}
}

// heard notes that somebody is there.
func (l *screenLock) heard() { l.uses, l.last = kit.Uses(), l.s.cfg.Clock() }
