package customers

import (
	"testing"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestRegionOfACustomer: the region is chosen by its name, what an import
// wrote stays until it is changed, and the card names it.
func TestRegionOfACustomer(t *testing.T) {
	for _, c := range []struct{ lang, bavaria string }{{"en", "Bavaria"}, {"zh-Hans", "巴伐利亚"}} {
		t.Run(c.lang, func(t *testing.T) {
			env, _ := newEnv(t, c.lang, 0)
			g := newPlaceGroup(env)
			g.fill(book.Customer{Country: "DE", Region: "Bayern"})
			var got book.Customer
			if !g.read(&got) || got.Region != "Bayern" || g.region.Pick.Selected() != regionfield.Other {
				t.Errorf("what was written became %q", got.Region)
			}
			for typed, want := range map[string]string{"by": "BY", "DE-BY": "BY", " Q ": "Q"} {
				g.region.Typed.SetText(typed)
				if g.read(&got); got.Region != want {
					t.Errorf("%q typed became %q", typed, got.Region)
				}
			}
			g.fill(book.Customer{Country: "DE", Region: "DE-BY"})
			if g.region.Pick.Selected() != "BY" || !g.region.Typed.Hidden {
				t.Errorf("chosen %q", g.region.Pick.Selected())
			}
			g.country.SetSelected("FR")
			g.region.SetCountry("FR")
			if g.read(&got); got.Region != "" {
				t.Errorf("%s stayed with another country", got.Region)
			}
			who, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Anna Weber"}, Country: "DE", Region: "BY"})
			if err != nil {
				t.Fatal(err)
			}
			v, win := open(t, env, kit.Light, 1152, 804)
			v.Show(screen.Route{ID: string(who.ID)})
			if !shows(v, c.bavaria) {
				t.Error("the card does not name the region")
			}
			screentest.Shoot(t, win, "region-card-"+c.lang)
			v.Show(screen.Route{ID: string(who.ID)}.With(argEdit, valueYes))
			screentest.Shoot(t, win, "region-form-"+c.lang)
		})
	}
}
