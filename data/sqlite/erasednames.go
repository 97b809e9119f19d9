package sqlite

import (
	"context"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dragoman/data/book"
)

// written are the ways in which somebody is named, folded.
type written []string

// namesOf reads the names of the customers that a question picks. Names of one
// letter, and short ones in letters that many words hold, say nobody.
func namesOf(ctx context.Context, s *session, ids string, args ...any) (written, error) {
	seen := map[string]bool{}
	var out written
	add := func(name string) {
		name = book.Fold(name)
		least := 4
		if strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxLatin1 && !unicode.Is(unicode.Latin, r) }) >= 0 {
			least = 2
		}
		if utf8.RuneCountInString(name) >= least && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	err := s.each(ctx, "SELECT name_full, name_latin, name_reading, name_nick FROM customer WHERE id IN ("+ids+")", args, func(scan func(...any) error) error {
		var n [4]string
		err := scan(&n[0], &n[1], &n[2], &n[3])
		for _, name := range n {
			add(name)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return out, s.each(ctx, "SELECT value, coalesce(normal, '') FROM channel WHERE customer IN ("+ids+")", args, func(scan func(...any) error) error {
		var a, b string
		err := scan(&a, &b)
		add(a)
		add(b)
		return err
	})
}

// in reports whether one of the names stands in a text, as words of its own.
func (w written) in(text string) bool {
	text = book.Fold(text)
	for _, name := range w {
		for from := 0; ; {
			i := strings.Index(text[from:], name)
			if i < 0 {
				break
			}
			i += from
			before, _ := utf8.DecodeLastRuneInString(text[:i])
			after, _ := utf8.DecodeRuneInString(text[i+len(name):])
			first, _ := utf8.DecodeRuneInString(name)
			last, _ := utf8.DecodeLastRuneInString(name)
			if !joins(before, first) && !joins(last, after) {
				return true
			}
			from = i + len(name)
		}
	}
	return false
}

// joins reports whether two letters that stand together are of one word.
// Scripts without blanks begin a word anywhere.
func joins(a, b rune) bool {
	letter := func(r rune) bool {
		return unicode.IsLetter(r) && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai) || unicode.IsDigit(r)
	}
	return letter(a) && letter(b)
}

// eraseSegments adds the kept queries in which somebody is named to what goes.
func (w *writer) eraseSegments(ctx context.Context, names written) error {
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
func segmentsNaming(ctx context.Context, s *session, names written) ([]book.Segment, error) {
	rows, err := s.values(ctx, len(segmentTable.columns), segmentTable.selectSQL)
	var out []book.Segment
	for _, row := range rows {
		var g book.Segment
		decode(&g, segmentFields, row)
		if names.in(g.Name) || names.in(g.Query) {
			out = append(out, g)
		}
	}
	return out, err
}

// eraseDetails empties the details of operations, such as the name of a file,
// in which somebody is named.
func (w *writer) eraseDetails(ctx context.Context, names written) error {
	if len(names) == 0 {
		return nil
	}
	var ns []int64
	err := w.s.each(ctx, "SELECT n, detail FROM operation WHERE detail <> ''", nil, func(scan func(...any) error) error {
		var n int64
		var detail string
		err := scan(&n, &detail)
		if names.in(strings.ReplaceAll(detail, "_", " ")) || names.in(detail) {
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
				if (written{book.Fold(name)}).in(found) && len(out) < mostMentions && !slices.ContainsFunc(out, func(x book.Hit) bool { return x.ID == h.ID }) {
					h.Snippet = excerpt(found, name)
					out = append(out, h)
				}
				return err
			}))
		}
	}
	return out, err
}
