package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
)

var attachmentFields = []field[book.Attachment]{
	text("id", func(a *book.Attachment) *book.ID { return &a.ID }),
	text("customer", func(a *book.Attachment) *book.ID { return &a.CustomerID }),
	text("owner_kind", func(a *book.Attachment) *book.OwnerKind { return &a.OwnerKind }),
	text("owner_id", func(a *book.Attachment) *book.ID { return &a.OwnerID }),
	text("name", func(a *book.Attachment) *string { return &a.Name }),
	number("size", func(a *book.Attachment) *int64 { return &a.Size }),
	text("hash", func(a *book.Attachment) *string { return &a.Hash }),
	text("author", func(a *book.Attachment) *string { return &a.Author }),
	instant("created_at", func(a *book.Attachment) *time.Time { return &a.CreatedAt }),
	instant("trashed_at", func(a *book.Attachment) *time.Time { return &a.TrashedAt }),
}

var attachmentTable = newTable("attachment", "", "customer", names(nil, attachmentFields)...)

func attachments(ctx context.Context, s *session, where string, args ...any) ([]book.Attachment, error) {
	rows, err := s.values(ctx, len(attachmentTable.columns),
		"SELECT "+strings.Join(attachmentTable.columns, ", ")+" FROM attachment "+where, args...)
	out := make([]book.Attachment, len(rows))
	for i, row := range rows {
		decode(&out[i], attachmentFields, row)
	}
	return out, err
}

// Attachment implements book.Reader. It also finds one in the trash.
func (r reader) Attachment(ctx context.Context, id book.ID) (book.Attachment, error) {
	return ask(ctx, r, "store.attachment", func(s *session) (book.Attachment, error) {
		return only(attachments(ctx, s, "WHERE id = ?", id))
	})
}

// Attachments implements book.Reader.
func (r reader) Attachments(ctx context.Context, customer book.ID) ([]book.Attachment, error) {
	return ask(ctx, r, "store.attachments", func(s *session) ([]book.Attachment, error) {
		return attachments(ctx, s, "WHERE customer = ? AND trashed_at IS NULL ORDER BY created_at, id", customer)
	})
}

// PutAttachment implements book.Tx.
func (w *writer) PutAttachment(ctx context.Context, a book.Attachment) error {
	const op = "store.attachment"
	if !isHash(a.Hash) {
		return invalid(op, "id", "missing")
	}
	return w.put(ctx, op, attachmentTable, encode(&a, attachmentFields))
}
