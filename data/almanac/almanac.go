// Package almanac tells which holidays fall on which days: rules, tables and
// announcements in, dated occurrences with a stated certainty out.
//
// It promises that every occurrence says by which rule it was found, how
// certain it is and on what source that rests, and that a rule gives no date
// outside the years for which it is known. Rules are data under
// assets/almanac, one file a country or tradition. Converting days between
// calendars is left to package calendar, showing them to locales, and whom
// they concern to planner.
package almanac

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"dragoman/assets"
	"dragoman/data/calendar"
	"dragoman/data/record"
)

// FirstYear and LastYear bound what the almanac answers: the years for which
// the calendars are proved. Outside them nothing is known.
const (
	FirstYear = 1900
	LastYear  = 2200
)

// Almanac is a set of rules. It does not change once it is loaded and may be
// used by many goroutines at once.
type Almanac struct {
	sets    []*set
	country map[string]*set
	rules   map[string]*Rule
	words   words
	cache   *monthCache
	overlay Overlay
	told    map[*Rule][]told // the announcements of the overlay
	own     *set             // the rules of the overlay; nil without one
	plain   *Almanac         // the same without the overlay; nil without one
	content *content

	mu    sync.Mutex // of what follows
	years map[setYear]*yearOf
	bench workbench
}

// set is the rules of one file.
type set struct {
	file      string
	country   string
	tradition string
	local     string // language of the local names
	source    string
	lieuLocal string // how a substitute day is called in the local language
	weekends  []weekendSince
	rules     []*Rule
	decrees   []decree
	regional  bool          // some rules hold in single regions alone
	longest   calendar.Date // days that the longest feast runs on after its first
}

// words are the patterns of names that are made from others; %s is the name
// of the holiday.
type words struct {
	substitute, workday map[string]string
}

var standard = sync.OnceValues(func() (*Almanac, error) {
	dir, err := fs.Sub(assets.Almanac, "almanac")
	if err != nil {
		return nil, err
	}
	return Load(dir)
})

// Default returns the almanac that is built into the program. It is read once.
func Default() (*Almanac, error) { return standard() }

// Load reads every .toml file of fsys. It is strict: an unknown key, a rule
// without a name or a date that does not exist is an error of the form
// file:line: reason, and nothing is loaded.
func Load(fsys fs.FS) (*Almanac, error) {
	a := &Almanac{
		country: map[string]*set{}, rules: map[string]*Rule{},
		cache: newMonthCache(), years: map[setYear]*yearOf{}, content: &content{},
	}
	dir, err := fs.Sub(fsys, contentFolder)
	if err != nil {
		return nil, err
	}
	a.content.dir = dir
	docs, err := readAll(fsys)
	if err != nil {
		return nil, err
	}
	for _, doc := range docs {
		if err := a.add(doc); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// contentFolder holds guides and wishes, which are read only when asked for.
const contentFolder = "content"

// readAll parses the files: traditions first, because rules of countries may
// be like theirs.
func readAll(fsys fs.FS) ([]record.Document, error) {
	var traditions, countries []record.Document
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.IsDir() && name == contentFolder {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return err
		}
		doc, err := record.Read(name, string(text))
		if err != nil {
			return err
		}
		if doc.Head.Find("country") != nil {
			countries = append(countries, doc)
		} else {
			traditions = append(traditions, doc)
		}
		return nil
	})
	return append(traditions, countries...), err
}

// Rule describes the rule of an ID such as "islamic.eid_al_fitr" or
// "de.good_friday".
func (a *Almanac) Rule(id string) (Rule, bool) {
	r, ok := a.rules[id]
	if !ok {
		r, ok = a.ownRule(id)
	}
	if !ok {
		return Rule{}, false
	}
	return *r, true
}

// Rules lists every rule, those of traditions first and the user's own last.
func (a *Almanac) Rules() []Rule {
	var list []Rule
	for _, s := range a.sets {
		for _, r := range s.rules {
			list = append(list, *r)
		}
	}
	if a.own != nil {
		for _, r := range a.own.rules {
			if a.rules[r.ID] == nil && r.party == "" {
				list = append(list, *r)
			}
		}
	}
	return list
}

// Countries lists the ISO 3166-1 codes of the countries that have rules,
// sorted.
func (a *Almanac) Countries() []string {
	var list []string
	for _, s := range a.sets {
		if s.country != "" {
			list = append(list, s.country)
		}
	}
	slices.Sort(list)
	return list
}

// Regions lists the ISO 3166-2 codes ("DE-BY") of the parts of a country that
// have days of their own, sorted.
func (a *Almanac) Regions(country string) []string {
	s := a.country[strings.ToUpper(country)]
	if s == nil {
		return nil
	}
	var list []string
	for _, r := range s.rules {
		list = append(list, r.Regions...)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Traditions lists the codes of the traditions that have a file of rules,
// sorted.
func (a *Almanac) Traditions() []string {
	var list []string
	for _, s := range a.sets {
		if s.tradition != "" {
			list = append(list, s.tradition)
		}
	}
	return list
}

// Weekend returns the weekly days off of a country on a day, as far as
// substitute days depend on them. Regions may differ: see package culture.
func (a *Almanac) Weekend(country string, on calendar.Date) (days [7]bool) {
	if s := a.country[strings.ToUpper(country)]; s != nil {
		return s.weekend(on)
	}
	days[0], days[6] = true, true
	return days
}
