package sqlite

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
)

var erasedTable = newTable("erased", "", "", "id", "at")

// Erased implements book.ErasureReader.
func (r reader) Erased(ctx context.Context) ([]book.Erased, error) {
	return ask(ctx, r, "store.erased", func(s *session) ([]book.Erased, error) {
		var out []book.Erased
		err := s.each(ctx, "SELECT id, at FROM erased ORDER BY id", nil, func(scan func(...any) error) error {
			e, err := scanErased(scan)
			out = append(out, e)
			return err
		})
		return out, err
	})
}

func scanErased(scan func(...any) error) (book.Erased, error) {
	var e book.Erased
	var day string
	err := scan(&e.ID, &day)
	if err == nil {
		e.At, err = calendar.ParseDate(day)
	}
	return e, err
}

// ledgerEnd is how the file beside a book is named in which its ledger stands:
// so it is there when the book is damaged, or replaced by an older copy.
const ledgerEnd = ".erased"

// keepLedger writes the ledger beside the book.
func (f *File) keepLedger(ctx context.Context) error {
	list, err := f.Erased(ctx)
	if err != nil || len(list) == 0 {
		return err
	}
	return WriteLedger(f.path+ledgerEnd, list)
}

// WriteLedger replaces a file with a ledger: a line a row, its id and the day.
func WriteLedger(path string, list []book.Erased) error {
	var b strings.Builder
	for _, e := range list {
		b.WriteString(string(e.ID) + " " + e.At.String() + "\n")
	}
	tmp := path + ".new"
	if err := os.WriteFile(tmp, []byte(b.String()), 0o600); err != nil {
		return fault("book.ledger", err)
	}
	return fault("book.ledger", errors.Join(syncFile(tmp), os.Rename(tmp, path)))
}

// ReadLedger reads what WriteLedger wrote. There is nothing in a file that is
// not there; lines that are none are passed over.
func ReadLedger(path string) ([]book.Erased, error) {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault("book.ledger", err)
	}
	var out []book.Erased
	lines := bufio.NewScanner(f)
	for lines.Scan() {
		id, day, ok := strings.Cut(lines.Text(), " ")
		at, err := calendar.ParseDate(day)
		if ok && err == nil && len(id) <= 100 && id != "" {
			out = append(out, book.Erased{ID: book.ID(id), At: at})
		}
	}
	return out, fault("book.ledger", errors.Join(lines.Err(), f.Close()))
}

// LedgerOf returns what is known to be erased from the book at path: what stands
// in the book, if it can be read, and what stands beside it.
func LedgerOf(ctx context.Context, path string) ([]book.Erased, error) {
	out, err := ReadLedger(path + ledgerEnd)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(path); err != nil {
		return out, nil
	}
	f, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return out, nil // damaged, or of an older form that erased nothing
	}
	list, err := f.Erased(ctx)
	return JoinLedgers(out, list), errors.Join(err, f.Close())
}

// JoinLedgers returns the lines of all, each id once with its first day.
func JoinLedgers(lists ...[]book.Erased) []book.Erased {
	var out []book.Erased
	for _, l := range lists {
		out = append(out, l...)
	}
	slices.SortFunc(out, func(a, b book.Erased) int {
		if c := strings.Compare(string(a.ID), string(b.ID)); c != 0 {
			return c
		}
		return int(a.At) - int(b.At)
	})
	return slices.CompactFunc(out, func(a, b book.Erased) bool { return a.ID == b.ID })
}

// Revived counts the customers of a copy, not of a live book, that a ledger
// says are erased.
func Revived(ctx context.Context, path string, ledger []book.Erased) (n int, err error) {
	if len(ledger) == 0 {
		return 0, nil
	}
	db, err := sql.Open("sqlite", dsn(path, frozen))
	if err != nil {
		return 0, fault("book.revived", err)
	}
	defer func() { err = errors.Join(err, fault("book.revived", db.Close())) }()
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM customer WHERE id"+inList, idList(texts(idsOf(ledger)))).Scan(&n)
	return n, fault("book.revived", err)
}

func idsOf(ledger []book.Erased) []book.ID {
	out := make([]book.ID, len(ledger))
	for i, e := range ledger {
		out[i] = e.ID
	}
	return out
}

// Forget erases from a prepared copy what a ledger says, before the copy takes
// the place of a book. It returns how many customers went.
func Forget(ctx context.Context, path string, ledger []book.Erased) (n int, err error) {
	const op = "book.forget"
	if len(ledger) == 0 {
		return 0, nil
	}
	f, err := Open(ctx, path, Options{})
	if err != nil {
		return 0, err
	}
	defer func() {
		err = errors.Join(err, f.Close(), fault(op, removed(path+ledgerEnd)))
	}()
	known, err := f.Erased(ctx)
	if err != nil {
		return 0, err
	}
	if len(JoinLedgers(known, ledger)) == len(known) {
		if n, err := Revived(ctx, path, ledger); err != nil || n == 0 {
			return 0, err
		}
	}
	var hashes []string
	_, err = f.transactSilently(ctx, op, func(w *writer) error {
		bg := context.WithoutCancel(ctx)
		if err := w.startErasing(bg); err != nil {
			return err
		}
		if _, err := w.erasing(bg, "SELECT value FROM json_each(?)", idList(texts(idsOf(ledger)))); err != nil {
			return err
		}
		if n, err = w.erase(bg); err != nil {
			return err
		}
		hashes = w.loose
		for _, e := range ledger {
			if _, err := w.s.exec(bg, "UPDATE erased SET at = ?2 WHERE id = ?1 AND at > ?2", e.ID, e.At.String()); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = f.dropFiles(context.WithoutCancel(ctx), hashes)
		f.seal(ctx)
	}
	return n, fault(op, err)
}

// NoteRestore writes into a prepared copy that it takes the place of a book, and
// of which day it is.
func NoteRestore(ctx context.Context, path string, made, now time.Time) error {
	f, err := Open(ctx, path, Options{Clock: func() time.Time { return now }})
	if err != nil {
		return err
	}
	actor := ""
	if s, err := f.Settings(ctx); err == nil {
		actor = s.OwnerName
	}
	_, err = f.Write(ctx, book.Operation{Kind: book.OpGivenBack, Detail: calendar.DateOf(made).String(), Actor: actor}, func(tx book.Tx) error { return tx.Mark(ctx, 0) })
	return errors.Join(err, f.Close(), fault("book.restore", syncFile(path)))
}

func removed(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
