package today

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// show opens the screen in a test window.
func show(t *testing.T, env *screen.Env, mode kit.Mode, size fyne.Size) (*View, fyne.Window) {
	t.Helper()
	app := test.NewApp()
	app.Settings().SetTheme(kit.NewTheme(mode, 1))
	kit.SetLanguage(env.Printer.Tag())
	v := New(env)
	w := test.NewWindow(kit.Surface(kit.Ground, container.NewStack(v.Content())))
	w.SetPadded(false)
	w.Resize(size)
	t.Cleanup(w.Close)
	v.Show(screen.Route{Screen: screen.Today})
	return v, w
}

// snap draws the window into the folder named by DRAGOMAN_SHOTS.
func snap(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	screentest.Shoot(t, w, name)
}

func TestLooks(t *testing.T) {
	wide, narrow := fyne.NewSize(1152, 804), fyne.NewSize(816, 644)
	for _, x := range []struct {
		name, lang string
		mode       kit.Mode
		size       fyne.Size
	}{
		{"wide", "en", kit.Light, wide},
		{"narrow", "en", kit.Light, narrow},
		{"zh", "zh-Hans", kit.Dark, wide},
		{"pseudo", "x-pseudo", kit.HighContrast, narrow},
	} {
		t.Run(x.name, func(t *testing.T) {
			lang := x.lang
			if lang == "x-pseudo" {
				lang = "en"
			}
			env, _ := newEnv(t, demoBook(t, lang), x.lang)
			_, w := show(t, env, x.mode, x.size)
			snap(t, w, "today-"+x.name)
		})
	}
	t.Run("empty", func(t *testing.T) {
		env, _ := newEnv(t, openBook(t), "en")
		_, w := show(t, env, kit.Light, wide)
		snap(t, w, "today-empty")
	})
}

// leaves lists what takes the keyboard, in the order of the Tab key.
func leaves(w fyne.Window) []fyne.Focusable {
	var out []fyne.Focusable
	c := w.Canvas()
	c.Unfocus()
	for range 200 {
		c.(interface{ FocusNext() }).FocusNext()
		f := c.Focused()
		if f == nil || len(out) > 0 && f == out[0] {
			return out
		}
		out = append(out, f)
	}
	return out
}

func TestKeyboardReachesEverything(t *testing.T) {
	env, sh := newEnv(t, demoBook(t, "en"), "en")
	v, w := show(t, env, kit.Light, fyne.NewSize(1152, 804))
	s := v.p.State()
	want := 2*len(s.Coming) + 1 + 2*len(s.Tasks.Rows) + len(s.Calls) + len(s.Dates.Rows) + 2*len(s.Cold.Rows) + 2*len(s.Consents.Rows) +
		1 + min(len(s.Closed.Lines), maxClosed) + 3*len(s.Thanks) + len(s.Tiers)
	first := 1 + 2*len(s.Tasks.Rows) // the stop of the first holiday, after what runs out and what is due
	if len(s.Cases) > 0 {
		first += len(s.Cases) + 1
		want += len(s.Cases) + 1
	}
	if got := len(leaves(w)); got != want {
		t.Errorf("%d stops of the Tab key, want %d", got, want)
	}
	leaves(w)[first].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if len(sh.gone) != 1 || sh.gone[0].Screen != screen.Calendar || sh.gone[0].ID != s.Coming[0].ID || sh.gone[0].Arg("date") == "" {
		t.Errorf("the first holiday leads to %+v", sh.gone)
	}
	leaves(w)[first+1].TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if last := sh.gone[len(sh.gone)-1]; s.Coming[0].Greetable() != (last.Screen == screen.Messages && last.Arg("near") != "") {
		t.Errorf("the button beside it leads to %+v", last)
	}
}

func TestFirstSteps(t *testing.T) {
	env, sh := newEnv(t, openBook(t), "en")
	_, w := show(t, env, kit.Light, fyne.NewSize(1152, 804))
	stops := leaves(w)
	for _, f := range stops[:3] {
		f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if len(sh.gone) != 3 || sh.gone[0].Screen != screen.Import || sh.gone[1].Screen != screen.Customers || sh.gone[2].Screen != screen.FollowUps {
		t.Errorf("the first steps lead to %+v", sh.gone)
	}
}

// TestNothingIsSaidBeforeItIsKnown: while the cards are being read they show
// that rows are coming, and none says that there is nothing to do; afterwards
// those without rows say so.
func TestNothingIsSaidBeforeItIsKnown(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, openBook(t), lang)
		q := &queue{}
		env.Runner = q
		v, w := show(t, env, kit.Light, fyne.NewSize(816, 644))
		none := []locales.ID{"today.tasks_none", "today.coming_none", "today.calls_none", "today.dates_none", "today.cold_none"}
		bars := func() (n int) {
			screentest.Each(w.Content(), func(o fyne.CanvasObject) {
				if r, ok := o.(*kit.Reading); ok {
					n++
					if r.Size().Height < r.MinSize().Height || r.AccessibilityLabel() != env.T("today.reading", nil) {
						t.Errorf("%s: bars of %v are called %q", lang, r.Size(), r.AccessibilityLabel())
					}
				}
			})
			return n
		}
		if n := bars(); n != len(none) {
			t.Errorf("%s: %d cards show that they are being read, want %d", lang, n, len(none))
		}
		for _, id := range none {
			if screentest.Shown(w.Content(), env.T(id, nil)) {
				t.Errorf("%s: %q is said before it is known", lang, env.T(id, nil))
			}
		}
		snap(t, w, "today-reading-"+lang)
		for _, work := range q.work {
			work()
		}
		if n := bars(); n != 0 {
			t.Errorf("%s: %d cards are still being read", lang, n)
		}
		for _, id := range none {
			if !screentest.Shown(v.Content(), env.T(id, nil)) {
				t.Errorf("%s: %q is not said", lang, env.T(id, nil))
			}
		}
	}
}

func TestALongTitleLeavesTheNameOfTheCustomer(t *testing.T) {
	b := openBook(t)
	env, _ := newEnv(t, b, "en")
	c, _, err := b.Customers.Save(context.Background(), book.Customer{Name: book.Name{Full: "王小明", Latin: "Wang Xiaoming"}})
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = b.FollowUps.Save(context.Background(), book.FollowUp{
		Title: "Send the revised quote for the second half of the year with the new terms of payment", CustomerID: c.ID, Due: calendar.DateOf(env.Now()),
	})
	if err != nil {
		t.Fatal(err)
	}
	v, _ := show(t, env, kit.Light, fyne.NewSize(1152, 804))
	var words string
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if x, ok := o.(*canvas.Text); ok {
			words += x.Text
		}
		if w, ok := o.(fyne.Widget); ok {
			for _, x := range test.WidgetRenderer(w).Objects() {
				walk(x)
			}
		}
	}
	walk(v.tasks.rows[0])
	if !strings.Contains(words, "… → 王小明 Wang Xiaoming") {
		t.Errorf("the row says %q", words)
	}
}
