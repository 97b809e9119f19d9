package sqlite

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"dragoman/data/book"
)

// large is a book of 100,000 customers, made once for all benchmarks of a run.
var large struct {
	once sync.Once
	dir  string
	file *File
	took time.Duration
	err  error
}

const many = 100_000

func TestMain(m *testing.M) {
	if child() {
		return
	}
	code := m.Run()
	if large.file != nil {
		if err := large.file.Close(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	if large.dir != "" {
		if err := os.RemoveAll(large.dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
			code = 1
		}
	}
	os.Exit(code)
}

func largeBook(b *testing.B) *File {
	b.Helper()
	large.once.Do(func() {
		if large.dir, large.err = os.MkdirTemp("", "dragoman-bench-*"); large.err != nil {
			return
		}
		path := filepath.Join(large.dir, "large.dragoman")
		if large.file, large.err = Create(ctx, path, Options{}); large.err != nil {
			return
		}
		start := time.Now()
		large.err = fill(large.file, many)
		large.took = time.Since(start)
	})
	if large.err != nil {
		b.Fatal(large.err)
	}
	return large.file
}

func fill(f *File, n int) error {
	_, err := f.Write(ctx, book.Operation{Kind: book.OpImport}, func(tx book.Tx) error {
		var first error
		invent(rand.New(rand.NewPCG(1, 2)), n, func(c book.Customer) {
			if first == nil {
				first = tx.PutCustomer(ctx, c)
			}
		})
		return first
	})
	return err
}

// percentile95 runs do for every one of n and reports the 95th percentile.
func percentile95(b *testing.B, n int, do func(i int) error) {
	b.Helper()
	var took []time.Duration
	for b.Loop() {
		for i := range n {
			start := time.Now()
			if err := do(i); err != nil {
				b.Fatal(err)
			}
			took = append(took, time.Since(start))
		}
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(took[len(took)-1].Microseconds())/1000, "max-ms")
	b.ReportMetric(float64(b.Elapsed().Microseconds())/1000/float64(len(took)), "mean-ms")
}

func BenchmarkImport(b *testing.B) {
	f := largeBook(b)
	for b.Loop() {
	}
	st, err := os.Stat(f.Path())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(large.took.Seconds(), "s/100k")
	b.ReportMetric(float64(st.Size())/1e6, "MB")
}

func BenchmarkPage(b *testing.B) {
	f := largeBook(b)
	for _, s := range []book.Sort{book.SortName, book.SortCountry, book.SortLastContact, book.SortUpdated, book.SortCreated} {
		for _, desc := range []bool{false, true} {
			b.Run(fmt.Sprintf("%s/desc=%v", s, desc), func(b *testing.B) {
				after := ""
				percentile95(b, 20, func(int) error {
					p, err := f.Customers(ctx, book.CustomerQuery{Sort: s, Desc: desc, After: after})
					after = p.Next
					return err
				})
			})
		}
	}
}

func BenchmarkFilter(b *testing.B) {
	f := largeBook(b)
	for name, filter := range map[string]book.CustomerFilter{
		"country":          {Countries: []string{"JP"}},
		"countries":        {Countries: []string{"JP", "CN", "KR"}},
		"culture":          {Cultures: []string{"VN"}},
		"tag":              {Tags: []string{"vip"}},
		"culture and tag":  {Cultures: []string{"VN"}, Tags: []string{"vip"}},
		"nothing":          {Cultures: []string{"VN"}, Countries: []string{"DE"}},
		"rare":             {Cultures: []string{"FR"}},
		"concerned":        {Concerned: &book.Concerned{Countries: []string{"CN", "VN"}, Cultures: []string{"KR"}}},
		"text":             {Text: "mül"},
		"letter":           {Text: "a"},
		"character":        {Text: "王"},
		"text and culture": {Text: "a", Cultures: []string{"VN"}},
		"kind":             {Kind: book.Organisation},
	} {
		for _, s := range []book.Sort{book.SortName, book.SortUpdated} {
			b.Run(name+"/"+string(s), func(b *testing.B) {
				percentile95(b, 5, func(int) error {
					_, err := f.Customers(ctx, book.CustomerQuery{Filter: filter, Sort: s})
					return err
				})
			})
		}
		b.Run(name+"/count", func(b *testing.B) {
			percentile95(b, 5, func(int) error { _, err := f.CountCustomers(ctx, filter); return err })
		})
	}
}

func BenchmarkFacets(b *testing.B) {
	f := largeBook(b)
	percentile95(b, 1, func(int) error {
		f.facets.put(-1, book.Facets{})
		_, err := f.Facets(ctx)
		return err
	})
}

func BenchmarkSearch(b *testing.B) {
	f := millionRows(b)
	for _, q := range []string{"müller", "mueller", "王小明", "wangxiaoming", "wxm", "nguyen thi", "smith", "a", "m", "王", "明", "김", "김민준", "やま", "yama", "さくら", "0891234", "5678", "محمد", "สมชาย", "Иванов", "c12345@example", "shanghai", "上海 王", "e"} {
		b.Run(q, func(b *testing.B) {
			rs := []rune(q)
			percentile95(b, len(rs), func(i int) error {
				_, err := f.Search(ctx, string(rs[:i+1]), 20)
				return err
			})
		})
	}
}

func BenchmarkOpenAndSave(b *testing.B) {
	f := largeBook(b)
	p, err := f.Customers(ctx, book.CustomerQuery{Limit: 500})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("customer", func(b *testing.B) {
		percentile95(b, 50, func(i int) error { _, err := f.Customer(ctx, p.Rows[i].ID); return err })
	})
	b.Run("save", func(b *testing.B) {
		k := 0
		percentile95(b, 20, func(i int) error {
			c, err := f.Customer(ctx, p.Rows[i].ID)
			if err != nil {
				return err
			}
			k++
			c.City = fmt.Sprint("City ", k)
			c.Channels = append(c.Channels[:1:1], book.Channel{Kind: book.Web, Value: c.City})
			_, err = f.Write(ctx, book.Operation{Kind: book.OpCustomerEdit}, func(tx book.Tx) error { return tx.PutCustomer(ctx, c) })
			return err
		})
	})
	b.Run("book", func(b *testing.B) {
		percentile95(b, 1, func(int) error {
			g, err := Open(ctx, f.Path(), Options{ReadOnly: true})
			if err != nil {
				return err
			}
			return g.Close()
		})
	})
}

// BenchmarkUndoImport takes an import of 20,000 customers back and does it again.
func BenchmarkUndoImport(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		f := fresh(b)
		if err := fill(f, 20_000); err != nil {
			b.Fatal(err)
		}
		ops, err := f.Operations(ctx, 1)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		undo, _, _, err := f.Undo(ctx, ops[0].ID, "")
		if err != nil {
			b.Fatal(err)
		}
		start := time.Now()
		if _, _, _, err := f.Undo(ctx, undo.ID, ""); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(start).Seconds(), "redo-s")
	}
}

