package exchange

import (
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

// Limits that no real row reaches.
const (
	maxLine     = 4 << 20 // bytes of one line
	maxRow      = 1 << 20 // bytes of one row with line breaks in its cells
	maxRowLines = 5000
	maxTries    = 16 // how often a row may be read again when lines are added
	mostColumns = 2000
	maxLoose    = 100 // lines that a cell with stray quotation marks may have
)

// tableRow is one row of a table as text.
type tableRow struct {
	line    int // on which it begins
	cells   []string
	quote   bool // a stray quotation mark was taken as a character
	nul     bool // NUL bytes were left out
	unread  bool // some characters could not be read
	tooLong bool
	broken  bool // the file is damaged here, and nothing follows
}

// tableReader cuts a stream of text into rows. It follows RFC 4180 and goes on
// where that ends: a quotation mark that nobody closed, or that stands inside
// a cell, spoils no more than its own row.
type tableReader struct {
	lines   *lineReader
	delim   byte
	want    int     // how many cells a row should have, 0 when that is not known yet
	guess   charset // of lines that are not UTF-8
	pending []textLine
}

type textLine struct {
	row    int
	text   string
	nul    bool
	unread bool
	cut    bool
}

// next returns the next row that is not blank; the error is io.EOF after the
// last.
func (t *tableReader) next() (tableRow, error) {
	for {
		first, err := t.line()
		if err != nil {
			return tableRow{}, err
		}
		if strings.TrimSpace(first.text) == "" {
			continue
		}
		return t.row(first)
	}
}

// close implements rowReader: the text is somebody else's.
func (t *tableReader) close() error { return nil }

// line returns the next line of the file, or one that was put back.
func (t *tableReader) line() (textLine, error) {
	if len(t.pending) > 0 {
		l := t.pending[0]
		t.pending = t.pending[1:]
		return l, nil
	}
	b, err := t.lines.next()
	if err != nil {
		return textLine{}, err
	}
	l := textLine{row: t.lines.row, text: string(b), cut: t.lines.cut}
	if !utf8.ValidString(l.text) {
		l.unread = true
		if c := t.guess; c.enc != nil && !c.utf16() && !mostlyUTF8(b) {
			l.text, _ = c.decode(b)
		} else {
			l.text = strings.ToValidUTF8(l.text, "\uFFFD")
		}
	} else if strings.Contains(l.text, "\uFFFD") {
		l.unread = true
	}
	if strings.IndexByte(l.text, 0) >= 0 {
		l.text, l.nul = strings.ReplaceAll(l.text, "\x00", ""), true
	}
	return l, nil
}

// row reads the row that begins with a line.
func (t *tableReader) row(first textLine) (tableRow, error) {
	r := tableRow{line: first.row}
	cells, state := parseCells(first.text, t.delim, false)
	used := []textLine{first}
	if state == cellsOpen {
		var err error
		cells, state, used, err = t.grow(used, false, maxRowLines)
		if err != nil {
			return r, err
		}
	}
	if state != cellsWhole {
		var err error
		t.putBack(used[1:])
		cells, used, err = t.loose(first)
		if err != nil {
			return r, err
		}
		r.quote = true
	}
	if len(cells) > mostColumns {
		cells, r.tooLong = cells[:mostColumns:mostColumns], true
	}
	r.cells = cells
	for _, l := range used {
		r.nul = r.nul || l.nul
		r.unread = r.unread || l.unread
		r.tooLong = r.tooLong || l.cut
	}
	return r, nil
}

// grow adds lines to a row until its last cell is closed, which can only be
// after an odd number of further quotation marks.
func (t *tableReader) grow(used []textLine, loose bool, most int) ([]string, cellState, []textLine, error) {
	var b strings.Builder
	b.WriteString(used[0].text)
	marks, tries := 0, 0
	for len(used) < most && b.Len() < maxRow && tries < maxTries {
		l, err := t.line()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, 0, used, err
		}
		used = append(used, l)
		b.WriteByte('\n')
		b.WriteString(l.text)
		n := strings.Count(l.text, `"`)
		if marks += n; n == 0 || marks%2 == 0 && !loose {
			continue
		}
		tries++
		if cells, state := parseCells(b.String(), t.delim, loose); state != cellsOpen {
			return cells, state, used, nil
		}
	}
	return nil, cellsOpen, used, nil
}

