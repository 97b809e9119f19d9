package insights

import (
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/insight"
	"dragoman/locales"
	"dragoman/ui/internal/figures"
	"dragoman/ui/internal/kit"
)

// The columns of the table, by how wide the window is.
const (
	wideColumns          = 6
	columnWidth  float32 = 78
	shortWidth   float32 = 62 // of what has three digits
	barWidth     float32 = 100
	tableRow     float32 = 40
	nameMinWidth float32 = 110
	columnGap    float32 = 12
)

// renderTable draws the figures by group. A press on a row shows its customers.
func (v *View) renderTable(s State) {
	rows := s.Rows
	box := kit.VBox(0, kit.Pad(0, 0, 8, 0, kit.HBox(0, v.by, kit.Space())))
	switch {
	case s.By == insight.BySegment && len(s.Segments) == 0:
		box.Add(kit.Inset(6, 0, kit.Wrap(v.env.T("insights.no_segments", nil), kit.Muted)))
	case len(rows) == 0:
		box.Add(kit.Inset(6, 0, kit.Wrap(v.env.T("insights.table_none", nil), kit.Muted)))
	default:
		columns := s.Columns(wideColumns)
		box.Add(v.tableHead(s, columns))
		if !s.AllRows && len(rows) > rowsShown+1 {
			rows = rows[:rowsShown]
		}
		for i := range rows {
			box.Add(kit.NewDivider())
			box.Add(v.tableRow(s, columns, i))
		}
		if left := len(s.Rows) - len(rows); left > 0 {
			box.Add(kit.Pad(0, 0, 0, -kit.QuietPad, kit.HBox(0, kit.NewButton(v.env.N("insights.table_more", left, nil), kit.Quiet, v.p.ShowAllRows), kit.Space())))
		}
	}
	v.table.SetBody(box)
}

// asBar tells which measure of the table is drawn as a bar beside its number.
func asBar(m insight.Measure) bool { return m == insight.Satisfaction }

func widthOf(m insight.Measure) float32 {
	switch {
	case asBar(m):
		return barWidth
	case m == insight.CustomersNow || m == insight.Promoters || m == insight.Repeat:
		return shortWidth
	}
	return columnWidth
}

func (v *View) tableHead(s State, columns []insight.Measure) fyne.CanvasObject {
	cells := []fyne.CanvasObject{kit.Grow(kit.Space())}
	for _, m := range columns {
		name := kit.Wrap(s.Words.Measure(m), kit.Small).SetColor(kit.InkMuted).SetMaxLines(3)
		if !asBar(m) {
			name.SetAlign(fyne.TextAlignTrailing) // as the figures below
		}
		cells = append(cells, kit.FixedWidth(widthOf(m), name))
	}
	return kit.Pad(4, 0, 6, 0, kit.HBox(columnGap, cells...))
}

func (v *View) tableRow(s State, columns []insight.Measure, i int) fyne.CanvasObject {
	r := s.Rows[i]
	var cells []fyne.CanvasObject
	for _, m := range columns {
		g := r.Figures[m]
		text := kit.Text(s.Words.Figure(m, g), kit.Label).SetAlign(fyne.TextAlignTrailing)
		if !g.Known() {
			text.SetColor(kit.InkMuted)
		}
		var cell fyne.CanvasObject = text
		if asBar(m) && g.Known() {
			cell = kit.HBox(6, kit.FixedWidth(36, text), kit.Grow(kit.NewProgress(g.Value)))
		} else if asBar(m) {
			cell = kit.HBox(0, kit.FixedWidth(36, text), kit.Space())
		}
		cells = append(cells, kit.FixedWidth(widthOf(m), cell))
	}
	row := kit.NewRow(nil, "", "", kit.HBox(columnGap, cells...), func() { v.p.OpenRow(i) }).SetMinHeight(kit.Scaled(tableRow))
	row.SetLongTitle(kit.Span{Text: s.Words.Group(s.By, r.Key), Style: kit.LabelBold})
	return row
}

// renderMatrix draws the customers by recency and worth: the best at the top
// left.
func (v *View) renderMatrix(s State) {
	if !s.Judged {
		v.matrix.SetBody(kit.Inset(6, 0, kit.Wrap(v.env.T("insights.reading", nil), kit.Muted)))
		return
	}
	if s.Matrix.All == 0 {
		v.matrix.SetBody(kit.Inset(6, 0, kit.Wrap(v.env.T("insights.matrix_none", nil), kit.Muted)))
		return
	}
	v.grid.SetData(v.cells(s))
	v.matrix.SetBody(v.grid)
}

