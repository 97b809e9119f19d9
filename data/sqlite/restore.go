package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"

	"dragoman/data/book"
)

// Inspect looks through a copy of a book that nobody writes to: its header, its
// integrity, its references, and what it holds. A copy in which anything is
// wrong is Corrupt; what Open refuses is refused here in the same way. The
// file is not changed. The live book must not be inspected: ask its File.
func Inspect(ctx context.Context, path string) (book.Summary, error) { return inspect(ctx, path, true) }

// Holds counts what is in a copy that Backup has just made, and so checked.
func Holds(ctx context.Context, path string) (book.Summary, error) { return inspect(ctx, path, false) }

func inspect(ctx context.Context, path string, whole bool) (sum book.Summary, err error) {
	const op = "book.inspect"
	if _, _, err := look(ctx, path); err != nil {
		return sum, fault(op, err)
	}
	db, err := sql.Open("sqlite", dsn(path, frozen))
	if err != nil {
		return sum, fault(op, err)
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, fault(op, db.Close())) }()
	s, end, err := begin(ctx, db, nil)
	if err != nil {
		return sum, fault(op, err)
	}
	defer end()
	if whole {
		faults, err := pragmaFaults(ctx, s.tx, "integrity_check")
		if err == nil && len(faults) == 0 {
			faults, err = foreignKeyFaults(ctx, s.tx)
		}
		if err != nil {
			return sum, fault(op, err)
		}
		if len(faults) > 0 {
			return sum, &book.Error{Op: op, Code: book.Corrupt, Detail: "copy", Err: errors.New(faults[0].Detail)}
		}
	}
	sum, err = summary(ctx, s)
	return sum, fault(op, err)
}

// Summary tells what the book holds now.
func (f *File) Summary(ctx context.Context) (book.Summary, error) {
	return ask(ctx, f.reader, "book.summary", func(s *session) (book.Summary, error) { return summary(ctx, s) })
}

// Reindex makes the indexes of a copy anew from its rows. A copy whose indexes
// disagree with its rows, and nothing else, is whole after that.
func Reindex(ctx context.Context, path string) (err error) {
	const op = "book.reindex"
	db, err := sql.Open("sqlite", dsn(path, copying))
	if err != nil {
		return fault(op, err)
	}
	defer func() { err = errors.Join(err, fault(op, db.Close())) }()
	_, err = db.ExecContext(ctx, "REINDEX")
	return fault(op, err)
}

// summary counts what is not in the trash, and finds the newest change of each.
// It reads only what every form of the book has had since the first.
func summary(ctx context.Context, s *session) (book.Summary, error) {
	var sum book.Summary
	var first, last sql.NullString
	err := errors.Join(
		s.row(ctx, "PRAGMA user_version", nil, &sum.Form),
		s.row(ctx, "SELECT (SELECT id FROM operation ORDER BY n LIMIT 1), (SELECT id FROM operation ORDER BY n DESC LIMIT 1)", nil, &first, &last),
	)
	sum.Mark, sum.Last = book.ID(first.String), book.ID(last.String)
	for _, x := range []struct {
		table, at string
		to        *book.Tally
	}{
		{"customer", "updated_at", &sum.Customers},
		{"followup", "updated_at", &sum.FollowUps},
		{"note", "updated_at", &sum.Notes},
		{"interaction", "created_at", &sum.Interactions},
	} {
		var newest sql.NullString
		err = errors.Join(err, s.row(ctx, "SELECT count(*), max("+x.at+") FROM "+x.table+" WHERE trashed_at IS NULL", nil, &x.to.Count, &newest))
		if newest.Valid {
			x.to.Newest = instantOf(newest.String)
		}
	}
	return sum, err
}

// Prepare makes a copy that is about to take a book's place ready for it: it is
// brought to the newest form and its search index is made from the rows. The
// copy is nobody's book yet, so no copy of it is kept. What a restored book
// must have anew, such as the name by which it meets other devices, is given
// to it here, before anybody can open it.
func Prepare(ctx context.Context, path string, progress func(done, total int)) (err error) {
	const op = "book.prepare"
	version, _, err := look(ctx, path)
	if err != nil {
		return fault(op, err)
	}
	if version < newest() {
		db, err := sql.Open("sqlite", dsn(path, migrating))
		if err != nil {
			return fault(op, err)
		}
		db.SetMaxOpenConns(1)
		if err := errors.Join(migrate(ctx, db, steps, version), db.Close()); err != nil {
			return fault(op, err)
		}
	}
	f, err := Open(ctx, path, Options{preparing: true})
	if err != nil {
		return err
	}
	if err := errors.Join(f.renameCopy(ctx), f.RebuildIndex(ctx, progress), f.Close()); err != nil {
		return err
	}
	return fault(op, syncFile(path))
}

// Replace puts a prepared copy in the place of a book that is closed, and keeps
// the book that was there under the name aside. Whoever opens path meanwhile
// finds the one or the other, whole. Without a book at path, aside is not made.
// It is Locked when another program works on the book.
func Replace(ctx context.Context, prepared, path, aside string) (err error) {
	const op = "book.replace"
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fault(op, os.Rename(prepared, path))
	}
	held := &File{path: path}
	if err := held.Hold(); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, held.Close()) }()
	// Who closes a book last brings its log home and takes it away. A log that
	// is still there belongs to somebody who works on the book, or to a
	// program that was killed: opening and closing tells which.
	f, err := Open(ctx, path, Options{})
	if err == nil {
		err = f.Close()
	} else if c := book.CodeOf(err); c == book.Corrupt || c == book.NotABook || c == book.NewerVersion {
		err = nil // it is kept aside as it is
	}
	if err != nil {
		return err
	}
	if i, err := os.Stat(path + "-wal"); err == nil && i.Size() > 0 {
		return &book.Error{Op: op, Code: book.Locked, Detail: "open_elsewhere"}
	}
	if err := os.Link(path, aside); err != nil {
		// The disk knows no second names, so there is a moment without a book.
		if err := os.Rename(path, aside); err != nil {
			return fault(op, err)
		}
	}
	if err := os.Rename(prepared, path); err != nil {
		if _, gone := os.Stat(path); errors.Is(gone, fs.ErrNotExist) {
			return fault(op, errors.Join(err, os.Rename(aside, path)))
		}
		return fault(op, errors.Join(err, os.Remove(aside)))
	}
	return nil
}
