package calendar

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func show(t *testing.T, v *View, size fyne.Size) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, container.NewStack(kit.Surface(kit.Ground, kit.Space()), v.Content()))
	w.SetPadded(false)
	w.Resize(size)
	return w
}

var (
	wide  = fyne.NewSize(1152, 804)
	small = fyne.NewSize(816, 644)
)

// TestGallery builds the screen in every language and look, and draws it for
// people to look at where DRAGOMAN_SHOTS names a folder.
func TestGallery(t *testing.T) {
	app := test.NewTempApp(t)
	for _, lang := range []string{"en", "zh-Hans", "x-pseudo"} {
		env, shell := open(t, lang, 120)
		env.Prefs.Set(env.Prefs.Get())
		for _, look := range []struct {
			name  string
			mode  kit.Mode
			scale float32
		}{{"light", kit.Light, 1}, {"dark", kit.Dark, 1}, {"contrast", kit.HighContrast, 1}, {"large", kit.Light, 1.3}} {
			if lang != "en" && look.name != "light" {
				continue
			}
			app.Settings().SetTheme(kit.NewTheme(look.mode, look.scale))
			v := New(env)
			w := show(t, v, wide)
			v.Show(screen.Route{Screen: screen.Calendar})
			v.p.SetSecond(cal.Chinese)
			v.p.MoveTo(cal.NewDate(2027, 2, 6))
			screentest.Shoot(t, w, "month-"+lang+"-"+look.name)
			v.sourcesOf = "chinese.spring_festival"
			v.Show(screen.Route{Screen: screen.Calendar, ID: "chinese.spring_festival"}.With("date", "2027-02-06"))
			screentest.Shoot(t, w, "holiday-"+lang+"-"+look.name)
			v.p.SetMode(Agenda)
			screentest.Shoot(t, w, "agenda-"+lang+"-"+look.name)
			v.p.SetMode(Month)
			w.Resize(small)
			screentest.Shoot(t, w, "small-"+lang+"-"+look.name)
			v.Show(screen.Route{ID: "islamic.eid_al_fitr"}.With("date", "2027-03-09"))
			screentest.Shoot(t, w, "below-"+lang+"-"+look.name)
			w.Resize(wide)
			for name, r := range map[string]screen.Route{
				"ramadan": screen.Route{ID: "islamic.ramadan"}.With("date", "2027-02-08"),
				"solemn":  screen.Route{ID: "islamic.martyrdom_of_ali"}.With("date", "2027-02-28"),
				"sixweek": screen.Route{Tab: "month"}.With("date", "2027-05-05"),
				"all":     screen.Route{Tab: "month"}.With("date", "2027-03-10").With("filter", ScopeAll),
			} {
				v.Show(r)
				screentest.Shoot(t, w, name+"-"+lang+"-"+look.name)
			}
			v.Leave()
		}
		if len(shell.failed) > 0 {
			t.Errorf("%s: %v", lang, shell.failed)
		}
	}
}

func key(name fyne.KeyName) *fyne.KeyEvent { return &fyne.KeyEvent{Name: name} }

func newView(t *testing.T, lang string, customers int, size fyne.Size) (*View, *fakeShell, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(kit.NewTheme(kit.Light, 1))
	env, shell := open(t, lang, customers)
	v := New(env)
	w := show(t, v, size)
	v.Show(screen.Route{Screen: screen.Calendar})
	t.Cleanup(func() {
		if len(shell.failed) > 0 {
			t.Errorf("failed: %v", shell.failed)
		}
	})
	return v, shell, w
}

