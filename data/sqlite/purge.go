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
	_, err := f.transact(ctx, op, func(w *writer) (err error) {
		n, err = w.purge(context.WithoutCancel(ctx), ids, before)
		hashes = w.loose
		return err
	})
	if err == nil {
		err = f.dropFiles(context.WithoutCancel(ctx), hashes)
	}
	if err == nil && !before.IsZero() {
		_, err = f.SweepFiles(ctx)
	}
	return n, fault("store.purge", err)
}

// purge removes rows with their history. Customers are those of the given ids,
// or all that lie in the trash since before an instant, and then loose rows in
// the trash go as well.
func (w *writer) purge(ctx context.Context, ids []book.ID, before time.Time) (int, error) {
	for _, text := range []string{`DROP TABLE IF EXISTS temp.purged`, `CREATE TEMP TABLE purged(id TEXT PRIMARY KEY) WITHOUT ROWID`} {
		if _, err := w.s.tx.ExecContext(ctx, text); err != nil {
			return 0, err
		}
	}
	const dead = `INSERT INTO temp.purged SELECT id FROM customer WHERE trashed_at IS NOT NULL
		AND (merged_into IS NULL OR merged_into IN (SELECT id FROM customer WHERE trashed_at IS NOT NULL)) AND `
	var err error
	if before.IsZero() {
		texts := make([]string, len(ids))
		for i, id := range ids {
			texts[i] = string(id)
		}
		_, err = w.s.tx.ExecContext(ctx, dead+"id"+inList, idList(texts))
	} else {
		_, err = w.s.tx.ExecContext(ctx, dead+"trashed_at < ?", stamp(before))
	}
	if err != nil {
		return 0, err
	}
	var n int
	if err := w.s.row(ctx, "SELECT count(*) FROM temp.purged", nil, &n); err != nil {
		return 0, err
	}
	if n > 0 {
		if err := w.purgeCustomers(ctx); err != nil {
			return 0, err
		}
	}
	loose := 0
	if !before.IsZero() {
		if loose, err = w.purgeLoose(ctx, before); err != nil {
			return 0, err
		}
	}
	if n+loose == 0 {
		return 0, nil
	}
	w.op.Rows = n + loose
	return n, w.beginOperation(ctx) // that it was done, and not to whom
}

const isPurged = " IN (SELECT id FROM temp.purged)"

// purgeCustomers removes the customers in temp.purged.
func (w *writer) purgeCustomers(ctx context.Context) (err error) {
	if w.loose, err = w.hashesOf(ctx, isPurged); err != nil {
		return err
	}
	texts := []string{
		"DELETE FROM customer_search WHERE rowid IN (SELECT n FROM customer WHERE id" + isPurged + ")",
		"DELETE FROM note_search WHERE rowid IN (SELECT n FROM note WHERE customer" + isPurged + ")",
		"DELETE FROM followup_search WHERE rowid IN (SELECT n FROM followup WHERE customer" + isPurged + ")",
		"DELETE FROM checkitem WHERE followup IN (SELECT id FROM followup WHERE customer" + isPurged + ")",
		"DELETE FROM purchaseline WHERE purchase IN (SELECT id FROM purchase WHERE customer" + isPurged + ")",
		"DELETE FROM relation WHERE other" + isPurged,
		"DELETE FROM apart WHERE a" + isPurged + " OR b" + isPurged,
		"UPDATE customer SET organisation = NULL WHERE organisation" + isPurged,
		"UPDATE customer SET merged_into = NULL WHERE merged_into" + isPurged,
		"DELETE FROM change WHERE customer" + isPurged,
	}
	for _, name := range tableNames() {
		if t := tables[name]; t.owner == "customer" {
			texts = append(texts, "DELETE FROM "+name+" WHERE customer"+isPurged)
		}
	}
	texts = append(texts, "DELETE FROM customer WHERE id"+isPurged,
		"DELETE FROM picture WHERE id NOT IN (SELECT picture FROM customer WHERE picture IS NOT NULL)")
	for _, text := range texts {
		if _, err := w.s.tx.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// purgeLoose removes notes, interactions, follow-ups, orders and deals of living customers
// that lie in the trash since before an instant.
func (w *writer) purgeLoose(ctx context.Context, before time.Time) (n int, err error) {
	at := stamp(before)
	for _, x := range indexed {
		if x.table == "customer" {
			continue
		}
		if _, err := w.s.tx.ExecContext(ctx, "DELETE FROM "+x.index+" WHERE rowid IN (SELECT n FROM "+x.table+" WHERE trashed_at < ?)", at); err != nil {
			return n, err
		}
	}
	for _, text := range []string{
		"DELETE FROM checkitem WHERE followup IN (SELECT id FROM followup WHERE trashed_at < ?)",
		"DELETE FROM change WHERE entity = 'attachment' AND row IN (SELECT id FROM attachment WHERE trashed_at < ?)",
		"DELETE FROM attachment WHERE trashed_at < ?",
		"DELETE FROM attachment WHERE owner_id IN (SELECT id FROM note WHERE trashed_at < ?)",
		"DELETE FROM attachment WHERE owner_id IN (SELECT id FROM followup WHERE trashed_at < ?)",
		"DELETE FROM attachment WHERE owner_id IN (SELECT id FROM interaction WHERE trashed_at < ?)",
		"DELETE FROM purchaseline WHERE purchase IN (SELECT id FROM purchase WHERE trashed_at < ?)",
		"DELETE FROM change WHERE entity = 'purchase' AND row IN (SELECT id FROM purchase WHERE trashed_at < ?)",
		"DELETE FROM change WHERE entity = 'deal' AND row IN (SELECT id FROM deal WHERE trashed_at < ?)",
		"DELETE FROM change WHERE entity = 'note' AND row IN (SELECT id FROM note WHERE trashed_at < ?)",
		"DELETE FROM change WHERE entity = 'followup' AND row IN (SELECT id FROM followup WHERE trashed_at < ?)",
		"DELETE FROM change WHERE entity = 'interaction' AND row IN (SELECT id FROM interaction WHERE trashed_at < ?)",
		"DELETE FROM note WHERE trashed_at < ?", "DELETE FROM followup WHERE trashed_at < ?", "DELETE FROM interaction WHERE trashed_at < ?",
		"DELETE FROM purchase WHERE trashed_at < ?", "DELETE FROM deal WHERE trashed_at < ?",
	} {
		res, err := w.s.tx.ExecContext(ctx, text, at)
		if err != nil {
			return n, err
		}
		k, err := res.RowsAffected()
		if err != nil {
			return n, err
		}
		n += int(k)
	}
	return n, nil
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
