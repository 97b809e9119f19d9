package culture

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

const free = "Your freight is free this month."

// shop is the screen over a programme with a tier that brings something, a
// member of it, and somebody who is none.
func shop(t *testing.T, lang string, size fyne.Size) (v *View, w fyne.Window, sh *screentest.Shell, ids map[string]book.ID) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	env.Settings.HomeCulture, env.Settings.OwnerName, env.Settings.Company = "DE", "Lin", "Lin Tea"
	sh.Kept.GuidesExplained = true
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx, today := t.Context(), calendar.DateOf(screentest.Noon)
	_, err := env.Book.Orders.SetBase(ctx, "EUR")
	must(err)
	_, err = env.Book.Loyalty.SaveProgramme(ctx, book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12, Birthday: 50, Holiday: 20,
		Tiers: []book.Tier{{ID: "gold", Name: "Gold", From: 100, Perk: map[string]string{"en": free, "zh-Hans": "本月免运费。"}[lang]}},
	})
	must(err)
	ids = map[string]book.ID{}
	for _, name := range []string{"Ana", "Dora"} {
		c, _, err := env.Book.Customers.Save(ctx, book.Customer{
			Kind: book.Person, Name: book.Name{Full: name + " Lima", Given: name, Family: "Lima"}, Country: "BR", Languages: []book.Language{{Tag: "pt-BR"}, {Tag: "en"}},
			Channels: []book.Channel{{Kind: book.Email, Value: name + "@example.com"}},
		})
		must(err)
		_, _, err = env.Book.Consents.Record(ctx, book.Consent{CustomerID: c.ID, Purpose: book.AnyContact, State: book.Granted, On: today, Source: book.InPerson})
		must(err)
		if ids[name] = c.ID; name == "Dora" {
			continue
		}
		_, err = env.Book.Loyalty.Join(ctx, c.ID)
		must(err)
		_, _, err = env.Book.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: today, Currency: "EUR", Total: 20000, Status: book.OrderPaid})
		must(err)
	}
	w = screentest.Open(t, lang, size, func() fyne.CanvasObject {
		v = New(env)
		return v.Content()
	})
	return v, w, sh, ids
}

// to opens a script for somebody.
func to(id book.ID, stage, lang string) screen.Route {
	return screen.Route{Screen: screen.Culture, ID: "BR", Tab: tabScripts}.With("lang", lang).With("stage", stage).With("customer", string(id))
}

// text is the script as it would be sent.
func text(p *Presenter) string {
	_, text, _, _ := p.Filled()
	return text
}

func TestAScriptOffersWhatTheTierBrings(t *testing.T) {
	v, _, sh, ids := shop(t, "en", screentest.Pages[0])
	v.Show(to(ids["Ana"], "birthday", "en"))
	if o := v.p.Offer(); o.Tier.Name != "Gold" || o.Words != free || o.Points != 50 {
		t.Fatalf("offered is %+v", o)
	}
	plain := text(v.p)
	if strings.Contains(plain, free) || strings.Contains(plain, "50") {
		t.Errorf("it is put in unasked: %q", plain)
	}
	v.p.SetPerk(true)
	v.p.SetGift(true)
	with := text(v.p)
	if !strings.Contains(with, "\n\n"+free+"\n\n") || !strings.Contains(with, "50 points") || strings.LastIndex(with, "Lin") < strings.Index(with, free) {
		t.Errorf("the letter is %q", with)
	}
	v.p.SetPerk(false)
	v.p.SetGift(false)
	if text(v.p) != plain {
		t.Errorf("%q became %q", plain, text(v.p))
	}

	// Points are given with the letter, once, and undo takes both back.
	balance := func() int {
		x, err := v.env.Book.Loyalty.Standing(t.Context(), ids["Ana"])
		if err != nil {
			t.Fatal(err)
		}
		return x.Balance
	}
	had := balance()
	v.p.SetPerk(true)
	v.p.SetGift(true)
	v.p.Send()
	v.p.Changed([]book.Change{{Entity: book.EntityLoyalty, Customer: ids["Ana"]}})
	if balance() != had+50 || len(sh.Opened) != 1 || !strings.Contains(sh.Opened[0], "freight") {
		t.Fatalf("the balance is %d after %d; opened %v; failed %v", balance(), had, sh.Opened, sh.Failed)
	}
	if o := v.p.Offer(); o.Points != 0 || strings.Contains(text(v.p), "50 points") {
		t.Errorf("they are offered again: %+v", o)
	}
	if _, _, err := v.env.Book.History.Undo(t.Context(), sh.Ops[len(sh.Ops)-1].ID); err != nil || balance() != had {
		t.Errorf("after undo it is %d (%v)", balance(), err)
	}
}

