package calendar

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// follow lays the user's own days over the almanac whenever they change, as the
// shell does, and tells the screen.
func follow(t testing.TB, env *screen.Env, tell func([]book.Change)) {
	t.Helper()
	plain := env.Almanac
	t.Cleanup(env.Book.Hub.Listen(func(changes []book.Change) {
		if !slices.ContainsFunc(changes, func(c book.Change) bool { return c.Entity == book.EntityOwnDay }) {
			return
		}
		a, err := planner.Lay(context.Background(), plain, env.Book.OwnDays, "Closed")
		if err != nil {
			t.Error(err)
			return
		}
		env.Almanac = a
		tell(changes)
	}))
}

// dressed begins a program in our look.
func dressed(t testing.TB, lang string) {
	test.NewTempApp(t).Settings().SetTheme(kit.NewTheme(kit.Light, 1))
	kit.SetLanguage(lang)
	t.Cleanup(func() { kit.SetLanguage("en") })
}

// emptied is a screen over a book without own days.
func emptied(t testing.TB, lang string, customers int) (*View, *screen.Env, *fakeShell) {
	t.Helper()
	env, shell := open(t, lang, customers)
	rows, err := env.Book.OwnDays.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if _, err := env.Book.OwnDays.Trash(context.Background(), r.ID); err != nil {
			t.Fatal(err)
		}
	}
	v := New(env)
	follow(t, env, v.Changed)
	return v, env, shell
}

