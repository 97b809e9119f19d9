package counsel

import (
	"strings"
	"testing"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
)

func TestLettersAreInTheWordsOfEach(t *testing.T) {
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	feast := func(id, country string, year int) *almanac.Occurrence {
		q := almanac.Query{From: calendar.NewDate(year, 1, 1), To: calendar.NewDate(year, 12, 31), IDs: []string{id}}
		if country != "" {
			q.Countries = []string{country}
		}
		for _, o := range a.Occurrences(q) {
			if !o.Substitute && o.Kind != almanac.Workday {
				return &o
			}
		}
		t.Fatalf("no %s in %d", id, year)
		return nil
	}
	mail := book.Channel{Kind: book.Email, Value: "a@example.com"}
	spring, fitr := feast("chinese.spring_festival", "", 2027), feast("islamic.eid_al_fitr", "", 2027)
	told := []book.Observance{{Tradition: "islamic", Basis: "told us"}}
	cn := book.Customer{Kind: book.Person, Country: "CN", Name: book.Name{Full: "王小明", Family: "王", Given: "小明", Language: "zh"}, Languages: []book.Language{{Tag: "zh-Hans"}}}
	id := book.Customer{Kind: book.Person, Country: "ID", Name: book.Name{Full: "Budi Santoso", Given: "Budi", Language: "id"}, Languages: []book.Language{{Tag: "id"}}}
	with := func(c book.Customer, edit func(*book.Customer)) book.Customer { edit(&c); return c }
	for _, x := range []struct {
		name   string
		stage  string
		feast  *almanac.Occurrence
		c      book.Customer
		lang   string
		holds  string
		why    book.WhyLeft
		stated bool
	}{
		{"the usual way", "holiday_wish", spring, with(cn, func(c *book.Customer) { c.Channels = []book.Channel{mail} }), "zh-Hans", "王", "", false},
		{"nowhere to write to", "holiday_wish", spring, with(cn, func(c *book.Customer) { c.Channels = []book.Channel{{Kind: book.Phone, Value: "+86 1"}} }), "zh-Hans", "", book.LeftChannel, false},
		{"a feast of a faith, by country alone", "holiday_wish", fitr, with(id, func(c *book.Customer) { c.Channels = []book.Channel{mail} }), "id", "Idul", book.LeftUntold, false},
		{"a feast of a faith, told", "holiday_wish", fitr, with(id, func(c *book.Customer) { c.Channels, c.Observances = []book.Channel{mail}, told }), "id", "Idul", "", true},
		{"a day of many countries, in the words of their own", "holiday_wish", feast("cn.new_year", "CN", 2027), book.Customer{
			Kind: book.Person, Country: "DE", Name: book.Name{Full: "Anna Schmidt", Given: "Anna", Family: "Schmidt", Language: "de"},
			Languages: []book.Language{{Tag: "de"}}, Channels: []book.Channel{mail},
		}, "de", "Jahr", "", false},
		{"a crisis", "crisis", nil, with(id, func(c *book.Customer) { c.Channels = []book.Channel{mail} }), "id", "the port is closed", "", false},
		{"nothing is wished in their language", "holiday_wish", fitr, with(cn, func(c *book.Customer) {
			c.Channels, c.Observances, c.Languages = []book.Channel{mail}, told, []book.Language{{Tag: "xx"}}
			c.Name.Language = ""
		}), "", "", book.LeftText, true},
	} {
		l := &Letters{
			Library: culture.Built(), Almanac: a, Settings: book.Settings{OwnerName: "Lin", Company: "Lin Tea"},
			Occasion: Occasion{Stage: x.stage, Feast: x.feast, Values: func(string) map[string]string {
				return map[string]string{"situation": "the port is closed", "next_step": "we ship on Monday"}
			}},
		}
		got := l.To(x.c)
		if got.Why != x.why || got.Stated != x.stated || got.Language != x.lang || !strings.Contains(got.Text, x.holds) {
			t.Errorf("%s: %+v", x.name, got)
		}
		for _, slot := range got.Missing {
			if slot == "wish" || slot == "salutation" || slot == "me" {
				t.Errorf("%s: %s is open", x.name, slot)
			}
		}
	}
}

