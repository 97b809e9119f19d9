package book

import (
	"context"

	"dragoman/data/calendar"
)

// ThankDays is for how long after an order a thank-you is suggested.
const ThankDays = 14

// ThanksReader answers whom to thank.
type ThanksReader interface {
	// OrdersToThank lists sales since a day for which nobody has thanked, and
	// after which nobody of us has been in touch with the customer, the latest
	// first and one for each customer.
	OrdersToThank(ctx context.Context, since calendar.Date, limit int) ([]OrderRow, error)
}

// ToThank lists the orders of the last days for which a thank-you is
// suggested.
func (s *Orders) ToThank(ctx context.Context, limit int) ([]OrderRow, error) {
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return nil, wrap("orders.to_thank", err)
	}
	rows, err := s.c.store.OrdersToThank(ctx, today-ThankDays, limit)
	return rows, wrap("orders.to_thank", err)
}

// Thank settles the suggestion to thank for an order: with a follow-up that is
// made for it, or without one when it is not needed. Undo takes back both.
func (s *Orders) Thank(ctx context.Context, id ID, f *FollowUp) (Operation, error) {
	const name = "orders.thank"
	o, err := s.c.store.Order(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	changes := []Change{{Entity: EntityOrder, ID: id, Customer: o.CustomerID}}
	now := s.c.now().UTC()
	if f != nil {
		f.ID, f.CustomerID, f.CreatedAt, f.UpdatedAt = NewID(), o.CustomerID, now, now
		changes = append(changes, Change{Entity: EntityFollowUp, ID: f.ID, Customer: o.CustomerID})
	}
	return s.c.write(ctx, name, Operation{Kind: OpOrderThank}, func(tx Tx) error {
		o, err := tx.Order(ctx, id)
		if err != nil {
			return err
		}
		o.Thanked = true
		if err := tx.PutOrder(ctx, o); err != nil || f == nil {
			return err
		}
		return tx.PutFollowUp(ctx, *f)
	}, changes...)
}