func ownDays(t testing.TB, env *screen.Env) []book.OwnDayRow {
	t.Helper()
	rows, err := env.Book.OwnDays.List(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// TestAnnounceOnPage holds that a date entered on the page of a feast wins
// there at once, is questioned when it is far off, and can be changed and
// removed.
func TestAnnounceOnPage(t *testing.T) {
	dressed(t, "en")
	v, env, shell := emptied(t, "en", 40)
	w := show(t, v, wide)
	v.Show(screen.Route{Screen: screen.Calendar, ID: "islamic.eid_al_fitr"}.With("date", "2027-03-09"))
	before := v.p.Page.Feast.Lead.Date
	screentest.Tap(t, v.root, env.T("own.enter_announced", nil))
	f := v.form
	if f == nil || !f.dialog.Open() || f.f.Day.RuleYear != 2027 {
		t.Fatal("the form is not open")
	}
	f.save()
	if f.f.Errors["country"] == "" {
		t.Error("an announcement for no country was taken")
	}
	f.country.SetSelected("EG")
	f.first.Entry.SetText((before + 9).String())
	if f.f.Question == "" || f.question.Hidden {
		t.Error("nine days off, and nothing is asked")
	}
	f.first.Entry.SetText((before + 1).String())
	if f.f.Question != "" {
		t.Errorf("a day off is questioned: %s", f.f.Question)
	}
	f.note.SetText("Dar al-Ifta")
	screentest.Shoot(t, w, "own-announce")
	f.save()
	if f.dialog.Open() || len(shell.failed) > 0 {
		t.Fatal("not saved", f.f.Errors, shell.failed)
	}
	rows := ownDays(t, env)
	if len(rows) != 1 || rows[0].Country != "EG" || rows[0].Note != "Dar al-Ifta" || rows[0].RuleYear != 2027 {
		t.Fatalf("%+v", rows)
	}
	if o, ok := env.Almanac.Closed(before+1, "EG", ""); !ok || o.Status != almanac.Announced {
		t.Error("the almanac does not know the announced date")
	}
	if v.p.Page.Feast.Lead.Date != before {
		t.Error("the page of the tradition moved with one country")
	}
	v.Show(screen.Route{Screen: screen.Calendar, ID: "eg.eid_al_fitr"}.With("date", (before + 1).String()))
	if v.p.Page.Own == nil || !screentest.Shown(v.root, "Dar al-Ifta") {
		t.Fatal("the page does not say who announced it")
	}
	screentest.Shoot(t, w, "own-announced")
	screentest.Tap(t, v.root, env.T("own.change", nil))
	v.form.first.Entry.SetText((before + 2).String())
	v.form.save()
	if l := v.p.Page.Feast.Lead; l.Date != before+2 || l.Country != "EG" {
		t.Errorf("after the change the page shows %s %s", l.Date, l.Country)
	}
	screentest.Tap(t, v.root, env.T("common.remove", nil))
	if l := v.p.Page.Feast.Lead; len(ownDays(t, env)) != 0 || l.OwnID != "" || l.Date > before+1 {
		t.Errorf("removed, the page shows %s %q", l.Date, l.OwnID)
	}
}

// TestClosingDays holds that a closing is entered for an organisation found by
// typing, that it stands in the list, in the month and among who is closed,
// and that the list leads to its form.
func TestClosingDays(t *testing.T) {
	dressed(t, "en")
	v, env, _ := emptied(t, "en", 60)
	ctx := context.Background()
	org, _, err := env.Book.Customers.Save(ctx, book.Customer{Kind: book.Organisation, Name: book.Name{Full: "Zeppelin Werke"}, Country: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	w := show(t, v, wide)
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Own)})
	if !screentest.Shown(v.root, env.T("own.empty_title", nil)) {
		t.Error("the empty list teaches nothing")
	}
	screentest.Shoot(t, w, "own-empty")
	screentest.Tap(t, v.root, env.T("own.add_closing", nil))
	f := v.form
	f.who.Entry.SetText("zeppel")
	if len(f.f.Found) != 1 {
		t.Fatalf("found %+v", f.f.Found)
	}
	f.who.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	f.falls.SetSelected(1)
	f.f.Look(f.inputs())
	f.save()
	if f.f.Errors["day"] == "" {
		t.Errorf("no day was missed: %+v", f.f.Errors)
	}
	f.month.SetSelected("2")
	f.day.SetText("2")
	f.days.SetText("7")
	f.note.SetText("Stocktaking")
	if !strings.Contains(f.f.Next, "2028") {
		t.Errorf("the next days are %q", f.f.Next)
	}
	screentest.Shoot(t, w, "own-closing")
	f.save()
	rows := ownDays(t, env)
	if len(rows) != 1 || rows[0].CustomerID != org.ID || rows[0].Days != 7 || !rows[0].Yearly() {
		t.Fatalf("%+v %+v", rows, f.f.Errors)
	}
	if !screentest.Shown(v.root, "Zeppelin Werke") {
		t.Error("the list does not show it")
	}
	v.editOwn(v.p.Own[0])
	if in := v.form.inputs(); in.Falls != yearly || in.Month != "2" || in.Day != "2" || in.Days != "7" || v.form.f.Customer == nil {
		t.Errorf("the form came back as %+v", in)
	}
	screentest.Shoot(t, w, "own-edit")
	kit.CloseTop()
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Month)}.With("date", "2027-02-04"))
	d, _ := v.p.DayAt(date("2027-02-04"))
	if len(d.Closings) != 1 || d.Closings[0].Customer.Name.Full != "Zeppelin Werke" {
		t.Errorf("the day shows %+v", d.Closings)
	}
	if c := v.p.Closed; len(c.Lines) == 0 || !strings.Contains(c.Lines[0].Detail, "Stocktaking") {
		t.Errorf("closed: %+v", c)
	}
	screentest.Shoot(t, w, "own-month")
	if d, _ := v.p.DayAt(date("2027-02-09")); len(d.Closings) != 0 {
		t.Error("it goes on for too long")
	}
}

