package culture

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	lib "dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/written"
)

// beside is the right column: what to ask, a phrase or two, and my customers
// of the culture.
func (g *guideView) beside() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for _, c := range []fyne.CanvasObject{g.holidays(), g.asks(), g.fewPhrases(), g.customers()} {
		if c != nil {
			out = append(out, c)
		}
	}
	return out
}

// holidays leads from the observances to the days themselves.
func (g *guideView) holidays() fyne.CanvasObject {
	if g.v.p.Tab != string(lib.Observances) {
		return nil
	}
	open := kit.NewIconButton(kit.IconCalendar, g.v.t("culture.holidays"), kit.Quiet, g.v.p.ShowHolidays)
	return kit.NewCard("", kit.Pad(-6, 0, -6, -10, kit.HBox(0, open, kit.Space())))
}

// asks are questions that are ready to be spoken.
func (g *guideView) asks() fyne.CanvasObject {
	list := g.v.p.Asks()
	if len(list) == 0 {
		return nil
	}
	box := kit.VBox(0)
	for i, s := range list {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		text := g.v.env.T("culture.quoted", locales.V{"Text": s.Ask.In(g.v.env.Printer.Tag())})
		box.Add(kit.Inset(9, 0, kit.Wrap(text, kit.Label)))
	}
	return kit.NewCard(g.v.t("culture.ask_title"), box)
}

// fewPhrases are the first phrases of the language.
func (g *guideView) fewPhrases() fyne.CanvasObject {
	p := g.v.p
	b, ok := p.env.Library.Phrases(p.Lang)
	if !ok || len(b.Phrases) == 0 || p.Tab == tabPhrases {
		return nil
	}
	box := kit.VBox(8)
	for i, x := range b.Phrases[:min(len(b.Phrases), 3)] {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(kit.VBox(1,
			kit.WrapRich(kit.Span{Text: x.Native, Style: kit.Bold, Lang: x.Language}),
			kit.Wrap(written.Dots(x.Roman, x.Meaning.In(g.v.env.Printer.Tag())), kit.Muted)))
	}
	box.Add(kit.Pad(0, 0, 0, -10, kit.HBox(0, kit.NewButton(g.v.t("culture.all_phrases"), kit.Quiet, func() { g.open(tabPhrases) }), kit.Space())))
	return kit.NewCard(g.v.t("culture.phrases"), box)
}

// customers are those of the culture, with the surest first.
func (g *guideView) customers() fyne.CanvasObject {
	p := g.v.p
	if p.Count == 0 {
		return nil
	}
	box := kit.VBox(0)
	for i, r := range p.People {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(g.customer(r))
	}
	if p.Count > len(p.People) {
		box.Add(kit.Pad(4, 0, 0, -10, kit.HBox(0, kit.NewButton(g.v.t("culture.all_customers"), kit.Quiet, p.ShowPeople), kit.Space())))
	}
	return kit.NewCard(g.v.env.N("culture.customers_title", p.Count, locales.V{"Name": p.Name(p.Code)}), box)
}

func (g *guideView) customer(r book.CustomerRow) fyne.CanvasObject {
	p := g.v.p
	letters, lang := reach.Portrait(g.v.env.Printer.Tag(), r.Kind, r.Name, r.Languages)
	why := g.v.t("culture.by_country")
	for _, c := range r.Cultures {
		if sameMarket(c, p.Code) {
			why = g.v.t("culture.by_statement")
		}
	}
	a := kit.NewAvatar(letters, kit.AvatarSize)
	a.SetLang(lang)
	row := kit.NewRow(a, r.Name.Full, written.Dots(r.Organisation, why), nil, func() { p.OpenCustomer(r.ID) })
	row.SetTitle(kit.Span{Text: r.Name.Full, Style: kit.Bold, Lang: lang})
	return row
}

func sameMarket(a, b string) bool {
	return len(a) >= 2 && len(b) >= 2 && strings.EqualFold(a[:2], b[:2])
}
