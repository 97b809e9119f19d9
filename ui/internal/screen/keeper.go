package screen

import (
	"context"
	"time"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/prefs"
)

// BookFile is what of an open book a Keeper needs.
type BookFile interface {
	backup.Source
	Backup(ctx context.Context, dst string) error // a verified copy
	Summary(ctx context.Context) (book.Summary, error)
}

// Keeper makes the backups of one open book beside the window: when one is due,
// what there is, how the last one went. The shell owns one for each open book;
// the settings show it. It belongs to the UI goroutine.
type Keeper struct {
	File    BookFile
	Runner  Runner
	Clock   func() time.Time
	Prefs   func() prefs.Backup
	Changed func() // what is below is no longer as it was
	NoClock bool   // nothing is made by itself, as for the demo book

	Copies  []backup.Copy // the newest first
	Now     book.Summary
	Loaded  bool
	Running bool
	Percent int
	Err     error // why the last one was not made

	Listen func() // the page that shows it, or nil

	expected   bool   // one is made, or it is about to be looked whether it is due
	passphrase string // as typed since the program started
	looking    Slot[kept]
	making     Slot[backup.Copy]
	stop       func()
}

type kept struct {
	copies []backup.Copy
	now    book.Summary
	key    string
}

// checkEvery is how often it is looked whether a backup is due, and firstCheck
// how long after a book was opened.
const (
	checkEvery = 30 * time.Minute
	firstCheck = 20 * time.Second
)

// NewKeeper returns the keeper of an open book.
func NewKeeper(f BookFile, r Runner, clock func() time.Time, p func() prefs.Backup, changed func()) *Keeper {
	k := &Keeper{File: f, Runner: r, Clock: clock, Prefs: p, Changed: changed}
	k.looking.Runner, k.making.Runner = r, r
	return k
}

// Dir is the folder of the backups.
func (k *Keeper) Dir() string {
	if d := k.Prefs().Dir; d != "" {
		return d
	}
	d, err := backup.DefaultDir()
	if err != nil {
		return ""
	}
	return d
}

// Load reads what there is; then may be nil.
func (k *Keeper) Load(then func()) {
	dir, f, wanted := k.Dir(), k.File, k.Prefs().Encrypted && k.passphrase == ""
	k.looking.Run(func(ctx context.Context) (s kept, err error) {
		if s.now, err = f.Summary(ctx); err != nil {
			return s, err
		}
		if wanted {
			s.key = backup.Recall(s.now.Mark)
		}
		s.copies, err = backup.List(dir, f.Path(), s.now.Mark)
		return s, err
	}, func(s kept, err error) {
		if err != nil {
			k.Err = err
		} else {
			k.Copies, k.Now, k.Loaded = s.copies, s.now, true
			if s.key != "" {
				k.passphrase = s.key
			}
		}
		if then != nil && err == nil {
			then()
		}
		k.tell()
	})
}

// Watch looks from now on whether a backup is due.
func (k *Keeper) Watch() {
	if _, inline := k.Runner.(Inline); inline || k.NoClock {
		return // tests and drawings ask for what they want
	}
	k.expected = true
	k.after(firstCheck)
}

func (k *Keeper) after(d time.Duration) {
	k.stop = k.Runner.After(d, func() {
		k.Check()
		k.after(checkEvery)
	})
}

// Check makes a backup when one is due.
func (k *Keeper) Check() {
	if k.Running {
		return
	}
	k.Load(func() {
		k.expected = false
		if backup.Due(k.every(), k.Copies, k.Now, k.Clock()) {
			k.BackUp(backup.Scheduled)
		}
	})
}

func (k *Keeper) every() backup.Every { return backup.Every(k.Prefs().Every) }

// Late tells whether the newest backup is older than the schedule allows, and
// none is made or about to be.
func (k *Keeper) Late() bool {
	return !k.NoClock && k.Loaded && !k.expected && backup.Late(k.every(), k.Copies, k.Now, k.Clock())
}

