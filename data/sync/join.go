package sync

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"

	"dragoman/data/oplog"
)

// Join takes part in what is shared in a place: the book that is there comes
// into this one. What this one holds besides stays, and comes to the others.
//
// It takes a large book in pieces. A program that is stopped in the middle has a
// shared book, into which the next Round brings the rest.
func Join(ctx context.Context, o Options, label string) (*Engine, error) {
	return newEngine(o).join(ctx, label)
}

func (e *Engine) join(ctx context.Context, label string) (*Engine, error) {
	const op = "sync.join"
	if err := e.unshared(ctx, op); err != nil {
		return nil, err
	}
	f, err := e.find(ctx)
	if err != nil {
		return nil, err
	}
	s := &state{Workspace: f.Workspace, Replica: e.name(), Label: label, KeyName: f.Key, Peers: map[string]*peer{}, Joining: &joining{}}
	w, err := e.wholeToJoin(ctx, s)
	if err != nil {
		return nil, err
	}
	if _, err := e.o.Store.Share(ctx, func(tx Tx) error { return s.save(ctx, tx) }); err != nil {
		return nil, err
	}
	if err := e.o.Machine.SetMark(s.Replica, s.Seq); err != nil {
		return nil, err
	}
	if err := e.o.Begun(); err != nil {
		return nil, err
	}
	return e, e.takeJoined(ctx, s, w)
}

// wholeToJoin reads the whole book with which a copy begins.
func (e *Engine) wholeToJoin(ctx context.Context, s *state) (*whole, error) {
	list, err := e.o.Place.List(ctx, s.Workspace+"/s/")
	if err != nil {
		return nil, err
	}
	w, err := e.bestSnapshot(ctx, s, list, nil)
	if err == nil && w == nil {
		err = Fault("sync.join", NotHere, nil)
	}
	return w, err
}

// joinOn goes on with a join that was stopped in the middle.
func (r *round) joinOn(ctx context.Context) error {
	if r.s.Joining == nil {
		return nil
	}
	w, err := r.e.wholeToJoin(ctx, r.s)
	if err != nil {
		return err
	}
	return r.e.takeJoined(ctx, r.s, w)
}

// takeJoined brings a whole book into this one: first it is written down what
// this one holds besides, while that can be told, then it comes.
func (e *Engine) takeJoined(ctx context.Context, s *state, w *whole) error {
	j := s.Joining
	if j.Name != w.name {
		j.Name, j.Chunk, j.Rows = w.name, 0, 0
	}
	if !j.Own {
		own, err := e.ownBesides(ctx, w)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(own, rowsAtOnce) {
			if _, err := e.piece(ctx, s, false, nil, func(tx Tx) (int, bool, error) { return 0, false, e.sealRows(ctx, tx, s, part) }); err != nil {
				return err
			}
		}
		j.Own = true
	}
	return e.takeWhole(ctx, s, w, func(again bool, do step) (bool, error) { return e.piece(ctx, s, again, nil, do) })
}

// rowAt names a row.
type rowAt struct{ table, id string }

// ownBesides are the cells that this book held before it was shared and that a
// whole book does not.
func (e *Engine) ownBesides(ctx context.Context, w *whole) ([]oplog.Row, error) {
	own := map[rowAt]oplog.Row{}
	err := e.o.Store.Look(ctx, func(tx Tx) error {
		return tx.Rows(ctx, func(r oplog.Row) error {
			mine := oplog.Row{Table: r.Table, ID: r.ID, Cells: map[string]oplog.Cell{}}
			for c, cell := range r.Cells {
				if cell.Time <= 1 { // what is later is told by itself
					mine.Cells[c] = cell
				}
			}
			if len(mine.Cells) > 0 {
				own[rowAt{r.Table, r.ID}] = mine
			}
			return nil
		})
	})
	if err != nil || len(own) == 0 {
		return nil, err
	}
	err = w.each(0, func(_ int, rows []oplog.Row) error {
		for _, r := range rows {
			at := rowAt{r.Table, r.ID}
			mine, ok := own[at]
			if !ok {
				continue
			}
			for c := range r.Cells {
				delete(mine.Cells, c)
			}
			if len(mine.Cells) == 0 || r.Table == erasedTable {
				delete(own, at)
			}
		}
		return nil
	})
	return slices.Collect(maps.Values(own)), err
}

// find looks for the shared book of our key in a place.
func (e *Engine) find(ctx context.Context) (f format, err error) {
	const op = "sync.join"
	list, err := e.o.Place.List(ctx, "")
	if err != nil {
		return f, err
	}
	found, newer, notYet := 0, false, false
	for _, x := range list {
		dir, ok := strings.CutSuffix(x.Name, "/format.json")
		if !ok || !isHex(dir, 16) {
			continue
		}
		found++
		data, err := e.o.Place.Get(ctx, x.Name)
		if Is(err, NotYet) || Is(err, NoFile) {
			notYet = true
			continue
		}
		if err != nil {
			return f, err
		}
		var this format
		switch {
		case json.Unmarshal(data, &this) != nil || this.Workspace != dir:
			notYet = true
		case this.Least > form:
			newer = true
		case e.o.Keys.has(this.Key):
			return this, nil
		}
	}
	switch {
	case found == 0:
		return f, Fault(op, NoBook, nil)
	case newer:
		return f, Fault(op, Newer, nil)
	case notYet:
		return f, Fault(op, NotHere, nil)
	}
	return f, Fault(op, WrongKey, errors.New("no folder is of this key"))
}
