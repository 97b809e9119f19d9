package book

import (
	"context"
	"slices"
	"strings"
)

// OrderReader answers questions about orders and rates.
type OrderReader interface {
	Order(ctx context.Context, id ID) (Order, error) // also from the trash
	Orders(ctx context.Context, q OrderQuery) (OrderPage, error)
	OrderTotals(ctx context.Context, f OrderFilter) (OrderTotals, error)
	// OrderNumbered finds the order of a customer by its number; id is "" when
	// there is none that is not in the trash.
	OrderNumbered(ctx context.Context, customer ID, number string) (id ID, err error)
	// OrderSummaries calls each for every live customer who has orders that
	// count, in no particular order.
	OrderSummaries(ctx context.Context, each func(OrderSummary) error) error
	// OrderSummary is that of one customer.
	OrderSummary(ctx context.Context, customer ID) (OrderSummary, error)
	// SalesByMonth sums the sales of live customers month by month, the oldest
	// first.
	SalesByMonth(ctx context.Context) ([]MonthlySales, error)
	// UsedCurrencies counts the orders by currency, the most used first.
	UsedCurrencies(ctx context.Context) ([]Facet, error)
	Rates(ctx context.Context) ([]Rate, error) // the latest day first, without the trash
	Rate(ctx context.Context, id ID) (Rate, error)
}

// OrderTx are the verbs that change orders and rates.
type OrderTx interface {
	PutOrder(ctx context.Context, o Order) error
	PutRate(ctx context.Context, r Rate) error
}

// Orders holds the use cases of orders and of the rates at which they are
// summed.
type Orders struct{ c *core }

// Get returns one order, also from the trash.
func (s *Orders) Get(ctx context.Context, id ID) (Order, error) {
	o, err := s.c.store.Order(ctx, id)
	return o, wrap("orders.get", err)
}

// numberHits is for how many customers the orders are sought by words.
const numberHits = 200

// List returns one page of orders, the latest first.
func (s *Orders) List(ctx context.Context, q OrderQuery) (OrderPage, error) {
	var err error
	if q.Filter, err = s.worded(ctx, q.Filter); err != nil {
		return OrderPage{}, wrap("orders.list", err)
	}
	p, err := s.c.store.Orders(ctx, q)
	return p, wrap("orders.list", err)
}

// Totals sums the orders that a filter picks. Those without a rate are told
// apart and not summed.
func (s *Orders) Totals(ctx context.Context, f OrderFilter) (OrderTotals, error) {
	f, err := s.worded(ctx, f)
	if err != nil {
		return OrderTotals{}, wrap("orders.totals", err)
	}
	t, err := s.c.store.OrderTotals(ctx, f)
	return t, wrap("orders.totals", err)
}

// worded finds the customers whom the words of a filter may mean.
func (s *Orders) worded(ctx context.Context, f OrderFilter) (OrderFilter, error) {
	f.Text = strings.TrimSpace(f.Text)
	if f.Text == "" {
		return f, nil
	}
	hits, err := s.c.store.Search(ctx, f.Text, numberHits)
	for _, h := range hits {
		if h.Kind == HitCustomer {
			f.Customers = append(f.Customers, h.Customer)
		}
	}
	return f, err
}

// Summary is what the orders of one customer come to.
func (s *Orders) Summary(ctx context.Context, customer ID) (OrderSummary, error) {
	x, err := s.c.store.OrderSummary(ctx, customer)
	return x, wrap("orders.summary", err)
}

// Summaries calls each with what the orders of every customer come to.
func (s *Orders) Summaries(ctx context.Context, each func(OrderSummary) error) error {
	return wrap("orders.summaries", s.c.store.OrderSummaries(ctx, each))
}

// SalesByMonth sums the sales month by month, the oldest first.
func (s *Orders) SalesByMonth(ctx context.Context) ([]MonthlySales, error) {
	x, err := s.c.store.SalesByMonth(ctx)
	return x, wrap("orders.months", err)
}

// UsedCurrencies counts the orders by currency, the most used first.
func (s *Orders) UsedCurrencies(ctx context.Context) ([]Facet, error) {
	x, err := s.c.store.UsedCurrencies(ctx)
	return x, wrap("orders.currencies", err)
}

// Save enters an order (empty ID) or changes one. It refuses what cannot be
// kept with the field at fault, and with Conflict when the order was changed
// since it was read.
func (s *Orders) Save(ctx context.Context, o Order) (Order, Operation, error) {
	const name = "orders.save"
	o = tidyOrder(o)
	if err := s.valid(ctx, o); err != nil {
		return o, Operation{}, wrap(name, err)
	}
	op := Operation{Kind: OpOrderEdit}
	now := s.c.now().UTC()
	if o.ID == "" {
		op.Kind = OpOrderAdd
		o.ID, o.CreatedAt, o.Version = NewID(), now, 0
	}
	o.UpdatedAt = now
	done, err := s.c.write(ctx, name, op, func(tx Tx) error {
		if _, err := tx.Customer(ctx, o.CustomerID); err != nil {
			return err
		}
		if o.Number != "" {
			if other, err := tx.OrderNumbered(ctx, o.CustomerID, o.Number); err != nil || other != "" && other != o.ID {
				return cmpErr(err, invalid(name, "number", "taken"))
			}
		}
		var err error
		o, err = s.put(ctx, tx, o)
		return err
	}, Change{Entity: EntityOrder, ID: o.ID, Customer: o.CustomerID}, Change{Entity: EntityLoyalty, Customer: o.CustomerID})
	return o, done, err
}

