package followups

import (
	"context"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/screen"
)

func printer(t *testing.T, tag, region string) *locales.Printer {
	t.Helper()
	p, err := locales.New(tag, locales.Options{Region: region})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestParseDay(t *testing.T) {
	for _, x := range []struct {
		tag, region, text, want string
	}{
		{"en", "GB", "2026-12-01", "2026-12-01"},
		{"en", "GB", "1/12", "2026-12-01"},
		{"en", "US", "12/1", "2026-12-01"},
		{"en", "GB", "1.12.27", "2027-12-01"},
		{"en", "GB", "2 Jan", "2027-01-02"},
		{"en", "US", "Jan 2", "2027-01-02"},
		{"en", "GB", "Mon 30 Nov 2026", "2026-11-30"},
		{"en", "GB", "tomorrow", "2026-11-24"},
		{"en", "GB", "Fri", "2026-11-27"},
		{"en", "GB", "monday", "2026-11-30"},
		{"en", "GB", "+10", "2026-12-03"},
		{"en", "GB", "31/2", ""},
		{"en", "GB", "soon", ""},
		{"en", "GB", "", ""},
		{"en", "GB", "29 Feb", ""},
		{"zh-Hans", "CN", "2026年12月1日", "2026-12-01"},
		{"zh-Hans", "CN", "12月1日", "2026-12-01"},
		{"zh-Hans", "CN", "12-1", "2026-12-01"},
		{"zh-Hans", "CN", "２０２６／１２／１", "2026-12-01"},
		{"zh-Hans", "CN", "明天", "2026-11-24"},
		{"zh-Hans", "CN", "周五", "2026-11-27"},
	} {
		d, ok := dayfield.Parse(printer(t, x.tag, x.region), x.text, today)
		if d.String() != x.want || ok != (x.want != "") {
			t.Errorf("%s %q: %s %v, want %q", x.tag, x.text, d, ok, x.want)
		}
	}
}

// What the form writes itself it must read again, in every language and on
// every day of a year.
func TestDayRoundTrip(t *testing.T) {
	for _, tag := range []string{"en", "zh-Hans"} {
		for _, region := range []string{"GB", "US", "CN"} {
			p := printer(t, tag, region)
			for d := today; d < today+365; d++ {
				for _, text := range []string{p.DateWeekdayYear(d), p.Date(d), p.DateShort(d), p.DateLong(d)} {
					if got, ok := dayfield.Parse(p, text, today); !ok || got != d {
						t.Fatalf("%s-%s: %q is read as %s", tag, region, text, got)
					}
				}
			}
		}
	}
}

func TestParseTime(t *testing.T) {
	for text, want := range map[string]int{
		"9:30": 570, "0930": 570, "9": 540, "9.30": 570, "14:05": 845, "2 pm": 840, "2:05 PM": 845, "12 am": 0, "12 pm": 720,
		"下午2:05": 845, "上午9点": 540, "9点30分": 570, "９：３０": 570, "23:59": 1439, "0:00": 0,
		"24:00": -1, "9:75": -1, "noon": -1, "13 pm": -1, "": -1,
	} {
		got, ok := dayfield.ParseTime(text)
		if ok != (want >= 0) || ok && got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
}

func TestRepeatWords(t *testing.T) {
	en, zh := printer(t, "en", "GB"), printer(t, "zh-Hans", "CN")
	for _, x := range []struct{ rule, en, zh string }{
		{"", "", ""},
		{"FREQ=DAILY", "every day", "每天"},
		{"FREQ=DAILY;INTERVAL=3", "every 3 days", "每 3 天"},
		{"FREQ=WEEKLY", "every week", "每周"},
		{"FREQ=WEEKLY;INTERVAL=2", "every 2 weeks", "每 2 周"},
		{"FREQ=WEEKLY;BYDAY=MO,TH", "every week on Monday and Thursday", "每周的星期一和星期四"},
		{"FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every working day", "每个工作日"},
		{"FREQ=MONTHLY;INTERVAL=3", "every 3 months", "每 3 个月"},
		{"RRULE:FREQ=YEARLY", "every year", "每年"},
		{"FREQ=MONTHLY;COUNT=4", "every month, 4 times", "每月，共 4 次"},
		{"FREQ=MONTHLY;UNTIL=20271231", "every month until 31 Dec 2027", "每月，到 2027年12月31日 为止"},
		{"FREQ=MONTHLY;BYDAY=1MO", "by a rule of its own", "按自定义规则"},
		{"FREQ=HOURLY", "by a rule of its own", "按自定义规则"},
		{"nonsense", "by a rule of its own", "按自定义规则"},
	} {
		if got := RepeatWords(en, x.rule); got != x.en {
			t.Errorf("%s: %q, want %q", x.rule, got, x.en)
		}
		if got := RepeatWords(zh, x.rule); got != x.zh {
			t.Errorf("%s: %q, want %q", x.rule, got, x.zh)
		}
	}
}

func TestRuleRoundTrip(t *testing.T) {
	for _, rule := range append(RepeatChoices, "FREQ=WEEKLY;BYDAY=MO,TH", "FREQ=MONTHLY;INTERVAL=3;COUNT=4", "FREQ=YEARLY;UNTIL=20301231", "FREQ=MONTHLY;BYDAY=1MO") {
		if got := ParseRepetition(rule).Rule(); got != rule {
			t.Errorf("%q became %q", rule, got)
		}
	}
}

// form opens the form of a route.
func (f *fixture) form(r screen.Route) (*Form, Inputs) {
	f.t.Helper()
	env, sh := newEnv(f.t, f.b, "en")
	f.sh = sh
	x := NewForm(env, func() {})
	x.Fill(r, func() {})
	f.ok()
	return x, x.Start()
}

func TestFormNew(t *testing.T) {
	f := newFixture(t, "en")
	x, in := f.form(screen.Route{}.With("customer", string(f.york.ID)).With("date", "2026-11-26"))
	if x.Customer == nil || in.Due != "Thu 26 Nov 2026" {
		t.Fatalf("%+v %+v", x.Customer, in)
	}
	x.Look(in)
	if x.Clash == nil || !strings.Contains(x.Clash.Reason, "Thanksgiving") {
		t.Errorf("no clash on Thanksgiving: %+v", x.Clash)
	}
	in.Title, in.Time, in.Theirs = "Contract", "9:30", true
	in.Repeat, in.End, in.Count, in.Reminder = "FREQ=MONTHLY", endCount, "3", "15"
	in.Checks = []book.CheckItem{{Text: "print"}, {Text: " "}}
	x.Look(in)
	if want := "That is 15:30 on your clock."; x.Other != want {
		t.Errorf("other side %q, want %q", x.Other, want)
	}
	if want := "Then on Sat 26 Dec 2026 · Tue 26 Jan 2027"; x.NextDays != want {
		t.Errorf("next days %q, want %q", x.NextDays, want)
	}
	var saved book.FollowUp
	x.Save(in, func(s book.FollowUp, _ book.Operation) { saved = s })
	f.ok()
	if saved.ID == "" || saved.Zone != "America/New_York" || saved.DueMinute != 570 || saved.Repeat != "FREQ=MONTHLY;COUNT=3" ||
		saved.Reminder != 15 || len(saved.Checklist) != 1 || saved.CustomerID != f.york.ID {
		t.Errorf("saved %+v, errors %v", saved, x.Errors)
	}
}

func TestFormErrors(t *testing.T) {
	f := newFixture(t, "en")
	for name, x := range map[string]struct {
		change func(*Inputs)
		field  string
	}{
		"no title":       {func(in *Inputs) { in.Title = " " }, "title"},
		"no such day":    {func(in *Inputs) { in.Due = "31 Feb" }, "due"},
		"no such time":   {func(in *Inputs) { in.Due, in.Time = "2026-12-01", "25:00" }, "due_time"},
		"time, no day":   {func(in *Inputs) { in.Time = "9:30" }, "due"},
		"rule, no day":   {func(in *Inputs) { in.Repeat = "FREQ=DAILY" }, "due"},
		"bad rule":       {func(in *Inputs) { in.Due, in.Repeat, in.Custom = "2026-12-01", repeatOwn, "FREQ=SOMETIMES" }, "custom"},
		"until nonsense": {func(in *Inputs) { in.Due, in.Repeat, in.End, in.Until = "2026-12-01", "FREQ=DAILY", endUntil, "never" }, "until"},
		"until empty":    {func(in *Inputs) { in.Due, in.Repeat, in.End = "2026-12-01", "FREQ=DAILY", endUntil }, "until"},
		"no count":       {func(in *Inputs) { in.Due, in.Repeat, in.End, in.Count = "2026-12-01", "FREQ=DAILY", endCount, "many" }, "count"},
	} {
		t.Run(name, func(t *testing.T) {
			form, in := f.form(screen.Route{})
			in.Title = "call"
			x.change(&in)
			form.Save(in, func(book.FollowUp, book.Operation) { t.Error("it was saved") })
			f.ok()
			if form.Errors[x.field] == "" || len(form.Errors) != 1 {
				t.Errorf("errors %v, want one at %s", form.Errors, x.field)
			}
		})
	}
}

func TestFormKeepsWhatItShows(t *testing.T) {
	f := newFixture(t, "en")
	for _, x := range []book.FollowUp{
		{Title: "a", Due: today, DueMinute: 600, Zone: "Asia/Riyadh", CustomerID: f.riyadh.ID, Repeat: "FREQ=WEEKLY;INTERVAL=2;UNTIL=20271231", Reminder: 45, Priority: book.Urgent, Owner: "Eva", Notes: "n"},
		{Title: "b", Reminder: book.NoTime},
		{Title: "c", Due: today + 9, Repeat: "FREQ=MONTHLY;BYDAY=1MO;COUNT=5", Reminder: book.NoTime},
		{Title: "d", Due: today - 4, Snoozed: today + 4, HolidayID: "us.thanksgiving_day", Reminder: 0},
	} {
		id := f.add(x)
		before, err := f.b.FollowUps.Get(context.Background(), id)
		if err != nil {
			t.Fatal(err)
		}
		form, in := f.form(screen.Route{ID: string(id)})
		got, ok := form.Parse(in)
		if !ok {
			t.Errorf("%s: errors %v", x.Title, form.Errors)
		}
		before.Checklist, got.Checklist = nil, nil
		if a, b := got, before; a.Title != b.Title || a.Due != b.Due || a.DueMinute != b.DueMinute || a.Zone != b.Zone || a.Repeat != b.Repeat ||
			a.Reminder != b.Reminder || a.Snoozed != b.Snoozed || a.HolidayID != b.HolidayID || a.Owner != b.Owner || a.Notes != b.Notes || a.Priority != b.Priority {
			t.Errorf("got %+v\nwant %+v", a, b)
		}
	}
}

func TestFormFromHoliday(t *testing.T) {
	f := newFixture(t, "en")
	_, in := f.form(screen.Route{}.With("holiday", "us.thanksgiving").With("date", "2026-11-24"))
	if in.Due != "Tue 24 Nov 2026" {
		t.Errorf("due %q", in.Due)
	}
}

func TestFormSearch(t *testing.T) {
	f := newFixture(t, "en")
	form, _ := f.form(screen.Route{})
	form.Search("carter")
	if len(form.Found) != 1 || form.Found[0].ID != f.york.ID {
		t.Fatalf("found %+v", form.Found)
	}
	form.Choose(&form.Found[0])
	if form.Customer == nil || len(form.Found) != 0 {
		t.Errorf("chosen %+v, found %+v", form.Customer, form.Found)
	}
}
