package sync

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"time"

	"dragoman/data/oplog"
)

// state is what the engine keeps in the book.
type state struct {
	Workspace string `json:"workspace"`
	Replica   string `json:"replica"`
	Label     string `json:"label"`
	// Former are the names that this copy had before.
	Former []string `json:"former,omitempty"`
	// Seq is the last segment of this copy, Floor the first that is kept.
	Seq   uint64 `json:"seq"`
	Floor uint64 `json:"floor,omitempty"`
	// Told is what the segments of this copy have said that it has seen.
	Told  map[string]oplog.Time `json:"told,omitempty"`
	Peers map[string]*peer      `json:"peers"`
	// Manifest is the last of this copy, Said what it said.
	Manifest uint64 `json:"manifest"`
	Said     string `json:"said,omitempty"`
	// Snapshot is the last of this copy, and what it holds.
	Snapshot  string            `json:"snapshot,omitempty"`
	Holds     map[string]uint64 `json:"holds,omitempty"`
	EraseUpTo uint64            `json:"erase_up_to,omitempty"` // segments that may hold what was erased
	Stale     bool              `json:"stale,omitempty"`       // the whole book may hold it too
	Sealed    []sealed          `json:"sealed,omitempty"`
	KeyName   string            `json:"key"`
	// Joining is how far the whole book came with which this copy began; nil when
	// all of it is here. Partly is the segment of which only some came.
	Joining *joining `json:"joining,omitempty"`
	Partly  *partly  `json:"partly,omitempty"`

	LastRound time.Time            `json:"last_round,omitzero"`
	Paused    *Pause               `json:"paused,omitempty"`
	Missed    map[string]time.Time `json:"missed,omitempty"` // files that did not come, and since when
	Holes     map[string]time.Time `json:"holes,omitempty"`  // segments that are not in the place and that somebody lacks, and since when
	SetAside  int                  `json:"set_aside,omitempty"`
	Foreign   []string             `json:"foreign,omitempty"`
	Unsent    int                  `json:"unsent,omitempty"`

	// given is the name under which the book records. It is another than Replica
	// when the book was put back from a backup.
	given string
}

// sealed says up to which segment was written on a day.
type sealed struct {
	Day time.Time `json:"day"`
	Seq uint64    `json:"seq"`
}

// joining says up to where a whole book was taken.
type joining struct {
	Name  string `json:"name"` // of the whole book
	Own   bool   `json:"own"`  // what this copy held before is in segments
	Chunk int    `json:"chunk"`
	Rows  int    `json:"rows"` // of the chunk
}

// partly says up to where a segment was taken.
type partly struct {
	Name string `json:"name"`
	Rows int    `json:"rows"`
}

// peer is what is known of another copy.
type peer struct {
	Label   string    `json:"label,omitempty"`
	Program string    `json:"program,omitempty"`
	Form    int       `json:"form,omitempty"`
	Met     time.Time `json:"met,omitzero"`
	Retired bool      `json:"retired,omitempty"`
	// Base is up to where its changes came by a snapshot, Applied up to where
	// they are in the book; Extra are files beside that line, which a clone
	// wrote.
	Base    uint64   `json:"base,omitempty"`
	Applied uint64   `json:"applied"`
	Extra   []string `json:"extra,omitempty"`
	// Seen is the last instant that came from it, Theirs what it had seen.
	Seen     oplog.Time            `json:"seen,omitempty"`
	Theirs   map[string]oplog.Time `json:"theirs,omitempty"`
	Manifest uint64                `json:"manifest,omitempty"`
	Seq      uint64                `json:"seq,omitempty"`   // as its manifest says
	Floor    uint64                `json:"floor,omitempty"` // likewise
	Acks     map[string]uint64     `json:"acks,omitempty"`
	Wants    []string              `json:"wants,omitempty"`
	Ahead    time.Duration         `json:"ahead,omitempty"`
	Waiting  int                   `json:"waiting,omitempty"`
}

