package culture

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"dragoman/data/book"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

const scriptFile = `lang = "ja"
reviewed_on = 2026-11-01

[[script]]
stage = "quote"
channel = "mail"
formality = "formal"
subject = "お見積り {number}"
text = """
{salutation}

{product}のお見積りをお送りします。
{me}
"""

[[script]]
stage = "quote"
channel = "messenger"
formality = "formal"
text = "{name}、お見積りをお送りしました。"
`

// desk is a presenter over a book with one customer and a small library.
func desk(t *testing.T) (*Presenter, *screentest.Shell, book.Customer) {
	t.Helper()
	env, sh := screentest.NewEnv(t, "en")
	env.Settings.HomeCulture, env.Settings.OwnerName = "DE", "Anna Weber"
	env.Library = lib.Open(fstest.MapFS{
		"guides/jp.toml":  {Data: []byte(guideText("JP", "meetings", "punctuality", "Visitors are early."))},
		"guides/de.toml":  {Data: []byte(guideText("DE", "meetings", "punctuality", "Visitors are on time."))},
		"scripts/ja.toml": {Data: []byte(scriptFile)},
	})
	if err := env.Library.Check(); err != nil {
		t.Fatal(err)
	}
	env.Index = counsel.NewIndex(env.Library, env.Almanac)
	c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{
		Name: book.Name{Full: "田中 健一"}, Country: "JP", Organisation: "関西商事",
		Languages: []book.Language{{Tag: "ja", Level: book.Native}},
		Address:   book.FormOfAddress{InWriting: "田中様", CallMe: "田中さん"},
		Channels: []book.Channel{
			{Kind: book.Email, Value: "old@example.com"},
			{Kind: book.Email, Value: "k@example.com"},
			{Kind: book.WhatsApp, Value: "+81 90 1234 5678", Normal: "+819012345678"},
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := env.Book.Consents.Record(t.Context(), book.Consent{
		CustomerID: c.ID, Channel: book.Email, Address: "old@example.com", State: book.Declined,
	}); err != nil {
		t.Fatal(err)
	}
	return NewPresenter(env, func() {}), sh, c
}

func guideText(market, topic, practice, claim string) string {
	text := "market = \"" + market + "\"\nreviewed_on = 2026-11-01\n\n[[source]]\nid = \"a\"\ntitle = \"T\"\npublisher = \"P\"\nkind = \"news\"\nrecalled = 2026-11-01\n\n[[statement]]\nid = \"x\"\ntopic = \"" +
		topic + "\"\npractice = \"" + practice + "\"\nstrength = \"common\"\nclaim = { en = \"" + claim + "\", zh-Hans = \"某\" }\n"
	for _, key := range []string{"scope", "why", "do", "spread"} {
		text += key + " = { en = \"x\", zh-Hans = \"某\" }\n"
	}
	return text + "ask = { en = \"When?\", zh-Hans = \"何时？\" }\nsources = [\"a\"]\nconfidence = \"B\"\n"
}

func TestListFiltersAndSearches(t *testing.T) {
	p, sh, _ := desk(t)
	p.Show(screen.Route{Screen: screen.Culture})
	if rows := p.Rows(); len(rows) != 108 || rows[0].Code != "JP" || p.List.Count["JP"] != 1 {
		t.Errorf("%d markets, %s first, %d customers", len(rows), rows[0].Code, p.List.Count["JP"])
	}
	p.SetMine(true)
	if rows := p.Rows(); len(rows) != 1 {
		t.Errorf("mine are %d", len(rows))
	}
	p.SetMine(false)
	p.SetTier(lib.TierC)
	p.SetRegion("Africa")
	for _, m := range p.Rows() {
		if m.Tier != lib.TierC || regionOf(m) != "Africa" {
			t.Errorf("%s passes", m.Code)
		}
	}
	p.SetTier("")
	p.SetRegion("")
	p.SetQuery("日本")
	if rows := p.Rows(); len(rows) != 1 || rows[0].Code != "JP" {
		t.Errorf("日本 gives %v", rows)
	}
	p.SetQuery("early")
	if len(p.List.Found) == 0 || p.List.Found[0].ID() != "JP.x" {
		t.Fatalf("early finds %v", p.List.Found)
	}
	p.OpenFound(p.List.Found[0])
	if got := sh.Gone[0]; got.ID != "JP" || got.Tab != "meetings" || got.Arg("statement") != "JP.x" {
		t.Errorf("it leads to %v", got)
	}
	p.SetQuery("")
	if p.List.Found != nil {
		t.Error("what was found stays")
	}
}

func TestEveryMarketHasARegion(t *testing.T) {
	for _, m := range marketsOf().Markets() {
		if regionNames[regionOf(m)] == "" {
			t.Errorf("%s is in %q", m.Code, regionOf(m))
		}
	}
}

func TestGuideAndComparison(t *testing.T) {
	p, sh, _ := desk(t)
	p.Show(screen.Route{Screen: screen.Culture, ID: "jp", Tab: "gifts"})
	if !p.Known || p.Code != "JP" || p.Tab != tabGlance || strings.Join(p.Tabs(), " ") != " meetings sources" {
		t.Errorf("%q %q %q", p.Code, p.Tab, p.Tabs())
	}
	if p.Count != 1 || len(p.People) != 1 || len(p.Asks()) != 1 {
		t.Errorf("%d customers, %d questions", p.Count, len(p.Asks()))
	}
	p.Compare("DE")
	if p.Tab != "meetings" || len(p.Pairs("meetings")) != 1 {
		t.Errorf("beside DE it opens %q with %d pairs", p.Tab, len(p.Pairs("meetings")))
	}
	if r := sh.Replaced[len(sh.Replaced)-1]; r.Arg("with") != "DE" {
		t.Errorf("coming back leads to %v", r)
	}
	p.Show(screen.Route{Screen: screen.Culture, ID: "MO"})
	if p.Known || len(p.Tabs()) != 1 {
		t.Error("a market without guide has one")
	}
	p.Show(screen.Route{Screen: screen.Culture, ID: "nowhere"})
	if p.Code != "" {
		t.Error("an unknown market does not lead to the list")
	}
}

func TestNoteIsKept(t *testing.T) {
	p, sh, _ := desk(t)
	if p.Explained() {
		t.Fatal("it was never read")
	}
	p.Explain()
	if !p.Explained() || !sh.Kept.GuidesExplained {
		t.Error("it is not kept that the note was read")
	}
}

// A script that was opened from a complaint is filled with what was told of it,
// before what is typed; for the next customer nothing of it is left.
func TestScriptSpeaksOfTheCase(t *testing.T) {
	p, sh, c := desk(t)
	ctx := t.Context()
	x, _, err := p.env.Book.Cases.Save(ctx, book.Case{CustomerID: c.ID, Kind: book.Complaint, Channel: book.MailSent, Subject: "割れた皿"})
	if err != nil {
		t.Fatal(err)
	}
	r := screen.Route{Screen: screen.Culture, ID: "JP", Tab: tabScripts}.With("stage", "quote").With("customer", string(c.ID)).With("case", string(x.ID))
	p.SetValue("product", "お茶")
	p.Show(r)
	if _, text, missing, ok := p.Filled(); !ok || strings.Join(missing, " ") != "number" || !strings.Contains(text, "割れた皿") {
		t.Errorf("%q lacks %v", text, missing)
	}
	p.SetValue("product", "二枚の皿")
	p.Show(r) // coming back
	if _, text, _, _ := p.Filled(); !strings.Contains(text, "二枚の皿") {
		t.Errorf("what was typed is lost: %q", text)
	}
	p.SetCustomer("")
	p.SetValue("product", "")
	if _, text, missing, _ := p.Filled(); strings.Contains(text, "割れた皿") || !slices.Contains(missing, "product") {
		t.Errorf("the case stays: %q", text)
	}
	if len(sh.Failed) > 0 {
		t.Error(sh.Failed)
	}
}

func TestScriptIsFilledSentAndLogged(t *testing.T) {
	p, sh, c := desk(t)
	p.Show(screen.Route{Screen: screen.Culture, ID: "JP", Tab: tabScripts}.With("stage", "quote").With("customer", string(c.ID)))
	subject, text, missing, ok := p.Filled()
	if !ok || strings.Join(missing, " ") != "product number" || !strings.HasPrefix(text, "田中様\n") || !strings.HasSuffix(text, "Anna Weber") {
		t.Fatalf("%q %q %v", subject, text, missing)
	}
	p.Copy()
	if len(sh.Opened) != 0 || len(sh.Told) != 1 {
		t.Errorf("a script with a hole is copied: %v, told %v", sh.Opened, sh.Told)
	}
	p.SetValue("product", "お茶")
	p.SetValue("number", "7 & 8")
	p.Send()
	if len(sh.Opened) != 1 || !strings.HasPrefix(sh.Opened[0], "mailto:k@example.com?subject=%E3%81%8A") || !strings.Contains(sh.Opened[0], "7%20%26%208") || !strings.Contains(sh.Opened[0], "%0D%0A") {
		t.Errorf("opened is %v", sh.Opened)
	}
	p.SetChannel("messenger")
	p.Send()
	if len(sh.Opened) != 3 || sh.Opened[1] != "copy 田中さん、お見積りをお送りしました。" || sh.Opened[2] != "https://wa.me/819012345678" {
		t.Errorf("opened is %v", sh.Opened)
	}
	touches, err := p.env.Book.Interactions.List(t.Context(), c.ID, 10)
	if err != nil || len(touches) != 2 || len(sh.Ops) != 2 {
		t.Fatalf("%d touches are logged, %d can be undone (%v)", len(touches), len(sh.Ops), err)
	}
	p.SetCustomer("")
	p.SetChannel("mail")
	p.SetValue("salutation", "皆様")
	p.Copy()
	p.SetCustomer(c.ID)
	if _, text, _, _ := p.Filled(); !strings.HasPrefix(text, "田中様") {
		t.Errorf("what was typed for somebody else stays: %q", text)
	}
	p.SetCustomer("")
	if touches, _ = p.env.Book.Interactions.List(t.Context(), c.ID, 10); len(touches) != 2 || len(sh.Opened) != 4 {
		t.Error("a script for nobody is logged, or not copied")
	}
	p.SetFormality("warm")
	if _, _, _, ok := p.Filled(); ok {
		t.Error("a script that was not written is there")
	}
}

func TestCustomersAreFound(t *testing.T) {
	p, _, c := desk(t)
	p.FindCustomers("田中")
	if len(p.Scripts.Offers) != 1 || p.Scripts.Offers[0].ID != c.ID {
		t.Errorf("offers are %v", p.Scripts.Offers)
	}
	p.FindCustomers(" ")
	if p.Scripts.Offers != nil {
		t.Error("offers stay")
	}
}

// relend does what the shell does when own content changed.
func relend(t *testing.T, p *Presenter) {
	t.Helper()
	list, err := p.env.Book.Lores.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	p.env.Library = lib.Built().With(counsel.Own(list))
	p.Changed([]book.Change{{Entity: book.EntityLore}})
}

func TestOwnContent(t *testing.T) {
	p, sh, _ := desk(t)
	p.env.Library = lib.Built()
	p.Show(screen.Route{Screen: screen.Culture, ID: "JP", Tab: "gifts"})
	before := len(p.About("gifts"))
	first := p.About("gifts")[0].ID

	l := p.NewStatement()
	kept := false
	p.SaveOwn(l, func(err error) {
		if book.CodeOf(err) != book.Invalid {
			t.Errorf("without words it fails with %v", err)
		}
	}, func() { kept = true })
	if kept {
		t.Fatal("a statement without words is kept")
	}
	l.Text = "They like our local honey."
	p.SaveOwn(l, func(err error) { t.Error(err) }, func() { kept = true })
	p.Hide(first)
	relend(t, p)
	about := p.About("gifts")
	if !kept || len(about) != before || !about[len(about)-1].Own || about[0].ID == first {
		t.Errorf("%d statements of %d before", len(about), before)
	}
	if hidden := p.HiddenOf("gifts"); len(hidden) != 1 || hidden[0] != first {
		t.Errorf("hidden are %v", hidden)
	}
	var edited book.Lore
	p.EditOwn(about[len(about)-1].ID, func(l book.Lore) { edited = l })
	if edited.Text != l.Text {
		t.Errorf("to be changed is %+v", edited)
	}
	p.RemoveOwn(string(edited.ID))
	p.Unhide(p.HiddenOf("gifts"))
	relend(t, p)
	if len(p.About("gifts")) != before || len(p.HiddenOf("gifts")) != 0 || len(sh.Ops) != 4 || len(sh.Failed) != 0 {
		t.Errorf("%d statements, %d operations, %v", len(p.About("gifts")), len(sh.Ops), sh.Failed)
	}
	s := p.NewScript()
	s.Text = "{name}, hallo"
	p.Lang, s.Language = "de", "de"
	p.SaveOwn(s, func(err error) { t.Error(err) }, func() {})
	relend(t, p)
	if got, ok := p.Script(); !ok || !got.Own {
		t.Error("the own script is not the one that is used")
	}
}

func TestHolidaysOfAMarketAreInTheCalendar(t *testing.T) {
	p, sh, _ := desk(t)
	p.Show(screen.Route{Screen: screen.Culture, ID: "JP"})
	p.ShowHolidays()
	if r := sh.Gone[0]; r.Screen != screen.Calendar || r.Arg("filter") != "country:JP" {
		t.Errorf("it leads to %v", r)
	}
}

// TestOpeningLineSaysWhy holds that an opening line that leaves something open
// comes with the question that would settle it, and one by country with the
// word default.
func TestOpeningLineSaysWhy(t *testing.T) {
	p, _, _ := desk(t)
	c, _, err := p.env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Petra Bauer", Given: "Petra", Family: "Bauer"}, Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	p.Show(screen.Route{Screen: screen.Culture, ID: "DE", Tab: tabScripts}.With("customer", string(c.ID)))
	why := p.WhySo(lib.Script{Language: "de", Formality: "formal"})
	if !strings.Contains(why, "Ask: ") || !strings.Contains(why, "A default, by their country.") {
		t.Errorf("it says %q", why)
	}
	p.SetCustomer("")
	if why := p.WhySo(lib.Script{Language: "de"}); why != "" {
		t.Errorf("for nobody it says %q", why)
	}
}
