package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Contents lists the hashes of the contents that the attachments of a book name
// which nobody writes to, also those in the trash. A book of a form that had no
// attachments names none.
func Contents(ctx context.Context, path string) (hashes []string, err error) {
	const op = "files.contents"
	db, err := sql.Open("sqlite", dsn(path, frozen))
	if err != nil {
		return nil, fault(op, err)
	}
	db.SetMaxOpenConns(1)
	defer func() { err = errors.Join(err, fault(op, db.Close())) }()
	s, end, err := begin(ctx, db, nil)
	if err != nil {
		return nil, fault(op, err)
	}
	defer end()
	var there bool
	if err := s.row(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'attachment')", nil, &there); err != nil || !there {
		return nil, fault(op, err)
	}
	err = s.each(ctx, "SELECT DISTINCT hash FROM attachment ORDER BY hash", nil, func(scan func(...any) error) error {
		var h string
		err := scan(&h)
		if isHash(h) {
			hashes = append(hashes, h)
		}
		return err
	})
	return hashes, fault(op, err)
}

// TakeContents moves the contents that a copy names, and that lie beside it, to
// the folder of the book at path. What is there already stays, and none of it is
// swept soon: the book that is there may be kept aside.
func TakeContents(ctx context.Context, bare, path string) error {
	const op = "files.take"
	hashes, err := Contents(ctx, bare)
	if err != nil {
		return err
	}
	from, to := FilesDir(bare), FilesDir(path)
	now := time.Now()
	err = filepath.WalkDir(to, func(file string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil || d.IsDir() || !isHash(d.Name()):
			return err
		}
		return os.Chtimes(file, now, now)
	})
	if err != nil {
		return fault(op, err)
	}
	for _, h := range hashes {
		src, dst := ContentPath(from, h), ContentPath(to, h)
		if _, err := os.Stat(src); err != nil {
			continue // it was not in the backup; it may be there
		}
		if err := os.MkdirAll(filepath.Dir(dst), 0o700); err != nil {
			return fault(op, err)
		}
		if err := os.Rename(src, dst); err != nil {
			return fault(op, err)
		}
		flushDir(filepath.Dir(dst))
	}
	return nil
}

// copyContents copies the contents that a copy of a book names beside it.
func copyContents(ctx context.Context, dir, dst string) error {
	hashes, err := Contents(ctx, dst)
	if err != nil {
		return err
	}
	for _, h := range hashes {
		if err := copyContent(ctx, ContentPath(dir, h), FilesDir(dst)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func copyContent(ctx context.Context, src, dir string) (err error) {
	f, err := os.Open(src)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	_, _, err = KeepContent(ctx, dir, f, 1<<40, nil)
	return err
}
