package personname

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed patterns.json
var patternsJSON []byte

// localeData are the person name rules of one locale.
type localeData struct {
	tag          string
	lang, script string
	GivenFirst   []string `json:"givenFirst"`
	SurnameFirst []string `json:"surnameFirst"`
	Native       string   `json:"native"`
	Foreign      string   `json:"foreign"`
	Initial      string   `json:"initial"`
	Sequence     string   `json:"sequence"`
	Formality    string   `json:"formality"`
	Length       string   `json:"length"`
	Cells        string   `json:"cells"`
	cells        [cellCount][]*pattern
}

// cellCount is 2 orders × 3 lengths × 3 usages × 2 formalities for text and
// 3 lengths × 2 formalities for sorting.
const cellCount = 2*3*3*2 + 3*2

// cell finds the place of the options in the table; unknown codes count as
// the default ones.
func cell(o Order, l Length, u Usage, f Formality) int {
	li, fi := 1, 0
	switch l {
	case Long:
		li = 0
	case Short:
		li = 2
	}
	if f == Informal {
		fi = 1
	}
	if o == Sorting {
		return 36 + li*2 + fi
	}
	oi, ui := 0, 0
	if o == SurnameFirst {
		oi = 1
	}
	switch u {
	case Addressing:
		ui = 1
	case Initialled:
		ui = 2
	}
	return oi*18 + li*6 + ui*2 + fi
}

var load = sync.OnceValue(func() map[string]*localeData {
	all, err := decode(patternsJSON)
	if err != nil {
		// The file is part of the program and a test reads it; without it
		// names still come out, in their plain order.
		return map[string]*localeData{"und": plainData()}
	}
	return all
})

// plainData is the rule set that knows nothing: given name, space, surname.
func plainData() *localeData {
	d := &localeData{tag: "und", lang: "und", Native: " ", Foreign: " ", Initial: "{0}.", Sequence: "{0} {1}", GivenFirst: []string{"und"}}
	p := parsePattern("{given} {given2} {surname}")
	for i := range d.cells {
		d.cells[i] = []*pattern{p}
	}
	return d
}

func decode(text []byte) (map[string]*localeData, error) {
	var file struct {
		Patterns []string               `json:"patterns"`
		Locales  map[string]*localeData `json:"locales"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, fmt.Errorf("personname: patterns: %w", err)
	}
	parsed := make([]*pattern, len(file.Patterns))
	for i, p := range file.Patterns {
		parsed[i] = parsePattern(p)
	}
	for tag, l := range file.Locales {
		l.tag = tag
		l.lang, l.script = likely(tag)
		cells := strings.Fields(l.Cells)
		if len(cells) != cellCount {
			return nil, fmt.Errorf("personname: %s has %d cells", tag, len(cells))
		}
		for i, c := range cells {
			for _, id := range strings.Split(c, ",") {
				k, err := strconv.Atoi(id)
				if err != nil || k < 0 || k >= len(parsed) {
					return nil, fmt.Errorf("personname: %s: pattern %q", tag, id)
				}
				l.cells[i] = append(l.cells[i], parsed[k])
			}
		}
	}
	if file.Locales["und"] == nil {
		return nil, fmt.Errorf("personname: no root locale")
	}
	return file.Locales, nil
}

// likely gives the likely base language and script of a tag.
func likely(tag string) (lang, script string) {
	t := language.Make(tag)
	b, _ := t.Base()
	s, _ := t.Script()
	return b.String(), s.String()
}

// resolved keeps what a locale tag leads to; tags repeat a hundred thousand
// times in one list. The number of tags is bounded so that odd input cannot
// fill the memory.
type resolved struct {
	data         *localeData
	lang, script string
	chain        []string
	// orderChain is chain with the bare language before the root: Chinese in
	// another script is still surname first, though its data stand alone.
	orderChain []string
}

var (
	resolvedMu sync.RWMutex
	resolvedBy = map[string]*resolved{}
)

const maxResolved = 2000

func resolve(tag string) *resolved {
	resolvedMu.RLock()
	r, ok := resolvedBy[tag]
	resolvedMu.RUnlock()
	if ok {
		return r
	}
	r = resolveSlow(tag)
	resolvedMu.Lock()
	if len(resolvedBy) < maxResolved {
		resolvedBy[tag] = r
	}
	resolvedMu.Unlock()
	return r
}

func resolveSlow(tag string) *resolved {
	t := language.Make(tag)
	r := &resolved{}
	b, _ := t.Base()
	s, _ := t.Script()
	r.lang, r.script = b.String(), s.String()
	all := load()
	r.chain = chain(t)
	r.orderChain = r.chain
	if raw, _, _ := t.Raw(); raw.String() != "und" && !slices.Contains(r.chain, raw.String()) {
		r.orderChain = slices.Insert(slices.Clone(r.chain), len(r.chain)-1, raw.String())
	}
	for _, c := range r.chain {
		if d, ok := all[c]; ok && r.data == nil {
			r.data = d
		}
	}
	return r
}

// chain lists a locale and its parents, ending in the root. Norwegian Bokmål
// and Nynorsk lean on each other's older common code.
func chain(t language.Tag) []string {
	b, s, r := t.Raw()
	var subtags []any
	subtags = append(subtags, b)
	if s.String() != "Zzzz" {
		subtags = append(subtags, s)
	}
	if r.String() != "ZZ" {
		subtags = append(subtags, r)
	}
	clean, err := language.Compose(subtags...)
	if err != nil {
		clean = t
	}
	var out []string
	for ; clean != language.Und; clean = clean.Parent() {
		tag := clean.String()
		out = append(out, tag)
		if tag == "nb" {
			out = append(out, "no")
		}
	}
	return append(out, "und")
}
