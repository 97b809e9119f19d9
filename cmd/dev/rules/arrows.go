package rules

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// room is one folder of the house and what it may import from the others.
type room struct {
	path   string
	floor  int      // it may use every room on a lower floor
	beside []string // rooms of its own floor that it may use all the same
	never  []string // lower rooms that it may not use
	why    string   // the reason of its limits
}

// rooms is the plan of the house. A name that ends in /* stands for every
// folder at that place; the longest match counts.
var rooms = []room{
	{path: "assets", floor: 0, why: "assets is embedded bytes only"},
	{path: "data/calendar", floor: 0, why: "calendars convert and know nothing else"},
	{path: "data/personname", floor: 0, why: "names are ordered by their own rules alone"},
	{path: "data/record", floor: 0, beside: []string{"data/calendar"}, why: "how knowledge is written down says nothing of what it means; only its days are of the calendar"},
	{path: "locales", floor: 0, beside: []string{"data/calendar"}, why: "words and formats serve every room and depend on none but the calendars they write"},
	{path: "data/prefs", floor: 0, why: "the choices of one computer are no part of a book"},
	{path: "data/device", floor: 0, why: "what a computer says of itself is no part of a book"},
	{path: "data/book", floor: 1, why: "the book is plain rules; whoever stores or shows it comes to it"},
	{path: "data/oplog", floor: 1, why: "what a change is does not depend on what the book keeps"},
	{path: "data/almanac", floor: 1, why: "holidays do not depend on customers"},
	{path: "data/culture", floor: 1, why: "guides do not depend on customers"},
	{path: "locales/explain", floor: 2, never: []string{"data/almanac", "data/culture"}, why: "it words the book's faults for the window and the command line alike, and knows no more than them"},
	{path: "data/sqlite", floor: 2, why: "storage serves the book and knows no screen"},
	{path: "data/backup", floor: 2, beside: []string{"data/sqlite"}, why: "backups are copies of the file, which storage makes and checks; they know no customer"},
	{path: "data/exchange", floor: 2, why: "formats go through the book's use cases, not through its storage"},
	{path: "data/sync", floor: 2, why: "merging goes through the book's use cases, not through its storage"},
	{path: "data/planner", floor: 2, why: "planning reads the book, not its storage"},
	{path: "data/counsel", floor: 2, beside: []string{"data/planner"}, why: "counsel reads the library and the book, and keeps nothing but through the use cases of the book"},
	{path: "data/insight", floor: 2, why: "figures read the book, not its storage"},
	{path: "data/training", floor: 2, why: "training reads guides, not customers"},
	{path: "data/sample", floor: 2, beside: []string{"data/planner", "data/counsel"}, why: "the demo book is made through the book's use cases"},
	{path: "ui/internal/kit", floor: 3, never: []string{"data/book", "data/almanac", "data/culture", "data/sqlite", "data/exchange", "data/sync", "data/planner", "data/insight", "data/training", "data/sample"}, why: "the kit draws and knows no customer"},
	{path: "ui/internal/screen", floor: 3, beside: []string{"ui/internal/kit"}, never: []string{"data/sqlite"}, why: "the contract between shell and screens names neither screens nor storage"},
	{path: "ui/internal/screentest", floor: 3, beside: []string{"ui/internal/kit", "ui/internal/screen"}, why: "what the tests of the screens share opens real books; no product code imports it"},
	{path: "ui/internal/logbox", floor: 3, beside: []string{"ui/internal/kit", "ui/internal/screen", "ui/internal/*"}, never: []string{"data/sqlite"}, why: "the box in which a contact is logged is put together from what screens share, and opens over every one of them: it names none"},
	{path: "ui/internal/*", floor: 3, beside: []string{"ui/internal/kit", "ui/internal/screen"}, never: []string{"data/sqlite"}, why: "what screens share stands below them: it names neither a screen, nor another shared part, nor storage"},
	{path: "ui/*", floor: 3, beside: []string{"ui/internal/kit", "ui/internal/screen", "ui/internal/logbox", "ui/internal/*"}, never: []string{"data/sqlite"}, why: "a screen returns a Route instead of importing another screen, and reaches the file through the book only"},
	{path: "ui", floor: 3, beside: []string{"ui/*", "ui/internal/kit", "ui/internal/screen", "ui/internal/logbox", "ui/internal/*"}, never: []string{"data/sqlite"}, why: "the shell is handed an open book by cmd"},
	{path: "cmd/*", floor: 4, why: "a command is wired from the rooms, not from another command"},
}

// outside are imports from elsewhere that only some folders may make.
var outside = []struct {
	path   string
	only   []string
	reason string
}{
	{"fyne.io/fyne/v2/app", []string{"cmd/dragoman"}, "only main opens the real application; tests use Fyne's test driver"},
	{"fyne.io/", []string{"ui", "cmd/dragoman"}, "what is not the window works without the toolkit"},
	{"modernc.org/sqlite", []string{"data/sqlite"}, "one room knows the driver"},
	{"database/sql", []string{"data/sqlite"}, "one room speaks SQL"},
}

