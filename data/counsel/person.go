package counsel

import (
	"strings"
	"unicode"

	"dragoman/data/book"
	"dragoman/data/culture"
	"dragoman/data/personname"
)

// PersonOf is what is known of a customer for a form of address: what was
// stated, and the country as a default.
func PersonOf(c book.Customer) culture.Person {
	p := personOf(c.Kind, c.Name, c.Address)
	p.Company, p.Country = c.Organisation, c.Country
	if p.JobTitle == "" {
		p.JobTitle = c.Role
	}
	for _, l := range c.Languages {
		p.Languages = append(p.Languages, l.Tag)
	}
	for _, x := range c.Cultures {
		p.Cultures = append(p.Cultures, x.Culture)
	}
	return p
}

// PersonOfRow is PersonOf for a row of a list.
func PersonOfRow(r book.CustomerRow) culture.Person {
	p := personOf(r.Kind, r.Name, r.Address)
	p.Company, p.Country, p.Languages, p.Cultures = r.Organisation, r.Country, r.Languages, r.Cultures
	if p.JobTitle == "" {
		p.JobTitle = r.Role
	}
	return p
}

func personOf(kind book.Kind, n book.Name, a book.FormOfAddress) culture.Person {
	return culture.Person{
		Name: NameOf(n), Patronymic: n.Patronymic, Latin: latinOf(n), Organisation: kind == book.Organisation,
		Title: a.Title, Honorific: a.Honorific, JobTitle: a.JobTitle,
		CallMe: a.CallMe, InWriting: a.InWriting, InSpeech: a.InSpeech, InMail: a.InMail, Informal: a.Register == book.Informal,
	}
}

// latinOf is how a name is written in Latin letters: as its bearer spells it,
// and until that is known as its kana are romanised, so that a letter in English
// does not greet in Han.
func latinOf(n book.Name) string {
	if n.Latin != "" || n.Reading == "" {
		return n.Latin
	}
	if !inKana(n.Reading) {
		return ""
	}
	words := strings.Fields(personname.RomajiPlain(n.Reading))
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// inKana says whether a reading is written in kana alone.
func inKana(reading string) bool {
	for _, r := range reading {
		if r != ' ' && r != '　' && r != 'ー' && r != '・' && !unicode.In(r, unicode.Hiragana, unicode.Katakana) {
			return false
		}
	}
	return reading != ""
}

// languageOf is the language of a name: as it was stated, and Japanese for Han
// that are read in kana, which are written beside no other name.
func languageOf(n book.Name) string {
	if n.Language == "" && inKana(n.Reading) && strings.ContainsFunc(n.Full, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		return "ja"
	}
	return n.Language
}

// NameOf hands the parts of a name to the rules for names.
func NameOf(n book.Name) personname.Name {
	order := personname.Order("")
	switch n.Order {
	case book.GivenFirst:
		order = personname.GivenFirst
	case book.SurnameFirst:
		order = personname.SurnameFirst
	}
	return personname.Name{
		Locale: languageOf(n), Title: n.Prefix, Given: n.Given, GivenInformal: n.Nickname,
		Given2: strings.TrimSpace(n.Given2 + " " + n.Patronymic), Surname: n.Family, Surname2: n.Family2,
		Generation: n.Suffix, Order: order, Full: n.Full,
	}
}

// FormsOf gives the forms of address of a person in a language, that of the
// person when lang is "".
func FormsOf(p culture.Person, lang string, f culture.Formality) culture.Forms {
	s, err := culture.BuiltSalutations()
	if err != nil {
		return culture.Forms{}
	}
	return s.Address(p, lang, f)
}
