package customers

import (
	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/counsel"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/tact"
)

// tipTokens are the colours of the labels of tips.
var tipTokens = map[counsel.TipKind]kit.Token{
	counsel.TipDo: kit.Jade.Text(), counsel.TipAvoid: kit.Cinnabar.Text(), counsel.TipBeside: kit.Saffron.Text(),
}

// renderTips fills the card of what to know of the customer's culture, seen
// from the owner's; it is hidden where nothing is written.
func (o *overview) renderTips(k known, today calendar.Date) {
	env := o.v.env
	tips, ok := tact.For(env, k.c, today)
	o.tips.Hidden = !ok
	if !ok {
		return
	}
	name := tact.Name(env, tips.Culture.Code)
	whose := name // it is wrapped, which a title is not
	if home := env.Settings.HomeCulture; home != "" && home != tips.Culture.Code {
		whose = env.T("tact.tips_from", locales.V{"Culture": name, "Home": tact.Name(env, home)})
	}
	box := kit.VBox(0, kit.Pad(0, 0, 4, 0, kit.Wrap(whose, kit.Muted)))
	for _, t := range tips.Lines {
		value := kit.VBox(2, kit.Wrap(t.Text, kit.Label))
		if t.Detail != "" {
			value.Add(kit.Wrap(t.Detail, kit.Muted))
		}
		label := kit.Wrap(env.T(t.Label, nil), kit.Label).SetColor(tipTokens[t.Kind])
		box.Add(kit.Inset(8, 0, kit.HBoxTop(12, kit.FixedWidth(56, label), kit.Grow(value))))
		box.Add(kit.NewDivider())
	}
	says := locales.ID("tact.tips_stated")
	if !tips.Culture.Stated {
		says = "tact.tips_default"
	}
	box.Add(kit.Pad(8, 0, 0, 0, kit.Wrap(env.T(says, nil), kit.Muted)))
	open := kit.NewButton(env.T("tact.tips_guide", locales.V{"Culture": name}), kit.Quiet, func() { env.Shell.Go(tips.Guide) })
	box.Add(kit.Pad(0, 0, -6, -kit.QuietPad, kit.HBox(0, open, kit.Space())))
	o.tips.SetBody(box)
}

// giftHints says under the gifts that are welcome what speaks against them.
func (o *overview) giftHints(facts []fact, c book.Customer) []fact {
	env := o.v.env
	label := preferenceWord(env.Printer, book.GiftWelcome)
	for i, f := range facts {
		if f.Label != label {
			continue
		}
		if lines := tact.Gift(env, c, f.Value); len(lines) > 0 {
			facts[i].Hint = lines[0]
		}
	}
	return facts
}