// roomOf finds the room of a folder: itself, or the nearest one above it.
func roomOf(dir string) (room, bool) {
	for d := dir; d != "."; d = path.Dir(d) {
		for _, r := range rooms {
			if matches(r.path, d) {
				return r, true
			}
		}
	}
	return room{}, false
}

// matches tells whether a room's name, perhaps with /*, means the folder.
func matches(name, dir string) bool {
	if parent, ok := strings.CutSuffix(name, "/*"); ok {
		return path.Dir(dir) == parent && dir != "ui/internal"
	}
	return name == dir
}

// within tells whether a folder is base or lies in it.
func within(dir, base string) bool { return dir == base || strings.HasPrefix(dir, base+"/") }

// Arrows checks every import of the shipped code against the plan of the
// house. Tests may import more: they wire rooms together on purpose.
func Arrows(sources []Source) []Breach {
	files, out := parse(sources)
	for _, f := range files {
		if f.isTest() {
			continue
		}
		for _, i := range f.tree.Imports {
			to := importPath(i)
			if why := forbidden(f.dir(), to); why != "" {
				out = append(out, Breach{f.at(i), fmt.Sprintf("imports %s: %s", to, why)})
			}
			if isPresenter(f.Path) && strings.HasPrefix(to, "fyne.io/") {
				out = append(out, Breach{f.at(i), fmt.Sprintf("imports %s: a presenter is plain Go, so that tables can test it", to)})
			}
		}
	}
	return out
}

// isPresenter tells whether a file holds the presenter of a screen.
func isPresenter(file string) bool {
	return strings.HasPrefix(file, "ui/") && strings.HasPrefix(path.Base(file), "presenter")
}

// forbidden says why a folder may not import a path, or nothing.
func forbidden(dir, to string) string {
	for _, o := range outside {
		hit := to == o.path || strings.HasPrefix(to, strings.TrimSuffix(o.path, "/")+"/")
		if hit && !slices.ContainsFunc(o.only, func(d string) bool { return within(dir, d) }) {
			return o.reason
		}
	}
	target, ours := strings.CutPrefix(to, module+"/")
	if !ours {
		return ""
	}
	from, ok := roomOf(dir)
	if !ok {
		return fmt.Sprintf("%s is no room of the house: give it a floor in cmd/dev/rules", dir)
	}
	dest, ok := roomOf(target)
	if !ok {
		return fmt.Sprintf("%s is no room of the house: give it a floor in cmd/dev/rules", target)
	}
	if sameRoom(from, dir, target) || allowed(from, dest) {
		return ""
	}
	return from.why
}

// sameRoom tells whether the target lies in the importing room itself. Where
// a name stands for many folders, each is a room of its own.
func sameRoom(from room, dir, target string) bool {
	base := from.path
	if parent, ok := strings.CutSuffix(base, "/*"); ok {
		first, _, _ := strings.Cut(strings.TrimPrefix(dir, parent+"/"), "/")
		base = parent + "/" + first
	}
	dest, ok := roomOf(target)
	return ok && dest.path == from.path && within(target, base)
}

func allowed(from, dest room) bool {
	if slices.Contains(from.never, dest.path) {
		return false
	}
	return dest.floor < from.floor || slices.Contains(from.beside, dest.path)
}

// Package is what go list says about one package that a program links.
type Package struct {
	Path     string
	Standard bool
	Cgo      bool // has files that need a C compiler
}

// Headless checks the packages that a program without a window links: no
// toolkit, nothing that needs cgo.
func Headless(program string, deps []Package) []Breach {
	var out []Breach
	for _, p := range deps {
		switch {
		case p.Path == "fyne.io/fyne/v2" || strings.HasPrefix(p.Path, "fyne.io/fyne/v2/"):
			out = append(out, Breach{program, "links " + p.Path + ": it has to run where there is no window"})
		case p.Cgo && !p.Standard:
			out = append(out, Breach{program, "links " + p.Path + ", which needs cgo: it has to build with the Go toolchain alone"})
		}
	}
	return out
}

// Deps asks go list for all packages that a package links.
func Deps(root, pkg string) ([]Package, error) {
	text, err := output(root, []string{"CGO_ENABLED=1"}, "go", "list", "-deps",
		"-f", "{{.ImportPath}}\t{{.Standard}}\t{{len .CgoFiles}}", pkg)
	if err != nil {
		return nil, err
	}
	var out []Package
	for line := range strings.Lines(text) {
		words := strings.Split(strings.TrimSpace(line), "\t")
		if len(words) != 3 {
			return nil, fmt.Errorf("go list: unexpected line %q", line)
		}
		out = append(out, Package{words[0], words[1] == "true", words[2] != "0"})
	}
	return out, nil
}
