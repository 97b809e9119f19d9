package book

import "context"

// Unsend takes back that a letter was ticked off, with the contact that was
// logged and the points that were given: it undoes the operation that did it.
// kept counts the fields that were changed since and stay as they are.
func (s *Campaigns) Unsend(ctx context.Context, id ID) (op Operation, kept int, err error) {
	const name = "campaigns.unsend"
	r, err := s.c.store.Recipient(ctx, id)
	if err != nil {
		return op, 0, wrap(name, err)
	}
	changes, err := s.c.store.History(ctx, r.CustomerID, 100_000)
	if err != nil {
		return op, 0, wrap(name, err)
	}
	for _, x := range changes {
		if r.State != Sent {
			break
		}
		if x.Row != id || x.Field != "state" || x.After != string(Sent) || x.Operation.Undone || x.Operation.Kind.Final() {
			continue
		}
		op, kept, err = (&History{s.c}).Undo(ctx, x.Operation.ID)
		return op, kept, wrap(name, err)
	}
	return op, 0, &Error{Op: name, Code: Conflict, Detail: "not_ticked"}
}
