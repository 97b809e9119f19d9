package sqlite

import (
	"fmt"
	"strings"
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

// TestSegmentsByTier holds that a tier is found by the name that the owner gave
// it, in both forms of a set, and that it follows the ledger.
func TestSegmentsByTier(t *testing.T) {
	f := fresh(t)
	today := calendar.NewDate(2027, 3, 10)
	b := book.New(f, func() time.Time { return today.In(time.UTC, 12, 0) })
	_, err := b.SaveSettings(ctx, book.Settings{BaseCurrency: "EUR", HomeZone: "UTC"})
	check(t, err)
	_, err = b.Loyalty.SaveProgramme(ctx, book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12,
		Tiers: []book.Tier{{ID: "1", Name: "Or pur", From: 300}, {ID: "2", Name: "Café", From: 100}, {ID: "3", Name: "钻石", From: 1000}},
	})
	check(t, err)
	// c0 is no member; the others have so many points; c5 has left.
	for i, points := range []int64{0, 0, 100, 300, 1000, 1000} {
		c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: fmt.Sprint("c", i)}})
		check(t, err)
		if i == 0 {
			continue
		}
		_, err = b.Loyalty.Join(ctx, c.ID)
		check(t, err)
		if points > 0 {
			_, _, err = b.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: today, Total: points * 100, Currency: "EUR", Status: book.OrderPaid})
			check(t, err)
		}
		if i == 5 {
			_, err = b.Loyalty.Quit(ctx, c.ID)
			check(t, err)
		}
	}
	for _, x := range []struct{ query, want string }{
		{`tier:"or pur"`, "c3"},
		{"tier:cafe", "c2"},
		{"tier:CAFÉ,钻石", "c2 c4"},
		{"等级:钻石", "c4"},
		{"tier:none", "c0 c1 c5"},
		{"-tier:none", "c2 c3 c4"},
		{"-tier:café", "c0 c1 c3 c4 c5"},
		{"tier:café OR orders:none", "c0 c1 c2"},
	} {
		for _, kind := range []book.Kind{"", book.Person} {
			page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Kind: kind, Text: x.query}})
			check(t, err)
			var names []string
			for _, r := range page.Rows {
				names = append(names, r.Name.Full)
			}
			if got := strings.Join(names, " "); got != x.want {
				t.Errorf("%s of kind %q finds %q, want %q", x.query, kind, got, x.want)
			}
		}
	}
	q, err := b.Parse(ctx, "tier:silver")
	check(t, err)
	if len(q.Faults) != 1 || q.Faults[0].Why != "value" {
		t.Errorf("a tier that there is not is %+v", q.Faults)
	}
}
