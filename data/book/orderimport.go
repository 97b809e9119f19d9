package book

import (
	"context"
	"errors"
	"iter"
	"strings"

	"dragoman/data/calendar"
)

// IncomingOrder is an order as a file has it. Customer is the id, a mail
// address or the name of the customer.
type IncomingOrder struct {
	Row      int // in the file, for what is said about it
	Customer string
	Order    Order
	Problem  string // what could not be read, a code; "" when all could
}

// BadOrder is a row that did not come in, with the code of the reason and the
// currency as the file has it.
type BadOrder struct {
	Row      int
	Code     string
	Currency string
}

// OrderReport tells what became of the rows of a file.
type OrderReport struct {
	Added, Changed, Same int
	Bad                  []BadOrder
	Operation            Operation
}

// Import brings orders in, in one transaction. An order is known again by its
// number and customer, or without a number by customer, day, currency and
// total; what the file says of a known one wins, and blanks erase nothing. Rows
// that cannot be kept are reported and the others come in. With dry nothing is
// written.
func (s *Orders) Import(ctx context.Context, rows iter.Seq[IncomingOrder], dry bool) (OrderReport, error) {
	const name = "orders.import"
	var rep OrderReport
	today, err := s.c.today(ctx, s.c.store)
	if err != nil {
		return rep, wrap(name, err)
	}
	rep.Operation, err = bring(ctx, s.c, name, OpOrderImport, rows, func(tx Tx) func(context.Context, IncomingOrder) error {
		in := orderImport{customerFinder: customerFinder{tx, map[string]ID{}}, s: s, today: today, rep: &rep}
		return in.row
	}, func() bool { return !dry && rep.Added+rep.Changed > 0 })
	return rep, err
}

// bring takes in the rows of a file in one transaction. It leaves no trace when
// keep says no at the end: after a dry run, or when nothing came in.
func bring[R any](ctx context.Context, c *core, name string, kind OpKind, rows iter.Seq[R], begin func(Tx) func(context.Context, R) error, keep func() bool) (Operation, error) {
	op, err := c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		take := begin(tx)
		for r := range rows {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := take(ctx, r); err != nil {
				return err
			}
		}
		if !keep() {
			return errDryRun
		}
		return nil
	}, Change{Entity: EntityAll})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return op, err
}

// orderImport carries one file in.
type orderImport struct {
	customerFinder
	s     *Orders
	today calendar.Date
	rep   *OrderReport
}

// customerFinder finds the customers whom a file names.
type customerFinder struct {
	tx    Tx
	found map[string]ID // by how the file names them
}

// bad reports a row that does not come in.
func (in *orderImport) bad(r IncomingOrder, code string) error {
	in.rep.Bad = append(in.rep.Bad, BadOrder{r.Row, code, r.Order.Currency})
	return nil
}

func (in *orderImport) row(ctx context.Context, r IncomingOrder) error {
	if r.Problem != "" {
		return in.bad(r, r.Problem)
	}
	id, why, err := in.customer(ctx, r.Customer)
	if err != nil || why != "" {
		if err != nil {
			return err
		}
		return in.bad(r, why)
	}
	o := tidyOrder(r.Order)
	o.CustomerID = id
	old, found, err := in.known(ctx, o)
	if err != nil {
		return err
	}
	if found {
		o = overOrder(old, r.Order)
	}
	var e *Error
	if err := ValidateOrder(o); errors.As(err, &e) {
		return in.bad(r, e.Field+"_"+e.Detail)
	}
	if o.On > in.today+1 && o.Counts() != 0 {
		return in.bad(r, "on_in_future")
	}
	now := in.s.c.now().UTC()
	switch {
	case !found:
		o.ID, o.CreatedAt, o.Version = NewID(), now, 0
		in.rep.Added++
	case sameOrder(old, o):
		in.rep.Same++
		return nil
	default:
		in.rep.Changed++
	}
	o.UpdatedAt = now
	_, err = in.s.put(ctx, in.tx, o)
	return err
}

// known finds the order of a row, when the book has it.
func (in *orderImport) known(ctx context.Context, o Order) (old Order, found bool, err error) {
	if o.Number != "" {
		id, err := in.tx.OrderNumbered(ctx, o.CustomerID, o.Number)
		if err != nil || id == "" {
			return old, false, err
		}
		old, err = in.tx.Order(ctx, id)
		return old, err == nil, err
	}
	page, err := in.tx.Orders(ctx, OrderQuery{Filter: OrderFilter{Customer: o.CustomerID, From: o.On, To: o.On, Currency: o.Currency}, Limit: 100})
	for _, r := range page.Rows {
		if r.Number == "" && r.Total == o.Total {
			old, err = in.tx.Order(ctx, r.ID)
			return old, err == nil, err
		}
	}
	return old, false, err
}

// overOrder is a known order with what a file says of it.
func overOrder(old, in Order) Order {
	o := old
	o.On, o.Currency, o.Total = in.On, in.Currency, in.Total
	if in.Status != "" {
		o.Status = in.Status
	}
	if in.CostKnown {
		o.Cost, o.CostKnown = in.Cost, true
	}
	if in.Payment != "" {
		o.Payment = in.Payment
	}
	if in.Note != "" {
		o.Note = in.Note
	}
	if o.Total != old.Total {
		o.Lines = nil // they no longer make the total
	}
	return tidyOrder(o)
}

func sameOrder(a, b Order) bool {
	return a.On == b.On && a.Currency == b.Currency && a.Total == b.Total && a.Status == b.Status && a.Cost == b.Cost &&
		a.CostKnown == b.CostKnown && a.Payment == b.Payment && a.Note == b.Note
}

// customer finds whom a row means: by id, by mail address, by name. why is a
// code when it cannot be said.
func (in *customerFinder) customer(ctx context.Context, named string) (id ID, why string, err error) {
	named = strings.TrimSpace(named)
	if named == "" {
		return "", "customer_missing", nil
	}
	if id, ok := in.found[named]; ok {
		return id, "", nil
	}
	c, err := in.tx.Customer(ctx, ID(named))
	switch CodeOf(err) {
	case "":
		id = c.ID
	case NotFound:
		id, why, err = in.byWords(ctx, named)
	}
	if err == nil && why == "" {
		in.found[named] = id
	}
	return id, why, err
}

func (in *customerFinder) byWords(ctx context.Context, named string) (ID, string, error) {
	var ids []ID
	if strings.Contains(named, "@") {
		found, _, err := in.tx.Match(ctx, Origin{}, []string{strings.ToLower(named)})
		if err != nil {
			return "", "", err
		}
		ids = found
	} else {
		page, err := in.tx.Customers(ctx, CustomerQuery{Filter: CustomerFilter{Text: named}, Limit: 50})
		if err != nil {
			return "", "", err
		}
		for _, r := range page.Rows {
			if strings.EqualFold(r.Name.Full, named) || strings.EqualFold(r.Name.Latin, named) {
				ids = append(ids, r.ID)
			}
		}
	}
	switch len(ids) {
	case 0:
		return "", "customer_unknown", nil
	case 1:
		return ids[0], "", nil
	}
	return "", "customer_ambiguous", nil
}