// BenchmarkDuplicates looks for duplicates among all customers of the large
// book.
func BenchmarkDuplicates(b *testing.B) {
	bk := book.New(largeBook(b), time.Now)
	for b.Loop() {
		scan, err := bk.Duplicates.Find(ctx, nil)
		check(b, err)
		b.ReportMetric(float64(len(scan.Pairs)), "pairs")
		b.ReportMetric(float64(scan.Crowded), "crowds")
	}
}

// BenchmarkPlaces counts where 100,000 customers work, which is asked for every
// day that the calendar shows. The promise is 50 ms.
func BenchmarkPlaces(b *testing.B) {
	f := largeBook(b)
	for b.Loop() {
		ps, err := f.Places(ctx)
		if err != nil || len(ps) == 0 {
			b.Fatal(len(ps), err)
		}
	}
}

// BenchmarkErase measures how long it takes to erase one of 100,000 customers.
func BenchmarkErase(b *testing.B) {
	f := fresh(b)
	if err := fill(f, 100_000); err != nil {
		b.Fatal(err)
	}
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{})
	if err != nil {
		b.Fatal(err)
	}
	i := 0
	for b.Loop() {
		if _, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, ids[i:i+1], nil); err != nil {
			b.Fatal(err)
		}
		i++
	}
}

