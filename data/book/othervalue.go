package book

import (
	"context"
	"time"
)

// OtherValue is a value that was written while somebody else wrote the same
// field, and lost. It is kept until somebody chooses, or writes the field anew.
type OtherValue struct {
	ID       ID
	Customer ID     // whose field it is, or ""
	Entity   string // table: "customer", "channel", "note", …
	Row      ID
	Field    string // column
	Value    string // as it is stored; "" for nothing
	Present  string // what the field holds now
	By       string // the device that wrote it
	At       time.Time
}

// OtherValueReader answers which values lost.
type OtherValueReader interface {
	// OtherValues returns those of a customer, or of the whole book when the
	// customer is "", the newest first.
	OtherValues(ctx context.Context, customer ID) ([]OtherValue, error)
}

// OtherValueTx changes what was kept.
type OtherValueTx interface {
	// TakeOther puts the other value into its field, which settles it. NotFound
	// when it is gone.
	TakeOther(ctx context.Context, id ID) error
	// DropOther leaves the field as it is and forgets the other value, here and
	// on all devices.
	DropOther(ctx context.Context, id ID) error
}

// OtherValues returns the values that lost against another device's, of one
// customer or, when it is "", of the whole book, the newest first.
func (s *Customers) OtherValues(ctx context.Context, customer ID) ([]OtherValue, error) {
	vs, err := s.c.store.OtherValues(ctx, customer)
	return vs, wrap("customers.other_values", err)
}

// Choose ends a conflict. With take the other value comes into the field, and
// undoing it brings back the one that was there; without, what is there stays
// and the other value is forgotten.
func (s *Customers) Choose(ctx context.Context, v OtherValue, take bool) (Operation, error) {
	kind, do := OpConflictTake, Tx.TakeOther
	if !take {
		kind, do = OpConflictDrop, Tx.DropOther
	}
	return s.c.write(ctx, "customers.choose", Operation{Kind: kind}, func(tx Tx) error {
		return do(tx, ctx, v.ID)
	}, Change{Entity: Entity(v.Entity), ID: v.Row, Customer: v.Customer}, Change{Entity: EntityConflicts, ID: v.ID, Customer: v.Customer})
}
