package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// searched returns what the search box answers.
func searched(t *testing.T, s *Shell, query string) []found {
	t.Helper()
	fs, err := find(context.Background(), s.env, &s.holidays, s.commands(), query)
	if err != nil {
		t.Fatal(err)
	}
	return fs
}

// withPeople makes a book with something of every kind in it.
func withPeople(t *testing.T, lang string) (s *Shell, ming book.Customer) {
	t.Helper()
	c := newComputer(t)
	s = c.withBook()
	p := s.Get()
	p.Language = lang
	s.Set(p)
	ming = add(t, s, book.Customer{
		Name:     book.Name{Full: "王小明", Latin: "Wang Xiaoming", Language: "zh-Hans"},
		Channels: []book.Channel{{Kind: book.Phone, Value: "+86 130 0000 0001", Normal: "+8613000000001"}},
	})
	for _, name := range []string{"Jürgen Müller", "Nguyễn Thị Minh", "佐藤 花子", "محمد حسن"} {
		add(t, s, book.Customer{Name: book.Name{Full: name}})
	}
	ctx := context.Background()
	if _, err := s.book.Notes.Add(ctx, ming.ID, "喜欢龙井茶, likes porcelain"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.book.FollowUps.Save(ctx, book.FollowUp{Title: "Send porcelain samples", DueMinute: book.NoTime, Reminder: book.NoTime}); err != nil {
		t.Fatal(err)
	}
	return s, ming
}

func TestFindCustomersByAnyScript(t *testing.T) {
	s, _ := withPeople(t, "en")
	for query, want := range map[string]string{
		"王小明": "王小明", "小": "王小明", "wxm": "王小明", "wangxiaoming": "王小明", "Xiaoming": "王小明", "13000000001": "王小明", "0001": "王小明",
		"müller": "Jürgen Müller", "muller": "Jürgen Müller", "mueller": "Jürgen Müller", "JÜRGEN": "Jürgen Müller",
		"nguyen": "Nguyễn Thị Minh", "花子": "佐藤 花子", "محمد": "محمد حسن", " wxm ": "王小明",
	} {
		fs := searched(t, s, query)
		if len(fs) == 0 || fs[0].Kind != foundCustomer || fs[0].Title != want {
			t.Errorf("%q finds %+v, want %s first", query, fs, want)
			continue
		}
		if r := fs[0].Route; r.Screen != screen.Customers || r.ID == "" || fs[0].Do != nil {
			t.Errorf("%q leads to %+v", query, r)
		}
	}
}

func TestFindNotesAndFollowUps(t *testing.T) {
	s, ming := withPeople(t, "en")
	fs := searched(t, s, "porcelain")
	if len(fs) != 2 {
		t.Fatalf("found %+v", fs)
	}
	note, task := fs[0], fs[1]
	if note.Kind != foundNote || note.Route.Screen != screen.Customers || note.Route.ID != string(ming.ID) || note.Route.Tab != "notes" {
		t.Errorf("note = %+v", note)
	}
	if task.Kind != foundFollowUp || task.Route.Screen != screen.FollowUps || task.Route.ID == "" || task.Title != "Send porcelain samples" {
		t.Errorf("follow-up = %+v", task)
	}
	if fs := searched(t, s, "龙井"); len(fs) != 1 || fs[0].Kind != foundNote {
		t.Errorf("龙井 finds %+v", fs)
	}
}

func TestFindHolidaysByEveryName(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		s, _ := withPeople(t, lang)
		for query, local := range map[string]string{
			"春节": "春节", "Spring Festival": "春节", "spring fes": "春节", "中秋": "中秋节", "推석": "", "추석": "추석", "chuseok": "추석",
			"tết": "Tết", "tet nguyen dan": "Tết", "nowruz": "نوروز", "נפסח": "", "passover": "פסח", "نوروز": "نوروز", "诺鲁孜": "نوروز",
			"zhongqiu": "中秋节", "Zhong Qiu": "中秋节", "zqj": "中秋节", "chunjie": "春节", "cj": "春节", "chongyang": "重阳节", "fodan": "佛", "chuxi": "除夕", "eid al-fitr": "عيد الفطر", "Weihnacht": "Weihnachten",
		} {
			var hit *found
			for _, f := range searched(t, s, query) {
				if f.Kind == foundHoliday && hit == nil {
					hit = &f
				}
			}
			switch {
			case local == "" && hit != nil:
				t.Errorf("%s: %q finds %+v", lang, query, *hit)
			case local == "":
			case hit == nil:
				t.Errorf("%s: %q finds no holiday", lang, query)
			case !strings.Contains(hit.Title, local):
				t.Errorf("%s: %q finds %q, want %s", lang, query, hit.Title, local)
			case hit.Route.Screen != screen.Calendar || hit.Route.ID == "" || hit.Route.Arg("date") < "2027-03-01" || hit.Detail == "":
				t.Errorf("%s: %q leads to %+v (%q)", lang, query, hit.Route, hit.Detail)
			}
		}
	}
}

