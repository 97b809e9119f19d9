package followups

import (
	"context"
	"os"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// BenchmarkLists reads the lists from the book named by DRAGOMAN_BIG, one of
// 100,000 customers made by dragomanctl demo, and writes a screen of rows.
func BenchmarkLists(b *testing.B) {
	path := os.Getenv("DRAGOMAN_BIG")
	if path == "" {
		b.Skip("DRAGOMAN_BIG names no book")
	}
	file, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	env, sh := newEnv(b, book.New(file, func() time.Time { return noon }), "en")
	p := NewPresenter(env, func() {})
	p.shown = true
	for _, view := range Views {
		b.Run(string(view), func(b *testing.B) {
			for b.Loop() {
				p.SetView(view)
			}
			b.ReportMetric(float64(p.state.Rows()), "rows")
		})
	}
	p.SetView(Views[0])
	b.Run("words of 14 rows", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, it := range p.state.Items {
				if it.Row != nil && n < 14 {
					p.Text(it)
					n++
				}
			}
		}
	})
	if sh.failed != nil {
		b.Fatal(sh.failed)
	}
}
