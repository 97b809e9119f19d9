package locales

import (
	"errors"
	"fmt"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// message is a message with its plural forms, cut into pieces once so that
// filling it in costs no parsing. Its grammar is a small part of the template
// language: {{.Name}} and nothing else, which translators can be trusted with.
type message struct {
	id          ID
	description string
	forms       map[string]*text
}

// text is one plural form.
type text struct {
	source string
	pieces []piece
}

// piece is literal text followed by a variable; the last one may have none.
type piece struct {
	literal  string
	variable string
}

func compileMessage(m *i18n.Message) (*message, error) {
	c := &message{id: ID(m.ID), description: m.Description, forms: map[string]*text{}}
	for form, source := range map[string]string{
		"zero": m.Zero, "one": m.One, "two": m.Two, "few": m.Few, "many": m.Many, "other": m.Other,
	} {
		if source == "" {
			continue
		}
		t, err := parseText(source)
		if err != nil {
			return nil, err
		}
		c.forms[form] = t
	}
	if c.forms["other"] == nil {
		return nil, errors.New(`the form "other" is missing`)
	}
	return c, nil
}

func parseText(source string) (*text, error) {
	t := &text{source: source}
	rest := source
	for {
		literal, after, found := strings.Cut(rest, "{{")
		if !found {
			t.pieces = append(t.pieces, piece{literal: rest})
			return t, nil
		}
		name, tail, closed := strings.Cut(after, "}}")
		name, dotted := strings.CutPrefix(strings.TrimSpace(name), ".")
		if !closed || !dotted || name == "" || strings.ContainsAny(name, " .|(){}") {
			return nil, fmt.Errorf("%q: only variables of the form {{.Name}} are known", source)
		}
		t.pieces = append(t.pieces, piece{literal, name})
		rest = tail
	}
}

// form returns a plural form, or "other" where the message does not count.
func (m *message) form(name string) *text {
	if t := m.forms[name]; t != nil {
		return t
	}
	return m.forms["other"]
}

// variables returns the names of the variables of a form.
func (t *text) variables() []string {
	var out []string
	for _, p := range t.pieces {
		if p.variable != "" {
			out = append(out, p.variable)
		}
	}
	return out
}

// fill writes the form with its variables; a variable that was not given is
// shown as {Name} and reported as an error.
func (t *text) fill(p *Printer, v V, pseudo bool) (string, error) {
	if len(t.pieces) == 1 && !pseudo {
		return t.source, nil
	}
	var b strings.Builder
	b.Grow(len(t.source) + 24)
	var err error
	for _, piece := range t.pieces {
		if pseudo {
			b.WriteString(accented(piece.literal))
		} else {
			b.WriteString(piece.literal)
		}
		if piece.variable == "" {
			continue
		}
		if x, ok := v[piece.variable]; ok {
			b.WriteString(p.value(x))
		} else {
			b.WriteString("{" + piece.variable + "}")
			err = fmt.Errorf("variable %s was not given", piece.variable)
		}
	}
	if pseudo {
		return pseudoFrame(b.String(), t), err
	}
	return b.String(), err
}

var formNames = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two",
	plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

// cardinal returns the plural form of a count ("3 days").
func cardinal(lang language.Tag, n int) string {
	return formNames[plural.Cardinal.MatchPlural(lang, max(n, -n), 0, 0, 0, 0)]
}

// ordinal returns the plural form of a place in a row ("3rd").
func ordinal(lang language.Tag, n int) string {
	return formNames[plural.Ordinal.MatchPlural(lang, max(n, -n), 0, 0, 0, 0)]
}
