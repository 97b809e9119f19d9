package sqlite

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// Likenesses implements book.Reader. Customers, channels and birthdays are
// read side by side in the order of ids, so that memory stays flat.
func (r reader) Likenesses(ctx context.Context, each func(book.Likeness) error) error {
	_, err := ask(ctx, r, "store.likenesses", func(s *session) (struct{}, error) {
		channels, err := channelsOf(ctx, s)
		if err != nil {
			return struct{}{}, err
		}
		born, err := birthdaysOf(ctx, s)
		if err != nil {
			return struct{}{}, err
		}
		return struct{}{}, s.each(ctx, `SELECT c.id, c.kind, c.name_full, c.name_latin, c.name_reading, c.name_nick, c.name_language,
			coalesce((SELECT o.name_full FROM customer o WHERE o.id = c.organisation), c.org_name), coalesce(c.country, '')
			FROM customer c WHERE c.trashed_at IS NULL ORDER BY c.n`, nil, func(scan func(...any) error) error {
			var l book.Likeness
			n := &l.Name
			if err := scan(&l.ID, &l.Kind, &n.Full, &n.Latin, &n.Reading, &n.Nickname, &n.Language, &l.Organisation, &l.Country); err != nil {
				return err
			}
			l.Channels, l.Birthday = channels[l.ID], born[l.ID]
			return each(l)
		})
	})
	return err
}

func channelsOf(ctx context.Context, s *session) (map[book.ID][]book.Channel, error) {
	out := map[book.ID][]book.Channel{}
	err := s.each(ctx, `SELECT customer, kind, value, coalesce(normal, '') FROM channel WHERE kind NOT IN ('address', 'web')`, nil,
		func(scan func(...any) error) error {
			var id book.ID
			var c book.Channel
			err := scan(&id, &c.Kind, &c.Value, &c.Normal)
			out[id] = append(out[id], c)
			return err
		})
	return out, err
}

func birthdaysOf(ctx context.Context, s *session) (map[book.ID]calendar.Partial, error) {
	out := map[book.ID]calendar.Partial{}
	err := s.each(ctx, `SELECT customer, calendar, year, month, leap, day FROM date WHERE kind = 'birthday' ORDER BY customer, pos DESC`, nil,
		func(scan func(...any) error) error {
			var id book.ID
			var p calendar.Partial
			err := scan(&id, &p.Calendar, &p.Year, &p.Month, &p.Leap, &p.Day)
			out[id] = p
			return err
		})
	return out, err
}

// Apart implements book.Reader.
func (r reader) Apart(ctx context.Context) (map[[2]book.ID]bool, error) {
	return ask(ctx, r, "store.apart", func(s *session) (map[[2]book.ID]bool, error) {
		out := map[[2]book.ID]bool{}
		err := s.each(ctx, "SELECT a, b FROM apart", nil, func(scan func(...any) error) error {
			var a, b book.ID
			err := scan(&a, &b)
			out[book.Couple(a, b)] = true
			return err
		})
		return out, err
	})
}

// PutApart implements book.Tx. Telling a couple apart twice changes nothing.
func (w *writer) PutApart(ctx context.Context, a, b book.ID) error {
	const op = "store.apart"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	c := book.Couple(a, b)
	var there int
	if err := w.s.row(ctx, "SELECT count(*) FROM apart WHERE a = ? AND b = ?", []any{c[0], c[1]}, &there); err != nil || there > 0 {
		return fault(op, err)
	}
	row := []any{string(book.NewID()), string(c[0]), string(c[1])}
	return fault(op, w.insert(ctx, apartTable, row, "", nil, nil))
}

// MoveTo implements book.Tx.
func (w *writer) MoveTo(ctx context.Context, from, to book.ID, at time.Time) error {
	const op = "store.move"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if err := w.oneLetterEach(ctx, from, to); err != nil {
		return fault(op, err)
	}
	for _, name := range tableNames() {
		t := tables[name]
		if t.owner == "customer" && t.parent == "" {
			if err := w.moveRows(ctx, t, from, to); err != nil {
				return fault(op, err)
			}
		}
	}
	if err := w.pointTo(ctx, from, to); err != nil {
		return fault(op, err)
	}
	return fault(op, w.retire(ctx, from, to, at))
}

