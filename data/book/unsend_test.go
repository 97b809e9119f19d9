package book_test

import (
	"testing"

	"dragoman/data/book"
)

// What was ticked off is taken back with its contact, as often as it is ticked
// off, also after an undo was undone; what was changed since stays.
func TestATickIsTakenBack(t *testing.T) {
	d := newDesk(t)
	ana, ben := d.add("Ana Lima"), d.add("Ben Okri")
	id, to := d.campaign(book.Campaign{Kind: book.CrisisCampaign, Title: "Port", Situation: "Closed", Minute: book.NoTime}, ana, ben)
	r := to[ana.ID].ID
	stands := func(state book.RecipientState, letters int) {
		t.Helper()
		list, err := d.Interactions.List(d.ctx(), ana.ID, 0)
		d.must(err)
		if got := d.recipients(id)[ana.ID]; got.State != state || len(list) != letters {
			t.Fatalf("%s with %d letters, want %s with %d", got.State, len(list), state, letters)
		}
	}
	unsend := func() (book.Operation, int) {
		t.Helper()
		op, kept, err := d.Campaigns.Unsend(d.ctx(), r)
		d.must(err)
		return op, kept
	}
	refused := func(id book.ID) {
		t.Helper()
		if _, _, err := d.Campaigns.Unsend(d.ctx(), id); book.CodeOf(err) != book.Conflict {
			t.Fatalf("taken back: %v", err)
		}
	}
	refused(r) // not sent yet
	_, err := d.Campaigns.Send(d.ctx(), to[ben.ID].ID)
	d.must(err)
	for range 2 {
		_, err := d.Campaigns.Send(d.ctx(), r)
		d.must(err)
		stands(book.Sent, 1)
		unsend()
		stands(book.Waiting, 0)
		refused(r)
	}
	_, err = d.Campaigns.Send(d.ctx(), r)
	d.must(err)
	op, _ := unsend()
	d.undo(op) // sent all the same
	stands(book.Sent, 1)
	unsend()
	stands(book.Waiting, 0)
	if d.recipients(id)[ben.ID].State != book.Sent {
		t.Error("the letter to another was taken back")
	}
	if _, _, err := d.Campaigns.Unsend(d.ctx(), "nothing"); book.CodeOf(err) != book.NotFound {
		t.Errorf("of nobody: %v", err)
	}
}
