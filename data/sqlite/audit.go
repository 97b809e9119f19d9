package sqlite

import (
	"context"
	"encoding/json"
	"strings"

	"dragoman/data/book"
)

// Audit implements book.AuditReader. Pages are found by the number of the
// operation, so that the last is as quick as the first. An index leads to what
// is asked for: by kind, by person, or by day.
func (r reader) Audit(ctx context.Context, q book.AuditQuery) (book.AuditPage, error) {
	return ask(ctx, r, "store.audit", func(s *session) (book.AuditPage, error) {
		var p book.AuditPage
		var b conditions
		if q.After > 0 {
			b.add("o.n < ?", q.After)
		}
		between(q, &b)
		if q.Actor != "" || q.NoActor {
			b.add("o.actor = ?", q.Actor)
		}
		if len(q.Kinds) > 0 {
			kinds, err := json.Marshal(q.Kinds)
			if err != nil {
				return p, err
			}
			b.add("o.kind"+inList, string(kinds))
		}
		where := ""
		if len(b.texts) > 0 {
			where = " WHERE " + strings.Join(b.texts, " AND ")
		}
		limit := orDefault(q.Limit, 100)
		var ns []int64
		err := s.each(ctx, "SELECT o.n, "+operationColumns+" FROM operation o"+where+" ORDER BY o.n DESC LIMIT ?", append(b.args, limit+1), func(scan func(...any) error) error {
			var h book.Happened
			var at string
			var n int64
			err := scan(append([]any{&n}, scanOperation(&h.Operation, &at)...)...)
			h.At = instantOf(at)
			p.Rows, ns = append(p.Rows, h), append(ns, n)
			return err
		})
		if err != nil {
			return p, err
		}
		if len(ns) > limit {
			p.Rows, ns = p.Rows[:limit], ns[:limit]
			p.Next = ns[limit-1]
		}
		for i := range p.Rows {
			if err := concernedBy(ctx, s, &p.Rows[i], ns[i]); err != nil {
				return p, err
			}
		}
		return p, nil
	})
}

// between narrows a question to a time.
func between(q book.AuditQuery, b *conditions) {
	if !q.From.IsZero() {
		b.add("o.at >= ?", stamp(q.From))
	}
	if !q.To.IsZero() {
		b.add("o.at < ?", stamp(q.To))
	}
}

// Actors implements book.AuditReader. It steps from name to name in the index.
func (r reader) Actors(ctx context.Context) ([]string, error) { return distinctOf(ctx, r, "actor") }

// OpKinds implements book.AuditReader.
func (r reader) OpKinds(ctx context.Context) ([]book.OpKind, error) {
	texts, err := distinctOf(ctx, r, "kind")
	out := make([]book.OpKind, len(texts))
	for i, t := range texts {
		out[i] = book.OpKind(t)
	}
	return out, err
}

func distinctOf(ctx context.Context, r reader, column string) ([]string, error) {
	return ask(ctx, r, "store.operations", func(s *session) ([]string, error) {
		var out []string
		err := s.each(ctx, `WITH RECURSIVE x(v) AS (SELECT min(`+column+`) FROM operation
			UNION ALL SELECT (SELECT min(`+column+`) FROM operation WHERE `+column+` > x.v) FROM x WHERE x.v IS NOT NULL)
			SELECT v FROM x WHERE v <> ''`, nil, func(scan func(...any) error) error {
			var v string
			err := scan(&v)
			out = append(out, v)
			return err
		})
		return out, err
	})
}

// Mark implements book.AuditTx.
func (w *writer) Mark(ctx context.Context, rows int) error {
	const op = "store.mark"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	w.op.Rows += rows
	return fault(op, w.beginOperation(ctx))
}
