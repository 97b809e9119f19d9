package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"dragoman/data/book"
	"dragoman/data/oplog"
)

// writer is a writing transaction: a reader of its own changes, with the verbs
// that make them. It implements book.Tx.
type writer struct {
	reader
	s     *session
	now   time.Time
	stamp string

	op   book.Operation
	opN  int64 // row of the operation, 0 until something changed
	seq  int
	orgs map[book.ID]string // names of organisations, for the search text

	pricing pricing // of orders, when rates change

	shapes map[string]*shape // of tables, when rows of a copy are loaded
	loose  []string          // hashes of contents that may go with what was removed

	quiet bool     // what is written is not told to other devices
	catch *capture // what is told, in a shared book
	named *naming
}

var _ book.Store = (*File)(nil)

// Write implements book.Store. Op needs only a Kind; an empty ID, Actor or At
// are filled. An operation that changed nothing is not recorded and comes back
// without an ID.
func (f *File) Write(ctx context.Context, op book.Operation, do func(book.Tx) error) (book.Operation, error) {
	return f.transact(ctx, op, func(w *writer) error { return do(w) })
}

func (f *File) transact(ctx context.Context, op book.Operation, do func(*writer) error) (book.Operation, error) {
	name := "store.write"
	if f.write == nil {
		return op, &book.Error{Op: name, Code: book.ReadOnly, Detail: "opened_read_only"}
	}
	if err := f.turn(ctx); err != nil {
		return op, fault(name, err)
	}
	defer func() { <-f.writing }()
	if err := f.flush(ctx, true); err != nil {
		return op, fault(name, err)
	}
	// The statements run without the context: watching it costs a goroutine for
	// each of them. The verbs look at it instead.
	tx, err := f.write.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return op, fault(name, err)
	}
	w := f.newWriter(tx, op)
	if !f.wide { // or else it is for others, who go on
		defer f.narrow(ctx)
	}
	if err := w.run(ctx, do); err != nil {
		return op, fault(name, errors.Join(err, rolledBack(tx.Rollback())))
	}
	if w.opN == 0 {
		w.op.ID = ""
		return w.op, fault(name, rolledBack(tx.Rollback()))
	}
	if err := tx.Commit(); err != nil {
		return op, fault(name, err)
	}
	return w.op, nil
}

// turn waits until nobody else in this process writes, or ctx is done.
func (f *File) turn(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case f.writing <- struct{}{}:
		return nil
	default:
	}
	f.waiting.Add(1)
	defer func() {
		f.waited.Store(time.Now().UnixNano())
		f.waiting.Add(-1)
	}()
	select {
	case f.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// flush says whether what is written next has to be on the disk before it counts
// as done.
func (f *File) flush(ctx context.Context, full bool) error {
	if f.soft == !full {
		return nil
	}
	text := "PRAGMA synchronous = NORMAL"
	if full {
		text = "PRAGMA synchronous = FULL"
	}
	_, err := f.write.ExecContext(context.WithoutCancel(ctx), text)
	f.soft = !full && err == nil
	return err
}

// run gives a panic the chance to leave the file unlocked behind it.
func (w *writer) run(ctx context.Context, do func(*writer) error) (err error) {
	done := false
	defer func() {
		if !done {
			err = errors.Join(err, rolledBack(w.s.tx.Rollback()))
		}
	}()
	err = do(w)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = w.endOperation(ctx)
	}
	done = true
	return err
}

// rolledBack drops the complaint that SQLite has rolled back by itself, as it
// does when the disk is full.
func rolledBack(err error) error {
	if errors.Is(err, sql.ErrTxDone) || err != nil && codeOf(err) == book.Internal {
		return nil
	}
	return err
}

func (f *File) newWriter(tx *sql.Tx, op book.Operation) *writer {
	w := &writer{s: &session{tx: tx, db: f.write}, now: f.now(), op: op, orgs: map[book.ID]string{}}
	w.stamp = w.now.Format(stampLayout)
	w.reader = reader{f: f, begin: func(context.Context) (*session, func(), error) { return w.s, func() {}, nil }}
	if w.op.ID == "" {
		w.op.ID = book.NewID()
	}
	if w.op.At.IsZero() {
		w.op.At = w.now
	}
	if w.op.Actor == "" && f.o.Actor != nil {
		w.op.Actor = f.o.Actor()
	}
	return w
}

// verb starts one change: it stops a transaction whose caller has gone and
// returns the context in which statements run.
func verb(ctx context.Context) (context.Context, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return context.WithoutCancel(ctx), nil
}

// PutNote implements book.Tx.
func (w *writer) PutNote(ctx context.Context, n book.Note) error {
	const op = "store.note"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if n.ID == "" || n.CustomerID == "" {
		return invalid(op, "id", "missing")
	}
	before, found, err := w.stored(ctx, noteTable, "", string(n.ID))
	if err != nil {
		return fault(op, err)
	}
	if n.CreatedAt.IsZero() {
		n.CreatedAt = w.now
	}
	row := encode(&n, noteFields)
	if !found {
		at := w.stamp
		if s, ok := stamp(n.UpdatedAt).(string); ok {
			at = s
		}
		if err := w.makeAt(ctx, noteTable, row, at); err != nil {
			return fault(op, err)
		}
		return fault(op, w.record(ctx, noteTable, string(n.ID), string(n.CustomerID), 1, "", nil, nil))
	}
	row[noteTable.at["created_at"]] = before[noteTable.at["created_at"]]
	changed, err := w.update(ctx, noteTable, before, row, string(n.CustomerID))
	if err != nil || !changed {
		return fault(op, err)
	}
	return fault(op, w.afterNote(ctx, n.ID))
}

