package customers

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
)

// filterBar narrows the list: a search box, what there is to choose from, and
// a chip for every choice that was made.
type filterBar struct {
	l       *list
	root    *fyne.Container
	search  *kit.SearchEntry
	culture *kit.Select
	country *kit.Select
	tag     *kit.Select
	kind    *kit.Select
	segment *kit.Select
	hint    *kit.Paragraph // what of the words was not understood
	chips   *fyne.Container
}

func newFilterBar(l *list) *filterBar {
	b := &filterBar{l: l}
	t := l.env.T
	b.search = kit.NewSearchEntry(t("customers.search", nil), "", l.Search)
	b.search.OnKey = func(e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeyEscape || b.search.Text == "" {
			return false
		}
		b.search.SetText("")
		return true
	}
	b.culture = b.choice("customers.filter_culture", func(f *book.CustomerFilter) *[]string { return &f.Cultures })
	b.country = b.choice("customers.filter_country", func(f *book.CustomerFilter) *[]string { return &f.Countries })
	b.tag = b.choice("customers.filter_tag", func(f *book.CustomerFilter) *[]string { return &f.Tags })
	b.kind = kit.NewSelect(t("customers.filter_kind", nil), []kit.Option{
		{Value: string(book.Person), Label: t("customers.people", nil)},
		{Value: string(book.Organisation), Label: t("customers.organisations", nil)},
	}, func(value string) {
		b.kind.SetSelected("")
		l.change(func(q *book.CustomerQuery) { q.Filter.Kind = book.Kind(value) })
	})
	b.segment = kit.NewSelect(t("customers.filter_segment", nil), nil, func(id string) {
		b.segment.SetSelected("")
		l.ChooseSegment(book.ID(id))
		b.setText(l.query.Filter.Text)
	}).SetFilterHint(t("common.search", nil))
	b.hint = kit.Wrap("", kit.Muted).SetColor(kit.Saffron.Text())
	b.chips = kit.Flow(8)
	b.root = kit.VBox(10,
		kit.HBox(8, kit.Grow(b.search.Object()), kit.FixedWidth(112, b.culture), kit.FixedWidth(112, b.country),
			kit.FixedWidth(112, b.tag), kit.FixedWidth(112, b.kind), kit.FixedWidth(112, b.segment)),
		b.hint, b.chips)
	return b
}

// choice is a control that adds one value to a part of the filter.
func (b *filterBar) choice(name locales.ID, part func(*book.CustomerFilter) *[]string) *kit.Select {
	var s *kit.Select
	s = kit.NewSelect(b.l.env.T(name, nil), nil, func(value string) {
		s.SetSelected("")
		b.l.change(func(q *book.CustomerQuery) {
			if xs := part(&q.Filter); !slices.Contains(*xs, value) {
				*xs = append(*xs, value)
			}
		})
	}).SetFilterHint(b.l.env.T("common.search", nil))
	return s
}

func (b *filterBar) setText(text string) { b.search.SetValue(text) }

// render fills the choices with what the book holds and draws a chip for every
// active filter.
func (b *filterBar) render() {
	p, f := b.l.env.Printer, b.l.facets
	b.culture.SetOptions(options(f.Cultures, func(c string) string { return cultureWord(p, c) }, p))
	b.country.SetOptions(options(f.Countries, p.Country, p))
	b.tag.SetOptions(options(f.Tags, func(s string) string { return s }, p))
	groups := make([]kit.Option, len(b.l.groups))
	for i, g := range b.l.groups {
		groups[i] = kit.Option{Value: string(g.ID), Label: g.Name, Detail: p.Int(int64(g.count)), Search: g.Query}
	}
	b.segment.SetOptions(groups)
	b.segment.Hidden = len(groups) == 0
	hints := make([]string, len(b.l.faults))
	for i, f := range b.l.faults {
		hints[i] = explain.QueryFault(p, f)
	}
	b.hint.SetText(strings.Join(hints, "\n"))
	b.hint.Hidden = len(hints) == 0
	b.chips.Objects = b.active()
	b.chips.Hidden = len(b.chips.Objects) == 0
	b.chips.Refresh()
	b.root.Refresh()
}

