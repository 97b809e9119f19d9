package sales

import (
	"fyne.io/fyne/v2"

	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/trade"
)

// loyaltyView draws the programme: its rules, who takes part, what was redeemed
// and the last lines of the ledger.
type loyaltyView struct {
	v        *View
	root     *fyne.Container
	lead     *kit.Paragraph
	rules    *kit.Card
	redeemed *kit.Card
	members  *kit.Card
	entries  *kit.Card
}

func newLoyaltyView(v *View) *loyaltyView {
	t := v.env.T
	l := &loyaltyView{v: v, lead: kit.Wrap("", kit.Body)}
	l.rules = kit.NewCard(t("loyalty.rules", nil), kit.VBox(0))
	l.rules.SetAside(kit.Pad(-7, 0, -7, 0, kit.NewButton(t("common.edit", nil), kit.Quiet, v.openProgramme)))
	l.redeemed = kit.NewCard(t("loyalty.redemptions", nil), kit.VBox(0))
	l.members = kit.NewCard(t("loyalty.members", nil), kit.VBox(0))
	l.members.SetAside(kit.Pad(-7, 0, -7, 0, kit.NewButton(t("loyalty.run_daily", nil), kit.Quiet, v.p.RunDaily)))
	l.entries = kit.NewCard(t("loyalty.last_entries", nil), kit.VBox(0))
	columns := kit.Columns(760, 0.5, kit.VBox(kit.Gap, l.rules, l.redeemed), kit.VBox(kit.Gap, l.members, l.entries))
	l.root = kit.VBox(12, l.lead, kit.Grow(kit.Scroll(columns)))
	return l
}

// listed is how many members the card shows.
const listed = 20

func (l *loyaltyView) render(s State) {
	env, p := l.v.env, l.v.env.Printer
	x := s.Loyalty
	if !x.Loaded {
		return
	}
	l.lead.SetText(l.v.p.LoyaltyLead())
	l.renderRules(s)
	l.renderRedeemed(s)
	box := kit.VBox(0)
	if len(x.Members) == 0 {
		box.Add(kit.Wrap(env.T("loyalty.no_members", nil), kit.Muted))
	}
	for i, m := range x.Members {
		if i == listed {
			box.Add(kit.Inset(6, 0, kit.Text(env.N("loyalty.more_members", x.Report.Members-listed, nil), kit.Muted)))
			break
		}
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		tier, _ := x.Programme.TierNamed(m.Tier)
		row := kit.NewRow(nil, "", tier.Name, kit.Text(p.Int(int64(m.Balance)), kit.LabelBold).Whole(), func() { l.v.p.OpenMember(m.CustomerID) })
		row.SetTitle(nameSpans(m.Customer)...)
		box.Add(row.SetMinHeight(40).SetMaxLines(1))
	}
	l.members.SetBody(box)
	box = kit.VBox(0)
	for i, e := range x.Entries {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		what, why := trade.EntryWords(p, e.PointEntry)
		row := kit.NewRow(nil, "", trade.Dots(p.DateNear(e.On, s.Today), what, why), kit.Text(trade.Points(p, e.Points), kit.Label).Whole(), nil)
		row.SetTitle(nameSpans(e.Customer)...)
		box.Add(row.SetMinHeight(40).SetMaxLines(1))
	}
	if len(x.Entries) == 0 {
		box.Add(kit.Wrap(env.T("loyalty.no_entries", nil), kit.Muted))
	}
	l.entries.SetBody(box)
	l.root.Refresh()
}

