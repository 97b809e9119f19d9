package customers

import (
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
)

// word returns the message of a stored code, or the code where there is none:
// a file may have brought a code that this version does not know.
func word(p *locales.Printer, id locales.ID, code string) string {
	if code == "" || !p.Has(id) {
		return code
	}
	return p.T(id, nil)
}

// channelWord names a kind of channel.
func channelWord(p *locales.Printer, k book.ChannelKind) string {
	return word(p, locales.ID("customers.channel_"+string(k)), string(k))
}

// labelWords are what programs write beside a number or an address; whatever
// else stands there is the user's own word.
var labelWords = map[string]locales.ID{
	"work": "customers.label_work", "business": "customers.label_work", "home": "customers.label_home", "private": "customers.label_home",
	"mobile": "customers.label_mobile", "cell": "customers.label_mobile", "main": "customers.label_main", "other": "customers.label_other",
}

// labelWord is the label of a channel in the language of the interface.
func labelWord(p *locales.Printer, label string) string {
	if id, ok := labelWords[strings.ToLower(strings.TrimSpace(label))]; ok {
		return p.T(id, nil)
	}
	return label
}

// traditionWord names a tradition.
func traditionWord(p *locales.Printer, code string) string {
	return word(p, locales.ID("customers.tradition_"+code), code)
}

// cultureWord names a stated culture; its code is that of a market, which is a
// country or a part of one.
func cultureWord(p *locales.Printer, code string) string {
	return p.Country(code)
}

// levelWord names a level of a language.
func levelWord(p *locales.Printer, l book.Level) string {
	return word(p, locales.ID("customers.level_"+string(l)), string(l))
}

// dateWord names an important date by its kind or, for another one, its label.
func dateWord(p *locales.Printer, d book.ImportantDate) string {
	if d.Kind == book.OtherDate && d.Label != "" {
		return d.Label
	}
	return word(p, locales.ID("customers.date_"+string(d.Kind)), string(d.Kind))
}

// preferenceWord names a kind of preference.
func preferenceWord(p *locales.Printer, k book.PreferenceKind) string {
	return word(p, locales.ID("customers.preference_"+string(k)), string(k))
}

// relationWord names a kind of relation.
func relationWord(p *locales.Printer, k book.RelationKind) string {
	return word(p, locales.ID("customers.relation_"+string(k)), string(k))
}

// registerWord names a level of formality.
func registerWord(p *locales.Printer, r book.Register) string {
	return word(p, locales.ID("customers.register_"+string(r)), string(r))
}
