package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
)

// candidates is how many rows of one kind are looked at for the best hits.
const candidates = 200

// candidate is a customer that may be a hit.
type candidate struct {
	id, full, latin, reading, nick, fold string
	org, country, city                   *string
	rank                                 int
	contact                              string
}

// Search implements book.Reader: customers first, then follow-ups, cases and notes,
// live ones only. Customers come in the order of our own rules over at most 200
// of them and those whose names begin with the query; a limit of 0 is 20.
func (r reader) Search(ctx context.Context, query string, limit int) ([]book.Hit, error) {
	return ask(ctx, r, "store.search", func(s *session) ([]book.Hit, error) {
		match, ok := book.MatchQuery(query)
		if !ok {
			return nil, nil
		}
		limit = orDefault(limit, 20)
		hits, err := searchCustomers(ctx, s, query, match, limit)
		if err != nil {
			return nil, err
		}
		tasks, err := searchFollowUps(ctx, s, match, limit)
		if err != nil {
			return nil, err
		}
		found, err := searchNotes(ctx, s, match, query, limit)
		if err != nil {
			return nil, err
		}
		served, err := searchCases(ctx, s, match, limit)
		if err != nil {
			return nil, err
		}
		return share(limit, hits, tasks, served, found), nil
	})
}

// share gives each list its part of the places, so that many customers do not
// hide the one note; places that a list does not need go to the first.
func share(limit int, lists ...[]book.Hit) []book.Hit {
	rest := 0
	for _, l := range lists[1:] {
		rest += min(len(l), max(1, limit/5))
	}
	var out []book.Hit
	for i, l := range lists {
		places := max(1, limit/5)
		if i == 0 {
			places = max(1, limit-rest)
		}
		out = append(out, l[:min(len(l), places)]...)
	}
	return out[:min(len(out), limit)]
}

func searchCustomers(ctx context.Context, s *session, query, match string, limit int) ([]book.Hit, error) {
	const columns = `SELECT c.id, c.name_full, c.name_latin, c.name_reading, c.name_nick, c.name_fold,
		coalesce((SELECT o.name_full FROM customer o WHERE o.id = c.organisation), c.org_name), c.country, c.city, coalesce(c.last_contact, '')
		FROM `
	seen := map[string]bool{}
	var found []candidate
	add := func(scan func(...any) error) error {
		var c candidate
		err := scan(&c.id, &c.full, &c.latin, &c.reading, &c.nick, &c.fold, &c.org, &c.country, &c.city, &c.contact)
		if err == nil && !seen[c.id] {
			seen[c.id] = true
			found = append(found, c)
		}
		return err
	}
	folded := strings.TrimSpace(book.Fold(query))
	err := s.each(ctx, columns+`customer c WHERE c.trashed_at IS NULL AND c.name_fold >= ? AND c.name_fold < ?
		ORDER BY c.name_fold LIMIT 40`, []any{folded, folded + "\U0010ffff"}, add)
	if err != nil {
		return nil, err
	}
	err = s.each(ctx, columns+`customer_search f CROSS JOIN customer c ON c.n = f.rowid
		WHERE f.customer_search MATCH ? AND c.trashed_at IS NULL ORDER BY f.rowid DESC LIMIT ?`, []any{match, candidates}, add)
	if err != nil {
		return nil, err
	}
	for i := range found {
		found[i].rank = rank(&found[i], folded)
	}
	slices.SortStableFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.contact, a.contact), cmp.Compare(a.fold, b.fold), cmp.Compare(a.id, b.id))
	})
	var hits []book.Hit
	for _, c := range found[:min(len(found), limit)] {
		hits = append(hits, book.Hit{Kind: book.HitCustomer, ID: book.ID(c.id), Customer: book.ID(c.id), Title: c.full, Snippet: c.second()})
	}
	return hits, nil
}

// second is the line below the name of a hit.
func (c *candidate) second() string {
	var parts []string
	if c.latin != "" && c.latin != c.full {
		parts = append(parts, c.latin)
	}
	for _, s := range []*string{c.org, c.city, c.country} {
		if s != nil && *s != "" {
			parts = append(parts, *s)
		}
	}
	return strings.Join(parts, " · ")
}

// rank says how well a name answers the query, 0 the best: the same, its
// beginning, the beginning of a word in it, something in it, a name in another
// script, or anything else that was found.
func rank(c *candidate, folded string) int {
	switch {
	case c.fold == folded:
		return 0
	case strings.HasPrefix(c.fold, folded):
		return 1
	}
	best := 6
	for i, name := range []string{c.fold, c.latin, c.nick, c.reading} {
		if name == "" {
			continue
		}
		if i > 0 {
			name = book.Fold(name)
		}
		switch at := strings.Index(name, folded); {
		case at < 0:
			continue
		case at == 0:
			best = min(best, 2)
		case name[at-1] == ' ' || name[at-1] == '-':
			best = min(best, 3)
		default:
			best = min(best, 4)
		}
	}
	return best
}

func searchFollowUps(ctx context.Context, s *session, match string, limit int) ([]book.Hit, error) {
	var hits []book.Hit
	err := s.each(ctx, `SELECT f.id, coalesce(f.customer, ''), f.title,
		coalesce((SELECT name_full FROM customer c WHERE c.id = f.customer), '')
		FROM followup_search x CROSS JOIN followup f ON f.n = x.rowid
		WHERE x.followup_search MATCH ? AND f.trashed_at IS NULL ORDER BY f.done_at IS NOT NULL, x.rowid DESC LIMIT ?`,
		[]any{match, limit}, func(scan func(...any) error) error {
			h := book.Hit{Kind: book.HitFollowUp}
			err := scan(&h.ID, &h.Customer, &h.Title, &h.Snippet)
			hits = append(hits, h)
			return err
		})
	return hits, err
}

func searchNotes(ctx context.Context, s *session, match, query string, limit int) ([]book.Hit, error) {
	var hits []book.Hit
	err := s.each(ctx, `SELECT n.id, n.customer, n.text, c.name_full
		FROM note_search x CROSS JOIN note n ON n.n = x.rowid JOIN customer c ON c.id = n.customer
		WHERE x.note_search MATCH ? AND n.trashed_at IS NULL AND c.trashed_at IS NULL ORDER BY x.rowid DESC LIMIT ?`,
		[]any{match, limit}, func(scan func(...any) error) error {
			h := book.Hit{Kind: book.HitNote}
			var text string
			err := scan(&h.ID, &h.Customer, &text, &h.Title)
			h.Snippet = excerpt(text, query)
			hits = append(hits, h)
			return err
		})
	return hits, err
}

// excerpt cuts from a text the surroundings of the first word of the query.
func excerpt(text, query string) string {
	const around, most = 30, 90
	rs := []rune(strings.Join(strings.Fields(text), " "))
	if len(rs) <= most {
		return string(rs)
	}
	words := strings.Fields(book.Fold(query))
	from := 0
	if len(words) > 0 {
		// Folding one character at a time keeps the places of the original.
		want := []rune(words[0])
		for i := range rs {
			if len(want) > 0 && strings.HasPrefix(book.Fold(string(rs[i:min(len(rs), i+len(want)+4)])), string(want)) {
				from = max(0, i-around)
				break
			}
		}
	}
	to := min(len(rs), from+most)
	out := string(rs[from:to])
	if from > 0 {
		out = "…" + out
	}
	if to < len(rs) {
		out += "…"
	}
	return out
}
