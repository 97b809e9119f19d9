package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
)

var interactionFields = []field[book.Interaction]{
	text("id", func(i *book.Interaction) *book.ID { return &i.ID }),
	text("customer", func(i *book.Interaction) *book.ID { return &i.CustomerID }),
	text("kind", func(i *book.Interaction) *book.InteractionKind { return &i.Kind }),
	text("direction", func(i *book.Interaction) *book.Direction { return &i.Direction }),
	text("network", func(i *book.Interaction) *string { return &i.Network }),
	instant("at", func(i *book.Interaction) *time.Time { return &i.At }),
	number("minutes", func(i *book.Interaction) *int { return &i.Minutes }),
	text("text", func(i *book.Interaction) *string { return &i.Text }),
	text("language", func(i *book.Interaction) *string { return &i.Language }),
	text("present", func(i *book.Interaction) *string { return &i.Present }),
	text("outcome", func(i *book.Interaction) *book.Outcome { return &i.Outcome }),
	text("mood", func(i *book.Interaction) *book.Mood { return &i.Mood }),
	text("next_step", func(i *book.Interaction) *string { return &i.NextStep }),
	maybe("next", func(i *book.Interaction) *book.ID { return &i.NextID }),
	truth("aside", func(i *book.Interaction) *bool { return &i.Aside }),
	maybe("followup", func(i *book.Interaction) *book.ID { return &i.FollowUpID }),
	text("author", func(i *book.Interaction) *string { return &i.Author }),
	instant("created_at", func(i *book.Interaction) *time.Time { return &i.CreatedAt }),
	instant("trashed_at", func(i *book.Interaction) *time.Time { return &i.TrashedAt }),
}

var interactionTable = newTable("interaction", "", "customer", names(nil, interactionFields)...)

func interactions(ctx context.Context, s *session, where string, args ...any) ([]book.Interaction, error) {
	rows, err := s.values(ctx, len(interactionTable.columns),
		"SELECT "+strings.Join(interactionTable.columns, ", ")+" FROM interaction "+where, args...)
	out := make([]book.Interaction, len(rows))
	for i, row := range rows {
		decode(&out[i], interactionFields, row)
	}
	return out, err
}

// Interactions implements book.Reader. Those in the trash are left out; a
// limit of 0 is 500.
func (r reader) Interactions(ctx context.Context, customer book.ID, limit int) ([]book.Interaction, error) {
	return ask(ctx, r, "store.interactions", func(s *session) ([]book.Interaction, error) {
		return interactions(ctx, s, "WHERE customer = ? AND trashed_at IS NULL ORDER BY at DESC, id DESC LIMIT ?",
			customer, orDefault(limit, 500))
	})
}

// Interaction implements book.Reader. It also finds one in the trash.
func (r reader) Interaction(ctx context.Context, id book.ID) (book.Interaction, error) {
	return ask(ctx, r, "store.interaction", func(s *session) (book.Interaction, error) {
		return only(interactions(ctx, s, "WHERE id = ?", id))
	})
}

// PutInteraction implements book.Tx.
func (w *writer) PutInteraction(ctx context.Context, i book.Interaction) error {
	if i.At.IsZero() {
		i.At = w.now
	}
	return w.put(ctx, "store.interaction", interactionTable, encode(&i, interactionFields))
}
