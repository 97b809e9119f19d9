package sample

import (
	"testing"

	"dragoman/data/book"
)

// The demo book shows what the screens of sales can do: orders of many
// currencies that are summed, some that cannot be, deals in every stage,
// members of every tier, and points that are those of the rules.
func TestTheDemoBookSells(t *testing.T) {
	b := filled(t, Options{Customers: DefaultCustomers, Seed: DefaultSeed, Language: "en", Home: "DE"})
	ctx := t.Context()
	x, err := b.Orders.Totals(ctx, book.OrderFilter{})
	if err != nil || x.Count < 400 || x.Returns == 0 || x.Total <= 0 || x.Cost <= 0 || x.Cost >= x.Costed {
		t.Errorf("totals %+v, %v", x, err)
	}
	if len(x.Apart) != 1 || x.Apart[0].Currency != "THB" {
		t.Errorf("without a rate: %+v", x.Apart)
	}
	stages := map[string]int{}
	deals, err := b.Deals.List(ctx, book.DealFilter{})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deals {
		stages[d.Stage]++
	}
	if len(stages) != 6 {
		t.Errorf("deals in %v", stages)
	}
	rep, err := b.Loyalty.Report(ctx)
	if err != nil || rep.Members < 10 || len(rep.Redeemed) == 0 || len(rep.Tiers) < 3 {
		t.Errorf("loyalty %+v, %v", rep, err)
	}
	if n, _, err := b.Loyalty.Daily(ctx); n > 3 || err != nil {
		t.Errorf("%d members have points that are not those of the rules (%v)", n, err)
	}
}
