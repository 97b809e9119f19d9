package counsel

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
)

// said is a statement of the test library.
type said struct {
	id, topic, practice, strength, claim, more string
}

func guide(market string, list ...said) string {
	var b strings.Builder
	fmt.Fprintf(&b, "market = %q\nreviewed_on = 2026-11-01\n\n[[within]]\ncode = \"%s-X\"\nen = \"X\"\nzh-Hans = \"某\"\n\n[[source]]\nid = \"a\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"news\"\nrecalled = 2026-11-01\n", market, market)
	for _, s := range list {
		fmt.Fprintf(&b, "\n[[statement]]\nid = %q\ntopic = %q\npractice = %q\nstrength = %q\nclaim = { en = %q, zh-Hans = \"甲%s\" }\n", s.id, s.topic, s.practice, s.strength, s.claim, s.id)
		for _, key := range []string{"scope", "why", "do", "ask", "spread"} {
			fmt.Fprintf(&b, "%s = { en = \"x\", zh-Hans = \"某\" }\n", key)
		}
		b.WriteString("sources = [\"a\"]\nconfidence = \"B\"\n" + s.more + "\n")
	}
	return b.String()
}

func library(t testing.TB) *culture.Library {
	t.Helper()
	l := culture.Open(fstest.MapFS{
		"guides/jp.toml": {Data: []byte(guide("JP",
			said{"on_time", "meetings", "punctuality", "strong_norm", "Arrive five minutes early.", ""},
			said{"no", "style", "directness", "common", "A soft answer may mean no.", `avoid = { en = "Pressing for a yes.", zh-Hans = "逼问。" }`},
			said{"faith", "meetings", "agenda", "law", "Something of faith.", "sensitive = true"},
			said{"old", "meetings", "agenda", "law", "Something old.", "expires_on = 2026-11-02"},
		))},
		"guides/de.toml": {Data: []byte(guide("DE",
			said{"on_time", "meetings", "punctuality", "strong_norm", "Arrive on the minute.", ""},
			said{"no", "style", "directness", "common", "A no is said as a no.", ""},
		))},
		"guides/cn.toml": {Data: []byte(guide("CN",
			said{"clock", "gifts", "gift_giving", "strong_norm", "A clock sounds like a last farewell.", `gift = { en = ["clock"], zh-Hans = ["钟", "挂钟"] }`},
			said{"part", "gifts", "gift_giving", "common", "Of a part alone.", "within = \"CN-X\"\ngift = { en = [\"umbrella\"], zh-Hans = [\"伞\"] }"},
		))},
		"phrases/ja.toml": {Data: []byte("lang = \"ja\"\nreviewed_on = 2026-11-01\n\n[[source]]\nid = \"a\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"news\"\nrecalled = 2026-11-01\n\n[[phrase]]\nid = \"y\"\nuse = \"closing\"\nnative = \"よろしくお願いいたします\"\nroman = \"yoroshiku\"\nsystem = \"Hepburn\"\nmeaning = { en = \"be kind\", zh-Hans = \"请多关照\" }\nwhen = { en = \"x\", zh-Hans = \"某\" }\nwhom = { en = \"x\", zh-Hans = \"某\" }\nregister = \"formal\"\nsources = [\"a\"]\nconfidence = \"B\"\n")},
		"scripts/de.toml": {Data: []byte("lang = \"de\"\nreviewed_on = 2026-11-01\n\n[[script]]\nstage = \"quote\"\nchannel = \"mail\"\nformality = \"formal\"\nsubject = \"Angebot\"\ntext = \"{salutation} anbei {company}\"\n")},
	})
	if err := l.Check(); err != nil {
		t.Fatal(err)
	}
	return l
}

func today() calendar.Date { return calendar.NewDate(2026, 12, 1) }

