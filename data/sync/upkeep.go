package sync

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"dragoman/data/oplog"
)

// send puts the segments of this copy into the place.
func (r *round) send(ctx context.Context) error {
	for {
		var list []oplog.Segment
		err := r.e.o.Store.Look(ctx, func(tx Tx) (err error) {
			list, err = tx.Unsent(ctx, r.s.Replica, 50)
			return err
		})
		if err != nil || len(list) == 0 {
			r.s.Unsent = 0
			return err
		}
		for _, g := range list {
			if err := r.put(ctx, g.Name, g.Data); err != nil {
				return err
			}
			r.kept[g.Name] = true
		}
		if _, err := r.e.o.Store.Share(ctx, func(tx Tx) error {
			for _, g := range list {
				if err := tx.Sent(ctx, g.Replica, g.Seq); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
}

func (r *round) put(ctx context.Context, name string, data []byte) error {
	if err := r.e.o.Place.Put(ctx, r.s.Workspace+"/"+name, data); err != nil {
		return err
	}
	r.list[name] = int64(len(data))
	r.report.Files++
	return nil
}

// blobs exchanges pictures and attachments.
func (r *round) blobs(ctx context.Context) error {
	var here, missing []string
	err := r.e.o.Store.Look(ctx, func(tx Tx) (err error) {
		here, missing, err = tx.Blobs(ctx)
		return err
	})
	if err != nil {
		return err
	}
	for _, hash := range here {
		name := blobName(hash)
		if _, there := r.list[name]; there {
			continue
		}
		var data []byte
		err := r.e.o.Store.Look(ctx, func(tx Tx) (err error) {
			data, err = tx.Blob(ctx, hash)
			return err
		})
		if err != nil {
			return err
		}
		if data, err = r.e.seal.seal(data); err != nil {
			return err
		}
		if err := r.put(ctx, name, data); err != nil {
			return err
		}
	}
	for _, hash := range missing {
		name := blobName(hash)
		if _, there := r.list[name]; !there {
			continue
		}
		data, err := r.get(ctx, name)
		if err != nil {
			return err
		}
		plain, err := r.e.seal.open(data)
		if sum := sha256.Sum256(plain); err != nil || hex.EncodeToString(sum[:]) != hash {
			continue // it may come whole later
		}
		changes, err := r.e.o.Store.Share(ctx, func(tx Tx) error {
			if err := tx.PutBlob(ctx, hash, plain); err != nil {
				return err
			}
			_, err := tx.Merge(ctx, r.s.view(), nil) // shows the picture
			return err
		})
		if err != nil {
			return err
		}
		r.e.o.Tell(changes...)
	}
	return nil
}

// repair puts segments into the place again that this copy keeps and that are
// missing there, or came damaged to somebody: the same name, the same bytes.
// What their writer has given up stays away.
func (r *round) repair(ctx context.Context) error {
	if r.e.noRepair {
		return nil
	}
	again := map[string]fileName{}
	for name := range r.kept {
		n := parseName(name)
		floor := r.s.Floor
		if n.replica != r.s.Replica {
			floor = r.s.peer(n.replica).Floor
		}
		if _, there := r.list[name]; !there && n.n >= floor {
			again[name] = n
		}
	}
	for _, p := range r.s.Peers {
		for _, name := range p.Wants {
			if r.kept[name] {
				again[name] = parseName(name)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(again)) {
		n := again[name]
		var g *oplog.Segment
		err := r.e.o.Store.Look(ctx, func(tx Tx) (err error) {
			g, err = tx.Kept(ctx, n.replica, n.n)
			return err
		})
		if err != nil {
			return err
		}
		if g == nil || g.Name != name {
			continue
		}
		if data, err := r.get(ctx, name); err == nil && data != nil && hashOf(data) == n.hash {
			continue // somebody was quicker
		}
		if err := r.put(ctx, name, g.Data); err != nil {
			return err
		}
		r.report.Repaired++
	}
	return nil
}

// snapshotAfter is how many segments of this copy a whole book may lack.
const snapshotAfter = 256

// snapshot writes the whole book when there is none of this key, or when it
// would spare those who join many segments, or when something was erased.
func (r *round) snapshot(ctx context.Context) error {
	s := r.s
	_, there := r.list[s.Snapshot]
	lone := true // no other has written the whole book
	for name := range r.list {
		if n := parseName(name); n.kind == snapshotFile && n.replica != s.Replica {
			lone = false
		}
	}
	due := s.Seq > s.Holds[s.Replica]+snapshotAfter || s.EraseUpTo > s.Holds[s.Replica] || s.Stale && s.Snapshot != ""
	if s.Snapshot != "" {
		due = due || !there
	} else {
		due = due || lone || len(s.Former) == 0 && s.Manifest > 0 && s.Holds != nil
	}
	if !due && !r.wanted() {
		return nil
	}
	name, err := r.e.writeSnapshot(ctx, s)
	if err != nil {
		return err
	}
	r.report.Files++
	r.list[name] = 1
	s.Snapshot, s.Stale = name, false
	return nil
}

// wanted tells whether somebody lacks a segment that is nowhere any more, and that
// this copy has by a whole book.
func (r *round) wanted() bool {
	s := r.s
	for replica, p := range s.Peers {
		for _, applied := range r.standing(replica) {
			if n := applied + 1; n <= p.Base && n > s.Holds[replica] && s.hole(replica, n, r.now) {
				return true
			}
		}
	}
	return false
}

// keepFor is how long a segment stays, even when all have read it.
const keepFor = 90 * 24 * time.Hour

// compact removes segments of this copy that a whole book holds, that every
// device has confirmed and that are old; and older manifests and whole books of
// this copy.
func (r *round) compact(ctx context.Context) error {
	s := r.s
	upTo := s.Holds[s.Replica]
	for _, p := range s.Peers {
		if !p.Retired && p.Manifest > 0 {
			upTo = min(upTo, p.Acks[s.Replica])
		}
	}
	old := s.EraseUpTo
	for _, d := range s.Sealed {
		if r.now.Sub(d.Day) > keepFor {
			old = max(old, d.Seq)
		}
	}
	upTo = min(upTo, old)
	if _, there := r.list[s.Snapshot]; there && upTo >= s.Floor && s.Floor > 0 {
		for _, n := range r.segs[s.Replica] {
			if n.n <= upTo {
				if err := r.remove(ctx, segmentName(n.replica, n.n, n.hash)); err != nil {
					return err
				}
			}
		}
		s.Floor = upTo + 1
		s.Sealed = slices.DeleteFunc(s.Sealed, func(d sealed) bool { return d.Seq <= upTo })
	}
	for name := range maps.Clone(r.list) {
		n := parseName(name)
		if n.replica == s.Replica && (n.kind == snapshotFile && name != s.Snapshot && r.list[s.Snapshot] > 0 ||
			n.kind == manifestFile && n.n+1 < s.Manifest) {
			if err := r.remove(ctx, name); err != nil {
				return err
			}
		}
	}
	_, err := r.e.o.Store.Share(ctx, func(tx Tx) error {
		if s.Floor > 1 {
			if err := tx.Drop(ctx, s.Replica, 0, s.Floor-1); err != nil {
				return err
			}
		}
		for replica, p := range s.Peers {
			if p.Floor > 1 && p.Applied >= p.Floor-1 && p.Base < p.Floor-1 {
				p.Base = p.Floor - 1
				if err := tx.Drop(ctx, replica, 0, p.Floor-1); err != nil {
					return err
				}
			}
		}
		return s.save(ctx, tx)
	})
	return err
}

func (r *round) remove(ctx context.Context, name string) error {
	delete(r.list, name)
	return r.e.o.Place.Remove(ctx, r.s.Workspace+"/"+name)
}

// speak writes what this copy says of itself, when it is news.
func (r *round) speak(ctx context.Context) error {
	s := r.s
	m := manifest{
		Workspace: s.Workspace, Replica: s.Replica, Label: s.Label, Program: r.e.o.Program, Form: form, Seq: s.Seq, Floor: s.Floor,
		Acks: s.applied(), Wants: r.wants,
	}
	delete(m.Acks, s.Replica)
	slices.Sort(m.Wants)
	for _, replica := range slices.Sorted(maps.Keys(s.Peers)) {
		if s.Peers[replica].Retired {
			m.Retired = append(m.Retired, replica)
		}
	}
	what, err := m.encode()
	if err != nil {
		return err
	}
	said := hashOf(what)
	_, there := r.list[manifestName(s.Replica, s.Manifest)]
	if said == s.Said && there {
		return nil
	}
	m.At = r.now
	if what, err = m.encode(); err != nil {
		return err
	}
	data, err := r.e.seal.seal(what)
	if err != nil {
		return err
	}
	// The number is kept before the file is written: none is written twice.
	s.Manifest++
	s.Said = ""
	if _, err := r.e.o.Store.Share(ctx, func(tx Tx) error { return s.save(ctx, tx) }); err != nil {
		return err
	}
	if err := r.put(ctx, manifestName(s.Replica, s.Manifest), data); err != nil {
		return err
	}
	s.Said = said
	return nil
}
