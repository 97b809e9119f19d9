package sqlite

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"dragoman/data/book"
)

// The folder of contents lies beside the book. A content takes its name only
// when it is whole and durable, and before the row that names it: a program
// that is killed in between leaves a file too much, which SweepFiles finds, and
// never a row without its file.
const (
	filesEnd = ".files"
	cutOff   = "tmp-" // begins the names of what is not finished
	shownDir = "open" // copies for the programs of the system
)

// How long what nobody names is left alone: contents as long as the trash keeps
// things, since a book that was kept aside by a restore may name them; what is
// not finished, and copies, for an hour.
const (
	sweptContent = book.TrashDays * 24 * time.Hour
	sweptCopy    = time.Hour
)

// FilesDir is the folder in which the contents of the attachments of the book
// at path lie. It may not be there.
func FilesDir(path string) string { return path + filesEnd }

// FilesDir is the folder of the book's attachments.
func (f *File) FilesDir() string { return FilesDir(f.path) }

func isHash(s string) bool {
	if len(s) != 2*sha256.Size {
		return false
	}
	return strings.IndexFunc(s, func(r rune) bool { return (r < '0' || r > '9') && (r < 'a' || r > 'f') }) < 0
}

// ContentPath is where the content with a hash lies.
func ContentPath(dir, hash string) string { return filepath.Join(dir, hash[:2], hash) }

// KeepFile implements book.FileStore.
func (f *File) KeepFile(ctx context.Context, r io.Reader, limit int64, step func(n int64)) (hash string, size int64, err error) {
	const op = "files.keep"
	if f.write == nil {
		return "", 0, &book.Error{Op: op, Code: book.ReadOnly, Detail: "opened_read_only"}
	}
	hash, size, err = KeepContent(ctx, f.FilesDir(), r, limit, step)
	return hash, size, fault(op, err)
}

// KeepContent writes content into the folder of a book's attachments, under
// its hash. It is Invalid with Detail "too_large" beyond limit bytes.
func KeepContent(ctx context.Context, dir string, r io.Reader, limit int64, step func(n int64)) (hash string, size int64, err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", 0, err
	}
	tmp, err := os.CreateTemp(dir, cutOff+"*")
	if err != nil {
		return "", 0, err
	}
	defer func() {
		if e := os.Remove(tmp.Name()); e != nil && !errors.Is(e, fs.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}()
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, sum), io.LimitReader(&slowly{ctx: ctx, r: r, step: step}, limit+1))
	if err == nil && size > limit {
		err = &book.Error{Op: "files.keep", Code: book.Invalid, Field: "file", Detail: "too_large"}
	}
	if err = errors.Join(err, tmp.Sync(), tmp.Close()); err != nil {
		return "", 0, err
	}
	hash = hex.EncodeToString(sum.Sum(nil))
	path := ContentPath(dir, hash)
	if i, err := os.Stat(path); err == nil && i.Size() == size {
		now := time.Now() // it is wanted again: not to be swept meanwhile
		return hash, size, os.Chtimes(path, now, now)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", 0, err
	}
	if err := os.Rename(tmp.Name(), path); err != nil {
		return "", 0, err
	}
	flushDir(filepath.Dir(path))
	return hash, size, nil
}

// flushDir makes a new name durable, where folders can be flushed.
func flushDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync() // Windows knows no such thing
		_ = d.Close()
	}
}

// slowly reads until the context is done and tells how much was read.
type slowly struct {
	ctx  context.Context
	r    io.Reader
	n    int64
	step func(n int64)
}

func (s *slowly) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.r.Read(p)
	s.n += int64(n)
	if s.step != nil && n > 0 {
		s.step(s.n)
	}
	return n, err
}

// FilePath implements book.FileStore.
func (f *File) FilePath(hash string) (string, error) {
	const op = "files.path"
	gone := &book.Error{Op: op, Code: book.NotFound, Detail: "file_gone"}
	if !isHash(hash) {
		return "", gone
	}
	path := ContentPath(f.FilesDir(), hash)
	if _, err := os.Stat(path); err != nil {
		gone.Err = err
		return "", gone
	}
	return path, nil
}

