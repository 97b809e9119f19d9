package sample

import (
	"slices"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

func TestRatingsAreRight(t *testing.T) {
	today := calendar.NewDate(2026, 11, 26)
	for _, lang := range []string{"en", "zh-Hans"} {
		kinds := map[book.RatingKind]int{}
		for _, b := range bundlesOf(t, Options{Customers: 120, Seed: DefaultSeed, Language: lang, Today: today, Home: "DE"}) {
			for _, r := range b.Ratings {
				kinds[r.What]++
				if !slices.Contains(book.RatingKinds(), r.What) || r.Score < 1 || r.Score > 5 || r.Reason == "" || r.On >= today || r.CustomerID != b.Customer.ID {
					t.Errorf("%s: %+v", lang, r)
				}
			}
		}
		if len(kinds) != len(book.RatingKinds()) {
			t.Errorf("%s: only %v", lang, kinds)
		}
	}
}
