package sync

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"dragoman/data/oplog"
)

// snapshotHead is what a whole book says of itself.
type snapshotHead struct {
	Workspace string                `json:"workspace"`
	Applied   map[string]uint64     `json:"applied"` // by copy: the last segment that it holds
	Seen      map[string]oplog.Time `json:"seen"`
	Labels    map[string]string     `json:"labels,omitempty"`
}

// whole is a whole book that was read and not taken yet. It stays packed: unpacked
// it takes several times as much memory.
type whole struct {
	name   string
	head   snapshotHead
	author string
	packed []byte
	chunks int // of rows
}

// parts calls do with the parts of a packed whole book, the first of which is its
// head, and returns how many bytes they are.
func parts(packed []byte, do func(i int, part []byte) error) (size uint64, err error) {
	d, err := unpack(packed)
	if err != nil {
		return 0, err
	}
	defer d.Close()
	r := bufio.NewReaderSize(d, 1<<16)
	for i := 0; ; i++ {
		n, err := binary.ReadUvarint(r)
		switch {
		case errors.Is(err, io.EOF):
			return size, nil
		case err != nil || n > mostPlain:
			return size, errDamaged
		}
		var part bytes.Buffer // a length that is not true takes no memory
		if _, err := io.CopyN(&part, r, int64(n)); err != nil {
			return size, errDamaged
		}
		size += n + uint64(len(binary.AppendUvarint(nil, n)))
		if err := do(i, part.Bytes()); err != nil {
			return size, err
		}
	}
}

// each calls do with the rows of a whole book from one chunk on, some thousands at
// a time.
func (w *whole) each(from int, do func(chunk int, rows []oplog.Row) error) error {
	_, err := parts(w.packed, func(i int, part []byte) error {
		if i--; i < from {
			return nil
		}
		rows, err := oplog.Decode(part)
		if err != nil {
			return errDamaged
		}
		return do(i, rows)
	})
	return err
}

// chunkRows is how many rows of a whole book are taken together.
const chunkRows = 20000

// writeSnapshot puts the whole book into the place.
func (e *Engine) writeSnapshot(ctx context.Context, s *state) (string, error) {
	head := snapshotHead{Workspace: s.Workspace, Applied: s.applied(), Seen: s.seen(), Labels: s.view().Labels}
	var plain []byte
	var now oplog.Time
	err := e.o.Store.Look(ctx, func(tx Tx) error {
		at, err := load(ctx, tx)
		if err != nil {
			return err
		}
		head.Applied, head.Seen = at.applied(), at.seen()
		b, err := json.Marshal(head)
		if err != nil {
			return err
		}
		plain = append(binary.AppendUvarint(nil, uint64(len(b))), b...)
		var rows []oplog.Row
		flush := func() {
			if len(rows) > 0 {
				chunk := oplog.Encode(rows)
				plain = append(binary.AppendUvarint(plain, uint64(len(chunk))), chunk...)
				now, rows = max(now, latest(rows)), rows[:0]
			}
		}
		err = tx.Rows(ctx, func(r oplog.Row) error {
			rows = append(rows, r)
			if len(rows) >= chunkRows {
				flush()
			}
			return ctx.Err()
		})
		flush()
		return err
	})
	if err != nil {
		return "", err
	}
	data, err := e.seal.seal(plain)
	if err != nil {
		return "", err
	}
	name := snapshotName(s.Replica, max(now, oplog.At(e.o.Now())), hashOf(data))
	s.Holds = head.Applied
	return name, e.o.Place.Put(ctx, s.Workspace+"/"+name, data)
}

