package ui

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/prefs"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func TestTheFirstRunLeadsToABook(t *testing.T) {
	c := newComputer(t)
	s := c.run("")
	at(t, s, screen.Start)
	s.Go(screen.Route{Screen: screen.Customers})
	at(t, s, screen.Start) // there is nobody to show yet
	s.Go(screen.Route{Screen: screen.Settings})
	at(t, s, screen.Settings)
	if want := filepath.Join(c.dir, "books", s.p.T("shell.book_file", nil)+".dragoman"); s.DefaultPath() != want {
		t.Errorf("the book is offered at %q, want %q", s.DefaultPath(), want)
	}
	path := s.DefaultPath() // in a folder that is not there yet
	want := book.Settings{HomeCulture: "CN", HomeZone: "Asia/Shanghai", OwnerName: "Lin"}
	s.Create(path, want)
	at(t, s, screen.Today)
	if s.Path() != path || c.kept().Book != path || s.env.Settings != want || s.env.Home.String() != "Asia/Shanghai" {
		t.Errorf("open is %q, kept %q, settings %+v at %s", s.Path(), c.kept().Book, s.env.Settings, s.env.Home)
	}
	if s.DefaultPath() == path || shows(s, s.p.T("shell.demo", nil)) {
		t.Error("the next book would overwrite this one, or this one is taken for the demo")
	}
	for _, n := range []screen.Name{screen.Customers, screen.Calendar, screen.FollowUps, screen.Import, screen.Settings, screen.Today} {
		s.Go(screen.Route{Screen: n})
		at(t, s, n)
	}
	s.Go(screen.Route{Screen: "later"}) // a place of a newer program
	at(t, s, screen.Today)
	s.Leave()
	at(t, s, screen.Start)
	if s.Path() != "" || c.kept().Book != "" || s.book != nil {
		t.Error("the book is still open")
	}
}

