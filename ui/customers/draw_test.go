package customers

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/data/prefs"
	"dragoman/data/sample"
	"dragoman/data/sqlite"
	"dragoman/locales"
	"dragoman/ui/customers/timeline"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// shell is the window around the screen, as a test sees it.
type shell struct {
	went   []screen.Route
	place  screen.Route
	failed []error
	done   []string
	ops    []book.Operation
	told   []string
	copied []string
	opened []string
	picks  []string
	onGo   func(screen.Route)
}

func (s *shell) Go(r screen.Route) {
	s.went, s.place = append(s.went, r), r
	if s.onGo != nil {
		s.onGo(r)
	}
}
func (s *shell) Back()                  { s.went = append(s.went, screen.Route{Screen: "back"}) }
func (s *shell) Replace(r screen.Route) { s.place = r }
func (s *shell) Fail(err error)         { s.failed = append(s.failed, err) }
func (s *shell) Done(text string, op book.Operation) {
	s.done, s.ops = append(s.done, text), append(s.ops, op)
}
func (s *shell) Tell(text string) { s.told = append(s.told, text) }
func (s *shell) Undoable(text string, _ func()) {
	s.told = append(s.told, text)
}
func (s *shell) Copy(text string)   { s.copied = append(s.copied, text) }
func (s *shell) OpenURL(url string) { s.opened = append(s.opened, url) }
func (s *shell) PickFiles(_ string, _ []string, picked func([]string)) {
	if s.picks != nil {
		picked(s.picks)
	}
}
func (s *shell) PickFolder(string, func(string)) {}
func (s *shell) PickSave(_, _ string, picked func(string)) {
	if s.picks != nil {
		picked(s.picks[0])
	}
}
func (s *shell) Refresh() {}
func (s *shell) Lock()    {}

// choices are the preferences of a test.
type choices struct{ p prefs.Prefs }

func (c *choices) Get() prefs.Prefs  { return c.p }
func (c *choices) Set(p prefs.Prefs) { c.p = p }

// testNow is the instant at which the tests stand.
var testNow = time.Date(2026, 11, 23, 9, 14, 0, 0, time.UTC)

