package calendar

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/almanac"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// strengths are the words for how firmly a custom is held.
var strengths = map[almanac.Strength]locales.ID{
	almanac.ByLaw:      "calendar.strength_law",
	almanac.StrongNorm: "calendar.strength_norm",
	almanac.Common:     "calendar.strength_common",
	almanac.Varies:     "calendar.strength_varies",
	almanac.Fading:     "calendar.strength_fading",
}

// business says what a feast does to business: as its guide has it, else as its
// rule does.
func (v *View) business(o almanac.Occurrence) string {
	lang := v.env.Printer.Tag()
	if g, ok := v.env.Almanac.Guide(o.ID); ok && g.Business.In(lang) != "" {
		return g.Business.In(lang)
	}
	return o.Effect(lang)
}

// guide says what a seller should know of a feast: the wishes with their days,
// what it is, what is done and what is not. It is empty for a feast without a
// guide.
func (v *View) guide(o almanac.Occurrence, today cal.Date) []fyne.CanvasObject {
	g, ok := v.env.Almanac.Guide(o.ID)
	if !ok {
		return nil
	}
	lang := v.env.Printer.Tag()
	out := v.wishes(o, today)
	add := func(title locales.ID, tint kit.Token, text, note string) {
		if text == "" {
			return
		}
		if len(out) > 0 {
			out = append(out, kit.Inset(4, 0, kit.NewDivider()))
		}
		out = append(out, kit.Text(v.env.T(title, nil), kit.Bold).SetColor(tint), kit.Wrap(text, kit.Body))
		if note != "" {
			out = append(out, kit.Wrap(note, kit.Muted))
		}
	}
	advice := func(title locales.ID, tint kit.Token, a almanac.Advice) {
		add(title, tint, a.In(lang), v.env.T(strengths[a.Strength], nil))
	}
	add("calendar.guide_what", kit.Ink, g.What.In(lang), g.Scope.In(lang))
	advice("calendar.guide_do", kit.Jade.Text(), g.Do)
	advice("calendar.guide_dont", kit.Cinnabar.Text(), g.Dont)
	advice("calendar.guide_gifts", kit.Ink, g.Gifts)
	add("calendar.guide_spread", kit.Ink, g.Spread.In(lang), "")
	out = append(out, kit.Inset(4, 0, kit.NewDivider()), kit.Wrap(v.provenance(g, today), kit.Muted))
	return append(out, v.sources(g)...)
}

// sources are named when they are asked for.
func (v *View) sources(g almanac.Guide) []fyne.CanvasObject {
	if len(g.Sources) == 0 {
		return nil
	}
	icon, open := kit.IconChevronDown, v.sourcesOf == g.ID
	if open {
		icon = kit.IconChevronUp
	}
	v.toggle = kit.NewIconButton(icon, v.env.N("calendar.guide_sources", len(g.Sources), nil), kit.Quiet, func() {
		v.sourcesOf = g.ID
		if open {
			v.sourcesOf = ""
		}
		v.draw(Panel)
		v.focus(v.toggle)
	})
	v.reachable(v.toggle)
	out := []fyne.CanvasObject{kit.Pad(0, 0, 0, -10, kit.HBox(0, v.toggle))}
	if open {
		for _, s := range g.Sources {
			out = append(out, kit.Wrap(v.env.T("calendar.guide_source", locales.V{"Title": s.Title, "Publisher": s.Publisher}), kit.Muted))
		}
	}
	return out
}

// wishes are the words themselves with the days on which they fit. A solemn
// day has none, and says so elsewhere on the page.
func (v *View) wishes(o almanac.Occurrence, today cal.Date) []fyne.CanvasObject {
	lang := v.env.Printer.Tag()
	var out []fyne.CanvasObject
	if o.Mood == almanac.NoWish || o.Substitute || o.Kind == almanac.Workday {
		return nil
	}
	for _, w := range v.env.Almanac.WishesOf(o.ID) {
		if len(out) == 0 {
			out = append(out, kit.Text(v.env.T("calendar.guide_say", nil), kit.Bold))
		}
		words := []fyne.CanvasObject{kit.WrapRich(kit.Span{Text: w.Text, Style: kit.Large, Lang: w.Language})}
		if w.Romanisation != "" {
			words = append(words, kit.Wrap(w.Romanisation, kit.Muted))
		}
		when := v.env.T("calendar.wish_when", locales.V{"Days": v.env.Printer.Range(o.Date+cal.Date(w.From), o.Date+cal.Date(w.To))})
		if w.Open(o.Date, today) {
			when = v.env.T("calendar.wish_now", nil)
		}
		for _, line := range []string{w.Meaning.In(lang), w.Whom.In(lang), w.Never.In(lang), when} {
			if line != "" {
				words = append(words, kit.Wrap(line, kit.Muted))
			}
		}
		out = append(out, kit.Inset(4, 0, kit.VBox(2, words...)))
	}
	return out
}

// provenance says how far a guide can be trusted.
func (v *View) provenance(g almanac.Guide, today cal.Date) string {
	var lines []string
	if !g.NativeReview {
		lines = append(lines, v.env.T("calendar.guide_unreviewed", nil))
	}
	if !g.Reread() {
		lines = append(lines, v.env.T("calendar.guide_recalled", nil))
	}
	if g.Expired(today) {
		lines = append(lines, v.env.T("calendar.guide_expired", locales.V{"Day": v.env.Printer.Date(g.ExpiresOn)}))
	}
	return strings.Join(lines, " ")
}