// ShowFile implements book.FileStore. The copy can only be read, so that a
// program says when somebody wants to change it.
func (f *File) ShowFile(hash, name string) (shown string, err error) {
	const op = "files.show"
	path, err := f.FilePath(hash)
	if err != nil {
		return "", err
	}
	dir := filepath.Join(f.FilesDir(), shownDir, hash[:16])
	shown = filepath.Join(dir, filepath.Base(name))
	if i, err := os.Stat(shown); err == nil {
		if j, err := os.Stat(path); err == nil && i.Size() == j.Size() {
			return shown, nil
		}
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fault(op, err)
	}
	from, err := os.Open(path)
	if err != nil {
		return "", fault(op, err)
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	to, err := os.CreateTemp(dir, cutOff+"*")
	if err != nil {
		return "", fault(op, err)
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Close(), os.Chmod(to.Name(), 0o400)); err == nil {
		err = os.Rename(to.Name(), shown)
	}
	if err != nil {
		return "", fault(op, errors.Join(err, os.Remove(to.Name())))
	}
	return shown, nil
}

// namedContents picks the hashes that are needed: of attachments in use or in the
// trash, and of those that an undo took away and another undo would bring back.
const namedContents = `SELECT hash FROM attachment UNION SELECT json_extract(x.before, '$.hash') FROM change x JOIN operation o ON o.n = x.op
	WHERE x.entity = 'attachment' AND x.made = -1 AND o.at >= ?`

// needed returns the hashes of the contents that are to stay.
func (r reader) needed(ctx context.Context) (map[string]bool, error) {
	return ask(ctx, r, "files.needed", func(s *session) (map[string]bool, error) {
		out := map[string]bool{}
		err := s.each(ctx, namedContents, []any{stamp(r.f.now().AddDate(0, 0, -book.TrashDays))}, func(scan func(...any) error) error {
			var hash string
			err := scan(&hash)
			out[hash] = true
			return err
		})
		return out, err
	})
}

// SweepFiles implements book.FileStore.
func (f *File) SweepFiles(ctx context.Context) (removed int, err error) {
	const op = "files.sweep"
	dir := f.FilesDir()
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) || f.write == nil {
		return 0, nil
	}
	now := time.Now()
	keep, err := f.needed(ctx)
	if err != nil {
		return 0, err
	}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return errors.Join(err, ctx.Err())
		}
		left := sweptCopy
		ours := strings.HasPrefix(d.Name(), cutOff) || strings.HasPrefix(path, filepath.Join(dir, shownDir))
		if isHash(d.Name()) {
			left, ours = sweptContent, !keep[d.Name()]
		}
		if i, err := d.Info(); !ours || err != nil || now.Sub(i.ModTime()) < left {
			return ctx.Err()
		}
		if isHash(d.Name()) {
			removed++
		}
		return removeFile(path)
	})
	return removed, fault(op, err)
}

// removeFile removes a file that may only be read, or be gone.
func removeFile(path string) error {
	err := os.Remove(path)
	if errors.Is(err, fs.ErrPermission) { // Windows keeps what can only be read
		err = errors.Join(os.Chmod(path, 0o600), os.Remove(path))
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// dropFiles removes contents at once unless somebody else names them, and the
// copies that were made to be opened.
func (f *File) dropFiles(ctx context.Context, hashes []string) error {
	if len(hashes) == 0 {
		return nil
	}
	keep, err := f.needed(ctx)
	if err != nil {
		return err
	}
	var errs []error
	for _, h := range hashes {
		if !isHash(h) || keep[h] {
			continue
		}
		errs = append(errs, removeFile(ContentPath(f.FilesDir(), h)))
		shown := filepath.Join(f.FilesDir(), shownDir, h[:16])
		files, _ := os.ReadDir(shown) // there may be none
		for _, x := range files {
			errs = append(errs, removeFile(filepath.Join(shown, x.Name())))
		}
		if err := os.Remove(shown); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// hashesOf finds all contents that rows and history of the customers that a
// condition picks have named.
func (w *writer) hashesOf(ctx context.Context, customers string, args ...any) ([]string, error) {
	rows, err := w.s.values(ctx, 1, `SELECT hash FROM attachment WHERE customer `+customers+`
		UNION SELECT json_extract(before, '$.hash') FROM change WHERE entity = 'attachment' AND made = -1 AND customer `+customers, args...)
	var out []string
	for _, r := range rows {
		if s, ok := r[0].(string); ok {
			out = append(out, s)
		}
	}
	return out, err
}

// EraseFiles implements book.FileStore.
func (f *File) EraseFiles(ctx context.Context, customer book.ID) error {
	const op = "files.erase"
	var hashes []string
	_, err := f.transactSilently(ctx, op, func(w *writer) (err error) {
		bg := context.WithoutCancel(ctx)
		if hashes, err = w.hashesOf(bg, "= ?1", customer); err != nil {
			return err
		}
		for _, text := range []string{"DELETE FROM change WHERE entity = 'attachment' AND customer = ?", "DELETE FROM attachment WHERE customer = ?"} {
			if _, err := w.s.exec(bg, text, customer); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return fault(op, f.dropFiles(ctx, hashes))
}
