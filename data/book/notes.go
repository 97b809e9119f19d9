package book

import (
	"context"
	"strings"
)

// Notes holds the use cases of notes, which are kept paragraph by paragraph.
type Notes struct{ c *core }

// List returns the paragraphs about a customer, the newest first.
func (s *Notes) List(ctx context.Context, customer ID) ([]Note, error) {
	ns, err := s.c.store.Notes(ctx, customer)
	return ns, wrap("notes.list", err)
}

// Add writes text about a customer; an empty line begins a new paragraph,
// which is a note of its own.
func (s *Notes) Add(ctx context.Context, customer ID, text string) (Operation, error) {
	const name = "notes.add"
	parts := Paragraphs(text)
	if len(parts) == 0 {
		return Operation{}, invalid(name, "text", "missing")
	}
	now, actor := s.c.now().UTC(), s.c.actor(ctx)
	return s.c.write(ctx, name, Operation{Kind: OpNoteAdd}, func(tx Tx) error {
		if _, err := tx.Customer(ctx, customer); err != nil {
			return err
		}
		for _, p := range parts {
			n := Note{ID: NewID(), CustomerID: customer, Text: p, Author: actor, CreatedAt: now, UpdatedAt: now}
			if err := tx.PutNote(ctx, n); err != nil {
				return err
			}
		}
		return nil
	}, Change{Entity: EntityNote, Customer: customer})
}

// Edit changes the text of one paragraph.
func (s *Notes) Edit(ctx context.Context, id ID, text string) (Operation, error) {
	const name = "notes.edit"
	text = strings.TrimSpace(text)
	if text == "" {
		return Operation{}, invalid(name, "text", "missing")
	}
	return s.change(ctx, name, OpNoteEdit, id, func(n *Note) { n.Text = text })
}

// Trash removes one paragraph; undo brings it back.
func (s *Notes) Trash(ctx context.Context, id ID) (Operation, error) {
	return s.change(ctx, "notes.trash", OpNoteTrash, id, func(n *Note) { n.TrashedAt = s.c.now().UTC() })
}

func (s *Notes) change(ctx context.Context, name string, kind OpKind, id ID, edit func(*Note)) (Operation, error) {
	n, err := s.c.store.Note(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: kind}, func(tx Tx) error {
		n, err := tx.Note(ctx, id)
		if err != nil {
			return err
		}
		edit(&n)
		n.UpdatedAt = s.c.now().UTC()
		return tx.PutNote(ctx, n)
	}, Change{Entity: EntityNote, ID: id, Customer: n.CustomerID})
}

// Paragraphs splits a text at empty lines and drops what is blank.
func Paragraphs(text string) []string {
	var out []string
	var part []string
	flush := func() {
		if p := strings.TrimSpace(strings.Join(part, "\n")); p != "" {
			out = append(out, p)
		}
		part = part[:0]
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) == "" {
			flush()
			continue
		}
		part = append(part, line)
	}
	flush()
	return out
}
