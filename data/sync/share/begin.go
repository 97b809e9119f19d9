package share

import (
	"context"
	"time"

	"dragoman/data/sync"
)

func start(ctx context.Context, o sync.Options, label string) (Engine, error) {
	return engine(sync.Start(ctx, o, label))
}

func join(ctx context.Context, o sync.Options, label string) (Engine, error) {
	return engine(sync.Join(ctx, o, label))
}

func open(ctx context.Context, o sync.Options, _ string) (Engine, error) {
	return engine(sync.Open(ctx, o))
}

// engine keeps a nil engine from becoming an Engine that is not nil.
func engine(e *sync.Engine, err error) (Engine, error) {
	if err != nil {
		return nil, err
	}
	return e, nil
}

// NewSession returns the sharing of a book.
func NewSession(store sync.Store, m *Memory, now func() time.Time, program string) *Session {
	return &Session{Store: store, Memory: m, Now: now, Program: program, Start: start, Join: join, Open: open}
}
