package planner

import (
	"context"

	"dragoman/data/almanac"
	"dragoman/data/book"
)

// OwnDays is what Lay asks of the book.
type OwnDays interface {
	List(ctx context.Context) ([]book.OwnDayRow, error)
}

// Lay reads the days that the user entered and lays them over an almanac.
// unnamed is what a closing without a note is called.
func Lay(ctx context.Context, a *almanac.Almanac, own OwnDays, unnamed string) (*almanac.Almanac, error) {
	rows, err := own.List(ctx)
	if err != nil {
		return nil, err
	}
	return a.With(Overlay(rows, unnamed)), nil
}

// Overlay makes of the days that the user entered what the almanac takes. The
// party of a closing is the id of its customer.
func Overlay(rows []book.OwnDayRow, unnamed string) almanac.Overlay {
	var o almanac.Overlay
	for _, d := range rows {
		if d.Sort == book.AnnouncedDay {
			if first, ok := d.First(); ok {
				o.Announced = append(o.Announced, almanac.Announcement{
					ID: string(d.ID), RuleID: d.RuleID, Country: d.Country, Region: wholeRegion(d.Country, d.Region), Year: d.RuleYear, Date: first, Source: d.Note,
				})
			}
			continue
		}
		r := almanac.OwnRule{
			ID: string(d.ID), Name: d.Name, Kind: almanac.Kind(d.Kind), Mood: almanac.Mood(d.Mood),
			Country: d.Country, Region: wholeRegion(d.Country, d.Region), When: d.When, Nth: d.Nth, Weekday: d.Weekday, Days: d.Days, Source: d.Note,
		}
		if d.Sort == book.ClosingDay {
			r.Closing, r.Kind, r.Party = true, almanac.Public, string(d.CustomerID)
			if d.Kind == book.OwnMourning {
				r.Kind = almanac.Mourning
			}
			if r.Name = d.Note; r.Name == "" {
				r.Name = unnamed
			}
		}
		o.Own = append(o.Own, r)
	}
	return o
}

// parties are the names under which closings concern a customer: their own and
// that of their organisation.
func parties(c book.CustomerRow) []string { return []string{string(c.ID), string(c.OrganisationID)} }

// near is how far a date that was announced may lie from the one that it
// replaces for the same feast to be meant: half a lunar month.
const near = 15

// announcedFor finds the date that the user entered for a feast of a tradition
// in a country, in the place of an occurrence.
func (p *Planner) announcedFor(o almanac.Occurrence, country string) (almanac.Occurrence, bool) {
	if country == "" {
		return o, false
	}
	key := p.feast(o)
	for _, x := range p.Almanac.Occurrences(almanac.Query{From: o.Date - near, To: o.Date + near, Countries: []string{country}, Nationwide: true}) {
		if x.OwnID != "" && !x.Own() && x.Country == country && !x.Substitute && p.feast(x) == key {
			return x, true
		}
	}
	return o, false
}
