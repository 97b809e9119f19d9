package almanac

import (
	"strings"

	"dragoman/data/calendar"
)

// Announcement is the date that the user learnt for a rule in a year. It wins
// over what is computed.
type Announcement struct {
	RuleID string // "sa.eid_al_fitr"
	Year   int    // Gregorian
	Date   calendar.Date
}

// Overlay is what is laid over the rules of the files.
type Overlay struct {
	Announced []Announcement
}

// With returns an almanac of the same rules with an overlay in the place of
// the one it had; a itself stays as it is.
func (a *Almanac) With(o Overlay) *Almanac {
	return &Almanac{
		sets: a.sets, country: a.country, rules: a.rules, words: a.words,
		cache: a.cache, overlay: o, content: a.content, years: map[setYear]*yearOf{},
	}
}

// Announce returns an almanac in which the rule of a country falls on date in
// a year. rule is the whole ID, or its part after the country. Where the
// feast falls twice in the year, the nearer one moves.
func (a *Almanac) Announce(country, rule string, year int, date calendar.Date) *Almanac {
	if !strings.Contains(rule, ".") {
		rule = strings.ToLower(country) + "." + rule
	}
	o := Overlay{Announced: append(append([]Announcement{}, a.overlay.Announced...), Announcement{rule, year, date})}
	return a.With(o)
}

// apply puts the dates of the overlay in the place of those of one rule.
func (o Overlay) apply(list []item, start int, r *Rule, year int) []item {
	for _, n := range o.Announced {
		if n.RuleID != r.ID || n.Year != year {
			continue
		}
		best := -1
		for i := start; i < len(list); i++ {
			if best < 0 || distance(list[i].date, n.Date) < distance(list[best].date, n.Date) {
				best = i
			}
		}
		if best < 0 {
			list = append(list, item{rule: r, span: r.Span, source: r.Source, kind: r.Kind})
			best = len(list) - 1
		}
		list[best].date, list[best].sure, list[best].method = n.Date, Announced, "told"
	}
	return list
}

func distance(a, b calendar.Date) calendar.Date { return max(a-b, b-a) }
