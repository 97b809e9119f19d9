package book_test

import (
	"errors"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

func TestRatings(t *testing.T) {
	d := newDesk(t)
	c, _, err := d.Customers.Save(d.ctx(), book.Customer{Name: book.Name{Full: "Hana Suzuki"}})
	d.must(err)
	today, err := d.Today(d.ctx())
	d.must(err)
	good := book.Rating{CustomerID: c.ID, What: book.Trust, Score: 4, Reason: " keeps her word "}
	for _, x := range []struct {
		field, detail string
		change        func(*book.Rating)
	}{
		{"customer", "missing", func(r *book.Rating) { r.CustomerID = "" }},
		{"rating", "unknown", func(r *book.Rating) { r.What = "charm" }},
		{"score", "range", func(r *book.Rating) { r.Score = 0 }},
		{"score", "range", func(r *book.Rating) { r.Score = 6 }},
		{"reason", "missing", func(r *book.Rating) { r.Reason = "  " }},
		{"day", "in_future", func(r *book.Rating) { r.On = today + 1 }},
	} {
		r := good
		x.change(&r)
		_, _, err := d.Ratings.Add(d.ctx(), r)
		var e *book.Error
		if !errors.As(err, &e) || e.Code != book.Invalid || e.Field != x.field || e.Detail != x.detail {
			t.Errorf("%s %s: %v", x.field, x.detail, err)
		}
	}
	add := func(score int, on calendar.Date) book.Operation {
		r := good
		r.Score, r.On = score, on
		_, op, err := d.Ratings.Add(d.ctx(), r)
		d.must(err)
		return op
	}
	latest := func() int {
		list, err := d.Ratings.List(d.ctx(), c.ID)
		d.must(err)
		return book.LatestRatings(list)[book.Trust].Score
	}
	add(4, 0)
	add(2, today-30) // entered later, of an earlier day
	if got := latest(); got != 4 {
		t.Errorf("the latest is %d", got)
	}
	op := add(3, today)
	if got := latest(); got != 3 {
		t.Errorf("of two of one day the one entered last counts: %d", got)
	}
	d.undo(op)
	if got := latest(); got != 4 {
		t.Errorf("after undo %d", got)
	}
	list, err := d.Ratings.List(d.ctx(), c.ID)
	d.must(err)
	if len(list) != 2 || list[0].Reason != "keeps her word" {
		t.Errorf("%+v", list)
	}
}
