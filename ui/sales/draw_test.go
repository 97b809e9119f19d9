package sales

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
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
				w.Resize(size)
				keep := func(what string) {
					screentest.Shoot(t, w, lang+"-"+name+"-"+env.Printer.Int(int64(size.Width))+"-"+what)
				}
				draw(t, env, v, size, keep)
				w.Close()
			}
		}
	}
}

// draw goes through the faces of the screen.
func draw(t *testing.T, env *screen.Env, v *View, _ fyne.Size, keep func(string)) {
	v.Show(screen.Route{Tab: TabOrders})
	keep("orders")
	v.p.SetPeriod(PeriodAll)
	v.Show(screen.Route{Tab: TabDeals})
	keep("deals")
	v.Show(screen.Route{Tab: TabLoyalty})
	keep("loyalty")
	v.openProgramme()
	keep("programme")
	kit.CloseTop()
	v.Show(screen.Route{Tab: TabDeals})
	page, err := env.Book.Orders.List(context.Background(), book.OrderQuery{Limit: 200})
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range page.Rows {
		if whole, _ := env.Book.Orders.Get(context.Background(), o.ID); len(whole.Lines) > 0 && o.Currency != "EUR" {
			v.openOrder(screen.Route{ID: string(o.ID)})
			keep("order")
			kit.CloseTop()
			break
		}
	}
	v.openDeal(screen.Route{ID: string(v.p.state.Board.Columns[1].Deals[0].ID)})
	keep("deal")
	kit.CloseTop()
	v.openRates()
	keep("rates")
	kit.CloseTop()
	v.openStages()
	keep("stages")
	kit.CloseTop()
}
