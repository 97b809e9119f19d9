package counsel

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/culture"
	"dragoman/data/record"
)

// Found is a piece of what is written that answers a search. Exactly one of
// the pointers is set.
type Found struct {
	Statement *culture.Statement
	Phrase    *culture.Phrase
	Script    *culture.Script
	Guide     *almanac.Guide // to a holiday

	fit int
}

// ID names what was found.
func (f Found) ID() string {
	switch {
	case f.Statement != nil:
		return f.Statement.ID
	case f.Phrase != nil:
		return f.Phrase.ID
	case f.Script != nil:
		return f.Script.ID
	}
	return f.Guide.ID
}

// entry is one piece with the folded words by which it is found.
type entry struct {
	Found
	about []string // the things it is about by name: what is not given or eaten
	lead  string   // what is read first: claims, names, native words
	words string   // about, lead and everything else
}

// Index finds what is written by words in either language of ours, in the
// language of a phrase or script, and by the names of markets and practices.
// It is made when somebody first searches, and does not change.
type Index struct {
	library *culture.Library
	almanac *almanac.Almanac
	once    sync.Once
	entries []entry
}

// NewIndex makes an index of a library and of the guides to the holidays.
// Nothing is read yet.
func NewIndex(l *culture.Library, a *almanac.Almanac) *Index {
	return &Index{library: l, almanac: a}
}

// Make makes the index now, so that the first search does not wait for it.
func (x *Index) Make() { x.once.Do(x.build) }

// Search finds what holds every word of the query, what is about it before what
// says it in passing. At most limit pieces of each kind are given.
func (x *Index) Search(ctx context.Context, query string, limit int) []Found {
	words := strings.Fields(book.Fold(query))
	if len(words) == 0 || len(words) == 1 && len(words[0]) < 2 {
		return nil
	}
	x.Make()
	var list []Found
	for i, e := range x.entries {
		if i%256 == 0 && ctx.Err() != nil {
			return nil
		}
		if e.fit = e.fits(words); e.fit > 0 {
			list = append(list, e.Found)
		}
	}
	slices.SortStableFunc(list, func(a, b Found) int { return b.fit - a.fit })
	count := map[int]int{}
	return slices.DeleteFunc(list, func(f Found) bool {
		k := f.kind()
		count[k]++
		return count[k] > limit
	})
}

func (f Found) kind() int {
	switch {
	case f.Statement != nil:
		return 0
	case f.Phrase != nil:
		return 1
	case f.Script != nil:
		return 2
	}
	return 3
}

// What an entry gains for each word, by how the word stands in it.
var (
	leadWeight = [...]int{absent: 0, inside: 1, begun: 4, alone: 4}
	restWeight = [...]int{absent: 0, inside: 0, begun: 2, alone: 2}
	nameWeight = [...]int{absent: 0, inside: 0, begun: 5, alone: 6}
)

// fits says how well an entry answers, 0 not at all. A word counts most when it
// names what the entry is about (the clock that is not given), then in what is
// read first, then in the rest; and what only stands inside of another word, or
// in a unit (the minute, 分钟, has no clock), counts least.
func (e entry) fits(words []string) int {
	fit := 1
	for _, w := range words {
		in := standing(e.words, w)
		if in == absent {
			return 0
		}
		best := max(restWeight[in], leadWeight[standing(e.lead, w)])
		for _, name := range e.about {
			best = max(best, nameWeight[standing(name, w)])
		}
		fit += best
	}
	return fit
}

// place is how a word stands in a text.
type place int

const (
	absent place = iota
	inside       // of another word or of a unit
	begun        // it begins a word; in scripts that do not part words, anywhere
	alone        // it is the whole text
)

// units are words in which a smaller one does not mean what it says.
var units = []string{"分钟", "秒钟", "点钟", "刻钟", "钟头", "小时", "公斤", "公里", "公分", "平米", "百分", "o'clock"}

// standing finds the best place of a folded word in a folded text.
func standing(text, word string) place {
	if text == word {
		return alone
	}
	best := absent
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return best
		}
		start := at + i
		at = start + len(word)
		if begins(text, start, word) && !inUnit(text, start, at) {
			return begun
		}
		best = inside
	}
}

// begins reports whether a word that stands in a text begins there.
func begins(text string, start int, word string) bool {
	first, _ := utf8.DecodeRuneInString(word)
	before, _ := utf8.DecodeLastRuneInString(text[:start])
	return start == 0 || book.Dense(first) || !unicode.IsLetter(before) && !unicode.IsDigit(before)
}

// inUnit reports whether a stretch of a text is a part of a unit.
func inUnit(text string, start, end int) bool {
	for _, u := range units {
		if len(u) <= end-start {
			continue
		}
		for i := max(0, end-len(u)); i <= start; i++ {
			if strings.HasPrefix(text[i:], u) {
				return true
			}
		}
	}
	return false
}

func (x *Index) build() {
	for _, g := range x.library.Guides() {
		names := marketNames(g.Market)
		for i := range g.Statements {
			x.addStatement(&g.Statements[i], names)
		}
	}
	for _, lang := range x.library.PhraseLanguages() {
		b, _ := x.library.Phrases(lang)
		for i := range b.Phrases {
			p := &b.Phrases[i]
			x.add(Found{Phrase: p}, nil, both(p.Meaning)+"\n"+p.Native+"\n"+p.Roman, string(p.Use)+"\n"+both(p.When)+"\n"+both(p.Whom)+"\n"+both(p.Never))
		}
	}
	for _, lang := range x.library.ScriptLanguages() {
		b, _ := x.library.Scripts(lang)
		for i := range b.Scripts {
			s := &b.Scripts[i]
			x.add(Found{Script: s}, nil, s.Subject, strings.ReplaceAll(s.Stage, "_", " ")+"\n"+s.Text)
		}
	}
	for _, g := range x.almanac.Guides() {
		lead := ""
		if r, ok := x.almanac.Rule(g.ID); ok {
			lead = r.Name("en") + "\n" + r.Name("zh-Hans") + "\n" + r.LocalName()
		}
		rest := ""
		for _, t := range []record.Text{g.What, g.Business, g.Do.Text, g.Dont.Text, g.Gifts.Text, g.Spread} {
			rest += both(t) + "\n"
		}
		x.add(Found{Guide: &g}, nil, lead, rest)
	}
}

func marketNames(code string) string {
	markets, err := culture.Default()
	if err != nil {
		return code // the tests hold that they can be read
	}
	m, ok := markets.Market(code)
	if !ok {
		return code
	}
	return m.Name("en") + "\n" + m.Name("zh-Hans")
}

func (x *Index) addStatement(s *culture.Statement, market string) {
	rest := market + "\n" + string(s.Topic) + " " + strings.ReplaceAll(s.Practice, "_", " ")
	for _, t := range []record.Text{s.Scope, s.Why, s.Do, s.Ask, s.Spread, s.Avoid, s.Example} {
		rest += "\n" + both(t)
	}
	var about []string
	for _, lang := range slices.Sorted(maps.Keys(s.Gift)) {
		for _, word := range s.Gift[lang] {
			about = append(about, book.Fold(word))
		}
	}
	x.add(Found{Statement: s}, about, both(s.Claim), rest)
}

func (x *Index) add(f Found, about []string, lead, rest string) {
	lead = book.Fold(lead)
	words := lead + "\n" + book.Fold(rest) + "\n" + strings.Join(about, "\n")
	x.entries = append(x.entries, entry{Found: f, about: about, lead: lead, words: words})
}

func both(t record.Text) string { return t["en"] + "\n" + t["zh-Hans"] }
