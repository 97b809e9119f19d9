package settings

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/data/sqlite"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// noon is the instant of the tests.
var noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

// shell writes down what it was asked. It is the fake of all that is around
// the screen.
type shell struct {
	gone     []screen.Route
	replaced []screen.Route
	failed   []error
	told     []string
	done     []book.Operation
	opened   []string // addresses, copies and books
	files    []string // what PickFiles and PickSave answer; empty gives up
	asked    []string // extensions
	created  book.Settings
	prefs    prefs.Prefs
	path     string
}

func (s *shell) Go(r screen.Route)      { s.gone = append(s.gone, r) }
func (s *shell) Back()                  {}
func (s *shell) Replace(r screen.Route) { s.replaced = append(s.replaced, r) }
func (s *shell) Fail(err error)         { s.failed = append(s.failed, err) }
func (s *shell) Done(text string, op book.Operation) {
	s.told, s.done = append(s.told, text), append(s.done, op)
}
func (s *shell) Tell(text string)   { s.told = append(s.told, text) }
func (s *shell) Copy(text string)   { s.opened = append(s.opened, "copy "+text) }
func (s *shell) OpenURL(url string) { s.opened = append(s.opened, url) }
func (s *shell) Refresh()           {}

func (s *shell) PickFiles(_ string, extensions []string, picked func([]string)) {
	s.asked = extensions
	if len(s.files) > 0 {
		picked(s.files)
	}
}

func (s *shell) PickSave(_, _ string, picked func(string)) {
	if len(s.files) > 0 {
		picked(s.files[0])
	}
}

func (s *shell) Create(path string, settings book.Settings) {
	s.opened, s.created = append(s.opened, "create "+path), settings
}
func (s *shell) Open(path string) { s.opened = append(s.opened, "open "+path) }
func (s *shell) Demo(reset bool) {
	s.opened = append(s.opened, map[bool]string{false: "demo", true: "demo anew"}[reset])
}
func (s *shell) Leave()              { s.opened = append(s.opened, "leave") }
func (s *shell) Path() string        { return s.path }
func (s *shell) DefaultPath() string { return filepath.Join("books", "My customers.dragoman") }
func (s *shell) Get() prefs.Prefs    { return s.prefs }
func (s *shell) Set(p prefs.Prefs)   { s.prefs = p }

// newEnv returns what the screen works with, over an empty book in a file.
func newEnv(t *testing.T, lang string) (*screen.Env, *shell) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.dragoman")
	f, err := sqlite.Create(context.Background(), path, sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	p, err := locales.New(lang, locales.Options{Region: "CN"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	sh := &shell{path: path}
	return &screen.Env{
		Book: book.New(f, func() time.Time { return noon }), Almanac: a, Printer: p, Runner: screen.Inline{},
		Shell: sh, Books: sh, Prefs: sh, Settings: book.Settings{HomeCulture: "CN"}, Home: time.UTC, FirstDay: time.Monday,
	}, sh
}

// open shows a page in a test window.
func open(t *testing.T, lang string, size fyne.Size, content func() fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewApp().Settings().SetTheme(kit.NewTheme(kit.Light, 1))
	kit.SetLanguage(lang)
	w := test.NewWindow(kit.Surface(kit.Ground, container.NewStack(content())))
	w.SetPadded(false)
	w.Resize(size)
	t.Cleanup(func() {
		for kit.CloseTop() {
		}
		w.Close()
	})
	return w
}

// sizes are the pages of a large and of a small window.
var pages = []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)}

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

// texts are the words that are shown.
func texts(o fyne.CanvasObject) (out []string) {
	each(o, func(o fyne.CanvasObject) {
		if t, ok := o.(interface{ Text() string }); ok {
			out = append(out, t.Text())
		}
		if t, ok := o.(interface{ Label() string }); ok {
			out = append(out, t.Label())
		}
	})
	return out
}

func shown(o fyne.CanvasObject, words string) bool {
	return slices.ContainsFunc(texts(o), func(s string) bool { return strings.Contains(s, words) })
}

// tap presses the button of the given label.
func tap(t *testing.T, o fyne.CanvasObject, label string) {
	t.Helper()
	var found *kit.Button
	each(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Label() == label && found == nil {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q among %q", label, texts(o))
	}
	test.Tap(found)
}

// holds fails when a button is narrower than its words or the page wider than
// the window.
func holds(t *testing.T, o fyne.CanvasObject, size fyne.Size) {
	t.Helper()
	if m := o.MinSize(); m.Width > size.Width {
		t.Errorf("the page asks for %v of %v", m.Width, size.Width)
	}
	each(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Size().Width+0.5 < b.MinSize().Width {
			t.Errorf("the button %q is %v wide and asks for %v", b.Label(), b.Size().Width, b.MinSize().Width)
		}
	})
}
