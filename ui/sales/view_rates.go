package sales

import (
	"fyne.io/fyne/v2"

	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
)

// ratesDialog shows the rates and the base currency.
type ratesDialog struct {
	v      *View
	f      *RatesForm
	dialog *kit.Dialog
	body   *fyne.Container

	base     *kit.Select
	on       *dayfield.Field
	currency *kit.Select
	rate     *kit.Entry
	fields   map[string]*kit.Field
	missing  *kit.Paragraph
	entry    *fyne.Container // the line for a new rate
	list     *fyne.Container
}

// ratesListed is how many rates the dialog lists.
const ratesListed = 60

// openRates shows the rates and the base currency.
func (v *View) openRates() {
	c := v.canvas()
	if c == nil {
		return
	}
	env := v.env
	d := &ratesDialog{v: v, fields: map[string]*kit.Field{}}
	d.f = NewRatesForm(env, d.render)
	d.base = v.currencySelect(func(code string) { d.f.SetBase(code) })
	d.on = dayfield.NewPast(env, d.f.today, func() {})
	d.currency = v.currencySelect(nil)
	d.rate = kit.NewEntry(env.T("sales.rate_hint", nil))
	d.missing = kit.Wrap("", kit.Small).SetColor(kit.Saffron.Text())
	d.list = kit.VBox(0)
	d.fields["base"] = kit.NewField(env.T("sales.label_base", nil), d.base).SetHint(env.T("sales.base_hint", nil))
	d.fields["on"] = kit.NewField(env.T("sales.label_rate_on", nil), d.on.Object)
	d.fields["currency"] = kit.NewField(env.T("sales.label_currency", nil), d.currency)
	d.fields["rate"] = kit.NewField(env.T("sales.label_rate", nil), d.rate)
	add := kit.NewIconButton(kit.IconPlus, env.T("sales.add_rate", nil), kit.Secondary, d.add)
	file := kit.NewIconButton(kit.IconImport, env.T("sales.import_rates", nil), kit.Quiet, d.importFile)
	d.entry = kit.VBox(8, d.fields["on"], kit.EqualColumns(200, d.fields["currency"], d.fields["rate"]), kit.HBox(8, add, file, kit.Space()))
	d.body = kit.VBox(14, d.fields["base"], d.missing, d.entry, d.list)
	d.dialog = kit.NewDialog(env.T("sales.rates", nil), d.body, kit.Action{Label: env.T("common.close", nil), Kind: kit.Primary}).SetWidth(620)
	d.f.Load()
	d.dialog.Show(c)
}

func (d *ratesDialog) add() {
	d.f.Add(RateInputs{d.on.Entry.Text, d.currency.Selected(), d.rate.Text}, func() { d.rate.SetValue("") })
}

func (d *ratesDialog) importFile() {
	d.v.env.Shell.PickFiles(d.v.env.T("sales.import_rates", nil), []string{".csv", ".txt"}, func(paths []string) {
		if len(paths) > 0 {
			d.f.ImportRates(paths[0], d.v.tell)
		}
	})
}

func (d *ratesDialog) render() {
	if d.dialog == nil || !d.f.Loaded {
		return
	}
	env, p := d.v.env, d.v.env.Printer
	if d.base.Selected() == "" {
		d.base.SetSelected(d.f.Base)
	}
	kit.SetErrors(d.fields, d.f.Errors)
	text := d.f.MissingWords()
	d.missing.SetText(text)
	d.missing.Hidden = text == ""
	d.entry.Hidden = d.f.Base == ""
	if d.on.Entry.Text == "" {
		d.on.Entry.SetValue(p.DateWeekdayYear(d.f.today))
		if len(d.f.Missing) > 0 && d.f.Base != "" { // what would mend the oldest of the orders that wait
			d.on.Entry.SetValue(p.DateWeekdayYear(d.f.Missing[0].First))
			d.currency.SetSelected(d.f.Missing[0].Currency)
		}
	}
	d.list.Objects = nil
	if d.f.Base == "" && d.f.Offered != "" {
		offered := d.f.Offered
		d.list.Add(kit.HBox(0, kit.NewButton(env.T("sales.take_base", locales.V{"Currency": p.Currency(offered)}), kit.Secondary, func() { d.f.SetBase(offered) }), kit.Space()))
	}
	for i, r := range d.f.List {
		if i == ratesListed {
			d.list.Add(kit.Text(env.N("sales.rates_more", len(d.f.List)-ratesListed, nil), kit.Muted))
			break
		}
		if i > 0 {
			d.list.Add(kit.NewDivider())
		}
		remove := kit.NewButton(env.T("common.remove", nil), kit.Quiet, func() { d.f.Remove(r.ID) })
		d.list.Add(kit.HBox(12, kit.FixedWidth(120, kit.Text(p.Date(r.Day), kit.Label)), kit.Grow(kit.Text(d.f.RateWords(r), kit.Label)), remove))
	}
	for _, f := range d.fields {
		f.Refresh()
	}
	d.entry.Refresh()
	d.list.Refresh()
	d.body.Refresh()
	d.dialog.Refresh()
}

// tell shows what came of a file.
func (v *View) tell(text string) {
	if c := v.canvas(); c != nil {
		kit.NewDialog(v.env.T("sales.imported", nil), kit.Wrap(text, kit.Body), kit.Action{Label: v.env.T("common.close", nil), Kind: kit.Primary}).Show(c)
	}
}

// importOrders asks for a file of orders and brings it in.
func (v *View) importOrders() {
	c := v.canvas()
	if c == nil {
		return
	}
	t := v.env.T
	kit.NewDialog(t("sales.import_orders", nil), kit.Wrap(t("sales.import_text", nil), kit.Body),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("sales.choose_file", nil), Kind: kit.Primary, Tapped: func() {
			v.env.Shell.PickFiles(t("sales.import_orders", nil), []string{".csv", ".txt"}, func(paths []string) {
				if len(paths) > 0 {
					v.p.ImportOrders(paths[0], v.tell)
				}
			})
		}}).Show(c)
}

// exportOrders asks where the orders that are shown are to be written.
func (v *View) exportOrders() {
	v.env.Shell.PickSave(v.env.T("sales.export_orders", nil), v.env.T("sales.file_name", nil)+".csv", v.p.ExportOrders)
}
