package screen

import (
	"context"
	"time"
)

// Runner runs work beside the UI goroutine. The window's Runner is in
// ui/runner.go; tests use Inline or a queue of their own.
type Runner interface {
	// Run calls work elsewhere and then the function that work returned, if
	// any, on the UI goroutine. Cancel ends the context; a Slot sees to it that
	// a result which comes all the same is dropped.
	Run(work func(ctx context.Context) (show func())) (cancel func())
	// After calls f on the UI goroutine after a while.
	After(d time.Duration, f func()) (cancel func())
	// Post calls f on the UI goroutine soon. It may be called from work, to
	// report progress.
	Post(f func())
}

// Slot runs one job at a time: a newer job cancels the older one and a stale
// result is never shown. A Slot belongs to the UI goroutine.
type Slot[T any] struct {
	Runner Runner
	gen    int
	cancel func()
}

// Run starts work, which gets values and never widgets, and hands its result
// to show on the UI goroutine.
func (s *Slot[T]) Run(work func(ctx context.Context) (T, error), show func(T, error)) {
	s.Cancel()
	gen := s.gen
	s.cancel = s.Runner.Run(func(ctx context.Context) func() {
		v, err := work(ctx)
		return func() {
			if gen == s.gen {
				show(v, err)
			}
		}
	})
}

// Cancel drops the job that is under way, if any.
func (s *Slot[T]) Cancel() {
	s.gen++
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// Delay runs one action after a pause, such as a search while the user types:
// a newer call replaces the older.
type Delay struct {
	Runner Runner
	cancel func()
}

// Run calls f after d unless Run is called again before.
func (w *Delay) Run(d time.Duration, f func()) {
	w.Cancel()
	w.cancel = w.Runner.After(d, f)
}

// Cancel forgets what waits.
func (w *Delay) Cancel() {
	if w.cancel != nil {
		w.cancel()
	}
}

// Inline is a Runner that does everything at once on the caller's goroutine,
// for tests and for drawing screens without a window.
type Inline struct{}

// Run calls work and what it returned.
func (Inline) Run(work func(context.Context) func()) func() {
	if show := work(context.Background()); show != nil {
		show()
	}
	return func() {}
}

// After calls f at once.
func (Inline) After(_ time.Duration, f func()) func() {
	f()
	return func() {}
}

// Post calls f at once.
func (Inline) Post(f func()) { f() }

// Soon calls try once what was just shown can have been drawn, and again a
// little later until it says that it is done: nothing can have the keyboard
// before it was drawn, which takes long on a slow machine.
func Soon(r Runner, try func() (done bool)) {
	soon(r, try, firstTry, tries)
}

const (
	firstTry = 80 * time.Millisecond
	tries    = 3
)

func soon(r Runner, try func() bool, wait time.Duration, left int) {
	if left > 0 {
		r.After(wait, func() {
			if !try() {
				soon(r, try, 2*wait, left-1)
			}
		})
	}
}
