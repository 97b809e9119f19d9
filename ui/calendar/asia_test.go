package calendar

import (
	"testing"

	"fyne.io/fyne/v2/test"

	cal "dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestSecondCalendars shows December 2026 beside every second calendar: each
// day has one, a doubled one is marked and a skipped one is named.
func TestSecondCalendars(t *testing.T) {
	app := test.NewTempApp(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := open(t, lang, 0)
		app.Settings().SetTheme(kit.NewTheme(kit.Light, 1))
		v := New(env)
		w := show(t, v, wide)
		v.Show(screen.Route{Screen: screen.Calendar})
		for _, id := range seconds {
			v.p.SetSecond(id)
			v.p.MoveTo(cal.NewDate(2026, 12, 23))
			for d := cal.NewDate(2026, 12, 1); d <= cal.NewDate(2026, 12, 31); d++ {
				var day Day
				day.Date = d
				secondDay(&day, id)
				if v.say.second(day) == "" || v.say.secondLong(d, id) == "" {
					t.Errorf("%s: %s is empty in %s", lang, d, id)
				}
			}
			screentest.Shoot(t, w, "second-"+lang+"-"+string(id))
		}
		w.Resize(small)
		screentest.Shoot(t, w, "second-"+lang+"-small")
		v.Leave()
	}
	env, _ := open(t, "en", 0)
	v := New(env)
	for _, c := range []struct {
		d          cal.Date
		id         cal.ID
		cell, long string
	}{
		{cal.NewDate(2026, 12, 12), cal.Tibetan, "3 again", "3rd of the 11th month 2026 (second) (Tibetan calendar)"},
		{cal.NewDate(2026, 12, 23), cal.Tibetan, "14/15", "14th of the 11th month 2026 (Tibetan calendar); the month skips day 15"},
		{cal.NewDate(2026, 3, 20), cal.Mongolian, "2nd month", "2nd of the 2nd month 2026 (Mongolian calendar); the month skips day 1"},
	} {
		var day Day
		day.Date = c.d
		secondDay(&day, c.id)
		if got := v.say.second(day); got != c.cell {
			t.Errorf("%s in %s: %q, want %q", c.d, c.id, got, c.cell)
		}
		if got := v.say.secondLong(c.d, c.id); got != c.long {
			t.Errorf("%s in %s: %q, want %q", c.d, c.id, got, c.long)
		}
	}
}
