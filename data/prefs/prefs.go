// Package prefs keeps the choices that belong to this computer and not to a
// book: language, look, the book opened last and where the user was in it.
//
// It promises that a damaged or missing file means the defaults and never an
// error at the start, and that writing replaces the file as a whole. It is
// read by the window and by the command-line companion.
package prefs

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"time"
)

// Prefs are the choices of this computer. The zero Prefs leave everything to
// the system.
type Prefs struct {
	Language string  `json:"language,omitempty"`  // BCP 47, "" is the system's
	Theme    string  `json:"theme,omitempty"`     // "light", "dark", "contrast", "" is the system's
	Scale    float32 `json:"scale,omitempty"`     // text size, 1 is 100 %; 0 is 1
	FirstDay string  `json:"first_day,omitempty"` // "monday", "sunday", "saturday", "" is the home culture's

	Book  string          `json:"book,omitempty"`  // path of the book opened last
	Place json.RawMessage `json:"place,omitempty"` // the route shown last in it

	Width  float32 `json:"width,omitempty"` // of the window, in device-independent pixels
	Height float32 `json:"height,omitempty"`

	SecondCalendar string `json:"second_calendar,omitempty"` // in the month view
	CustomerView   string `json:"customer_view,omitempty"`   // "cards" or "list"

	// Mappings are the meanings of columns that the user gave when a table was
	// imported, the latest first.
	Mappings []Mapping `json:"mappings,omitempty"`

	// GuidesExplained says that the note on what guides are was read once.
	GuidesExplained bool `json:"guides_explained,omitempty"`

	Backup Backup `json:"backup,omitzero"`
	Moved  *Moved `json:"moved,omitempty"`
	Lock   Lock   `json:"lock,omitzero"`

	// Import is one that was begun and has not come to its end.
	Import *Import `json:"import,omitempty"`
}

// Import says which file was being imported into which book, by their paths.
type Import struct {
	Book string `json:"book"`
	File string `json:"file"`
}

// Backup says how the books of this computer are backed up. A passphrase is
// never kept here.
type Backup struct {
	Every     string `json:"every,omitempty"`     // "weekly", "off", "" is daily
	Dir       string `json:"dir,omitempty"`       // "" is the usual folder
	Encrypted bool   `json:"encrypted,omitempty"` // no backup is made without the passphrase
}

// Moved is a book that was copied elsewhere. What it was copied from goes at the
// next start, if it is still as it was then.
type Moved struct {
	From     string    `json:"from"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
}

// Mapping is what the columns of tables with these headers mean.
type Mapping struct {
	Headers []string          `json:"headers"`
	Fields  map[string]string `json:"fields"` // header → field of package exchange
}

// mostMappings is how many mappings are kept.
const mostMappings = 20

// MappingOf finds the mapping of a table by its headers.
func (p Prefs) MappingOf(headers []string) map[string]string {
	for _, m := range p.Mappings {
		if slices.Equal(m.Headers, headers) {
			return m.Fields
		}
	}
	return nil
}

// Mapped returns the preferences with one more mapping, which comes first.
func (p Prefs) Mapped(m Mapping) Prefs {
	rest := slices.DeleteFunc(slices.Clone(p.Mappings), func(x Mapping) bool { return slices.Equal(x.Headers, m.Headers) })
	p.Mappings = append([]Mapping{m}, rest...)
	p.Mappings = p.Mappings[:min(len(p.Mappings), mostMappings)]
	return p
}

// File is where the preferences of this computer lie.
type File struct{ path string }

// Default returns the file in the user's configuration folder. DRAGOMAN_HOME,
// when set, is used instead of that folder.
func Default() (File, error) {
	dir, err := Dir()
	return File{filepath.Join(dir, "preferences.json")}, err
}

// Dir returns the folder for preferences, logs and crash reports.
func Dir() (string, error) {
	if dir := os.Getenv("DRAGOMAN_HOME"); dir != "" {
		return dir, nil
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "Dragoman"), nil
}

// Documents is the folder in which users keep their files.
func Documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, name := range []string{"Documents", "文档"} {
		if st, err := os.Stat(filepath.Join(home, name)); err == nil && st.IsDir() {
			return filepath.Join(home, name)
		}
	}
	if runtime.GOOS == "windows" {
		return filepath.Join(home, "Documents")
	}
	return home
}

// At returns the file of the given path.
func At(path string) File { return File{path} }

// Load returns what is kept. A missing file is the zero Prefs; a damaged one is
// too, with an error worth a line in the log.
func (f File) Load() (Prefs, error) {
	var p Prefs
	data, err := os.ReadFile(f.path)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	if err := json.Unmarshal(data, &p); err != nil {
		return Prefs{}, err
	}
	return p, nil
}

// Save replaces the file.
func (f File) Save(p Prefs) error {
	data, err := json.MarshalIndent(p, "", "\t")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(f.path), 0o700); err != nil {
		return err
	}
	tmp := f.path + ".new"
	if err := os.WriteFile(tmp, data, 0o600); err != nil {
		return err
	}
	return os.Rename(tmp, f.path)
}