func TestTips(t *testing.T) {
	var got []string
	for _, tip := range Tips(library(t), "DE", "JP", today()) {
		s := fmt.Sprint(tip.Kind, " ", tip.Statement.ID)
		if tip.Home != nil {
			s += " " + tip.Home.ID
		}
		got = append(got, s)
	}
	if s := strings.Join(got, "; "); s != "0 JP.on_time; 1 JP.no" {
		t.Errorf("the tips are %s", s)
	}
	l := library(t).With(culture.Own{Hidden: map[string]bool{"JP.no": true}})
	if n := len(Tips(l, "DE", "JP", today())); n != 1 {
		t.Errorf("with a hidden statement there are %d tips", n)
	}
	if Tips(l, "DE", "FR", today()) != nil {
		t.Error("there are tips without a guide")
	}
}

// TestTipsLayAPracticeBesideHome: only where both statements answer the same
// question.
func TestTipsLayAPracticeBesideHome(t *testing.T) {
	for practice, beside := range map[string]bool{"punctuality": true, "directness": false} {
		topic := culture.Meetings
		if practice == "directness" {
			topic = culture.Style
		}
		l := library(t).With(culture.Own{Hidden: map[string]bool{"JP.no": true}, Statements: []culture.Statement{{
			ID: "own", Market: "JP", Topic: topic, Practice: practice, Strength: "common", ExpiresOn: today() + 9, Own: true,
		}}})
		tips := Tips(l, "DE", "JP", today())
		if !beside {
			if len(tips) != 1 {
				t.Errorf("%s: %+v", practice, tips)
			}
			continue
		}
		if len(tips) != 2 || tips[1].Kind != TipBeside || tips[1].Home == nil || tips[1].Home.ID != "DE.on_time" || !tips[1].Statement.Own {
			t.Errorf("%s: %+v", practice, tips)
		}
	}
}

func TestCulturesOf(t *testing.T) {
	c := book.Customer{Country: "DE"}
	if got := Of(c); len(got) != 1 || got[0] != (Culture{"DE", false}) {
		t.Errorf("of a country it is %v", got)
	}
	c.Cultures = []book.StatedCulture{{Culture: "JP"}}
	if got := Of(c); len(got) != 1 || got[0] != (Culture{"JP", true}) {
		t.Errorf("stated it is %v", got)
	}
	if Of(book.Customer{}) != nil {
		t.Error("nothing known, and a culture all the same")
	}
}

func TestGift(t *testing.T) {
	l := library(t)
	cn := book.Customer{Country: "CN"}
	told := func(kind book.PreferenceKind, text string) book.Customer {
		return book.Customer{Preferences: []book.Preference{{Kind: kind, Text: text}}}
	}
	for _, test := range []struct {
		c    book.Customer
		gift string
		want string // kinds, or ""
	}{
		{cn, "A wall clock", "0"},
		{cn, "two clocks", "0"},
		{cn, "Clockwork Orange", ""},
		{cn, "送挂钟", "0"},
		{cn, "umbrella", ""},
		{book.Customer{Cultures: []book.StatedCulture{{Culture: "CN-X"}}}, "umbrella", "0"},
		{book.Customer{Country: "DE"}, "a clock", ""},
		{told(book.Diet, "Halal"), "A bottle of Scotch", "1"},
		{told(book.Diet, "halal"), "ham and cheese", "1"},
		{told(book.Diet, "halal"), "hamper of tea", ""},
		{told(book.Diet, "No raw oysters"), "Oysters from Brittany", "1"},
		{told(book.Diet, "素食"), "金华火腿", "1"},
		{told(book.Diet, "不喝酒"), "一瓶茅台", "1"},
		{told(book.Diet, "Vegetarian"), "Tea set", ""},
		{told(book.Drink, "Scotch"), "Scotch", ""},
		{told(book.GiftUnwelcome, "No gifts please (company rule)"), "Tea set", "2"},
		{told(book.GiftUnwelcome, "Perfume"), "French perfume", "2"},
		{told(book.GiftUnwelcome, "公司规定，不收礼"), "茶具", "2"},
		{told(book.GiftUnwelcome, "No gifts please"), "  ", ""},
		{told(book.GiftUnwelcome, "Anything with alcohol"), "Tea", ""},
		{told(book.GiftUnwelcome, "Anything with alcohol"), "red wine", "2"},
		{told(book.GiftUnwelcome, "酒类"), "茅台两瓶", "2"},
		{told(book.GiftWelcome, "Chocolate"), "Chocolate", ""},
	} {
		got := ""
		for _, cl := range Gift(l, test.c, test.gift) {
			got += fmt.Sprint(int(cl.Kind))
		}
		if got != test.want {
			t.Errorf("%q for %v clashes %q, not %q", test.gift, test.c.Preferences, got, test.want)
		}
	}
	clash := Gift(l, cn, "clock")[0]
	if clash.Culture.Stated || clash.Statement.ID != "CN.clock" {
		t.Errorf("the clash is %+v", clash)
	}
}

