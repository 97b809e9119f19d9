package ui

import (
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
)

// changed is called by the book's Hub, on any goroutine.
func (s *Shell) changed(changes []book.Change) {
	s.cfg.Runner.Post(func() {
		if s.book == nil {
			return
		}
		has := func(es ...book.Entity) bool {
			return slices.ContainsFunc(changes, func(c book.Change) bool { return slices.Contains(es, c.Entity) })
		}
		if has(book.EntitySettings, book.EntityAll) {
			s.rereadSettings()
		}
		if has(book.EntityOwnDay, book.EntityAll) {
			s.rereadOwnDays()
		}
		// Of own days the screens hear when the almanac knows them.
		s.tell(slices.DeleteFunc(slices.Clone(changes), func(c book.Change) bool { return c.Entity == book.EntityOwnDay }))
		s.Refresh()
	})
}

// tell lets the screens know what is no longer as it was.
func (s *Shell) tell(changes []book.Change) {
	if len(changes) == 0 {
		return
	}
	for _, sc := range s.screens {
		sc.Changed(changes)
	}
}

// rereadOwnDays lays the user's own days over the almanac anew, and then tells
// the screens.
func (s *Shell) rereadOwnDays() {
	b := s.book
	s.owning.Run(b.OwnDays.List, func(rows []book.OwnDayRow, err error) {
		switch {
		case s.book != b:
			return
		case err != nil:
			s.Fail(err)
			return
		}
		s.own = rows
		s.env.Almanac = s.laid()
		s.tell([]book.Change{{Entity: book.EntityOwnDay}})
	})
}

// laid is the almanac with the user's own days.
func (s *Shell) laid() *almanac.Almanac {
	if s.book == nil {
		return s.almanac
	}
	return s.almanac.With(planner.Overlay(s.own, s.p.T("own.unnamed", nil)))
}

// lend makes the library that the screens read, and what finds in it.
func (s *Shell) lend() {
	if s.library == nil {
		s.library = culture.Built()
		s.index = counsel.NewIndex(s.library, s.almanac)
	}
}
