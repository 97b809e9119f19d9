package counsel

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

var stagesOf = map[book.CampaignKind]string{
	book.GreetingCampaign: "holiday_wish", book.CrisisCampaign: "crisis", book.EventCampaign: "invitation",
}

// StageOf is the stage of the scripts from which the letters of a kind of
// campaign are written; those for birthdays have a stage of their own.
func StageOf(k book.CampaignKind) string { return stagesOf[k] }

var purposesOf = map[book.CampaignKind]book.Purpose{
	book.GreetingCampaign: book.Greetings, book.CrisisCampaign: book.Service, book.EventCampaign: book.Events,
}

// PurposeOf is what a customer must have agreed to for a kind of campaign.
func PurposeOf(k book.CampaignKind) book.Purpose { return purposesOf[k] }

// Say names what is said for a slot in a language.
type Say struct{ Language, Slot string }

// Sayings fill the slots of the letters of a campaign, each in the language of
// its letter: when and where, and what was said for it.
type Sayings struct {
	Campaign book.Campaign
	By       calendar.Date  // until when more will be told, for a crisis
	Ours     string         // the language in which the title of an event is written, "" for none
	Said     map[Say]string // what was typed
}

// Titled is the slot that the title of an event fills until something is typed
// for it, in the language in which it is written; none for other campaigns.
func (s Sayings) Titled() Say {
	if s.Campaign.Kind != book.EventCampaign || s.Ours == "" {
		return Say{}
	}
	return Say{s.Ours, "subject"}
}

// For is what stands for a slot in a language: what was typed, and until then
// the title of an event in its own language.
func (s Sayings) For(x Say) string {
	if text, typed := s.Said[x]; typed || x == (Say{}) || x != s.Titled() {
		return text
	}
	return s.Campaign.Title
}

// In gives the values for the letters in a language: days and times in its own
// form, the place as it is written, what was typed for it, and else nothing, so
// that no word of another language stands in it.
func (s Sayings) In(lang string) map[string]string {
	out := map[string]string{}
	for x, text := range s.Said {
		if x.Language == lang && strings.TrimSpace(text) != "" {
			out[x.Slot] = text
		}
	}
	c := s.Campaign
	if x := s.Titled(); x.Language == lang && x != (Say{}) {
		if text := s.For(x); strings.TrimSpace(text) != "" {
			out[x.Slot] = text
		}
	}
	letter, ok := locales.LetterIn(lang)
	switch event := c.Kind == book.EventCampaign; {
	case ok && event && !c.Day.IsZero():
		out["date"] = letter.Weekday(c.Day)
		if c.Minute != book.NoTime {
			out["date"] += " " + letter.Time(c.Minute/60, c.Minute%60)
		}
	case ok && !event && !s.By.IsZero():
		out["date"] = letter.Day(s.By)
	}
	if c.Kind == book.EventCampaign && c.Place != "" {
		out["place"] = c.Place
	}
	return out
}
