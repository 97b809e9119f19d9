package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
)

var loreFields = []field[book.Lore]{
	text("id", func(l *book.Lore) *book.ID { return &l.ID }),
	text("sort", func(l *book.Lore) *book.LoreSort { return &l.Sort }),
	text("market", func(l *book.Lore) *string { return &l.Market }),
	text("language", func(l *book.Lore) *string { return &l.Language }),
	text("subject", func(l *book.Lore) *string { return &l.Subject }),
	text("practice", func(l *book.Lore) *string { return &l.Practice }),
	text("strength", func(l *book.Lore) *string { return &l.Strength }),
	text("channel", func(l *book.Lore) *string { return &l.Channel }),
	text("register", func(l *book.Lore) *string { return &l.Register }),
	text("heading", func(l *book.Lore) *string { return &l.Heading }),
	text("text", func(l *book.Lore) *string { return &l.Text }),
	text("meaning", func(l *book.Lore) *string { return &l.Meaning }),
	text("scope", func(l *book.Lore) *string { return &l.Scope }),
	text("why", func(l *book.Lore) *string { return &l.Why }),
	text("advice", func(l *book.Lore) *string { return &l.Advice }),
	text("avoid", func(l *book.Lore) *string { return &l.Avoid }),
	text("ask", func(l *book.Lore) *string { return &l.Ask }),
	text("author", func(l *book.Lore) *string { return &l.Author }),
	instant("created_at", func(l *book.Lore) *time.Time { return &l.CreatedAt }),
	instant("trashed_at", func(l *book.Lore) *time.Time { return &l.TrashedAt }),
}

var loreTable = newTable("lore", "", "", names(nil, loreFields)...)

// lores reads lore in the order in which it was entered.
func lores(ctx context.Context, s *session, where string, args ...any) ([]book.Lore, error) {
	k := len(loreTable.columns)
	rows, err := s.values(ctx, k+2, "SELECT "+strings.Join(loreTable.columns, ", ")+", version, updated_at FROM lore "+
		where+" ORDER BY created_at, id", args...)
	out := make([]book.Lore, len(rows))
	for i, row := range rows {
		decode(&out[i], loreFields, row)
		out[i].Version, _ = row[k].(int64)
		out[i].UpdatedAt = instantOf(row[k+1])
	}
	return out, err
}

// Lore implements book.Reader. It also finds one that was removed.
func (r reader) Lore(ctx context.Context, id book.ID) (book.Lore, error) {
	return ask(ctx, r, "store.lore", func(s *session) (book.Lore, error) {
		return only(lores(ctx, s, "WHERE id = ?", id))
	})
}

// Lores implements book.Reader. What was removed is left out.
func (r reader) Lores(ctx context.Context) ([]book.Lore, error) {
	return ask(ctx, r, "store.lores", func(s *session) ([]book.Lore, error) {
		return lores(ctx, s, "WHERE trashed_at IS NULL")
	})
}

// PutLore implements book.Tx.
func (w *writer) PutLore(ctx context.Context, l book.Lore) error {
	return w.putVersioned(ctx, "store.lore", loreTable, encode(&l, loreFields), l.Version, l.UpdatedAt)
}
