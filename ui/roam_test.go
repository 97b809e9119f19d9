package ui

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// typed presses keys as a window does: on what has the keyboard, else on the
// canvas.
func typed(s *Shell, keys ...fyne.KeyName) {
	for _, k := range keys {
		e := &fyne.KeyEvent{Name: k}
		if f := s.win.Canvas().Focused(); f != nil {
			f.TypedKey(e)
		} else {
			s.win.Canvas().OnTypedKey()(e)
		}
	}
}

// byKey opens a screen as its key does.
func byKey(s *Shell, n screen.Name) {
	kit.Typed()
	s.Go(screen.Route{Screen: n})
}

// full makes a book with enough in it that every screen has something to show.
func full(t *testing.T) *Shell {
	t.Helper()
	s := newComputer(t).withBook()
	s.win.Resize(fyne.NewSize(1024, 700))
	for i := range 60 {
		c := add(t, s, book.Customer{Name: book.Name{Full: fmt.Sprint("Customer ", i)}, Country: "DE"})
		_, _, err := s.book.FollowUps.Save(context.Background(), book.FollowUp{Title: fmt.Sprint("Call ", i), CustomerID: c.ID, Due: calendar.DateOf(noon)})
		if err != nil {
			t.Fatal(err)
		}
	}
	return s
}

func TestTabBeginsWithThePage(t *testing.T) {
	s := full(t)
	tab := s.win.Canvas().(interface{ FocusNext() })
	for n := range makers {
		if n == screen.Start {
			continue
		}
		for _, pointed := range []bool{true, false} {
			if pointed {
				test.Tap(kit.NewButton("press", kit.Secondary, nil))
			} else {
				kit.Typed()
			}
			s.Go(screen.Route{Screen: n})
			if f := s.win.Canvas().Focused(); s.part() != onPage || pointed && n != screen.Culture && f != nil && f != fyne.Focusable(homeOf(s)) {
				t.Errorf("%s: opened with the pointer %v, %T has the keyboard", n, pointed, f)
			}
			s.win.Canvas().Unfocus()
			tab.FocusNext()
			if s.part() != onPage || s.win.Canvas().Focused() == nil {
				t.Errorf("%s: Tab comes to %T first", n, s.win.Canvas().Focused())
			}
		}
	}
	s.Go(screen.Route{Screen: screen.Today})
	s.win.Canvas().Unfocus()
	var order []part
	for range 400 {
		tab.FocusNext()
		if p := s.part(); len(order) == 0 || order[len(order)-1] != p {
			order = append(order, p)
		}
		if len(order) == 4 {
			break
		}
	}
	if !slices.Equal(order, []part{onPage, onRail, onBar, onPage}) {
		t.Errorf("Tab goes through the parts %v", order)
	}
}

func homeOf(s *Shell) fyne.Focusable {
	if h, ok := s.screens[s.route.Screen].(homed); ok {
		return h.Home()
	}
	return nil
}

func TestKeysReachTheListOfAScreen(t *testing.T) {
	s := full(t)
	byKey(s, screen.FollowUps)
	at(t, s, screen.FollowUps)
	list, ok := s.win.Canvas().Focused().(*kit.List)
	if !ok {
		t.Fatalf("%T has the keyboard of the follow-ups", s.win.Canvas().Focused())
	}
	typed(s, fyne.KeyPageDown)
	if list.Offset() == 0 {
		t.Error("Page Down does not scroll the list")
	}
	typed(s, fyne.KeyHome)
	if list.Offset() > 60 {
		t.Errorf("Home leaves the list at %v", list.Offset())
	}
	test.Tap(kit.NewButton("press", kit.Secondary, nil)) // now with the pointer
	s.Go(screen.Route{Screen: screen.Customers})
	if f := s.win.Canvas().Focused(); f != nil {
		t.Errorf("opened with the pointer, %T shows a ring", f)
	}
	typed(s, fyne.KeyDown)
	grid, ok := s.win.Canvas().Focused().(*kit.Grid)
	if !ok || grid.CursorIndex() != 0 {
		t.Fatalf("the first key leads to %T", s.win.Canvas().Focused())
	}
	typed(s, fyne.KeyEnd)
	if grid.Offset() == 0 {
		t.Error("End does not scroll the cards")
	}
	typed(s, fyne.KeyReturn)
	if s.route.ID == "" {
		t.Fatal("Enter opens nobody")
	}
	typed(s, fyne.KeyEscape)
	if s.route.ID != "" || s.win.Canvas().Focused() != fyne.Focusable(grid) || grid.Offset() == 0 {
		t.Errorf("Escape leads to %+v with %T at %v", s.route, s.win.Canvas().Focused(), grid.Offset())
	}
	typed(s, fyne.KeyEscape)
	if s.route.Screen != screen.FollowUps {
		t.Errorf("Escape in a list leads to %q", s.route.Screen)
	}
}

