package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
)

// The room in the pages of a database that holds nothing; how they are put
// together is told in https://www.sqlite.org/fileformat2.html.

// kinds of pages of tables and indexes, as their first byte says.
const (
	innerIndex = 2
	innerTable = 5
	leafIndex  = 10
	leafTable  = 13
)

// fileHead is how many bytes of the file's own head the first page begins with.
const fileHead = 100

// mostPages is from how many pages on the first byte of a page no longer tells
// what it is. With pages of 4 KB that is 128 GB.
const mostPages = 1 << 25

// isTree tells whether a page is one of a table or an index. Those that are not
// hold the rest of large values, or are free, and begin with the number of another
// page.
func isTree(page []byte, n int64) bool {
	if n == 1 {
		page = page[fileHead:]
	}
	switch page[0] {
	case innerIndex, innerTable, leafIndex, leafTable:
		return true
	}
	return false
}

// rest is what of a value is in pages of its own.
type rest struct {
	page int64 // the first
	size int
}

// room is what is found of a page.
type room struct {
	used  []bool
	from  int    // where the gap begins between the list of the cells and the cells
	dirty int    // bytes in the gap, or between the cells, that are not zero
	rests []rest // of its cells
}

// look finds the room in a page of a table or an index. It is false when the page
// is not put together as it should be, down to the last byte.
func (r *room) look(page []byte, n int64) bool {
	head, first := page, 0
	if n == 1 {
		head, first = page[fileHead:], fileHead
	}
	kind, list := head[0], first+8
	if kind == innerIndex || kind == innerTable {
		list += 4
	}
	cells, start := int(binary.BigEndian.Uint16(head[3:])), int(binary.BigEndian.Uint16(head[5:]))
	if start == 0 {
		start = 1 << 16
	}
	r.from, r.dirty, r.rests = list+2*cells, 0, r.rests[:0]
	if r.from > start || start > len(page) {
		return false
	}
	if len(r.used) != len(page) {
		r.used = make([]bool, len(page))
	}
	clear(r.used)
	live := 0
	for i := range cells {
		at := int(binary.BigEndian.Uint16(page[list+2*i:]))
		n, more := cell(page, at, kind)
		if at < start || !r.take(at, n) {
			return false
		}
		if live += n; more.size > 0 {
			r.rests = append(r.rests, more)
		}
	}
	free := int(head[7]) // in pieces that are too small to be listed
	for at, last := int(binary.BigEndian.Uint16(head[1:])), 0; at != 0; {
		if at <= last || at < start || !r.take(at, 4) {
			return false
		}
		free += int(binary.BigEndian.Uint16(page[at+2:]))
		last, at = at, int(binary.BigEndian.Uint16(page[at:]))
	}
	if len(page)-start != live+free {
		return false
	}
	for i := r.from; i < len(page); i++ {
		if page[i] != 0 && !r.used[i] {
			r.dirty++
		}
	}
	return true
}

// take marks bytes as used; none may be so twice.
func (r *room) take(at, n int) bool {
	if n < 4 || at+n > len(r.used) {
		return false
	}
	for i := at; i < at+n; i++ {
		if r.used[i] {
			return false
		}
		r.used[i] = true
	}
	return true
}

// empty fills the room that look found with zeros.
func (r *room) empty(page []byte) {
	for i := r.from; i < len(page); i++ {
		if !r.used[i] {
			page[i] = 0
		}
	}
}

// cell returns how many bytes a cell takes in its page, 0 when it is none, and
// what of it is elsewhere.
func cell(page []byte, at int, kind byte) (n int, more rest) {
	if at+4 > len(page) {
		return 0, more
	}
	if kind == innerIndex || kind == innerTable {
		n = 4 // the page below
	}
	payload, k := varint(page[at+n:])
	n += k
	if k == 0 || kind == innerTable {
		return n, more // there it is the key, and all
	}
	// How much of the payload stays in the page.
	most := (len(page)-12)*64/255 - 23
	if kind == leafTable {
		_, k = varint(page[at+n:]) // the key
		n, most = n+k, len(page)-35
	}
	least := (len(page)-12)*32/255 - 23
	here := int(min(payload, 1<<32))
	if here > most {
		if here = least + (here-least)%(len(page)-4); here > most {
			here = least
		}
		if at+n+here+4 > len(page) {
			return 0, more
		}
		more = rest{int64(binary.BigEndian.Uint32(page[at+n+here:])), int(payload) - here}
		here += 4
	}
	return max(n+here, 4), more
}

