package sqlite

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

// FollowUps implements book.Reader.
func (r reader) FollowUps(ctx context.Context, q book.FollowUpQuery) ([]book.FollowUpRow, error) {
	return ask(ctx, r, "store.followups", func(s *session) ([]book.FollowUpRow, error) {
		where, args, err := followUpSQL(q)
		if err != nil {
			return nil, err
		}
		fs, _, err := followUps(ctx, s, where, append(args, orDefault(q.Limit, 500))...)
		if err != nil {
			return nil, err
		}
		return withCustomers(ctx, s, fs)
	})
}

func withCustomers(ctx context.Context, s *session, fs []book.FollowUp) ([]book.FollowUpRow, error) {
	var ids []string
	seen := map[book.ID]bool{"": true}
	for _, f := range fs {
		if !seen[f.CustomerID] {
			seen[f.CustomerID] = true
			ids = append(ids, string(f.CustomerID))
		}
	}
	byID, err := customersByID(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	out := make([]book.FollowUpRow, len(fs))
	for i, f := range fs {
		out[i] = book.FollowUpRow{FollowUp: f, Customer: byID[f.CustomerID]}
	}
	return out, nil
}

// open is a follow-up to be done for nobody, or for a customer who is not in
// the trash.
const (
	alive = `f.trashed_at IS NULL AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = f.customer AND c.trashed_at IS NOT NULL)`
	open  = `f.done_at IS NULL AND ` + alive
	soon  = ` ORDER BY f.due_from IS NULL, f.due_from, f.priority DESC, f.due_minute < 0, f.due_minute, f.id`
)

func followUpSQL(q book.FollowUpQuery) (string, []any, error) {
	var b conditions
	sort := soon
	today := q.Today.String()
	switch q.View {
	case book.ViewToday:
		b.add(open + " AND " + isToday)
		b.args = append(b.args, today, today)
	case book.ViewOverdue:
		b.add(open+" AND "+isOverdue, today, today)
	case book.ViewWeek:
		b.add(open+" AND f.due_from >= ? AND f.due_from < ?", today, (q.Today + 7).String())
	case book.ViewAll:
		b.add(open)
	case book.ViewDone:
		b.add(alive + " AND f.done_at IS NOT NULL")
		sort = " ORDER BY f.done_at DESC, f.id DESC"
	case book.ViewTrash:
		b.add("f.trashed_at IS NOT NULL")
		sort = " ORDER BY f.trashed_at DESC, f.id DESC"
	case "":
		b.add("f.trashed_at IS NULL")
		if q.Customer == "" {
			b.add(alive)
		}
	default:
		return "", nil, invalid("store.followups", "view", "unknown")
	}
	if q.Customer != "" {
		b.add("f.customer = ?", string(q.Customer))
	}
	if !q.From.IsZero() {
		b.add("f.due >= ?", q.From.String())
	}
	if !q.To.IsZero() {
		b.add("f.due <= ?", q.To.String())
	}
	return "WHERE " + strings.Join(b.texts, " AND ") + sort + " LIMIT ?", b.args, nil
}

// A snoozed follow-up comes back on the day until which it was snoozed and
// counts as of today from then on; the others are overdue after their day.
const (
	isToday   = `f.due_from <= ? AND (f.due_from = ? OR f.snoozed = f.due_from)`
	isOverdue = `f.due_from < ? AND f.due < ? AND f.snoozed IS NOT f.due_from`
)

// FollowUpCounts implements book.Reader.
func (r reader) FollowUpCounts(ctx context.Context, today calendar.Date) (book.FollowUpCounts, error) {
	return ask(ctx, r, "store.counts", func(s *session) (book.FollowUpCounts, error) {
		var c book.FollowUpCounts
		t := today.String()
		err := s.row(ctx, `SELECT count(*) FILTER (WHERE `+isToday+`), count(*) FILTER (WHERE `+isOverdue+`),
			count(*) FILTER (WHERE f.due_from >= ? AND f.due_from < ?), count(*) FROM followup f WHERE `+open,
			[]any{t, t, t, t, t, (today + 7).String()}, &c.Today, &c.Overdue, &c.Week, &c.All)
		if err != nil {
			return c, err
		}
		return c, s.row(ctx, `SELECT count(*) FROM followup f WHERE f.done_at IS NOT NULL AND `+alive, nil, &c.Done)
	})
}

// DatesOn implements book.Reader. A date without a calendar is Gregorian.
func (r reader) DatesOn(ctx context.Context, keys []book.DateKey) ([]book.CustomerDate, error) {
	return ask(ctx, r, "store.dates", func(s *session) ([]book.CustomerDate, error) {
		var out []book.CustomerDate
		var ids []string
		seen := map[string]bool{}
		text := "SELECT d.id, d.customer, " + prefixed("d.", names(nil, dateFields)) + ` FROM date d
			JOIN customer c ON c.id = d.customer
			WHERE d.month = ? AND d.day = ? AND d.calendar IN (?, ?) AND d.leap = ? AND c.trashed_at IS NULL ORDER BY d.customer, d.pos`
		for _, k := range keys {
			leap, other := 0, string(k.Calendar)
			if k.Leap {
				leap = 1
			}
			if k.Calendar == calendar.Gregorian {
				other = ""
			}
			rows, err := s.values(ctx, 2+len(dateFields), text, k.Month, k.Day, string(k.Calendar), other, leap)
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				var d book.CustomerDate
				id, _ := row[0].(string)
				customer, _ := row[1].(string)
				d.ImportantDate.ID, d.Customer.ID = book.ID(id), book.ID(customer)
				decode(&d.ImportantDate, dateFields, row[2:])
				out = append(out, d)
				if !seen[customer] {
					seen[customer] = true
					ids = append(ids, customer)
				}
			}
		}
		rows, err := customerRows(ctx, s, ids)
		if err != nil {
			return nil, err
		}
		byID := map[book.ID]book.CustomerRow{}
		for _, row := range rows {
			byID[row.ID] = row
		}
		for i := range out {
			out[i].Customer = byID[out[i].Customer.ID]
		}
		return out, nil
	})
}

