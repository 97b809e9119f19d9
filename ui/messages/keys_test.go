package messages

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestLettersArePreparedByKeys opens the form by a key: it asks for the holiday
// first, and the key of saving prepares the letters. A letter without an offer
// leaves no hole where one was.
func TestLettersArePreparedByKeys(t *testing.T) {
	v, _, sh, _ := shop(t)
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	kit.Typed()
	v.Show(screen.Route{}.With("new", "greeting"))
	if w.Canvas().Focused() != fyne.Focusable(v.form.feasts) {
		t.Errorf("%T has the keyboard", w.Canvas().Focused())
	}
	v.Save() // nothing is chosen yet
	if v.p.Draft == nil {
		t.Fatal("an empty form was kept")
	}
	v.p.Birthdays()
	v.Save()
	follow(t, v, sh)
	if v.p.Open == nil {
		t.Fatal("the letters were not prepared")
	}
	w.Canvas().Focus(v.one.sendIt)
	to, _ := v.p.Current()
	v.one.sendIt.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if next, _ := v.p.Current(); next.ID == to.ID || w.Canvas().Focused() != fyne.Focusable(v.one.sendIt) || !v.one.sendIt.Visible() {
		t.Errorf("after a letter was sent, %T has the keyboard", w.Canvas().Focused())
	}
	at := map[bool]float32{}
	for _, r := range v.p.Visible() {
		v.p.Pick(r.ID)
		now, _ := v.p.Current()
		offers := len(v.one.offer.Objects) > 0
		if now.Subject != "" && now.State == "waiting" {
			at[offers] = v.one.buttons.Position().Y
		}
	}
	if len(at) == 2 && at[false] >= at[true] {
		t.Errorf("the buttons stand at %v", at)
	}
	v.TurnTo(2)
	if v.p.Shown != book.LeftOut {
		t.Errorf("the third tab shows %q", v.p.Shown)
	}
	if r, ok := v.p.Current(); v.p.Count(book.LeftOut) > 0 && (!ok || r.State != book.LeftOut) {
		t.Errorf("beside those left out stands a letter that is %q", r.State)
	}
	v.TurnTo(0)
	if r, ok := v.p.Current(); v.p.Count(book.Waiting) > 0 && (!ok || r.State != book.Waiting) {
		t.Errorf("beside those who wait stands a letter that is %q", r.State)
	}
}

// TestMoreAreAskedForByKeys opens the form for more people of an event by a
// key: it asks for the segment first, since the event has its name.
func TestMoreAreAskedForByKeys(t *testing.T) {
	v, _, sh := filled(t, "en")
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day = "country:CN", "Spring tea", calendar.DateOf(screentest.Noon)+9
	})
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	kit.Typed()
	v.p.InviteMore()
	follow(t, v, sh)
	if w.Canvas().Focused() != fyne.Focusable(v.form.group) {
		t.Errorf("%T has the keyboard", w.Canvas().Focused())
	}
}

// TestReopeningSaysSo ends a list of letters and opens it again.
func TestReopeningSaysSo(t *testing.T) {
	v, env, sh := filled(t, "en")
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day = "country:CN", "Spring tea", calendar.DateOf(screentest.Noon)+9
	})
	for i, want := range []locales.ID{"messages.ended", "messages.reopened"} {
		v.p.End(i == 1)
		if got := sh.Told[len(sh.Told)-1]; got != env.T(want, nil) {
			t.Errorf("it says %q", got)
		}
	}
}

// TestEndingKeepsTheKeyboard ends a list of letters and opens it again by the
// same key, twice.
func TestEndingKeepsTheKeyboard(t *testing.T) {
	v, env, sh := filled(t, "zh-Hans")
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day = "country:CN", "Spring tea", calendar.DateOf(screentest.Noon)+9
	})
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	kit.Typed()
	w.Canvas().Focus(v.one.endIt)
	for i, want := range []locales.ID{"messages.reopen", "messages.end", "messages.reopen"} {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if w.Canvas().Focused() != fyne.Focusable(v.one.endIt) || v.one.endIt.AccessibilityLabel() != env.T(want, nil) || v.p.Open.ClosedAt.IsZero() != (i == 1) {
			t.Errorf("press %d: %T has the keyboard, the button says %q", i, w.Canvas().Focused(), v.one.endIt.AccessibilityLabel())
		}
	}
}

