package sqlite

import (
	"os"
	"testing"

	"dragoman/data/book"
)

// BenchmarkOrders asks what screens ask of a large book: the one named by
// DRAGOMAN_BOOK, as dragomanctl demo --customers 100000 makes it.
func BenchmarkOrders(b *testing.B) {
	path := os.Getenv("DRAGOMAN_BOOK")
	if path == "" {
		b.Skip("set DRAGOMAN_BOOK to a book with many orders")
	}
	f, err := Open(ctx, path, Options{ReadOnly: true})
	check(b, err)
	b.Cleanup(func() { check(b, f.Close()) })
	var some book.ID
	b.Run("summaries", func(b *testing.B) {
		n := 0
		for b.Loop() {
			n = 0
			check(b, f.OrderSummaries(ctx, func(x book.OrderSummary) error {
				n += x.Count
				some = x.CustomerID
				return nil
			}))
		}
		b.ReportMetric(float64(n), "orders")
	})
	b.Run("summary", func(b *testing.B) {
		for b.Loop() {
			_, err := f.OrderSummary(ctx, some)
			check(b, err)
		}
	})
	b.Run("months", func(b *testing.B) {
		for b.Loop() {
			_, err := f.SalesByMonth(ctx)
			check(b, err)
		}
	})
	b.Run("totals", func(b *testing.B) {
		for b.Loop() {
			_, err := f.OrderTotals(ctx, book.OrderFilter{})
			check(b, err)
		}
	})
	b.Run("page", func(b *testing.B) {
		for b.Loop() {
			_, err := f.Orders(ctx, book.OrderQuery{})
			check(b, err)
		}
	})
}
