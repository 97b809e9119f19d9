package followups

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/sample"
	"dragoman/data/sqlite"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// noon is the instant of the tests: a Monday, when it is working time in
// Berlin and past it in Tokyo.
var noon = time.Date(2026, time.November, 23, 9, 14, 0, 0, time.UTC)

const today = calendar.Date(739943)

// shell is a Shell that writes down what it was asked.
type shell struct {
	t      testing.TB
	route  screen.Route
	gone   []screen.Route
	texts  []string
	last   book.Operation
	failed error
}

func (s *shell) Go(r screen.Route)      { s.gone = append(s.gone, r) }
func (s *shell) Back()                  {}
func (s *shell) Replace(r screen.Route) { s.route = r }
func (s *shell) Fail(err error)         { s.failed = err }
func (s *shell) Done(text string, op book.Operation) {
	s.texts, s.last = append(s.texts, text), op
}
func (s *shell) Undoable(text string, _ func())             { s.texts = append(s.texts, text) }
func (s *shell) Tell(text string)                           { s.texts = append(s.texts, text) }
func (s *shell) Copy(string)                                {}
func (s *shell) OpenURL(string)                             {}
func (s *shell) PickFiles(string, []string, func([]string)) {}
func (s *shell) PickSave(string, string, func(string))      {}
func (s *shell) PickFolder(string, func(string))            {}
func (s *shell) Refresh()                                   {}
func (s *shell) Lock()                                      {}

// openBook makes a book in a folder of the test.
func openBook(t testing.TB) *book.Book {
	t.Helper()
	file, err := sqlite.Create(context.Background(), filepath.Join(t.TempDir(), "test.dragoman"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	b := book.New(file, func() time.Time { return noon })
	if _, err := b.SaveSettings(context.Background(), book.Settings{HomeZone: "Europe/Berlin", HomeCulture: "DE"}); err != nil {
		t.Fatal(err)
	}
	return b
}

// newEnv returns what a screen needs, over a book.
func newEnv(t testing.TB, b *book.Book, lang string) (*screen.Env, *shell) {
	t.Helper()
	p, err := locales.New(lang, locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	home, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	sh := &shell{t: t}
	return &screen.Env{Book: b, Almanac: a, Library: culture.Built(), Printer: p, Runner: screen.Inline{}, Shell: sh, Home: home, FirstDay: time.Monday}, sh
}

// demoBook is filled like the demo book.
func demoBook(t *testing.T, lang string) *book.Book {
	t.Helper()
	b := openBook(t)
	err := sample.Fill(context.Background(), b, sample.Options{Customers: sample.DefaultCustomers, Seed: sample.DefaultSeed, Language: lang, Today: today, Home: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	return b
}
