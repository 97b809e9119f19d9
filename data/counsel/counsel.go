// Package counsel brings the library to a customer: the tips that matter
// between two cultures, gifts that clash with a taboo or a wish, the values
// that fill a script and what it may offer, what customers are asked and told in
// their languages, and one search over everything that is written.
//
// It also writes the letters of campaigns: to whom, in which words, and who is
// left out and why.
//
// It promises to say on what each piece of counsel rests: on a culture that
// was stated, or on a country, which is only a default; and it forbids
// nothing. What is written is left to packages culture and almanac, what is
// known of a customer to the book, whose use cases also keep the letters.
package counsel

import (
	"slices"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/record"
)

// Culture is a culture under which a customer is looked at.
type Culture struct {
	Code   string // "JP", "IN-TN"
	Stated bool   // told by the customer or someone named; else only their country
}

// CulturesOf gives the cultures that a customer stated, else their country as
// a default, else nothing.
func CulturesOf(stated []string, country string) []Culture {
	var list []Culture
	for _, code := range stated {
		if code != "" {
			list = append(list, Culture{code, true})
		}
	}
	if len(list) == 0 && country != "" {
		list = append(list, Culture{country, false})
	}
	return list
}

// Of gives the cultures of a customer as CulturesOf does.
func Of(c book.Customer) []Culture {
	var stated []string
	for _, s := range c.Cultures {
		stated = append(stated, s.Culture)
	}
	return CulturesOf(stated, c.Country)
}

// TipKind tells the tips of a card apart.
type TipKind int

// The kinds of tip.
const (
	TipDo TipKind = iota
	TipAvoid
	TipBeside // what holds there for a practice beside what holds at home
)

// Tip is one line of counsel on a card.
type Tip struct {
	Kind      TipKind
	Statement culture.Statement
	Home      *culture.Statement // what is usual at home, for TipBeside
}

// tipTopics are the topics from which tips are taken, the ones that matter in
// the next conversation first. Names are on the card already, and gifts are
// looked at when a gift is given.
var tipTopics = []culture.Topic{
	culture.Meetings, culture.Style, culture.Greeting, culture.Channel, culture.Negotiation, culture.Payment, culture.Taboos, culture.Gifts,
}

// narrow are the practices that ask one question, so that two statements under
// them speak of the same thing. Under the others, such as rank, one guide may
// speak of seats and another of first names.
var narrow = map[string]bool{
	"punctuality": true, "scheduling": true, "business_card": true, "reply_time": true, "first_channel": true,
	"terms": true, "late_payment": true, "gift_opening": true, "who_pays": true,
}

// Tips picks a few tips for somebody from home who meets somebody of another
// culture: what to do, what to leave, and one practice beside the same at
// home. What is sensitive or out of date is left to the guide.
func Tips(l *culture.Library, home, theirs string, today calendar.Date) []Tip {
	g, ok := l.Guide(theirs)
	if !ok {
		return nil
	}
	list := usable(g.For(theirs), today)
	used := map[string]bool{}
	var tips []Tip
	take := func(kind TipKind, fits func(s *culture.Statement) bool) {
		for i := range list {
			if s := &list[i]; !used[s.ID] && fits(s) {
				used[s.ID] = true
				tips = append(tips, Tip{Kind: kind, Statement: *s})
				return
			}
		}
	}
	take(TipDo, func(*culture.Statement) bool { return true })
	take(TipAvoid, func(s *culture.Statement) bool { return s.Avoid != nil })
	if h, ok := l.Guide(home); ok && home != theirs {
		ours := usable(h.For(home), today)
		take(TipBeside, func(s *culture.Statement) bool { return narrow[s.Practice] && other(ours, s.Practice) != nil })
		if n := len(tips) - 1; n >= 0 && tips[n].Kind == TipBeside {
			tips[n].Home = other(ours, tips[n].Statement.Practice)
		}
	}
	return tips
}

func other(ours []culture.Statement, practice string) *culture.Statement {
	i := slices.IndexFunc(ours, func(s culture.Statement) bool { return s.Practice == practice })
	if i < 0 {
		return nil
	}
	return &ours[i]
}

// usable leaves out what does not belong on a card and puts the topics that
// matter first, within a topic what binds most.
func usable(list []culture.Statement, today calendar.Date) []culture.Statement {
	var out []culture.Statement
	for _, s := range list {
		if !s.Sensitive && !s.Expired(today) && slices.Contains(tipTopics, s.Topic) && s.Strength != record.Fading && s.Strength != record.Varies {
			out = append(out, s)
		}
	}
	rank := func(s culture.Statement) int {
		return slices.Index(tipTopics, s.Topic)*len(record.Strengths) + slices.Index(record.Strengths, s.Strength)
	}
	slices.SortStableFunc(out, func(a, b culture.Statement) int { return rank(a) - rank(b) })
	return out
}
