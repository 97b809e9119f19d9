package sync

import (
	"encoding/binary"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"dragoman/data/oplog"
)

// segment is what a file of changes holds.
type segment struct {
	workspace, replica string
	seq                uint64
	at                 time.Time // by the clock of who wrote it
	seen               map[string]oplog.Time
	rows               []oplog.Row
}

// encode writes a segment. Names of copies are eight bytes.
func (g segment) encode() []byte {
	b := appendName(appendName(nil, g.workspace), g.replica)
	b = binary.AppendUvarint(b, g.seq)
	b = binary.AppendUvarint(b, uint64(max(0, g.at.UnixMilli())))
	b = binary.AppendUvarint(b, uint64(len(g.seen)))
	for _, r := range slices.Sorted(maps.Keys(g.seen)) {
		b = binary.AppendUvarint(appendName(b, r), uint64(g.seen[r]))
	}
	return append(b, oplog.Encode(g.rows)...)
}

func appendName(b []byte, name string) []byte {
	var eight [8]byte
	if n, err := hex.Decode(eight[:], []byte(name)); err != nil || n != 8 {
		return append(b, make([]byte, 8)...) // no name of ours; nobody has it
	}
	return append(b, eight[:]...)
}

// decodeSegment reads what encode wrote.
func decodeSegment(b []byte) (g segment, err error) {
	bad := false
	name := func() string {
		if len(b) < 8 {
			bad = true
			return ""
		}
		s := hex.EncodeToString(b[:8])
		b = b[8:]
		return s
	}
	number := func() uint64 {
		v, n := binary.Uvarint(b)
		if n <= 0 {
			bad, b = true, nil
			return 0
		}
		b = b[n:]
		return v
	}
	g.workspace, g.replica = name(), name()
	g.seq, g.at = number(), time.UnixMilli(int64(number()))
	g.seen = map[string]oplog.Time{}
	for n := number(); n > 0 && !bad; n-- {
		r := name()
		g.seen[r] = oplog.Time(number())
	}
	if bad {
		return g, errDamaged
	}
	if g.rows, err = oplog.Decode(b); err != nil {
		return g, errDamaged
	}
	return g, nil
}

// latest is the last instant that a copy stamped in the rows.
func latest(rows []oplog.Row) (t oplog.Time) {
	for _, r := range rows {
		for _, c := range r.Cells {
			if c.Time < oplog.Limit {
				t = max(t, c.Time)
			}
		}
	}
	return t
}
