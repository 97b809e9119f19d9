package counsel

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
)

func TestSlotsAreFilledInTheLanguageOfTheLetter(t *testing.T) {
	day := calendar.NewDate(2027, 3, 19)
	event := book.Campaign{Kind: book.EventCampaign, Title: "Spring tea", Day: day, Minute: 18*60 + 30, Place: "Hamburg"}
	untimed := event
	untimed.Minute, untimed.Place = book.NoTime, ""
	crisis := book.Campaign{Kind: book.CrisisCampaign, Title: "Port closed", Minute: book.NoTime}
	said := map[Say]string{{"ja", "subject"}: "春のお茶会", {"de", "subject"}: " ", {"xx", "date"}: "some day"}
	for _, x := range []struct {
		name string
		s    Sayings
		lang string
		want map[string]string
	}{
		{"an event", Sayings{Campaign: event, Said: said}, "ja", map[string]string{"date": "2027年3月19日金曜日 18:30", "place": "Hamburg", "subject": "春のお茶会"}},
		{"its title, in the language in which it is written", Sayings{Campaign: event, Ours: "en", Said: said}, "en", map[string]string{"date": "Friday 19 March 2027 18:30", "place": "Hamburg", "subject": "Spring tea"}},
		{"nothing of another language", Sayings{Campaign: event, Ours: "en", Said: said}, "de", map[string]string{"date": "Freitag, 19. März 2027 18:30", "place": "Hamburg"}},
		{"no title without a language", Sayings{Campaign: event}, "", map[string]string{"place": "Hamburg"}},
		{"a title taken out stays out", Sayings{Campaign: untimed, Ours: "en", Said: map[Say]string{{"en", "subject"}: ""}}, "en", map[string]string{"date": "Friday 19 March 2027"}},
		{"no time, no place", Sayings{Campaign: untimed}, "en", map[string]string{"date": "Friday 19 March 2027"}},
		{"a language whose days are not known", Sayings{Campaign: untimed, Said: said}, "xx", map[string]string{"date": "some day"}},
		{"a crisis, with more to come", Sayings{Campaign: crisis, Ours: "en", By: day}, "en", map[string]string{"date": "19 March 2027"}},
		{"a crisis is not told by its title", Sayings{Campaign: crisis, Ours: "en"}, "en", map[string]string{}},
		{"a greeting has a day of its own", Sayings{Campaign: book.Campaign{Kind: book.GreetingCampaign, Day: day, Minute: book.NoTime}}, "en", map[string]string{}},
	} {
		if got := x.s.In(x.lang); !maps.Equal(got, x.want) {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
	if s := (Sayings{Campaign: event, Ours: "en"}); s.For(Say{"en", "subject"}) != "Spring tea" || s.For(Say{"ja", "subject"}) != "" || s.For(Say{}) != "" {
		t.Error("the title stands in another language")
	}
}

// Every kind of campaign has a stage that is written in every language of the
// scripts, and an invitation with its title and its day is whole in each.
func TestEveryCampaignHasAStage(t *testing.T) {
	for _, kind := range []book.CampaignKind{book.GreetingCampaign, book.CrisisCampaign, book.EventCampaign} {
		if !slices.Contains(culture.Stages, StageOf(kind)) || PurposeOf(kind) == "" {
			t.Errorf("%s: %q %q", kind, StageOf(kind), PurposeOf(kind))
		}
	}
	c := book.Campaign{Kind: book.EventCampaign, Title: "Tea", Day: calendar.NewDate(2027, 3, 19), Minute: 18 * 60, Place: "Hamburg"}
	for _, lang := range culture.Built().ScriptLanguages() {
		b, _ := culture.Built().Scripts(lang)
		for _, s := range b.Scripts {
			if s.Stage != StageOf(c.Kind) {
				continue
			}
			v := Sayings{Campaign: c, Ours: lang}.In(lang)
			for _, slot := range []string{"me", "my_company", "name", "company"} {
				v[slot] = "Lin"
			}
			v["salutation"] = "Lin,"
			if _, text, missing := s.Fill(v); len(missing) > 0 || strings.Contains(text, "{") {
				t.Errorf("%s: %s is open in %q", s.ID, missing, text)
			}
		}
	}
}
