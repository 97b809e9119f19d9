package sqlite

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"dragoman/data/book"
)

// idList is a list of ids as json_each reads it.
func idList(ids []string) string {
	if len(ids) == 0 {
		return "[]"
	}
	b, err := json.Marshal(ids)
	if err != nil { // cannot happen for strings
		return "[]"
	}
	return string(b)
}

const rowColumns = `c.id, c.kind, c.name_full, c.name_latin, c.name_reading, c.name_nick, c.name_prefix, c.name_given,
	c.name_given2, c.name_patronym, c.name_family, c.name_family2, c.name_suffix, c.name_language, c.name_order,
	c.title, c.job_title, c.honorific, c.register, c.call_me, c.pronunciation, c.in_writing, c.in_speech, c.in_mail,
	coalesce((SELECT o.name_full FROM customer o WHERE o.id = c.organisation), c.org_name), c.organisation, c.role, c.country, c.region, c.city, c.time_zone,
	c.hours_start, c.hours_end, c.pause_start, c.pause_end, c.weekend, c.cadence_ideal, c.cadence_long,
	(SELECT p.thumb FROM picture p WHERE p.id = c.picture), c.last_contact, c.updated_at, c.trashed_at`

// customerRows reads the rows of the given customers, in the order of ids;
// those that are gone are left out.
func customerRows(ctx context.Context, s *session, ids []string) ([]book.CustomerRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	list := idList(ids)
	byID := make(map[string]*book.CustomerRow, len(ids))
	err := s.each(ctx, "SELECT "+rowColumns+" FROM customer c WHERE c.id IN (SELECT value FROM json_each(?))", []any{list},
		func(scan func(...any) error) error {
			r := new(book.CustomerRow)
			var country, organisation *string
			var weekend, last, updated, trashed any
			n, a, h := &r.Name, &r.Address, &r.Hours
			err := scan(&r.ID, &r.Kind, &n.Full, &n.Latin, &n.Reading, &n.Nickname, &n.Prefix, &n.Given,
				&n.Given2, &n.Patronymic, &n.Family, &n.Family2, &n.Suffix, &n.Language, &n.Order,
				&a.Title, &a.JobTitle, &a.Honorific, &a.Register, &a.CallMe, &a.Pronunciation, &a.InWriting, &a.InSpeech, &a.InMail,
				&r.Organisation, &organisation, &r.Role, &country, &r.Region, &r.City, &r.TimeZone,
				&h.Start, &h.End, &h.PauseStart, &h.PauseEnd, &weekend, &r.Cadence.Ideal, &r.Cadence.Longest,
				&r.Thumbnail, &last, &updated, &trashed)
			if organisation != nil {
				r.OrganisationID = book.ID(*organisation)
			}
			if country != nil {
				r.Country = *country
			}
			h.Weekend = weekendOf(weekend)
			r.LastContact, r.UpdatedAt, r.TrashedAt = instantOf(last), instantOf(updated), instantOf(trashed)
			byID[string(r.ID)] = r
			return err
		})
	if err != nil {
		return nil, err
	}
	if err := rowParts(ctx, s, list, byID); err != nil {
		return nil, err
	}
	out := make([]book.CustomerRow, 0, len(ids))
	for _, id := range ids {
		if r := byID[id]; r != nil {
			out = append(out, *r)
		}
	}
	return out, nil
}

// rowParts adds what rows show of the parts of a customer.
func rowParts(ctx context.Context, s *session, list string, byID map[string]*book.CustomerRow) error {
	const within = " WHERE customer IN (SELECT value FROM json_each(?)) ORDER BY customer, "
	for _, p := range []struct {
		text string
		at   func(*book.CustomerRow) *[]string
	}{
		{"SELECT customer, culture FROM culture" + within + "pos, id", func(r *book.CustomerRow) *[]string { return &r.Cultures }},
		{"SELECT customer, tradition FROM observance" + within + "pos, id", func(r *book.CustomerRow) *[]string { return &r.Observances }},
		{"SELECT customer, tag FROM language" + within + "pos, id", func(r *book.CustomerRow) *[]string { return &r.Languages }},
		{"SELECT customer, tag FROM tag" + within + "tag", func(r *book.CustomerRow) *[]string { return &r.Tags }},
	} {
		err := s.each(ctx, p.text, []any{list}, func(scan func(...any) error) error {
			var id, v string
			err := scan(&id, &v)
			if r := byID[id]; r != nil && err == nil {
				*p.at(r) = append(*p.at(r), v)
			}
			return err
		})
		if err != nil {
			return err
		}
	}
	return s.each(ctx, `SELECT customer, id, kind, value, coalesce(normal, ''), label, preferred FROM channel`+
		within+`pos, id`, []any{list}, func(scan func(...any) error) error {
		var id string
		var ch book.Channel
		err := scan(&id, &ch.ID, &ch.Kind, &ch.Value, &ch.Normal, &ch.Label, &ch.Preferred)
		if r := byID[id]; r != nil && err == nil && (r.Preferred.ID == "" || ch.Preferred && !r.Preferred.Preferred) {
			r.Preferred = ch
		}
		return err
	})
}

