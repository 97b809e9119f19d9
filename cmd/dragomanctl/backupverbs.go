package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/term"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/data/sqlite"
	"dragoman/locales"
)

// secret is where the passphrase of a backup comes from; never from the words
// of the call, which others can see.
type secret struct {
	c    *call
	file string
}

// secretFlag declares --passphrase-file.
func (c *call) secretFlag() *secret {
	s := &secret{c: c}
	c.flags.StringVar(&s.file, "passphrase-file", "", "")
	return s
}

// given returns the passphrase from the file or the environment, or "".
func (s *secret) given() (string, error) {
	if s.file == "" {
		return os.Getenv("DRAGOMAN_PASSPHRASE"), nil
	}
	b, err := os.ReadFile(s.file)
	if err != nil {
		return "", &notDone{"ctl.cannot_open", locales.V{"File": s.file}}
	}
	return string(bytes.TrimRight(b, "\r\n")), nil
}

// ask asks for it on the terminal; again asks twice.
func (s *secret) ask(again bool) (string, error) {
	in := int(os.Stdin.Fd())
	if !term.IsTerminal(in) {
		return "", &notDone{"ctl.passphrase_nowhere", nil}
	}
	read := func(id locales.ID) (string, error) {
		fmt.Fprint(s.c.words, s.c.p.T(id, nil), " ")
		b, err := term.ReadPassword(in)
		fmt.Fprintln(s.c.words)
		return string(b), err
	}
	one, err := read("ctl.passphrase_ask")
	if err != nil || !again {
		return one, err
	}
	two, err := read("ctl.passphrase_again")
	if err == nil && one != two {
		err = &notDone{"ctl.passphrase_differs", nil}
	}
	return one, err
}

// forReading returns the passphrase of a backup that exists.
func (s *secret) forReading(path string) (string, error) {
	p, err := s.given()
	if err != nil || p != "" {
		return p, err
	}
	if c, err := backup.Look(path); err == nil && c.Encrypted {
		return s.ask(false)
	}
	return "", nil
}

// backupDir is the folder chosen in the window, or the usual one.
func backupDir() (string, error) {
	file, err := prefs.Default()
	if err != nil {
		return "", err
	}
	if p, err := file.Load(); err == nil && p.Backup.Dir != "" {
		return p.Backup.Dir, nil
	}
	return backup.DefaultDir()
}

// saveBefore makes the backup before an import, as the window does: not of an
// empty book, nor of the demo, nor where no backups are wanted.
func (c *call) saveBefore(ctx context.Context, b *book.Book, f *sqlite.File, s *secret) error {
	file, err := prefs.Default()
	if err != nil {
		return err
	}
	p, err := file.Load()
	if err != nil {
		p = prefs.Prefs{} // a damaged file means the defaults
	}
	settings, err := b.Settings(ctx)
	if err != nil || settings.Demo || backup.Every(p.Backup.Every) == backup.Never {
		return err
	}
	j := backup.Job{Source: f, Reason: backup.BeforeImport, Now: b.Now()}
	if j.Dir, err = backupDir(); err != nil {
		return err
	}
	if j.Passphrase, err = s.given(); err != nil {
		return err
	}
	now, err := f.Summary(ctx)
	if err != nil {
		return err
	}
	return backup.SaveBefore(ctx, j, now, p.Backup.Encrypted)
}

// percent turns what backup says of its progress into a count.
func percent(step func(int)) func(done, total int64) {
	return func(done, total int64) { step(int(100 * done / max(total, 1))) }
}

// backupBook makes or lists backups.
func backupBook(c *call) func(context.Context, []string) error {
	c.bookFlag()
	s := c.secretFlag()
	encrypt := c.flags.Bool("encrypt", false, "")
	list := c.flags.Bool("list", false, "")
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 1 {
			return tooMany(args[1:])
		}
		dir, err := backupDir()
		if err != nil {
			return err
		}
		b, f, done, err := c.open(ctx, *list)
		if err != nil {
			return err
		}
		defer done()
		sum, err := f.Summary(ctx)
		if err != nil {
			return err
		}
		j := backup.Job{Source: f, Dir: dir, Reason: backup.ByHand, Now: b.Now()}
		if len(args) == 1 {
			if i, err := os.Stat(args[0]); err == nil && i.IsDir() {
				j.Dir = args[0]
			} else {
				j.Dir, j.Path = "", args[0]
			}
		}
		if *list {
			return c.listBackups(j.Dir, f.Path(), sum.Mark, *asJSON)
		}
		if j.Passphrase, err = s.given(); err == nil && j.Passphrase == "" && *encrypt {
			j.Passphrase, err = s.ask(true)
		}
		if err != nil {
			return err
		}
		step, clear := c.progress("ctl.backup_progress")
		j.Progress = percent(step)
		made, err := backup.Make(ctx, j)
		clear()
		if err != nil {
			return err
		}
		if j.Path == "" {
			if err := backup.Rotate(j, sum.Mark, time.Local); err != nil {
				return err
			}
		}
		c.say("ctl.backup_done", locales.V{"File": made.Path})
		if *asJSON {
			return c.writeJSON(rowOf(made))
		}
		return nil
	}
}

