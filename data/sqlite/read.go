package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"dragoman/data/book"
)

// loadCustomer reads a whole customer; sql.ErrNoRows when it is not there.
func loadCustomer(ctx context.Context, s *session, id book.ID) (record, int64, error) {
	var r record
	k := len(customerTable.columns)
	rows, err := s.values(ctx, k+5, customerWhole+" = ?", id)
	if err != nil {
		return r, 0, err
	}
	if len(rows) == 0 {
		return r, 0, sql.ErrNoRows
	}
	row := rows[0]
	decode(&r, customerFields, row)
	n := r.rest(row[k:])
	for _, p := range customerParts {
		rows, err := s.values(ctx, len(p.columns), p.selectSQL, id)
		if err != nil {
			return r, 0, err
		}
		for _, row := range rows {
			p.add(&r, row)
		}
	}
	return r, n, nil
}

var customerWhole = "SELECT " + strings.Join(customerTable.columns, ", ") + `, n, version, updated_at, last_contact,
	(SELECT data FROM picture WHERE picture.id = customer.picture) FROM customer WHERE id`

// rest reads what stands behind the journaled columns in customerWhole and
// returns the number of the row.
func (r *record) rest(row []any) int64 {
	n, _ := row[0].(int64)
	r.Version, _ = row[1].(int64)
	r.UpdatedAt, r.LastContact = instantOf(row[2]), instantOf(row[3])
	r.Picture, _ = row[4].([]byte)
	return n
}

// Customer implements book.Reader.
func (r reader) Customer(ctx context.Context, id book.ID) (book.Customer, error) {
	return ask(ctx, r, "store.customer", func(s *session) (book.Customer, error) {
		c, _, err := loadCustomer(ctx, s, id)
		return c.Customer, err
	})
}

func loadFollowUp(ctx context.Context, s *session, id book.ID) (book.FollowUp, int64, error) {
	fs, ns, err := followUps(ctx, s, "WHERE f.id = ?", id)
	if err == nil && len(fs) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return book.FollowUp{}, 0, err
	}
	return fs[0], ns[0], nil
}

// followUps reads follow-ups with their checklists.
func followUps(ctx context.Context, s *session, where string, args ...any) ([]book.FollowUp, []int64, error) {
	k := len(followUpTable.columns)
	rows, err := s.values(ctx, k+3, "SELECT f."+strings.Join(followUpTable.columns, ", f.")+", f.n, f.version, f.updated_at FROM followup f "+where, args...)
	if err != nil {
		return nil, nil, err
	}
	out, ns := make([]book.FollowUp, len(rows)), make([]int64, len(rows))
	ids := make([]string, len(rows))
	at := map[string]int{}
	for i, row := range rows {
		decode(&out[i], followUpFields, row)
		ns[i], _ = row[k].(int64)
		out[i].Version, _ = row[k+1].(int64)
		out[i].UpdatedAt = instantOf(row[k+2])
		ids[i] = string(out[i].ID)
		at[ids[i]] = i
	}
	if len(rows) == 0 {
		return out, ns, nil
	}
	items, err := s.values(ctx, len(checkPart.columns), "SELECT "+strings.Join(checkPart.columns, ", ")+
		" FROM checkitem WHERE followup IN (SELECT value FROM json_each(?)) ORDER BY followup, pos, id", idList(ids))
	if err != nil {
		return nil, nil, err
	}
	for _, row := range items {
		checkPart.add(&out[at[checkPart.text(row, "followup")]], row)
	}
	return out, ns, nil
}

// FollowUp implements book.Reader.
func (r reader) FollowUp(ctx context.Context, id book.ID) (book.FollowUp, error) {
	return ask(ctx, r, "store.followup", func(s *session) (book.FollowUp, error) {
		f, _, err := loadFollowUp(ctx, s, id)
		return f, err
	})
}

func notes(ctx context.Context, s *session, where string, args ...any) ([]book.Note, error) {
	k := len(noteTable.columns)
	rows, err := s.values(ctx, k+1, "SELECT "+strings.Join(noteTable.columns, ", ")+", updated_at FROM note "+where, args...)
	out := make([]book.Note, len(rows))
	for i, row := range rows {
		decode(&out[i], noteFields, row)
		out[i].UpdatedAt = instantOf(row[k])
	}
	return out, err
}

