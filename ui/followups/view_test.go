package followups

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
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
	t.Cleanup(func() {
		for kit.CloseTop() {
		}
		w.Close()
	})
	v.Show(screen.Route{Screen: screen.FollowUps})
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
		{"zh-narrow", "zh-Hans", kit.Light, narrow},
		{"pseudo", "x-pseudo", kit.HighContrast, narrow},
	} {
		t.Run(x.name, func(t *testing.T) {
			lang := x.lang
			if lang == "x-pseudo" {
				lang = "en"
			}
			env, _ := newEnv(t, demoBook(t, lang), x.lang)
			v, w := show(t, env, x.mode, x.size)
			for _, view := range Views {
				v.p.SetView(view)
				snap(t, w, "followups-"+x.name+"-"+string(view))
			}
			v.p.SetView(book.ViewToday)
			v.p.StartPicking()
			snap(t, w, "followups-"+x.name+"-pick")
			v.p.StopPicking()
			v.edit(v.p.state.Selected)
			snap(t, w, "followups-"+x.name+"-edit")
		})
	}
}

// press sends a key to what has the keyboard.
func press(t *testing.T, w fyne.Window, keys ...fyne.KeyName) {
	t.Helper()
	for _, k := range keys {
		f := w.Canvas().Focused()
		if f == nil {
			if typed := w.Canvas().OnTypedKey(); typed != nil {
				typed(&fyne.KeyEvent{Name: k})
				continue
			}
			t.Fatalf("nothing has the keyboard for %s", k)
		}
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// onScreen is a fixture with three follow-ups of the week and a window.
func onScreen(t *testing.T, lang string) (*fixture, *View, fyne.Window, []book.ID) {
	t.Helper()
	f := newFixture(t, lang)
	ids := []book.ID{
		f.add(book.FollowUp{Title: "Call about samples", CustomerID: f.riyadh.ID, Due: today, Notes: "Bring the catalogue."}),
		f.add(book.FollowUp{
			Title: "Send contract", CustomerID: f.york.ID, Kind: book.DocumentTask, Due: today + 3, Repeat: "FREQ=MONTHLY",
			Checklist: []book.CheckItem{{Text: "Print it"}, {Text: "Sign it", Done: true}},
		}),
		f.add(book.FollowUp{Title: "Order stamps", Kind: book.OtherTask, Due: today + 4}),
	}
	env, sh := newEnv(t, f.b, lang)
	f.sh = sh
	v, w := show(t, env, kit.Light, fyne.NewSize(1152, 804))
	f.p = v.p
	f.b.Hub.Listen(v.Changed)
	w.Canvas().Focus(v.list)
	return f, v, w, ids
}

func (f *fixture) get(id book.ID) book.FollowUp {
	f.t.Helper()
	x, err := f.b.FollowUps.Get(context.Background(), id)
	if err != nil {
		f.t.Fatal(err)
	}
	return x
}

func TestKeys(t *testing.T) {
	f, v, w, ids := onScreen(t, "en")
	press(t, w, fyne.KeyDown)
	if got := v.p.state.Selected; got != ids[1] {
		t.Fatalf("Down does not pass the heading: %v", got)
	}
	press(t, w, fyne.KeyUp, fyne.KeySpace)
	if f.get(ids[0]).DoneAt.IsZero() {
		t.Error("Space does not tick")
	}
	w.Canvas().Focus(v.list)
	press(t, w, fyne.KeyDelete)
	if f.get(ids[1]).TrashedAt.IsZero() {
		t.Error("Delete does not delete the selected one")
	}
	press(t, w, fyne.KeyS)
	if !kit.ModalOpen() {
		t.Fatal("S opens no menu")
	}
	snap(t, w, "followups-snooze")
	press(t, w, fyne.KeyDown, fyne.KeyReturn)
	if got := f.get(ids[2]).Snoozed; got != today+3 {
		t.Errorf("snoozed until %v", got)
	}
	f.ok()
}

func TestChooseByKeys(t *testing.T) {
	f, v, w, ids := onScreen(t, "en")
	press(t, w, fyne.KeyX, fyne.KeyDown, fyne.KeySpace)
	if n := len(v.p.Picked()); n != 2 {
		t.Fatalf("%d chosen", n)
	}
	snap(t, w, "followups-chosen")
	press(t, w, fyne.KeyDelete)
	if f.get(ids[0]).TrashedAt.IsZero() || f.get(ids[1]).TrashedAt.IsZero() || !f.get(ids[2]).TrashedAt.IsZero() {
		t.Error("the chosen ones are not deleted")
	}
	press(t, w, fyne.KeyX, fyne.KeyEscape)
	if v.p.state.Picking {
		t.Error("Escape does not end choosing")
	}
}

// A letter typed into a field of the form is no quick key.
func TestDialogs(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", "x-pseudo"} {
		t.Run(lang, func(t *testing.T) {
			f, v, w, ids := onScreen(t, lang)
			v.p.Select(ids[1])
			snap(t, w, "followups-"+lang+"-clash")
			v.edit(ids[1])
			d := v.form
			if d == nil || !d.dialog.Open() {
				t.Fatal("no form")
			}
			snap(t, w, "followups-"+lang+"-form")
			d.title.SetText("")
			d.save()
			if d.fields["title"].Error() == "" {
				t.Error("an empty title is taken")
			}
			d.title.SetText("Send the contract")
			d.due.Move(1)
			d.end.SetSelected(endCount)
			d.count.SetText("4")
			snap(t, w, "followups-"+lang+"-form-error")
			d.f.Choose(nil)
			d.who.Entry.SetText("ahmed")
			snap(t, w, "followups-"+lang+"-form-who")
			d.who.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
			d.save()
			f.ok()
			if d.dialog.Open() {
				t.Fatalf("not saved: %v", d.f.Errors)
			}
			got := f.get(ids[1])
			if got.Title != "Send the contract" || got.Due != today+4 || got.CustomerID != f.riyadh.ID || got.Repeat != "FREQ=MONTHLY;COUNT=4" {
				t.Errorf("saved %+v", got)
			}
			v.logDialog()
			snap(t, w, "followups-"+lang+"-log")
			kit.CloseTop()
			var picked calendar.Date
			choose := func(d calendar.Date) { picked = d }
			v.pickDay(today, choose)
			snap(t, w, "followups-"+lang+"-month")
			press(t, w, fyne.KeyEscape)
			if kit.ModalOpen() {
				t.Error("Escape does not close the month")
			}
			v.pickDay(today, choose)
			press(t, w, fyne.KeyPageDown, fyne.KeyRight, fyne.KeyDown, fyne.KeyReturn)
			if want := calendar.NewDate(2026, 12, 31); picked != want || kit.ModalOpen() {
				t.Errorf("the keys chose %v, want %v", picked, want)
			}
		})
	}
}

func TestRouteOpensTheForm(t *testing.T) {
	f, v, _, _ := onScreen(t, "en")
	v.Show(screen.Route{Screen: screen.FollowUps}.With("new", "1").With("customer", string(f.york.ID)))
	if v.form == nil || !v.form.dialog.Open() || v.form.f.Customer.ID != f.york.ID {
		t.Fatal("no form for the customer")
	}
	if v.p.state.Customer != nil {
		t.Error("the list was narrowed to the customer")
	}
}

// TestASentenceInTheFormGoesAsOneTypes saves a form with a wrong day and wrong
// time; each sentence goes as its field is typed into, though the form is drawn
// anew at every letter, and comes back with the next save that fails.
func TestASentenceInTheFormGoesAsOneTypes(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		_, v, w, _ := onScreen(t, lang)
		v.Show(screen.Route{Screen: screen.FollowUps}.With("new", "1"))
		d := v.form
		d.due.Entry.SetText("31 Feb")
		d.time.SetText("25:00")
		d.save()
		snap(t, w, "form-wrong-"+lang)
		for _, key := range []string{"due", "due_time"} {
			if d.fields[key].Error() == "" {
				t.Fatalf("nothing is said of the %s", key)
			}
		}
		d.due.Entry.TypedRune('1')
		if d.fields["due"].Error() != "" || d.fields["due_time"].Error() == "" {
			t.Errorf("of the day it says %q, of the time %q", d.fields["due"].Error(), d.fields["due_time"].Error())
		}
		snap(t, w, "form-mended-"+lang)
		d.notes.TypedRune('y') // draws the form anew
		if d.fields["due"].Error() != "" {
			t.Errorf("of the day it says %q", d.fields["due"].Error())
		}
		d.save()
		if d.fields["due"].Error() == "" {
			t.Error("the wrong day is not named again")
		}
		kit.CloseTop()
	}
}
