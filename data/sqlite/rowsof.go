package sqlite

import (
	"context"
	"strings"

	"dragoman/data/book"
)

// RowsOf implements book.RowsReader.
func (r reader) RowsOf(ctx context.Context, customer book.ID, each func(book.Row) error) error {
	_, err := ask(ctx, r, "store.rows_of", func(s *session) (struct{}, error) {
		return struct{}{}, heldOf(ctx, s, customer, each)
	})
	return err
}

func heldOf(ctx context.Context, s *session, customer book.ID, each func(book.Row) error) error {
	var all []string
	err := s.each(ctx, `WITH RECURSIVE same(id) AS (SELECT ?
		UNION SELECT c.id FROM customer c JOIN same ON c.merged_into = same.id) SELECT id FROM same`, []any{customer}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		all = append(all, id)
		return err
	})
	if err != nil {
		return err
	}
	for _, t := range topTables() {
		if t.owner == "" {
			continue
		}
		rows, err := s.values(ctx, len(t.columns), "SELECT "+strings.Join(t.columns, ", ")+" FROM "+t.name+" WHERE "+t.owner+inList+" ORDER BY id", idList(all))
		if err != nil {
			return err
		}
		out := make([]book.Row, len(rows))
		at, ids := map[string]*book.Row{}, make([]string, len(rows))
		for i, row := range rows {
			out[i] = book.Row{Table: t.name, Values: valuesOf(t, row)}
			ids[i] = t.id(row)
			at[ids[i]] = &out[i]
		}
		if err := addParts(ctx, s, t, ids, at); err != nil {
			return err
		}
		for _, row := range out {
			if err := each(row); err != nil {
				return err
			}
		}
	}
	return nil
}

// KindsOfData implements book.RowsReader.
func (r reader) KindsOfData(ctx context.Context) (map[string]int, error) {
	return ask(ctx, r, "store.kinds_of_data", func(s *session) (map[string]int, error) {
		out := map[string]int{}
		count := func(name, text string) error {
			var n int
			err := s.row(ctx, text, nil, &n)
			out[name] = n
			return err
		}
		owned, err := tablesWith(ctx, s, "customer")
		if err != nil {
			return nil, err
		}
		for _, name := range owned {
			if err := count(name, "SELECT count(*) FROM "+name); err != nil {
				return nil, err
			}
		}
		for name, text := range map[string]string{
			"customer": "SELECT count(*) FROM customer", "picture": "SELECT count(*) FROM customer WHERE picture IS NOT NULL",
			"diet": "SELECT count(*) FROM preference WHERE kind = 'diet'",
		} {
			if err := count(name, text); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}
