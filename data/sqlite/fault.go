package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"syscall"

	"dragoman/data/book"

	driver "modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// fault gives an error the code by which the rest of the program knows it. An
// error that has one already keeps it. It is the only place where the result
// codes of SQLite are read.
func fault(op string, err error) error {
	if err == nil {
		return nil
	}
	var known *book.Error
	if errors.As(err, &known) {
		return err
	}
	return &book.Error{Op: op, Code: codeOf(err), Detail: detailOf(err), Err: err}
}

func codeOf(err error) book.Code {
	var e *driver.Error
	switch {
	case errors.As(err, &e):
		return resultCode(e.Code())
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return book.Cancelled
	case errors.Is(err, sql.ErrNoRows), errors.Is(err, fs.ErrNotExist):
		return book.NotFound
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return book.ReadOnly
	case errors.Is(err, syscall.ENOSPC):
		return book.DiskFull
	}
	return book.Internal
}

// resultCode maps an extended result code of SQLite.
func resultCode(code int) book.Code {
	switch code {
	case lib.SQLITE_CONSTRAINT_FOREIGNKEY:
		return book.Invalid
	case lib.SQLITE_IOERR_SHORT_READ, lib.SQLITE_IOERR_CORRUPTFS, lib.SQLITE_IOERR_DATA:
		return book.Corrupt
	case lib.SQLITE_CANTOPEN_ISDIR:
		return book.NotABook
	}
	switch code & 0xff {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return book.Locked
	case lib.SQLITE_READONLY, lib.SQLITE_PERM, lib.SQLITE_CANTOPEN:
		return book.ReadOnly
	case lib.SQLITE_FULL:
		return book.DiskFull
	case lib.SQLITE_CORRUPT:
		return book.Corrupt
	case lib.SQLITE_NOTADB:
		return book.NotABook
	case lib.SQLITE_INTERRUPT:
		return book.Cancelled
	}
	return book.Internal
}

func detailOf(err error) string {
	var e *driver.Error
	if errors.As(err, &e) && e.Code() == lib.SQLITE_CONSTRAINT_FOREIGNKEY {
		return "reference_missing"
	}
	return ""
}

// notFound, conflict and invalid are the errors that the rows themselves give.
func notFound(op string) error { return &book.Error{Op: op, Code: book.NotFound} }

func conflict(op, detail string) error {
	return &book.Error{Op: op, Code: book.Conflict, Detail: detail}
}

func invalid(op, field, detail string) error {
	return &book.Error{Op: op, Code: book.Invalid, Field: field, Detail: detail}
}
