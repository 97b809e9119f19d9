package value

import (
	"fyne.io/fyne/v2"

	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/trade"
)

// renderLoyalty draws the card of the programme: tier, balance and the last
// lines of the ledger.
func (v *View) renderLoyalty() {
	env, l := v.env, v.p.state.Loyalty
	t, p := env.T, env.Printer
	box := kit.VBox(4)
	v.loyalty.SetAside(nil)
	switch {
	case !l.Standing.Member && !l.Programme.On:
		box.Add(kit.Wrap(t("loyalty.off", nil), kit.Muted))
		box.Add(kit.HBox(0, kit.NewButton(t("loyalty.to_programme", nil), kit.Quiet, v.p.ToProgramme), kit.Space()))
	case !l.Standing.Member:
		box.Add(kit.Wrap(t("loyalty.not_member", nil), kit.Muted))
		if !v.shut {
			box.Add(kit.HBox(0, kit.NewButton(t("loyalty.join", nil), kit.Secondary, v.p.Join), kit.Space()))
		}
	default:
		v.loyalty.SetAside(slim(v.loyaltyMenu()))
		head := kit.HBox(10, kit.Text(p.Int(int64(l.Standing.Balance)), kit.Figure).Whole(), kit.Text(env.N("loyalty.points", l.Standing.Balance, nil), kit.MutedBody).Whole())
		if l.Standing.HasTier {
			head.Add(kit.NewChip(l.Standing.Tier.Name, kit.Indigo))
		}
		head.Add(kit.Space())
		box.Add(head)
		if l.Standing.HasTier && l.Standing.Tier.Perk != "" {
			box.Add(kit.Wrap(l.Standing.Tier.Perk, kit.Label))
		}
		if line := v.p.TierLine(); line != "" {
			box.Add(kit.Wrap(line, kit.Muted))
		}
		v.entryRows(box)
	}
	v.loyalty.SetBody(box)
}

// entryRows adds the last lines of the ledger.
func (v *View) entryRows(box *fyne.Container) {
	p, s := v.env.Printer, v.p.state
	for _, e := range s.Loyalty.Entries {
		what, why := trade.EntryWords(p, e.PointEntry)
		points := kit.Text(trade.Points(p, e.Points), kit.LabelBold).Whole()
		if e.Points < 0 {
			points.SetColor(kit.Cinnabar.Text())
		} else {
			points.SetColor(kit.Jade.Text())
		}
		box.Add(kit.NewDivider())
		box.Add(kit.NewRow(nil, what, trade.Dots(p.DateNear(e.On, s.Today), why), points, nil).SetMinHeight(40).SetMaxLines(2))
	}
}

// loyaltyMenu offers what can be done with the points.
func (v *View) loyaltyMenu() fyne.CanvasObject {
	t := v.env.T
	var more *kit.Button
	more = kit.NewDropButton(t("common.more", nil), func() {
		items := []kit.MenuItem{}
		if !v.shut {
			items = append(items,
				kit.MenuItem{Label: t("loyalty.redeem", nil), Icon: kit.IconGift, Tapped: v.askRedeem},
				kit.MenuItem{Label: t("loyalty.enter", nil), Icon: kit.IconPlus, Tapped: v.askEnter})
		}
		items = append(items, kit.MenuItem{Label: t("loyalty.statement", nil), Icon: kit.IconExport, Tapped: func() {
			v.env.Shell.PickSave(t("loyalty.statement", nil), t("loyalty.file_name", nil)+".html", v.p.Statement)
		}}, kit.MenuItem{})
		items = append(items, kit.MenuItem{Label: t("loyalty.quit", nil), Icon: kit.IconClose, Disabled: v.shut, Tapped: v.p.Quit})
		kit.ShowMenu(more, items...)
	})
	return more
}

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.root) }

// askRedeem asks what the points are redeemed for.
func (v *View) askRedeem() {
	c := v.canvas()
	if c == nil {
		return
	}
	t, p, l := v.env.T, v.env.Printer, v.p.state.Loyalty
	if len(l.Programme.Rewards) == 0 {
		kit.NewDialog(t("loyalty.redeem", nil), kit.Wrap(t("loyalty.no_rewards", nil), kit.Body),
			kit.Action{Label: t("common.close", nil)},
			kit.Action{Label: t("loyalty.to_programme", nil), Kind: kit.Primary, Tapped: v.p.ToProgramme}).Show(c)
		return
	}
	var options []kit.Option
	for _, r := range l.Programme.Rewards {
		options = append(options, kit.Option{Value: r.ID, Label: r.Name, Detail: t("loyalty.costs", locales.V{"Points": p.Int(int64(r.Points))})})
	}
	reward := kit.NewSelect("", options, nil)
	reward.SetSelected(options[0].Value)
	reason := kit.NewEntry(t("loyalty.reason_optional", nil))
	what, why := kit.NewField(t("loyalty.label_reward", nil), reward), kit.NewField(t("loyalty.label_reason", nil), reason)
	var d *kit.Dialog
	d = kit.NewDialog(t("loyalty.redeem", nil), kit.VBox(12, kit.Wrap(v.env.N("loyalty.balance_is", l.Standing.Balance, locales.V{"Points": p.Int(int64(l.Standing.Balance))}), kit.Muted), what, why),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("loyalty.redeem_now", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			for _, r := range l.Programme.Rewards {
				if r.ID == reward.Selected() {
					v.p.Redeem(r, reason.Text, d.Hide, func(field, text string) {
						what.SetError("")
						why.SetError("")
						if field == "why" {
							why.SetError(text)
						} else {
							what.SetError(text)
						}
					})
				}
			}
		}})
	d.Show(c)
}

// askEnter asks for points that are given or adjusted.
func (v *View) askEnter() {
	c := v.canvas()
	if c == nil {
		return
	}
	t := v.env.T
	points, reason := kit.NewEntry(""), kit.NewEntry("")
	amount, why := kit.NewField(t("loyalty.label_points", nil), points), kit.NewField(t("loyalty.label_reason", nil), reason)
	var d *kit.Dialog
	var kind *kit.Select
	chosen := func(k string) {
		if usual := v.p.Usual(k); usual != "" {
			points.SetValue(usual)
		}
		why.Hidden = k == kindBirthday || k == kindHoliday
		if d != nil {
			d.Refresh()
		}
	}
	kind = kit.NewSelect("", []kit.Option{
		{Value: kindGift, Label: t("loyalty.give_gift", nil)},
		{Value: kindBirthday, Label: t("loyalty.give_birthday", nil)},
		{Value: kindHoliday, Label: t("loyalty.give_holiday", nil)},
		{Value: kindAdjust, Label: t("loyalty.give_adjust", nil)},
	}, chosen)
	kind.SetSelected(kindGift)
	d = kit.NewDialog(t("loyalty.enter", nil), kit.VBox(12, kit.NewField(t("loyalty.label_kind", nil), kind), amount, why),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			v.p.Enter(kind.Selected(), points.Text, reason.Text, d.Hide, func(field, text string) {
				amount.SetError("")
				why.SetError("")
				if field == "why" {
					why.SetError(text)
				} else {
					amount.SetError(text)
				}
			})
		}})
	d.Show(c)
}
