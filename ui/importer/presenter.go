// Package importer is the page that brings customers in from a file: choose it,
// check what will happen, let it happen, and take it back.
package importer

import (
	"context"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"time"

	"dragoman/data/backup"
	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/data/prefs"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
)

// step is where the user is on the way.
type step int

const (
	stepFile step = iota
	stepCheck
	stepDone
)

// sampleRows is how many rows are shown before anything is written.
const sampleRows = 20

// presenter is the state of the page.
type presenter struct {
	env  *screen.Env
	show func()

	step     step
	path     string
	options  exchange.Options
	checked  exchange.Options // with which the check that is shown was made
	existing book.Existing
	basis    book.LawfulBasis // of customers who are new; "" is that of the settings
	info     exchange.Info
	busy     bool // a file is being read
	writing  bool // and this time for good
	read     int  // rows so far
	rows     int  // rows there seem to be, 0 when not known
	report   book.ImportReport

	stale     bool // the numbers are from before the columns were changed
	noHeader  bool // no column of the file was understood
	decisions map[int]book.Existing

	job      screen.Slot[outcome]
	peek     screen.Slot[glimpse]
	bad      screen.Slot[string]
	undoSlot screen.Slot[int]
}

// outcome is what reading a file came to.
type outcome struct {
	info   exchange.Info
	report book.ImportReport
	kept   error // why no backup was made before it
}

func newPresenter(env *screen.Env, show func()) *presenter {
	p := &presenter{env: env, show: show, existing: book.Fill}
	p.job.Runner, p.bad.Runner, p.undoSlot.Runner, p.peek.Runner = env.Runner, env.Runner, env.Runner, env.Runner
	return p
}

// choose begins with a file.
func (p *presenter) choose(path string) {
	p.path, p.step, p.decisions, p.noHeader = path, stepFile, nil, false
	p.options = exchange.Options{Language: p.env.Printer.Tag()}
	if c := p.env.Settings.HomeCulture; len(c) >= 2 {
		p.options.Region = c[:2]
	}
	p.check()
}

// setEncoding reads the file again in another encoding; "" finds it out.
func (p *presenter) setEncoding(code string) {
	if p.options.Encoding != code {
		p.options.Encoding = code
		p.check()
	}
}

// setExisting says what to do with customers who are in the book already.
func (p *presenter) setExisting(e book.Existing) {
	if p.existing != e {
		p.existing = e
		p.check()
	}
}

// setBasis chooses the ground on which the data of new customers is kept.
func (p *presenter) setBasis(b string) { p.basis = book.LawfulBasis(b) }

// setDateOrder answers how dates in digits are to be read.
func (p *presenter) setDateOrder(o exchange.DateOrder) {
	p.options.DateOrder = o
	p.check()
}

// asks reports whether dates can be read in two ways and nobody has said how.
func (p *presenter) asks() bool {
	return p.info.Dates.Ambiguous > 0 && p.info.Dates.Order == "" && p.options.DateOrder == ""
}

// check works out what an import would do and changes nothing.
func (p *presenter) check() { p.start(true) }

// goOn is what the main button does: work the numbers out again after the
// columns were changed or single customers decided on, else import.
func (p *presenter) goOn() {
	if p.stale {
		p.check()
		return
	}
	p.run()
}

// run imports.
func (p *presenter) run() { p.start(false) }

