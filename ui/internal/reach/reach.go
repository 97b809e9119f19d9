// Package reach says how and when a customer can be reached: the clock at
// their place, whether it is a good hour to call, better days than a day off,
// and the form of address they asked for.
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
func New(env *screen.Env) *Places { return &Places{plannerOf(env), env} }

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

// Address says how a customer asked to be addressed, in sentences; none when
// nothing was said.
func (p *Places) Address(a book.FormOfAddress) []string {
	var out []string
	form := a.CallMe
	for _, s := range []string{a.InSpeech, a.InWriting, a.InMail} {
		if form == "" {
			form = s
		}
	}
	switch {
	case form != "" && a.Pronunciation != "":
		out = append(out, p.env.T("reach.address_sound", locales.V{"Form": form, "Sound": a.Pronunciation}))
	case form != "":
		out = append(out, p.env.T("reach.address", locales.V{"Form": form}))
	case a.Pronunciation != "":
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
