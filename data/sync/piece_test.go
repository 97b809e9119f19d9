package sync

import (
	"context"
	"errors"
	"testing"
	"time"

	"dragoman/data/book"
)

// Steps come to take what they should, and with very many devices, where what
// every piece takes besides is long, the rows still get half of the time.
func TestPace(t *testing.T) {
	for _, c := range []struct {
		name         string
		row, besides time.Duration
		least, most  time.Duration // of a step with what a piece takes besides, at last
	}{
		{"few devices", 10 * time.Microsecond, 100 * time.Microsecond, stepTime * 3 / 4, stepTime},
		{"slow rows", time.Millisecond, 0, stepTime * 3 / 4, stepTime},
		{"very slow rows", 10 * time.Millisecond, 0, fewestRows * 10 * time.Millisecond, fewestRows * 10 * time.Millisecond},
		{"very many devices", 20 * time.Microsecond, 30 * time.Millisecond, 55 * time.Millisecond, 60 * time.Millisecond},
	} {
		var p pace
		took := time.Duration(0)
		for range 50 {
			rows := p.rows()
			took = time.Duration(rows)*c.row + c.besides
			p.took(rows, time.Duration(rows)*c.row, c.besides)
		}
		if took < c.least || took > c.most {
			t.Errorf("%s: a step takes %v, not %v to %v", c.name, took, c.least, c.most)
		}
	}
}

// hall is a store of nothing, whose transactions know when somebody else wanted it.
type hall struct {
	pieces int
	wanted func() time.Time
}

func (h *hall) Share(_ context.Context, do func(Tx) error) ([]book.Change, error) {
	h.pieces++
	return nil, do(hallTx{hall: h})
}

func (h *hall) Look(_ context.Context, do func(Tx) error) error { return do(hallTx{hall: h}) }

type hallTx struct {
	Tx
	*hall
}

func (t hallTx) Wanted() time.Time                                   { return t.wanted() }
func (hallTx) SetSelf(context.Context, string, string, []byte) error { return nil }

// A piece is many steps while nobody wants the book. It ends with the step in which
// somebody does, and those that follow are single steps for a while.
func TestPiecesYield(t *testing.T) {
	for _, c := range []struct {
		name   string
		wanted func(step int) time.Time
		want   int // pieces of twenty steps
	}{
		{"nobody ever", func(int) time.Time { return time.Time{} }, 1},
		{"long ago", func(int) time.Time { return time.Now().Add(-2 * yields) }, 1},
		{"a moment ago", func(int) time.Time { return time.Now().Add(-time.Second) }, 20},
		{"from the fifteenth step on", func(step int) time.Time {
			if step >= 15 {
				return time.Now()
			}
			return time.Time{}
		}, 6},
	} {
		t.Run(c.name, func(t *testing.T) {
			steps := 0
			h := &hall{wanted: func() time.Time { return c.wanted(steps) }}
			e := newEngine(Options{Store: h})
			err := all(true, func() (bool, error) {
				return e.piece(t.Context(), &state{}, true, nil, func(Tx) (int, bool, error) {
					steps++
					return 100, steps < 20, nil
				})
			})
			if err != nil || steps != 20 || h.pieces != c.want {
				t.Errorf("%d steps in %d pieces, want %d: %v", steps, h.pieces, c.want, err)
			}
		})
	}
}

// Now and then the book is left alone for longer than another program sleeps
// between two looks whether it is free.
func TestRestForOtherPrograms(t *testing.T) {
	e := newEngine(Options{})
	for worked, want := range map[time.Duration]bool{workTime / 2: false, workTime: true} {
		e.worked = 0
		start := time.Now()
		if err := e.rest(t.Context(), worked); err != nil || time.Since(start) >= restTime != want {
			t.Errorf("after %v it rested for %v: %v", worked, time.Since(start), err)
		}
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := e.rest(ctx, workTime); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