func prefixed(prefix string, columns []string) string {
	return prefix + strings.Join(columns, ", "+prefix)
}

// GoingCold implements book.Reader. The number is that of all of them; a limit
// of 0 is 100.
func (r reader) GoingCold(ctx context.Context, today calendar.Date, limit int) ([]book.CustomerRow, int, error) {
	type cold struct {
		rows []book.CustomerRow
		n    int
	}
	c, err := ask(ctx, r, "store.cold", func(s *session) (cold, error) {
		var c cold
		var ids []string
		err := s.each(ctx, `SELECT id FROM customer WHERE trashed_at IS NULL AND cold_on IS NOT NULL AND cold_on <= ?
			ORDER BY cold_on, id LIMIT ?`, []any{today.String(), orDefault(limit, 100)}, func(scan func(...any) error) error {
			var id string
			err := scan(&id)
			ids = append(ids, id)
			return err
		})
		if err != nil {
			return c, err
		}
		err = s.row(ctx, `SELECT count(*) FROM customer WHERE trashed_at IS NULL AND cold_on IS NOT NULL AND cold_on <= ?`,
			[]any{today.String()}, &c.n)
		if err != nil {
			return c, err
		}
		c.rows, err = customerRows(ctx, s, ids)
		return c, err
	})
	return c.rows, c.n, err
}

// facetCache keeps the facets as long as nothing was written.
type facetCache struct {
	mu      sync.Mutex
	version int64
	facets  *book.Facets
}

// Facets implements book.Reader.
func (r reader) Facets(ctx context.Context) (book.Facets, error) {
	return ask(ctx, r, "store.facets", func(s *session) (book.Facets, error) {
		cached := s.cache != nil // not inside a writing transaction
		var at int64
		if cached {
			// The last operation names the state, whichever process wrote it.
			if err := s.row(ctx, "SELECT coalesce(max(n), 0) FROM operation", nil, &at); err != nil {
				return book.Facets{}, err
			}
			if f, ok := r.f.facets.get(at); ok {
				return f, nil
			}
		}
		f, err := facets(ctx, s)
		if err == nil && cached {
			r.f.facets.put(at, f)
		}
		return f, err
	})
}

func (c *facetCache) get(version int64) (book.Facets, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.facets == nil || c.version != version {
		return book.Facets{}, false
	}
	return *c.facets, true
}

func (c *facetCache) put(version int64, f book.Facets) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.version, c.facets = version, &f
}

func facets(ctx context.Context, s *session) (book.Facets, error) {
	var f book.Facets
	err := s.row(ctx, `SELECT (SELECT count(*) FROM customer WHERE trashed_at IS NULL),
		(SELECT count(*) FROM customer WHERE trashed_at IS NOT NULL)`, nil, &f.Total, &f.Trashed)
	if err != nil {
		return f, err
	}
	if f.Countries, err = counted(ctx, s, `SELECT country, count(*) FROM customer
		WHERE trashed_at IS NULL AND country IS NOT NULL GROUP BY 1`, ""); err != nil {
		return f, err
	}
	// All are counted along the index, and those of the trash, mostly few, are
	// taken off again.
	const binned = " FROM customer c INDEXED BY customer_in_trash CROSS JOIN "
	const of = " x ON x.customer = c.id WHERE c.trashed_at IS NOT NULL GROUP BY 1"
	if f.Cultures, err = counted(ctx, s, "SELECT culture, count(*) FROM (SELECT DISTINCT culture, n FROM culture) GROUP BY 1",
		"SELECT x.culture, count(DISTINCT c.n)"+binned+"culture"+of); err != nil {
		return f, err
	}
	f.Tags, err = counted(ctx, s, "SELECT tag, count(*) FROM tag GROUP BY 1",
		"SELECT x.tag, count(*)"+binned+"tag"+of)
	return f, err
}

// counted reads values with their counts, less those of another query, the
// most frequent first.
func counted(ctx context.Context, s *session, all, less string) ([]book.Facet, error) {
	counts := map[string]int{}
	for sign, text := range map[int]string{1: all, -1: less} {
		if text == "" {
			continue
		}
		err := s.each(ctx, text, nil, func(scan func(...any) error) error {
			var v string
			var n int
			err := scan(&v, &n)
			counts[v] += sign * n
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	var out []book.Facet
	for v, n := range counts {
		if n > 0 {
			out = append(out, book.Facet{Value: v, Count: n})
		}
	}
	slices.SortFunc(out, func(a, b book.Facet) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
	return out, nil
}

// customersByID reads the rows of customers.
func customersByID(ctx context.Context, s *session, ids []string) (map[book.ID]*book.CustomerRow, error) {
	rows, err := customerRows(ctx, s, ids)
	if err != nil {
		return nil, err
	}
	byID := map[book.ID]*book.CustomerRow{}
	for i := range rows {
		byID[rows[i].ID] = &rows[i]
	}
	return byID, nil
}