// cells are the fields of the matrix, row by row; the first field of a name
// carries it.
func (v *View) cells(s State) []kit.Datum {
	var out []kit.Datum
	named := map[insight.Place]bool{}
	for recency := 5; recency >= 1; recency-- {
		for worth := 5; worth >= 1; worth-- {
			place, n := insight.PlaceOf(recency, worth), len(s.Matrix.Who[recency-1][worth-1])
			d := kit.Datum{Value: float64(n), Figure: s.Words.Int(int64(n)), Says: v.env.N("insights.matrix_cell", n, locales.V{
				"Place": s.Words.Place(place), "Recency": recency, "Worth": worth, "Says": s.Words.PlaceSays(place),
			})}
			if !named[place] {
				d.Label, named[place] = s.Words.Place(place), true
			}
			if n > 0 {
				d.Tapped = func() { v.p.OpenCell(recency, worth) }
			}
			out = append(out, d)
		}
	}
	return out
}

// renderFindings draws what stands out, each with the customers behind it.
func (v *View) renderFindings(s State) {
	box := kit.VBox(0)
	switch {
	case !s.Judged:
		box.Add(kit.Inset(6, 0, kit.Wrap(v.env.T("insights.reading", nil), kit.Muted)))
	case len(s.Findings) == 0:
		box.Add(kit.Inset(6, 0, kit.Wrap(v.env.T("insights.findings_none", nil), kit.Muted)))
	}
	for i, f := range s.Findings {
		if !s.Judged {
			break
		}
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		people := kit.Text(v.env.N("insights.customers_n", len(f.Who), nil), kit.Small).SetColor(kit.Jade.Text()).Whole()
		row := kit.NewRow(nil, "", s.Words.Finding(f), kit.HBox(6, people, kit.NewIcon(kit.IconChevronRight, kit.InkMuted, 16)), func() { v.p.Open(f.Who) })
		row.SetTitle(kit.Span{Text: s.Words.FindingTitle(f.Kind), Style: kit.LabelBold})
		row.SetSubtitleColor(kit.Ink)
		row.SetMaxLines(5)
		box.Add(row)
	}
	v.findings.SetBody(box)
}

// monthName names a month of a chart.
func monthName(w figures.Words, m insight.Month) string { return w.MonthYear(m.Year, monthOf(m)) }

func monthOf(m insight.Month) time.Month { return time.Month(m.Month) }

// renderMonths draws the revenue by month.
func (v *View) renderMonths(s State) {
	revenue := s.Sheet.Figures[insight.Revenue]
	if !revenue.Known() {
		v.months.SetBody(kit.Inset(6, 0, kit.Wrap(s.Words.Need(revenue), kit.Muted)))
		return
	}
	var data []kit.Datum
	for _, m := range s.Months {
		data = append(data, kit.Datum{Label: s.Words.MonthNameShort(monthOf(m)), Value: float64(m.Revenue), Says: v.env.N("insights.month_cell", m.Orders, locales.V{
			"Month": monthName(s.Words, m), "Money": s.Words.Money(float64(m.Revenue)),
		})})
	}
	v.bars.SetData(data)
	v.months.SetBody(v.bars)
}

// causesShown is how many causes the chart has.
const causesShown = 8

// renderCauses draws the complaints by cause; without complaints there is no
// card.
func (v *View) renderCauses(s State) {
	v.causes.Hidden = len(s.Causes) == 0
	var data []kit.Datum
	for _, c := range s.Causes[:min(len(s.Causes), causesShown)] {
		name := v.p.cause(c)
		data = append(data, kit.Datum{
			Label: name, Value: float64(c.N), Figure: s.Words.Int(int64(c.N)),
			Says:   v.env.N("insights.cause_cell", c.N, locales.V{"Text": name}),
			Tapped: func() { v.p.Open(c.Who) },
		})
	}
	v.funnel.SetData(data)
}

// renderAll lists every measure with what it rests on, and what those that are
// not known yet wait for.
func (v *View) renderAll(s State) {
	box := kit.VBox(0)
	for i, m := range insight.Measures() {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		g := s.Sheet.Figures[m]
		value := kit.Text(s.Words.Figure(m, g), kit.LabelBold).Whole()
		row := kit.NewRow(nil, "", v.p.Below(m, g), value, func() { v.explain(m) })
		row.SetTitle(kit.Span{Text: s.Words.Measure(m), Style: kit.Label})
		row.SetMaxLines(3)
		box.Add(row)
	}
	v.all.SetBody(box)
}