// varint reads a number of up to nine bytes, and how many they are; 0 when it is
// cut off.
func varint(b []byte) (v uint64, n int) {
	for n < 8 && n < len(b) {
		c := b[n]
		n++
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, n
		}
	}
	if len(b) < 9 {
		return 0, 0
	}
	return v<<8 | uint64(b[8]), 9
}

// spill is a page that holds the rest of a large value.
type spill struct {
	next int64
	last int // its last byte that is not zero
}

// dirtyPages lists the pages of tables and indexes whose room holds something. It
// looks at one state of the book and holds nobody up. Sound is false when there is
// something else than zeros where it cannot be emptied by the page: in a page that
// is free, behind the end of a large value, or in a page that is not put together
// as it should be.
func (f *File) dirtyPages(ctx context.Context) (dirty []int64, sound bool, err error) {
	db, err := sql.Open("sqlite", dsn(f.path, reading)) // so that nobody waits for a connection
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, rolledBack(tx.Rollback())) }()
	free, err := freePages(ctx, tx)
	if err != nil {
		return nil, false, err
	}
	rows, err := tx.QueryContext(ctx, "SELECT pgno, data FROM sqlite_dbpage")
	if err != nil {
		return nil, false, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var r room
	var rests []rest
	parts, size := map[int64]spill{}, 0
	for rows.Next() {
		var n int64
		var page sql.RawBytes
		if err := rows.Scan(&n, &page); err != nil {
			return nil, false, err
		}
		switch size = len(page); {
		case free[n]:
			if lastByte(page) >= 0 {
				return nil, false, nil
			}
		case isTree(page, n):
			if n >= mostPages || !r.look(page, n) {
				return nil, false, nil
			}
			if rests = append(rests, r.rests...); r.dirty > 0 {
				dirty = append(dirty, n)
			}
		default:
			parts[n] = spill{int64(binary.BigEndian.Uint32(page)), lastByte(page)}
		}
	}
	return dirty, endsWell(rests, parts, size), rows.Err()
}

// lastByte is where the last byte of a page is that is not zero, -1 when there is
// none.
func lastByte(page []byte) int {
	for i := len(page) - 1; i >= 0; i-- {
		if page[i] != 0 {
			return i
		}
	}
	return -1
}

// freePages reads which pages are free. Those that list the others are not among
// them: they were zeroed like all that are free, and hold numbers of pages since.
func freePages(ctx context.Context, tx *sql.Tx) (free map[int64]bool, err error) {
	page := func(n int64) (data []byte, err error) {
		err = tx.QueryRowContext(ctx, "SELECT data FROM sqlite_dbpage WHERE pgno = ?", n).Scan(&data)
		return data, err
	}
	head, err := page(1)
	if err != nil {
		return nil, err
	}
	free = map[int64]bool{}
	for n := int64(binary.BigEndian.Uint32(head[32:])); n != 0; {
		list, err := page(n)
		if err != nil {
			return nil, err
		}
		for i := range min(int(binary.BigEndian.Uint32(list[4:])), len(list)/4-2) {
			free[int64(binary.BigEndian.Uint32(list[8+4*i:]))] = true
		}
		n = int64(binary.BigEndian.Uint32(list))
	}
	return free, nil
}

// endsWell tells whether there is nothing behind the ends of large values.
func endsWell(rests []rest, parts map[int64]spill, size int) bool {
	for _, r := range rests {
		for n, left := r.page, r.size; left > 0; {
			p, ok := parts[n]
			if !ok {
				return false
			}
			if left <= size-4 && p.last >= 4+left {
				return false
			}
			n, left = p.next, left-(size-4)
		}
	}
	return true
}
