package culture

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// phraseView draws the phrases of a language.
type phraseView struct {
	v     *View
	lang  *kit.Select
	use   *kit.Select
	offer offerView
}

func newPhraseView(v *View) *phraseView {
	f := &phraseView{v: v, offer: offerView{v: v}}
	f.lang = kit.NewSelect(v.t("culture.language"), nil, v.p.SetLang).SetFilterHint(v.t("common.search"))
	uses := []kit.Option{{Value: "", Label: v.t("culture.use_any")}}
	for _, u := range lib.Uses {
		uses = append(uses, kit.Option{Value: string(u), Label: v.t(counsel.UseName(u))})
	}
	f.use = kit.NewSelect("", uses, func(s string) { v.p.SetUse(lib.Use(s)) })
	return f
}

// languages are the choices of a language: those of the market first.
func languages(v *View, tags []string, now string) ([]kit.Option, string) {
	p := v.env.Printer
	m, _ := v.p.markets.Market(v.p.Code)
	var list []kit.Option
	chosen := now
	add := func(tag, detail string) {
		for _, o := range list {
			if o.Value == tag {
				return
			}
		}
		list = append(list, kit.Option{Value: tag, Label: p.Language(tag), Detail: detail, Search: tag})
	}
	have := func(tag string) (string, bool) {
		for _, t := range tags {
			if lib.Serves(t, tag) {
				return t, true
			}
		}
		return tag, false
	}
	for _, tag := range m.Languages {
		t, _ := have(tag)
		add(t, v.p.Name(m.Code))
	}
	for _, tag := range tags {
		add(tag, "")
	}
	if t, ok := have(now); ok {
		chosen = t
	}
	return list, chosen
}

func (f *phraseView) draw() fyne.CanvasObject {
	v := f.v
	options, chosen := languages(v, v.env.Library.PhraseLanguages(), v.p.Lang)
	f.lang.SetOptions(options)
	f.lang.SetSelected(chosen)
	f.use.SetSelected(string(v.p.Use))
	box := kit.VBox(kit.Gap, kit.HBox(8, f.lang, f.use, kit.Space()))
	if v.p.Scripts.Customer.ID != "" {
		box.Add(f.whom())
	}
	head := len(box.Objects)
	b, _ := v.env.Library.Phrases(v.p.Lang)
	for _, x := range b.Phrases {
		if v.p.Use == "" || v.p.Use == x.Use {
			box.Add(f.phrase(x))
		}
	}
	if len(box.Objects) == head {
		box.Add(kit.NewCard("", kit.Wrap(v.env.T("culture.no_phrases", locales.V{"Language": v.env.Printer.Language(v.p.Lang)}), kit.MutedBody)))
	}
	box.Add(v.added("culture.add_phrase", v.p.NewPhrase, v.p.HiddenPhrases()))
	return box
}

// whom is for whom a phrase is copied, and what is offered after it.
func (f *phraseView) whom() fyne.CanvasObject {
	box := kit.VBox(4, f.v.guide.scripts.whom())
	if offer := f.offer.draw(f.v.p.OfferInPhrases(), f.v.p.Lang); offer != nil {
		box.Add(offer)
	}
	return kit.NewCard(f.v.t("culture.whom_title"), box)
}

// phrase is one phrase: what is said, how it is read, what it means and when.
func (f *phraseView) phrase(x lib.Phrase) fyne.CanvasObject {
	v := f.v
	lang := v.env.Printer.Tag()
	copyIt := kit.NewIconButton(kit.IconCopy, v.t("culture.copy"), kit.Secondary, func() { v.p.CopyPhrase(x) })
	chips := kit.Flow(6, kit.NewChip(v.t(counsel.UseName(x.Use)), kit.Jade), kit.NewChip(v.t(counsel.RegisterName(x.Register)), kit.Slate))
	if x.Solemn {
		chips.Add(kit.NewChip(v.t("culture.solemn"), kit.Violet))
	}
	if x.Own {
		chips.Add(kit.NewChip(v.t("culture.yours"), kit.Indigo))
	}
	box := kit.VBox(4, kit.HBoxTop(8, kit.Grow(kit.WrapRich(kit.Span{Text: x.Native, Style: kit.Figure, Lang: x.Language})), copyIt))
	if x.Roman != "" {
		box.Add(kit.Wrap(v.env.T("culture.roman", locales.V{"Reading": x.Roman, "System": x.System}), kit.MutedBody))
	}
	if added := v.p.with("", v.p.OfferAfter(x), ""); added != "" {
		box.Add(kit.WrapRich(kit.Span{Text: strings.TrimSpace(added), Style: kit.Body, Color: kit.Jade.Text(), Lang: x.Language}))
	}
	box.Add(chips)
	for _, row := range []struct {
		label locales.ID
		text  record.Text
	}{{"culture.meaning", x.Meaning}, {"culture.when", x.When}, {"culture.whom", x.Whom}, {"culture.never", x.Never}} {
		if text := row.text.In(lang); text != "" {
			tok := kit.InkMuted
			if row.label == "culture.never" {
				tok = kit.Cinnabar.Text()
			}
			box.Add(kit.Pad(2, 0, 0, 0, kit.HBoxTop(12, kit.FixedWidth(sayWidth, kit.Wrap(v.t(row.label), kit.Label).SetColor(tok)), kit.Grow(kit.Wrap(text, kit.Label)))))
		}
	}
	box.Add(kit.Pad(4, 0, 0, -10, v.guide.foot(footing{id: x.ID, text: x.Native, sources: x.Sources, reviewed: x.ReviewedOn, native: x.NativeReview, own: x.Own})))
	return kit.NewCard("", box)
}
