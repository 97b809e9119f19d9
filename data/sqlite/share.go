package sqlite

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// Sharing is a transaction of a book that several devices share. Its methods
// are those that the engine of package sync asks for.
type Sharing struct {
	f       *File
	s       *session
	w       *writer // nil when the book is only looked at
	changes []book.Change
	erased  bool // something was
}

// Share runs do in one transaction and returns what changed in the book.
func (f *File) Share(ctx context.Context, do func(*Sharing) error) ([]book.Change, error) {
	var x *Sharing
	wide := false
	_, err := f.transactSilently(ctx, "store.share", func(w *writer) error {
		w.op.Kind = book.OpSync
		w.quiet = true
		w.s.learnt = &f.shared
		x = &Sharing{f: f, s: w.s, w: w}
		err := do(x)
		wide = f.wide && oplog.IsRepeatable(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	f.learn(context.WithoutCancel(ctx), x.s)
	f.bringHome(context.WithoutCancel(ctx), x.w.op.Rows, wide)
	if x.erased {
		err = f.dropFiles(context.WithoutCancel(ctx), x.w.loose)
		f.seal(ctx)
	}
	if len(x.changes) > announced {
		x.changes = []book.Change{{Entity: book.EntityAll}}
	}
	return x.changes, fault("store.share", err)
}

// Wanted is when somebody last had to wait for the turn to write: now, if somebody
// does.
func (x *Sharing) Wanted() time.Time {
	if x.f.waiting.Load() > 0 {
		return time.Now()
	}
	at := x.f.waited.Load()
	if at == 0 {
		return time.Time{}
	}
	return time.Unix(0, at)
}

// learn keeps the statements of a transaction prepared for the next one: what
// is taken from other devices comes in many short ones.
func (f *File) learn(ctx context.Context, s *session) {
	if f.turn(ctx) == nil {
		f.shared.learn(ctx, f.write, s)
		<-f.writing
	}
}

// homeAfter is after how many rows that came in short transactions the log is
// brought home.
const homeAfter = 3000

// bringHome moves the log into the file while others may write: what comes in
// short transactions would else make whoever saves next wait for it. Long ones
// that follow each other do it by themselves, and the last is for those after.
func (f *File) bringHome(ctx context.Context, rows int, wide bool) {
	if f.came.Add(int64(rows)) < homeAfter || wide {
		return
	}
	f.came.Store(0)
	var busy, frames, home int
	if err := f.read.QueryRowContext(ctx, "PRAGMA wal_checkpoint(PASSIVE)").Scan(&busy, &frames, &home); err != nil {
		f.o.Log.Warn("bring the log home", "code", resultText(err))
	}
}

// LookShared runs do on one state of the book, which it cannot change and does
// not hold up.
func (f *File) LookShared(ctx context.Context, do func(*Sharing) error) error {
	_, err := ask(ctx, f.reader, "store.share", func(s *session) (struct{}, error) {
		return struct{}{}, do(&Sharing{f: f, s: s})
	})
	return err
}

// renameCopy gives a shared book that is put back another name among its copies:
// what the old one wrote after the backup is not in it.
func (f *File) renameCopy(ctx context.Context) error {
	_, err := f.transactSilently(ctx, "store.share", func(w *writer) error {
		_, err := w.s.exec(ctx, "UPDATE sync_self SET replica = lower(hex(randomblob(8)))")
		return err
	})
	return err
}

// Self returns under which names the book is shared and what the engine keeps;
// all are empty when it is not.
func (x *Sharing) Self(ctx context.Context) (workspace, replica string, state []byte, err error) {
	err = x.s.row(ctx, "SELECT workspace, replica, state FROM sync_self", nil, &workspace, &replica, &state)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return workspace, replica, state, fault("share.self", err)
}

// SetSelf saves them. From the first time on the book records what is changed.
func (x *Sharing) SetSelf(ctx context.Context, workspace, replica string, state []byte) error {
	_, err := x.s.exec(ctx, `INSERT INTO sync_self(one, workspace, replica, clock, state) VALUES (1,?1,?2,?3,?4)
		ON CONFLICT DO UPDATE SET workspace = ?1, replica = ?2, state = ?4`, workspace, replica, int64(oplog.At(x.w.now)), state)
	return fault("share.set", err)
}

// Forget ends the sharing and removes all that belongs to it.
func (x *Sharing) Forget(ctx context.Context) error {
	for _, t := range []string{"sync_self", "sync_name", "sync_row", "sync_wait", "sync_out", "sync_segment", "othervalue"} {
		if _, err := x.s.exec(ctx, "DELETE FROM "+t); err != nil {
			return fault("share.forget", err)
		}
	}
	return nil
}

// Clock moves the book's clock on and returns it.
func (x *Sharing) Clock(ctx context.Context) (oplog.Time, error) {
	var c oplog.Clock
	if err := x.s.row(ctx, "SELECT clock FROM sync_self", nil, &c.Last); err != nil {
		return 0, fault("share.clock", err)
	}
	at := c.Tick(x.w.now)
	return at, fault("share.clock", x.setClock(ctx, c))
}

func (x *Sharing) setClock(ctx context.Context, c oplog.Clock) error {
	_, err := x.s.exec(ctx, "UPDATE sync_self SET clock = max(clock, ?)", int64(c.Last))
	return err
}

// Take returns changes that are in no segment yet, the oldest first, as many as
// make about so many bytes, and removes them.
func (x *Sharing) Take(ctx context.Context, bytes int) ([]oplog.Row, error) {
	const op = "share.take"
	var out []oplog.Row
	last, size := int64(-1), 0
	err := x.s.each(ctx, "SELECT n, rows FROM sync_out ORDER BY n LIMIT 2000", nil, func(scan func(...any) error) error {
		var n int64
		var data []byte
		if err := scan(&n, &data); err != nil {
			return err
		}
		if size > 0 && size+len(data) > bytes {
			return errEnough
		}
		rows, err := oplog.Decode(data)
		out, last, size = append(out, rows...), n, size+len(data)
		return err
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, fault(op, err)
	}
	if last < 0 {
		return nil, nil
	}
	_, err = x.s.exec(ctx, "DELETE FROM sync_out WHERE n <= ?", last)
	return out, fault(op, err)
}

// errEnough ends the reading of rows.
var errEnough = errors.New("enough")

// Untaken counts the transactions whose changes Take has not returned.
func (x *Sharing) Untaken(ctx context.Context) (n int, err error) {
	err = x.s.row(ctx, "SELECT count(*) FROM sync_out", nil, &n)
	return n, fault("share.untaken", err)
}

// Merge takes what others changed into the book.
func (x *Sharing) Merge(ctx context.Context, view oplog.View, batches []oplog.Batch) (oplog.Merged, error) {
	var c oplog.Clock
	for _, b := range batches {
		for _, r := range b.Rows {
			for _, cell := range r.Cells {
				c.See(cell.Time)
			}
		}
	}
	if err := x.setClock(ctx, c); err != nil {
		return oplog.Merged{}, fault("share.merge", err)
	}
	done, changes, erased, err := x.w.merge(ctx, view, batches)
	x.erased = x.erased || erased
	x.changes = append(x.changes, changes...)
	return done, fault("share.merge", err)
}

// Ripe returns the rows that no longer have to wait: what they need came by the
// user's own hand, or with a newer program. They have no cells: Merge looks at
// such rows again.
func (x *Sharing) Ripe(ctx context.Context) ([]oplog.Row, error) {
	names, err := readNaming(ctx, x.s)
	if err != nil {
		return nil, fault("share.ripe", err)
	}
	w := &writer{reader: reader{f: x.f}, s: x.s, named: names}
	rows, err := w.ripe(ctx)
	return rows, fault("share.ripe", err)
}

// Counts returns how many rows only a newer program can show in full, and how
// many values that lost are kept.
func (x *Sharing) Counts(ctx context.Context) (parked, conflicts int, err error) {
	err = x.s.row(ctx, `SELECT (SELECT count(*) FROM (SELECT DISTINCT entity, row FROM sync_wait WHERE on_entity = ?)),
		(SELECT count(*) FROM othervalue)`, []any{unknownNeeds}, &parked, &conflicts)
	return parked, conflicts, fault("share.counts", err)
}

// Keep keeps a segment; one that is kept already stays as it is.
func (x *Sharing) Keep(ctx context.Context, g oplog.Segment) error {
	_, err := x.s.exec(ctx, "INSERT OR IGNORE INTO sync_segment(replica, seq, name, data, sent) VALUES (?,?,?,?,?)",
		g.Replica, int64(g.Seq), g.Name, g.Data, g.Sent)
	return fault("share.keep", err)
}

func (x *Sharing) segments(ctx context.Context, where string, args ...any) ([]oplog.Segment, error) {
	var out []oplog.Segment
	err := x.s.each(ctx, "SELECT replica, seq, name, data, sent FROM sync_segment "+where, args, func(scan func(...any) error) error {
		var g oplog.Segment
		var seq int64
		err := scan(&g.Replica, &seq, &g.Name, &g.Data, &g.Sent)
		g.Seq = uint64(seq)
		out = append(out, g)
		return err
	})
	return out, fault("share.segments", err)
}

// Kept returns a segment, nil when it is not kept.
func (x *Sharing) Kept(ctx context.Context, replica string, seq uint64) (*oplog.Segment, error) {
	list, err := x.segments(ctx, "WHERE replica = ? AND seq = ?", replica, int64(seq))
	if err != nil || len(list) == 0 {
		return nil, err
	}
	return &list[0], nil
}

// Names returns the names of all segments that are kept.
func (x *Sharing) Names(ctx context.Context) (map[string]bool, error) {
	out := map[string]bool{}
	err := x.s.each(ctx, "SELECT name FROM sync_segment", nil, func(scan func(...any) error) error {
		var name string
		err := scan(&name)
		out[name] = true
		return err
	})
	return out, fault("share.names", err)
}

// Unsent returns segments of a copy that are not in the shared place, the oldest
// first.
func (x *Sharing) Unsent(ctx context.Context, replica string, most int) ([]oplog.Segment, error) {
	return x.segments(ctx, "WHERE replica = ? AND NOT sent ORDER BY seq LIMIT ?", replica, most)
}

// Sent notes that a segment is in the shared place.
func (x *Sharing) Sent(ctx context.Context, replica string, seq uint64) error {
	_, err := x.s.exec(ctx, "UPDATE sync_segment SET sent = 1 WHERE replica = ? AND seq = ?", replica, int64(seq))
	return fault("share.sent", err)
}

// Drop forgets the segments of a copy from one number to another. Where somebody
// was erased they may tell of them: then their bytes go like those of the rows.
func (x *Sharing) Drop(ctx context.Context, replica string, from, upTo uint64) error {
	const op = "share.drop"
	res, err := x.s.exec(ctx, "DELETE FROM sync_segment WHERE replica = ? AND seq BETWEEN ? AND ?", replica, int64(from), int64(upTo))
	if err != nil {
		return fault(op, err)
	}
	n, err := res.RowsAffected()
	if err != nil || n == 0 || x.erased {
		return fault(op, err)
	}
	if err := x.s.row(ctx, "SELECT EXISTS (SELECT 1 FROM erased)", nil, &x.erased); err != nil || !x.erased {
		return fault(op, err)
	}
	return fault(op, x.f.noteUnsealed())
}

// Blobs returns the hashes of pictures and attachments that rows name: those
// that are here and those that are missing.
func (x *Sharing) Blobs(ctx context.Context) (here, missing []string, err error) {
	const op = "share.blobs"
	add := func(text string, do func(hash string)) error {
		return x.s.each(ctx, text, nil, func(scan func(...any) error) error {
			var hash string
			err := scan(&hash)
			do(hash)
			return err
		})
	}
	err = errors.Join(
		add("SELECT DISTINCT picture FROM customer WHERE picture IS NOT NULL", func(h string) { here = append(here, h) }),
		add("SELECT DISTINCT on_row FROM sync_wait WHERE on_entity = (SELECT n FROM sync_name WHERE name = 'picture')",
			func(h string) { missing = append(missing, h) }),
		add("SELECT DISTINCT hash FROM attachment", func(h string) {
			if _, err := x.f.FilePath(h); err == nil {
				here = append(here, h)
			} else {
				missing = append(missing, h)
			}
		}))
	return here, missing, fault(op, err)
}

// Blob returns a picture or attachment by its hash.
func (x *Sharing) Blob(ctx context.Context, hash string) (data []byte, err error) {
	const op = "share.blob"
	if path, err := x.f.FilePath(hash); err == nil {
		data, err := os.ReadFile(path)
		return data, fault(op, err)
	}
	err = x.s.row(ctx, "SELECT data FROM picture WHERE id = ?", []any{hash}, &data)
	return data, fault(op, err)
}

// PutBlob keeps a picture or attachment that a row names; the next Merge shows
// the picture. What is not the content of that name is Corrupt.
func (x *Sharing) PutBlob(ctx context.Context, hash string, data []byte) error {
	const op = "share.put_blob"
	sum := sha256.Sum256(data)
	if hex.EncodeToString(sum[:]) != hash {
		return &book.Error{Op: op, Code: book.Corrupt, Detail: "sync_blob"}
	}
	var attached bool
	if err := x.s.row(ctx, "SELECT EXISTS (SELECT 1 FROM attachment WHERE hash = ?)", []any{hash}, &attached); err != nil {
		return fault(op, err)
	}
	if attached {
		_, _, err := KeepContent(ctx, x.f.FilesDir(), bytes.NewReader(data), int64(len(data)), nil)
		return fault(op, err)
	}
	c := record{Customer: book.Customer{Picture: data}}
	return fault(op, x.w.putPicture(ctx, &c))
}
