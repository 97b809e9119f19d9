package customers

import (
	"context"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

// act runs a use case that changes the book. Unlike a job in a Slot it is
// never cancelled by the next one: ticking two follow-ups quickly must do both.
// then is called when it is done; a fault goes to the shell.
func act(env *screen.Env, work func(context.Context) (book.Operation, error), then func(book.Operation)) {
	env.Runner.Run(func(ctx context.Context) func() {
		op, err := work(ctx)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			then(op)
		}
	})
}
