package customers

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/personname"
)

// nameText is a name as the screens write it: in its own script first, then
// the other forms that the bearer gave.
type nameText struct {
	Main    string
	Second  string // Latin form, else the reading; "" when it says nothing new
	Reading string // shown beside the Latin form where there is room
	Lang    string // BCP 47 language of Main, for its letter shapes
	Letters string // for the portrait
}

// nameOf prepares a name. languages are those that the customer uses.
func nameOf(kind book.Kind, n book.Name, languages []string, reader string) nameText {
	p := personOf(n)
	hint := ""
	if len(languages) > 0 {
		hint = languages[0]
	}
	t := nameText{Main: n.Full, Lang: personname.DeriveLocale(p, hint)}
	if kind == book.Organisation {
		t.Letters = firstLetter(n.Full)
	} else {
		p.Locale = t.Lang
		t.Letters = personname.Monogram(reader, p)
	}
	switch {
	case n.Latin != "" && n.Latin != n.Full:
		t.Second = n.Latin
		if n.Reading != n.Latin && n.Reading != n.Full {
			t.Reading = n.Reading
		}
	case n.Reading != "" && n.Reading != n.Full:
		t.Second = n.Reading
	case n.Nickname != "" && n.Nickname != n.Full:
		t.Second = n.Nickname
	}
	return t
}

// personOf hands the parts of a name to the rules for names. A name of which
// only the whole is known is taken apart where that is certain.
func personOf(n book.Name) personname.Name {
	if n.Given == "" && n.Family == "" {
		p := personname.Split(n.Full, n.Language)
		p.Order = orderOf(n.Order)
		return p
	}
	return personname.Name{
		Locale: n.Language, Title: n.Prefix, Given: n.Given, GivenInformal: n.Nickname,
		Given2: strings.TrimSpace(n.Given2 + " " + n.Patronymic), Surname: n.Family, Surname2: n.Family2,
		Generation: n.Suffix, Order: orderOf(n.Order), Full: n.Full,
	}
}

func orderOf(o book.NameOrder) personname.Order {
	switch o {
	case book.GivenFirst:
		return personname.GivenFirst
	case book.SurnameFirst:
		return personname.SurnameFirst
	}
	return ""
}

// firstLetter is the portrait of an organisation.
func firstLetter(s string) string {
	for _, r := range s {
		return strings.ToUpper(string(r))
	}
	return ""
}
