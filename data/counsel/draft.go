package counsel

import (
	"maps"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
)

// Draft is a letter to many that is being prepared: what it says of itself, who
// it is for, and what was said for it in each of their languages. The window
// and the command line prepare the same one.
type Draft struct {
	book.Campaign
	Language string // of the user, BCP 47: in it are the title and what is Own

	Near     *book.Concerned     // whom a feast concerns
	Query    string              // further conditions, or the whole audience
	Feast    *almanac.Occurrence // what is wished
	Birthday bool                // for the birthdays of the audience
	By       calendar.Date       // until when more will be told, for a crisis

	Own    string         // what the owner writes where there is no script
	Values map[Say]string // what was said

	WithPerks bool // the letters say what the tier of each brings
	WithGifts bool // points are given on sending
}

// NewDraft begins a draft for a user of a language, which offers what the
// loyalty programme has.
func NewDraft(kind book.CampaignKind, language string) Draft {
	return Draft{
		Campaign: book.Campaign{Kind: kind, Minute: book.NoTime}, Language: language,
		Values: map[Say]string{}, WithPerks: true, WithGifts: true,
	}
}

// More begins a draft of a campaign that is kept, for more people.
func More(c book.Campaign, language string) Draft {
	d := NewDraft(c.Kind, language)
	d.Campaign = c
	return d
}

// Greet makes a draft one for a feast, to those whom it concerns.
func (d *Draft) Greet(o almanac.Occurrence, near book.Concerned) {
	d.Feast, d.HolidayID, d.Day, d.Near, d.Query, d.Birthday = &o, o.ID, o.Date, &near, "", false
	d.Title = o.Name(d.Language)
}

// Congratulate makes a draft one for the birthdays of the next two weeks.
func (d *Draft) Congratulate(title string) {
	d.Feast, d.HolidayID, d.Day, d.Near, d.Birthday = nil, "", 0, nil, true
	d.Query, d.Title = "birthday:next14", title
}

// Solemn reports whether nothing is wished on the day of its feast, so that no
// letter is written.
func (d *Draft) Solemn() bool {
	return d.Feast != nil && (d.Feast.Mood == almanac.NoWish || d.Feast.Kind == almanac.Mourning)
}

// Addressed reports whether it was said for whom it is.
func (d *Draft) Addressed() bool { return d.Near != nil || strings.TrimSpace(d.Query) != "" }

// Sayings are all that stands for the slots of its letters.
func (d *Draft) Sayings() Sayings {
	return Sayings{Campaign: d.Campaign, By: d.By, Ours: d.Language, Said: d.Values}
}

// unsaid are those without what was typed, so that all of it is asked for.
func (d *Draft) unsaid() Sayings { return Sayings{Campaign: d.Campaign, By: d.By} }

// occasion is what the scripts are asked for, with what was said.
func (d *Draft) occasion(said Sayings) Occasion {
	stage := StageOf(d.Kind)
	if d.Birthday {
		stage = "birthday"
	}
	o := Occasion{Stage: stage, Feast: d.Feast, Values: said.In}
	if text := strings.TrimSpace(d.Own); text != "" {
		o.Own = culture.Script{Language: d.Language, Channel: "mail", Formality: string(culture.FormalTone), Subject: d.Title, Text: text}
		if d.Birthday { // whose title counts days, which is nobody's to read
			o.Own.Subject = ""
		}
	}
	return o
}

// clone is a draft that shares nothing that is edited with the first.
func (d *Draft) clone() Draft {
	out := *d
	out.Values = maps.Clone(d.Values)
	return out
}
