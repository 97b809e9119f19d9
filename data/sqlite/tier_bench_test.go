package sqlite

import (
	"testing"

	"dragoman/data/book"
)

// BenchmarkTier counts and lists by tier in a book in which all of 100,000
// customers take part, a third of them in each of two tiers.
func BenchmarkTier(b *testing.B) {
	f := largeBook(b)
	_, err := f.write.ExecContext(ctx, `INSERT INTO account (id, customer, joined, tier, created_at)
		SELECT 'a' || id, id, '2026-01-01', CASE n % 3 WHEN 0 THEN 'gold' WHEN 1 THEN 'silver' ELSE '' END, '2026-01-01T00:00:00Z' FROM customer`)
	check(b, err)
	gold := book.Where{Test: &book.Test{Field: book.TestTier, Values: []string{"gold"}}}
	for name, w := range map[string]book.Where{
		"gold": gold, "none": {Test: &book.Test{Field: book.TestTier, Blank: true}}, "not": {Not: &gold},
		"in Japan": {All: []book.Where{gold, {Test: &book.Test{Field: book.TestCountry, Values: []string{"JP"}}}}},
	} {
		filter := book.CustomerFilter{Where: &w}
		b.Run(name+"/count", func(b *testing.B) {
			percentile95(b, 5, func(int) error { _, err := f.CountCustomers(ctx, filter); return err })
		})
		b.Run(name+"/page", func(b *testing.B) {
			percentile95(b, 5, func(int) error {
				_, err := f.Customers(ctx, book.CustomerQuery{Filter: filter, Sort: book.SortName})
				return err
			})
		})
	}
	_, err = f.write.ExecContext(ctx, "DELETE FROM account")
	check(b, err)
}