// A holiday of many peoples that is filed under an English name has no second
// name in another language; one of a country has that of the country.
func TestNoEnglishNameStandsBesideTheOneThatIsRead(t *testing.T) {
	s, _ := withPeople(t, "zh-Hans")
	for query, want := range map[string]string{"日本": "财政年度末（日本、印度、香港）", "开斋节": "开斋节 عيد الفطر", "感恩节次日": "感恩节次日 Day after Thanksgiving"} {
		var got []string
		for _, f := range searched(t, s, query) {
			if f.Kind == foundHoliday {
				got = append(got, f.Title)
			}
		}
		if !slices.Contains(got, want) {
			t.Errorf("%s finds %q, want %s", query, got, want)
		}
	}
}

func TestOneHolidayIsNotFoundTwice(t *testing.T) {
	s, _ := withPeople(t, "en")
	for _, query := range []string{"new year", "day", "节", "christmas"} {
		seen := map[string]int{}
		n := 0
		for _, f := range searched(t, s, query) {
			if f.Kind == foundHoliday {
				seen[f.Route.ID]++
				n++
			}
		}
		if n == 0 || n > findHolidays {
			t.Errorf("%q finds %d holidays", query, n)
		}
		for id, times := range seen {
			if times > 1 {
				t.Errorf("%q finds %s %d times", query, id, times)
			}
		}
	}
}

func TestTheTraditionAndHomeComeBeforeOtherCountries(t *testing.T) {
	s, _ := withPeople(t, "en") // at home in China
	for _, query := range []string{"spring festival", "eid al-fitr", "christmas", "labour day"} {
		last := -1
		for _, f := range searched(t, s, query) {
			if f.Kind != foundHoliday || !strings.HasPrefix(book.Fold(f.Title), query) {
				continue
			}
			country := ""
			if c, _, _ := strings.Cut(f.Route.ID, "."); len(c) == 2 {
				country = strings.ToUpper(c)
			}
			if n := nearness(country, "CN"); n < last {
				t.Errorf("%q: %s stands too low", query, f.Route.ID)
			} else {
				last = n
			}
		}
		if last < 0 {
			t.Errorf("%q finds no holiday", query)
		}
	}
}

