package sample

import (
	"fmt"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// What the demo book shows of own days: a fair of the owner's, a date that an
// authority announced a day later, and an organisation that is closed.
const (
	fairIn       = 24 // days from today
	closedSince  = 2
	closedFor    = 9
	announcedFor = "EG"
)

// ownDays are the own days that come with a customer: most with the first one,
// the closing with the first organisation. They use no chance, so that the
// customers stay as they are.
func (g *generator) ownDays(c book.Customer, nth int) []book.OwnDay {
	var out []book.OwnDay
	if nth == 0 {
		out = append(out, book.OwnDay{
			Sort: book.OwnHoliday, When: book.Once(g.o.Today + fairIn), Days: 3, Kind: "observance", Mood: "cheerful", Name: g.texts.Fair,
		})
		if d, ok := g.announced(); ok {
			out = append(out, d)
		}
	}
	if c.Kind == book.Organisation && !g.closing {
		g.closing = true
		out = append(out, book.OwnDay{
			Sort: book.ClosingDay, CustomerID: c.ID, When: book.Once(g.o.Today - closedSince), Days: closedFor, Note: g.texts.Closing,
		})
	}
	for i := range out {
		d := &out[i]
		g.days++
		d.ID = book.ID(fmt.Sprintf("0188b7a0-%04x-7000-8000-%012x", uint16(g.o.Seed), g.days))
		d.CreatedAt = (g.o.Today - 7).In(time.UTC, 9, g.days)
		d.UpdatedAt = d.CreatedAt
	}
	return out
}

// announced is the next feast that waits for the moon, a day after its date by
// the tables.
func (g *generator) announced() (book.OwnDay, bool) {
	next, err := calendar.Partial{Calendar: calendar.Hijri, Month: 10, Day: 1}.Next(g.o.Today + 1)
	if err != nil {
		return book.OwnDay{}, false
	}
	return book.OwnDay{
		Sort: book.AnnouncedDay, RuleID: "islamic.eid_al_fitr", RuleYear: next.Date.Year(), Country: announcedFor,
		When: book.Once(next.Date + 1), Days: 1, Note: g.texts.Authority,
	}, true
}
