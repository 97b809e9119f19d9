package book_test

import (
	"testing"

	"dragoman/data/book"
)

func TestDeals(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	deal, _, err := d.Deals.Save(d.ctx(), book.Deal{CustomerID: c.ID, Title: " Spring tea ", Stage: "lead", Amount: 50000, Currency: "eur", Likelihood: 10})
	d.must(err)
	same(t, "title and currency", [2]string{deal.Title, deal.Currency}, [2]string{"Spring tea", "EUR"})
	deal, op, err := d.Deals.Move(d.ctx(), deal.ID, "offer", "")
	d.must(err)
	same(t, "the likelihood of the stage", deal.Likelihood, 50)
	d.undo(op)
	deal.Likelihood, deal.Version = 25, deal.Version+1
	deal.Stage = "lead"
	deal, _, err = d.Deals.Save(d.ctx(), deal)
	d.must(err)
	deal, _, err = d.Deals.Move(d.ctx(), deal.ID, "talks", "")
	d.must(err)
	same(t, "a likelihood of the user's own", deal.Likelihood, 25)
	_, _, err = d.Deals.Move(d.ctx(), deal.ID, book.StageLost, " ")
	refused(t, err, book.Invalid, "lost_why", "missing")
	deal, op, err = d.Deals.Move(d.ctx(), deal.ID, book.StageLost, "too dear")
	d.must(err)
	same(t, "lost", [2]any{deal.ClosedAt.Equal(noon), deal.Likelihood}, [2]any{true, 0})
	rows, err := d.Deals.List(d.ctx(), book.DealFilter{OpenOnly: true})
	d.must(err)
	same(t, "open deals", len(rows), 0)
	d.undo(op)
	deal, _, err = d.Deals.Move(d.ctx(), deal.ID, book.StageWon, "ignored")
	d.must(err)
	same(t, "won", [3]any{deal.Open(), deal.LostWhy, deal.Likelihood}, [3]any{false, "", 100})
	deal, _, err = d.Deals.Move(d.ctx(), deal.ID, "offer", "")
	d.must(err)
	same(t, "open again", deal.Open() && deal.ClosedAt.IsZero(), true)
	_, _, err = d.Deals.Move(d.ctx(), deal.ID, "nowhere", "")
	refused(t, err, book.Invalid, "stage", "unknown")
}

func TestDealsThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	for _, x := range []struct {
		name          string
		edit          func(*book.Deal)
		field, detail string
	}{
		{"nobody's", func(x *book.Deal) { x.CustomerID = "" }, "customer", "missing"},
		{"no title", func(x *book.Deal) { x.Title = " " }, "deal", "missing"},
		{"unknown stage", func(x *book.Deal) { x.Stage = "x" }, "stage", "unknown"},
		{"unknown currency", func(x *book.Deal) { x.Currency = "XYZ" }, "currency", "not_in_use"},
		{"below zero", func(x *book.Deal) { x.Amount = -1 }, "amount", "below_zero"},
		{"over certain", func(x *book.Deal) { x.Likelihood = 101 }, "likelihood", "range"},
		{"lost without a reason", func(x *book.Deal) { x.Stage = book.StageLost }, "lost_why", "missing"},
	} {
		deal := book.Deal{CustomerID: c.ID, Title: "Tea", Stage: "lead", Currency: "EUR"}
		x.edit(&deal)
		_, _, err := d.Deals.Save(d.ctx(), deal)
		t.Run(x.name, func(t *testing.T) { refused(t, err, book.Invalid, x.field, x.detail) })
	}
}

// The user's own stages are kept and taken back; one that holds open deals
// cannot go.
func TestStages(t *testing.T) {
	d := newDesk(t)
	c := d.add("Tanaka")
	own := []book.Stage{{ID: "lead", Likelihood: 5}, {Name: "Sample sent", Likelihood: 40}}
	op, err := d.Deals.SaveStages(d.ctx(), own)
	d.must(err)
	got, err := d.Deals.Stages(d.ctx())
	d.must(err)
	if len(got) != 2 || got[1].ID == "" || got[1].Name != "Sample sent" || got[0].Likelihood != 5 {
		t.Fatal(got)
	}
	_, _, err = d.Deals.Save(d.ctx(), book.Deal{CustomerID: c.ID, Title: "Tea", Stage: got[1].ID, Currency: "EUR"})
	d.must(err)
	for _, x := range []struct {
		list          []book.Stage
		field, detail string
	}{
		{[]book.Stage{{ID: "lead"}}, "stage", "in_use"},
		{nil, "stage", "count"},
		{[]book.Stage{{Name: ""}}, "stage", "missing"},
		{[]book.Stage{{ID: "won"}}, "stage", "missing"},
		{[]book.Stage{got[1], got[1]}, "stage", "twice"},
		{[]book.Stage{{ID: "lead", Likelihood: 101}}, "likelihood", "range"},
	} {
		_, err := d.Deals.SaveStages(d.ctx(), x.list)
		refused(t, err, book.Invalid, x.field, x.detail)
	}
	d.undo(op)
	got, err = d.Deals.Stages(d.ctx())
	d.must(err)
	same(t, "stages after undo", len(got), 4)
}

// Merging two customers moves their orders and deals; purging takes them along.
func TestOrdersMoveWithTheirCustomer(t *testing.T) {
	d := newDesk(t)
	keep, other := d.add("Tanaka"), d.add("Tanaka")
	d.order(other.ID, "2027-02-01", "EUR", 100, func(o *book.Order) { o.Lines = []book.OrderLine{{Text: "Tea", Quantity: 1000, Price: 100}} })
	_, _, err := d.Deals.Save(d.ctx(), book.Deal{CustomerID: other.ID, Title: "Tea", Stage: "lead", Currency: "EUR"})
	d.must(err)
	op, err := d.Duplicates.Merge(d.ctx(), keep, other, nil)
	d.must(err)
	count := func(id book.ID) [2]int {
		x, err := d.Orders.Summary(d.ctx(), id)
		d.must(err)
		rows, err := d.Deals.List(d.ctx(), book.DealFilter{Customer: id})
		d.must(err)
		return [2]int{x.Count, len(rows)}
	}
	same(t, "of the one that stays", count(keep.ID), [2]int{1, 1})
	d.undo(op)
	same(t, "after undo", [2][2]int{count(keep.ID), count(other.ID)}, [2][2]int{{0, 0}, {1, 1}})
	_, err = d.Customers.Trash(d.ctx(), other.ID)
	d.must(err)
	n, err := d.Customers.Purge(d.ctx(), other.ID)
	d.must(err)
	same(t, "purged", n, 1)
	faults, err := d.file.Check(d.ctx())
	d.must(err)
	same(t, "faults", len(faults), 0)
}