// oneLetterEach takes one of two who are to become one out of every campaign
// that was to reach both. Who was written to stays, else who was left out, for
// silence can be mended; where both were written to, both stay.
func (w *writer) oneLetterEach(ctx context.Context, from, to book.ID) error {
	stays, err := recipients(ctx, w.s, "WHERE p.customer = ?", to)
	if err != nil {
		return err
	}
	goes, err := recipients(ctx, w.s, "WHERE p.customer = ?", from)
	if err != nil {
		return err
	}
	rank := map[book.RecipientState]int{book.LeftOut: 1, book.Sent: 2}
	for _, x := range goes {
		i := slices.IndexFunc(stays, func(r book.Recipient) bool { return r.CampaignID == x.CampaignID })
		if i < 0 || x.State == book.Sent && stays[i].State == book.Sent {
			continue
		}
		if rank[x.State] > rank[stays[i].State] {
			x = stays[i]
		}
		if err := w.delete(ctx, recipientTable, encode(&x, recipientFields), string(x.CustomerID)); err != nil {
			return err
		}
	}
	return nil
}

// retire puts a customer into the trash for the sake of another, who also
// takes over when it was last spoken to.
func (w *writer) retire(ctx context.Context, from, to book.ID, at time.Time) error {
	told, trashed, into := customerTable.at["contact_told"], customerTable.at["trashed_at"], customerTable.at["merged_into"]
	gone, found, err := w.stored(ctx, customerTable, string(from), string(from))
	if err != nil || !found {
		return err
	}
	stays, found, err := w.stored(ctx, customerTable, string(to), string(to))
	if err != nil || !found {
		return err
	}
	if a, b := instantOf(gone[told]), instantOf(stays[told]); a.After(b) {
		row := slices.Clone(stays)
		row[told] = gone[told]
		if _, err := w.update(ctx, customerTable, stays, row, string(to)); err != nil {
			return err
		}
	}
	row := slices.Clone(gone)
	row[trashed], row[into] = stamp(at), string(to)
	if _, err := w.update(ctx, customerTable, gone, row, string(from)); err != nil {
		return err
	}
	return w.bump(ctx, from)
}

// tableNames lists the tables of the history, always in the same order.
func tableNames() []string {
	var names []string
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// moveRows gives the rows of one table another customer.
func (w *writer) moveRows(ctx context.Context, t *table, from, to book.ID) error {
	rows, err := w.s.values(ctx, len(t.columns), "SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.name+" WHERE customer = ?", from)
	if err != nil {
		return err
	}
	for _, before := range rows {
		row := slices.Clone(before)
		row[t.at["customer"]] = string(to)
		if _, err := w.update(ctx, t, before, row, string(to)); err != nil {
			return err
		}
		if t == noteTable {
			continue // its text is as it was
		}
		if err := w.after(ctx, t, book.ID(t.id(row))); err != nil {
			return err
		}
	}
	return nil
}

// pointTo lets those who name one customer, as their organisation, in a
// relation or as the one they were merged into, name another instead.
func (w *writer) pointTo(ctx context.Context, from, to book.ID) error {
	for _, p := range []struct {
		t              *table
		column, except string
	}{
		{customerTable, "organisation", "id"}, {customerTable, "merged_into", "id"}, {tables["relation"], "other", "customer"},
	} {
		rows, err := w.s.values(ctx, len(p.t.columns), "SELECT "+strings.Join(p.t.columns, ", ")+" FROM "+p.t.name+
			" WHERE "+p.column+" = ? AND "+p.except+" <> ?", from, to)
		if err != nil {
			return err
		}
		for _, before := range rows {
			if err := w.rename(ctx, p.t, p.column, p.except, before, to); err != nil {
				return err
			}
		}
	}
	return nil
}

// rename puts another customer into one column of a row.
func (w *writer) rename(ctx context.Context, t *table, column, owner string, before []any, to book.ID) error {
	row := slices.Clone(before)
	row[t.at[column]] = string(to)
	id := book.ID(t.text(row, owner))
	if _, err := w.update(ctx, t, before, row, string(id)); err != nil {
		return err
	}
	if err := w.bump(ctx, id); err != nil {
		return err
	}
	return w.reindexCustomer(ctx, id)
}
