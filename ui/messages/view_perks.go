package messages

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/counsel"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// counted says in how many letters something is offered.
func (f *oneFace) counted() string {
	env := f.v.env
	perks, gifts := f.p.PerkCount()
	out := ""
	if perks > 0 {
		out = env.N("messages.perks_in", perks, nil)
	}
	if gifts > 0 {
		out = joinDots(out, env.N("messages.gifts_with", gifts, nil))
	}
	return out
}

// perkChips show the tier of a recipient, and the points that go with the
// letter.
func (f *oneFace) perkChips(r book.Recipient) (chips []fyne.CanvasObject) {
	env := f.v.env
	if r.State == book.LeftOut {
		return nil
	}
	if r.Tier != "" {
		tint := kit.Slate
		if r.Says(r.Perk) {
			tint = kit.Jade
		}
		chips = append(chips, kit.NewChip(r.Tier, tint))
	}
	if r.Give {
		chips = append(chips, kit.NewChip(env.N("messages.gift_chip", r.Gift, nil), kit.Jade))
	}
	return chips
}

// perks are what can be offered in the letter at hand.
func (f *oneFace) perks(r book.RecipientRow) (out []fyne.CanvasObject) {
	env := f.v.env
	if r.State == book.LeftOut {
		return nil
	}
	again := func(do func(bool)) func(bool) {
		return func(on bool) {
			f.keep()
			f.anew = true
			do(on)
		}
	}
	sent := r.State == book.Sent
	switch {
	case r.Tier == "":
	case r.Perk == "" && !sent:
		out = append(out, kit.Wrap(env.T("messages.perk_unsaid", locales.V{"Tier": r.Tier, "Language": env.Printer.Language(r.Language)}), kit.Muted))
	case r.Perk != "" && !sent:
		out = append(out, kit.NewCheck(env.T("messages.perk_offer", locales.V{"Tier": r.Tier, "Perk": r.Perk}), r.Says(r.Perk), again(f.p.Offer)))
	}
	switch {
	case r.Gift > 0 && !sent:
		out = append(out, kit.NewCheck(env.N("messages.gift_offer", r.Gift, nil), r.Give, again(f.p.Give)))
	case r.Give && sent:
		out = append(out, kit.Wrap(env.N("messages.gift_given", r.Gift, nil), kit.Muted))
	}
	return out
}

// drawOffered asks whether the letters say what tiers bring, and whether points
// are given.
func (f *formFace) drawOffered() {
	d, env := f.p.Draft, f.v.env
	f.perks.Hidden, f.gifts.Hidden = d.Perks == 0 || !d.Sure, d.Gifts == 0 || !d.Sure
	f.perks.SetText(env.N("messages.with_perks", d.Perks, nil))
	f.gifts.SetText(env.N("messages.with_gifts", d.Gifts, nil))
}

// offerField asks how an offer is said in a language.
func (f *formFace) offerField(n counsel.Need, o counsel.OfferLine) fyne.CanvasObject {
	env := f.v.env
	say := counsel.Say{Language: n.Language, Slot: o.Slot()}
	e := kit.NewMultiLine("", 2)
	words, typed := f.p.Draft.Values[say]
	if !typed {
		words = o.Words
	}
	e.SetValue(words)
	e.OnChanged = func(s string) { f.p.Saying(say, s) }
	if o.Gift > 0 {
		field := kit.NewField(env.N("messages.gift_words", o.Count, nil), e)
		if o.Unread && !typed {
			field.SetHint(env.T("messages.unreviewed", nil))
		}
		return field
	}
	field := kit.NewField(env.N("messages.perk_words", o.Count, locales.V{"Tier": o.Tier.Name}), e)
	if o.Words != o.Tier.Perk {
		field.SetHint(o.Tier.Perk)
	}
	return field
}

// offersOf are the offers of a language that are wanted.
func (f *formFace) offersOf(n counsel.Need) (out []counsel.OfferLine) {
	for _, o := range n.Offers {
		if o.Gift > 0 && f.p.Draft.WithGifts || o.Gift == 0 && f.p.Draft.WithPerks {
			out = append(out, o)
		}
	}
	return out
}
