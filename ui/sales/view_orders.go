package sales

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/trade"
)

// ordersView draws the list of orders with its filters and sums.
type ordersView struct {
	v      *View
	root   *fyne.Container
	search *kit.Entry
	status *kit.Select
	period *kit.Select
	whose  *kit.ActionChip
	lead   *kit.Paragraph
	apart  *kit.Banner
	table  *kit.Table
	sheet  *kit.Card
	empty  *kit.EmptyState
	help   func() // what the button of the empty list does
}

var periodNames = map[string]locales.ID{
	PeriodAll: "sales.period_all", PeriodYear: "sales.period_year", PeriodTwelve: "sales.period_twelve", PeriodQuarter: "sales.period_quarter",
}

func newOrdersView(v *View) *ordersView {
	o := &ordersView{v: v}
	env := v.env
	o.search = kit.NewEntry(env.T("sales.search", nil))
	o.search.OnChanged = v.p.SetText
	statuses := []kit.Option{{Value: "", Label: env.T("sales.any_status", nil)}}
	for _, s := range book.OrderStatuses() {
		statuses = append(statuses, kit.Option{Value: string(s), Label: trade.Status(env.Printer, s)})
	}
	o.status = kit.NewSelect(env.T("sales.any_status", nil), statuses, v.p.SetStatus)
	var periods []kit.Option
	for _, x := range Periods {
		periods = append(periods, kit.Option{Value: x, Label: env.T(periodNames[x], nil)})
	}
	o.period = kit.NewSelect("", periods, v.p.SetPeriod)
	o.whose = kit.NewRemovableChip("", kit.Jade, v.p.ShowAll)
	o.lead = kit.Wrap("", kit.Body)
	o.apart = kit.NewBanner(kit.Saffron, kit.IconWarning, "")
	o.apart.Hide()
	o.table = o.newTable()
	o.sheet = kit.NewFlushCard("", o.table)
	o.empty = kit.Empty("", "", "", func() { o.help() }).Plain()
	o.empty.Hide()
	o.help = func() {}
	head := kit.HBox(8, o.whose, kit.Grow(o.search), kit.FixedWidth(170, o.status), kit.FixedWidth(170, o.period))
	o.root = kit.VBox(10, head, o.lead, o.apart, kit.Grow(container.NewStack(o.sheet, o.empty)))
	return o
}

func (o *ordersView) newTable() *kit.Table {
	t, p := o.v.env.T, o.v.env.Printer
	row := func(i int) book.OrderRow { return o.v.p.state.Rows[i] }
	columns := []kit.Column{
		{ID: "day", Title: t("sales.column_day", nil), Width: 105, Cell: func(i int) []kit.Span {
			o.v.p.Near(i)
			return []kit.Span{{Text: p.Date(row(i).On), Style: kit.Label}}
		}},
		{ID: "customer", Title: t("sales.column_customer", nil), Width: 150, Grow: 3, Cell: func(i int) []kit.Span { return nameSpans(row(i).Customer) }},
		{ID: "amount", Title: t("sales.column_amount", nil), Width: 110, Numeric: true, Cell: func(i int) []kit.Span {
			return []kit.Span{{Text: p.Money(row(i).Total, row(i).Currency), Style: kit.LabelBold}}
		}},
		{ID: "base", Title: t("sales.column_base", nil), Width: 105, Numeric: true, Cell: func(i int) []kit.Span {
			w := trade.OrderWords(p, row(i).Order, o.v.p.state.Base)
			if w.Unsure {
				return []kit.Span{{Text: w.Base, Style: kit.Label, Color: kit.Saffron.Text()}}
			}
			return []kit.Span{{Text: w.Base, Style: kit.Label, Color: kit.InkMuted}}
		}},
		{ID: "status", Title: t("sales.column_status", nil), Width: 90, Cell: func(i int) []kit.Span {
			s := row(i).Status
			return []kit.Span{{Text: trade.Status(p, s), Style: kit.Label, Color: trade.StatusTint(s).Text()}}
		}},
		{ID: "number", Title: t("sales.column_number", nil), Width: 90, Grow: 1, Cell: func(i int) []kit.Span {
			return []kit.Span{{Text: row(i).Number, Style: kit.Label}}
		}},
		{ID: "payment", Title: t("sales.column_payment", nil), Width: 110, Grow: 1, Cell: func(i int) []kit.Span {
			return []kit.Span{{Text: row(i).Payment, Style: kit.Label, Color: kit.InkMuted}}
		}},
	}
	table := kit.NewTable(columns, func() int { return len(o.v.p.state.Rows) }, func(i int) {
		o.v.openOrder(screen.Route{ID: string(row(i).ID)})
	}, nil)
	table.List.SetLabel(t("sales.tab_orders", nil))
	table.List.SetKeys(func(i int) string {
		if i >= len(o.v.p.state.Rows) {
			return ""
		}
		return string(row(i).ID)
	})
	return table
}

