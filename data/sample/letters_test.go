package sample

import (
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// A demo book shows segments, and letters to many that are whole: sent, late,
// left out with a reason, answered, and to be sent.
func TestLettersToMany(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		b := filled(t, Options{Customers: DefaultCustomers, Seed: DefaultSeed, Language: lang, Home: "DE", Letters: true})
		segments, err := b.Segments.List(t.Context())
		if err != nil || len(segments) < 5 {
			t.Fatal(segments, err)
		}
		for _, x := range segments {
			q := book.ParseQuery(x.Query, today, time.UTC, func(_ book.TestField, word string) []string { return []string{word} })
			if len(q.Faults) > 0 {
				t.Errorf("%s: %s: %+v", lang, x.Name, q.Faults)
			}
		}
		if n, err := b.Customers.Count(t.Context(), book.CustomerFilter{Text: "birthday:next14"}); err != nil || n < birthdaysSoon {
			t.Errorf("%s: %d birthdays soon (%v)", lang, n, err)
		}
		list, err := b.Campaigns.List(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		kinds := map[book.CampaignKind]int{}
		var late, out, waiting, coming, came int
		for _, c := range list {
			kinds[c.Kind]++
			late, out, waiting, coming, came = late+c.Late, out+c.LeftOut, waiting+c.Waiting, coming+c.Coming, came+c.Came
			_, to, err := b.Campaigns.Get(t.Context(), c.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range to {
				if r.Text == "" || strings.ContainsAny(r.Text+r.Subject, "{}") {
					t.Errorf("%s: %s to %s is not whole:\n%s", lang, c.Title, r.Customer.Name.Full, r.Text)
				}
				if r.State == book.LeftOut && r.Why == "" || r.State != book.LeftOut && r.Why != "" {
					t.Errorf("%s: %s is %s because of %q", lang, r.Customer.Name.Full, r.State, r.Why)
				}
				if r.State == book.Sent && calendar.DateOf(r.SentAt) > today {
					t.Errorf("%s: sent in the future", lang)
				}
			}
		}
		if kinds[book.GreetingCampaign] != 1 || kinds[book.CrisisCampaign] != 1 || kinds[book.EventCampaign] != 2 {
			t.Errorf("%s: %v", lang, kinds)
		}
		if late == 0 || out == 0 || waiting == 0 || coming == 0 || came == 0 {
			t.Errorf("%s: late %d, left out %d, waiting %d, coming %d, came %d", lang, late, out, waiting, coming, came)
		}
		if op, ok, err := b.History.Last(t.Context()); err != nil || ok {
			t.Errorf("%s: the book offers to take back %s (%v)", lang, op.Kind, err)
		}
	}
}

// A book without customers is an empty one like any other, and nobody's.
func TestAnEmptyBookHasNoOwner(t *testing.T) {
	b := filled(t, Options{Language: "en", Letters: true})
	s, err := b.Settings(t.Context())
	if err != nil || s.OwnerName != "" || s.Company != "" || s.Demo {
		t.Errorf("%+v %v", s, err)
	}
	if list, err := b.Segments.List(t.Context()); err != nil || len(list) > 0 {
		t.Error(list, err)
	}
}
