package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var ratingFields = []field[book.Rating]{
	text("id", func(r *book.Rating) *book.ID { return &r.ID }),
	text("customer", func(r *book.Rating) *book.ID { return &r.CustomerID }),
	text("what", func(r *book.Rating) *book.RatingKind { return &r.What }),
	number("score", func(r *book.Rating) *int { return &r.Score }),
	text("reason", func(r *book.Rating) *string { return &r.Reason }),
	day("day", func(r *book.Rating) *calendar.Date { return &r.On }),
	text("by", func(r *book.Rating) *string { return &r.By }),
	instant("created_at", func(r *book.Rating) *time.Time { return &r.CreatedAt }),
}

var ratingTable = newTable("rating", "", "customer", names(nil, ratingFields)...)

// Ratings implements book.Reader.
func (r reader) Ratings(ctx context.Context, customer book.ID) ([]book.Rating, error) {
	return ask(ctx, r, "store.ratings", func(s *session) ([]book.Rating, error) {
		rows, err := s.values(ctx, len(ratingTable.columns), "SELECT "+strings.Join(ratingTable.columns, ", ")+
			" FROM rating WHERE customer = ? ORDER BY day DESC, created_at DESC, id DESC", customer)
		out := make([]book.Rating, len(rows))
		for i, row := range rows {
			decode(&out[i], ratingFields, row)
		}
		return out, err
	})
}

// PutRating implements book.Tx.
func (w *writer) PutRating(ctx context.Context, r book.Rating) error {
	return w.put(ctx, "store.rating", ratingTable, encode(&r, ratingFields))
}
