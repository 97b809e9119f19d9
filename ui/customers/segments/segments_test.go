package segments

import (
	"context"
	"reflect"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// filled is a page over the demo book.
func filled(t *testing.T, lang string) (*View, *screen.Env, *screentest.Shell) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	env.Book.SetResolver(explain.Resolve)
	err := sample.Fill(context.Background(), env.Book, sample.Options{
		Customers: 60, Seed: 7, Language: lang, Today: calendar.DateOf(screentest.Noon), Home: "CN",
	})
	if err != nil {
		t.Fatal(err)
	}
	v := New(env)
	v.Show(screen.Route{})
	return v, env, sh
}

func keep(t *testing.T, v *View, name, query string) {
	t.Helper()
	v.p.begin()
	v.p.setText(query)
	v.p.save(name, func(err error) { t.Error(name, err) })
}

func TestASegmentIsPutTogetherAndKept(t *testing.T) {
	v, env, sh := filled(t, "en")
	p := v.p
	if v.empty.Hidden || !v.body.(interface{ Visible() bool }).Visible() == false {
		t.Error("the empty page does not say what a segment is")
	}
	p.begin()
	p.set(0, 0, withValues(p.groups[0][0], []string{"JP", "CN"}))
	p.add(0)
	p.set(0, 1, withField(book.TestLast))
	p.add(1)
	p.set(1, 0, withWay(withField(book.TestTag), isNone))
	if want := "(country:JP,CN last>60d) OR tag:none"; p.draft.Query != want {
		t.Fatalf("the query is %q, want %q", p.draft.Query, want)
	}
	n, err := env.Book.Customers.Count(context.Background(), book.CustomerFilter{Text: p.draft.Query})
	if err != nil || n == 0 || !p.sure || p.now.count != n || len(p.now.first) == 0 {
		t.Fatalf("found %+v, want %d (%v)", p.now, n, err)
	}
	p.save("  ", func(err error) {
		if book.CodeOf(err) != book.Invalid {
			t.Error(err)
		}
	})
	if !p.open {
		t.Fatal("a segment without a name was kept")
	}
	p.save("Asia to call", func(err error) { t.Error(err) })
	if !p.open || p.draft.ID != p.rows[0].ID || len(p.rows) != 1 || p.rows[0].count != n || len(sh.Ops) != 1 {
		t.Fatalf("kept %+v", p.rows)
	}
	p.choose(p.rows[0].ID)
	if !p.simple || len(p.groups) != 2 || len(p.groups[0]) != 2 {
		t.Errorf("it comes back as %+v", p.groups)
	}
	p.remove(1, 0)
	if p.draft.Query != "country:JP,CN last>60d" {
		t.Errorf("without its last group: %q", p.draft.Query)
	}
	p.drop()
	if len(p.rows) != 0 || len(sh.Ops) != 2 {
		t.Fatal("it was not removed")
	}
	if _, _, err := env.Book.History.Undo(context.Background(), sh.Ops[1].ID); err != nil {
		t.Fatal(err)
	}
	v.Changed(nil)
	if len(p.rows) != 1 {
		t.Error("undo does not bring it back")
	}
}

func TestAQueryByHandStaysAsItIs(t *testing.T) {
	v, _, _ := filled(t, "en")
	v.p.begin()
	v.p.setText("country:JP (tag:vip OR cold:yes)")
	v.form.drawTerms()
	if v.p.simple || !screentest.Shown(v.form.card, v.env.T("segments.by_hand", nil)) {
		t.Error("a query that is nested is not said to be so")
	}
	v.p.setText("country:Atlantis colour:red")
	if len(v.p.now.faults) != 1 || !screentest.Shown(v.form.card, explain.QueryFault(v.env.Printer, v.p.now.faults[0])) {
		t.Errorf("faults %+v", v.p.now.faults)
	}
}

