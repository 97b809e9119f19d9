package today

import (
	"context"
	"os"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// BenchmarkShow reads the whole screen from the book named by DRAGOMAN_BIG,
// one of 100,000 customers made by dragomanctl demo.
func BenchmarkShow(b *testing.B) {
	path := os.Getenv("DRAGOMAN_BIG")
	if path == "" {
		b.Skip("DRAGOMAN_BIG names no book")
	}
	file, err := sqlite.Open(context.Background(), path, sqlite.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	bk := book.New(file, func() time.Time { return noon })
	env, sh := newEnv(b, bk, "en")
	p := NewPresenter(env, func() {})
	parts := []struct {
		name string
		load func()
	}{
		{"empty", p.loadEmpty},
		{"tasks", p.loadTasks},
		{"cold", p.loadCold},
		{"calls", p.loadCalls},
		{"dates", p.loadDates},
		{"coming", p.loadComing},
		{"all", p.Reload},
	}
	p.shown = true
	for _, x := range parts {
		b.Run(x.name, func(b *testing.B) {
			for b.Loop() {
				x.load()
			}
			if sh.failed != nil {
				b.Fatal(sh.failed)
			}
		})
	}
}
