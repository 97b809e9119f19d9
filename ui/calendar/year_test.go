package calendar

import (
	"context"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestYearGallery draws the year in every language and look.
func TestYearGallery(t *testing.T) {
	app := test.NewTempApp(t)
	for _, lang := range []string{"en", "zh-Hans", "x-pseudo"} {
		env, shell := open(t, lang, 120)
		for _, look := range []struct {
			name string
			mode kit.Mode
		}{{"light", kit.Light}, {"dark", kit.Dark}, {"contrast", kit.HighContrast}} {
			app.Settings().SetTheme(kit.NewTheme(look.mode, 1))
			v := New(env)
			w := show(t, v, wide)
			v.Show(screen.Route{Screen: screen.Calendar, Tab: "year"})
			v.p.SetSecond(cal.Chinese)
			screentest.Shoot(t, w, "year-"+lang+"-"+look.name)
			w.Canvas().Focus(v.year)
			v.p.MoveTo(cal.NewDate(2027, 2, 6))
			screentest.Shoot(t, w, "yeartip-"+lang+"-"+look.name)
			w.Resize(small)
			screentest.Shoot(t, w, "yearsmall-"+lang+"-"+look.name)
			v.body.under.ScrollTo(v.panel.Position().Y)
			screentest.Shoot(t, w, "yearbelow-"+lang+"-"+look.name)
			v.Leave()
		}
		if len(shell.failed) > 0 {
			t.Errorf("%s: %v", lang, shell.failed)
		}
	}
}

// TestYearKeys goes through the year with the keyboard alone.
func TestYearKeys(t *testing.T) {
	v, shell, w := newView(t, "en", 60, wide)
	v.p.SetMode(Year)
	if shell.replaced.Tab != "year" || !v.year.Visible() || v.grid.Visible() || v.title.Text() != "2027" {
		t.Fatalf("at %+v, title %q", shell.replaced, v.title.Text())
	}
	w.Canvas().Focus(v.year)
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "2027-02-05"},
		{fyne.KeyDown, "2027-02-12"},
		{fyne.KeyLeft, "2027-02-11"},
		{fyne.KeyUp, "2027-02-04"},
		{fyne.KeyPageDown, "2028-02-04"},
		{fyne.KeyPageUp, "2027-02-04"},
		{fyne.KeyPageUp, "2026-02-04"},
		{fyne.KeyHome, "2027-02-04"},
	} {
		v.year.TypedKey(key(c.key))
		if got := v.p.State.Cursor; got.String() != c.want || v.p.State.Year.Year != got.Year() {
			t.Errorf("%s: at %s of %d, want %s", c.key, got, v.p.State.Year.Year, c.want)
		}
	}
	v.year.TypedKey(key(fyne.KeyReturn))
	if r := shell.last(); r.Tab != "month" || r.Arg("date") != "2027-02-04" {
		t.Errorf("Enter leads to %+v", r)
	}
	if len(v.rows) == 0 {
		t.Error("nothing beside the year can be reached")
	}
}

// TestYearPresses presses and points at a day, and presses a month.
func TestYearPresses(t *testing.T) {
	v, shell, _ := newView(t, "en", 60, wide)
	v.p.SetMode(Year)
	v.p.SetSecond(cal.Chinese)
	want := cal.NewDate(2027, time.October, 1)
	day, month := false, false
	for _, h := range v.year.hits {
		at := h.pos.AddXY(h.size.Width/2, h.size.Height/2)
		if h.day != want {
			continue
		}
		n := len(v.year.y.marks)
		v.year.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
		v.year.Tapped(&fyne.PointEvent{Position: at})
		if r := shell.last(); n != 365 || r.Arg("date") != "2027-10-01" || r.Tab != "month" {
			t.Errorf("a press leads to %+v", r)
		}
		day, month = day || !h.name, month || h.name
	}
	if !day || !month {
		t.Errorf("day %v, month %v can be pressed", day, month)
	}
	v.year.MouseOut()
	lines := v.tellDay(want)
	if len(lines) < 3 || lines[0][0].Text != "Fri 1 Oct" {
		t.Errorf("the day tells %v", lines)
	}
}

