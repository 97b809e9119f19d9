package ui

import (
	"context"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/storage"

	"github.com/ncruces/zenity"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/logbox"
	"dragoman/ui/internal/screen"

	fynedialog "fyne.io/fyne/v2/dialog"
)

// OpenURL implements screen.Shell.
func (s *Shell) OpenURL(address string) {
	u, err := url.Parse(address)
	if err == nil {
		err = s.cfg.App.OpenURL(u)
	}
	if err != nil {
		s.Copy(strings.TrimPrefix(strings.TrimPrefix(address, "tel:"), "mailto:"))
		s.Tell(s.p.T("shell.cannot_open_url", nil))
	}
}

// openPath shows a folder in the system's file manager.
func (s *Shell) openPath(path string) {
	if err := s.cfg.App.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(path)}); err != nil {
		s.Copy(path)
	}
}

// PickFiles implements screen.Shell with the system's own dialog, and with the
// toolkit's where there is none.
func (s *Shell) PickFiles(title string, extensions []string, picked func(paths []string)) {
	var patterns []string
	for _, e := range extensions {
		patterns = append(patterns, "*."+e)
	}
	s.picking.Run(func(ctx context.Context) ([]string, error) {
		o := []zenity.Option{zenity.Title(title), zenity.Context(ctx)}
		if len(patterns) > 0 {
			o = append(o, zenity.FileFilters{{Name: strings.Join(patterns, " "), Patterns: patterns, CaseFold: true}})
		}
		return zenity.SelectFileMultiple(o...)
	}, func(paths []string, err error) {
		switch {
		case errors.Is(err, zenity.ErrCanceled):
		case err != nil:
			s.pickInside(title, extensions, picked)
		case len(paths) > 0:
			picked(paths)
		}
	})
}

// pickInside asks with the toolkit's dialog.
func (s *Shell) pickInside(title string, extensions []string, picked func(paths []string)) {
	d := fynedialog.NewFileOpen(func(r fyne.URIReadCloser, err error) {
		if err != nil {
			s.Fail(err)
			return
		}
		if r == nil {
			return
		}
		path := r.URI().Path()
		if err := r.Close(); err != nil {
			s.Fail(err)
			return
		}
		picked([]string{path})
	}, s.win)
	d.SetTitleText(title)
	var dotted []string
	for _, e := range extensions {
		dotted = append(dotted, "."+e)
	}
	if len(dotted) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(dotted))
	}
	s.showInside(d)
}

// showInside shows a dialog of the toolkit as large as the window allows: as it
// comes, it has room for three folders.
func (s *Shell) showInside(d interface {
	Show()
	Resize(fyne.Size)
},
) {
	size := s.win.Canvas().Size()
	d.Show()
	d.Resize(fyne.NewSize(min(860, size.Width-80), min(620, size.Height-80)))
}

// PickSave implements screen.Shell.
func (s *Shell) PickSave(title, name string, picked func(path string)) {
	s.picking.Run(func(ctx context.Context) ([]string, error) {
		path, err := zenity.SelectFileSave(zenity.Title(title), zenity.Filename(name), zenity.ConfirmOverwrite(), zenity.Context(ctx))
		return []string{path}, err
	}, func(paths []string, err error) {
		switch {
		case errors.Is(err, zenity.ErrCanceled):
		case err != nil:
			s.saveInside(title, name, picked)
		case len(paths) == 1 && paths[0] != "":
			picked(paths[0])
		}
	})
}

// saveInside asks with the toolkit's dialog for the folder. A file that is there
// already stays: the new one gets a number.
func (s *Shell) saveInside(title, name string, picked func(path string)) {
	d := fynedialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
		switch {
		case err != nil:
			s.Fail(err)
		case u != nil:
			picked(unused(filepath.Join(u.Path(), filepath.Base(name))))
		}
	}, s.win)
	d.SetTitleText(title + " · " + filepath.Base(name))
	d.SetConfirmText(s.p.T("shell.save_here", nil))
	s.showInside(d)
}

// unused is a path at which nothing lies yet.
func unused(path string) string {
	end := filepath.Ext(path)
	free := path
	for i := 2; ; i++ {
		if _, err := os.Lstat(free); err != nil {
			return free
		}
		free = strings.TrimSuffix(path, end) + "-" + strconv.Itoa(i) + end
	}
}

// PickFolder implements screen.Shell.
func (s *Shell) PickFolder(title string, picked func(path string)) {
	s.picking.Run(func(ctx context.Context) ([]string, error) {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Directory(), zenity.Context(ctx))
		return []string{path}, err
	}, func(paths []string, err error) {
		switch {
		case errors.Is(err, zenity.ErrCanceled):
		case err != nil:
			d := fynedialog.NewFolderOpen(func(u fyne.ListableURI, err error) {
				if err != nil {
					s.Fail(err)
				} else if u != nil {
					picked(u.Path())
				}
			}, s.win)
			d.SetTitleText(title)
			d.SetConfirmText(s.p.T("shell.choose_folder", nil))
			s.showInside(d)
		case paths[0] != "":
			picked(paths[0])
		}
	})
}

