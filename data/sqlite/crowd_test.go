package sqlite

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"dragoman/data/book"
)

// TestCrowdOfReaders asks many new questions at once on a fresh file: every
// session must find the connection with which it prepares its statements.
func TestCrowdOfReaders(t *testing.T) {
	for round := range 5 {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		f, err := Create(ctx, fmt.Sprintf("%s/crowd%d.dragoman", t.TempDir(), round), Options{})
		if err != nil {
			t.Fatal(err)
		}
		var wg sync.WaitGroup
		for i := range 24 {
			wg.Go(func() {
				var err error
				switch i % 4 {
				case 0:
					_, err = f.Customers(ctx, book.CustomerQuery{Filter: book.CustomerFilter{Countries: []string{"JP"}}, Limit: i + 1})
				case 1:
					_, err = f.Facets(ctx)
				case 2:
					_, err = f.FollowUpCounts(ctx, 739000)
				case 3:
					_, err = f.Settings(ctx)
				}
				if err != nil {
					t.Errorf("reader %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		cancel()
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}
