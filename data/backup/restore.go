package backup

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// Unpacked is a backup that was read to its end, checked and counted. It lies
// in a temporary file until it is used or closed.
type Unpacked struct {
	Copy
	Now  book.Summary // what it holds, as counted
	Gone int          // customers in it who were erased from the book since: a restore leaves them out
	bare string
}

// Close throws the temporary file away.
func (u *Unpacked) Close() error { return removed(u.bare) }

// Unpack reads a backup, or a plain copy of a book, into a temporary file beside
// near and checks all of it. Invalid with Field "passphrase" asks for the
// passphrase; what is damaged is Corrupt, what is no backup NotABook, and what
// a newer program made NewerVersion.
func Unpack(ctx context.Context, path, near, passphrase string, progress func(done, total int64)) (u *Unpacked, err error) {
	const op = "backup.open"
	from, err := os.Open(path)
	if err != nil {
		return nil, fault(op, err)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	i, err := from.Stat()
	if err != nil {
		return nil, fault(op, err)
	}
	if live, err := os.Stat(near); err == nil && os.SameFile(i, live) {
		return nil, &book.Error{Op: op, Code: book.Invalid, Detail: "is_the_book"}
	}
	if log, err := os.Stat(path + "-wal"); err == nil && log.Size() > 0 {
		return nil, &book.Error{Op: op, Code: book.Locked, Detail: "open_elsewhere"}
	}
	u = &Unpacked{Copy: Copy{Path: path, Size: i.Size()}, bare: near + temporary + string(book.NewID())}
	defer func() {
		if err != nil {
			err = errors.Join(err, u.Close())
			u = nil
		}
	}()
	head := make([]byte, 16)
	n, err := io.ReadFull(from, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return u, fault(op, err)
	}
	if _, err := from.Seek(0, io.SeekStart); err != nil {
		return u, fault(op, err)
	}
	to, err := create(u.bare)
	if err != nil {
		return u, fault(op, err)
	}
	if u.Plain = plain(head[:n]); u.Plain {
		u.Header = Header{Made: i.ModTime(), Bytes: i.Size()}
		_, err = io.Copy(to, &watched{ctx: ctx, r: from})
	} else {
		u.Header, err = unpack(ctx, from, passphrase, to, sqlite.FilesDir(u.bare), progress)
	}
	if err := errors.Join(err, to.Close()); err != nil {
		return u, fault(op, err)
	}
	u.Now, err = sqlite.Inspect(ctx, u.bare)
	if book.CodeOf(err) == book.Corrupt && sqlite.Reindex(ctx, u.bare) == nil {
		u.Now, err = sqlite.Inspect(ctx, u.bare) // the indexes had not kept up
	}
	if err != nil {
		return u, err
	}
	if !u.Plain && !u.Now.Same(u.Holds) {
		return u, &book.Error{Op: op, Code: book.Corrupt, Detail: "backup", Err: errors.New("the header and the book do not agree")}
	}
	u.Gone, err = u.erased(ctx, near)
	return u, err
}

// drills is how the names of the folders of drills begin.
const drills = "dragoman-drill-"

// sweepDrills removes what a drill that was killed left behind.
func sweepDrills() {
	found, err := filepath.Glob(filepath.Join(os.TempDir(), drills+"*"))
	if err != nil {
		return
	}
	for _, dir := range found {
		if i, err := os.Stat(dir); err == nil && time.Since(i.ModTime()) > leftFor {
			_ = os.RemoveAll(dir) // tried again next time
		}
	}
}

// Drill opens a backup as a restore would, checks and counts it, and throws what
// it read away. It returns what the backup holds.
func Drill(ctx context.Context, path, passphrase string, progress func(done, total int64)) (*Unpacked, error) {
	sweepDrills()
	dir, err := os.MkdirTemp("", drills)
	if err != nil {
		return nil, fault("backup.drill", err)
	}
	u, err := Unpack(ctx, path, filepath.Join(dir, "drill"), passphrase, progress)
	return u, errors.Join(err, os.RemoveAll(dir))
}

// Fits tells whether a backup may take the place of a book: it has to be of
// the same one. A book that holds nobody and nothing, such as the one made on a
// new computer, has nothing to lose.
func (u *Unpacked) Fits(present book.Summary) error {
	empty := present.Customers.Count+present.FollowUps.Count+present.Notes.Count+present.Interactions.Count == 0
	if !empty && present.Mark != u.Now.Mark {
		return &book.Error{Op: "backup.restore", Code: book.Conflict, Detail: "other_book"}
	}
	return nil
}

// erased counts the customers of a backup who were erased from the book at path
// since.
func (u *Unpacked) erased(ctx context.Context, path string) (int, error) {
	ledger, err := u.ledger(ctx, path)
	if err != nil {
		return 0, err
	}
	return sqlite.Revived(ctx, u.bare, ledger)
}

// ledger gathers what is known to be erased: from the book, from beside it, and
// from beside the backup.
func (u *Unpacked) ledger(ctx context.Context, path string) ([]book.Erased, error) {
	ledger, err := sqlite.LedgerOf(ctx, path)
	if err != nil {
		return nil, err
	}
	kept, err := sqlite.ReadLedger(ledgerIn(filepath.Dir(u.Path), u.Now.Mark))
	return sqlite.JoinLedgers(ledger, kept), err
}

// Restore puts an unpacked backup in the place of the book at path, which has
// to be closed, and keeps the one that was there. It returns where that is kept,
// or "" when there was none. Until the last step the book is as it was. The
// contents of attachments come before it; those that the book which is kept
// aside names stay for as long as the trash keeps them.
func (u *Unpacked) Restore(ctx context.Context, path string, now time.Time, progress func(done, total int)) (aside string, err error) {
	ledger, err := u.ledger(ctx, path)
	if err != nil {
		return "", err
	}
	if err := sqlite.Prepare(ctx, u.bare, progress); err != nil {
		return "", err
	}
	if _, err := sqlite.Forget(ctx, u.bare, ledger); err != nil {
		return "", err
	}
	if err := sqlite.CarryRefusals(ctx, u.bare, path); err != nil {
		return "", err
	}
	if err := sqlite.NoteRestore(ctx, u.bare, u.Made, now); err != nil {
		return "", err
	}
	if err := sqlite.TakeContents(ctx, u.bare, path); err != nil {
		return "", err
	}
	if _, err := os.Stat(path); err == nil {
		aside = path + ".before-restore-" + now.UTC().Format("20060102-150405") + ".bak"
	}
	if err := sqlite.Replace(ctx, u.bare, path, aside); err != nil {
		return "", err
	}
	syncDir(filepath.Dir(path))
	return aside, nil
}