// renderRules writes what is earned, the tiers with their members, and the
// gifts.
func (l *loyaltyView) renderRules(s State) {
	env, p, x := l.v.env, l.v.env.Printer, s.Loyalty
	box := kit.VBox(4, kit.Wrap(l.v.p.Rule(), kit.Body))
	if x.Programme.On && len(x.Programme.Tiers) > 0 {
		box.Add(kit.Wrap(env.N("loyalty.window", x.Programme.Window, nil), kit.Muted))
	}
	for _, t := range x.Programme.Tiers {
		end := kit.Text(env.N("loyalty.members_n", x.Report.Tiers[t.ID], nil), kit.Label).Whole()
		box.Add(kit.NewDivider())
		box.Add(kit.NewRow(nil, t.Name, trade.Dots(env.T("loyalty.from", locales.V{"Points": p.Int(int64(t.From))}), t.Perk), end, nil).SetMinHeight(40))
	}
	for _, g := range []struct {
		points int
		id     locales.ID
	}{{x.Programme.Birthday, "loyalty.birthday_gift"}, {x.Programme.Holiday, "loyalty.holiday_gift"}} {
		if g.points > 0 {
			box.Add(kit.NewDivider())
			box.Add(kit.NewRow(nil, env.T(g.id, nil), "", kit.Text(trade.Points(p, g.points), kit.Label).Whole(), nil).SetMinHeight(36))
		}
	}
	l.rules.SetBody(box)
}

// renderRedeemed writes how often each reward was taken, and how much in the
// last months.
func (l *loyaltyView) renderRedeemed(s State) {
	env, p, x := l.v.env, l.v.env.Printer, s.Loyalty
	box := kit.VBox(0)
	row := func(title, below string, end string) {
		if len(box.Objects) > 0 {
			box.Add(kit.NewDivider())
		}
		box.Add(kit.NewRow(nil, title, below, kit.Text(end, kit.Label).Whole(), nil).SetMinHeight(40))
	}
	taken := map[string]bool{}
	for _, r := range x.Report.Redeemed {
		taken[r.Reward] = true
		row(r.Reward, env.T("loyalty.last_taken", locales.V{"Day": p.DateNear(r.Last, s.Today)}),
			trade.Dots(env.N("loyalty.times", r.Count, nil), p.Int(int64(r.Points))))
	}
	for _, r := range x.Programme.Rewards {
		if !taken[r.Name] {
			row(r.Name, env.T("loyalty.never_taken", nil), p.Int(int64(r.Points)))
		}
	}
	for i, m := range x.Report.Months {
		if i == 6 {
			break
		}
		row(p.MonthYear(m.Last.Year(), m.Last.Month()), "", trade.Dots(env.N("loyalty.times", m.Count, nil), p.Int(int64(m.Points))))
	}
	if len(box.Objects) == 0 {
		box.Add(kit.Wrap(env.T("loyalty.no_rewards", nil), kit.Muted))
	}
	l.redeemed.SetBody(box)
}

// programmeDialog edits the rules.
type programmeDialog struct {
	v       *View
	dialog  *kit.Dialog
	body    *fyne.Container
	on      *kit.Check
	entries map[string]*kit.Entry
	tiers   *rulesEditor
	rewards *rulesEditor
	fault   *kit.Paragraph
}

// openProgramme edits the rules of the programme. Without a base currency there
// is nothing in which to count, so that comes first.
func (v *View) openProgramme() {
	c := v.canvas()
	if c == nil {
		return
	}
	t := v.env.T
	if v.p.state.Loyalty.Base == "" {
		v.openRates()
		return
	}
	in := v.p.ProgrammeText()
	d := &programmeDialog{v: v, entries: map[string]*kit.Entry{}, fault: kit.Wrap("", kit.Small).SetColor(kit.Cinnabar.Text())}
	d.on = kit.NewCheck(t("loyalty.switch_on", nil), in.On, nil)
	field := func(key, value string, label locales.ID) *kit.Field {
		e := kit.NewEntry("")
		e.SetValue(value)
		d.entries[key] = e
		return kit.NewField(t(label, nil), e)
	}
	d.tiers = newRulesEditor(v, in.Tiers, true, d.refresh)
	d.rewards = newRulesEditor(v, in.Rewards, false, d.refresh)
	d.fault.Hide()
	d.body = kit.VBox(12, d.on,
		kit.EqualColumns(200, field("earn", in.Earn, "loyalty.label_earn"), field("per", in.Per, "loyalty.label_per")),
		kit.EqualColumns(200, field("window", in.Window, "loyalty.label_window"), field("expiry", in.Expiry, "loyalty.label_expiry")),
		kit.EqualColumns(200, field("birthday", in.Birthday, "loyalty.birthday_gift"), field("holiday", in.Holiday, "loyalty.holiday_gift")),
		kit.NewField(t("loyalty.label_tiers", nil), d.tiers.root),
		kit.NewField(t("loyalty.label_rewards", nil), d.rewards.root), d.fault)
	d.dialog = kit.NewDialog(t("loyalty.programme", nil), d.body,
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: d.save}).SetWidth(660)
	d.dialog.Show(c)
}