// BenchmarkSaveWhileErasing measures how long whoever saves waits at most while
// one of 100,000 customers is erased, and how long without that. The promise is a
// few hundred milliseconds.
func BenchmarkSaveWhileErasing(b *testing.B) {
	f := fresh(b)
	check(b, fill(f, 100_000))
	ids, err := f.CustomerIDs(ctx, book.CustomerFilter{})
	check(b, err)
	longest := func(while func() error) time.Duration {
		done := make(chan error, 1)
		go func() { done <- while() }()
		var most time.Duration
		for {
			start := time.Now()
			_, err := f.Write(ctx, book.Operation{Kind: book.OpNoteAdd}, func(tx book.Tx) error {
				return tx.PutNote(ctx, book.Note{ID: book.NewID(), CustomerID: ids[len(ids)-1], Text: "saved meanwhile"})
			})
			check(b, err)
			most = max(most, time.Since(start))
			select {
			case err := <-done:
				check(b, err)
				return most
			case <-time.After(10 * time.Millisecond):
			}
		}
	}
	var with, without time.Duration
	i := 0
	for b.Loop() {
		with = max(with, longest(func() error {
			i++
			_, err := f.Erase(ctx, book.Operation{Kind: book.OpErase}, ids[i:i+1], nil)
			return err
		}))
	}
	without = longest(func() error {
		time.Sleep(5 * time.Second)
		return nil
	})
	b.ReportMetric(float64(with.Milliseconds()), "ms-longest-save")
	b.ReportMetric(float64(without.Milliseconds()), "ms-without")
}

// BenchmarkAudit measures pages of a log of a million operations: the newest, of
// one person, of a rare kind, of a day long ago, and the list of who there is.
func BenchmarkAudit(b *testing.B) {
	f := fresh(b)
	_, err := f.write.ExecContext(ctx, `WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < 1000000)
		INSERT INTO operation(id, at, actor, kind, rows) SELECT printf('%036d', i), strftime('%Y-%m-%dT%H:%M:%S.000Z', 1500000000 + i * 200, 'unixepoch'),
			CASE i % 7 WHEN 0 THEN 'Lin' ELSE 'Mara' END, CASE WHEN i % 50000 = 1 THEN 'export' ELSE 'customer.edit' END, 1 FROM x`)
	if err != nil {
		b.Fatal(err)
	}
	old := time.Unix(1500000000+100*86400, 0)
	for _, c := range []struct {
		name string
		q    book.AuditQuery
	}{
		{"newest", book.AuditQuery{}},
		{"person", book.AuditQuery{Actor: "Lin"}},
		{"kind", book.AuditQuery{Kinds: []book.OpKind{book.OpExport}}},
		{"kind-person", book.AuditQuery{Kinds: []book.OpKind{book.OpExport}, Actor: "Lin"}},
		{"day", book.AuditQuery{From: old, To: old.AddDate(0, 0, 1)}},
		{"last-page", book.AuditQuery{After: 100}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if p, err := f.Audit(ctx, c.q); err != nil || len(p.Rows) == 0 && c.name != "kind-person" {
					b.Fatal(len(p.Rows), err)
				}
			}
		})
	}
	b.Run("actors", func(b *testing.B) {
		for b.Loop() {
			if who, err := f.Actors(ctx); err != nil || len(who) != 2 {
				b.Fatal(who, err)
			}
		}
	})
	b.Run("since", func(b *testing.B) {
		for b.Loop() {
			if _, err := f.Happened(ctx, time.Unix(1500000000+199000000, 0), 200); err != nil {
				b.Fatal(err)
			}
		}
	})
}
