package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var accountFields = []field[book.Account]{
	text("id", func(a *book.Account) *book.ID { return &a.ID }),
	text("customer", func(a *book.Account) *book.ID { return &a.CustomerID }),
	day("joined", func(a *book.Account) *calendar.Date { return &a.Joined }),
	text("tier", func(a *book.Account) *string { return &a.Tier }),
	text("tier_before", func(a *book.Account) *string { return &a.TierBefore }),
	day("tier_on", func(a *book.Account) *calendar.Date { return &a.TierOn }),
	instant("created_at", func(a *book.Account) *time.Time { return &a.CreatedAt }),
	instant("trashed_at", func(a *book.Account) *time.Time { return &a.TrashedAt }),
}

var accountTable = newTable("account", "", "customer", names(nil, accountFields)...)

var entryFields = []field[book.PointEntry]{
	text("id", func(e *book.PointEntry) *book.ID { return &e.ID }),
	text("customer", func(e *book.PointEntry) *book.ID { return &e.CustomerID }),
	text("kind", func(e *book.PointEntry) *book.PointKind { return &e.Kind }),
	number("points", func(e *book.PointEntry) *int { return &e.Points }),
	day("day", func(e *book.PointEntry) *calendar.Date { return &e.On }),
	text("reason", func(e *book.PointEntry) *string { return &e.Reason }),
	maybe("purchase", func(e *book.PointEntry) *book.ID { return &e.OrderID }),
	text("reward", func(e *book.PointEntry) *string { return &e.Reward }),
	text("author", func(e *book.PointEntry) *string { return &e.Author }),
	instant("created_at", func(e *book.PointEntry) *time.Time { return &e.CreatedAt }),
}

var entryTable = newTable("ledger", "", "customer", names(nil, entryFields)...)

// AccountOf implements book.Reader. Where two devices let somebody join, the
// one that is live and came first counts.
func (r reader) AccountOf(ctx context.Context, customer book.ID) (book.Account, bool, error) {
	found := false
	a, err := ask(ctx, r, "store.account", func(s *session) (book.Account, error) {
		var a book.Account
		rows, err := s.values(ctx, len(accountFields), "SELECT "+strings.Join(accountTable.columns, ", ")+
			" FROM account WHERE customer = ? ORDER BY trashed_at IS NOT NULL, id LIMIT 1", customer)
		if found = len(rows) > 0; found {
			decode(&a, accountFields, rows[0])
		}
		return a, err
	})
	return a, found, err
}

// Accounts implements book.Reader.
func (r reader) Accounts(ctx context.Context, limit int) ([]book.AccountRow, error) {
	return ask(ctx, r, "store.accounts", func(s *session) ([]book.AccountRow, error) {
		k := len(accountFields)
		rows, err := s.values(ctx, k+1, "SELECT "+prefixed("p.", accountTable.columns)+`, coalesce((SELECT sum(points) FROM ledger l WHERE l.customer = p.customer), 0)
			FROM account p WHERE p.trashed_at IS NULL AND `+ofTheLiving+` ORDER BY 9 DESC, p.id LIMIT ?`, orDefault(limit, -1))
		if err != nil {
			return nil, err
		}
		out := make([]book.AccountRow, len(rows))
		ids := make([]string, len(rows))
		for i, row := range rows {
			decode(&out[i].Account, accountFields, row)
			n, _ := row[k].(int64)
			out[i].Balance, ids[i] = int(n), string(out[i].CustomerID)
		}
		byID, err := customersByID(ctx, s, ids)
		for i := range out {
			out[i].Customer = byID[out[i].CustomerID]
		}
		return out, err
	})
}

// Entries implements book.Reader.
func (r reader) Entries(ctx context.Context, customer book.ID, limit int) ([]book.PointRow, error) {
	return ask(ctx, r, "store.ledger", func(s *session) ([]book.PointRow, error) {
		where, args := "p.customer = ?", []any{customer}
		if customer == "" {
			where, args = ofTheLiving, nil
		}
		rows, err := s.values(ctx, len(entryFields), "SELECT "+prefixed("p.", entryTable.columns)+" FROM ledger p WHERE "+where+
			" ORDER BY p.day DESC, p.created_at DESC, p.id DESC LIMIT ?", append(args, orDefault(limit, -1))...)
		if err != nil {
			return nil, err
		}
		out := make([]book.PointRow, len(rows))
		ids := make([]string, len(rows))
		for i, row := range rows {
			decode(&out[i].PointEntry, entryFields, row)
			ids[i] = string(out[i].CustomerID)
		}
		byID, err := customersByID(ctx, s, ids)
		for i := range out {
			out[i].Customer = byID[out[i].CustomerID]
		}
		return out, err
	})
}

