package sync

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"dragoman/data/oplog"
)

// atOnce is how many segments are read and taken together.
const atOnce = 400

// segmentBytes is about how much a segment holds before it is packed.
const segmentBytes = 256 << 10

// arrived is a segment of another that was read whole.
type arrived struct {
	file  oplog.Segment
	what  segment
	extra bool
}

// exchange seals what this device changed and takes what the others did, in one
// transaction: so it is certain what each had seen of the other.
func (r *round) exchange(ctx context.Context) error {
	missed := map[string]bool{}
	for {
		list, err := r.fetch(ctx, missed)
		if err != nil {
			return err
		}
		before := r.s.Seq
		changes, err := r.e.o.Store.Share(ctx, func(tx Tx) error { return r.merge(ctx, tx, list) })
		if err != nil {
			return err
		}
		if r.s.Seq != before {
			if err := r.e.o.Machine.SetMark(r.s.Replica, r.s.Seq); err != nil {
				return err
			}
		}
		r.e.o.Tell(changes...)
		if len(list) < atOnce {
			break
		}
	}
	r.missing(missed)
	return nil
}

// fetch reads segments that follow on what was taken of each copy. Files that
// did not come whole are noted and stop nothing but what follows them.
func (r *round) fetch(ctx context.Context, missed map[string]bool) ([]arrived, error) {
	var out []arrived
	for _, replica := range slices.Sorted(maps.Keys(r.segs)) {
		files := r.segs[replica]
		if replica == r.s.Replica {
			continue
		}
		p := r.s.peer(replica)
		slices.SortFunc(files, func(a, b fileName) int {
			if a.n != b.n {
				if a.n < b.n {
					return -1
				}
				return 1
			}
			if a.hash < b.hash {
				return -1
			}
			return 1
		})
		next := p.Applied + 1
		for _, f := range files {
			name := segmentName(replica, f.n, f.hash)
			extra := f.n > p.Base && f.n < next && !r.kept[name] && !slices.Contains(p.Extra, name)
			if len(out) >= atOnce || f.n != next && !extra || missed[name] {
				continue
			}
			g, ok, err := r.read(ctx, f, name)
			if err != nil {
				return nil, err
			}
			if !ok {
				missed[name] = true
				continue
			}
			out = append(out, arrived{oplog.Segment{Replica: replica, Seq: f.n, Name: name, Data: g.data, Sent: true}, g.segment, extra})
			if !extra {
				next++
			}
		}
	}
	return out, nil
}

// readSegment is a segment with its bytes.
type readSegment struct {
	segment
	data []byte
}

// read reads a segment; ok is false when it did not come whole.
func (r *round) read(ctx context.Context, f fileName, name string) (g readSegment, ok bool, err error) {
	data, err := r.get(ctx, name)
	if err != nil || data == nil {
		return g, false, err
	}
	if hashOf(data) != f.hash {
		r.wants = append(r.wants, name)
		return g, false, nil
	}
	plain, err := r.e.seal.open(data)
	if errors.Is(err, errNewer) {
		r.s.peer(f.replica).Form = form + 1
	}
	if err != nil {
		return g, false, nil
	}
	what, err := decodeSegment(plain)
	if err != nil || what.workspace != r.s.Workspace || what.replica != f.replica || what.seq != f.n {
		if err == nil {
			r.set[name] = true
		}
		return g, false, nil
	}
	return readSegment{what, data}, true, nil
}

// merge is the transaction of exchange.
func (r *round) merge(ctx context.Context, tx Tx, list []arrived) error {
	sent, err := r.e.sealOutgoing(ctx, tx, r.s)
	if err != nil {
		return err
	}
	r.report.Sent += sent
	batches := make([]oplog.Batch, 0, len(list))
	for _, a := range list {
		p := r.s.peer(a.file.Replica)
		if p.Theirs == nil {
			p.Theirs = map[string]oplog.Time{}
		}
		for c, t := range a.what.seen {
			p.Theirs[c] = max(p.Theirs[c], t)
		}
		seen := make(map[string]oplog.Time, len(p.Theirs))
		for c, t := range p.Theirs {
			seen[c] = t
		}
		batches = append(batches, oplog.Batch{By: a.file.Replica, Label: p.Label, Seen: seen, Rows: a.what.rows})
		if future(a.what.rows) {
			r.s.SetAside++
		}
		if slices.ContainsFunc(a.what.rows, func(x oplog.Row) bool { return x.Table == erasedTable }) {
			r.s.EraseUpTo, r.s.Stale = r.s.Seq, true
		}
	}
	done, err := tx.Merge(ctx, r.s.view(), batches)
	if err != nil {
		return err
	}
	r.report.Received += done.Received
	r.report.Conflicts += done.Conflicts
	for _, a := range list {
		p := r.s.peer(a.file.Replica)
		p.Seen = max(p.Seen, latest(a.what.rows))
		r.kept[a.file.Name] = true
		if a.extra {
			p.Extra = append(p.Extra, a.file.Name)
			if r.e.noNewName {
				continue
			}
			if err := r.passOn(ctx, tx, a); err != nil {
				return err
			}
			continue
		}
		p.Applied = a.file.Seq
		if err := tx.Keep(ctx, a.file); err != nil {
			return err
		}
	}
	return r.s.save(ctx, tx)
}

