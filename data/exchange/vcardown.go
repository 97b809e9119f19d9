package exchange

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// ownField is a text of ours that no property of a vCard is for.
type ownField struct {
	name string
	at   func(*book.Customer) *string
}

var ownFields = []ownField{
	{"name_latin", func(c *book.Customer) *string { return &c.Name.Latin }},
	{"name_language", func(c *book.Customer) *string { return &c.Name.Language }},
	{"name_order", func(c *book.Customer) *string { return (*string)(&c.Name.Order) }},
	{"name_patronym", func(c *book.Customer) *string { return &c.Name.Patronymic }},
	{"name_family2", func(c *book.Customer) *string { return &c.Name.Family2 }},
	{"title", func(c *book.Customer) *string { return &c.Address.Title }},
	{"honorific", func(c *book.Customer) *string { return &c.Address.Honorific }},
	{"register", func(c *book.Customer) *string { return (*string)(&c.Address.Register) }},
	{"call_me", func(c *book.Customer) *string { return &c.Address.CallMe }},
	{"pronunciation", func(c *book.Customer) *string { return &c.Address.Pronunciation }},
	{"in_writing", func(c *book.Customer) *string { return &c.Address.InWriting }},
	{"in_speech", func(c *book.Customer) *string { return &c.Address.InSpeech }},
	{"in_mail", func(c *book.Customer) *string { return &c.Address.InMail }},
	{"country", func(c *book.Customer) *string { return &c.Country }},
	{"region", func(c *book.Customer) *string { return &c.Region }},
	{"city", func(c *book.Customer) *string { return &c.City }},
	{"payment_habit", func(c *book.Customer) *string { return &c.PaymentHabit }},
	{"currency", func(c *book.Customer) *string { return &c.Currency }},
	{"owner", func(c *book.Customer) *string { return &c.Owner }},
	{"basis_why", func(c *book.Customer) *string { return &c.BasisWhy }},
}

// ownProperty reads X-DRAGOMAN. What a newer program wrote is kept aside.
func (m *cardMapper) ownProperty(p decoded) bool {
	name := p.get("FIELD")
	f := m.fields(p, true)
	for _, x := range ownFields {
		if x.name == name {
			*x.at(&m.d.Customer) = f[0]
			return true
		}
	}
	for len(f) < consentParts {
		f = append(f, "")
	}
	c := &m.d.Customer
	switch name {
	case "hours":
		c.Hours = book.Hours{Start: atoi(f[0]), End: atoi(f[1]), PauseStart: atoi(f[2]), PauseEnd: atoi(f[3])}
		for _, d := range strings.Fields(f[4]) {
			if n, err := strconv.Atoi(d); err == nil && n >= 0 && n < 7 {
				c.Hours.Weekend = append(c.Hours.Weekend, n)
			}
		}
	case "cadence":
		c.Cadence = book.Cadence{Ideal: atoi(f[0]), Longest: atoi(f[1])}
	case "culture":
		c.Cultures = append(c.Cultures, book.StatedCulture{Culture: f[0], SaidBy: f[1], SaidOn: dayOf(f[2])})
	case "level":
		m.levels = append(m.levels, book.Language{Tag: f[0], Level: book.Level(f[1])})
	case "observance":
		if f[3] == "" {
			return false
		}
		c.Observances = append(c.Observances, book.Observance{Tradition: f[0], SaidBy: f[1], SaidOn: dayOf(f[2]), Basis: f[3]})
	case "preference":
		c.Preferences = append(c.Preferences, book.Preference{Kind: book.PreferenceKind(f[0]), Text: f[1]})
	case "custom":
		c.Custom = append(c.Custom, book.CustomField{Name: f[0], Value: f[1], Sensitive: f[2] != ""})
	case "consent":
		m.consents = append(m.consents, consentOf(f))
	case "basis":
		if !slices.Contains(book.Bases(), book.LawfulBasis(f[0])) {
			return false
		}
		c.Basis = book.LawfulBasis(f[0])
	case "date":
		d := book.ImportantDate{Kind: book.DateKind(f[0]), Label: f[1]}
		var err error
		if d.When, err = calendar.ParsePartial(f[2]); err != nil {
			d.Raw = f[2]
		}
		c.Dates = append(c.Dates, d)
	case "last_contact":
		if t, err := time.Parse(time.RFC3339, f[0]); err == nil {
			c.LastContact = t
		}
	case "extra":
		m.d.extra(f[0], f[1])
	default:
		return false
	}
	return true
}

func dayOf(s string) calendar.Date {
	d, err := calendar.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}

// settleOwn puts levels and consents where they belong once the whole card was
// read.
func (m *cardMapper) settleOwn() {
	c := &m.d.Customer
	for _, l := range m.levels {
		for i := range c.Languages {
			if c.Languages[i].Tag == l.Tag {
				c.Languages[i].Level = l.Level
			}
		}
	}
	m.d.Consents = append(m.d.Consents, m.consents...)
}
