// Package written says how a piece of the library that was found is named, and
// where it is to be read: a statement in its guide, a phrase or a script in
// its language, a guide to a holiday in the calendar.
//
// It promises a title, a line under it and a route for everything that a
// search of package counsel finds.
package written

import (
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Piece is something that was found, in words.
type Piece struct {
	Title  string
	Lang   string // BCP 47 language of the title, "" for that of the interface
	Detail string
	Route  screen.Route
}

// Of puts what was found into words.
func Of(p *locales.Printer, a *almanac.Almanac, f counsel.Found) Piece {
	tag := p.Tag()
	switch {
	case f.Statement != nil:
		s := f.Statement
		return Piece{
			Title: s.Claim.In(tag), Detail: Dots(market(p, s.Market), p.T(counsel.TopicName(s.Topic), nil)),
			Route: screen.Route{Screen: screen.Culture, ID: first(s.Within, s.Market), Tab: string(s.Topic)}.With("statement", s.ID),
		}
	case f.Phrase != nil:
		x := f.Phrase
		return Piece{
			Title: x.Native, Lang: x.Language, Detail: Dots(p.Language(x.Language), x.Roman, x.Meaning.In(tag)),
			Route: screen.Route{Screen: screen.Culture, ID: marketOf(x.Language), Tab: "phrases"}.With("lang", x.Language),
		}
	case f.Script != nil:
		x := f.Script
		return Piece{
			Title:  Dots(p.T(counsel.StageName(x.Stage), nil), p.T(counsel.ChannelName(x.Channel), nil), p.T(counsel.FormalityName(x.Formality), nil)),
			Detail: p.Language(x.Language),
			Route: screen.Route{Screen: screen.Culture, ID: marketOf(x.Language), Tab: "scripts"}.With("lang", x.Language).
				With("stage", x.Stage).With("channel", x.Channel).With("formality", x.Formality),
		}
	}
	g := f.Guide
	piece := Piece{Title: g.ID, Detail: g.What.In(tag), Route: screen.Route{Screen: screen.Calendar, ID: g.ID}}
	if r, ok := a.Rule(g.ID); ok {
		piece.Title = r.Name(tag)
	}
	return piece
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// Dots joins what is there with dots.
func Dots(parts ...string) string {
	var list []string
	for _, s := range parts {
		if s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, " · ")
}

func market(p *locales.Printer, code string) string {
	c, err := culture.Default()
	if err != nil {
		return code
	}
	if m, ok := c.Market(code); ok {
		return m.Name(p.Tag())
	}
	return code
}

// marketOf is the first market in which a language is at home, to show what is
// written in it; "" when there is none.
func marketOf(lang string) string {
	c, err := culture.Default()
	if err != nil {
		return ""
	}
	base, rest, _ := strings.Cut(lang, "-")
	best := ""
	for _, m := range c.Markets() {
		if strings.EqualFold(m.Code, rest) {
			return m.Code
		}
		for _, tag := range m.Languages {
			if strings.EqualFold(tag, lang) || strings.HasPrefix(strings.ToLower(tag), strings.ToLower(lang)+"-") {
				return m.Code
			}
			if b, _, _ := strings.Cut(tag, "-"); b == base && best == "" {
				best = m.Code
			}
		}
	}
	return best
}
