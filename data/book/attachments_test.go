package book_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dragoman/data/book"
	"dragoman/data/sqlite"
)

func file(name, content string) book.NewFile {
	return book.NewFile{Name: name, Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil }}
}

// contents counts the contents beside the book and everything else there.
func (d *desk) contents() (whole, other int) {
	d.t.Helper()
	err := filepath.WalkDir(d.file.FilesDir(), func(_ string, e fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case !e.IsDir() && len(e.Name()) == 64:
			whole++
		case !e.IsDir():
			other++
		}
		return nil
	})
	d.must(err)
	return whole, other
}

// age makes everything beside the book so old that it may be swept.
func (d *desk) age() {
	d.t.Helper()
	old := time.Now().AddDate(0, 0, -book.TrashDays-1)
	d.must(filepath.WalkDir(d.file.FilesDir(), func(path string, _ fs.DirEntry, err error) error {
		return errors.Join(err, os.Chtimes(path, old, old))
	}))
}

func (d *desk) attach(c book.ID, files ...book.NewFile) ([]book.Attachment, book.Operation) {
	d.t.Helper()
	as, op, err := d.Attachments.Add(d.ctx(), book.Owner{Customer: c}, files, nil)
	d.must(err)
	return as, op
}

func TestAttachmentsAreKeptOnce(t *testing.T) {
	d := newDesk(t)
	ana, rui := d.add("Ana"), d.add("Rui")
	var read int64
	as, _, err := d.Attachments.Add(t.Context(), book.Owner{Customer: ana.ID, Kind: book.OfNote, ID: book.NewID()},
		[]book.NewFile{file(`C:\tmp\报价 1.pdf`, "offer"), file("a/b:c?.txt", "text")}, func(_ int, n int64) { read = n })
	d.must(err)
	same(t, "read", read, int64(4))
	same(t, "names", []string{as[0].Name, as[1].Name}, []string{"报价 1.pdf", "b_c_.txt"})
	same(t, "size", as[0].Size, int64(5))
	other, _ := d.attach(rui.ID, file("same.pdf", "offer"))
	same(t, "hash", other[0].Hash, as[0].Hash)
	whole, rest := d.contents()
	same(t, "contents", []int{whole, rest}, []int{2, 0})

	path, err := d.Attachments.Show(t.Context(), as[0].ID)
	d.must(err)
	got, err := os.ReadFile(path)
	d.must(err)
	same(t, "shown", []string{filepath.Base(path), string(got)}, []string{"报价 1.pdf", "offer"})

	where, err := d.Attachments.Path(as[0].Hash)
	d.must(err)
	d.must(os.Remove(where))
	_, err = d.Attachments.Show(t.Context(), as[0].ID)
	var e *book.Error
	if !errors.As(err, &e) || e.Code != book.NotFound || e.Detail != "file_gone" {
		t.Errorf("a file that is gone: %v", err)
	}
	_, _ = d.attach(rui.ID, file("again.pdf", "offer"))
	if _, err := d.Attachments.Show(t.Context(), as[0].ID); err != nil {
		t.Errorf("attached anew it is there for all: %v", err)
	}
}

type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) { e.n += int64(len(p)); return len(p), nil }
func (*endless) Close() error                 { return nil }

