package messages

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/sample"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// filled is the screen over the demo book.
func filled(t *testing.T, lang string) (*View, *screen.Env, *screentest.Shell) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	env.Book.SetResolver(explain.Resolve)
	err := sample.Fill(context.Background(), env.Book, sample.Options{
		Customers: 120, Seed: 7, Language: lang, Today: calendar.DateOf(screentest.Noon), Home: "CN",
	})
	if err != nil {
		t.Fatal(err)
	}
	env.Settings.OwnerName, env.Settings.Company = "Lin", "Lin Tea"
	return New(env), env, sh
}

// follow goes where the screen asked the shell to go.
func follow(t *testing.T, v *View, sh *screentest.Shell) {
	t.Helper()
	if len(sh.Gone) == 0 {
		t.Fatal("nobody was led anywhere")
	}
	v.Show(sh.Gone[len(sh.Gone)-1])
}

// begun prepares a campaign and opens it.
func begun(t *testing.T, v *View, sh *screentest.Shell, kind book.CampaignKind, edit func(*Draft)) {
	t.Helper()
	v.Show(screen.Route{}.With("new", string(kind)))
	v.p.Edit(edit)
	if d := v.p.Draft; !d.Sure || d.Count == 0 {
		t.Fatalf("the draft reaches nobody: %+v", d)
	}
	v.p.KeepDraft(func(err error) { t.Fatal(err) })
	follow(t, v, sh)
	if v.p.Open == nil || len(v.p.Rows) == 0 {
		t.Fatal("it was not kept")
	}
}

func TestGreetingsArePreparedSentAndLogged(t *testing.T) {
	v, env, sh := filled(t, "en")
	v.Show(screen.Route{})
	if v.list.empty.Hidden {
		t.Error("the empty screen does not say what it is for")
	}
	v.Show(screen.Route{}.With("new", "greeting"))
	if len(v.p.Draft.Feasts) == 0 {
		t.Fatal("no feast is offered")
	}
	ready := -1
	for i := range v.p.Draft.Feasts {
		v.p.ChooseFeast(i)
		if v.p.Draft.Sure && v.p.Draft.Count > v.p.Draft.Out && len(v.p.Draft.Needs) > 0 {
			ready = i
			break
		}
	}
	if ready < 0 {
		t.Fatal("no feast of the demo book can be wished to anybody")
	}
	v.p.KeepDraft(func(err error) { t.Fatal(err) })
	follow(t, v, sh)
	waiting := v.p.Count(book.Waiting)
	if waiting == 0 || v.p.Open.Title == "" {
		t.Fatalf("%d are waiting for %+v", waiting, v.p.Open)
	}
	for _, r := range v.p.Rows {
		if (r.State == book.LeftOut) != (r.Why != "") || r.State == book.LeftOut && explain.LeftOut(env.Printer, r.Why) == "" {
			t.Errorf("%s: %s because of %q", r.Customer.Name.Full, r.State, r.Why)
		}
	}
	r, _ := v.p.Current()
	if len(counsel.Holes(r.Recipient)) > 0 || !strings.Contains(r.Text, "Lin") {
		t.Fatalf("the letter: %q", r.Text)
	}
	v.p.Keep(func(x *book.Recipient) { x.Text += "\nPS" })
	opened := len(sh.Opened)
	v.p.Send(true)
	if v.p.Count(book.Waiting) != waiting-1 || len(sh.Opened) == opened {
		t.Fatalf("%d are waiting, opened %v", v.p.Count(book.Waiting), sh.Opened[opened:])
	}
	list, err := env.Book.Interactions.List(context.Background(), r.CustomerID, 1)
	if err != nil || len(list) != 1 || !strings.HasSuffix(list[0].Text, "PS") {
		t.Fatalf("logged %+v, %v", list, err)
	}
	if _, _, err := env.Book.History.Undo(context.Background(), sh.Ops[len(sh.Ops)-1].ID); err != nil {
		t.Fatal(err)
	}
	v.Changed([]book.Change{{Entity: book.EntityCampaign}})
	if v.p.Count(book.Waiting) != waiting {
		t.Error("undo does not bring the letter back")
	}
	v.p.Pick(r.ID)
	v.p.LeaveOut()
	if v.p.Count(book.Waiting) != waiting-1 {
		t.Error("nobody was left out")
	}
	v.p.Pick(r.ID)
	v.p.Include()
	if v.p.Count(book.Waiting) != waiting {
		t.Error("they were not brought back")
	}
}

