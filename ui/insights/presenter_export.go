package insights

import (
	"context"
	"io"
	"math"
	"path/filepath"
	"strings"

	"dragoman/data/exchange"
	"dragoman/data/insight"
	"dragoman/locales"
)

// ExportCSV writes the table by group as CSV.
func (p *Presenter) ExportCSV() {
	g := p.tableGrid()
	p.write("csv", func(w io.Writer) error { return exchange.WriteGridCSV(w, g) })
}

// ExportXLSX writes all measures, the table, the months and the causes as a
// workbook.
func (p *Presenter) ExportXLSX() {
	grids := []exchange.Grid{p.measureGrid(), p.tableGrid(), p.monthGrid()}
	if len(p.state.Causes) > 0 {
		grids = append(grids, p.causeGrid())
	}
	p.write("xlsx", func(w io.Writer) error { return exchange.WriteGridXLSX(w, grids...) })
}

// ExportReport writes a page to print.
func (p *Presenter) ExportReport() {
	r := p.report()
	p.write("html", func(w io.Writer) error { return exchange.WriteReport(w, r) })
}

// write asks for a file and writes it.
func (p *Presenter) write(ending string, to func(io.Writer) error) {
	env := p.env
	name := env.T("insights.export_file", locales.V{"Date": p.state.Words.Today.String()}) + "." + ending
	env.Shell.PickSave(env.T("insights.export_title", nil), name, func(path string) {
		if !strings.EqualFold(filepath.Ext(path), "."+ending) {
			path += "." + ending
		}
		p.writing.Run(func(context.Context) (struct{}, error) {
			return struct{}{}, exchange.ToFile(path, to)
		}, func(_ struct{}, err error) {
			if !p.failed(err) {
				env.Shell.Tell(env.T("insights.exported", nil))
			}
		})
	})
}

// cell is a figure as it is calculated with; nil while it is not known. Money is
// in units of the currency, as people enter it.
func (p *Presenter) cell(m insight.Measure, g insight.Figure) any {
	if !g.Known() {
		return nil
	}
	return p.number(m, g.Value)
}

func (p *Presenter) number(m insight.Measure, v float64) any {
	switch m.Unit() {
	case insight.Money:
		digits := locales.CurrencyDigits(p.state.Words.Base)
		return rounded(v/math.Pow10(digits), digits)
	case insight.Count:
		return int(v)
	case insight.Share:
		return exchange.Share(rounded(v, 4))
	}
	return rounded(v, 2)
}

// rounded is a figure with so many digits behind the point.
func rounded(v float64, digits int) float64 {
	k := math.Pow10(digits)
	return math.Round(v*k) / k
}

// unit says what a measure is counted in, where its numbers do not say it.
func (p *Presenter) unit(m insight.Measure) string {
	if m.Unit() == insight.Money {
		return p.state.Words.Base
	}
	return p.env.T(unitWords[m.Unit()], nil)
}

var unitWords = map[insight.Unit]locales.ID{
	insight.Count: "insights.unit_count", insight.Share: "insights.unit_share", insight.Minutes: "insights.unit_minutes",
	insight.Points: "insights.unit_points", insight.Ratio: "insights.unit_ratio",
}

// heading is the name of a column of figures, with its unit where the bare
// number leaves it open.
func (p *Presenter) heading(m insight.Measure) string {
	name := p.state.Words.Measure(m)
	if u := m.Unit(); u == insight.Money || u == insight.Minutes {
		return p.env.T("insights.col_in", locales.V{"Measure": name, "Unit": p.unit(m)})
	}
	return name
}

func (p *Presenter) measureGrid() exchange.Grid {
	t, s := p.env.T, p.state
	g := exchange.Grid{Title: t("insights.all_measures", nil), Header: []string{
		t("insights.col_measure", nil), t("insights.col_unit", nil), t("insights.col_value", nil), t("insights.col_before", nil), t("insights.col_rests", nil),
	}}
	for _, m := range insight.Measures() {
		x := s.Sheet.Figures[m]
		row := []any{s.Words.Measure(m), p.unit(m), p.cell(m, x), nil, s.Words.Rests(m, x)}
		if x.Known() && x.HasBefore {
			row[3] = p.number(m, x.Before)
		}
		if !x.Known() {
			row[4] = s.Words.Need(x)
		}
		g.Rows = append(g.Rows, row)
	}
	g.Rows = append(g.Rows, nil, // what the figures are of
		[]any{t("insights.period", nil), nil, nil, nil, s.Words.RangeYear(s.Sheet.Period.From, s.Sheet.Period.To)},
		[]any{t("insights.col_who", nil), nil, nil, nil, p.Whose()})
	return g
}

