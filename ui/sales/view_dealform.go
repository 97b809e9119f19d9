package sales

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
	"dragoman/ui/internal/whofield"
)

// dealDialog is the form to make and change a deal.
type dealDialog struct {
	v      *View
	f      *DealForm
	back   bool // to where the user came from, once it is closed
	dialog *kit.Dialog
	fields map[string]*kit.Field
	body   *fyne.Container
	pairs  []*fyne.Container
	before string // the stage that was chosen last

	who        *whofield.Field
	title      *kit.Entry
	stage      *kit.Select
	amount     *kit.Entry
	currency   *kit.Select
	likelihood *kit.Entry
	expected   *dayfield.Field
	owner      *kit.Entry
	lostWhy    *kit.Entry
	note       *kit.Entry
}

// openDeal opens the form of a deal: the one of the route's ID, or a new one
// for its customer.
func (v *View) openDeal(r screen.Route) {
	if v.dialog != nil && v.dialog.Open() {
		return
	}
	d := &dealDialog{v: v, fields: map[string]*kit.Field{}, back: r.Arg("back") != ""}
	d.f = NewDealForm(v.env, d.render)
	d.f.Fill(r, d.show)
}

func (d *dealDialog) show() {
	c := d.v.canvas()
	if c == nil {
		return
	}
	env := d.v.env
	title := locales.ID("sales.deal_edit")
	actions := []kit.Action{{Label: env.T("common.cancel", nil), Tapped: d.closed}}
	if d.f.New() {
		title = "sales.deal_new"
	} else {
		actions = append(actions, kit.Action{Label: env.T("common.delete", nil), Kind: kit.Secondary, Tapped: func() {
			d.v.p.TrashDeal(d.f.base.ID)
			d.closed()
		}})
	}
	actions = append(actions, kit.Action{Label: env.T("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: d.save})
	d.build()
	d.set(d.f.Start())
	d.dialog = kit.NewDialog(env.T(title, nil), d.layout(), actions...).SetWidth(660).SetOnDismissed(d.closed)
	d.v.dialog = d.dialog
	d.render()
	d.dialog.Show(c)
}

func (d *dealDialog) closed() {
	if d.back {
		d.v.env.Shell.Back()
	}
}

func (d *dealDialog) build() {
	env := d.v.env
	d.who = d.v.whoField(&d.f.who)
	d.title = kit.NewEntry(env.T("sales.deal_hint", nil))
	var stages []kit.Option
	for _, s := range d.f.Stages() {
		stages = append(stages, kit.Option{Value: s.ID, Label: trade.Stage(env.Printer, s)})
	}
	for _, id := range []string{book.StageWon, book.StageLost} {
		stages = append(stages, kit.Option{Value: id, Label: trade.Stage(env.Printer, book.Stage{ID: id})})
	}
	d.stage = kit.NewSelect("", stages, func(string) {
		d.likelihood.SetValue(d.f.StageChosen(d.inputs(), d.before))
		d.before = d.stage.Selected()
		d.render()
	})
	d.amount, d.likelihood = kit.NewEntry(""), kit.NewEntry("")
	d.currency = d.v.currencySelect(nil)
	d.expected = dayfield.New(env, d.f.today, func() {})
	d.owner, d.lostWhy, d.note = kit.NewEntry(""), kit.NewEntry(env.T("sales.why_hint", nil)), kit.NewMultiLine("", 3)
}

func (d *dealDialog) field(key string, label locales.ID, o fyne.CanvasObject) *kit.Field {
	f := kit.NewField(d.v.env.T(label, nil), o)
	d.fields[key] = f
	return f
}

func (d *dealDialog) layout() fyne.CanvasObject {
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		line := kit.EqualColumns(220, a, b)
		d.pairs = append(d.pairs, line)
		return line
	}
	d.body = kit.VBox(12,
		d.field("title", "sales.label_deal", d.title),
		d.field("customer", "sales.label_customer", d.who.Object),
		two(d.field("amount", "sales.label_amount", d.amount), d.field("currency", "sales.label_currency", d.currency)),
		two(d.field("stage", "sales.label_stage", d.stage), d.field("likelihood", "sales.label_likelihood", d.likelihood)),
		d.field("lost_why", "sales.label_why", d.lostWhy),
		d.field("expected", "sales.label_expected", d.expected.Object),
		d.field("owner", "sales.label_owner", d.owner),
		d.field("note", "sales.label_note", d.note),
	)
	return d.body
}

func (d *dealDialog) set(in DealInputs) {
	d.title.SetValue(in.Title)
	d.stage.SetSelected(in.Stage)
	d.before = in.Stage
	d.amount.SetValue(in.Amount)
	d.currency.SetSelected(in.Currency)
	d.likelihood.SetValue(in.Likelihood)
	d.expected.Entry.SetValue(in.Expected)
	d.owner.SetValue(in.Owner)
	d.lostWhy.SetValue(in.LostWhy)
	d.note.SetValue(in.Note)
	d.who.Render(d.f.Customer)
}

func (d *dealDialog) inputs() DealInputs {
	return DealInputs{
		Title: d.title.Text, Stage: d.stage.Selected(), Amount: d.amount.Text, Currency: d.currency.Selected(), Likelihood: d.likelihood.Text,
		Expected: d.expected.Entry.Text, Owner: d.owner.Text, Note: d.note.Text, LostWhy: d.lostWhy.Text,
	}
}

func (d *dealDialog) render() {
	if d.dialog == nil {
		return
	}
	kit.SetErrors(d.fields, d.f.Errors)
	closed := d.stage.Selected() == book.StageWon || d.stage.Selected() == book.StageLost
	d.fields["likelihood"].Hidden = closed
	d.fields["lost_why"].Hidden = d.stage.Selected() != book.StageLost
	d.who.Render(d.f.Customer)
	d.who.Object.Refresh()
	for _, l := range d.pairs {
		l.Refresh()
	}
	for _, f := range d.fields {
		f.Refresh()
	}
	d.body.Refresh()
	d.dialog.Refresh()
}

func (d *dealDialog) save() {
	d.f.Save(d.inputs(), func(deal book.Deal, op book.Operation, won bool) {
		d.dialog.Hide()
		id := locales.ID("sales.deal_saved")
		if d.f.New() {
			id = "sales.deal_added"
		}
		if op.ID != "" {
			d.v.env.Shell.Done(d.v.env.T(id, nil), op)
		}
		if won {
			d.v.offerOrder(deal)
			return
		}
		d.closed()
	})
}

// askWhy asks for the reason for which a deal was lost.
func (v *View) askWhy(then func(why string)) {
	c := v.canvas()
	if c == nil {
		return
	}
	t := v.env.T
	why := kit.NewEntry(t("sales.why_hint", nil))
	field := kit.NewField(t("sales.label_why", nil), why)
	var d *kit.Dialog
	d = kit.NewDialog(t("sales.why_title", nil), field,
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("sales.mark_lost", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			if strings.TrimSpace(why.Text) == "" {
				field.SetError(t("error.lost_why", nil))
				return
			}
			d.Hide()
			then(why.Text)
		}})
	d.Show(c)
}

// offerOrder asks whether the order of a deal that was won is to be entered.
func (v *View) offerOrder(d book.Deal) {
	c := v.canvas()
	if c == nil {
		return
	}
	t := v.env.T
	text := t("sales.won_text", locales.V{"Title": d.Title, "Amount": v.env.Printer.Money(d.Amount, d.Currency)})
	kit.NewDialog(t("sales.won_title", nil), kit.Wrap(text, kit.Body),
		kit.Action{Label: t("sales.not_now", nil)},
		kit.Action{Label: t("sales.enter_order", nil), Kind: kit.Primary, Tapped: func() {
			v.openOrder(screen.Route{}.With("deal", string(d.ID)))
		}}).Show(c)
}
