package oplog

import (
	"encoding/binary"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"time"
)

// Encode writes rows so that they take little room: names are written once,
// ids as 16 bytes, instants as numbers, and a stamp only where it differs from
// the one before.
func Encode(rows []Row) []byte {
	e := encoder{at: map[string]uint64{}}
	body := make([]byte, 0, 64*len(rows))
	for _, r := range rows {
		body = e.row(body, r)
	}
	out := binary.AppendUvarint(nil, uint64(len(e.words)))
	for _, w := range e.words {
		out = appendText(out, w)
	}
	out = binary.AppendUvarint(out, uint64(len(rows)))
	return append(out, body...)
}

type encoder struct {
	words []string
	at    map[string]uint64
	last  Stamp
}

func (e *encoder) word(s string) uint64 {
	n, ok := e.at[s]
	if !ok {
		n = uint64(len(e.words))
		e.at[s], e.words = n, append(e.words, s)
	}
	return n
}

func (e *encoder) row(b []byte, r Row) []byte {
	b = binary.AppendUvarint(b, e.word(r.Table))
	b = appendValue(b, r.ID)
	b = binary.AppendUvarint(b, uint64(len(r.Cells)))
	columns := make([]string, 0, len(r.Cells))
	for c := range r.Cells {
		columns = append(columns, c)
	}
	slices.Sort(columns)
	for _, c := range columns {
		cell := r.Cells[c]
		same := uint64(1)
		if cell.Stamp == e.last {
			same = 0
		}
		b = binary.AppendUvarint(b, e.word(c)<<1|same)
		if same == 1 {
			b = binary.AppendVarint(b, int64(cell.Time-e.last.Time))
			b = binary.AppendUvarint(b, e.word(cell.By))
			e.last = cell.Stamp
		}
		b = appendValue(b, cell.Value)
	}
	return b
}

// The kinds of values as they are written.
const (
	kindNil byte = iota
	kindNumber
	kindText
	kindID
	kindInstant
)

// instantLayout is how the book writes instants.
const instantLayout = "2006-01-02T15:04:05.000Z"

func appendText(b []byte, s string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

func appendValue(b []byte, v any) []byte {
	switch v := v.(type) {
	case int64:
		return binary.AppendVarint(append(b, kindNumber), v)
	case string:
		if id, ok := idBytes(v); ok {
			return append(append(b, kindID), id[:]...)
		}
		if len(v) == len(instantLayout) && v[len(v)-1] == 'Z' {
			if t, err := time.Parse(instantLayout, v); err == nil && t.Format(instantLayout) == v {
				return binary.AppendVarint(append(b, kindInstant), t.UnixMilli())
			}
		}
		return appendText(append(b, kindText), v)
	}
	return append(b, kindNil)
}

// idBytes packs a UUID in its usual spelling.
func idBytes(s string) (id [16]byte, ok bool) {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' || strings.ToLower(s) != s {
		return id, false
	}
	text := s[:8] + s[9:13] + s[14:18] + s[19:23] + s[24:]
	n, err := hex.Decode(id[:], []byte(text))
	return id, err == nil && n == 16
}

func idText(id []byte) string {
	var b [36]byte
	hex.Encode(b[:], id[:4])
	b[8] = '-'
	hex.Encode(b[9:], id[4:6])
	b[13] = '-'
	hex.Encode(b[14:], id[6:8])
	b[18] = '-'
	hex.Encode(b[19:], id[8:10])
	b[23] = '-'
	hex.Encode(b[24:], id[10:16])
	return string(b[:])
}

// errCode says that bytes are not what Encode wrote.
var errCode = errors.New("oplog: the bytes are no rows")

// Decode reads what Encode wrote. Bytes that it did not write are an error and
// never a panic.
func Decode(b []byte) (rows []Row, err error) {
	d := decoder{b: b}
	defer func() {
		if d.bad {
			rows, err = nil, errCode
		}
	}()
	for range d.count() {
		d.words = append(d.words, d.text())
	}
	n := d.count()
	rows = make([]Row, 0, n)
	for range n {
		r := Row{Table: d.word(d.uvarint())}
		r.ID, _ = d.value().(string)
		cells := d.count()
		r.Cells = make(map[string]Cell, cells)
		for range cells {
			at := d.uvarint()
			if at&1 == 1 {
				d.last.Time += Time(d.varint())
				d.last.By = d.word(d.uvarint())
			}
			r.Cells[d.word(at>>1)] = Cell{Value: d.value(), Stamp: d.last}
		}
		if d.bad {
			return nil, errCode
		}
		rows = append(rows, r)
	}
	if len(d.b) != 0 {
		d.bad = true
	}
	return rows, nil
}

type decoder struct {
	b     []byte
	words []string
	last  Stamp
	bad   bool
}

func (d *decoder) uvarint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) varint() int64 {
	v, n := binary.Varint(d.b)
	if n <= 0 {
		d.bad, d.b = true, nil
		return 0
	}
	d.b = d.b[n:]
	return v
}

// count reads how many things follow; each takes a byte at least.
func (d *decoder) count() int {
	n := d.uvarint()
	if n > uint64(len(d.b)) {
		d.bad, d.b = true, nil
		return 0
	}
	return int(n)
}

func (d *decoder) take(n int) []byte {
	if n > len(d.b) {
		d.bad, d.b = true, nil
		return nil
	}
	p := d.b[:n]
	d.b = d.b[n:]
	return p
}

func (d *decoder) text() string { return string(d.take(d.count())) }

func (d *decoder) word(n uint64) string {
	if n >= uint64(len(d.words)) {
		d.bad, d.b = true, nil
		return ""
	}
	return d.words[n]
}

func (d *decoder) value() any {
	kind := d.take(1)
	if len(kind) == 0 {
		return nil
	}
	switch kind[0] {
	case kindNil:
		return nil
	case kindNumber:
		return d.varint()
	case kindText:
		return d.text()
	case kindID:
		if id := d.take(16); id != nil {
			return idText(id)
		}
	case kindInstant:
		return time.UnixMilli(d.varint()).UTC().Format(instantLayout)
	default:
		d.bad, d.b = true, nil
	}
	return nil
}
