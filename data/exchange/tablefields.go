package exchange

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

// tableText is a field of a table that is one text of a customer.
type tableText struct {
	field Field
	at    func(*book.Customer) *string
}

// tableTexts are written in this order. Those that our own tables alone have
// are read back by the same list.
var tableTexts = []tableText{
	{FieldName, func(c *book.Customer) *string { return &c.Name.Full }},
	{FieldLatin, func(c *book.Customer) *string { return &c.Name.Latin }},
	{FieldReading, func(c *book.Customer) *string { return &c.Name.Reading }},
	{FieldNickname, func(c *book.Customer) *string { return &c.Name.Nickname }},
	{FieldPrefix, func(c *book.Customer) *string { return &c.Name.Prefix }},
	{FieldGiven, func(c *book.Customer) *string { return &c.Name.Given }},
	{FieldMiddle, func(c *book.Customer) *string { return &c.Name.Given2 }},
	{FieldPatronymic, func(c *book.Customer) *string { return &c.Name.Patronymic }},
	{FieldFamily, func(c *book.Customer) *string { return &c.Name.Family }},
	{FieldFamily2, func(c *book.Customer) *string { return &c.Name.Family2 }},
	{FieldSuffix, func(c *book.Customer) *string { return &c.Name.Suffix }},
	{FieldNameLanguage, func(c *book.Customer) *string { return &c.Name.Language }},
	{FieldNameOrder, func(c *book.Customer) *string { return (*string)(&c.Name.Order) }},
	{FieldKind, func(c *book.Customer) *string { return (*string)(&c.Kind) }},
	{FieldCallMe, func(c *book.Customer) *string { return &c.Address.CallMe }},
	{FieldHonorific, func(c *book.Customer) *string { return &c.Address.Honorific }},
	{FieldTitle, func(c *book.Customer) *string { return &c.Address.Title }},
	{FieldRole, func(c *book.Customer) *string { return &c.Address.JobTitle }},
	{FieldRegister, func(c *book.Customer) *string { return (*string)(&c.Address.Register) }},
	{FieldPronunciation, func(c *book.Customer) *string { return &c.Address.Pronunciation }},
	{FieldInWriting, func(c *book.Customer) *string { return &c.Address.InWriting }},
	{FieldInSpeech, func(c *book.Customer) *string { return &c.Address.InSpeech }},
	{FieldInMail, func(c *book.Customer) *string { return &c.Address.InMail }},
	{FieldOrganisation, func(c *book.Customer) *string { return &c.Organisation }},
	{FieldPosition, func(c *book.Customer) *string { return &c.Role }},
	{FieldCountry, func(c *book.Customer) *string { return &c.Country }},
	{FieldPlaceRegion, func(c *book.Customer) *string { return &c.Region }},
	{FieldCity, func(c *book.Customer) *string { return &c.City }},
	{FieldTimeZone, func(c *book.Customer) *string { return &c.TimeZone }},
	{FieldPayment, func(c *book.Customer) *string { return &c.PaymentHabit }},
	{FieldBasis, func(c *book.Customer) *string { return (*string)(&c.Basis) }},
	{FieldBasisWhy, func(c *book.Customer) *string { return &c.BasisWhy }},
	{FieldCurrency, func(c *book.Customer) *string { return &c.Currency }},
	{FieldOwner, func(c *book.Customer) *string { return &c.Owner }},
	{FieldExternalID, func(c *book.Customer) *string { return (*string)(&c.ID) }}, // so that an edited table finds its customers again
}

// listSep stands between several values of one cell, as in the tables of
// Google; partSep between the parts of one value.
const (
	listSep = " ::: "
	partSep = " | "
)

// tableList is a field of a table whose cell holds a list of what we keep.
type tableList struct {
	field     Field
	sensitive bool
	write     func(*book.Bundle) []string
	read      func(*draft, []string) bool // the parts of one value
}

var tableLists = []tableList{
	{FieldHours, false, writeHours, readHours},
	{
		FieldCadence, false,
		func(b *book.Bundle) []string {
			c := &b.Customer
			if c.Cadence == (book.Cadence{}) {
				return nil
			}
			return []string{join(strconv.Itoa(c.Cadence.Ideal), strconv.Itoa(c.Cadence.Longest))}
		},
		func(d *draft, p []string) bool {
			d.Customer.Cadence = book.Cadence{Ideal: atoi(p[0]), Longest: atoi(p[1])}
			return d.Customer.Cadence.Ideal+d.Customer.Cadence.Longest > 0
		},
	},
	{
		FieldCultures, false,
		func(b *book.Bundle) (out []string) {
			for _, x := range b.Customer.Cultures {
				out = append(out, join(x.Culture, x.SaidBy, dayText(x.SaidOn)))
			}
			return out
		},
		func(d *draft, p []string) bool {
			d.Customer.Cultures = append(d.Customer.Cultures, book.StatedCulture{Culture: p[0], SaidBy: p[1], SaidOn: dayOf(p[2])})
			return true
		},
	},
	{
		FieldObservances, true,
		func(b *book.Bundle) (out []string) {
			for _, x := range b.Customer.Observances {
				out = append(out, join(x.Tradition, x.Basis, x.SaidBy, dayText(x.SaidOn)))
			}
			return out
		},
		func(d *draft, p []string) bool {
			if p[1] == "" {
				return false // without the basis it may not be kept
			}
			d.Customer.Observances = append(d.Customer.Observances, book.Observance{Tradition: p[0], Basis: p[1], SaidBy: p[2], SaidOn: dayOf(p[3])})
			return true
		},
	},
	{
		FieldPreferences, false,
		func(b *book.Bundle) (out []string) {
			for _, x := range b.Customer.Preferences {
				out = append(out, join(string(x.Kind), x.Text))
			}
			return out
		},
		func(d *draft, p []string) bool {
			d.Customer.Preferences = append(d.Customer.Preferences, book.Preference{Kind: book.PreferenceKind(p[0]), Text: p[1]})
			return p[1] != ""
		},
	},
	{FieldConsents, false, writeConsents, readConsent},
}

