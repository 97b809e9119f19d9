package exchange

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"dragoman/data/book"

	"github.com/xuri/excelize/v2"
)

// A workbook is read sheet by sheet, the first one that holds a table with a
// header that we know, or else the first with anything in it. Its parts are
// unpacked into temporary files when they are large, so that memory stays flat.

// Limits of a workbook: what a file of hundreds of thousands of customers
// unpacks to, and nothing near what a bomb does.
const (
	mostUnpacked = 2 << 30
	mostPart     = 4 << 20 // of one part in memory; larger ones go to a file
)

// workbook is an open XLSX.
type workbook struct {
	f     *excelize.File
	sheet string
	epoch bool                                     // days count from 1904
	end   func() (last int, whole bool, err error) // of the sheet
}

// openWorkbook opens a workbook. A file that is damaged, locked by a password
// or too large to be real is Unsupported.
func (s *Source) openWorkbook(ctx context.Context) (*workbook, error) {
	raw := &counted{ctx: ctx, r: io.NewSectionReader(s.r, 0, s.size), n: &s.offset, want: s.size}
	f, err := excelize.OpenReader(raw, excelize.Options{RawCellValue: true, UnzipSizeLimit: mostUnpacked, UnzipXMLSizeLimit: mostPart})
	if err != nil {
		switch e := (*book.Error)(nil); {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.As(err, &e):
			return nil, err
		case errors.Is(err, excelize.ErrWorkbookPassword), errors.Is(err, excelize.ErrWorkbookFileFormat):
			return nil, unsupported(DetailXLSX)
		}
		return nil, unsupported(DetailXLSXBad)
	}
	w := &workbook{f: f}
	w.end = func() (int, bool, error) { return s.sheetEnd(ctx, w.sheet) }
	if p, err := f.GetWorkbookProps(); err == nil && p.Date1904 != nil {
		w.epoch = *p.Date1904
	}
	return w, nil
}

// rows opens the chosen sheet at its first row.
func (w *workbook) rows() (*sheetReader, error) {
	r, err := w.f.Rows(w.sheet)
	if err != nil {
		return nil, fmt.Errorf("read the sheet: %w", err)
	}
	return &sheetReader{rows: r, book: w}, nil
}

// sheetReader gives the rows of a sheet as text.
type sheetReader struct {
	rows  *excelize.Rows
	book  *workbook
	line  int
	over  bool         // nothing can be read any more
	dates map[int]bool // columns whose numbers are days
}

// next implements rowReader. Rows without any text are passed over.
func (r *sheetReader) next() (tableRow, error) {
	for !r.over && r.rows.Next() {
		r.line++
		cells, err := r.rows.Columns()
		if err != nil {
			return r.broken(r.line, err)
		}
		row := tableRow{line: r.line}
		if len(cells) > mostColumns {
			cells, row.tooLong = cells[:mostColumns], true
		}
		some := false
		for i, c := range cells {
			if !utf8.ValidString(c) {
				c, row.unread = strings.ToValidUTF8(c, "\uFFFD"), true
			}
			if strings.IndexByte(c, 0) >= 0 {
				c, row.nul = strings.ReplaceAll(c, "\x00", ""), true
			}
			if r.dates[i] {
				c = r.day(c)
			}
			cells[i] = c
			some = some || strings.TrimSpace(c) != ""
		}
		if some {
			row.cells = cells
			return row, nil
		}
	}
	if r.over {
		return tableRow{}, io.EOF
	}
	if err := r.rows.Error(); err != nil {
		return r.broken(r.line+1, err)
	}
	last, whole, err := r.book.end()
	if err != nil {
		return tableRow{}, err
	}
	if last > r.line || !whole {
		return r.broken(r.line+1, nil)
	}
	return tableRow{}, io.EOF
}

// broken is the last row of a sheet that is damaged from there on. What stands
// before it is whole.
func (r *sheetReader) broken(line int, err error) (tableRow, error) {
	if e := (*os.PathError)(nil); errors.As(err, &e) {
		return tableRow{}, fmt.Errorf("read row %d: %w", line, err)
	}
	r.over = true
	return tableRow{line: line, broken: true}, nil
}

// close ends the reading and removes temporary files.
func (r *sheetReader) close() error {
	return errors.Join(r.rows.Close(), r.book.f.Close())
}

// day writes the number of a day as a date. Everything else stays.
func (r *sheetReader) day(c string) string {
	n, err := strconv.ParseFloat(c, 64)
	if err != nil || n < 1 || n > 2_958_465 || len(c) == 8 && n == float64(int(n)) { // 19880504 is no serial number
		return c
	}
	t, err := excelize.ExcelDateToTime(n, r.book.epoch)
	if err != nil {
		return c
	}
	if n == float64(int(n)) {
		return t.Format("2006-01-02")
	}
	return t.Round(time.Second).UTC().Format(time.RFC3339)
}

// openSheet finds the sheet and the header of a workbook.
func (s *Source) openSheet(ctx context.Context) (*Source, error) {
	w, err := s.openWorkbook(ctx)
	if err != nil {
		return nil, readError(err)
	}
	best, sheet, damaged := candidate{matched: -1}, "", false
	for _, name := range w.f.GetSheetList() {
		w.sheet = name
		r, err := w.rows()
		if err != nil {
			damaged = true
			continue // a chart, or a sheet that is damaged: another may be whole
		}
		c := s.head(r, 0)
		damaged = damaged || r.over
		if err := r.rows.Close(); err != nil {
			return nil, readError(err)
		}
		if c.header != nil && c.better(best) {
			best, sheet = c, name
		}
	}
	if err := w.f.Close(); err != nil {
		return nil, readError(err)
	}
	if best.header == nil {
		if damaged {
			return nil, unsupported(DetailXLSXBad)
		}
		return nil, unsupported(DetailEmpty)
	}
	s.info.Format, s.info.Encoding, s.info.Confidence = XLSX, utf8Code, 1
	s.sheet = sheet
	s.table = &table{skip: best.row, header: best.header}
	return s.compiled(ctx, best)
}