func TestFindCommandsByFurtherWords(t *testing.T) {
	for lang, queries := range map[string]map[string]locales.ID{
		"en": {
			"new cust": "command.new_customer", "contact": "command.new_customer", "company": "command.new_organisation", "todo": "command.new_followup",
			"vcard": "command.import", "bin": "command.trash", "pipeline": "command.new_deal", "THEME": "command.settings", "undo": "command.undo",
			"sharing": "command.sharing", "sync": "command.sharing", "audit": "command.rights", "team": "command.team",
		},
		"zh-Hans": {"新订单": "command.new_order", "新客户": "command.new_customer", "导入": "command.import", "设置": "command.settings", "同步": "command.sharing", "suoding": "command.lock", "xkh": "command.new_customer"},
	} {
		s, _ := withPeople(t, lang)
		for query, id := range queries {
			want := s.p.T(id, nil)
			i := slices.IndexFunc(searched(t, s, query), func(f found) bool { return f.Kind == foundCommand && f.Title == want && f.Do != nil })
			if i < 0 {
				t.Errorf("%s: %q does not find %q", lang, query, want)
			}
		}
		name := s.p.T("command.new_order", nil)
		if _, _, err := s.book.FollowUps.Save(t.Context(), book.FollowUp{Title: name, Kind: book.CallTask, DueMinute: book.NoTime, Reminder: book.NoTime}); err != nil {
			t.Fatal(err)
		}
		if fs := searched(t, s, name); len(fs) < 2 || fs[0].Kind != foundCommand || fs[1].Kind != foundFollowUp {
			t.Errorf("%s: the whole name of a command does not come first: %+v", lang, fs)
		}
	}
}

func TestTheKindsStandInOrderAndInBounds(t *testing.T) {
	s, _ := withPeople(t, "en")
	for i := range 30 {
		add(t, s, book.Customer{Name: book.Name{Full: fmt.Sprint("New Customer ", i)}})
	}
	fs := searched(t, s, "new")
	n := map[foundKind]int{}
	for i, f := range fs {
		n[f.Kind]++
		if i > 0 && f.Kind < fs[i-1].Kind {
			t.Errorf("%q stands after %q", f.Title, fs[i-1].Title)
		}
	}
	if n[foundCustomer] != findBook || n[foundHoliday] == 0 || n[foundHoliday] > findHolidays || n[foundCommand] == 0 || n[foundCommand] > findCommands {
		t.Errorf("found %v", n)
	}
}

