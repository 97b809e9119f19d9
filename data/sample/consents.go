package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// consents are what a customer allows and refuses: most were asked for
// greetings, a third for offers with an end, a few want no more of it. They
// have a stream of chance of their own, so that the customers stay as they are.
func (g *generator) consents(c *book.Customer, nth int) []book.Consent {
	r := rand.New(rand.NewPCG(uint64(g.o.Seed)^0x636f6e73, uint64(nth)))
	chance := func(percent int) bool { return r.IntN(100) < percent }
	var out []book.Consent
	say := func(p book.Purpose, s book.ConsentState, src book.ConsentSource, ago int, wording string) *book.Consent {
		on := g.o.Today - calendar.Date(ago)
		out = append(out, book.Consent{
			ID:         book.ID(fmt.Sprintf("%08x-%04x-7%03x-%04x-%012x", 0x18c, nth&0xffff, len(out), 0x8000|r.Uint64()&0x3fff, r.Uint64()&0xffff_ffff_ffff)),
			CustomerID: c.ID, Purpose: p, State: s, Source: src, On: on, Wording: wording, CreatedAt: on.In(time.UTC, 9, 0),
		})
		return &out[len(out)-1]
	}
	t := g.texts
	if c.Kind == book.Organisation {
		c.Basis, c.BasisWhy = book.BasisContract, t.Kept
		return nil
	}
	if chance(20) {
		c.Basis, c.BasisWhy = book.BasisContract, t.Kept
	}
	asked := 60 + r.IntN(600)
	if chance(58) {
		say(book.Greetings, book.Granted, book.InPerson, asked, t.AskedGreetings)
	} else if chance(10) {
		say(book.Greetings, book.Declined, book.InPerson, asked, "")
	}
	if len(c.Observances) > 0 {
		say(book.Sensitive, book.Granted, book.InPerson, asked, t.AskedSensitive)
	}
	switch {
	case chance(34):
		a := say(book.Marketing, book.Granted, book.ByForm, 30+r.IntN(650), t.AskedMarketing)
		a.Expires = a.On + 730
		if chance(12) {
			a.Expires = g.o.Today + calendar.Date(3+r.IntN(24))
		}
		if chance(14) {
			say(book.Marketing, book.Withdrawn, book.ByMail, r.IntN(28), "")
		}
	case chance(12):
		say(book.Marketing, book.Declined, book.ByForm, asked, t.AskedMarketing)
	}
	if chance(22) {
		say(book.Events, book.Granted, book.InPerson, asked, t.AskedEvents)
	}
	if i := len(c.Channels) - 1; i > 0 && c.Channels[i].Kind != book.Email && chance(9) {
		a := say(book.AnyContact, book.Declined, book.ByMessage, asked/2, "")
		a.Channel = c.Channels[i].Kind
	}
	return out
}
