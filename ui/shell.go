// Package ui is the shell around the screens: window, navigation, routes,
// search box, shortcuts, the Runner and the one exit for errors.
//
// It promises that a screen lives as long as its book, language and look, that
// going back returns to the same place, and that the program opens again where
// the user was, however it ended. What a screen shows is left to the screen, how
// things look to kit, and where the rows live to whoever opens the book.
package ui

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/almanac"
	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/insight"
	"dragoman/data/prefs"
	"dragoman/data/sync"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Config is what the program gives the shell.
type Config struct {
	App      fyne.App
	Files    Files
	Prefs    prefs.File
	Version  string
	Clock    func() time.Time
	Runner   screen.Runner // nil is the window's own
	DemoDir  string        // where the demo book lives
	ShareDir string        // what this computer remembers of shared books
	BookDir  string        // where a new book is offered to live
	// CrashReport is the trace of the last run when it ended badly, or "".
	CrashReport string
	// WorkArea is the room for windows on the screen in its pixels, or nil where
	// nobody can tell; ok is false while it is not known.
	WorkArea func() (width, height int, ok bool)
}

// Files opens books. It is given by the program, because the shell does not
// know where rows live.
type Files interface {
	Open(ctx context.Context, path string) (Opened, error)
	Create(ctx context.Context, path string) (Opened, error)
	// Remove deletes a book's files; only the demo book is ever removed.
	Remove(path string) error
}

// Opened is an open book file.
type Opened struct {
	Store book.Store
	Path  string
	Close func() error
	// Shared is the book as other devices share it; nil when it cannot be.
	Shared sync.Store
	// Changed reports whether another program wrote to the file since it was
	// asked last.
	Changed func(ctx context.Context) (bool, error)
}

// Shell is the window with everything in it.
type Shell struct {
	cfg   Config
	win   fyne.Window
	prefs prefs.Prefs
	p     *locales.Printer

	almanac *almanac.Almanac // as it is built in
	lores   []book.Lore      // what the owner wrote about cultures
	library *culture.Library // with what the owner of the book wrote
	index   *counsel.Index   // of the library
	plain   *counsel.Index   // of what is built in alone
	own     []book.OwnDayRow // the user's own days, which are laid over it

	opened   *Opened
	book     *book.Book
	settings book.Settings
	unlisten func()
	figures  *insight.Figures // of the open book
	unfigure func()
	keeper   *screen.Keeper // of the open book's backups
	sharer   *screen.Sharer // of its exchange with other devices, or nil
	moved    bool           // the book was moved since the program started
	drafts   map[string]any // what was typed into the open book and not saved
	asked    *kit.Dialog    // what becomes of it, or nil

	env     *screen.Env
	screens map[screen.Name]Screen
	route   screen.Route
	back    []screen.Route
	// outdated is set while the page that is shown has to stay, although the
	// choices of the book have changed: all screens are made anew when it is left.
	outdated bool

	wanted  fyne.Size       // of the window when it was made
	frame   *fyne.Container // everything in the window
	page    *fyne.Container // where the screen is
	rail    *kit.Rail
	search  *searchBox
	toasts  *kit.Toasts
	opening screen.Slot[Opened]
	loading bool     // opening is under way
	leaving *leaving // a shared book is being closed
	tried   string   // the book that was asked for last
	badges  screen.Slot[badges]
	poll    screen.Slot[bool]
	placing screen.Slot[unsafe]
	taking  screen.Slot[*backup.Unpacked]
	owning  screen.Slot[[]book.OwnDayRow]
	lending screen.Slot[[]book.Lore]
	undoing screen.Slot[undone]
	picking screen.Slot[[]string]

	reminders screen.Slot[int]
	lock      *screenLock
	toast     screen.Delay
	staying   screen.Delay
	bar       []fyne.Focusable // what takes the keyboard in the bar above, in order
	left      fyne.Focusable   // what had it on the page when it was left

	holidays holidayNames
}

// brand is the program's name, which is the same in every language.
const brand = "Dragoman"

// New makes the shell in a window of its own, with nothing shown yet.
func New(cfg Config) *Shell {
	if cfg.Runner == nil {
		cfg.Runner = windowRunner{}
	}
	s := &Shell{cfg: cfg, page: container.NewStack(), frame: container.NewStack()}
	s.opening.Runner, s.badges.Runner, s.poll.Runner, s.taking.Runner = cfg.Runner, cfg.Runner, cfg.Runner, cfg.Runner
	s.reminders.Runner, s.owning.Runner, s.lending.Runner = cfg.Runner, cfg.Runner, cfg.Runner
	s.placing.Runner = cfg.Runner
	s.undoing.Runner, s.picking.Runner, s.toast.Runner, s.staying.Runner = cfg.Runner, cfg.Runner, cfg.Runner, cfg.Runner
	p, err := cfg.Prefs.Load()
	if err != nil {
		slog.Warn("preferences are damaged; the defaults are used", "err", err)
	}
	s.prefs = p
	s.win = cfg.App.NewWindow(brand)
	s.win.SetPadded(false)
	s.win.SetContent(s.frame)
	w, h := float32(1360), float32(860)
	if p.Width >= 800 && p.Height >= 500 {
		w, h = p.Width, p.Height
	}
	s.win.Resize(fyne.NewSize(w, h))
	s.wanted = fyne.NewSize(w, h)
	s.win.SetMaster()
	s.win.SetCloseIntercept(s.Quit)
	s.win.SetOnDropped(s.dropped)
	s.lock = newScreenLock(s)
	s.dress()
	s.shortcuts()
	return s
}

// Window returns the window.
func (s *Shell) Window() fyne.Window { return s.win }

