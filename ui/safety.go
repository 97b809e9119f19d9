package ui

import (
	"context"
	"errors"
	"log/slog"
	"os"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// keep begins to keep the backups of a book that was opened, and throws away
// the file from which it was moved.
func (s *Shell) keep(o Opened) {
	f, ok := o.Store.(screen.BookFile)
	if !ok {
		f = nowhere{o.Path}
	}
	s.keeper = screen.NewKeeper(f, s.cfg.Runner, s.cfg.Clock, func() prefs.Backup { return s.prefs.Backup }, s.tellState)
	s.keeper.NoClock = s.settings.Demo
	m := s.prefs.Moved
	if m == nil || s.moved || o.Path == m.From {
		return
	}
	s.prefs.Moved = nil
	i, err := os.Stat(m.From)
	if err != nil || i.Size() != m.Size || !i.ModTime().Equal(m.Modified) {
		return // somebody else has used it since: it stays
	}
	if err := s.cfg.Files.Remove(m.From); err != nil {
		slog.Warn("the book that was moved stays at its old place", "err", err)
	}
}

// warnPlace says when a book is opened that it lies where it is not safe, and
// leads to where it can be moved. A folder on the network may be slow to answer.
func (s *Shell) warnPlace() {
	path, opened := s.opened.Path, s.opened
	s.placing.Run(func(context.Context) (unsafe, error) {
		p, name := backup.PlaceOf(path)
		return unsafe{p, name}, nil
	}, func(u unsafe, _ error) {
		if u.place == "" || s.opened != opened || s.settings.Demo {
			return
		}
		id := locales.ID("shell.in_cloud")
		if u.place == backup.Network {
			id = "shell.in_network"
		}
		s.say(s.p.T(id, locales.V{"Folder": u.name}), s.p.T("shell.move_book", nil), func() {
			s.Go(screen.Route{Screen: screen.Settings, Tab: "safety"})
		})
	})
}

// unsafe is where a book lies that should not lie there.
type unsafe struct {
	place backup.Place
	name  string
}

// nowhere is a book that lies in no file, of which no copy can be made.
type nowhere struct{ path string }

func (n nowhere) Path() string { return n.path }
func (nowhere) Backup(context.Context, string) error {
	return &book.Error{Op: "backup.make", Code: book.Unsupported}
}

func (n nowhere) Copy(ctx context.Context, dst string) (func(context.Context) error, error) {
	return nil, n.Backup(ctx, dst)
}
func (nowhere) Summary(context.Context) (book.Summary, error) { return book.Summary{}, nil }

// Restore implements screen.Books. When it fails the book that was there is
// opened again.
func (s *Shell) Restore(u *backup.Unpacked) {
	path, clock := s.Path(), s.cfg.Clock
	if path == "" || s.loading {
		return
	}
	s.closeBook()
	var failed error
	s.load(func(ctx context.Context) (Opened, error) {
		_, failed = u.Restore(ctx, path, clock(), nil)
		failed = errors.Join(failed, u.Close())
		return s.cfg.Files.Open(ctx, path)
	}, func() {
		s.Fail(failed)
		if failed == nil {
			s.Tell(s.p.T("shell.restored", nil))
		}
	})
}

// Move implements screen.Books. The copy is made while nobody else can write to
// the book.
func (s *Shell) Move(path string) {
	from := s.Path()
	if from == "" || s.loading {
		return
	}
	s.closeBook()
	var moved *prefs.Moved
	var failed error
	s.load(func(ctx context.Context) (Opened, error) {
		o, err := s.cfg.Files.Open(ctx, from)
		if err != nil {
			return o, err
		}
		if failed = copyTo(ctx, o, path); failed != nil {
			return o, nil
		}
		if err := o.Close(); err != nil {
			return Opened{}, err
		}
		i, err := os.Stat(from)
		if err != nil {
			return Opened{}, err
		}
		moved = &prefs.Moved{From: from, Size: i.Size(), Modified: i.ModTime()}
		return s.cfg.Files.Open(ctx, path)
	}, func() {
		s.Fail(failed)
		if moved != nil {
			s.prefs.Moved, s.moved = moved, true
			s.keepPrefs()
		}
	})
}

// copyTo writes a verified copy of an open book to a file that is not there yet.
func copyTo(ctx context.Context, o Opened, path string) error {
	if _, err := os.Stat(path); err == nil {
		return &book.Error{Op: "books.move", Code: book.Conflict, Detail: "exists"}
	}
	f, ok := o.Store.(screen.BookFile)
	if !ok {
		return &book.Error{Op: "books.move", Code: book.Unsupported}
	}
	return f.Backup(ctx, path)
}
