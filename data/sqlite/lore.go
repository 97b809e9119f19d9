package sqlite

import (
	"context"
	"database/sql"
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
		list, err := lores(ctx, s, "WHERE id = ?", id)
		if err == nil && len(list) == 0 {
			err = sql.ErrNoRows
		}
		if err != nil {
			return book.Lore{}, err
		}
		return list[0], nil
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
	const op = "store.lore"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if l.ID == "" {
		return invalid(op, "id", "missing")
	}
	before, found, err := w.stored(ctx, loreTable, "", string(l.ID))
	if err != nil {
		return fault(op, err)
	}
	if l.CreatedAt.IsZero() {
		l.CreatedAt = w.now
	}
	row := encode(&l, loreFields)
	if !found {
		if l.Version != 0 {
			return notFound(op)
		}
		return fault(op, w.insert(ctx, loreTable, row, "", []string{"version", "updated_at"}, []any{1, w.stamp}))
	}
	var version int64
	if err := w.s.row(ctx, "SELECT version FROM lore WHERE id = ?", []any{l.ID}, &version); err != nil {
		return fault(op, err)
	}
	if version != l.Version {
		return conflict(op, "stale")
	}
	row[loreTable.at["created_at"]] = before[loreTable.at["created_at"]]
	changed, err := w.update(ctx, loreTable, before, row, "")
	if err != nil || !changed {
		return fault(op, err)
	}
	return fault(op, w.afterLore(ctx, l.ID))
}

// afterLore brings what is derived from lore up to date.
func (w *writer) afterLore(ctx context.Context, id book.ID) error {
	_, err := w.s.exec(ctx, "UPDATE lore SET version = version + 1, updated_at = ? WHERE id = ?", w.stamp, id)
	return err
}
