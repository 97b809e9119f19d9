package privacy

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/screentest"
)

func customer(t *testing.T, b *book.Book, edit ...func(*book.Customer)) book.ID {
	t.Helper()
	c := book.Customer{Name: book.Name{Full: "Ana Lima"}, Country: "CN", Basis: book.BasisInterest, Channels: []book.Channel{
		{Kind: book.Email, Value: "ana@x.example"}, {Kind: book.LINE, Value: "ana"}, {Kind: book.Web, Value: "x.example"},
	}}
	for _, e := range edit {
		e(&c)
	}
	c, _, err := b.Customers.Save(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	return c.ID
}

func TestTheTableTellsWhatIsAllowed(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	id := customer(t, env.Book)
	p := NewPresenter(env, func() {})
	p.Show(id)
	if got := p.Columns(); !slices.Equal(got, []book.ChannelKind{"", book.Email, book.LINE}) {
		t.Fatalf("columns %v", got)
	}
	cell := func(q book.Purpose, k book.ChannelKind) Cell {
		t.Helper()
		for _, row := range p.Rows() {
			for _, c := range row {
				if c.Purpose == q && c.Channel == k {
					return c
				}
			}
		}
		t.Fatalf("no cell for %s, %s", q, k)
		return Cell{}
	}
	if a, b := cell(book.Greetings, ""), cell(book.Marketing, book.Email); a.Mood != Allowed || b.Mood != Unsaid || b.Text != "not asked" {
		t.Errorf("%+v, %+v", a, b)
	}
	// Two presses: a cell, then what was said.
	p.Say(book.Marketing, book.Email, book.Granted)
	if a, b := cell(book.Marketing, book.Email), cell(book.Marketing, ""); a.Mood != Agreed || !a.Own || b.Mood != Unsaid {
		t.Errorf("%+v, %+v", a, b)
	}
	p.Say(book.AnyContact, book.LINE, book.Declined)
	if c := cell(book.Greetings, book.LINE); c.Mood != Refused || c.Own || c.Text != "declined" {
		t.Errorf("%+v", c)
	}
	p.Say(book.Marketing, "", book.Withdrawn)
	if c := cell(book.Marketing, book.Email); c.Mood != Refused || !strings.HasPrefix(c.Why, "withdrawn ") {
		t.Errorf("%+v", c)
	}
	if len(sh.Ops) != 3 || len(sh.Failed) > 0 {
		t.Fatalf("%d operations to undo, %v", len(sh.Ops), sh.Failed)
	}
	if _, _, err := env.Book.History.Undo(t.Context(), sh.Ops[2].ID); err != nil {
		t.Fatal(err)
	}
	p.Show(id)
	if c := cell(book.Marketing, book.Email); c.Mood != Agreed {
		t.Errorf("after undo: %+v", c)
	}
	if e := p.Entries(); len(e) != 2 || !strings.Contains(e[0].Title, "Line") && !strings.Contains(e[0].Title, "LINE") || e[0].Mood != Refused || e[1].Mood != Agreed {
		t.Errorf("%+v", e)
	}
	if g := p.Ground(); g.Note == "" || g.Standard || g.Basis != "Legitimate interest" {
		t.Errorf("the law of the recorded country: %+v", g)
	}
	p.SaveBasis("", "Orders", nil)
	if g := p.Ground(); g.Note != "" || !g.Standard || g.Basis != "Contract" || g.Why != "Orders" {
		t.Errorf("the ground of the settings: %+v", g)
	}
}

func TestAnEndComesIntoSight(t *testing.T) {
	env, _ := screentest.NewEnv(t, "zh-Hans")
	id := customer(t, env.Book)
	p := NewPresenter(env, func() {})
	p.Show(id)
	today := calendar.DateOf(env.Now())
	for _, x := range []struct {
		on, until calendar.Date
		want      Mood
	}{{today - 90, today - 1, Ended}, {today - 40, today + 10, Ending}, {today - 30, today + 300, Agreed}} {
		p.Record(book.Consent{Purpose: book.Events, State: book.Granted, Source: book.ByForm, On: x.on, Expires: x.until}, func(err error) {
			if err != nil {
				t.Error(err)
			}
		})
		if c := p.Rows()[4][0]; c.Purpose != book.Events || c.Mood != x.want {
			t.Errorf("until %s: %+v, want %d", x.until, c, x.want)
		}
	}
	var fault error
	p.Record(book.Consent{Purpose: book.Events, State: book.Granted, On: today + 1}, func(err error) { fault = err })
	if book.CodeOf(fault) != book.Invalid {
		t.Errorf("a day to come: %v", fault)
	}
}

// TestTheViewHolds holds that the tab shows its words at both sizes and takes
// no answer for a customer in the trash.
func TestTheViewHolds(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, sh := screentest.NewEnv(t, lang)
		id := customer(t, env.Book)
		v := New(env)
		for _, size := range []fyne.Size{fyne.NewSize(1152, 2000), fyne.NewSize(816, 2000)} {
			screentest.Open(t, lang, size, func() fyne.CanvasObject { return v.Content() })
			v.Show(id)
			for _, words := range []string{env.T("privacy.allows", nil), env.T("privacy.purpose_marketing", nil), env.T("privacy.log_empty", nil)} {
				if !screentest.Shown(v.Content(), words) {
					t.Errorf("%s is not shown", words)
				}
			}
		}
		if _, err := env.Book.Customers.Trash(context.Background(), id); err != nil {
			t.Fatal(err)
		}
		v.Show(id)
		v.ask(book.Consent{})
		v.askBasis()
		if len(sh.Failed) > 0 || !v.p.Trashed() {
			t.Errorf("%v", sh.Failed)
		}
	}
}
