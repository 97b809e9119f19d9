package sample

import (
	"fmt"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// asks are the requests by law of a demo book: who of the first customers made
// which, how many days ago, and how it ended.
var asks = map[int]struct {
	kind    book.PetitionKind
	channel book.PetitionChannel
	ago     int
	outcome book.PetitionOutcome
	days    int // until it was closed
}{
	9:  {book.AskAccess, "mail", 21, book.PetitionOpen, 0},
	17: {book.AskCorrection, "phone", 64, book.PetitionFulfilled, 3},
	26: {book.AskObjection, "message", 112, book.PetitionFulfilled, 1},
	33: {book.AskErasure, "mail", 4, book.PetitionOpen, 0},
}

// petitions are what a customer asked for by law. It takes nothing from the
// stream of chance, so that the customers stay as they are.
func (g *generator) petitions(c book.Customer, nth int) []book.Petition {
	a, ok := asks[nth]
	if !ok || c.Kind != book.Person {
		return nil
	}
	on := g.o.Today - calendar.Date(a.ago)
	p := book.Petition{
		ID:         book.ID(fmt.Sprintf("0000018d-%04x-7000-8000-%012x", nth, uint64(g.o.Seed)&0xffff_ffff_ffff)),
		CustomerID: c.ID, Kind: a.kind, Channel: a.channel, Law: book.LawOf(c.Country), Received: on, CreatedAt: on.In(time.UTC, 10, 0), Outcome: a.outcome,
	}
	if p.Law == "" {
		p.Law = book.LawOf(g.o.Home)
	}
	if p.Law == "" {
		p.Law = "gdpr"
	}
	p.Due, _ = p.Law.Due(p.Kind, on)
	if a.outcome != book.PetitionOpen {
		p.ClosedOn = on + calendar.Date(a.days)
	}
	return []book.Petition{p}
}
