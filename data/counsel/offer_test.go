package counsel

import (
	"slices"
	"testing"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
)

// shop is a programme with one member.
type shop struct {
	tier book.Tier
	gift int
}

func (s shop) Tier(id book.ID) (book.Tier, bool) { return s.tier, id == "ana" }
func (s shop) Gift(id book.ID) int {
	if id == "ana" {
		return s.gift
	}
	return 0
}

var gold = book.Tier{ID: "gold", Name: "Gold", Perk: "Free freight.", In: map[string]string{"ja": "送料は無料です。"}}

// offers are those of a shop in English on a day.
func offers(t *testing.T, tier book.Tier, today calendar.Date) Offers {
	t.Helper()
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	return Offers{Almanac: a, Ours: "en", Today: today, Perks: func(reason string) Perks {
		return shop{tier, map[string]int{book.ReasonBirthday: 50, book.ReasonHoliday: 20}[reason]}
	}}
}

func TestScriptsOfferWhereItIsKind(t *testing.T) {
	x := offers(t, gold, calendar.NewDate(2026, 11, 23))
	with := []string{"after_fair", "birthday", "follow_up", "holiday_wish", "invitation", "price_talk", "quote", "sample_sent", "thanks", "year_end"}
	for _, stage := range culture.Stages {
		for _, channel := range culture.ScriptChannels {
			o := x.InScript(book.Customer{ID: "ana"}, culture.Script{Language: "en", Stage: stage, Channel: channel}, "")
			want := slices.Contains(with, stage) && channel != "phone"
			if (o.Tier.ID == "gold" && o.Words == "Free freight.") != want || o.Any() != want {
				t.Errorf("%s on %s: %+v", stage, channel, o)
			}
			points := map[string]int{"birthday": 50, "holiday_wish": 20, "year_end": 20}[stage]
			if want && (o.Points != points || (o.Said != "") != (points > 0) || o.For != GiftReason(stage)) {
				t.Errorf("%s on %s gives %+v", stage, channel, o)
			}
			if o := x.InScript(book.Customer{ID: "bo"}, culture.Script{Language: "en", Stage: stage, Channel: channel}, ""); o.Any() {
				t.Errorf("%s: one who is no member is offered %+v", stage, o)
			}
		}
	}
}

func TestPhrasesOfferWhereItIsKind(t *testing.T) {
	x := offers(t, gold, calendar.NewDate(2026, 11, 23))
	for _, lang := range culture.Built().PhraseLanguages() {
		b, _ := culture.Built().Phrases(lang)
		for _, f := range b.Phrases {
			o := x.InPhrase(book.Customer{ID: "ana"}, f)
			if o.Any() && (f.Solemn || f.Use == "condolence" || f.Use == "apology" || f.Use == "request") || o.Points > 0 {
				t.Errorf("%s: %+v", f.ID, o)
			}
			if !f.Solemn && f.Use == "thanks" && !o.Any() {
				t.Errorf("%s offers nothing", f.ID)
			}
		}
	}
}

func TestAPerkIsSaidInTheLanguageOfTheText(t *testing.T) {
	x := offers(t, gold, calendar.NewDate(2026, 11, 23))
	for lang, want := range map[string]string{"en": "Free freight.", "ja": "送料は無料です。", "de": ""} {
		if o := x.InScript(book.Customer{ID: "ana"}, culture.Script{Language: lang, Stage: "thanks", Channel: "mail"}, ""); o.Words != want || o.Tier.ID == "" {
			t.Errorf("%s: %+v", lang, o)
		}
	}
	x = offers(t, book.Tier{ID: "silver", Name: "Silver"}, x.Today)
	if o := x.InScript(book.Customer{ID: "ana"}, culture.Script{Language: "en", Stage: "thanks", Channel: "mail"}, ""); o.Any() {
		t.Errorf("a tier that brings nothing: %+v", o)
	}
}

// In mourning, and with the wish of a quiet day, nothing is offered.
func TestNothingIsOfferedInGrief(t *testing.T) {
	day := calendar.NewDate(2027, 1, 12)
	x := offers(t, gold, day)
	c := book.Customer{ID: "ana", OrganisationID: "house", Country: "JP", Observances: []book.Observance{{Tradition: "japanese", Basis: "told us"}}}
	s := culture.Script{Language: "ja", Stage: "holiday_wish", Channel: "mail"}
	quiet := ""
	for _, w := range Wishes(x.Almanac, c, "ja", day) {
		if w.Tone == almanac.Quiet {
			quiet = w.Text
		}
	}
	if quiet == "" {
		t.Fatal("there is no quiet wish on that day")
	}
	for wish, want := range map[string]bool{"": true, "よいお年を": true, quiet: false} {
		if o := x.InScript(c, s, wish); o.Any() != want {
			t.Errorf("with %q it offers %+v", wish, o)
		}
	}
	for party, want := range map[book.ID]bool{"ana": false, "house": false, "other": true} {
		a := x.Almanac.With(planner.Overlay([]book.OwnDayRow{{OwnDay: book.OwnDay{
			ID: "m", Sort: book.ClosingDay, CustomerID: party, Kind: book.OwnMourning, When: book.Once(day - 2), Days: 10,
		}}}, "Mourning"))
		x := Offers{Almanac: a, Perks: x.Perks, Ours: x.Ours, Today: x.Today}
		for _, stage := range culture.Stages {
			s.Stage = stage
			if got := x.InScript(c, s, "").Any(); got && !want || stage == "thanks" && got != want {
				t.Errorf("%s mourns: %s offers %v", party, stage, got)
			}
		}
		if got := x.InPhrase(c, culture.Phrase{Language: "ja", Use: "thanks"}).Any(); got != want {
			t.Errorf("%s mourns: a phrase offers %v", party, got)
		}
	}
}