func TestWhatSaysNothingFindsNothing(t *testing.T) {
	s, _ := withPeople(t, "en")
	for _, query := range []string{"", "   ", "\u3000", "\u200b", "\u0301", "\u200d\u200b", "qqqqzzzz", "\"", "*", "'--"} {
		if fs := searched(t, s, query); len(fs) > 0 {
			t.Errorf("%q finds %+v", query, fs)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := find(ctx, s.env, &s.holidays, nil, "wang"); book.CodeOf(err) != book.Cancelled {
		t.Errorf("a cancelled search says %v", err)
	}
}

// typeInto writes into the search box as a user does.
func typeInto(s *Shell, text string) {
	s.search.focus()
	for _, r := range text {
		s.search.entry.TypedRune(r)
	}
}

func press(s *Shell, keys ...fyne.KeyName) {
	for _, k := range keys {
		s.search.entry.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestTheSearchBoxIsWorkedByKeys(t *testing.T) {
	s, _ := withPeople(t, "en")
	b := s.search
	focused := func() bool { return s.win.Canvas().Focused() == fyne.Focusable(b.entry.Entry) }
	if b.panel.Visible() {
		t.Error("answers are shown before anybody asked")
	}
	typeInto(s, "porcelain")
	if !b.panel.Visible() || len(b.found) != 2 || b.cursor != 0 || !focused() {
		t.Fatalf("shown %v: %+v", b.panel.Visible(), b.found)
	}
	for i, step := range []struct {
		key  fyne.KeyName
		want int
	}{{fyne.KeyDown, 1}, {fyne.KeyDown, 0}, {fyne.KeyUp, 1}, {fyne.KeyUp, 0}, {fyne.KeyDown, 1}} {
		press(s, step.key)
		if b.cursor != step.want {
			t.Errorf("step %d: the cursor is at %d, want %d", i, b.cursor, step.want)
		}
	}
	press(s, fyne.KeyReturn)
	at(t, s, screen.FollowUps)
	if b.panel.Visible() || b.entry.Text != "" || focused() {
		t.Errorf("after Enter: shown %v, %q", b.panel.Visible(), b.entry.Text)
	}

	typeInto(s, "wxm")
	press(s, fyne.KeyEnter)
	at(t, s, screen.Customers)
	if s.route.ID == "" {
		t.Error("the customer is not shown")
	}

	typeInto(s, "qqqqzzzz")
	if !b.panel.Visible() || !b.empty.Visible() || b.list.Visible() {
		t.Error("it does not say that nothing was found")
	}
	press(s, fyne.KeyDown, fyne.KeyReturn)
	at(t, s, screen.Customers)
	press(s, fyne.KeyEscape)
	if b.panel.Visible() || b.entry.Text != "" || !focused() {
		t.Error("the first Escape empties the box")
	}
	press(s, fyne.KeyEscape)
	if focused() {
		t.Error("the second Escape leaves it")
	}

	typeInto(s, "open the trash")
	press(s, fyne.KeyReturn)
	if s.route.Screen != screen.Customers || s.route.Arg("trash") == "" {
		t.Errorf("the command led to %+v", s.route)
	}
	typeInto(s, "x")
	press(s, fyne.KeyBackspace)
	if b.panel.Visible() {
		t.Error("answers are shown for nothing")
	}
}

func TestCommandsDoWhatTheySay(t *testing.T) {
	s, _ := withPeople(t, "en")
	for _, x := range []struct {
		query string
		want  screen.Name
	}{
		{"new organisation", screen.Customers},
		{"new follow-up", screen.FollowUps},
		{"import customers", screen.Import},
		{"go to today", screen.Today},
		{"go to calendar", screen.Calendar},
		{"go to customers", screen.Customers},
		{"go to follow-ups", screen.FollowUps},
		{"settings", screen.Settings},
	} {
		typeInto(s, x.query)
		i := slices.IndexFunc(s.search.found, func(f found) bool { return f.Kind == foundCommand })
		if i < 0 {
			t.Fatalf("%q finds %+v", x.query, s.search.found)
		}
		s.search.open(i)
		closeLayers()
		at(t, s, x.want)
	}
	n := count(t, s)
	add(t, s, book.Customer{Name: book.Name{Full: "Extra"}})
	for _, q := range []string{"undo", "redo", "undo"} {
		typeInto(s, q)
		i := slices.IndexFunc(s.search.found, func(f found) bool { return f.Kind == foundCommand })
		s.search.open(i)
	}
	if count(t, s) != n {
		t.Errorf("%d customers, want %d", count(t, s), n)
	}
	s.search.open(99) // an answer that is no longer there
	typeInto(s, s.p.T("command.close_book", nil))
	s.search.open(slices.IndexFunc(s.search.found, func(f found) bool { return f.Kind == foundCommand }))
	at(t, s, screen.Start)
	s.search.typed("x") // without a book there is nothing to search
}

// TestEscapeLeadsBack holds what Escape does where nothing has the keyboard.
// The other keys of the window cannot be pressed on a test canvas, which takes
// no shortcuts.
func TestEscapeLeadsBack(t *testing.T) {
	s, _ := withPeople(t, "en")
	s.Go(screen.Route{Screen: screen.Import})
	s.Go(screen.Route{Screen: screen.Settings})
	c := s.win.Canvas()
	s.askFault("words", context.Canceled)
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape}) // closes the dialog only
	at(t, s, screen.Settings)
	c.OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	at(t, s, screen.Import)
}

// TestConditionsInTheBox: conditions pick customers, all of them can be shown,
// and what is not understood is said beside the good part.
func TestConditionsInTheBox(t *testing.T) {
	s, ming := withPeople(t, "en")
	add(t, s, book.Customer{Name: book.Name{Full: "Aiko"}, Country: "JP", Tags: []string{"vip"}})
	if _, _, err := s.book.Segments.Save(context.Background(), book.Segment{Name: "Japan friends", Query: "country:JP"}); err != nil {
		t.Fatal(err)
	}
	kinds := func(query string) string {
		var out []string
		for _, f := range searched(t, s, query) {
			out = append(out, fmt.Sprint(f.Kind)+" "+f.Title)
		}
		return strings.Join(out, "\n")
	}
	got := kinds("country:Japan tag:vip shoe:42")
	for _, want := range []string{fmt.Sprint(foundCustomer) + " Aiko", fmt.Sprint(foundAll) + " ", fmt.Sprint(foundHint) + " shoe:42"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not among\n%s", want, got)
		}
	}
	if strings.Contains(got, ming.Name.Full) {
		t.Error("the condition was not kept")
	}
	if got := kinds("japan fr"); !strings.Contains(got, fmt.Sprint(foundSegment)+" Japan friends") {
		t.Errorf("the segment is not found by name:\n%s", got)
	}
	i := slices.IndexFunc(searched(t, s, "Aiko"), func(f found) bool { return f.Kind == foundCustomer })
	if f := searched(t, s, "Aiko")[i]; !strings.Contains(f.Detail, " · ") {
		t.Errorf("no holiday beside the customer: %q", f.Detail)
	}
}

// TestRecentSearches: what led somewhere is offered again, the last first.
func TestRecentSearches(t *testing.T) {
	s, _ := withPeople(t, "en")
	for _, words := range []string{"wxm", "müller", "wxm"} {
		s.search.search(words)
		s.search.open(0)
	}
	if !slices.Equal(s.search.recent, []string{"wxm", "müller"}) {
		t.Errorf("recent are %q", s.search.recent)
	}
	if !s.search.key(&fyne.KeyEvent{Name: fyne.KeyDown}) || len(s.search.found) != 2 {
		t.Error("the arrow does not show them")
	}
	s.search.open(1)
	if s.search.entry.Text != "müller" {
		t.Errorf("the box says %q", s.search.entry.Text)
	}
}

func TestHighlight(t *testing.T) {
	for _, c := range []struct{ text, query, want string }{
		{"王小明", "小明", "王[小明]"},
		{"Nguyễn Thị Ánh", "nguyen anh", "[Nguyễn] Thị [Ánh]"},
		{"Jürgen Müller", "mul", "Jürgen [Mül]ler"},
		{"Straße", "strass", "[Straß]e"},
		{"王小明", "wxm", "王小明"},
		{"", "x", ""},
	} {
		var b strings.Builder
		for _, sp := range highlight(c.text, c.query, kit.Bold) {
			if sp.Color != "" {
				b.WriteString("[" + sp.Text + "]")
				continue
			}
			b.WriteString(sp.Text)
		}
		if b.String() != c.want {
			t.Errorf("%q in %q: %s, want %s", c.query, c.text, b.String(), c.want)
		}
	}
}

// A country leads to its guide, before single statements about it.
func TestFindGuides(t *testing.T) {
	for lang, queries := range map[string]map[string]string{
		"en":      {"japan": "JP", "Braz": "BR"},
		"zh-Hans": {"日本": "JP", "japan": "JP", "巴西": "BR"},
	} {
		s, _ := withPeople(t, lang)
		for query, code := range queries {
			fs := searched(t, s, query)
			i := slices.IndexFunc(fs, func(f found) bool { return f.Kind == foundWritten })
			if i < 0 || fs[i].Route.Screen != screen.Culture || fs[i].Route.ID != code || fs[i].Route.Tab != "" {
				t.Errorf("%s: %q leads to %+v", lang, query, fs)
			}
		}
		if n := countKind(searched(t, s, "a"), foundWritten); n > findCountries+findWritten {
			t.Errorf("a letter finds %d guides and pieces", n)
		}
	}
}
