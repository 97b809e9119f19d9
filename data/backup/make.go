package backup

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// Source is a book that is open.
type Source interface {
	// Copy writes the book as it is at one moment to a new file; check finds out
	// whether the file is a copy to rely on.
	Copy(ctx context.Context, dst string) (check func(context.Context) error, err error)
	// Path is where the book lies.
	Path() string
}

// Job says what backup is to be made.
type Job struct {
	Source     Source
	Dir        string // made when it is not there
	Path       string // instead of a name in Dir
	Reason     Reason
	Passphrase string // "" leaves the backup readable
	Now        time.Time
	Progress   func(done, total int64) // may be nil
}

// Copy is a backup in a file.
type Copy struct {
	Path  string
	Size  int64
	Plain bool // a book as it is, kept before an update or a restore
	Header
}

// temporary is part of the names of what is not finished yet.
const temporary = ".tmp-"

// file is a backup that is being written. Its header is written twice: what it
// says of the whole is known at the end.
type file interface {
	io.WriteCloser
	io.WriterAt
}

// create opens a new file for writing; a test fills its disk.
var create = func(path string) (file, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	return durable{f}, err
}

// durable is a file that is flushed to the disk when it is closed.
type durable struct{ *os.File }

func (d durable) Close() error { return closed(d.File) }

// Make makes a backup. Nothing is left of one that fails or is cancelled.
func Make(ctx context.Context, j Job) (c Copy, err error) {
	const op = "backup.make"
	dst := j.Path
	if dst == "" {
		if err := os.MkdirAll(j.Dir, 0o700); err != nil {
			return c, fault(op, err)
		}
		dst = free(j)
	} else if _, err := os.Stat(filepath.Dir(dst)); errors.Is(err, fs.ErrNotExist) {
		return c, book.FolderError(op, err)
	}
	sweep(filepath.Dir(dst))
	sweep(filepath.Dir(j.Source.Path()))
	// The copy that can be read lies where the book lies, not where the backups
	// go: that may be a folder others see.
	bare := j.Source.Path() + temporary + string(book.NewID())
	defer func() { err = errors.Join(err, removed(bare)) }()
	verify, err := j.Source.Copy(ctx, bare)
	if err != nil {
		return c, err
	}
	holds, err := sqlite.Holds(ctx, bare)
	if err != nil {
		return c, err
	}
	c = Copy{Path: dst, Header: Header{Format: formatBook, Made: j.Now.UTC().Truncate(time.Second), Reason: j.Reason, Encrypted: j.Passphrase != "", Holds: holds}}
	tmp := dst + temporary + string(book.NewID())
	defer func() { err = errors.Join(err, removed(tmp)) }()
	// The copy is checked while it is packed; only what passed takes its name.
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	checked := make(chan error, 1)
	go func() {
		err := verify(ctx)
		if err != nil {
			stop()
		}
		checked <- err
	}()
	c.Header, err = write(ctx, c.Header, bare, tmp, j)
	if err != nil {
		stop()
	}
	wrong := <-checked
	switch stopped := errors.Is(err, context.Canceled); {
	case err != nil && !stopped:
		return c, fault(op, err) // and the check was stopped by it
	case wrong != nil && book.CodeOf(wrong) != book.Cancelled:
		return c, wrong // and packing was stopped by it
	case err != nil:
		return c, fault(op, err)
	}
	if err := os.Rename(tmp, dst); err != nil {
		return c, fault(op, err)
	}
	i, err := os.Stat(dst)
	if err != nil {
		return c, fault(op, err)
	}
	c.Size = i.Size()
	syncDir(filepath.Dir(dst))
	if l, ok := j.Source.(Ledger); ok && j.Dir != "" {
		err = KeepLedger(ctx, l, j.Dir)
	}
	return c, fault(op, err)
}

// SaveBefore saves the book as it is before much of it is changed, unless it holds
// nothing or the newest backup holds all of it, and thins out the older ones.
// An encrypted one takes the passphrase of the job, else the one that this
// computer remembers; without any it is Invalid with Field "passphrase".
func SaveBefore(ctx context.Context, j Job, now book.Summary, encrypted bool) error {
	if now.Last == "" {
		return nil
	}
	copies, err := List(j.Dir, j.Source.Path(), now.Mark)
	if err != nil || Saved(copies, now) {
		return err
	}
	if !encrypted {
		j.Passphrase = ""
	} else if j.Passphrase == "" {
		if j.Passphrase = Recall(now.Mark); j.Passphrase == "" {
			return &book.Error{Op: "backup.make", Code: book.Invalid, Field: "passphrase", Detail: "missing"}
		}
	}
	if _, err := Make(ctx, j); err != nil {
		return err
	}
	return Rotate(j, now.Mark, time.Local)
}

