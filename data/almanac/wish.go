package almanac

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// Wish is a greeting in the words of those who keep the feast.
type Wish struct {
	Of           string // the rule of its feast
	Language     string // BCP 47
	Text         string
	Romanisation string // "" for the Latin script
	System       string // of the romanisation
	Meaning      Text   // word for word
	// From and To are the days on which it may be said, counted from the
	// first day of the feast: -7 to -1 is the week before.
	From, To int
	Tone     Mood // Cheerful or Quiet
	Places   []string
	Whom     Text // to whom it fits
	Never    Text // with whom or when it does not
	// Sources, Confidence and NativeReview are as in a Guide.
	Sources      []Source
	Confidence   string
	ReviewedOn   calendar.Date
	ExpiresOn    calendar.Date
	NativeReview bool
}

// Open reports whether a wish may be said on a day, for a feast that begins
// on first.
func (w Wish) Open(first, today calendar.Date) bool {
	return first+calendar.Date(w.From) <= today && today <= first+calendar.Date(w.To)
}

// WishesOf lists the wishes that belong to the feast of a rule, whatever the
// day, in the order of the files: those of the rule itself, then those of the
// rule that it is like, as far as they are said in its country.
func (a *Almanac) WishesOf(ruleID string) []Wish {
	if a.content.open(a) != nil {
		return nil
	}
	country := ""
	if r := a.rules[ruleID]; r != nil {
		country = r.Country
	}
	var list []Wish
	for _, id := range a.kin(ruleID) {
		for _, w := range a.content.wishes[id] {
			if country == "" || len(w.Places) == 0 || slices.Contains(w.Places, country) {
				list = append(list, w)
			}
		}
	}
	return list
}

// Wishes lists the wishes that fit an occurrence today: those inside their
// window, quiet ones alone on a quiet day, and none for a day on which nothing
// is wished, for a day in lieu, or for a Saturday that is worked. On a solemn
// day of the same tradition or country the cheerful ones are kept back.
func (a *Almanac) Wishes(ruleID string, o Occurrence, today calendar.Date) []Wish {
	if o.Mood == NoWish || o.Kind == Mourning || o.Kind == Workday || o.Substitute {
		return nil
	}
	var list []Wish
	for _, w := range a.WishesOf(ruleID) {
		if !w.Open(o.Date, today) || o.Mood == Quiet && w.Tone != Quiet {
			continue
		}
		if w.Tone == Cheerful && a.solemn(w, o, today) {
			continue
		}
		list = append(list, w)
	}
	return list
}

// solemn reports whether today is a day of mourning or of no wish where a wish
// would be said: in the country of the occurrence, or in the tradition from
// which the wish comes.
func (a *Almanac) solemn(w Wish, o Occurrence, today calendar.Date) bool {
	for _, s := range a.sets {
		if !strings.HasPrefix(w.Of, s.prefix()) && (s.country == "" || s.country != o.Country) {
			continue
		}
		for y := (today - s.longest).Year(); y <= today.Year(); y++ {
			for _, other := range a.occurrencesOf(s, y, false) {
				if other.On(today) && other.Region == "" && solemnDay(other) && other.ID != o.ID {
					return true
				}
			}
		}
	}
	if a.own == nil {
		return false
	}
	_, quiet := a.pickFrom(a.own, today, func(x Occurrence) bool {
		return x.rule.party == "" && x.holdsIn("") && (x.Country == "" || x.Country == o.Country) && solemnDay(x) && x.OwnID != o.OwnID
	})
	return quiet
}

// solemnDay reports whether an occurrence is one on which nobody is wished
// joy. Election days and the like have no wish either, but are not solemn.
func solemnDay(o Occurrence) bool {
	if o.Tradition == closingTradition {
		return false // nobody mourns
	}
	return o.Kind == Mourning || o.Mood == NoWish && !o.Substitute && o.Kind != Workday
}
