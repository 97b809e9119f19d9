package sync

import (
	"cmp"
	"context"
	"time"

	"dragoman/data/oplog"
)

// What comes from others is taken in steps. As many of them make a piece, which is
// one transaction, as fit its time while nobody else wants the book; while
// somebody works with it, a piece is one step. So who saves something in the
// window waits for a step and what it takes to write a piece down, and a program
// that is stopped goes on after the last piece.
const (
	stepTime   = 12 * time.Millisecond   // what a step should take while somebody works with the book
	alone      = 4                       // how many times as much a step is while nobody does
	pieceTime  = 2500 * time.Millisecond // what a piece may take, before it is written down
	yields     = 10 * time.Second        // how long pieces are single steps after somebody had to wait
	fewestRows = 8
	firstRows  = 64
	mostRows   = 2048
)

// pace is how many rows make a step. It learns from how long the last ones took.
type pace struct {
	now   int  // rows that take stepTime; 0 is not known yet
	quiet bool // nobody works with the book

	// Of a test, which wants the same steps and pieces every time.
	fixed, steps int
}

func (p *pace) rows() int {
	switch {
	case p.fixed > 0:
		return p.fixed
	case p.quiet:
		return p.learnt() * alone
	}
	return p.learnt()
}

// learnt is how many rows take stepTime, as far as is known.
func (p *pace) learnt() int { return cmp.Or(p.now, firstRows) }

// took notes how long some rows took, and how long what every piece takes besides.
// That grows with the square of the devices; with very many of them the rows get
// as much time as the rest, or a round would hardly come forward.
func (p *pace) took(rows int, d, besides time.Duration) {
	now := p.learnt()
	if rows == 0 || rows < now/2 && d+besides < stepTime {
		return // too few to learn from
	}
	fit := int(time.Duration(rows) * max(stepTime-besides, besides) / max(d, time.Microsecond))
	p.now = min(max(min(fit, now+now/4+1), fewestRows), mostRows)
}

// look finds out whether somebody works with the book.
func (p *pace) look(tx Tx) { p.quiet = time.Since(tx.Wanted()) > yields }

// goesOn tells whether another step fits into a piece of so many.
func (p *pace) goesOn(steps int, began time.Time) bool {
	if p.fixed > 0 {
		return steps < p.steps
	}
	return p.quiet && time.Since(began) < pieceTime
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

// step takes some rows into the book. It returns how many, and whether there are
// more to be taken.
type step func(Tx) (rows int, more bool, err error)

// piece runs one step in a transaction, or several, after seal, which says whether
// there is more to be sealed first. Either may be nil. What comes again when it is
// lost, because it is read where it came from, does not wait for the disk. It
// returns whether there are more steps.
func (e *Engine) piece(ctx context.Context, s *state, again bool, seal func(Tx) (more bool, err error), do step) (more bool, err error) {
	lost := ctx
	if again {
		lost = oplog.Repeatable(ctx)
	}
	for {
		var began, stepped, done time.Time
		sealing, before, rows, steps := false, s.Seq, 0, 0
		changes, err := e.o.Store.Share(lost, func(tx Tx) (err error) {
			began = time.Now()
			if seal != nil {
				if sealing, err = seal(tx); err != nil {
					return err
				}
			}
			for more = !sealing && do != nil; more; steps++ {
				e.pace.look(tx)
				stepped = time.Now()
				if rows, more, err = do(tx); err != nil {
					return err
				}
				done = time.Now()
				if e.pace.look(tx); !more || !e.pace.goesOn(steps+1, began) {
					break
				}
				e.pace.took(rows, done.Sub(stepped), 0)
			}
			return s.save(ctx, tx)
		})
		if err != nil {
			return false, err
		}
		took := time.Since(began)
		if s.Seq != before {
			if err := e.o.Machine.SetMark(s.Replica, s.Seq); err != nil {
				return false, err
			}
		}
		e.o.Tell(changes...)
		if steps == 0 { // it was the only one
			e.pace.took(rows, done.Sub(stepped), took-done.Sub(stepped))
		}
		if err := e.rest(ctx, took); err != nil || !sealing {
			return more, err
		}
	}
}

// all runs steps, piece by piece, until there are no more.
func all(more bool, piece func() (more bool, err error)) error {
	for more {
		var err error
		if more, err = piece(); err != nil {
			return err
		}
	}
	return nil
}

// Another program that waits for the book looks for its turn every 100 ms at
// most. After so much work it is left alone for longer than that.
const (
	workTime = 2 * time.Second
	restTime = 120 * time.Millisecond
)

// rest lets other programs have the book. Those in this one have their turn after
// each piece.
func (e *Engine) rest(ctx context.Context, worked time.Duration) error {
	if e.worked += worked; e.worked < workTime {
		return ctx.Err()
	}
	e.worked = 0
	t := time.NewTimer(restTime)
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
	if err != nil {
		return err
	}
	return all(len(rows) > 0, func() (bool, error) {
		return e.piece(ctx, s, true, nil, func(tx Tx) (int, bool, error) {
			n := min(len(rows), e.pace.rows())
			_, err := tx.Merge(ctx, s.view(), []oplog.Batch{{Rows: rows[:n]}})
			rows = rows[n:]
			return n, len(rows) > 0, err
		})
	})
}
