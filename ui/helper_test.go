package ui

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/data/sqlite"
	"dragoman/data/sync"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// noon is the instant of the tests: a Wednesday.
var noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

// files opens real books, one window for each, as the program does.
type files struct{}

func (files) Open(ctx context.Context, path string) (Opened, error) {
	return opened(sqlite.Open(ctx, path, sqlite.Options{Exclusive: true}))
}

func (files) Create(ctx context.Context, path string) (Opened, error) {
	return opened(sqlite.Create(ctx, path, sqlite.Options{Exclusive: true}))
}

func opened(f *sqlite.File, err error) (Opened, error) {
	if err != nil {
		return Opened{}, err
	}
	return Opened{Store: f, Path: f.Path(), Close: f.Close, Changed: f.Changed, Shared: sync.StoreOf(f.Share, f.LookShared)}, nil
}

func (files) Remove(path string) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

// computer is what stays when the program ends.
type computer struct {
	t   *testing.T
	dir string
}

func newComputer(t *testing.T) *computer {
	c := &computer{t, t.TempDir()}
	c.keep(func(p *prefs.Prefs) { p.Language, p.Theme = "en", "light" })
	return c
}

func (c *computer) prefs() prefs.File { return prefs.At(filepath.Join(c.dir, "preferences.json")) }

func (c *computer) kept() prefs.Prefs {
	c.t.Helper()
	p, err := c.prefs().Load()
	if err != nil {
		c.t.Fatal(err)
	}
	return p
}

func (c *computer) keep(edit func(*prefs.Prefs)) {
	c.t.Helper()
	p := c.kept()
	edit(&p)
	if err := c.prefs().Save(p); err != nil {
		c.t.Fatal(err)
	}
}

func (c *computer) path(name string) string { return filepath.Join(c.dir, "books", name+".dragoman") }

// run starts the program; it ends with the test unless the test quits it.
func (c *computer) run(path string) *Shell {
	c.t.Helper()
	s := New(Config{
		App: test.NewApp(), Files: files{}, Prefs: c.prefs(), Clock: func() time.Time { return noon }, Runner: Inline(),
		DemoDir: filepath.Join(c.dir, "demo"), BookDir: filepath.Join(c.dir, "books"),
		ShareDir: filepath.Join(c.dir, "sharing"),
	})
	c.t.Cleanup(func() {
		closeLayers()
		s.closeBook()
		s.win.Close()
	})
	s.Start(path)
	return s
}

// withBook starts the program and makes a book.
func (c *computer) withBook() *Shell {
	c.t.Helper()
	s := c.run("")
	s.Create(c.path("mine"), book.Settings{HomeCulture: "CN", HomeZone: "Asia/Shanghai", OwnerName: "Lin"})
	if s.book == nil {
		c.t.Fatal("the book was not made")
	}
	return s
}

func add(t *testing.T, s *Shell, c book.Customer) book.Customer {
	t.Helper()
	c, _, err := s.book.Customers.Save(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func count(t *testing.T, s *Shell) int {
	t.Helper()
	n, err := s.book.Customers.Count(context.Background(), book.CustomerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// at fails unless the window shows this screen.
func at(t *testing.T, s *Shell, want screen.Name) {
	t.Helper()
	if s.route.Screen != want {
		t.Errorf("the window is at %q, want %q", s.route.Screen, want)
	}
	sc := s.screens[want]
	if sc == nil || len(s.page.Objects) != 1 || s.page.Objects[0] != sc.Content() {
		t.Errorf("the page of %q is not shown", want)
	}
}

// each calls f for every object that is shown.
func each(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			each(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			each(c, f)
		}
	}
}

// texts are the words of the window, with what lies over it.
func texts(s *Shell) (out []string) {
	roots := append([]fyne.CanvasObject{s.win.Content()}, s.win.Canvas().Overlays().List()...)
	for _, root := range roots {
		each(root, func(o fyne.CanvasObject) {
			if t, ok := o.(interface{ Text() string }); ok {
				out = append(out, t.Text())
			}
			if t, ok := o.(interface{ Label() string }); ok {
				out = append(out, t.Label())
			}
		})
	}
	return out
}

func shows(s *Shell, words string) bool { return slices.Contains(texts(s), words) }

// toasted returns the words of the message at the foot, "" for none.
func toasted(s *Shell) (words, action string) {
	if !s.toasts.Shown() {
		return "", ""
	}
	each(s.toasts, func(o fyne.CanvasObject) {
		switch x := o.(type) {
		case *kit.Line:
			if words == "" {
				words = x.Text()
			}
		case *kit.Button:
			action = x.Label()
		}
	})
	return words, action
}

// tap presses the button of the given label.
func tap(t *testing.T, s *Shell, label string) {
	t.Helper()
	var found *kit.Button
	for _, root := range append([]fyne.CanvasObject{s.win.Content()}, s.win.Canvas().Overlays().List()...) {
		each(root, func(o fyne.CanvasObject) {
			if b, ok := o.(*kit.Button); ok && b.Label() == label {
				found = b
			}
		})
	}
	if found == nil {
		t.Fatalf("there is no button %q among %q", label, texts(s))
	}
	test.Tap(found)
}
