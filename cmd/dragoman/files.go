package main

import (
	"context"
	"os"

	"dragoman/data/sqlite"
	"dragoman/data/sync"
	"dragoman/ui"
)

// files opens books in SQLite files, one window for each.
type files struct{}

func (files) Open(ctx context.Context, path string) (ui.Opened, error) {
	return opened(sqlite.Open(ctx, path, sqlite.Options{Exclusive: true}))
}

func (files) Create(ctx context.Context, path string) (ui.Opened, error) {
	return opened(sqlite.Create(ctx, path, sqlite.Options{Exclusive: true}))
}

func opened(f *sqlite.File, err error) (ui.Opened, error) {
	if err != nil {
		return ui.Opened{}, err
	}
	return ui.Opened{Store: f, Path: f.Path(), Close: f.Close, Changed: f.Changed, Shared: sync.StoreOf(f.Share, f.LookShared)}, nil
}

// Remove deletes a book's file, what SQLite keeps beside it, and the contents of
// its attachments.
func (files) Remove(path string) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return os.RemoveAll(sqlite.FilesDir(path))
}
