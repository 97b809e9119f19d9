package planner

import (
	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Mourns reports whether a customer is in mourning on a day, as the user noted
// of them or of their organisation: nothing cheerful is said to them then.
func Mourns(a *almanac.Almanac, c book.Customer, d calendar.Date) bool {
	q := almanac.Query{From: d, To: d, Parties: []string{string(c.ID)}}
	if c.OrganisationID != "" {
		q.Parties = append(q.Parties, string(c.OrganisationID))
	}
	for _, o := range a.Occurrences(q) {
		if o.Kind == almanac.Mourning && o.On(d) {
			return true
		}
	}
	return false
}
