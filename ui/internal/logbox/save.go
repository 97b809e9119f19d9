package logbox

import (
	"context"
	"io"
	"os"
	"path/filepath"

	"dragoman/data/book"
	"dragoman/locales"
)

// kept is what came of saving.
type kept struct {
	i    book.Interaction
	op   book.Operation
	next *book.FollowUp
	err  error
}

// Save keeps what was entered and then calls done, which closes the box. It
// does nothing while a save is under way.
func (f *Form) Save(in Inputs, done func()) {
	if f.Saving {
		return
	}
	i, step, ok := f.Parse(in)
	if !ok {
		f.changed()
		return
	}
	if f.ask.Edit != nil && i.NextID != "" {
		step = book.Step{Text: step.Text}
	}
	f.Saving = true
	f.changed()
	env, ask, files := f.env.Snapshot(), f.ask, in.Files
	tell := f.progress(files)
	f.cancel = f.env.Runner.Run(func(ctx context.Context) func() {
		k := keepTouch(ctx, env.Book, ask, i, step, files, tell)
		return func() {
			f.Saving, f.Reading = false, ""
			if k.err != nil {
				if book.CodeOf(k.err) != book.Cancelled && !f.fault(k.err) {
					f.env.Shell.Fail(k.err)
				}
				f.changed()
				return
			}
			done()
			f.env.Shell.Done(f.said(i, step, k.next), k.op)
			if ask.Then != nil {
				ask.Then()
			}
		}
	})
}

// Stop ends a save that is under way; nothing is kept of it.
func (f *Form) Stop() {
	if f.Saving && f.cancel != nil {
		f.cancel()
	}
}

func keepTouch(ctx context.Context, b *book.Book, ask Ask, i book.Interaction, step book.Step, paths []string, tell func(int, int64)) (k kept) {
	files, err := b.Attachments.Prepare(ctx, Files(paths), tell)
	if err != nil {
		return kept{err: err}
	}
	switch {
	case ask.Edit != nil:
		k.i, k.op, k.err = b.Interactions.Edit(ctx, i, step, files...)
	case ask.FollowUp != nil:
		k.next, k.op, k.err = b.FollowUps.CompleteThen(ctx, ask.FollowUp.ID, &i, step, files...)
	default:
		k.i, k.op, k.err = b.Interactions.LogThen(ctx, i, step, files...)
	}
	return k
}

// Files makes what the book reads of paths.
func Files(paths []string) []book.NewFile {
	out := make([]book.NewFile, len(paths))
	for i, path := range paths {
		out[i] = book.NewFile{Name: filepath.Base(path), Open: func() (io.ReadCloser, error) { return os.Open(path) }}
	}
	return out
}

// progress returns what a job calls, which tells the box once a per cent.
func (f *Form) progress(paths []string) func(file int, n int64) {
	sizes := make([]int64, len(paths))
	for i, p := range paths {
		if s, err := os.Stat(p); err == nil {
			sizes[i] = s.Size()
		}
	}
	last := -1
	return func(file int, n int64) {
		p := int(100 * n / max(sizes[file], 1))
		if at := file*1000 + p; at == last || sizes[file] < 1<<20 {
			return // over before it could be read
		} else {
			last = at
		}
		text := f.env.T("log.reading", locales.V{"Name": filepath.Base(paths[file]), "Percent": p})
		f.env.Runner.Post(func() {
			f.Reading = text
			f.changed()
		})
	}
}
