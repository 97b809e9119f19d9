// Package screen is what the shell and the screens agree on: routes, the
// services of the shell, and the Runner that keeps work off the UI goroutine.
//
// It is plain Go, so that presenters can use it and be tested without a
// window. How things look is kit's; which screens there are is the shell's.
package screen

import (
	"log/slog"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/insight"
	"dragoman/data/planner"
	"dragoman/data/prefs"
	"dragoman/locales"
)

// Name names a screen in routes. It is stored among the preferences.
type Name string

// The screens.
const (
	Start     Name = "start"
	Today     Name = "today"
	Customers Name = "customers"
	Calendar  Name = "calendar"
	Messages  Name = "messages"
	Culture   Name = "culture"
	Insights  Name = "insights"
	FollowUps Name = "followups"
	Service   Name = "service"
	Sales     Name = "sales"
	Import    Name = "import"
	Settings  Name = "settings"
)

// Route says where to go. ID is what to show there (a customer, a follow-up, a
// holiday), Tab which part of it, Args what else matters (a filter, a day, or
// "new" for making something). A screen given an empty ID shows its list.
type Route struct {
	Screen Name
	ID     string
	Tab    string
	Args   map[string]string
}

// Arg returns an argument of the route, or "".
func (r Route) Arg(key string) string { return r.Args[key] }

// With returns the route with one more argument.
func (r Route) With(key, value string) Route {
	args := map[string]string{key: value}
	for k, v := range r.Args {
		if k != key {
			args[k] = v
		}
	}
	r.Args = args
	return r
}

// Env is what a screen works with. It is made anew when the book, the language
// or the home of the owner changes, and so are the screens.
type Env struct {
	Book *book.Book
	// Almanac is the built-in one with the user's own days laid over it. It is
	// replaced on the UI goroutine when those change; screens hear of it as
	// book.EntityOwnDay. Work beside that goroutine takes a Snapshot with it.
	Almanac *almanac.Almanac
	// Library is what is said of the markets, as the owner of the book sees it,
	// and Index finds what is written in it. Both are made anew before the
	// screens hear of book.EntityLore.
	Library *culture.Library
	Index   *counsel.Index
	Printer *locales.Printer
	Runner  Runner
	Shell   Shell
	Books   Books
	Prefs   Prefs
	Keeper  *Keeper // of the backups; nil without a book
	Sharer  *Sharer // of the exchange with other devices; nil without a book, and for one that cannot be shared
	// Figures answers what the figures of the book are; nil without a book.
	Figures *insight.Figures

	// Drafts are what was typed and not saved, by what is written. They outlive
	// the screens, which are made anew when the language or the choices of the
	// book change, and go with the book.
	Drafts map[string]any

	Settings book.Settings  // of the open book
	Home     *time.Location // the owner's zone
	FirstDay time.Weekday   // of the week
}

// BookFiles are the ends of names of what Books.Open takes.
var BookFiles = append([]string{"dragoman"}, BackupFiles...)

// BackupFiles are the ends of names of backups, and of what a restore or an
// update keeps beside a book.
var BackupFiles = []string{backup.Ext[1:], "bak"}

// Books opens and makes books. All of it works beside the UI goroutine and
// ends in another screen or in Shell.Fail.
type Books interface {
	// Create makes a book and opens it.
	Create(path string, s book.Settings)
	// Open opens a book. Of a backup it shows what it holds, and makes it a book
	// where a new one is offered to live.
	Open(path string)
	// Join makes an empty book where a new one is offered to live, and asks there
	// for the shared one that comes into it.
	Join()
	// Demo opens the demo book; reset makes it anew first.
	Demo(reset bool)
	// Leave closes the book and goes to the start page.
	Leave()
	// Restore puts an unpacked backup in the place of the open book, which is
	// kept, and opens it. Move copies the open book elsewhere, opens the copy
	// and keeps the old file until the next start.
	Restore(u *backup.Unpacked)
	Move(path string)
	// Path is the file of the open book, or "".
	Path() string
	// DefaultPath is where a new book is offered to live.
	DefaultPath() string
}

// Prefs are the choices of this computer. Set keeps them and brings the whole
// interface up to date.
type Prefs interface {
	Get() prefs.Prefs
	Set(prefs.Prefs)
}

// Planner returns the planner over the almanac of the screens, or nil when what
// is built in is damaged, of which a test would have told.
func (e *Env) Planner() *planner.Planner {
	c, err := culture.Default()
	if err != nil {
		slog.Error("the facts of the markets cannot be read", "err", err)
		return nil
	}
	a := e.Almanac
	if a == nil {
		if a, err = almanac.Default(); err != nil {
			slog.Error("the almanac cannot be read", "err", err)
			return nil
		}
	}
	return &planner.Planner{Almanac: a, Culture: c}
}

// Snapshot returns a copy for work beside the UI goroutine.
func (e *Env) Snapshot() *Env {
	c := *e
	return &c
}

// T returns a message in the language of the interface.
func (e *Env) T(id locales.ID, v locales.V) string { return e.Printer.T(id, v) }

// N returns a message for a count.
func (e *Env) N(id locales.ID, n int, v locales.V) string { return e.Printer.N(id, n, v) }

// Now returns the instant by the book's clock in the owner's zone.
func (e *Env) Now() time.Time { return e.Book.Now().In(e.Home) }

// Shell is what screens ask of the window around them. All its methods are
// called on the UI goroutine.
type Shell interface {
	// Go shows another screen, or the same one at another place. The present
	// route is kept for Back.
	Go(Route)
	// Back returns to where the user came from.
	Back()
	// Replace changes the present route without a step back to the old one:
	// another tab, another filter.
	Replace(Route)
	// Fail is the one exit for errors.
	Fail(error)
	// Done tells in passing what was done and offers to undo it.
	Done(text string, op book.Operation)
	// Undoable tells in passing what was done outside of the book, and calls undo
	// when the user wants it back.
	Undoable(text string, undo func())
	// Tell says something in passing.
	Tell(text string)
	// Copy puts text on the clipboard and says so.
	Copy(text string)
	// OpenURL gives a tel:, mailto: or https: address to the system.
	OpenURL(url string)
	// PickFiles asks for files to read; save asks where to write. They call
	// back on the UI goroutine and not at all when the user gives up.
	PickFiles(title string, extensions []string, picked func(paths []string))
	PickSave(title, name string, picked func(path string))
	PickFolder(title string, picked func(path string))
	// Lock hides the window until the passphrase is given.
	Lock()
	// Refresh reads the numbers in the rail again.
	Refresh()
}