// TestKeys goes through the month with the keyboard alone.
func TestKeys(t *testing.T) {
	v, _, w := newView(t, "en", 60, wide)
	w.Canvas().Focus(v.grid)
	for _, c := range []struct {
		key  fyne.KeyName
		want string
	}{
		{fyne.KeyRight, "2027-02-05"},
		{fyne.KeyDown, "2027-02-12"},
		{fyne.KeyLeft, "2027-02-11"},
		{fyne.KeyUp, "2027-02-04"},
		{fyne.KeyPageDown, "2027-03-04"},
		{fyne.KeyPageUp, "2027-02-04"},
		{fyne.KeyUp, "2027-01-28"},
		{fyne.KeyHome, "2027-02-04"},
		{fyne.KeyRight, "2027-02-05"},
		{fyne.KeyRight, "2027-02-06"},
	} {
		v.grid.TypedKey(key(c.key))
		if got := v.p.State.Cursor.String(); got != c.want {
			t.Errorf("%s: at %s, want %s", c.key, got, c.want)
		}
	}
	v.grid.TypedKey(key(fyne.KeyReturn))
	row, ok := w.Canvas().Focused().(*kit.Row)
	if !ok {
		t.Fatalf("Enter puts the keyboard on %T", w.Canvas().Focused())
	}
	row.TypedKey(key(fyne.KeyReturn))
	if v.p.Page == nil {
		t.Fatal("Enter on a holiday does not open its page")
	}
	back, ok := w.Canvas().Focused().(*kit.Button)
	if !ok {
		t.Fatalf("the page of a holiday puts the keyboard on %T", w.Canvas().Focused())
	}
	back.TypedKey(key(fyne.KeyReturn))
	if v.p.Page != nil {
		t.Error("the page of the holiday did not close")
	}
}

// TestTabOrder walks once around the screen.
func TestTabOrder(t *testing.T) {
	v, _, w := newView(t, "en", 60, wide)
	c := w.Canvas()
	var got []string
	for range 9 {
		c.FocusNext()
		switch f := c.Focused().(type) {
		case *kit.ArrowButton:
			got = append(got, f.AccessibilityLabel())
		case *kit.Button:
			got = append(got, f.Label())
		case *kit.Select:
			got = append(got, "select")
		case *kit.Segmented:
			got = append(got, "modes")
		case *monthGrid:
			got = append(got, "grid")
		}
	}
	want := []string{"Previous month", "Today", "Next month", "select", "select", "All kinds", "modes", "Export ICS", "grid"}
	if !slices.Equal(got, want) {
		t.Errorf("Tab goes %q, want %q", got, want)
	}
	c.FocusNext()
	if !slices.Contains(v.rows, c.Focused()) {
		t.Errorf("after the grid comes %T", c.Focused())
	}
}

// TestPresses presses a day, a chip and what leads elsewhere.
func TestPresses(t *testing.T) {
	v, shell, _ := newView(t, "en", 120, wide)
	press := func(cell int, want func(h hit) bool) {
		t.Helper()
		for _, h := range v.grid.hits {
			if h.cell == cell && want(h) {
				v.grid.Tapped(&fyne.PointEvent{Position: h.pos.AddXY(h.size.Width/2, h.size.Height-3)})
				return
			}
		}
		t.Fatalf("nothing to press in cell %d", cell)
	}
	press(8, func(h hit) bool { return h.open == nil })
	if v.p.State.Cursor != cal.NewDate(2027, 2, 9) || v.grid.cursor != 8 {
		t.Errorf("at %s, cell %d", v.p.State.Cursor, v.grid.cursor)
	}
	press(5, func(h hit) bool { return h.open != nil })
	if v.p.Page == nil || v.p.State.Cursor != cal.NewDate(2027, 2, 6) {
		t.Fatal("a chip does not open the page of its holiday")
	}
	v.p.ClosePage()
	v.p.NewFollowUp(v.p.State.Cursor)
	if r := shell.last(); r.Screen != screen.FollowUps || r.Arg("date") != "2027-02-06" {
		t.Errorf("went to %+v", r)
	}
}

// TestManyBirthdays holds that a crowded day says how many, and that its page
// lists a dozen.
func TestManyBirthdays(t *testing.T) {
	v, _, _ := newView(t, "en", 0, wide)
	d := Day{Date: v.p.Today, Term: -1}
	for range 40 {
		d.Dates = append(d.Dates, book.Upcoming{CustomerDate: book.CustomerDate{
			ImportantDate: book.ImportantDate{Kind: book.Birthday, When: cal.Partial{Calendar: cal.Gregorian, Month: 2, Day: 4}},
			Customer:      book.CustomerRow{Name: book.Name{Full: "Ada"}},
		}, On: v.p.Today})
	}
	chips := v.say.chips(d, nil, nil, nil, nil)
	if len(chips) != 1 || chips[0].spans[0].Text != "40 birthdays" {
		t.Errorf("%d chips: %v", len(chips), chips)
	}
	v.rows = nil
	v.dayCards(d)
	if len(v.rows) != maxListed+1 {
		t.Errorf("%d rows", len(v.rows))
	}
}