// nameSpans are the name of a customer in their own script, and the Latin form
// muted.
func nameSpans(c *book.CustomerRow) []kit.Span {
	if c == nil {
		return []kit.Span{{}}
	}
	spans := []kit.Span{{Text: c.Name.Full, Style: kit.LabelBold, Lang: c.Name.Language}}
	if c.Name.Latin != "" && c.Name.Latin != c.Name.Full {
		spans = append(spans, kit.Span{Text: "  " + c.Name.Latin, Style: kit.Muted})
	}
	return spans
}

func (o *ordersView) render(s State) {
	status := ""
	if len(s.Filter.Statuses) > 0 {
		status = string(s.Filter.Statuses[0])
	}
	o.status.SetSelected(status)
	o.period.SetSelected(s.Period)
	o.whose.Hidden = s.Customer == nil
	if s.Customer != nil {
		o.whose.Set(s.Customer.Name.Full, kit.Jade)
	}
	o.lead.SetText(o.v.p.Lead())
	o.renderApart(s)
	none := s.Loaded && len(s.Rows) == 0
	o.empty.Hidden, o.sheet.Hidden = !none, none
	o.lead.Hidden = none
	if none {
		o.sayEmpty(s)
	}
	o.table.Refresh()
	o.root.Refresh()
}

// renderApart says what is not in the sum, and leads to what would mend it.
func (o *ordersView) renderApart(s State) {
	text := o.v.p.Apart()
	o.apart.Hidden = text == ""
	if text == "" {
		return
	}
	t := o.v.env.T
	o.apart.Set(kit.Saffron, kit.IconWarning, text)
	if s.Base == "" {
		o.apart.SetActions(kit.NewButton(t("sales.choose_base", nil), kit.Secondary, o.v.openRates))
		return
	}
	show := kit.NewButton(t("sales.show_unrated", nil), kit.Quiet, func() { o.v.p.ShowUnrated(true) })
	if s.Filter.Unrated {
		show = kit.NewButton(t("sales.show_all", nil), kit.Quiet, func() { o.v.p.ShowUnrated(false) })
	}
	o.apart.SetActions(show, kit.NewButton(t("sales.enter_rate", nil), kit.Secondary, o.v.openRates))
}

func (o *ordersView) sayEmpty(s State) {
	t := o.v.env.T
	if s.Any || o.v.p.Filtered() && s.Filter.Text != "" {
		o.help = func() {
			o.search.SetValue("")
			o.v.p.ShowAll()
		}
		o.empty.Set(t("sales.no_match_title", nil), t("sales.no_match", nil), t("sales.clear_filters", nil))
		return
	}
	o.help = func() { o.v.openOrder(screen.Route{}) }
	o.empty.Set(t("sales.empty_title", nil), t("sales.empty", nil), t("sales.new_order", nil))
}
