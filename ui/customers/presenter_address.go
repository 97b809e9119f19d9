package customers

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/personname"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
)

// addressPlace is one of the forms of address on a card.
type addressPlace int

// The places; noPlace is none.
const (
	noPlace addressPlace = iota
	inWriting
	inSpeech
	inMail
)

// own is where a card keeps the customer's own form.
func (a addressPlace) own(f *book.FormOfAddress) *string {
	switch a {
	case inWriting:
		return &f.InWriting
	case inSpeech:
		return &f.InSpeech
	case noPlace, inMail:
	}
	return &f.InMail
}

// of picks the form out of all.
func (a addressPlace) of(f culture.Forms) culture.Form {
	switch a {
	case inWriting:
		return f.Writing
	case inSpeech:
		return f.Speech
	case noPlace, inMail:
	}
	return f.Mail
}

// placeWords name the places.
var placeWords = map[addressPlace]locales.ID{
	inWriting: "customers.in_writing", inSpeech: "customers.in_speech", inMail: "customers.in_english_mail",
}

// addressRules say how a form was made.
var addressRules = map[culture.Rule]locales.ID{
	culture.CallMeForm:     "customers.rule_call_me",
	culture.JobForm:        "customers.rule_job",
	culture.HonorificForm:  "customers.rule_honorific",
	culture.PatronymicForm: "customers.rule_patronymic",
	culture.FamilyForm:     "customers.rule_family",
	culture.GivenForm:      "customers.rule_given",
	culture.FullForm:       "customers.rule_full",
	culture.NamelessForm:   "customers.rule_nameless",
	culture.CompanyForm:    "customers.rule_company",
}

// addressing is the card "How to address".
type addressing struct {
	Facts []fact
	Why   string // the insider's reason, with how far it can be trusted
	Ask   string // what to ask, "" when nothing is open
}

// addressingOf prepares the card. What the customer asked for comes first and
// is marked as theirs; what follows from the language says so, and what
// follows from the country alone says that it is a default.
func addressingOf(p *locales.Printer, k known, n nameText) addressing {
	var out addressing
	a := k.c.Address
	person := counsel.PersonOf(k.c)
	tone := culture.FormalTone
	if a.Register == book.Informal {
		tone = culture.WarmTone
	}
	forms := counsel.FormsOf(person, "", tone)
	if a.CallMe != "" {
		out.Facts = append(out.Facts, fact{Label: p.T("customers.call_me", nil), Value: a.CallMe, Bold: true, Lang: n.Lang, Mark: p.T("customers.own_form", nil)})
	}
	for _, place := range []addressPlace{inWriting, inSpeech, inMail} {
		form := place.of(forms)
		if form.Text == "" || place == inMail && form.Text == forms.Writing.Text ||
			place == inSpeech && k.c.Kind == book.Organisation && form.Rule != culture.OwnForm {
			continue
		}
		out.Facts = append(out.Facts, formFact(p, place, form))
	}
	out.reasons(p, person, forms)
	out.stated(p, k, n)
	return out
}

// formFact is the line of one form.
func formFact(p *locales.Printer, place addressPlace, form culture.Form) fact {
	f := fact{Label: p.T(placeWords[place], nil), Value: form.Text, Lang: form.Lang, Bold: place != inMail, Edit: place}
	switch {
	case form.Rule == culture.OwnForm:
		f.Mark = p.T("customers.own_form", nil)
	case form.Default:
		f.Mark, f.Care = p.T("customers.form_default", nil), true
		f.Hint = p.T(addressRules[form.Rule], nil)
	default:
		f.Hint = p.T(addressRules[form.Rule], nil)
	}
	return f
}

// reasons gives the reason of the custom and what is left to ask.
func (a *addressing) reasons(p *locales.Printer, person culture.Person, forms culture.Forms) {
	for _, f := range []culture.Form{forms.Writing, forms.Speech, forms.Mail} {
		if f.Of != nil && a.Why == "" && f.Rule != culture.CallMeForm && f.Rule != culture.CompanyForm && !person.Organisation {
			a.Why = f.Why.In(p.Tag())
			if f.Of.Confidence != "A" {
				a.Why = p.T("customers.why_unchecked", locales.V{"Why": a.Why})
			}
		}
		if f.NeedsAsk && a.Ask == "" && f.Ask != nil {
			a.Ask = p.T("customers.ask_form", locales.V{"Question": f.Ask.In(p.Tag())})
		}
	}
}

// stated are the other things that were told about addressing.
func (a *addressing) stated(p *locales.Printer, k known, n nameText) {
	c := k.c
	add := func(id locales.ID, value string) {
		if value != "" {
			a.Facts = append(a.Facts, fact{Label: p.T(id, nil), Value: value, Lang: n.Lang})
		}
	}
	add("customers.title_word", c.Address.Title)
	add("customers.job_title", c.Address.JobTitle)
	add("customers.honorific", c.Address.Honorific)
	add("customers.register", registerWord(p, c.Address.Register))
	add("customers.pronunciation", c.Address.Pronunciation)
	add("customers.nickname", c.Name.Nickname)
	if c.Kind == book.Organisation {
		return
	}
	sort := personname.SortKeyText(reach.NameParts(c.Name), c.Name.Reading)
	add("customers.sort_monogram", joinDots(firstLine(sort), n.Letters))
}

// usualForm is the form that a card shows while the customer has none of
// their own.
func usualForm(c book.Customer, place addressPlace) string {
	*place.own(&c.Address) = ""
	return place.of(counsel.FormsOf(counsel.PersonOf(c), "", culture.FormalTone)).Text
}

// SetAddress keeps the customer's own form of address in one place; an empty
// one takes back to the usual form.
func (d *detail) SetAddress(place addressPlace, text string) {
	id := d.id
	d.do(func(ctx context.Context) (book.Operation, error) {
		c, err := d.env.Book.Customers.Get(ctx, id)
		if err != nil {
			return book.Operation{}, err
		}
		*place.own(&c.Address) = text
		_, op, err := d.env.Book.Customers.Save(ctx, c)
		return op, err
	}, d.env.T("customers.address_changed", nil))
}
