package segments

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/words"
)

// shape is how the value of a field is asked for.
type shape int

const (
	choices  shape = iota // some of those that there are
	writing               // any text
	ago                   // how long ago
	yes                   // it is so
	birthday              // when the next one is
	number                // more or fewer than so many
)

// field is what a condition can look at.
type field struct {
	test  book.TestField
	shape shape
}

// fields are in the order in which they are offered.
var fields = []field{
	{book.TestCountry, choices},
	{book.TestCulture, choices},
	{book.TestLanguage, choices},
	{book.TestObservance, choices},
	{book.TestTag, choices},
	{book.TestKind, choices},
	{book.TestOwner, writing},
	{book.TestLast, ago},
	{book.TestCold, yes},
	{book.TestBirthday, birthday},
	{book.TestChannel, choices},
	{book.TestConsent, choices},
	{book.TestCity, writing},
	{book.TestFirm, writing},
	{book.TestRole, writing},
	{book.TestAdded, ago},
	{book.TestChanged, ago},
	{book.TestSource, writing},
	{book.TestOrders, number},
	{book.TestSpent, number},
	{book.TestBought, ago},
	{book.TestCase, choices},
	{book.TestTier, choices},
	{book.TestText, writing},
}

func shapeOf(f book.TestField) shape {
	for _, x := range fields {
		if x.test == f {
			return x.shape
		}
	}
	return writing
}

// fieldWord is what a field is called.
func fieldWord(p *locales.Printer, f book.TestField) string {
	return p.T(locales.ID("segments.field_"+string(f)), nil)
}

// fieldOptions are the fields to choose from.
func (p *presenter) fieldOptions() []kit.Option {
	out := make([]kit.Option, len(fields))
	for i, f := range fields {
		out[i] = kit.Option{Value: string(f.test), Label: fieldWord(p.env.Printer, f.test)}
	}
	return out
}

// The ways to compare. They are stored nowhere: a condition says which it is.
const (
	isOne  = "is"
	isNot  = "not"
	isNone = "none"
	older  = "older"
	newer  = "newer"
	never  = "never"
	within = "within"
	today  = "today"
	more   = "more"
	fewer  = "fewer"
)

// ways are the comparisons of a field.
func (p *presenter) ways(f book.TestField) []kit.Option {
	word := func(code string, id locales.ID) kit.Option { return kit.Option{Value: code, Label: p.env.T(id, nil)} }
	switch shapeOf(f) {
	case ago:
		out := []kit.Option{word(older, "segments.way_older"), word(newer, "segments.way_newer")}
		if f == book.TestLast || f == book.TestBought {
			out = append(out, word(never, "segments.way_never"))
		}
		return out
	case number:
		return []kit.Option{word(more, "segments.way_more"), word(fewer, "segments.way_fewer"), word(isNone, "segments.way_zero")}
	case yes:
		return []kit.Option{word(isOne, "segments.way_yes"), word(isNot, "segments.way_no")}
	case birthday:
		return []kit.Option{word(within, "segments.way_within"), word(today, "segments.way_today"), word(never, "segments.way_unknown")}
	}
	out := []kit.Option{word(isOne, "segments.way_is"), word(isNot, "segments.way_not")}
	if f != book.TestKind && f != book.TestText {
		out = append(out, word(isNone, "segments.way_none"))
	}
	return out
}

// wayOf is the comparison that a condition makes.
func wayOf(t book.Term) string {
	switch s := shapeOf(t.Field); {
	case s == number && t.Sign == '<':
		return fewer
	case s == number && t.Value == "none":
		return isNone
	case s == number:
		return more
	case s == ago && t.Sign == '<':
		return newer
	case s == ago && t.Sign == ':':
		return never
	case s == ago:
		return older
	case s == birthday && (t.Value == "today" || t.Value == "今天"):
		return today
	case s == birthday && t.Value == "none":
		return never
	case s == birthday:
		return within
	case t.Value == "none" && !t.Not && s != yes:
		return isNone
	case t.Not:
		return isNot
	}
	return isOne
}

