package sqlite

import (
	"context"
	"strings"

	"dragoman/data/book"
)

// Segments implements book.Reader.
func (r reader) Segments(ctx context.Context) ([]book.Segment, error) {
	return ask(ctx, r, "store.segments", func(s *session) ([]book.Segment, error) {
		rows, err := s.values(ctx, len(segmentTable.columns),
			"SELECT "+strings.Join(segmentTable.columns, ", ")+" FROM segment WHERE trashed_at IS NULL ORDER BY name, id")
		out := make([]book.Segment, len(rows))
		for i, row := range rows {
			decode(&out[i], segmentFields, row)
		}
		return out, err
	})
}

// PutSegment implements book.Tx.
func (w *writer) PutSegment(ctx context.Context, g book.Segment) error {
	return w.put(ctx, "store.segment", segmentTable, encode(&g, segmentFields))
}
