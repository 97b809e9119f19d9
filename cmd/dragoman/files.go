package main

import (
	"context"
	"os"
	"path/filepath"
	"runtime"

	"dragoman/data/sqlite"
	"dragoman/ui"
)

// documents is the folder in which users keep their files.
func documents() string {
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	for _, name := range []string{"Documents", "文档"} {
		if st, err := os.Stat(filepath.Join(home, name)); err == nil && st.IsDir() {
			return filepath.Join(home, name)
		}
	}
	if runtime.GOOS == "windows" {
		return filepath.Join(home, "Documents")
	}
	return home
}

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
	return ui.Opened{Store: f, Path: f.Path(), Close: f.Close, Changed: f.Changed}, nil
}

// Remove deletes a book's file and what SQLite keeps beside it.
func (files) Remove(path string) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(path + end); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}
