package planner

import (
	"context"
	"maps"
	"testing"

	"dragoman/data/book"
)

// absentDesk is a desk whose customers differ in place, weekend and closings.
func absentDesk(t testing.TB) (*Planner, desk) {
	people := desk{
		{ID: "works", Kind: book.Organisation, Country: "DE", Region: "BY"},
		{ID: "ben", OrganisationID: "works", Country: "JP"},
		{ID: "sato", Country: "JP"},
		{ID: "berlin", Country: "DE", Region: "DE-BE"},
		{ID: "munich", Country: "DE", Region: "DE-BY"},
		{ID: "germany", Country: "DE"},
		{ID: "omar", Country: "SA", Hours: book.Hours{Weekend: []int{1}}},
		{ID: "nobody"},
		{ID: "closed"},
	}
	return laid(
		t,
		book.OwnDay{Sort: book.ClosingDay, CustomerID: "works", When: book.Once(on(t, "2026-08-12")), Days: 12, Note: "Works holiday"},
		book.OwnDay{Sort: book.ClosingDay, CustomerID: "closed", When: book.Once(on(t, "2026-03-02")), Days: 3},
		book.OwnDay{Sort: book.ClosingDay, Country: "DE", Region: "DE-BE", When: book.Once(on(t, "2026-03-09")), Days: 2, Note: "Storm"},
	), people
}

// TestAbsence holds that a year counts day by day whom the page of a day counts,
// weekends aside, and each customer once.
func TestAbsence(t *testing.T) {
	p, people := absentDesk(t)
	ctx := context.Background()
	from, to := on(t, "2026-01-01"), on(t, "2026-12-31")
	a, err := p.Absence(ctx, people, from, to)
	if err != nil {
		t.Fatal(err)
	}
	if a.Known != 8 {
		t.Errorf("%d are known", a.Known)
	}
	for d := from; d <= to; d++ {
		c, err := p.Closed(ctx, people, d)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, r := range c.Reasons {
			if r.Reason != Weekend {
				want += r.Count
			}
		}
		if got := a.On(d); got != want {
			t.Errorf("%s: %d are closed, the page of the day has %d", d, got, want)
		}
	}
	for _, c := range []struct {
		name, monday string
		want         map[string]int
		cause        string
	}{
		{"a closing of a region", "2026-03-09", map[string]int{"DE": 1}, "Storm"},
		{"a customer of no country", "2026-03-02", map[string]int{"": 1}, "Closed"},
		{"an organisation and its people", "2026-08-17", map[string]int{"DE": 1, "JP": 1}, "Works holiday"},
		{"stated days off", "2026-03-16", map[string]int{"SA": 1}, "Eid al-Fitr holiday"},
		{"nothing", "2026-06-15", map[string]int{}, ""},
	} {
		monday := on(t, c.monday)
		if got := a.Lost(monday, monday+6, 2); !maps.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
		o, ok := a.Cause(monday, monday+6)
		if ok != (c.cause != "") || ok && o.Name("en") != c.cause {
			t.Errorf("%s: because of %q, want %q", c.name, o.Name("en"), c.cause)
		}
	}
	if got := a.Lost(on(t, "2026-08-10"), on(t, "2026-08-16"), 3)["DE"]; got != 1 {
		t.Errorf("with the Assumption in Bavaria %d lose three days, want 1", got)
	}
}

// TestRegionWithoutCountry holds that an own day kept for "BY" counts in Bavaria,
// as one for "DE-BY" does, and not beyond.
func TestRegionWithoutCountry(t *testing.T) {
	for _, region := range []string{"BY", "DE-BY"} {
		p := laid(t, book.OwnDay{Sort: book.ClosingDay, Country: "DE", Region: region, When: book.Once(on(t, "2026-11-24"))})
		for _, c := range []struct {
			region string
			closed bool
		}{{"BY", true}, {"DE-BY", true}, {"BE", false}, {"", false}} {
			if r, _ := p.off(book.CustomerRow{Country: "DE", Region: c.region}, on(t, "2026-11-24")); (r == Closing) != c.closed {
				t.Errorf("kept for %s, in %q it is %q", region, c.region, r)
			}
		}
	}
}

// BenchmarkAbsence works out a year of the customers of fifty countries.
func BenchmarkAbsence(b *testing.B) {
	p := load(b)
	var people desk
	for _, c := range p.Almanac.Countries()[:50] {
		people = append(people, book.CustomerRow{ID: book.ID(c), Country: c})
	}
	from, to := on(b, "2026-12-26"), on(b, "2028-01-06")
	for b.Loop() {
		a, err := p.Absence(context.Background(), people, from, to)
		if err != nil || a.Known != 50 {
			b.Fatal(a.Known, err)
		}
	}
}
