package customers

import (
	"context"
	"strings"
	"testing"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/data/planner"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

func TestTheBestFitBecomesTheOwner(t *testing.T) {
	env, sh := newEnv(t, "en", 0)
	ctx := context.Background()
	c, _, err := env.Book.Customers.Save(ctx, book.Customer{
		Name: book.Name{Full: "田中 健一"}, Country: "JP", Languages: []book.Language{{Tag: "ja", Level: book.Native}},
	})
	if err != nil {
		t.Fatal(err)
	}
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{ID: string(c.ID)})
	d := v.detail.d
	d.fits(d.is.c, func(fits []planner.Fit) {
		if len(fits) != 0 {
			t.Errorf("without a team: %+v", fits)
		}
	})
	for _, m := range []book.Member{
		{Name: "Eva", Languages: []book.Spoken{{Tag: "de", Level: book.Native}}},
		{Name: "Ken", Languages: []book.Spoken{{Tag: "ja", Level: book.Fluent}}, Cultures: []string{"JP"}},
	} {
		if _, _, err := env.Book.Team.Save(ctx, m); err != nil {
			t.Fatal(err)
		}
	}
	d.fits(d.is.c, func(fits []planner.Fit) {
		if len(fits) != 2 || fits[0].Member.Name != "Ken" {
			t.Fatalf("%+v", fits)
		}
		if why := counsel.WhyFits(env.Printer, fits[0]); !strings.Contains(why, "Japanese") || !strings.Contains(why, "Japan") {
			t.Errorf("because %q", why)
		}
		if why := counsel.WhyFits(env.Printer, fits[1]); !strings.Contains(why, env.T("team.nothing_shared", nil)) {
			t.Errorf("because %q", why)
		}
	})
	ops := len(sh.ops)
	d.give(d.is.c, "Ken")
	if got, err := env.Book.Customers.Get(ctx, c.ID); err != nil || got.Owner != "Ken" || len(sh.ops) != ops+1 {
		t.Errorf("the owner is %q, %v", got.Owner, err)
	}
	v.detail.askOwner()
	if !kit.CloseTop() {
		t.Error("the list of the team does not open")
	}
}