// afterNote brings what is derived from a note up to date.
func (w *writer) afterNote(ctx context.Context, id book.ID) error {
	if _, err := w.s.exec(ctx, "UPDATE note SET updated_at = ? WHERE id = ?", w.stamp, id); err != nil {
		return err
	}
	return w.indexNote(ctx, id, false)
}

// PutFollowUp implements book.Tx.
func (w *writer) PutFollowUp(ctx context.Context, f book.FollowUp) error {
	const op = "store.followup"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	if f.ID == "" {
		return invalid(op, "id", "missing")
	}
	before, found, err := w.stored(ctx, followUpTable, "", string(f.ID))
	if err != nil {
		return fault(op, err)
	}
	if f.CreatedAt.IsZero() {
		f.CreatedAt = w.now
	}
	row, owner := encode(&f, followUpFields), string(f.CustomerID)
	if !found {
		if f.Version != 0 {
			return notFound(op)
		}
		return fault(op, w.insertFollowUp(ctx, f, row, owner))
	}
	var version int64
	if err := w.s.row(ctx, "SELECT version FROM followup WHERE id = ?", []any{f.ID}, &version); err != nil {
		return fault(op, err)
	}
	if version != f.Version {
		return conflict(op, "stale")
	}
	row[followUpTable.at["created_at"]] = before[followUpTable.at["created_at"]]
	changed, err := w.update(ctx, followUpTable, before, row, owner)
	if err != nil {
		return fault(op, err)
	}
	parts, err := syncPart(ctx, w, checkPart, &f, string(f.ID), owner)
	if err != nil || !changed && !parts {
		return fault(op, err)
	}
	return fault(op, w.afterFollowUp(ctx, f.ID))
}

func (w *writer) insertFollowUp(ctx context.Context, f book.FollowUp, row []any, owner string) error {
	at := w.stamp
	if s, ok := stamp(f.UpdatedAt).(string); ok {
		at = s
	}
	err := w.insert(ctx, followUpTable, row, owner,
		[]string{"version", "updated_at", "due_from"}, []any{1, at, dayText(max(f.Due, f.Snoozed))})
	if err != nil {
		return err
	}
	for _, r := range checkPart.rows(&f) {
		if _, err := w.insertRow(ctx, checkPart.table, r, nil, nil); err != nil {
			return err
		}
	}
	return w.indexFollowUp(ctx, f.ID, true)
}

// afterFollowUp brings what is derived from a follow-up up to date.
func (w *writer) afterFollowUp(ctx context.Context, id book.ID) error {
	_, err := w.s.exec(ctx, `UPDATE followup SET version = version + 1, updated_at = ?,
		due_from = nullif(max(coalesce(due, ''), coalesce(snoozed, '')), '') WHERE id = ?`, w.stamp, id)
	if err != nil {
		return err
	}
	return w.indexFollowUp(ctx, id, false)
}

// PutSettings implements book.Tx.
func (w *writer) PutSettings(ctx context.Context, st book.Settings) error {
	const op = "store.settings"
	ctx, err := verb(ctx)
	if err != nil {
		return fault(op, err)
	}
	for _, f := range settingFields {
		id, value := f.name, f.get(&st)
		before, found, err := w.stored(ctx, settingTable, "", id)
		if err != nil {
			return fault(op, err)
		}
		switch {
		case found:
			_, err = w.update(ctx, settingTable, before, []any{id, value}, "")
		case value != "":
			err = w.insert(ctx, settingTable, []any{id, value}, "", nil, nil)
		}
		if err != nil {
			return fault(op, err)
		}
	}
	return nil
}

// transactSilently runs work that changes nothing but what is derived, and
// commits it without an operation.
func (f *File) transactSilently(ctx context.Context, op string, do func(*writer) error) (book.Operation, error) {
	if f.write == nil {
		return book.Operation{}, &book.Error{Op: op, Code: book.ReadOnly, Detail: "opened_read_only"}
	}
	if err := f.turn(ctx); err != nil {
		return book.Operation{}, fault(op, err)
	}
	defer func() { <-f.writing }()
	if err := f.flush(ctx, !oplog.IsRepeatable(ctx)); err != nil {
		return book.Operation{}, fault(op, err)
	}
	tx, err := f.write.BeginTx(context.WithoutCancel(ctx), nil)
	if err != nil {
		return book.Operation{}, fault(op, err)
	}
	w := f.newWriter(tx, book.Operation{})
	defer f.narrow(ctx)
	if err := w.run(ctx, do); err != nil {
		return book.Operation{}, fault(op, errors.Join(err, rolledBack(tx.Rollback())))
	}
	return w.op, fault(op, tx.Commit())
}
