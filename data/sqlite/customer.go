package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"slices"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var derivedOfCustomer = []string{"version", "updated_at", "sort_key", "name_fold", "last_contact", "cold_on"}

// PutCustomer implements book.Tx. A customer with Version 0 is made, and is a
// Conflict when it is there already; another is changed, and is a Conflict when
// its Version is not the stored one. LastContact and CreatedAt are taken as
// given when a customer is made and left alone after that.
func (w *writer) PutCustomer(ctx context.Context, c book.Customer) error {
	const op = "store.customer"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if c.ID == "" {
		return invalid(op, "id", "missing")
	}
	r := record{Customer: c}
	var n, version int64
	err = w.s.row(ctx, "SELECT n, version FROM customer WHERE id = ?", []any{c.ID}, &n, &version)
	switch {
	case errors.Is(err, sql.ErrNoRows) && c.Version != 0:
		return notFound(op)
	case errors.Is(err, sql.ErrNoRows):
		return fault(op, w.makeCustomer(ctx, &r))
	case err != nil:
		return fault(op, err)
	case version != c.Version:
		return conflict(op, "stale")
	}
	return fault(op, w.changeCustomer(ctx, &r, n))
}

func (w *writer) makeCustomer(ctx context.Context, r *record) error {
	r.contactTold = r.LastContact
	if r.CreatedAt.IsZero() {
		r.CreatedAt = w.now
	}
	updated := w.stamp
	if s, ok := stamp(r.UpdatedAt).(string); ok {
		updated = s
	}
	if err := w.putPicture(ctx, r); err != nil {
		return err
	}
	for _, t := range distinct(r.Tags) {
		r.tags = append(r.tags, tagRow{tag: t})
	}
	id := string(r.ID)
	res, err := w.insertRow(ctx, customerTable, encode(r, customerFields), derivedOfCustomer, []any{
		1, updated, sortKey(&r.Customer), book.Fold(r.Name.Full), stamp(r.LastContact),
		coldOn(r.Cadence, r.LastContact, r.CreatedAt),
	})
	if err != nil {
		return err
	}
	if err := w.record(ctx, customerTable, id, id, 1, "", nil, nil); err != nil {
		return err
	}
	for _, p := range customerParts {
		for _, row := range p.rows(r) {
			if _, err := w.insertRow(ctx, p.table, row, nil, nil); err != nil {
				return err
			}
		}
	}
	n, err := res.LastInsertId()
	if err != nil {
		return err
	}
	return w.indexMade(ctx, n, &r.Customer)
}

func (w *writer) changeCustomer(ctx context.Context, r *record, n int64) error {
	id := string(r.ID)
	before, _, err := w.stored(ctx, customerTable, id, id)
	if err != nil {
		return err
	}
	if err := w.putPicture(ctx, r); err != nil {
		return err
	}
	row := encode(r, customerFields)
	for _, c := range fixedColumns {
		row[customerTable.at[c]] = before[customerTable.at[c]]
	}
	changed, err := w.update(ctx, customerTable, before, row, id)
	if err != nil {
		return err
	}
	if err := w.storedTags(ctx, r); err != nil {
		return err
	}
	for _, p := range customerParts {
		c, err := syncPart(ctx, w, p, r, id, id)
		if err != nil {
			return err
		}
		changed = changed || c
	}
	if !changed {
		return nil
	}
	if err := w.afterCustomer(ctx, r.ID); err != nil {
		return err
	}
	if err := w.indexCustomer(ctx, n, &r.Customer, false); err != nil {
		return err
	}
	if before[customerTable.at["name_full"]] != r.Name.Full {
		return w.indexMembers(ctx, r.ID)
	}
	return nil
}

// storedTags gives the tags of r the rows they already have.
func (w *writer) storedTags(ctx context.Context, r *record) error {
	rows, err := w.s.values(ctx, 3, tagPart.selectSQL, r.ID)
	if err != nil {
		return err
	}
	have := map[string]string{}
	for _, row := range rows {
		have[tagPart.text(row, "tag")] = tagPart.id(row)
	}
	for _, t := range distinct(r.Tags) {
		r.tags = append(r.tags, tagRow{book.ID(have[t]), t})
	}
	return nil
}

// afterCustomer brings the derived columns of a customer up to date.
func (w *writer) afterCustomer(ctx context.Context, id book.ID) error {
	rows, err := w.s.values(ctx, len(customerTable.columns), customerTable.oneSQL, id, id)
	if err != nil || len(rows) == 0 {
		return err
	}
	var r record
	decode(&r, customerFields, rows[0])
	return w.afterRecord(ctx, &r)
}

// afterRecord does so for one that was read.
func (w *writer) afterRecord(ctx context.Context, r *record) error {
	contact, cold, found, err := w.contactOf(ctx, r.ID)
	if err != nil || !found {
		return err
	}
	_, err = w.s.exec(ctx, "UPDATE customer SET version = version + 1, updated_at = ?, sort_key = ?, name_fold = ?, last_contact = ?, cold_on = ? WHERE id = ?",
		w.stamp, sortKey(&r.Customer), book.Fold(r.Name.Full), contact, cold, r.ID)
	return err
}

// Touch implements book.Tx.
func (w *writer) Touch(ctx context.Context, customer book.ID) error {
	ctx, err := verb(ctx)
	if err == nil {
		err = w.touch(ctx, customer)
	}
	return fault("store.touch", err)
}