// Points implements book.Reader. An adjustment of an order counts as earned
// where the order earned, so that a return lowers the tier.
func (r reader) Points(ctx context.Context, customer book.ID, since, before calendar.Date) (balance, earned, left int, err error) {
	_, err = ask(ctx, r, "store.points", func(s *session) (struct{}, error) {
		return struct{}{}, s.row(ctx, `SELECT coalesce(sum(points), 0),
			coalesce(sum(points) FILTER (WHERE (kind = 'earned' OR purchase IS NOT NULL) AND day >= ?2), 0),
			coalesce(sum(points) FILTER (WHERE points > 0 AND day < ?3), 0) + coalesce(sum(points) FILTER (WHERE points < 0), 0)
			FROM ledger WHERE customer = ?1`, []any{customer, dayOr(since), dayOr(before)}, &balance, &earned, &left)
	})
	return balance, earned, left, err
}

// dayOr is a day as text, before all days when it is zero.
func dayOr(d calendar.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// OrderPoints implements book.Reader.
func (r reader) OrderPoints(ctx context.Context, order book.ID) (int, error) {
	return ask(ctx, r, "store.order_points", func(s *session) (n int, err error) {
		err = s.row(ctx, "SELECT coalesce(sum(points), 0) FROM ledger WHERE purchase = ?", []any{order}, &n)
		return n, err
	})
}

// MemberTiers implements book.Reader. Where two devices let somebody join, the
// account that came first counts.
func (r reader) MemberTiers(ctx context.Context) (map[book.ID]string, error) {
	out := map[book.ID]string{}
	_, err := ask(ctx, r, "store.tiers", func(s *session) (struct{}, error) {
		return struct{}{}, s.each(ctx, "SELECT customer, tier FROM account WHERE trashed_at IS NULL ORDER BY id DESC", nil,
			func(scan func(...any) error) error {
				var id book.ID
				var tier string
				err := scan(&id, &tier)
				out[id] = tier
				return err
			})
	})
	return out, err
}

// Gifted implements book.Reader.
func (r reader) Gifted(ctx context.Context, reason string, since calendar.Date) (map[book.ID]bool, error) {
	out := map[book.ID]bool{}
	_, err := ask(ctx, r, "store.gifted", func(s *session) (struct{}, error) {
		return struct{}{}, s.each(ctx, "SELECT DISTINCT customer FROM ledger WHERE kind = 'gift' AND reason = ? AND day >= ?", []any{reason, dayOr(since)},
			func(scan func(...any) error) error {
				var id book.ID
				err := scan(&id)
				out[id] = true
				return err
			})
	})
	return out, err
}

// LoyaltyReport implements book.Reader.
func (r reader) LoyaltyReport(ctx context.Context) (book.LoyaltyReport, error) {
	return ask(ctx, r, "store.loyalty", func(s *session) (book.LoyaltyReport, error) {
		rep := book.LoyaltyReport{Tiers: map[string]int{}}
		err := s.each(ctx, "SELECT p.tier, count(*) FROM account p WHERE p.trashed_at IS NULL AND "+ofTheLiving+" GROUP BY p.tier", nil,
			func(scan func(...any) error) error {
				var tier string
				var n int
				err := scan(&tier, &n)
				rep.Tiers[tier] += n
				rep.Members += n
				return err
			})
		if err != nil {
			return rep, err
		}
		err = s.row(ctx, `SELECT coalesce(sum(p.points), 0) FROM ledger p WHERE p.customer IN (SELECT customer FROM account WHERE trashed_at IS NULL)
			AND `+ofTheLiving, nil, &rep.Balance)
		if err != nil {
			return rep, err
		}
		for _, x := range []struct {
			by, order string
			to        *[]book.Redeemed
		}{
			{"p.reward", "count(*) DESC, 1", &rep.Redeemed}, {"substr(p.day, 1, 7)", "1 DESC", &rep.Months},
		} {
			err := s.each(ctx, "SELECT "+x.by+`, count(*), -sum(p.points), max(p.day) FROM ledger p WHERE p.kind = 'redeemed' AND `+ofTheLiving+
				" GROUP BY 1 ORDER BY "+x.order, nil, func(scan func(...any) error) error {
				var v book.Redeemed
				var last string
				err := scan(&v.Reward, &v.Count, &v.Points, &last)
				v.Last = dayOf(last)
				*x.to = append(*x.to, v)
				return err
			})
			if err != nil {
				return rep, err
			}
		}
		return rep, nil
	})
}

// PutAccount implements book.Tx.
func (w *writer) PutAccount(ctx context.Context, a book.Account) error {
	return w.put(ctx, "store.account", accountTable, encode(&a, accountFields))
}

// AddEntry implements book.Tx. An entry that is there already is a Conflict:
// the ledger only grows.
func (w *writer) AddEntry(ctx context.Context, e book.PointEntry) error {
	const op = "store.ledger"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if e.ID == "" || e.CustomerID == "" {
		return invalid(op, "id", "missing")
	}
	_, found, err := w.stored(ctx, entryTable, "", string(e.ID))
	if err != nil {
		return fault(op, err)
	}
	if found {
		return conflict(op, "stale")
	}
	if e.CreatedAt.IsZero() {
		e.CreatedAt = w.now
	}
	return fault(op, w.insert(ctx, entryTable, encode(&e, entryFields), string(e.CustomerID), nil, nil))
}
