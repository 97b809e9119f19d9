package sqlite

import (
	"context"
	"fmt"

	"dragoman/data/book"
)

const operationColumns = "o.id, o.at, o.actor, o.kind, o.detail, coalesce(o.of, ''), o.rows, o.undone_by IS NOT NULL"

func scanOperation(o *book.Operation, at *string) []any {
	return []any{&o.ID, at, &o.Actor, &o.Kind, &o.Detail, &o.Of, &o.Rows, &o.Undone}
}

// Operations implements book.Reader. A limit of 0 is 100.
func (r reader) Operations(ctx context.Context, limit int) ([]book.Operation, error) {
	return ask(ctx, r, "store.operations", func(s *session) ([]book.Operation, error) {
		var out []book.Operation
		err := s.each(ctx, "SELECT "+operationColumns+" FROM operation o ORDER BY o.n DESC LIMIT ?",
			[]any{orDefault(limit, 100)}, func(scan func(...any) error) error {
				var o book.Operation
				var at string
				err := scan(scanOperation(&o, &at)...)
				o.At = instantOf(at)
				out = append(out, o)
				return err
			})
		return out, err
	})
}

// History implements book.Reader. Where a row was made, After is empty; where
// one was removed, Before is the row as a JSON object. The places of rows in
// their lists are left out. A limit of 0 is 500.
func (r reader) History(ctx context.Context, customer book.ID, limit int) ([]book.FieldChange, error) {
	return ask(ctx, r, "store.history", func(s *session) ([]book.FieldChange, error) {
		var out []book.FieldChange
		err := s.each(ctx, "SELECT "+operationColumns+`, x.entity, x.row, x.col, x.before, x.after
			FROM change x JOIN operation o ON o.n = x.op
			WHERE x.customer = ? AND x.col <> 'pos' ORDER BY x.op DESC, x.seq DESC LIMIT ?`,
			[]any{customer, orDefault(limit, 500)}, func(scan func(...any) error) error {
				var c book.FieldChange
				var at string
				var before, after any
				err := scan(append(scanOperation(&c.Operation, &at), &c.Entity, &c.Row, &c.Field, &before, &after)...)
				c.Operation.At = instantOf(at)
				c.Before, c.After = shown(before), shown(after)
				out = append(out, c)
				return err
			})
		return out, err
	})
}

// shown is a stored value as text, "" for NULL.
func shown(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}
