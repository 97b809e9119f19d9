package transport

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"syscall"

	"dragoman/data/book"
	"dragoman/data/sync"
)

// Folder is a folder that a cloud service or a network carries, or a stick.
type Folder struct {
	dir string
	// files is how files are handled; a test cuts, fills and delays.
	files filer
}

// filer is what of a file system a Folder needs.
type filer interface {
	Write(path string, data []byte) error
	Rename(from, to string) error
	Read(path string) ([]byte, error)
}

// NewFolder returns the folder at a path. The folder itself is never made here:
// when it is not there, the stick was taken out or the service is not running.
func NewFolder(dir string) *Folder { return &Folder{dir: dir, files: disk{}} }

// Dir is the path of the folder.
func (f *Folder) Dir() string { return f.dir }

// disk is the real file system.
type disk struct{}

func (disk) Write(path string, data []byte) (err error) {
	to, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = to.Write(data)
	return errors.Join(err, to.Sync(), to.Close())
}

func (disk) Rename(from, to string) error { return os.Rename(from, to) }

func (disk) Read(path string) (data []byte, err error) {
	from, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	return readAll("sync.get", from)
}

// List implements sync.Transport.
func (f *Folder) List(ctx context.Context, prefix string) ([]sync.Entry, error) {
	const op = "sync.list"
	if err := f.there(op); err != nil {
		return nil, err
	}
	under, err := beginning(op, prefix)
	if err != nil {
		return nil, err
	}
	root := filepath.Join(f.dir, filepath.FromSlash(under))
	var out []sync.Entry
	err = filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case errors.Is(err, fs.ErrNotExist):
			return nil // it went while we were looking
		case err != nil:
			return err
		case d.IsDir():
			if p != root && strings.HasPrefix(d.Name(), ".") {
				return filepath.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(f.dir, p)
		if err != nil {
			return err
		}
		i, err := d.Info()
		if err != nil {
			return nil // gone again, or not readable: not here yet
		}
		name := filepath.ToSlash(rel)
		if real, ok := placeholder(name); ok {
			name = real
		}
		if finished(name) && strings.HasPrefix(name, prefix) && i.Mode().IsRegular() {
			out = append(out, sync.Entry{Name: name, Size: i.Size()})
		}
		return nil
	})
	if err != nil {
		return nil, f.told(ctx, op, err)
	}
	return sorted(out), nil
}

// placeholder reads the name that iCloud Drive gives a file whose content it
// has put away: .name.icloud.
func placeholder(name string) (string, bool) {
	dir, base := path.Split(name)
	if !strings.HasPrefix(base, ".") || !strings.HasSuffix(base, ".icloud") || len(base) < len("..icloud")+1 {
		return "", false
	}
	return dir + base[1:len(base)-len(".icloud")], true
}

// Get implements sync.Transport.
func (f *Folder) Get(ctx context.Context, name string) ([]byte, error) {
	const op = "sync.get"
	name, err := clean(op, name)
	if err != nil {
		return nil, err
	}
	p := filepath.Join(f.dir, filepath.FromSlash(name))
	var data []byte
	err = f.within(ctx, func() error {
		return retry(ctx, held, func() (err error) {
			data, err = f.files.Read(p)
			return err
		})
	})
	if err == nil {
		return data, nil
	}
	if errors.Is(err, fs.ErrNotExist) {
		if away := filepath.Join(filepath.Dir(p), "."+filepath.Base(p)+".icloud"); exists(away) {
			return nil, fault(op, sync.NotYet, err)
		}
		if gone := f.there(op); gone != nil {
			return nil, gone
		}
		return nil, fault(op, sync.NoFile, err)
	}
	if away(err) {
		return nil, fault(op, sync.NotYet, err)
	}
	return nil, f.told(ctx, op, err)
}

