package calendar

import (
	"context"
	"slices"
	"strings"
	"testing"

	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/ui/internal/screen"
)

func date(s string) cal.Date {
	d, err := cal.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func present(t *testing.T, lang string, customers int) (*Presenter, *fakeShell) {
	t.Helper()
	env, shell := open(t, lang, customers)
	p := NewPresenter(env, func(Part) {})
	t.Cleanup(func() {
		if len(shell.failed) > 0 {
			t.Errorf("failed: %v", shell.failed)
		}
	})
	return p, shell
}

func TestShow(t *testing.T) {
	p, _ := present(t, "en", 40)
	p.Show(screen.Route{Screen: screen.Calendar})
	if len(p.Days) != 28 || p.Month != date("2027-02-01") || p.Cursor != date("2027-02-04") {
		t.Fatalf("%d days of %s, cursor %s", len(p.Days), p.Month, p.Cursor)
	}
	d, ok := p.DayAt(date("2027-02-06"))
	if !ok || !d.Weekend || len(d.Feasts) == 0 {
		t.Errorf("6 February: %v, weekend %v, %d feasts", ok, d.Weekend, len(d.Feasts))
	}
	p.Show(screen.Route{Screen: screen.Calendar, Tab: "agenda"}.With("date", "2027-05-03").With("filter", "country:CN").With("kinds", "public"))
	if p.Mode != Agenda || p.Filter != (Filter{"country:CN", "public"}) || p.Until != date("2027-06-29") {
		t.Errorf("%+v until %s", p.Filter, p.Until)
	}
	if len(p.Agenda) == 0 || p.Agenda[0].Date < date("2027-05-01") {
		t.Error("the agenda of May is empty or begins early")
	}
	until := p.Until
	p.More()
	if p.Until != until+agendaDays {
		t.Errorf("more goes to %s", p.Until)
	}
}

// TestBackToTheSamePlace holds that the kept route shows what was shown.
func TestBackToTheSamePlace(t *testing.T) {
	p, shell := present(t, "en", 10)
	p.Show(screen.Route{Screen: screen.Calendar})
	p.SetScope(ScopeTradition("islamic"))
	p.SetKinds("solemn")
	p.MoveTo(date("2027-03-10"))
	kept := shell.replaced
	q := NewPresenter(p.env, func(Part) {})
	q.Show(kept)
	if q.Cursor != p.Cursor || q.Filter != p.Filter || q.Mode != p.Mode || len(q.Days) != len(p.Days) {
		t.Errorf("%+v is not %+v", q.State, p.State)
	}
	for _, d := range q.Days {
		for _, f := range d.Feasts {
			if f.Lead.Tradition != "islamic" {
				t.Errorf("%s is shown", f.Lead.ID)
			}
		}
	}
}

func TestMoving(t *testing.T) {
	p, _ := present(t, "en", 5)
	p.Show(screen.Route{Screen: screen.Calendar})
	for _, c := range []struct {
		do    func()
		want  string
		month string
	}{
		{func() { p.MoveTo(p.Cursor - 7) }, "2027-01-28", "2027-01-01"},
		{func() { p.Turn(1) }, "2027-02-28", "2027-02-01"},
		{func() { p.Turn(1) }, "2027-03-28", "2027-03-01"},
		{func() { p.GoToday() }, "2027-02-04", "2027-02-01"},
		{func() { p.MoveTo(cal.NewDate(1200, 1, 1)) }, "2027-02-04", "2027-02-01"},
	} {
		c.do()
		if p.Cursor.String() != c.want || p.Month.String() != c.month {
			t.Errorf("at %s in %s, want %s in %s", p.Cursor, p.Month, c.want, c.month)
		}
		if _, ok := p.DayAt(p.Cursor); !ok {
			t.Errorf("%s is not loaded", p.Cursor)
		}
	}
}

func TestSecondIsKept(t *testing.T) {
	p, _ := present(t, "en", 0)
	p.Show(screen.Route{Screen: screen.Calendar})
	if p.Second != "" {
		t.Errorf("an English book begins with %s", p.Second)
	}
	p.SetSecond(cal.Hijri)
	if p.env.Prefs.Get().SecondCalendar != "hijri" || p.Days[0].Second.Calendar != cal.Hijri {
		t.Error("the choice was not taken")
	}
	if q := NewPresenter(p.env, func(Part) {}); q.Second != cal.Hijri {
		t.Error("the choice was not kept")
	}
	zh, _ := present(t, "zh-Hans", 0)
	if zh.Second != cal.Chinese {
		t.Error("Chinese readers get no 农历")
	}
	zh.SetSecond("")
	if q := NewPresenter(zh.env, func(Part) {}); q.Second != "" {
		t.Error("none was not kept")
	}
}

func TestNobodyYet(t *testing.T) {
	p, _ := present(t, "en", 0)
	p.home = "CN"
	p.Show(screen.Route{Screen: screen.Calendar})
	d, _ := p.DayAt(date("2027-02-06"))
	if p.Audience.Total != 0 || len(d.Feasts) == 0 {
		t.Error("without customers the holidays of home are not shown")
	}
}

// TestConcerned holds that the page of a holiday tells a default from what a
// customer said.
func TestConcerned(t *testing.T) {
	p, shell := present(t, "en", 0)
	ctx := context.Background()
	save := func(name, country, culture, observance string) {
		c := book.Customer{Kind: book.Person, Name: book.Name{Full: name}, Country: country}
		if culture != "" {
			c.Cultures = []book.StatedCulture{{Culture: culture}}
		}
		if observance != "" {
			c.Observances = []book.Observance{{Tradition: observance, Basis: "told us"}}
		}
		if _, _, err := p.env.Book.Customers.Save(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	save("A Default", "SG", "", "")
	save("B Stated", "DE", "CN", "")
	save("C Told", "DE", "", "chinese")
	save("D Other", "DE", "", "islamic")
	p.Show(screen.Route{Screen: screen.Calendar, ID: "chinese.spring_festival"}.With("date", "2027-02-07"))
	h := p.Page
	if h == nil || h.Count != 3 || len(h.People) != 3 {
		t.Fatalf("page %+v", h)
	}
	want := map[string]Reason{"A Default": Default, "B Stated": Stated, "C Told": ToldUs}
	for _, x := range h.People {
		if w, ok := want[x.Name.Full]; !ok || w != x.Why {
			t.Errorf("%s: %v", x.Name.Full, x.Why)
		}
	}
	if len(h.Next) != 3 || h.Next[0].Date != date("2028-01-26") {
		t.Errorf("next %v", h.Next)
	}
	p.ShowConcerned()
	if near := shell.last().Arg("near"); shell.last().Screen != screen.Customers || !strings.HasSuffix(near, ";chinese") {
		t.Errorf("went to %+v", shell.last())
	}
	p.NewHolidayFollowUp()
	if r := shell.last(); r.Arg("holiday") != "chinese.spring_festival" || r.Arg("date") != "2027-02-05" || r.Arg("new") != "1" {
		t.Errorf("went to %+v", r)
	}
	p.ClosePage()
	if p.Page != nil || shell.replaced.ID != "" {
		t.Error("the page was not closed")
	}
	p.MoveTo(date("2027-02-08"))
	if c := p.Closed; c.Day != date("2027-02-08") || c.Total == 0 || c.Of == 0 || len(c.Lines) == 0 || c.Lines[0].Route.Arg("country") == "" {
		t.Errorf("closed: %+v", c)
	}
}

// TestApart holds that the page of a feast by the moon says which countries
// keep it a day later.
func TestApart(t *testing.T) {
	p, shell := present(t, "en", 0)
	for _, day := range []string{"2027-03-09", "2027-03-10"} {
		p.Show(screen.Route{Screen: screen.Calendar, ID: "islamic.eid_al_fitr"}.With("date", day))
		h := p.Page
		if h == nil || len(h.Apart) == 0 || h.Apart[0].Date != date("2027-03-10") || !slices.Contains(h.Apart[0].Places, "PK") {
			t.Fatalf("%s: %+v", day, h)
		}
		if slices.Contains(h.Closed, "PK") || !slices.Contains(h.Closed, "TR") {
			t.Errorf("%s: closed in %v", day, h.Closed)
		}
	}
	if len(shell.failed) > 0 {
		t.Error(shell.failed)
	}
}

func TestChangedReloads(t *testing.T) {
	p, _ := present(t, "en", 0)
	p.Show(screen.Route{Screen: screen.Calendar})
	f := book.FollowUp{Title: "Ring", Due: date("2027-02-10"), DueMinute: book.NoTime, Reminder: book.NoTime, Kind: book.CallTask}
	if _, _, err := p.env.Book.FollowUps.Save(context.Background(), f); err != nil {
		t.Fatal(err)
	}
	p.Changed([]book.Change{{Entity: book.EntityNote}})
	if d, _ := p.DayAt(f.Due); len(d.FollowUps) != 0 {
		t.Error("a note reloads the month")
	}
	p.Changed([]book.Change{{Entity: book.EntityFollowUp}})
	if d, _ := p.DayAt(f.Due); len(d.FollowUps) != 1 {
		t.Error("the follow-up is not shown")
	}
	p.Leave()
	p.Changed([]book.Change{{Entity: book.EntityAll}})
}

func TestUnknownHoliday(t *testing.T) {
	env, shell := open(t, "en", 0)
	p := NewPresenter(env, func(Part) {})
	p.Show(screen.Route{Screen: screen.Calendar, ID: "nowhere.nothing"})
	if len(shell.failed) != 1 || book.CodeOf(shell.failed[0]) != book.NotFound {
		t.Errorf("failed with %v", shell.failed)
	}
}

// TestLateResult holds that a month which arrives after another one was asked
// for is not shown.
func TestLateResult(t *testing.T) {
	env, _ := open(t, "en", 0)
	q := &queue{}
	env.Runner = q
	p := NewPresenter(env, func(Part) {})
	p.Show(screen.Route{Screen: screen.Calendar})
	p.Turn(1)
	for i := len(q.jobs) - 1; i >= 0; i-- { // the older one arrives last
		if show := q.jobs[i](context.Background()); show != nil {
			show()
		}
	}
	if _, ok := p.DayAt(date("2027-03-04")); !ok {
		t.Error("an old month overtook the one that was asked for")
	}
}

// queue is a Runner whose jobs are run by the test.
type queue struct {
	screen.Inline
	jobs []func(context.Context) func()
}

func (q *queue) Run(work func(context.Context) func()) func() {
	q.jobs = append(q.jobs, work)
	return func() {}
}

// A holiday without a day opens at its next days, and the month shows them.
func TestHolidayMovesTheMonth(t *testing.T) {
	p, _ := present(t, "en", 0)
	p.Show(screen.Route{Screen: screen.Calendar, ID: "chinese.spring_festival"})
	if p.Page == nil || p.Cursor != p.Page.Feast.Lead.Date || p.Month != firstOf(p.Cursor) {
		t.Errorf("cursor %v, month %v, page %v", p.Cursor, p.Month, p.Page)
	}
}
