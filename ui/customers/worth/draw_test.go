package worth

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

// TestDraw writes the cards and their dialogs to the folder named by
// DRAGOMAN_DRAW, for looking at them.
func TestDraw(t *testing.T) {
	dir := os.Getenv("DRAGOMAN_DRAW")
	if dir == "" {
		t.Skip("set DRAGOMAN_DRAW to a folder to see the cards of worth")
	}
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
			f, err := os.Create(filepath.Join(dir, lang+"-"+what+".png"))
			if err != nil {
				t.Fatal(err)
			}
			if err := png.Encode(f, w.Canvas().Capture()); err != nil {
				t.Fatal(err)
			}
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
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
