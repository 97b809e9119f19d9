package sqlite

import (
	"context"
	"encoding/base64"
	"strings"

	"dragoman/data/book"
)

// topTables are the tables whose rows stand by themselves, settings first and
// customers before what belongs to them; partsOf are those whose rows are parts
// of such a row.
func topTables() []*table {
	out := []*table{settingTable, customerTable}
	for _, name := range tableNames() {
		if t := tables[name]; t.parent == "" && t != settingTable && t != customerTable {
			out = append(out, t)
		}
	}
	return out
}

func partsOf(parent *table) []*table {
	var out []*table
	for _, name := range tableNames() {
		if t := tables[name]; t.parent == parent.name {
			out = append(out, t)
		}
	}
	return out
}

// dumpBatch is how many rows are read together with their parts.
const dumpBatch = 500

// dated are the tables that keep when a row was last changed beside what is
// journaled.
var dated = map[string]bool{"customer": true, "note": true, "followup": true, "ownday": true, "lore": true, "purchase": true, "deal": true, "case_": true}

// Dump implements book.Reader. All rows are those of one state of the book.
func (r reader) Dump(ctx context.Context, each func(book.Row) error) error {
	_, err := ask(ctx, r, "store.dump", func(s *session) (struct{}, error) {
		for _, t := range topTables() {
			if err := dumpTable(ctx, s, t, each); err != nil {
				return struct{}{}, err
			}
		}
		return struct{}{}, nil
	})
	return err
}

func dumpTable(ctx context.Context, s *session, t *table, each func(book.Row) error) error {
	columns := strings.Join(t.columns, ", ")
	extra := 0
	if dated[t.name] {
		columns, extra = columns+", updated_at", 1
	}
	for last := ""; ; {
		rows, err := s.values(ctx, len(t.columns)+extra, "SELECT "+columns+" FROM "+t.name+" WHERE id > ? ORDER BY id LIMIT ?", last, dumpBatch)
		if err != nil || len(rows) == 0 {
			return err
		}
		out := make([]book.Row, len(rows))
		at := map[string]*book.Row{}
		ids := make([]string, len(rows))
		for i, row := range rows {
			out[i] = book.Row{Table: t.name, Values: valuesOf(t, row)}
			if extra > 0 && row[len(t.columns)] != nil {
				out[i].Values["updated_at"] = row[len(t.columns)]
			}
			ids[i] = t.id(row)
			at[ids[i]] = &out[i]
		}
		if err := addParts(ctx, s, t, ids, at); err != nil {
			return err
		}
		for _, r := range out {
			if err := each(r); err != nil {
				return err
			}
		}
		last = ids[len(ids)-1]
	}
}

// valuesOf names the columns of a row that hold something.
func valuesOf(t *table, row []any) map[string]any {
	m := make(map[string]any, len(t.columns))
	for i, c := range t.columns {
		switch v := row[i].(type) {
		case nil:
		case string:
			if v != "" {
				m[c] = v
			}
		case int64:
			if v != 0 {
				m[c] = v
			}
		default:
			m[c] = v
		}
	}
	return m
}

// addParts adds the rows that belong to the given ones, and pictures.
func addParts(ctx context.Context, s *session, t *table, ids []string, at map[string]*book.Row) error {
	list := idList(ids)
	for _, p := range partsOf(t) {
		order := "id"
		if _, ok := p.at["pos"]; ok {
			order = "pos, id"
		}
		rows, err := s.values(ctx, len(p.columns), "SELECT "+strings.Join(p.columns, ", ")+" FROM "+p.name+" WHERE "+p.parent+inList+
			" ORDER BY "+p.parent+", "+order, list)
		if err != nil {
			return err
		}
		for _, row := range rows {
			r := at[p.text(row, p.parent)]
			if r.Parts == nil {
				r.Parts = map[string][]map[string]any{}
			}
			v := valuesOf(p, row)
			delete(v, p.parent)
			delete(v, "pos")
			r.Parts[p.name] = append(r.Parts[p.name], v)
		}
	}
	if t != customerTable {
		return nil
	}
	return s.each(ctx, "SELECT c.id, p.data FROM customer c JOIN picture p ON p.id = c.picture WHERE c.id"+inList, []any{list},
		func(scan func(...any) error) error {
			var id string
			var data []byte
			err := scan(&id, &data)
			if r := at[id]; r != nil {
				r.Values[book.PictureColumn] = base64.StdEncoding.EncodeToString(data)
			}
			return err
		})
}

