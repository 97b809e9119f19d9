package exchange

import (
	"bufio"
	"context"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"dragoman/data/book"
)

// Into brings the whole file into a book, whatever its format is.
func (s *Source) Into(ctx context.Context, b *book.Book, o book.ImportOptions) (book.ImportReport, error) {
	if s.info.Format == JSON && s.info.Layout == Ours {
		return b.Imports.RunRows(ctx, func() iter.Seq2[book.Row, error] { return s.Rows(ctx) }, o)
	}
	return b.Imports.Run(ctx, s.Records(ctx), o)
}

// HTML is written and not read.
const HTML Format = "html"

// Written lists the formats that can be written, in the order in which they
// are offered, each with the ending of its files.
func Written() []Format { return []Format{CSV, XLSX, VCard, ICS, HTML, JSON} }

// Ending is what the name of a file of a format ends in.
func (f Format) Ending() string {
	if f == VCard {
		return "vcf"
	}
	return string(f)
}

// Write writes the customers that a filter picks in a format and returns how
// many they were. JSON is the whole book, whatever the filter says.
func Write(ctx context.Context, w io.Writer, b *book.Book, format Format, filter book.CustomerFilter, o ExportOptions) (int, error) {
	from := b.Customers.Bundles(ctx, filter)
	switch format {
	case JSON:
		return WriteBook(w, b.Rows(ctx), b.Now())
	case CSV:
		return WriteCSV(ctx, w, from, o)
	case XLSX:
		return WriteXLSX(ctx, w, from, o)
	case VCard:
		return WriteCards(ctx, w, from, o)
	case ICS:
		return WriteDates(ctx, w, from, b.Now(), o)
	case HTML:
		return WriteHTML(ctx, w, from, b.Now().In(time.Local), o)
	}
	return 0, &book.Error{Op: "export", Code: book.Internal, Err: errors.New("no such format")}
}

// ToFile lets write fill a file. The file appears under its name when it is
// whole; whatever happens before that leaves what was there.
func ToFile(path string, write func(io.Writer) error) (err error) {
	const op = "export.file"
	f, err := os.CreateTemp(filepath.Dir(path), ".dragoman-*.part")
	if err != nil {
		return fileError(op, err)
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, ignoreMissing(os.Remove(f.Name())))
		}
	}()
	out := bufio.NewWriter(f)
	err = write(out)
	if err == nil {
		err = out.Flush()
	}
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err != nil {
		return fileError(op, err)
	}
	return fileError(op, os.Rename(f.Name(), path))
}

func ignoreMissing(err error) error {
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// fileError names what went wrong with a file that is written.
func fileError(op string, err error) error {
	var errno syscall.Errno
	var e *book.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &e):
		return err
	case errors.Is(err, syscall.ENOSPC), errors.As(err, &errno) && diskFull(errno):
		return &book.Error{Op: op, Code: book.DiskFull, Err: err}
	case errors.Is(err, os.ErrPermission), errors.Is(err, os.ErrNotExist):
		return book.FolderError(op, err)
	}
	return &book.Error{Op: op, Code: book.Internal, Err: err}
}
