package culture

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// Topic is a chapter of a guide.
type Topic string

// The topics, in the order in which a guide has them.
const (
	Names       Topic = "names"
	Greeting    Topic = "greeting"
	Channel     Topic = "channel"
	Meetings    Topic = "meetings"
	Style       Topic = "style"
	Negotiation Topic = "negotiation"
	Payment     Topic = "payment"
	Gifts       Topic = "gifts"
	Taboos      Topic = "taboos"
	Observances Topic = "observances"
)

// Topics lists the topics in their order.
var Topics = []Topic{Names, Greeting, Channel, Meetings, Style, Negotiation, Payment, Gifts, Taboos, Observances}

// practices are those by which two markets are laid side by side, each in its
// topic, in the order in which they are shown.
var practices = map[Topic][]string{
	Names:       {"form_of_address", "name_order", "titles"},
	Greeting:    {"first_greeting", "business_card", "small_talk", "touch"},
	Channel:     {"first_channel", "reply_time", "written_style"},
	Meetings:    {"punctuality", "scheduling", "agenda", "decision"},
	Style:       {"directness", "silence", "disagreement", "hierarchy"},
	Negotiation: {"pace", "price", "contract", "decision_maker"},
	Payment:     {"terms", "invoice", "late_payment", "complaint"},
	Gifts:       {"gift_giving", "gift_opening", "meals", "who_pays", "alcohol"},
	Taboos:      {"colours", "numbers", "topics_avoided", "gestures"},
	Observances: {"working_week", "closures", "fasting", "mourning"},
}

// Practices lists the practices of a topic in the order in which they are
// shown.
func Practices(t Topic) []string { return slices.Clone(practices[t]) }

// Statement is one thing that is said of a market, with how far it binds, for
// whom, why, and on what it rests. It speaks of customs of groups, which no
// single person need share.
type Statement struct {
	ID       string // market, dot and name ("JP.cards_both_hands"); it stays for ever
	Market   string // ISO 3166-1 alpha-2
	Within   string // code of the part of the market for which it holds, or "" for the whole
	Topic    Topic
	Practice string // one of Practices, or "" when it is the market's own
	Strength record.Strength
	Scope    record.Text // where and among whom it holds
	Claim    record.Text // an act, a date or a form that can be checked
	Why      record.Text // the reason as an insider gives it
	Do       record.Text
	Ask      record.Text // a question that can be asked of the customer
	Spread   record.Text // who differs, and how much
	Avoid    record.Text // may be nil
	Example  record.Text // may be nil
	// Gift holds words, by language, in which a gift or a dish that clashes
	// is known.
	Gift    map[string][]string
	Sources []record.Source
	// Confidence is A or B: A has two sources, one of them opened.
	Confidence string
	ReviewedOn calendar.Date
	ExpiresOn  calendar.Date
	// NativeReview tells whether a native reader has looked at it.
	NativeReview bool
	Own          bool // written by the owner of the book
	// Sensitive statements touch faith, mourning or politics; they are shown
	// to a room only when asked for.
	Sensitive bool
}

// Expired reports whether the statement is past its date and must be shown as
// such.
func (s Statement) Expired(today calendar.Date) bool { return today > s.ExpiresOn }

// Reread reports whether the text of at least one source was opened.
func (s Statement) Reread() bool { return record.Reread(s.Sources) }

// Part is a part of a market that is not one culture with the rest.
type Part struct {
	Code  string // "IN-TN", "MY-chinese"
	Names record.Text
}

// Guide is all that is said of a market.
type Guide struct {
	Market       string // ISO 3166-1 alpha-2
	Parts        []Part
	Statements   []Statement // in the order of the file
	Sources      []record.Source
	ReviewedOn   calendar.Date
	NativeReview bool
}

// About lists the statements on a topic.
func (g Guide) About(t Topic) (list []Statement) {
	for _, s := range g.Statements {
		if s.Topic == t {
			list = append(list, s)
		}
	}
	return list
}

// For lists the statements that hold for a culture: the market's code gives
// those of the whole, a part's code those of the whole and of the part.
func (g Guide) For(code string) (list []Statement) {
	for _, s := range g.Statements {
		if s.Within == "" || strings.EqualFold(s.Within, code) {
			list = append(list, s)
		}
	}
	return list
}

// shelfLife is for how many months a statement is good when it does not say
// so: a year for law, channels and payment, three for custom.
func shelfLife(s Statement) int {
	if s.Strength == record.ByLaw || s.Topic == Channel || s.Topic == Payment {
		return 12
	}
	return 36
}
