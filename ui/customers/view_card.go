package customers

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// The size of a card.
const (
	cardMinWidth float32 = 336
	cardHeight   float32 = 188
)

// customerCard is one card of the grid. Its widgets are made once and filled
// for the customer who comes into view.
type customerCard struct {
	index   int
	avatar  *kit.Avatar
	name    *kit.Line
	second  *kit.Line
	address *kit.Line
	place   *kit.Line
	local   *kit.Line
	chip    *kit.Chip
	bar     *kit.Progress
	last    *kit.Line
	check   *kit.Check
	body    *fyne.Container
}

// newCard makes an empty card.
func (v *listView) newCard() fyne.CanvasObject {
	c := &customerCard{
		avatar: kit.NewAvatar("", kit.AvatarSize), name: kit.Text("", kit.Name), second: kit.Text("", kit.Muted),
		address: kit.Rich(), place: kit.Text("", kit.Muted), local: kit.Text("", kit.Muted),
		chip: kit.NewChip("", kit.Slate), bar: kit.NewProgress(0), last: kit.Text("", kit.Muted),
	}
	c.check = kit.NewCheck("", false, func(on bool) { v.l.Pick(c.index, on) }).InList()
	c.check.SetLabel(v.env.T("customers.select", nil))
	c.body = kit.VBox(6,
		kit.HBoxTop(12, c.avatar, kit.Grow(kit.VBox(0, c.name, c.second)), c.check),
		c.address,
		kit.VBox(0, c.place, c.local),
		kit.HBox(0, c.chip),
		kit.Space(),
		kit.HBox(12, kit.Grow(c.bar), c.last.Whole()))
	card := kit.NewCard("", c.body)
	v.cards[card] = c
	return card
}

// fillCard shows a customer on a card.
func (v *listView) fillCard(i int, o fyne.CanvasObject) {
	c, ok := v.cards[o]
	if !ok {
		return
	}
	v.l.Near(i)
	c.index = i
	row, t := v.l.rows[i], v.l.texts[i]
	fillAvatar(c.avatar, t.Name, row.Thumbnail)
	c.name.SetSpans(kit.Span{Text: t.Name.Main, Style: kit.Name, Lang: t.Name.Lang})
	c.second.SetText(t.Name.Second)
	c.second.Hidden = t.Name.Second == ""
	c.address.Hidden = t.Address == ""
	says := locales.ID("customers.address_as")
	if t.Usual {
		says = "customers.address_usual"
	}
	c.address.SetSpans(around(v.env.T(says, locales.V{"Form": mark}),
		kit.Span{Style: kit.Small}, kit.Span{Text: t.Address, Style: kit.SmallBold, Lang: t.Name.Lang})...)
	c.place.SetText(t.Place)
	c.place.Hidden = t.Place == ""
	c.local.SetText(t.Local)
	h, known := v.l.Holiday(i)
	c.chip.Hidden = !known
	c.chip.Set(h.Label, tintOf(h.Tradition))
	c.bar.Hidden = !t.Agreed
	c.bar.SetValue(t.Level)
	c.bar.SetTint(warmthTints[t.Warmth])
	c.last.SetText(t.Last)
	c.check.SetOn(v.l.Picked(i))
	if card, ok := o.(*kit.Card); ok {
		card.SetChosen(v.l.Picked(i))
		card.SetLabel(t.Name.Main)
	}
	c.body.Refresh()
}

// apart stands between a name and its other form.
const apart = "  "

// mark stands for the words in a message that are drawn in another style.
const mark = "\x1f"

// around makes spans of a message whose marked words are drawn differently.
func around(message string, plain, marked kit.Span) []kit.Span {
	before, after, _ := strings.Cut(message, mark)
	a, b := plain, plain
	a.Text, b.Text = before, after
	return []kit.Span{a, marked, b}
}

// warmthTints colour the touch bar; the words beside it say the same.
var warmthTints = map[warmth]kit.Tint{warm: kit.Jade, cooling: kit.Saffron, cold: kit.Cinnabar}

// traditionTints colour the days of a tradition.
var traditionTints = map[string]kit.Tint{
	"chinese": kit.Cinnabar, "korean": kit.Cinnabar, "vietnamese": kit.Cinnabar, "japanese": kit.Cinnabar,
	"buddhist": kit.Saffron, "hindu": kit.Saffron, "sikh": kit.Saffron, "jain": kit.Saffron,
	"islamic": kit.Jade, "jewish": kit.Indigo, "christian": kit.Violet, "orthodox": kit.Violet,
	"persian": kit.Turquoise, "bahai": kit.Turquoise,
}

func tintOf(tradition string) kit.Tint {
	if t, ok := traditionTints[tradition]; ok {
		return t
	}
	return kit.Slate
}

// newTable makes the list with sortable columns.
func (v *listView) newTable(count func() int) *kit.Table {
	t := v.env.T
	text := func(style kit.Style, of func(cardText) string) func(int) []kit.Span {
		return func(i int) []kit.Span { return []kit.Span{{Text: of(v.l.texts[i]), Style: style}} }
	}
	columns := []kit.Column{
		{ID: string(book.SortName), Title: t("common.name", nil), Width: 170, Grow: 3, Sortable: true, Cell: v.nameCell},
		{
			ID: string(book.SortLastContact), Title: t("customers.column_contact", nil), Width: 150, Grow: 1, Sortable: true,
			Cell: text(kit.Label, func(c cardText) string { return c.Ago }),
		},
		{
			ID: "organisation", Title: t("customers.column_organisation", nil), Width: 130, Grow: 2,
			Cell: func(i int) []kit.Span { return []kit.Span{{Text: v.l.rows[i].Organisation, Style: kit.Label}} },
		},
		{
			ID: string(book.SortCountry), Title: t("customers.column_country", nil), Width: 100, Grow: 1, Sortable: true,
			Cell: text(kit.Label, func(c cardText) string { return c.Country }),
		},
		{
			ID: "time", Title: t("customers.column_time", nil), Width: 72, Numeric: true,
			Cell: text(kit.Label, func(c cardText) string { return c.Time }),
		},
		{
			ID: "channel", Title: t("customers.column_channel", nil), Width: 90, Grow: 1,
			Cell: text(kit.Label, func(c cardText) string { return c.Channel }),
		},
		{
			ID: "tags", Title: t("customers.column_tags", nil), Width: 100, Grow: 1,
			Cell: text(kit.Muted, func(c cardText) string { return c.Tags }),
		},
	}
	table := kit.NewTable(columns, count, v.l.Open, func(id string, desc bool) { v.l.SetSort(book.Sort(id), desc) })
	table.List.SetLabel(t("customers.title", nil))
	table.List.SetKeys(func(i int) string {
		if i >= len(v.l.rows) {
			return ""
		}
		return string(v.l.rows[i].ID)
	})
	table.List.SetMulti(true, v.l.SetPicked)
	return table
}

// nameCell writes a name and, muted, its other form.
func (v *listView) nameCell(i int) []kit.Span {
	v.l.Near(i)
	n := v.l.texts[i].Name
	spans := []kit.Span{{Text: n.Main, Style: kit.LabelBold, Lang: n.Lang}}
	if n.Second != "" {
		spans = append(spans, kit.Span{Text: apart + n.Second, Style: kit.Muted})
	}
	return spans
}
