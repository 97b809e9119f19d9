package settings

import (
	"context"
	"path/filepath"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/unpacking"
)

// shownCopies is how many backups the card lists.
const shownCopies = 5

// backups is the state of the card of backups.
type backups struct {
	env    *screen.Env
	k      *screen.Keeper
	opened screen.Slot[*backup.Unpacked]
	keys   screen.Slot[bool]
	show   func()
	// ask wants the passphrase of a backup and goes on with it.
	ask func(wrong bool, then func(passphrase string))
	// preview shows what a restore would change.
	preview func(u *backup.Unpacked)

	busy  bool   // a backup is being read
	proof string // what the last drill said
}

func newBackups(env *screen.Env, show func()) *backups {
	b := &backups{env: env, k: env.Keeper, show: show}
	b.opened.Runner, b.keys.Runner = env.Runner, env.Runner
	return b
}

// copies are those that the card shows.
func (b *backups) copies() []backup.Copy { return b.k.Copies[:min(len(b.k.Copies), shownCopies)] }

// line says of a backup what it holds.
func (b *backups) line(c backup.Copy) string {
	size := b.env.Printer.Bytes(c.Size)
	if c.Plain {
		id := locales.ID("backup.kept_update")
		if c.Reason == backup.BeforeRestore {
			id = "backup.kept_restore"
		}
		return b.env.T(id, locales.V{"Size": size})
	}
	id := locales.ID("backup.holds")
	if c.Encrypted {
		id = "backup.holds_encrypted"
	}
	n := func(t book.Tally) string { return b.env.Printer.Int(int64(t.Count)) }
	return b.env.T(id, locales.V{"Customers": n(c.Holds.Customers), "FollowUps": n(c.Holds.FollowUps), "Notes": n(c.Holds.Notes), "Size": size})
}

// trouble says why there is no fresh backup, and what to do; "" when all is
// well.
func (b *backups) trouble() string {
	switch err := b.k.Err; {
	case err == nil && b.k.Late():
		return b.env.T("backup.late", nil)
	case err == nil, book.CodeOf(err) == book.Cancelled, b.needsPassphrase():
		return ""
	case book.CodeOf(err) == book.DiskFull:
		return b.env.T("backup.disk_full", nil)
	case book.CodeOf(err) == book.NotFound, book.CodeOf(err) == book.ReadOnly:
		return b.env.T("backup.folder_gone", nil)
	default:
		return explain.Error(b.env.Printer, err)
	}
}

// needsPassphrase tells whether backups wait for it.
func (b *backups) needsPassphrase() bool {
	return b.env.Prefs.Get().Backup.Encrypted && b.k.Passphrase() == ""
}

func (b *backups) set(edit func(*prefs.Backup)) {
	p := b.env.Prefs.Get()
	edit(&p.Backup)
	b.env.Prefs.Set(p)
	b.k.Load(nil)
}

func (b *backups) setEvery(e string)  { b.set(func(p *prefs.Backup) { p.Every = e }) }
func (b *backups) setDir(path string) { b.set(func(p *prefs.Backup) { p.Dir = path }) }

// encrypt sets the passphrase of the backups to come; the keyring keeps it when
// the user asks.
func (b *backups) encrypt(passphrase string, remember bool) {
	mark := b.k.Now.Mark
	b.k.SetPassphrase(passphrase)
	b.set(func(p *prefs.Backup) { p.Encrypted = true })
	b.keys.Run(func(context.Context) (bool, error) {
		if remember {
			return true, backup.Remember(mark, passphrase)
		}
		return false, nil
	}, func(_ bool, err error) { b.env.Shell.Fail(err) })
}

// plain makes the backups to come readable for everybody.
func (b *backups) plain() {
	mark := b.k.Now.Mark
	b.k.SetPassphrase("")
	b.set(func(p *prefs.Backup) { p.Encrypted = false })
	b.keys.Run(func(context.Context) (bool, error) { return false, backup.Forget(mark) }, func(bool, error) {
		// Without a keyring there is nothing to forget.
	})
}

// drill proves that the newest backup can be restored.
func (b *backups) drill() {
	if len(b.k.Copies) == 0 {
		return
	}
	c := b.k.Copies[0]
	b.open(c.Path, b.k.Passphrase(), backup.Drill, func(u *backup.Unpacked) {
		n := func(t book.Tally) string { return b.env.Printer.Int(int64(t.Count)) }
		b.proof = b.env.T("backup.proved", locales.V{
			"When":      b.env.Printer.DateTime(b.k.Clock().In(b.env.Home)),
			"Customers": n(u.Now.Customers), "FollowUps": n(u.Now.FollowUps), "Notes": n(u.Now.Notes),
		})
	})
}

// restore reads a backup, checks it, and shows what it would change.
func (b *backups) restore(path string) {
	near := b.k.File.Path()
	b.open(path, b.k.Passphrase(), func(ctx context.Context, path, passphrase string, step func(int64, int64)) (*backup.Unpacked, error) {
		return backup.Unpack(ctx, path, near, passphrase, step)
	}, func(u *backup.Unpacked) {
		if err := u.Fits(b.k.Now); err != nil {
			b.drop(u)
			b.env.Shell.Fail(err)
			return
		}
		b.preview(u)
	})
}

type reading func(ctx context.Context, path, passphrase string, step func(done, total int64)) (*backup.Unpacked, error)

// open reads a backup and asks for its passphrase as often as it has to.
func (b *backups) open(path, passphrase string, read reading, then func(*backup.Unpacked)) {
	b.busy = true
	b.show()
	b.opened.Run(func(ctx context.Context) (*backup.Unpacked, error) {
		u, err := read(ctx, path, passphrase, nil)
		if err == nil && ctx.Err() != nil {
			return nil, u.Close() // nobody waits for it any more
		}
		return u, err
	}, func(u *backup.Unpacked, err error) {
		b.busy = false
		if wanted, wrong := unpacking.Wanted(err); wanted {
			b.ask(wrong && passphrase != "", func(p string) { b.open(path, p, read, then) })
		} else if err != nil {
			b.env.Shell.Fail(err)
		} else {
			then(u)
		}
		b.show()
	})
}

// drop throws an unpacked backup away.
func (b *backups) drop(u *backup.Unpacked) {
	if err := u.Close(); err != nil {
		b.env.Shell.Fail(err)
	}
}

// place tells whether the book lies where it is not safe, and in which folder.
func (b *backups) place() (backup.Place, string) { return backup.PlaceOf(b.k.File.Path()) }

// move copies the book into a folder and opens it there.
func (b *backups) move(dir string) {
	path := filepath.Join(dir, filepath.Base(b.k.File.Path()))
	if p, _ := backup.PlaceOf(path); p != "" {
		b.env.Shell.Tell(b.env.T("backup.move_unsafe", nil))
		return
	}
	b.env.Books.Move(path)
}
