package customers

import (
	"context"
	"strings"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Segments goes to the page of all segments.
func (l *list) Segments() {
	l.env.Shell.Go(screen.Route{Screen: screen.Customers, Tab: tabSegments})
}

// Segment is the segment whose query is in force, if there is one.
func (l *list) Segment() (counted, bool) {
	text, whole := l.query.Filter.Query()
	for _, g := range l.groups {
		if whole && g.Query == text {
			return g, true
		}
	}
	return counted{}, false
}

// Keepable reports whether what narrows the list can be kept as a segment, and
// is none yet.
func (l *list) Keepable() bool {
	text, whole := l.query.Filter.Query()
	_, known := l.Segment()
	return whole && text != "" && !known && len(l.faults) == 0
}

// ChooseSegment shows the customers of a segment.
func (l *list) ChooseSegment(id book.ID) {
	for _, g := range l.groups {
		if g.ID == id {
			l.change(func(q *book.CustomerQuery) { q.Filter = book.CustomerFilter{Text: g.Query} })
		}
	}
}

// KeepSegment keeps what narrows the list under a name. refused hears of a
// name that cannot be taken.
func (l *list) KeepSegment(name string, done func(), refused func(error)) {
	text, _ := l.query.Filter.Query()
	env := l.env
	env.Runner.Run(func(ctx context.Context) func() {
		_, op, err := env.Book.Segments.Save(ctx, book.Segment{Name: name, Query: text})
		return func() {
			if err != nil {
				refused(err)
				return
			}
			done()
			env.Shell.Done(env.T("customers.segment_kept", locales.V{"Name": strings.TrimSpace(name)}), op)
			l.reload(false)
		}
	})
}

// DropSegment removes the segment in force; its customers stay.
func (l *list) DropSegment() {
	g, ok := l.Segment()
	if !ok {
		return
	}
	l.do(func(ctx context.Context) (book.Operation, error) {
		return l.env.Book.Segments.Trash(ctx, g.ID)
	}, func() string { return l.env.T("customers.segment_dropped", locales.V{"Name": g.Name}) })
}