// cmpErr is err, or instead where err is nil.
func cmpErr(err, instead error) error {
	if err != nil {
		return err
	}
	return instead
}

// SetStatus changes how far an order has come.
func (s *Orders) SetStatus(ctx context.Context, id ID, to OrderStatus) (Operation, error) {
	return s.change(ctx, "orders.status", OpOrderEdit, id, func(o *Order) error {
		o.Status = to
		return ValidateOrder(*o)
	})
}

// Trash moves an order to the trash; undo brings it back.
func (s *Orders) Trash(ctx context.Context, id ID) (Operation, error) {
	return s.change(ctx, "orders.trash", OpOrderTrash, id, func(o *Order) error {
		o.TrashedAt = s.c.now().UTC()
		return nil
	})
}

func (s *Orders) change(ctx context.Context, name string, kind OpKind, id ID, do func(*Order) error) (Operation, error) {
	o, err := s.c.store.Order(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		o, err := tx.Order(ctx, id)
		if err != nil {
			return err
		}
		if err := do(&o); err != nil {
			return err
		}
		o.UpdatedAt = s.c.now().UTC()
		_, err = s.put(ctx, tx, o)
		return err
	}, Change{Entity: EntityOrder, ID: id, Customer: o.CustomerID}, Change{Entity: EntityLoyalty, Customer: o.CustomerID})
}

// put keeps an order, brings the points that it earns in line, and returns it
// as it is now.
func (s *Orders) put(ctx context.Context, tx Tx, o Order) (Order, error) {
	if err := tx.PutOrder(ctx, o); err != nil {
		return o, err
	}
	o, err := tx.Order(ctx, o.ID)
	if err != nil {
		return o, err
	}
	return o, (&Loyalty{s.c}).settle(ctx, tx, o)
}

// tidyOrder drops blanks and lines that say nothing, and sums the lines.
func tidyOrder(o Order) Order {
	o.Number, o.Payment, o.Note = strings.TrimSpace(o.Number), strings.TrimSpace(o.Payment), strings.TrimSpace(o.Note)
	o.Currency = strings.ToUpper(strings.TrimSpace(o.Currency))
	if o.Status == "" {
		o.Status = OrderOpen
	}
	if !o.CostKnown {
		o.Cost = 0
	}
	var lines []OrderLine
	for _, l := range o.Lines {
		l.Text = strings.TrimSpace(l.Text)
		if l.Text != "" || l.Price != 0 {
			lines = append(lines, l)
		}
	}
	if o.Lines = lines; len(lines) > 0 {
		o.Total = 0
		for _, l := range lines {
			o.Total += l.Amount()
		}
	}
	return o
}

// The bounds of an order.
const (
	longestNumber = 80
	mostLines     = 500
	mostAmount    = 1_000_000_000_000_000 // minor units; sums of many still fit
	mostQuantity  = 1_000_000 * quantityUnit
	mostPrice     = 1_000_000_000_000
)

// ValidateOrder says what of an order cannot be kept, as an Invalid error that
// names the field.
func ValidateOrder(o Order) error {
	const op = "orders.validate"
	switch {
	case o.CustomerID == "":
		return invalid(op, "customer", "missing")
	case o.On.IsZero():
		return invalid(op, "on", "missing")
	case !slices.Contains(OrderStatuses(), o.Status):
		return invalid(op, "status", "unknown")
	case !KnownCurrency(o.Currency):
		return invalid(op, "currency", "not_in_use")
	case o.Total > mostAmount || o.Total < -mostAmount:
		return invalid(op, "total", "too_large")
	case o.Total < 0 && o.Status != OrderReturned:
		return invalid(op, "total", "below_zero")
	case o.Cost > mostAmount || o.Cost < -mostAmount:
		return invalid(op, "cost", "too_large")
	case o.Cost < 0 && o.Status != OrderReturned:
		return invalid(op, "cost", "below_zero")
	case len(o.Number) > longestNumber:
		return invalid(op, "number", "too_long")
	case len(o.Payment) > longestText:
		return invalid(op, "payment", "too_long")
	case len(o.Note) > 10*longestText:
		return invalid(op, "note", "too_long")
	case len(o.Lines) > mostLines:
		return invalid(op, "lines", "too_many")
	}
	for _, l := range o.Lines {
		switch {
		case len(l.Text) > longestText:
			return invalid(op, "lines", "too_long")
		case l.Quantity > mostQuantity || l.Quantity < -mostQuantity || l.Price > mostPrice || l.Price < -mostPrice:
			return invalid(op, "lines", "too_large")
		}
	}
	return nil
}

// valid also looks at the day: a sale is not made tomorrow.
func (s *Orders) valid(ctx context.Context, o Order) error {
	if err := ValidateOrder(o); err != nil {
		return err
	}
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return err
	}
	if o.On > today+1 && o.Counts() != 0 { // it may be tomorrow already where the customer is
		return invalid("orders.validate", "on", "in_future")
	}
	return nil
}