// within waits for a read, which can take for ever where a cloud service has to
// fetch the content first.
func (f *Folder) within(ctx context.Context, read func() error) error {
	ctx, stop := context.WithTimeout(ctx, slowest)
	defer stop()
	done := make(chan error, 1)
	go func() { done <- read() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Put implements sync.Transport: it writes under a name that nobody reads,
// flushes and renames. A file that is there already with the same content is
// left alone.
func (f *Folder) Put(ctx context.Context, name string, data []byte) (err error) {
	const op = "sync.put"
	name, err = clean(op, name)
	if err != nil {
		return err
	}
	if len(data) > Largest {
		return fault(op, TooLarge, nil)
	}
	if err := f.there(op); err != nil {
		return err
	}
	p := filepath.Join(f.dir, filepath.FromSlash(name))
	if i, err := os.Stat(p); err == nil && i.Size() == int64(len(data)) && i.Size() < 1<<20 {
		if old, err := f.files.Read(p); err == nil && bytes.Equal(old, data) {
			return nil
		}
	}
	if err := f.under(path.Dir(name)); err != nil {
		return f.told(ctx, op, err)
	}
	tmp := filepath.Join(filepath.Dir(p), unfinished+string(book.NewID())+".tmp")
	defer func() { _ = os.Remove(tmp) }() // gone already when all went well
	if err := retry(ctx, held, func() error { return f.files.Write(tmp, data) }); err != nil {
		return f.told(ctx, op, err)
	}
	if err := ctx.Err(); err != nil {
		return f.told(ctx, op, err)
	}
	if err := retry(ctx, held, func() error { return f.files.Rename(tmp, p) }); err != nil {
		return f.told(ctx, op, err)
	}
	flushDir(filepath.Dir(p))
	return nil
}

// under makes the folders in which a file lies. The place itself is not made
// again: it may have been taken away a moment ago.
func (f *Folder) under(rel string) error {
	if rel == "." {
		return nil
	}
	dir := f.dir
	for part := range strings.SplitSeq(rel, "/") {
		dir = filepath.Join(dir, part)
		if err := os.Mkdir(dir, 0o700); err != nil && !exists(dir) {
			return err
		}
	}
	return nil
}

// Remove implements sync.Transport.
func (f *Folder) Remove(ctx context.Context, name string) error {
	const op = "sync.remove"
	name, err := clean(op, name)
	if err != nil {
		return err
	}
	if err := f.there(op); err != nil {
		return err
	}
	err = retry(ctx, held, func() error { return os.Remove(filepath.Join(f.dir, filepath.FromSlash(name))) })
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return f.told(ctx, op, err)
}

// Check proves at set-up that the place can be written and read.
func (f *Folder) Check(ctx context.Context) error { return check(ctx, f) }

// there tells whether the folder is there at all.
func (f *Folder) there(op string) error {
	i, err := os.Stat(f.dir)
	if err == nil && !i.IsDir() {
		err = fs.ErrNotExist
	}
	if err == nil {
		return nil
	}
	if errors.Is(err, fs.ErrPermission) {
		return fault(op, sync.ReadOnly, err)
	}
	return fault(op, sync.Gone, err)
}

// told gives an error of the file system the detail by which it is known.
func (f *Folder) told(ctx context.Context, op string, err error) error {
	if e, ok := ours(ctx, op, err); ok {
		return e
	}
	switch {
	case full(err):
		return fault(op, sync.Full, err)
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return fault(op, sync.ReadOnly, err)
	case held(err):
		return fault(op, Busy, err)
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.EIO), errors.Is(err, syscall.ENODEV):
		return fault(op, sync.Gone, err)
	case errors.Is(err, context.DeadlineExceeded):
		return fault(op, sync.NotYet, err)
	}
	return &book.Error{Op: op, Code: book.Internal, Err: err}
}

func exists(p string) bool {
	_, err := os.Lstat(p)
	return err == nil
}

// flushDir makes a new name durable, where folders can be flushed.
func flushDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // Windows knows no such thing
		_ = d.Close()
	}
}

// FileFault gives an error of the file system the detail by which it is known,
// for files that are not in a place, such as a parcel.
func FileFault(op string, err error) error {
	if err == nil {
		return nil
	}
	return (&Folder{}).told(context.Background(), op, err)
}
