package sqlite

import (
	"context"
	"strconv"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// ofTheLiving leaves out the orders of customers in the trash, who are few.
const ofTheLiving = `p.customer NOT IN (SELECT id FROM customer WHERE trashed_at IS NOT NULL)`

// orderSQL is the condition of a filter.
func orderSQL(f book.OrderFilter) conditions {
	var b conditions
	b.add("p.trashed_at IS NULL")
	if f.Customer == "" {
		b.add(ofTheLiving)
	} else {
		b.add("p.customer = ?", string(f.Customer))
	}
	if f.Text != "" {
		ids := make([]string, len(f.Customers))
		for i, id := range f.Customers {
			ids[i] = string(id)
		}
		b.add("p.n IN (SELECT n FROM purchase WHERE number = ? AND number <> '' UNION ALL SELECT n FROM purchase WHERE customer"+inList+")", f.Text, idList(ids))
	}
	if len(f.Statuses) > 0 {
		list := make([]string, len(f.Statuses))
		for i, s := range f.Statuses {
			list[i] = string(s)
		}
		b.add("p.status"+inList, idList(list))
	}
	if f.Currency != "" {
		b.add("p.currency = ?", f.Currency)
	}
	if !f.From.IsZero() {
		b.add("p.day >= ?", f.From.String())
	}
	if !f.To.IsZero() {
		b.add("p.day <= ?", f.To.String())
	}
	if f.Unrated {
		b.add("p.counts <> 0 AND p.base IS NULL")
	}
	return b
}

// Orders implements book.Reader. The place in the list is the day and, within
// it, the row.
func (r reader) Orders(ctx context.Context, q book.OrderQuery) (book.OrderPage, error) {
	return ask(ctx, r, "store.orders", func(s *session) (book.OrderPage, error) {
		var page book.OrderPage
		b := orderSQL(q.Filter)
		if q.After != "" {
			on, n, _ := strings.Cut(q.After, " ")
			row, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				return page, err
			}
			b.add("(p.day, p.n) < (?, ?)", on, row)
		}
		limit := min(orDefault(q.Limit, 60), 500)
		list, ns, err := purchases(ctx, s, "WHERE "+strings.Join(b.texts, " AND ")+" ORDER BY p.day DESC, p.n DESC LIMIT ?", append(b.args, limit+1)...)
		if err != nil {
			return page, err
		}
		if len(list) > limit {
			list = list[:limit]
			page.Next = list[limit-1].On.String() + " " + strconv.FormatInt(ns[limit-1], 10)
		}
		ids := make([]string, len(list))
		for i, o := range list {
			ids[i] = string(o.CustomerID)
		}
		byID, err := customersByID(ctx, s, ids)
		for _, o := range list {
			page.Rows = append(page.Rows, book.OrderRow{Order: o, Customer: byID[o.CustomerID]})
		}
		return page, err
	})
}

// OrderTotals implements book.Reader.
func (r reader) OrderTotals(ctx context.Context, f book.OrderFilter) (book.OrderTotals, error) {
	return ask(ctx, r, "store.order_totals", func(s *session) (book.OrderTotals, error) {
		var t book.OrderTotals
		b := orderSQL(f)
		where := " FROM purchase p WHERE " + strings.Join(b.texts, " AND ")
		err := s.row(ctx, `SELECT count(*), count(*) FILTER (WHERE p.counts = 1), count(*) FILTER (WHERE p.counts = -1),
			coalesce(sum(p.base) FILTER (WHERE p.counts <> 0), 0), coalesce(sum(p.base_cost) FILTER (WHERE p.counts <> 0), 0),
			coalesce(sum(p.base) FILTER (WHERE p.counts <> 0 AND p.base_cost IS NOT NULL), 0)`+where,
			b.args, &t.All, &t.Count, &t.Returns, &t.Total, &t.Cost, &t.Costed)
		if err != nil {
			return t, err
		}
		err = s.each(ctx, `SELECT p.currency, count(*), sum(p.total), min(p.day), max(p.day)`+where+
			` AND p.counts <> 0 AND p.base IS NULL GROUP BY p.currency ORDER BY count(*) DESC, p.currency`, b.args,
			func(scan func(...any) error) error {
				var u book.Unrated
				var first, last string
				err := scan(&u.Currency, &u.Count, &u.Total, &first, &last)
				u.First, u.Last = dayOf(first), dayOf(last)
				t.Apart = append(t.Apart, u)
				return err
			})
		return t, err
	})
}

// OrderNumbered implements book.Reader.
func (r reader) OrderNumbered(ctx context.Context, customer book.ID, number string) (book.ID, error) {
	return ask(ctx, r, "store.order_numbered", func(s *session) (book.ID, error) {
		var id book.ID
		err := s.each(ctx, "SELECT id FROM purchase WHERE number = ? AND number <> '' AND customer = ? AND trashed_at IS NULL ORDER BY n LIMIT 1",
			[]any{number, customer}, func(scan func(...any) error) error { return scan(&id) })
		return id, err
	})
}

