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

// Grid is a table of figures: a cell is a string, an int, an int64, a float64,
// a calendar.Date or a time.Time; nil is an empty one.
type Grid struct {
	Title  string
	Header []string
	Rows   [][]any
}

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

// WriteGridXLSX writes tables of figures as a workbook, a sheet each, with real
// numbers and dates.
func WriteGridXLSX(w io.Writer, grids ...Grid) (err error) {
	f := excelize.NewFile()
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	day, err := f.NewStyle(&excelize.Style{NumFmt: 14})
	if err != nil {
		return err
	}
	instant, err := f.NewStyle(&excelize.Style{NumFmt: 22})
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
		if err := gridSheet(f, name, g, bold, day, instant); err != nil {
			return err
		}
	}
	return f.Write(w)
}

func gridSheet(f *excelize.File, name string, g Grid, bold, day, instant int) error {
	out, err := f.NewStreamWriter(name)
	if err != nil {
		return err
	}
	row := make([]any, len(g.Header))
	for i, h := range g.Header {
		row[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	if err := out.SetRow("A1", row); err != nil {
		return err
	}
	for k, cells := range g.Rows {
		row = row[:0]
		for _, v := range cells {
			row = append(row, sheetCell(v, day, instant))
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
