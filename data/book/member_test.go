package book_test

import (
	"context"
	"testing"

	"dragoman/data/book"
)

func TestTheTeam(t *testing.T) {
	ctx := context.Background()
	b := newDesk(t)
	save := func(m book.Member) book.Member {
		t.Helper()
		m, _, err := b.Team.Save(ctx, m)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	mei := save(book.Member{Name: " Mei ", Languages: []book.Spoken{{Tag: "zh", Level: book.Native}, {}}, Cultures: []string{"CN", "JP"}})
	ken := save(book.Member{Name: "Ken"})
	if _, _, err := b.Team.Save(ctx, book.Member{Name: "MEI"}); book.CodeOf(err) != book.Invalid {
		t.Errorf("two of one name: %v", err)
	}
	if _, _, err := b.Team.Save(ctx, book.Member{}); book.CodeOf(err) != book.Invalid {
		t.Errorf("without a name: %v", err)
	}
	all, err := b.Team.List(ctx)
	if err != nil || len(all) != 2 || all[1].Name != "Mei" || len(all[1].Languages) != 1 || len(all[1].Cultures) != 2 {
		t.Fatalf("%+v %v", all, err)
	}
	c, _, err := b.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ana"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Team.Give(ctx, []book.ID{c.ID}, "Mei"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.FollowUps.Save(ctx, book.FollowUp{CustomerID: c.ID, Title: "call", Owner: "Mei", DueMinute: book.NoTime}); err != nil {
		t.Fatal(err)
	}
	owner := func() string {
		c, err := b.Customers.Get(ctx, c.ID)
		if err != nil {
			t.Fatal(err)
		}
		return c.Owner
	}
	mei.Name = "Lin Mei"
	mei = save(mei)
	if owner() != "Lin Mei" {
		t.Errorf("with a new name the owner is %q", owner())
	}
	ws, err := b.Team.Workloads(ctx)
	if err != nil || len(ws) != 1 || ws[0] != (book.Workload{Owner: "Lin Mei", Customers: 1, FollowUps: 1}) {
		t.Fatalf("%+v %v", ws, err)
	}
	op, err := b.Team.Leave(ctx, mei.ID, ken.Name)
	if err != nil || owner() != "Ken" {
		t.Fatalf("after leaving the owner is %q, %v", owner(), err)
	}
	if _, _, err := b.History.Undo(ctx, op.ID); err != nil || owner() != "Lin Mei" {
		t.Errorf("undone, the owner is %q, %v", owner(), err)
	}
	if all, err := b.Team.List(ctx); err != nil || len(all) != 2 {
		t.Errorf("undone, the team is %+v, %v", all, err)
	}
}