func TestOverlapCountsThoseInBoth(t *testing.T) {
	v, env, sh := filled(t, "en")
	keep(t, v, "Japan", "country:JP")
	keep(t, v, "Asia", "country:JP,CN,KR")
	keep(t, v, "Either", "country:JP OR country:DE")
	p := v.p
	count := func(q string) int {
		n, err := env.Book.Customers.Count(context.Background(), book.CustomerFilter{Text: q})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	at := func(name string) int { return slices.IndexFunc(p.rows, func(r row) bool { return r.Name == name }) }
	if n := p.counts[at("Asia")][at("Either")]; n != count("country:JP") || n == 0 || p.counts[at("Either")][at("Asia")] != n {
		t.Errorf("%d in both", n)
	}
	p.choose(p.rows[at("Asia")].ID)
	if v.overlap.Hidden || !screentest.Shown(v.overlap, "Either") || screentest.Shown(v.overlap, "Asia") {
		t.Error("the overlap is not shown")
	}
	p.customers(p.rows[at("Asia")].Query, p.rows[at("Either")].Query)
	if q := sh.Gone[len(sh.Gone)-1].Arg("q"); count(q) != count("country:JP") {
		t.Errorf("%q finds others", q)
	}
}

func TestConditionsChangeTheirShape(t *testing.T) {
	for _, f := range fields {
		term := withField(f.test)
		for _, way := range (&presenter{env: testEnv(t)}).ways(f.test) {
			x := withWay(term, way.Value)
			if f.shape == choices || f.shape == writing {
				if way.Value != isNone {
					x = withValues(x, []string{"a", "b"})
				}
			}
			if got := wayOf(x); got != way.Value {
				t.Errorf("%s %s comes back as %s", f.test, way.Value, got)
			}
			groups, ok := book.Terms(book.TermsText([][]book.Term{{x}}))
			if !ok || !reflect.DeepEqual(groups, [][]book.Term{{x}}) {
				t.Errorf("%+v is written and read as %+v", x, groups)
			}
		}
	}
	if x, ok := withDays(withField(book.TestLast), "90"); !ok || x.Value != "90d" || daysOf(x) != "90" {
		t.Errorf("%+v", x)
	}
	for _, s := range []string{"", "0", "-3", "many", "99999999"} {
		if _, ok := withDays(withField(book.TestLast), s); ok {
			t.Errorf("%q is no number of days", s)
		}
	}
}

func testEnv(t *testing.T) *screen.Env {
	t.Helper()
	env, _ := screentest.NewEnv(t, "en")
	return env
}

func TestThePageHoldsInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for i, size := range screentest.Pages {
			v, _, _ := filled(t, lang)
			keep(t, v, "Japan", "country:JP")
			keep(t, v, "Kept an eye on", "(country:JP,CN,KR last>60d) OR birthday:next30")
			v.p.choose(v.p.rows[1].ID)
			w := screentest.Open(t, lang, size, v.Content)
			screentest.Holds(t, v.Content(), size)
			screentest.Shoot(t, w, "segments-"+lang+string(rune('0'+i)))
		}
	}
}

// The tiers of the programme are offered by their names, and the query is
// written with them.
func TestTiersAreOffered(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	_, err := env.Book.Loyalty.SaveProgramme(context.Background(), book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12, Tiers: []book.Tier{{Name: "Gold plus", From: 500}, {Name: "Silver", From: 100}},
	})
	if err != nil {
		t.Fatal(err)
	}
	v := New(env)
	v.Show(screen.Route{})
	p := v.p
	p.begin()
	var names []string
	for _, o := range p.valueOptions(book.TestTier) {
		names = append(names, o.Value)
	}
	if !slices.Equal(names, []string{"Silver", "Gold plus"}) {
		t.Fatalf("offered are %q", names)
	}
	p.set(0, 0, withValues(withField(book.TestTier), names))
	if want := `tier:"Silver,Gold plus"`; p.draft.Query != want || len(p.now.faults) > 0 {
		t.Fatalf("the query is %q, want %q (%+v)", p.draft.Query, want, p.now.faults)
	}
	if want := "Tier Silver or Gold plus"; p.said(p.draft.Query) != want {
		t.Errorf("it is said as %q, want %q", p.said(p.draft.Query), want)
	}
}

// What the form cannot say stays as it was typed: it would be saved as its
// opposite.
func TestWhatTheFormCannotSayStaysText(t *testing.T) {
	for query, want := range map[string]bool{
		"-orders>3": false, "-last>60d": false, "-birthday:next14": false, "country:JP OR -spent>100": false,
		"orders>3": true, "-country:JP": true, "-case:open": true, "last>60d": true, "orders:none": true,
	} {
		if _, ok := terms(query); ok != want {
			t.Errorf("%s can be taken apart: %v", query, ok)
		}
	}
}

