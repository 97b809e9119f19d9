package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	driver "modernc.org/sqlite"

	"dragoman/data/book"
)

// Backup writes a verified copy of the book to dst, replacing what is there.
// The copy is made beside dst, opened, checked and counted against the book,
// and only then takes its name.
func (f *File) Backup(ctx context.Context, dst string) error {
	f.sealRest(ctx) // a copy is made page by page, with all that is in them
	if err := copyVerified(ctx, f.path, dst); err != nil {
		return fault("book.backup", err)
	}
	return fault("book.backup", copyContents(ctx, f.FilesDir(), dst))
}

// Copy writes the book as it is at one moment to a new file at dst, without its
// search index, which Prepare and Open make anew. Only when check has found
// nothing wrong is the file a copy to rely on; until then others may read it too.
// The file is not flushed to the disk.
func (f *File) Copy(ctx context.Context, dst string) (check func(context.Context) error, err error) {
	const op = "book.copy"
	f.sealRest(ctx)
	held, err := copyPages(ctx, f.path, dst)
	if err == nil {
		err = settle(ctx, dst, true)
	}
	return func(ctx context.Context) error { return fault(op, verifyCopy(ctx, dst, held)) }, fault(op, err)
}

func same(a, b string) bool {
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// checked are the tables whose rows are counted in a copy.
var checked = []string{"customer", "channel", "note", "interaction", "followup", "operation", "change"}

// copyVerified makes a copy beside dst, which takes its name when it is checked.
func copyVerified(ctx context.Context, src, dst string) (err error) {
	dst, err = filepath.Abs(dst)
	if err != nil {
		return err
	}
	if same(dst, src) {
		return invalid("book.backup", "path", "is_the_book")
	}
	tmp := dst + ".tmp-" + string(book.NewID())
	defer func() { err = errors.Join(err, remove(tmp)) }()
	held, err := copyPages(ctx, src, tmp)
	if err == nil {
		err = settle(ctx, tmp, false)
	}
	if err != nil {
		return err
	}
	if err := verifyCopy(ctx, tmp, held); err != nil {
		return err
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	return os.Rename(tmp, dst)
}

// pagesAtOnce is how many pages are copied before it is asked whether to stop.
const pagesAtOnce = 4096

// copier is the part of the driver's connection that copies a database.
type copier interface {
	NewBackup(dst string) (*driver.Backup, error)
}

// copyPages copies a book page by page within one transaction, never byte by
// byte: the file may be written to meanwhile, and reading it past SQLite would
// drop its locks. VACUUM INTO does the same in 2.7 times the time; what it would
// leave out, free pages, is zeroes here (secure_delete). It returns the counts
// of the rows that were there.
func copyPages(ctx context.Context, src, dst string) (held []int64, err error) {
	from, err := sql.Open("sqlite", dsn(src, looking))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	c, err := from.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	if _, err := c.ExecContext(ctx, "BEGIN"); err != nil {
		return nil, err
	}
	defer func() {
		_, end := c.ExecContext(context.WithoutCancel(ctx), "ROLLBACK")
		err = errors.Join(err, end)
	}()
	if held, err = counts(ctx, c); err != nil { // which also begins to read
		return nil, err
	}
	err = c.Raw(func(x any) error {
		b, err := x.(copier).NewBackup(dsn(dst, passing))
		if err != nil {
			return err
		}
		for more := true; more && err == nil; {
			if err = ctx.Err(); err == nil {
				more, err = b.Step(pagesAtOnce)
			}
		}
		return errors.Join(err, b.Finish())
	})
	return held, err
}

// settle makes a copy a file of its own that needs no log beside it. A bare one
// is left without its search index: that is made from the rows when the copy is
// used, and to look through it takes as long as to look through all the rest.
func settle(ctx context.Context, path string, bare bool) (err error) {
	db, err := sql.Open("sqlite", dsn(path, passing))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	if _, err = db.ExecContext(ctx, "PRAGMA journal_mode = MEMORY"); err != nil || !bare {
		return err
	}
	for _, x := range indexed {
		if _, err := db.ExecContext(ctx, "INSERT INTO "+x.index+"("+x.index+") VALUES ('delete-all')"); err != nil {
			return err
		}
	}
	return nil
}

// withoutIndex reports whether nobody can be found: the book is a copy that was
// not made ready by Prepare.
func withoutIndex(ctx context.Context, db *sql.DB) (bool, error) {
	var without bool
	err := db.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM customer) AND NOT EXISTS (SELECT 1 FROM customer_search_docsize)").Scan(&without)
	return without, err
}

// verifyCopy checks every page and row of a copy and counts its rows. Whether
// the indexes agree with the rows, which takes three times as long, is looked at
// when a copy is to be used: an index can be made anew from the rows.
func verifyCopy(ctx context.Context, path string, held []int64) (err error) {
	db, err := sql.Open("sqlite", dsn(path, frozen))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, db.Close()) }()
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	faults, err := pragmaFaults(ctx, tx, "quick_check")
	if stopped := ctx.Err(); stopped != nil {
		return stopped // which has ended the transaction, too
	}
	if err = errors.Join(err, tx.Rollback()); err != nil {
		return err
	}
	if len(faults) > 0 {
		return &book.Error{Op: "book.backup", Code: book.Corrupt, Detail: "copy", Err: errors.New(faults[0].Detail)}
	}
	have, err := counts(ctx, db)
	if err != nil {
		return err
	}
	for i, n := range have {
		if n != held[i] {
			return &book.Error{Op: "book.backup", Code: book.Corrupt, Detail: "copy", Err: errors.New("rows are missing from the copy of " + checked[i])}
		}
	}
	return nil
}

// asker is a database or one connection to it.
type asker interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func counts(ctx context.Context, db asker) ([]int64, error) {
	out := make([]int64, len(checked))
	for i, t := range checked {
		if err := db.QueryRowContext(ctx, "SELECT count(*) FROM "+t).Scan(&out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// syncFile makes a finished copy durable before it takes its name.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
