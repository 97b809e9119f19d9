package main

import (
	"context"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"testing"

	"dragoman/data/book"
)

// An exchange that was stopped in the middle is not said to have changed nothing;
// in a book that is not shared yet, nothing was.
func TestStoppedExchange(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("DRAGOMAN_HOME", filepath.Join(dir, "home"))
	path := filepath.Join(dir, "a.dragoman")
	ctl := func(args ...string) {
		t.Helper()
		if code := run(context.Background(), args, io.Discard, io.Discard); code != exitDone {
			t.Fatal(args, code)
		}
	}
	ctl("demo", "--book", path, "--customers", "3")
	cancelled := &book.Error{Op: "sync.round", Code: book.Cancelled}
	told := func() error {
		t.Helper()
		c := &call{flags: flag.NewFlagSet("sync", flag.ContinueOnError), out: io.Discard, words: io.Discard, p: printer("en")}
		c.bookFlag()
		if err := c.flags.Parse([]string{"--book", path}); err != nil {
			t.Fatal(err)
		}
		b, f, done, err := c.open(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		defer done()
		session, err := sessionOf(context.Background(), b, f)
		if err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithCancel(context.Background())
		stop()
		return (&syncCall{call: c}).stopped(ctx, session, cancelled)
	}
	if err := told(); !errors.Is(err, cancelled) {
		t.Error(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "cloud"), 0o700); err != nil {
		t.Fatal(err)
	}
	ctl("sync", "init", filepath.Join(dir, "cloud"), "--label", "Desk", "--book", path)
	var not *notDone
	if err := told(); !errors.As(err, &not) || not.id != "ctl.sync_stopped" {
		t.Error(err)
	}
}
