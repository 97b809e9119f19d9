package customers

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
	"dragoman/ui/internal/tact"
)

// TestTipsAndGifts holds that the card shows tips seen from home, and that
// logging a gift warns of what speaks against it.
func TestTipsAndGifts(t *testing.T) {
	env, sh := newEnv(t, "en", 20)
	rich(t, env.Book)
	env.Settings.HomeCulture = "DE"
	c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{
		Name: book.Name{Full: "Li Wei"}, Country: "CN",
		Preferences: []book.Preference{{Kind: book.GiftWelcome, Text: "A wall clock"}, {Kind: book.GiftUnwelcome, Text: "Anything with alcohol"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{ID: string(c.ID)})
	if !screentest.Shown(v.Content(), "China, seen from Germany (you)") || !screentest.Shown(v.Content(), "Default, by their country") {
		t.Error("the card has no tips, or does not call them a default")
	}
	if !screentest.Shown(v.Content(), "may clash with a custom in China") {
		t.Error("a gift that is called welcome and is taboo is not pointed out")
	}
	screentest.Tap(t, v.Content(), "Guide: China")
	if !slices.ContainsFunc(sh.went, func(r screen.Route) bool { return r.Screen == screen.Culture && r.ID == "CN" && r.Arg("with") == "DE" }) {
		t.Errorf("the guide is not among %v", sh.went)
	}
}

// TestTheHeadOfTheTipsIsNotCut: long names of countries are wrapped where the
// column is narrow.
func TestTheHeadOfTheTipsIsNotCut(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		env, _ := newEnv(t, lang, 0)
		env.Settings.HomeCulture = "GB"
		c, _, err := env.Book.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Layla"}, Country: "AE"})
		if err != nil {
			t.Fatal(err)
		}
		v, w := open(t, env, kit.Light, 816, 644)
		v.Show(screen.Route{ID: string(c.ID)})
		screentest.Shoot(t, w, "tips-"+lang)
		n := 0
		screentest.Each(v.detail.over.tips, func(o fyne.CanvasObject) {
			if l, ok := o.(*kit.Line); ok && l.Text() != "" {
				n++
				if l.NaturalSize().Width > l.Size().Width+0.5 {
					t.Errorf("%s: %q is cut: %v of %v", lang, l.Text(), l.Size().Width, l.NaturalSize().Width)
				}
			}
		})
		if n == 0 {
			t.Errorf("%s: no title is found", lang)
		}
	}
}

// TestScriptsForACustomer holds that the menu leads to scripts in a language
// of the customer.
func TestScriptsForACustomer(t *testing.T) {
	env, _ := newEnv(t, "en", 0)
	env.Settings.HomeCulture = "DE"
	c := book.Customer{ID: "x", Country: "CN", Languages: []book.Language{{Tag: "tlh"}, {Tag: "en"}}}
	if r, ok := tact.Scripts(env, c); !ok || r.ID != "CN" || r.Arg("lang") != "en" || r.Arg("customer") != "x" {
		t.Errorf("it leads to %v", r)
	}
	if r, ok := tact.Scripts(env, book.Customer{ID: "y"}); !ok || r.ID != "DE" || r.Arg("lang") != "" {
		t.Errorf("of somebody unknown it leads to %v", r)
	}
	env.Settings.HomeCulture = ""
	if _, ok := tact.Scripts(env, book.Customer{}); ok {
		t.Error("nothing is known, and it leads somewhere")
	}
}
