package sync

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// round is one exchange.
type round struct {
	e      *Engine
	s      *state
	report Report
	now    time.Time

	list  map[string]int64 // names in the place, below the workspace
	segs  map[string][]fileName
	kept  map[string]bool // names of segments that the book keeps
	wants []string        // files that came damaged
	set   map[string]bool // segments that were set aside
}

// Round makes one exchange: it takes what others wrote, writes what this device
// changed, and looks after the place. Its error says why nothing is exchanged
// for now; the next call tries again, and nothing is lost.
func (e *Engine) Round(ctx context.Context) (Report, error) {
	r := &round{e: e, now: e.o.Now(), set: map[string]bool{}}
	err := r.run(ctx)
	if err != nil {
		return r.report, e.pause(context.WithoutCancel(ctx), err)
	}
	r.report.Status, err = e.Status(ctx)
	return r.report, err
}

// pause notes why a round could not be made.
func (e *Engine) pause(ctx context.Context, cause error) error {
	if book.CodeOf(cause) == book.Cancelled || Is(cause, NotShared) {
		return cause
	}
	var be *book.Error
	now := Pause{Code: book.CodeOf(cause), Detail: string(book.CodeOf(cause)), Since: e.o.Now()}
	if errors.As(cause, &be) {
		now.Field = be.Field
		if be.Detail != "" {
			now.Detail = be.Detail
		}
	}
	err := e.edit(ctx, func(s *state) error {
		if s.Paused == nil || s.Paused.Detail != now.Detail {
			s.Paused = &now
		}
		return nil
	})
	return errors.Join(cause, err)
}

func (r *round) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		r.load, r.recognise, r.look, r.foreigners, r.joinOn, r.meet, r.catchUp, r.exchange, r.send, r.blobs, r.repair, r.snapshot, r.compact, r.speak, r.end,
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (r *round) load(ctx context.Context) error {
	return r.e.o.Store.Look(ctx, func(tx Tx) (err error) {
		if r.s, err = load(ctx, tx); err != nil {
			return err
		}
		r.kept, err = tx.Names(ctx)
		return err
	})
}

// recognise finds out whether this book is the one that was here before. A copy
// that was cloned or put back from a backup gets a name of its own: otherwise
// two would write under one.
func (r *round) recognise(ctx context.Context) error {
	replica, seq, err := r.e.o.Machine.Mark()
	if err != nil {
		return err
	}
	restored := r.s.given != r.s.Replica
	if !restored && replica == r.s.Replica && seq <= r.s.Seq || r.e.noNewName {
		return nil
	}
	// When this computer had the same copy and went on with it, nobody else has.
	return r.rename(ctx, replica == r.s.Replica)
}

// rename gives this copy a new name. What it wrote under the old one is read
// like another's from now on; what of it may not have reached the place is
// written again.
func (r *round) rename(ctx context.Context, gone bool) error {
	s := r.s
	fresh := r.e.name()
	if s.given != s.Replica {
		fresh = s.given
	}
	_, err := r.e.o.Store.Share(ctx, func(tx Tx) error {
		unsent, err := tx.Unsent(ctx, s.Replica, 1<<30)
		if err != nil {
			return err
		}
		old, sent := s.peer(s.Replica), s.Seq
		var rows []oplog.Row
		for _, g := range unsent {
			sent = min(sent, g.Seq-1)
			plain, err := r.e.seal.open(g.Data)
			if err != nil {
				return err
			}
			x, err := decodeSegment(plain)
			if err != nil {
				return err
			}
			rows = append(rows, x.rows...)
		}
		clock, err := tx.Clock(ctx)
		if err != nil {
			return err
		}
		// What others may have written under the name is told from ours by what is
		// kept of it.
		old.Applied, old.Base, old.Seen, old.Label = sent, max(s.Floor, 1)-1, clock, s.Label
		old.Retired = gone
		s.Former = append(s.Former, s.Replica)
		if err := tx.Drop(ctx, s.Replica, sent+1, 1<<62); err != nil {
			return err
		}
		s.Replica, s.Seq, s.Floor, s.Told, s.Manifest, s.Said, s.Snapshot, s.Sealed = fresh, 0, 0, nil, 0, "", "", nil
		s.given = fresh
		if err := r.e.sealRows(ctx, tx, s, rows); err != nil {
			return err
		}
		if r.kept, err = tx.Names(ctx); err != nil {
			return err
		}
		return s.save(ctx, tx)
	})
	if err != nil {
		return err
	}
	return r.e.o.Machine.SetMark(s.Replica, s.Seq)
}