func TestValues(t *testing.T) {
	v := Values(book.Settings{OwnerName: "Anna"}, "en", book.Customer{Kind: book.Organisation, Name: book.Name{Full: "Kansai"}}, Address{Name: "Mr Ono"})
	if len(v) != 3 || v["me"] != "Anna" || v["company"] != "Kansai" || v["name"] != "Mr Ono" {
		t.Errorf("the values are %v", v)
	}
}

func TestAddressOf(t *testing.T) {
	c := book.Customer{
		Name:      book.Name{Full: "田中 健一", Latin: "Tanaka Ken’ichi", Family: "田中", Given: "健一", Language: "ja", Order: book.SurnameFirst},
		Languages: []book.Language{{Tag: "ja", Level: book.Native}, {Tag: "en", Level: book.Some}},
		Address:   book.FormOfAddress{InWriting: "田中様", InMail: "Dear Mr Tanaka,", InSpeech: "田中部長"},
	}
	for lang, want := range map[string]Address{
		"ja": {"田中様", "田中部長"}, "en": {"Dear Mr Tanaka,", "Tanaka-san"}, "de": {"Guten Tag Tanaka Ken’ichi,", "Tanaka Ken’ichi"},
	} {
		if got := AddressOf(c, culture.Script{Language: lang}); got != want {
			t.Errorf("in %s it is %v", lang, got)
		}
	}
	if got := AddressOf(book.Customer{}, culture.Script{Language: "de"}); got != (Address{}) {
		t.Errorf("of nothing it is %v", got)
	}
}

func TestSearch(t *testing.T) {
	x := index(t, library(t))
	for _, test := range []struct{ query, want string }{
		{"clock", "CN.clock"},
		{"CLOCK farewell", "CN.clock"},
		{"japan early", "JP.on_time"},
		{"日本 甲on_time", "JP.on_time"},
		{"よろしく", "ja.y"},
		{"ヨロシク", "ja.y"},
		{"yoroshiku", "ja.y"},
		{"请多关照", "ja.y"},
		{"anbei", "de.quote.mail.formal"},
		{"quote angebot", "de.quote.mail.formal"},
		{"中秋", "chinese.mid_autumn"},
		{"mooncake", "chinese.mid_autumn"},
		{"clock japan", ""},
		{"x", ""},
	} {
		got := ""
		if list := x.Search(t.Context(), test.query, 3); len(list) > 0 {
			got = list[0].ID()
		}
		if got != test.want {
			t.Errorf("%q finds %q first, not %q", test.query, got, test.want)
		}
	}
}

// TestSearchFindsWhatItIsAbout asks the guides as they are shipped: the clock
// that is not given stands before the minutes that pass, in either language.
func TestSearchFindsWhatItIsAbout(t *testing.T) {
	x := index(t, culture.Built())
	for query, thing := range map[string]string{
		"clock": "clock", "CLOCK": "clock", "钟": "钟", "送钟": "钟", "umbrella": "umbrella", "伞": "伞", "手帕": "手帕",
	} {
		n := 0
		for _, f := range x.Search(t.Context(), query, 3) {
			if f.Statement == nil {
				continue
			}
			n++
			if named := slices.Concat(f.Statement.Gift["en"], f.Statement.Gift["zh-Hans"]); !slices.Contains(named, thing) {
				t.Errorf("%q finds %s among the first: %s", query, f.ID(), f.Statement.Claim["en"])
			}
		}
		if n == 0 {
			t.Errorf("%q finds no statement", query)
		}
	}
}

