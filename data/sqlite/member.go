package sqlite

import (
	"context"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var memberFields = []field[book.Member]{
	text("id", func(m *book.Member) *book.ID { return &m.ID }),
	text("name", func(m *book.Member) *string { return &m.Name }),
	{
		"languages",
		func(m *book.Member) any { return spokenText(m.Languages) },
		func(m *book.Member, x any) { m.Languages = spokenOf(x) },
	},
	{
		"cultures",
		func(m *book.Member) any { return strings.Join(m.Cultures, ",") },
		func(m *book.Member, x any) {
			if s, _ := x.(string); s != "" {
				m.Cultures = strings.Split(s, ",")
			}
		},
	},
	text("note", func(m *book.Member) *string { return &m.Note }),
	truth("away", func(m *book.Member) *bool { return &m.Away }),
	instant("created_at", func(m *book.Member) *time.Time { return &m.CreatedAt }),
	instant("trashed_at", func(m *book.Member) *time.Time { return &m.TrashedAt }),
}

var memberTable = newTable("member", "", "", names(nil, memberFields)...)

func spokenText(list []book.Spoken) string {
	parts := make([]string, len(list))
	for i, x := range list {
		parts[i] = x.Tag + ":" + string(x.Level)
	}
	return strings.Join(parts, ",")
}

func spokenOf(x any) (out []book.Spoken) {
	s, _ := x.(string)
	for part := range strings.SplitSeq(s, ",") {
		if tag, level, _ := strings.Cut(part, ":"); tag != "" {
			out = append(out, book.Spoken{Tag: tag, Level: book.Level(level)})
		}
	}
	return out
}

// Members implements book.Reader.
func (r reader) Members(ctx context.Context) ([]book.Member, error) {
	return ask(ctx, r, "store.members", func(s *session) ([]book.Member, error) {
		rows, err := s.values(ctx, len(memberTable.columns),
			"SELECT "+strings.Join(memberTable.columns, ", ")+" FROM member WHERE trashed_at IS NULL ORDER BY name, id")
		out := make([]book.Member, len(rows))
		for i, row := range rows {
			decode(&out[i], memberFields, row)
		}
		return out, err
	})
}

// Workloads implements book.Reader.
func (r reader) Workloads(ctx context.Context, today calendar.Date) ([]book.Workload, error) {
	return ask(ctx, r, "store.workloads", func(s *session) ([]book.Workload, error) {
		var out []book.Workload
		err := s.each(ctx, `SELECT owner, sum(customers), sum(followups), sum(late), sum(cases), sum(deals) FROM (
			SELECT owner, count(*) AS customers, 0 AS followups, 0 AS late, 0 AS cases, 0 AS deals FROM customer
				WHERE trashed_at IS NULL AND owner <> '' GROUP BY owner
			UNION ALL SELECT owner, 0, count(*), count(*) FILTER (WHERE due_from < ?1), 0, 0 FROM followup
				WHERE done_at IS NULL AND trashed_at IS NULL AND owner <> '' GROUP BY owner
			UNION ALL SELECT owner, 0, 0, 0, count(*), 0 FROM case_ WHERE confirmed_at IS NULL AND trashed_at IS NULL AND owner <> '' GROUP BY owner
			UNION ALL SELECT owner, 0, 0, 0, 0, count(*) FROM deal WHERE closed_at IS NULL AND trashed_at IS NULL AND owner <> '' GROUP BY owner
			) GROUP BY owner ORDER BY owner`, []any{today.String()}, func(scan func(...any) error) error {
			var w book.Workload
			err := scan(&w.Owner, &w.Customers, &w.FollowUps, &w.Late, &w.Cases, &w.Deals)
			out = append(out, w)
			return err
		})
		return out, err
	})
}

// PutMember implements book.Tx.
func (w *writer) PutMember(ctx context.Context, m book.Member) error {
	return w.put(ctx, "store.member", memberTable, encode(&m, memberFields))
}

// owned are the tables whose rows have an owner, and which of their rows change
// hands: customers, and work that is open.
var owned = []struct {
	t     *table
	where string
}{
	{customerTable, "trashed_at IS NULL"},
	{followUpTable, "done_at IS NULL AND trashed_at IS NULL"},
	{caseTable, "confirmed_at IS NULL AND trashed_at IS NULL"},
	{dealTable, "closed_at IS NULL AND trashed_at IS NULL"},
}

// HandOver implements book.Tx.
func (w *writer) HandOver(ctx context.Context, from, to string) error {
	const op = "store.hand_over"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	for _, x := range owned {
		rows, err := w.s.values(ctx, len(x.t.columns), "SELECT "+strings.Join(x.t.columns, ", ")+" FROM "+x.t.name+" WHERE owner = ? AND "+x.where, from)
		if err != nil {
			return fault(op, err)
		}
		for _, before := range rows {
			if err := w.own(ctx, x.t, before, to); err != nil {
				return fault(op, err)
			}
		}
	}
	return nil
}

// SetOwner implements book.Tx.
func (w *writer) SetOwner(ctx context.Context, ids []book.ID, owner string) error {
	const op = "store.owner"
	for _, id := range ids {
		sctx, err := verb(ctx)
		if err != nil {
			return fault(op, err)
		}
		before, found, err := w.stored(sctx, customerTable, string(id), string(id))
		if err != nil {
			return fault(op, err)
		}
		if !found {
			continue
		}
		if err := w.own(sctx, customerTable, before, owner); err != nil {
			return fault(op, err)
		}
	}
	return nil
}

// own writes another owner into a row.
func (w *writer) own(ctx context.Context, t *table, before []any, owner string) error {
	row := slices.Clone(before)
	row[t.at["owner"]] = owner
	of := t.text(row, "id")
	if t != customerTable {
		of = t.text(row, "customer")
	}
	changed, err := w.update(ctx, t, before, row, of)
	if err != nil || !changed {
		return err
	}
	return w.after(ctx, t, book.ID(t.id(row)))
}
