package service

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
	"dragoman/locales/explain"
	"dragoman/ui/internal/casework"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// fixture is a book whose owner works in Berlin, with a customer in Haifa,
// where Friday and Saturday are free. Noon of the tests is a Wednesday, 12:00
// UTC: 13:00 in Berlin, 14:00 there.
type fixture struct {
	t     testing.TB
	env   *screen.Env
	sh    *screentest.Shell
	p     *Presenter
	haifa book.Customer
}

func newFixture(t testing.TB, lang string) *fixture {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	f := &fixture{t: t, env: env, sh: sh}
	home, err := time.LoadLocation("Europe/Berlin")
	f.must(err)
	env.Settings = book.Settings{HomeCulture: "DE", HomeZone: "Europe/Berlin", OwnerName: "Mara", Work: book.Work{Start: 8 * 60, End: 17 * 60}, Causes: "Packing\nCarrier"}
	_, err = env.Book.SaveSettings(context.Background(), env.Settings)
	f.must(err)
	env.Home = home
	env.Book.SetDesk(casework.Desk(env))
	f.haifa, _, err = env.Book.Customers.Save(context.Background(), book.Customer{
		Name: book.Name{Full: "أحمد الراشد", Latin: "Ahmed Al-Rashid", Language: "ar"}, Country: "IL", City: "Haifa",
		Hours: book.Hours{Start: 9 * 60, End: 17 * 60}, Languages: []book.Language{{Tag: "ar"}},
	})
	f.must(err)
	f.p = NewPresenter(env, func() {})
	return f
}

func (f *fixture) must(err error) {
	f.t.Helper()
	if err != nil {
		f.t.Fatal(err)
	}
}

// open takes a complaint in so long ago.
func (f *fixture) open(k book.CaseKind, ago time.Duration) book.Case {
	f.t.Helper()
	c, _, err := f.env.Book.Cases.Save(context.Background(), book.Case{
		CustomerID: f.haifa.ID, Kind: k, Channel: book.MailSent, Seriousness: book.UsualCase, Subject: "Damp tea", ReceivedAt: screentest.Noon.Add(-ago),
	})
	f.must(err)
	return c
}

// TestRows holds what is said of the time that is left: how much, when they
// are at work, and in which tone.
func TestRows(t *testing.T) {
	for _, x := range []struct {
		name        string
		kind        book.CaseKind
		ago         time.Duration
		left, there string
		tone        casework.Tone
	}{
		{"fresh", book.Request, 0, "4 h left", "they are at work until 17:00", casework.Plain},
		{"warned", book.Request, 3*time.Hour + 10*time.Minute, "50 min left", "", casework.Care},
		{"late", book.Complaint, 4 * time.Hour, "2 h over", "", casework.Late},
		{"from yesterday evening, when Haifa was closed", book.Request, 20 * time.Hour, "1 h over", "", casework.Late},
	} {
		f := newFixture(t, "en")
		f.open(x.kind, x.ago)
		f.p.Show(screen.Route{})
		r := f.p.State().Rows[0]
		if r.Left.Short != x.left || r.Left.Tone != x.tone || x.there != "" && r.Left.There != x.there {
			t.Errorf("%s: %q, %q, %v; want %q", x.name, r.Left.Short, r.Left.There, r.Left.Tone, x.left)
		}
		if below := f.p.Below(r); !strings.Contains(below, "they are at work") {
			t.Errorf("%s: below %q", x.name, below)
		}
	}
}

