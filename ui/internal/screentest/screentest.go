// Package screentest is what the tests of the screens share: a shell that
// writes down what it is asked, an environment over an empty book, and ways to
// look at what is shown. Only tests import it.
package screentest

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/almanac"
	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/insight"
	"dragoman/data/prefs"
	"dragoman/data/sqlite"
	"dragoman/data/sync"
	"dragoman/data/sync/share"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Noon is the instant of the tests.
var Noon = time.Date(2027, 3, 10, 12, 0, 0, 0, time.UTC)

// Shell writes down what it was asked. It is the fake of all that is around
// the screen.
type Shell struct {
	Gone     []screen.Route
	Replaced []screen.Route
	Failed   []error
	Told     []string
	Ops      []book.Operation
	Opened   []string      // addresses, copies and books
	Files    []string      // what PickFiles and PickSave answer; empty gives up
	Asked    []string      // extensions
	Came     []book.Change // from other devices
	Created  book.Settings
	Kept     prefs.Prefs
	File     string
}

func (s *Shell) Go(r screen.Route)      { s.Gone = append(s.Gone, r) }
func (s *Shell) Back()                  {}
func (s *Shell) Replace(r screen.Route) { s.Replaced = append(s.Replaced, r) }
func (s *Shell) Fail(err error)         { s.Failed = append(s.Failed, err) }
func (s *Shell) Done(text string, op book.Operation) {
	s.Told, s.Ops = append(s.Told, text), append(s.Ops, op)
}

func (s *Shell) Undoable(text string, _ func()) {
	s.Told = append(s.Told, text)
}
func (s *Shell) Tell(text string)   { s.Told = append(s.Told, text) }
func (s *Shell) Copy(text string)   { s.Opened = append(s.Opened, "copy "+text) }
func (s *Shell) OpenURL(url string) { s.Opened = append(s.Opened, url) }
func (s *Shell) Refresh()           {}
func (s *Shell) Lock()              { s.Opened = append(s.Opened, "lock") }

func (s *Shell) PickFiles(_ string, extensions []string, picked func([]string)) {
	s.Asked = extensions
	if len(s.Files) > 0 {
		picked(s.Files)
	}
}

func (s *Shell) PickSave(_, _ string, picked func(string)) {
	if len(s.Files) > 0 {
		picked(s.Files[0])
	}
}

func (s *Shell) Create(path string, settings book.Settings) {
	s.Opened, s.Created = append(s.Opened, "create "+path), settings
}
func (s *Shell) Open(path string) { s.Opened = append(s.Opened, "open "+path) }
func (s *Shell) Join()            { s.Opened = append(s.Opened, "join") }
func (s *Shell) Demo(reset bool) {
	s.Opened = append(s.Opened, map[bool]string{false: "demo", true: "demo anew"}[reset])
}

func (s *Shell) Restore(u *backup.Unpacked) {
	s.Opened = append(s.Opened, "restore "+filepath.Base(u.Path))
	if err := u.Close(); err != nil {
		s.Failed = append(s.Failed, err)
	}
}
func (s *Shell) Move(path string) { s.Opened = append(s.Opened, "move "+path) }
func (s *Shell) PickFolder(_ string, picked func(string)) {
	if len(s.Files) > 0 {
		picked(s.Files[0])
	}
}
func (s *Shell) Leave()              { s.Opened = append(s.Opened, "leave") }
func (s *Shell) Path() string        { return s.File }
func (s *Shell) DefaultPath() string { return filepath.Join("books", "My customers.dragoman") }
func (s *Shell) Get() prefs.Prefs    { return s.Kept }
func (s *Shell) Set(p prefs.Prefs)   { s.Kept = p }

// NewEnv returns what the screen works with, over an empty book in a file.
func NewEnv(t testing.TB, lang string) (*screen.Env, *Shell) {
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
	sh := &Shell{File: path}
	keeper := screen.NewKeeper(f, screen.Inline{}, func() time.Time { return Noon }, func() prefs.Backup { return sh.Kept.Backup }, func() {})
	sh.Kept.Backup.Dir = filepath.Join(t.TempDir(), "backups")
	b := book.New(f, func() time.Time { return Noon })
	numbers, stop := insight.New(b)
	t.Cleanup(stop)
	sharing := t.TempDir()
	sharer := screen.NewSharer(func(ctx context.Context) (*share.Session, error) {
		now, err := f.Summary(ctx)
		x := share.NewSession(sync.StoreOf(f.Share, f.LookShared), share.MemoryIn(sharing, now.Mark), func() time.Time { return Noon }, "test")
		x.Tell = func(changes ...book.Change) { sh.Came = append(sh.Came, changes...) }
		return x, err
	}, screen.Inline{}, func() time.Time { return Noon }, func() {})
	return &screen.Env{
		Keeper: keeper, Sharer: sharer, Figures: numbers,
		Book: b, Almanac: a, Library: culture.Built(), Index: counsel.NewIndex(culture.Built(), a), Printer: p, Runner: screen.Inline{},
		Shell: sh, Books: sh, Prefs: sh, Settings: book.Settings{HomeCulture: "CN"}, Home: time.UTC, FirstDay: time.Monday,
	}, sh
}

