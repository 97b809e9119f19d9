package ui

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/data/prefs"
	"dragoman/ui/internal/screen"
)

func TestThePlaceIsKeptOverARestart(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	ana := add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	where := screen.Route{Screen: screen.Customers, ID: string(ana.ID), Tab: "notes"}
	s.Go(where)
	s.Quit()
	if s.book != nil {
		t.Fatal("the book is open after the end")
	}
	s = c.run("")
	at(t, s, screen.Customers)
	if s.route.ID != where.ID || s.route.Tab != where.Tab {
		t.Errorf("the window is at %+v, want %+v", s.route, where)
	}
	s.Quit()

	s = c.run(c.path("mine")) // the same book by name
	at(t, s, screen.Customers)
	s.Create(c.path("other"), book.Settings{})
	at(t, s, screen.Today) // the place was of another book
	s.Quit()
	s = c.run("")
	at(t, s, screen.Today)
	if s.Path() != c.path("other") {
		t.Errorf("open is %q", s.Path())
	}
	s.Quit()
	for name, place := range map[string]string{"damaged": `{"Screen": 5}`, "of the start page": `{"Screen":"start"}`, "unknown": `{"Screen":"later"}`} {
		c.keep(func(p *prefs.Prefs) { p.Place = []byte(place) })
		s = c.run("")
		t.Log(name)
		at(t, s, screen.Today)
		s.Quit()
	}
}

// TestTheReportOfAnImportStays: a copy of a whole book brings choices with it, for
// which all screens are made anew, but not before the report was seen.
func TestTheReportOfAnImportStays(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	st, err := s.book.Settings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	st.BaseCurrency, st.Company = "JPY", "Lin & Co"
	if _, err := s.book.SaveSettings(context.Background(), st); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(c.dir, "whole.json")
	err = exchange.ToFile(path, func(w io.Writer) error {
		_, err := exchange.WriteBook(w, s.book.Rows(context.Background()), noon)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Create(c.path("other"), book.Settings{HomeCulture: "CN"})
	s.Go(screen.Route{Screen: screen.Import}.With("file", path))
	tap(t, s, s.p.N("import.run", 1, nil))
	if !shows(s, s.p.T("import.undo", nil)) {
		t.Fatalf("after the import it shows %q", texts(s))
	}
	s.Go(screen.Route{Screen: screen.Today})
	if s.env.Settings.Company != "Lin & Co" || s.env.Settings.BaseCurrency != "JPY" || s.outdated {
		t.Errorf("the screens know %+v", s.env.Settings)
	}
}

// TestThePlaceIsKeptWithoutAnEnd: a program that is ended from outside opens
// where it was, on the tab that was shown last.
func TestThePlaceIsKeptWithoutAnEnd(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	ana := add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	s.Go(screen.Route{Screen: screen.Calendar})
	s.Go(screen.Route{Screen: screen.Customers, ID: string(ana.ID)})
	s.Replace(screen.Route{Screen: screen.Customers, ID: string(ana.ID), Tab: "notes"})
	if err := s.opened.Close(); err != nil { // as the system does; nobody asks the shell
		t.Fatal(err)
	}
	s.opened.Close = func() error { return nil }
	again := c.run("")
	at(t, again, screen.Customers)
	if again.route.ID != string(ana.ID) || again.route.Tab != "notes" {
		t.Errorf("the window opens at %+v", again.route)
	}
	again.Leave()
	if p := c.kept(); len(p.Place) > 0 || p.Book != "" {
		t.Errorf("after the book was closed it keeps %s of %s", p.Place, p.Book)
	}
}

// TestThePlaceIsKeptOnceSomebodyStays: who passes through does not write.
func TestThePlaceIsKeptOnceSomebodyStays(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	var later []func()
	s.staying = screen.Delay{Runner: waiting{later: &later}}
	before := c.kept().Place
	s.Go(screen.Route{Screen: screen.Calendar})
	if !bytes.Equal(c.kept().Place, before) {
		t.Error("the place is kept at once")
	}
	for _, f := range later {
		f()
	}
	if got := string(c.kept().Place); !strings.Contains(got, "calendar") {
		t.Errorf("kept is %s", got)
	}
}
