package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"dragoman/data/book"

	"github.com/gofrs/flock"
)

// readers is how many questions can be answered at the same time.
const readers = 3

// Options say how a book is opened. The zero Options open it for reading and
// writing with the computer's clock and no log.
type Options struct {
	ReadOnly  bool             // look only; nothing is written, not even a lock
	Exclusive bool             // take the lock of the one window, see Hold
	Actor     func() string    // who does what is done; used where an Operation names nobody
	Log       *slog.Logger     // never told any customer data
	Clock     func() time.Time // for tests
	MaxPages  int              // the greatest size in pages of 4 KiB; 0 for no bound

	preparing bool // a missing search index is made by Prepare
}

// File is a customer book in one SQLite file. It is safe for use by many
// goroutines; one writes at a time, the others read what was last committed.
type File struct {
	reader
	path  string
	o     Options
	how   role    // how the readers look at it
	write *sql.DB // one connection, nil when read only
	read  *sql.DB

	writing chan struct{} // holds one token through Write and Undo
	waiting atomic.Int32  // how many wait for it
	waited  atomic.Int64  // when somebody last had to, in nanoseconds of the Unix time
	soft    bool          // the writer does not wait for the disk; see flush
	wide    bool          // the writer has a large cache; see widen
	version int64         // data_version of the writer when it was last looked at

	stmts   statements
	shared  statements    // of the writer, for transactions that come often
	shapes  sync.Map      // name of a table → *shape
	seats   chan struct{} // taken by the sessions that read
	facets  facetCache
	sealing sync.Mutex   // held while what was erased is sealed
	came    atomic.Int64 // rows from other devices since the log was brought home
	hold    *flock.Flock
}

// Create makes a new, empty book at path and opens it. It is a Conflict with
// Detail "exists" when there is a file that holds anything. The file appears
// under its name only when it is complete.
func Create(ctx context.Context, path string, o Options) (*File, error) {
	const op = "book.create"
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fault(op, err)
	}
	if i, err := os.Stat(path); err == nil && (i.IsDir() || i.Size() > 0) {
		return nil, conflict(op, "exists")
	}
	if i, err := os.Stat(filepath.Dir(path)); errors.Is(err, fs.ErrNotExist) {
		return nil, book.FolderError(op, err)
	} else if err != nil {
		return nil, fault(op, err)
	} else if !i.IsDir() {
		return nil, &book.Error{Op: op, Code: book.NotFound, Detail: "folder"}
	}
	fresh := path + ".new-" + string(book.NewID())
	if err := build(ctx, fresh); err != nil {
		return nil, fault(op, errors.Join(err, remove(fresh)))
	}
	if err := os.Rename(fresh, path); err != nil {
		return nil, fault(op, errors.Join(err, remove(fresh)))
	}
	return Open(ctx, path, o)
}

// build writes an empty book of the newest form to a new file.
func build(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", dsn(path, copying))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	return errors.Join(migrate(ctx, db, steps, 0), db.Close())
}

// Open opens the book at path. A file that it refuses is not changed: one that
// is not there (NotFound), not a book or empty (NotABook), written by a newer
// program (NewerVersion), damaged (Corrupt), held by another program (Locked),
// or not to be written (ReadOnly; try again with Options.ReadOnly). A book of an
// older form is brought up to date after a verified copy was made beside it. The
// search index of a copy that was left without one is made from the rows.
func Open(ctx context.Context, path string, o Options) (*File, error) {
	const op = "book.open"
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, fault(op, err)
	}
	if o.Clock == nil {
		o.Clock = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.NewTextHandler(io.Discard, nil))
	}
	version, how, err := look(ctx, path)
	if err != nil {
		return nil, fault(op, err)
	}
	f := &File{path: path, o: o, writing: make(chan struct{}, 1)}
	f.reader = reader{f: f, begin: f.beginReading}
	if err := f.open(ctx, version, how); err != nil {
		return nil, fault(op, errors.Join(err, f.Close()))
	}
	return f, nil
}

func (f *File) open(ctx context.Context, version int, how role) error {
	if f.o.ReadOnly {
		if version < newest() {
			return &book.Error{Op: "book.open", Code: book.Unsupported, Detail: "older_read_only"}
		}
		return f.openReaders(ctx, how)
	}
	if f.o.Exclusive {
		if err := f.Hold(); err != nil {
			return err
		}
	}
	if err := writable(f.path); err != nil {
		return err
	}
	if version < newest() {
		if err := f.bringUpToDate(ctx, version); err != nil {
			return err
		}
	}
	db, err := sql.Open("sqlite", dsn(f.path, writing))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	f.write = db
	if f.o.MaxPages > 0 {
		if _, err := db.ExecContext(ctx, "PRAGMA max_page_count = "+itoa(f.o.MaxPages)); err != nil {
			return err
		}
	}
	// Taking the write lock once tells now, and not at the first edit, that the
	// file or its folder cannot be written.
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := tx.Rollback(); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, "PRAGMA data_version").Scan(&f.version); err != nil {
		return err
	}
	if err := f.openReaders(ctx, reading); err != nil || f.o.preparing {
		return err
	}
	if without, err := withoutIndex(ctx, f.read); err != nil || !without {
		return err
	}
	return f.RebuildIndex(ctx, nil)
}

