package insight

import (
	"fmt"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// crowd makes n customers of the same history.
func crowd(prefix string, n int, make func(id string) Customer) []Customer {
	var out []Customer
	for i := range n {
		out = append(out, make(fmt.Sprintf("%s%02d", prefix, i)))
	}
	return out
}

func TestFindings(t *testing.T) {
	saturday := func(week int) time.Time { return time.Date(2026, 10, 3+7*week, 9, 0, 0, 0, time.UTC) }
	works := func(country string, d calendar.Date) bool {
		if country == "SA" {
			return d.Weekday() != time.Friday && d.Weekday() != time.Saturday
		}
		return d.Weekday() != time.Saturday && d.Weekday() != time.Sunday
	}
	for _, c := range []struct {
		why  string
		kind FindingKind
		find func(Question) []Finding
		who  []Customer
		want *Finding
	}{
		{"three away for long", FoundLost, losing, crowd("a", 3, func(id string) Customer {
			return person(id, "JP", sale("2026-01-01", 100), sale("2026-02-01", 100), sale("2026-03-01", 100))
		}), &Finding{N: 3, Money: 900}},
		{"two are not worth a word", FoundLost, losing, crowd("a", 2, func(id string) Customer {
			return person(id, "JP", sale("2026-01-01", 100), sale("2026-02-01", 100), sale("2026-03-01", 100))
		}), nil},
		{"within the rhythm", FoundLost, losing, crowd("a", 3, func(id string) Customer {
			return person(id, "JP", sale("2026-09-01", 100), sale("2026-10-01", 100), sale("2026-11-01", 100))
		}), nil},
		{"fewer come back", FoundRepeat, repeatFell, append(
			crowd("a", 10, func(id string) Customer {
				return person(id, "SA", sale("2024-01-01", 100), sale("2025-02-01", 100))
			}),
			crowd("b", 10, func(id string) Customer { return person(id, "SA", sale("2026-02-01", 100)) })...,
		), &Finding{Group: "SA", N: 10, Of: 10, Value: 0, Before: 1}},
		{"too few to compare", FoundRepeat, repeatFell, append(
			crowd("a", 9, func(id string) Customer {
				return person(id, "SA", sale("2024-01-01", 100), sale("2025-02-01", 100))
			}),
			crowd("b", 10, func(id string) Customer { return person(id, "SA", sale("2026-02-01", 100)) })...,
		), nil},
		{"late on a Sunday", FoundLate, lateDays, crowd("a", 5, func(id string) Customer {
			c := person(id, "SA")
			for week := range 1 {
				c.Cases = append(c.Cases, book.CaseFact{Received: saturday(week).AddDate(0, 0, 1), Replied: true, ReplyTarget: 60, ReplyTook: 90})
			}
			return c
		}), &Finding{Group: "SA", N: 5, Of: 5}},
		{"late on a Saturday, when they are off too", FoundLate, lateDays, crowd("a", 5, func(id string) Customer {
			c := person(id, "SA")
			c.Cases = []book.CaseFact{{Received: saturday(0), Replied: true, ReplyTarget: 60, ReplyTook: 90}}
			return c
		}), nil},
		{"in time on a Sunday", FoundLate, lateDays, crowd("a", 5, func(id string) Customer {
			c := person(id, "SA")
			c.Cases = []book.CaseFact{{Received: saturday(0).AddDate(0, 0, 1), Replied: true, ReplyTarget: 60, ReplyTook: 60}}
			return c
		}), nil},
		{"one cause", FoundCause, causes, crowd("a", 4, func(id string) Customer {
			c := person(id, "SA")
			c.Cases = []book.CaseFact{{Complaint: true, Received: saturday(0), Cause: "delay"}, {Complaint: true, Received: saturday(1), Cause: "price" + id}}
			return c
		}), &Finding{N: 4, Of: 8, Text: "delay"}},
		{"greetings late", FoundGreeting, lateGreetings, crowd("a", 3, func(id string) Customer {
			c := person(id, "SA")
			c.Greeted = []book.GreetingFact{{Due: day("2026-03-20")}, {Due: day("2026-04-20"), DoneOn: calendar.NewDate(2026, 4, 19)}}
			return c
		}), &Finding{N: 3, Of: 6}},
		{"bought once and left alone", FoundOnce, boughtOnce, crowd("a", 3, func(id string) Customer { return person(id, "SA", sale("2026-05-01", 100)) }), &Finding{N: 3}},
		{"bought once and called", FoundOnce, boughtOnce, crowd("a", 3, func(id string) Customer {
			c := person(id, "SA", sale("2026-05-01", 100))
			c.Touches = []calendar.Date{day("2026-06-01")}
			return c
		}), nil},
		{"gone cold", FoundCold, cold, crowd("a", 3, func(id string) Customer {
			c := person(id, "SA", sale("2026-05-01", 100))
			c.Touches, c.Cadence.Ideal = []calendar.Date{day("2026-06-01")}, 30
			return c
		}), &Finding{N: 3, Money: 300}},
		{"less is left", FoundMargin, marginFell, crowd("a", 10, func(id string) Customer {
			dear := sale("2026-05-01", 100)
			dear.Cost = 90
			return person(id, "SA", sale("2025-05-01", 100), dear)
		}), &Finding{N: 10, Of: 10, Value: 0.1, Before: 0.4}},
		{"a few bring much", FoundFew, few, append(
			crowd("a", 5, func(id string) Customer { return person(id, "SA", sale("2026-05-01", 1000)) }),
			crowd("b", 20, func(id string) Customer { return person(id, "SA", sale("2026-05-01", 100)) })...,
		), &Finding{N: 5, Of: 25, Value: 5.0 / 7, Money: 5000}},
		{"evenly spread", FoundFew, few, crowd("b", 25, func(id string) Customer { return person(id, "SA", sale("2026-05-01", 100)) }), nil},
		{"no rate", FoundApart, apart, crowd("a", 2, func(id string) Customer {
			return person(id, "SA", book.SaleFact{On: day("2026-05-01")}, book.SaleFact{On: day("2026-05-02")})
		}), &Finding{N: 4, Of: 2}},
		{"the best are nearly lost", FoundBest, best, append(
			crowd("a", 2, func(id string) Customer { return person(id, "SA", sale("2023-05-01", 9000), sale("2023-06-01", 9000)) }),
			crowd("b", 28, func(id string) Customer { return person(id, "SA", sale("2026-05-01", 100)) })...,
		), &Finding{N: 2, Money: 36000}},
	} {
		f := factsOf(c.who...)
		got := c.find(Question{Facts: f, Model: NewModel(f), Period: LastYear.Period(today), Who: f.Everybody(), Works: works, Home: "DE", Zone: time.UTC})
		if c.want == nil {
			if len(got) != 0 {
				t.Errorf("%s: %+v", c.why, got)
			}
			continue
		}
		if len(got) != 1 {
			t.Errorf("%s: %d findings", c.why, len(got))
			continue
		}
		g, w := got[0], c.want
		if g.Kind != c.kind || g.N != w.N || w.Of != 0 && g.Of != w.Of || g.Group != w.Group || g.Text != w.Text || g.Money != w.Money ||
			g.Value-w.Value > 1e-9 || w.Value-g.Value > 1e-9 || g.Before-w.Before > 1e-9 || w.Before-g.Before > 1e-9 {
			t.Errorf("%s: %+v, want %+v", c.why, g, *w)
		}
		if len(g.Who) == 0 {
			t.Errorf("%s: nobody stands behind it", c.why)
		}
	}
}