func (d *programmeDialog) refresh() {
	if d.dialog != nil {
		d.body.Refresh()
		d.dialog.Refresh()
	}
}

func (d *programmeDialog) save() {
	text := func(key string) string { return d.entries[key].Text }
	in := ProgrammeInputs{
		On: d.on.On(), Earn: text("earn"), Per: text("per"), Window: text("window"), Expiry: text("expiry"),
		Birthday: text("birthday"), Holiday: text("holiday"), Tiers: d.tiers.inputs(), Rewards: d.rewards.inputs(),
	}
	d.v.p.SaveProgramme(in, d.dialog.Hide, func(fault string) {
		d.fault.SetText(fault)
		d.fault.Show()
		d.refresh()
	})
}

// rulesEditor edits tiers or rewards: a name, a number of points and, of a
// tier, what it brings.
type rulesEditor struct {
	v       *View
	perks   bool
	changed func()
	root    *fyne.Container
	box     *fyne.Container
	rows    []*ruleRow
}

type ruleRow struct {
	id                 string
	name, number, perk *kit.Entry
	root               fyne.CanvasObject
}

func newRulesEditor(v *View, rules [][4]string, perks bool, changed func()) *rulesEditor {
	e := &rulesEditor{v: v, perks: perks, changed: changed, box: kit.VBox(6)}
	for _, r := range rules {
		e.add(r)
	}
	add := kit.NewIconButton(kit.IconPlus, v.env.T("common.add", nil), kit.Quiet, func() {
		e.add([4]string{})
		e.draw()
	})
	e.root = kit.VBox(6, e.box, kit.HBox(0, add, kit.Space()))
	e.draw()
	return e
}

func (e *rulesEditor) add(x [4]string) {
	t := e.v.env.T
	r := &ruleRow{id: x[0], name: kit.NewEntry(t("common.name", nil)), number: kit.NewEntry(t("loyalty.label_points", nil)), perk: kit.NewEntry(t("loyalty.perk_hint", nil))}
	r.name.SetValue(x[1])
	r.number.SetValue(x[2])
	r.perk.SetValue(x[3])
	remove := kit.NewButton(t("common.remove", nil), kit.Quiet, func() {
		for i, o := range e.rows {
			if o == r {
				e.rows = append(e.rows[:i:i], e.rows[i+1:]...)
				break
			}
		}
		e.draw()
	})
	number := kit.FixedWidth(90, r.number)
	if e.perks {
		r.root = kit.HBox(6, kit.FixedWidth(130, r.name), number, kit.Grow(r.perk), remove)
	} else {
		r.root = kit.HBox(6, kit.Grow(r.name), number, remove)
	}
	e.rows = append(e.rows, r)
}

func (e *rulesEditor) draw() {
	e.box.Objects = nil
	for _, r := range e.rows {
		e.box.Add(r.root)
	}
	e.box.Refresh()
	if e.root != nil {
		e.root.Refresh()
		e.changed()
	}
}

func (e *rulesEditor) inputs() [][4]string {
	var out [][4]string
	for _, r := range e.rows {
		out = append(out, [4]string{r.id, r.name.Text, r.number.Text, r.perk.Text})
	}
	return out
}