func (w *writer) touch(ctx context.Context, id book.ID) error {
	contact, cold, found, err := w.contactOf(ctx, id)
	if err != nil || !found {
		return err
	}
	_, err = w.s.exec(ctx, "UPDATE customer SET last_contact = ?, cold_on = ? WHERE id = ?", contact, cold, id)
	return err
}

// contactOf is when a customer was last spoken with, and the day on which the
// relationship goes cold; found is false when there is none.
func (w *writer) contactOf(ctx context.Context, id book.ID) (contact, cold any, found bool, err error) {
	var told, made string
	var last sql.NullString
	var cadence book.Cadence
	err = w.s.row(ctx, `SELECT coalesce(contact_told, ''), created_at, cadence_ideal,
		(SELECT max(at) FROM interaction WHERE customer = c.id AND trashed_at IS NULL AND aside = 0)
		FROM customer c WHERE id = ?`, []any{id}, &told, &made, &cadence.Ideal, &last)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil, false, nil
	}
	if err != nil {
		return nil, nil, false, err
	}
	at := instantOf(max(told, last.String))
	return stamp(at), coldOn(cadence, at, instantOf(made)), true, nil
}

// coldOn is the first day on which the ideal interval has run out, counted
// from the last contact, or from when the customer came into the book. The
// days are those of UTC.
func coldOn(c book.Cadence, contact, made time.Time) any {
	if c.Ideal <= 0 {
		return nil
	}
	if contact.IsZero() {
		contact = made
	}
	return dayText(calendar.DateOf(contact.UTC()) + calendar.Date(c.Ideal))
}

// SetTrashed implements book.Tx. Ids that are gone, or that already are where
// they should be, are passed over.
func (w *writer) SetTrashed(ctx context.Context, ids []book.ID, at time.Time) error {
	const op = "store.trash"
	i := customerTable.at["trashed_at"]
	for _, id := range ids {
		sctx, err := verb(ctx)
		if err != nil {
			return fault(op, err)
		}
		before, found, err := w.stored(sctx, customerTable, string(id), string(id))
		if err != nil {
			return fault(op, err)
		}
		if !found || (before[i] != nil) == !at.IsZero() {
			continue
		}
		row := slices.Clone(before)
		row[i] = stamp(at)
		if at.IsZero() {
			row[customerTable.at["merged_into"]] = nil // it is somebody of its own again
		}
		if _, err := w.update(sctx, customerTable, before, row, string(id)); err != nil {
			return fault(op, err)
		}
		if err := w.bump(sctx, id); err != nil {
			return fault(op, err)
		}
	}
	return nil
}

// bump counts a change of a customer that touches nothing derived from it.
func (w *writer) bump(ctx context.Context, id book.ID) error {
	_, err := w.s.exec(ctx, "UPDATE customer SET version = version + 1, updated_at = ? WHERE id = ?", w.stamp, id)
	return err
}

// Tag implements book.Tx. Ids that are gone are passed over.
func (w *writer) Tag(ctx context.Context, ids []book.ID, add, remove []string) error {
	const op = "store.tag"
	for _, id := range ids {
		sctx, err := verb(ctx)
		if err != nil {
			return fault(op, err)
		}
		if err := w.tagOne(sctx, id, add, remove); err != nil {
			return fault(op, err)
		}
	}
	return nil
}

func (w *writer) tagOne(ctx context.Context, id book.ID, add, remove []string) error {
	rows, err := w.s.values(ctx, 3, tagPart.selectSQL, id)
	if err != nil {
		return err
	}
	have := map[string][]any{}
	for _, row := range rows {
		have[tagPart.text(row, "tag")] = row
	}
	changed := false
	for _, t := range remove {
		if row, ok := have[t]; ok && !slices.Contains(add, t) {
			changed = true
			if err := w.delete(ctx, tagPart.table, row, string(id)); err != nil {
				return err
			}
		}
	}
	var n int64
	for _, t := range distinct(add) {
		if have[t] != nil {
			continue
		}
		if n == 0 {
			err := w.s.row(ctx, "SELECT n FROM customer WHERE id = ?", []any{id}, &n)
			if errors.Is(err, sql.ErrNoRows) {
				return nil
			}
			if err != nil {
				return err
			}
		}
		changed = true
		if err := w.insert(ctx, tagPart.table, []any{string(book.NewID()), string(id), t}, string(id), nil, nil); err != nil {
			return err
		}
	}
	if !changed {
		return nil
	}
	if err := w.bump(ctx, id); err != nil {
		return err
	}
	return w.reindexCustomer(ctx, id)
}

// distinct returns tags sorted, once each, without the empty one.
func distinct(tags []string) []string {
	out := slices.Clone(tags)
	slices.Sort(out)
	out = slices.Compact(out)
	return slices.DeleteFunc(out, func(s string) bool { return s == "" })
}

// putPicture stores a picture under the hash of its content, with a thumbnail.
func (w *writer) putPicture(ctx context.Context, r *record) error {
	if len(r.Picture) == 0 {
		return nil
	}
	sum := sha256.Sum256(r.Picture)
	r.pictureID = hex.EncodeToString(sum[:])
	var there int
	err := w.s.row(ctx, "SELECT count(*) FROM picture WHERE id = ?", []any{r.pictureID}, &there)
	if err != nil || there > 0 {
		return err
	}
	thumb, err := thumbnail(r.Picture)
	if err != nil {
		return invalid("store.customer", "picture", "unreadable")
	}
	_, err = w.s.exec(ctx, "INSERT INTO picture(id, data, thumb) VALUES (?,?,?)", r.pictureID, r.Picture, thumb)
	return err
}