func TestKeysScrollAPageWithoutAList(t *testing.T) {
	s := full(t)
	offset := func() (y float32) {
		each(s.page, func(o fyne.CanvasObject) {
			if x, ok := o.(*kit.Scroller); ok {
				y = x.Offset()
			}
		})
		return y
	}
	byKey(s, screen.Settings)
	at(t, s, screen.Settings)
	typed(s, fyne.KeyPageDown)
	down := offset()
	if down < 100 {
		t.Errorf("Page Down scrolled to %v", down)
	}
	typed(s, fyne.KeyUp)
	if offset() >= down {
		t.Errorf("Up scrolled to %v", offset())
	}
	typed(s, fyne.KeyHome)
	if offset() != 0 {
		t.Errorf("Home scrolled to %v", offset())
	}
}

func TestF6GoesRoundTheWindow(t *testing.T) {
	s := full(t)
	byKey(s, screen.FollowUps)
	list := s.win.Canvas().Focused()
	if list == nil {
		t.Fatal("nothing has the keyboard")
	}
	var order []part
	for range 4 {
		typed(s, fyne.KeyF6)
		order = append(order, s.part())
	}
	if !slices.Equal(order, []part{onRail, onBar, onPage, onRail}) {
		t.Errorf("F6 goes %v", order)
	}
	s.turn(-1)
	if s.win.Canvas().Focused() != list {
		t.Errorf("back on the page, %T has the keyboard", s.win.Canvas().Focused())
	}
	s.turn(-1)
	if s.part() != onBar {
		t.Error("Shift F6 does not go the other way round")
	}
	typed(s, fyne.KeyPageDown)
	if s.win.Canvas().Focused() != list {
		t.Error("Page Down in the search box does not reach the list")
	}
}

func TestAPageHasOnePrimaryButton(t *testing.T) {
	s := newComputer(t).withBook()
	for n := range makers {
		if n == screen.Start {
			continue
		}
		s.Go(screen.Route{Screen: n})
		var labels []string
		each(s.page, func(o fyne.CanvasObject) {
			if b, ok := o.(*kit.Button); ok && b.Kind() == kit.Primary {
				labels = append(labels, b.Label())
			}
		})
		if len(labels) > 1 {
			t.Errorf("%s has the primary buttons %q", n, labels)
		}
	}
}

func TestAFollowUpFromACardIsForItsCustomer(t *testing.T) {
	s := newComputer(t).withBook()
	c := add(t, s, book.Customer{Name: book.Name{Full: "Lin Mei"}})
	s.Go(screen.Route{Screen: screen.Customers, ID: string(c.ID)})
	s.newFollowUp()
	at(t, s, screen.FollowUps)
	if !kit.ModalOpen() || !shows(s, "Lin Mei") {
		t.Errorf("the form does not name the customer: %q", texts(s))
	}
	closeLayers()
	s.newFollowUp()
	if !kit.ModalOpen() || shows(s, "Lin Mei") {
		t.Errorf("without a card the form names a customer: %q", texts(s))
	}
}

// TestAltTurnsTheTabs turns as Alt and a number do, on a customer's card, in the
// settings and where there are none.
func TestAltTurnsTheTabs(t *testing.T) {
	s := full(t)
	c := add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	s.Go(screen.Route{Screen: screen.Customers, ID: string(c.ID)})
	s.turnTo(1)
	if s.route.Tab != "timeline" {
		t.Errorf("Alt+2 on a card opens %q", s.route.Tab)
	}
	s.turnTo(0)
	if s.route.Tab == "timeline" {
		t.Error("Alt+1 does not lead back")
	}
	for _, n := range []screen.Name{screen.Settings, screen.Sales, screen.Service, screen.Today} {
		s.Go(screen.Route{Screen: n})
		s.turnTo(tabKeys - 1) // none has that many
		s.turnTo(1)
	}
}