// usual is how many days a condition begins with.
const usual = "60"

// withField is a condition on another field.
func withField(f book.TestField) book.Term {
	t := book.Term{Field: f, Sign: ':'}
	switch shapeOf(f) {
	case ago:
		t.Sign, t.Value = '>', usual+"d"
	case number:
		t.Sign, t.Value = '>', "1"
	case yes:
		t.Value = "yes"
	case birthday:
		t.Value = "next30"
	}
	return t
}

// withWay is a condition that compares in another way.
func withWay(t book.Term, way string) book.Term {
	t.Not = way == isNot
	if wayOf(t) == isNone && way != isNone {
		t.Value = ""
	}
	switch way {
	case older, newer:
		if daysOf(t) == "" {
			t.Value = usual + "d"
		}
		t.Sign = map[string]byte{older: '>', newer: '<'}[way]
	case more, fewer:
		if daysOf(t) == "" {
			t.Value = "1"
		}
		t.Sign = map[string]byte{more: '>', fewer: '<'}[way]
	case never, isNone:
		t.Sign, t.Value = ':', "none"
	case today:
		t.Value = "today"
	case within:
		t.Value = "next30"
	}
	return t
}

// daysOf is the number of days in a condition, "" where it has none.
func daysOf(t book.Term) string {
	s := strings.TrimSuffix(strings.TrimPrefix(t.Value, "next"), "d")
	if _, err := strconv.Atoi(s); err != nil {
		return ""
	}
	return s
}

// unit is what follows the number of days.
func (p *presenter) unit(t book.Term) string {
	n, err := strconv.Atoi(daysOf(t))
	if err != nil {
		n = 2 // what stands behind many
	}
	switch t.Field {
	case book.TestOrders:
		return p.env.N("segments.orders", n, nil)
	case book.TestSpent:
		return p.env.Settings.BaseCurrency
	}
	if wayOf(t) == older {
		return p.env.N("segments.days_ago", n, nil)
	}
	return p.env.N("segments.days", n, nil)
}

// withDays is a condition with another number of days; ok is false when it is
// none.
func withDays(t book.Term, s string) (book.Term, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if shapeOf(t.Field) == number && err == nil && n >= 0 {
		t.Value = strconv.Itoa(n)
		return t, true
	}
	if err != nil || n < 1 || n > 36500 || t.Field == book.TestBirthday && n > 366 {
		return t, false
	}
	t.Value = strconv.Itoa(n) + "d"
	if t.Field == book.TestBirthday {
		t.Value = "next" + strconv.Itoa(n)
	}
	return t, true
}

// values are the values of a condition.
func values(t book.Term) []string {
	if t.Value == "" || t.Value == "none" {
		return nil
	}
	return strings.FieldsFunc(t.Value, func(r rune) bool { return strings.ContainsRune(",，、", r) })
}

// withValues is a condition with other values.
func withValues(t book.Term, vs []string) book.Term {
	t.Value = strings.Join(vs, ",")
	return t
}

