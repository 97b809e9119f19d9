package counsel

import (
	"context"
	"slices"
	"strings"
	"sync"

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
	lead  string // what is read first: claims, names, native words
	words string // lead and everything else
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

// Search finds what holds every word of the query, what is said first before
// what is said in passing. At most limit pieces of each kind are given.
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
		if f := e.fits(words); f > 0 {
			e.Found.fit = f
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

// fits says how well an entry answers: 0 not at all, more for words that stand
// in what is read first.
func (e entry) fits(words []string) int {
	fit := 1
	for _, w := range words {
		if !strings.Contains(e.words, w) {
			return 0
		}
		if strings.Contains(e.lead, w) {
			fit += 2
		}
	}
	return fit
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
			x.add(Found{Phrase: p}, both(p.Meaning)+"\n"+p.Native+"\n"+p.Roman, string(p.Use)+"\n"+both(p.When)+"\n"+both(p.Whom)+"\n"+both(p.Never))
		}
	}
	for _, lang := range x.library.ScriptLanguages() {
		b, _ := x.library.Scripts(lang)
		for i := range b.Scripts {
			s := &b.Scripts[i]
			x.add(Found{Script: s}, s.Subject, strings.ReplaceAll(s.Stage, "_", " ")+"\n"+s.Text)
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
		x.add(Found{Guide: &g}, lead, rest)
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
	x.add(Found{Statement: s}, both(s.Claim), rest)
}

func (x *Index) add(f Found, lead, rest string) {
	lead = book.Fold(lead)
	x.entries = append(x.entries, entry{Found: f, lead: lead, words: lead + "\n" + book.Fold(rest)})
}

func both(t record.Text) string { return t["en"] + "\n" + t["zh-Hans"] }
