package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
)

var caseFields = []field[book.Case]{
	text("id", func(c *book.Case) *book.ID { return &c.ID }),
	text("customer", func(c *book.Case) *book.ID { return &c.CustomerID }),
	text("kind", func(c *book.Case) *book.CaseKind { return &c.Kind }),
	text("state", func(c *book.Case) *book.CaseState { return &c.State }),
	text("channel", func(c *book.Case) *book.InteractionKind { return &c.Channel }),
	text("seriousness", func(c *book.Case) *book.Seriousness { return &c.Seriousness }),
	text("tier", func(c *book.Case) *string { return &c.Tier }),
	text("owner", func(c *book.Case) *string { return &c.Owner }),
	text("subject", func(c *book.Case) *string { return &c.Subject }),
	text("text", func(c *book.Case) *string { return &c.Text }),
	instant("received_at", func(c *book.Case) *time.Time { return &c.ReceivedAt }),
	instant("first_reply_due", func(c *book.Case) *time.Time { return &c.ReplyDue }),
	instant("replied_at", func(c *book.Case) *time.Time { return &c.RepliedAt }),
	instant("solve_due", func(c *book.Case) *time.Time { return &c.SolveDue }),
	instant("solved_at", func(c *book.Case) *time.Time { return &c.SolvedAt }),
	instant("confirmed_at", func(c *book.Case) *time.Time { return &c.ClosedAt }),
	instant("warn_at", func(c *book.Case) *time.Time { return &c.WarnAt }),
	instant("reopened_at", func(c *book.Case) *time.Time { return &c.ReopenedAt }),
	number("reopened", func(c *book.Case) *int { return &c.Reopened }),
	number("reply_target", func(c *book.Case) *int { return &c.ReplyTarget }),
	number("reply_took", func(c *book.Case) *int { return &c.ReplyTook }),
	number("solve_target", func(c *book.Case) *int { return &c.SolveTarget }),
	number("solve_took", func(c *book.Case) *int { return &c.SolveTook }),
	text("cause", func(c *book.Case) *string { return &c.Cause }),
	text("remedy", func(c *book.Case) *string { return &c.Remedy }),
	text("changed", func(c *book.Case) *string { return &c.Changed }),
	text("learnt", func(c *book.Case) *string { return &c.Learnt }),
	text("reason", func(c *book.Case) *string { return &c.Reason }),
	maybe("followup", func(c *book.Case) *book.ID { return &c.FollowUpID }),
	instant("created_at", func(c *book.Case) *time.Time { return &c.CreatedAt }),
	instant("trashed_at", func(c *book.Case) *time.Time { return &c.TrashedAt }),
}

var caseTable = newTable("case_", "", "customer", names(nil, caseFields)...)

// derivedOfCase are the columns of a case that follow from the others.
var derivedOfCase = []string{"version", "updated_at", "due"}

// cases reads cases as the rest of a statement picks and sorts them.
func cases(ctx context.Context, s *session, rest string, args ...any) ([]book.Case, error) {
	k := len(caseTable.columns)
	rows, err := s.values(ctx, k+2, "SELECT "+prefixed("d.", caseTable.columns)+", d.version, d.updated_at FROM case_ d "+rest, args...)
	out := make([]book.Case, len(rows))
	for i, row := range rows {
		decode(&out[i], caseFields, row)
		out[i].Version, _ = row[k].(int64)
		out[i].UpdatedAt = instantOf(row[k+1])
	}
	return out, err
}

// Case implements book.CaseReader. It also finds one that was removed.
func (r reader) Case(ctx context.Context, id book.ID) (book.Case, error) {
	return ask(ctx, r, "store.case", func(s *session) (book.Case, error) {
		return only(cases(ctx, s, "WHERE d.id = ?", id))
	})
}

