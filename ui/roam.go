package ui

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// homed is a screen that says what takes the keyboard when it is opened. Of the
// others it is the list that they show, if they show one.
type homed interface{ Home() fyne.Focusable }

// arrive brings the keyboard to a screen that was opened: to its list where it
// was opened by a key, and with the first key where it was opened with the
// pointer, so that no ring is drawn for somebody who does not look for one.
// Without a list nothing has the keyboard: Tab begins with the page, and the
// other keys scroll it.
func (s *Shell) arrive(r screen.Route) {
	if kit.ModalOpen() {
		return
	}
	if s.part() != onPage {
		s.win.Canvas().Unfocus()
	}
	if kit.Pointed() || s.wake() {
		return
	}
	screen.Soon(s.cfg.Runner, func() bool {
		return s.route.Screen != r.Screen || s.route.ID != r.ID || kit.ModalOpen() || kit.Pointed() || s.wake()
	})
}

// wake gives the keyboard to the list of the screen unless something on the
// page has it; it says whether something has it then.
func (s *Shell) wake() bool {
	c := s.win.Canvas()
	if c.Focused() != nil {
		return true
	}
	if sc, ok := s.screens[s.route.Screen].(homed); ok {
		if f := sc.Home(); f != nil {
			c.Focus(f)
			return c.Focused() == f
		}
	}
	return kit.Wake(s.page)
}

// part is a part of the window, in the order in which F6 goes round.
type part int

const (
	onPage part = iota
	onRail
	onBar
	parts
)

// part is where the keyboard is. Nothing has it on a page that was just opened.
func (s *Shell) part() part {
	switch f := s.win.Canvas().Focused(); {
	case f == nil:
		return onPage
	case f == fyne.Focusable(s.rail):
		return onRail
	case slices.Contains(s.bar, f):
		return onBar
	}
	return onPage
}

// turn brings the keyboard to the next part of the window, or to the one before.
// A page gets it back where it was, or at its first control.
func (s *Shell) turn(by part) {
	c := s.win.Canvas()
	at := s.part()
	if at == onPage {
		s.left = c.Focused()
	}
	at = (at + by + parts) % parts
	if at == onBar && len(s.bar) == 0 {
		at = (at + by + parts) % parts
	}
	switch at {
	case onRail:
		c.Focus(s.rail)
	case onBar:
		c.Focus(s.bar[0])
	default:
		c.Unfocus()
		if s.left != nil {
			c.Focus(s.left)
		}
		if !s.wake() {
			c.(interface{ FocusNext() }).FocusNext() // the page is first
		}
	}
}

// key does what a key stands for that no control has a use for.
func (s *Shell) key(e *fyne.KeyEvent) {
	if s.env == nil || s.search.panel.Visible() && e.Name != fyne.KeyEscape {
		return
	}
	nobody := s.win.Canvas().Focused() == nil
	switch e.Name {
	case fyne.KeyEscape:
		s.Back()
	case fyne.KeyF6:
		by := part(1)
		if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok && d.CurrentKeyModifiers()&fyne.KeyModifierShift != 0 {
			by = -1
		}
		s.turn(by)
	case fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyHome, fyne.KeyEnd:
		if !s.toList(e) {
			kit.ScrollBy(s.page, e.Name)
		}
	case fyne.KeyDown, fyne.KeyUp, fyne.KeyLeft, fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		switch {
		case !nobody:
		case !s.wake():
			kit.ScrollBy(s.page, e.Name)
		case kit.AtSelected(s.page): // else the first key shows where it is
			s.win.Canvas().Focused().TypedKey(e)
		}
	}
}

// toList gives a key to the list of the screen, and the keyboard with it.
func (s *Shell) toList(e *fyne.KeyEvent) bool {
	c := s.win.Canvas()
	was := c.Focused()
	c.Unfocus()
	if !s.wake() {
		if was != nil {
			c.Focus(was)
		}
		return false
	}
	c.Focused().TypedKey(e)
	return true
}