// bestSnapshot reads the newest whole book that came whole and holds the wanted
// segments; nil when there is none.
func (e *Engine) bestSnapshot(ctx context.Context, s *state, list []Entry, want map[string]uint64) (*whole, error) {
	type found struct {
		name string
		fileName
	}
	var all []found
	for _, x := range list {
		name, ok := strings.CutPrefix(x.Name, s.Workspace+"/")
		if n := parseName(name); ok && n.kind == snapshotFile {
			all = append(all, found{x.Name, n})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return strings.Compare(snapOrder(b.fileName), snapOrder(a.fileName)) })
	for _, x := range all {
		data, err := e.o.Place.Get(ctx, x.name)
		if Is(err, NotYet) || Is(err, NoFile) {
			continue
		}
		if err != nil {
			return nil, err
		}
		w, err := e.readSnapshot(x.fileName, s.Workspace, data)
		if errors.Is(err, errNewer) {
			return nil, Fault("sync.snapshot", Newer, err)
		}
		if err == nil && covers(w.head.Applied, want) {
			w.name = strings.TrimPrefix(x.name, s.Workspace+"/")
			return w, nil
		}
	}
	return nil, nil
}

func snapOrder(n fileName) string {
	var b [8]byte
	binary.BigEndian.PutUint64(b[:], n.n)
	return string(b[:]) + n.replica
}

func covers(have, want map[string]uint64) bool {
	for r, n := range want {
		if have[r] < n {
			return false
		}
	}
	return true
}

func (e *Engine) readSnapshot(n fileName, workspace string, data []byte) (*whole, error) {
	if hashOf(data) != n.hash {
		return nil, errDamaged
	}
	packed, size, err := e.seal.decrypt(data)
	if err != nil {
		return nil, err
	}
	w := &whole{author: n.replica, packed: packed, chunks: -1}
	// All of it is unpacked once before any of it is used.
	long, err := parts(packed, func(i int, part []byte) error {
		w.chunks++
		if i == 0 && (json.Unmarshal(part, &w.head) != nil || w.head.Workspace != workspace) {
			return errDamaged
		}
		return nil
	})
	if err != nil || long != size || w.chunks < 0 {
		return nil, errDamaged
	}
	return w, nil
}

// takeWhole merges a whole book, a piece at a time. A copy that joins with it goes
// on where it was stopped.
func (e *Engine) takeWhole(ctx context.Context, s *state, w *whole, piece func(again bool, do step) (more bool, err error)) error {
	first, from := 0, 0
	if s.Joining != nil {
		first, from = min(s.Joining.Chunk, w.chunks), s.Joining.Rows
	}
	err := w.each(first, func(chunk int, rows []oplog.Row) error {
		g := gather(rows)
		take := func(tx Tx) (rows int, more bool, err error) {
			to := g.cut(from, e.pace.rows())
			batch := oplog.Batch{By: w.author, Label: w.head.Labels[w.author], Seen: w.head.Seen, Rows: g.rows[from:to]}
			view := s.view()
			if s.Joining != nil {
				view.Yield = true
				s.Joining.Chunk, s.Joining.Rows = chunk, to
			}
			_, err = tx.Merge(ctx, view, []oplog.Batch{batch})
			rows, from = to-from, to
			return rows, from < len(g.rows), err
		}
		if err := all(from < len(g.rows), func() (bool, error) { return piece(true, take) }); err != nil {
			return err
		}
		from = 0
		e.o.Step(chunk+1, w.chunks)
		return nil
	})
	if err != nil {
		return err
	}
	_, err = piece(false, func(Tx) (int, bool, error) {
		s.have(w.head)
		return 0, false, nil
	})
	return err
}

// have notes that a whole book is here.
func (s *state) have(head snapshotHead) {
	s.Joining = nil
	for r, n := range head.Applied {
		if r == s.Replica {
			continue
		}
		p := s.peer(r)
		if n > p.Applied {
			p.Applied, p.Base = n, n
		}
		if p.Label == "" {
			p.Label = head.Labels[r]
		}
	}
	for r, t := range head.Seen {
		if r != s.Replica {
			p := s.peer(r)
			p.Seen = max(p.Seen, t)
		}
	}
}