// The parts of the conditions over cases. A case of a customer in the trash is
// out of sight with them.
const (
	caseAlive  = `d.trashed_at IS NULL AND d.customer NOT IN (SELECT c.id FROM customer c WHERE c.trashed_at IS NOT NULL)`
	caseOpen   = `d.confirmed_at IS NULL AND ` + caseAlive
	caseClosed = `d.confirmed_at IS NOT NULL AND ` + caseAlive
	firstCase  = " ORDER BY d.due IS NULL, d.due, d.received_at, d.id"
	lastCase   = " ORDER BY d.confirmed_at DESC, d.id DESC"
)

// Cases implements book.CaseReader.
func (r reader) Cases(ctx context.Context, q book.CaseQuery) ([]book.CaseRow, error) {
	return ask(ctx, r, "store.cases", func(s *session) ([]book.CaseRow, error) {
		list, err := casesOf(ctx, s, q)
		if err != nil {
			return nil, err
		}
		var ids []string
		seen := map[book.ID]bool{}
		for _, c := range list {
			if !seen[c.CustomerID] {
				seen[c.CustomerID] = true
				ids = append(ids, string(c.CustomerID))
			}
		}
		byID, err := customersByID(ctx, s, ids)
		out := make([]book.CaseRow, len(list))
		for i, c := range list {
			out[i] = book.CaseRow{Case: c, Customer: byID[c.CustomerID]}
		}
		return out, err
	})
}

func casesOf(ctx context.Context, s *session, q book.CaseQuery) ([]book.Case, error) {
	limit := orDefault(q.Limit, 500)
	switch q.View {
	case book.OpenCases, book.SoonCases, book.ClosedCases:
		return caseList(ctx, s, q, limit)
	case book.AllCases, "":
		// Two questions, each along its index: one over both would sort all.
		q.View = book.OpenCases
		list, err := caseList(ctx, s, q, limit)
		if err != nil || len(list) >= limit {
			return list, err
		}
		q.View = book.ClosedCases
		rest, err := caseList(ctx, s, q, limit-len(list))
		return append(list, rest...), err
	}
	return nil, invalid("store.cases", "view", "unknown")
}

func caseList(ctx context.Context, s *session, q book.CaseQuery, limit int) ([]book.Case, error) {
	var b conditions
	sort := firstCase
	switch q.View {
	case book.ClosedCases:
		b.add(caseClosed)
		sort = lastCase
	case book.SoonCases:
		b.add(caseOpen+" AND d.due IS NOT NULL AND d.warn_at <= ?", stamp(q.Now))
	default:
		b.add(caseOpen)
	}
	for _, x := range []struct{ column, value string }{
		{"customer", string(q.Customer)}, {"kind", string(q.Kind)}, {"state", string(q.State)}, {"owner", q.Owner}, {"followup", string(q.FollowUp)},
	} {
		if x.value != "" {
			b.add("d."+x.column+" = ?", x.value)
		}
	}
	return cases(ctx, s, "WHERE "+strings.Join(b.texts, " AND ")+sort+" LIMIT ?", append(b.args, limit)...)
}

// CaseCounts implements book.CaseReader.
func (r reader) CaseCounts(ctx context.Context, now time.Time) (book.CaseCounts, error) {
	return ask(ctx, r, "store.casecounts", func(s *session) (book.CaseCounts, error) {
		var n book.CaseCounts
		at := stamp(now)
		err := s.row(ctx, `SELECT count(*), count(*) FILTER (WHERE d.due > ? AND d.warn_at <= ?), count(*) FILTER (WHERE d.due <= ?),
			count(*) FILTER (WHERE d.kind = 'request'), count(*) FILTER (WHERE d.kind = 'complaint') FROM case_ d WHERE `+caseOpen,
			[]any{at, at, at}, &n.Open, &n.Soon, &n.Late, &n.Requests, &n.Complaints)
		return n, err
	})
}

