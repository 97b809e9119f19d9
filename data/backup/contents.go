package backup

import (
	"archive/tar"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

// The contents of attachments stand behind the book in the same stream, as a
// tar whose names are hashes. SQLite does not mind what stands behind a book,
// so `zstd -d` gives it back all the same.

// content is a file that goes into a backup.
type content struct {
	hash, path string
	size       int64
}

// contentsOf lists the contents that a copy of a book names and that are there.
// One that is missing is no reason to make no backup: who opens it is told.
func contentsOf(ctx context.Context, bare, dir string) (list []content, bytes int64, err error) {
	hashes, err := sqlite.Contents(ctx, bare)
	if err != nil {
		return nil, 0, err
	}
	for _, h := range hashes {
		path := sqlite.ContentPath(dir, h)
		i, err := os.Stat(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, 0, err
		}
		list = append(list, content{h, path, i.Size()})
		bytes += i.Size()
	}
	return list, bytes, nil
}

// packContents writes contents behind the book.
func packContents(ctx context.Context, w io.Writer, list []content, step func(n int64)) error {
	if len(list) == 0 {
		return nil
	}
	t := tar.NewWriter(w)
	done := int64(0)
	for _, c := range list {
		if err := t.WriteHeader(&tar.Header{Name: c.hash, Size: c.size, Mode: 0o600, Typeflag: tar.TypeReg}); err != nil {
			return err
		}
		if err := packContent(ctx, t, c, done, step); err != nil {
			return err
		}
		done += c.size
	}
	return t.Close()
}

func packContent(ctx context.Context, w io.Writer, c content, before int64, step func(n int64)) (err error) {
	f, err := os.Open(c.path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, err = io.Copy(w, &watched{ctx: ctx, r: f, step: func(n int64) {
		if step != nil {
			step(before + n)
		}
	}})
	return err
}

// unpackContents reads the contents of a backup into a folder. Each has to be
// what its name says, and all of them have to be there.
func unpackContents(ctx context.Context, r io.Reader, h Header, dir string) error {
	corrupt := func(err error) error {
		return &book.Error{Op: "backup.open", Code: book.Corrupt, Detail: "backup", Err: err}
	}
	t := tar.NewReader(r)
	var bytes int64
	for range h.Files {
		head, err := t.Next()
		if err != nil {
			return corrupt(err)
		}
		hash, size, err := sqlite.KeepContent(ctx, dir, t, head.Size, nil)
		switch {
		case ctx.Err() != nil:
			return fault("backup.open", ctx.Err())
		case err != nil && book.CodeOf(fault("", err)) == book.Internal:
			return corrupt(err) // it could not be read, and the disk is not to blame
		case err != nil:
			return fault("backup.open", err)
		}
		if hash != head.Name || size != head.Size {
			return corrupt(errors.New("a content is not what its name says"))
		}
		bytes += size
	}
	if _, err := t.Next(); !errors.Is(err, io.EOF) || bytes != h.FileBytes {
		return corrupt(errors.New("there are more contents than the header says"))
	}
	return nil
}
