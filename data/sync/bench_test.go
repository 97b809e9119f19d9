package sync

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sqlite"
)

// fill puts customers into a book as an import does, a few at a time.
func fill(b testing.TB, f *sqlite.File, n int) time.Duration {
	b.Helper()
	rng := rand.New(rand.NewPCG(uint64(n), 5))
	start := time.Now()
	_, err := f.Write(context.Background(), book.Operation{Kind: book.OpImport}, func(tx book.Tx) error {
		for i := range n {
			c := book.Customer{
				ID: book.NewID(), Kind: book.Person, Organisation: fmt.Sprint("Trading house ", rng.IntN(500)), Role: "Buyer", Country: "DE", City: fmt.Sprint("City ", rng.IntN(900)),
				Name: book.Name{Full: fmt.Sprint("Given", rng.IntN(3000), " Family", rng.IntN(9000)), Given: "Given", Family: "Family"}, Tags: []string{"imported"},
				Channels: []book.Channel{
					{Kind: book.Phone, Value: fmt.Sprintf("+49 30 %07d", rng.IntN(1e7)), Normal: fmt.Sprintf("+4930%07d", i)},
					{Kind: book.Email, Value: fmt.Sprintf("person%d@example.com", i), Normal: fmt.Sprintf("person%d@example.com", i)},
				},
				Dates:     []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian, Month: 1 + i%12, Day: 1 + i%28}}},
				Languages: []book.Language{{Tag: "de"}},
			}
			if err := tx.PutCustomer(context.Background(), c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return time.Since(start)
}

func placeSize(c *cloud, part string) (bytes, files int) {
	for name, data := range c.files {
		if strings.Contains(name, part) {
			bytes, files = bytes+len(data), files+1
		}
	}
	return bytes, files
}

// waits saves something every few milliseconds, as a quick user would, until
// what it returns is called, which tells how long the saves took.
func waits(b *testing.B, s *seller) (stop func(what string)) {
	ctx := context.Background()
	x := s.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Who is edited meanwhile"}})
	end, done := make(chan bool), make(chan []time.Duration)
	go func() {
		var took []time.Duration
		for i := 0; ; i++ {
			select {
			case <-end:
				done <- took
				return
			case <-time.After(25 * time.Millisecond):
			}
			start := time.Now()
			x.City = fmt.Sprint("City ", i)
			saved, _, err := s.b.Customers.Save(ctx, x)
			if err != nil {
				b.Error(err)
			}
			x = saved
			took = append(took, time.Since(start))
		}
	}()
	return func(what string) {
		close(end)
		took := <-done
		slices.Sort(took)
		b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "ms-longest-wait-"+what)
		b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "ms-99%-wait-"+what)
		b.ReportMetric(float64(len(took)), "saves-"+what)
	}
}

// surprise saves something once, when nobody has for a while, and what it returns
// tells how long that took.
func surprise(b *testing.B, s *seller) (tell func()) {
	done := make(chan time.Duration)
	go func() {
		time.Sleep(8 * time.Second)
		start := time.Now()
		s.put(book.Customer{Kind: book.Person, Name: book.Name{Full: "Who comes in meanwhile"}})
		done <- time.Since(start)
	}()
	return func() { b.ReportMetric(float64((<-done).Microseconds())/1000, "ms-first-wait-join") }
}

// BenchmarkFirstSync is how long a book of 100,000 customers takes to be shared,
// and to come to a new computer: one where nobody works meanwhile, and one where
// somebody saves all the time.
func BenchmarkFirstSync(b *testing.B) {
	for b.Loop() {
		c := &cloud{rng: rand.New(rand.NewPCG(1, 1)), files: map[string][]byte{}}
		first, second, third := newSeller(b, c, time.Now), newSeller(b, c, time.Now), newSeller(b, c, time.Now)
		b.ReportMetric(fill(b, first.f, 100_000).Seconds(), "s-import-alone")
		ctx := context.Background()
		start := time.Now()
		e := first.engine()
		e.seal.plain = false
		if _, err := e.start(ctx, "first"); err != nil {
			b.Fatal(err)
		}
		if _, err := e.Round(ctx); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "s-share")
		bytes, _ := placeSize(c, ".snap")
		b.ReportMetric(float64(bytes)/1e6, "MB-whole")
		idle := waits(b, first)
		time.Sleep(10 * time.Second)
		idle("alone")
		join := func(s *seller, what string) {
			c.carry(s.v, true)
			e := s.engine()
			e.seal.plain = false
			start := time.Now()
			if _, err := e.join(ctx, "another"); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(start).Seconds(), what)
			s.check()
		}
		once := surprise(b, second)
		join(second, "s-join")
		once()
		stop := waits(b, third)
		join(third, "s-join-with-saves")
		stop("join")
	}
}

// BenchmarkMillion is how long a million changes take, from one book to another:
// to one where nobody works meanwhile, and then to one where somebody saves all
// the time.
func BenchmarkMillion(b *testing.B) {
	for b.Loop() {
		c := &cloud{rng: rand.New(rand.NewPCG(1, 1)), files: map[string][]byte{}}
		first, second := newSeller(b, c, time.Now), newSeller(b, c, time.Now)
		ctx := context.Background()
		engine := func(s *seller) *Engine {
			c.carry(s.v, true)
			e := s.engine()
			e.seal.plain = false
			return e
		}
		if _, err := engine(first).start(ctx, "first"); err != nil {
			b.Fatal(err)
		}
		if _, err := engine(first).Round(ctx); err != nil {
			b.Fatal(err)
		}
		if _, err := engine(second).join(ctx, "second"); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(fill(b, first.f, 30_000).Seconds(), "s-import-shared")
		start := time.Now()
		r, err := engine(first).Round(ctx)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(r.Sent), "changes")
		b.ReportMetric(time.Since(start).Seconds()/float64(r.Sent)*1e6, "s-send/million")
		bytes, files := placeSize(c, ".seg")
		b.ReportMetric(float64(bytes)/float64(r.Sent), "bytes/change")
		b.ReportMetric(float64(files), "segments")
		take := func(sent int, what string) {
			start := time.Now()
			got, err := engine(second).Round(ctx)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(time.Since(start).Seconds()/float64(got.Received)*1e6, what)
			if got.Received < sent*9/10 {
				b.Fatal(got.Received, sent)
			}
		}
		take(r.Sent, "s-take/million")
		fill(b, first.f, 5_000)
		more, err := engine(first).Round(ctx)
		if err != nil {
			b.Fatal(err)
		}
		stop := waits(b, second)
		take(more.Sent, "s-take-with-saves/million")
		stop("round")
		// One change alone.
		bytes, _ = placeSize(c, ".seg")
		ids, err := first.b.Customers.IDs(ctx, book.CustomerFilter{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := first.b.Customers.Tag(ctx, ids[:1], []string{"alone"}, nil); err != nil {
			b.Fatal(err)
		}
		if _, err := engine(first).Round(ctx); err != nil {
			b.Fatal(err)
		}
		after, _ := placeSize(c, ".seg")
		b.ReportMetric(float64(after-bytes), "bytes-alone")
	}
}