// valueOptions are the values to choose from: those of the book's customers
// first, where the book knows.
func (p *presenter) valueOptions(f book.TestField) []kit.Option {
	pr := p.env.Printer
	facets := func(fs []book.Facet, name func(string) string) (out []kit.Option) {
		fs = slices.Clone(fs)
		slices.SortStableFunc(fs, func(a, b book.Facet) int { // the most first, and of as many by name
			return cmp.Or(cmp.Compare(b.Count, a.Count), pr.Compare(name(a.Value), name(b.Value)))
		})
		for _, x := range fs {
			out = append(out, kit.Option{Value: x.Value, Label: name(x.Value), Detail: pr.Int(int64(x.Count)), Search: x.Value})
		}
		return out
	}
	codes := func(codes []string, name func(string) string) (out []kit.Option) {
		for _, c := range codes {
			out = append(out, kit.Option{Value: c, Label: name(c), Search: c})
		}
		slices.SortFunc(out, func(a, b kit.Option) int { return pr.Compare(a.Label, b.Label) })
		return out
	}
	switch f {
	case book.TestCountry:
		return facets(p.facets.Countries, pr.Country)
	case book.TestCulture:
		return facets(p.facets.Cultures, p.word(f))
	case book.TestTag:
		return facets(p.facets.Tags, func(s string) string { return s })
	case book.TestLanguage:
		return codes(pr.LanguageTags(), pr.Language)
	case book.TestObservance:
		return codes(p.env.Almanac.Traditions(), p.word(f))
	case book.TestKind:
		return codes([]string{string(book.Person), string(book.Organisation)}, p.word(f))
	case book.TestConsent:
		return codes([]string{string(book.Granted), string(book.Declined)}, p.word(f))
	case book.TestCase:
		return codes([]string{book.AnyOpenCase, string(book.Request), string(book.Complaint)}, p.word(f))
	case book.TestTier:
		var out []kit.Option
		for _, t := range p.tiers {
			out = append(out, kit.Option{Value: t.Name, Label: t.Name, Search: t.Name})
		}
		return out
	case book.TestChannel:
		var kinds []string
		for _, k := range book.ChannelKinds() {
			kinds = append(kinds, string(k))
		}
		return codes(kinds, p.word(f))
	}
	return nil
}

// word says a value of a field in the language of the interface.
func (p *presenter) word(f book.TestField) func(string) string {
	pr := p.env.Printer
	return func(v string) string {
		switch f {
		case book.TestCountry:
			return pr.Country(v)
		case book.TestCulture:
			return pr.Country(v)
		case book.TestObservance:
			return pr.T(words.Tradition(v), nil)
		case book.TestLanguage:
			return pr.Language(v)
		case book.TestKind, book.TestConsent:
			return pr.T(locales.ID("field.word_"+v), nil)
		case book.TestCase:
			return pr.T(locales.ID("segments.case_"+v), nil)
		case book.TestChannel:
			return pr.T(locales.ID("customers.channel_"+v), nil)
		}
		return v
	}
}

// terms takes a query apart into conditions that the form has. It has no way to
// say that a number or a time is not so, and would lose it.
func terms(query string) (groups [][]book.Term, ok bool) {
	groups, ok = book.Terms(query)
	for _, g := range groups {
		for _, t := range g {
			switch shapeOf(t.Field) {
			case number, ago, birthday:
				ok = ok && !t.Not
			}
		}
	}
	return groups, ok
}

// said is a query in words; one that cannot be taken apart is shown as it is.
func (p *presenter) said(query string) string {
	groups, ok := terms(query)
	if !ok {
		return query
	}
	var parts []string
	for _, g := range groups {
		var terms []string
		for _, t := range g {
			terms = append(terms, p.saidTerm(t))
		}
		parts = append(parts, strings.Join(terms, " · "))
	}
	return strings.Join(parts, " "+p.env.T("segments.or", nil)+" ")
}

func (p *presenter) saidTerm(t book.Term) string {
	way := wayOf(t)
	out := fieldWord(p.env.Printer, t.Field)
	for _, o := range p.ways(t.Field) {
		if o.Value == way && (way != isOne || shapeOf(t.Field) == yes) {
			out += " " + o.Label
		}
	}
	switch {
	case way == older || way == newer || way == within || way == more || way == fewer:
		if n, err := strconv.Atoi(daysOf(t)); err == nil {
			out += " " + p.env.Printer.Int(int64(n))
			if t.Field == book.TestOrders {
				return out // which the field has said
			}
			return out + " " + p.unit(t)
		}
		return out + " " + t.Value
	case way == never || way == today || way == isNone || shapeOf(t.Field) == yes:
		return out
	case shapeOf(t.Field) == choices:
		var names []string
		for _, v := range values(t) {
			names = append(names, p.word(t.Field)(v))
		}
		return out + " " + p.env.Printer.ListOr(names)
	}
	return out + " " + t.Value
}