// TestOpensSunday holds that a Thursday evening in Haifa leads to Sunday.
func TestOpensSunday(t *testing.T) {
	f := newFixture(t, "en")
	row, err := customerRow(context.Background(), f.env.Book, f.haifa.ID)
	f.must(err)
	thursday := time.Date(2027, 3, 11, 15, 0, 0, 0, time.UTC)
	if got := f.p.words.There(row, thursday); got != "they open Sunday 09:00" {
		t.Errorf("they open: %q", got)
	}
	counted := strings.Join(f.p.words.Counted(row, thursday), " ")
	if !strings.Contains(counted, "both sides are at work") || !strings.Contains(counted, "goes on Mon") {
		t.Errorf("counted: %s", counted)
	}
	f.env.Settings.HomeCulture = "DE"
	for _, x := range []struct {
		c    book.CustomerRow
		want string
	}{
		{book.CustomerRow{Country: "US", TimeZone: "America/New_York"}, "is 15:00–17:00 by your clock (09:00–11:00 there): 2 h a day. So 9 h of working time, as you have in one day, take 5 working days."},
		{book.CustomerRow{Country: "FR", TimeZone: "Europe/Paris"}, "is 09:00–12:30 and 14:00–17:00: 6 h 30 min a day. Their hours"},
		{book.CustomerRow{Country: "US", TimeZone: "America/Los_Angeles"}, "on which they work. That is 08:00–17:00: 9 h a day. Their hours"},
		{book.CustomerRow{}, "your hours alone count. That is 08:00–17:00: 9 h a day."},
	} {
		if got := strings.Join(f.p.words.Counted(&x.c, thursday), " "); !strings.Contains(got, x.want) {
			t.Errorf("of %s: %s", x.c.TimeZone, got)
		}
	}
	if got := f.p.words.Counted(&book.CustomerRow{}, thursday); !strings.Contains(strings.Join(got, " "), "your hours alone") {
		t.Errorf("of nobody known: %v", got)
	}
	if got := f.p.words.Counted(&book.CustomerRow{Country: "US", TimeZone: "America/Los_Angeles"}, thursday); !strings.Contains(strings.Join(got, " "), "hardly meet") ||
		!strings.Contains(strings.Join(got, " "), "usual in United States") {
		t.Errorf("of Los Angeles: %v", got)
	}
}

// TestForm holds that a form refuses at its fields and keeps what is right.
func TestForm(t *testing.T) {
	f := newFixture(t, "en")
	form := NewForm(f.env, func() {})
	form.Fill(screen.Route{}.With("new", "complaint"), func() {})
	in := form.Start()
	if in.Kind != book.Complaint || in.Owner != "Mara" || in.Day == "" || in.Time != "13:00" {
		t.Fatalf("it begins with %+v", in)
	}
	save := func(in Inputs, field string) {
		t.Helper()
		saved := false
		form.Save(in, func(book.Case, book.Operation) { saved = true })
		if saved != (field == "") || field != "" && form.Errors[field] == "" {
			t.Errorf("saved %v, errors %v, want one at %q", saved, form.Errors, field)
		}
	}
	save(in, "customer")
	form.Search("ahmed")
	if len(form.Found) != 1 {
		t.Fatalf("%d customers are found", len(form.Found))
	}
	form.Choose(&form.Found[0])
	save(in, "case_subject")
	in.Subject = "Damp tea"
	bad := in
	bad.Day = "yesterish"
	save(bad, "received")
	bad = in
	bad.Time = "25:00"
	save(bad, "received")
	bad.Time = "14:00" // in an hour
	save(bad, "received")
	in.Time = "930"
	save(in, "")
	f.p.Show(screen.Route{})
	if c := f.p.State().Rows[0].Case; c.ReceivedAt.In(f.env.Home).Format("15:04") != "09:30" || c.State != book.CaseReceived {
		t.Errorf("kept %+v", c)
	}
}

