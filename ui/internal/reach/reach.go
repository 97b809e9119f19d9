// Package reach says how and when a customer can be reached: the clock at
// their place, whether it is a good hour to call, better days than a day off,
// and the form of address: the one they asked for, else the usual one of their
// language.
//
// It promises that nothing said of a person is inferred from a name or a
// country; what follows from the country is working time only, as planner has
// it. It is plain Go: what it returns are words, and screens give them a look.
// A Places does not change and may be used from any goroutine.
package reach

import (
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Places answers for the customers of one book.
type Places struct {
	Planner *planner.Planner // nil only when what is built in is damaged
	env     *screen.Env
}

// New returns the answers for a screen.
func New(env *screen.Env) *Places { return &Places{env.Planner(), env} }

// Window tells whether a customer can be called at some instant.
type Window struct {
	Known bool      // false when nothing is known of the place
	Open  bool      // it is working time there
	Off   bool      // it is a holiday or the weekend there
	Local time.Time // the time there
	Text  string    // "until 12:30", "opens 09:00", "holiday: …"
}

// Clash says that a day is no working day where the customer is.
type Clash struct {
	Reason string          // a whole sentence: what day it is there
	Better []calendar.Date // working days before and after, at most one each
}

// Name is what the place of a customer is called: the city, else the country.
func (p *Places) Name(c *book.CustomerRow) string {
	switch {
	case c == nil:
		return ""
	case c.City != "":
		return c.City
	case c.Country != "":
		return p.env.Printer.Country(c.Country)
	}
	return ""
}

// City is the city of a customer, for sentences that say "in"; "" when it is
// not known.
func City(c *book.CustomerRow) string {
	if c == nil {
		return ""
	}
	return c.City
}

// Address says how to address a customer, in sentences: as they asked, else
// in the usual form of their language where that says more than the name, and
// then it says that it is the usual form.
func (p *Places) Address(c *book.CustomerRow) []string {
	if c == nil {
		return nil
	}
	var out []string
	a := c.Address
	form, usual := Form(*c)
	switch {
	case form != "" && usual:
		out = append(out, p.env.T("reach.address_usual", locales.V{"Form": form}))
	case form != "" && a.Pronunciation != "":
		out = append(out, p.env.T("reach.address_sound", locales.V{"Form": form, "Sound": a.Pronunciation}))
	case form != "":
		out = append(out, p.env.T("reach.address", locales.V{"Form": form}))
	}
	if a.Pronunciation != "" && (form == "" || usual) {
		out = append(out, p.env.T("reach.sound", locales.V{"Sound": a.Pronunciation}))
	}
	switch a.Register {
	case book.Formal:
		out = append(out, p.env.T("reach.formal", nil))
	case book.Informal:
		out = append(out, p.env.T("reach.informal", nil))
	}
	return out
}

// Form is what to call a customer to the face: as they asked, or the usual
// form of their language, of which usual tells. It is "" when nothing more
// than the name is known.
func Form(c book.CustomerRow) (form string, usual bool) {
	a := c.Address
	for _, s := range []string{a.CallMe, a.InSpeech, a.InWriting, a.InMail} {
		if s != "" {
			return s, false
		}
	}
	if c.Kind == book.Organisation {
		return "", false
	}
	f := counsel.FormsOf(counsel.PersonOfRow(c), "", culture.FormalTone).Speech
	if f.Rule == culture.FullForm || f.Default || f.Text == c.Name.Full {
		return "", false
	}
	return f.Text, true
}
