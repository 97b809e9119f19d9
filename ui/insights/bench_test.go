package insights

import (
	"os"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/insight"
	"dragoman/data/sqlite"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// BenchmarkScreen shows the screen of a large book: the one named by
// DRAGOMAN_BOOK, as dragomanctl demo --customers 100000 makes it, in which calls
// are logged. It is done when the matrix and the findings stand there; first-ms
// is when the figures do.
func BenchmarkScreen(b *testing.B) {
	path := os.Getenv("DRAGOMAN_BOOK")
	if path == "" {
		b.Skip("set DRAGOMAN_BOOK to a book with many orders")
	}
	env, _ := screentest.NewEnv(b, "en")
	f, err := sqlite.Open(b.Context(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := f.Close(); err != nil {
			b.Error(err)
		}
	})
	env.Book = book.New(f, time.Now)
	ids, err := env.Book.Customers.IDs(b.Context(), book.CustomerFilter{Text: "orders>3"})
	if err != nil || len(ids) == 0 {
		b.Fatal(len(ids), err)
	}
	n := 0
	change := func(b *testing.B) book.ID {
		b.Helper()
		b.StopTimer()
		defer b.StartTimer()
		id := ids[n%len(ids)]
		n++
		if _, _, err := env.Book.Interactions.Log(b.Context(), book.Interaction{CustomerID: id, Kind: book.CallMade}); err != nil {
			b.Fatal(err)
		}
		return id
	}
	show := func(b *testing.B, p *Presenter, first *time.Duration, how func()) {
		b.Helper()
		began, seen := time.Now(), false
		p.changed = func() {
			if !seen {
				*first += time.Since(began)
			}
			seen = true
		}
		if how(); !p.state.Judged || p.state.Matrix.All == 0 {
			b.Fatalf("%+v", p.state)
		}
	}
	b.Run("cold", func(b *testing.B) {
		var first time.Duration
		for b.Loop() {
			x, stop := insight.New(env.Book)
			env.Figures = x
			p := NewPresenter(env, nil)
			show(b, p, &first, func() { p.Show(screen.Route{}) })
			stop()
		}
		b.ReportMetric(first.Seconds()*1e3/float64(b.N), "first-ms")
	})
	x, stop := insight.New(env.Book)
	defer stop()
	env.Figures = x
	p := NewPresenter(env, func() {})
	p.Show(screen.Route{})
	b.Run("change", func(b *testing.B) {
		var first time.Duration
		for b.Loop() {
			change(b)
			show(b, p, &first, p.load)
		}
		b.ReportMetric(first.Seconds()*1e3/float64(b.N), "first-ms")
	})
	b.Run("value-after-change", func(b *testing.B) {
		for b.Loop() {
			id := change(b)
			if _, err := x.Value(b.Context(), id); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("value", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if _, err := x.Value(b.Context(), ids[i%len(ids)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}
