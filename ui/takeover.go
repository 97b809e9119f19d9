package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/unpacking"
)

// isBackup tells by its name that a file is a backup and not a book to work in.
func isBackup(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext != "" && slices.Contains(screen.BackupFiles, ext[1:])
}

// takeOver reads and checks a backup, asks for its passphrase as often as it has
// to, and offers to make a book of it where a new one would live.
func (s *Shell) takeOver(path, passphrase string) {
	if s.loading {
		return
	}
	s.loading = true
	told := s.tellWait("backup.reading")
	dst := s.DefaultPath()
	s.taking.Run(func(ctx context.Context) (*backup.Unpacked, error) {
		if err := os.MkdirAll(filepath.Dir(dst), 0o755); err != nil {
			return nil, &book.Error{Op: "books.create", Code: book.ReadOnly, Detail: "folder", Err: err}
		}
		u, err := backup.Unpack(ctx, path, dst, passphrase, nil)
		if err == nil && ctx.Err() != nil {
			return nil, u.Close() // nobody waits for it any more
		}
		return u, err
	}, func(u *backup.Unpacked, err error) {
		s.loading = false
		told()
		if s.book == nil {
			s.show(screen.Route{Screen: screen.Start})
		}
		if wanted, wrong := unpacking.Wanted(err); wanted {
			unpacking.Ask(s.p, s.win.Canvas(), wrong && passphrase != "", func(p string) { s.takeOver(path, p) })
		} else if err != nil {
			s.Fail(err)
		} else {
			s.offer(u, dst)
		}
	})
}

// offer shows what a backup holds and where its book would lie.
func (s *Shell) offer(u *backup.Unpacked, dst string) {
	n := func(t book.Tally) string { return s.p.Int(int64(t.Count)) }
	rows := kit.VBox(10,
		kit.Wrap(s.p.T("shell.take_from", locales.V{"When": s.p.DateTime(u.Made.In(s.home()))}), kit.Body),
		kit.Wrap(s.p.T("backup.holds", locales.V{
			"Customers": n(u.Now.Customers), "FollowUps": n(u.Now.FollowUps), "Notes": n(u.Now.Notes), "Size": s.p.Bytes(u.Size),
		}), kit.Bold),
		kit.Wrap(s.p.T("shell.take_where", locales.V{"Path": dst}), kit.Body))
	if u.Gone > 0 {
		rows.Add(kit.Wrap(s.p.N("rights.restore_erased", u.Gone, nil), kit.Small))
	}
	drop := func() { s.Fail(u.Close()) }
	kit.NewDialog(s.p.T("shell.take_title", nil), rows,
		kit.Action{Label: s.p.T("common.cancel", nil), Kind: kit.Secondary, Tapped: drop},
		kit.Action{Label: s.p.T("shell.take_do", nil), Kind: kit.Primary, Tapped: func() {
			s.load(func(ctx context.Context) (Opened, error) {
				_, err := u.Restore(ctx, dst, s.cfg.Clock(), nil)
				if err = errors.Join(err, u.Close()); err != nil {
					return Opened{}, err
				}
				return s.cfg.Files.Open(ctx, dst)
			}, func() { s.Tell(s.p.T("shell.taken", nil)) })
		}}).SetOnDismissed(drop).Show(s.win.Canvas())
}