// TestSteps takes a complaint over its way: each step is told, the contact is
// logged, and undo takes it back.
func TestSteps(t *testing.T) {
	f := newFixture(t, "en")
	c := f.open(book.Complaint, time.Hour)
	take := func(step book.CaseStep, change func(*StepInputs)) book.Case {
		t.Helper()
		form := NewStepForm(f.env, c, step, func() {})
		in := form.Start()
		if change != nil {
			change(&in)
		}
		form.Take(in, func(x book.Case, _ book.Operation) { c = x })
		if len(form.Errors) > 0 {
			t.Errorf("%s: %v", step, form.Errors)
		}
		return c
	}
	take(book.StepAcknowledge, nil)
	touches, err := f.env.Book.Interactions.List(context.Background(), f.haifa.ID, 0)
	f.must(err)
	if c.State != book.CaseAcknowledged || len(touches) != 1 || touches[0].Text != "About: Damp tea" || touches[0].Kind != book.MailSent {
		t.Errorf("%s, logged %v", c.State, touches)
	}
	take(book.StepSolve, func(in *StepInputs) { in.Cause, in.Remedy, in.Changed = "Packing", "New boxes", "Foil" })
	if c.Cause != "Packing" || c.Changed != "Foil" {
		t.Errorf("solved %+v", c)
	}
	form := NewStepForm(f.env, c, book.StepConfirm, func() {})
	in := form.Start()
	in.Time = "11:00"
	form.Take(in, func(book.Case, book.Operation) { t.Error("confirmed before it came in") })
	if form.Errors["at"] == "" {
		t.Errorf("errors %v", form.Errors)
	}
	take(book.StepConfirm, func(in *StepInputs) { in.LogAs = "" })
	if !c.State.Closed() {
		t.Errorf("%s", c.State)
	}
	f.p.Show(screen.Route{Tab: string(book.ClosedCases)})
	d := f.p.State().Detail
	if d == nil {
		t.Fatal("no detail")
	}
	var facts []string
	for _, x := range f.p.Facts(d) {
		facts = append(facts, x.Label+" "+x.Value)
	}
	for _, want := range []string{"in time after 1 h", "Packing", "New boxes", "Closed"} {
		if !strings.Contains(strings.Join(facts, "\n"), want) {
			t.Errorf("the facts lack %q:\n%s", want, strings.Join(facts, "\n"))
		}
	}
	reasonless := NewStepForm(f.env, f.open(book.Request, 0), book.StepDismiss, func() {})
	reasonless.Take(reasonless.Start(), func(book.Case, book.Operation) { t.Error("dismissed without a reason") })
	if reasonless.Errors["case_reason"] == "" {
		t.Errorf("errors %v", reasonless.Errors)
	}
}

// TestScript holds that a complaint offers the word that fits its state, in the
// language of the customer, and leads to where it is sent and logged.
func TestScript(t *testing.T) {
	f := newFixture(t, "en")
	c := f.open(book.Complaint, time.Hour)
	f.p.Show(screen.Route{})
	s, ok := f.p.Script(f.p.State().Detail)
	if !ok || s.Stage != "complaint_received" || s.Language != "ar" || s.Route.Arg("customer") != string(f.haifa.ID) || s.Route.Arg("channel") != "mail" {
		t.Fatalf("offered is %+v, %v", s, ok)
	}
	_, _, err := f.env.Book.Cases.Step(context.Background(), c.ID, book.StepAcknowledge, book.StepDetails{})
	f.must(err)
	f.p.Reload()
	if s, ok = f.p.Script(f.p.State().Detail); !ok || s.Stage != "apology" {
		t.Errorf("then offered is %s", s.Stage)
	}
	f.p.OpenScript()
	if len(f.sh.Gone) != 1 || f.sh.Gone[0].Screen != screen.Culture {
		t.Errorf("it leads to %v", f.sh.Gone)
	}
	f.p.CopyScript()
	if len(f.sh.Opened) != 1 || !strings.HasPrefix(f.sh.Opened[0], "copy ") {
		t.Errorf("copied %v", f.sh.Opened)
	}
}

// TestFilters holds that the list is narrowed and widened again.
func TestFilters(t *testing.T) {
	f := newFixture(t, "en")
	f.open(book.Request, 0)
	f.open(book.Complaint, 0)
	f.p.Show(screen.Route{})
	n := func(want int) {
		t.Helper()
		if got := len(f.p.State().Rows); got != want {
			t.Errorf("%d rows, want %d", got, want)
		}
	}
	n(2)
	f.p.SetKind(book.Complaint)
	n(1)
	f.p.SetStage(book.CaseSolved)
	n(0)
	f.p.ShowAll()
	n(2)
	f.p.SetOwner("nobody")
	n(0)
	f.p.ShowAll()
	f.p.SetView(book.SoonCases)
	n(0)
	f.p.SetView(book.OpenCases)
	f.p.Trash()
	n(1)
}

// demo fills the book like the demo book.
func (f *fixture) demo() {
	f.t.Helper()
	pr := f.env.Printer
	f.must(sample.Fill(context.Background(), f.env.Book, sample.Options{
		Customers: sample.DefaultCustomers, Seed: sample.DefaultSeed, Language: pr.Tag(), Today: calendar.DateOf(screentest.Noon), Home: "DE",
		CaseTitle: func(c book.Case) string { return explain.CaseTitle(pr, c) },
	}))
}

// snap draws the window into the folder named by DRAGOMAN_SHOTS.
func snap(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	screentest.Shoot(t, w, name)
}

