package insights

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/insight"
	"dragoman/locales"
	"dragoman/ui/internal/figures"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the screen.
type View struct {
	env *screen.Env
	p   *Presenter

	page    *kit.PageView
	segment *kit.Select
	span    *kit.Select
	export  *kit.Button
	scroll  *kit.Scroller
	empty   *kit.EmptyState
	place   *fyne.Container // the body, or the page of an empty book
	body    *fyne.Container

	tiles    *fyne.Container
	by       *kit.Segmented
	table    *kit.Card
	matrix   *kit.Card
	grid     *kit.Chart
	findings *kit.Card
	months   *kit.Card
	bars     *kit.Chart
	causes   *kit.Card
	funnel   *kit.Chart
	all      *kit.Card
}

// New makes the screen.
func New(env *screen.Env) *View {
	v := &View{env: env}
	v.p = NewPresenter(env, v.render)
	t := env.T
	w := figures.Words{Printer: env.Printer}
	v.segment = kit.NewSelect(t("insights.everybody", nil), nil, func(id string) { v.p.SetSegment(book.ID(id)) })
	var spans []kit.Option
	for _, s := range insight.Spans() {
		spans = append(spans, kit.Option{Value: string(s), Label: w.Span(s)})
	}
	v.span = kit.NewSelect(t("insights.period", nil), spans, func(s string) { v.p.SetSpan(insight.Span(s)) })
	v.export = kit.NewDropButton(t("insights.export", nil), v.showExport)
	var bys []string
	for _, by := range insight.Bys() {
		bys = append(bys, w.By(by))
	}
	v.by = kit.NewSegmented(func(i int) { v.p.SetBy(insight.Bys()[i]) }, bys...)
	v.build()
	v.empty = kit.Empty(t("insights.reading", nil), "", "", nil)
	v.place = container.NewStack(v.empty)
	v.scroll = kit.Scroll(kit.Pad(0, 0, kit.PageMargin, 0, v.body))
	v.page = kit.Page(t("insights.title", nil), "", []fyne.CanvasObject{
		kit.FixedWidth(170, v.segment), kit.FixedWidth(130, v.span), v.export,
	}, v.place)
	return v
}

// build makes the cards.
func (v *View) build() {
	t := v.env.T
	v.tiles = kit.EqualColumns(kit.Scaled(140))
	v.table = kit.NewCard("", kit.VBox(0))
	v.grid = kit.NewMatrix(t("insights.matrix", nil), 5, t("insights.matrix_across", nil), t("insights.matrix_down", nil))
	v.matrix = kit.NewCard(t("insights.matrix", nil), v.grid)
	v.findings = kit.NewCard(t("insights.findings", nil), kit.VBox(0))
	v.bars = kit.NewBars(t("insights.months", nil))
	v.months = kit.NewCard(t("insights.months", nil), v.bars)
	v.funnel = kit.NewFunnel(t("insights.causes", nil))
	v.funnel.SetTint(kit.Cinnabar)
	v.causes = kit.NewCard(t("insights.causes", nil), v.funnel)
	v.all = kit.NewCard(t("insights.all_measures", nil), kit.VBox(0))
	v.body = kit.VBox(kit.Gap, v.tiles,
		kit.Columns(kit.Scaled(900), 0.4, v.table, v.matrix),
		kit.Columns(kit.Scaled(760), 0.4, kit.VBox(kit.Gap, v.findings, v.months), kit.VBox(kit.Gap, v.causes, v.all)))
}

// Content implements ui.Screen.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show implements ui.Screen.
func (v *View) Show(r screen.Route) {
	v.p.Show(r)
	v.render()
}

// Changed implements ui.Screen.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave implements ui.Screen.
func (v *View) Leave() { v.p.Leave() }

// render draws the state.
func (v *View) render() {
	s := v.p.State()
	v.page.SetTitle(v.env.T("insights.title", nil), v.p.Subtitle())
	v.span.SetSelected(string(s.Span))
	for i, by := range insight.Bys() {
		if by == s.By {
			v.by.SetSelected(i)
		}
	}
	v.segment.SetOptions(v.segmentOptions(s))
	v.segment.SetSelected(string(s.Segment))
	ready := s.Loaded && !s.Empty
	for _, o := range []fyne.CanvasObject{v.segment, v.span, v.export} {
		if ready {
			o.Show()
		} else {
			o.Hide()
		}
	}
	switch {
	case !s.Loaded:
		v.empty.Set(v.env.T("insights.reading", nil), "", "")
		v.turn(v.empty)
		return
	case s.Empty:
		v.empty.Set(v.env.T("insights.empty", nil), v.env.T("insights.empty_more", nil), "")
		v.turn(v.empty)
		return
	}
	v.renderTiles(s)
	v.renderTable(s)
	v.renderMatrix(s)
	v.renderFindings(s)
	v.renderMonths(s)
	v.renderCauses(s)
	v.renderAll(s)
	v.turn(v.scroll)
	v.body.Refresh()
}