func TestOwnWordsStandWhereTheirLanguagesHaveNone(t *testing.T) {
	own := culture.Script{Language: "en", Channel: "mail", Formality: string(culture.FormalTone), Subject: "The port", Text: "{salutation}\n\nOur own words.\n\n{me}"}
	for _, x := range []struct {
		name  string
		langs []string
		own   culture.Script
		lang  string
		ours  bool
	}{
		{"a language without a text", []string{"sv"}, own, "en", true},
		{"no language is known", nil, own, "en", true},
		{"a language with a text", []string{"id"}, own, "id", false},
		{"the second language has a text", []string{"sv", "en"}, own, "en", false},
		{"nothing of our own", []string{"sv"}, culture.Script{}, "en", false},
	} {
		c := book.Customer{Kind: book.Person, Name: book.Name{Full: "Astrid Berg", Given: "Astrid", Family: "Berg"}, Channels: []book.Channel{{Kind: book.Email, Value: "a@example.com"}}}
		for _, tag := range x.langs {
			c.Languages = append(c.Languages, book.Language{Tag: tag})
		}
		l := &Letters{
			Library: culture.Built(), Settings: book.Settings{OwnerName: "Lin", Company: "Lin Tea"},
			Occasion: Occasion{Stage: "crisis", Own: x.own, Values: func(string) map[string]string {
				return map[string]string{"situation": "the port is closed", "next_step": "we ship on Monday"}
			}},
		}
		got := l.To(c)
		if got.Why != "" || got.Language != x.lang || strings.Contains(got.Text, "Our own words.") != x.ours || strings.Contains(got.Text, "the port is closed") == x.ours {
			t.Errorf("%s: %+v", x.name, got)
		}
	}
}

func TestWritingGoesWhereItCanBeRead(t *testing.T) {
	for _, x := range []struct {
		name     string
		channels []book.Channel
		want     book.ChannelKind
	}{
		{"none", nil, ""},
		{"the preferred messenger", []book.Channel{{Kind: book.Email}, {Kind: book.WeChat, Preferred: true}}, book.WeChat},
		{"mail, when a call is preferred", []book.Channel{{Kind: book.Phone, Preferred: true}, {Kind: book.WeChat}, {Kind: book.Email}}, book.Email},
		{"a messenger before nothing", []book.Channel{{Kind: book.Web}, {Kind: book.LINE}}, book.LINE},
	} {
		ch, why := (&Letters{}).writtenChannel(book.Customer{Channels: x.channels})
		if ch.Kind != x.want || (why != "") != (x.want == "") {
			t.Errorf("%s: %q %q", x.name, ch.Kind, why)
		}
	}
}

func TestWritingGoesWhereItIsAllowed(t *testing.T) {
	c := book.Customer{Channels: []book.Channel{{Kind: book.Email, Preferred: true}, {Kind: book.LINE}}}
	closed := map[book.ChannelKind]bool{book.Email: true}
	l := &Letters{May: func(_ book.Customer, ch book.Channel) bool { return !closed[ch.Kind] }}
	if ch, why := l.writtenChannel(c); ch.Kind != book.LINE || why != "" {
		t.Errorf("%q %q", ch.Kind, why)
	}
	closed[book.LINE] = true
	if ch, why := l.writtenChannel(c); ch.Kind != book.Email || why != "" { // whoever asks says why not
		t.Errorf("%q %q", ch.Kind, why)
	}
}

// A birthday is wished in every language that has scripts without anything to
// be said for it.
func TestBirthdaysNeedNoWords(t *testing.T) {
	for _, lang := range culture.Built().ScriptLanguages() {
		for _, ch := range []book.ChannelKind{book.Email, book.LINE} {
			for _, register := range []book.Register{book.Formal, book.Informal} {
				c := book.Customer{
					Kind: book.Person, Name: book.Name{Full: "Ana Lima", Given: "Ana", Family: "Lima", Language: lang},
					Languages: []book.Language{{Tag: lang}}, Channels: []book.Channel{{Kind: ch, Value: "x"}},
				}
				c.Address.Register = register
				l := &Letters{Library: culture.Built(), Settings: book.Settings{OwnerName: "Lin", Company: "Lin Tea"}, Occasion: Occasion{Stage: "birthday"}}
				if got := l.To(c); got.Why != "" || got.Language != lang || len(got.Missing) > 0 || (got.Subject != "") != (ch == book.Email) {
					t.Errorf("%s on %s: %+v", lang, ch, got)
				}
			}
		}
	}
}
