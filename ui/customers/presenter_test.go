package customers

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/screen"
)

// TestRoutes holds that every filter survives its way through a route.
func TestRoutes(t *testing.T) {
	for _, q := range []book.CustomerQuery{
		{Sort: book.SortName},
		{Sort: book.SortLastContact, Desc: true, Filter: book.CustomerFilter{Text: "wxm", Kind: book.Person}},
		{Sort: book.SortCountry, Filter: book.CustomerFilter{Cultures: []string{"JP", "HK"}, Countries: []string{"CN"}, Tags: []string{"a, b", "c"}, Trashed: true}},
		{Sort: book.SortCreated, Filter: book.CustomerFilter{Observances: []string{"islamic"}, IDs: []book.ID{"1", "2"}, Organisation: "9"}},
		{Sort: book.SortName, Filter: book.CustomerFilter{Concerned: &book.Concerned{Countries: []string{"SA"}, Observances: []string{"islamic"}}}},
	} {
		if got := queryOf(routeOf(q)); !sameQuery(got, q) {
			t.Errorf("%+v came back as %+v", q, got)
		}
	}
}

// TestListNarrows filters, searches, sorts and clears.
func TestListNarrows(t *testing.T) {
	env, sh := newEnv(t, "en", 120)
	l := newList(env)
	l.Show(screen.Route{Screen: screen.Customers})
	if len(l.rows) != 121 || l.count != 121 || len(l.texts) != 121 {
		t.Fatalf("%d rows, count %d, %d texts", len(l.rows), l.count, len(l.texts))
	}
	l.change(func(q *book.CustomerQuery) { q.Filter.Countries = []string{"JP"} })
	if l.count == 0 || l.count == 121 || !l.Filtered() {
		t.Fatalf("%d in Japan", l.count)
	}
	for _, r := range l.rows {
		if r.Country != "JP" {
			t.Errorf("%s is in %s", r.Name.Full, r.Country)
		}
	}
	if sh.place.Arg(argCountry) != "JP" {
		t.Error("the filter is not in the route")
	}
	l.ClearFilters()
	l.Search("田中")
	if l.count == 0 || !strings.HasPrefix(l.rows[0].Name.Full, "田中") {
		t.Fatalf("%d found", l.count)
	}
	l.ClearFilters()
	l.SetSort(book.SortLastContact, false)
	var last int64
	for _, r := range l.rows {
		if r.LastContact.IsZero() {
			continue
		}
		if at := r.LastContact.Unix(); at < last {
			t.Fatal("not in order of the last contact")
		} else {
			last = at
		}
	}
	if len(sh.failed) > 0 {
		t.Error(sh.failed)
	}
}

// TestListMany tags, deletes and restores many at once, with undo.
func TestListMany(t *testing.T) {
	env, sh := newEnv(t, "en", 60)
	ctx := context.Background()
	l := newList(env)
	l.Show(screen.Route{})
	l.change(func(q *book.CustomerQuery) { q.Filter.Countries = []string{"JP"} })
	n := l.count
	l.PickAll()
	if len(l.picked) != n {
		t.Fatalf("%d of %d picked", len(l.picked), n)
	}
	l.Tag([]string{"spring fair"}, nil)
	tagged, err := env.Book.Customers.Count(ctx, book.CustomerFilter{Tags: []string{"spring fair"}})
	if err != nil || tagged != n {
		t.Fatalf("%d tagged: %v", tagged, err)
	}
	l.Trash()
	if l.count != 0 || len(l.picked) != 0 {
		t.Fatalf("%d left, %d picked", l.count, len(l.picked))
	}
	op := sh.ops[len(sh.ops)-1]
	l.Show(screen.Route{}.With(argTrash, valueYes))
	if l.count != n {
		t.Fatalf("%d in the trash", l.count)
	}
	l.Pick(0, true)
	l.Restore()
	if l.count != n-1 {
		t.Fatalf("%d in the trash after one came back", l.count)
	}
	if _, _, err := env.Book.History.Undo(ctx, op.ID); err != nil {
		t.Fatal(err)
	}
	l.reload(false)
	if l.count != 0 {
		t.Errorf("%d in the trash after undo", l.count)
	}
}

