package sync

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"dragoman/data/oplog"
)

// atOnce is how many segments are read together, and bytesAtOnce about how many
// bytes of them.
const (
	atOnce      = 400
	bytesAtOnce = 2 << 20
)

// segmentBytes is about how much a segment holds before it is packed.
const segmentBytes = 256 << 10

// arrived is a segment of another that was read whole.
type arrived struct {
	file  oplog.Segment
	what  segment
	all   gathered // its rows
	extra bool
}

// portion is some of the rows of a segment.
type portion struct {
	*arrived
	from, to int
}

func (p portion) rows() []oplog.Row { return p.all.rows[p.from:p.to] }

// last tells whether the segment is here whole with it.
func (p portion) last() bool { return p.to == len(p.all.rows) }

// exchange seals what this device changed and takes what the others did. Before
// each piece that is taken all that was changed meanwhile is sealed: so it is
// certain what each had seen of the other.
func (r *round) exchange(ctx context.Context) error {
	missed := map[string]bool{}
	if _, err := r.piece(ctx, false, nil); err != nil {
		return err
	}
	for {
		list, more, err := r.fetch(ctx, missed)
		if err != nil {
			return err
		}
		if err := r.take(ctx, list); err != nil {
			return err
		}
		if !more {
			break
		}
	}
	r.missing(missed)
	return r.e.wake(ctx, r.s)
}

// piece is a piece of the exchange.
func (r *round) piece(ctx context.Context, again bool, do step) (more bool, err error) {
	return r.e.piece(ctx, r.s, again, func(tx Tx) (bool, error) {
		n, more, err := r.e.sealOutgoing(ctx, tx, r.s)
		r.report.Sent += n
		return more, err
	}, do)
}

// segmentWeighs is how many rows it takes to keep a segment.
const segmentWeighs = 4

// take merges segments.
func (r *round) take(ctx context.Context, list []arrived) error {
	at, from := 0, 0
	return all(len(list) > 0, func() (bool, error) {
		return r.piece(ctx, true, func(tx Tx) (int, bool, error) {
			var parts []portion
			n, most := 0, r.e.pace.rows()
			for at < len(list) && n < most {
				p := portion{arrived: &list[at], from: from}
				if h := r.s.Partly; from == 0 && h != nil && h.Name == p.file.Name && h.Rows <= len(p.all.rows) {
					p.from = h.Rows
				}
				p.to = p.all.cut(p.from, most-n)
				if from = p.to; p.last() {
					at, from = at+1, 0
				}
				n += p.to - p.from + segmentWeighs
				parts = append(parts, p)
			}
			return n, at < len(list), r.merge(ctx, tx, parts)
		})
	})
}

// fetch reads segments that follow on what was taken of each copy. Files that
// did not come whole are noted and stop nothing but what follows them.
func (r *round) fetch(ctx context.Context, missed map[string]bool) (out []arrived, more bool, err error) {
	size := 0
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
			if f.n != next && !extra || missed[name] {
				continue
			}
			if more = len(out) >= atOnce || size >= bytesAtOnce; more {
				return out, true, nil
			}
			g, ok, err := r.read(ctx, f, name)
			if err != nil {
				return nil, false, err
			}
			if !ok {
				missed[name] = true
				continue
			}
			size += len(g.data)
			out = append(out, arrived{oplog.Segment{Replica: replica, Seq: f.n, Name: name, Data: g.data, Sent: true}, g.segment, gather(g.rows), extra})
			if !extra {
				next++
			}
		}
	}
	return out, false, nil
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

// merge takes some rows of some segments. What was changed here is sealed.
func (r *round) merge(ctx context.Context, tx Tx, parts []portion) error {
	batches := make([]oplog.Batch, 0, len(parts))
	for _, a := range parts {
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
		batches = append(batches, oplog.Batch{By: a.file.Replica, Label: p.Label, Seen: seen, Rows: a.rows()})
		if a.last() && future(a.what.rows) {
			r.s.SetAside++
		}
		if slices.ContainsFunc(a.rows(), func(x oplog.Row) bool { return x.Table == erasedTable }) {
			r.s.EraseUpTo, r.s.Stale = r.s.Seq, true
		}
	}
	done, err := tx.Merge(ctx, r.s.view(), batches)
	if err != nil {
		return err
	}
	r.report.Received += done.Received
	r.report.Conflicts += done.Conflicts
	for _, a := range parts {
		if !a.last() && !r.e.noRest {
			r.s.Partly = &partly{a.file.Name, a.to}
			break
		}
		r.s.Partly = nil
		if err := r.taken(ctx, tx, a.arrived); err != nil {
			return err
		}
	}
	return nil
}

// taken notes that a segment is here whole.
func (r *round) taken(ctx context.Context, tx Tx, a *arrived) error {
	p := r.s.peer(a.file.Replica)
	p.Seen = max(p.Seen, latest(a.what.rows))
	r.kept[a.file.Name] = true
	if a.extra {
		p.Extra = append(p.Extra, a.file.Name)
		if r.e.noNewName {
			return nil
		}
		return r.passOn(ctx, tx, a)
	}
	p.Applied = a.file.Seq
	return tx.Keep(ctx, a.file)
}

// passOn tells once more, under the name of this copy, what two wrote under one
// before they knew of each other. Who has the one file, or joined by a whole
// book, passes the other by.
func (r *round) passOn(ctx context.Context, tx Tx, a *arrived) error {
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

// sealOutgoing puts what the book recorded into segments, as much as makes one at
// a time. It returns how many changes it were, and whether there are more.
func (e *Engine) sealOutgoing(ctx context.Context, tx Tx, s *state) (n int, more bool, err error) {
	rows, err := tx.Take(ctx, segmentBytes)
	if err != nil || len(rows) == 0 {
		return 0, false, err
	}
	for _, r := range rows {
		n += len(r.Cells)
		if r.Table == erasedTable {
			s.EraseUpTo, s.Stale = s.Seq+1, true
		}
	}
	if err := e.sealRows(ctx, tx, s, rows); err != nil {
		return n, false, err
	}
	rest, err := tx.Untaken(ctx)
	return n, rest > 0, err
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
	r.holes()
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

// holes notes which segments are not in the place although somebody waits for
// them.
func (r *round) holes() {
	s := r.s
	old := s.Holes
	s.Holes = map[string]time.Time{}
	for replica, p := range s.Peers {
		there, last := map[uint64]bool{}, max(p.Seq, p.Applied)
		for _, f := range r.segs[replica] {
			there[f.n], last = true, max(last, f.n)
		}
		for _, applied := range r.standing(replica) {
			if n := applied + 1; n <= last && n >= p.Floor && !there[n] {
				name := holeName(replica, n)
				if s.Holes[name] = r.now; !old[name].IsZero() {
					s.Holes[name] = old[name]
				}
			}
		}
	}
}

// standing is up to where the devices have read what one wrote, this one first.
func (r *round) standing(replica string) []uint64 {
	out := []uint64{r.s.peer(replica).Applied}
	for other, q := range r.s.Peers {
		if other != replica && !q.Retired && q.Manifest > 0 {
			out = append(out, q.Acks[replica])
		}
	}
	return out
}
