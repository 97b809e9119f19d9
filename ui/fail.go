package ui

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"time"

	"dragoman/data/book"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// toastFor is how long a toast stays.
const toastFor = 8 * time.Second

// Fail implements screen.Shell: it is the one exit for errors. What the user
// stopped is not an error; what can be mended elsewhere is said in passing;
// what concerns the file asks what to do.
func (s *Shell) Fail(err error) {
	if err == nil || errors.Is(err, context.Canceled) {
		return
	}
	code := book.CodeOf(err)
	if code == book.Cancelled {
		return
	}
	slog.Error("failed", "code", string(code), "err", err)
	if s.p == nil {
		return // nothing can be shown before the first words are there
	}
	words := explain.Error(s.p, err)
	switch code {
	case book.Invalid, book.NotFound, book.Conflict, book.Unsupported:
		s.say(words, "", nil)
	case book.Locked, book.DiskFull, book.Corrupt, book.ReadOnly, book.NotABook, book.NewerVersion:
		s.askFile(words, code)
	default:
		s.askFault(words, err)
	}
}

// askFile shows what is wrong with a file and the ways out. A book that is open
// and whole stays open: there is nothing to be had from another.
func (s *Shell) askFile(words string, code book.Code) {
	stays := s.book != nil && (code == book.DiskFull || code == book.ReadOnly || code == book.Locked)
	leave := kit.Action{Label: s.p.T("common.close", nil), Kind: kit.Secondary}
	actions := []kit.Action{leave}
	if stays {
		leave.Kind, actions = kit.Primary, nil
	}
	if path := s.Path(); path != "" {
		actions = append(actions, kit.Action{
			Label: s.p.T("shell.open_folder", nil), Kind: kit.Secondary,
			Tapped: func() { s.openPath(filepath.Dir(path)) },
		})
	}
	other := kit.Action{Label: s.p.T("shell.open_other", nil), Kind: kit.Primary, Tapped: s.pickBook}
	tried := s.tried
	switch {
	case stays:
		actions = append(actions, leave)
	case code == book.Locked && s.book == nil && tried != "":
		other.Kind = kit.Secondary
		actions = append(actions, other, kit.Action{Label: s.p.T("shell.try_again", nil), Kind: kit.Primary, Tapped: func() { s.Open(tried) }})
	default:
		actions = append(actions, other)
	}
	kit.NewDialog(s.p.T("shell.file_trouble", nil), kit.Wrap(words, kit.Body), actions...).Show(s.win.Canvas())
}

// askFault shows a fault of ours with a detail that can be copied.
func (s *Shell) askFault(words string, err error) {
	actions := []kit.Action{
		{Label: s.p.T("shell.copy_detail", nil), Kind: kit.Secondary, Tapped: func() { s.cfg.App.Clipboard().SetContent(err.Error()) }},
		{Label: s.p.T("common.close", nil), Kind: kit.Primary},
	}
	kit.NewDialog(s.p.T("shell.fault", nil), kit.Wrap(words, kit.Body), actions...).Show(s.win.Canvas())
}

// Done implements screen.Shell.
func (s *Shell) Done(text string, op book.Operation) {
	if op.ID == "" {
		s.Tell(text)
		return
	}
	s.say(text, s.p.T("common.undo", nil), func() { s.takeBack(op.ID, false) })
}

// Undoable implements screen.Shell.
func (s *Shell) Undoable(text string, undo func()) { s.say(text, s.p.T("common.undo", nil), undo) }

// Tell implements screen.Shell.
func (s *Shell) Tell(text string) { s.say(text, "", nil) }

func (s *Shell) say(text, action string, tapped func()) {
	s.toasts.Say(text, action, tapped)
	if _, inline := s.cfg.Runner.(screen.Inline); inline {
		return // it would be gone before anybody saw it
	}
	s.toast.Run(toastFor, s.toasts.Clear)
}

// takeBack undoes an operation; again says that it is an undo, so that what was
// taken back is done again.
func (s *Shell) takeBack(id book.ID, again bool) {
	b := s.book
	if b == nil {
		return
	}
	s.undoing.Run(func(ctx context.Context) (undone, error) {
		op, kept, err := b.History.Undo(ctx, id)
		return undone{op, kept, again}, err
	}, s.tellUndone)
}

type undone struct {
	op    book.Operation
	kept  int
	again bool
}

func (s *Shell) tellUndone(u undone, err error) {
	switch {
	case err != nil:
		s.Fail(err)
	case u.op.ID == "":
		s.Tell(s.p.T("shell.nothing_to_undo", nil))
	case u.again:
		s.say(s.p.T("shell.redone", nil), s.p.T("common.undo", nil), func() { s.takeBack(u.op.ID, false) })
	case u.kept > 0:
		s.say(s.p.N("shell.undone_kept", u.kept, nil), s.p.T("common.redo", nil), func() { s.takeBack(u.op.ID, true) })
	default:
		s.say(s.p.T("shell.undone", nil), s.p.T("common.redo", nil), func() { s.takeBack(u.op.ID, true) })
	}
}

// Undo takes the last change of the book back.
func (s *Shell) Undo() { s.undoLast((*book.History).Last, false) }

// Redo does again what was undone last.
func (s *Shell) Redo() {
	s.undoLast(func(h *book.History, ctx context.Context, _ ...book.OpKind) (book.Operation, bool, error) {
		return h.LastUndone(ctx)
	}, true)
}

func (s *Shell) undoLast(which func(*book.History, context.Context, ...book.OpKind) (book.Operation, bool, error), again bool) {
	b := s.book
	if b == nil {
		return
	}
	s.undoing.Run(func(ctx context.Context) (undone, error) {
		op, ok, err := which(b.History, ctx)
		if err != nil || !ok {
			return undone{}, err
		}
		done, kept, err := b.History.Undo(ctx, op.ID)
		return undone{done, kept, again}, err
	}, s.tellUndone)
}

// Copy implements screen.Shell.
func (s *Shell) Copy(text string) {
	s.cfg.App.Clipboard().SetContent(text)
	s.Tell(s.p.T("shell.copied", nil))
}
