package exchange

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"dragoman/data/calendar"

	"github.com/xuri/excelize/v2"
)

func TestGrids(t *testing.T) {
	g := Grid{
		Title: "By culture: 文化 / " + strings.Repeat("x", 40), Header: []string{"Culture", "Repeat", "Day"},
		Rows: [][]any{{"=1+1", -0.5, calendar.NewDate(2026, 11, 26)}, {"日本", nil, Share(0.75)}},
	}
	var b bytes.Buffer
	if err := WriteGridCSV(&b, g); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffCulture,Repeat,Day\r\n'=1+1,-0.5,2026-11-26\r\n日本,,0.75\r\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
	b.Reset()
	if err := WriteGridXLSX(&b, g, g); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	names := f.GetSheetList()
	if len(names) != 2 || names[0] == names[1] || len([]rune(names[0])) > 31 {
		t.Fatal(names)
	}
	for cell, want := range map[string]string{"A1": "Culture", "A2": "=1+1", "B2": "-0.5", "A3": "日本", "B3": "", "C3": "75%"} {
		if got, err := f.GetCellValue(names[1], cell); got != want || err != nil {
			t.Errorf("%s is %q, want %q (%v)", cell, got, want, err)
		}
	}
	long, _ := f.GetColWidth(names[0], "A")
	short, _ := f.GetColWidth(names[0], "C")
	if panes, err := f.GetPanes(names[0]); long <= 5 || short < 8 || !panes.Freeze || err != nil {
		t.Errorf("columns of %v and %v, panes %+v, %v", long, short, panes, err)
	}
	if lies, _ := f.GetPageLayout(names[1]); lies.Orientation == nil || *lies.Orientation != "landscape" || *lies.FitToWidth != 1 {
		t.Errorf("the page: %+v", lies)
	}
	for text, want := range map[string]int{"Orders": 1, "Period before": 1, "First reply, median (working minutes)": 4, "首次回复（中位数）（工作分钟）": 3, "": 1} {
		if got := linesAt(text, mostOfHeading); got != want {
			t.Errorf("%q takes %d lines, want %d", text, got, want)
		}
	}
	if formula, _ := f.GetCellFormula(names[0], "A2"); formula != "" {
		t.Errorf("a formula: %q", formula)
	}
}

func TestReport(t *testing.T) {
	var b bytes.Buffer
	err := WriteReport(&b, Report{Lang: "en", Title: "Insights", Made: "today", Sections: []Section{
		{Title: "<b>Li</b>", Lines: []ReportLine{{"Repeat", "58%", "+4 points"}}, Header: []string{"A", "B"}, Rows: [][]string{{"日本", "1"}}, Remarks: []string{"Three & more"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"&lt;b&gt;Li&lt;/b&gt;", "58%", "日本", "Three &amp; more", `<html lang="en">`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing", want)
		}
	}
}

// TestReportsPrintTheirHeadings holds that the heading of a table stands on
// every page, that no row is torn, and that a table may go over pages.
func TestReportsPrintTheirHeadings(t *testing.T) {
	var b bytes.Buffer
	err := WriteReport(&b, Report{Sections: []Section{{Title: "A", Header: []string{"B"}, Rows: [][]string{{"1"}}}, {Title: "C", Remarks: []string{"D"}}}})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<thead><tr><th dir=\"auto\">B</th></tr></thead>", "table-header-group", "tr, li { break-inside: avoid; }", "overflow: visible"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is missing", want)
		}
	}
	if n := strings.Count(b.String(), `<section class="long">`); n != 1 {
		t.Errorf("%d sections may be broken", n)
	}
}

// TestSheetsAreCalledWhatTheyHold numbers only what would stand twice.
func TestSheetsAreCalledWhatTheyHold(t *testing.T) {
	var out bytes.Buffer
	grid := func(title string) Grid { return Grid{Title: title, Header: []string{"A"}} }
	if err := WriteGridXLSX(&out, grid("Sales"), grid("By month"), grid("sales"), grid("")); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got, want := f.GetSheetList(), []string{"Sales", "By month", "sales 3", "4"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