// write packs a copy of the book into a backup.
func write(ctx context.Context, h Header, bare, dst string, j Job) (_ Header, err error) {
	from, err := os.Open(bare)
	if err != nil {
		return h, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	i, err := from.Stat()
	if err != nil {
		return h, err
	}
	h.Bytes = i.Size()
	files, size, err := contentsOf(ctx, bare, sqlite.FilesDir(j.Source.Path()))
	if err != nil {
		return h, err
	}
	if len(files) > 0 {
		h.Format, h.Files, h.FileBytes = formatFiles, len(files), size
	}
	to, err := create(dst)
	if err != nil {
		return h, err
	}
	var step func(int64)
	if j.Progress != nil {
		step = func(n int64) { j.Progress(n, h.Bytes+h.FileBytes) }
	}
	h, err = pack(ctx, to, h, from, files, j.Passphrase, step)
	return h, errors.Join(err, to.Close())
}

// free finds a name for a new backup: that of the book, and the time.
func free(j Job) string {
	name := strings.TrimSuffix(filepath.Base(j.Source.Path()), filepath.Ext(j.Source.Path()))
	base := filepath.Join(j.Dir, name+"-"+j.Now.Format("2006-01-02-150405"))
	for i := 1; ; i++ {
		path := base + Ext
		if i > 1 {
			path = base + "-" + strconv.Itoa(i) + Ext
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return path
		}
	}
}

// syncDir makes a new name durable, where folders can be flushed.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // Windows knows no such thing
		_ = d.Close()
	}
}

// removed deletes a file that may not be there, with what lies beside it.
func removed(path string) error {
	var errs []error
	for _, end := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(append(errs, os.RemoveAll(sqlite.FilesDir(path)))...)
}

// leftFor is how long a temporary file is left alone: it may be somebody's who
// works at the same time.
const leftFor = 6 * time.Hour

// sweep removes what a program that was killed left behind.
func sweep(dir string) {
	files, err := os.ReadDir(dir)
	if err != nil {
		return // whoever needs the folder will say so
	}
	for _, f := range files {
		name := f.Name()
		at := strings.Index(name, temporary)
		if at < 0 || !strings.HasSuffix(name[:at], Ext) && !strings.HasSuffix(name[:at], ".dragoman") {
			continue
		}
		if i, err := f.Info(); err == nil && time.Since(i.ModTime()) > leftFor {
			_ = os.RemoveAll(filepath.Join(dir, name)) // tried again next time
		}
	}
}

// List returns the backups in a folder that are of the book with a mark, and
// the copies that were kept beside the book at path, the newest first. With an
// empty mark the backups of all books are listed. Files that are no backups
// are passed over; a backup whose beginning cannot be read is not there.
func List(dir, path string, mark book.ID) ([]Copy, error) {
	const op = "backup.list"
	var out []Copy
	files, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fault(op, err)
	}
	for _, f := range files {
		if f.IsDir() || filepath.Ext(f.Name()) != Ext {
			continue
		}
		c, err := Look(filepath.Join(dir, f.Name()))
		if err == nil && (mark == "" || c.Holds.Mark == mark) {
			out = append(out, c)
		}
	}
	if path != "" {
		kept, err := beside(path)
		if err != nil {
			return nil, fault(op, err)
		}
		out = append(out, kept...)
	}
	slices.SortStableFunc(out, func(a, b Copy) int { return b.Made.Compare(a.Made) })
	return out, nil
}

// beside finds the copies that were kept beside a book: before an update of its
// form and before a restore.
func beside(path string) ([]Copy, error) {
	files, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	var out []Copy
	base := filepath.Base(path)
	for _, f := range files {
		rest, ok := strings.CutPrefix(f.Name(), base)
		if !ok || f.IsDir() {
			continue
		}
		var reason Reason
		switch {
		case strings.HasPrefix(rest, ".v") && strings.HasSuffix(rest, ".bak"):
			reason = BeforeUpdate
		case strings.HasPrefix(rest, ".before-restore-") && strings.HasSuffix(rest, ".bak"):
			reason = BeforeRestore
		default:
			continue
		}
		i, err := f.Info()
		if err != nil {
			continue // gone in between
		}
		made := i.ModTime()
		if stamp := strings.TrimSuffix(rest, ".bak"); len(stamp) > 15 {
			if t, err := time.Parse("20060102-150405", stamp[len(stamp)-15:]); err == nil {
				made = t
			}
		}
		out = append(out, Copy{Path: filepath.Join(filepath.Dir(path), f.Name()), Size: i.Size(), Plain: true, Header: Header{Made: made, Reason: reason, Bytes: i.Size()}})
	}
	return out, nil
}

// Look reads the beginning of a backup.
func Look(path string) (c Copy, err error) {
	f, err := os.Open(path)
	if err != nil {
		return c, fault("backup.look", err)
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	i, err := f.Stat()
	if err != nil {
		return c, fault("backup.look", err)
	}
	h, err := readHeader(f)
	return Copy{Path: path, Size: i.Size(), Header: h}, err
}
