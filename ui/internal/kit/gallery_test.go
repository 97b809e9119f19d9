package kit

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
)

// TestGallery draws every widget in every look. It writes pictures where
// DRAGOMAN_SHOTS names a folder, for people to look at; without it the test
// only sees that nothing panics.
func TestGallery(t *testing.T) {
	app := test.NewTempApp(t)
	for _, look := range []struct {
		name  string
		mode  Mode
		scale float32
	}{{"light", Light, 1}, {"dark", Dark, 1}, {"contrast", HighContrast, 1}, {"large", Light, 1.3}} {
		app.Settings().SetTheme(NewTheme(look.mode, look.scale))
		for name, make := range map[string]func() fyne.CanvasObject{
			"today": galleryToday, "controls": galleryControls, "customers": galleryCustomers, "table": galleryTable, "list": galleryList, "charts": galleryCharts,
		} {
			w := test.NewTempWindow(t, make())
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1360, 860))
			if name == "controls" {
				galleryDialog(w)
			}
			if name == "list" {
				gallerySelect.openList()
			}
			save(t, w, fmt.Sprintf("%s-%s.png", name, look.name))
			for CloseTop() {
			}
			w.Resize(fyne.NewSize(1024, 700))
			if look.mode == Light {
				save(t, w, fmt.Sprintf("%s-%s-1024.png", name, look.name))
			}
		}
	}
}

