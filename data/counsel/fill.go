package counsel

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/culture"
	"dragoman/data/personname"
)

// Address is how a customer is addressed, ready to be put into a script: the
// opening line of a letter and the form inside a sentence. Either may be empty.
type Address struct {
	Salutation string // with its comma or colon
	Name       string
}

// AddressOf gives how a customer is addressed in the language of a script: as
// they asked for, else in the usual form of their language, with nothing in
// it that nobody stated.
func AddressOf(c book.Customer, s culture.Script) Address {
	f := FormsFor(c, s)
	return Address{Salutation: f.Writing.Text, Name: f.Speech.Text}
}

// FormsFor gives the forms of address of a customer in the language and tone
// of a script, with the reason of each.
func FormsFor(c book.Customer, s culture.Script) culture.Forms {
	tone := culture.FormalTone
	if s.Formality == string(culture.WarmTone) {
		tone = culture.WarmTone
	}
	return FormsOf(PersonOf(c), s.Language, tone)
}

// SignsAs gives how the owner of a book and the company stand under what is
// written in a language (BCP 47): in Latin letters where whoever reads it does
// not read the others, if they were stated.
func SignsAs(s book.Settings, lang string) (me, company string) {
	in := func(name, latin string) string {
		if latin != "" && !personname.ReadableIn(name, lang) {
			return latin
		}
		return name
	}
	return in(s.OwnerName, s.OwnerLatin), in(s.Company, s.CompanyLatin)
}

// Values gives what is known for the slots of a script in a language: who
// writes, to whom, and how they are addressed. What is not known is left out, to
// be asked for.
func Values(s book.Settings, lang string, c book.Customer, a Address) map[string]string {
	me, company := SignsAs(s, lang)
	v := map[string]string{"me": me, "my_company": company, "salutation": a.Salutation, "name": a.Name, "company": c.Organisation}
	if c.Kind == book.Organisation {
		v["company"] = c.Name.Full
	}
	return told(v)
}

// CaseValues gives what a request or a complaint tells for the slots of a
// script of a stage: what it is about, why, the remedy, and for an apology, what
// was changed so that it does not happen again.
func CaseValues(c book.Case, stage string) map[string]string {
	v := map[string]string{"subject": c.Subject, "product": c.Subject, "reason": c.Cause, "remedy": c.Remedy}
	if stage == "apology" {
		v["next_step"] = c.Changed
	}
	return told(v)
}

// told leaves out the slots for which nothing is known.
func told(v map[string]string) map[string]string {
	for slot, value := range v {
		if strings.TrimSpace(value) == "" {
			delete(v, slot)
		}
	}
	return v
}
