package sample

import (
	"fmt"
	"slices"
	"time"

	"dragoman/data/book"
)

// team are the two who own the cases of the demo book, and what they speak and
// know. Like the other extras they use no chance.
func (g *generator) team() []book.Member {
	known := []book.Member{
		{
			Languages: []book.Spoken{{Tag: "de", Level: book.Native}, {Tag: "en", Level: book.Fluent}, {Tag: "ar", Level: book.Some}},
			Cultures:  []string{"DE", "AE", "SA"},
		},
		{
			Languages: []book.Spoken{{Tag: "zh-Hans", Level: book.Native}, {Tag: "en", Level: book.Fluent}, {Tag: "ja", Level: book.Fluent}},
			Cultures:  []string{"CN", "JP", "KR"},
		},
	}
	var out []book.Member
	for i, name := range g.texts.CaseOwners {
		m := book.Member{Name: name}
		if i < len(known) {
			m = known[i]
			m.Name = name
		}
		m.ID = book.ID(fmt.Sprintf("0188b7a2-%04x-7000-8000-%012x", uint16(g.o.Seed), i+1))
		m.CreatedAt = (g.o.Today - 700).In(time.UTC, 9, i)
		out = append(out, m)
	}
	return out
}

// ownerOf is who of the team looks after a customer: who knows the country, else
// one after the other; some are nobody's yet.
func (g *generator) ownerOf(c book.Customer, nth int) string {
	if nth%9 == 7 {
		return ""
	}
	team := g.team()
	for _, m := range team {
		if slices.Contains(m.Cultures, c.Country) {
			return m.Name
		}
	}
	return team[nth%len(team)].Name
}
