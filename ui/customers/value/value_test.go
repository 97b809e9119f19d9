package value

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/data/sample"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

var today = calendar.DateOf(screentest.Noon)

// demo is an environment over the demo book, and a member of its programme who
// has orders and deals.
func demo(t testing.TB, lang string) (*screen.Env, *screentest.Shell, book.ID) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	err := sample.Fill(context.Background(), env.Book, sample.Options{
		Customers: sample.DefaultCustomers, Seed: sample.DefaultSeed, Language: lang, Today: today, Home: "DE",
	})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := env.Book.Loyalty.Members(context.Background(), 0)
	if err != nil || len(rows) == 0 {
		t.Fatal(rows, err)
	}
	for _, r := range rows {
		if deals, err := env.Book.Deals.List(context.Background(), book.DealFilter{Customer: r.CustomerID}); err == nil && len(deals) > 0 && r.Tier != "" {
			return env, sh, r.CustomerID
		}
	}
	return env, sh, rows[0].CustomerID
}

// TestDraw writes the tab to the folder named by DRAGOMAN_SHOTS, for looking at
// it.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _, id := demo(t, lang)
		for mode, name := range map[kit.Mode]string{kit.Light: "light", kit.Dark: "dark"} {
			for _, size := range screentest.Pages {
				test.NewApp().Settings().SetTheme(kit.NewTheme(mode, 1))
				kit.SetLanguage(lang)
				v := New(env)
				w := test.NewWindow(kit.Surface(kit.Ground, container.NewStack(kit.Scroll(v.Content()))))
				w.SetPadded(false)
				w.Resize(size)
				v.Show(id, false)
				screentest.Shoot(t, w, lang+"-"+name+"-"+env.Printer.Int(int64(size.Width))+"-value")
				w.Close()
			}
		}
	}
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

func TestTheTabFits(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _, id := demo(t, lang)
		for _, size := range screentest.Pages {
			v := New(env)
			w := screentest.Open(t, lang, size, func() fyne.CanvasObject { return kit.Scroll(v.Content()) })
			v.Show(id, false)
			screentest.Holds(t, w.Content(), size)
		}
	}
}

// The card of points: joining, what is refused and said, redeeming, and the
// statement whose last balance is that of the card.
func TestPointsOnTheCard(t *testing.T) {
	env, sh, _ := demo(t, "en")
	ctx := context.Background()
	c, _, err := env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "王小明", Latin: "Wang Xiaoming"}})
	if err != nil {
		t.Fatal(err)
	}
	p := NewPresenter(env, func() {})
	p.Show(c.ID)
	same(t, "no orders yet", p.Lead(), "")
	p.Join()
	p.Show(c.ID)
	same(t, "takes part", p.State().Loyalty.Standing.Member, true)
	p.Enter(kindGift, "5,00x", "", func() { t.Error("kept") }, func(field, _ string) { same(t, "field", field, "points") })
	p.Enter(kindGift, "500", "", func() { t.Error("kept") }, func(field, _ string) { same(t, "field", field, "why") })
	p.Enter(kindBirthday, p.Usual(kindBirthday), "", func() {}, func(_, text string) { t.Error(text) })
	p.Show(c.ID)
	same(t, "a birthday gift", p.State().Loyalty.Standing.Balance, 100)
	reward := p.State().Loyalty.Programme.Rewards[0]
	p.Redeem(reward, "", func() { t.Error("redeemed without points") }, func(field, _ string) { same(t, "field", field, "points") })
	p.Redeem(reward, "promised", func() {}, func(_, text string) { t.Error(text) })
	p.Show(c.ID)
	same(t, "below zero with a reason", p.State().Loyalty.Standing.Balance, 100-reward.Points)
	_, _, err = env.Book.Orders.Save(ctx, book.Order{CustomerID: c.ID, On: today, Currency: "EUR", Total: 100_000, Status: book.OrderPaid})
	if err != nil {
		t.Fatal(err)
	}
	p.Show(c.ID)
	same(t, "the order earned", p.State().Loyalty.Standing.Balance, 1100-reward.Points)
	same(t, "the next tier", p.TierLine(), "1,000 more points within 12 months to Gold")
	same(t, "orders", p.Lead(), "1 order · €1,000.00 · last "+env.Printer.DateNear(today, today))
	var page bytes.Buffer
	if _, err := exchange.WriteStatement(ctx, &page, env.Book, env.Printer, c.ID); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"王小明", "Silver", reward.Name, "promised", "birthday", "Balance: 900 points", "<td class=n>900</tr>"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("%q is not in the statement", want)
		}
	}
	same(t, "faults", len(sh.Failed), 0)
}

// The statement says when points expire, in the language that the customer
// reads: a tier brings what was said in it.
func TestTheStatementIsForTheCustomer(t *testing.T) {
	for _, x := range []struct {
		lang  string
		reads []book.Language
		want  []string
	}{
		{"en", nil, []string{`lang="en"`, "Points expire after 12 months.<br>100 points of these expire on 11 Mar 2028"}},
		{"en", []book.Language{{Tag: "zh"}}, []string{`lang="zh-Hans"`, "积分 12 个月后过期。<br>其中 100 积分将于2028年3月11日过期", "余额：100 积分"}},
		{"zh-Hans", []book.Language{{Tag: "pt"}}, []string{`lang="en"`, "unless they are redeemed before"}},
		{"zh-Hans", nil, []string{`lang="zh-Hans"`}},
	} {
		env, sh, _ := demo(t, x.lang)
		ctx := context.Background()
		plan, err := env.Book.Loyalty.Programme(ctx)
		if err != nil {
			t.Fatal(err)
		}
		plan.Expiry = 12
		if _, err = env.Book.Loyalty.SaveProgramme(ctx, plan); err != nil {
			t.Fatal(err)
		}
		c, _, err := env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ana Lima"}, Languages: x.reads})
		if err != nil {
			t.Fatal(err)
		}
		p := NewPresenter(env, func() {})
		p.Show(c.ID)
		p.Join()
		p.Enter(kindGift, "100", "welcome", func() {}, func(_, text string) { t.Error(text) })
		path := filepath.Join(t.TempDir(), "points.html")
		p.Statement(path)
		page, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range x.want {
			if !strings.Contains(string(page), want) {
				t.Errorf("%s for %v: %q is not in the statement\n%s", x.lang, x.reads, want, page)
			}
		}
		wants := env.T("loyalty.statement_written", nil)
		if lang := x.want[0][6 : len(x.want[0])-1]; lang != x.lang {
			wants = env.T("loyalty.statement_in", locales.V{"Language": env.Printer.Language(lang)})
		}
		if told := sh.Told[len(sh.Told)-1]; told != wants {
			t.Errorf("it tells %q, want %q", told, wants)
		}
	}
}
