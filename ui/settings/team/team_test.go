package team

import (
	"context"
	"testing"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screentest"
)

func TestTheTeamIsKeptAndHandedOver(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	v := New(env)
	v.Load()
	if !screentest.Shown(v.root, env.T("team.none", nil)) {
		t.Error("the empty page does not say what a team is for")
	}
	ctx := context.Background()
	c, _, err := env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ana"}, Owner: "Old hand"})
	if err != nil {
		t.Fatal(err)
	}
	v.Load()
	if v.rest.Hidden || !screentest.Shown(v.rest, "Old hand") {
		t.Error("an owner who is no member is not listed")
	}
	fail := func(err error) { t.Error(err) }
	mei := book.Member{Name: "Mei", Languages: []book.Spoken{{Tag: "zh", Level: book.Native}}, Cultures: []string{"CN"}}
	v.p.save(mei, func() {}, fail)
	v.p.save(book.Member{Name: "Old hand"}, func() {}, fail)
	refused := false
	v.p.save(book.Member{Name: "mei"}, func() { t.Error("a name was taken twice") }, func(error) { refused = true })
	if !refused || len(v.p.members) != 2 || !v.rest.Hidden {
		t.Fatalf("the team is %+v", v.p.members)
	}
	if !screentest.Shown(v.list, "China") {
		t.Error("what a member knows is not shown")
	}
	old := v.p.members[1]
	v.p.leave(old, "Mei")
	got, err := env.Book.Customers.Get(ctx, c.ID)
	if err != nil || got.Owner != "Mei" || len(v.p.members) != 1 || len(sh.Ops) != 3 {
		t.Fatalf("the owner is %q, the team %+v, %v", got.Owner, v.p.members, err)
	}
}

func TestThePageHoldsInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for i, size := range screentest.Pages {
			env, _ := screentest.NewEnv(t, lang)
			v := New(env)
			w := screentest.Open(t, lang, size, v.Content)
			m := book.Member{Name: "Mei", Languages: []book.Spoken{{Tag: "zh-Hans", Level: book.Native}, {Tag: "ja", Level: book.Fluent}}, Cultures: []string{"CN", "JP"}}
			v.p.save(m, func() {}, func(err error) { t.Error(err) })
			screentest.Holds(t, v.Content(), size)
			v.edit(v.p.members[0])
			if !kit.ModalOpen() {
				t.Error("the form is not open")
			}
			screentest.Shoot(t, w, "team-"+lang+string(rune('0'+i)))
			kit.CloseTop()
		}
	}
}