// TestLooks draws the screen in every language and size and holds that nothing
// sticks out of it.
func TestLooks(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", "x-pseudo"} {
		for i, size := range screentest.Pages {
			f := newFixture(t, lang)
			f.demo()
			var v *View
			w := screentest.Open(t, lang, size, func() fyne.CanvasObject { v = New(f.env); return v.Content() })
			if lang == "zh-Hans" {
				fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(kit.Dark, 1))
			}
			name := "service-" + lang + "-" + []string{"wide", "narrow"}[i]
			v.Show(screen.Route{Screen: screen.Service})
			screentest.Holds(t, v.Content(), size)
			snap(t, w, name)
			v.p.SetView(book.ClosedCases)
			snap(t, w, name+"-closed")
			v.p.SetView(book.OpenCases)
			v.create(book.Complaint)
			snap(t, w, name+"-new")
			kit.CloseTop()
			if d := v.p.state.Detail; d != nil {
				v.step(d.Steps()[0])
				snap(t, w, name+"-step")
				kit.CloseTop()
			}
			for _, r := range v.p.state.Rows {
				if r.Kind == book.Complaint && r.State != book.CaseReceived {
					v.p.Select(r.ID)
					v.step(book.StepSolve)
					snap(t, w, name+"-solve")
					kit.CloseTop()
					break
				}
			}
		}
	}
}

// TestEmpty holds that an empty book teaches what the screen is for.
func TestEmpty(t *testing.T) {
	f := newFixture(t, "en")
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(f.env); return v.Content() })
	v.Show(screen.Route{})
	if !screentest.Shown(v.Content(), "Nothing is open") {
		t.Error("the empty list says nothing")
	}
	snap(t, w, "service-empty")
	v.begin()
	if !kit.ModalOpen() {
		t.Error("its button opens no form")
	}
}

// TestKeys holds that a letter opens the form of its step, Enter the usual one,
// and that letters that do not lead on do nothing.
func TestKeys(t *testing.T) {
	f := newFixture(t, "en")
	f.open(book.Complaint, time.Hour)
	f.open(book.Request, time.Hour)
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(f.env); return v.Content() })
	v.Show(screen.Route{})
	w.Canvas().Focus(v.list)
	first := v.p.state.Selected
	v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if v.p.state.Selected == first {
		t.Error("Down stays")
	}
	v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	kit.SetLetters(v.Letter)
	defer kit.SetLetters(nil)
	for _, r := range "aAue" {
		v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(strings.ToUpper(string(r)))})
		if kit.ModalOpen() {
			t.Fatalf("the key of %c opens a form, into which the letter is then typed", r)
		}
		v.list.TypedRune(r)
		if !kit.ModalOpen() {
			t.Errorf("%c opens nothing", r)
		}
		if e, ok := w.Canvas().Focused().(*kit.Entry); !ok || r == 'a' && e.Text != "" {
			t.Errorf("%c brings the keyboard to %T", r, w.Canvas().Focused())
		}
		kit.CloseTop()
	}
	for _, r := range "ctx" {
		v.list.TypedRune(r)
		if kit.ModalOpen() {
			t.Errorf("%c opens a form", r)
		}
	}
	v.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if !kit.ModalOpen() {
		t.Error("Enter opens nothing")
	}
	kit.CloseTop()
	if v.Customer() != v.p.state.Detail.CustomerID {
		t.Error("a contact is not logged with the customer of the case")
	}
	if !slices.Contains(v.p.state.Detail.Steps(), book.StepAcknowledge) {
		t.Error("the complaint does not come first")
	}
}

// Who has chosen a customer by Enter goes on writing in the next field.
func TestChosenCustomerLeadsOn(t *testing.T) {
	f := newFixture(t, "en")
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(f.env); return v.Content() })
	v.Show(screen.Route{})
	v.openForm(screen.Route{}.With("new", string(book.Complaint)))
	who := v.form.who.Entry
	w.Canvas().Focus(who)
	who.SetText(f.haifa.Name.Full)
	who.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if v.form.f.Customer == nil || v.form.f.Customer.ID != f.haifa.ID {
		t.Fatalf("Enter takes %+v", v.form.f.Customer)
	}
	if w.Canvas().Focused() != fyne.Focusable(v.form.subject) {
		t.Errorf("the keyboard is at %T, not at what it is about", w.Canvas().Focused())
	}
	kit.CloseTop()
}

