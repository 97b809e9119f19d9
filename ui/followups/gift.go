package followups

import (
	"context"

	"dragoman/data/book"
	"dragoman/ui/internal/tact"
)

// LookAtGift finds what speaks against the gift that is planned: a custom, a
// diet, or what the customer told us. It forbids nothing.
func (f *Form) LookAtGift(in Inputs) {
	if in.Kind != book.GiftTask || f.Customer == nil {
		f.meet.Cancel()
		f.Gift = nil
		f.changed()
		return
	}
	say := func() {
		f.Gift = tact.Gift(f.env, f.whole, in.Title+"\n"+in.Notes)
		f.changed()
	}
	if f.whole.ID == f.Customer.ID {
		say()
		return
	}
	b, id := f.env.Book, f.Customer.ID
	f.meet.Run(func(ctx context.Context) (book.Customer, error) { return b.Customers.Get(ctx, id) },
		func(c book.Customer, err error) {
			if err != nil {
				f.env.Shell.Fail(err)
				return
			}
			f.whole = c
			say()
		})
}

// tactful are the sentences of the culture guides to read before a follow-up:
// what speaks against a gift, and what to do in a meeting.
func (p *Presenter) tactful(d *Detail) []string {
	switch d.FollowUp.Kind {
	case book.GiftTask:
		return tact.Gift(p.env, *d.Customer, d.FollowUp.Title+"\n"+d.FollowUp.Notes)
	case book.VisitTask:
		return tact.BeforeMeeting(p.env, *d.Customer, p.state.Today)
	}
	return nil
}
