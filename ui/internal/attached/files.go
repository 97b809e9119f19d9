// Package attached shows the files that belong to a customer or to something of
// a customer's – a contact, a note, a case – and takes new ones.
//
// Files is plain Go: what there is, and the commands. Panel draws it. The
// content lies beside the book; what is opened is a copy that can only be read.
package attached

import (
	"context"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// Files is what is attached to one owner. It belongs to the UI goroutine.
type Files struct {
	env     *screen.Env
	changed func()

	Owner   book.Owner
	List    []book.Attachment
	Reading string // which file is being copied, in words

	read   screen.Slot[[]book.Attachment]
	cancel func()
}

// NewFiles returns the files of an owner that is set by Show; changed is called
// when what is shown has changed.
func NewFiles(env *screen.Env, changed func()) *Files {
	f := &Files{env: env, changed: changed}
	f.read.Runner = env.Runner
	return f
}

// Show reads the files of an owner.
func (f *Files) Show(o book.Owner) {
	if f.Owner != o {
		f.Owner, f.List = o, nil
	}
	b := f.env.Book
	f.read.Run(func(ctx context.Context) ([]book.Attachment, error) { return b.Attachments.List(ctx, o.Customer) },
		func(list []book.Attachment, err error) {
			if err != nil {
				f.env.Shell.Fail(err)
				return
			}
			f.List = Of(list, o)
			f.changed()
		})
}

// Of picks the attachments of an owner among those of its customer.
func Of(list []book.Attachment, o book.Owner) []book.Attachment {
	var out []book.Attachment
	for _, a := range list {
		if a.OwnerID == o.ID && (a.OwnerKind == o.Kind || o.ID == "" && a.OwnerKind == book.OfCustomer) {
			out = append(out, a)
		}
	}
	return out
}

// Pick asks for files and attaches them.
func (f *Files) Pick() {
	f.env.Shell.PickFiles(f.env.T("files.attach", nil), nil, func(paths []string) { f.Attach(paths) })
}

// Attach attaches the files at paths. Folders are left out.
func (f *Files) Attach(paths []string) {
	var files []book.NewFile
	var sizes []int64
	for _, p := range paths {
		i, err := os.Stat(p)
		if err == nil && i.IsDir() {
			continue
		}
		size := int64(0)
		if err == nil {
			size = i.Size()
		}
		files = append(files, book.NewFile{Name: filepath.Base(p), Open: func() (io.ReadCloser, error) { return os.Open(p) }})
		sizes = append(sizes, size)
	}
	if len(files) == 0 {
		return
	}
	env, owner := f.env.Snapshot(), f.Owner
	tell := f.progress(files, sizes)
	f.cancel = f.env.Runner.Run(func(ctx context.Context) func() {
		_, op, err := env.Book.Attachments.Add(ctx, owner, files, tell)
		return func() {
			f.Reading = ""
			switch {
			case book.CodeOf(err) == book.Cancelled:
			case err != nil:
				env.Shell.Fail(err)
			default:
				env.Shell.Done(env.N("files.attached", len(files), locales.V{"Name": files[0].Name}), op)
			}
			f.Show(f.Owner)
		}
	})
}

// progress returns what a job calls, which tells of large files once a per
// cent.
func (f *Files) progress(files []book.NewFile, sizes []int64) func(i int, n int64) {
	last, p, runner := -1, f.env.Printer, f.env.Runner
	return func(i int, n int64) {
		percent := int(100 * n / max(sizes[i], 1))
		if at := i*1000 + percent; sizes[i] < 1<<20 || at == last {
			return
		} else {
			last = at
		}
		text := p.T("files.reading", locales.V{"Name": files[i].Name, "Percent": percent})
		runner.Post(func() {
			f.Reading = text
			f.changed()
		})
	}
}

// Stop ends an attaching that is under way; nothing is left of it.
func (f *Files) Stop() {
	if f.cancel != nil {
		f.cancel()
	}
}

// Open gives a copy of the content to the program of the system. A content
// that is gone is said in words.
func (f *Files) Open(id book.ID) {
	env := f.env.Snapshot()
	f.env.Runner.Run(func(ctx context.Context) func() {
		path, err := env.Book.Attachments.Show(ctx, id)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			env.Shell.OpenURL(fileURL(path))
		}
	})
}

// fileURL is the address of a file, also of one on a drive with a letter.
func fileURL(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// Trash takes an attachment away; undo brings it back.
func (f *Files) Trash(id book.ID) {
	env := f.env.Snapshot()
	f.env.Runner.Run(func(ctx context.Context) func() {
		op, err := env.Book.Attachments.Trash(ctx, id)
		return func() {
			if err != nil {
				env.Shell.Fail(err)
				return
			}
			env.Shell.Done(env.T("files.removed", nil), op)
			f.Show(f.Owner)
		}
	})
}

// Below is the line under the name of a file: how large it is, since when it is
// there, and who brought it.
func (f *Files) Below(a book.Attachment) string {
	p := f.env.Printer
	parts := []string{p.Bytes(a.Size), p.DateNear(calendar.DateOf(a.CreatedAt.In(f.env.Home)), calendar.DateOf(f.env.Now()))}
	if a.Author != "" {
		parts = append(parts, a.Author)
	}
	return strings.Join(parts, " · ")
}