// The sums of customers are read from one index alone.
const (
	sumsOfCustomer = `SELECT p.customer, count(*) FILTER (WHERE p.counts = 1), count(DISTINCT CASE p.counts WHEN 1 THEN p.day END),
		count(*) FILTER (WHERE p.counts = -1), min(CASE p.counts WHEN 1 THEN p.day END), max(CASE p.counts WHEN 1 THEN p.day END),
		coalesce(sum(p.base), 0), coalesce(sum(p.base_cost), 0), coalesce(sum(CASE WHEN p.base_cost IS NOT NULL THEN p.base END), 0),
		count(*) - count(p.base)
		FROM purchase p INDEXED BY purchase_worth WHERE p.counts <> 0 AND p.trashed_at IS NULL`
	byCustomer = ` GROUP BY p.customer`
)

func scanSummary(scan func(...any) error) (book.OrderSummary, error) {
	var x book.OrderSummary
	var first, last *string
	err := scan(&x.CustomerID, &x.Count, &x.Days, &x.Returns, &first, &last, &x.Total, &x.Cost, &x.Costed, &x.Unrated)
	if first != nil && last != nil {
		x.First, x.Last = dayOf(*first), dayOf(*last)
	}
	return x, err
}

// OrderSummaries implements book.Reader.
func (r reader) OrderSummaries(ctx context.Context, each func(book.OrderSummary) error) error {
	_, err := ask(ctx, r, "store.order_summaries", func(s *session) (struct{}, error) {
		return struct{}{}, s.each(ctx, sumsOfCustomer+" AND "+ofTheLiving+byCustomer, nil, func(scan func(...any) error) error {
			x, err := scanSummary(scan)
			if err != nil {
				return err
			}
			return each(x)
		})
	})
	return err
}

// OrderSummary implements book.Reader.
func (r reader) OrderSummary(ctx context.Context, customer book.ID) (book.OrderSummary, error) {
	return ask(ctx, r, "store.order_summary", func(s *session) (book.OrderSummary, error) {
		x := book.OrderSummary{CustomerID: customer}
		err := s.each(ctx, sumsOfCustomer+" AND p.customer = ?"+byCustomer, []any{customer}, func(scan func(...any) error) (err error) {
			x, err = scanSummary(scan)
			return err
		})
		return x, err
	})
}

// SalesByMonth implements book.Reader.
func (r reader) SalesByMonth(ctx context.Context) ([]book.MonthlySales, error) {
	return ask(ctx, r, "store.sales", func(s *session) ([]book.MonthlySales, error) {
		var out []book.MonthlySales
		err := s.each(ctx, `SELECT substr(p.day, 1, 7), count(*) FILTER (WHERE p.counts = 1), coalesce(sum(p.base), 0), count(*) - count(p.base)
			FROM purchase p INDEXED BY purchase_worth WHERE p.counts <> 0 AND p.trashed_at IS NULL AND `+ofTheLiving+` GROUP BY 1 ORDER BY 1`, nil,
			func(scan func(...any) error) error {
				var x book.MonthlySales
				var month string
				if err := scan(&month, &x.Count, &x.Total, &x.Unrated); err != nil {
					return err
				}
				first := dayOf(month + "-01")
				x.Year, x.Month = first.Year(), int(first.Month())
				out = append(out, x)
				return nil
			})
		return out, err
	})
}

// UsedCurrencies implements book.Reader.
func (r reader) UsedCurrencies(ctx context.Context) ([]book.Facet, error) {
	return ask(ctx, r, "store.currencies", func(s *session) ([]book.Facet, error) {
		var out []book.Facet
		err := s.each(ctx, `SELECT currency, count(*) FROM purchase INDEXED BY purchase_by_currency GROUP BY currency ORDER BY count(*) DESC, currency`, nil,
			func(scan func(...any) error) error {
				var f book.Facet
				err := scan(&f.Value, &f.Count)
				out = append(out, f)
				return err
			})
		return out, err
	})
}

// OrdersToThank implements book.Reader.
func (r reader) OrdersToThank(ctx context.Context, since calendar.Date, limit int) ([]book.OrderRow, error) {
	return ask(ctx, r, "store.to_thank", func(s *session) ([]book.OrderRow, error) {
		list, _, err := purchases(ctx, s, `WHERE p.counts = 1 AND p.trashed_at IS NULL AND p.day >= ? AND p.thanked = 0 AND `+ofTheLiving+`
			AND NOT EXISTS (SELECT 1 FROM interaction i WHERE i.customer = p.customer AND i.at >= p.day AND i.direction <> 'in' AND i.trashed_at IS NULL)
			AND NOT EXISTS (SELECT 1 FROM purchase q WHERE q.customer = p.customer AND q.counts = 1 AND q.trashed_at IS NULL AND (q.day, q.n) > (p.day, p.n))
			ORDER BY p.day DESC, p.n DESC LIMIT ?`, since.String(), orDefault(limit, -1))
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(list))
		for i, o := range list {
			ids[i] = string(o.CustomerID)
		}
		byID, err := customersByID(ctx, s, ids)
		out := make([]book.OrderRow, len(list))
		for i, o := range list {
			out[i] = book.OrderRow{Order: o, Customer: byID[o.CustomerID]}
		}
		return out, err
	})
}
