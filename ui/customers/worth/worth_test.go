package worth

import (
	"context"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/insight"
	"dragoman/data/sample"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

func person(t *testing.T, b *book.Book) book.Customer {
	t.Helper()
	c, _, err := b.Customers.Save(t.Context(), book.Customer{Name: book.Name{Full: "Li Na"}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Somebody who has bought nothing has no figure, and every part says what it
// waits for.
func TestNothingBought(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, sh := screentest.NewEnv(t, lang)
		c := person(t, env.Book)
		v := New(env, func() {})
		w := screentest.Open(t, lang, fyne.NewSize(900, 700), v.Content)
		v.Show(c.ID, false)
		for _, p := range v.p.State().Parts() {
			if p.Value != "" || p.Note == "" || p.How == "" {
				t.Errorf("%+v", p)
			}
		}
		if !screentest.Shown(w.Content(), env.T("worth.no_buyer", nil)) || len(sh.Failed) > 0 {
			t.Errorf("%q %v", screentest.Texts(w.Content()), sh.Failed)
		}
	}
}

// In the demo book every figure of whoever has bought opens a computation whose
// lines lead to it.
func TestParts(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	err := sample.Fill(context.Background(), env.Book, sample.Options{Customers: 60, Seed: sample.DefaultSeed, Language: "en", Today: calendar.DateOf(screentest.Noon), Home: "DE"})
	if err != nil {
		t.Fatal(err)
	}
	ids, err := env.Book.Customers.IDs(t.Context(), book.CustomerFilter{})
	if err != nil {
		t.Fatal(err)
	}
	p := NewPresenter(env, func() {})
	bought := 0
	for _, id := range ids {
		p.Show(id, false)
		s := p.State()
		if !s.Value.Bought() {
			continue
		}
		bought++
		for _, x := range append(s.Parts(), s.Health()...) {
			if strings.Contains(x.Label+x.Value+x.Note+x.How, "worth.") || x.Value == "" && x.Note == "" {
				t.Errorf("%+v", x)
			}
			if x.Value != "" && x.How != "" && len(x.Lines) == 0 {
				t.Errorf("nothing stands behind %+v", x)
			}
		}
		if v := s.Value; v.Life.Method != insight.BySimple && v.Life.Method != insight.ByModels && v.Life.Need == insight.NeedNothing {
			t.Errorf("no formula: %+v", v.Life)
		}
	}
	if bought < 10 || len(sh.Failed) > 0 {
		t.Errorf("%d bought, %v", bought, sh.Failed)
	}
}

// A rating needs a score and a reason; the latest stands on the card and can be
// taken back.
func TestRate(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	c := person(t, env.Book)
	v := New(env, func() {})
	w := screentest.Open(t, "en", fyne.NewSize(900, 700), v.Content)
	v.Show(c.ID, false)
	var wrong error
	v.p.Rate(book.Trust, 0, "x", func(err error) { wrong = err })
	if book.CodeOf(wrong) != book.Invalid {
		t.Errorf("without a score: %v", wrong)
	}
	v.p.Rate(book.Trust, 4, "  ", func(err error) { wrong = err })
	if book.CodeOf(wrong) != book.Invalid {
		t.Errorf("without a reason: %v", wrong)
	}
	v.p.Rate(book.Trust, 4, "keeps her word", func(err error) { wrong = err })
	v.Changed(nil)
	if wrong != nil || !screentest.Shown(w.Content(), "4 of 5") || !screentest.Shown(w.Content(), "keeps her word") {
		t.Errorf("%v: %q", wrong, screentest.Texts(w.Content()))
	}
	if h := v.p.State().Health(); !strings.Contains(h[len(h)-2].Value, "trust 4") {
		t.Errorf("%+v", h)
	}
	if _, _, err := env.Book.History.Undo(t.Context(), sh.Ops[len(sh.Ops)-1].ID); err != nil {
		t.Fatal(err)
	}
	v.Changed(nil)
	if screentest.Shown(w.Content(), "keeps her word") {
		t.Error("it was taken back and is shown")
	}
	// The dialog keeps what is wrong at its field.
	v.rate(book.Influence)
	top, cv := w.Canvas().Overlays().Top(), w.Canvas()
	choice, ok := cv.Focused().(*kit.KeyChoice)
	if !ok || choice.Selected() >= 0 {
		t.Fatalf("before a score was chosen the keyboard is at %T", cv.Focused())
	}
	screentest.Tap(t, top, env.T("common.save", nil))
	if !screentest.Shown(top, env.T("error.rating_score", nil)) || len(sh.Failed) > 0 {
		t.Errorf("%q %v", screentest.Texts(top), sh.Failed)
	}
	// A digit chooses and leads to why.
	choice.TypedRune('4')
	why, ok := cv.Focused().(*kit.Entry)
	if !ok || choice.Selected() != 3 {
		t.Fatalf("a digit chooses %d and leads to %T", choice.Selected(), cv.Focused())
	}
	why.SetText("many ask him")
	screentest.Tap(t, top, env.T("common.save", nil))
	v.Changed(nil)
	if !screentest.Shown(w.Content(), "many ask him") {
		t.Errorf("%q", screentest.Texts(w.Content()))
	}
}

// The card of health shows the latest answer of each measure with the number of
// answers, beside the customer's own earlier ones.
func TestHealthShowsSatisfaction(t *testing.T) {
	for _, x := range []struct {
		scores      []int // the oldest first
		value, note string
		care        bool
	}{
		{nil, "", "no answers yet", false},
		{[]int{4}, "4 of 5", "1 answer, too few to compare", false},
		{[]int{5, 2}, "2 of 5", "2 answers, too few to compare", true},
		{[]int{4, 4, 4}, "4 of 5", "3 answers · as usual for them (4.0 so far)", false},
		{[]int{5, 5, 3}, "3 of 5", "3 answers · below their usual 5.0", true},
		{[]int{3, 3, 4}, "4 of 5", "3 answers · above their usual 3.0", false},
	} {
		env, sh := screentest.NewEnv(t, "en")
		c := person(t, env.Book)
		for i, n := range x.scores {
			on := calendar.DateOf(screentest.Noon) - calendar.Date(30*(len(x.scores)-i))
			if _, _, err := env.Book.Surveys.Add(t.Context(), book.SurveyAnswer{CustomerID: c.ID, Measure: book.CSAT, Score: n, On: on}); err != nil {
				t.Fatal(err)
			}
		}
		p := NewPresenter(env, func() {})
		p.Show(c.ID, false)
		h := p.State().Health()
		if got := h[1]; got.Label != "Satisfaction" || got.Value != x.value || !strings.HasSuffix(got.Note, x.note) || got.Care != x.care || len(sh.Failed) > 0 {
			t.Errorf("%v: %+v %v", x.scores, got, sh.Failed)
		}
	}
}

// A member has a line with balance, tier and what is missing; nobody else has.
func TestPointsOfAMember(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	c := person(t, env.Book)
	p := NewPresenter(env, func() {})
	points := func() (Part, bool) {
		p.Show(c.ID, false)
		for _, x := range p.State().Health() {
			if x.Label == "Points" {
				return x, true
			}
		}
		return Part{}, false
	}
	_, err := env.Book.Loyalty.SaveProgramme(t.Context(), book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12, Tiers: []book.Tier{{ID: "s", Name: "Silver", From: 10}, {ID: "g", Name: "Gold", From: 500}},
	})
	must(err)
	if _, ok := points(); ok {
		t.Error("one who takes no part has points")
	}
	_, err = env.Book.Loyalty.Join(t.Context(), c.ID)
	must(err)
	if x, _ := points(); x.Value != "0" || x.Note != "10 more points within 12 months to Silver" {
		t.Errorf("at first: %+v", x)
	}
	_, err = env.Book.Orders.SetBase(t.Context(), "EUR")
	must(err)
	_, _, err = env.Book.Orders.Save(t.Context(), book.Order{CustomerID: c.ID, On: calendar.DateOf(screentest.Noon), Currency: "EUR", Total: 120000, Status: book.OrderPaid})
	must(err)
	if x, _ := points(); x.Value != "1,200 · Gold" || x.Note != "" || len(x.Lines) != 3 {
		t.Errorf("after an order: %+v", x)
	}
}

// Touches on social media are counted by kind for a year, and contacts are not
// among them.
func TestSocialTouchesAreCounted(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	c := person(t, env.Book)
	p := NewPresenter(env, func() {})
	social := func() Part {
		p.Show(c.ID, false)
		h := p.State().Health()
		return h[len(h)-1]
	}
	if x := social(); x.Label != "Social media" || x.Value != "" || x.Note == "" || x.How != "" {
		t.Errorf("without any: %+v", x)
	}
	log := func(k book.InteractionKind, months int) {
		t.Helper()
		_, _, err := env.Book.Interactions.Log(t.Context(), book.Interaction{CustomerID: c.ID, Kind: k, At: screentest.Noon.AddDate(0, -months, 0), Text: "x"})
		if err != nil {
			t.Fatal(err)
		}
	}
	log(book.SocialKinds()[1], 0)
	log(book.SocialKinds()[1], 3)
	log(book.SocialKinds()[2], 11)
	log(book.SocialKinds()[2], 13)
	log(book.CallMade, 1)
	if x := social(); x.Value != "3 in 12 months" || len(x.Lines) != 2 || x.Lines[0].Value != "2" {
		t.Errorf("counted: %+v", x)
	}
}
