package messages

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

// What is offered after an event is for the group that is chosen: nobody is
// thanked for coming who did not. Who came is marked in the list.
func TestWhatIsOfferedAfterAnEventFollowsTheGroup(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		v, env, sh := filled(t, lang)
		begun(t, v, sh, book.EventCampaign, func(d *Draft) {
			d.Query, d.Title, d.Day, d.Own = "country:CN,JP,DE,US,FR,IT,ES", "Tea", calendar.DateOf(screentest.Noon)-1, "{salutation}"
		})
		w := test.NewTempWindow(t, v.Content())
		w.Resize(fyne.NewSize(1152, 804))
		if r, ok := v.p.Current(); ok {
			v.p.Attend(r.ID, true)
		}
		if !screentest.Shown(v.one.people, env.T("messages.came", nil)) {
			t.Error("the list does not say who came")
		}
		v.one.askFollowUp()
		top := w.Canvas().Overlays().Top()
		var whom *kit.Select
		var title *kit.Entry
		screentest.Each(top, func(o fyne.CanvasObject) {
			switch o := o.(type) {
			case *kit.Select:
				whom = o
			case *kit.Entry:
				if title == nil {
					title = o
				}
			}
		})
		if whom == nil || title == nil || title.Text != env.T("messages.follow_title", locales.V{"Title": "Tea"}) {
			t.Fatal("nothing is offered for those who came")
		}
		whom.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		list := w.Canvas().Focused()
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd})
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
		if want := env.T(followWords[book.Group(whom.Selected())], locales.V{"Title": "Tea"}); whom.Selected() == string(book.WhoCame) || title.Text != want {
			t.Errorf("for %q is offered %q, want %q", whom.Selected(), title.Text, want)
		}
	}
}