// Open shows a page in a test window.
func Open(t testing.TB, lang string, size fyne.Size, content func() fyne.CanvasObject) fyne.Window {
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

// Pages are the sizes of the page of a large and of a small window.
var Pages = []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)}

// Each calls f for every object that is shown.
func Each(o fyne.CanvasObject, f func(fyne.CanvasObject)) {
	if o == nil || !o.Visible() {
		return
	}
	f(o)
	switch x := o.(type) {
	case *fyne.Container:
		for _, c := range x.Objects {
			Each(c, f)
		}
	case fyne.Widget:
		for _, c := range test.WidgetRenderer(x).Objects() {
			Each(c, f)
		}
	}
}

// shots is the environment variable that names the folder for pictures. Letters
// that the theme's face leaves out, such as Arabic and Thai, come from the fonts
// of the system, and in a test only with the tag systemfonts.
const shots = "DRAGOMAN_SHOTS"

// Drawing reports whether a folder for pictures is named.
func Drawing() bool { return os.Getenv(shots) != "" }

// Draws skips a test that does nothing but draw when no folder is named for it.
func Draws(t testing.TB) {
	t.Helper()
	if !Drawing() {
		t.Skip("draws only into the folder that " + shots + " names")
	}
}

// Shoot writes what a window shows to name.png in the folder that DRAGOMAN_SHOTS
// names, and nothing when there is none.
func Shoot(t testing.TB, w fyne.Window, name string) {
	t.Helper()
	dir := os.Getenv(shots)
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(f, w.Canvas().Capture()), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// Texts are the words that are shown.
func Texts(o fyne.CanvasObject) (out []string) {
	Each(o, func(o fyne.CanvasObject) {
		if t, ok := o.(interface{ Text() string }); ok {
			out = append(out, t.Text())
		}
		if t, ok := o.(interface{ Label() string }); ok {
			out = append(out, t.Label())
		}
	})
	return out
}

// Shown reports whether words are to be read somewhere.
func Shown(o fyne.CanvasObject, words string) bool {
	return slices.ContainsFunc(Texts(o), func(s string) bool { return strings.Contains(s, words) })
}

// Tap presses the button of the given label.
func Tap(t testing.TB, o fyne.CanvasObject, label string) {
	t.Helper()
	var found *kit.Button
	Each(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Label() == label && found == nil {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("there is no button %q among %q", label, Texts(o))
	}
	test.Tap(found)
}

// Holds fails when a button is narrower than its words, the page wider than the
// window, or one thing of a column lies upon another.
func Holds(t testing.TB, o fyne.CanvasObject, size fyne.Size) {
	t.Helper()
	if m := o.MinSize(); m.Width > size.Width {
		t.Errorf("the page asks for %v of %v", m.Width, size.Width)
	}
	Each(o, func(o fyne.CanvasObject) {
		if b, ok := o.(*kit.Button); ok && b.Size().Width+0.5 < b.MinSize().Width {
			t.Errorf("the button %q is %v wide and asks for %v", b.Label(), b.Size().Width, b.MinSize().Width)
		}
		if c, ok := o.(*fyne.Container); ok && fmt.Sprintf("%T", c.Layout) == fmt.Sprintf("%T", kit.VBox(0).Layout) {
			apart(t, c)
		}
	})
}

// apart fails when one thing of a column begins before the one above it ends, as
// happens when what it holds changed and it was not laid out again.
func apart(t testing.TB, column *fyne.Container) {
	t.Helper()
	var end float32
	for _, o := range column.Objects {
		if !o.Visible() {
			continue
		}
		if y := o.Position().Y; y+0.5 < end {
			t.Errorf("%T at %v begins %v above the end of what stands before it", o, o.Position(), end-y)
		}
		end = o.Position().Y + reach(o)
	}
}

// reach is how far down an object is drawn, which of a container may be more
// than its size.
func reach(o fyne.CanvasObject) float32 {
	h := o.Size().Height
	if c, ok := o.(*fyne.Container); ok {
		for _, x := range c.Objects {
			if x.Visible() {
				h = max(h, x.Position().Y+reach(x))
			}
		}
	}
	return h
}
