package book

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// CompleteMany ticks off several follow-ups at once, without logging a touch,
// and makes the next ones of those that repeat. All of it is one operation.
func (s *FollowUps) CompleteMany(ctx context.Context, ids ...ID) (Operation, error) {
	return s.many(ctx, "followups.complete", OpFollowUpDone, ids, func(tx Tx, id ID) error {
		_, err := s.complete(ctx, tx, id)
		return err
	})
}

// SnoozeMany hides several follow-ups until a later day.
func (s *FollowUps) SnoozeMany(ctx context.Context, until calendar.Date, ids ...ID) (Operation, error) {
	const name = "followups.snooze"
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	if until <= today {
		return Operation{}, invalid(name, "snoozed", "in_past")
	}
	return s.many(ctx, name, OpFollowUpSnooze, ids, func(tx Tx, id ID) error {
		return s.put(ctx, tx, id, func(f *FollowUp) { f.Snoozed = until })
	})
}

// TrashMany removes several follow-ups; undo brings them all back.
func (s *FollowUps) TrashMany(ctx context.Context, ids ...ID) (Operation, error) {
	return s.many(ctx, "followups.trash", OpFollowUpTrash, ids, func(tx Tx, id ID) error {
		return s.put(ctx, tx, id, func(f *FollowUp) { f.TrashedAt = s.c.now().UTC() })
	})
}

// AddMany makes a follow-up of the same kind for several customers, as after an
// event. Who has an open one of this title gets no other; n is how many were
// made. Undo takes them all back.
func (s *FollowUps) AddMany(ctx context.Context, f FollowUp, customers ...ID) (n int, op Operation, err error) {
	const name = "followups.many"
	f.Title = strings.TrimSpace(f.Title)
	if f.Kind == "" {
		f.Kind = OtherTask
	}
	switch err := validateFollowUp(f); {
	case err != nil:
		return 0, op, wrap(name, err)
	case len(customers) == 0:
		return 0, op, invalid(name, "followups", "empty")
	}
	changes := make([]Change, len(customers))
	for i, c := range customers {
		changes[i] = Change{Entity: EntityFollowUp, Customer: c}
	}
	now := s.c.now().UTC()
	op, err = s.c.write(ctx, name, Operation{Kind: OpFollowUpAdd}, func(tx Tx) error {
		for _, c := range customers {
			open, err := tx.FollowUps(ctx, FollowUpQuery{Customer: c})
			if err != nil {
				return err
			}
			if slices.ContainsFunc(open, func(x FollowUpRow) bool { return x.Title == f.Title && x.DoneAt.IsZero() }) {
				continue
			}
			x := f
			x.ID, x.CustomerID, x.CreatedAt, x.UpdatedAt, x.Version = NewID(), c, now, now, 0
			if err := tx.PutFollowUp(ctx, x); err != nil {
				return err
			}
			n++
		}
		return nil
	}, changes...)
	return n, op, err
}

// put edits one follow-up within a transaction.
func (s *FollowUps) put(ctx context.Context, tx Tx, id ID, edit func(*FollowUp)) error {
	f, err := tx.FollowUp(ctx, id)
	if err != nil {
		return err
	}
	edit(&f)
	f.UpdatedAt = s.c.now().UTC()
	return tx.PutFollowUp(ctx, f)
}

func (s *FollowUps) many(ctx context.Context, name string, kind OpKind, ids []ID, each func(Tx, ID) error) (Operation, error) {
	if len(ids) == 0 {
		return Operation{}, invalid(name, "followups", "empty")
	}
	changes := make([]Change, 0, len(ids))
	for _, id := range ids {
		f, err := s.c.store.FollowUp(ctx, id)
		if err != nil {
			return Operation{}, wrap(name, err)
		}
		changes = append(changes, Change{Entity: EntityFollowUp, ID: id, Customer: f.CustomerID})
	}
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		for _, id := range ids {
			if err := each(tx, id); err != nil {
				return err
			}
		}
		return nil
	}, changes...)
}