func TestTheDemoBookIsMarkedAndMadeAnew(t *testing.T) {
	c := newComputer(t)
	s := c.run("")
	s.Demo(false)
	at(t, s, screen.Today)
	if n := count(t, s); n != 120 || !s.env.Settings.Demo {
		t.Errorf("%d customers, settings %+v", n, s.env.Settings)
	}
	for n := range makers {
		if n == screen.Start {
			continue
		}
		s.Go(screen.Route{Screen: n})
		if !shows(s, s.p.T("shell.demo_reset", nil)) {
			t.Errorf("%s is not marked as the demo", n)
		}
	}
	s.Undo()
	if words, _ := toasted(s); words != s.p.T("shell.nothing_to_undo", nil) || count(t, s) != 120 {
		t.Errorf("undo in a fresh demo book: %q, %d customers", words, count(t, s))
	}
	add(t, s, book.Customer{Name: book.Name{Full: "Extra"}})
	s.Leave()
	s.Demo(false)
	if n := count(t, s); n != 121 {
		t.Errorf("%d customers after coming back, want 121", n)
	}
	tap(t, s, s.p.T("shell.demo_reset", nil))
	if n := count(t, s); n != 120 {
		t.Errorf("%d customers after a reset, want 120", n)
	}
	tap(t, s, s.p.T("shell.demo_leave", nil))
	at(t, s, screen.Start)
	if err := os.WriteFile(filepath.Join(c.dir, "demo", "demo.dragoman"), []byte("damaged"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.Demo(false)
	if s.book == nil || count(t, s) != 120 {
		t.Error("a damaged demo book was not made anew")
	}
}

// TestAFolderThatIsMissingIsSaid: a new book in a folder that is not there is
// not made, nothing is made in its place, and a sentence says what to do.
func TestAFolderThatIsMissingIsSaid(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		c := newComputer(t)
		c.keep(func(p *prefs.Prefs) { p.Language = lang })
		s := c.run("")
		missing := filepath.Join(c.dir, "stick")
		s.Create(filepath.Join(missing, "mine.dragoman"), book.Settings{})
		at(t, s, screen.Start)
		if words, _ := toasted(s); words != s.p.T("error.no_folder", nil) {
			t.Errorf("%s: it says %q", lang, words)
		}
		if _, err := os.Stat(missing); err == nil {
			t.Errorf("%s: the folder was made", lang)
		}
		s.Create(c.path("mine"), book.Settings{}) // the folder that we propose is made
		at(t, s, screen.Today)
	}
}

func TestABookThatIsGoneLeadsToTheStartPage(t *testing.T) {
	c := newComputer(t)
	empty := filepath.Join(c.dir, "empty.dragoman")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{c.path("gone"), empty, c.dir} {
		c.keep(func(p *prefs.Prefs) { p.Book = path })
		s := c.run("")
		at(t, s, screen.Start)
		if words, _ := toasted(s); words == "" && !kit.ModalOpen() {
			t.Errorf("%s: nothing is said", path)
		}
		closeLayers()
		s.Create(c.path(filepath.Base(path)), book.Settings{})
		at(t, s, screen.Today)
		s.Quit()
	}
}

func TestABookThatIsOpenElsewhereIsTriedAgain(t *testing.T) {
	c := newComputer(t)
	other := newComputer(t)
	held := other.withBook()
	path := held.Path()
	s := c.run(path)
	if s.book != nil || !shows(s, s.p.T("error.open_elsewhere", nil)) {
		t.Fatalf("the window says %q", texts(s))
	}
	held.Quit()
	tap(t, s, s.p.T("shell.try_again", nil))
	if s.Path() != path {
		t.Errorf("open is %q", s.Path())
	}
}

func TestABookThatIsOpenElsewhereLeavesThisOne(t *testing.T) {
	c := newComputer(t)
	other := newComputer(t)
	held := other.withBook()
	s := c.withBook()
	s.Go(screen.Route{Screen: screen.Calendar})
	s.Open(held.Path())
	at(t, s, screen.Calendar)
	if s.Path() != c.path("mine") || !shows(s, s.p.T("error.open_elsewhere", nil)) {
		t.Errorf("open is %q; the window says %q", s.Path(), texts(s))
	}
	closeLayers()
	s.Create(c.path("mine"), book.Settings{})
	if s.Path() != c.path("mine") || s.book == nil {
		t.Error("making a book over another lost the open one")
	}
	if words, _ := toasted(s); words != s.p.T("error.file_exists", nil) {
		t.Errorf("said %q", words)
	}
}

func TestBackLeadsToWhereTheUserCameFrom(t *testing.T) {
	s := newComputer(t).withBook()
	s.Back()
	at(t, s, screen.Today)
	s.Go(screen.Route{Screen: screen.Calendar})
	s.Replace(screen.Route{Screen: screen.Calendar, Tab: "agenda"})
	s.Go(screen.Route{Screen: screen.FollowUps})
	s.Go(screen.Route{Screen: screen.Settings})
	s.Back()
	at(t, s, screen.FollowUps)
	s.Back()
	at(t, s, screen.Calendar)
	if s.route.Tab != "agenda" {
		t.Errorf("back leads to the tab %q", s.route.Tab)
	}
	s.Back()
	at(t, s, screen.Today)
	for range 120 {
		s.Go(screen.Route{Screen: screen.Settings})
		s.Go(screen.Route{Screen: screen.Calendar})
	}
	if len(s.back) > 50 {
		t.Errorf("%d places are remembered", len(s.back))
	}
	for range 60 {
		s.Back()
	}
	at(t, s, screen.Today)
	s.Leave()
	s.Back()
	at(t, s, screen.Start)
}

func TestThePageThatLeavesGivesUpTheKeyboard(t *testing.T) {
	s := newComputer(t).withBook()
	c := s.win.Canvas()
	s.newCustomer()
	if c.Focused() == nil {
		t.Fatal("the name of a new customer does not have the keyboard")
	}
	s.Go(screen.Route{Screen: screen.Today})
	if f := c.Focused(); f != nil {
		t.Errorf("%T has the keyboard on a page that does not show it", f)
	}
	s.newCustomer()
	s.Back()
	s.Go(screen.Route{Screen: screen.Customers})
	if f := c.Focused(); f != nil {
		t.Errorf("%T has the keyboard beside the list", f)
	}
}

func TestFailChoosesTheWayByTheCode(t *testing.T) {
	s := newComputer(t).withBook()
	for code, dialog := range map[book.Code]bool{
		book.Invalid: false, book.NotFound: false, book.Conflict: false, book.Unsupported: false,
		book.Locked: true, book.DiskFull: true, book.Corrupt: true, book.ReadOnly: true, book.NotABook: true, book.NewerVersion: true,
		book.Internal: true, "meteor": true,
	} {
		s.toasts.Clear()
		err := fmt.Errorf("wrapped: %w", &book.Error{Op: "x", Code: code, Err: errors.New("the cause")})
		s.Fail(err)
		words, _ := toasted(s)
		if (words != "") == dialog || kit.ModalOpen() != dialog {
			t.Errorf("%s: said %q, dialog %v", code, words, kit.ModalOpen())
		}
		if !shows(s, explain.Error(s.p, err)) {
			t.Errorf("%s: the window says %q", code, texts(s))
		}
		if code == book.Internal {
			tap(t, s, s.p.T("shell.copy_detail", nil))
			if got := s.cfg.App.Clipboard().Content(); got != err.Error() {
				t.Errorf("copied %q", got)
			}
		}
		closeLayers()
	}
	s.toasts.Clear()
	for _, err := range []error{nil, context.Canceled, fmt.Errorf("x: %w", context.Canceled), &book.Error{Code: book.Cancelled}} {
		s.Fail(err)
		if words, _ := toasted(s); words != "" || kit.ModalOpen() {
			t.Errorf("%v is told as an error: %q", err, words)
		}
	}
}

func TestUndoAndRedoSpeakOfWhatTheyDid(t *testing.T) {
	s := newComputer(t).withBook()
	said := func(what, words, action string) {
		t.Helper()
		if w, a := toasted(s); w != words || a != action {
			t.Errorf("%s: said %q with %q, want %q with %q", what, w, a, words, action)
		}
	}
	undone, nothing := s.p.T("shell.undone", nil), s.p.T("shell.nothing_to_undo", nil)
	undo, redo := s.p.T("common.undo", nil), s.p.T("common.redo", nil)
	s.Undo()
	said("nothing done", nothing, "")
	s.Redo()
	said("nothing undone", nothing, "")
	add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	ben, op, err := s.book.Customers.Save(context.Background(), book.Customer{Name: book.Name{Full: "Ben"}})
	if err != nil {
		t.Fatal(err)
	}
	s.Undo()
	said("undo", undone, redo)
	if count(t, s) != 1 {
		t.Errorf("%d customers after undo", count(t, s))
	}
	tap(t, s, redo)
	if count(t, s) != 2 {
		t.Errorf("%d customers after redo in the message", count(t, s))
	}
	s.Done("saved", op)
	said("done", "saved", undo)
	tap(t, s, undo)
	if _, err := s.book.Customers.Get(context.Background(), ben.ID); book.CodeOf(err) != book.NotFound {
		t.Errorf("Ben is still there: %v", err)
	}
	s.Undo()
	s.Redo()
	s.Redo()
	if count(t, s) != 2 {
		t.Errorf("%d customers after undo and twice redo", count(t, s))
	}
	s.Done("nothing to save", book.Operation{})
	said("done without a change", "nothing to save", "")
	ben, err = s.book.Customers.Get(context.Background(), ben.ID)
	if err != nil {
		t.Fatal(err)
	}
	ben.City = "Porto"
	_, first, err := s.book.Customers.Save(context.Background(), ben)
	if err != nil {
		t.Fatal(err)
	}
	if ben, err = s.book.Customers.Get(context.Background(), ben.ID); err != nil {
		t.Fatal(err)
	}
	ben.City = "Braga"
	add(t, s, ben)
	s.takeBack(first.ID, false)
	said("undo of what was changed since", s.p.N("shell.undone_kept", 1, nil), redo)
	s.takeBack(first.ID, false)
	if words, _ := toasted(s); words != s.p.T("error.undone_already", nil) {
		t.Errorf("undo twice says %q", words)
	}
}

func TestALanguageOrALookAppliesAtOnce(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	s.Go(screen.Route{Screen: screen.Calendar, Tab: "agenda"})
	for _, lang := range []string{"zh-Hans", "x-pseudo", "en"} {
		for _, theme := range []string{"dark", "contrast", "light", ""} {
			p := s.Get()
			p.Language, p.Theme, p.Scale = lang, theme, 1.3
			s.Set(p)
			at(t, s, screen.Calendar)
			if s.route.Tab != "agenda" || c.kept().Language != lang || c.kept().Theme != theme {
				t.Errorf("at %+v, kept %+v", s.route, c.kept())
			}
			if !shows(s, s.p.T("shell.new_customer", nil)) {
				t.Errorf("in %s the bar says %q", lang, texts(s))
			}
		}
	}
	before := s.screens[screen.Calendar]
	p := s.Get()
	p.CustomerView = "list"
	s.Set(p)
	if s.screens[screen.Calendar] != before || c.kept().CustomerView != "list" {
		t.Error("a choice of one screen made all of them anew, or was not kept")
	}
}

func TestTheBooksOwnChoicesApplyAtOnce(t *testing.T) {
	s := newComputer(t).withBook()
	s.Go(screen.Route{Screen: screen.FollowUps})
	want := book.Settings{HomeCulture: "US", HomeZone: "America/New_York", OwnerName: "Lin"}
	if _, err := s.book.SaveSettings(context.Background(), want); err != nil {
		t.Fatal(err)
	}
	at(t, s, screen.FollowUps)
	if s.env.Settings != want || s.env.Home.String() != want.HomeZone {
		t.Errorf("the screens work with %+v at %s", s.env.Settings, s.env.Home)
	}
	s.Undo()
	if s.env.Settings.HomeCulture != "CN" {
		t.Errorf("after undo with %+v", s.env.Settings)
	}
}

func TestDamagedPreferencesAreTheDefaults(t *testing.T) {
	c := newComputer(t)
	if err := os.WriteFile(filepath.Join(c.dir, "preferences.json"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	s := c.run("")
	at(t, s, screen.Start)
	s.Set(prefs.Prefs{Language: "zh-Hans"})
	if c.kept().Language != "zh-Hans" {
		t.Error("the choice was not kept")
	}
}

func TestACrashIsTold(t *testing.T) {
	c := newComputer(t)
	s := c.run("")
	s.cfg.CrashReport = filepath.Join(c.dir, "crash.txt")
	s.Start("")
	if words, action := toasted(s); words != s.p.T("shell.crashed", nil) || action != s.p.T("shell.open_folder", nil) {
		t.Errorf("said %q with %q", words, action)
	}
	if strings.Contains(s.win.Title(), "DEMO") {
		t.Errorf("title %q", s.win.Title())
	}
}

// TestOwnDaysChangeTheAlmanac holds that a day which the user enters is known
// to every screen at once, that undo takes it back, and that it is there after a
// restart and gone with its book.
func TestOwnDaysChangeTheAlmanac(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	s.Go(screen.Route{Screen: screen.Calendar})
	day := calendar.DateOf(noon)
	closed := func() bool {
		_, ok := s.env.Almanac.Closed(day, "DE", "")
		return ok
	}
	if closed() {
		t.Fatal("Germany is closed before anybody said so")
	}
	_, _, err := s.book.OwnDays.Save(context.Background(), book.OwnDay{Sort: book.ClosingDay, Country: "DE", When: book.Once(day)})
	if err != nil {
		t.Fatal(err)
	}
	if !closed() {
		t.Error("the almanac of the screens does not know it")
	}
	s.Undo()
	if closed() {
		t.Error("undone, it is still there")
	}
	s.Redo()
	if !closed() {
		t.Error("done again, it is not there")
	}
	path := s.Path()
	s.Leave()
	if closed() {
		t.Error("it stays when its book is closed")
	}
	s.Open(path)
	if !closed() {
		t.Error("it is forgotten after a restart")
	}
}

// A number in the rail never pushes the name of its place away.
func TestNumbersInTheRail(t *testing.T) {
	s := newComputer(t).withBook()
	for n, want := range map[int]string{0: "", -1: "", 1: "1", 999: "999", 1000: "999+", 10_756: "999+"} {
		if got := s.badge(n); got != want {
			t.Errorf("%d is %q, not %q", n, got, want)
		}
	}
}

// An import that was going on when the program ended is told of once, in the book
// into which it went, and leads back to its file.
func TestAnImportThatWasCutOffIsToldOf(t *testing.T) {
	for _, language := range []string{"en", "zh-Hans"} {
		c := newComputer(t)
		s := c.withBook()
		path, file := s.Path(), filepath.Join(t.TempDir(), "people.csv")
		if err := os.WriteFile(file, []byte("Name,Email\nLin Mei,lin@shop.example\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		s.Quit()
		c.keep(func(p *prefs.Prefs) {
			p.Language, p.Import = language, &prefs.Import{Book: c.path("another"), File: file}
		})
		if s = c.run(path); kit.ModalOpen() {
			t.Fatal("told in another book")
		}
		s.Quit()
		c.keep(func(p *prefs.Prefs) { p.Import = &prefs.Import{Book: path, File: file} })
		s = c.run(path)
		if !shows(s, s.p.T("shell.import_cut", nil)) || c.kept().Import != nil {
			t.Fatal("not told, or not once")
		}
		screentest.Shoot(t, s.win, "import-cut-"+language)
		tap(t, s, s.p.T("shell.import_again", nil))
		if s.route.Screen != screen.Import || !shows(s, "Lin Mei") {
			t.Errorf("it leads to %+v", s.route)
		}
	}
}

// What was typed and not saved outlives another language, and a page on which
// somebody writes stays when another device changes the choices of the book.
func TestWhatIsTypedStays(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	form := screen.Route{Screen: screen.Customers}.With("new", "person")
	s.Go(form)
	name, ok := s.win.Canvas().Focused().(*kit.Entry)
	if !ok {
		t.Fatal("the name has not got the keyboard")
	}
	test.Type(name, "Lin M")
	if _, err := s.book.SaveSettings(t.Context(), book.Settings{HomeCulture: "CN", OwnerName: "Lin", Company: "Lin & Co"}); err != nil {
		t.Fatal(err)
	}
	if s.settings.Company != "Lin & Co" || s.win.Canvas().Focused() != name {
		t.Errorf("the company is %q, and the page was drawn anew", s.settings.Company)
	}
	test.Type(name, "ei")
	p := s.prefs
	p.Language = "zh-Hans"
	s.Set(p)
	now, ok := s.win.Canvas().Focused().(*kit.Entry)
	if !ok || now == name || now.Text != "Lin Mei" {
		t.Errorf("in another language the name is %+v", now)
	}
	if s.env.Settings.Company != "Lin & Co" {
		t.Errorf("the new page knows of the company %q", s.env.Settings.Company)
	}
}

// Nobody loses what was typed by closing the program: it is asked, and who asks
// a second time goes.
func TestLeavingAsksForWhatIsNotSaved(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	ana := add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	s.Go(screen.Route{Screen: screen.Customers, ID: string(ana.ID)}.With("edit", "1"))
	test.Type(s.win.Canvas().Focused(), " Lima")
	for _, elsewhere := range []bool{false, true} {
		if elsewhere {
			s.Go(screen.Route{Screen: screen.Calendar})
		}
		s.Quit()
		if s.book == nil || !shows(s, s.p.T("shell.unsaved", nil)) {
			t.Fatal("the program ended without a word")
		}
		tap(t, s, s.p.T("shell.unsaved_stay", nil))
		at(t, s, screen.Customers)
		if name, ok := s.win.Canvas().Focused().(*kit.Entry); s.book == nil || elsewhere && (!ok || !strings.Contains(name.Text, "Lima")) {
			t.Error("what was typed is not there")
		}
	}
	s.Quit()
	s.Quit()
	if s.book != nil {
		t.Error("asked a second time, the program stays")
	}
}

// Who cancels a card that was written on is not asked for it later, and has it
// back for as long as it is said; who goes elsewhere has it back at any time.
func TestCancellingPutsAwayWhatWasTyped(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	ana := add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	for _, r := range []screen.Route{
		screen.Route{Screen: screen.Customers, ID: string(ana.ID)}.With("edit", "1"),
		screen.Route{Screen: screen.Customers}.With("new", "organisation"),
	} {
		s.Go(screen.Route{Screen: screen.Customers})
		s.Go(r)
		test.Type(s.win.Canvas().Focused(), " Lima")
		tap(t, s, s.p.T("common.cancel", nil))
		if s.unsaved() || !shows(s, s.p.T("customers.draft_dropped", nil)) {
			t.Errorf("%v: cancelled, the card still waits to be saved", r)
		}
		tap(t, s, s.p.T("common.undo", nil))
		if name, ok := s.win.Canvas().Focused().(*kit.Entry); !ok || !strings.Contains(name.Text, "Lima") || s.route.Arg("new") != r.Arg("new") {
			t.Errorf("%v: what was typed does not come back", r)
		}
		tap(t, s, s.p.T("common.cancel", nil))
		s.Go(r)
		if shows(s, s.p.T("customers.start_over", nil)) {
			t.Errorf("%v: what was put away is offered again", r)
		}
		tap(t, s, s.p.T("common.cancel", nil)) // nothing was typed
		if s.unsaved() {
			t.Errorf("%v: nothing was typed, and it waits to be saved", r)
		}
	}
}

// From the form at which the program was opened the way back leads to the card.
func TestBackFromTheFirstPage(t *testing.T) {
	c := newComputer(t)
	s := c.withBook()
	ana := add(t, s, book.Customer{Name: book.Name{Full: "Ana"}})
	s.Go(screen.Route{Screen: screen.Customers, ID: string(ana.ID)}.With("edit", "1"))
	path := s.Path()
	s.Quit()
	s = c.run(path)
	at(t, s, screen.Customers)
	if s.Back(); s.route.ID != string(ana.ID) || len(s.route.Args) > 0 {
		t.Errorf("back at %+v", s.route)
	}
	s.Back()
	at(t, s, screen.Today)
}
