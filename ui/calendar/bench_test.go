package calendar

import (
	"testing"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	cal "dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// BenchmarkTurn turns to the next month of the demo book: reading, laying out
// and drawing words, without the painter. It must stay under 100 ms.
func BenchmarkTurn(b *testing.B) {
	app := test.NewTempApp(b)
	app.Settings().SetTheme(kit.NewTheme(kit.Light, 1))
	env, _ := open(b, "en", 120)
	v := New(env)
	w := test.NewTempWindow(b, container.NewStack(v.Content()))
	w.Resize(wide)
	v.Show(screen.Route{Screen: screen.Calendar})
	v.p.SetSecond(cal.Chinese)
	for b.Loop() {
		v.p.Turn(1)
		if v.p.Month.Year() > 2040 {
			b.StopTimer()
			v.p.MoveTo(cal.NewDate(2027, 1, 1))
			b.StartTimer()
		}
	}
}
