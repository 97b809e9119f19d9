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

// Library is what is said of the markets and in their languages: guides,
// phrases and scripts, each file read when it is first asked for. It does not
// change and may be used by many goroutines at once.
type Library struct {
	dir     fs.FS
	guides  map[string]*shelf[Guide]      // by market
	phrases map[string]*shelf[Phrasebook] // by language tag in lower case
	scripts map[string]*shelf[Scriptbook]
	own     *Own // nil without a book
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

// Open makes a library of a folder with the folders guides, phrases and
// scripts. Nothing is read yet but the names of the files.
func Open(dir fs.FS) *Library {
	return &Library{
		dir:     dir,
		guides:  shelves[Guide](dir, "guides", strings.ToUpper),
		phrases: shelves[Phrasebook](dir, "phrases", strings.ToLower),
		scripts: shelves[Scriptbook](dir, "scripts", strings.ToLower),
	}
}

func shelves[T any](dir fs.FS, folder string, key func(string) string) map[string]*shelf[T] {
	m := map[string]*shelf[T]{}
	for _, name := range filesOf(dir, folder) {
		m[key(stem(name))] = &shelf[T]{name: name}
	}
	return m
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
		return l.owned(code, Guide{}, false)
	}
	g, faults := s.open(l.dir, readGuide)
	if len(faults) > 0 {
		g = Guide{}
	}
	return l.owned(code, g, len(faults) == 0)
}

// HasGuide reports whether a guide to a market was written, without reading
// it.
func (l *Library) HasGuide(code string) bool { return slices.Contains(l.markets(), country(code)) }

// markets are the markets that have a guide, sorted.
func (l *Library) markets() []string {
	list := sortedKeys(l.guides)
	if l.own != nil {
		for _, s := range l.own.Statements {
			list = append(list, s.Market)
		}
		slices.Sort(list)
		list = slices.Compact(list)
	}
	return list
}

// Guides reads all guides and lists them by market.
func (l *Library) Guides() (list []Guide) {
	for _, code := range l.markets() {
		if g, ok := l.Guide(code); ok {
			list = append(list, g)
		}
	}
	return list
}

// Phrases gives the phrases in a language: its own file, or that of the
// language without region or script.
func (l *Library) Phrases(lang string) (Phrasebook, bool) {
	for _, tag := range tagAndParents(lang) {
		if s := l.phrases[tag]; s != nil {
			b, faults := s.open(l.dir, readPhrases)
			return l.ownedPhrases(lang, b, len(faults) == 0)
		}
	}
	return l.ownedPhrases(lang, Phrasebook{}, false)
}

// Scripts gives the scripts in a language, as Phrases does.
func (l *Library) Scripts(lang string) (Scriptbook, bool) {
	for _, tag := range tagAndParents(lang) {
		if s := l.scripts[tag]; s != nil {
			b, faults := s.open(l.dir, readScripts)
			return l.ownedScripts(lang, b, len(faults) == 0)
		}
	}
	return l.ownedScripts(lang, Scriptbook{}, false)
}

// PhraseLanguages lists the languages that have phrases, sorted.
func (l *Library) PhraseLanguages() []string {
	list := languagesOf(l.phrases)
	if l.own != nil {
		for _, p := range l.own.Phrases {
			list = append(list, p.Language)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// ScriptLanguages lists the languages that have scripts, sorted.
func (l *Library) ScriptLanguages() []string {
	list := languagesOf(l.scripts)
	if l.own != nil {
		for _, s := range l.own.Scripts {
			list = append(list, s.Language)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// languagesOf lists the languages of the files without reading them.
func languagesOf[T any](shelves map[string]*shelf[T]) (list []string) {
	for _, s := range shelves {
		list = append(list, canonical(stem(s.name)))
	}
	return list
}

// canonical writes a language tag as BCP 47 has it: zh-Hans, pt-BR.
func canonical(tag string) string {
	parts := strings.Split(strings.ToLower(tag), "-")
	for i, p := range parts[1:] {
		switch len(p) {
		case 2:
			parts[i+1] = strings.ToUpper(p)
		case 4:
			parts[i+1] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "-")
}

// tagAndParents is a language tag in lower case and those above it: zh-Hans-CN,
// zh-Hans, zh. What is written for Hong Kong or Taiwan is in their own script.
func tagAndParents(tag string) (list []string) {
	tag = strings.ToLower(tag)
	switch tag {
	case "zh", "zh-cn", "zh-sg":
		return []string{"zh-hans"}
	case "zh-tw", "zh-hk", "zh-mo":
		return []string{tag, "zh-hant"}
	}
	for tag != "" {
		list = append(list, tag)
		i := strings.LastIndexByte(tag, '-')
		tag = tag[:max(i, 0)]
	}
	return list
}

// Check reads everything and gives all mistakes, each with file, line and
// reason, or nil.
func (l *Library) Check() error {
	return errors.Join(checkShelves(l.dir, l.guides, readGuide), checkShelves(l.dir, l.phrases, readPhrases), checkShelves(l.dir, l.scripts, readScripts))
}

func checkShelves[T any](dir fs.FS, shelves map[string]*shelf[T], read func(record.Document) (T, []error)) error {
	var all []error
	for _, key := range sortedKeys(shelves) {
		_, faults := shelves[key].open(dir, read)
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

// SourceKinds lists the kinds of sources that a guide names.
func SourceKinds() []string { return slices.Clone(sourceKinds) }

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
