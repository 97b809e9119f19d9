package sqlite

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var ownDayFields = []field[book.OwnDay]{
	text("id", func(d *book.OwnDay) *book.ID { return &d.ID }),
	text("sort", func(d *book.OwnDay) *book.OwnSort { return &d.Sort }),
	maybe("customer", func(d *book.OwnDay) *book.ID { return &d.CustomerID }),
	text("country", func(d *book.OwnDay) *string { return &d.Country }),
	text("region", func(d *book.OwnDay) *string { return &d.Region }),
	text("rule", func(d *book.OwnDay) *string { return &d.RuleID }),
	number("rule_year", func(d *book.OwnDay) *int { return &d.RuleYear }),
	text("calendar", func(d *book.OwnDay) *calendar.ID { return &d.When.Calendar }),
	number("year", func(d *book.OwnDay) *int { return &d.When.Year }),
	number("month", func(d *book.OwnDay) *int { return &d.When.Month }),
	truth("leap", func(d *book.OwnDay) *bool { return &d.When.Leap }),
	number("day", func(d *book.OwnDay) *int { return &d.When.Day }),
	number("nth", func(d *book.OwnDay) *int { return &d.Nth }),
	number("weekday", func(d *book.OwnDay) *time.Weekday { return &d.Weekday }),
	number("days", func(d *book.OwnDay) *int { return &d.Days }),
	text("kind", func(d *book.OwnDay) *string { return &d.Kind }),
	text("mood", func(d *book.OwnDay) *string { return &d.Mood }),
	text("name", func(d *book.OwnDay) *string { return &d.Name }),
	text("note", func(d *book.OwnDay) *string { return &d.Note }),
	text("author", func(d *book.OwnDay) *string { return &d.Author }),
	instant("created_at", func(d *book.OwnDay) *time.Time { return &d.CreatedAt }),
	instant("trashed_at", func(d *book.OwnDay) *time.Time { return &d.TrashedAt }),
}

var ownDayTable = newTable("ownday", "", "customer", names(nil, ownDayFields)...)

// ownDays reads own days in the order in which they were entered.
func ownDays(ctx context.Context, s *session, where string, args ...any) ([]book.OwnDay, error) {
	k := len(ownDayTable.columns)
	rows, err := s.values(ctx, k+2, "SELECT d."+strings.Join(ownDayTable.columns, ", d.")+", d.version, d.updated_at FROM ownday d "+
		where+" ORDER BY d.created_at, d.id", args...)
	out := make([]book.OwnDay, len(rows))
	for i, row := range rows {
		decode(&out[i], ownDayFields, row)
		out[i].Version, _ = row[k].(int64)
		out[i].UpdatedAt = instantOf(row[k+1])
	}
	return out, err
}

// OwnDay implements book.Reader. It also finds one that was removed.
func (r reader) OwnDay(ctx context.Context, id book.ID) (book.OwnDay, error) {
	return ask(ctx, r, "store.ownday", func(s *session) (book.OwnDay, error) {
		return only(ownDays(ctx, s, "WHERE d.id = ?", id))
	})
}

// OwnDays implements book.Reader. Removed ones and those of customers in the
// trash are left out.
func (r reader) OwnDays(ctx context.Context) ([]book.OwnDayRow, error) {
	return ask(ctx, r, "store.owndays", func(s *session) ([]book.OwnDayRow, error) {
		ds, err := ownDays(ctx, s, `WHERE d.trashed_at IS NULL
			AND NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = d.customer AND c.trashed_at IS NOT NULL)`)
		if err != nil {
			return nil, err
		}
		var ids []string
		for _, d := range ds {
			if d.CustomerID != "" {
				ids = append(ids, string(d.CustomerID))
			}
		}
		byID, err := customersByID(ctx, s, ids)
		if err != nil {
			return nil, err
		}
		out := make([]book.OwnDayRow, len(ds))
		for i, d := range ds {
			out[i] = book.OwnDayRow{OwnDay: d, Customer: byID[d.CustomerID]}
		}
		return out, nil
	})
}

// Places implements book.Reader.
func (r reader) Places(ctx context.Context) ([]book.Place, error) {
	return ask(ctx, r, "store.places", func(s *session) ([]book.Place, error) {
		rows, err := s.values(ctx, 4, `SELECT coalesce(country, ''), region, weekend, count(*) FROM customer
			WHERE trashed_at IS NULL GROUP BY country, region, weekend`)
		out := make([]book.Place, len(rows))
		for i, row := range rows {
			out[i].Country, _ = row[0].(string)
			out[i].Region, _ = row[1].(string)
			out[i].Weekend = weekendOf(row[2])
			n, _ := row[3].(int64)
			out[i].Count = int(n)
		}
		return out, err
	})
}

// PutOwnDay implements book.Tx.
func (w *writer) PutOwnDay(ctx context.Context, d book.OwnDay) error {
	return w.putVersioned(ctx, "store.ownday", ownDayTable, encode(&d, ownDayFields), d.Version, d.UpdatedAt)
}
