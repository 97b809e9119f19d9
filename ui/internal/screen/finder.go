package screen

import (
	"context"
	"strings"
	"time"

	"dragoman/data/book"
)

// Finder finds customers while the user types, for a form that asks for one.
// It belongs to the UI goroutine.
type Finder struct {
	Found []book.CustomerRow // to choose from

	env     *Env
	changed func()
	search  Slot[[]book.CustomerRow]
	wait    Delay
}

// findPause is how long a finder waits while the user types, and mostFound how
// many customers it offers.
const (
	findPause = 200 * time.Millisecond
	mostFound = 6
)

// NewFinder returns a finder that calls changed when it found others.
func NewFinder(env *Env, changed func()) *Finder {
	f := &Finder{env: env, changed: changed}
	f.search.Runner, f.wait.Runner = env.Runner, env.Runner
	return f
}

// Search finds customers by what was typed; without words it offers those who
// were last in touch.
func (f *Finder) Search(text string) {
	b := f.env.Book
	f.wait.Run(findPause, func() {
		f.search.Run(func(ctx context.Context) ([]book.CustomerRow, error) {
			q := book.CustomerQuery{Filter: book.CustomerFilter{Text: strings.TrimSpace(text)}, Limit: mostFound}
			if q.Filter.Text == "" {
				q.Sort, q.Desc = book.SortLastContact, true
			}
			page, err := b.Customers.List(ctx, q)
			return page.Rows, err
		}, func(rows []book.CustomerRow, err error) {
			switch {
			case err == nil:
				f.Found = rows
				f.changed()
			case book.CodeOf(err) != book.Cancelled:
				f.env.Shell.Fail(err)
			}
		})
	})
}

// Leave drops what was found and what is still being looked for, once a
// customer was chosen.
func (f *Finder) Leave() {
	f.wait.Cancel()
	f.search.Cancel()
	f.Found = nil
}