// Start opens the book that is asked for, else the one opened last, else the
// start page.
func (s *Shell) Start(path string) {
	s.fitScreen()
	s.build()
	s.Lock()
	s.lock.watch()
	if path == "" {
		path = s.prefs.Book
	}
	if path == "" {
		s.Go(screen.Route{Screen: screen.Start})
	} else {
		s.Open(path)
	}
	if s.cfg.CrashReport != "" {
		report := filepath.Dir(s.cfg.CrashReport)
		s.say(s.p.T("shell.crashed", nil), s.p.T("shell.open_folder", nil), func() { s.openPath(report) })
	}
}

// titleBar is about how high the frame of the system is above a window.
const titleBar = 40

// fitScreen makes a window that is larger than the screen as large as the
// screen: on the first start, or after the large screen was left at the office.
func (s *Shell) fitScreen() {
	if s.cfg.WorkArea == nil {
		return
	}
	w, h, ok := s.cfg.WorkArea()
	scale := s.win.Canvas().Scale()
	if !ok || scale <= 0 {
		return
	}
	room := fyne.NewSize(float32(w)/scale, (float32(h)-titleBar)/scale)
	if fits := s.wanted.Min(room); fits != s.wanted && fits.Width > 0 && fits.Height > 0 {
		s.win.Resize(fits)
	}
}

// Quit keeps where the user is and ends the program.
func (s *Shell) Quit() {
	s.keepPlace()
	s.farewell(func() {
		s.closeBook()
		s.cfg.App.Quit()
	})
}

// keepPlace writes the route and the window's size down.
func (s *Shell) keepPlace() {
	place, err := json.Marshal(s.route)
	if err != nil {
		s.Fail(err)
		return
	}
	was := s.prefs
	if s.book != nil {
		s.prefs.Place = place
	}
	size := s.win.Canvas().Size()
	s.prefs.Width, s.prefs.Height = size.Width, size.Height
	if !bytes.Equal(was.Place, s.prefs.Place) || was.Width != size.Width || was.Height != size.Height {
		s.keepPrefs()
	}
}

// Go implements screen.Shell.
func (s *Shell) Go(r screen.Route) {
	if s.env == nil {
		return
	}
	if s.book == nil && r.Screen != screen.Start && r.Screen != screen.Settings {
		r = screen.Route{Screen: screen.Start}
	}
	if s.route.Screen != "" && s.route.Screen != screen.Start {
		s.back = append(s.back, s.route)
		if len(s.back) > 50 {
			s.back = s.back[1:]
		}
	}
	s.show(r)
}

// Replace implements screen.Shell.
func (s *Shell) Replace(r screen.Route) { s.arriveAt(r) }

// stayed is how long somebody is at a place before it is kept.
const stayed = time.Second

// arriveAt makes a route the place of the window. It is kept soon and not only at
// the end: a computer that is shut down, or a program that is ended from outside,
// asks nobody.
func (s *Shell) arriveAt(r screen.Route) {
	s.route = r
	s.staying.Run(stayed, s.keepPlace)
}

// Back implements screen.Shell.
func (s *Shell) Back() {
	if len(s.back) == 0 {
		switch {
		case s.book == nil:
		case s.route.ID != "" && len(s.route.Args) > 0: // the form of a card, when the program was opened at it
			s.show(screen.Route{Screen: s.route.Screen, ID: s.route.ID})
		default:
			s.show(screen.Route{Screen: screen.Today})
		}
		return
	}
	r := s.back[len(s.back)-1]
	s.back = s.back[:len(s.back)-1]
	s.show(r)
}

// closeLayers closes dialogs and menus: what they asked belongs to the place
// that is being left.
func closeLayers() {
	for kit.CloseTop() {
	}
}

// show brings a screen to a route.
func (s *Shell) show(r screen.Route) {
	closeLayers()
	if s.outdated && r.Screen != s.route.Screen {
		s.build()
		s.Refresh()
	}
	next, ok := s.screens[r.Screen]
	if !ok {
		make, known := makers[r.Screen]
		if !known {
			r = screen.Route{Screen: screen.Today}
			make = makers[r.Screen]
		}
		next = make(s.env)
		s.screens[r.Screen] = next
	}
	if old, ok := s.screens[s.route.Screen]; ok && old != next {
		old.Leave()
	}
	s.arriveAt(r)
	s.rail.SetSelected(railPlace(r.Screen))
	kit.Turn(s.page, next.Content())
	next.Show(r)
	s.arrive(r)
}

// Refresh implements screen.Shell: it reads the numbers in the rail again.
func (s *Shell) Refresh() {
	b := s.book
	if b == nil {
		return
	}
	s.badges.Run(func(ctx context.Context) (badges, error) {
		n, err := b.FollowUps.Counts(ctx)
		if err != nil {
			return badges{}, err
		}
		letters, err := b.Campaigns.ToSend(ctx)
		return badges{n.Today + n.Overdue, letters}, err
	}, func(n badges, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		label := s.badge(n.followUps)
		s.rail.SetBadge(string(screen.FollowUps), label)
		s.rail.SetBadge(string(screen.Today), label)
		s.rail.SetBadge(string(screen.Messages), s.badge(n.letters))
	})
}

// mostBadge is the largest number that leaves room for the name of a place.
const mostBadge = 999

// badge words a number in the rail; "" is nothing to do.
func (s *Shell) badge(n int) string {
	switch {
	case n <= 0:
		return ""
	case n > mostBadge:
		return s.p.T("shell.badge_more", locales.V{"N": s.p.Int(mostBadge)})
	}
	return s.p.Int(int64(n))
}

// badges are the numbers in the rail: what is due, and the letters still to send.
type badges struct{ followUps, letters int }