// BackUp makes a backup now. Encrypted ones are never made without the
// passphrase.
func (k *Keeper) BackUp(why backup.Reason) {
	if k.Running {
		return
	}
	k.make(backup.Job{Dir: k.Dir(), Reason: why}, nil)
}

// Before returns what saves the book as it is, to be called on the goroutine
// that is about to change much of it, before it does. It does nothing for a
// book without anything in it, one that the newest backups hold, the demo
// book, and where no backups are wanted. What it could not do is to be told to
// After, on the UI goroutine again.
func (k *Keeper) Before(why backup.Reason) func(context.Context) error {
	if k == nil || k.NoClock || k.Running || k.every() == backup.Never {
		return func(context.Context) error { return nil }
	}
	f, j, encrypted := k.File, backup.Job{Source: k.File, Dir: k.Dir(), Reason: why, Passphrase: k.passphrase, Now: k.Clock()}, k.Prefs().Encrypted
	return func(ctx context.Context) error {
		now, err := f.Summary(ctx)
		if err != nil {
			return err
		}
		return backup.SaveBefore(ctx, j, now, encrypted)
	}
}

// After takes how what Before returned went.
func (k *Keeper) After(err error) {
	if k == nil {
		return
	}
	if err != nil {
		k.Err = err
	}
	k.Load(nil)
}

// SaveTo makes a backup in a file of the user's choice.
func (k *Keeper) SaveTo(path string, done func(backup.Copy)) {
	if k.Running {
		return
	}
	k.make(backup.Job{Path: path, Reason: backup.ToMove}, done)
}

func (k *Keeper) make(j backup.Job, done func(backup.Copy)) {
	if k.Prefs().Encrypted {
		if j.Passphrase = k.passphrase; j.Passphrase == "" {
			k.Err = &book.Error{Op: "backup.make", Code: book.Invalid, Field: "passphrase", Detail: "missing"}
			k.tell()
			return
		}
	}
	j.Source, j.Now = k.File, k.Clock()
	j.Progress = k.progress()
	k.Running, k.Percent, k.Err, k.expected = true, 0, nil, true
	k.tell()
	mark := k.Now.Mark
	k.making.Run(func(ctx context.Context) (backup.Copy, error) {
		c, err := backup.Make(ctx, j)
		if err == nil && j.Path == "" {
			err = backup.Rotate(j, mark, time.Local)
		}
		return c, err
	}, func(c backup.Copy, err error) {
		k.Running, k.Err, k.expected = false, err, err == nil
		if err == nil && done != nil {
			done(c)
		}
		k.Load(func() { k.expected = false })
	})
}

// progress returns what a job calls, which tells the window once a per cent.
func (k *Keeper) progress() func(done, total int64) {
	last := -1
	return func(done, total int64) {
		if p := int(100 * done / max(total, 1)); p != last {
			last = p
			k.Runner.Post(func() {
				k.Percent = p
				k.tell()
			})
		}
	}
}

// Stop ends a backup that is under way; nothing is left of it.
func (k *Keeper) Stop() {
	k.making.Cancel()
	k.Running, k.expected = false, false
	k.tell()
}

// tell says that something changed.
func (k *Keeper) tell() {
	k.Changed()
	if k.Listen != nil {
		k.Listen()
	}
}

// Close ends everything that works on the book.
func (k *Keeper) Close() {
	k.Changed, k.Listen = func() {}, nil
	if k.stop != nil {
		k.stop()
	}
	k.looking.Cancel()
	k.making.Cancel()
}

// Passphrase is what is known of it, for opening a backup.
func (k *Keeper) Passphrase() string { return k.passphrase }

// SetPassphrase takes the passphrase for the backups to come.
func (k *Keeper) SetPassphrase(p string) {
	k.passphrase = p
	k.Err = nil
	k.tell()
}
