package sqlite

import (
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/insight"
)

// trade makes a book of 100,000 customers with 500,000 orders and 1,000,000
// contacts over four years.
func trade(b *testing.B) *File {
	f := fresh(b)
	for _, q := range []string{
		`WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM i WHERE x < 100000)
		INSERT INTO customer(n, id, kind, name_full, country, owner, cadence_long, created_at, version, updated_at, sort_key, name_fold)
		SELECT x, printf('0190a000-0000-7000-8000-%012d', x), 'person', 'Name ' || x, char(65 + x % 7, 66 + x % 5), 'Owner ' || (x % 8), 90 * (x % 3),
		'2023-01-02T03:04:05.678Z', 1, '2026-01-02T03:04:05.678Z', x'00', 'name' FROM i`,
		"INSERT INTO worth(n) SELECT n FROM customer",
		`INSERT INTO culture(id, customer, pos, culture, n) SELECT 'c' || n, id, 0, char(65 + n % 7, 66 + n % 5), n FROM customer`,
		`WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM i WHERE x < 500000)
		INSERT INTO purchase(id, customer, day, status, currency, total, cost, created_at, version, updated_at, counts, base, base_cost)
		SELECT printf('0190a001-0000-7000-8000-%012d', x), printf('0190a000-0000-7000-8000-%012d', 1 + ((x * 7919) % 100000) * ((x * 31) % 100) / 100),
		date('2026-11-26', '-' || ((x * 104729) % 1400) || ' days'), 'paid', 'EUR', x % 90000 + 100, x % 50000, '2026-01-02T03:04:05.678Z', 1,
		'2026-01-02T03:04:05.678Z', 1, x % 90000 + 100, x % 50000 FROM i`,
		`WITH RECURSIVE i(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM i WHERE x < 1000000)
		INSERT INTO interaction(id, customer, kind, at, created_at)
		SELECT printf('0190a002-0000-7000-8000-%012d', x), printf('0190a000-0000-7000-8000-%012d', 1 + (x * 7919) % 100000), 'call',
		date('2026-11-26', '-' || ((x * 104729) % 1400) || ' days') || 'T10:00:00.000Z', '2026-01-02T03:04:05.678Z' FROM i`,
		"UPDATE setting SET value = 'EUR' WHERE id = 'base_currency'",
	} {
		if _, err := f.write.Exec(q); err != nil {
			b.Fatal(err)
		}
	}
	return f
}

// The figures of a large book: read for the first time, after a change, for
// another period, all of them together for the model, and of one customer.
func BenchmarkFigures(b *testing.B) {
	f := trade(b)
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	k := book.New(f, func() time.Time { return now })
	const someone = "0190a000-0000-7000-8000-000000000042"
	sheet := func(b *testing.B, x *insight.Figures, span insight.Span) {
		b.Helper()
		facts, err := x.Facts(ctx)
		if err != nil {
			b.Fatal(err)
		}
		p, who := span.Period(facts.Today), facts.Everybody()
		if g := facts.Sheet(p, who).Figures[insight.Active]; g.Value == 0 {
			b.Fatalf("%+v", g)
		}
		if rows := facts.Table(p, facts.Groups(insight.ByCulture, who)); len(rows) != 35 {
			b.Fatal(len(rows))
		}
	}
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			x, stop := insight.New(k)
			sheet(b, x, insight.LastYear)
			stop()
		}
	})
	x, stop := insight.New(k)
	defer stop()
	sheet(b, x, insight.LastYear)
	b.Run("period", func(b *testing.B) {
		for b.Loop() {
			sheet(b, x, insight.LastQuarter)
		}
	})
	b.Run("change", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			if _, _, err := k.Interactions.Log(ctx, book.Interaction{CustomerID: someone, Kind: book.CallMade}); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			sheet(b, x, insight.LastYear)
		}
	})
	facts, err := x.Facts(ctx)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("model", func(b *testing.B) {
		for b.Loop() {
			if m := insight.NewModel(facts); m.Sampled == 0 {
				b.Fatalf("%+v", m)
			}
		}
	})
	if _, err := x.Value(ctx, someone); err != nil {
		b.Fatal(err)
	}
	b.Run("value", func(b *testing.B) {
		for b.Loop() {
			if v, err := x.Value(ctx, someone); err != nil || !v.Bought() {
				b.Fatal(v, err)
			}
		}
	})
	b.Run("findings", func(b *testing.B) {
		_, m, err := x.Model(ctx)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			insight.Findings(insight.Question{Facts: facts, Model: m, Period: insight.LastYear.Period(facts.Today), Who: facts.Everybody()})
		}
	})
}

// BenchmarkSegmentByWorth counts segments that ask for what half a million
// orders come to.
func BenchmarkSegmentByWorth(b *testing.B) {
	f := trade(b)
	bk := book.New(f, time.Now)
	bk.SetResolver(func(_ book.TestField, word string) []string { return []string{word} })
	for _, q := range []string{"orders>3", "spent>1000", "bought<90d", "case:open", "country:JP orders>3"} {
		b.Run(q, func(b *testing.B) {
			for b.Loop() {
				if _, err := bk.Customers.Count(ctx, book.CustomerFilter{Text: q}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
