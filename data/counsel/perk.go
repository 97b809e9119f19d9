package counsel

import (
	"slices"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
)

// Offer is what a text to a customer may offer from the loyalty programme. It
// is offered to the one who writes, and never put in unasked.
type Offer struct {
	Tier   book.Tier // that brings something; no ID for none
	Words  string    // what it brings in the language of the text, "" until somebody says it
	Points int       // that may be given with it, 0 for none
	For    string    // why they are given: book.ReasonBirthday or book.ReasonHoliday
	Said   string    // what is said of them in that language, "" likewise
	Read   bool      // a native reader has gone over what is said of them
}

// Any reports whether there is something to offer.
func (o Offer) Any() bool { return o.Tier.ID != "" || o.Points > 0 }

// offering are the stages of the scripts with which something may be offered:
// not those of a complaint, a delay, a debt or a crisis, for there it would pass
// for a bribe, and not the first word to somebody who is no customer yet.
var offering = []string{"after_fair", "invitation", "quote", "sample_sent", "follow_up", "price_talk", "thanks", "holiday_wish", "birthday", "year_end"}

// offeringUses are the uses of phrases with which something may be offered.
var offeringUses = []culture.Use{"greeting", "welcome", "thanks", "congratulations"}

// GiftReason is why points may be given with a script of a stage, "" where none
// are.
func GiftReason(stage string) string {
	switch stage {
	case "birthday":
		return book.ReasonBirthday
	case "holiday_wish", "year_end":
		return book.ReasonHoliday
	}
	return ""
}

// Glad reports whether something may be offered on a feast: on a quiet day there
// is a wish, but nothing is offered with it.
func Glad(o almanac.Occurrence) bool { return o.Mood == almanac.Cheerful && o.Kind != almanac.Mourning }

// Perks is what the loyalty programme holds for customers, such as book.Perks.
type Perks interface {
	Tier(customer book.ID) (t book.Tier, ok bool)
	Gift(customer book.ID) int
}

// Offers finds what a text may offer to customers. To somebody in mourning it
// finds nothing.
type Offers struct {
	Almanac *almanac.Almanac
	Perks   func(reason string) Perks // as they were read for a reason, "" for none
	Ours    string                    // the language in which the programme is written
	Today   calendar.Date
}

// InScript is what a script may offer to a customer; wish is what stands in it
// for a feast, and with the wish of a quiet day nothing is offered. A call says
// that it is about nothing else, so that only what is written offers something.
func (x Offers) InScript(c book.Customer, s culture.Script, wish string) Offer {
	if s.Channel == "phone" || !slices.Contains(offering, s.Stage) || planner.Mourns(x.Almanac, c, x.Today) || x.quiet(c, s, wish) {
		return Offer{}
	}
	reason := GiftReason(s.Stage)
	o := x.in(c, s.Language, reason)
	if reason == "" {
		return o
	}
	if o.Points = x.Perks(reason).Gift(c.ID); o.Points > 0 {
		o.For = reason
		o.Said, o.Read = GiftIn(s.Language, o.Points)
	}
	return o
}

// quiet reports whether the wish in a script is that of a quiet day.
func (x Offers) quiet(c book.Customer, s culture.Script, wish string) bool {
	if wish == "" {
		return false
	}
	return slices.ContainsFunc(Wishes(x.Almanac, c, s.Language, x.Today), func(w Wish) bool {
		return w.Text == wish && (w.Tone == almanac.Quiet || !Glad(w.Feast))
	})
}

// InPhrase is what may be offered to a customer after a phrase: no points, for a
// phrase is no letter.
func (x Offers) InPhrase(c book.Customer, f culture.Phrase) Offer {
	if f.Solemn || !slices.Contains(offeringUses, f.Use) || planner.Mourns(x.Almanac, c, x.Today) {
		return Offer{}
	}
	return x.in(c, f.Language, "")
}

// in is what the tier of a customer brings in a language.
func (x Offers) in(c book.Customer, lang, reason string) (o Offer) {
	if t, ok := x.Perks(reason).Tier(c.ID); ok && t.Perk != "" {
		o.Tier, o.Words = t, PerkIn(t, lang, x.Ours)
	}
	return o
}

// PerkIn is what a tier brings in the words of a language: as it was said last,
// and in ours, in which the programme is written, as the programme has it.
func PerkIn(t book.Tier, lang, ours string) string {
	if said := t.Words(lang); said != "" {
		return said
	}
	if culture.Serves(ours, lang) || culture.Serves(lang, ours) {
		return t.Perk
	}
	return ""
}

// WithLine puts a line into a letter as a paragraph of its own, or for a short
// message as a line of its own, before the words with which it closes. me is
// who signs. A letter that says it already stays as it is.
func WithLine(text, line, me string) string {
	line = strings.TrimSpace(line)
	if line == "" || strings.Contains(text, line) {
		return text
	}
	text = strings.TrimRight(text, "\n ")
	if parts := strings.Split(text, "\n\n"); len(parts) > 2 {
		last := len(parts) - 1
		return strings.Join(append(parts[:last:last], line, parts[last]), "\n\n")
	}
	lines := strings.Split(text, "\n")
	last := len(lines) - 1
	if last > 0 && me != "" && strings.Contains(lines[last], me) {
		return strings.Join(append(lines[:last:last], line, lines[last]), "\n")
	}
	return text + "\n" + line
}

// WithoutLine takes a line out of a letter, with the space that it stood in.
func WithoutLine(text, line string) string {
	line = strings.TrimSpace(line)
	if line == "" {
		return text
	}
	for _, around := range []string{"\n\n", "\n", ""} {
		if strings.Contains(text, around+line) {
			return strings.Replace(text, around+line, "", 1)
		}
	}
	return text
}
