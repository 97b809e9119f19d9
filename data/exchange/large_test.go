package exchange

import (
	"bytes"
	"context"
	"runtime"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/sample"
)

const many = 100_000

// BenchmarkLarge writes a book of 100,000 customers in every format, and reads
// the tables and the whole book back into an empty one.
func BenchmarkLarge(b *testing.B) {
	ctx := context.Background()
	large := newBook(b)
	if err := sample.Fill(ctx, large, sample.Options{Customers: many, Seed: 1, Language: "en", Today: calendar.DateOf(noon)}); err != nil {
		b.Fatal(err)
	}
	o := speaking(b, "en")
	files := map[Format]string{}
	for _, f := range Written() {
		b.Run("write/"+string(f), func(b *testing.B) {
			for b.Loop() {
				var out bytes.Buffer
				n, err := Write(ctx, &out, large, f, book.CustomerFilter{}, o)
				if err != nil || n != many {
					b.Fatal(n, err)
				}
				files[f] = out.String()
				b.ReportMetric(float64(out.Len())/1e6, "MB")
			}
		})
	}
	for _, f := range []Format{CSV, XLSX, VCard, JSON} {
		b.Run("read/"+string(f), func(b *testing.B) {
			for b.Loop() {
				empty := newBook(b)
				s := openText(b, "large."+f.Ending(), files[f])
				rep, err := s.Into(ctx, empty, book.ImportOptions{})
				if err != nil || rep.Added != many {
					b.Fatal(rep.Added, rep.Failed, err)
				}
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				b.ReportMetric(float64(m.Sys)/1e6, "MB-sys")
			}
		})
	}
}
