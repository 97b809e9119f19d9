// Package start is the first page: begin a book, open one, or look around in
// the demo book, in one's own language.
package start

import (
	"path/filepath"
	"strings"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// presenter is the state of the page.
type presenter struct {
	env *screen.Env

	asking  bool // the questions about a new book are shown
	path    string
	culture string
	owner   string
}

func newPresenter(env *screen.Env) *presenter {
	return &presenter{env: env, culture: locales.SystemRegion()}
}

// ask shows the questions about a new book.
func (p *presenter) ask() {
	p.asking = true
	if p.path == "" {
		p.path = p.env.Books.DefaultPath()
	}
}

// begin makes the book, when it is known where.
func (p *presenter) begin() {
	if p.path == "" {
		return
	}
	p.env.Books.Create(p.path, book.Settings{HomeCulture: p.culture, OwnerName: strings.TrimSpace(p.owner)})
}

// typePath takes what is in the entry, which may be nothing.
func (p *presenter) typePath(path string) {
	p.path = ""
	p.setPath(strings.TrimSpace(path))
}

// setPath moves the book to another place; nothing chosen changes nothing.
func (p *presenter) setPath(path string) {
	if path == "" {
		return
	}
	if filepath.Ext(path) == "" {
		path += ".dragoman"
	}
	p.path = path
}

// setLanguage changes the language of the interface, "" is the system's.
func (p *presenter) setLanguage(tag string) {
	p.change(func(pr *prefs.Prefs) { pr.Language = tag })
}

// setTheme changes the look, "" is the system's.
func (p *presenter) setTheme(theme string) {
	p.change(func(pr *prefs.Prefs) { pr.Theme = theme })
}

func (p *presenter) change(edit func(*prefs.Prefs)) {
	pr := p.env.Prefs.Get()
	edit(&pr)
	p.env.Prefs.Set(pr)
}

// synced reports whether a path lies in a folder that a cloud service copies,
// where a database may be torn apart while it is being written.
func synced(path string) bool {
	for part := range strings.SplitSeq(strings.ToLower(filepath.ToSlash(path)), "/") {
		for _, name := range []string{"onedrive", "dropbox", "icloud", "google drive", "googledrive", "my drive", "nextcloud", "mobile documents", "坚果云", "百度网盘"} {
			if strings.HasPrefix(part, name) {
				return true
			}
		}
	}
	return false
}
