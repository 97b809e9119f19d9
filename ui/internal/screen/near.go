package screen

import (
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
)

// everybody stands for a holiday of the whole book.
const everybody = "*"

// Near writes whom a holiday concerns as the argument "near" of a route to the
// list of customers.
func Near(c book.Concerned) string {
	if c.Everybody {
		return everybody
	}
	var parts []string
	lists := [][]string{c.Countries, c.Cultures, c.Observances}
	if len(c.Within)+len(c.Without) > 0 {
		lists = append(lists, c.Within, c.Without)
	}
	for _, list := range lists {
		parts = append(parts, strings.Join(list, ","))
	}
	return strings.Join(parts, ";")
}

// NearOf reads what Near wrote; ok is false for anything else. The last two
// parts are missing where a feast falls on one day everywhere.
func NearOf(s string) (c book.Concerned, ok bool) {
	if s == everybody {
		return book.Concerned{Everybody: true}, true
	}
	parts := strings.Split(s, ";")
	if len(parts) < 3 {
		return c, false
	}
	for i, list := range []*[]string{&c.Countries, &c.Cultures, &c.Observances, &c.Within, &c.Without} {
		if i < len(parts) && parts[i] != "" {
			*list = strings.Split(parts[i], ",")
		}
	}
	return c, true
}

// Greet is the way to the form of greetings for a day and the customers whom it
// concerns.
func Greet(o almanac.Occurrence, whom book.Concerned) Route {
	return Route{Screen: Messages}.With("new", string(book.GreetingCampaign)).
		With("holiday", o.ID).With("day", o.Date.String()).With("near", Near(whom))
}