// TestTheWorkingListIsWhoIsStillToBeWrittenTo opens a list of letters: it shows
// those who wait, and all of them when nobody waits any more.
func TestTheWorkingListIsWhoIsStillToBeWrittenTo(t *testing.T) {
	v, _, sh := filled(t, "en")
	begun(t, v, sh, book.CrisisCampaign, func(d *Draft) {
		d.Query, d.Title, d.Situation, d.Own = "country:CN,JP", "Port closed", "Closed.", "{salutation}\n\nClosed."
	})
	if v.p.Shown != book.Waiting || len(v.p.Visible()) != v.p.Count(book.Waiting) {
		t.Fatalf("it opens at %q", v.p.Shown)
	}
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	kit.Typed()
	w.Canvas().Focus(v.one.leaveIt)
	for n := v.p.Count(book.Waiting); n > 0; n-- {
		if v.p.Shown != book.Waiting {
			t.Fatalf("with %d waiting it shows %q", n, v.p.Shown)
		}
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if v.p.Shown != "" || len(v.p.Visible()) != len(v.p.Rows) {
		t.Errorf("with nobody waiting it shows %q", v.p.Shown)
	}
	if w.Canvas().Focused() != fyne.Focusable(v.one.people) {
		t.Errorf("after the last was left out %T has the keyboard", w.Canvas().Focused())
	}
	if v.one.card.Hidden || !v.one.nobody.Hidden {
		t.Error("beside those who are listed stands no letter")
	}
	v.p.Filter(book.Waiting) // asked for, it is shown though it is empty
	if !v.one.card.Hidden || v.one.nobody.Hidden {
		t.Error("beside an empty list stands a letter")
	}
	v.Changed([]book.Change{{Entity: book.EntityCampaign}})
	if v.p.Shown != book.Waiting {
		t.Errorf("what was chosen turned to %q", v.p.Shown)
	}
	open := v.p.Open.ID
	v.Show(screen.Route{Screen: screen.Messages})
	v.Show(screen.Route{Screen: screen.Messages, ID: string(open)})
	if v.p.Shown != "" {
		t.Errorf("opened anew with nobody waiting it shows %q", v.p.Shown)
	}
}

// TestTheKeyboardGoesFromListToList opens a list of letters by a key, and goes
// back to the list of all.
func TestTheKeyboardGoesFromListToList(t *testing.T) {
	v, _, sh := filled(t, "en")
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	kit.Typed()
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day = "country:CN", "Spring tea", calendar.DateOf(screentest.Noon)+9
	})
	if w.Canvas().Focused() != fyne.Focusable(v.one.people) {
		t.Errorf("in the letters %T has the keyboard", w.Canvas().Focused())
	}
	v.Show(screen.Route{Screen: screen.Messages})
	if w.Canvas().Focused() != fyne.Focusable(v.list.rows) {
		t.Errorf("in the list of all %T has the keyboard", w.Canvas().Focused())
	}
}

// TestAnAnswerIsTypedFromFieldToField is in the next field when what stood in
// the one before was kept: the answers are drawn anew, and it has the keyboard.
func TestAnAnswerIsTypedFromFieldToField(t *testing.T) {
	v, _, sh := filled(t, "zh-Hans")
	begun(t, v, sh, book.EventCampaign, func(d *Draft) {
		d.Query, d.Title, d.Day = "country:CN", "Spring tea", calendar.DateOf(screentest.Noon)+9
	})
	w := test.NewTempWindow(t, v.Content())
	w.Resize(fyne.NewSize(1152, 804))
	entries := func() (all []*kit.Entry) {
		screentest.Each(v.one.event, func(o fyne.CanvasObject) {
			if e, ok := o.(*kit.Entry); ok {
				all = append(all, e)
			}
		})
		return all
	}
	guests, diet := entries()[0], entries()[1]
	w.Canvas().Focus(diet)
	v.p.Keep(func(x *book.Recipient) { x.Guests = 3 })
	kit.HoldKeyboard() // as the runner does after what was drawn
	if got := entries(); got[0] == guests || got[0].Text != "3" || w.Canvas().Focused() != fyne.Focusable(got[1]) {
		t.Errorf("%T has the keyboard, %q stands there", w.Canvas().Focused(), got[0].Text)
	}
}

// TestAFeastIsFoundByItsNameInAnyLanguage types the name of a feast into the
// list of those that one can write for.
func TestAFeastIsFoundByItsNameInAnyLanguage(t *testing.T) {
	for lang, names := range map[string]map[string]string{
		"zh-Hans": {"patrick": "圣帕特里克节", "chunfen": "春分日", "cfr": "春分日"},
		"en":      {"开斋": "Id-ul-Fitr", "kaizhaijie": "Id-ul-Fitr"},
	} {
		v, env, _ := filled(t, lang)
		w := test.NewTempWindow(t, v.Content())
		w.Resize(fyne.NewSize(1152, 804))
		v.Show(screen.Route{}.With("new", "greeting"))
		for typed, want := range names {
			w.Canvas().Focus(v.form.feasts)
			v.form.feasts.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			filter := w.Canvas().Focused().(*kit.Entry)
			filter.SetText(typed)
			filter.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
			if f := v.p.Draft.Feast; f == nil || f.Name(env.Printer.Tag()) != want {
				t.Errorf("in %s %q finds %v, want %s", lang, typed, f, want)
			}
		}
	}
}

// TestTwoFeastsOfOneNameAreToldApart holds that nobody has to guess between two
// lines that read the same: Christmas in Greece is that of another church.
func TestTwoFeastsOfOneNameAreToldApart(t *testing.T) {
	day := calendar.NewDate(2026, 12, 25)
	for lang, want := range map[string][]string{"en": {"Christmas Day", "Christmas"}, "zh-Hans": {"圣诞节 · 基督教（西方）", "圣诞节 · 东正教"}} {
		env, _ := screentest.NewEnv(t, lang)
		var all []planner.Coming
		for _, country := range []string{"DE", "GR"} {
			for _, o := range env.Almanac.Occurrences(almanac.Query{From: day, To: day, Countries: []string{country}}) {
				all = append(all, planner.Coming{Occurrence: o})
			}
		}
		var got []string
		for _, c := range all {
			got = append(got, feastName(env, all, c))
		}
		if !slices.Equal(got, want) {
			t.Errorf("in %s they are called %q, want %q", lang, got, want)
		}
	}
}
