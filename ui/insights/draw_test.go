package insights

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/calendar"
	"dragoman/data/insight"
	"dragoman/data/sample"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// demoEnv is an environment over the demo book.
func demoEnv(t testing.TB, lang string) (*screen.Env, *screentest.Shell) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	err := sample.Fill(context.Background(), env.Book, sample.Options{
		Customers: sample.DefaultCustomers, Seed: sample.DefaultSeed, Language: lang, Today: calendar.DateOf(screentest.Noon), Home: "DE",
	})
	if err != nil {
		t.Fatal(err)
	}
	return env, sh
}

// TestDraw writes the screen to the folder named by DRAGOMAN_SHOTS, for looking
// at it.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := demoEnv(t, lang)
		for mode, name := range map[kit.Mode]string{kit.Light: "light", kit.Dark: "dark"} {
			for _, size := range screentest.Pages {
				test.NewApp().Settings().SetTheme(kit.NewTheme(mode, 1))
				kit.SetLanguage(lang)
				v := New(env)
				w := test.NewWindow(kit.Surface(kit.Ground, container.NewStack(v.Content())))
				w.SetPadded(false)
				keep := func(what string, size fyne.Size) {
					w.Resize(size)
					screentest.Shoot(t, w, lang+"-"+name+"-"+env.Printer.Int(int64(size.Width))+"-"+what)
				}
				v.Show(screen.Route{})
				keep("insights", size)
				keep("whole", fyne.NewSize(size.Width, 2000))
				v.explain(insight.Repeat)
				keep("how", size)
				kit.CloseTop()
				w.Close()
			}
		}
	}
}
