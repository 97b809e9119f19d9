package culture

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/calendar"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/written"
)

// sayWidth is the width of the labels beside what is said.
const sayWidth float32 = 92

// tints are the colours of how far a custom binds; the word stands in them.
var tints = map[record.Strength]kit.Tint{
	record.ByLaw: kit.Cinnabar, record.StrongNorm: kit.Jade, record.Common: kit.Slate, record.Varies: kit.Saffron, record.Fading: kit.Slate,
}

// statement draws a statement with everything that belongs to it.
func (g *guideView) statement(s lib.Statement) fyne.CanvasObject {
	lang := g.v.env.Printer.Tag()
	chips := kit.Flow(6, g.strength(s))
	if s.Practice != "" {
		chips.Add(kit.Text(g.v.t(counsel.PracticeName(s.Practice)), kit.Muted))
	}
	if s.Sensitive {
		chips.Add(kit.NewOutlineChip(g.v.t("culture.sensitive")))
	}
	if s.Own {
		chips.Add(kit.NewChip(g.v.t("culture.yours"), kit.Indigo))
	}
	if s.Expired(g.v.p.Today) {
		chips.Add(kit.NewChip(g.v.env.T("culture.expired", locales.V{"Day": g.v.env.Printer.Date(s.ExpiresOn)}), kit.Saffron))
	}
	box := kit.VBox(4, chips, kit.Wrap(s.Claim.In(lang), kit.Bold))
	if scope := s.Scope.In(lang); scope != "" {
		box.Add(kit.Wrap(scope, kit.Muted))
	}
	for _, x := range []struct {
		label locales.ID
		tok   kit.Token
		text  record.Text
	}{
		{"culture.why", kit.InkMuted, s.Why},
		{"culture.do", kit.Jade.Text(), s.Do},
		{"culture.avoid", kit.Cinnabar.Text(), s.Avoid},
		{"culture.ask", kit.Indigo.Text(), s.Ask},
		{"culture.example", kit.InkMuted, s.Example},
		{"culture.spread", kit.Saffron.Text(), s.Spread},
	} {
		if text := x.text.In(lang); text != "" {
			label := kit.Wrap(g.v.t(x.label), kit.Label).SetColor(x.tok)
			box.Add(kit.Pad(2, 0, 0, 0, kit.HBoxTop(12, kit.FixedWidth(sayWidth, label), kit.Grow(kit.Wrap(text, kit.Label)))))
		}
	}
	box.Add(kit.Pad(4, 0, 0, -10, g.foot(g.footingOf(s))))
	return box
}

func (g *guideView) strength(s lib.Statement) *kit.Chip {
	return kit.NewChip(g.v.t(counsel.StrengthName(s.Strength)), tints[s.Strength])
}

// footing is on what a statement or a phrase stands.
type footing struct {
	id, text    string
	sources     []record.Source
	reviewed    calendar.Date
	expires     calendar.Date // 0 where it does not
	letter      string        // of the confidence
	native, own bool
}

// foot names the sources when they are asked for, and says how far they can be
// trusted.
func (g *guideView) foot(f footing) fyne.CanvasObject {
	more := g.v.more(f.id, f.text, f.own)
	if f.own {
		return kit.HBox(4, kit.Pad(0, 0, 0, 10, kit.Grow(kit.Wrap(g.v.t("culture.own_words"), kit.Muted))), kit.Space(), more)
	}
	icon := kit.IconChevronDown
	if g.v.p.Open[f.id] {
		icon = kit.IconChevronUp
	}
	button := kit.NewIconButton(icon, g.v.env.N("culture.sources", len(f.sources), nil), kit.Quiet, func() {
		g.toggled = f.id
		g.v.p.ToggleSources(f.id)
	})
	if f.id == g.toggled {
		g.toggle = button
	}
	box := kit.VBox(0, kit.HBox(4, button, kit.Grow(kit.Wrap(g.provenance(f), kit.Muted)), more))
	if g.v.p.Open[f.id] {
		if f.expires != 0 {
			until := g.v.env.T("culture.good_until", locales.V{"Day": g.v.env.Printer.Date(f.expires), "Letter": f.letter})
			box.Add(kit.Pad(0, 0, 4, 10, kit.Wrap(until, kit.Muted)))
		}
		for _, src := range f.sources {
			box.Add(kit.Pad(0, 0, 0, 10, g.source(src)))
		}
	}
	return box
}