// Files are attached to a case by choosing and by dropping them, and taking one
// away can be undone.
func TestFilesOfACase(t *testing.T) {
	f := newFixture(t, "en")
	var v *View
	screentest.Open(t, "en", screentest.Pages[1], func() fyne.CanvasObject { v = New(f.env); return v.Content() })
	path := filepath.Join(t.TempDir(), "broken.jpg")
	f.must(os.WriteFile(path, []byte("jpg"), 0o600))
	v.Show(screen.Route{})
	if v.Dropped([]string{path}) {
		t.Error("a file is taken where no case is")
	}
	c, _, err := f.env.Book.Cases.Save(t.Context(), book.Case{CustomerID: f.haifa.ID, Kind: book.Complaint, Channel: book.CallMade, Subject: "Broken cups"})
	f.must(err)
	v.Show(screen.Route{ID: string(c.ID)})
	if !screentest.Shown(v.Content(), "Pictures, letters") {
		t.Error("it is not said that files can be attached")
	}
	f.sh.Files = []string{path}
	screentest.Tap(t, v.Content(), "Attach")
	if !v.Dropped([]string{path}) {
		t.Error("a dropped file is not taken")
	}
	list := v.panel.files.List
	if len(list) != 2 || list[0].OwnerKind != book.OfCase || list[0].OwnerID != c.ID || !screentest.Shown(v.Content(), "3\u00a0B") {
		t.Fatalf("attached %+v", list)
	}
	v.panel.files.Trash(list[0].ID)
	if len(v.panel.files.List) != 1 {
		t.Error("it is not taken away")
	}
	_, _, err = f.env.Book.History.Undo(t.Context(), f.sh.Ops[len(f.sh.Ops)-1].ID)
	f.must(err)
	v.Changed([]book.Change{{Entity: book.EntityAttachment, Customer: f.haifa.ID}})
	if len(v.panel.files.List) != 2 {
		t.Error("undo does not bring it back")
	}
	screentest.Holds(t, v.Content(), screentest.Pages[1])
}

// TestPartsStandInTheirOrder names a customer whose organisation and city are
// both written from right to left: what is between them ends their run.
func TestPartsStandInTheirOrder(t *testing.T) {
	f := newFixture(t, "en")
	d := &Detail{}
	d.CaseRow.Customer = &book.CustomerRow{Name: book.Name{Full: "مريم", Latin: "Maryam"}, Organisation: "نخلة", City: "دبي", Country: "AE"}
	if got := f.p.With(d); !strings.Contains(got, "نخلة"+inOrder+between+"دبي"+inOrder+between) {
		t.Errorf("%q", got)
	}
}

// TestRingAndDetailsStayTogether closes the case at hand, and those after it:
// beside the row that has the ring stands its own case, also after the last.
func TestRingAndDetailsStayTogether(t *testing.T) {
	f := newFixture(t, "en")
	for i := range 4 {
		f.open(book.Complaint, time.Duration(4-i)*time.Hour)
	}
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(f.env); return v.Content() })
	v.Show(screen.Route{})
	w.Canvas().Focus(v.list)
	order := slices.Clone(v.p.state.Rows)
	v.p.Select(order[2].ID)
	for _, want := range []int{3, 1, 0} {
		c := v.p.state.Detail.Case
		form := NewStepForm(f.env, c, book.StepDismiss, func() {})
		in := form.Start()
		in.Reason = "It was no damage"
		form.Take(in, func(book.Case, book.Operation) { v.p.Reload() })
		s := v.p.State()
		if s.Selected != order[want].ID || s.Detail == nil || s.Detail.ID != s.Selected || s.Rows[v.list.CursorIndex()].ID != s.Selected {
			t.Fatalf("row %d has the ring, beside it stands %v, want %s", v.list.CursorIndex(), s.Selected, order[want].ID)
		}
	}
	v.p.Trash()
	if s := v.p.State(); len(s.Rows) != 0 || s.Detail != nil {
		t.Error("beside an empty list stands a case")
	}
	v.p.SetView(book.ClosedCases)
	if s := v.p.State(); len(s.Rows) != 3 || s.Detail == nil || s.Rows[v.list.CursorIndex()].ID != s.Detail.ID {
		t.Errorf("of %d closed cases another one is shown", len(s.Rows))
	}
}
