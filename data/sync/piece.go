package sync

import (
	"context"
	"time"

	"dragoman/data/oplog"
)

// What comes from others is taken in pieces, each a transaction of its own: who
// saves something in the window waits for one piece at most, and a program that
// is stopped goes on after the last.
const (
	pieceTime  = 12 * time.Millisecond // what a piece should take
	fewestRows = 8
	firstRows  = 64
	mostRows   = 2048
)

// pace is how many rows make a piece. It learns from how long the last ones took.
type pace struct {
	now   int
	fixed int // of a test, which wants the same pieces every time
}

func (p *pace) rows() int {
	switch {
	case p.fixed > 0:
		return p.fixed
	case p.now == 0:
		return firstRows
	}
	return p.now
}

// took notes how long some rows took, and how long what every piece takes besides.
// That grows with the square of the devices; with very many of them the rows get
// as much time as the rest, or a round would hardly come forward.
func (p *pace) took(rows int, d, besides time.Duration) {
	now := p.rows()
	if rows == 0 || rows < now/2 && d+besides < pieceTime {
		return // too few to learn from
	}
	fit := int(time.Duration(rows) * max(pieceTime-besides, besides) / max(d, time.Microsecond))
	p.now = min(max(min(fit, now+now/4+1), fewestRows), mostRows)
}

// gathered are rows of which those that belong together follow each other.
type gathered struct {
	rows []oplog.Row
	head []bool // the row belongs to none before it
}

// gather puts rows that belong together next to each other, in an order that
// depends on nothing but the rows. A row belongs to the one that it names in a
// column called like a table: then what is derived from both is renewed once.
func gather(rows []oplog.Row) gathered {
	at := make(map[rowAt]int, len(rows))
	for i, r := range rows {
		at[rowAt{r.Table, r.ID}] = i
	}
	parts := map[int][]int{}
	part := make([]bool, len(rows))
	for i, r := range rows {
		if j, ok := ownerIn(r, at); ok && j < i {
			parts[j] = append(parts[j], i)
			part[i] = true
		}
	}
	g := gathered{make([]oplog.Row, 0, len(rows)), make([]bool, 0, len(rows))}
	var add func(i int)
	add = func(i int) {
		g.rows, g.head = append(g.rows, rows[i]), append(g.head, !part[i])
		for _, k := range parts[i] {
			add(k)
		}
	}
	for i := range rows {
		if !part[i] {
			add(i)
		}
	}
	return g
}

// cut returns where a piece of about n rows ends that begins at from: not between
// rows that belong together, unless they are very many.
func (g gathered) cut(from, n int) int {
	to := min(from+n, len(g.rows))
	for to < min(from+2*n, len(g.rows)) && !g.head[to] {
		to++
	}
	return to
}

// ownerIn finds the row that another belongs to.
func ownerIn(r oplog.Row, at map[rowAt]int) (owner int, ok bool) {
	for c, cell := range r.Cells {
		if id, is := cell.Value.(string); is && c != r.Table {
			if j, found := at[rowAt{c, id}]; found && (!ok || j < owner) {
				owner, ok = j, true
			}
		}
	}
	return owner, ok
}

// piece runs do in a transaction, after seal, which says whether there is more to
// be sealed first. Either may be nil.
func (e *Engine) piece(ctx context.Context, s *state, rows int, seal func(Tx) (more bool, err error), do func(Tx) error) error {
	for {
		var began, done time.Time
		more, before := false, s.Seq
		lost := ctx
		if rows > 0 {
			lost = oplog.Repeatable(ctx) // it is read again where it came from
		}
		changes, err := e.o.Store.Share(lost, func(tx Tx) (err error) {
			began = time.Now()
			if seal != nil {
				if more, err = seal(tx); err != nil {
					return err
				}
			}
			if !more && do != nil {
				if err := do(tx); err != nil {
					return err
				}
			}
			done = time.Now()
			return s.save(ctx, tx)
		})
		if err != nil {
			return err
		}
		took := time.Since(began)
		if s.Seq != before {
			if err := e.o.Machine.SetMark(s.Replica, s.Seq); err != nil {
				return err
			}
		}
		e.o.Tell(changes...)
		if !more {
			e.pace.took(rows, done.Sub(began), took-done.Sub(began))
		}
		if err := breathe(ctx, took/8); err != nil || !more {
			return err
		}
	}
}

// breathe lets others have the book: another program looks for its turn only
// every few milliseconds.
func breathe(ctx context.Context, d time.Duration) error {
	if d < time.Millisecond/2 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// wake shows the rows that had to wait until now.
func (e *Engine) wake(ctx context.Context, s *state) error {
	var rows []oplog.Row
	err := e.o.Store.Look(ctx, func(tx Tx) (err error) {
		rows, err = tx.Ripe(ctx)
		return err
	})
	for err == nil && len(rows) > 0 {
		n := min(len(rows), e.pace.rows())
		err = e.piece(ctx, s, n, nil, func(tx Tx) error {
			_, err := tx.Merge(ctx, s.view(), []oplog.Batch{{Rows: rows[:n]}})
			return err
		})
		rows = rows[n:]
	}
	return err
}
