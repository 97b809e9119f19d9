package culture

import (
	"slices"

	"fyne.io/fyne/v2"

	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// Measures of the guide.
const (
	navWidth  float32 = 196
	navRow    float32 = 36
	asideFrom float32 = 780 // below this the right column goes under the middle
	asideRest float32 = 0.34
)

// guideView draws the guide to a market, alone or beside another.
type guideView struct {
	v       *View
	page    *kit.PageView
	nav     *kit.List
	navCard *kit.Card
	tabs    []string
	frame   *fyne.Container // nav and body
	middle  *fyne.Container
	aside   *fyne.Container
	scroll  *kit.Scroller
	columns *fyne.Container
	other   *kit.Select
	part    *kit.Select
	phrases *phraseView
	scripts *scriptView
	stage   *stageView
	toTop   bool
	marks   map[string]fyne.CanvasObject // statements that are shown, to scroll to
	toggled string                       // whose sources were just shown or hidden
	toggle  *kit.Button
}

func newGuideView(v *View) *guideView {
	g := &guideView{v: v}
	t := v.t
	g.nav = kit.NewList(navRow, func() int { return len(g.tabs) }, g.newTab, g.fillTab, func(i int) { g.choose(i) })
	g.nav.SetLabel(t("culture.topics"))
	g.nav.SetKeys(func(i int) string {
		if i < 0 || i >= len(g.tabs) {
			return "-"
		}
		return "tab:" + g.tabs[i]
	})
	g.nav.SetOnKey(g.read)
	g.nav.SetRuleAt(func(int) bool { return false })
	g.other = kit.NewSelect(t("culture.compare"), nil, func(s string) {
		if s == "-" {
			s = ""
		}
		v.p.Compare(s)
	}).SetFilterHint(t("common.search"))
	g.part = kit.NewSelect(t("culture.whole"), nil, v.p.SetPart)
	g.middle, g.aside = kit.VBox(kit.Gap), kit.VBox(kit.Gap)
	g.columns = kit.Columns(asideFrom, asideRest, g.middle, g.aside)
	g.scroll = kit.Scroll(g.columns)
	back := kit.NewIconButton(kit.IconChevronLeft, t("culture.all_markets"), kit.Quiet, v.p.OpenList)
	g.navCard = kit.NewFlushCard("", kit.VBox(0))
	left := kit.VBox(8, kit.Pad(0, 0, 0, -8, kit.HBox(0, back)), g.navCard)
	g.frame = newFrame(left, g.scroll)
	g.phrases, g.scripts = newPhraseView(v), newScriptView(v)
	g.page = kit.Page("", "", nil, g.frame)
	return g
}

func (g *guideView) newTab() fyne.CanvasObject { return kit.Inset(8, 14, kit.Text("", kit.Body)) }

func (g *guideView) fillTab(i int, o fyne.CanvasObject) {
	if i >= len(g.tabs) {
		return
	}
	line := o.(*fyne.Container).Objects[0].(*kit.Line)
	line.SetText(g.v.t(tabName(g.tabs[i])))
	if g.tabs[i] == g.v.p.Tab {
		line.SetStyle(kit.Bold).SetColor(kit.Jade.Text())
	} else {
		line.SetStyle(kit.Body).SetColor(kit.Ink)
	}
}

func tabName(tab string) locales.ID {
	switch tab {
	case tabGlance:
		return "culture.glance"
	case tabSources:
		return "culture.sources_title"
	}
	return counsel.TopicName(lib.Topic(tab))
}

func (g *guideView) choose(i int) {
	if i >= 0 && i < len(g.tabs) {
		g.toTop = true
		g.v.p.SetTab(g.tabs[i])
	}
}

// read scrolls what is open while the keyboard is on the topics.
func (g *guideView) read(e *fyne.KeyEvent) bool {
	page := max(80, g.scroll.Size().Height-60)
	switch e.Name {
	case fyne.KeyPageDown, fyne.KeySpace:
		g.scroll.ScrollTo(g.scroll.Offset() + page)
	case fyne.KeyPageUp:
		g.scroll.ScrollTo(max(0, g.scroll.Offset()-page))
	case fyne.KeyF11:
		if g.v.p.Known && g.v.p.Explained() {
			g.show(false)
		}
	default:
		return false
	}
	return true
}

// open shows a tab that is no topic.
func (g *guideView) open(tab string) {
	g.toTop = true
	g.v.p.SetTab(tab)
}

func (g *guideView) leave() {
	if g.stage != nil {
		g.stage.hide()
	}
}

func (g *guideView) draw() {
	p := g.v.p
	title, subtitle := p.Name(p.Code), g.subtitle()
	g.page.SetTitle(title, subtitle)
	g.drawActions()
	g.tabs = p.Tabs()
	g.navCard.SetBody(kit.Pad(6, 0, 6, 0, kit.FixedSize(navWidth, navRow*float32(len(g.tabs)), g.nav)))
	g.nav.SetSelected("tab:" + p.Tab)
	if i := slices.Index(g.tabs, p.Tab); i >= 0 {
		g.nav.SetCursor(i)
	}
	g.nav.Refresh()
	g.marks, g.toggle = map[string]fyne.CanvasObject{}, nil
	g.aside.Objects = nil
	switch {
	case !p.Explained() && p.Known:
		g.middle.Objects = []fyne.CanvasObject{g.note()}
	case p.Tab == tabPhrases:
		g.middle.Objects = []fyne.CanvasObject{g.phrases.draw()}
		g.aside.Objects = g.beside()
	case p.Tab == tabScripts:
		g.middle.Objects = []fyne.CanvasObject{g.scripts.draw()}
		g.aside.Objects = []fyne.CanvasObject{g.scripts.side()}
	case p.Tab == tabSources:
		g.middle.Objects = []fyne.CanvasObject{g.sources()}
	case p.Tab == tabGlance:
		g.middle.Objects = g.glance()
		g.aside.Objects = g.beside()
	case p.Other != "":
		g.middle.Objects = []fyne.CanvasObject{g.compare(lib.Topic(p.Tab))}
		g.aside.Objects = g.beside()
	default:
		g.middle.Objects = []fyne.CanvasObject{g.topic(lib.Topic(p.Tab))}
		g.aside.Objects = g.beside()
	}
	g.middle.Refresh()
	g.aside.Refresh()
	g.columns.Refresh()
	g.frame.Refresh()
	g.after()
}

// after brings what was asked for into sight and gives the keyboard back.
func (g *guideView) after() {
	if g.toTop {
		g.toTop = false
		g.scroll.ScrollToTop()
		if o := g.marks[g.v.p.At]; o != nil && g.v.p.At != "" {
			g.scroll.ScrollTo(max(0, o.Position().Y-8))
		}
	}
	if g.toggle != nil && g.toggled != "" {
		g.toggled = ""
		if c := g.v.canvas(); c != nil {
			c.Focus(g.toggle)
		}
	}
}

// subtitle says beside what the guide stands.
func (g *guideView) subtitle() string {
	p := g.v.p
	switch {
	case p.Tab == tabPhrases:
		return g.v.t("culture.phrases")
	case p.Tab == tabScripts:
		return g.v.t("culture.scripts")
	case p.Other == "":
		return ""
	case p.Other == p.Home:
		return g.v.env.T("culture.beside_home", locales.V{"Other": p.Name(p.Other)})
	}
	return g.v.env.T("culture.beside", locales.V{"Other": p.Name(p.Other)})
}

func (g *guideView) drawActions() {
	p, t := g.v.p, g.v.t
	var actions []fyne.CanvasObject
	if parts := g.partOptions(); len(parts) > 1 {
		g.part.SetOptions(parts)
		g.part.SetSelected(p.Code)
		actions = append(actions, g.part)
	}
	if p.Known && p.Explained() {
		g.other.SetOptions(g.otherOptions())
		g.other.SetSelected(p.Other)
		actions = append(actions, g.other)
	}
	if p.Explained() || !p.Known {
		actions = append(actions,
			kit.NewButton(t("culture.phrases"), kit.Secondary, func() { g.open(tabPhrases) }),
			kit.NewButton(t("culture.scripts"), kit.Secondary, func() { g.open(tabScripts) }))
	}
	if p.Known && p.Explained() {
		var present *kit.Button
		present = kit.NewButton(t("culture.present"), kit.Primary, func() { g.present(present) })
		actions = append(actions, present)
	}
	g.page.SetActions(actions...)
}

// partOptions are the whole market and its parts.
func (g *guideView) partOptions() []kit.Option {
	p := g.v.p
	m, _ := p.markets.Market(p.Code)
	list := []kit.Option{{Value: m.Code, Label: g.v.t("culture.whole")}}
	for _, part := range p.Guide.Parts {
		list = append(list, kit.Option{Value: part.Code, Label: part.Names.In(g.v.env.Printer.Tag())})
	}
	return list
}

// otherOptions are the markets to compare with: home first.
func (g *guideView) otherOptions() []kit.Option {
	p := g.v.p
	list := []kit.Option{{Value: "-", Label: g.v.t("culture.compare_none")}}
	m, _ := p.markets.Market(p.Code)
	for _, x := range p.markets.Markets() {
		if x.Code == m.Code || !p.env.Library.HasGuide(x.Code) {
			continue
		}
		o := kit.Option{Value: x.Code, Label: x.Name(g.v.env.Printer.Tag()), Search: x.Code}
		if x.Code == p.Home {
			o.Detail = g.v.t("culture.home")
		}
		list = append(list, o)
	}
	slices.SortStableFunc(list[1:], func(a, b kit.Option) int { return len(b.Detail) - len(a.Detail) })
	return list
}

// note is what is said once, before the first guide opens.
func (g *guideView) note() fyne.CanvasObject {
	t := g.v.t
	return kit.NewCard(t("culture.note_title"), kit.VBox(12,
		kit.Wrap(t("culture.note_groups"), kit.Body), kit.Wrap(t("culture.note_ask"), kit.Body), kit.Wrap(t("culture.note_sources"), kit.Body),
		kit.HBox(0, kit.NewButton(t("culture.note_read"), kit.Primary, g.v.p.Explain), kit.Space())))
}

// glance are the facts of the market, and what is not there yet.
func (g *guideView) glance() []fyne.CanvasObject {
	p, env := g.v.p, g.v.env
	m, _ := p.markets.Market(p.Code)
	var out []fyne.CanvasObject
	if !p.Known {
		out = append(out, kit.NewBanner(kit.Saffron, kit.IconInfo, env.T("culture.no_guide", locales.V{"Name": p.Name(p.Code)})))
	}
	rows := kit.VBox(0)
	for i, f := range counsel.Facts(env.Printer, p.markets, p.Code, p.Today) {
		if i > 0 {
			rows.Add(kit.NewDivider())
		}
		rows.Add(labelled(g.v.t(f.Label), kit.Ink, f.Value, f.Note, 116))
	}
	rows.Add(kit.NewDivider())
	rows.Add(kit.Pad(8, 0, 0, 0, kit.Wrap(env.T("culture.facts_day", locales.V{"Day": env.Printer.Date(m.Reviewed)}), kit.Muted)))
	out = append(out, kit.NewCard(g.v.t("culture.glance"), rows))
	return append(out, g.v.added("culture.add_statement", p.NewStatement, nil))
}

// labelled is a label with a text and what is added about it.
func labelled(label string, tok kit.Token, text, note string, width float32) fyne.CanvasObject {
	value := kit.VBox(2, kit.Wrap(text, kit.Label))
	if note != "" {
		value.Add(kit.Wrap(note, kit.Muted))
	}
	return kit.Inset(7, 0, kit.HBoxTop(12, kit.FixedWidth(width, kit.Wrap(label, kit.Label).SetColor(tok)), kit.Grow(value)))
}

// topic are the statements on a topic.
func (g *guideView) topic(t lib.Topic) fyne.CanvasObject {
	box := kit.VBox(0)
	for i, s := range g.v.p.About(t) {
		if i > 0 {
			box.Add(kit.Inset(10, 0, kit.NewDivider()))
		}
		o := g.statement(s)
		g.marks[s.ID] = o
		box.Add(o)
	}
	box.Add(kit.Inset(10, 0, kit.NewDivider()))
	box.Add(kit.Wrap(g.v.t("culture.tendencies"), kit.Muted))
	box.Add(g.v.added("culture.add_statement", g.v.p.NewStatement, g.v.p.HiddenOf(t)))
	return kit.NewCard(g.v.t(counsel.TopicName(t)), box)
}
