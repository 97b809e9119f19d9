package planner

import (
	"testing"

	"dragoman/data/book"
)

func TestFits(t *testing.T) {
	mei := book.Member{Name: "Mei", Languages: []book.Spoken{{Tag: "zh-Hans", Level: book.Native}, {Tag: "en", Level: book.Fluent}}, Cultures: []string{"CN"}}
	ken := book.Member{Name: "Ken", Languages: []book.Spoken{{Tag: "ja", Level: book.Fluent}, {Tag: "en", Level: book.Fluent}}, Cultures: []string{"JP"}}
	eva := book.Member{Name: "Eva", Languages: []book.Spoken{{Tag: "en", Level: book.Native}}}
	away := book.Member{Name: "Away", Languages: []book.Spoken{{Tag: "ja", Level: book.Native}}, Away: true}
	team := []book.Member{eva, ken, mei, away}
	loads := []book.Workload{{Owner: "Eva", FollowUps: 3}, {Owner: "Mei", Cases: 9}}
	for _, x := range []struct {
		name  string
		c     book.Customer
		first string
		lang  string
		cult  string
	}{
		{"by the first language", book.Customer{Languages: []book.Language{{Tag: "ja"}, {Tag: "en"}}}, "Ken", "ja", ""},
		{"by script and region all the same", book.Customer{Languages: []book.Language{{Tag: "zh-Hant-TW"}}}, "Mei", "zh-Hant-TW", ""},
		{"the better speaker", book.Customer{Languages: []book.Language{{Tag: "en"}}}, "Eva", "en", ""},
		{"by culture when no language is known", book.Customer{Country: "JP"}, "Ken", "", "JP"},
		{"a stated culture before the country", book.Customer{Country: "JP", Cultures: []book.StatedCulture{{Culture: "CN"}}}, "Mei", "", "CN"},
		{"by the work that waits, when nothing else tells them apart", book.Customer{}, "Ken", "", ""},
	} {
		got := Fits(team, loads, x.c)
		if len(got) != 3 || got[0].Member.Name != x.first || got[0].Language != x.lang || got[0].Culture != x.cult {
			t.Errorf("%s: %+v", x.name, got)
		}
	}
	if got := Fits(team, loads, book.Customer{Owner: "Mei"}); !got[2].Owner || got[2].Load.Cases != 9 {
		t.Errorf("the owner and their work: %+v", got[2])
	}
}