// look lists the place, and makes sure that it is the right one and whole
// enough to work with.
func (r *round) look(ctx context.Context) error {
	list, err := r.e.o.Place.List(ctx, r.s.Workspace+"/")
	if err != nil {
		return err
	}
	r.list, r.segs = map[string]int64{}, map[string][]fileName{}
	r.s.Foreign = nil
	for _, x := range list {
		name, ok := strings.CutPrefix(x.Name, r.s.Workspace+"/")
		if !ok {
			continue
		}
		n := parseName(name)
		if n.kind == foreign {
			if len(r.s.Foreign) < 10 && !strings.HasSuffix(name, ".tmp") {
				r.s.Foreign = append(r.s.Foreign, name)
			}
			continue
		}
		r.list[name] = x.Size
		switch {
		case n.kind == segmentFile:
			r.segs[n.replica] = append(r.segs[n.replica], n)
		case n.kind == manifestFile && n.replica == r.s.Replica && n.n > r.s.Manifest:
			// This book was put back from a copy. The others listen only to what
			// comes after the last that they heard.
			r.s.Manifest, r.s.Said = n.n, ""
		}
	}
	if len(r.list) == 0 {
		return r.nothing(ctx)
	}
	return r.lookKey(ctx)
}

// nothing tells a place in which another book lies from one that is empty.
func (r *round) nothing(ctx context.Context) error {
	const op = "sync.round"
	list, err := r.e.o.Place.List(ctx, "")
	if err != nil {
		return err
	}
	for _, x := range list {
		if dir, ok := strings.CutSuffix(x.Name, "/format.json"); ok && isHex(dir, 16) {
			return Fault(op, OtherBook, nil)
		}
	}
	return Fault(op, Empty, nil)
}

// lookKey reads which key the place wants.
func (r *round) lookKey(ctx context.Context) error {
	const op = "sync.round"
	if _, ok := r.list["format.json"]; !ok {
		return r.e.writeFormat(ctx, r.s) // the rest is there
	}
	data, err := r.e.o.Place.Get(ctx, r.s.Workspace+"/format.json")
	if err != nil {
		return err
	}
	var f format
	switch {
	case json.Unmarshal(data, &f) != nil:
		if r.s.Paused != nil && r.s.Paused.Detail == NotYet && r.now.Sub(r.s.Paused.Since) > time.Hour {
			return r.e.writeFormat(ctx, r.s) // it came damaged
		}
		return Fault(op, NotYet, errDamaged)
	case f.Least > form:
		return Fault(op, Newer, nil)
	case f.Workspace != r.s.Workspace:
		return Fault(op, OtherBook, nil)
	case !r.e.o.Keys.has(f.Key):
		detail := WrongKey
		if r.e.o.Keys.has(r.s.KeyName) {
			detail = NewKey // it was ours until now
		}
		return Fault(op, detail, nil)
	}
	if own := r.e.o.Keys.Name(); f.Key != own {
		r.s.KeyName = own // the change of the key was lost on its way
		return r.e.writeFormat(ctx, r.s)
	}
	r.s.KeyName = f.Key
	return nil
}

// foreigners finds files under our name that are not ours: then another copy of
// this book has it.
func (r *round) foreigners(ctx context.Context) error {
	for _, n := range r.segs[r.s.Replica] {
		if n.n > r.s.Seq || n.n >= r.s.Floor && !r.kept[segmentName(n.replica, n.n, n.hash)] {
			if r.e.noNewName {
				return nil
			}
			return r.rename(ctx, false)
		}
	}
	return nil
}