func TestALetterWithAHoleIsNotSent(t *testing.T) {
	v, _, sh := filled(t, "en")
	begun(t, v, sh, book.CrisisCampaign, func(d *Draft) {
		d.Query, d.Title, d.Situation = "country:JP,DE,CN", "Port closed", "The port is closed."
	})
	r, ok := v.p.Current()
	if !ok || len(counsel.Holes(r.Recipient)) == 0 {
		t.Fatalf("the letter has no hole: %q", r.Text)
	}
	test.NewTempWindow(t, v.Content()).Resize(fyne.NewSize(1152, 804))
	if !screentest.Shown(v.Content(), v.env.T("messages.unfinished", nil)) {
		t.Error("the list does not say which letters are to be filled in")
	}
	told := len(sh.Told)
	v.p.Send(true)
	if v.p.Count(book.Sent) != 0 || len(sh.Told) == told {
		t.Error("a letter with a hole was sent")
	}
}

func TestEachLanguageIsAskedForItsWords(t *testing.T) {
	v, _, sh := filled(t, "en")
	v.Show(screen.Route{}.With("new", "crisis"))
	v.p.Edit(func(d *Draft) { d.Query, d.Title = "country:JP,DE", "Port closed" })
	d := v.p.Draft
	if len(d.Needs) < 2 {
		t.Fatalf("needs %+v", d.Needs)
	}
	for _, n := range d.Needs {
		for _, slot := range n.Slots {
			v.p.Saying(counsel.Say{Language: n.Language, Slot: slot}, n.Language+" "+slot)
		}
	}
	v.p.Edit(func(d *Draft) { d.By = calendar.DateOf(screentest.Noon) + 3 })
	if len(v.p.Draft.Needs) < 2 {
		t.Error("what was typed is no longer asked for")
	}
	v.p.KeepDraft(func(err error) { t.Fatal(err) })
	follow(t, v, sh)
	if v.p.Open.Situation == "" {
		t.Error("what happened is not kept")
	}
	for _, r := range v.p.Rows {
		if r.State == book.Waiting && (len(counsel.Holes(r.Recipient)) > 0 || !strings.Contains(r.Text, r.Language+" situation")) {
			t.Errorf("%s: %q", r.Language, r.Text)
		}
	}
}

func TestTheTitleIsSaidInTheLanguageOfTheUserAlone(t *testing.T) {
	v, _, _ := filled(t, "en")
	v.Show(screen.Route{}.With("new", "event"))
	v.p.Edit(func(d *Draft) { d.Title = "Spring tea" })
	mine, other := counsel.Say{Language: "en", Slot: "subject"}, counsel.Say{Language: "ja", Slot: "subject"}
	fill := func(lang string) string { return v.p.Draft.Sayings().In(lang)["subject"] }
	if v.p.Draft.Sayings().For(mine) != "Spring tea" || fill("en") != "Spring tea" {
		t.Errorf("in English stands %q", fill("en"))
	}
	if v.p.Draft.Sayings().For(other) != "" || fill("ja") != "" {
		t.Errorf("in Japanese stands %q", fill("ja"))
	}
	v.p.Saying(mine, "our spring tea")
	v.p.Saying(other, "春のお茶会")
	v.p.Edit(func(d *Draft) { d.Title = "Tea 2026" })
	if fill("en") != "our spring tea" || fill("ja") != "春のお茶会" {
		t.Errorf("what was typed is lost: %q, %q", fill("en"), fill("ja"))
	}
	v.p.Saying(mine, "")
	if fill("en") != "" {
		t.Errorf("what was taken out is back: %q", fill("en"))
	}
	v.Show(screen.Route{}.With("new", "crisis"))
	v.p.Edit(func(d *Draft) { d.Title = "Port closed" })
	if v.p.Draft.Sayings().For(mine) != "" || fill("en") != "" {
		t.Error("a crisis is told by its title")
	}
}

