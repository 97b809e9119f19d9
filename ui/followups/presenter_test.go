package followups

import (
	"context"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// fixture is a book with one customer in Riyadh and one in New York, and a
// presenter that shows it.
type fixture struct {
	t      *testing.T
	b      *book.Book
	p      *Presenter
	sh     *shell
	riyadh book.Customer
	york   book.Customer
}

func newFixture(t *testing.T, lang string) *fixture {
	t.Helper()
	f := &fixture{t: t, b: openBook(t)}
	f.riyadh = f.customer(book.Customer{
		Name: book.Name{Full: "أحمد الراشد", Latin: "Ahmed Al-Rashid", Language: "ar"}, Country: "SA", City: "Riyadh",
		Address:     book.FormOfAddress{CallMe: "Mr. Ahmed"},
		Preferences: []book.Preference{{Kind: book.Diet, Text: "halal"}},
	})
	f.york = f.customer(book.Customer{Name: book.Name{Full: "John Carter"}, Country: "US", City: "New York", TimeZone: "America/New_York"})
	env, sh := newEnv(t, f.b, lang)
	f.sh = sh
	f.p = NewPresenter(env, func() {})
	f.b.Hub.Listen(f.p.Changed)
	return f
}

func (f *fixture) customer(c book.Customer) book.Customer {
	f.t.Helper()
	saved, _, err := f.b.Customers.Save(context.Background(), c)
	if err != nil {
		f.t.Fatal(err)
	}
	return saved
}

// add makes a follow-up; a call at any time of its day unless it says more.
func (f *fixture) add(x book.FollowUp) book.ID {
	f.t.Helper()
	if x.Kind == "" {
		x.Kind = book.CallTask
	}
	if x.DueMinute == 0 {
		x.DueMinute = book.NoTime
	}
	if x.Reminder == 0 {
		x.Reminder = book.NoTime
	}
	saved, _, err := f.b.FollowUps.Save(context.Background(), x)
	if err != nil {
		f.t.Fatal(err)
	}
	return saved.ID
}

func (f *fixture) show(tab book.FollowUpView) {
	f.t.Helper()
	f.p.Show(screen.Route{Screen: screen.FollowUps, Tab: string(tab)})
	f.ok()
}

func (f *fixture) ok() {
	f.t.Helper()
	if f.sh.failed != nil {
		f.t.Fatal(f.sh.failed)
	}
}

// lines writes the list as text.
func (f *fixture) lines() []string {
	var out []string
	for _, it := range f.p.State().Items {
		switch {
		case it.Heading != "":
			out = append(out, "# "+it.Heading)
		case it.Row != nil:
			t := f.p.Text(it)
			out = append(out, strings.Join([]string{t.Title, t.Customer, t.Below, t.End}, " | "))
		}
	}
	return out
}

func equal(t *testing.T, got, want []string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestListOfToday(t *testing.T) {
	f := newFixture(t, "en")
	f.add(book.FollowUp{Title: "Quote", Kind: book.MessageTask, Due: today - 3, Checklist: []book.CheckItem{{Text: "a", Done: true}, {Text: "b"}}})
	f.add(book.FollowUp{Title: "Check-in", CustomerID: f.riyadh.ID, Due: today, DueMinute: 11*60 + 30, Zone: "Asia/Riyadh", Repeat: "FREQ=MONTHLY;INTERVAL=3"})
	f.add(book.FollowUp{Title: "Samples", Kind: book.MailTask, Due: today, DueMinute: 12 * 60})
	f.add(book.FollowUp{Title: "Contract", CustomerID: f.york.ID, Due: today + 3})
	f.add(book.FollowUp{Title: "Later", Due: today + 30})
	f.show(book.ViewToday)
	equal(t, f.lines(), []string{
		"# Overdue",
		"Quote |  | Message · checklist 1 of 2 | overdue 3 days",
		"# Today, Monday 23 Nov",
		"Check-in | أحمد الراشد | Call · 09:30 yours, 11:30 in Riyadh · repeats every 3 months | was due 09:30",
		"Samples |  | Mail · 12:00 | 1 h 46 min left",
		"# Coming days",
		"Contract | John Carter | Thursday is Thanksgiving Day (United States). Better: Wed 25 Nov or Fri 27 Nov. | Thu 26 Nov",
	})
	if got, want := f.p.Subtitle(), "2 due today · 1 overdue · 3 this week"; got != want {
		t.Errorf("subtitle %q, want %q", got, want)
	}
	if s := f.p.State(); s.Detail == nil || s.Detail.FollowUp.Title != "Check-in" {
		t.Errorf("the first of today is not selected: %+v", s.Detail)
	}
}

func TestViews(t *testing.T) {
	f := newFixture(t, "en")
	f.add(book.FollowUp{Title: "late", Due: today - 1})
	f.add(book.FollowUp{Title: "now", Due: today})
	f.add(book.FollowUp{Title: "next month", Due: today + 40})
	f.add(book.FollowUp{Title: "one day"})
	f.add(book.FollowUp{Title: "put off", Due: today - 5, Snoozed: today + 2})
	for view, want := range map[book.FollowUpView][]string{
		book.ViewOverdue: {"# Sunday 22 Nov", "late |  | Call | overdue 1 day"},
		book.ViewWeek: {
			"# Today, Monday 23 Nov", "now |  | Call | any time",
			"# Wednesday 25 Nov", "put off |  | Call · snoozed until Wed 25 Nov | Wed 25 Nov",
		},
		book.ViewAll: {
			"# Overdue", "late |  | Call | overdue 1 day", "# Today, Monday 23 Nov", "now |  | Call | any time",
			"# Wednesday 25 Nov", "put off |  | Call · snoozed until Wed 25 Nov | Wed 25 Nov",
			"# January 2027", "next month |  | Call | Sat 2 Jan", "# Some day", "one day |  | Call | some day",
		},
		book.ViewDone: nil,
	} {
		t.Run(string(view), func(t *testing.T) {
			f.show(view)
			equal(t, f.lines(), want)
		})
	}
}

func TestTickUndoReopen(t *testing.T) {
	f := newFixture(t, "en")
	id := f.add(book.FollowUp{Title: "call", Due: today})
	f.show(book.ViewToday)
	f.p.Tick(id)
	f.ok()
	if n := f.p.State().Rows(); n != 0 {
		t.Fatalf("%d rows after the tick", n)
	}
	if _, _, err := f.b.History.Undo(context.Background(), f.sh.last.ID); err != nil {
		t.Fatal(err)
	}
	if n := f.p.State().Rows(); n != 1 {
		t.Fatalf("%d rows after undo", n)
	}
	f.p.Tick(id)
	f.p.SetView(book.ViewDone)
	equal(t, f.lines(), []string{"# Today, Monday 23 Nov", "call |  | Call | done 23 Nov"})
	f.p.Tick(id)
	f.ok()
	f.p.SetView(book.ViewToday)
	if n := f.p.State().Rows(); n != 1 {
		t.Fatalf("%d rows after opening again", n)
	}
}

func TestCompleteTellsAndOpensTheNext(t *testing.T) {
	f := newFixture(t, "en")
	id := f.add(book.FollowUp{Title: "check-in", CustomerID: f.riyadh.ID, Due: today, Repeat: "FREQ=WEEKLY"})
	f.show(book.ViewWeek)
	f.p.Complete(id, &book.Interaction{Kind: book.CallMade, Direction: book.FromUs, Text: "well received"})
	f.ok()
	if got, want := f.sh.texts[len(f.sh.texts)-1], "Done. The next one is on Monday 30 November 2026."; got != want {
		t.Errorf("told %q, want %q", got, want)
	}
	d := f.p.State().Detail
	if d == nil || d.FollowUp.ID == id || d.FollowUp.Due != today+7 {
		t.Fatalf("the next one is not open: %+v", d)
	}
	touches, err := f.b.Interactions.List(context.Background(), f.riyadh.ID, 10)
	if err != nil || len(touches) != 1 || touches[0].Text != "well received" {
		t.Errorf("touches %+v, %v", touches, err)
	}
}

func TestManyAtOnce(t *testing.T) {
	f := newFixture(t, "en")
	ids := []book.ID{f.add(book.FollowUp{Title: "a", Due: today}), f.add(book.FollowUp{Title: "b", Due: today}), f.add(book.FollowUp{Title: "c", Due: today})}
	for name, act := range map[string]func(ids ...book.ID){
		"done":   f.p.CompleteMany,
		"snooze": func(ids ...book.ID) { f.p.Snooze(today+3, ids...) },
		"trash":  f.p.Trash,
	} {
		t.Run(name, func(t *testing.T) {
			f.show(book.ViewWeek)
			f.p.SetView(book.ViewOverdue)
			f.p.SetView(book.ViewWeek)
			f.p.Pick(ids[0])
			f.p.Pick(ids[2])
			act(f.p.Picked()...)
			f.ok()
			if f.p.State().Picking {
				t.Error("still choosing")
			}
			for _, id := range []book.ID{ids[0], ids[2]} {
				got, err := f.b.FollowUps.Get(context.Background(), id)
				if err != nil {
					t.Fatal(err)
				}
				if got.DoneAt.IsZero() && got.Snoozed.IsZero() && got.TrashedAt.IsZero() {
					t.Errorf("%s was left as it was", got.Title)
				}
			}
			if _, _, err := f.b.History.Undo(context.Background(), f.sh.last.ID); err != nil {
				t.Fatal(err)
			}
			if n := f.p.State().Rows(); n != 3 {
				t.Errorf("%d rows after undo", n)
			}
		})
	}
}

func TestMoveToABetterDay(t *testing.T) {
	f := newFixture(t, "en")
	id := f.add(book.FollowUp{Title: "contract", CustomerID: f.york.ID, Due: today + 3})
	f.show(book.ViewWeek)
	d := f.p.State().Detail
	if d == nil || d.Clash == nil || len(d.Clash.Better) != 2 {
		t.Fatalf("no clash: %+v", d)
	}
	f.p.Move(id, d.Clash.Better[0])
	f.ok()
	if d := f.p.State().Detail; d.FollowUp.Due != today+2 || d.Clash != nil {
		t.Errorf("due %v, clash %+v", d.FollowUp.Due, d.Clash)
	}
}

func TestBefore(t *testing.T) {
	f := newFixture(t, "en")
	f.add(book.FollowUp{Title: "call", CustomerID: f.riyadh.ID, Due: today})
	f.show(book.ViewToday)
	equal(t, f.p.Before(f.p.State().Detail), []string{
		"Address as Mr. Ahmed.", "12:14 in Riyadh now, pause until 13:00.", "Diet: halal",
	})
	if got, want := f.p.With(f.p.State().Detail), "With Ahmed Al-Rashid, Riyadh"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestOneCustomerOnly(t *testing.T) {
	f := newFixture(t, "en")
	f.add(book.FollowUp{Title: "a", CustomerID: f.riyadh.ID, Due: today})
	f.add(book.FollowUp{Title: "b", CustomerID: f.york.ID, Due: today})
	f.p.Show(screen.Route{Screen: screen.FollowUps, Tab: "week"}.With("customer", string(f.york.ID)))
	if s := f.p.State(); s.Rows() != 1 || s.Customer == nil || s.Customer.Name.Full != "John Carter" {
		t.Errorf("%d rows of %+v", s.Rows(), s.Customer)
	}
	f.p.ShowAll()
	if n := f.p.State().Rows(); n != 2 {
		t.Errorf("%d rows", n)
	}
}

func TestGone(t *testing.T) {
	f := newFixture(t, "en")
	id := f.add(book.FollowUp{Title: "a", Due: today})
	f.show(book.ViewToday)
	if _, err := f.b.FollowUps.Trash(context.Background(), id); err != nil {
		t.Fatal(err)
	}
	f.ok()
	if d := f.p.State().Detail; d != nil {
		t.Errorf("a deleted follow-up is still shown: %+v", d)
	}
}

func TestReminders(t *testing.T) {
	home, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	at := func(h, m int) time.Time { return time.Date(2026, 11, 23, h, m, 0, 0, home) }
	row := func(title string, f book.FollowUp) book.FollowUpRow {
		f.Title, f.Due = title, today
		return book.FollowUpRow{FollowUp: f}
	}
	rows := []book.FollowUpRow{
		row("timed", book.FollowUp{DueMinute: 10 * 60, Reminder: 15}),
		row("theirs", book.FollowUp{DueMinute: 12 * 60, Zone: "Asia/Riyadh", Reminder: 0}),
		row("all day", book.FollowUp{DueMinute: book.NoTime, Reminder: 0}),
		row("silent", book.FollowUp{DueMinute: 10 * 60, Reminder: book.NoTime}),
		row("done", book.FollowUp{DueMinute: 10 * 60, Reminder: 15, DoneAt: at(8, 0)}),
		row("snoozed", book.FollowUp{DueMinute: 10 * 60, Reminder: 15, Snoozed: today + 1}),
	}
	for _, x := range []struct {
		from, to time.Time
		want     string
	}{
		{at(8, 59), at(9, 0), "all day"},
		{at(9, 0), at(9, 44), ""},
		{at(9, 44), at(9, 45), "timed"},
		{at(9, 59), at(10, 0), "theirs"},
		{at(9, 45), at(9, 59), ""},
		{at(23, 0), at(33, 0), "snoozed"},
	} {
		var got []string
		for _, r := range Reminders(rows, x.from, x.to, home) {
			got = append(got, r.Title)
		}
		if strings.Join(got, ",") != x.want {
			t.Errorf("%s to %s: %v, want %q", x.from.Format("15:04"), x.to.Format("15:04"), got, x.want)
		}
	}
}

// What the search found is shown in a list that has it, whether it is far off or
// done; coming back to a list does not leave it.
func TestSought(t *testing.T) {
	f := newFixture(t, "en")
	f.add(book.FollowUp{Title: "near", Due: today})
	far := f.add(book.FollowUp{Title: "far", Due: today + 40})
	done := f.add(book.FollowUp{Title: "done", Due: today})
	gone := f.add(book.FollowUp{Title: "gone", Due: today})
	ctx := context.Background()
	if _, _, err := f.b.FollowUps.Complete(ctx, done, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := f.b.FollowUps.Trash(ctx, gone); err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		tab  book.FollowUpView
		id   book.ID
		want book.FollowUpView
	}{
		{"", far, book.ViewAll},
		{"", done, book.ViewDone},
		{"", gone, book.ViewToday},
		{book.ViewToday, far, book.ViewToday},
	} {
		f.show(book.ViewToday)
		f.p.Show(screen.Route{Screen: screen.FollowUps, Tab: string(x.tab), ID: string(x.id)})
		f.ok()
		if s := f.p.State(); s.View != x.want || f.p.has(x.id) != (x.want != book.ViewToday) {
			t.Errorf("%s of %q is looked for in %s", x.id, x.tab, s.View)
		}
	}
}
