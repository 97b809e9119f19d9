package ui

import (
	"context"
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/ui/internal/screen"
)

// changed is called by the book's Hub, on any goroutine.
func (s *Shell) changed(changes []book.Change) {
	s.cfg.Runner.Post(func() {
		if s.book == nil {
			return
		}
		if s.sharer != nil {
			s.sharer.Touch()
		}
		s.came(changes)
	})
}

// came brings everything that is shown up to date.
func (s *Shell) came(changes []book.Change) {
	has := func(es ...book.Entity) bool {
		return slices.ContainsFunc(changes, func(c book.Change) bool { return slices.Contains(es, c.Entity) })
	}
	if has(book.EntitySettings, book.EntityAll) {
		s.rereadSettings()
	}
	if has(book.EntityOwnDay, book.EntityAll) {
		s.rereadOwnDays()
	}
	if has(book.EntityLore, book.EntityAll) {
		s.rereadLore()
	}
	// Of own days and own words the screens hear when the almanac and the
	// library know them.
	s.tell(slices.DeleteFunc(slices.Clone(changes), func(c book.Change) bool {
		return c.Entity == book.EntityOwnDay || c.Entity == book.EntityLore
	}))
	s.Refresh()
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
		s.sitDown()
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

// owned is what the owner of a book added to what is built in.
type owned struct {
	days  []book.OwnDayRow
	lores []book.Lore
}

func readOwned(ctx context.Context, b *book.Book) (o owned, err error) {
	if o.days, err = b.OwnDays.List(ctx); err == nil {
		o.lores, err = b.Lores.List(ctx)
	}
	return o, err
}

// rereadLore brings the library up to date with what the owner wrote or hid,
// and then tells the screens.
func (s *Shell) rereadLore() {
	b := s.book
	s.lending.Run(b.Lores.List, func(list []book.Lore, err error) {
		switch {
		case s.book != b:
			return
		case err != nil:
			s.Fail(err)
			return
		}
		s.lores = list
		s.lend()
		s.env.Library, s.env.Index = s.library, s.index
		s.tell([]book.Change{{Entity: book.EntityLore}})
	})
}

// lend makes the library that the screens read, and what finds in it.
func (s *Shell) lend() {
	if s.plain == nil {
		s.plain = counsel.NewIndex(culture.Built(), s.almanac)
		s.prepare(s.plain)
	}
	s.library, s.index = culture.Built(), s.plain
	if s.book != nil && len(s.lores) > 0 {
		s.library = s.library.With(counsel.Own(s.lores))
		s.index = counsel.NewIndex(s.library, s.almanac)
		s.prepare(s.index)
	}
}

// prepare makes an index and the names of the holidays beside the window,
// before somebody searches.
func (s *Shell) prepare(x *counsel.Index) {
	if _, inline := s.cfg.Runner.(screen.Inline); inline {
		return // a test that searches makes it
	}
	days := s.almanac
	s.cfg.Runner.Run(func(context.Context) func() {
		x.Make()
		s.holidays.load(days)
		return nil
	})
}