func TestAnEventKeepsAnswersAndWhoCame(t *testing.T) {
	v, env, sh := filled(t, "en")
	yesterday := calendar.DateOf(screentest.Noon) - 1
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day, d.Minute, d.Place, d.Own = "country:CN,JP,DE,US,FR,IT,ES", "Spring tea", yesterday, 18*60, "Lin Tea", "{salutation}\n\nPlease come on {date} to {place}.\n\n{me}"
	})
	if v.p.Count(book.Waiting) == 0 {
		t.Fatal("nobody of the demo book agreed to be invited")
	}
	r, _ := v.p.Current()
	v.p.Keep(func(x *book.Recipient) { x.Reply, x.Guests, x.Seat = book.Coming, 2, "beside the window" })
	if !v.p.Began() {
		t.Error("an event of yesterday has not begun")
	}
	v.p.Attend(r.ID, true)
	rows, err := env.Book.Campaigns.List(context.Background())
	if err != nil || len(rows) != 1 || rows[0].Coming != 1 || rows[0].Guests != 2 || rows[0].Came != 1 {
		t.Fatalf("%+v %v", rows, err)
	}
	v.p.FollowUp(book.WhoCame, " ", yesterday+2, func() { t.Error("made without a title") }, func(error) {})
	made := 0
	for range 2 { // asked twice, it is made once
		v.p.FollowUp(book.WhoCame, "Thank for coming", yesterday+2, func() { made++ }, func(err error) { t.Error(err) })
	}
	tasks, err := env.Book.FollowUps.List(context.Background(), book.FollowUpQuery{Customer: r.CustomerID})
	if err != nil || made != 2 || len(book.Guests(v.p.Rows, book.WhoCame)) != 1 || len(book.Guests(v.p.Rows, book.WhoDidNot)) != 0 {
		t.Fatalf("%d made for %v, %v", made, book.Guests(v.p.Rows, book.WhoCame), err)
	}
	thanks := 0
	for _, x := range tasks {
		if x.Title == "Thank for coming" && x.Due == yesterday+2 {
			thanks++
		}
	}
	if thanks != 1 {
		t.Errorf("%d follow-ups after it among %+v", thanks, tasks)
	}
	list, err := env.Book.Interactions.List(context.Background(), r.CustomerID, 5)
	if err != nil || len(list) == 0 || list[0].Kind != book.Meeting && list[1].Kind != book.Meeting {
		t.Errorf("the meeting is not logged: %+v %v", list, err)
	}
	for s, want := range map[string]int{"18:30": 1110, "9": 540, "9：05": 545, "": book.NoTime, "6:30 PM": 1110, "6 p.m.": 1080, "12am": 0, "12:15 pm": 735, "9:05\u202fAM": 545} {
		if got, ok := minuteOf(s); !ok || got != want {
			t.Errorf("%q is %d", s, got)
		}
	}
	for _, s := range []string{"25", "7:65", "noon", "13 pm", "0 am", "pm"} {
		if _, ok := minuteOf(s); ok {
			t.Errorf("%q is a time", s)
		}
	}
}

