// Command gen writes patterns.json, the compact extract of the CLDR person
// name patterns that data/personname embeds.
//
// It reads a folder that holds one sub-folder per locale with a
// personNames.json in it, which is how the npm package cldr-person-names-full
// lays out its "main" folder:
//
//	go run ./data/personname/gen -from <folder>/main -to data/personname/patterns.json
//
// A locale whose data equal those of its CLDR parent is left out: the reader
// walks the same chain of parents.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/language"
)

// source mirrors one personNames.json as far as it is used here.
type source struct {
	Main map[string]struct {
		PersonNames names `json:"personNames"`
	} `json:"main"`
}

type names struct {
	GivenFirst   []string                                           `json:"givenFirst"`
	SurnameFirst []string                                           `json:"surnameFirst"`
	Formality    string                                             `json:"formality"`
	Length       string                                             `json:"length"`
	Native       string                                             `json:"nativeSpaceReplacement"`
	Foreign      string                                             `json:"foreignSpaceReplacement"`
	Initial      string                                             `json:"initial"`
	Sequence     string                                             `json:"initialSequence"`
	Person       map[string]map[string]map[string]map[string]string `json:"personName"`
}

// extract is the layout of patterns.json; data.go reads it.
type extract struct {
	Source   string             `json:"source"`
	Patterns []string           `json:"patterns"`
	Locales  map[string]*locale `json:"locales"`
}

type locale struct {
	GivenFirst   []string `json:"givenFirst"`
	SurnameFirst []string `json:"surnameFirst"`
	Native       string   `json:"native"`
	Foreign      string   `json:"foreign"`
	Initial      string   `json:"initial"`
	Sequence     string   `json:"sequence"`
	Formality    string   `json:"formality"`
	Length       string   `json:"length"`
	// Cells holds, for each cell of the order × length × usage × formality
	// table, the numbers of its patterns joined by commas.
	Cells string `json:"cells"`
}

var (
	orders      = []string{"givenFirst", "surnameFirst", "sorting"}
	lengths     = []string{"long", "medium", "short"}
	usages      = []string{"referring", "addressing", "monogram"}
	formalities = []string{"formal", "informal"}
)

func main() {
	from := flag.String("from", "", "folder with one sub-folder per locale")
	to := flag.String("to", "patterns.json", "file to write")
	note := flag.String("source", "CLDR 48.2 person names", "words for the source field")
	flag.Parse()
	if err := run(*from, *to, *note); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(from, to, note string) error {
	if from == "" {
		return errors.New("gen: -from is missing")
	}
	all, err := read(from)
	if err != nil {
		return err
	}
	out := extract{Source: note, Locales: map[string]*locale{}}
	numbers := map[string]int{}
	whole := map[string]*locale{}
	for _, tag := range sorted(all) {
		l, err := compact(all[tag], numbers, &out.Patterns)
		if err != nil {
			return fmt.Errorf("gen: %s: %w", tag, err)
		}
		whole[tag] = l
	}
	for tag, l := range whole {
		if tag == "und" || !same(l, inherited(tag, whole)) {
			out.Locales[tag] = l
		}
	}
	text, err := json.MarshalIndent(out, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(to, append(text, '\n'), 0o644)
}

func read(from string) (map[string]names, error) {
	files, err := filepath.Glob(filepath.Join(from, "*", "personNames.json"))
	if err != nil {
		return nil, err
	}
	all := map[string]names{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		var s source
		if err := json.Unmarshal(text, &s); err != nil {
			return nil, fmt.Errorf("gen: %s: %w", f, err)
		}
		for tag, m := range s.Main {
			all[tag] = m.PersonNames
		}
	}
	if _, ok := all["und"]; !ok {
		return nil, errors.New("gen: the folder has no root locale (und)")
	}
	return all, nil
}

func sorted(all map[string]names) []string {
	tags := make([]string, 0, len(all))
	for t := range all {
		tags = append(tags, t)
	}
	sort.Strings(tags)
	return tags
}

// compact numbers the patterns of one locale.
func compact(n names, numbers map[string]int, patterns *[]string) (*locale, error) {
	var cells []string
	for _, o := range orders {
		for _, l := range lengths {
			for _, u := range usages {
				if o == "sorting" && u != "referring" {
					continue
				}
				for _, f := range formalities {
					cell := n.Person[o][l][u]
					var ids []string
					for _, key := range []string{f, f + "-alt-1", f + "-alt-2", f + "-alt-3"} {
						p, ok := cell[key]
						if !ok {
							continue
						}
						if _, seen := numbers[p]; !seen {
							numbers[p] = len(*patterns)
							*patterns = append(*patterns, p)
						}
						ids = append(ids, fmt.Sprint(numbers[p]))
					}
					if len(ids) == 0 {
						return nil, fmt.Errorf("no pattern for %s %s %s %s", o, l, u, f)
					}
					cells = append(cells, strings.Join(ids, ","))
				}
			}
		}
	}
	return &locale{
		GivenFirst: n.GivenFirst, SurnameFirst: n.SurnameFirst,
		Native: n.Native, Foreign: n.Foreign, Initial: n.Initial, Sequence: n.Sequence,
		Formality: n.Formality, Length: n.Length, Cells: strings.Join(cells, " "),
	}, nil
}

// inherited is what the reader would find for tag if it were left out.
func inherited(tag string, whole map[string]*locale) *locale {
	for t := language.Make(tag).Parent(); t != language.Und; t = t.Parent() {
		if l, ok := whole[t.String()]; ok {
			return l
		}
	}
	return whole["und"]
}

func same(a, b *locale) bool {
	return slices.Equal(a.GivenFirst, b.GivenFirst) && slices.Equal(a.SurnameFirst, b.SurnameFirst) &&
		a.Native == b.Native && a.Foreign == b.Foreign && a.Initial == b.Initial &&
		a.Sequence == b.Sequence && a.Formality == b.Formality && a.Length == b.Length && a.Cells == b.Cells
}
