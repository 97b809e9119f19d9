package sales

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
	"dragoman/ui/internal/whofield"
)

// orderDialog is the form to make and change an order.
type orderDialog struct {
	v      *View
	f      *OrderForm
	back   bool // to where the user came from, once it is closed
	dialog *kit.Dialog
	fields map[string]*kit.Field
	body   *fyne.Container
	pairs  []*fyne.Container // lines with two fields

	who      *whofield.Field
	number   *kit.Entry
	on       *dayfield.Field
	status   *kit.Select
	currency *kit.Select
	total    *kit.Entry
	cost     *kit.Entry
	payment  *kit.Entry
	note     *kit.Entry
	lines    *lineEditor
	inBase   *kit.Paragraph
}

// openOrder opens the form of an order: the one of the route's ID, or a new one
// filled with what the route says.
func (v *View) openOrder(r screen.Route) {
	if v.dialog != nil && v.dialog.Open() {
		return
	}
	d := &orderDialog{v: v, fields: map[string]*kit.Field{}, back: r.Arg("back") != ""}
	if c := v.p.state.Customer; c != nil && r.ID == "" && r.Arg("customer") == "" {
		r = r.With("customer", string(c.ID))
	}
	d.f = NewOrderForm(v.env, d.render)
	d.f.Fill(r, d.show)
}

func (d *orderDialog) show() {
	c := d.v.canvas()
	if c == nil {
		return
	}
	env := d.v.env
	title := locales.ID("sales.order_edit")
	actions := []kit.Action{{Label: env.T("common.cancel", nil), Tapped: d.closed}}
	if d.f.New() {
		title = "sales.order_new"
	} else {
		actions = append(actions, kit.Action{Label: env.T("common.delete", nil), Kind: kit.Secondary, Tapped: func() {
			d.v.p.Trash(d.f.Order().ID)
			d.closed()
		}})
	}
	actions = append(actions, kit.Action{Label: env.T("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: d.save})
	d.build()
	d.set(d.f.Start())
	d.dialog = kit.NewDialog(env.T(title, nil), d.layout(), actions...).SetWidth(680).SetOnDismissed(d.closed)
	d.v.dialog = d.dialog
	d.f.Look(d.inputs())
	d.dialog.Show(c)
}

// closed leads back to where the user came from.
func (d *orderDialog) closed() {
	if d.back {
		d.v.env.Shell.Back()
	}
}

func (d *orderDialog) build() {
	env := d.v.env
	look := func(string) { d.f.Look(d.inputs()) }
	d.who = d.v.whoField(&d.f.who)
	d.number, d.payment = kit.NewEntry(env.T("sales.number_hint", nil)), kit.NewEntry(env.T("sales.payment_hint", nil))
	d.on = dayfield.NewPast(env, d.f.today, func() { look("") })
	var statuses []kit.Option
	for _, s := range book.OrderStatuses() {
		statuses = append(statuses, kit.Option{Value: string(s), Label: trade.Status(env.Printer, s)})
	}
	d.status = kit.NewSelect("", statuses, look)
	d.currency = d.v.currencySelect(look)
	d.total, d.cost = kit.NewEntry(""), kit.NewEntry(env.T("sales.cost_hint", nil))
	d.total.OnChanged, d.cost.OnChanged = look, look
	d.note = kit.NewMultiLine("", 2)
	d.lines = newLineEditor(env, func() { look("") })
	d.inBase = kit.Wrap("", kit.Muted)
}

// whoField is the field in which a customer is chosen.
func (v *View) whoField(w *who) *whofield.Field {
	return whofield.New(whofield.Form{
		Hint: v.env.T("sales.customer_hint", nil), Search: w.Search, Found: func() []book.CustomerRow { return w.Found },
		Choose: w.Choose, Where: w.Where,
		Focus: func(o fyne.Focusable) {
			if c := v.canvas(); c != nil {
				c.Focus(o)
			}
		},
	})
}

// currencySelect offers the currencies in use by their names.
func (v *View) currencySelect(changed func(string)) *kit.Select {
	var options []kit.Option
	for _, c := range v.env.Printer.Currencies() {
		options = append(options, kit.Option{Value: c, Label: c, Detail: v.env.Printer.Currency(c), Search: v.env.Printer.Currency(c)})
	}
	return kit.NewSelect(v.env.T("common.choose", nil), options, changed).SetFilterHint(v.env.T("common.search", nil))
}

// field names a control and keeps it for its errors.
func (d *orderDialog) field(key string, label locales.ID, o fyne.CanvasObject) *kit.Field {
	f := kit.NewField(d.v.env.T(label, nil), o)
	d.fields[key] = f
	return f
}

func (d *orderDialog) layout() fyne.CanvasObject {
	two := func(a, b fyne.CanvasObject) fyne.CanvasObject {
		line := kit.EqualColumns(220, a, b)
		d.pairs = append(d.pairs, line)
		return line
	}
	d.body = kit.VBox(12,
		d.field("customer", "sales.label_customer", d.who.Object),
		d.field("on", "sales.label_on", d.on.Object),
		two(d.field("status", "sales.label_status", d.status), d.field("currency", "sales.label_currency", d.currency)),
		d.field("lines", "sales.label_lines", d.lines.root),
		two(d.field("total", "sales.label_total", d.total), d.field("cost", "sales.label_cost", d.cost)),
		d.inBase,
		two(d.field("number", "sales.label_number", d.number), d.field("payment", "sales.label_payment", d.payment)),
		d.field("note", "sales.label_note", d.note),
	)
	return d.body
}

// set writes the inputs into the controls.
func (d *orderDialog) set(in OrderInputs) {
	d.number.SetValue(in.Number)
	d.on.Entry.SetValue(in.On)
	d.status.SetSelected(string(in.Status))
	d.currency.SetSelected(in.Currency)
	d.total.SetValue(in.Total)
	d.cost.SetValue(in.Cost)
	d.payment.SetValue(in.Payment)
	d.note.SetValue(in.Note)
	d.lines.set(in.Lines)
	d.who.Render(d.f.Customer)
}

// inputs reads the controls.
func (d *orderDialog) inputs() OrderInputs {
	return OrderInputs{
		Number: d.number.Text, On: d.on.Entry.Text, Status: book.OrderStatus(d.status.Selected()), Currency: d.currency.Selected(),
		Total: d.total.Text, Cost: d.cost.Text, Payment: d.payment.Text, Note: d.note.Text, Lines: d.lines.inputs(),
	}
}

func (d *orderDialog) render() {
	if d.dialog == nil {
		return
	}
	kit.SetErrors(d.fields, d.f.Errors)
	if d.f.Sum != "" {
		if d.total.Text != d.f.Sum {
			d.total.SetValue(d.f.Sum)
		}
		d.total.Disable()
	} else if d.total.Disabled() {
		d.total.Enable()
	}
	d.inBase.SetText(d.f.InBase)
	d.inBase.Hidden = d.f.InBase == ""
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

func (d *orderDialog) save() {
	d.f.Save(d.inputs(), func(_ book.Order, op book.Operation) {
		d.dialog.Hide()
		id := locales.ID("sales.order_saved")
		if d.f.New() {
			id = "sales.order_added"
		}
		if op.ID != "" {
			d.v.env.Shell.Done(d.v.env.T(id, nil), op)
		}
		d.closed()
	})
}