// loose reads a row whose quotation marks do not follow the rule: first as if
// a cell ended only at a mark before a delimiter, and when that does not give
// as many cells as there should be, as if stray marks were characters.
func (t *tableReader) loose(first textLine) ([]string, []textLine, error) {
	used := []textLine{first}
	cells, state := parseCells(first.text, t.delim, true)
	if state == cellsOpen {
		var err error
		cells, state, used, err = t.grow(used, true, maxLoose)
		if err != nil {
			return nil, nil, err
		}
	}
	if state == cellsWhole && (t.want == 0 || len(cells) == t.want) {
		return cells, used, nil
	}
	t.putBack(used[1:])
	return literalCells(first.text, t.delim), used[:1], nil
}

func (t *tableReader) putBack(lines []textLine) {
	if len(lines) > 0 {
		t.pending = append(append([]textLine{}, lines...), t.pending...)
	}
}

// cellState says how the reading of a row ended.
type cellState int

const (
	cellsWhole     cellState = iota
	cellsOpen                // the text ends inside a quoted cell
	cellsMalformed           // something follows a closing quotation mark
)

// parseCells cuts a row into cells. In loose mode a quoted cell ends only at a
// mark before a delimiter or the end.
func parseCells(s string, delim byte, loose bool) ([]string, cellState) {
	cells := make([]string, 0, 1+strings.Count(s, string(rune(delim))))
	for i := 0; ; {
		j := i
		for j < len(s) && s[j] == ' ' && delim != ' ' {
			j++
		}
		if j < len(s) && s[j] == '"' {
			cell, next, state := quotedCell(s, j+1, delim, loose)
			if state != cellsWhole {
				return cells, state
			}
			cells = append(cells, cell)
			if next > len(s) {
				return cells, cellsWhole
			}
			i = next
			continue
		}
		end := strings.IndexByte(s[i:], delim)
		if end < 0 {
			return append(cells, s[i:]), cellsWhole
		}
		cells = append(cells, s[i:i+end])
		i += end + 1
	}
}

// quotedCell reads a cell from behind its opening mark. next is where the cell
// after it begins, beyond the end of s when there is none.
func quotedCell(s string, from int, delim byte, loose bool) (cell string, next int, state cellState) {
	doubled := false
	for k := from; k < len(s); k++ {
		if s[k] != '"' {
			continue
		}
		if k+1 < len(s) && s[k+1] == '"' {
			doubled = true
			k++
			continue
		}
		end := k + 1
		for end < len(s) && s[end] == ' ' {
			end++
		}
		if end < len(s) && s[end] != delim {
			if loose {
				continue
			}
			return "", 0, cellsMalformed
		}
		cell = s[from:k]
		if doubled {
			cell = strings.ReplaceAll(cell, `""`, `"`)
		}
		return cell, end + 1, cellsWhole
	}
	return "", 0, cellsOpen
}

// literalCells cuts a line at every delimiter outside of well-formed quoted
// cells; every other quotation mark is a character.
func literalCells(s string, delim byte) []string {
	var cells []string
	for i := 0; ; {
		if i < len(s) && s[i] == '"' {
			if cell, next, state := quotedCell(s, i+1, delim, false); state == cellsWhole {
				cells = append(cells, cell)
				if next > len(s) {
					return cells
				}
				i = next
				continue
			}
		}
		end := strings.IndexByte(s[i:], delim)
		if end < 0 {
			return append(cells, s[i:])
		}
		cells = append(cells, s[i:i+end])
		i += end + 1
	}
}
