package ui

import (
	"time"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/customers"
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

// farewell asks what becomes of what was typed and not saved, tells the other
// devices what was changed last, and then goes on. Who asks a second time goes at
// once.
func (s *Shell) farewell(then func()) {
	if asked := s.asked; asked != nil && asked.Open() {
		asked.Hide()
		s.lastRound(then)
		return
	}
	if s.leaving == nil && !kit.Covered() && s.unsaved() {
		s.asked = kit.NewDialog(s.p.T("shell.unsaved", nil), kit.Wrap(s.p.T("shell.unsaved_text", nil), kit.Body),
			kit.Action{Label: s.p.T("shell.unsaved_leave", nil), Kind: kit.Secondary, Tapped: func() { s.lastRound(then) }},
			kit.Action{Label: s.p.T("shell.unsaved_stay", nil), Kind: kit.Primary, Tapped: s.toUnsaved})
		s.asked.Show(s.win.Canvas())
		return
	}
	s.lastRound(then)
}

// unsaved says whether a card was written on and not saved.
func (s *Shell) unsaved() bool {
	page, ok := s.screens[s.route.Screen].(interface{ Unsaved() bool })
	return ok && page.Unsaved() || len(s.drafts) > 0
}

// toUnsaved shows a card that was written on and left, unless one stands there.
func (s *Shell) toUnsaved() {
	if page, ok := s.screens[s.route.Screen].(interface{ Unsaved() bool }); ok && page.Unsaved() {
		return
	}
	for key := range s.drafts {
		s.Go(customers.DraftRoute(key))
		return
	}
}

// lastRound tells the other devices what was changed last.
func (s *Shell) lastRound(then func()) {
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