// turn puts the body, or what is said in its place, on the page.
func (v *View) turn(o fyne.CanvasObject) {
	if v.place.Objects[0] != o {
		v.place.Objects = []fyne.CanvasObject{o}
	}
	v.place.Refresh()
}

func (v *View) segmentOptions(s State) []kit.Option {
	out := []kit.Option{{Label: v.env.T("insights.everybody", nil)}}
	for _, g := range s.Segments {
		out = append(out, kit.Option{Value: string(g.ID), Label: g.Name})
	}
	return out
}

// showExport offers the files that can be written.
func (v *View) showExport() {
	t := v.env.T
	kit.ShowMenu(v.export,
		kit.MenuItem{Label: t("insights.export_report", nil), Tapped: v.p.ExportReport},
		kit.MenuItem{Label: t("insights.export_xlsx", nil), Tapped: v.p.ExportXLSX},
		kit.MenuItem{Label: t("insights.export_csv", nil), Tapped: v.p.ExportCSV})
}

// changeSpan is a change in the colour of what it means; the sign says it too.
func changeSpan(env *screen.Env, w figures.Words, m insight.Measure, g insight.Figure) (kit.Span, bool) {
	text, good := w.Change(m, g)
	if text == "" {
		return kit.Span{}, false
	}
	tok := kit.InkMuted
	switch good {
	case 1:
		tok = kit.Jade.Text()
	case -1:
		tok = kit.Cinnabar.Text()
	}
	return kit.Span{Text: env.T("insights.change", locales.V{"Change": text}), Style: kit.Small, Color: tok}, true
}

// renderTiles draws the five figures at the top.
func (v *View) renderTiles(s State) {
	v.tiles.Objects = nil
	var figures []string
	for _, m := range s.Tiles() {
		if g := s.Sheet.Figures[m]; g.Known() {
			figures = append(figures, s.Words.Figure(m, g))
		}
	}
	style := tileStyle(figures)
	for _, m := range s.Tiles() {
		g := s.Sheet.Figures[m]
		box := kit.VBox(2, kit.Wrap(s.Words.Measure(m), kit.Small).SetColor(kit.InkMuted).SetMaxLines(2))
		if g.Known() {
			box.Add(kit.Text(s.Words.Figure(m, g), style))
			if span, ok := changeSpan(v.env, s.Words, m, g); ok {
				box.Add(kit.WrapRich(span).SetMaxLines(2))
			} else if rests := s.Words.Rests(m, g); rests != "" {
				box.Add(kit.Text(rests, kit.Muted))
			}
		} else {
			box.Add(kit.Wrap(s.Words.Need(g), kit.Muted))
		}
		v.tiles.Add(kit.NewActionCard(s.Words.Measure(m)+" "+s.Words.Figure(m, g), box, func() { v.explain(m) }))
	}
	v.tiles.Refresh()
}

// tileStyle is how large the figures of the tiles are written: as large as the
// longest of them allows, so that they stand on one line.
func tileStyle(figures []string) kit.Style {
	longest := 0
	for _, text := range figures {
		n := 0
		for _, r := range text {
			n++
			if unicode.Is(unicode.Han, r) {
				n++
			}
		}
		longest = max(longest, n)
	}
	switch {
	case longest <= 5:
		return kit.Figure
	case longest <= 10:
		return kit.Title
	}
	return kit.Name
}

// explain opens how a measure is counted, with its numbers.
func (v *View) explain(m insight.Measure) {
	s := v.p.State()
	g, t := s.Sheet.Figures[m], v.env.T
	box := kit.VBox(10, kit.Wrap(s.Words.How(m), kit.Body))
	line := func(label, value string) {
		box.Add(kit.HBoxTop(12, kit.FixedWidth(150, kit.Wrap(label, kit.Label).SetColor(kit.InkMuted)), kit.Grow(kit.Wrap(value, kit.LabelBold))))
	}
	if !g.Known() {
		box.Add(kit.Wrap(s.Words.Need(g), kit.Muted))
	} else {
		value := s.Words.Figure(m, g)
		if rests := s.Words.Rests(m, g); rests != "" {
			value += " · " + rests
		}
		line(t("insights.now_line", nil), value)
		if g.HasBefore {
			line(t("insights.before_line", nil), s.Words.Amount(m.Unit(), g.Before))
		}
		if apart := s.Words.Apart(g); apart != "" {
			box.Add(kit.Wrap(apart, kit.Small).SetColor(kit.Saffron.Text()))
		}
	}
	kit.NewDialog(s.Words.Measure(m), box, kit.Action{Label: t("common.close", nil), Kind: kit.Primary}).Show(v.canvas())
}

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.page) }
