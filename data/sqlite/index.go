package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"dragoman/data/book"
)

// replaceText puts the search text of one row, in place of an older one unless
// the row is new.
func (w *writer) replaceText(ctx context.Context, index string, n int64, text string, fresh bool) error {
	if !fresh {
		if _, err := w.s.exec(ctx, "DELETE FROM "+index+" WHERE rowid = ?", n); err != nil {
			return err
		}
	}
	_, err := w.s.exec(ctx, "INSERT INTO "+index+"(rowid, text) VALUES (?,?)", n, text)
	return err
}

func (w *writer) indexCustomer(ctx context.Context, n int64, c *book.Customer, fresh bool) error {
	org, err := w.organisationName(ctx, c)
	if err != nil {
		return err
	}
	return w.replaceText(ctx, "customer_search", n, book.CustomerText(*c, org), fresh)
}

// indexMade puts the search text of a new customer. Who works there may have come
// before.
func (w *writer) indexMade(ctx context.Context, n int64, c *book.Customer) error {
	err := w.indexCustomer(ctx, n, c, true)
	if err != nil || c.Kind != book.Organisation {
		return err
	}
	return w.indexMembers(ctx, c.ID)
}

// organisationName is the name on the card of c's organisation, or as it was
// written where there is no card, or not yet.
func (w *writer) organisationName(ctx context.Context, c *book.Customer) (string, error) {
	id := c.OrganisationID
	if id == "" {
		return c.Organisation, nil
	}
	if name, ok := w.orgs[id]; ok {
		return name, nil
	}
	var name string
	err := w.s.row(ctx, "SELECT name_full FROM customer WHERE id = ?", []any{id}, &name)
	if errors.Is(err, sql.ErrNoRows) {
		return c.Organisation, nil // it may come later in the same transaction
	}
	if err == nil {
		w.orgs[id] = name
	}
	return name, err
}

// indexMembers brings up to date what is found by the name of an organisation.
func (w *writer) indexMembers(ctx context.Context, organisation book.ID) error {
	delete(w.orgs, organisation)
	rows, err := w.s.values(ctx, 1, "SELECT id FROM customer WHERE organisation = ?", organisation)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if err := w.reindexCustomer(ctx, book.ID(r[0].(string))); err != nil {
			return err
		}
	}
	return nil
}

// reindexCustomer renews the search text of a stored customer, if it is there.
func (w *writer) reindexCustomer(ctx context.Context, id book.ID) error {
	r, n, err := loadCustomer(ctx, w.s, id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.indexCustomer(ctx, n, &r.Customer, false)
}

func (w *writer) indexNote(ctx context.Context, id book.ID, fresh bool) error {
	var n int64
	var note book.Note
	if err := w.s.row(ctx, "SELECT n, text FROM note WHERE id = ?", []any{id}, &n, &note.Text); err != nil {
		return err
	}
	return w.replaceText(ctx, "note_search", n, book.NoteText(note), fresh)
}

func (w *writer) indexFollowUp(ctx context.Context, id book.ID, fresh bool) error {
	f, n, err := loadFollowUp(ctx, w.s, id)
	if err != nil {
		return err
	}
	return w.replaceText(ctx, "followup_search", n, book.FollowUpText(f), fresh)
}
