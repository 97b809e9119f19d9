package customers

import (
	"context"
	"testing"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// benchCustomers is how many customers the benchmarks work with.
const benchCustomers = 20_000

// BenchmarkScreen times what the user waits for: reading a page of the list,
// drawing it, opening a customer.
func BenchmarkScreen(b *testing.B) {
	env, _ := newEnv(b, "en", benchCustomers)
	ctx, today := context.Background(), calendar.DateOf(testNow)
	q := book.CustomerQuery{Sort: book.SortName}
	b.Run("page", func(b *testing.B) {
		for range b.N {
			if _, err := readPages(ctx, env, q, pageSize, today); err != nil {
				b.Fatal(err)
			}
		}
	})
	page, err := env.Book.Customers.List(ctx, book.CustomerQuery{Limit: pageSize})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("words", func(b *testing.B) {
		for range b.N {
			textsOf(env, page.Rows, today)
		}
	})
	b.Run("customer", func(b *testing.B) {
		for i := range b.N {
			if _, err := readCustomer(ctx, env, page.Rows[i%len(page.Rows)].ID, false); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("draw", func(b *testing.B) {
		v, _ := open(b, env, kit.Light, 1152, 804)
		v.Show(screen.Route{})
		for range b.N {
			v.list.render()
		}
	})
	b.Run("form", func(b *testing.B) {
		v, _ := open(b, env, kit.Light, 1152, 804)
		for i := range b.N {
			v.Show(screen.Route{ID: string(page.Rows[i%len(page.Rows)].ID)}.With(argEdit, valueYes))
			v.Show(screen.Route{})
		}
	})
	b.Run("detail", func(b *testing.B) {
		v, _ := open(b, env, kit.Light, 1152, 804)
		for i := range b.N {
			v.Show(screen.Route{ID: string(page.Rows[i%len(page.Rows)].ID)})
		}
	})
}