// pickBook asks for a book and opens it.
func (s *Shell) pickBook() {
	s.PickFiles(s.p.T("shell.pick_book", nil), screen.BookFiles, func(paths []string) { s.Open(paths[0]) })
}

// dropped takes files that were dropped on the window: books are opened, the
// others are imported.
func (s *Shell) dropped(_ fyne.Position, uris []fyne.URI) {
	if len(uris) == 0 || kit.Covered() {
		return
	}
	path := uris[0].Path()
	paths := make([]string, len(uris))
	for i, u := range uris {
		paths[i] = u.Path()
	}
	if strings.EqualFold(filepath.Ext(path), ".dragoman") || isBackup(path) || s.book == nil {
		s.Open(path)
		return
	}
	if d, ok := s.screens[s.route.Screen].(dropper); ok && d.Dropped(paths) {
		return
	}
	s.Go(screen.Route{Screen: screen.Import}.With("file", path))
}

// dropper is a screen that can use dropped files itself, such as a picture.
type dropper interface{ Dropped(paths []string) bool }

// lettered is a screen on which letters do something while nothing is being
// written.
type lettered interface{ Letter(r rune) }

// letter hands a letter to the screen.
func (s *Shell) letter(r rune) {
	if sc, ok := s.screens[s.route.Screen].(lettered); ok {
		sc.Letter(r)
	}
}

// about is a screen that shows one customer, or something of one.
type about interface{ Customer() book.ID }

// logContact opens the box in which a contact is logged, with the customer who
// is on screen; without one it asks with whom.
func (s *Shell) logContact() {
	if s.book == nil {
		return
	}
	var ask logbox.Ask
	if sc, ok := s.screens[s.route.Screen].(about); ok {
		ask.Customer = sc.Customer()
	}
	logbox.Open(s.env, s.win.Canvas(), ask)
}

// newFollowUp opens the form of a follow-up, for the customer whose card is on
// screen if there is one.
func (s *Shell) newFollowUp() {
	r := screen.Route{Screen: screen.FollowUps}.With("new", "1")
	if sc, ok := s.screens[s.route.Screen].(about); ok && s.route.Screen == screen.Customers {
		if id := sc.Customer(); id != "" {
			r = r.With("customer", string(id))
		}
	}
	s.Go(r)
}

// saver is a screen that has something to save.
type saver interface{ Save() }

// tabbed is a screen with tabs, which have keys.
type tabbed interface{ TurnTo(i int) }

// tabKeys is how many tabs have a key.
const tabKeys = 8

// turnTo opens a tab of the screen, if it has that many.
func (s *Shell) turnTo(i int) {
	if sc, ok := s.screens[s.route.Screen].(tabbed); ok {
		sc.TurnTo(i)
	}
}

// shortcuts binds the keys of the whole window. They do nothing while a dialog
// is open.
func (s *Shell) shortcuts() {
	bind := func(sc fyne.Shortcut, do func()) {
		s.win.Canvas().AddShortcut(sc, func(fyne.Shortcut) {
			if !kit.ModalOpen() && s.env != nil {
				kit.Typed()
				do()
			}
		})
	}
	on := func(key fyne.KeyName, mod fyne.KeyModifier, do func()) {
		bind(&desktop.CustomShortcut{KeyName: key, Modifier: mod}, do)
	}
	main := fyne.KeyModifierShortcutDefault
	on(fyne.KeyK, main, func() {
		if s.book != nil {
			s.search.focus()
		}
	})
	on(fyne.KeyN, main, s.newCustomer)
	on(fyne.KeyT, main, s.newFollowUp)
	on(fyne.KeyL, main, s.logContact)
	on(fyne.KeyI, main, func() { s.Go(screen.Route{Screen: screen.Import}) })
	on(fyne.KeyComma, main, func() { s.Go(screen.Route{Screen: screen.Settings}) })
	on(fyne.KeyQ, main, s.Quit)
	on(fyne.KeyL, main|fyne.KeyModifierShift, s.Lock)
	on(fyne.KeyLeft, fyne.KeyModifierAlt, s.Back)
	bind(&fyne.ShortcutUndo{}, s.Undo) // the toolkit has these two of its own
	bind(&fyne.ShortcutRedo{}, s.Redo)
	on(fyne.KeyZ, main|fyne.KeyModifierShift, s.Redo)
	on(fyne.KeyS, main, func() {
		if sc, ok := s.screens[s.route.Screen].(saver); ok {
			sc.Save()
		}
	})
	for i, p := range places {
		on(fyne.KeyName(strconv.Itoa(i+1)), main, func() { s.Go(screen.Route{Screen: p.name}) })
	}
	for i := range tabKeys {
		on(fyne.KeyName(strconv.Itoa(i+1)), fyne.KeyModifierAlt, func() { s.turnTo(i) })
	}
	kit.SetLetters(s.letter)
	kit.SetKeys(s.key)
	s.win.Canvas().SetOnTypedRune(kit.Letter)
	s.win.Canvas().SetOnTypedKey(func(e *fyne.KeyEvent) {
		if e.Name != fyne.KeyEscape || !kit.CloseTop() {
			kit.Key(e)
		}
	})
}
