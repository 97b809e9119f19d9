package ui

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/insight"
	"dragoman/data/prefs"
	"dragoman/data/sample"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// pollEvery is how often the file is asked whether another program wrote to
// it.
const pollEvery = 3 * time.Second

// Path implements screen.Books.
func (s *Shell) Path() string {
	if s.opened == nil {
		return ""
	}
	return s.opened.Path
}

// DefaultPath implements screen.Books: a file that does not exist yet, in the
// folder for documents.
func (s *Shell) DefaultPath() string {
	name := s.p.T("shell.book_file", nil)
	path := filepath.Join(s.cfg.BookDir, name+".dragoman")
	for i := 2; ; i++ {
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return path
		}
		path = filepath.Join(s.cfg.BookDir, name+" "+s.p.Int(int64(i))+".dragoman")
	}
}

// Open implements screen.Books. A backup stays what it is: it is taken over as a
// book of its own.
func (s *Shell) Open(path string) {
	s.tried = path
	s.farewell(func() {
		if isBackup(path) {
			s.takeOver(path, "")
			return
		}
		s.load(func(ctx context.Context) (Opened, error) { return s.cfg.Files.Open(ctx, path) })
	})
}

// Create implements screen.Books.
func (s *Shell) Create(path string, settings book.Settings) {
	clock := s.cfg.Clock
	s.load(func(ctx context.Context) (Opened, error) { return s.create(ctx, path, settings, clock) })
}

// create makes a book. The folder that we propose is made with it; another one
// has to be there: it may be on a disk that was taken out, or misspelt.
func (s *Shell) create(ctx context.Context, path string, settings book.Settings, clock func() time.Time) (Opened, error) {
	if dir := filepath.Dir(path); dir == filepath.Clean(s.cfg.BookDir) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return Opened{}, book.FolderError("books.create", err)
		}
	}
	o, err := s.cfg.Files.Create(ctx, path)
	if err != nil {
		return o, err
	}
	if _, err := book.New(o.Store, clock).SaveSettings(ctx, settings); err != nil {
		return Opened{}, errors.Join(err, o.Close())
	}
	return o, nil
}

// Demo implements screen.Books.
func (s *Shell) Demo(reset bool) {
	path := filepath.Join(s.cfg.DemoDir, "demo.dragoman")
	lang, clock, region, printer := s.p.Tag(), s.cfg.Clock, locales.SystemRegion(), s.p
	titles := func(c book.Case) string { return explain.CaseTitle(printer, c) }
	if s.Path() == path {
		s.closeBook() // its file is about to be replaced
	}
	s.load(func(ctx context.Context) (Opened, error) {
		if !reset {
			o, err := s.cfg.Files.Open(ctx, path)
			if err == nil || book.CodeOf(err) == book.Locked {
				return o, err
			}
			slog.Info("the demo book is made anew", "why", string(book.CodeOf(err)))
		}
		if err := os.MkdirAll(s.cfg.DemoDir, 0o700); err != nil {
			return Opened{}, book.FolderError("books.demo", err)
		}
		if err := s.cfg.Files.Remove(path); err != nil {
			return Opened{}, err
		}
		o, err := s.cfg.Files.Create(ctx, path)
		if err != nil {
			return o, err
		}
		err = sample.Fill(ctx, book.New(o.Store, clock), sample.Options{
			Customers: sample.DefaultCustomers, Seed: sample.DefaultSeed, Language: lang,
			Today: calendar.DateOf(clock()), Home: region, CaseTitle: titles, Letters: true,
		})
		if err != nil {
			return Opened{}, errors.Join(err, o.Close())
		}
		return o, nil
	})
}