func (p *presenter) start(dry bool) {
	b, path, o, existing, decide := p.env.Book, p.path, p.options, p.existing, maps.Clone(p.decisions)
	p.busy, p.writing, p.read = true, !dry, 0
	progress := p.progress()
	before := func(context.Context) error { return nil }
	if !dry {
		before = p.env.Keeper.Before(backup.BeforeImport)
		p.underWay(&prefs.Import{Book: p.env.Books.Path(), File: path})
	}
	p.show()
	basis := p.basis
	p.job.Run(func(ctx context.Context) (outcome, error) {
		kept := before(ctx)
		if ctx.Err() != nil {
			return outcome{}, &book.Error{Op: "import.open", Code: book.Cancelled, Err: ctx.Err()}
		}
		out, err := work(ctx, b, path, o, book.ImportOptions{
			File: filepath.Base(path), Existing: existing, Decide: decide, Basis: basis, DryRun: dry, Sample: sampleRows, Progress: progress,
		})
		out.kept = kept
		return out, err
	}, func(out outcome, err error) {
		if !dry {
			p.env.Keeper.After(out.kept)
			p.underWay(nil)
		}
		p.busy, p.writing = false, false
		switch code := book.CodeOf(err); {
		case dry && code == book.Unsupported && len(out.info.Columns) > 0 && p.step == stepFile: // no header that we know
			p.info, p.noHeader = out.info, true
			if p.recall() {
				p.check()
				return
			}
			p.step, p.report, p.checked = stepCheck, book.ImportReport{}, o
			p.look()
			return
		case dry && code == book.Unsupported && p.step == stepCheck: // an encoding that does not fit
			p.options = p.checked
			p.env.Shell.Fail(err)
		case code == book.Unsupported || err != nil && dry:
			p.step = stepFile
			p.env.Shell.Fail(err)
		case err != nil:
			p.env.Shell.Fail(err)
		case dry:
			p.step, p.info, p.report, p.rows, p.checked = stepCheck, out.info, out.report, out.report.Read, o
			p.stale, p.noHeader = false, false
			if p.recall() {
				p.check()
				return
			}
		default:
			p.keepMapping()
			p.step, p.report = stepDone, out.report
		}
		p.show()
	})
}

// underWay notes outside of the book what is being imported: should the program
// end before, the next start tells that it did not come in.
func (p *presenter) underWay(x *prefs.Import) {
	now := p.env.Prefs.Get()
	now.Import = x
	p.env.Prefs.Set(now)
}

// progress returns a function that may be called on any goroutine for every
// row, and passes a few of the calls a second on.
func (p *presenter) progress() func(int) {
	var last time.Time
	return func(n int) {
		if time.Since(last) < 150*time.Millisecond {
			return
		}
		last = time.Now()
		p.env.Runner.Post(func() {
			if p.busy {
				p.read = n
				p.show()
			}
		})
	}
}

// work opens the file, reads it and closes it.
func work(ctx context.Context, b *book.Book, path string, o exchange.Options, io book.ImportOptions) (out outcome, err error) {
	f, err := os.Open(path)
	if err != nil {
		return out, &book.Error{Op: "import.open", Code: book.NotFound, Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	st, err := f.Stat()
	if err != nil {
		return out, &book.Error{Op: "import.open", Code: book.NotFound, Err: err}
	}
	src, err := exchange.Open(ctx, filepath.Base(path), st.Size(), f, o)
	if src != nil {
		out.info = src.Info()
	}
	if err != nil {
		return out, err
	}
	out.report, err = src.Into(ctx, b, io)
	return out, err
}

// cancel stops what is under way; nothing was written by then.
func (p *presenter) cancel() {
	p.job.Cancel()
	p.busy, p.writing = false, false
	p.underWay(nil)
	p.env.Shell.Tell(p.env.T("error.cancelled", nil))
	p.show()
}

// undo takes the import back.
func (p *presenter) undo() {
	b, id := p.env.Book, p.report.Operation.ID
	p.undoSlot.Run(func(ctx context.Context) (int, error) {
		_, kept, err := b.History.Undo(ctx, id)
		return kept, err
	}, func(_ int, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.env.Shell.Tell(p.env.T("import.undone", nil))
		p.restart()
	})
}

// restart goes back to choosing a file.
func (p *presenter) restart() {
	p.job.Cancel()
	p.step, p.busy, p.writing, p.report = stepFile, false, false, book.ImportReport{}
	p.show()
}

// saveBad writes the rows that cannot be read into a file that can be mended
// and imported again. It begins with a byte order mark, for Excel.
func (p *presenter) saveBad(path string) {
	rows := explain.BadRows(p.env.Printer, p.report.Failures)
	p.bad.Run(func(context.Context) (s string, err error) {
		f, err := os.Create(path)
		if err != nil {
			return "", book.FolderError("import.bad_rows", err)
		}
		defer func() { err = errors.Join(err, f.Close()) }()
		if _, err := f.WriteString("\ufeff"); err != nil {
			return "", err
		}
		return path, csv.NewWriter(f).WriteAll(rows)
	}, func(_ string, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		p.env.Shell.Tell(p.env.T("import.bad_saved", nil))
	})
}