// join puts the parts of one value together; those that are empty at the end
// are left out.
func join(parts ...string) string {
	for len(parts) > 1 && parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return strings.Join(parts, partSep)
}

// parts takes one value apart, into five at least.
func parts(v string) []string {
	p := strings.Split(v, strings.TrimSpace(partSep))
	for i := range p {
		p[i] = strings.TrimSpace(p[i])
	}
	for len(p) < 5 {
		p = append(p, "")
	}
	return p
}

func writeHours(b *book.Bundle) []string {
	h := b.Customer.Hours
	if !h.Set() && len(h.Weekend) == 0 {
		return nil
	}
	clock := func(from, to int) string {
		if from == to {
			return ""
		}
		return time.Date(2000, 1, 1, from/60, from%60, 0, 0, time.UTC).Format("15:04") + "-" + strconv.Itoa(to/60) + ":" + twoDigits(to%60)
	}
	days := make([]string, len(h.Weekend))
	for i, d := range h.Weekend {
		days[i] = weekdays[d%7]
	}
	return []string{join(clock(h.Start, h.End), clock(h.PauseStart, h.PauseEnd), strings.Join(days, ","))}
}

func twoDigits(n int) string {
	if n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

func readHours(d *draft, p []string) bool {
	h := &d.Customer.Hours
	ok := readClock(p[0], &h.Start, &h.End) && readClock(p[1], &h.PauseStart, &h.PauseEnd)
	for _, day := range strings.FieldsFunc(p[2], func(r rune) bool { return r == ',' || r == ' ' }) {
		for i, w := range weekdays {
			if strings.EqualFold(day, w) {
				h.Weekend = append(h.Weekend, i)
			}
		}
	}
	if !ok {
		*h = book.Hours{Weekend: h.Weekend}
	}
	return ok
}

// readClock reads 09:00-18:00; "" is fine too.
func readClock(s string, from, to *int) bool {
	if s == "" {
		return true
	}
	a, b, ok := strings.Cut(s, "-")
	if !ok {
		return false
	}
	for _, x := range []struct {
		text string
		at   *int
	}{{a, from}, {b, to}} {
		h, m, ok := strings.Cut(strings.TrimSpace(x.text), ":")
		hours, err := strconv.Atoi(h)
		minutes, err2 := strconv.Atoi(m)
		if !ok || err != nil || err2 != nil || hours < 0 || hours > 24 || minutes < 0 || minutes > 59 {
			return false
		}
		*x.at = hours*60 + minutes
	}
	return *from < *to
}

// readOwnText takes a field that our own tables alone have.
func readOwnText(d *draft, f Field, v string) bool {
	switch f {
	case FieldFamily2, FieldNameLanguage, FieldTitle, FieldPronunciation, FieldInWriting, FieldInSpeech,
		FieldInMail, FieldPosition, FieldPlaceRegion, FieldPayment, FieldCurrency, FieldBasisWhy:
	case FieldBasis:
		if !slices.Contains(book.Bases(), book.LawfulBasis(v)) {
			return false
		}
	case FieldNameOrder:
		if v != string(book.GivenFirst) && v != string(book.SurnameFirst) {
			return false
		}
	case FieldRegister:
		if v != string(book.Formal) && v != string(book.Informal) {
			return false
		}
	case FieldKind:
		d.company = v == string(book.Organisation)
		return v == string(book.Organisation) || v == string(book.Person)
	default:
		return false
	}
	for _, t := range tableTexts {
		if t.field == f {
			return set(t.at(&d.Customer), v)
		}
	}
	return false
}

// readOwnList takes a list that our own tables alone have.
func readOwnList(d *draft, f Field, v string) bool {
	for _, l := range tableLists {
		if l.field == f {
			for _, one := range joined(v) {
				if !l.read(d, parts(one)) {
					return false
				}
			}
			return true
		}
	}
	return false
}

// writeDate writes a date into a table: as ISO where it is a whole Gregorian
// one, else with the name of its calendar where that is another.
func writeDate(d book.ImportantDate) string {
	switch {
	case d.When == (calendar.Partial{}):
		return d.Raw
	case d.When.Calendar == calendar.Gregorian:
		return strings.TrimPrefix(d.When.String(), string(calendar.Gregorian)+":")
	}
	return d.When.String()
}

// FieldLabel is the message that names a field for the user.
func FieldLabel(f Field) locales.ID {
	return locales.ID("field." + strings.ReplaceAll(string(f), ".", "_"))
}

// labels are the names of fields in the languages of the interface, folded,
// for tables that we wrote.
var labels = sync.OnceValue(func() map[string]Field {
	m := map[string]Field{}
	for _, l := range locales.Languages() {
		p, err := locales.New(l.Tag, locales.Options{})
		if err != nil {
			continue // the catalogues are built in and held by tests
		}
		for _, f := range Fields() {
			if id := FieldLabel(f); p.Has(id) {
				m[headerKey(p.T(id, nil))] = f
			}
		}
	}
	return m
})
