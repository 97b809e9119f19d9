package sqlite

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"dragoman/data/book"
)

// What the timelines of a large book hold: a million touches, a hundred for each
// of ten thousand customers but for one who has ten thousand.
const (
	toldTouches = 1_000_000
	toldLong    = 10_000
	toldPeople  = 10_000
)

// toldBook is a book with a million touches. They are written past the use
// cases, in one statement.
func toldBook(b *testing.B) (*File, []book.ID) {
	b.Helper()
	f, err := Create(ctx, filepath.Join(b.TempDir(), "told.dragoman"), Options{})
	check(b, err)
	b.Cleanup(func() { check(b, f.Close()) })
	check(b, fill(f, toldPeople))
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{})
	check(b, err)
	_, err = f.write.ExecContext(ctx, `CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY id) - 1 AS k, id FROM customer;
		CREATE UNIQUE INDEX temp.who_k ON who(k)`)
	check(b, err)
	_, err = f.write.ExecContext(ctx, `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?1 - 1)
		INSERT INTO interaction(id, customer, kind, at, text, present, outcome, created_at)
		SELECT printf('0190%04x-%04x-7000-8000-%012x', i / 65536, i % 65536, i), w.id,
			CASE i % 4 WHEN 0 THEN 'call' WHEN 1 THEN 'mail' WHEN 2 THEN 'meeting' ELSE 'like' END,
			strftime('%Y-%m-%dT%H:%M:%S.000Z', 1600000000 + (i * 7919) % 190000000, 'unixepoch'),
			'what was said in the touch number ' || i, 'Rui', 'agreed', '2026-01-01T00:00:00.000Z'
		FROM n JOIN who w ON w.k = CASE WHEN i < ?2 THEN 0 ELSE i % ?3 END`, toldTouches, toldLong, toldPeople)
	check(b, err)
	_, err = f.write.ExecContext(ctx, "ANALYZE")
	check(b, err)
	return f, ids
}

// A page of any timeline comes in 10 ms and a touch is logged in 15.
func BenchmarkTimeline(b *testing.B) {
	f, ids := toldBook(b)
	r := rand.New(rand.NewPCG(1, 1))
	long := ids[0]
	bk := book.New(f, time.Now)
	b.Run("page", func(b *testing.B) {
		percentile95(b, b.N, func(int) error {
			_, err := f.Timeline(ctx, book.TimelineQuery{Customers: []book.ID{ids[r.IntN(len(ids))]}, Limit: 80})
			return err
		})
	})
	b.Run("last-page-of-10000", func(b *testing.B) {
		percentile95(b, b.N, func(int) error {
			_, err := f.Timeline(ctx, book.TimelineQuery{Customers: []book.ID{long}, Limit: 80, After: "2020-10-01T00:00:00.000Z|~"})
			return err
		})
	})
	b.Run("kind-in-10000", func(b *testing.B) {
		percentile95(b, b.N, func(int) error {
			_, err := f.Timeline(ctx, book.TimelineQuery{Customers: []book.ID{long}, Kinds: []string{"social"}, Limit: 80})
			return err
		})
	})
	b.Run("organisation-of-50", func(b *testing.B) {
		percentile95(b, b.N, func(int) error {
			_, err := f.Timeline(ctx, book.TimelineQuery{Customers: ids[:51], Limit: 80})
			return err
		})
	})
	b.Run("words-in-10000", func(b *testing.B) {
		percentile95(b, b.N, func(int) error {
			_, err := f.Timeline(ctx, book.TimelineQuery{Customers: []book.ID{long}, Text: "no such words", Limit: 80})
			return err
		})
	})
	b.Run("count-10000", func(b *testing.B) {
		percentile95(b, b.N, func(int) error {
			_, err := f.CountTimeline(ctx, []book.ID{long})
			return err
		})
	})
	b.Run("log", func(b *testing.B) {
		percentile95(b, b.N, func(i int) error {
			_, _, err := bk.Interactions.LogThen(ctx, book.Interaction{CustomerID: ids[r.IntN(len(ids))], Kind: book.CallMade, Text: fmt.Sprint("call ", i)},
				book.Step{Text: "call again", Day: 800_000})
			return err
		})
	})
}
