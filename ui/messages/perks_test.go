package messages

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/data/planner"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// shop is a programme with a tier that brings something, three members of it
// whose birthday is near, of whom one is in mourning, and one who is no member.
func shop(t *testing.T) (v *View, env *screen.Env, sh *screentest.Shell, ids map[string]book.ID) {
	t.Helper()
	env, sh = screentest.NewEnv(t, "en")
	env.Settings.OwnerName, env.Settings.Company = "Lin", "Lin Tea"
	ctx := context.Background()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	_, err := env.Book.Orders.SetBase(ctx, "EUR")
	must(err)
	_, err = env.Book.Loyalty.SaveProgramme(ctx, book.Programme{
		On: true, Earn: 1, Per: 100, Window: 12, Birthday: 50, Holiday: 20,
		Tiers: []book.Tier{{ID: "gold", Name: "Gold", From: 100, Perk: "Your freight is free this month."}},
	})
	must(err)
	today := calendar.DateOf(screentest.Noon)
	near := today + 5
	ids = map[string]book.ID{}
	for name, lang := range map[string]string{"Ana": "en", "Budi": "id", "Cem": "en", "Dora": "en"} {
		c, _, err := env.Book.Customers.Save(ctx, book.Customer{
			Kind: book.Person, Name: book.Name{Full: name, Given: name}, Languages: []book.Language{{Tag: lang}},
			Channels: []book.Channel{{Kind: book.Email, Value: name + "@example.com"}},
			Dates:    []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Month: int(near.Month()), Day: near.Day()}}},
		})
		must(err)
		_, _, err = env.Book.Consents.Record(ctx, book.Consent{CustomerID: c.ID, Purpose: book.AnyContact, State: book.Granted, On: today, Source: book.InPerson})
		must(err)
		ids[name] = c.ID
		if name == "Dora" {
			continue
		}
		_, err = env.Book.Loyalty.Join(ctx, c.ID)
		must(err)
		_, _, err = env.Book.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: today, Currency: "EUR", Total: 20000, Status: book.OrderPaid})
		must(err)
	}
	_, _, err = env.Book.OwnDays.Save(ctx, book.OwnDay{Sort: book.ClosingDay, CustomerID: ids["Cem"], Kind: book.OwnMourning, When: book.Once(today), Days: 30})
	must(err)
	env.Almanac, err = planner.Lay(ctx, env.Almanac, env.Book.OwnDays, "")
	must(err)
	return New(env), env, sh, ids
}

// letters are the letters of a draft that is kept, by the name of whom they go to.
func letters(t *testing.T, v *View, sh *screentest.Shell) map[string]book.RecipientRow {
	t.Helper()
	v.Show(screen.Route{}.With("new", "greeting"))
	v.p.Birthdays()
	for _, n := range v.p.Draft.Needs {
		if len(n.Slots) > 0 {
			t.Errorf("in %s it is asked for %v", n.Language, n.Slots)
		}
	}
	v.p.KeepDraft(func(err error) { t.Fatal(err) })
	follow(t, v, sh)
	return rowsOf(v)
}

func rowsOf(v *View) map[string]book.RecipientRow {
	out := map[string]book.RecipientRow{}
	for _, r := range v.p.Rows {
		out[r.Customer.Name.Full] = r
	}
	return out
}

const free = "Your freight is free this month."

