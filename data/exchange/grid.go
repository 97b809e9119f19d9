package exchange

import (
	"bufio"
	_ "embed"
	"encoding/csv"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Grid is a table of figures: a cell is a string, an int, an int64, a float64, a
// Share, a calendar.Date or a time.Time; nil is an empty one.
type Grid struct {
	Title  string
	Header []string
	Rows   [][]any
}

// Share is a part of a whole, from 0 to 1. A workbook shows it in percent.
type Share float64

// WriteGridCSV writes a table of figures as CSV for Excel and everything else,
// as WriteCSV does. Numbers stand as they are; only texts are guarded.
func WriteGridCSV(w io.Writer, g Grid) error {
	out := bufio.NewWriter(w)
	if _, err := out.WriteString("\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.UseCRLF = true
	row := make([]string, len(g.Header))
	for i, h := range g.Header {
		row[i] = guarded(h)
	}
	if err := c.Write(row); err != nil {
		return err
	}
	for _, cells := range g.Rows {
		row = row[:0]
		for _, v := range cells {
			switch v := v.(type) {
			case nil:
				row = append(row, "")
			case string:
				row = append(row, guarded(v))
			case Share:
				row = append(row, cellText(float64(v)))
			default:
				row = append(row, cellText(v))
			}
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return out.Flush()
}

// gridStyles are the forms of the cells of a workbook of figures.
type gridStyles struct{ bold, day, instant, share int }

func newGridStyles(f *excelize.File) (s gridStyles, err error) {
	for _, x := range []struct {
		style *int
		form  excelize.Style
	}{
		{&s.bold, excelize.Style{Font: &excelize.Font{Bold: true}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}}},
		{&s.day, excelize.Style{NumFmt: 14}},
		{&s.instant, excelize.Style{NumFmt: 22}},
		{&s.share, excelize.Style{NumFmt: 9}},
	} {
		if *x.style, err = f.NewStyle(&x.form); err != nil {
			return s, err
		}
	}
	return s, nil
}

// WriteGridXLSX writes tables of figures as a workbook, a sheet each, with real
// numbers and dates: its columns are as wide as what stands in them, its heading
// stays when it is scrolled, and it prints as one page across.
func WriteGridXLSX(w io.Writer, grids ...Grid) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	styles, err := newGridStyles(f)
	if err != nil {
		return err
	}
	taken := map[string]bool{}
	for i, g := range grids {
		name := sheetName(g.Title, "")
		if name == "" || taken[strings.ToLower(name)] {
			name = sheetName(g.Title, " "+strconv.Itoa(i+1))
		}
		taken[strings.ToLower(name)] = true
		if i == 0 {
			err = f.SetSheetName("Sheet1", name)
		} else {
			_, err = f.NewSheet(name)
		}
		if err != nil {
			return err
		}
		if err := gridSheet(f, name, g, styles); err != nil {
			return err
		}
	}
	return f.Write(w)
}

func gridSheet(f *excelize.File, name string, g Grid, styles gridStyles) error {
	if err := onePageAcross(f, name); err != nil {
		return err
	}
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	widths, lines := gridWidths(g), 1
	for i, w := range widths {
		lines = max(lines, linesAt(g.Header[i], w))
		if err := out.SetColWidth(i+1, i+1, w); err != nil {
			return err
		}
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := make([]any, len(g.Header))
	for i, h := range g.Header {
		row[i] = excelize.Cell{StyleID: styles.bold, Value: h}
	}
	if err := out.SetRow("A1", row, excelize.RowOpts{Height: headingLine * float64(lines)}); err != nil {
		return err
	}
	for k, cells := range g.Rows {
		row = row[:0]
		for _, v := range cells {
			if v, ok := v.(Share); ok {
				row = append(row, excelize.Cell{StyleID: styles.share, Value: float64(v)})
				continue
			}
			row = append(row, sheetCell(v, styles.day, styles.instant))
		}
		at, err := excelize.CoordinatesToCellName(1, k+2)
		if err != nil {
			return err
		}
		if err := out.SetRow(at, row); err != nil {
			return err
		}
	}
	return out.Flush()
}

// onePageAcross lets a sheet lie on its side and be as wide as one page.
func onePageAcross(f *excelize.File, name string) error {
	on, side, across, down := true, "landscape", 1, 0
	if err := f.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: &on}); err != nil {
		return err
	}
	return f.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: &side, FitToWidth: &across, FitToHeight: &down})
}

// The width of a column, in digits of the workbook's font. A heading that needs
// more than its part is wrapped.
const (
	leastColumn   = 8
	mostOfHeading = 14
	mostColumn    = 60
)

// headingLine is the height of a line of the heading, in points.
const headingLine = 15

// places is how many digits wide a text is: a wide character, as of Chinese,
// takes two places.
func places(text string) (n float64) {
	for _, r := range text {
		n++
		if r >= 0x1100 {
			n++
		}
	}
	return n
}

// linesAt is how many lines a text takes in a column of a width, at most: broken
// at spaces, and within what is longer than a line.
func linesAt(text string, width float64) int {
	lines, at := 1, 0.0
	for _, word := range strings.Fields(text) {
		n := places(word)
		if at > 0 && at+n > width-1 {
			lines, at = lines+1, 0
		}
		for n > width-1 {
			lines, n = lines+1, n-(width-1)
		}
		at += n + 1
	}
	return lines
}

// gridWidths are the widths of the columns of a table.
func gridWidths(g Grid) []float64 {
	out := make([]float64, len(g.Header))
	see := func(i int, text string, most float64) {
		n := places(text) + 2 // air on both sides
		if i < len(out) {
			out[i] = max(out[i], min(n, most), leastColumn)
		}
	}
	for i, h := range g.Header {
		see(i, h, mostOfHeading)
	}
	for _, row := range g.Rows {
		for i, v := range row {
			switch v := v.(type) {
			case nil, Share: // at most 100%
			case string:
				see(i, v, mostColumn)
			default:
				see(i, cellText(v), mostColumn)
			}
		}
	}
	return out
}

// sheetName is a name that a workbook takes: at most 31 characters, none of
// those that stand in formulas, and with a number where the same stands twice.
func sheetName(title, number string) string {
	title = strings.Trim(strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return ' '
		}
		return r
	}, title), " ")
	runes := []rune(title)
	return strings.TrimSpace(string(runes[:min(len(runes), 31-len(number))]) + number)
}

//go:embed report.tmpl
var reportText string

var reportPage = template.Must(template.New("report").Parse(reportText))

// Report is a page of figures to print.
type Report struct {
	Lang     string
	Title    string
	Made     string
	Sections []Section
}

// Section is one part of a report: lines, a table in words, and remarks.
type Section struct {
	Title   string
	Lines   []ReportLine
	Header  []string
	Rows    [][]string
	Remarks []string
}

// ReportLine is a figure with its name and what is said about it.
type ReportLine struct{ Label, Value, Note string }

// WriteReport writes a report as a page to print. Text of any script and
// direction stands as it is.
func WriteReport(w io.Writer, r Report) error {
	out := bufio.NewWriter(w)
	if err := reportPage.Execute(out, r); err != nil {
		return err
	}
	return out.Flush()
}