// newEnv makes a book of invented customers and what a screen needs.
func newEnv(t testing.TB, lang string, customers int) (*screen.Env, *shell) {
	t.Helper()
	ctx := context.Background()
	file, err := sqlite.Create(ctx, filepath.Join(t.TempDir(), "book.dragoman"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := file.Close(); err != nil {
			t.Error(err)
		}
	})
	b := book.New(file, func() time.Time { return testNow })
	words := lang
	if words == locales.PseudoTag {
		words = "en"
	}
	err = sample.Fill(ctx, b, sample.Options{Customers: customers, Seed: sample.DefaultSeed, Language: words, Today: calendar.DateOf(testNow), Home: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	p, err := locales.New(lang, locales.Options{Region: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	a, err := almanac.Default()
	if err == nil {
		a, err = planner.Lay(context.Background(), a, b.OwnDays, "Closed")
	}
	if err != nil {
		t.Fatal(err)
	}
	settings, err := b.Settings(ctx)
	if err != nil {
		t.Fatal(err)
	}
	sh := &shell{}
	rich(t, b)
	return &screen.Env{
		Drafts: map[string]any{},
		Book:   b, Almanac: a, Library: culture.Built(), Printer: p, Runner: screen.Inline{}, Shell: sh, Prefs: &choices{},
		Settings: settings, Home: time.UTC, FirstDay: time.Monday,
	}, sh
}

// rich adds one customer of whom nearly everything is known.
func rich(t testing.TB, b *book.Book) {
	t.Helper()
	if n, err := b.Customers.Count(context.Background(), book.CustomerFilter{}); err != nil || n == 0 {
		return
	}
	c, _, err := b.Customers.Save(context.Background(), book.Customer{
		Kind: book.Person, Name: book.Name{Full: "أحمد الراشد", Latin: "Ahmed Al-Rashid", Nickname: "Abu Omar"},
		Address:      book.FormOfAddress{CallMe: "Mr. Ahmed", InSpeech: "السيد أحمد", InWriting: "السيد أحمد الراشد المحترم", InMail: "Dear Mr. Ahmed,", Register: book.Formal, Honorific: "السيد"},
		Organisation: "Rashid Home", Role: "Owner", Country: "SA", City: "Riyadh",
		Hours:       book.Hours{Start: 9 * 60, End: 17 * 60, PauseStart: 12 * 60, PauseEnd: 13 * 60},
		Cultures:    []book.StatedCulture{{Culture: "SA", SaidBy: "Leila", SaidOn: calendar.NewDate(2026, 3, 2)}},
		Languages:   []book.Language{{Tag: "ar", Level: book.Native}, {Tag: "en", Level: book.Some}},
		Observances: []book.Observance{{Tradition: "islamic", SaidOn: calendar.NewDate(2026, 3, 2), Basis: "asked for greetings"}},
		Channels: []book.Channel{
			{Kind: book.WhatsApp, Value: "+966 50 000 0000", Preferred: true},
			{Kind: book.Email, Value: "ahmed@rashid.example", Label: "work"},
			{Kind: book.Telegram, Value: "@rashid"},
		},
		Dates: []book.ImportantDate{
			{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Hijri, Month: 9, Day: 9}},
			{Kind: book.OtherDate, Label: "Founding of the shop", When: calendar.Partial{Calendar: calendar.Chinese, Month: 4, Leap: true, Day: 30}},
		},
		Preferences:  []book.Preference{{Kind: book.Diet, Text: "Halal, no nuts"}, {Kind: book.GiftUnwelcome, Text: "Anything with alcohol"}},
		PaymentHabit: "Half in advance", Currency: "SAR", Cadence: book.Cadence{Ideal: 21, Longest: 60}, Tags: []string{"gold", "fair 2026"},
		Custom: []book.CustomField{{Name: "Shoe size", Value: "43"}}, Origin: book.Origin{Source: "typed"},
	})
	if err == nil {
		_, _, err = b.Consents.Record(context.Background(), book.Consent{
			CustomerID: c.ID, Channel: book.Telegram, State: book.Declined, Source: book.InPerson, On: calendar.NewDate(2026, 3, 2),
		})
	}
	if err != nil {
		t.Fatal(err)
	}
}

// firstCustomer finds a customer by words.
func firstCustomer(t testing.TB, env *screen.Env, words string) book.CustomerRow {
	t.Helper()
	page, err := env.Book.Customers.List(context.Background(), book.CustomerQuery{Filter: book.CustomerFilter{Text: words}})
	if err != nil || len(page.Rows) == 0 {
		t.Fatalf("no customer for %q: %v", words, err)
	}
	return page.Rows[0]
}

// open puts the screen into a test window.
func open(t testing.TB, env *screen.Env, mode kit.Mode, w, h float32) (*View, fyne.Window) {
	t.Helper()
	app := test.NewApp()
	app.Settings().SetTheme(kit.NewTheme(mode, 1))
	kit.SetLanguage(env.Printer.Tag())
	v := New(env)
	win := test.NewWindow(nil)
	win.SetPadded(false)
	win.SetContent(container.NewStack(kit.Surface(kit.Ground, v.Content())))
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(win.Close)
	if sh, ok := env.Shell.(*shell); ok {
		sh.onGo = v.Show
	}
	return v, win
}

// TestDraw writes pictures of the screen into the folder that the environment
// names, for people to look at.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, lang, 120)
		for name, mode := range map[string]kit.Mode{"light": kit.Light, "dark": kit.Dark, "contrast": kit.HighContrast} {
			for size, s := range map[string]fyne.Size{"wide": fyne.NewSize(1152, 804), "small": fyne.NewSize(816, 644)} {
				if name != "light" && size == "small" {
					continue
				}
				v, win := open(t, env, mode, s.Width, s.Height)
				if mode == kit.HighContrast {
					fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(mode, 1.3))
				}
				row := firstCustomer(t, env, "田中")
				full := firstCustomer(t, env, "Rashid")
				org, err := env.Book.Customers.List(context.Background(), book.CustomerQuery{Filter: book.CustomerFilter{Kind: book.Organisation}})
				if err != nil {
					t.Fatal(err)
				}
				for shot, r := range map[string]screen.Route{
					"cards":     {},
					"filtered":  screen.Route{}.With(argTag, "distributor").With(argCountry, "JP,CN"),
					"overview":  {ID: string(row.ID)},
					"timeline":  {ID: string(row.ID), Tab: tabTimeline},
					"orgtime":   {ID: string(org.Rows[0].ID), Tab: tabTimeline},
					"followups": {ID: string(row.ID), Tab: tabFollowUps},
					"value":     {ID: string(row.ID), Tab: tabValue},
					"notes":     {ID: string(row.ID), Tab: tabNotes},
					"privacy":   {ID: string(row.ID), Tab: tabPrivacy},
					"history":   {ID: string(row.ID), Tab: tabHistory},
					"org":       {ID: string(org.Rows[0].ID)},
					"rich":      {ID: string(full.ID)},
					"richhist":  {ID: string(full.ID), Tab: tabHistory},
					"richedit":  screen.Route{ID: string(full.ID)}.With(argEdit, valueYes),
					"edit":      screen.Route{ID: string(row.ID)}.With(argEdit, valueYes),
					"new":       screen.Route{}.With(argNew, "person"),
				} {
					v.Show(r)
					screentest.Shoot(t, win, lang+"-"+name+"-"+size+"-"+shot)
					if shot == "richedit" {
						for i, y := range []float32{700, 1400, 2100} {
							v.form.scroll.ScrollTo(y)
							screentest.Shoot(t, win, lang+"-"+name+"-"+size+"-"+shot+string(rune('b'+i)))
						}
					}
				}
				v.Show(screen.Route{})
				v.list.l.SetCards(false)
				v.list.l.Pick(1, true)
				screentest.Shoot(t, win, lang+"-"+name+"-"+size+"-list")
				v.list.l.SetCards(true)
				v.list.l.PickNone()
				v.Show(screen.Route{ID: string(row.ID)})
				v.detail.askAddress(inSpeech)
				screentest.Shoot(t, win, lang+"-"+name+"-"+size+"-address")
				kit.CloseTop()
				v.Show(screen.Route{ID: string(row.ID), Tab: tabTimeline})
				for _, e := range v.detail.d.is.touches {
					if e.Touch != nil && e.Touch.Present != "" {
						timeline.Open(env, win.Canvas(), e)
						break
					}
				}
				screentest.Shoot(t, win, lang+"-"+name+"-"+size+"-touch")
				kit.CloseTop()
				v.detail.logContact()
				screentest.Shoot(t, win, lang+"-"+name+"-"+size+"-log")
				kit.CloseTop()
			}
		}
	}
}
