package customers

import (
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// exporting is the state of the page that writes customers into a file.
type exporting struct {
	env    *screen.Env
	render func()

	filter    book.CustomerFilter
	count     int
	format    exchange.Format
	profile   exchange.Profile
	fields    map[exchange.Field]bool // that are left out of a table
	sensitive bool

	busy bool
	done int    // customers so far
	last string // the file that was written, "" before

	counting screen.Slot[int]
	writing  screen.Slot[int]
}

func newExporting(env *screen.Env) *exporting {
	e := &exporting{env: env, render: func() {}, format: exchange.XLSX, profile: exchange.IPhone, fields: map[exchange.Field]bool{}}
	e.counting.Runner, e.writing.Runner = env.Runner, env.Runner
	return e
}

// Show takes over whom a route picks, and as what when it says so.
func (e *exporting) Show(r screen.Route) {
	e.filter, e.last = queryOf(r).Filter, ""
	if f := r.Arg(argFormat); f != "" {
		e.format = exchange.Format(f)
	}
	e.recount()
}

// recount counts whom the filter picks.
func (e *exporting) recount() {
	b, f := e.env.Book, e.filter
	e.counting.Run(func(ctx context.Context) (int, error) { return b.Customers.Count(ctx, f) }, func(n int, err error) {
		if err != nil {
			e.env.Shell.Fail(err)
			return
		}
		e.count = n
		e.render()
	})
}

// All takes everybody instead of those who were picked.
func (e *exporting) All() {
	e.filter = book.CustomerFilter{}
	e.recount()
}

// Narrowed reports whether somebody is left out.
func (e *exporting) Narrowed() bool {
	return !sameQuery(book.CustomerQuery{}, book.CustomerQuery{Filter: e.filter})
}

// SetFormat chooses the format.
func (e *exporting) SetFormat(f exchange.Format) {
	e.format, e.last = f, ""
	e.render()
}

// SetProfile chooses for which program vCards are written.
func (e *exporting) SetProfile(p exchange.Profile) {
	e.profile = p
	e.render()
}

// SetField keeps a field of a table or leaves it out.
func (e *exporting) SetField(f exchange.Field, on bool) {
	e.fields[f] = !on
	e.render()
}

// SetAllFields keeps all fields or leaves all but the name out.
func (e *exporting) SetAllFields(on bool) {
	for _, f := range e.choices() {
		e.fields[f] = !on && f != exchange.FieldName
	}
	e.render()
}

// SetSensitive writes what is sensitive, too, or not.
func (e *exporting) SetSensitive(on bool) {
	e.sensitive = on
	e.render()
}

// table reports whether the format has columns to choose.
func (e *exporting) table() bool { return e.format == exchange.CSV || e.format == exchange.XLSX }

// choices are the fields that may be left out.
func (e *exporting) choices() []exchange.Field {
	return slices.DeleteFunc(exchange.Writable(), func(f exchange.Field) bool {
		return f == exchange.FieldKind || f == exchange.FieldExternalID || exchange.Sensitive(f) && !e.sensitive
	})
}

// options are the answers as the export takes them. Without a choice every
// field that somebody has is written.
func (e *exporting) options() exchange.ExportOptions {
	o := exchange.ExportOptions{
		Profile: e.profile, Sensitive: e.sensitive, Printer: e.env.Printer,
		Today: calendar.DateOf(e.env.Now()), Progress: e.progress(),
	}
	if !e.table() || !slices.ContainsFunc(e.choices(), func(f exchange.Field) bool { return e.fields[f] }) {
		return o
	}
	for _, f := range exchange.Writable() {
		if !e.fields[f] && (e.sensitive || !exchange.Sensitive(f)) {
			o.Fields = append(o.Fields, f)
		}
	}
	return o
}

// progress returns a function that may be called on any goroutine.
func (e *exporting) progress() func(int) {
	var last time.Time
	return func(n int) {
		if time.Since(last) < 150*time.Millisecond {
			return
		}
		last = time.Now()
		e.env.Runner.Post(func() {
			if e.busy {
				e.done = n
				e.render()
			}
		})
	}
}

// fileName is what the file is offered to be called.
func (e *exporting) fileName() string {
	return e.env.T("customers.export_file", locales.V{"Date": calendar.DateOf(e.env.Now()).String()}) + "." + e.format.Ending()
}

// Write asks for a file and writes it.
func (e *exporting) Write() {
	env, filter, format, o := e.env, e.filter, e.format, e.options()
	env.Shell.PickSave(env.T("customers.export_title", nil), e.fileName(), func(path string) {
		if !strings.EqualFold(filepath.Ext(path), "."+format.Ending()) {
			path += "." + format.Ending()
		}
		e.busy, e.done, e.last = true, 0, ""
		e.render()
		e.writing.Run(func(ctx context.Context) (n int, err error) {
			err = exchange.ToFile(path, func(w io.Writer) (err error) {
				n, err = exchange.Write(ctx, w, env.Book, format, filter, o)
				return err
			})
			if err != nil {
				return n, err
			}
			return n, env.Book.History.Note(ctx, book.OpExport, string(format), n)
		}, func(n int, err error) {
			e.busy = false
			if err != nil {
				env.Shell.Fail(err)
			} else {
				e.last, e.done = path, n
				env.Shell.Tell(env.N("customers.exported", n, nil))
			}
			e.render()
		})
	})
}

// Cancel stops; no file is left behind.
func (e *exporting) Cancel() {
	e.writing.Cancel()
	e.busy = false
	e.env.Shell.Tell(e.env.T("error.cancelled", nil))
	e.render()
}

// OpenFolder shows the file to the user.
func (e *exporting) OpenFolder() {
	e.env.Shell.OpenURL("file://" + filepath.ToSlash(filepath.Dir(e.last)))
}

func (e *exporting) leave() { e.counting.Cancel() }

// Export opens the page for whom the list shows, or for those who are marked.
func (l *list) Export() {
	q := l.query
	if n := len(l.picked); n > 0 && n < l.count {
		q = book.CustomerQuery{Filter: book.CustomerFilter{IDs: l.chosen()}}
	}
	r := routeOf(q)
	r.Tab = tabExport
	l.env.Shell.Go(r)
}
