package planner

import (
	"testing"

	"dragoman/data/book"
)

// TestMourns holds that a time of mourning is that of a customer, or of the
// people of an organisation, and of nobody else.
func TestMourns(t *testing.T) {
	p := laid(t,
		book.OwnDay{ID: "m", Sort: book.ClosingDay, CustomerID: "a", Kind: book.OwnMourning, When: book.Once(on(t, "2027-03-10")), Days: 7},
		book.OwnDay{ID: "c", Sort: book.ClosingDay, CustomerID: "b", When: book.Once(on(t, "2027-03-10")), Days: 7},
		book.OwnDay{ID: "o", Sort: book.ClosingDay, CustomerID: "firm", Kind: book.OwnMourning, When: book.Once(on(t, "2027-03-10"))},
	)
	for _, x := range []struct {
		c    book.Customer
		day  string
		want bool
	}{
		{book.Customer{ID: "a"}, "2027-03-10", true},
		{book.Customer{ID: "a"}, "2027-03-16", true},
		{book.Customer{ID: "a"}, "2027-03-17", false},
		{book.Customer{ID: "b"}, "2027-03-10", false},
		{book.Customer{ID: "d", OrganisationID: "firm"}, "2027-03-10", true},
		{book.Customer{ID: "d", OrganisationID: "firm"}, "2027-03-11", false},
	} {
		if got := Mourns(p.Almanac, x.c, on(t, x.day)); got != x.want {
			t.Errorf("%s on %s: %v", x.c.ID, x.day, got)
		}
		if x.want {
			if _, shut := p.Almanac.ClosedParty(on(t, x.day), string(x.c.ID), string(x.c.OrganisationID)); !shut {
				t.Errorf("%s is not left alone on %s", x.c.ID, x.day)
			}
		}
	}
}
