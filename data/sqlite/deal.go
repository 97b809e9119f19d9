package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var dealFields = []field[book.Deal]{
	text("id", func(d *book.Deal) *book.ID { return &d.ID }),
	text("customer", func(d *book.Deal) *book.ID { return &d.CustomerID }),
	text("title", func(d *book.Deal) *string { return &d.Title }),
	text("stage", func(d *book.Deal) *string { return &d.Stage }),
	amount("amount", func(d *book.Deal) *int64 { return &d.Amount }),
	text("currency", func(d *book.Deal) *string { return &d.Currency }),
	number("likelihood", func(d *book.Deal) *int { return &d.Likelihood }),
	day("expected", func(d *book.Deal) *calendar.Date { return &d.Expected }),
	text("owner", func(d *book.Deal) *string { return &d.Owner }),
	text("note", func(d *book.Deal) *string { return &d.Note }),
	text("lost_why", func(d *book.Deal) *string { return &d.LostWhy }),
	instant("closed_at", func(d *book.Deal) *time.Time { return &d.ClosedAt }),
	instant("created_at", func(d *book.Deal) *time.Time { return &d.CreatedAt }),
	instant("trashed_at", func(d *book.Deal) *time.Time { return &d.TrashedAt }),
}

var dealTable = newTable("deal", "", "customer", names(nil, dealFields)...)

func deals(ctx context.Context, s *session, where string, args ...any) ([]book.Deal, error) {
	k := len(dealTable.columns)
	rows, err := s.values(ctx, k+2, "SELECT "+prefixed("p.", dealTable.columns)+", p.version, p.updated_at FROM deal p "+where, args...)
	out := make([]book.Deal, len(rows))
	for i, row := range rows {
		decode(&out[i], dealFields, row)
		out[i].Version, _ = row[k].(int64)
		out[i].UpdatedAt = instantOf(row[k+1])
	}
	return out, err
}

// Deal implements book.Reader.
func (r reader) Deal(ctx context.Context, id book.ID) (book.Deal, error) {
	return ask(ctx, r, "store.deal", func(s *session) (book.Deal, error) {
		return only(deals(ctx, s, "WHERE p.id = ?", id))
	})
}

// Deals implements book.Reader.
func (r reader) Deals(ctx context.Context, f book.DealFilter) ([]book.DealRow, error) {
	return ask(ctx, r, "store.deals", func(s *session) ([]book.DealRow, error) {
		var b conditions
		b.add("p.trashed_at IS NULL")
		if f.Customer == "" {
			b.add(ofTheLiving)
		} else {
			b.add("p.customer = ?", string(f.Customer))
		}
		switch {
		case f.OpenOnly:
			b.add("p.closed_at IS NULL")
		case !f.ClosedSince.IsZero():
			b.add("(p.closed_at IS NULL OR p.closed_at >= ?)", stamp(f.ClosedSince))
		}
		if f.Owner != "" {
			b.add("p.owner = ?", f.Owner)
		}
		list, err := deals(ctx, s, "WHERE "+strings.Join(b.texts, " AND ")+" ORDER BY p.expected IS NULL, p.expected, p.id", b.args...)
		if err != nil {
			return nil, err
		}
		ids := make([]string, len(list))
		for i, d := range list {
			ids[i] = string(d.CustomerID)
		}
		byID, err := customersByID(ctx, s, ids)
		out := make([]book.DealRow, len(list))
		for i, d := range list {
			out[i] = book.DealRow{Deal: d, Customer: byID[d.CustomerID]}
		}
		return out, err
	})
}

// PutDeal implements book.Tx.
func (w *writer) PutDeal(ctx context.Context, d book.Deal) error {
	return w.putVersioned(ctx, "store.deal", dealTable, encode(&d, dealFields), d.Version, d.UpdatedAt)
}