// load opens a book beside the UI goroutine and shows it. What is done once it
// is shown comes then.
func (s *Shell) load(open func(ctx context.Context) (Opened, error), then ...func()) {
	if s.loading {
		return // a result that is dropped would leave its file open
	}
	s.loading = true
	told := s.tellWait("shell.opening")
	clock := s.cfg.Clock
	var settings book.Settings
	var own owned
	s.opening.Run(func(ctx context.Context) (Opened, error) {
		o, err := open(ctx)
		if err != nil {
			return o, err
		}
		b := book.New(o.Store, clock)
		if settings, err = b.Settings(ctx); err == nil {
			own, err = readOwned(ctx, b)
		}
		if err != nil {
			return Opened{}, errors.Join(err, o.Close())
		}
		return o, nil
	}, func(o Opened, err error) {
		s.loading = false
		told()
		if err != nil {
			if s.book == nil {
				s.show(screen.Route{Screen: screen.Start})
			}
			s.Fail(err)
			return
		}
		s.use(o, settings, own)
		for _, do := range then {
			do()
		}
	})
}

// tellWait says on a page without a book what is under way when it takes long,
// until what it returns is called.
func (s *Shell) tellWait(words locales.ID) (done func()) {
	return s.cfg.Runner.After(openingTold, func() {
		if s.loading && s.book == nil {
			kit.Turn(s.page, kit.Empty(s.p.T(words, nil), "", "", nil))
		}
	})
}

// openingTold is how long an opening may take before the page says that it is
// under way.
const openingTold = 400 * time.Millisecond

// use makes an opened book the one that is shown.
func (s *Shell) use(o Opened, settings book.Settings, own owned) {
	s.closeBook()
	same := s.prefs.Book == o.Path
	s.opened, s.book, s.settings, s.own = &o, book.New(o.Store, s.cfg.Clock), settings, own.days
	s.lores, s.drafts = own.lores, map[string]any{}
	s.book.SetResolver(explain.Resolve)
	s.figures, s.unfigure = insight.New(s.book) // it hears of changes before the screens do
	s.unlisten = s.book.Hub.Listen(s.changed)
	s.prefs.Book = o.Path
	s.keep(o)
	s.share(o)
	s.build()
	place := screen.Route{Screen: screen.Today}
	if same && len(s.prefs.Place) > 0 {
		if err := json.Unmarshal(s.prefs.Place, &place); err != nil || place.Screen == screen.Start {
			place = screen.Route{Screen: screen.Today}
		}
	}
	s.keepPrefs()
	s.show(place)
	s.Refresh()
	s.watch()
	s.keeper.Watch()
	if s.sharer != nil {
		s.sharer.Watch()
	}
	s.remind(s.book.Now())
	s.emptyTrash()
	s.warnPlace()
	s.tellCutImport()
}

// tellCutImport says once that an import into this book did not come to its end.
func (s *Shell) tellCutImport() {
	x := s.prefs.Import
	if x == nil || x.Book != s.Path() {
		return
	}
	s.prefs.Import = nil
	s.keepPrefs()
	again := kit.Action{Label: s.p.T("shell.import_again", nil), Kind: kit.Primary, Tapped: func() {
		s.Go(screen.Route{Screen: screen.Import}.With("file", x.File))
	}}
	kit.NewDialog(s.p.T("shell.import_cut", nil), kit.Wrap(s.p.T("shell.import_cut_text", locales.V{"File": filepath.Base(x.File)}), kit.Body),
		kit.Action{Label: s.p.T("common.close", nil), Kind: kit.Secondary}, again).Show(s.win.Canvas())
}

// emptyTrash lets go what lies in the trash for too long, beside the window.
func (s *Shell) emptyTrash() {
	b := s.book
	s.cfg.Runner.Run(func(ctx context.Context) func() {
		if _, err := b.Customers.PurgeOld(ctx); err != nil {
			slog.Error("the trash cannot be emptied", "code", book.CodeOf(err))
		}
		return nil
	})
}

// watch asks the file from time to time whether another program changed it.
func (s *Shell) watch() {
	opened := s.opened
	if opened == nil || opened.Changed == nil {
		return
	}
	if _, inline := s.cfg.Runner.(screen.Inline); inline {
		return // nobody else writes while a test or a drawing runs
	}
	s.cfg.Runner.After(pollEvery, func() {
		if s.opened != opened {
			return
		}
		s.poll.Run(opened.Changed, func(changed bool, err error) {
			if err != nil {
				slog.Warn("the file cannot be asked for changes", "err", err)
			} else if changed && s.book != nil {
				s.book.Hub.Reload()
			}
			s.watch()
		})
	})
}

