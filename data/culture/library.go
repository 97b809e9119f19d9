package culture

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"dragoman/assets"
	"dragoman/data/record"
)

// Library is what is said of the markets: a guide each, read when it is first
// asked for. It does not change and may be used by many goroutines at once.
type Library struct {
	dir    fs.FS
	guides map[string]*shelf[Guide] // by market
}

// shelf is the place of one file, which is read once.
type shelf[T any] struct {
	name   string
	once   sync.Once
	what   T
	faults []error
}

var builtIn = sync.OnceValue(func() *Library {
	dir, err := fs.Sub(assets.Culture, "culture")
	if err != nil {
		return &Library{}
	}
	return Open(dir)
})

// Built returns the library that is built into the program.
func Built() *Library { return builtIn() }

// Open makes a library of a folder with the folder guides. Nothing is read yet
// but the names of the files.
func Open(dir fs.FS) *Library {
	l := &Library{dir: dir, guides: map[string]*shelf[Guide]{}}
	for _, name := range filesOf(dir, "guides") {
		l.guides[strings.ToUpper(stem(name))] = &shelf[Guide]{name: name}
	}
	return l
}

// filesOf lists the TOML files of a folder, sorted.
func filesOf(dir fs.FS, folder string) []string {
	names, _ := fs.Glob(dir, folder+"/*.toml")
	slices.Sort(names)
	return names
}

// stem is the name of a file without folder and ending.
func stem(name string) string { return strings.TrimSuffix(path.Base(name), ".toml") }

// open reads the file of a shelf with the function for its kind.
func (s *shelf[T]) open(dir fs.FS, read func(record.Document) (T, []error)) (T, []error) {
	s.once.Do(func() {
		text, err := fs.ReadFile(dir, s.name)
		if err != nil {
			s.faults = []error{err}
			return
		}
		doc, err := record.Read(s.name, string(text))
		if err != nil {
			s.faults = []error{err}
			return
		}
		s.what, s.faults = read(doc)
	})
	return s.what, s.faults
}

// Guide gives the guide to a market, or to the market of a culture within it
// ("IN-TN"). There is none where none was written or where its file has a
// mistake.
func (l *Library) Guide(code string) (Guide, bool) {
	s := l.guides[country(code)]
	if s == nil {
		return Guide{}, false
	}
	g, faults := s.open(l.dir, readGuide)
	return g, len(faults) == 0
}

// HasGuide reports whether a guide to a market was written, without reading
// it.
func (l *Library) HasGuide(code string) bool { return l.guides[country(code)] != nil }

// Guides reads all guides and lists them by market.
func (l *Library) Guides() (list []Guide) {
	for _, code := range sortedKeys(l.guides) {
		if g, ok := l.Guide(code); ok {
			list = append(list, g)
		}
	}
	return list
}

// Check reads everything and gives all mistakes, each with file, line and
// reason, or nil.
func (l *Library) Check() error {
	var all []error
	for _, code := range sortedKeys(l.guides) {
		_, faults := l.guides[code].open(l.dir, readGuide)
		all = append(all, faults...)
	}
	return errors.Join(all...)
}

func sortedKeys[T any](m map[string]T) []string {
	list := make([]string, 0, len(m))
	for k := range m {
		list = append(list, k)
	}
	slices.Sort(list)
	return list
}

// country is the market of a code such as "JP" or "IN-TN".
func country(code string) string {
	c, _, _ := strings.Cut(code, "-")
	return strings.ToUpper(c)
}

// sourceKinds are the kinds of sources that a guide names.
var sourceKinds = []string{"official", "academic", "chamber", "news", "language_authority", "dictionary", "reference", "insider"}

// sourcesOf reads the sources of a file, in their order as well.
func sourcesOf(doc record.Document) (map[string]record.Source, []record.Source, []error) {
	byID := map[string]record.Source{}
	faults := record.ReadSources(doc, byID)
	var list []record.Source
	for _, t := range doc.Arrays["source"] {
		d := record.Decode(doc.File, t)
		s := byID[d.Text("id")]
		if !slices.Contains(sourceKinds, s.Kind) {
			faults = append(faults, record.Mistake(doc.File, d.Line("kind"), "the source %s has the kind %q, which is none of %s", s.ID, s.Kind, strings.Join(sourceKinds, ", ")))
		}
		list = append(list, s)
	}
	return byID, list, faults
}

// plainID tells whether a name is made of a-z, 0-9 and _.
func plainID(id string) bool {
	return id != "" && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
