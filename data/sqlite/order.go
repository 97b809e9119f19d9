package sqlite

import (
	"context"
	"database/sql"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// amount is a whole number that does not fit an int everywhere.
func amount[T any](name string, at func(*T) *int64) field[T] {
	return field[T]{
		name,
		func(v *T) any { return *at(v) },
		func(v *T, x any) { *at(v), _ = x.(int64) },
	}
}

var orderFields = []field[book.Order]{
	text("id", func(o *book.Order) *book.ID { return &o.ID }),
	text("customer", func(o *book.Order) *book.ID { return &o.CustomerID }),
	maybe("deal", func(o *book.Order) *book.ID { return &o.DealID }),
	text("number", func(o *book.Order) *string { return &o.Number }),
	day("day", func(o *book.Order) *calendar.Date { return &o.On }),
	text("status", func(o *book.Order) *book.OrderStatus { return &o.Status }),
	text("currency", func(o *book.Order) *string { return &o.Currency }),
	amount("total", func(o *book.Order) *int64 { return &o.Total }),
	{
		"cost",
		func(o *book.Order) any {
			if !o.CostKnown {
				return nil
			}
			return o.Cost
		},
		func(o *book.Order, x any) { o.Cost, o.CostKnown = x.(int64) },
	},
	text("payment", func(o *book.Order) *string { return &o.Payment }),
	text("note", func(o *book.Order) *string { return &o.Note }),
	truth("thanked", func(o *book.Order) *bool { return &o.Thanked }),
	instant("created_at", func(o *book.Order) *time.Time { return &o.CreatedAt }),
	instant("trashed_at", func(o *book.Order) *time.Time { return &o.TrashedAt }),
}

var orderTable = newTable("purchase", "", "customer", names(nil, orderFields)...)

var linePart = listOf("purchaseline", "purchase", "", func(o *book.Order) *[]book.OrderLine { return &o.Lines },
	func(x *book.OrderLine) *book.ID { return &x.ID }, func(o *book.Order) book.ID { return o.ID },
	text("text", func(x *book.OrderLine) *string { return &x.Text }),
	amount("quantity", func(x *book.OrderLine) *int64 { return &x.Quantity }),
	amount("price", func(x *book.OrderLine) *int64 { return &x.Price }))

// derivedOfOrder are the derived columns of an order.
var derivedOfOrder = []string{"version", "updated_at", "counts", "base", "base_cost"}

// PutOrder implements book.Tx.
func (w *writer) PutOrder(ctx context.Context, o book.Order) error {
	const op = "store.order"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if o.ID == "" || o.CustomerID == "" {
		return invalid(op, "id", "missing")
	}
	before, found, err := w.stored(ctx, orderTable, "", string(o.ID))
	if err != nil {
		return fault(op, err)
	}
	if o.CreatedAt.IsZero() {
		o.CreatedAt = w.now
	}
	row, owner := encode(&o, orderFields), string(o.CustomerID)
	if !found {
		if o.Version != 0 {
			return notFound(op)
		}
		return fault(op, w.insertOrder(ctx, o, row, owner))
	}
	var version int64
	if err := w.s.row(ctx, "SELECT version FROM purchase WHERE id = ?", []any{o.ID}, &version); err != nil {
		return fault(op, err)
	}
	if version != o.Version {
		return conflict(op, "stale")
	}
	row[orderTable.at["created_at"]] = before[orderTable.at["created_at"]]
	changed, err := w.update(ctx, orderTable, before, row, owner)
	if err != nil {
		return fault(op, err)
	}
	parts, err := syncPart(ctx, w, linePart, &o, string(o.ID), owner)
	if err != nil || !changed && !parts {
		return fault(op, err)
	}
	return fault(op, w.afterOrder(ctx, o.ID))
}

func (w *writer) insertOrder(ctx context.Context, o book.Order, row []any, owner string) error {
	at := w.stamp
	if s, ok := stamp(o.UpdatedAt).(string); ok {
		at = s
	}
	if err := w.makeAt(ctx, orderTable, row, at); err != nil {
		return err
	}
	if err := w.record(ctx, orderTable, string(o.ID), owner, 1, "", nil, nil); err != nil {
		return err
	}
	for _, r := range linePart.rows(&o) {
		if _, err := w.insertRow(ctx, linePart.table, r, nil, nil); err != nil {
			return err
		}
	}
	return nil
}

// worth is what an order comes to in the base currency, as it is stored: NULL
// where there is no rate, or no cost.
func worth(rates *book.Rates, o book.Order) (base, baseCost any) {
	c, ok := rates.Convert(o.Total, o.Currency, o.On)
	if !ok {
		return nil, nil
	}
	base = c.Amount
	if o.CostKnown {
		if c, ok := rates.Convert(o.Cost, o.Currency, o.On); ok {
			baseCost = c.Amount
		}
	}
	return base, baseCost
}

// afterOrder brings what is derived from an order up to date.
func (w *writer) afterOrder(ctx context.Context, id book.ID) error {
	rates, err := w.ratesNow(ctx)
	if err != nil {
		return err
	}
	o, err := loadOrder(ctx, w.s, id)
	if err != nil {
		return err
	}
	base, baseCost := worth(rates, o)
	_, err = w.s.exec(ctx, "UPDATE purchase SET version = version + 1, updated_at = ?, counts = ?, base = ?, base_cost = ? WHERE id = ?",
		w.stamp, o.Counts(), base, baseCost, id)
	return err
}

// loadOrder reads an order with its lines.
func loadOrder(ctx context.Context, s *session, id book.ID) (book.Order, error) {
	list, _, err := purchases(ctx, s, "WHERE p.id = ?", id)
	if err == nil && len(list) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return book.Order{}, err
	}
	o := list[0]
	rows, err := s.values(ctx, len(linePart.columns), linePart.selectSQL, id)
	for _, row := range rows {
		linePart.add(&o, row)
	}
	return o, err
}

// purchases reads orders without their lines, and their row numbers.
func purchases(ctx context.Context, s *session, where string, args ...any) ([]book.Order, []int64, error) {
	k := len(orderTable.columns)
	rows, err := s.values(ctx, k+5, "SELECT "+prefixed("p.", orderTable.columns)+", p.version, p.updated_at, p.base, p.base_cost, p.n FROM purchase p "+where, args...)
	out, ns := make([]book.Order, len(rows)), make([]int64, len(rows))
	for i, row := range rows {
		o := &out[i]
		decode(o, orderFields, row)
		o.Version, _ = row[k].(int64)
		o.UpdatedAt = instantOf(row[k+1])
		o.Base, o.Rated = row[k+2].(int64)
		o.BaseCost, _ = row[k+3].(int64)
		ns[i], _ = row[k+4].(int64)
	}
	return out, ns, err
}

// Order implements book.Reader.
func (r reader) Order(ctx context.Context, id book.ID) (book.Order, error) {
	return ask(ctx, r, "store.order", func(s *session) (book.Order, error) { return loadOrder(ctx, s, id) })
}