// TestOwnHoliday holds that a holiday by a weekday is entered and shown with
// its own page, and that removing it closes the page.
func TestOwnHoliday(t *testing.T) {
	dressed(t, "zh-Hans")
	v, env, _ := emptied(t, "zh-Hans", 40)
	w := show(t, v, small)
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Own)}.With("new", "holiday"))
	f := v.form
	if f == nil || !f.dialog.Open() {
		t.Fatal("the route does not open the form")
	}
	f.save()
	if f.f.Errors["first"] == "" {
		t.Errorf("a holiday on no day: %+v", f.f.Errors)
	}
	f.falls.SetSelected(2)
	f.nth.SetSelected("2")
	f.weekday.SetSelected("6")
	f.month.SetSelected("2")
	f.f.Look(f.inputs())
	f.save()
	if f.f.Errors["name"] == "" {
		t.Errorf("a holiday without a name: %+v", f.f.Errors)
	}
	f.name.SetText("华南展销会")
	screentest.Shoot(t, w, "own-holiday-zh")
	f.save()
	rows := ownDays(t, env)
	if len(rows) != 1 || rows[0].Nth != 2 || rows[0].Weekday != 6 || rows[0].Country != "" {
		t.Fatalf("%+v %+v", rows, f.f.Errors)
	}
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Month), ID: "own." + string(rows[0].ID)}.With("date", "2027-02-13"))
	if v.p.Page == nil || v.p.Page.Own == nil || v.p.Page.Count == 0 {
		t.Fatalf("%+v", v.p.Page)
	}
	screentest.Shoot(t, w, "own-holiday-page-zh")
	v.p.RemoveOwn(rows[0].ID)
	if v.p.Page != nil {
		t.Error("the page of a removed holiday stays")
	}
}

// TestLeavingOwnDays holds that a route to a holiday, or to the calendar as a
// whole, leads from the list of own days to the month.
func TestLeavingOwnDays(t *testing.T) {
	env, _ := open(t, "en", 0)
	p := NewPresenter(env, func(Part) {})
	for _, r := range []screen.Route{{Screen: screen.Calendar}, {Screen: screen.Calendar, ID: "islamic.ramadan"}} {
		p.Show(screen.Route{Screen: screen.Calendar, Tab: string(Own)})
		if p.Mode != Own {
			t.Fatal("the list is not shown")
		}
		p.Show(r)
		if p.Mode != Month {
			t.Errorf("%+v shows %s", r, p.Mode)
		}
	}
}

// TestOwnFormOnce holds how a run of days is read.
func TestOwnFormOnce(t *testing.T) {
	env, _ := open(t, "en", 0)
	f := newOwnForm(env, book.OwnDay{Sort: book.ClosingDay}, func() {})
	for _, c := range []struct {
		first, last string
		days        int
		wrong       string
	}{
		{"2027-08-01", "2027-08-21", 21, ""},
		{"2027-08-01", "", 1, ""},
		{"2027-08-01", "2027-08-01", 1, ""},
		{"2027-08-02", "2027-08-01", 0, "last"},
		{"soon", "", 0, "first"},
		{"2027-08-01", "later", 0, "last"},
	} {
		d, wrong := f.read(OwnInputs{Whose: forCountry, Country: "DE", Falls: once, First: c.first, Last: c.last})
		if c.wrong != "" {
			if wrong[c.wrong] == "" {
				t.Errorf("%s to %s: %+v", c.first, c.last, wrong)
			}
			continue
		}
		if len(wrong) > 0 || d.Days != c.days {
			t.Errorf("%s to %s: %d days, %+v", c.first, c.last, d.Days, wrong)
		}
	}
}

// TestMonthsOf holds that the form offers the months of every calendar.
func TestMonthsOf(t *testing.T) {
	for _, c := range cal.Calendars() {
		if n := monthsOf(c.ID); n < 12 || n > 20 {
			t.Errorf("%s has %d months", c.ID, n)
		}
	}
	if !hasLeap(cal.Chinese) || hasLeap(cal.Gregorian) {
		t.Error("leap months are not told")
	}
}

// TestOwnDayOfTheWholeBook holds that a public holiday of the user's own closes
// everybody in the year, and that the filter can show own days alone.
func TestOwnDayOfTheWholeBook(t *testing.T) {
	dressed(t, "en")
	v, env, _ := emptied(t, "en", 40)
	day := date("2027-11-10") // a Wednesday
	_, _, err := env.Book.OwnDays.Save(context.Background(), book.OwnDay{
		Sort: book.OwnHoliday, Name: "Inventory", Kind: "public", Mood: "quiet", When: book.Once(day),
	})
	if err != nil {
		t.Fatal(err)
	}
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Year)}.With("date", day.String()))
	d, _ := v.p.Year.at(day)
	want := 0
	for _, n := range v.p.Audience.Countries {
		want += n
	}
	if d.Closed != want || !d.Many || len(d.Feasts) == 0 || d.Feasts[0].Lead.Name("en") != "Inventory" {
		t.Errorf("%d of %d closed, %+v", d.Closed, want, d.Feasts)
	}
	v.p.SetScope(ScopeTradition("own"))
	n := 0
	for _, d := range v.p.Year.Days {
		n += len(d.Feasts)
	}
	if n != 1 {
		t.Errorf("the filter of own days shows %d feasts", n)
	}
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Month)}.With("date", day.String()))
	if c := v.p.Closed; c.Total < want || c.Lines[0].Title != "Inventory" {
		t.Errorf("closed: %+v", c)
	}
}