func (f *File) openReaders(ctx context.Context, how role) error {
	db, err := sql.Open("sqlite", dsn(f.path, how))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(readers + 1) // one to prepare statements with
	db.SetMaxIdleConns(readers + 1)
	f.read, f.how, f.seats = db, how, make(chan struct{}, readers)
	return db.PingContext(ctx)
}

// look reads the two numbers that tell what a file is, without changing it, and
// says how it has to be opened for reading only.
func look(ctx context.Context, path string) (version int, how role, err error) {
	i, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return 0, 0, &book.Error{Op: "book.open", Code: book.NotFound, Detail: "book", Err: err}
	case err != nil:
		return 0, 0, err
	case i.IsDir():
		return 0, 0, &book.Error{Op: "book.open", Code: book.NotABook, Detail: "folder"}
	case i.Size() == 0:
		return 0, 0, &book.Error{Op: "book.open", Code: book.NotABook, Detail: "empty"}
	}
	how = looking
	id, version, err := header(ctx, path, how)
	if book.CodeOf(fault("", err)) == book.ReadOnly {
		// A book in a folder where its log cannot be made can still be read, as
		// long as nobody writes to it.
		how = frozen
		id, version, err = header(ctx, path, how)
	}
	switch {
	case err != nil:
		return 0, 0, err
	case id != applicationID:
		return 0, 0, &book.Error{Op: "book.open", Code: book.NotABook, Detail: "foreign"}
	case version > newest():
		return 0, 0, &book.Error{Op: "book.open", Code: book.NewerVersion}
	case version < 1:
		return 0, 0, &book.Error{Op: "book.open", Code: book.Corrupt, Detail: "version"}
	}
	return version, how, nil
}

func header(ctx context.Context, path string, r role) (id, version int, err error) {
	db, err := sql.Open("sqlite", dsn(path, r))
	if err != nil {
		return 0, 0, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	if err = db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err == nil {
		err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version)
	}
	return id, version, err
}

// writable reports ReadOnly for a file whose folder takes no files: SQLite
// needs its log beside it.
func writable(path string) error {
	i, err := os.Stat(path)
	if err != nil {
		return err
	}
	if i.Mode().Perm()&0o200 == 0 {
		return &book.Error{Op: "book.open", Code: book.ReadOnly, Detail: "file"}
	}
	t, err := os.CreateTemp(filepath.Dir(path), ".dragoman-*")
	if err != nil {
		if errors.Is(err, fs.ErrPermission) || codeOf(err) == book.ReadOnly {
			return &book.Error{Op: "book.open", Code: book.ReadOnly, Detail: "folder", Err: err}
		}
		return err
	}
	return errors.Join(t.Close(), os.Remove(t.Name()))
}

// Path returns where the book lies, as an absolute path.
func (f *File) Path() string { return f.path }

// Close ends all work on the book and gives the lock of the window back.
func (f *File) Close() error {
	var errs []error
	if f.read != nil && f.write != nil {
		f.sealRest(context.Background())
	}
	if f.read != nil {
		errs = append(errs, f.stmts.close(), f.read.Close())
	}
	if f.write != nil {
		errs = append(errs, f.shared.close())
		if _, err := f.write.ExecContext(context.Background(), "PRAGMA optimize"); err != nil {
			f.o.Log.Warn("optimize at exit", "code", resultText(err))
		}
		errs = append(errs, f.write.Close())
	}
	if f.hold != nil {
		errs = append(errs, f.hold.Unlock())
	}
	return fault("book.close", errors.Join(errs...))
}

// Hold takes the lock of the one window that shows this book, a file beside it.
// It is Locked with Detail "open_elsewhere" when another window has it. The
// system frees the lock when the program ends, however it ends.
func (f *File) Hold() error {
	if f.hold != nil {
		return nil
	}
	l := flock.New(f.path + ".lock")
	ok, err := l.TryLock()
	if err != nil {
		return fault("book.hold", err)
	}
	if !ok {
		return errors.Join(&book.Error{Op: "book.hold", Code: book.Locked, Detail: "open_elsewhere"}, l.Close())
	}
	f.hold = l
	return nil
}

// Changed reports whether somebody else, such as the command line in another
// process, changed the book since it was opened or since Changed was last
// called. What this File wrote itself does not count.
func (f *File) Changed(ctx context.Context) (bool, error) {
	if f.write == nil {
		return false, nil
	}
	select {
	case f.writing <- struct{}{}:
		defer func() { <-f.writing }()
	default:
		return false, nil // while we write nobody else can
	}
	var v int64
	if err := f.write.QueryRowContext(ctx, "PRAGMA data_version").Scan(&v); err != nil {
		return false, fault("book.changed", err)
	}
	changed := v != f.version
	f.version = v
	return changed, nil
}

// remove deletes a database and what SQLite may have left beside it.
func remove(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}