func TestNothingIsOfferedWhereItHurts(t *testing.T) {
	v, _, _, ids := shop(t, "en", screentest.Pages[0])
	for _, stage := range []string{"first_contact", "delay", "complaint_received", "apology", "payment_reminder", "crisis"} {
		v.Show(to(ids["Ana"], stage, "en"))
		v.p.SetPerk(true)
		v.p.SetGift(true)
		if o := v.p.Offer(); o.Any() || strings.Contains(text(v.p), free) || screentest.Shown(v.Content(), "What you may offer") {
			t.Errorf("%s offers %+v", stage, o)
		}
	}
	v.Show(to(ids["Dora"], "thanks", "en"))
	if o := v.p.Offer(); o.Any() || v.p.Scripts.Loyal.WithPerk {
		t.Errorf("one who is no member is offered %+v", o)
	}
	v.Show(screen.Route{ID: "BR", Tab: tabPhrases}.With("lang", "en").With("customer", string(ids["Ana"])))
	v.p.SetPerk(true)
	b, _ := v.env.Library.Phrases("en")
	for _, f := range b.Phrases {
		if o := v.p.OfferAfter(f); o.Any() && (f.Solemn || f.Use == "condolence" || f.Use == "apology") {
			t.Errorf("%s offers %+v", f.ID, o)
		}
	}
	today := calendar.DateOf(screentest.Noon)
	_, _, err := v.env.Book.OwnDays.Save(t.Context(), book.OwnDay{Sort: book.ClosingDay, CustomerID: ids["Ana"], Kind: book.OwnMourning, When: book.Once(today), Days: 3})
	if err == nil {
		v.env.Almanac, err = planner.Lay(t.Context(), v.env.Almanac, v.env.Book.OwnDays, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, tab := range []string{tabPhrases, tabScripts} {
		r := to(ids["Ana"], "birthday", "en")
		r.Tab = tab
		v.Show(r)
		v.p.SetPerk(true)
		if v.p.Offer().Any() || v.p.OfferInPhrases().Any() || strings.Contains(text(v.p), free) {
			t.Errorf("%s: somebody in mourning is offered something", tab)
		}
	}
}

// Points are promised only where they are given: a letter that may not be sent
// is copied and not logged.
func TestNoPointsWhereItMayNotBeSent(t *testing.T) {
	v, _, _, ids := shop(t, "en", screentest.Pages[0])
	_, _, err := v.env.Book.Consents.Record(t.Context(), book.Consent{CustomerID: ids["Ana"], Purpose: book.AnyContact, State: book.Declined, On: calendar.DateOf(screentest.Noon), Source: book.InPerson})
	if err != nil {
		t.Fatal(err)
	}
	v.Show(to(ids["Ana"], "birthday", "en"))
	v.p.SetGift(true)
	if _, barred := v.p.Barred(); !barred || v.p.Offer().Points != 0 || strings.Contains(text(v.p), "50 points") {
		t.Errorf("offered is %+v", v.p.Offer())
	}
}

// What is said of a perk in another language is asked for, put in, and kept.
func TestAPerkIsSaidInAnotherLanguage(t *testing.T) {
	v, _, sh, ids := shop(t, "en", screentest.Pages[0])
	v.Show(to(ids["Ana"], "birthday", "pt-BR"))
	v.p.SetPerk(true)
	if o := v.p.Offer(); o.Tier.ID != "gold" || o.Words != "" || strings.Contains(text(v.p), free) || !screentest.Shown(v.Content(), "Nobody has said it") {
		t.Fatalf("offered is %+v", o)
	}
	said := "Seu frete é grátis este mês."
	v.guide.scripts.offer.words.Input.(*kit.Entry).SetText(said)
	if !strings.Contains(text(v.p), said) || screentest.Shown(v.Content(), "Nobody has said it") {
		t.Fatalf("the letter is %q", text(v.p))
	}
	v.p.Copy()
	p, err := v.env.Book.Loyalty.Programme(t.Context())
	if err != nil || p.Tiers[0].Words("pt-BR") != said || len(sh.Failed) > 0 {
		t.Errorf("%+v %v %v", p, err, sh.Failed)
	}
	v.Show(to(ids["Ana"], "thanks", "pt-BR"))
	if o := v.p.Offer(); o.Words != said || o.Points != 0 {
		t.Errorf("later it is %+v", o)
	}
}

func TestAPhraseIsCopiedWithWhatIsOffered(t *testing.T) {
	v, _, sh, ids := shop(t, "en", screentest.Pages[0])
	v.Show(screen.Route{ID: "BR", Tab: tabPhrases}.With("lang", "en").With("customer", string(ids["Ana"])))
	if !screentest.Shown(v.Content(), "Say what Gold brings") || !screentest.Shown(v.Content(), "Ana Lima") {
		t.Fatal("it is not offered")
	}
	b, _ := v.env.Library.Phrases("en")
	v.p.SetPerk(true)
	for _, f := range b.Phrases {
		sh.Opened = nil
		v.p.CopyPhrase(f)
		want := "copy " + f.Native
		if f.Use == "thanks" || f.Use == "greeting" || f.Use == "welcome" || f.Use == "congratulations" {
			want += "\n" + free
		}
		if len(sh.Opened) != 1 || sh.Opened[0] != want {
			t.Errorf("%s: %q", f.ID, sh.Opened)
		}
	}
	v.p.SetCustomer("")
	if v.p.CopyPhrase(b.Phrases[0]); sh.Opened[len(sh.Opened)-1] != "copy "+b.Phrases[0].Native {
		t.Errorf("for nobody it is %q", sh.Opened)
	}
}

func TestOffersAreDrawn(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		for _, mode := range []kit.Mode{kit.Light, kit.Dark} {
			for _, size := range screentest.Pages {
				for name, r := range map[string]screen.Route{"script": to("Ana", "birthday", lang), "other": to("Ana", "birthday", "pt-BR"), "arabic": to("Ana", "birthday", "ar"), "thai": to("Ana", "birthday", "th"), "phrases": {ID: "BR", Tab: tabPhrases}} {
					if !screentest.Drawing() && mode == kit.Dark {
						continue
					}
					v, w, _, ids := shop(t, lang, size)
					fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(mode, 1))
					if name == "phrases" {
						r = r.With("lang", lang)
					}
					v.Show(r.With("customer", string(ids["Ana"])))
					v.p.SetPerk(true)
					v.p.SetGift(true)
					screentest.Holds(t, v.Content(), size)
					screentest.Shoot(t, w, fmt.Sprintf("offers-%s-%s-%v-%.0f", name, lang, mode, size.Width))
				}
			}
		}
	}
}
