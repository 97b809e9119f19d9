package culture

import (
	"maps"
	"slices"
	"strings"
)

// Own is what the owner of a book has written, and what they have put out of
// sight. Owners' records carry the ID of the book.
type Own struct {
	Statements []Statement
	Phrases    []Phrase
	Scripts    []Script
	Hidden     map[string]bool // IDs of statements, phrases and scripts
}

// With returns the library with what an owner has written beside ours, without
// what they have hidden. The files are shared and still read once.
func (l *Library) With(own Own) *Library {
	c := *l
	own.Hidden = maps.Clone(own.Hidden)
	c.own = &own
	return &c
}

// Hidden reports whether the owner of the book has put a record out of sight.
func (l *Library) Hidden(id string) bool { return l.own != nil && l.own.Hidden[id] }

// owned gives a guide as the owner of the book sees it. An own statement makes
// a guide where there was none.
func (l *Library) owned(code string, g Guide, ok bool) (Guide, bool) {
	if l.own == nil {
		return g, ok
	}
	g.Statements = slices.DeleteFunc(slices.Clone(g.Statements), func(s Statement) bool { return l.own.Hidden[s.ID] })
	for _, s := range l.own.Statements {
		if s.Market == country(code) {
			g.Market, ok = s.Market, true
			g.Statements = append(g.Statements, s)
		}
	}
	return g, ok
}

func (l *Library) ownedPhrases(lang string, b Phrasebook, ok bool) (Phrasebook, bool) {
	if l.own == nil {
		return b, ok
	}
	b.Phrases = slices.DeleteFunc(slices.Clone(b.Phrases), func(p Phrase) bool { return l.own.Hidden[p.ID] })
	for _, p := range l.own.Phrases {
		if Serves(p.Language, lang) {
			b.Language, ok = p.Language, true
			b.Phrases = append(b.Phrases, p)
		}
	}
	return b, ok
}

// ownedScripts puts the owner's scripts first, so that they are found before
// ours.
func (l *Library) ownedScripts(lang string, b Scriptbook, ok bool) (Scriptbook, bool) {
	if l.own == nil {
		return b, ok
	}
	var list []Script
	for _, s := range l.own.Scripts {
		if Serves(s.Language, lang) {
			b.Language, ok = s.Language, true
			list = append(list, s)
		}
	}
	for _, s := range b.Scripts {
		if !l.own.Hidden[s.ID] {
			list = append(list, s)
		}
	}
	b.Scripts = list
	return b, ok
}

// Serves reports whether what is written in one language serves a reader of
// another: the same, or the same without region.
func Serves(have, want string) bool {
	return slices.Contains(tagAndParents(want), strings.ToLower(have)) || slices.Contains(tagAndParents(have), strings.ToLower(want))
}
