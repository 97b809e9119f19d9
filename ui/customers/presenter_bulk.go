package customers

import (
	"context"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// Pick marks or unmarks one row for what is done to many.
func (l *list) Pick(i int, on bool) {
	id := l.rows[i].ID
	if on {
		l.picked[id] = true
	} else {
		delete(l.picked, id)
	}
	l.render()
}

// Picked says whether a row is marked.
func (l *list) Picked(i int) bool { return l.picked[l.rows[i].ID] }

// PickAll marks every customer that the filter picks, also those that were not
// scrolled to.
func (l *list) PickAll() {
	f, env := l.query.Filter, l.env
	l.ids.Run(func(ctx context.Context) ([]book.ID, error) {
		return env.Book.Customers.IDs(ctx, f)
	}, func(ids []book.ID, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		for _, id := range ids {
			l.picked[id] = true
		}
		l.render()
	})
}

// PickNone takes every mark away.
func (l *list) PickNone() {
	clear(l.picked)
	l.render()
}

// chosen lists the marked ids.
func (l *list) chosen() []book.ID {
	ids := make([]book.ID, 0, len(l.picked))
	for id := range l.picked {
		ids = append(ids, id)
	}
	return ids
}

// Tag adds and removes tags on the marked customers, who stay marked.
func (l *list) Tag(add, remove []string) {
	ids := l.chosen()
	l.do(func(ctx context.Context) (book.Operation, error) {
		return l.env.Book.Customers.Tag(ctx, ids, add, remove)
	}, func() string { return l.env.N("customers.tagged", len(ids), nil) })
}

// Trash moves the marked customers to the trash.
func (l *list) Trash() {
	ids := l.chosen()
	l.do(func(ctx context.Context) (book.Operation, error) {
		return l.env.Book.Customers.Trash(ctx, ids...)
	}, func() string {
		clear(l.picked)
		return l.env.N("customers.trashed", len(ids), nil)
	})
}

// Restore brings the marked customers back from the trash.
func (l *list) Restore() {
	ids := l.chosen()
	l.do(func(ctx context.Context) (book.Operation, error) {
		return l.env.Book.Customers.Restore(ctx, ids...)
	}, func() string {
		clear(l.picked)
		return l.env.N("customers.restored", len(ids), nil)
	})
}

// do runs a use case and says in passing that it is done.
func (l *list) do(work func(context.Context) (book.Operation, error), said func() string) {
	act(l.env, work, func(op book.Operation) {
		l.env.Shell.Done(said(), op)
		l.reload(false)
	})
}

// New opens the form for somebody new.
func (l *list) New(k book.Kind) {
	l.env.Shell.Go(screen.Route{Screen: screen.Customers}.With(argNew, string(k)))
}

// Import opens the import.
func (l *list) Import() { l.env.Shell.Go(screen.Route{Screen: screen.Import}) }

// Duplicates shows who may stand in the book twice.
func (l *list) Duplicates() {
	l.env.Shell.Go(screen.Route{Screen: screen.Customers, Tab: tabDuplicates})
}

// Changes says what was done lately.
func (l *list) Changes() {
	l.env.Shell.Go(screen.Route{Screen: screen.Customers, Tab: tabChanges})
}

// Purge removes the marked customers of the trash for good.
func (l *list) Purge() {
	ids, env := l.chosen(), l.env
	env.Runner.Run(func(ctx context.Context) func() {
		n, err := env.Book.Customers.Purge(ctx, ids...)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			clear(l.picked)
			env.Shell.Tell(env.N("customers.purged", n, nil))
			l.reload(false)
		}
	})
}

// tagsIn splits what was typed into tags, at commas of either width.
func tagsIn(text string) []string {
	var out []string
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、;；\n", r) }) {
		if s = strings.TrimSpace(s); s != "" {
			out = append(out, s)
		}
	}
	return out
}

// appendTag adds a tag to what was typed.
func appendTag(text, tag string) string {
	tags := tagsIn(text)
	if slices.Contains(tags, tag) {
		return text
	}
	return strings.Join(append(tags, tag), ", ")
}

// SetPicked marks exactly the rows of the given ids.
func (l *list) SetPicked(ids []string) {
	clear(l.picked)
	for _, id := range ids {
		l.picked[book.ID(id)] = true
	}
	l.render()
}
