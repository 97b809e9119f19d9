package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var retentionFields = []field[book.Retention]{
	text("id", func(r *book.Retention) *book.ID { return &r.ID }),
	text("kind", func(r *book.Retention) *book.Kind { return &r.Kind }),
	text("segment", func(r *book.Retention) *book.ID { return &r.Segment }),
	number("years", func(r *book.Retention) *int { return &r.Years }),
	instant("created_at", func(r *book.Retention) *time.Time { return &r.CreatedAt }),
	instant("trashed_at", func(r *book.Retention) *time.Time { return &r.TrashedAt }),
}

var retentionTable = newTable("retention", "", "", names(nil, retentionFields)...)

var keepingFields = []field[book.Keeping]{
	text("id", func(k *book.Keeping) *book.ID { return &k.ID }),
	text("customer", func(k *book.Keeping) *book.ID { return &k.CustomerID }),
	text("reason", func(k *book.Keeping) *string { return &k.Reason }),
	day("until", func(k *book.Keeping) *calendar.Date { return &k.Until }),
	text("author", func(k *book.Keeping) *string { return &k.Author }),
	instant("created_at", func(k *book.Keeping) *time.Time { return &k.CreatedAt }),
}

var keepingTable = newTable("keeping", "", "customer", names(nil, keepingFields)...)

// Retentions implements book.RetentionReader.
func (r reader) Retentions(ctx context.Context) ([]book.Retention, error) {
	return ask(ctx, r, "store.retentions", func(s *session) ([]book.Retention, error) {
		rows, err := s.values(ctx, len(retentionTable.columns), retentionTable.selectSQL+" WHERE trashed_at IS NULL ORDER BY created_at, id")
		out := make([]book.Retention, len(rows))
		for i, row := range rows {
			decode(&out[i], retentionFields, row)
		}
		return out, err
	})
}

// Untouched implements book.RetentionReader.
func (r reader) Untouched(ctx context.Context, kind book.Kind, since time.Time, today calendar.Date) ([]book.ID, error) {
	return ask(ctx, r, "store.untouched", func(s *session) ([]book.ID, error) {
		var out []book.ID
		err := s.each(ctx, `SELECT c.id FROM customer c WHERE c.trashed_at IS NULL AND coalesce(c.last_contact, c.created_at) < ?1 AND (?2 = '' OR c.kind = ?2)
			AND NOT EXISTS (SELECT 1 FROM keeping k WHERE k.customer = c.id AND k.until >= ?3)
			AND NOT EXISTS (SELECT 1 FROM followup f WHERE f.customer = c.id AND f.done_at IS NULL AND f.trashed_at IS NULL)
			ORDER BY coalesce(c.last_contact, c.created_at), c.id`, []any{stamp(since), kind, today.String()}, func(scan func(...any) error) error {
			var id book.ID
			err := scan(&id)
			out = append(out, id)
			return err
		})
		return out, err
	})
}

// Keepings implements book.RetentionReader.
func (r reader) Keepings(ctx context.Context, customer book.ID) ([]book.Keeping, error) {
	return ask(ctx, r, "store.keepings", func(s *session) ([]book.Keeping, error) {
		rows, err := s.values(ctx, len(keepingTable.columns), "SELECT "+strings.Join(keepingTable.columns, ", ")+
			" FROM keeping WHERE customer = ? ORDER BY created_at DESC, id DESC", customer)
		out := make([]book.Keeping, len(rows))
		for i, row := range rows {
			decode(&out[i], keepingFields, row)
		}
		return out, err
	})
}

// PutRetention implements book.RetentionTx.
func (w *writer) PutRetention(ctx context.Context, r book.Retention) error {
	return w.put(ctx, "store.retention", retentionTable, encode(&r, retentionFields))
}

// PutKeeping implements book.RetentionTx.
func (w *writer) PutKeeping(ctx context.Context, k book.Keeping) error {
	return w.put(ctx, "store.keeping", keepingTable, encode(&k, keepingFields))
}
