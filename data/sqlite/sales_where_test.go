package sqlite

import (
	"fmt"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// TestSegmentsByWorth holds that conditions on orders and cases find whom the
// orders and cases themselves name, in both forms of a set.
func TestSegmentsByWorth(t *testing.T) {
	f := fresh(t)
	today := calendar.NewDate(2027, 3, 10)
	b := book.New(f, func() time.Time { return today.In(time.UTC, 12, 0) })
	b.SetResolver(func(_ book.TestField, word string) []string { return []string{word} })
	_, err := b.SaveSettings(ctx, book.Settings{BaseCurrency: "EUR", HomeZone: "UTC"})
	check(t, err)
	// Customer i has i orders of 100 each, the last of them i days ago.
	for i := range 5 {
		c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: fmt.Sprint("c", i)}})
		check(t, err)
		for k := range i {
			_, _, err := b.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: today - calendar.Date(i+10*k), Total: 10000, Currency: "EUR", Status: book.OrderPaid})
			check(t, err)
		}
		if i == 2 {
			_, _, err := b.Cases.Save(ctx, book.Case{CustomerID: c.ID, Kind: book.Complaint, Channel: book.MailSent, Subject: "late", ReceivedAt: today.In(time.UTC, 9, 0)})
			check(t, err)
		}
	}
	for _, x := range []struct {
		query string
		want  string
	}{
		{"orders:none", "c0"},
		{"orders:0", "c0"},
		{"orders:2", "c2"},
		{"orders>2", "c3 c4"},
		{"orders<2", "c0 c1"},
		{"spent>200", "c3 c4"},
		{"spent<150", "c0 c1"},
		{"bought<2d", "c1 c2"},
		{"bought>3d", "c4"},
		{"bought:never", "c0"},
		{"case:open", "c2"},
		{"case:request", ""},
		{"-case:complaint", "c0 c1 c3 c4"},
		{"case:none", "c0 c1 c3 c4"},
		{"orders>1 case:complaint OR spent>300", "c2 c4"},
	} {
		page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Text: x.query}})
		check(t, err)
		got := ""
		for i, r := range page.Rows {
			if i > 0 {
				got += " "
			}
			got += r.Name.Full
		}
		n, err := b.Customers.Count(ctx, book.CustomerFilter{Text: x.query})
		check(t, err)
		if got != x.want || n != len(page.Rows) {
			t.Errorf("%s finds %q (%d), want %q", x.query, got, n, x.want)
		}
		// The other form: a test of each customer, as beside a second condition.
		page, err = b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Kind: book.Person, Text: x.query}})
		check(t, err)
		if len(page.Rows) != n {
			t.Errorf("%s of people finds %d, want %d", x.query, len(page.Rows), n)
		}
	}
}
