// Package replies brings answers about satisfaction in from a file: it is
// chosen, what would happen is shown, and only then it happens.
//
// File is plain Go: what stands in the file and what becomes of it. Open draws
// it in a dialog over any screen. Nothing is written before the user says so,
// rows that cannot be read can be saved to be mended, and undo takes all of it
// back.
package replies

import (
	"context"
	"io"
	"os"
	"slices"
	"strings"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
)

// File is a file of answers. It belongs to the UI goroutine.
type File struct {
	env     *screen.Env
	changed func()

	Name   string
	Report book.AnswerReport // what would happen, or what did
	Names  map[book.ID]string
	Ready  bool // Report is there
	Done   bool // it was brought in
	Busy   bool

	read *exchange.Answers
	job  screen.Slot[result]
	save screen.Slot[int]
}

type result struct {
	read   *exchange.Answers
	report book.AnswerReport
	names  map[book.ID]string
}

// NewFile returns one with nothing read; changed is called when there is
// something else to show.
func NewFile(env *screen.Env, changed func()) *File {
	f := &File{env: env, changed: changed}
	f.job.Runner, f.save.Runner = env.Runner, env.Runner
	return f
}

// Read reads a file and works out what would happen. failed hears why it cannot
// be read.
func (f *File) Read(path string, failed func(error)) {
	f.Name, f.Ready, f.Done, f.Busy = path, false, false, true
	b, p := f.env.Book, f.env.Printer
	f.job.Run(func(ctx context.Context) (r result, err error) {
		file, err := os.Open(path)
		if err != nil {
			return r, &book.Error{Op: "replies.open", Code: book.NotFound, Err: err}
		}
		defer file.Close()
		if r.read, err = exchange.ReadAnswers(ctx, file, p, ""); err != nil {
			return r, err
		}
		if r.report, err = b.Surveys.Import(ctx, slices.Values(r.read.List), true); err != nil {
			return r, err
		}
		r.names, err = names(ctx, b, r.report.Answers)
		return r, err
	}, func(r result, err error) {
		f.Busy = false
		if err != nil {
			failed(err)
			return
		}
		f.read, f.Report, f.Names, f.Ready = r.read, r.report, r.names, true
		f.changed()
	})
}

// names are the names of the customers of the answers that are shown.
func names(ctx context.Context, b *book.Book, list []book.SurveyAnswer) (map[book.ID]string, error) {
	var ids []book.ID
	for _, a := range list[:min(len(list), Shown)] {
		ids = append(ids, a.CustomerID)
	}
	out := map[book.ID]string{}
	if len(ids) == 0 {
		return out, nil
	}
	page, err := b.Customers.List(ctx, book.CustomerQuery{Filter: book.CustomerFilter{IDs: ids}, Limit: Shown})
	for _, r := range page.Rows {
		out[r.ID] = r.Name.Full
	}
	return out, err
}

// Shown is how many of the new answers, and of the bad rows, are listed.
const Shown = 8

// BringIn keeps the answers.
func (f *File) BringIn(done func()) {
	if !f.Ready || f.Done || f.Busy {
		return
	}
	b, env, list := f.env.Book, f.env, f.read.List
	f.Busy = true
	f.job.Run(func(ctx context.Context) (r result, err error) {
		r.report, err = b.Surveys.Import(ctx, slices.Values(list), false)
		return r, err
	}, func(r result, err error) {
		f.Busy = false
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		f.Report, f.Done = r.report, true
		if r.report.Operation.ID != "" {
			env.Shell.Done(env.N("replies.done", r.report.Added, nil), r.report.Operation)
		}
		done()
	})
}

// SaveBad writes the rows that cannot come in to a file in which they can be
// mended.
func (f *File) SaveBad(path string) {
	env, p, read, bad := f.env, f.env.Printer, f.read, f.Report.Bad
	f.save.Run(func(context.Context) (int, error) {
		return len(bad), exchange.ToFile(path, func(w io.Writer) error {
			return read.WriteBad(w, p.T("replies.problem", nil), bad, func(code string) string { return explain.AnswerProblem(p, code) })
		})
	}, func(n int, err error) {
		if err != nil {
			env.Shell.Fail(err)
			return
		}
		env.Shell.Tell(env.N("replies.bad_saved", n, nil))
	})
}

// Lines say what will happen.
func (f *File) Lines() []string {
	env, r := f.env, f.Report
	out := []string{env.N("replies.new", r.Added, nil)}
	if r.Same > 0 {
		out = append(out, env.N("replies.same", r.Same, nil))
	}
	if r.Low > 0 {
		out = append(out, env.N("replies.low", r.Low, nil))
	}
	return out
}

// Bad says why rows do not come in, the first of them.
func (f *File) Bad() []string {
	p, bad := f.env.Printer, f.Report.Bad
	var out []string
	for _, x := range bad[:min(len(bad), Shown)] {
		out = append(out, p.T("replies.row", locales.V{"Row": p.Int(int64(x.Row)), "Reason": explain.AnswerProblem(p, x.Code)}))
	}
	if more := len(bad) - len(out); more > 0 {
		out = append(out, f.env.N("replies.more", more, nil))
	}
	return out
}

// below is the line under an answer: the day, the words, the themes.
func below(env *screen.Env, a book.SurveyAnswer) string {
	parts := []string{env.Printer.Date(a.On)}
	if a.Text != "" {
		parts = append(parts, a.Text)
	}
	return strings.Join(append(parts, a.ThemeList()...), " · ")
}
