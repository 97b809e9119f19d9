package sales

import (
	"context"
	"errors"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// who is the choice of a customer in a form.
type who struct {
	env      *screen.Env
	changed  func()
	Customer *book.CustomerRow // chosen, or nil
	Found    []book.CustomerRow
	search   screen.Slot[[]book.CustomerRow]
	wait     screen.Delay
}

func (w *who) start(env *screen.Env, changed func()) {
	w.env, w.changed = env, changed
	w.search.Runner, w.wait.Runner = env.Runner, env.Runner
}

// hitsShown is how many customers a form offers.
const hitsShown = 6

// Search finds customers while the user types; without words it offers those
// that were touched last.
func (w *who) Search(text string) {
	b := w.env.Book
	w.wait.Run(200*time.Millisecond, func() {
		w.search.Run(func(ctx context.Context) ([]book.CustomerRow, error) {
			q := book.CustomerQuery{Filter: book.CustomerFilter{Text: strings.TrimSpace(text)}, Limit: hitsShown}
			if q.Filter.Text == "" {
				q.Sort, q.Desc = book.SortLastContact, true
			}
			page, err := b.Customers.List(ctx, q)
			return page.Rows, err
		}, func(rows []book.CustomerRow, err error) {
			if err != nil {
				if book.CodeOf(err) != book.Cancelled {
					w.env.Shell.Fail(err)
				}
				return
			}
			w.Found = rows
			w.changed()
		})
	})
}

// Choose takes a customer; nil takes none.
func (w *who) Choose(c *book.CustomerRow) {
	w.Customer, w.Found = c, nil
	w.changed()
}

// Where is the line below a hit: organisation, city and country.
func (w *who) Where(c book.CustomerRow) string {
	country := ""
	if c.Country != "" {
		country = w.env.Printer.Country(c.Country)
	}
	return trade.Dots(c.Organisation, c.City, country)
}

// wrongField is the field of an Invalid error, or "".
func wrongField(err error) string {
	var e *book.Error
	if errors.As(err, &e) && e.Code == book.Invalid {
		return e.Field
	}
	return ""
}