// footingOf is that of a statement.
func (g *guideView) footingOf(s lib.Statement) footing {
	return footing{
		id: s.ID, text: s.Claim.In(g.v.env.Printer.Tag()), sources: s.Sources, reviewed: s.ReviewedOn, expires: s.ExpiresOn,
		letter: s.Confidence, native: s.NativeReview, own: s.Own,
	}
}

// provenance says when something was reviewed, and what is wanting.
func (g *guideView) provenance(f footing) string {
	p := g.v.env.Printer
	parts := []string{p.T("culture.reviewed", locales.V{"Day": p.MonthYear(f.reviewed.Year(), f.reviewed.Month())})}
	if !record.Reread(f.sources) {
		parts = append(parts, p.T("culture.not_reread", nil))
	}
	if !f.native {
		parts = append(parts, p.T("culture.unreviewed", nil))
	}
	return strings.Join(parts, " · ")
}

// source is one source: what it is, who published it, and whether it was read.
func (g *guideView) source(s record.Source) fyne.CanvasObject {
	p := g.v.env.Printer
	parts := []string{s.Publisher}
	if id := counsel.SourceKindName(s.Kind); id != "" {
		parts = append(parts, p.T(id, nil))
	}
	if s.Year > 0 {
		parts = append(parts, strconv.Itoa(s.Year))
	}
	if s.Language != "" {
		parts = append(parts, p.Language(s.Language))
	}
	if s.Opened != 0 {
		parts = append(parts, p.T("culture.source_opened", locales.V{"Day": p.Date(s.Opened)}))
	} else {
		parts = append(parts, p.T("culture.source_recalled", locales.V{"Day": p.Date(s.Recalled)}))
	}
	row := kit.VBox(0, kit.WrapRich(kit.Span{Text: s.Title, Style: kit.Small, Lang: s.Language}), kit.Wrap(strings.Join(parts, " · "), kit.Muted))
	if !strings.HasPrefix(s.Address, "https://") && !strings.HasPrefix(s.Address, "http://") {
		return kit.Inset(3, 0, row)
	}
	open := kit.NewIconButton(kit.IconExternal, p.T("culture.source_open", nil), kit.Quiet, func() { g.v.env.Shell.OpenURL(s.Address) })
	return kit.Inset(3, 0, kit.HBox(8, kit.Grow(row), open))
}

// sources lists everything on which the guide rests.
func (g *guideView) sources() fyne.CanvasObject {
	box := kit.VBox(0)
	for i, s := range g.v.p.Guide.Sources {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(kit.Inset(4, 0, g.source(s)))
	}
	return kit.NewCard(g.v.t("culture.sources_title"), box)
}

// compare lays a topic side by side.
func (g *guideView) compare(t lib.Topic) fyne.CanvasObject {
	p := g.v.p
	box := kit.VBox(10, kit.EqualColumns(180, kit.Text(p.Name(p.Code), kit.Bold), kit.Text(p.Name(p.Other), kit.Bold)))
	for _, pair := range p.Pairs(t) {
		box.Add(kit.NewDivider())
		box.Add(kit.Text(g.v.t(counsel.PracticeName(pair.Practice)), kit.Muted))
		box.Add(kit.EqualColumns(180, g.side(pair.A), g.side(pair.B)))
	}
	box.Add(kit.NewDivider())
	box.Add(kit.Wrap(g.v.t("culture.tendencies"), kit.Muted))
	return kit.NewCard(g.v.t(counsel.TopicName(t)), box)
}

// side is what one market says of a practice.
func (g *guideView) side(list []lib.Statement) fyne.CanvasObject {
	lang := g.v.env.Printer.Tag()
	box := kit.VBox(8)
	for _, s := range list {
		one := kit.VBox(3, kit.HBox(0, g.strength(s), kit.Space()), kit.Wrap(s.Claim.In(lang), kit.Body))
		one.Add(kit.Wrap(written.Dots(s.Scope.In(lang), s.Spread.In(lang)), kit.Muted))
		says := g.v.t("culture.own_words")
		if !s.Own {
			says = written.Dots(g.v.env.N("culture.sources", len(s.Sources), nil), g.provenance(g.footingOf(s)))
		}
		one.Add(kit.Wrap(says, kit.Muted))
		box.Add(one)
	}
	if len(list) == 0 {
		box.Add(kit.Wrap(g.v.t("culture.nothing_written"), kit.Muted))
	}
	return box
}