// TestCards holds what a card says and what it leaves unsaid.
func TestCards(t *testing.T) {
	env, _ := newEnv(t, "en", 0)
	today := calendar.DateOf(testNow)
	row := book.CustomerRow{
		Kind: book.Person, Name: book.Name{Full: "田中 健一", Latin: "Tanaka Ken’ichi", Reading: "たなか けんいち"}, Organisation: "関西商事",
		City: "大阪", Country: "JP", Languages: []string{"ja"}, Preferred: book.Channel{ID: "1", Kind: book.LINE},
		Cadence: book.Cadence{Ideal: 30, Longest: 60}, LastContact: testNow.AddDate(0, 0, -40),
	}
	got := textOf(env, row, today)
	for what, pair := range map[string][2]string{
		"address": {got.Address, "田中さん"}, "second": {got.Name.Second, "Tanaka Ken’ichi"}, "letters": {got.Name.Letters, "田"},
		"place": {got.Place, "関西商事 · 大阪, Japan"}, "local": {got.Local, "18:14 local · LINE"}, "last": {got.Last, "40 days ago, due again"},
		"lang": {got.Name.Lang, "ja"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s is %q, want %q", what, pair[0], pair[1])
		}
	}
	if got.Warmth != cooling {
		t.Errorf("warmth %v", got.Warmth)
	}
	row.Address = book.FormOfAddress{InSpeech: "田中部長", CallMe: "ケンさん"}
	if got := textOf(env, row, today); got.Address != "ケンさん" {
		t.Errorf("addressed as %q: what they want to be called wins", got.Address)
	}
	if h := findHoliday(env, row, today); h.Label != "Labour Thanksgiving Day today · closed" {
		t.Errorf("holiday %q", h.Label)
	}
	if h := findHoliday(env, book.CustomerRow{Name: row.Name}, today); h.Label != "" {
		t.Errorf("%q is said of somebody whose country is not known", h.Label)
	}
	blank := textOf(env, book.CustomerRow{Kind: book.Organisation, Name: book.Name{Full: "华为"}}, today)
	if blank.Name.Letters != "华" || blank.Last != "no contact yet" || blank.Agreed {
		t.Errorf("%+v", blank)
	}
}

// TestReach holds which address opens a channel, and that a declined one is
// not offered.
func TestReach(t *testing.T) {
	for _, x := range []struct {
		ch   book.Channel
		want string
	}{
		{book.Channel{Kind: book.Phone, Value: "(0)30 12345", Normal: "+493012345"}, "tel:+493012345"},
		{book.Channel{Kind: book.Phone, Value: "０３-1234"}, "tel:031234"},
		{book.Channel{Kind: book.Email, Value: "a@b.example"}, "mailto:a@b.example"},
		{book.Channel{Kind: book.WhatsApp, Value: "+55 11 90000-0000", Normal: "+5511900000000"}, "https://wa.me/5511900000000"},
		{book.Channel{Kind: book.Telegram, Value: "@somebody"}, "https://t.me/somebody"},
		{book.Channel{Kind: book.LINE, Value: "tanaka k"}, "https://line.me/ti/p/~tanaka%20k"},
		{book.Channel{Kind: book.Zalo, Value: "0900000000", Normal: "+84900000000"}, "https://zalo.me/84900000000"},
		{book.Channel{Kind: book.Viber, Value: "+380 50 0000000"}, "viber://chat?number=%2B380500000000"},
		{book.Channel{Kind: book.Web, Value: "dragoman.example"}, "https://dragoman.example"},
		{book.Channel{Kind: book.WeChat, Value: "wxid"}, ""},
		{book.Channel{Kind: book.Postal, Value: "Kaufhof 1"}, ""},
	} {
		if got, _ := reach.Open(x.ch); got != x.want {
			t.Errorf("%s %q opens %q, want %q", x.ch.Kind, x.ch.Value, got, x.want)
		}
	}
	p := printer(t, "en")
	k := known{party: book.Party{Log: []book.Consent{{Channel: book.LINE, State: book.Declined}}}}
	ways := waysOf(p, book.Customer{Channels: []book.Channel{
		{Kind: book.LINE, Value: "a"}, {Kind: book.Phone, Value: "1"}, {Kind: book.Email, Value: "b", Preferred: true},
	}}, k.may(calendar.NewDate(2027, 3, 10)))
	if ways[0].Value != "b" || ways[2].URL != "" || ways[2].Declined == "" {
		t.Errorf("%+v", ways)
	}
}