func (p *Presenter) tableGrid() exchange.Grid {
	s := p.state
	g := exchange.Grid{Title: s.Words.By(s.By), Header: []string{p.env.T("insights.table_name", nil)}}
	for _, m := range insight.Measures() {
		g.Header = append(g.Header, p.heading(m))
	}
	for _, r := range s.Rows {
		row := []any{s.Words.Group(s.By, r.Key)}
		for _, m := range insight.Measures() {
			row = append(row, p.cell(m, r.Figures[m]))
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func (p *Presenter) monthGrid() exchange.Grid {
	t, w := p.env.T, p.state.Words
	g := exchange.Grid{Title: t("insights.months", nil), Header: []string{t("insights.col_month", nil), w.Measure(insight.Orders), p.heading(insight.Revenue)}}
	for _, m := range p.state.Months {
		g.Rows = append(g.Rows, []any{monthName(w, m), m.Orders, p.number(insight.Revenue, float64(m.Revenue))})
	}
	return g
}

func (p *Presenter) causeGrid() exchange.Grid {
	t := p.env.T
	g := exchange.Grid{Title: t("insights.causes", nil), Header: []string{t("insights.col_cause", nil), t("insights.col_complaints", nil)}}
	for _, c := range p.state.Causes {
		g.Rows = append(g.Rows, []any{p.cause(c), c.N})
	}
	return g
}

// cause names a cause, also the unknown one.
func (p *Presenter) cause(c Cause) string {
	if c.Text == "" {
		return p.env.T("insights.cause_none", nil)
	}
	return c.Text
}

// reportColumns is how many measures the printed table has beside the group.
const reportColumns = 8

// report puts everything into words.
func (p *Presenter) report() exchange.Report {
	t, s := p.env.T, p.state
	r := exchange.Report{Lang: p.env.Printer.Tag(), Title: t("insights.title", nil), Made: t("insights.report_made", locales.V{
		"Days": s.Words.RangeYear(s.Sheet.Period.From, s.Sheet.Period.To), "Who": p.Whose(), "Date": p.env.Printer.DateTime(p.env.Now()),
	})}
	all := exchange.Section{Title: t("insights.all_measures", nil)}
	for _, m := range insight.Measures() {
		x := s.Sheet.Figures[m]
		line := exchange.ReportLine{Label: s.Words.Measure(m), Value: s.Words.Figure(m, x), Note: p.Below(m, x)}
		all.Lines = append(all.Lines, line)
	}
	found := exchange.Section{Title: t("insights.findings", nil)}
	for _, f := range s.Findings {
		found.Remarks = append(found.Remarks, s.Words.Finding(f))
	}
	if len(s.Findings) == 0 {
		found.Remarks = []string{t("insights.findings_none", nil)}
	}
	table := exchange.Section{Title: s.Words.By(s.By), Header: []string{t("insights.table_name", nil)}}
	columns := s.Columns(reportColumns)
	for _, m := range columns {
		table.Header = append(table.Header, s.Words.Measure(m))
	}
	for _, row := range s.Rows {
		cells := []string{s.Words.Group(s.By, row.Key)}
		for _, m := range columns {
			cells = append(cells, s.Words.Figure(m, row.Figures[m]))
		}
		table.Rows = append(table.Rows, cells)
	}
	months := exchange.Section{Title: t("insights.months", nil)}
	for _, m := range s.Months {
		months.Lines = append(months.Lines, exchange.ReportLine{
			Label: monthName(s.Words, m), Value: s.Words.Money(float64(m.Revenue)), Note: p.env.N("insights.from_orders", m.Orders, nil),
		})
	}
	r.Sections = append(r.Sections, all, found)
	if s.Sheet.Figures[insight.Revenue].Known() {
		r.Sections = append(r.Sections, months)
	}
	r.Sections = append(r.Sections, table)
	if len(s.Causes) > 0 {
		causes := exchange.Section{Title: t("insights.causes", nil)}
		for _, c := range s.Causes {
			causes.Lines = append(causes.Lines, exchange.ReportLine{Label: p.cause(c), Value: s.Words.Int(int64(c.N))})
		}
		r.Sections = append(r.Sections, causes)
	}
	return r
}

// Below is what stands under a figure: what it rests on and how it changed, or
// what it waits for.
func (p *Presenter) Below(m insight.Measure, g insight.Figure) string {
	w := p.state.Words
	if !g.Known() {
		return w.Need(g)
	}
	var parts []string
	if rests := w.Rests(m, g); rests != "" {
		parts = append(parts, rests)
	}
	if change, _ := w.Change(m, g); change != "" {
		parts = append(parts, p.env.T("insights.change", locales.V{"Change": change}))
	}
	if apart := w.Apart(g); apart != "" {
		parts = append(parts, apart)
	}
	return strings.Join(parts, " · ")
}