// TestAnnounceByKeyboard holds that an announced date is entered without a
// mouse: the button, the day, the country by its first letters, Save.
func TestAnnounceByKeyboard(t *testing.T) {
	dressed(t, "en")
	v, env, _ := emptied(t, "en", 40)
	w := show(t, v, wide)
	v.Show(screen.Route{Screen: screen.Calendar, ID: "islamic.ramadan"}.With("date", "2027-02-08"))
	c := w.Canvas()
	reach := func(what string, is func(fyne.Focusable) bool) fyne.Focusable {
		t.Helper()
		for range 80 {
			if f := c.Focused(); f != nil && is(f) {
				return f
			}
			c.FocusNext()
		}
		t.Fatalf("the Tab key does not reach %s", what)
		return nil
	}
	button := reach("the button", func(f fyne.Focusable) bool {
		b, ok := f.(*kit.Button)
		return ok && b.Label() == env.T("own.enter_announced", nil)
	})
	button.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	day := reach("the day", func(f fyne.Focusable) bool { return f == v.form.first.Entry })
	day.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp}) // a day later
	reach("the country", func(f fyne.Focusable) bool { return f == v.form.country }).TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	filter, ok := c.Focused().(*kit.Entry)
	if !ok {
		t.Fatalf("the list has no field to type in: %T", c.Focused())
	}
	test.Type(filter, "saudi")
	filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if v.form.country.Selected() != "SA" {
		t.Fatalf("chosen is %q", v.form.country.Selected())
	}
	reach("Save", func(f fyne.Focusable) bool {
		b, ok := f.(*kit.Button)
		return ok && b.Label() == env.T("common.save", nil)
	}).TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	rows := ownDays(t, env)
	if len(rows) != 1 || rows[0].Country != "SA" || v.form.dialog.Open() {
		t.Fatalf("%+v %+v", rows, v.form.f.Errors)
	}
	if first, _ := rows[0].First(); first != date("2027-02-09") {
		t.Errorf("entered %s", first)
	}
}

// TestOwnDaysHoldLongWords holds that with words that are 40 % longer nothing on
// the page of own days and in its forms is wider than its place.
func TestOwnDaysHoldLongWords(t *testing.T) {
	dressed(t, "x-pseudo")
	v, env, _ := emptied(t, "x-pseudo", 40)
	w := show(t, v, small)
	v.Show(screen.Route{Screen: screen.Calendar, Tab: string(Own)})
	screentest.Holds(t, v.root, small)
	for _, sort := range []book.OwnSort{book.ClosingDay, book.OwnHoliday} {
		v.openNewOwn(sort, "")
		for i := range fallsOf {
			v.form.falls.SetSelected(i)
			v.form.f.Look(v.form.inputs())
			for _, o := range w.Canvas().Overlays().List() {
				screentest.Holds(t, o, small)
			}
			screentest.Shoot(t, w, "own-pseudo-"+string(sort)+fallsOf[i])
		}
		kit.CloseTop()
	}
	v.announce(book.OwnDay{Sort: book.AnnouncedDay, RuleID: "islamic.ramadan"}, date("2027-02-08"))
	v.form.first.Entry.SetText("2027-02-28")
	for _, o := range w.Canvas().Overlays().List() {
		screentest.Holds(t, o, small)
	}
	screentest.Shoot(t, w, "own-pseudo-announced")
	kit.CloseTop()
	if len(ownDays(t, env)) != 0 {
		t.Error("looking at a form entered something")
	}
}