func TestStanding(t *testing.T) {
	for _, c := range []struct {
		text, word string
		want       place
	}{
		{"五分钟以内", "钟", inside},
		{"五分钟以内", "分钟", begun},
		{"五分钟以内", "分", inside},
		{"五分钟不送钟", "钟", begun},
		{"三点钟", "钟", inside},
		{"钟", "钟", alone},
		{"座钟", "钟", begun},
		{"at ten o'clock", "clock", inside},
		{"clockwork", "clock", begun},
		{"the 'clock'", "clock", begun},
		{"wall clocks", "clock", begun},
		{"woodblock", "block", inside},
		{"", "x", absent},
		{"百分之十", "百", inside},
		{"é clock", "clock", begun},
	} {
		if got := standing(c.text, c.word); got != c.want {
			t.Errorf("%q stands in %q as %d, want %d", c.word, c.text, got, c.want)
		}
	}
}

func index(t testing.TB, l *culture.Library) *Index {
	t.Helper()
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	return NewIndex(l, a)
}

// BenchmarkSearch searches everything that is built in; it has to stay under
// 20 ms.
func BenchmarkSearch(b *testing.B) {
	x := index(b, culture.Built())
	x.Search(b.Context(), "warm", 5)
	for b.Loop() {
		x.Search(b.Context(), "customer gift", 5)
	}
}

// BenchmarkIndex makes the index, which happens once, beside the window.
func BenchmarkIndex(b *testing.B) {
	for b.Loop() {
		index(b, culture.Built()).Search(b.Context(), "warm", 5)
	}
}

func TestOwn(t *testing.T) {
	l := library(t).With(Own([]book.Lore{
		{ID: "1", Sort: book.LoreStatement, Market: "CN-X", Subject: "gifts", Text: "带茶叶。", Strength: "common"},
		{ID: "2", Sort: book.LoreHidden, Subject: "CN.clock"},
		{ID: "3", Sort: book.LorePhrase, Language: "de", Subject: "thanks", Text: "Merci vielmal"},
		{ID: "4", Sort: book.LoreScript, Language: "de", Subject: "quote", Channel: "mail", Register: "formal", Heading: "Offerte", Text: "{salutation} Unsere Offerte."},
	}))
	g, _ := l.Guide("CN")
	if list := g.For("CN-X"); len(list) != 2 || list[1].ID != "1" || !list[1].Own || list[1].Claim.In("zh-Hans") != "带茶叶。" {
		t.Errorf("the guide has %+v", list)
	}
	if list := g.For("CN"); len(list) != 0 {
		t.Errorf("of a part, or hidden, and shown for the whole: %v", list)
	}
	if b, ok := l.Phrases("de-CH"); !ok || len(b.Phrases) != 1 {
		t.Error("an own phrase is not there")
	}
	b, _ := l.Scripts("de")
	if s, ok := b.Find("quote", "mail", "formal"); !ok || !s.Own || s.Subject != "Offerte" {
		t.Errorf("the own script does not come before ours: %+v", s)
	}
	if n := len(index(t, l).Search(t.Context(), "茶叶", 3)); n == 0 {
		t.Error("the own statement is not found")
	}
}

// A letter in English greets by the reading until the Latin form is known.
func TestReadingInALetter(t *testing.T) {
	of := func(n book.Name) string {
		c := book.Customer{Kind: book.Person, Name: n, Languages: []book.Language{{Tag: "ja"}}}
		return FormsOf(PersonOf(c), "", culture.FormalTone).Mail.Text
	}
	sasaki := book.Name{Full: "佐々木 健太", Reading: "ささき けんた"}
	if got := of(sasaki); !strings.Contains(got, "Sasaki") {
		t.Errorf("by the reading: %q", got)
	}
	sasaki.Latin = "Sassaki Kenta"
	if got := of(sasaki); !strings.Contains(got, "Sassaki") {
		t.Errorf("as they spell it: %q", got)
	}
	if got := latinOf(book.Name{Full: "王小明", Reading: "wáng xiǎomíng"}); got != "" {
		t.Errorf("a reading in other letters: %q", got)
	}
}