// Bundles implements book.Reader.
func (r reader) Bundles(ctx context.Context, ids []book.ID) ([]book.Bundle, error) {
	return ask(ctx, r, "store.bundles", func(s *session) ([]book.Bundle, error) {
		texts := make([]string, len(ids))
		for i, id := range ids {
			texts[i] = string(id)
		}
		list := idList(texts)
		found, err := wholeCustomers(ctx, s, list)
		if err != nil {
			return nil, err
		}
		ns, err := notes(ctx, s, "WHERE customer"+inList+" AND trashed_at IS NULL ORDER BY created_at, id", list)
		if err != nil {
			return nil, err
		}
		for _, n := range ns {
			if b := found[n.CustomerID]; b != nil {
				b.Notes = append(b.Notes, n)
			}
		}
		xs, err := interactions(ctx, s, "WHERE customer"+inList+" AND trashed_at IS NULL ORDER BY at, id", list)
		if err != nil {
			return nil, err
		}
		for _, x := range xs {
			if b := found[x.CustomerID]; b != nil {
				b.Interactions = append(b.Interactions, x)
			}
		}
		fs, _, err := followUps(ctx, s, "WHERE f.customer"+inList+" AND f.trashed_at IS NULL ORDER BY f.created_at, f.id", list)
		if err != nil {
			return nil, err
		}
		for _, f := range fs {
			if b := found[f.CustomerID]; b != nil {
				b.FollowUps = append(b.FollowUps, f)
			}
		}
		said, err := consents(ctx, s, "WHERE customer"+inList+inTurn, list)
		if err != nil {
			return nil, err
		}
		for _, a := range said {
			if b := found[a.CustomerID]; b != nil {
				b.Consents = append(b.Consents, a)
			}
		}
		out := make([]book.Bundle, 0, len(ids))
		for _, id := range ids {
			if b := found[id]; b != nil {
				out = append(out, *b)
			}
		}
		return out, nil
	})
}

// wholeCustomers reads many customers with their parts, one question a table.
func wholeCustomers(ctx context.Context, s *session, list string) (map[book.ID]*book.Bundle, error) {
	records, _, err := wholeRecords(ctx, s, list)
	if err != nil {
		return nil, err
	}
	out := make(map[book.ID]*book.Bundle, len(records))
	for id, r := range records {
		out[book.ID(id)] = &book.Bundle{Customer: r.Customer}
	}
	return out, nil
}

// wholeRecords reads many customers with their parts and the numbers of their
// rows.
func wholeRecords(ctx context.Context, s *session, list string) (records map[string]*record, numbers map[string]int64, err error) {
	k := len(customerTable.columns)
	rows, err := s.values(ctx, k+5, customerWhole+inList, list)
	if err != nil {
		return nil, nil, err
	}
	records, numbers = make(map[string]*record, len(rows)), make(map[string]int64, len(rows))
	for _, row := range rows {
		r := new(record)
		decode(r, customerFields, row)
		numbers[string(r.ID)] = r.rest(row[k:])
		records[string(r.ID)] = r
	}
	for _, p := range customerParts {
		text := strings.Replace(p.selectSQL, "WHERE customer = ? ORDER BY ", "WHERE customer"+inList+" ORDER BY customer, ", 1)
		rows, err := s.values(ctx, len(p.columns), text, list)
		if err != nil {
			return nil, nil, err
		}
		for _, row := range rows {
			if r := records[p.text(row, "customer")]; r != nil {
				p.add(r, row)
			}
		}
	}
	return records, numbers, nil
}