// Who said no after the letters were written is not written to, and neither is
// one who was left out for it and brought back.
func TestWhoSaysNoMeanwhileIsNotWrittenTo(t *testing.T) {
	v, env, sh := filled(t, "en")
	begun(t, v, sh, book.CrisisCampaign, func(d *Draft) {
		d.Query, d.Title, d.Situation, d.Own = "country:CN", "Port closed", "Closed.", "{salutation}\n\nClosed."
	})
	r, ok := v.p.Current()
	if !ok || r.State != book.Waiting {
		t.Fatalf("nobody waits: %+v", r)
	}
	v.p.Keep(func(x *book.Recipient) { x.Subject, x.Text = "Port", "The port is closed." })
	_, _, err := env.Book.Consents.Record(context.Background(), book.Consent{
		CustomerID: r.CustomerID, Purpose: book.AnyContact, State: book.Declined, Source: book.InPerson,
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		told, opened := len(sh.Told), len(sh.Opened)
		v.p.Pick(r.ID)
		v.p.Send(true)
		if v.p.Count(book.Sent) != 0 || len(sh.Opened) != opened || len(sh.Told) != told+1 {
			t.Fatalf("%d sent, opened %v, told %v", v.p.Count(book.Sent), sh.Opened[opened:], sh.Told[told:])
		}
		v.p.Pick(r.ID)
		v.p.LeaveOut()
		v.p.Pick(r.ID)
		v.p.Include()
	}
}

func TestMorePeopleAreInvited(t *testing.T) {
	v, env, sh := filled(t, "en")
	day := calendar.DateOf(screentest.Noon) + 9
	begun(t, v, sh, book.EventCampaign, func(d *Draft) { d.Query, d.Title, d.Day, d.Place = "country:CN", "Spring tea", day, "Kontor" })
	first, id := len(v.p.Rows), v.p.Open.ID
	kept := v.p.Rows[0].Text
	v.p.InviteMore()
	follow(t, v, sh)
	d := v.p.Draft
	if d == nil || d.ID != id || v.form.feasts != nil || v.form.day != nil {
		t.Fatalf("the form is of %+v", d)
	}
	v.p.Edit(func(d *Draft) { d.Query = "country:CN" })
	if !d.Sure || d.Count != 0 || !v.form.keep.Disabled() {
		t.Errorf("those on the list are invited again: %d", d.Count)
	}
	v.p.Edit(func(d *Draft) { d.Query = "country:CN,JP,DE" })
	for _, n := range d.Needs {
		v.p.Saying(counsel.Say{Language: n.Language, Slot: "subject"}, n.Language+" tea")
	}
	more := d.Count
	v.p.KeepDraft(func(err error) { t.Fatal(err) })
	follow(t, v, sh)
	if v.p.Draft != nil || v.p.Open.ID != id || more == 0 || len(v.p.Rows) != first+more {
		t.Fatalf("%d and %d more make %d", first, more, len(v.p.Rows))
	}
	same := false
	for _, r := range v.p.Rows {
		same = same || r.Text == kept
		if r.State == book.Waiting && r.Customer.Country == "JP" && !strings.Contains(r.Text+r.Subject, r.Language+" tea") {
			t.Errorf("%s: %q", r.Language, r.Text)
		}
	}
	if !same {
		t.Error("a letter that was there is another now")
	}
	if _, _, err := env.Book.History.Undo(context.Background(), sh.Ops[len(sh.Ops)-1].ID); err != nil {
		t.Fatal(err)
	}
	v.Changed([]book.Change{{Entity: book.EntityCampaign}})
	if len(v.p.Rows) != first {
		t.Errorf("undo leaves %d of %d", len(v.p.Rows), first)
	}
}

func TestTheScreenHoldsInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for i, size := range screentest.Pages {
			v, _, sh := filled(t, lang)
			w := screentest.Open(t, lang, size, v.Content)
			shoot := func(name string) {
				screentest.Holds(t, v.Content(), size)
				shoot(t, w, name+"-"+lang+strconv.Itoa(i))
			}
			v.Show(screen.Route{})
			shoot("empty")
			v.Show(screen.Route{}.With("new", "crisis"))
			v.p.Edit(func(d *Draft) { d.Query, d.Title = "country:JP,DE", "Port" })
			shoot("crisis")
			v.Show(screen.Route{}.With("new", "event"))
			v.p.Edit(func(d *Draft) { d.Query, d.Title = "country:CN,JP,DE", "Tea" })
			shoot("eventform")
			begun(t, v, sh, book.EventCampaign, func(d *Draft) {
				d.Query, d.Title, d.Day = "country:CN,JP,DE", "Tea", calendar.DateOf(screentest.Noon)+9
			})
			shoot("event")
			v.p.InviteMore()
			follow(t, v, sh)
			v.p.Edit(func(d *Draft) { d.Query = "country:CN,JP,DE,FR,KR" })
			shoot("event-more")
			begun(t, v, sh, book.EventCampaign, func(d *Draft) {
				d.Query, d.Title, d.Day = "country:CN,JP,DE", "Tea", calendar.DateOf(screentest.Noon)-1
			})
			v.p.Attend(v.p.Rows[0].ID, true)
			shoot("event-over")
			v.one.askFollowUp()
			if !kit.ModalOpen() {
				t.Error("it is not asked what is to be done after an event")
			}
			shoot("event-follow")
			kit.CloseTop()
			v.Show(screen.Route{})
			shoot("list")
		}
	}
}

// BenchmarkCampaign prepares letters to 5,000 customers.
func BenchmarkCampaign(b *testing.B) {
	env, _ := screentest.NewEnv(b, "en")
	err := sample.Fill(context.Background(), env.Book, sample.Options{
		Customers: 5000, Seed: 7, Language: "en", Today: calendar.DateOf(screentest.Noon), Home: "CN",
	})
	if err != nil {
		b.Fatal(err)
	}
	p := NewPresenter(env, func() {})
	for b.Loop() {
		p.Show(screen.Route{}.With("new", "greeting"))
		p.Birthdays()
		p.Draft.Query = "kind:person,organisation"
		p.KeepDraft(func(err error) { b.Fatal(err) })
	}
	b.ReportMetric(5000, "letters")
}
