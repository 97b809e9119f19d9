package importer

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/data/prefs"
)

// glimpse is what the first rows of a file look like under a mapping.
type glimpse struct {
	info   exchange.Info
	sample []book.ImportItem
}

// mappable reports whether the file has columns whose meaning can be said.
func (p *presenter) mappable() bool { return len(p.info.Columns) > 0 }

// setField says what a column holds; "" keeps its cells aside. The first rows
// are shown anew at once; what becomes of all of them is worked out when the
// user asks for it.
func (p *presenter) setField(header string, f exchange.Field) {
	mapping := map[string]exchange.Field{}
	for h, old := range p.options.Mapping {
		mapping[h] = old
	}
	mapping[header] = f
	p.options.Mapping = mapping
	p.look()
}

// setNameOrder says in which order names are put together from their parts.
func (p *presenter) setNameOrder(o book.NameOrder) {
	p.options.NameOrder = o
	p.look()
}

// look reads the first rows again and changes no number.
func (p *presenter) look() {
	path, o := p.path, p.options
	p.stale = true
	p.peek.Run(func(ctx context.Context) (glimpse, error) {
		return peek(ctx, path, o)
	}, func(g glimpse, err error) {
		if err != nil && book.CodeOf(err) != book.Unsupported {
			p.env.Shell.Fail(err)
			return
		}
		p.info, p.report.Sample, p.checked = g.info, g.sample, o
		p.show()
	})
}

// peek reads as many rows of a file as are shown.
func peek(ctx context.Context, path string, o exchange.Options) (g glimpse, err error) {
	f, err := os.Open(path)
	if err != nil {
		return g, &book.Error{Op: "import.open", Code: book.NotFound, Err: err}
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	st, err := f.Stat()
	if err != nil {
		return g, &book.Error{Op: "import.open", Code: book.NotFound, Err: err}
	}
	src, err := exchange.Open(ctx, filepath.Base(path), st.Size(), f, o)
	if src == nil {
		return g, err
	}
	g.info = src.Info()
	for in, e := range src.Records(ctx) {
		if e != nil {
			return g, errors.Join(err, e)
		}
		item := book.ImportItem{Incoming: in}
		if in.Problem != nil {
			item.Fate = book.FateFailed
		}
		if g.sample = append(g.sample, item); len(g.sample) == sampleRows {
			break
		}
	}
	return g, err
}

// headers lists the headers of the file.
func (p *presenter) headers() []string {
	out := make([]string, len(p.info.Columns))
	for i, c := range p.info.Columns {
		out[i] = c.Header
	}
	return out
}

// recall takes up the mapping that was given for a table with these headers
// before, and reports whether there was one.
func (p *presenter) recall() bool {
	known := p.env.Prefs.Get().MappingOf(p.headers())
	if len(known) == 0 || len(p.options.Mapping) > 0 {
		return false
	}
	p.options.Mapping = map[string]exchange.Field{}
	for h, f := range known {
		p.options.Mapping[h] = exchange.Field(f)
	}
	return true
}

// keepMapping remembers what the user said of the columns.
func (p *presenter) keepMapping() {
	if len(p.options.Mapping) == 0 {
		return
	}
	m := prefs.Mapping{Headers: p.headers(), Fields: map[string]string{}}
	for h, f := range p.options.Mapping {
		m.Fields[h] = string(f)
	}
	p.env.Prefs.Set(p.env.Prefs.Get().Mapped(m))
}

// decide says what is done with one row whose customer is in the book.
func (p *presenter) decide(row int, e book.Existing) {
	if p.decisions == nil {
		p.decisions = map[int]book.Existing{}
	}
	p.decisions[row] = e
	p.stale = true
	p.show()
}

// decideAll says the same of all of them.
func (p *presenter) decideAll(e book.Existing) {
	for _, k := range p.report.Known {
		p.decide(k.Row, e)
	}
}
