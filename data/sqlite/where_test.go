package sqlite

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// anyWhere is a condition of any shape over some fields.
func anyWhere(t *rapid.T, deep int) book.Where {
	if deep > 0 {
		switch rapid.IntRange(0, 5).Draw(t, "shape") {
		case 0:
			inner := anyWhere(t, deep-1)
			return book.Where{Not: &inner}
		case 1:
			return book.Where{Any: []book.Where{anyWhere(t, deep-1), anyWhere(t, deep-1)}}
		case 2, 3:
			return book.Where{All: []book.Where{anyWhere(t, deep-1), anyWhere(t, deep-1), anyWhere(t, deep-1)}}
		}
	}
	one, day := int64(rapid.IntRange(0, 2).Draw(t, "n")), time.Date(2027, 3, 10, 0, 0, 0, 0, time.UTC)
	blank := rapid.IntRange(0, 4).Draw(t, "blank") == 0
	test := rapid.SampledFrom([]book.Test{
		{Field: book.TestCountry, Values: []string{"JP", "CN"}},
		{Field: book.TestTag, Values: []string{"vip"}},
		{Field: book.TestCity, Values: []string{"東京"}},
		{Field: book.TestKind, Values: []string{"person"}},
		{Field: book.TestOrders, Above: &one},
		{Field: book.TestSpent, Below: &one},
		{Field: book.TestTier, Values: []string{"1"}},
		{Field: book.TestConsent, Values: []string{"granted"}, From: day},
		{Field: book.TestConsent, Values: []string{"stopped"}, From: day},
		{Field: book.TestBought, From: day.AddDate(0, -6, 0)},
		{Field: book.TestAdded, Before: time.Now()},
		{Field: book.TestCase, Values: []string{book.AnyOpenCase}},
		{Field: book.TestCulture, Values: []string{"JP"}},
		{Field: book.TestLanguage, Values: []string{"ja"}},
	}).Draw(t, "test")
	test.Blank = blank && test.Field != book.TestAdded && test.Field != book.TestKind
	return book.Where{Test: &test}
}

// TestBothFormsOfASetAgree holds that a condition picks the same customers as a
// query for rows and as a test of each, among the living and in the trash.
func TestBothFormsOfASetAgree(t *testing.T) {
	s := newShop(t)
	check(t, fill(s.f, 120))
	ids, err := s.f.CustomerIDs(ctx, book.CustomerFilter{})
	check(t, err)
	r := rand.New(rand.NewPCG(1, 7))
	for i, id := range ids {
		switch r.IntN(5) {
		case 0:
			_, _, err = s.Orders.Save(ctx, book.Order{CustomerID: id, On: calendar.NewDate(2027, 1, 1+i%28), Total: 700, Currency: "EUR", Status: book.OrderPaid})
		case 1:
			_, err = s.Loyalty.Join(ctx, id)
		case 2:
			_, _, err = s.Consents.Record(ctx, book.Consent{CustomerID: id, Purpose: book.Marketing, State: []book.ConsentState{book.Granted, book.Declined}[i%2], Source: "mail"})
		case 3:
			_, _, err = s.Cases.Save(ctx, book.Case{CustomerID: id, Kind: book.Request, Channel: book.MailSent, Subject: "x", ReceivedAt: s.now})
		case 4:
			_, err = s.Customers.Trash(ctx, id)
		}
		check(t, err)
	}
	found := 0
	rapid.Check(t, func(rt *rapid.T) {
		w := anyWhere(rt, 3)
		for _, trashed := range []bool{false, true} {
			f := book.CustomerFilter{Where: &w, Trashed: trashed}
			got, err := s.f.CustomerIDs(ctx, f)
			check(t, err)
			n, err := s.f.CountCustomers(ctx, f)
			check(t, err)
			conds, args := []string{live(f)}, []any(nil)
			for _, x := range sets(f) {
				conds, args = append(conds, x.test), append(args, x.testArgs...)
			}
			var want []book.ID
			_, err = ask(ctx, s.f.reader, "test", func(q *session) (struct{}, error) {
				return struct{}{}, q.each(ctx, "SELECT c.id FROM customer c WHERE "+strings.Join(conds, " AND ")+" ORDER BY c.id", args, func(scan func(...any) error) error {
					var id book.ID
					err := scan(&id)
					want = append(want, id)
					return err
				})
			})
			check(t, err)
			if !slices.Equal(got, want) || n != len(want) {
				rt.Fatalf("trashed %t: %d by rows, %d counted, %d by test", trashed, len(got), n, len(want))
			}
			found += n
		}
	})
	if found == 0 {
		t.Error("nobody was ever found")
	}
}
