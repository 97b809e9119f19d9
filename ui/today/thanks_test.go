package today

import (
	"context"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// A thank-you is suggested for an order after which nobody was in touch, says
// why, becomes a follow-up or is dropped, and comes back with undo.
func TestThankYou(t *testing.T) {
	b := openBook(t)
	env, sh := newEnv(t, b, "en")
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	today := calendar.DateOf(env.Now())
	sells := func(name string, ago int) book.Order {
		t.Helper()
		c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: name}})
		must(err)
		o, _, err := b.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: today - calendar.Date(ago), Currency: "EUR", Total: 5000, Status: book.OrderOpen})
		must(err)
		return o
	}
	sells("Long ago", book.ThankDays+1)
	spoken := sells("Spoken to", 3)
	_, _, err := b.Interactions.Log(ctx, book.Interaction{CustomerID: spoken.CustomerID, Kind: book.CallMade, Direction: book.FromUs, At: env.Now().Add(-time.Hour)})
	must(err)
	sells("Later", 1)
	sells("Sooner", 2)
	p := NewPresenter(env, func() {})
	p.Show()
	names := func() string {
		s := ""
		for _, x := range p.State().Thanks {
			s += x.Order.Customer.Name.Full + ";"
		}
		return s
	}
	if names() != "Later;Sooner;" {
		t.Fatalf("suggested: %s", names())
	}
	if want := "because of an order on "; p.State().Thanks[0].Why[:len(want)] != want {
		t.Errorf("why = %q", p.State().Thanks[0].Why)
	}
	p.Thank(p.State().Thanks[0].Order, true)
	p.Show()
	rows, err := b.FollowUps.List(ctx, book.FollowUpQuery{View: book.ViewToday, Today: today})
	must(err)
	if names() != "Sooner;" || len(rows) != 1 {
		t.Errorf("suggested %s, follow-ups %d", names(), len(rows))
	}
	p.Thank(p.State().Thanks[0].Order, false)
	p.Show()
	if names() != "" {
		t.Errorf("suggested after dropping: %s", names())
	}
	for range 2 {
		op, ok, err := b.History.Last(ctx, book.OpOrderThank)
		if must(err); ok {
			_, _, err = b.History.Undo(ctx, op.ID)
			must(err)
		}
	}
	p.Show()
	if names() != "Later;Sooner;" || sh.failed != nil {
		t.Errorf("suggested after undo: %s (%v)", names(), sh.failed)
	}
}

// A tier that changed is told for a week.
func TestTierNews(t *testing.T) {
	b := openBook(t)
	env, _ := newEnv(t, b, "en")
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := b.Orders.SetBase(ctx, "EUR")
	must(err)
	_, err = b.Loyalty.SaveProgramme(ctx, book.Programme{On: true, Earn: 1, Per: 100, Window: 12, Tiers: []book.Tier{{Name: "Silver", From: 10}, {Name: "Gold", From: 100}}})
	must(err)
	c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Tanaka"}})
	must(err)
	_, err = b.Loyalty.Join(ctx, c.ID)
	must(err)
	for i, want := range []string{"reached Silver", "now Gold, was Silver"} {
		_, _, err := b.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: calendar.DateOf(env.Now()), Currency: "EUR", Total: []int64{2000, 20000}[i], Status: book.OrderPaid})
		must(err)
		p := NewPresenter(env, func() {})
		p.Show()
		news := p.State().Tiers
		if len(news) != 1 || !news[0].Up || news[0].Text[:len(want)] != want {
			t.Errorf("news %+v, want %q", news, want)
		}
	}
}
