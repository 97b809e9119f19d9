package exchange_test

import (
	"testing"

	"dragoman/data/almanac"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
)

// TestHolidayEvents holds that every event of a year has a UID of its own,
// that a part of the year has the same ones, and that an announced date moves
// an event instead of making another.
func TestHolidayEvents(t *testing.T) {
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	year := func(a *almanac.Almanac, from calendar.Date) map[string]exchange.Event {
		q := almanac.Query{From: from, To: calendar.NewDate(2033, 12, 31), Countries: []string{"CN", "JP", "SA", "US"}}
		out := map[string]exchange.Event{}
		for _, e := range exchange.HolidayEvents(a, a.Occurrences(q), "en") {
			if before, twice := out[e.UID]; twice {
				t.Errorf("%s is %+v and %+v", e.UID, before, e)
			}
			out[e.UID] = e
		}
		return out
	}
	whole := year(a, calendar.NewDate(2033, 1, 1))
	for uid, e := range year(a, calendar.NewDate(2033, 7, 1)) {
		if whole[uid].First != e.First {
			t.Errorf("%s of %s is another event in the whole year", uid, e.First)
		}
	}
	const eid = "sa.eid_al_fitr-SA-2033-1@dragoman" // the first of two
	moved := whole[eid].First + 1
	if moved < calendar.NewDate(2033, 1, 1) {
		t.Fatalf("%s is not among %d events", eid, len(whole))
	}
	if got := year(a.Announce("SA", "eid_al_fitr", 2033, moved), calendar.NewDate(2033, 1, 1))[eid]; got.First != moved {
		t.Errorf("the announced %s is at %s, want %s", eid, got.First, moved)
	}
}