// TestYearOfMyCustomers holds what the year says of the demo book.
func TestYearOfMyCustomers(t *testing.T) {
	p, shell := present(t, "en", 120)
	p.Show(screen.Route{Tab: "year"})
	y := p.State.Year
	if len(y.Days) != 365 {
		t.Fatalf("%d days", len(y.Days))
	}
	d, _ := y.at(date("2027-02-08"))
	c, err := p.places.Planner.Closed(context.Background(), p.env.Book.Customers, d.Date)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, r := range c.Reasons {
		if r.Reason != planner.Weekend {
			total += r.Count
		}
	}
	if d.Closed != total || total == 0 {
		t.Errorf("%d closed on 8 February, the planner says %d", d.Closed, total)
	}
	for _, s := range y.Slow {
		if s.Share < slowShare || s.Share > 1 || len(s.Countries) == 0 || s.From.Weekday() != time.Monday || (s.To-s.From+1)%7 != 0 {
			t.Errorf("slow %+v", s)
		}
	}
	if s, slow := y.slowOn(date("2027-12-28")); slow && s.Feast.Lead.ID == "" {
		t.Errorf("slow for no reason: %+v", s)
	}
	p.SetScope(ScopeTradition("islamic"))
	for _, d := range p.State.Year.Days {
		for _, f := range d.Feasts {
			if f.Lead.Tradition != "islamic" {
				t.Errorf("%s is shown", f.Lead.ID)
			}
		}
	}
	if ramadan, _ := p.State.Year.at(date("2027-02-20")); len(ramadan.Feasts) != 0 {
		t.Error("every day of Ramadan is marked")
	}
	q := NewPresenter(p.env, func(Part) {})
	q.Show(shell.replaced)
	if q.Mode != Year || q.Filter != p.Filter {
		t.Errorf("came back to %s %+v", q.Mode, q.Filter)
	}
	none, _ := present(t, "en", 0)
	none.Show(screen.Route{Tab: "year"})
	if len(none.State.Year.Slow) != 0 || len(none.State.Year.Days) != 365 {
		t.Errorf("an empty book has slow weeks %v", none.State.Year.Slow)
	}
}

// TestYearOfClosings holds that the year counts customers' own closing days and
// the holidays of their regions, and tells that they make a week slow.
func TestYearOfClosings(t *testing.T) {
	dressed(t, "en")
	v, env, _ := emptied(t, "en", 0)
	ctx := context.Background()
	save := func(c book.Customer) book.ID {
		t.Helper()
		c, _, err := env.Book.Customers.Save(ctx, c)
		if err != nil {
			t.Fatal(err)
		}
		return c.ID
	}
	works := save(book.Customer{Kind: book.Organisation, Name: book.Name{Full: "Zeppelin Werke"}, Country: "DE"})
	save(book.Customer{Kind: book.Person, Name: book.Name{Full: "Resi Huber"}, Country: "DE", Region: "BY"})
	save(book.Customer{Kind: book.Person, Name: book.Name{Full: "Jan Meier"}, Country: "DE", Region: "BE"})
	_, _, err := env.Book.OwnDays.Save(ctx, book.OwnDay{
		Sort: book.ClosingDay, CustomerID: works, When: book.Once(date("2027-09-13")), Days: 5, Note: "Stocktaking",
	})
	if err != nil {
		t.Fatal(err)
	}
	w := show(t, v, wide)
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Year)}.With("date", "2027-09-14"))
	y := v.p.State.Year
	for _, c := range []struct {
		day  string
		want int
	}{{"2027-01-06", 1}, {"2027-03-08", 1}, {"2027-09-13", 1}, {"2027-09-17", 1}, {"2027-09-18", 0}, {"2027-10-03", 3}} {
		if d, _ := y.at(date(c.day)); d.Closed != c.want {
			t.Errorf("%s: %d are closed, want %d", c.day, d.Closed, c.want)
		}
	}
	s, slow := y.slowOn(date("2027-09-14"))
	if !slow || s.Feast.Lead.Name("en") != "Stocktaking" || len(s.Countries) != 1 || s.Share < 0.3 || s.Share > 0.4 {
		t.Errorf("slow %v %+v", slow, s)
	}
	screentest.Shoot(t, w, "year-closings")
}

// BenchmarkYear turns to the next year of the demo book: reading, laying out
// and drawing words, without the painter. It must stay under 100 ms.
func BenchmarkYear(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(kit.NewTheme(kit.Light, 1))
	env, _ := open(b, "en", 120)
	v := New(env)
	w := test.NewTempWindow(b, v.Content())
	w.Resize(wide)
	v.Show(screen.Route{Tab: "year"})
	for b.Loop() {
		v.p.Turn(1)
		if v.p.State.Cursor.Year() > 2040 {
			b.StopTimer()
			v.p.MoveTo(cal.NewDate(2027, 1, 1))
			b.StartTimer()
		}
	}
}
