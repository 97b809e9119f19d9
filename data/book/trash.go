package book

import (
	"context"
	"time"
)

// TrashDays is for how long the trash keeps a customer, a note, an interaction
// or a follow-up.
const TrashDays = 90

// Purge removes customers for good, with everything that belongs to them and
// with their history: nothing brings them back. Only customers in the trash go;
// one who was merged into somebody stays, since by it a file is known again. It
// returns how many went.
func (s *Customers) Purge(ctx context.Context, ids ...ID) (int, error) {
	const name = "customers.purge"
	if len(ids) == 0 {
		return 0, invalid(name, "customers", "empty")
	}
	n, err := s.c.store.Purge(ctx, Operation{Kind: OpPurge, Actor: s.c.actor(ctx)}, ids, time.Time{})
	if err == nil && n > 0 {
		s.c.hub.publish(Change{Entity: EntityAll})
	}
	return n, wrap(name, err)
}

// PurgeOld empties the trash of what lies there for longer than TrashDays.
func (s *Customers) PurgeOld(ctx context.Context) (int, error) {
	before := s.c.now().UTC().AddDate(0, 0, -TrashDays)
	n, err := s.c.store.Purge(ctx, Operation{Kind: OpPurge, Actor: s.c.actor(ctx)}, nil, before)
	if err == nil && n > 0 {
		s.c.hub.publish(Change{Entity: EntityAll})
	}
	return n, wrap("customers.purge_old", err)
}

// Happened is an operation with whom it concerned.
type Happened struct {
	Operation
	Customers []CustomerRow // the first few, also from the trash
	More      int           // how many others
}

// Since returns what was done since an instant, the newest first.
func (s *History) Since(ctx context.Context, since time.Time, limit int) ([]Happened, error) {
	xs, err := s.c.store.Happened(ctx, since, limit)
	return xs, wrap("history.since", err)
}
