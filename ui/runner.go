package ui

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// windowRunner is the screen.Runner of the running program. This file is the
// only place under ui/ that starts goroutines or hands work back to the UI
// goroutine.
type windowRunner struct{}

// Run calls work on a goroutine of its own and what it returns on the UI
// goroutine.
func (windowRunner) Run(work func(ctx context.Context) func()) (cancel func()) {
	ctx, stop := context.WithCancel(context.Background())
	go func() {
		defer stop()
		show := work(ctx)
		if show == nil {
			return
		}
		fyne.Do(func() {
			show()
			kit.HoldKeyboard()
		})
	}()
	return stop
}

// After calls f on the UI goroutine after d.
func (windowRunner) After(d time.Duration, f func()) (cancel func()) {
	var once sync.Once
	stopped := make(chan struct{})
	t := time.AfterFunc(d, func() {
		fyne.Do(func() {
			select {
			case <-stopped:
			default:
				f()
				kit.HoldKeyboard()
			}
		})
	})
	return func() {
		once.Do(func() { close(stopped) })
		t.Stop()
	}
}

// Post calls f on the UI goroutine soon.
func (windowRunner) Post(f func()) { fyne.Do(f) }

// Inline returns a Runner that does everything at once on the caller's
// goroutine, for drawing without a window.
func Inline() screen.Runner { return screen.Inline{} }
