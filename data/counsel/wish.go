package counsel

import (
	"slices"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
)

// How far round today feasts are looked for: wishes may come weeks before one
// and days after it.
const (
	wishBehind = 16
	wishAhead  = 62
)

// faiths are the traditions of a faith. Their wishes are for those alone who
// told us that they keep them: a country says nothing of a person's faith.
var faiths = []string{
	"islamic", "christian", "orthodox", "coptic", "ethiopian", "jewish", "hindu", "buddhist", "sikh", "jain", "bahai", "zoroastrian",
}

// Wish is a wish that fits a customer today, with the day of its feast.
type Wish struct {
	almanac.Wish
	Feast almanac.Occurrence
}

// Wishes are what can be wished to a customer today in a language, the nearest
// feast first: those of the places of their cultures, and those of a faith
// when they told us that they keep it. To who is in mourning nothing is wished.
func Wishes(a *almanac.Almanac, c book.Customer, lang string, today calendar.Date) (list []Wish) {
	var places, kept []string
	for _, x := range Of(c) {
		places = append(places, x.Code[:min(len(x.Code), 2)])
	}
	for _, o := range c.Observances {
		kept = append(kept, o.Tradition)
	}
	if len(places)+len(kept) == 0 || planner.Mourns(a, c, today) {
		return nil
	}
	seen := map[string]bool{}
	for _, o := range a.Occurrences(almanac.Query{From: today - wishBehind, To: today + wishAhead, Countries: places, Traditions: kept, Nationwide: true}) {
		if slices.Contains(faiths, o.Tradition) && !slices.Contains(kept, o.Tradition) || o.Country == "" && !o.KeptIn(c.Country) {
			continue
		}
		for _, w := range a.Wishes(o.ID, o, today) {
			if culture.Serves(w.Language, lang) && !seen[w.Text] {
				seen[w.Text] = true
				list = append(list, Wish{w, o})
			}
		}
	}
	near := func(w Wish) calendar.Date { return max(w.Feast.Date-today, today-w.Feast.Date) }
	slices.SortStableFunc(list, func(a, b Wish) int { return int(near(a) - near(b)) })
	return list
}