func printer(t *testing.T, tag string) *locales.Printer {
	t.Helper()
	p, err := locales.New(tag, locales.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestPhones holds that numbers are normalised by the customer's country, else
// by the owner's, and left alone when they cannot be read.
func TestPhones(t *testing.T) {
	c := book.Customer{Country: "JP", Channels: []book.Channel{
		{Kind: book.Phone, Value: "06-6123-4567"}, {Kind: book.WhatsApp, Value: "+49 30 901820"}, {Kind: book.Phone, Value: "ask Anna"}, {Kind: book.Email, Value: "1@2.example"},
	}}
	normalise(&c, "DE")
	for i, want := range []string{"+81661234567", "+4930901820", "", ""} {
		if got := c.Channels[i].Normal; got != want {
			t.Errorf("%q became %q, want %q", c.Channels[i].Value, got, want)
		}
	}
	home := book.Customer{Channels: []book.Channel{{Kind: book.Phone, Value: "030 901820"}}}
	normalise(&home, "DE")
	if got := home.Channels[0].Normal; got != "+4930901820" {
		t.Errorf("at home %q", got)
	}
}

// TestTyped holds what the fields of the form understand.
func TestTyped(t *testing.T) {
	for text, want := range map[string]int{"": -1, "9": 540, "9:30": 570, "930": 570, "17.30": 1050, "09h15": 555, "24:00": 1440, "9点": 540, "25": -2, "x": -2, "9:75": -2} {
		got, ok := clockIn(text)
		if ok != (want != -2) || ok && got != want {
			t.Errorf("clock %q: %d %v", text, got, ok)
		}
	}
	for text, want := range map[string]string{"1988-05-04": "gregorian:1988-05-04", "--05-04": "gregorian:--05-04", "chinese:1990-05L-01": "chinese:1990-05L-01", "1988": "", "88-13-40": ""} {
		got, ok := partialIn(text, calendar.Gregorian)
		if s := got.String(); ok != (want != "") || ok && s != want {
			t.Errorf("date %q: %q %v", text, s, ok)
		}
	}
	for text, want := range map[string]int{"": 0, "15": 15, "十五": 15, "初三": 3, "廿八": 28, "三十": 30, "１０": 10, "x": -1} {
		if got, ok := numberIn(text); ok != (want >= 0) || ok && got != want {
			t.Errorf("number %q: %d %v", text, got, ok)
		}
	}
	if got := tagsIn("a, b，c、 d ;; e f "); !slices.Equal(got, []string{"a", "b", "c", "d", "e f"}) {
		t.Errorf("%q", got)
	}
}

// TestDates holds that the next occurrences say by which rule they moved.
func TestDates(t *testing.T) {
	p := printer(t, "en")
	today := calendar.NewDate(2026, 11, 23)
	got := nextText(p, calendar.Partial{Calendar: calendar.Gregorian, Month: 2, Day: 29}, today, 3)
	if !strings.Contains(got, "28 Feb 2027") || !strings.Contains(got, "kept on the 28th") {
		t.Errorf("%q", got)
	}
	got = nextText(p, calendar.Partial{Calendar: calendar.Chinese, Month: 8, Day: 15}, today, 3)
	if !strings.Contains(got, "15 Sept 2027") && !strings.Contains(got, "15 Sep 2027") {
		t.Errorf("mid-autumn: %q", got)
	}
	if got := nextText(p, calendar.Partial{Calendar: calendar.Gregorian, Year: 1980}, today, 3); got != "" {
		t.Errorf("a bare year comes again: %q", got)
	}
}

// TestDetail reads a customer, works on notes and touches, and finds it all in
// the history, in words.
func TestDetail(t *testing.T) {
	env, sh := newEnv(t, "en", 120)
	d := newDetail(env)
	row := firstCustomer(t, env, "田中")
	d.Show(screen.Route{ID: string(row.ID)})
	if d.is.c.Name.Full != row.Name.Full || len(d.is.days) == 0 {
		t.Fatalf("%+v", d.is)
	}
	before := len(d.is.notes)
	d.AddNote("First paragraph.\n\nSecond paragraph.")
	if len(d.is.notes) != before+2 {
		t.Fatalf("%d notes", len(d.is.notes))
	}
	d.EditNote(d.is.notes[0].ID, "Changed.")
	d.TrashNote(d.is.notes[1].ID)
	if _, _, err := env.Book.Interactions.Log(t.Context(), book.Interaction{CustomerID: row.ID, Kind: book.CallMade, Text: "two words"}); err != nil {
		t.Fatal(err)
	}
	d.reload()
	if d.is.touches[0].Text != "two words" || !d.is.row.LastContact.Equal(testNow) {
		t.Errorf("%+v", d.is.touches[0])
	}
	d.SetTab(slices.Index(tabOrder, tabHistory))
	if len(d.is.changes) < 4 {
		t.Fatalf("%d changes", len(d.is.changes))
	}
	for _, c := range d.is.changes[:4] {
		if !c.whole {
			t.Errorf("%s cannot be undone", c.op.Kind)
		}
		if w := operationWord(env.Printer, c.op); strings.Contains(w, ".") {
			t.Errorf("%q has no word", w)
		}
		for _, f := range c.fields {
			if w := fieldWord(env.Printer, f); strings.Contains(w, "_") {
				t.Errorf("field %q has no word", w)
			}
		}
	}
	d.Undo(d.is.changes[0].op.ID)
	if len(d.is.touches) > 0 && d.is.touches[0].Text == "two words" {
		t.Error("undo left the touch")
	}
	d.Trash()
	if d.is.c.TrashedAt.IsZero() {
		t.Error("not in the trash")
	}
	d.Restore()
	if len(sh.failed) > 0 {
		t.Error(sh.failed)
	}
}

// TestHistoryWords holds that every column that the store keeps a history of
// has a name for people.
func TestHistoryWords(t *testing.T) {
	env, _ := newEnv(t, "zh-Hans", 120)
	page, err := env.Book.Customers.List(context.Background(), book.CustomerQuery{Limit: 120})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		found, err := env.Book.History.Of(context.Background(), row.ID, changesShown)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range changesOf(found) {
			for _, f := range c.fields {
				if w := fieldWord(env.Printer, f); strings.Contains(w, "_") {
					t.Errorf("%s %s has no word", f.Entity, f.Field)
				}
			}
		}
	}
}

// TestFormSaves writes a new card with a first note, and refuses what cannot
// be kept with the field at fault.
func TestFormSaves(t *testing.T) {
	env, sh := newEnv(t, "en", 20)
	f := newForm(env)
	var refused []string
	f.refused = func(err error) { refused = append(refused, fieldOf(err)) }
	f.Open(screen.Route{}.With(argNew, "person"))
	c := f.base
	f.Save(c, "", func(book.Customer) { t.Error("a card without a name was kept") })
	c.Name.Full = "佐藤 花子"
	c.Observances = []book.Observance{{Tradition: "buddhist"}}
	f.Save(c, "", func(book.Customer) { t.Error("an observance without a basis was kept") })
	if !slices.Equal(refused, []string{"name", "observance"}) {
		t.Fatalf("refused %q", refused)
	}
	c.Observances = nil
	c.Channels = []book.Channel{{Kind: book.Phone, Value: "+81 90 0000 0000"}}
	var kept book.Customer
	f.Save(c, "Met at the fair.\n\nWants samples.", func(x book.Customer) { kept = x })
	notes, err := env.Book.Notes.List(context.Background(), kept.ID)
	if err != nil || len(notes) != 2 || kept.Channels[0].Normal != "+819000000000" {
		t.Fatalf("%d notes, %+v, %v", len(notes), kept.Channels, err)
	}
	// Somebody else changes the card while it is open here.
	f.Open(screen.Route{ID: string(kept.ID)})
	mine, theirs := f.base, f.base
	theirs.City = "Kyoto"
	if _, _, err := env.Book.Customers.Save(context.Background(), theirs); err != nil {
		t.Fatal(err)
	}
	mine.City = "Osaka"
	f.Save(mine, "", func(book.Customer) { t.Error("the change of somebody else was overwritten") })
	if !f.stale {
		t.Error("the conflict is not told")
	}
	if len(sh.failed) > 0 {
		t.Error(sh.failed)
	}
}

func sprint(c book.Customer) string { return fmt.Sprintf("%+v", c) }

func TestHowToAddress(t *testing.T) {
	env, _ := newEnv(t, "en", 0)
	c := book.Customer{
		Kind: book.Person, Country: "DE",
		Name:      book.Name{Full: "Sabine Weiß", Given: "Sabine", Family: "Weiß", Language: "de"},
		Languages: []book.Language{{Tag: "de", Level: book.Native}},
	}
	see := func() addressing {
		return addressingOf(env.Printer, known{c: c}, nameOf(c.Kind, c.Name, []string{"de"}, "en"))
	}
	a := see()
	if f := a.Facts[0]; f.Value != "Guten Tag Sabine Weiß," || f.Edit != inWriting || f.Mark != "" || f.Hint == "" {
		t.Errorf("in writing: %+v", f)
	}
	if a.Ask == "" || a.Why == "" {
		t.Errorf("no reason or no question: %+v", a)
	}
	c.Address = book.FormOfAddress{Honorific: "Frau", InSpeech: "Frau Doktor"}
	a = see()
	if a.Facts[0].Value != "Sehr geehrte Frau Weiß," || a.Facts[1].Value != "Frau Doktor" || a.Facts[1].Mark == "" || a.Ask != "" {
		t.Errorf("with what was told: %+v", a)
	}
	if got := usualForm(c, inSpeech); got != "Frau Weiß" {
		t.Errorf("the usual form is %q", got)
	}
	c.Name.Language, c.Languages, c.Address = "", nil, book.FormOfAddress{}
	if a = see(); a.Facts[0].Mark == "" || !a.Facts[0].Care {
		t.Errorf("a default of the country does not say so: %+v", a.Facts[0])
	}
}
