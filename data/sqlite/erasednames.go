package sqlite

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"dragoman/data/book"
)

// namesOf reads the names of the customers that a question picks, and where they
// can be reached.
func namesOf(ctx context.Context, s *session, ids string, args ...any) (book.Naming, error) {
	var out book.Naming
	each := func(text string, k int) error {
		return s.each(ctx, text, args, func(scan func(...any) error) error {
			var n [4]string
			err := scan([]any{&n[0], &n[1], &n[2], &n[3]}[:k]...)
			for _, name := range n {
				out = out.Add(name)
			}
			return err
		})
	}
	err := each("SELECT name_full, name_latin, name_reading, name_nick FROM customer WHERE id IN ("+ids+")", 4)
	if err == nil {
		err = each("SELECT value, coalesce(normal, '') FROM channel WHERE customer IN ("+ids+")", 2)
	}
	return out, err
}

// eraseSegments adds the kept queries in which somebody is named to what goes.
func (w *writer) eraseSegments(ctx context.Context, names book.Naming) error {
	gs, err := segmentsNaming(ctx, w.s, names)
	if err != nil || len(gs) == 0 {
		return err
	}
	ids := make([]string, len(gs))
	for i, g := range gs {
		ids[i] = string(g.ID)
	}
	_, err = w.erasing(ctx, "SELECT value FROM json_each(?)", idList(ids))
	return err
}

// segmentsNaming finds kept queries, also removed ones, in which one of the
// names stands.
func segmentsNaming(ctx context.Context, s *session, names book.Naming) ([]book.Segment, error) {
	rows, err := s.values(ctx, len(segmentTable.columns), segmentTable.selectSQL)
	var out []book.Segment
	for _, row := range rows {
		var g book.Segment
		decode(&g, segmentFields, row)
		if names.In(g.Name) || names.In(g.Query) {
			out = append(out, g)
		}
	}
	return out, err
}

// eraseDetails empties the details of operations, such as the name of a file,
// in which somebody is named.
func (w *writer) eraseDetails(ctx context.Context, names book.Naming) error {
	if len(names) == 0 {
		return nil
	}
	var ns []int64
	err := w.s.each(ctx, "SELECT n, detail FROM operation WHERE detail <> ''", nil, func(scan func(...any) error) error {
		var n int64
		var detail string
		err := scan(&n, &detail)
		if names.In(strings.ReplaceAll(detail, "_", " ")) || names.In(detail) {
			ns = append(ns, n)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, n := range ns {
		if _, err := w.s.exec(ctx, "UPDATE operation SET detail = '' WHERE n = ?", n); err != nil {
			return err
		}
	}
	return nil
}

// Traces implements book.ErasureReader.
func (r reader) Traces(ctx context.Context, ids []book.ID) (book.Traces, error) {
	return ask(ctx, r, "store.traces", func(s *session) (book.Traces, error) {
		return traces(ctx, s, ids)
	})
}

func traces(ctx context.Context, s *session, ids []book.ID) (book.Traces, error) {
	x := book.Traces{Rows: map[string]int{}}
	var all []string
	err := s.each(ctx, `WITH RECURSIVE same(id) AS (SELECT value FROM json_each(?)
		UNION SELECT c.id FROM customer c JOIN same ON c.merged_into = same.id WHERE c.trashed_at IS NOT NULL) SELECT id FROM same`,
		[]any{idList(texts(ids))}, func(scan func(...any) error) error {
			var id string
			err := scan(&id)
			all = append(all, id)
			return err
		})
	if err != nil {
		return x, err
	}
	const given = "SELECT value FROM json_each(?1)"
	list := idList(all)
	owned, err := tablesWith(ctx, s, "customer")
	if err != nil {
		return x, err
	}
	for _, name := range owned {
		var n int
		if err := s.row(ctx, "SELECT count(*) FROM "+name+" WHERE customer IN ("+given+")", []any{list}, &n); err != nil {
			return x, err
		}
		if _, stays := stripped[name]; n > 0 && !stays {
			x.Rows[name] = n
		}
	}
	err = s.row(ctx, `SELECT (SELECT count(*) FROM customer WHERE id IN (`+given+`)), (SELECT count(*) FROM change WHERE customer IN (`+given+`)),
		(SELECT count(*) FROM relation WHERE other IN (`+given+`)), (SELECT count(*) FROM customer WHERE id IN (`+given+`) AND picture IS NOT NULL),
		(SELECT count(*) FROM customer WHERE organisation IN (`+given+`) AND org_name <> '')`,
		[]any{list}, &x.Customers, &x.Changes, &x.Links, &x.Pictures, &x.Workplace)
	if err != nil {
		return x, err
	}
	names, err := namesOf(ctx, s, given, list)
	if err != nil {
		return x, err
	}
	if x.Segments, err = segmentsNaming(ctx, s, names); err != nil {
		return x, err
	}
	x.Mentions, err = mentions(ctx, s, list)
	return x, err
}

// mostMentions is how many mentions are listed.
const mostMentions = 200

// mentions finds what was written about others and names one of the customers.
func mentions(ctx context.Context, s *session, list string) ([]book.Hit, error) {
	var names []string
	err := s.each(ctx, "SELECT name_full, name_latin FROM customer WHERE id"+inList, []any{list}, func(scan func(...any) error) error {
		var full, latin string
		err := scan(&full, &latin)
		for _, n := range []string{full, latin} {
			if utf8.RuneCountInString(n) > 1 && !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
		return err
	})
	var out []book.Hit
	for _, name := range names {
		if err != nil {
			break
		}
		match, ok := book.MatchQuery(name)
		if !ok {
			continue
		}
		for _, text := range []string{
			`SELECT 'note', n.id, n.customer, c.name_full, n.text FROM note_search x CROSS JOIN note n ON n.n = x.rowid JOIN customer c ON c.id = n.customer
				WHERE x.note_search MATCH ?1 AND ?2 <> '' AND n.customer NOT` + strings.Replace(inList, "?", "?3", 1) + ` ORDER BY x.rowid DESC LIMIT ?4`,
			`SELECT 'followup', f.id, coalesce(f.customer, ''), coalesce(c.name_full, ''), f.title || ' ' || f.notes
				FROM followup_search x CROSS JOIN followup f ON f.n = x.rowid LEFT JOIN customer c ON c.id = f.customer
				WHERE x.followup_search MATCH ?1 AND ?2 <> '' AND (f.customer IS NULL OR f.customer NOT` + strings.Replace(inList, "?", "?3", 1) + `) ORDER BY x.rowid DESC LIMIT ?4`,
			`SELECT 'interaction', i.id, i.customer, c.name_full, i.text FROM interaction i JOIN customer c ON c.id = i.customer
				WHERE ?1 <> '' AND instr(i.text, ?2) > 0 AND i.customer NOT` + strings.Replace(inList, "?", "?3", 1) + ` LIMIT ?4`,
		} {
			err = errors.Join(err, s.each(ctx, text, []any{match, name, list, mostMentions}, func(scan func(...any) error) error {
				var h book.Hit
				var found string
				err := scan(&h.Kind, &h.ID, &h.Customer, &h.Title, &found)
				if (book.Naming{}).Add(name).In(found) && len(out) < mostMentions && !slices.ContainsFunc(out, func(x book.Hit) bool { return x.ID == h.ID }) {
					h.Snippet = excerpt(found, name)
					out = append(out, h)
				}
				return err
			}))
		}
	}
	return out, err
}