func options(facets []book.Facet, name func(string) string, p *locales.Printer) []kit.Option {
	out := make([]kit.Option, 0, len(facets))
	for _, f := range facets {
		out = append(out, kit.Option{Value: f.Value, Label: name(f.Value), Detail: p.Int(int64(f.Count)), Search: f.Value})
	}
	return out
}

// active makes the chips of the filter in force.
func (b *filterBar) active() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	l, f, t, p := b.l, b.l.query.Filter, b.l.env.T, b.l.env.Printer
	add := func(label string, remove func(*book.CustomerFilter)) {
		out = append(out, kit.NewRemovableChip(label, kit.Jade, func() {
			l.change(func(q *book.CustomerQuery) { remove(&q.Filter) })
		}))
	}
	for _, c := range f.Cultures {
		add(t("customers.chip_culture", locales.V{"Culture": cultureWord(p, c)}), func(f *book.CustomerFilter) { f.Cultures = without(f.Cultures, c) })
	}
	for _, c := range f.Countries {
		add(t("customers.chip_country", locales.V{"Country": p.Country(c)}), func(f *book.CustomerFilter) { f.Countries = without(f.Countries, c) })
	}
	for _, c := range f.Tags {
		add(t("customers.chip_tag", locales.V{"Tag": c}), func(f *book.CustomerFilter) { f.Tags = without(f.Tags, c) })
	}
	for _, c := range f.Observances {
		add(t("customers.chip_keeps", locales.V{"Tradition": traditionWord(p, c)}), func(f *book.CustomerFilter) { f.Observances = without(f.Observances, c) })
	}
	switch f.Kind {
	case book.Person:
		add(t("customers.people", nil), func(f *book.CustomerFilter) { f.Kind = "" })
	case book.Organisation:
		add(t("customers.organisations", nil), func(f *book.CustomerFilter) { f.Kind = "" })
	}
	if f.Organisation != "" {
		add(t("customers.chip_organisation", nil), func(f *book.CustomerFilter) { f.Organisation = "" })
	}
	if len(f.IDs) > 0 {
		add(l.env.N("customers.chip_selection", len(f.IDs), nil), func(f *book.CustomerFilter) { f.IDs = nil })
	}
	if f.Concerned != nil {
		add(t("customers.chip_concerned", nil), func(f *book.CustomerFilter) { f.Concerned = nil })
	}
	if g, ok := l.Segment(); ok {
		out = append(out, kit.NewChip(t("customers.chip_segment", locales.V{"Name": g.Name}), kit.Indigo),
			kit.NewActionChip(t("customers.segment_drop", nil), kit.Slate, l.DropSegment))
	} else if l.Keepable() {
		out = append(out, kit.NewActionChip(t("customers.segment_keep", nil), kit.Indigo, b.askSegment))
	}
	if len(out) > 1 || f.Text != "" && len(out) > 0 {
		out = append(out, kit.NewActionChip(t("customers.clear_filters", nil), kit.Slate, func() {
			l.ClearFilters()
			b.setText("")
		}))
	}
	return out
}

func without(xs []string, x string) []string {
	return slices.DeleteFunc(slices.Clone(xs), func(y string) bool { return y == x })
}

// askSegment asks for the name under which the filter is kept.
func (b *filterBar) askSegment() {
	t := b.l.env.T
	name := kit.NewEntry(t("customers.segment_hint", nil))
	field := kit.NewField(t("customers.segment_name", nil), name)
	text, _ := b.l.query.Filter.Query()
	var d *kit.Dialog
	d = kit.NewDialog(t("customers.segment_keep", nil), kit.VBox(12, kit.Wrap(text, kit.MutedBody), field, kit.Wrap(t("customers.segment_text", nil), kit.Muted)),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			b.l.KeepSegment(name.Text, d.Hide, func(err error) {
				field.SetError(explain.Error(b.l.env.Printer, err))
			})
		}})
	d.Show(canvasOf(b.root))
}

