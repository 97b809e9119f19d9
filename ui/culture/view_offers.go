package culture

import (
	"fyne.io/fyne/v2"

	"dragoman/data/counsel"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/written"
)

// offerView asks what of the loyalty programme goes into a text for the
// customer. Its entries stay while customer, language and offer stay, so that
// typing goes on.
type offerView struct {
	v           *View
	asked       string
	perk, gift  *kit.Check
	ours        *kit.Paragraph // what the tier brings, as the programme has it
	words, said *kit.Field
	box         *fyne.Container
}

// card is what can be offered under its title, or nil where that is nothing.
func (f *offerView) card(o counsel.Offer, lang string) fyne.CanvasObject {
	if box := f.draw(o, lang); box != nil {
		return kit.NewCard(f.v.t("culture.offer_title"), box)
	}
	return nil
}

// draw is what can be offered, or nil where that is nothing.
func (f *offerView) draw(o counsel.Offer, lang string) fyne.CanvasObject {
	if !o.Any() {
		f.asked = ""
		return nil
	}
	v, l := f.v, f.v.p.Scripts.Loyal
	asked := written.Dots(string(v.p.Scripts.Customer.ID), lang, o.Tier.ID, o.Tier.Perk, v.env.Printer.Int(int64(o.Points)))
	if asked != f.asked {
		f.asked = asked
		f.ask(o, lang)
	}
	if f.perk != nil {
		f.perk.SetOn(l.WithPerk)
		f.words.Hidden, f.ours.Hidden = !l.WithPerk, l.WithPerk && o.Words == o.Tier.Perk
		f.words.SetHint(f.hint(o, lang))
	}
	if f.gift != nil {
		f.gift.SetOn(l.WithGift)
		f.said.Hidden = !l.WithGift
		unread := ""
		if o.Said != "" && !o.Read {
			unread = v.t("culture.unreviewed")
		}
		f.said.SetHint(unread)
	}
	f.box.Refresh()
	return f.box
}

// ask makes the widgets for what can be offered.
func (f *offerView) ask(o counsel.Offer, lang string) {
	v, p := f.v, f.v.p
	f.box, f.perk, f.gift = kit.VBox(8), nil, nil
	name := v.env.Printer.Language(lang)
	if o.Tier.ID != "" {
		f.perk = kit.NewCheck(v.env.T("culture.offer_perk", locales.V{"Tier": o.Tier.Name}), false, p.SetPerk)
		f.ours = kit.Wrap(o.Tier.Perk, kit.Muted)
		e := kit.NewMultiLine("", 2)
		e.SetValue(o.Words)
		e.OnChanged = func(text string) { p.SayPerk(o.Tier.ID, lang, text) }
		f.words = kit.NewField(v.env.T("culture.offer_words", locales.V{"Language": name}), e)
		f.box.Add(f.perk)
		f.box.Add(f.ours)
		f.box.Add(f.words)
	}
	if o.Points > 0 {
		f.gift = kit.NewCheck(v.env.N("culture.offer_points", o.Points, nil), false, p.SetGift)
		e := kit.NewMultiLine("", 2)
		e.SetValue(o.Said)
		e.OnChanged = func(text string) { p.SayGift(lang, text) }
		f.said = kit.NewField(v.env.T("culture.offer_said", locales.V{"Language": name}), e)
		f.box.Add(f.gift)
		f.box.Add(f.said)
	}
}

// hint says that nothing is put in as long as nobody said it in the language of
// the text.
func (f *offerView) hint(o counsel.Offer, lang string) string {
	if o.Words == "" {
		return f.v.env.T("culture.offer_unsaid", locales.V{"Language": f.v.env.Printer.Language(lang)})
	}
	return ""
}
