package personname

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"
)

// field is one part of a name that a pattern asks for.
type field uint8

const (
	literal field = iota
	title
	given
	given2
	surname
	surname2
	generation
	credentials
)

var fieldNames = map[string]field{
	"title": title, "given": given, "given2": given2, "surname": surname,
	"surname2": surname2, "generation": generation, "credentials": credentials,
}

// modifier is a set of changes to a field.
type modifier uint16

const (
	informal modifier = 1 << iota
	prefix
	core
	allCaps
	initialCap
	initial
	monogram
	retain
)

// The grammatical modifiers (vocative, genitive) fall back to the plain
// field: no name of ours carries cases.
var modifierNames = map[string]modifier{
	"informal": informal, "prefix": prefix, "core": core, "allCaps": allCaps,
	"initialCap": initialCap, "initial": initial, "monogram": monogram, "retain": retain,
}

// element is a literal text or a field with modifiers.
type element struct {
	field field
	mods  modifier
	text  string
}

// pattern is one parsed name pattern.
type pattern struct {
	elements   []element
	hasSurname bool
	// wholeGiven tells whether the given name stands in it written out.
	wholeGiven bool
}

// parsePattern reads "{given} {surname-initial}". What is not understood is
// kept as literal text.
func parsePattern(s string) *pattern {
	p := &pattern{}
	for s != "" {
		open := strings.IndexByte(s, '{')
		if open != 0 {
			if open < 0 {
				open = len(s)
			}
			p.elements = append(p.elements, element{text: s[:open]})
			s = s[open:]
			continue
		}
		end := strings.IndexByte(s, '}')
		if end < 0 {
			p.elements = append(p.elements, element{text: s})
			break
		}
		parts := strings.Split(s[1:end], "-")
		e := element{field: fieldNames[parts[0]], text: s[:end+1]}
		for _, m := range parts[1:] {
			e.mods |= modifierNames[m]
		}
		p.hasSurname = p.hasSurname || e.field == surname
		p.wholeGiven = p.wholeGiven || e.field == given && e.mods&initial == 0
		p.elements = append(p.elements, e)
		s = s[end+1:]
	}
	return p
}

// writer puts one name into patterns of one locale.
type writer struct {
	data *localeData
	name Name
	caps bool
}

// value is the text of one field, "" when the name has none.
func (w *writer) value(e element) string {
	n := &w.name
	var v string
	switch e.field {
	case title:
		v = n.Title
	case given:
		v = n.Given
		if v == "" || e.mods&informal != 0 && n.GivenInformal != "" {
			v = n.GivenInformal
		}
	case given2:
		v = n.Given2
	case surname:
		v = w.surnameValue(e.mods)
		if w.caps {
			v = upper(v, w.data.lang)
		}
	case surname2:
		v = n.Surname2
		if w.caps {
			v = upper(v, w.data.lang)
		}
	case generation:
		v = n.Generation
	case credentials:
		v = n.Credentials
	}
	if v == "" || e.mods&^(informal|prefix|core) == 0 {
		return v
	}
	return w.modify(v, e.mods)
}

// surnameValue follows the table "Handle core and prefix" of UTS 35.
func (w *writer) surnameValue(m modifier) string {
	n := &w.name
	switch {
	case m&prefix != 0 && n.Surname == "":
		return ""
	case m&prefix != 0:
		return n.SurnamePrefix
	case m&core != 0 && n.Surname != "":
		return n.Surname
	}
	return n.surname()
}

func (w *writer) modify(v string, m modifier) string {
	switch {
	case m&initial != 0:
		v = w.initials(v, m&retain != 0)
	case m&monogram != 0:
		v = firstCluster(v)
	}
	switch {
	case m&allCaps != 0:
		v = upper(v, w.data.lang)
	case m&initialCap != 0:
		c := firstCluster(v)
		v = upper(c, w.data.lang) + v[len(c):]
	}
	return v
}

// initials turns "Mary Beth" into "M. B.", in the manner of the locale. With
// retained punctuation "Anne-Marie" becomes "A.-M.".
func (w *writer) initials(v string, keep bool) string {
	if keep {
		return w.retained(v)
	}
	all := words(v)
	for i, word := range all {
		all[i] = strings.Replace(w.data.Initial, "{0}", firstCluster(word), 1)
	}
	return strings.Join(all, w.between())
}

// between is the text between two initials; every locale writes its sequence
// as "{0}…{1}".
func (w *writer) between() string {
	return strings.TrimSuffix(strings.TrimPrefix(w.data.Sequence, "{0}"), "{1}")
}

func (w *writer) retained(v string) string {
	parts := strings.Fields(v)
	for k, part := range parts {
		var b strings.Builder
		start := true
		for i := 0; i < len(part); {
			r, size := utf8.DecodeRuneInString(part[i:])
			switch {
			case isBreak(r):
				b.WriteRune(r)
				start = true
				i += size
			case start:
				c := firstCluster(part[i:])
				b.WriteString(strings.Replace(w.data.Initial, "{0}", c, 1))
				start = false
				i += len(c)
			default:
				i += size
			}
		}
		parts[k] = b.String()
	}
	return strings.Join(parts, w.between())
}

// write fills one pattern. Literals around empty fields are dropped or
// joined as the reference implementation does.
func (w *writer) write(p *pattern) string {
	use := w
	if w.name.Surname == "" && w.name.SurnamePrefix == "" && p.hasSurname && !p.wholeGiven {
		moved := *w
		moved.name.Surname = w.name.Given
		if moved.name.GivenInformal != "" && (w.name.Given == "") {
			moved.name.Surname = w.name.GivenInformal
		}
		moved.name.Given, moved.name.GivenInformal = "", ""
		use = &moved
	}
	var out strings.Builder
	var before, after string
	started, gap, skip := false, false, false
	for _, e := range p.elements {
		if e.field == literal {
			switch {
			case skip:
			case gap:
				after += e.text
			default:
				before += e.text
			}
			continue
		}
		v := use.value(e)
		switch {
		case v == "" && !started:
			skip, before = true, ""
		case v == "":
			gap, after = true, ""
		case gap:
			out.WriteString(coalesce(before, after))
			out.WriteString(v)
			gap, before, after = false, "", ""
		default:
			if started || !skip {
				out.WriteString(before)
			}
			out.WriteString(v)
			started, skip, before = true, false, ""
		}
	}
	if !gap {
		out.WriteString(before)
	}
	return out.String()
}

// coalesce joins the literals on both sides of an empty field: one of them
// when they are equal at the end, else the marks that touch the neighbours
// with one space between them.
func coalesce(a, b string) string {
	if strings.HasSuffix(a, b) {
		return a
	}
	head := strings.IndexFunc(a, unicode.IsSpace)
	tail := strings.LastIndexFunc(b, unicode.IsSpace)
	switch {
	case head >= 0:
		_, n := utf8.DecodeRuneInString(a[head:])
		a = a[:head+n]
		if tail >= 0 {
			_, n := utf8.DecodeRuneInString(b[tail:])
			b = b[tail+n:]
		}
	case tail >= 0:
		b = b[tail:]
	}
	return a + b
}

// upper writes capitals by the rules of a language. Most languages share
// them; Turkish, Azerbaijani, Lithuanian and Greek have their own.
func upper(s, lang string) string {
	switch lang {
	case "tr", "az", "lt", "el", "nl":
		return cases.Upper(language.Make(lang)).String(s)
	}
	return strings.ToUpper(s)
}
