package sqlite

import (
	"context"
	"time"

	"dragoman/data/book"
)

// Purge implements book.Store.
func (f *File) Purge(ctx context.Context, op book.Operation, ids []book.ID, before time.Time) (int, error) {
	n := 0
	var hashes []string
	done, err := f.transact(ctx, op, func(w *writer) (err error) {
		n, err = w.purge(context.WithoutCancel(ctx), ids, before)
		hashes = w.loose
		return err
	})
	if err == nil && done.ID != "" {
		err = f.dropFiles(context.WithoutCancel(ctx), hashes)
		f.seal(ctx)
	}
	if err == nil && !before.IsZero() {
		_, err = f.SweepFiles(ctx)
	}
	return n, fault("store.purge", err)
}

// purge erases customers in the trash: those of the given ids, or all that lie
// there since before an instant, and then what lies there of others as well.
func (w *writer) purge(ctx context.Context, ids []book.ID, before time.Time) (int, error) {
	if err := w.startErasing(ctx); err != nil {
		return 0, err
	}
	const dead = `SELECT id FROM customer WHERE trashed_at IS NOT NULL
		AND (merged_into IS NULL OR merged_into IN (SELECT id FROM customer WHERE trashed_at IS NOT NULL)) AND `
	var loose int64
	var err error
	if before.IsZero() {
		_, err = w.erasing(ctx, dead+"id"+inList, idList(texts(ids)))
	} else {
		_, err = w.erasing(ctx, dead+"trashed_at < ?", stamp(before))
		for _, name := range tableNames() {
			t := tables[name]
			if _, ok := t.at["trashed_at"]; !ok || t.owner != "customer" || t.parent != "" {
				continue
			}
			var n int64
			if err == nil {
				n, err = w.erasing(ctx, "SELECT id FROM "+name+" WHERE trashed_at < ? AND (customer IS NULL OR customer NOT"+isErasing+")", stamp(before))
			}
			loose += n
		}
	}
	if err != nil {
		return 0, err
	}
	var any bool
	if err := w.s.row(ctx, "SELECT EXISTS (SELECT 1 FROM temp.erasing)", nil, &any); err != nil || !any {
		return 0, err
	}
	n, err := w.erase(ctx)
	if err != nil {
		return 0, err
	}
	w.op.Rows = n + int(loose)
	return n, w.beginOperation(ctx) // that it was done, and not to whom
}

// mostNamed is how many customers are named beside an operation.
const mostNamed = 3

// Happened implements book.Reader.
func (r reader) Happened(ctx context.Context, since time.Time, limit int) ([]book.Happened, error) {
	return ask(ctx, r, "store.happened", func(s *session) ([]book.Happened, error) {
		var out []book.Happened
		var ns []int64
		err := s.each(ctx, "SELECT o.n, "+operationColumns+" FROM operation o WHERE o.at >= ? ORDER BY o.n DESC LIMIT ?",
			[]any{stamp(since), orDefault(limit, 200)}, func(scan func(...any) error) error {
				var h book.Happened
				var at string
				var n int64
				err := scan(append([]any{&n}, scanOperation(&h.Operation, &at)...)...)
				h.At = instantOf(at)
				out, ns = append(out, h), append(ns, n)
				return err
			})
		if err != nil {
			return nil, err
		}
		for i := range out {
			if err := concernedBy(ctx, s, &out[i], ns[i]); err != nil {
				return nil, err
			}
		}
		return out, nil
	})
}

// concernedBy names the first customers of an operation and counts the others.
func concernedBy(ctx context.Context, s *session, h *book.Happened, n int64) error {
	var ids []string
	err := s.each(ctx, "SELECT DISTINCT customer FROM change WHERE op = ? AND customer IS NOT NULL LIMIT ?", []any{n, mostNamed}, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		ids = append(ids, id)
		return err
	})
	if err != nil || len(ids) == 0 {
		return err
	}
	if h.Customers, err = customerRows(ctx, s, ids); err != nil || len(ids) < mostNamed {
		return err
	}
	var all int
	err = s.row(ctx, "SELECT count(*) FROM (SELECT DISTINCT customer FROM change WHERE op = ? AND customer IS NOT NULL LIMIT 100000)", []any{n}, &all)
	h.More = max(0, all-len(h.Customers))
	return err
}
