package importer

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// columnsCard lists the columns of a table: what stands in them and what they
// hold. A change is shown in the first rows at once.
type columnsCard struct {
	v     *View
	card  *kit.Card
	rows  *fyne.Container
	hint  *kit.Paragraph
	order *kit.Select
	field *kit.Field
	shown []string // the headers that the rows are for
	picks []*kit.Select
}

// otherField is the choice to keep a column aside.
const otherField = "-"

func newColumnsCard(v *View) *columnsCard {
	c := &columnsCard{v: v, rows: kit.VBox(8)}
	c.hint = kit.Wrap("", kit.Muted)
	c.order = kit.NewSelect("", []kit.Option{
		{Value: "", Label: v.t("import.order_auto")},
		{Value: string(book.SurnameFirst), Label: v.t("import.order_surname")},
		{Value: string(book.GivenFirst), Label: v.t("import.order_given")},
	}, func(o string) { v.p.setNameOrder(book.NameOrder(o)) })
	c.field = kit.NewField(v.t("import.order"), c.order)
	c.card = kit.NewCard(v.t("import.columns"), kit.VBox(10, c.hint, c.rows, c.field))
	return c
}

// fieldOptions are what a column may hold.
func (c *columnsCard) fieldOptions() []kit.Option {
	out := []kit.Option{{Value: otherField, Label: c.v.t("import.column_aside")}}
	for _, f := range exchange.Fields() {
		out = append(out, kit.Option{Value: string(f), Label: c.v.t(exchange.FieldLabel(f)), Search: string(f)})
	}
	return out
}

// render brings the list to the columns of the file.
func (c *columnsCard) render() {
	p := c.v.p
	show(c.card, p.mappable())
	if !p.mappable() {
		return
	}
	if !same(c.shown, p.headers()) {
		c.build()
	}
	for i, col := range p.info.Columns {
		value := string(col.Field)
		if value == "" {
			value = otherField
		}
		c.picks[i].SetSelected(value)
	}
	c.order.SetSelected(string(p.options.NameOrder))
	hint := c.v.t("import.columns_text")
	if p.noHeader {
		hint = c.v.t("import.columns_unknown")
	}
	c.hint.SetText(hint)
	c.rows.Refresh()
	c.card.Refresh()
}

func same(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return len(a) > 0
}

// mostColumns is how many columns are listed; the others are kept aside, and
// no table of customers has as many.
const mostColumns = 200

// build makes a row for each column.
func (c *columnsCard) build() {
	p := c.v.p
	c.shown, c.picks, c.rows.Objects = p.headers(), nil, nil
	options := c.fieldOptions()
	for i, col := range p.info.Columns {
		s := kit.NewSelect("", options, func(value string) {
			f := exchange.Field(value)
			if value == otherField {
				f = ""
			}
			p.setField(col.Header, f)
		}).SetFilterHint(c.v.t("common.search"))
		c.picks = append(c.picks, s)
		if i >= mostColumns {
			continue
		}
		words := kit.VBox(0, kit.Text(col.Header, kit.Bold).SetMinWidth(60), kit.Text(col.Sample, kit.Muted).SetMinWidth(60))
		c.rows.Add(kit.HBox(10, kit.Grow(words), kit.FixedWidth(190, s)))
	}
}

// knownCard asks, row by row, what to do with those who are in the book already.
type knownCard struct {
	v    *View
	card *kit.Card
	list *kit.List
	all  *fyne.Container
}

// knownRow is one line of the list.
type knownRow struct {
	*kit.Row
	pick *kit.Select
	row  int
}

func newKnownCard(v *View) *knownCard {
	k := &knownCard{v: v}
	k.list = kit.NewList(52, func() int { return len(v.p.report.Known) }, k.create, k.fill, nil)
	k.all = kit.Flow(8,
		kit.NewButton(v.t("import.all_skip"), kit.Quiet, func() { v.p.decideAll(book.Skip) }),
		kit.NewButton(v.t("import.all_fill"), kit.Quiet, func() { v.p.decideAll(book.Fill) }),
		kit.NewButton(v.t("import.all_update"), kit.Quiet, func() { v.p.decideAll(book.Update) }))
	k.card = kit.NewCard(v.t("import.known"), kit.VBox(8, k.all, kit.FixedSize(0, 240, k.list)))
	return k
}

// choices are the words of what may be done with one of them.
var choices = []struct {
	e  book.Existing
	id locales.ID
}{{book.Skip, "import.choice_skip"}, {book.Fill, "import.choice_fill"}, {book.Update, "import.choice_update"}}

func (k *knownCard) create() fyne.CanvasObject {
	r := &knownRow{}
	var options []kit.Option
	for _, c := range choices {
		options = append(options, kit.Option{Value: string(c.e), Label: k.v.t(c.id)})
	}
	r.pick = kit.NewSelect("", options, func(v string) { k.v.p.decide(r.row, book.Existing(v)) })
	r.Row = kit.NewRow(nil, "", "", kit.FixedWidth(130, r.pick), nil)
	return r
}

func (k *knownCard) fill(i int, o fyne.CanvasObject) {
	r, item := o.(*knownRow), k.v.p.report.Known[i]
	r.row = item.Row
	r.SetTitle(kit.Span{Text: item.Customer.Name.Full, Style: kit.Bold, Lang: item.Customer.Name.Language})
	r.SetSubtitleText(k.v.env.T("import.known_row", locales.V{"Row": item.Row}))
	choice := k.v.p.decisions[item.Row]
	if choice == "" {
		choice = book.Skip
	}
	r.pick.SetSelected(string(choice))
}

func (k *knownCard) render() {
	show(k.card, k.v.p.existing == book.Ask && len(k.v.p.report.Known) > 0 && !k.v.p.stale)
	k.list.Refresh()
	k.card.Refresh()
}