// backupRow is a backup as the command line prints it.
type backupRow struct {
	File      string        `json:"file"`
	Made      time.Time     `json:"made"`
	Reason    backup.Reason `json:"reason"`
	Bytes     int64         `json:"bytes"`
	Encrypted bool          `json:"encrypted"`
	Customers int           `json:"customers"`
	FollowUps int           `json:"followups"`
	Notes     int           `json:"notes"`
}

func rowOf(c backup.Copy) backupRow {
	return backupRow{c.Path, c.Made.UTC(), c.Reason, c.Size, c.Encrypted, c.Holds.Customers.Count, c.Holds.FollowUps.Count, c.Holds.Notes.Count}
}

func (c *call) listBackups(dir, path string, mark book.ID, asJSON bool) error {
	copies, err := backup.List(dir, path, mark)
	if err != nil {
		return err
	}
	format := "csv"
	if asJSON {
		format = "json"
	}
	t, err := c.newTable(format, "file", "made", "reason", "bytes", "encrypted", "customers", "followups", "notes")
	if err != nil {
		return err
	}
	for _, x := range copies {
		r := rowOf(x)
		if err := t.add(r.File, r.Made, r.Reason, r.Bytes, r.Encrypted, r.Customers, r.FollowUps, r.Notes); err != nil {
			return err
		}
	}
	return t.close()
}

func counted(s book.Summary) locales.V {
	return locales.V{"Customers": s.Customers.Count, "FollowUps": s.FollowUps.Count, "Notes": s.Notes.Count}
}

// drill proves that a backup can be restored.
func drill(c *call) func(context.Context, []string) error {
	c.bookFlag()
	s := c.secretFlag()
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) error {
		if len(args) > 1 {
			return tooMany(args[1:])
		}
		path, err := c.newestBackup(ctx, args)
		if err != nil {
			return err
		}
		p, err := s.forReading(path)
		if err != nil {
			return err
		}
		step, clear := c.progress("ctl.backup_progress")
		u, err := backup.Drill(ctx, path, p, percent(step))
		clear()
		if err != nil {
			return err
		}
		c.say("ctl.drill_done", counted(u.Now))
		if *asJSON {
			u.Holds = u.Now
			return c.writeJSON(rowOf(u.Copy))
		}
		return nil
	}
}

// newestBackup is the one that is named, or the newest of the book.
func (c *call) newestBackup(ctx context.Context, args []string) (string, error) {
	if len(args) == 1 {
		return args[0], nil
	}
	_, f, done, err := c.open(ctx, true)
	if err != nil {
		return "", err
	}
	defer done()
	sum, err := f.Summary(ctx)
	if err != nil {
		return "", err
	}
	dir, err := backupDir()
	if err != nil {
		return "", err
	}
	copies, err := backup.List(dir, "", sum.Mark)
	if err == nil && len(copies) == 0 {
		err = &notDone{"ctl.backup_none", nil}
	}
	if err != nil {
		return "", err
	}
	return copies[0].Path, nil
}

// restore puts a backup in the place of the book.
func restore(c *call) func(context.Context, []string) error {
	c.bookFlag()
	s := c.secretFlag()
	dryRun := c.flags.Bool("dry-run", false, "")
	asJSON := c.flags.Bool("json", false, "")
	return func(ctx context.Context, args []string) (err error) {
		switch {
		case len(args) == 0:
			return &wrongCall{"ctl.backup_needed", nil}
		case len(args) > 1:
			return tooMany(args[1:])
		}
		path, err := c.bookPath()
		if err != nil {
			return err
		}
		if path, err = filepath.Abs(path); err != nil {
			return err
		}
		p, err := s.forReading(args[0])
		if err != nil {
			return err
		}
		step, clear := c.progress("ctl.backup_progress")
		u, err := backup.Unpack(ctx, args[0], path, p, percent(step))
		clear()
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, u.Close()) }()
		if err := c.compare(ctx, u, path); err != nil {
			return err
		}
		res := struct {
			Restored bool      `json:"restored"`
			Kept     string    `json:"kept,omitempty"`
			Backup   backupRow `json:"backup"`
		}{}
		u.Holds = u.Now
		res.Backup = rowOf(u.Copy)
		if !*dryRun {
			if res.Kept, err = u.Restore(ctx, path, time.Now(), nil); err != nil {
				return err
			}
			res.Restored = true
			c.say("ctl.restore_done", nil)
			if res.Kept != "" {
				c.say("ctl.restore_kept", locales.V{"File": res.Kept})
			}
		}
		if *asJSON {
			return c.writeJSON(res)
		}
		return nil
	}
}

// compare says what the book and the backup hold, and refuses the backup of
// another book. A book that cannot be opened any more has nothing to say.
func (c *call) compare(ctx context.Context, u *backup.Unpacked, path string) error {
	c.say("ctl.restore_will", counted(u.Now))
	if u.Gone > 0 {
		fmt.Fprintln(c.words, c.p.N("rights.restore_erased", u.Gone, nil))
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	f, err := sqlite.Open(ctx, path, sqlite.Options{ReadOnly: true})
	switch book.CodeOf(err) {
	case "":
	case book.Corrupt, book.NewerVersion, book.Unsupported:
		return nil
	default:
		return err
	}
	now, err := f.Summary(ctx)
	if err := errors.Join(err, f.Close()); err != nil {
		return err
	}
	c.say("ctl.restore_was", counted(now))
	return u.Fits(now)
}