func TestALetterOffersWhatTheTierBrings(t *testing.T) {
	v, env, sh, _ := shop(t)
	v.Show(screen.Route{}.With("new", "greeting").With("birthdays", "1"))
	d := v.p.Draft
	if !d.Sure || d.Perks != 2 || d.Gifts != 2 || d.Count != 4 || d.Out != 1 {
		t.Fatalf("the draft: %+v", d)
	}
	v.p.Saying(counsel.Say{Language: "id", Slot: "tier:gold"}, "Ongkos kirim bulan ini gratis.")
	v.p.KeepDraft(func(err error) { t.Fatal(err) })
	follow(t, v, sh)
	to := rowsOf(v)
	if r := to["Ana"]; r.Tier != "Gold" || !r.Says(free) || r.Gift != 50 || !r.Give || !r.Says(r.GiftText) || r.Day.IsZero() {
		t.Errorf("Ana: %+v", r.Recipient)
	}
	if r := to["Budi"]; !r.Says("Ongkos kirim bulan ini gratis.") || strings.Contains(r.Text, free) || !r.Says(r.GiftText) || !strings.Contains(r.GiftText, "50 poin") || !r.Give {
		t.Errorf("Budi: %+v", r.Recipient)
	}
	for _, name := range []string{"Cem", "Dora"} {
		if r := to[name]; r.Tier != "" || r.Perk != "" || r.Gift != 0 || r.Give || strings.Contains(r.Text, free) {
			t.Errorf("%s, in mourning or no member: %+v", name, r.Recipient)
		}
	}
	if to["Cem"].Why != book.LeftMourning {
		t.Errorf("Cem is left out because of %q", to["Cem"].Why)
	}
	if perks, gifts := v.p.PerkCount(); perks != 2 || gifts != 2 {
		t.Errorf("%d perks, %d gifts", perks, gifts)
	}

	// Taken out and put in again, and the points with it.
	v.p.Pick(to["Ana"].ID)
	before := to["Ana"].Text
	v.p.Offer(false)
	v.p.Give(false)
	if r := rowsOf(v)["Ana"]; r.Says(free) || r.Give || r.Says(r.GiftText) {
		t.Errorf("it stays: %+v", r.Recipient)
	}
	v.p.Offer(true)
	v.p.Give(true)
	if r := rowsOf(v)["Ana"]; r.Text != before {
		t.Errorf("%q became %q", before, r.Text)
	}

	// What was said in Indonesian is remembered.
	if next := letters(t, v, sh)["Budi"]; !next.Says("Ongkos kirim bulan ini gratis.") {
		t.Errorf("it is forgotten: %q", next.Text)
	}
	p, err := env.Book.Loyalty.Programme(context.Background())
	if err != nil || p.Tiers[0].Words("id") == "" {
		t.Errorf("%+v %v", p, err)
	}
}

func TestPointsAreGivenOnSendingAndOnce(t *testing.T) {
	v, env, sh, ids := shop(t)
	ctx := context.Background()
	balance := func() int {
		x, err := env.Book.Loyalty.Standing(ctx, ids["Ana"])
		if err != nil {
			t.Fatal(err)
		}
		return x.Balance
	}
	had := balance()
	v.p.Pick(letters(t, v, sh)["Ana"].ID)
	v.p.Send(true)
	if balance() != had+50 {
		t.Fatalf("the balance is %d after %d", balance(), had)
	}
	if _, _, err := env.Book.History.Undo(ctx, sh.Ops[len(sh.Ops)-1].ID); err != nil {
		t.Fatal(err)
	}
	if balance() != had {
		t.Errorf("after undo it is %d", balance())
	}
	v.Changed([]book.Change{{Entity: book.EntityCampaign}})
	v.p.Pick(rowsOf(v)["Ana"].ID)
	v.p.Send(true)
	if again := letters(t, v, sh)["Ana"]; again.Gift != 0 || again.Give || again.Perk == "" {
		t.Errorf("the gift is offered twice: %+v", again.Recipient)
	}
	v.p.Pick(rowsOf(v)["Dora"].ID)
	v.p.Send(true)
	if balance() != had+50 {
		t.Errorf("at last it is %d", balance())
	}
}