// Notes implements book.Reader. Notes in the trash are left out.
func (r reader) Notes(ctx context.Context, customer book.ID) ([]book.Note, error) {
	return ask(ctx, r, "store.notes", func(s *session) ([]book.Note, error) {
		return notes(ctx, s, "WHERE customer = ? AND trashed_at IS NULL ORDER BY created_at DESC, id DESC", customer)
	})
}

// Note implements book.Reader. It also finds a note in the trash.
func (r reader) Note(ctx context.Context, id book.ID) (book.Note, error) {
	return ask(ctx, r, "store.note", func(s *session) (book.Note, error) {
		return only(notes(ctx, s, "WHERE id = ?", id))
	})
}

// Settings implements book.Reader.
func (r reader) Settings(ctx context.Context) (book.Settings, error) {
	return ask(ctx, r, "store.settings", func(s *session) (book.Settings, error) {
		var st book.Settings
		rows, err := s.values(ctx, 2, "SELECT id, value FROM setting")
		for _, row := range rows {
			for _, f := range settingFields {
				if f.name == row[0] {
					v, _ := row[1].(string)
					f.set(&st, v)
				}
			}
		}
		return st, err
	})
}

// mostMatches is how many customers may share a phone or a mail address.
const mostMatches = 20

// Somebody who was merged into another is still known by the row that came in:
// the other stands for both.
const (
	stands   = "coalesce(m.id, c.id) FROM customer c LEFT JOIN customer m ON m.id = c.merged_into"
	standing = "coalesce(m.trashed_at, CASE WHEN m.id IS NULL THEN c.trashed_at END) IS NULL"
)

// Match implements book.Reader.
func (r reader) Match(ctx context.Context, o book.Origin, normals []string) ([]book.ID, book.MatchedBy, error) {
	var by book.MatchedBy
	ids, err := ask(ctx, r, "store.match", func(s *session) ([]book.ID, error) {
		ctx := context.WithoutCancel(ctx)
		var ids []book.ID
		for _, way := range []struct {
			by   book.MatchedBy
			use  bool
			text string
			args []any
		}{
			{
				book.ByExternalID, o.ExternalID != "",
				`SELECT DISTINCT ` + stands + ` WHERE (c.external_id = ?1 AND c.source = ?2 OR c.id = ?3) AND ` + standing + ` LIMIT ?4`,
				[]any{o.ExternalID, o.Source, strings.TrimPrefix(o.ExternalID, "urn:uuid:"), mostMatches},
			},
			{
				book.ByFingerprint, o.Fingerprint != "",
				`SELECT DISTINCT ` + stands + ` WHERE c.fingerprint = ? AND ` + standing + ` LIMIT ?`,
				[]any{o.Fingerprint, mostMatches},
			},
			{
				book.ByChannel, len(normals) > 0,
				`SELECT DISTINCT c.id FROM channel h JOIN customer c ON c.id = h.customer
				WHERE h.normal IN (SELECT value FROM json_each(?)) AND c.trashed_at IS NULL LIMIT ?`,
				[]any{idList(normals), mostMatches},
			},
		} {
			if !way.use || len(ids) > 0 {
				continue
			}
			by = way.by
			err := s.each(ctx, way.text, way.args, func(scan func(...any) error) error {
				var id book.ID
				err := scan(&id)
				ids = append(ids, id)
				return err
			})
			if err != nil {
				return nil, err
			}
		}
		return ids, nil
	})
	if len(ids) == 0 {
		by = ""
	}
	return ids, by, err
}

// OrganisationNamed implements book.Reader.
func (r reader) OrganisationNamed(ctx context.Context, name string) (book.ID, error) {
	return ask(ctx, r, "store.organisation", func(s *session) (book.ID, error) {
		var id book.ID
		err := s.row(context.WithoutCancel(ctx), `SELECT id FROM customer WHERE name_fold = ? AND name_full = ? AND kind = 'organisation'
			AND trashed_at IS NULL ORDER BY n LIMIT 1`, []any{book.Fold(name), name}, &id)
		if errors.Is(err, sql.ErrNoRows) {
			return "", nil
		}
		return id, err
	})
}

func orDefault(n, standard int) int {
	if n <= 0 {
		return standard
	}
	return n
}