// order is a way to sort customers: by key, then by id. Rows whose key is
// unknown come last, whichever way it goes.
type order struct {
	column string
	known  string // the condition that the key is known, "" when it always is
}

var orders = map[book.Sort]order{
	"":                   {"c.sort_key", ""},
	book.SortName:        {"c.sort_key", ""},
	book.SortCountry:     {"c.country", "c.country IS NOT NULL"},
	book.SortLastContact: {"c.last_contact", "c.last_contact IS NOT NULL"},
	book.SortUpdated:     {"c.updated_at", ""},
	book.SortCreated:     {"c.created_at", ""},
}

// cursor is the last row of a page. It travels as opaque text.
type cursor struct {
	Unknown bool   `json:"u,omitempty"` // it stood among those whose key is unknown
	Text    string `json:"t,omitempty"`
	Bytes   []byte `json:"b,omitempty"`
	Name    []byte `json:"n,omitempty"`
	ID      string `json:"i"`
}

func (c cursor) String() string {
	b, err := json.Marshal(c)
	if err != nil { // cannot happen for such fields
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(b)
}

func cursorOf(s string) (cursor, error) {
	var c cursor
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err == nil {
		err = json.Unmarshal(b, &c)
	}
	if err != nil {
		return c, invalid("store.customers", "after", "unreadable")
	}
	return c, nil
}

// Customers implements book.Reader.
func (r reader) Customers(ctx context.Context, q book.CustomerQuery) (book.CustomerPage, error) {
	return ask(ctx, r, "store.customers", func(s *session) (book.CustomerPage, error) {
		var page book.CustomerPage
		o, ok := orders[q.Sort]
		if !ok {
			return page, invalid("store.customers", "sort", "unknown")
		}
		limit := min(orDefault(q.Limit, 60), 500)
		ids, next, err := pageIDs(ctx, s, q, o, limit)
		if err != nil {
			return page, err
		}
		page.Next = next
		page.Rows, err = customerRows(ctx, s, ids)
		return page, err
	})
}

// pageIDs finds the ids of one page, first among rows whose key is known, then
// among the others.
func pageIDs(ctx context.Context, s *session, q book.CustomerQuery, o order, limit int) (ids []string, next string, err error) {
	var after cursor
	if q.After != "" {
		if after, err = cursorOf(q.After); err != nil {
			return nil, "", err
		}
	}
	pl, err := planFilter(ctx, s, q.Filter, q.Sort)
	if err != nil {
		return nil, "", err
	}
	var found []cursor
	for _, unknown := range []bool{false, true} {
		if unknown && o.known == "" || !unknown && after.Unknown || len(found) > limit {
			continue
		}
		from := after
		if unknown != after.Unknown {
			from = cursor{}
		}
		more, err := segment(ctx, s, q, o, pl, from, unknown, limit+1-len(found))
		if err != nil {
			return nil, "", err
		}
		found = append(found, more...)
	}
	if len(found) > limit {
		found = found[:limit]
		next = found[limit-1].String()
	}
	for _, c := range found {
		ids = append(ids, c.ID)
	}
	return ids, next, nil
}

// segment reads a part of the order: the rows whose key is known, or those
// whose key is not, which are in the order of their names where the index has
// it and of their ids elsewhere.
func segment(ctx context.Context, s *session, q book.CustomerQuery, o order, pl plan, after cursor, unknown bool, limit int) ([]cursor, error) {
	keys := []string{o.column, "c.id"}
	values := []any{any(after.Text), after.ID}
	switch {
	case o.column == "c.sort_key":
		values[0] = after.Bytes
	case o.column == "c.country":
		keys = []string{o.column, "c.sort_key", "c.id"}
		values = []any{after.Text, after.Name, after.ID}
	}
	conds, args := slices.Clone(pl.texts), slices.Clone(pl.args)
	if unknown {
		conds = append(conds, o.column+" IS NULL")
		keys, values = keys[1:], values[1:]
	} else if o.known != "" {
		conds = append(conds, o.known)
	}
	way, cmp := "", ">"
	if q.Desc {
		way, cmp = " DESC", "<"
	}
	if after.ID != "" {
		conds = append(conds, "("+strings.Join(keys, ", ")+") "+cmp+" ("+strings.Repeat("?,", len(keys)-1)+"?)")
		args = append(args, values...)
	}
	text := "SELECT " + o.column + ", c.sort_key, c.id FROM customer c" + pl.hint + " WHERE " + strings.Join(conds, " AND ") +
		" ORDER BY " + strings.Join(keys, way+", ") + way + " LIMIT ?"
	args = append(args, limit)
	var out []cursor
	err := s.each(ctx, text, args, func(scan func(...any) error) error {
		var key any
		cur := cursor{Unknown: unknown}
		err := scan(&key, &cur.Name, &cur.ID)
		switch k := key.(type) {
		case string:
			cur.Text = k
		case []byte:
			cur.Bytes = k
		}
		if o.column != "c.country" {
			cur.Name = nil
		}
		out = append(out, cur)
		return err
	})
	return out, err
}
