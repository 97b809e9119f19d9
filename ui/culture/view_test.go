package culture

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// open shows the screen over a book with two customers.
func open(t *testing.T, lang string, size fyne.Size) (*View, fyne.Window, *screentest.Shell) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	env.Settings.HomeCulture, env.Settings.OwnerName = "DE", "Anna Weber"
	for _, c := range []book.Customer{
		{
			Name: book.Name{Full: "田中 健一", Latin: "Tanaka Ken’ichi", Language: "ja"}, Organisation: "関西商事", Country: "JP", Cultures: []book.StatedCulture{{Culture: "JP"}},
			Languages: []book.Language{{Tag: "ja", Level: book.Native}}, Channels: []book.Channel{{Kind: book.Email, Value: "k.tanaka@example.com"}},
			Address: book.FormOfAddress{InWriting: "田中様", InMail: "Dear Mr. Tanaka,", CallMe: "田中さん"},
		},
		{Name: book.Name{Full: "山本 恵子", Language: "ja"}, Country: "JP"},
	} {
		if _, _, err := env.Book.Customers.Save(t.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	sh.Kept.GuidesExplained = true
	var v *View
	w := screentest.Open(t, lang, size, func() fyne.CanvasObject {
		v = New(env)
		return v.Content()
	})
	return v, w, sh
}

// TestDraw writes pictures when DRAGOMAN_SHOTS names a folder for them.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		for _, size := range screentest.Pages {
			for name, r := range map[string]screen.Route{
				"list":    {},
				"glance":  {ID: "JP"},
				"topic":   {ID: "JP", Tab: "meetings"},
				"compare": screen.Route{ID: "JP", Tab: "meetings"}.With("with", "DE"),
				"phrases": {ID: "JP", Tab: "phrases"},
				"scripts": {ID: "JP", Tab: "scripts"},
				"none":    {ID: "MO"},
				"sources": {ID: "JP", Tab: "sources"},
				"filled":  screen.Route{ID: "GB", Tab: "scripts"}.With("lang", "en").With("stage", "holiday_wish").With("customer", "first"),
				"stage":   {ID: "JP", Tab: "meetings"},
				"dark":    {ID: "JP", Tab: "gifts"},
			} {
				v, w, _ := open(t, lang, size)
				if name == "dark" {
					fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(kit.Dark, 1))
				}
				if r.Arg("customer") != "" {
					page, err := v.env.Book.Customers.List(t.Context(), book.CustomerQuery{Filter: book.CustomerFilter{Text: "田中"}})
					if err != nil || len(page.Rows) == 0 {
						t.Fatal("no customer", err)
					}
					r = r.With("customer", string(page.Rows[0].ID))
				}
				v.Show(r)
				if name == "stage" {
					v.guide.show(false)
					v.guide.stage.turn(1)
				}
				screentest.Shoot(t, w, fmt.Sprintf("%s-%s-%.0f", name, lang, size.Width))
				for kit.CloseTop() {
				}
			}
		}
	}
}

// TestScreenHolds looks at every part in both languages and sizes.
func TestScreenHolds(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range screentest.Pages {
			for _, r := range []screen.Route{
				{},
				{ID: "JP"},
				{ID: "JP", Tab: "meetings"},
				screen.Route{ID: "JP", Tab: "meetings"}.With("with", "DE"),
				{ID: "JP", Tab: "phrases"},
				{ID: "JP", Tab: "scripts"},
				{ID: "JP", Tab: "sources"},
				{ID: "MO"},
			} {
				v, _, sh := open(t, lang, size)
				v.Show(r)
				screentest.Holds(t, v.Content(), size)
				if len(sh.Failed) > 0 {
					t.Errorf("%v: %v", r, sh.Failed)
				}
			}
		}
	}
}

// TestNoteComesFirst holds that the first guide waits for the note, and that
// sources are shown when they are asked for.
func TestNoteComesFirst(t *testing.T) {
	v, _, sh := open(t, "en", screentest.Pages[0])
	sh.Kept.GuidesExplained = false
	v.Show(screen.Route{ID: "JP", Tab: "meetings"})
	if !screentest.Shown(v.Content(), "Before the first guide") || screentest.Shown(v.Content(), "Who differs") {
		t.Fatal("the guide opens before the note was read")
	}
	screentest.Tap(t, v.Content(), "Open the guide")
	if !screentest.Shown(v.Content(), "Who differs") || screentest.Shown(v.Content(), "read on") {
		t.Fatal("the guide does not open, or shows its sources at once")
	}
	v.p.ToggleSources(v.p.About("meetings")[0].ID)
	if !screentest.Shown(v.Content(), "read on") && !screentest.Shown(v.Content(), "recalled on") {
		t.Error("the sources are not shown")
	}
}

// TestPresent leads through the guide by the keyboard.
func TestPresent(t *testing.T) {
	v, w, _ := open(t, "en", screentest.Pages[0])
	v.Show(screen.Route{ID: "JP", Tab: "meetings"})
	v.guide.show(false)
	s := v.guide.stage
	if s == nil || !s.stage.Open() || !w.FullScreen() {
		t.Fatal("the guide is not presented")
	}
	for _, k := range []fyne.KeyName{fyne.KeyRight, fyne.KeySpace, fyne.KeyLeft} {
		w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: k})
	}
	if s.at != 1 {
		t.Errorf("the keys lead to page %d", s.at)
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEnd})
	if s.at != len(s.list) || len(s.list) == 0 {
		t.Errorf("the end is page %d of %d", s.at, len(s.list))
	}
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if v.guide.stage != nil || w.FullScreen() {
		t.Error("Escape does not leave")
	}
}

// TestOwnFormsOpen opens every form and looks whether it holds.
func TestOwnFormsOpen(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		v, w, _ := open(t, lang, screentest.Pages[1])
		v.Show(screen.Route{ID: "JP", Tab: "gifts"})
		for _, l := range []book.Lore{v.p.NewStatement(), v.p.NewPhrase(), v.p.NewScript()} {
			v.askOwn(l)
			if len(w.Canvas().Overlays().List()) != 1 {
				t.Fatalf("no form for a %s", l.Sort)
			}
			screentest.Shoot(t, w, fmt.Sprintf("form-%s-%s", l.Sort, lang))
			kit.CloseTop()
		}
	}
}
