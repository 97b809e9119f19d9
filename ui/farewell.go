package ui

import (
	"time"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
)

// How long a book that is being closed is exchanged at most, after how long it is
// said that this is so, and for how long it is said that it could not be done.
// Together they keep nobody for longer than five seconds.
const (
	farewellFor   = 3 * time.Second
	farewellQuiet = 400 * time.Millisecond
	farewellSaid  = 2 * time.Second
)

// leaving is a shared book that is being closed.
type leaving struct {
	shown *kit.Dialog
	over  bool
}

func (l *leaving) end() {
	l.over = true
	l.hide()
}

func (l *leaving) hide() {
	if l.shown != nil {
		l.shown.Hide()
		l.shown = nil
	}
}

// farewell tells the other devices what was changed last, and then goes on. Who
// asks a second time does not wait.
func (s *Shell) farewell(then func()) {
	if l := s.leaving; l != nil {
		s.leaving = nil
		l.end()
		then()
		return
	}
	x := s.sharer
	if !x.On() {
		then()
		return
	}
	l := &leaving{}
	s.leaving = l
	goOn := func() {
		if !l.over {
			s.leaving = nil
			l.end()
			then()
		}
	}
	known := x.Trouble() != nil // the rail says it already
	told := false
	x.Farewell(farewellFor, func(err error) {
		told = true
		if err == nil || known {
			goOn()
			return
		}
		s.sayLeaving(l, s.untold(err), goOn)
		s.cfg.Runner.After(farewellSaid, goOn)
	})
	s.cfg.Runner.After(farewellQuiet, func() {
		if !told {
			s.sayLeaving(l, s.p.T("shell.last_round", nil), goOn)
		}
	})
}

// sayLeaving shows what is done before the book is closed, with a way not to wait
// for it.
func (s *Shell) sayLeaving(l *leaving, text string, goOn func()) {
	if l.over || kit.Covered() {
		return
	}
	l.hide()
	l.shown = kit.NewDialog(s.p.T("shell.last_title", nil), kit.Wrap(text, kit.Body),
		kit.Action{Label: s.p.T("shell.last_now", nil), Kind: kit.Secondary, Tapped: goOn}).SetOnDismissed(goOn)
	l.shown.Show(s.win.Canvas())
}

// untold says that the last changes stay here for now, and why.
func (s *Shell) untold(err error) string {
	if book.CodeOf(err) == book.Cancelled {
		return s.p.T("shell.last_slow", nil)
	}
	return s.p.T("shell.last_failed", locales.V{"Why": explain.Error(s.p, err)})
}
