package book

import (
	"context"

	"dragoman/data/calendar"
)

// Erased is one line of the ledger of what was erased: which row, and on which
// day. It never says who that was.
type Erased struct {
	ID ID
	At calendar.Date
}

// Traces is what a book holds of some customers and what goes with them when
// they are erased.
type Traces struct {
	Customers int            // with those who were merged into them
	Rows      map[string]int // what belongs to them, by table
	Changes   int            // lines of the history
	Links     int            // relations in which others name them
	Pictures  int
	Segments  []Segment // kept queries in which a name stands
	Workplace int       // cards of others on which the organisation stands as written
	Mentions  []Hit     // notes and follow-ups of others in which a name stands; they stay
}

// Erasure tells what became of an erasure.
type Erasure struct {
	Operation Operation
	Customers int
	// Sealed says that the room between the rows was emptied, and the log, so that
	// no byte is left. It is not when another program reads the book at the same
	// time; then it is done when the book is closed, or something else is erased.
	Sealed bool
}

// ErasureReader answers what is held of somebody and what was erased.
type ErasureReader interface {
	// Traces counts what belongs to customers and names them.
	Traces(ctx context.Context, ids []ID) (Traces, error)
	// Erased returns the ledger, in the order of ids.
	Erased(ctx context.Context) ([]Erased, error)
}

// Eraser removes so that nothing of it is left in the file.
type Eraser interface {
	// Erase removes customers, whether or not they lie in the trash, and all that
	// belongs to them, in one transaction that first runs do, which may be nil.
	// Ids of rows that are not there, or that belong to others, are erased as
	// well; all go into the ledger. It cannot be undone.
	Erase(ctx context.Context, op Operation, ids []ID, do func(Tx) error) (Erasure, error)
}

// Traces tells what the book holds of customers, before they are erased.
func (s *Customers) Traces(ctx context.Context, ids ...ID) (Traces, error) {
	x, err := s.c.store.Traces(ctx, ids)
	return x, wrap("customers.traces", err)
}

// Erase removes customers and everything that belongs to them for ever: from
// the rows, the history, the search index and the log of the file, and from
// every backup when it is given back. Their requests are closed and stay
// without them; that they refused to be contacted stays as well. It is a
// Conflict with Detail "merged" for one who was merged into another, who has to
// be erased instead.
func (s *Customers) Erase(ctx context.Context, ids ...ID) (Erasure, error) {
	const name = "customers.erase"
	if len(ids) == 0 {
		return Erasure{}, invalid(name, "customers", "empty")
	}
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return Erasure{}, wrap(name, err)
	}
	e, err := s.c.store.Erase(ctx, Operation{Kind: OpErase, Actor: s.c.actor(ctx)}, ids, func(tx Tx) error {
		for _, id := range ids {
			c, err := tx.Customer(ctx, id)
			if err != nil {
				return err
			}
			if c.MergedInto != "" {
				return &Error{Op: name, Code: Conflict, Detail: "merged"}
			}
			if err := s.keepRefusals(ctx, tx, id, c.Channels, today); err != nil {
				return err
			}
			if err := endPetitions(ctx, tx, id, today); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		s.c.hub.publish(Change{Entity: EntityAll})
	}
	return e, wrap(name, err)
}

// keepRefusals sees to it that the addresses of somebody who refused stand on the
// list of those who opted out, which outlives them.
func (s *Customers) keepRefusals(ctx context.Context, tx Tx, id ID, channels []Channel, today calendar.Date) error {
	g, err := s.c.guard(ctx, tx)
	if err != nil {
		return err
	}
	log, err := tx.Consents(ctx, id)
	if err != nil {
		return err
	}
	for _, no := range standing(log, today) {
		if err := g.block(ctx, no, channels); err != nil {
			return err
		}
	}
	return nil
}

// Ledger returns what was ever erased.
func (b *Book) Ledger(ctx context.Context) ([]Erased, error) {
	x, err := b.core.store.Erased(ctx)
	return x, wrap("book.ledger", err)
}

// HitContact is a touch in which a name stands, among Traces.Mentions.
const HitContact HitKind = "interaction"