// bulkBar offers what can be done to the marked customers.
type bulkBar struct {
	l       *list
	root    *fyne.Container
	count   *kit.Line
	all     *kit.Button
	tag     *kit.Button
	export  *kit.Button
	remove  *kit.Button
	restore *kit.Button
	purge   *kit.Button
}

func newBulkBar(l *list) *bulkBar {
	b := &bulkBar{l: l, count: kit.Text("", kit.Bold)}
	t := l.env.T
	b.all = kit.NewButton("", kit.Quiet, l.PickAll)
	b.tag = kit.NewIconButton(kit.IconTag, t("customers.tag_many", nil), kit.Secondary, b.askTags)
	b.export = kit.NewIconButton(kit.IconExport, t("customers.export_menu", nil), kit.Secondary, l.Export)
	b.remove = kit.NewIconButton(kit.IconTrash, t("common.delete", nil), kit.Secondary, l.Trash)
	b.restore = kit.NewIconButton(kit.IconUndo, t("common.restore", nil), kit.Secondary, l.Restore)
	b.purge = kit.NewIconButton(kit.IconTrash, t("customers.purge", nil), kit.Secondary, b.askPurge)
	none := kit.NewButton(t("customers.select_none", nil), kit.Quiet, l.PickNone)
	b.root = kit.HBox(8, b.count, b.all, kit.Space(), b.tag, b.export, b.restore, b.remove, b.purge, none)
	return b
}

func (b *bulkBar) render() {
	n, trash := len(b.l.picked), b.l.query.Filter.Trashed
	b.count.SetText(b.l.env.N("customers.selected", n, nil))
	b.all.SetText(b.l.env.N("customers.select_all", b.l.count, nil))
	b.all.Hidden = n >= b.l.count
	b.tag.Hidden, b.export.Hidden, b.remove.Hidden, b.restore.Hidden = trash, trash, trash, !trash
	b.purge.Hidden = !trash
	b.root.Refresh()
}

// askPurge asks before customers go for good: it is the one act that cannot be
// undone.
func (b *bulkBar) askPurge() {
	env := b.l.env
	d := kit.NewDialog(env.N("customers.purge_title", len(b.l.picked), nil), kit.Wrap(env.T("customers.purge_text", nil), kit.Body),
		kit.Action{Label: env.T("common.cancel", nil)},
		kit.Action{Label: env.T("customers.purge", nil), Kind: kit.Danger, Tapped: b.l.Purge})
	d.Show(canvasOf(b.root))
}

// askTags asks which tags to add and which to take away.
func (b *bulkBar) askTags() {
	t := b.l.env.T
	add, remove := kit.NewEntry(t("customers.tags_hint", nil)), kit.NewEntry(t("customers.tags_hint", nil))
	addField := kit.NewField(t("customers.tags_add", nil), add)
	known := kit.Flow(6)
	for i, f := range b.l.facets.Tags {
		if i == 12 {
			break
		}
		known.Add(kit.NewActionChip(f.Value, kit.Slate, func() {
			add.SetText(appendTag(add.Text, f.Value))
		}))
	}
	var d *kit.Dialog
	d = kit.NewDialog(b.l.env.N("customers.tag_title", len(b.l.picked), nil),
		kit.VBox(12, addField, known, kit.NewField(t("customers.tags_remove", nil), remove)),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			plus, minus := tagsIn(add.Text), tagsIn(remove.Text)
			if len(plus)+len(minus) == 0 {
				addField.SetError(t("error.tags_empty", nil))
				return
			}
			d.Hide()
			b.l.Tag(plus, minus)
		}})
	d.Show(canvasOf(b.root))
}
