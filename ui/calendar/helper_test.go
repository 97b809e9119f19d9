package calendar

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/data/prefs"
	"dragoman/data/sample"
	"dragoman/data/sqlite"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// fakeShell remembers what a screen asked of the window.
type fakeShell struct {
	t        testing.TB
	gone     []screen.Route
	replaced screen.Route
	failed   []error
	told     []string
	saveTo   string // where PickSave says to write; "" gives up
	saveName string // which name it was offered
}

func (s *fakeShell) Go(r screen.Route)                          { s.gone = append(s.gone, r) }
func (s *fakeShell) Back()                                      {}
func (s *fakeShell) Replace(r screen.Route)                     { s.replaced = r }
func (s *fakeShell) Fail(err error)                             { s.failed = append(s.failed, err) }
func (s *fakeShell) Done(string, book.Operation)                {}
func (s *fakeShell) Undoable(text string, _ func())             { s.told = append(s.told, text) }
func (s *fakeShell) Tell(text string)                           { s.told = append(s.told, text) }
func (s *fakeShell) Copy(string)                                {}
func (s *fakeShell) OpenURL(string)                             {}
func (s *fakeShell) PickFiles(string, []string, func([]string)) {}
func (s *fakeShell) Refresh()                                   {}
func (s *fakeShell) Lock()                                      {}

func (s *fakeShell) PickFolder(string, func(string)) {}
func (s *fakeShell) PickSave(_, name string, picked func(string)) {
	s.saveName = name
	if s.saveTo != "" {
		picked(s.saveTo)
	}
}

func (s *fakeShell) last() screen.Route {
	if len(s.gone) == 0 {
		return screen.Route{}
	}
	return s.gone[len(s.gone)-1]
}

type fakePrefs struct{ p prefs.Prefs }

func (f *fakePrefs) Get() prefs.Prefs  { return f.p }
func (f *fakePrefs) Set(p prefs.Prefs) { f.p = p }

// now is the day on which all the tests play: a Thursday.
var now = time.Date(2027, 2, 4, 9, 30, 0, 0, time.UTC)

// open makes a book with invented customers and what a screen needs around it.
func open(t testing.TB, lang string, customers int) (*screen.Env, *fakeShell) {
	t.Helper()
	ctx := context.Background()
	file, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "book.dragoman"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	b := book.New(file, func() time.Time { return now })
	content := lang
	if lang != "zh-Hans" {
		content = "en"
	}
	err = sample.Fill(ctx, b, sample.Options{
		Customers: customers, Seed: sample.DefaultSeed, Language: content,
		Today: cal.DateOf(now), Home: "DE",
	})
	if err != nil {
		t.Fatal(err)
	}
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	if a, err = planner.Lay(ctx, a, b.OwnDays, "Closed"); err != nil {
		t.Fatal(err)
	}
	p, err := locales.New(lang, locales.Options{Region: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	shell := &fakeShell{t: t}
	return &screen.Env{
		Book: b, Almanac: a, Library: culture.Built(), Printer: p, Runner: screen.Inline{}, Shell: shell, Prefs: &fakePrefs{},
		Settings: settings, Home: time.UTC, FirstDay: time.Monday,
	}, shell
}