func TestTwoLettersGiveOneGift(t *testing.T) {
	v, env, sh, _ := shop(t)
	first := letters(t, v, sh)["Ana"]
	second := letters(t, v, sh)["Ana"]
	if second.Gift == 0 {
		t.Fatal("nothing was sent, and nothing is offered")
	}
	ctx := context.Background()
	if _, err := env.Book.Campaigns.Send(ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := env.Book.Campaigns.Send(ctx, second.ID); book.CodeOf(err) != book.Conflict {
		t.Fatalf("the second gives the gift again: %v", err)
	}
	second.Give = false
	if _, err := env.Book.Campaigns.SaveRecipient(ctx, second.Recipient); err != nil {
		t.Fatal(err)
	}
	if _, err := env.Book.Campaigns.Send(ctx, second.ID); err != nil {
		t.Fatal(err)
	}
	second.Give = true
	if _, err := env.Book.Campaigns.SaveRecipient(ctx, second.Recipient); book.CodeOf(err) != book.Conflict {
		t.Errorf("a sent letter promises: %v", err)
	}
}

func TestNothingIsOfferedWithQuietWords(t *testing.T) {
	v, _, _, ids := shop(t)
	day := calendar.NewDate(2027, 1, 1)
	feasts := v.env.Almanac.Occurrences(almanac.Query{From: day, To: day, IDs: []string{"international.new_year"}})
	if len(feasts) == 0 {
		t.Fatal("no new year")
	}
	for _, x := range []struct {
		mood almanac.Mood
		kind almanac.Kind
		of   book.CampaignKind
		want bool
	}{
		{almanac.Cheerful, almanac.Public, book.GreetingCampaign, true},
		{almanac.Quiet, almanac.Public, book.GreetingCampaign, false},
		{almanac.NoWish, almanac.Public, book.GreetingCampaign, false},
		{almanac.Cheerful, almanac.Mourning, book.GreetingCampaign, false},
		{almanac.Cheerful, almanac.Public, book.CrisisCampaign, false},
	} {
		d, o := counsel.NewDraft(x.of, "en"), feasts[0]
		o.Mood, o.Kind = x.mood, x.kind
		d.Greet(o, book.Concerned{})
		d.Near, d.Query = nil, "kind:person"
		a, err := v.p.mail().Reach(context.Background(), &d)
		if (err != nil) != d.Solemn() {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(a.To, func(r book.Recipient) bool {
			return r.CustomerID == ids["Ana"] && r.Perk != "" && r.Give && r.Gift == 20
		})
		if got != x.want {
			t.Errorf("%v: %+v", x, a.To)
		}
	}
}

func TestOffersAreDrawn(t *testing.T) {
	for i, size := range screentest.Pages {
		v, _, sh, _ := shop(t)
		w := screentest.Open(t, "en", size, v.Content)
		v.Show(screen.Route{}.With("new", "greeting"))
		v.p.Birthdays()
		screentest.Holds(t, v.Content(), size)
		shoot(t, w, "birthday-form"+strconv.Itoa(i))
		if v.form.perks.Hidden || v.form.gifts.Hidden {
			t.Error("it is not asked what is offered")
		}
		v.p.Pick(letters(t, v, sh)["Ana"].ID)
		screentest.Holds(t, v.Content(), size)
		shoot(t, w, "birthday-letter"+strconv.Itoa(i))
		if len(v.one.offer.Objects) != 2 {
			t.Errorf("%d things are offered", len(v.one.offer.Objects))
		}
	}
}

func shoot(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	screentest.Shoot(t, w, "messages-"+name)
}

// Who came to mourn after the letters were written is offered nothing.
func TestNothingIsOfferedToOneWhoMournsByNow(t *testing.T) {
	v, env, sh, ids := shop(t)
	v.p.Pick(letters(t, v, sh)["Ana"].ID)
	ctx, today := context.Background(), calendar.DateOf(screentest.Noon)
	_, _, err := env.Book.OwnDays.Save(ctx, book.OwnDay{Sort: book.ClosingDay, CustomerID: ids["Ana"], Kind: book.OwnMourning, When: book.Once(today), Days: 3})
	if err == nil {
		env.Almanac, err = planner.Lay(ctx, env.Almanac, env.Book.OwnDays, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	told, opened := len(sh.Told), len(sh.Opened)
	v.p.Send(true)
	if v.p.Count(book.Sent) != 0 || len(sh.Opened) != opened || len(sh.Told) != told+1 {
		t.Errorf("%d sent, opened %v, told %v", v.p.Count(book.Sent), sh.Opened, sh.Told)
	}
	v.p.Offer(false)
	v.p.Give(false)
	v.p.Send(true)
	if v.p.Count(book.Sent) != 1 {
		t.Error("without an offer it is not sent")
	}
}
