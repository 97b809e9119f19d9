package almanac

import (
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// The traditions of what the user entered: holidays, and closings that are no
// feast.
const (
	ownTradition     = "own"
	closingTradition = "closing"
)

// Own reports whether the user entered the holiday or the closing itself, and
// not only its date.
func (o Occurrence) Own() bool { return o.Tradition == ownTradition || o.Tradition == closingTradition }

// Closing reports whether it is no feast: somebody is closed, as the user
// entered.
func (o Occurrence) Closing() bool { return o.Tradition == closingTradition }

// Closing reports whether the rule is no feast: somebody is closed, as the user
// entered.
func (r Rule) Closing() bool { return r.Tradition == closingTradition }

// Party is the only one whom a closing concerns, by the caller's name, or "".
func (o Occurrence) Party() string {
	if o.rule == nil {
		return ""
	}
	return o.rule.party
}

// ruleOf makes a rule of what the user entered.
func ruleOf(o OwnRule) *Rule {
	r := &Rule{
		ID: ownTradition + "." + o.ID, Country: o.Country, Tradition: ownTradition, Kind: o.Kind, Mood: o.Mood,
		Span: max(o.Days, 1), Certainty: Announced, Source: o.Source,
		names: map[string]string{"": o.Name, "en": o.Name}, own: &o, party: o.Party, ownID: o.ID,
	}
	if o.Closing {
		r.Tradition, r.Mood = closingTradition, NoWish
	}
	if o.Region != "" {
		r.Regions = []string{o.Region}
	}
	return r
}

// announcedIn is a tradition's day as it was announced for a country that has
// no rule for it.
func announcedIn(feast *Rule, n Announcement) *Rule {
	r := *feast
	r.Country, r.when, r.shift, r.lieu, r.said = n.Country, when{}, nil, nil, nil
	r.own, r.ownID = &OwnRule{When: partialOf(n.Date)}, n.ID
	if n.Region != "" {
		r.Regions = []string{n.Region}
	}
	if n.Source != "" {
		r.Source = n.Source
	}
	return &r
}

func partialOf(d calendar.Date) calendar.Partial {
	y, m, day := d.YMD()
	return calendar.Partial{Calendar: calendar.Gregorian, Year: y, Month: int(m), Day: day}
}

// method is the code that Explain gives.
func (o *OwnRule) method() string {
	if o.ID == "" {
		return "told" // only the date is the user's
	}
	return "own"
}

// dates lists the first days that fall in a Gregorian year.
func (o *OwnRule) dates(year int) []calendar.Date {
	w := o.When
	switch {
	case o.Nth != 0:
		d, ok := nthWeekday(year, time.Month(w.Month), o.Weekday, o.Nth)
		if ok && (w.Year == 0 || w.Year == year) {
			return []calendar.Date{d}
		}
		return nil
	case w.Year != 0:
		d, err := calendar.ToDate(calendar.Day{Calendar: w.Calendar, Year: w.Year, Month: w.Month, Leap: w.Leap, Day: w.Day})
		if err == nil && d.Year() == year {
			return []calendar.Date{d}
		}
		return nil
	}
	var out []calendar.Date
	for from := calendar.NewDate(year, time.January, 1); ; {
		x, err := w.Next(from)
		if err != nil || x.Date.Year() != year {
			return out
		}
		out = append(out, x.Date)
		from = x.Date + 1
	}
}

// ownRule finds a rule of the overlay.
func (a *Almanac) ownRule(id string) (*Rule, bool) {
	if a.own == nil || !strings.HasPrefix(id, ownTradition+".") {
		return nil, false
	}
	i := slices.IndexFunc(a.own.rules, func(r *Rule) bool { return r.ID == id })
	if i < 0 {
		return nil, false
	}
	return a.own.rules[i], true
}

// appendOwn adds what the user entered, as far as a query asks for it.
func (a *Almanac) appendOwn(list []Occurrence, q Query) []Occurrence {
	if a.own == nil || len(a.own.rules) == 0 {
		return list
	}
	for y := (q.From - a.own.longest).Year(); y <= q.To.Year(); y++ {
		for _, o := range a.occurrencesOf(a.own, y, false) {
			if o.Date <= q.To && o.End >= q.From && q.keeps(&o) && q.asksOwn(o) {
				list = append(list, o)
			}
		}
	}
	return list
}

// asksOwn reports whether a query asks for something that the user entered:
// what counts everywhere belongs to every list of countries.
func (q Query) asksOwn(o Occurrence) bool {
	if p := o.rule.party; p != "" {
		return slices.Contains(q.Parties, p)
	}
	switch {
	case len(q.Countries) == 0 && len(q.Traditions) == 0, slices.Contains(q.Traditions, o.Tradition) && o.Own():
		return true
	case o.Country == "":
		return len(q.Countries) > 0
	}
	return slices.ContainsFunc(q.Countries, func(c string) bool { return strings.EqualFold(c, o.Country) })
}

// ClosedParty reports whether one of some parties is closed on a day, as the
// user entered, and gives that closing.
func (a *Almanac) ClosedParty(d calendar.Date, parties ...string) (Occurrence, bool) {
	if a.own == nil {
		return Occurrence{}, false
	}
	return a.pickFrom(a.own, d, func(o Occurrence) bool {
		return o.rule.party != "" && slices.Contains(parties, o.rule.party)
	})
}

// HasParty reports whether the user entered closings of a party.
func (a *Almanac) HasParty(party string) bool {
	return a.own != nil && party != "" && slices.ContainsFunc(a.own.rules, func(r *Rule) bool { return r.party == party })
}

// ClosedParties lists the closings of single parties from one day to another.
func (a *Almanac) ClosedParties(from, to calendar.Date) []Occurrence {
	if a.own == nil {
		return nil
	}
	var list []Occurrence
	for y := (from - a.own.longest).Year(); y <= to.Year(); y++ {
		for _, o := range a.occurrencesOf(a.own, y, false) {
			if o.rule.party != "" && o.Date <= to && o.End >= from {
				list = append(list, o)
			}
		}
	}
	return list
}
