package exchange

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"sync/atomic"

	"dragoman/data/book"
)

// Source is a file that was opened for reading. Its methods may be called from
// several goroutines, but only one Records may run at a time if Offset is to
// mean anything.
type Source struct {
	r      io.ReaderAt
	size   int64
	opts   Options
	info   Info
	bom    int64 // bytes of the byte order mark
	guess  charset
	table  *table // of a CSV or a workbook
	sheet  string // of a workbook
	offset atomic.Int64
}

const op = "import.read"

// The details of book.Unsupported: why a file is not read.
const (
	DetailEmpty    = "empty"     // no bytes, or only white space
	DetailBinary   = "binary"    // a picture, a program, …
	DetailXLSX     = "xlsx"      // an Excel workbook with a password
	DetailXLSXBad  = "xlsx_bad"  // an Excel workbook that is damaged, or unpacks to far too much
	DetailXLS      = "xls"       // an Excel workbook of before 2007
	DetailZip      = "zip"       // an archive
	DetailPDF      = "pdf"       // a PDF document
	DetailJSON     = "json"      // JSON
	DetailStopped  = "stopped"   // the file, or the drive that it is on, went away while it was read
	DetailCut      = "cut"       // JSON that ends in the middle
	DetailHTML     = "html"      // a web page, XML
	DetailCalendar = "icalendar" // events, not customers
	DetailBook     = "book"      // a SQLite file, perhaps a book
	DetailNoHeader = "no_header" // no line with names of columns that we know
)

// Open looks at the beginning of a file (and, if it is long, at samples of the
// rest) and finds out what it is. The size is in bytes. The name is used only
// for Info. A file that cannot be read as customers is a book.Error with Code
// Unsupported and one of the Details above; DetailNoHeader comes together with
// a Source whose Info lists the first row as columns, so that Options.Mapping
// can be asked for.
func Open(ctx context.Context, name string, size int64, r io.ReaderAt, o Options) (*Source, error) {
	if err := ctx.Err(); err != nil {
		return nil, &book.Error{Op: op, Code: book.Cancelled, Err: err}
	}
	s := &Source{r: r, size: size, opts: o, info: Info{Name: name}}
	head, err := s.sample()
	if err != nil {
		return nil, readError(err)
	}
	if isWorkbook(head) {
		return s.openSheet(ctx)
	}
	if detail := refuse(head); detail != "" {
		return nil, unsupported(detail)
	}
	if err := s.chooseEncoding(head); err != nil {
		return nil, err
	}
	text := s.decodeSample(head)
	if looksLikeVCard(text) {
		s.info.Format, s.info.Layout = VCard, Cards
		return s, s.countCards(ctx)
	}
	if looksLikeMonica(text) {
		return s.openMonica(ctx)
	}
	if looksLikeCalendar(text) {
		return s.openCalendar(ctx)
	}
	if looksLikeBook(text) {
		s.info.Format, s.info.Layout = JSON, Ours
		return s, nil
	}
	if detail := refuseText(text); detail != "" {
		return nil, unsupported(detail)
	}
	s.info.Format = CSV
	return s.openTable(ctx, text)
}

// Info returns what was found out about the file.
func (s *Source) Info() Info { return s.info }

// Size returns the length of the file in bytes.
func (s *Source) Size() int64 { return s.size }

// Offset returns how many bytes the running Records has read.
func (s *Source) Offset() int64 { return s.offset.Load() }

// Records reads the file from its beginning, one record at a time. It may be
// called again. A record that could not be read comes as a book.Incoming
// with a Problem; an error ends the sequence: Code Cancelled when ctx was cancelled,
// Internal when the file cannot be read on.
func (s *Source) Records(ctx context.Context) iter.Seq2[book.Incoming, error] {
	return func(yield func(book.Incoming, error) bool) {
		s.offset.Store(0)
		more := func(r book.Incoming) bool {
			if err := ctx.Err(); err != nil {
				yield(book.Incoming{}, &book.Error{Op: op, Code: book.Cancelled, Err: err})
				return false
			}
			return yield(r, nil)
		}
		var err error
		switch {
		case s.info.Format == VCard:
			err = s.readCards(ctx, more)
		case s.info.Layout == Monica:
			err = s.readMonica(ctx, more)
		case s.info.Format == ICS:
			err = s.readCalendar(ctx, more)
		default:
			err = s.readRows(ctx, more)
		}
		if err != nil {
			yield(book.Incoming{}, readError(err))
		}
	}
}

// Rows reads our own JSON from its beginning, one row of the book at a time.
func (s *Source) Rows(ctx context.Context) iter.Seq2[book.Row, error] {
	s.offset.Store(0)
	return readBook(s.stream(ctx))
}

// stream returns the bytes of the file as UTF-8 after the byte order mark.
// Files in UTF-8, and vCards in anything but UTF-16, come as they are.
func (s *Source) stream(ctx context.Context) io.Reader {
	raw := &counted{ctx: ctx, r: io.NewSectionReader(s.r, s.bom, s.size-s.bom), n: &s.offset, want: s.size - s.bom}
	if s.guess.utf16() || s.info.Format == CSV {
		return s.guess.reader(raw)
	}
	return raw
}

// gone is an error of the file itself, not of what stands in it.
func gone(err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	return &book.Error{Op: op, Code: book.Unsupported, Detail: DetailStopped, Err: err}
}

// counted counts the bytes that pass and stops when its context ends.
type counted struct {
	ctx  context.Context
	r    io.Reader
	n    *atomic.Int64
	want int64 // how many bytes there are
}

// Read implements io.Reader.
func (c *counted) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	if err == io.EOF && n == 0 && c.n.Load() < c.want {
		err = io.ErrUnexpectedEOF
	}
	return n, gone(err)
}

const (
	headBytes  = 1 << 20
	probeBytes = 64 << 10
	probes     = 15
)

// sample returns the first megabyte of the file and, when it is longer, lines
// from fifteen places spread over the rest.
func (s *Source) sample() ([]byte, error) {
	head := make([]byte, min(s.size, headBytes))
	n, err := s.r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil, gone(err)
	}
	head = head[:n]
	if int64(n) < s.size && len(head) == headBytes {
		step := (s.size - headBytes) / probes
		for i := int64(0); i < probes && step > probeBytes; i++ {
			buf := make([]byte, probeBytes)
			n, err := s.r.ReadAt(buf, headBytes+i*step)
			if err != nil && err != io.EOF {
				return nil, gone(err)
			}
			head = append(head, wholeLines(buf[:n])...)
		}
	}
	return head, nil
}

// wholeLines cuts the broken lines from both ends.
func wholeLines(b []byte) []byte {
	first, last := bytes.IndexByte(b, '\n'), bytes.LastIndexByte(b, '\n')
	if first < 0 || last <= first {
		return nil
	}
	return b[first : last+1]
}

func unsupported(detail string) error {
	return &book.Error{Op: op, Code: book.Unsupported, Detail: detail}
}

func readError(err error) error {
	if e := (*book.Error)(nil); errors.As(err, &e) {
		return err
	}
	code := book.CodeOf(err)
	return &book.Error{Op: op, Code: code, Err: fmt.Errorf("read the file: %w", err)}
}