// peer returns what is known of a copy, nothing at first.
func (s *state) peer(replica string) *peer {
	p := s.Peers[replica]
	if p == nil {
		p = &peer{}
		s.Peers[replica] = p
	}
	return p
}

// view is what the merge has to know of the copies.
func (s *state) view() oplog.View {
	v := oplog.View{Mine: map[string]bool{s.Replica: true}, Had: map[string]oplog.Time{}, Labels: map[string]string{s.Replica: s.Label}}
	for _, r := range s.Former {
		v.Mine[r] = true
		v.Labels[r] = s.Label
	}
	for r, p := range s.Peers {
		v.Had[r] = p.Seen
		if p.Label != "" {
			v.Labels[r] = p.Label
		}
	}
	return v
}

// seen is what this copy has of the others now.
func (s *state) seen() map[string]oplog.Time {
	out := map[string]oplog.Time{}
	for r, p := range s.Peers {
		if p.Seen > 0 {
			out[r] = p.Seen
		}
	}
	return out
}

// applied is up to which segment of each copy the book holds all.
func (s *state) applied() map[string]uint64 {
	out := map[string]uint64{s.Replica: s.Seq}
	for r, p := range s.Peers {
		if p.Applied > 0 {
			out[r] = p.Applied
		}
	}
	return out
}

// status words the state for those who show it.
func (s *state) status(parked, conflicts, untaken int) Status {
	st := Status{
		Workspace: s.Workspace, Self: Device{ID: Replica(s.Replica), Label: s.Label}, LastRound: s.LastRound, Paused: s.Paused,
		Outgoing: s.Unsent + untaken, SetAside: s.SetAside, Parked: parked, Foreign: s.Foreign, Conflicts: conflicts,
	}
	for _, since := range s.Missed {
		if s.LastRound.Sub(since) > stuckAfter {
			st.Stuck++
		}
	}
	for r, p := range s.Peers {
		if slices.Contains(s.Former, r) && p.Manifest == 0 {
			continue
		}
		st.Incoming += p.Waiting
		if slices.Contains(s.Former, r) && p.Label == s.Label {
			continue // this very computer, before it was restored
		}
		d := Device{
			ID: Replica(r), Label: p.Label, Program: p.Program, Met: p.Met, Waiting: p.Waiting, Ahead: p.Ahead,
			Newer: p.Form > form, Retired: p.Retired,
		}
		if have := p.Acks[s.Replica]; have < s.Seq {
			d.Behind = int(s.Seq - have)
		}
		st.Devices = append(st.Devices, d)
	}
	slices.SortFunc(st.Devices, func(a, b Device) int {
		if a.Label != b.Label {
			if a.Label < b.Label {
				return -1
			}
			return 1
		}
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return st
}

// hole tells whether a segment of a copy has been away for so long that it will
// not come any more: whoever has it by a whole book writes one for the others.
func (s *state) hole(replica string, n uint64, now time.Time) bool {
	since, ok := s.Holes[holeName(replica, n)]
	return ok && now.Sub(since) > stuckAfter
}

func holeName(replica string, n uint64) string { return replica + "/" + strconv.FormatUint(n, 10) }

// stuckAfter is how long a file may take to come before it is spoken of.
const stuckAfter = 24 * time.Hour

func newName() string {
	var b [8]byte
	_, _ = rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func load(ctx context.Context, tx Tx) (*state, error) {
	workspace, replica, data, err := tx.Self(ctx)
	if err != nil {
		return nil, err
	}
	if workspace == "" {
		return nil, Fault("sync.open", NotShared, nil)
	}
	s := &state{}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, err
	}
	if s.Peers == nil {
		s.Peers = map[string]*peer{}
	}
	s.given = replica
	return s, nil
}

func (s *state) save(ctx context.Context, tx Tx) error {
	data, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return tx.SetSelf(ctx, s.Workspace, s.Replica, data)
}

// news are the entries of a that b has not.
func news(a, b map[string]oplog.Time) map[string]oplog.Time {
	out := maps.Clone(a)
	maps.DeleteFunc(out, func(r string, t oplog.Time) bool { return b[r] >= t })
	return out
}
