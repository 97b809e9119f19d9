package sqlite

import (
	"context"
	"database/sql"
	"maps"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var rateFields = []field[book.Rate]{
	text("id", func(r *book.Rate) *book.ID { return &r.ID }),
	day("day", func(r *book.Rate) *calendar.Date { return &r.Day }),
	text("currency", func(r *book.Rate) *string { return &r.Currency }),
	text("base", func(r *book.Rate) *string { return &r.Base }),
	text("rate", func(r *book.Rate) *string { return &r.Rate }),
	instant("created_at", func(r *book.Rate) *time.Time { return &r.CreatedAt }),
	instant("trashed_at", func(r *book.Rate) *time.Time { return &r.TrashedAt }),
}

var rateTable = newTable("rate", "", "", names(nil, rateFields)...)

func rates(ctx context.Context, s *session, where string, args ...any) ([]book.Rate, error) {
	rows, err := s.values(ctx, len(rateFields), "SELECT "+strings.Join(rateTable.columns, ", ")+" FROM rate "+where, args...)
	out := make([]book.Rate, len(rows))
	for i, row := range rows {
		decode(&out[i], rateFields, row)
	}
	return out, err
}

// Rate implements book.Reader.
func (r reader) Rate(ctx context.Context, id book.ID) (book.Rate, error) {
	return ask(ctx, r, "store.rate", func(s *session) (book.Rate, error) {
		return only(rates(ctx, s, "WHERE id = ?", id))
	})
}

const liveRates = "WHERE trashed_at IS NULL ORDER BY day DESC, id DESC"

// Rates implements book.Reader.
func (r reader) Rates(ctx context.Context) ([]book.Rate, error) {
	return ask(ctx, r, "store.rates", func(s *session) ([]book.Rate, error) { return rates(ctx, s, liveRates) })
}

// PutRate implements book.Tx.
func (w *writer) PutRate(ctx context.Context, r book.Rate) error {
	return w.put(ctx, "store.rate", rateTable, encode(&r, rateFields))
}

// pricing is what a transaction knows of rates, and which orders it has to sum
// anew before it ends.
type pricing struct {
	rates *book.Rates     // nil until asked for
	stale map[string]bool // currencies whose orders are to be looked at again
	ids   map[string]bool // rates that were changed, whose currencies are to be found
	all   bool            // the base itself is another one
}

// baseSetting is the row of the base currency among the settings.
const baseSetting = "base_currency"

// notice hears of every change of a row, and remembers those after which
// orders are worth something else.
func (p *pricing) notice(t *table, row string, before any) {
	switch {
	case t == settingTable && row == baseSetting:
		p.all, p.rates = true, nil
	case t == rateTable:
		p.rates = nil
		if p.ids == nil {
			p.ids, p.stale = map[string]bool{}, map[string]bool{}
		}
		p.ids[row] = true
		s, _ := before.(string)
		if kept, err := rowOf(rateTable, s); err == nil { // of a row that was removed
			s = rateTable.text(kept, "currency")
		}
		if book.KnownCurrency(s) {
			p.stale[s] = true // what the rate spoke of before
		}
	}
}

// ratesNow are the rates as the transaction sees them.
func (w *writer) ratesNow(ctx context.Context) (*book.Rates, error) {
	if w.pricing.rates != nil {
		return w.pricing.rates, nil
	}
	list, err := rates(ctx, w.s, liveRates)
	if err != nil {
		return nil, err
	}
	base := ""
	err = w.s.each(ctx, "SELECT value FROM setting WHERE id = ?", []any{baseSetting}, func(scan func(...any) error) error { return scan(&base) })
	w.pricing.rates = book.NewRates(base, list)
	return w.pricing.rates, err
}

// reprice sums the orders anew for which rates or the base were changed.
func (w *writer) reprice(ctx context.Context) error {
	p := &w.pricing
	if !p.all && len(p.ids) == 0 {
		return nil
	}
	stale := p.stale
	where := "WHERE currency = ?"
	if p.all {
		stale, where = map[string]bool{"": true}, "WHERE currency <> ?"
	} else {
		err := w.s.each(ctx, "SELECT DISTINCT currency FROM rate WHERE id"+inList, []any{idList(slices.Sorted(maps.Keys(p.ids)))},
			func(scan func(...any) error) error {
				var c string
				err := scan(&c)
				stale[c] = true
				return err
			})
		if err != nil {
			return err
		}
	}
	p.all, p.ids, p.stale = false, nil, nil
	now, err := w.ratesNow(ctx)
	if err != nil {
		return err
	}
	for c := range stale {
		if err := w.repriceCurrency(ctx, now, where, c); err != nil {
			return err
		}
	}
	return nil
}

// repriceCurrency writes what is another amount than before.
func (w *writer) repriceCurrency(ctx context.Context, now *book.Rates, where, currency string) error {
	type other struct {
		n              int64
		base, baseCost any
	}
	var changed []other
	err := w.s.each(ctx, "SELECT n, currency, day, total, cost, base, base_cost FROM purchase "+where, []any{currency},
		func(scan func(...any) error) error {
			var n, total int64
			var code, on string
			var cost, base, baseCost sql.NullInt64
			if err := scan(&n, &code, &on, &total, &cost, &base, &baseCost); err != nil {
				return err
			}
			b, bc := worth(now, book.Order{Currency: code, On: dayOf(on), Total: total, Cost: cost.Int64, CostKnown: cost.Valid})
			if b != nullable(base) || bc != nullable(baseCost) {
				changed = append(changed, other{n, b, bc})
			}
			return nil
		})
	if err != nil {
		return err
	}
	if len(changed) >= bulkRows {
		if err := w.widen(ctx); err != nil {
			return err
		}
	}
	for _, x := range changed {
		if _, err := w.s.exec(ctx, "UPDATE purchase SET base = ?, base_cost = ? WHERE n = ?", x.base, x.baseCost, x.n); err != nil {
			return err
		}
	}
	return nil
}

// nullable is a number as values gives it.
func nullable(n sql.NullInt64) any {
	if !n.Valid {
		return nil
	}
	return n.Int64
}