func TestAttachmentsThatCannotBeKept(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	before := d.state()
	_, _, err := d.Attachments.Add(t.Context(), book.Owner{Customer: c.ID}, []book.NewFile{file("small", "x"), {Name: "big", Open: func() (io.ReadCloser, error) { return &endless{}, nil }}}, nil)
	refused(t, err, book.Invalid, "file", "too_large")
	ctx, cancel := context.WithCancel(t.Context())
	_, _, err = d.Attachments.Add(ctx, book.Owner{Customer: c.ID}, []book.NewFile{{Name: "cut", Open: func() (io.ReadCloser, error) { return &endless{}, nil }}}, func(int, int64) { cancel() })
	same(t, "cancelled", book.CodeOf(err), book.Cancelled)
	_, _, err = d.Attachments.Add(t.Context(), book.Owner{Customer: c.ID}, []book.NewFile{{Name: "gone", Open: func() (io.ReadCloser, error) { return nil, fs.ErrNotExist }}}, nil)
	same(t, "unread", book.CodeOf(err), book.NotFound)
	_, _, err = d.Attachments.Add(t.Context(), book.Owner{Customer: c.ID}, nil, nil)
	refused(t, err, book.Invalid, "file", "missing")
	_, _, err = d.Attachments.Add(t.Context(), book.Owner{Customer: book.NewID()}, []book.NewFile{file("a", "b")}, nil)
	same(t, "of nobody", book.CodeOf(err), book.NotFound)
	same(t, "rows", d.state(), before)
	_, other := d.contents()
	same(t, "nothing half", other, 0)
	n, err := d.Attachments.Sweep(t.Context())
	d.must(err)
	same(t, "what is new is left alone", n, 0)
	d.age()
	n, err = d.Attachments.Sweep(t.Context())
	d.must(err)
	same(t, "swept", n, 2)
}

func TestContentGoesWithTheLastWhoNamesIt(t *testing.T) {
	d := newDesk(t)
	ana, rui := d.add("Ana"), d.add("Rui")
	sweep := func() int {
		t.Helper()
		d.age()
		n, err := d.Attachments.Sweep(t.Context())
		d.must(err)
		return n
	}
	as, op := d.attach(ana.ID, file("only.txt", "only"), file("both.txt", "both"))
	d.attach(rui.ID, file("both.txt", "both"))
	undo := d.undo(op)
	same(t, "swept after undo", sweep(), 0)
	d.undo(undo)
	trash, err := d.Attachments.Trash(t.Context(), as[0].ID)
	d.must(err)
	list, err := d.Attachments.List(t.Context(), ana.ID)
	d.must(err)
	same(t, "listed", len(list), 1)
	same(t, "swept from the trash", sweep(), 0)
	d.undo(trash)

	path, err := d.Attachments.Show(t.Context(), as[0].ID)
	d.must(err)
	_, err = d.Customers.Trash(t.Context(), ana.ID)
	d.must(err)
	_, err = d.Customers.Purge(t.Context(), ana.ID)
	d.must(err)
	whole, _ := d.contents()
	same(t, "left after the purge", whole, 1)
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Error("the copy that was opened is still there")
	}
	d.must(d.Attachments.RemoveAll(t.Context(), rui.ID))
	whole, other := d.contents()
	same(t, "left after the erasure", []int{whole, other}, []int{0, 0})
	faults, err := d.file.Check(t.Context())
	d.must(err)
	same(t, "faults", faults, []sqlite.Fault(nil))
}

func TestTheTrashLetsGoOfFilesInTime(t *testing.T) {
	d := newDesk(t)
	c := d.add("Ana")
	as, _ := d.attach(c.ID, file("a.txt", "a"), file("b.txt", "b"))
	i, _, err := d.Interactions.Log(t.Context(), book.Interaction{CustomerID: c.ID, Kind: book.CallMade})
	d.must(err)
	_, _, err = d.Attachments.Add(t.Context(), book.Owner{Customer: c.ID, Kind: book.OfInteraction, ID: i.ID}, []book.NewFile{file("c.txt", "c")}, nil)
	d.must(err)
	p, err := d.Timeline.Page(t.Context(), book.TimelineQuery{Customers: []book.ID{c.ID}})
	d.must(err)
	same(t, "files of the call", p.Entries[0].Files, 1)
	_, err = d.Attachments.Trash(t.Context(), as[0].ID)
	d.must(err)
	_, err = d.Interactions.Trash(t.Context(), i.ID)
	d.must(err)
	d.age()
	d.now = noon.AddDate(0, 0, book.TrashDays+1)
	_, err = d.Customers.PurgeOld(t.Context())
	d.must(err)
	whole, _ := d.contents()
	same(t, "left", whole, 1)
}