// CaseOwners implements book.CaseReader.
func (r reader) CaseOwners(ctx context.Context) ([]string, error) {
	return ask(ctx, r, "store.caseowners", func(s *session) ([]string, error) {
		var out []string
		err := s.each(ctx, "SELECT DISTINCT d.owner FROM case_ d WHERE d.owner <> '' AND "+caseOpen+" ORDER BY d.owner", nil, func(scan func(...any) error) error {
			var owner string
			err := scan(&owner)
			out = append(out, owner)
			return err
		})
		return out, err
	})
}

// PutCase implements book.CaseWriter.
func (w *writer) PutCase(ctx context.Context, c book.Case) error {
	const op = "store.case"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if c.ID == "" || c.CustomerID == "" {
		return invalid(op, "id", "missing")
	}
	before, found, err := w.stored(ctx, caseTable, "", string(c.ID))
	if err != nil {
		return fault(op, err)
	}
	if c.CreatedAt.IsZero() {
		c.CreatedAt = w.now
	}
	row, owner := encode(&c, caseFields), string(c.CustomerID)
	if !found {
		if c.Version != 0 {
			return notFound(op)
		}
		at := w.stamp
		if s, ok := stamp(c.UpdatedAt).(string); ok {
			at = s
		}
		if err := w.makeAt(ctx, caseTable, row, at); err != nil {
			return fault(op, err)
		}
		return fault(op, w.record(ctx, caseTable, string(c.ID), owner, 1, "", nil, nil))
	}
	var version int64
	if err := w.s.row(ctx, "SELECT version FROM case_ WHERE id = ?", []any{c.ID}, &version); err != nil {
		return fault(op, err)
	}
	if version != c.Version {
		return conflict(op, "stale")
	}
	row[caseTable.at["created_at"]] = before[caseTable.at["created_at"]]
	changed, err := w.update(ctx, caseTable, before, row, owner)
	if err != nil || !changed {
		return fault(op, err)
	}
	return fault(op, w.afterCase(ctx, c.ID))
}

// afterCase brings what is derived from a case up to date.
func (w *writer) afterCase(ctx context.Context, id book.ID) error {
	c, err := only(cases(ctx, w.s, "WHERE d.id = ?", id))
	if err != nil {
		return err
	}
	if _, err := w.s.exec(ctx, "UPDATE case_ SET version = version + 1, updated_at = ?, due = ? WHERE id = ?", w.stamp, dueOf(&c), id); err != nil {
		return err
	}
	return w.indexCase(ctx, c, false)
}

func (w *writer) indexCase(ctx context.Context, c book.Case, fresh bool) error {
	var n int64
	if err := w.s.row(ctx, "SELECT n FROM case_ WHERE id = ?", []any{c.ID}, &n); err != nil {
		return err
	}
	return w.replaceText(ctx, "case_search", n, book.CaseText(c), fresh)
}

// dueOf is when the clock of a case that runs has run out, as it is stored: NULL
// when none runs.
func dueOf(c *book.Case) any {
	switch {
	case !c.ClosedAt.IsZero():
	case c.RepliedAt.IsZero() && !c.ReplyDue.IsZero():
		return stamp(c.ReplyDue)
	case c.SolvedAt.IsZero():
		return stamp(c.SolveDue)
	}
	return nil
}

// searchCases finds cases, open ones first.
func searchCases(ctx context.Context, s *session, match string, limit int) ([]book.Hit, error) {
	var hits []book.Hit
	err := s.each(ctx, `SELECT d.id, d.customer, d.subject, c.name_full
		FROM case_search x CROSS JOIN case_ d ON d.n = x.rowid JOIN customer c ON c.id = d.customer
		WHERE x.case_search MATCH ? AND d.trashed_at IS NULL AND c.trashed_at IS NULL
		ORDER BY d.confirmed_at IS NOT NULL, x.rowid DESC LIMIT ?`, []any{match, limit}, func(scan func(...any) error) error {
		h := book.Hit{Kind: book.HitCase}
		err := scan(&h.ID, &h.Customer, &h.Title, &h.Snippet)
		hits = append(hits, h)
		return err
	})
	return hits, err
}