// passOn tells once more, under the name of this copy, what two wrote under one
// before they knew of each other. Who has the one file, or joined by a whole
// book, passes the other by.
func (r *round) passOn(ctx context.Context, tx Tx, a arrived) error {
	rows := a.what.rows
	twin, err := tx.Kept(ctx, a.file.Replica, a.file.Seq)
	if err != nil {
		return err
	}
	if twin != nil {
		plain, err := r.e.seal.open(twin.Data)
		if err != nil {
			return err
		}
		g, err := decodeSegment(plain)
		if err != nil {
			return err
		}
		rows = append(rows, g.rows...)
	}
	return r.e.sealRows(ctx, tx, r.s, rows)
}

func future(rows []oplog.Row) bool {
	for _, r := range rows {
		for _, c := range r.Cells {
			if c.Time >= oplog.Limit {
				return true
			}
		}
	}
	return false
}

// sealOutgoing puts what the book recorded into segments, and returns how many
// changes it were.
func (e *Engine) sealOutgoing(ctx context.Context, tx Tx, s *state) (n int, err error) {
	for {
		rows, err := tx.Take(ctx, segmentBytes)
		if err != nil || len(rows) == 0 {
			return n, err
		}
		for _, r := range rows {
			n += len(r.Cells)
			if r.Table == erasedTable {
				s.EraseUpTo, s.Stale = s.Seq+1, true
			}
		}
		if err := e.sealRows(ctx, tx, s, rows); err != nil {
			return n, err
		}
	}
}

// erasedTable is what the ledger of what was erased is called.
const erasedTable = "erased"

// rowsAtOnce bounds the rows of one segment.
const rowsAtOnce = 8192

// sealRows writes rows into segments of this copy.
func (e *Engine) sealRows(ctx context.Context, tx Tx, s *state, rows []oplog.Row) error {
	for part := range slices.Chunk(rows, rowsAtOnce) {
		seen := s.seen()
		g := segment{workspace: s.Workspace, replica: s.Replica, seq: s.Seq + 1, at: e.o.Now(), seen: news(seen, s.Told), rows: part}
		data, err := e.seal.seal(g.encode())
		if err != nil {
			return err
		}
		s.Seq, s.Told = s.Seq+1, seen
		if s.Floor == 0 {
			s.Floor = 1
		}
		day := g.at.UTC().Truncate(24 * time.Hour)
		if k := len(s.Sealed); k > 0 && !s.Sealed[k-1].Day.Before(day) {
			s.Sealed[k-1].Seq = s.Seq
		} else {
			s.Sealed = append(s.Sealed, sealed{day, s.Seq})
		}
		s.Unsent++
		if err := tx.Keep(ctx, oplog.Segment{Replica: s.Replica, Seq: s.Seq, Name: segmentName(s.Replica, s.Seq, hashOf(data)), Data: data}); err != nil {
			return err
		}
	}
	return nil
}

// missing notes what did not come, and since when.
func (r *round) missing(missed map[string]bool) {
	s := r.s
	old := s.Missed
	s.Missed = map[string]time.Time{}
	for name := range missed {
		if since, ok := old[name]; ok {
			s.Missed[name] = since
		} else {
			s.Missed[name] = r.now
		}
	}
	s.SetAside += len(r.set)
	for replica, p := range s.Peers {
		last := p.Seq
		for _, f := range r.segs[replica] {
			last = max(last, f.n)
		}
		p.Waiting = 0
		if last > p.Applied {
			p.Waiting = int(last - p.Applied)
		}
	}
}
