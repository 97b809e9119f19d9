package customers

import (
	"context"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/ui/internal/screen"
)

// periods are how far the page of changes looks back, in days.
var periods = []int{1, 7, 30}

// mostChanges is how many operations are listed.
const mostChanges = 300

// changes is the state of the page that says what was done lately.
type changes struct {
	env    *screen.Env
	render func()

	days   int
	list   []book.Happened
	loaded bool
	slot   screen.Slot[[]book.Happened]
}

func newChanges(env *screen.Env) *changes {
	c := &changes{env: env, render: func() {}, days: periods[0]}
	c.slot.Runner = env.Runner
	return c
}

// Load reads what was done since the beginning of the first day.
func (c *changes) Load() {
	env := c.env
	since := (calendar.DateOf(env.Now()) - calendar.Date(c.days)).In(env.Home, 0, 0)
	c.slot.Run(func(ctx context.Context) ([]book.Happened, error) {
		return env.Book.History.Since(ctx, since, mostChanges)
	}, func(list []book.Happened, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		c.list, c.loaded = list, true
		c.render()
	})
}

// SetDays changes how far back the page looks.
func (c *changes) SetDays(days int) {
	c.days = days
	c.Load()
}

// dayOf is the owner's day of an operation.
func (c *changes) dayOf(h book.Happened) calendar.Date {
	return calendar.DateOf(h.At.In(c.env.Home))
}

// Undoable reports whether an operation can be taken back from here.
func (c *changes) Undoable(h book.Happened) bool {
	return !h.Undone && h.Kind != book.OpUndo && h.Kind != book.OpFill && !h.Kind.Final()
}

// Undo takes one operation back.
func (c *changes) Undo(id book.ID) {
	env := c.env
	env.Runner.Run(func(ctx context.Context) func() {
		_, kept, err := env.Book.History.Undo(ctx, id)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			said := env.T("customers.taken_back", nil)
			if kept > 0 {
				said = env.N("customers.undo_kept", kept, nil)
			}
			env.Shell.Tell(said)
			c.Load()
		}
	})
}

// names writes whom an operation concerned.
func (c *changes) names(h book.Happened) string {
	names := make([]string, 0, len(h.Customers)+1)
	for _, r := range h.Customers {
		names = append(names, r.Name.Full)
	}
	if h.More > 0 {
		names = append(names, c.env.N("customers.changes_more", h.More, nil))
	}
	return c.env.Printer.List(names)
}

func (c *changes) when(h book.Happened) string {
	at := h.At.In(c.env.Home)
	return joinDots(c.env.Printer.TimeOf(at), h.Actor, h.Detail)
}
