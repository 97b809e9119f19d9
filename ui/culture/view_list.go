package culture

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/written"
)

// item is a line of the list: a market, or a piece that was found.
type item struct {
	market lib.Market
	found  *counsel.Found
}

// listView draws the markets and what a search found.
type listView struct {
	v      *View
	page   *kit.PageView
	search *kit.SearchEntry
	tier   *kit.Select
	region *kit.Select
	whose  *kit.Segmented
	list   *kit.List
	empty  *kit.EmptyState
	items  []item
}

var tierNames = map[lib.Tier]locales.ID{
	lib.TierA: "culture.tier_full", lib.TierB: "culture.tier_short", lib.TierC: "culture.tier_facts",
}

var regionNames = map[string]locales.ID{
	"Asia": "culture.region_asia", "Europe": "culture.region_europe", "Africa": "culture.region_africa",
	"America": "culture.region_america", "Pacific": "culture.region_pacific",
}

func newListView(v *View) *listView {
	l := &listView{v: v}
	t := v.t
	l.search = kit.NewSearchEntry(t("culture.search"), "", v.p.SetQuery)
	tiers := []kit.Option{{Value: "", Label: t("culture.tier_any")}}
	for _, x := range []lib.Tier{lib.TierA, lib.TierB, lib.TierC} {
		tiers = append(tiers, kit.Option{Value: string(x), Label: t(tierNames[x])})
	}
	l.tier = kit.NewSelect("", tiers, func(s string) { v.p.SetTier(lib.Tier(s)) })
	l.tier.SetSelected("")
	places := []kit.Option{{Value: "", Label: t("culture.region_any")}}
	for _, x := range regions {
		places = append(places, kit.Option{Value: x, Label: t(regionNames[x])})
	}
	l.region = kit.NewSelect("", places, v.p.SetRegion)
	l.region.SetSelected("")
	l.whose = kit.NewSegmented(func(i int) { v.p.SetMine(i == 1) }, t("culture.everywhere"), t("culture.mine"))
	l.list = kit.NewList(kit.RowHeight, func() int { return len(l.items) }, l.newRow, l.fillRow, l.open)
	l.list.SetLabel(t("culture.markets"))
	l.list.SetKeys(func(i int) string { return strconv.Itoa(i) })
	l.empty = kit.Empty(t("culture.nothing"), t("culture.nothing_why"), t("culture.clear"), l.clear)
	l.empty.Hide()
	body := kit.VBox(12,
		kit.HBox(8, kit.Grow(l.search.Object()), l.tier, l.region, l.whose),
		kit.Grow(kit.NewFlushCard("", container.NewStack(l.list, l.empty))))
	l.page = kit.Page(t("culture.title"), t("culture.subtitle"), nil, body)
	return l
}

// clear takes all filters away.
func (l *listView) clear() {
	l.search.SetValue("")
	l.tier.SetSelected("")
	l.region.SetSelected("")
	l.whose.SetSelected(0)
	p := l.v.p
	p.List.Tier, p.List.Region, p.List.Mine = "", "", false
	p.SetQuery("")
}

func (l *listView) draw() {
	p := l.v.p
	l.items = nil
	for _, m := range p.Rows() {
		l.items = append(l.items, item{market: m})
	}
	if p.List.Tier == "" && p.List.Region == "" && !p.List.Mine {
		for i := range p.List.Found {
			l.items = append(l.items, item{found: &p.List.Found[i]})
		}
	}
	l.empty.Hidden = len(l.items) > 0
	l.list.Hidden = len(l.items) == 0
	l.list.Refresh()
	l.page.Refresh()
}

// marketRow is one line.
type marketRow struct {
	*kit.Row
	avatar *kit.Avatar
	chip   *kit.Chip
	note   *kit.Line
}

func (l *listView) newRow() fyne.CanvasObject {
	r := &marketRow{avatar: kit.NewAvatar("", 36), chip: kit.NewChip("", kit.Slate), note: kit.Text("", kit.Muted)}
	r.Row = kit.NewRow(r.avatar, "", "", kit.HBox(10, r.note, r.chip), nil)
	return r
}

func (l *listView) fillRow(i int, o fyne.CanvasObject) {
	if i >= len(l.items) {
		return
	}
	r, it := o.(*marketRow), l.items[i]
	if it.found != nil {
		piece := written.Of(l.v.env.Printer, l.v.env.Almanac, *it.found)
		r.avatar.Hide()
		r.SetTitle(kit.Span{Text: piece.Title, Style: kit.Label, Lang: piece.Lang})
		r.SetSubtitleText(piece.Detail)
		r.note.SetText("")
		r.chip.Set(l.v.t(foundName(*it.found)), kit.Slate)
		return
	}
	m, p := it.market, l.v.p
	r.avatar.Show()
	r.avatar.SetMonogram(m.Code)
	r.SetTitle(kit.Span{Text: m.Name(l.v.env.Printer.Tag()), Style: kit.Bold})
	r.SetSubtitleText(l.about(m))
	note := ""
	if n := p.List.Count[m.Code]; n > 0 {
		note = l.v.env.N("culture.customers", n, nil)
	}
	r.note.SetText(note)
	if p.env.Library.HasGuide(m.Code) {
		r.chip.Set(l.v.t(tierNames[m.Tier]), kit.Jade)
	} else {
		r.chip.Set(l.v.t("culture.tier_facts"), kit.Slate)
	}
}

// about says what there is to read of a market.
func (l *listView) about(m lib.Market) string {
	var names []string
	for _, tag := range m.Languages[:min(len(m.Languages), 3)] {
		names = append(names, l.v.env.Printer.Language(tag))
	}
	return l.v.env.Printer.List(names)
}

func foundName(f counsel.Found) locales.ID {
	switch {
	case f.Statement != nil:
		return "culture.found_statement"
	case f.Phrase != nil:
		return "culture.found_phrase"
	case f.Script != nil:
		return "culture.found_script"
	}
	return "culture.found_holiday"
}

func (l *listView) open(i int) {
	if i < 0 || i >= len(l.items) {
		return
	}
	if f := l.items[i].found; f != nil {
		l.v.p.OpenFound(*f)
		return
	}
	l.v.p.OpenGuide(l.items[i].market.Code)
}