// TestNothingIsCut holds that every line of the month stays within its cell,
// and that the head leaves every button its width, in the longest language.
func TestNothingIsCut(t *testing.T) {
	for _, size := range []fyne.Size{wide, small} {
		v, _, _ := newView(t, "x-pseudo", 120, size)
		v.p.SetSecond(cal.Chinese)
		r := test.TempWidgetRenderer(t, v.grid).(*gridRenderer)
		for _, o := range r.objects {
			if o.Position().X < 0 || o.Position().X+o.Size().Width > v.grid.Size().Width+0.5 ||
				o.Position().Y+o.Size().Height > v.grid.Size().Height+0.5 {
				t.Errorf("%T at %v %v is outside %v", o, o.Position(), o.Size(), v.grid.Size())
			}
		}
		for _, o := range v.head.Objects[1:] {
			if o.Size().Width < wish(o) || o.Position().X+o.Size().Width > v.head.Size().Width+0.5 ||
				o.Position().Y+o.Size().Height > v.head.Size().Height+0.5 {
				t.Errorf("%T at %v has %v of %v", o, o.Position(), o.Size(), wish(o))
			}
		}
	}
}

// TestNarrow holds that the panel moves under the month and back.
func TestNarrow(t *testing.T) {
	v, _, w := newView(t, "en", 20, wide)
	w.Resize(small)
	if !v.body.narrow || v.panel.Size().Width < 700 || v.grid.Size().Width < 700 {
		t.Errorf("narrow %v, panel %v, grid %v", v.body.narrow, v.panel.Size(), v.grid.Size())
	}
	v.choose(10)
	if v.body.under.Offset() == 0 {
		t.Error("the page of the day is not brought into sight")
	}
	w.Resize(wide)
	if v.body.narrow || v.panel.Size().Width > 320 {
		t.Errorf("narrow %v, panel %v", v.body.narrow, v.panel.Size())
	}
}

func TestAgendaRows(t *testing.T) {
	v, shell, _ := newView(t, "en", 60, wide)
	v.p.SetMode(Agenda)
	if len(v.agenda.items) < 20 || !v.agenda.items[0].first {
		t.Fatalf("%d lines", len(v.agenda.items))
	}
	n := len(v.agenda.items)
	v.agenda.open(n)
	if len(v.agenda.items) <= n {
		t.Error("no more days came")
	}
	for i, it := range v.agenda.items {
		if it.followUp != nil {
			v.agenda.open(i)
			break
		}
	}
	if shell.last().Screen != screen.FollowUps {
		t.Errorf("went to %+v", shell.last())
	}
	for i, it := range v.agenda.items {
		if it.feast != nil {
			v.agenda.open(i)
			break
		}
	}
	if v.p.Page == nil {
		t.Error("a holiday does not open")
	}
}

// TestMenus opens the menus and chooses by keyboard.
func TestMenus(t *testing.T) {
	v, _, w := newView(t, "en", 20, wide)
	v.chooseSecond("korean")
	if v.p.Second != cal.Korean || v.second.Selected() != "korean" {
		t.Errorf("the second calendar is %q", v.p.Second)
	}
	v.chooseSecond(noSecond)
	if v.p.Second != "" || v.subtitle.Text() != "" {
		t.Errorf("the second calendar is %q", v.p.Second)
	}
	v.kinds.Tapped(nil)
	w.Canvas().Focused().TypedKey(key(fyne.KeyDown))
	w.Canvas().Focused().TypedKey(key(fyne.KeyReturn))
	if v.p.Filter.Kinds != "public" || v.kinds.Label() != "Public holidays" {
		t.Errorf("kinds %q", v.p.Filter.Kinds)
	}
	if n := len(v.scopes()); n < 20 {
		t.Errorf("%d choices to filter by", n)
	}
}

// TestSources opens and closes what a guide rests on, with the keyboard.
func TestSources(t *testing.T) {
	v, _, w := newView(t, "en", 20, wide)
	v.Show(screen.Route{ID: "chinese.spring_festival"}.With("date", "2027-02-06"))
	if v.toggle == nil || !slices.Contains(v.rows, fyne.Focusable(v.toggle)) {
		t.Fatal("the sources cannot be reached")
	}
	for _, open := range []bool{true, false} {
		v.toggle.TypedKey(key(fyne.KeyReturn))
		if (v.sourcesOf != "") != open || w.Canvas().Focused() != fyne.Focusable(v.toggle) {
			t.Errorf("sources of %q, the keyboard is on %T", v.sourcesOf, w.Canvas().Focused())
		}
	}
}
