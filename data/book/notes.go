package book

import (
	"context"
	"strings"
	"time"
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

// Interactions holds the use cases of touches with customers.
type Interactions struct{ c *core }

// List returns the touches with a customer, the newest first.
func (s *Interactions) List(ctx context.Context, customer ID, limit int) ([]Interaction, error) {
	xs, err := s.c.store.Interactions(ctx, customer, limit)
	return xs, wrap("interactions.list", err)
}

// Log keeps a touch and restarts the customer's cadence. At may be zero for
// now; it must not lie in the future.
func (s *Interactions) Log(ctx context.Context, i Interaction) (Interaction, Operation, error) {
	const name = "interactions.log"
	i, err := s.complete(i)
	if err != nil {
		return i, Operation{}, wrap(name, err)
	}
	op, err := s.c.write(ctx, name, Operation{Kind: OpContactLog}, func(tx Tx) error {
		return logContact(ctx, tx, i)
	}, Change{Entity: EntityInteraction, ID: i.ID, Customer: i.CustomerID})
	return i, op, err
}

// Trash removes a touch; the cadence counts from the one before.
func (s *Interactions) Trash(ctx context.Context, id ID) (Operation, error) {
	const name = "interactions.trash"
	i, err := s.c.store.Interaction(ctx, id)
	if err != nil {
		return Operation{}, wrap(name, err)
	}
	return s.c.write(ctx, name, Operation{Kind: OpContactTrash}, func(tx Tx) error {
		i.TrashedAt = s.c.now().UTC()
		return logContact(ctx, tx, i)
	}, Change{Entity: EntityInteraction, ID: id, Customer: i.CustomerID})
}

func (s *Interactions) complete(i Interaction) (Interaction, error) {
	now := s.c.now().UTC()
	if i.At.IsZero() {
		i.At = now
	}
	switch {
	case i.CustomerID == "":
		return i, invalid("interactions.log", "customer", "missing")
	case i.Kind == "":
		return i, invalid("interactions.log", "kind", "missing")
	case i.At.After(now.Add(time.Minute)):
		return i, invalid("interactions.log", "at", "in_future")
	}
	i.Text = strings.TrimSpace(i.Text)
	if i.ID == "" {
		i.ID, i.CreatedAt = NewID(), now
	}
	return i, nil
}

func logContact(ctx context.Context, tx Tx, i Interaction) error {
	if err := tx.PutInteraction(ctx, i); err != nil {
		return err
	}
	return tx.Touch(ctx, i.CustomerID)
}