// meet reads what the others say of themselves.
func (r *round) meet(ctx context.Context) error {
	newest := map[string][]uint64{}
	for name := range r.list {
		if n := parseName(name); n.kind == manifestFile && n.replica != r.s.Replica && n.n > r.s.peer(n.replica).Manifest {
			newest[n.replica] = append(newest[n.replica], n.n)
		}
	}
	for _, replica := range slices.Sorted(maps.Keys(newest)) {
		numbers := newest[replica]
		slices.Sort(numbers)
		slices.Reverse(numbers)
		for _, n := range numbers {
			ok, err := r.meetOne(ctx, replica, n)
			if err != nil {
				return err
			}
			if ok {
				break
			}
		}
	}
	for replica := range r.segs {
		if replica != r.s.Replica {
			r.s.peer(replica)
		}
	}
	return nil
}

// meetOne reads one manifest; ok is false when it did not come whole.
func (r *round) meetOne(ctx context.Context, replica string, n uint64) (ok bool, err error) {
	data, err := r.get(ctx, manifestName(replica, n))
	if err != nil || data == nil {
		return false, err
	}
	p := r.s.peer(replica)
	plain, err := r.e.seal.open(data)
	if errors.Is(err, errNewer) {
		p.Form = form + 1
	}
	if err != nil {
		return false, nil // it may come whole later
	}
	m, err := decodeManifest(plain)
	if err != nil || m.Replica != replica || m.Workspace != r.s.Workspace {
		return false, nil
	}
	p.Label, p.Program, p.Form, p.Manifest, p.Seq, p.Floor, p.Acks, p.Wants = m.Label, m.Program, m.Form, n, m.Seq, m.Floor, m.Acks, m.Wants
	p.Met, p.Ahead = r.now, 0
	if ahead := m.At.Sub(r.now); ahead > aheadOf {
		p.Ahead = ahead.Round(time.Minute)
	}
	for _, gone := range m.Retired {
		if gone == r.s.Replica {
			continue // see catchUp
		}
		r.s.peer(gone).Retired = true
	}
	if slices.Contains(m.Retired, r.s.Replica) {
		if err := r.rename(ctx, true); err != nil {
			return false, err
		}
	}
	return true, nil
}

// aheadOf is by how much a clock may run before ours unmentioned.
const aheadOf = 10 * time.Minute

// get reads a file; nil when it is not here, or not yet.
func (r *round) get(ctx context.Context, name string) ([]byte, error) {
	data, err := r.e.o.Place.Get(ctx, r.s.Workspace+"/"+name)
	if Is(err, NoFile) || Is(err, NotYet) {
		return nil, nil
	}
	if err == nil && data == nil {
		data = []byte{} // the file is here and empty
	}
	return data, err
}

// catchUp takes a whole book when segments that this copy needs are no longer
// kept by whoever wrote them, or got lost.
func (r *round) catchUp(ctx context.Context) error {
	want := map[string]uint64{}
	for replica, p := range r.s.Peers {
		switch {
		case p.Floor > p.Applied+1:
			want[replica] = p.Floor - 1
		case r.s.hole(replica, p.Applied+1, r.now):
			want[replica] = p.Applied + 1
		}
	}
	if len(want) == 0 {
		return nil
	}
	var list []Entry
	for name, size := range r.list {
		list = append(list, Entry{r.s.Workspace + "/" + name, size})
	}
	w, err := r.e.bestSnapshot(ctx, r.s, list, want)
	if err != nil || w == nil {
		return err
	}
	return r.e.takeWhole(ctx, r.s, w, func(again bool, do step) (bool, error) { return r.piece(ctx, again, do) })
}

// end notes that the round was made.
func (r *round) end(ctx context.Context) error {
	r.s.LastRound, r.s.Paused = r.now, nil
	_, err := r.e.o.Store.Share(ctx, func(tx Tx) error { return r.s.save(ctx, tx) })
	return err
}
