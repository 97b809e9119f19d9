package today

import (
	"context"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

func (f *fixture) say(a book.Consent) {
	f.t.Helper()
	a.Source = book.InPerson
	if _, _, err := f.b.Consents.Record(context.Background(), a); err != nil {
		f.t.Fatal(err)
	}
}

func TestConsentAboutToRunOut(t *testing.T) {
	f := newFixture(t, "en")
	f.p.Show()
	today := f.p.State().Today
	soon := f.customer(book.Customer{Name: book.Name{Full: "Soon"}})
	later := f.customer(book.Customer{Name: book.Name{Full: "Later"}})
	f.say(book.Consent{CustomerID: soon.ID, Purpose: book.Marketing, State: book.Granted, Expires: today + 3})
	f.say(book.Consent{CustomerID: later.ID, Purpose: book.Marketing, State: book.Granted, Expires: today + 90})
	s := f.p.State().Consents
	if s == nil || s.Total != 1 || s.Rows[0].Customer.ID != soon.ID {
		t.Fatalf("%+v", s)
	}
	if text := f.p.ConsentText(s.Rows[0]); !strings.HasPrefix(text, "Offers and news, until ") {
		t.Errorf("%q", text)
	}
	f.p.AskAgain(s.Rows[0])
	if r := f.sh.gone[len(f.sh.gone)-1]; r.Arg("customer") != string(soon.ID) || r.Arg("title") == "" || r.Arg("date") != today.String() {
		t.Errorf("%+v", r)
	}
	// Asked again, it is told of no more.
	f.say(book.Consent{CustomerID: soon.ID, Purpose: book.Marketing, State: book.Granted, Expires: today + 700})
	if s := f.p.State().Consents; s.Total != 0 {
		t.Errorf("%+v", s)
	}
}

func TestWhoRefusedIsNotOffered(t *testing.T) {
	f := newFixture(t, "en")
	today := calendar.DateOf(f.p.env.Now())
	_, m, d := today.YMD()
	born := book.ImportantDate{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Month: int(m), Day: d}}
	yes := f.customer(book.Customer{Name: book.Name{Full: "Yes"}, Country: "DE", Dates: []book.ImportantDate{born}})
	no := f.customer(book.Customer{Name: book.Name{Full: "No"}, Country: "DE", Dates: []book.ImportantDate{born}})
	f.say(book.Consent{CustomerID: no.ID, Purpose: book.Greetings, State: book.Declined})
	f.say(book.Consent{CustomerID: no.ID, Channel: book.Phone, State: book.Declined})
	f.p.Show()
	if f.p.BarredText(yes.ID) != "" || !strings.HasPrefix(f.p.BarredText(no.ID), "no greeting: declined") {
		t.Errorf("%q, %q", f.p.BarredText(yes.ID), f.p.BarredText(no.ID))
	}
	var called []book.ID
	for _, c := range f.p.State().Calls {
		called = append(called, c.Customer.ID)
	}
	if !slices.Contains(called, yes.ID) || slices.Contains(called, no.ID) {
		t.Errorf("to call: %v", called)
	}
}