// Leave implements screen.Books.
func (s *Shell) Leave() {
	s.farewell(func() {
		s.closeBook()
		s.prefs.Book, s.prefs.Place = "", nil
		s.keepPrefs()
		s.build()
		s.show(screen.Route{Screen: screen.Start})
	})
}

// closeBook ends everything that works on the open book and closes its file.
func (s *Shell) closeBook() {
	if s.opened == nil {
		return
	}
	for _, sc := range s.screens {
		sc.Leave()
	}
	s.badges.Cancel()
	s.poll.Cancel()
	s.placing.Cancel()
	s.owning.Cancel()
	s.reminders.Cancel()
	s.keeper.Close()
	s.keeper = nil
	if s.sharer != nil {
		s.sharer.Close()
		s.sharer = nil
	}
	s.unlisten()
	s.unfigure()
	s.figures = nil
	if err := s.opened.Close(); err != nil {
		slog.Error("the book was not closed well", "err", err)
	}
	s.opened, s.book, s.settings, s.own, s.lores, s.back = nil, nil, book.Settings{}, nil, nil, nil
	s.route = screen.Route{}
}

// Get implements screen.Prefs.
func (s *Shell) Get() prefs.Prefs { return s.prefs }

// Set implements screen.Prefs.
func (s *Shell) Set(p prefs.Prefs) {
	looks := p.Theme != s.prefs.Theme || p.Scale != s.prefs.Scale
	words := p.Language != s.prefs.Language || p.FirstDay != s.prefs.FirstDay
	s.prefs = p
	s.keepPrefs()
	if !looks && !words {
		return
	}
	s.dress()
	s.rebuild()
}

func (s *Shell) keepPrefs() {
	if err := s.cfg.Prefs.Save(s.prefs); err != nil {
		slog.Error("preferences cannot be kept", "err", err)
	}
}

// rereadSettings brings the interface up to date when the book's own choices
// have changed.
func (s *Shell) rereadSettings() {
	b := s.book
	settings, err := b.Settings(context.Background())
	if err != nil {
		s.Fail(err)
		return
	}
	if settings == s.settings {
		return
	}
	s.settings = settings
	if s.route.Screen == screen.Import || s.typing() {
		s.outdated = true // what was imported brought them, or another device; the page stays until it is left
		return
	}
	s.rebuild()
}

// typing says whether somebody writes on a page that is not about the choices.
func (s *Shell) typing() bool {
	_, in := s.win.Canvas().Focused().(*kit.Entry)
	return in && s.route.Screen != screen.Settings && s.part() == onPage
}

// rebuild makes all screens anew at the same place.
func (s *Shell) rebuild() {
	route := s.route
	s.build()
	s.show(route)
	s.Refresh()
}

// home returns the zone of the owner.
func (s *Shell) home() *time.Location {
	if s.settings.HomeZone != "" {
		if loc, err := time.LoadLocation(s.settings.HomeZone); err == nil {
			return loc
		}
	}
	return time.Local
}

// weekdays are the first days of the week that can be chosen.
var weekdays = map[string]time.Weekday{"monday": time.Monday, "sunday": time.Sunday, "saturday": time.Saturday}

// printer makes the words for the chosen language and home.
func (s *Shell) printer() *locales.Printer {
	region := locales.SystemRegion()
	if len(s.settings.HomeCulture) >= 2 {
		region = s.settings.HomeCulture[:2]
	}
	o := locales.Options{Region: region}
	if d, ok := weekdays[s.prefs.FirstDay]; ok {
		o.FirstDay = &d
	}
	tag := s.prefs.Language
	if tag == "" {
		tag = locales.System()
	}
	p, err := locales.New(tag, o)
	if err == nil {
		return p
	}
	slog.Error("the language cannot be used", "tag", tag, "err", err)
	if p, err = locales.New("en", o); err != nil {
		panic(err) // English is built in; nothing can be shown without it
	}
	return p
}
