package logbox

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// window shows an empty page over which the box opens.
func window(t *testing.T, lang string, mode kit.Mode, size fyne.Size) fyne.Window {
	t.Helper()
	test.NewApp().Settings().SetTheme(kit.NewTheme(mode, 1))
	kit.SetLanguage(lang)
	w := test.NewWindow(kit.Surface(kit.Ground, container.NewStack()))
	w.SetPadded(false)
	w.Resize(size)
	t.Cleanup(func() {
		for kit.CloseTop() {
		}
		w.Close()
	})
	return w
}

func types(w fyne.Window, text string) {
	for _, r := range text {
		w.Canvas().Focused().TypedRune(r)
	}
}

func press(w fyne.Window, keys ...fyne.KeyName) {
	for _, k := range keys {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// Two keys log: one for the kind, Enter after the words.
func TestTwoKeys(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	w := window(t, "en", kit.Light, fyne.NewSize(1024, 700))
	Open(env, w.Canvas(), Ask{Customer: c.ID})
	types(w, "V")
	types(w, "saw the plant")
	press(w, fyne.KeyReturn)
	if kit.ModalOpen() || len(sh.Ops) != 1 {
		t.Fatal("not kept", sh.Failed)
	}
	is, err := env.Book.Interactions.List(t.Context(), c.ID, 0)
	if err != nil || len(is) != 1 || is[0].Kind != book.VisitPaid || is[0].Text != "saw the plant" {
		t.Fatal(is, err)
	}
}

// What a follow-up was is known: words are typed at once.
func TestWordsOfACallThatIsDone(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	w := window(t, "en", kit.Light, fyne.NewSize(1024, 700))
	f, _, err := env.Book.FollowUps.Save(t.Context(), book.FollowUp{CustomerID: c.ID, Title: "Check in", Kind: book.CallTask, DueMinute: book.NoTime, Reminder: book.NoTime})
	if err != nil {
		t.Fatal(err)
	}
	Open(env, w.Canvas(), Ask{Customer: c.ID, FollowUp: &f})
	types(w, "Give me more")
	press(w, fyne.KeyReturn)
	is, err := env.Book.Interactions.List(t.Context(), c.ID, 0)
	if err != nil || len(is) != 1 || is[0].Kind != book.CallMade || is[0].Text != "Give me more" {
		t.Fatal(is, err, sh.Failed)
	}
}

// A next step is offered a day; one that the user empties stays empty.
func TestDayOfTheNextStep(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := add(t, env, book.Customer{Name: book.Name{Full: "Ana"}})
	w := window(t, "en", kit.Light, fyne.NewSize(1024, 700))
	b := &Box{env: env, canvas: w.Canvas(), fields: map[string]*kit.Field{}}
	b.f = NewForm(env, Ask{Customer: c.ID}, func() { b.render() })
	b.f.Load(b.show)
	w.Canvas().Focus(b.next)
	types(w, "Send prices")
	if d, ok := b.nextDay.Day(); !ok || d != b.f.today+inAWeek {
		t.Fatalf("offered %v", d)
	}
	b.nextDay.Entry.SetText("")
	types(w, " again")
	if b.nextDay.Entry.Text != "" {
		t.Error("offered again after it was emptied")
	}
	b.next.SetText("")
	w.Canvas().Focus(b.next)
	types(w, "Call")
	press(w, fyne.KeyReturn)
	rows, err := env.Book.FollowUps.List(t.Context(), book.FollowUpQuery{Customer: c.ID})
	if err != nil || len(rows) != 1 || rows[0].Title != "Call" || rows[0].Due.IsZero() {
		t.Fatal(rows, err, sh.Failed)
	}
}

// later is a Runner whose pauses end when the test says so.
type later struct {
	screen.Inline
	waiting []func()
}

func (l *later) After(_ time.Duration, f func()) func() {
	l.waiting = append(l.waiting, f)
	return func() {}
}

func (l *later) pass() {
	list := l.waiting
	l.waiting = nil
	for _, f := range list {
		f()
	}
}

// An Enter that ends a composition brings text with it, before or after the
// key: it must not save.
func TestEnterThatEndsAComposition(t *testing.T) {
	env, sh := screentest.NewEnv(t, "zh-Hans")
	r := &later{}
	env.Runner = r
	c := add(t, env, book.Customer{Name: book.Name{Full: "王小明"}})
	w := window(t, "zh-Hans", kit.Light, fyne.NewSize(1024, 700))
	Open(env, w.Canvas(), Ask{Customer: c.ID})
	types(w, "1") // digits reach the kinds also while Chinese is typed
	press(w, fyne.KeyReturn)
	types(w, "nihao") // the raw letters, after the key
	r.pass()
	if len(sh.Ops) > 0 || !kit.ModalOpen() {
		t.Fatal("the end of a composition was taken for the end of the text")
	}
	types(w, "谈样品")
	press(w, fyne.KeyReturn) // the text came just before the key
	r.pass()
	if len(sh.Ops) > 0 {
		t.Fatal("the end of a composition was taken for the end of the text")
	}
	time.Sleep(composing + 10*time.Millisecond)
	press(w, fyne.KeyReturn)
	r.pass()
	if len(sh.Ops) != 1 || kit.ModalOpen() {
		t.Fatal("Enter does not save", sh.Failed)
	}
}

func TestLooks(t *testing.T) {
	for _, x := range []struct {
		name, lang string
		mode       kit.Mode
		size       fyne.Size
	}{
		{"en", "en", kit.Light, fyne.NewSize(1360, 860)},
		{"zh", "zh-Hans", kit.Light, fyne.NewSize(1024, 700)},
		{"dark", "en", kit.Dark, fyne.NewSize(1024, 700)},
		{"zhdark", "zh-Hans", kit.Dark, fyne.NewSize(1360, 860)},
	} {
		t.Run(x.name, func(t *testing.T) {
			env, _ := screentest.NewEnv(t, x.lang)
			c := add(t, env, book.Customer{Name: book.Name{Full: "田中健一", Latin: "Tanaka Ken’ichi"}, Country: "JP", City: "Osaka"})
			w := window(t, x.lang, x.mode, x.size)
			snap := func(name string) {
				screentest.Shoot(t, w, "log-"+x.name+"-"+name)
			}
			Open(env, w.Canvas(), Ask{Customer: c.ID})
			snap("small")
			kit.CloseTop()
			Open(env, w.Canvas(), Ask{})
			snap("who")
			kit.CloseTop()
			i, _, err := env.Book.Interactions.Log(t.Context(), book.Interaction{
				CustomerID: c.ID, Kind: book.Commented, Network: "LinkedIn", Language: "ja", Present: "山本様", Outcome: book.Pending, Mood: book.Hesitant, Minutes: 45, Text: "サンプルについて",
			})
			if err != nil {
				t.Fatal(err)
			}
			Open(env, w.Canvas(), Ask{Edit: &i})
			snap("whole")
			kit.CloseTop()
			b := &Box{env: env, canvas: w.Canvas(), fields: map[string]*kit.Field{}}
			b.f = NewForm(env, Ask{Customer: c.ID}, func() { b.render() })
			b.f.Load(b.show)
			b.next.SetText("Send the quote")
			b.nextDay.Set(calendar.NewDate(2027, 3, 20))
			snap("next")
		})
	}
}
