package settings

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// asked makes a book in which one customer agreed, one wants no more and one
// was never asked.
func asked(t *testing.T, env *screen.Env) {
	t.Helper()
	b := env.Book
	b.SetResolver(explain.Resolve)
	for name, said := range map[string][]book.Consent{
		"Yes": {{Purpose: book.Marketing, State: book.Granted, Expires: calendar.DateOf(env.Now()) + 5}},
		"No":  {{Purpose: book.Marketing, State: book.Withdrawn}, {Purpose: book.Greetings, State: book.Granted}},
		"Una": nil,
	} {
		c, _, err := b.Customers.Save(t.Context(), book.Customer{
			Name: book.Name{Full: name}, Channels: []book.Channel{{Kind: book.Email, Value: name + "@x.example"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range said {
			a.CustomerID, a.Source = c.ID, book.InPerson
			if _, _, err := b.Consents.Record(t.Context(), a); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestPrivacyInNumbers(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	asked(t, env)
	p := newPrivacy(env, func() {})
	p.Load()
	if p.Customers != 3 || p.Asked != 2 || p.Stopped != 1 || p.Ending != 1 || p.Untouched != 0 {
		t.Errorf("%+v", p)
	}
	lines := p.Lines()
	if lines[0].Value != "2 of 3" || lines[0].Route.Arg("q") != askedQuery || !lines[2].Care || lines[4].Value != "none open" {
		t.Errorf("%+v", lines)
	}
	if got, want := p.Blocked(), "1 address: Offers and news 1"; got[:len(want)] != want {
		t.Errorf("%q", got)
	}
	var id book.ID
	hits, err := env.Book.Search(t.Context(), "Una", 1)
	if err != nil || len(hits) == 0 {
		t.Fatal(err)
	}
	id = hits[0].ID
	if _, _, err := env.Book.Petitions.Save(t.Context(), book.Petition{
		CustomerID: id, Kind: "access", Law: "gdpr", Channel: "email", Received: calendar.DateOf(env.Now()),
	}, ""); err != nil {
		t.Fatal(err)
	}
	p.Load()
	if l := p.Lines()[4]; !l.Urgent || l.Route.ID != string(id) || l.Route.Tab != "privacy" {
		t.Errorf("%+v", l)
	}
}

func TestRulesAreKept(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	p := newPresenter(env, func() {})
	if wrong := p.setFree("us, Australia，Atlantis"); !slices.Equal(wrong, []string{"ATLANTIS"}) {
		t.Errorf("wrong: %v", wrong)
	}
	if wrong := p.setFree("us, Australia"); len(wrong) > 0 {
		t.Errorf("wrong: %v", wrong)
	}
	p.setBook(func(s *book.Settings) {
		s.Consent.Set(book.Greetings, book.NeedConsent)
		s.Consent.Basis = book.BasisNone
	})
	r := kept(t, env).Consent
	if r.Free != "US,AU" || r.For(book.Greetings, "") != book.NeedConsent || r.For(book.Marketing, "AU") != book.NeedNothing || r.For(book.Marketing, "DE") != book.NeedConsent {
		t.Errorf("%+v", r)
	}
	if b, _ := r.BasisFor(""); b != "" {
		t.Errorf("the ground is %q", b)
	}
	if len(sh.Ops) != 2 {
		t.Errorf("%d changes to undo", len(sh.Ops))
	}
}

func TestDrawPrivacy(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		for name, size := range map[string]fyne.Size{"wide": fyne.NewSize(1152, 1400), "narrow": fyne.NewSize(816, 1900)} {
			env, _ := screentest.NewEnv(t, lang)
			asked(t, env)
			var v *View
			w := screentest.Open(t, lang, size, func() fyne.CanvasObject { v = New(env); return v.Content() })
			v.Show(screen.Route{Screen: screen.Settings, Tab: safety})
			screentest.Shoot(t, w, "privacy-"+lang+"-"+name)
		}
	}
}