// A segment is put together by keys: the keyboard stays in the condition that
// is drawn anew, goes into one that is added, and is in the list when the form
// is closed.
func TestASegmentIsPutTogetherByKeys(t *testing.T) {
	v, _, _ := filled(t, "en")
	keep(t, v, "Japan", "country:JP")
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	kit.Typed()
	f, c := v.form, w.Canvas()
	v.begin()
	if c.Focused() != fyne.Focusable(f.name) {
		t.Errorf("a new one begins at %T", c.Focused())
	}
	at := func(key string) {
		t.Helper()
		if got := f.held(); got != key {
			t.Errorf("the keyboard is at %q, not at %q", got, key)
		}
	}
	press := func(key string) {
		t.Helper()
		f.hold(key)
		at(key)
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	choose := func(key, typed string) {
		t.Helper()
		press(key)
		if typed != "" {
			test.Type(c.Focused(), typed)
		}
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		at(key)
	}
	choose(ofTerm(0, 0, theValue), "Japan")
	choose(ofTerm(0, 0, theValue), "China")
	press(ofTerm(0, 0, "JP"))
	at(ofTerm(0, 0, theValue))
	press(ofGroup(0))
	at(ofTerm(0, 1, theField))
	choose(ofTerm(0, 1, theField), "Last contact")
	choose(ofTerm(0, 1, theWay), "")
	press(theOr)
	at(ofTerm(1, 0, theField))
	if want := "(country:CN last<60d) OR country:"; v.p.draft.Query != "country:CN last<60d" && v.p.draft.Query != want {
		t.Errorf("the query is %q", v.p.draft.Query)
	}
	press(ofTerm(1, 0, theRemoval))
	at(ofGroup(0))
	press(ofTerm(0, 1, theRemoval))
	at(ofTerm(0, 0, theRemoval))
	v.begin() // what was begun is not lost
	if v.p.draft.Query != "country:CN" {
		t.Errorf("the query is %q", v.p.draft.Query)
	}
	f.name.SetText("China")
	v.Save()
	if c.Focused() != fyne.Focusable(v.list) || v.overlap.Hidden {
		t.Errorf("after it was kept %T has the keyboard, and what it has in common with others is hidden: %v", c.Focused(), v.overlap.Hidden)
	}
	v.p.drop()
	if c.Focused() != fyne.Focusable(v.list) || v.p.open {
		t.Errorf("after it was removed %T has the keyboard", c.Focused())
	}
}

// The first names that are found are not taken for all of them.
func TestOthersAreCounted(t *testing.T) {
	v, env, _ := filled(t, "en")
	v.p.begin()
	v.p.setText("kind:person")
	if !screentest.Shown(v.form.card, env.N("segments.others", v.p.now.count-previewed, nil)) {
		t.Errorf("of %d it is not said how many others there are", v.p.now.count)
	}
}

func TestUnitsFollowTheirNumber(t *testing.T) {
	v, _, _ := filled(t, "en")
	for n, want := range map[string]string{"1": "order", "3": "orders"} {
		x, _ := withDays(withField(book.TestOrders), n)
		if got := v.p.unit(x); got != want {
			t.Errorf("more than %s %s", n, got)
		}
	}
	one, _ := withDays(withField(book.TestLast), "1")
	if got := v.p.unit(one); got != "day ago" {
		t.Errorf("1 %s", got)
	}
}

// What is undone is seen in the form: the old name stands there again, and a
// segment that was never made has none.
func TestTheFormFollowsAnUndo(t *testing.T) {
	v, env, sh := filled(t, "en")
	keep(t, v, "Japan", "country:JP")
	v.form.name.SetText("Nippon")
	v.Save()
	if v.p.rows[0].Name != "Nippon" {
		t.Fatalf("%+v", v.p.rows)
	}
	undo := func() {
		t.Helper()
		if _, _, err := env.Book.History.Undo(context.Background(), sh.Ops[len(sh.Ops)-1].ID); err != nil {
			t.Fatal(err)
		}
		sh.Ops = sh.Ops[:len(sh.Ops)-1]
		v.Changed(nil)
	}
	undo()
	if !v.p.open || v.form.name.Text != "Japan" {
		t.Errorf("the form says %q", v.form.name.Text)
	}
	v.p.setText("country:JP tag:vip")
	v.Changed(nil)
	if v.p.draft.Query != "country:JP tag:vip" {
		t.Error("what was typed is lost")
	}
	undo()
	if v.p.open || len(v.p.rows) != 0 {
		t.Errorf("open %v, %+v", v.p.open, v.p.rows)
	}
}
