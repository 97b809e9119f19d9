package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	"dragoman/data/book"
)

// Backup writes a verified copy of the book to dst, replacing what is there.
// The copy is made beside dst, opened, checked and counted against the book,
// and only then takes its name.
func (f *File) Backup(ctx context.Context, dst string) error {
	const op = "book.backup"
	dst, err := filepath.Abs(dst)
	if err != nil {
		return fault(op, err)
	}
	if same(dst, f.path) {
		return invalid(op, "path", "is_the_book")
	}
	return fault(op, copyVerified(ctx, f.path, dst))
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

// copyVerified copies a book with VACUUM INTO, never byte by byte: the file
// may be written to meanwhile, and reading it past SQLite would drop its locks.
func copyVerified(ctx context.Context, src, dst string) (err error) {
	tmp := dst + ".tmp-" + string(book.NewID())
	defer func() { err = errors.Join(err, remove(tmp)) }()
	from, err := sql.Open("sqlite", dsn(src, looking))
	if err != nil {
		return err
	}
	from.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, from.Close()) }()
	// VACUUM INTO is refused while only queries are allowed, and in a
	// transaction; the file itself is opened read-only.
	if _, err := from.ExecContext(ctx, "PRAGMA query_only = 0"); err != nil {
		return err
	}
	before, err := counts(ctx, from)
	if err != nil {
		return err
	}
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", tmp); err != nil {
		return err
	}
	after, err := counts(ctx, from)
	if err != nil {
		return err
	}
	if err := verifyCopy(ctx, tmp, before, after); err != nil {
		return err
	}
	if err := syncFile(tmp); err != nil {
		return err
	}
	return os.Rename(tmp, dst)
}

// verifyCopy checks a copy and counts its rows, which must lie between what
// was there before the copy was made and after.
func verifyCopy(ctx context.Context, path string, before, after []int64) (err error) {
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
	faults, err := pragmaFaults(ctx, tx, "integrity_check")
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
		if n < min(before[i], after[i]) || n > max(before[i], after[i]) {
			return &book.Error{Op: "book.backup", Code: book.Corrupt, Detail: "copy", Err: errors.New("rows are missing from the copy of " + checked[i])}
		}
	}
	return nil
}

func counts(ctx context.Context, db *sql.DB) ([]int64, error) {
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