func save(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	img := w.Canvas().Capture()
	dir := os.Getenv("DRAGOMAN_SHOTS")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func shell(strip, page fyne.CanvasObject, selected string) fyne.CanvasObject {
	rail := NewRail("Dragoman", "customers across cultures", []RailItem{
		{ID: "today", Icon: IconToday, Label: "Today", Badge: "5"},
		{ID: "customers", Icon: IconPeople, Label: "Customers"},
		{ID: "calendar", Icon: IconCalendar, Label: "Calendar"},
		{ID: "tasks", Icon: IconTasks, Label: "Follow-ups", Badge: "3"},
		{ID: "culture", Icon: IconCulture, Label: "Culture"},
		{ID: "training", Icon: IconTraining, Label: "Training"},
		{ID: "insights", Icon: IconInsights, Label: "Insights"},
		{ID: "settings", Icon: IconSettings, Label: "Settings", Bottom: true},
	}, nil)
	rail.SetSelected(selected)
	rail.SetStatus("Synced 09:12 · 2 devices")
	search := NewSearchEntry("Search people, notes, holidays, guides…", "Ctrl K", nil)
	bar := NewTopBar(search.Object(), NewButton("Import", Secondary, nil), NewIconButton(IconPlus, "New customer", Primary, nil))
	return Frame(rail, bar, strip, page)
}

func dateChip(s string, tint Tint) fyne.CanvasObject { return FixedWidth(64, NewChip(s, tint)) }

func comingRow(day string, tint Tint, title, rest, sub, n string) *Row {
	r := NewRow(dateChip(day, tint), title, sub, HBox(12, Rich(Span{Text: n, Style: Bold}, Span{Text: " customers"}), NewButton("Prepare greetings", Secondary, func() {})), func() {})
	r.SetTitle(Span{Text: title, Style: Bold}, Span{Text: " · " + rest})
	return r
}

func dueRow(title, name, latin, sub, when string, tint Tint) *Row {
	c := NewCheck("", false, nil)
	r := NewRow(c, title, sub, Text(when, Body).SetColor(tint.Text()), func() {})
	r.SetTitle(Span{Text: title, Style: Bold}, Span{Text: " → " + name, Lang: ""}, Span{Text: " " + latin, Style: MutedBody})
	return r
}

func galleryToday() fyne.CanvasObject {
	coming := NewCard("Coming up for your customers", VBox(0,
		comingRow("26 Nov", Slate, "Thanksgiving", "United States", "Offices closed Thu; many also Fri 27 Nov", "4"), NewDivider(),
		comingRow("4 Dec", Indigo, "Hanukkah", "חנוכה · begins at sunset", "Working days; keep wishes light: “Chag Hanukkah Sameach”", "1"), NewDivider(),
		comingRow("24 Dec", Violet, "Christmas Eve", "Germany, Mexico, Poland", "Business stops 23 Dec – 6 Jan in Mexico", "9"), NewDivider(),
		comingRow("6 Feb", Cinnabar, "Spring Festival", "春节 · Tết · Seollal", "Factories in CN close ~25 Jan – 22 Feb. Ship before 15 Jan.", "12"),
	))
	due := NewCard("Follow-ups due", VBox(0,
		dueRow("Send revised quote", "王小明", "Wang Xiaoming · Shenzhen", "Address as 王总 (Wáng zǒng). Written first, then WeChat.", "overdue 1 d", Cinnabar), NewDivider(),
		dueRow("Quarterly check-in", "أحمد الراشد", "Ahmed Al-Rashid · Riyadh", "Call window 10:00–12:30 local; weekend is Fri–Sat.", "call now · 12:14 there", Jade), NewDivider(),
		dueRow("Reply to complaint #31", "Müller GmbH", "", "Acknowledge within 24 h, 3 h left. Facts first, formal “Sie”.", "3 h left", Saffron),
	))
	birthday := NewRow(NewAvatar("김", AvatarSize), "김민수", "Lunar birthday 10/16 → 24 Nov this year", Text("tomorrow", Body), func() {})
	birthday.SetTitle(Span{Text: "김민수", Style: Bold}, Span{Text: " Kim Min-su", Style: Body})
	losing := NewRow(NewAvatar("DN", AvatarSize), "Dupont Nathalie", "Last contact 94 days ago; agreed every 60", NewButton("Follow up", Secondary, nil), func() {})
	card := NewCard("Today’s etiquette card", VBox(4, Text("Receiving a business card in Japan", Bold),
		Wrap("Take it with both hands, read it, and keep it on the table through the meeting. Do not write on it. 名刺は両手で受け取り、よく読んで、打ち合わせの間はテーブルの上に置いておきましょう。", Muted)))
	right := VBox(Gap, NewCard("Birthdays", birthday), NewCard("Losing touch", losing), card)
	body := Columns(860, 0.44, VBox(Gap, coming, due), right)
	return shell(nil, Page("Monday 23 November 2026", "6 people to reach today · 2 call windows open now", nil, Scroll(body)), "today")
}

type person struct{ name, latin, mono, lang, tier, address, firm, feast string }

var people = []person{
	{"王小明", "Wang Xiaoming", "王", "zh", "Gold", "王总 Wáng zǒng", "Huaxin Electronics · Shenzhen, CN", "Spring Festival 6 Feb · 75 d"},
	{"田中 健一", "Tanaka Ken’ichi", "田", "ja", "Platinum", "田中部長 Tanaka-buchō", "Kansai Trading · Osaka, JP", "Labor Thanksgiving today · closed"},
	{"أحمد الراشد", "Ahmed Al-Rashid", "أ", "ar", "Gold", "Mr. Ahmed · السيد أحمد", "Rashid Home · Riyadh, SA", "Ramadan 8 Feb · 77 d"},
	{"김민수", "Kim Min-su", "김", "ko", "Silver", "김 과장님 Kim gwajang-nim", "Hanbit · Seoul, KR", "Seollal 7 Feb · 76 d"},
	{"Kovács János", "Hungarian order: family first", "KJ", "hu", "Silver", "Kovács úr", "Duna Bor Kft · Budapest, HU", "Christmas 24–26 Dec"},
	{"प्रिया शर्मा", "Priya Sharma", "प्रि", "hi", "Gold", "Ms. Priya · Priya ji", "Sharma Textiles · Jaipur, IN", "Holi 22 Mar · 119 d"},
	{"สมชาย ใจดี", "Somchai Jaidee", "ส", "th", "Gold", "Khun Somchai", "Chaidee · Bangkok, TH", "Songkran 13 Apr"},
	{"Nguyễn Thị Lan", "Given name: Lan", "Ng", "vi", "Silver", "Chị Lan", "Lan Anh Furniture · HCMC, VN", "Tết 6 Feb · 75 d"},
	{"Freifrau Annegret-Charlotte von und zu Musterhausen-Hohenstein", "A very long name indeed", "MH", "de", "Platinum", "Frau von Musterhausen", "Müller GmbH · Stuttgart, DE", "Advent 29 Nov"},
}

type personCard struct {
	*Card
	avatar                     *Avatar
	name, latin, address, firm *Line
	tier, feast                *Chip
	bar                        *Progress
}

func newPersonCard() *personCard {
	p := &personCard{avatar: NewAvatar("", AvatarSize), name: Text("", Name), latin: Text("", Muted), address: Text("", Small), firm: Text("", Muted), tier: NewChip("", Saffron), feast: NewChip("", Cinnabar), bar: NewProgress(0.8)}
	p.Card = NewActionCard("", VBox(8,
		HBox(12, p.avatar, Grow(VBox(0, p.name, p.latin)), p.tier),
		p.address, p.firm, HBox(0, p.feast, Space()), HBox(12, Grow(p.bar), Text("last contact 6 d ago", Muted))), nil)
	return p
}

func galleryCustomers() fyne.CanvasObject {
	cards := map[fyne.CanvasObject]*personCard{}
	g := NewGrid(300, 194, func() int { return 100000 }, func() fyne.CanvasObject {
		p := newPersonCard()
		cards[p.Card] = p
		return p.Card
	}, func(i int, o fyne.CanvasObject) {
		p, d := cards[o], people[i%len(people)]
		p.avatar.SetMonogram(d.mono)
		p.name.SetSpans(Span{Text: d.name, Style: Name, Lang: d.lang})
		p.latin.SetText(d.latin)
		p.address.SetSpans(Span{Text: "Address as ", Style: Small}, Span{Text: d.address, Style: SmallBold, Lang: d.lang})
		p.firm.SetText(d.firm)
		p.tier.Set(d.tier, Saffron)
		p.feast.Set(d.feast, Tints()[i%7])
		p.bar.SetValue(float64(i%10) / 10)
	}, func(int) {})
	g.FocusGained()
	g.SetCursor(1)
	seg := NewIconSegmented(nil, []IconName{IconCards, IconList}, "Cards", "List")
	return shell(nil, Page("Customers", "1,284", []fyne.CanvasObject{NewActionChip("Segment: Gold & above", Jade, func() {}), NewChip("Culture: any", Slate), NewRemovableChip("Tag: distributor", Slate, func() {}), seg}, g), "customers")
}

func galleryTable() fyne.CanvasObject {
	tb := NewTable([]Column{
		{ID: "name", Title: "Name", Width: 180, Grow: 2, Sortable: true, Cell: func(r int) []Span {
			d := people[r%len(people)]
			return []Span{{Text: d.name, Style: LabelBold, Lang: d.lang}, {Text: " " + d.latin, Style: Muted}}
		}},
		{ID: "firm", Title: "Company", Width: 160, Grow: 1, Sortable: true, Cell: func(r int) []Span { return []Span{{Text: people[r%len(people)].firm, Style: Label}} }},
		{ID: "tier", Title: "Tier", Width: 80, Cell: func(r int) []Span { return []Span{{Text: people[r%len(people)].tier, Style: Label}} }},
		{ID: "value", Title: "Revenue", Width: 90, Numeric: true, Sortable: true, Cell: func(r int) []Span { return []Span{{Text: fmt.Sprintf("€ %d", r*37), Style: Label}} }},
	}, func() int { return 100000 }, func(int) {}, nil)
	tb.SetSort("name", false)
	tb.List.SetKeys(func(i int) string { return fmt.Sprint(i) })
	tb.List.SetMulti(true, nil)
	tb.List.chosen["2"] = true
	tb.List.SetSelected("4")
	tabs := NewTabs(nil, "Overview", "Timeline 46", "Follow-ups 2", "Service 1", "Value & loyalty", "Greetings", "Privacy")
	return shell(nil, Page("List", "1,284", nil, VBox(Gap, tabs, Grow(NewFlushCard("", tb)))), "customers")
}

func galleryControls() fyne.CanvasObject {
	focus := NewButton("With focus", Secondary, func() {})
	focus.FocusGained()
	focusP := NewButton("Primary focus", Primary, func() {})
	focusP.FocusGained()
	off := NewButton("Disabled", Primary, nil)
	off.Disable()
	buttons := Flow(12, NewButton("Secondary", Secondary, nil), NewButton("Primary", Primary, nil), NewButton("Quiet", Quiet, nil), NewButton("Delete", Danger, nil), NewButton("Month", Chosen, nil), NewIconButton(IconPlus, "New", Primary, nil), NewIconButton(IconCopy, "Copy", Secondary, nil), NewDropButton("Snooze", nil), focus, focusP, off)
	var chips []fyne.CanvasObject
	for _, t := range Tints() {
		chips = append(chips, NewChip(t.name(), t))
	}
	rem := NewRemovableChip("Tag: distributor", Slate, func() {})
	rem.FocusGained()
	chips = append(chips, rem, NewOutlineChip("✓ Call 王总"), NewBadge("5", Cinnabar), NewBadge("128", Jade))
	var icons []fyne.CanvasObject
	for _, n := range []IconName{IconToday, IconPeople, IconPerson, IconBuilding, IconCalendar, IconCheck, IconTasks, IconCulture, IconTraining, IconInsights, IconSettings, IconSync, IconSearch, IconPlus, IconPhone, IconMail, IconChat, IconCopy, IconTrash, IconUndo, IconImport, IconExport, IconChevronLeft, IconChevronRight, IconChevronUp, IconChevronDown, IconClose, IconStar, IconWarning, IconInfo, IconClock, IconGift, IconMoon, IconList, IconCards, IconNote, IconTag, IconLink, IconPin, IconHistory, IconMore, IconFilter, IconFolder, IconLock, IconRepeat, IconSnooze, IconBook, IconExternal} {
		icons = append(icons, NewIcon(n, Ink, 20))
	}
	name := NewField("Name", NewEntry("As the person writes it"))
	name.Input.(*Entry).SetText("Nguyễn Thị Ánh 阮氏映")
	bad := NewField("Birthday", NewEntry("1988-04-03"))
	bad.SetError("This is not a date. Write it as 1988-04-03, or leave a part out.")
	lang := NewField("Language", NewSelect("Choose", []Option{{Value: "en", Label: "English"}, {Value: "zh", Label: "简体中文"}}, nil))
	note := NewField("Note", NewMultiLine("A paragraph", 3))
	form := EqualColumns(220, name, bad, lang, note)
	texts := VBox(4, Text("Title 20 页面标题", Title), Text("Figure 1,087", Figure), Text("Name 16 أحمد الراشد", Name), Text("Body Hello 客户关系 田中 健一 こんにちは 안녕하세요 김민수 Tiếng Việt Ω Ж ✓ ★ → ±", Body), Text("Muted 12 with ไทย हिन्दी עברית العربية", Muted),
		Rich(Span{Text: "SC 直骨关 与 海  "}, Span{Text: "JA 直骨关 与 海 bold ", Lang: "ja"}, Span{Text: "直骨与海", Lang: "ja", Style: Bold}),
		Text("أحمد الراشد Ahmed Al-Rashid · Riyadh", Body), Text("Order 12 (عاجل) from أحمد, 15%", Body),
		Wrap("（东京）本季度的订单将于下周一发出，请您在收到“发货通知”后两个工作日内确认…；如有问题，请随时与我们联系。Shipping to Osaka 大阪 within 15 days. السلام عليكم as-salāmu ʿalaykum. Ask after health first.", Body))
	checks := VBox(0, NewCheck("Leave them as they are", false, nil), NewCheck("Fill blanks only", true, nil), NewRadio("Update from the file", true, nil))
	seg := NewSegmented(nil, "Month", "Year", "Agenda")
	seg.FocusGained()
	tabs := NewTabs(nil, "Overview", "Timeline 46", "Privacy")
	tabs.FocusGained()
	left := VBox(Gap, NewCard("Buttons", VBox(12, buttons, seg, tabs)), NewCard("Chips", VBox(12, Flow(8, chips...), Flow(10, icons...))), NewCard("Form", form))
	right := VBox(Gap, NewCard("Text", texts), NewCard("Choices", VBox(10, checks, NewProgress(0.6))),
		NewCard("Empty", Empty("No follow-ups yet", "A follow-up reminds you whom to reach and when. The first one takes ten seconds.", "New follow-up", func() {})))
	toasts := NewToasts()
	toasts.Say("Moved 3 customers to the trash", "Undo", nil)
	page := Page("Controls", "every widget", nil, Scroll(Columns(860, 0.45, left, right)))
	return container.NewStack(shell(NewBanner(Saffron, IconInfo, "DEMO book: nothing here is real. 演示客户簿", NewButton("Reset", Secondary, nil)), page, "settings"), toasts)
}

func galleryDialog(w fyne.Window) {
	if os.Getenv("DRAGOMAN_DIALOG") == "" {
		return
	}
	NewDialog("Delete 3 customers?", VBox(12, Wrap("They go to the trash and can be brought back for 30 days. 他们会移到回收站，30 天内可以恢复。", Body), NewField("Reason", NewEntry(""))),
		Action{Label: "Cancel"}, Action{Label: "Delete", Kind: Danger}).Show(w.Canvas())
}

var gallerySelect *Select

func galleryList() fyne.CanvasObject {
	var opts []Option
	for _, p := range people {
		opts = append(opts, Option{Value: p.latin, Label: p.name, Detail: p.latin})
	}
	gallerySelect = NewSelect("Country", opts, nil).SetFilterHint("Type to filter")
	gallerySelect.SetSelected("Tanaka Ken’ichi")
	l := NewList(RowHeight, func() int { return 5000 }, func() fyne.CanvasObject {
		r := NewRow(NewAvatar("", AvatarSize), "", "", Text("", Body), nil)
		r.SetActions(NewButton("Snooze", Secondary, nil))
		return r
	}, func(i int, o fyne.CanvasObject) {
		r, p := o.(*Row), people[i%len(people)]
		r.leading.(*Avatar).SetMonogram(p.mono)
		r.SetTitle(Span{Text: "Quarterly check-in", Style: Bold}, Span{Text: " → " + p.name, Lang: p.lang}, Span{Text: " " + p.latin, Style: MutedBody})
		r.SetSubtitleText(p.firm)
		r.trailing.(*Line).SetText("Fri 20 Nov")
	}, func(int) {})
	l.SetKeys(func(i int) string { return fmt.Sprint(i) })
	l.SetSelected("3")
	l.FocusGained()
	l.SetCursor(1)
	side := VBox(Gap, NewCard("When", VBox(10, gallerySelect, NewField("Reminder", NewEntry("")))), NewCard("", Empty("Nothing here", "One sentence.", "", nil)))
	return shell(nil, Page("Follow-ups", "3 due today", []fyne.CanvasObject{NewSegmented(nil, "Today", "Overdue", "Week", "All", "Done"), NewIconButton(IconPlus, "Follow-up", Primary, nil)},
		Columns(700, 0.33, NewFlushCard("Overdue", l), side)), "tasks")
}
