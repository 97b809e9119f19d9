package exchange

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"path"
	"strconv"
	"strings"
)

// The library that reads workbooks ends a damaged sheet as if it were whole.
// So that no row is lost without a word, the end of a sheet is looked at here.

// sheetEnd walks through the markup of a sheet and returns the number of its
// last row and whether the sheet is closed as it should be. A part that cannot
// be unpacked to its end is not whole; an error is one of the file itself.
func (s *Source) sheetEnd(ctx context.Context, sheet string) (last int, whole bool, err error) {
	archive, err := zip.NewReader(readerAt{ctx: ctx, r: s.r}, s.size)
	if err != nil {
		return 0, false, err
	}
	part, err := archive.Open(sheetPart(archive, sheet))
	if err != nil {
		return 0, false, nil
	}
	defer func() { err = errors.Join(err, part.Close()) }()
	r := bufio.NewReaderSize(part, 64<<10)
	inTag := false
	for {
		piece, err := r.ReadSlice('<')
		if inTag {
			name, rest, _ := bytes.Cut(piece, []byte(" "))
			name = bytes.TrimRight(name, "></\r\n\t")
			if i := bytes.IndexByte(name, ':'); i >= 0 && name[0] != '/' {
				name = name[i+1:]
			}
			switch {
			case string(name) == "row":
				last = rowNumber(rest, last+1)
			case bytes.HasPrefix(piece, []byte("/")) && bytes.HasSuffix(name, []byte("sheetData")), string(name) == "sheetData" && bytes.Contains(piece, []byte("/>")):
				return last, true, nil
			}
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			inTag = false
		case ctx.Err() != nil:
			return last, false, ctx.Err()
		case err != nil: // the end, or a part that cannot be unpacked
			return last, false, nil
		default:
			inTag = true
		}
	}
}

// rowNumber is the number that a row gives itself, or else the next one.
func rowNumber(attributes []byte, next int) int {
	tag, _, _ := bytes.Cut(attributes, []byte(">"))
	_, value, ok := bytes.Cut(append([]byte(" "), tag...), []byte(` r="`))
	digits, _, closed := bytes.Cut(value, []byte(`"`))
	if n, err := strconv.Atoi(string(digits)); ok && closed && err == nil {
		return n
	}
	return next
}

// sheetPart is the name of the part of an archive in which a sheet stands, or
// "" when the workbook does not say.
func sheetPart(archive *zip.Reader, sheet string) string {
	var book struct {
		Sheets []struct {
			Name string `xml:"name,attr"`
			ID   string `xml:"http://schemas.openxmlformats.org/officeDocument/2006/relationships id,attr"`
		} `xml:"sheets>sheet"`
	}
	var relations struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	if !readPart(archive, "xl/workbook.xml", &book) || !readPart(archive, "xl/_rels/workbook.xml.rels", &relations) {
		return ""
	}
	for _, s := range book.Sheets {
		for _, r := range relations.Relationship {
			if s.Name == sheet && r.ID == s.ID {
				if whole, ok := strings.CutPrefix(r.Target, "/"); ok {
					return whole
				}
				return path.Join("xl", r.Target)
			}
		}
	}
	return ""
}

// readPart reads a small part of an archive.
func readPart(archive *zip.Reader, name string, into any) bool {
	part, err := archive.Open(name)
	if err != nil {
		return false
	}
	err = xml.NewDecoder(io.LimitReader(part, mostPart)).Decode(into)
	return errors.Join(err, part.Close()) == nil
}

// readerAt gives up when its context ends.
type readerAt struct {
	ctx context.Context
	r   io.ReaderAt
}

// ReadAt implements io.ReaderAt.
func (r readerAt) ReadAt(p []byte, off int64) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := r.r.ReadAt(p, off)
	return n, gone(err)
}
