package worth

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

// TestDraw writes the cards and their dialogs to the folder named by
// DRAGOMAN_SHOTS, for looking at them.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := screentest.NewEnv(t, lang)
		err := sample.Fill(context.Background(), env.Book, sample.Options{Customers: sample.DefaultCustomers, Seed: sample.DefaultSeed, Language: lang, Today: calendar.DateOf(screentest.Noon), Home: "DE"})
		if err != nil {
			t.Fatal(err)
		}
		ids, err := env.Book.Customers.IDs(t.Context(), book.CustomerFilter{})
		if err != nil {
			t.Fatal(err)
		}
		v := New(env, func() {})
		w := screentest.Open(t, lang, fyne.NewSize(1112, 644), v.Content)
		for _, id := range ids { // somebody who has bought and is rated twice
			if v.Show(id, false); v.p.State().Value.Bought() && len(v.p.State().Ratings) > 2 {
				break
			}
		}
		keep := func(what string) {
			screentest.Shoot(t, w, lang+"-"+what)
			kit.CloseTop()
		}
		keep("worth")
		parts := v.p.State().Parts()
		v.explain(v.value, parts[len(parts)-1])
		keep("life")
		v.explain(v.value, parts[5])
		keep("rfm")
		v.rate(v.p.State().Ratings[0].What)
		keep("rate")
	}
}
