package explain

import (
	"slices"
	"strings"
	"sync"

	"dragoman/data/book"
	"dragoman/locales"
)

// Resolve finds the stored values that a word in a query means, in any
// language of the interface: country:Japan, 国家:日本 and country:jp are one. It
// is a book.Resolver.
func Resolve(field book.TestField, word string) []string {
	w := meanings()
	key := book.Fold(word)
	switch field {
	case book.TestCountry:
		return w.countries[key]
	case book.TestLanguage:
		return w.languages[key]
	case book.TestCulture:
		if found := w.countries[key]; found != nil {
			return found
		}
		return []string{strings.ToUpper(word)}
	case book.TestKind:
		return w.kinds[key]
	case book.TestChannel:
		return w.channels[key]
	case book.TestConsent:
		return w.consents[key]
	case book.TestCase:
		return w.cases[key]
	}
	return nil
}

// meaning maps folded words to stored values, field by field.
type meaning struct {
	countries, languages, kinds, channels, consents, cases map[string][]string
}

// consentWords are the codes that consent: knows beside the purposes.
var consentWords = []string{string(book.Granted), string(book.Declined), string(book.Withdrawn), "expired", "expiring", "stopped"}

// caseWords are the codes that case: knows.
var caseWords = []string{book.AnyOpenCase, string(book.Request), string(book.Complaint)}

var meanings = sync.OnceValue(func() meaning {
	m := meaning{map[string][]string{}, map[string][]string{}, map[string][]string{}, map[string][]string{}, map[string][]string{}, map[string][]string{}}
	put := func(to map[string][]string, word, value string) {
		if key := book.Fold(word); key != "" && !slices.Contains(to[key], value) {
			to[key] = append(to[key], value)
		}
	}
	for _, k := range book.ChannelKinds() {
		put(m.channels, string(k), string(k))
	}
	put(m.kinds, string(book.Person), string(book.Person))
	put(m.kinds, string(book.Organisation), string(book.Organisation))
	for _, s := range consentWords {
		put(m.consents, s, s)
	}
	for _, q := range book.Purposes()[1:] {
		put(m.consents, string(q), string(q))
	}
	for _, k := range caseWords {
		put(m.cases, k, k)
	}
	for _, l := range locales.Languages() {
		p, err := locales.New(l.Tag, locales.Options{})
		if err != nil {
			continue // the catalogues are built in and held by tests
		}
		for _, c := range p.Countries() {
			put(m.countries, c, c)
			put(m.countries, p.Country(c), c)
		}
		for _, tag := range p.LanguageTags() {
			put(m.languages, tag, tag)
			put(m.languages, p.Language(tag), tag)
		}
		for _, k := range book.ChannelKinds() {
			put(m.channels, p.T(locales.ID("customers.channel_"+string(k)), nil), string(k))
		}
		put(m.cases, p.T("segments.case_open", nil), book.AnyOpenCase)
		put(m.cases, p.T("segments.case_request", nil), string(book.Request))
		put(m.cases, p.T("segments.case_complaint", nil), string(book.Complaint))
		put(m.kinds, p.T("field.word_person", nil), string(book.Person))
		put(m.kinds, p.T("field.word_organisation", nil), string(book.Organisation))
		put(m.consents, p.T("field.word_granted", nil), string(book.Granted))
		put(m.consents, p.T("field.word_declined", nil), string(book.Declined))
		put(m.consents, p.T("field.word_declined", nil), string(book.Withdrawn))
		for _, q := range book.Purposes()[1:] {
			put(m.consents, p.T(locales.ID("privacy.purpose_"+string(q)), nil), string(q))
		}
	}
	return m
})

// QueryFault says what of a query was not understood.
func QueryFault(p *locales.Printer, f book.QueryFault) string {
	return p.T(map[string]locales.ID{
		"field": "query.no_field", "value": "query.no_value", "open": "query.open", "close": "query.close",
	}[f.Why], locales.V{"Piece": f.Piece})
}
