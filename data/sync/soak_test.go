package sync

import (
	"context"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
	"dragoman/data/sqlite"
)

// soakDevices and soakCustomers make a team of twenty with 100,000 rows each; a
// customer of fill has six.
const (
	soakDevices   = 20
	soakCustomers = 16_700
	soakDays      = 10
)

// BenchmarkSoak is twenty real books of 100,000 rows over ten days: each day every
// device changes fifteen fields and makes a round in the morning and one in the
// evening. All hold the same in the end.
func BenchmarkSoak(b *testing.B) {
	ctx := context.Background()
	for b.Loop() {
		c := &cloud{rng: rand.New(rand.NewPCG(1, 1)), files: map[string][]byte{}}
		at := time.Date(2026, 5, 1, 8, 0, 0, 0, time.UTC)
		clock := func() time.Time { return at }
		var team []*seller
		engine := func(s *seller) *Engine {
			c.carry(s.v, true)
			e := s.engine()
			e.seal.plain = false
			return e
		}
		var joins time.Duration
		for i := range soakDevices {
			s := newSeller(b, c, clock)
			team = append(team, s)
			label := fmt.Sprint("device ", i)
			if i == 0 {
				fill(b, s.f, soakCustomers)
				if _, err := engine(s).start(ctx, label); err != nil {
					b.Fatal(err)
				}
			} else {
				start := time.Now()
				if _, err := engine(s).join(ctx, label); err != nil {
					b.Fatal(err)
				}
				joins += time.Since(start)
			}
			if _, err := engine(s).Round(ctx); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(joins.Seconds()/(soakDevices-1), "s/join")
		before, _ := placeSize(c, "/r/")
		var all, longest time.Duration
		rounds, edits := 0, 0
		round := func(s *seller) {
			e := engine(s)
			start := time.Now()
			if _, err := e.Round(ctx); err != nil {
				b.Fatal(err)
			}
			took := time.Since(start)
			all, longest, rounds = all+took, max(longest, took), rounds+1
		}
		ids, err := team[0].b.Customers.IDs(ctx, book.CustomerFilter{})
		if err != nil {
			b.Fatal(err)
		}
		for range soakDays {
			at = at.Add(24 * time.Hour)
			for _, s := range team {
				at = at.Add(time.Minute)
				for range 5 {
					x := s.get(ids[c.rng.IntN(len(ids))])
					x.City, x.Role, x.Organisation = fmt.Sprint("City ", c.rng.IntN(900)), fmt.Sprint("Role ", c.rng.IntN(90)), fmt.Sprint("Met ", edits)
					s.put(x)
					edits += 3
				}
				round(s)
			}
			for _, s := range team {
				round(s)
			}
		}
		for range 2 {
			for _, s := range team {
				round(s)
			}
		}
		bytes, _ := placeSize(c, "/r/")
		b.ReportMetric(float64(bytes-before)/float64(edits), "bytes/change")
		bytes, files := placeSize(c, "")
		b.ReportMetric(float64(bytes)/1e6, "MB-place")
		b.ReportMetric(float64(files), "files")
		b.ReportMetric(float64(all.Milliseconds())/float64(rounds), "ms/round")
		b.ReportMetric(float64(longest.Milliseconds()), "ms-longest-round")
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.Sys)/1e6, "MB-memory-of-all")
		want, rows := digest(b, team[0])
		b.ReportMetric(float64(rows), "rows")
		for _, s := range team {
			if got, _ := digest(b, s); got != want {
				b.Fatal("the books differ")
			}
		}
		team[soakDevices-1].check()
	}
}

// digest sums up all that a book knows of its rows.
func digest(b *testing.B, s *seller) (sum uint64, rows int) {
	b.Helper()
	ctx := context.Background()
	err := s.f.LookShared(ctx, func(tx *sqlite.Sharing) error {
		return tx.Rows(ctx, func(r oplog.Row) error {
			for c, x := range r.Cells {
				k := fnv.New64a()
				fmt.Fprint(k, r.Table, r.ID, c, x.Value, x.Time)
				sum += k.Sum64() // in whatever order
			}
			rows++
			return nil
		})
	})
	if err != nil {
		b.Fatal(err)
	}
	return sum, rows
}
