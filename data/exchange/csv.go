package exchange

import (
	"context"
	"errors"
	"io"
	"strings"

	"dragoman/data/book"
)

// headerSearch is how many rows are searched for the header. LinkedIn writes a
// preamble of three lines.
const headerSearch = 20

// scanBytes is the length up to which a file is read whole to count its rows
// and weigh its dates; of a longer one only scanRows are.
const (
	scanBytes = 32 << 20
	scanRows  = 20_000
)

// table is what is known of a CSV before its rows are read.
type table struct {
	delim  byte
	skip   int // rows before the header
	header []string
	cr     bool // lines end in CR alone
	steps  []step
	layout Layout
}

// openTable finds delimiter, header and layout of a CSV.
func (s *Source) openTable(ctx context.Context, text string) (*Source, error) {
	cr := strings.IndexByte(text[:min(len(text), 64<<10)], '\n') < 0 && strings.IndexByte(text, '\r') >= 0
	best := candidate{matched: -1}
	for _, delim := range s.delimiters(text) {
		if c := s.try(text, delim, cr); c.better(best) {
			best = c
		}
	}
	s.table = &table{delim: best.delim, skip: best.row, header: best.header, cr: cr}
	s.info.Delimiter = rune(best.delim)
	return s.compiled(ctx, best)
}

// compiled finds out what the columns of a table mean and looks at its rows.
func (s *Source) compiled(ctx context.Context, best candidate) (*Source, error) {
	s.table.compile(s.opts)
	s.info.HeaderRow = best.line
	s.info.Layout = s.table.layout
	if err := s.scan(ctx); err != nil {
		return nil, readError(err)
	}
	if best.matched < 2 && (best.matched < 1 || len(best.header) > 3) {
		return s, unsupported(DetailNoHeader)
	}
	return s, nil
}

// delimiters returns the delimiters to try. Excel may say which one it is in
// the first line.
func (s *Source) delimiters(text string) []byte {
	if s.opts.Delimiter > 0 && s.opts.Delimiter < 0x80 {
		return []byte{byte(s.opts.Delimiter)}
	}
	if rest, ok := cutPrefixFold(strings.TrimLeft(text, "\uFEFF\""), "sep="); ok && rest != "" && rest[0] < 0x80 {
		return []byte{rest[0]}
	}
	return []byte{',', ';', '\t', '|'}
}

// candidate is a way to read the head of a table.
type candidate struct {
	delim   byte
	row     int // rows before the header
	line    int
	header  []string
	matched int // headers that we know
}

// better reports whether more headers are known; of equals the one with more
// columns is better.
func (c candidate) better(o candidate) bool {
	if c.matched != o.matched {
		return c.matched > o.matched
	}
	return len(c.header) > len(o.header)
}

// try reads the head of a table with a delimiter and finds its best header.
func (s *Source) try(text string, delim byte, cr bool) candidate {
	return s.head(&tableReader{lines: newLineReader(strings.NewReader(text), maxLine, cr), delim: delim, guess: s.guess}, delim)
}

// head finds the best header among the first rows.
func (s *Source) head(t rowReader, delim byte) candidate {
	best := candidate{delim: delim, matched: -1}
	for row := range headerSearch {
		r, err := t.next()
		if err != nil {
			break
		}
		n := s.known(r.cells)
		if n > best.matched {
			best = candidate{delim: delim, row: row, line: r.line, header: r.cells, matched: n}
		}
	}
	return best
}

// known counts the cells of a row that are headers we know. A long cell, or
// one with an address in it, makes the row one of data.
func (s *Source) known(cells []string) int {
	n := 0
	seen := map[string]bool{}
	for _, c := range cells {
		key := headerKey(c)
		if key == "" || seen[key] || len(c) > 100 || strings.Contains(c, "@") {
			continue
		}
		seen[key] = true
		if _, ok := s.opts.Mapping[strings.TrimSpace(c)]; ok {
			n++
		} else if _, ok := specOf(c); ok {
			n++
		}
	}
	return n
}

// rowReader gives the rows of a table; the error is io.EOF after the last.
type rowReader interface {
	next() (tableRow, error)
	close() error
}

// rows opens the table at its first row of data.
func (s *Source) rows(ctx context.Context) (rowReader, error) {
	if s.info.Format == XLSX {
		return s.sheetRows(ctx)
	}
	t := &tableReader{
		lines: newLineReader(s.stream(ctx), maxLine, s.table.cr),
		delim: s.table.delim,
		guess: s.guess,
	}
	if s.guess.enc == nil {
		t.guess, _ = charsetByCode("windows-1252")
	}
	for range s.table.skip + 1 {
		if _, err := t.next(); err != nil {
			if errors.Is(err, io.EOF) {
				break
			}
			return nil, err
		}
	}
	t.want = len(s.table.header)
	return t, nil
}

// sheetRows does the same for a workbook.
func (s *Source) sheetRows(ctx context.Context) (rowReader, error) {
	w, err := s.openWorkbook(ctx)
	if err != nil {
		return nil, err
	}
	w.sheet = s.sheet
	t, err := w.rows()
	if err != nil {
		return nil, errors.Join(err, w.f.Close())
	}
	for range s.table.skip + 1 {
		if _, err := t.next(); err != nil && !errors.Is(err, io.EOF) {
			return nil, errors.Join(err, t.close())
		}
	}
	t.dates = map[int]bool{}
	for _, i := range append(dateColumns(s.table), s.table.instants()...) {
		t.dates[i] = true
	}
	return t, nil
}

// wholeScan reports whether all rows are looked at before the import. A
// workbook is packed, so the same number of bytes holds more of them.
func (s *Source) wholeScan() bool {
	if s.info.Format == XLSX {
		return s.size <= scanBytes/8
	}
	return s.size <= scanBytes
}

// scan counts the rows, weighs the dates and takes samples for the preview.
func (s *Source) scan(ctx context.Context) (err error) {
	t, err := s.rows(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	defer s.offset.Store(0)
	dates := dateColumns(s.table)
	var ev evidence
	samples := make([]string, len(s.table.header))
	n := 0
	for ; s.wholeScan() || n < scanRows; n++ {
		r, err := t.next()
		if errors.Is(err, io.EOF) {
			s.info.RowsExact = true
			break
		}
		if err != nil {
			return err
		}
		for _, i := range dates {
			if i < len(r.cells) {
				ev.add(r.cells[i])
			}
		}
		for i, c := range r.cells {
			if i < len(samples) && samples[i] == "" {
				samples[i] = shortened(strings.TrimSpace(c), 80)
			}
		}
	}
	s.info.Rows = n
	if read := s.offset.Load(); !s.info.RowsExact && read > 0 && s.info.Format == CSV {
		s.info.Rows = int(float64(n) * float64(s.size) / float64(read))
	}
	s.info.Columns = s.table.columns(samples)
	s.info.Dates = ev.result(s.opts.DateOrder)
	return nil
}

// readRows reads the rows of the table.
func (s *Source) readRows(ctx context.Context, yield func(book.Incoming) bool) (err error) {
	t, err := s.rows(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, t.close()) }()
	opts := s.opts
	opts.DateOrder = s.info.Dates.Order
	m := rowMapper{t: s.table, opts: &opts, source: s.table.layout.source()}
	for {
		r, err := t.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		in, ok := m.incoming(r)
		if ok && !yield(in) {
			return nil
		}
	}
}
