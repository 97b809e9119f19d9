package segments

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
)

// form puts a query together: a name, groups of conditions, the text that they
// make, and whom it finds.
type form struct {
	v     *View
	p     *presenter
	card  *kit.Card
	name  *kit.Entry
	title *kit.Field
	text  *kit.Entry
	query *kit.Field
	terms *fyne.Container
	tells *fyne.Container
	drop  *kit.Button
	shown book.ID
	named string // the name that was put into the field
	fresh bool

	stops []stop // of the conditions
	next  string // the key of the one that gets the keyboard when they are drawn
}

// stop is a control of the conditions that takes the keyboard, under a key by
// which it is known when they are drawn anew.
type stop struct {
	key string
	at  fyne.Focusable
}

// The controls of the conditions. Those of a term are known by its place.
func ofTerm(g, i int, part string) string { return fmt.Sprintf("%d.%d.%s", g, i, part) }
func ofGroup(g int) string                { return fmt.Sprintf("%d.and", g) }

const (
	theField, theWay, theValue, theRemoval = "field", "way", "value", "removal"
	theOr                                  = "or"
)

// stopAt takes a control under its key.
func (f *form) stopAt(key string, at fyne.Focusable) { f.stops = append(f.stops, stop{key, at}) }

// held is the key of the control that has the keyboard, "" for none.
func (f *form) held() string {
	c := fyne.CurrentApp().Driver().CanvasForObject(f.terms)
	if c == nil || c.Focused() == nil {
		return ""
	}
	for _, s := range f.stops {
		if s.at == c.Focused() {
			return s.key
		}
	}
	return ""
}

// hold gives the keyboard to the control of a key after the conditions were
// drawn anew, or to what stands nearest to where it was.
func (f *form) hold(key string) {
	c := fyne.CurrentApp().Driver().CanvasForObject(f.terms)
	if key == "" || c == nil {
		return
	}
	keys := []string{key}
	var g, i int
	if n, _ := fmt.Sscanf(key, "%d.%d.", &g, &i); n == 2 {
		keys = append(keys, ofTerm(g, i, theValue), ofTerm(g, i, theField), ofTerm(g, i-1, theRemoval), ofGroup(g), ofGroup(g-1))
	}
	for _, k := range append(keys, theOr) {
		for _, s := range f.stops {
			if s.key == k {
				c.Focus(s.at)
				return
			}
		}
	}
}

func newForm(v *View) *form {
	f := &form{v: v, p: v.p, terms: kit.VBox(10), tells: kit.VBox(6)}
	t := v.env.T
	f.name = kit.NewEntry(t("customers.segment_hint", nil))
	f.title = kit.NewField(t("customers.segment_name", nil), f.name)
	f.text = kit.NewEntry(t("segments.text_example", nil))
	f.text.OnChanged = func(s string) {
		f.p.setText(s)
		f.drawTerms()
	}
	f.query = kit.NewField(t("segments.text", nil), f.text).SetHint(t("segments.text_hint", nil))
	f.drop = kit.NewIconButton(kit.IconTrash, t("customers.segment_drop", nil), kit.Secondary, f.p.drop)
	cancel := kit.NewButton(t("common.cancel", nil), kit.Secondary, f.p.close)
	save := kit.NewButton(t("common.save", nil), kit.Primary, f.save)
	f.card = kit.NewCard("", kit.VBox(14, f.title, f.terms, f.query, f.tells,
		kit.HBox(8, f.drop, kit.Space(), cancel, save)))
	return f
}

func (f *form) save() {
	f.title.SetError("")
	f.p.save(f.name.Text, func(err error) {
		f.title.SetError(explain.Error(f.v.env.Printer, err))
	})
}

// render draws the segment at hand.
func (f *form) render() {
	t := f.v.env.T
	g := f.p.draft
	if isNew := g.ID == ""; g.ID != f.shown || isNew != f.fresh || g.Name != f.named {
		f.shown, f.fresh, f.named = g.ID, isNew, g.Name
		f.name.SetValue(g.Name)
		f.title.SetError("")
	}
	f.card.SetTitle(t("segments.new", nil))
	if g.ID != "" {
		f.card.SetTitle(t("segments.edit", nil))
	}
	f.drop.Hidden = g.ID == ""
	f.text.SetValue(g.Query)
	f.drawTerms()
	f.tell()
}

// drawTerms draws the conditions.
func (f *form) drawTerms() {
	t := f.v.env.T
	held := f.held()
	if f.next != "" && held != "" {
		held = f.next
	}
	f.next = ""
	f.terms.Objects, f.stops = nil, nil
	defer func() { f.hold(held) }()
	if !f.p.simple && strings.TrimSpace(f.p.draft.Query) != "" {
		f.terms.Add(kit.Wrap(t("segments.by_hand", nil), kit.Muted))
		f.terms.Refresh()
		f.card.Refresh()
		return
	}
	for g := range f.p.groups {
		if g > 0 {
			f.terms.Add(kit.HBox(10, kit.Text(t("segments.or", nil), kit.Bold), kit.Grow(kit.NewDivider())))
		}
		for i := range f.p.groups[g] {
			f.terms.Add(f.term(g, i))
		}
		and := kit.NewIconButton(kit.IconPlus, t("segments.add_and", nil), kit.Quiet, func() { f.add(g, len(f.p.groups[g])) })
		f.stopAt(ofGroup(g), and)
		f.terms.Add(kit.HBox(0, and, kit.Space()))
	}
	label := locales.ID("segments.add_or")
	if len(f.p.groups) == 0 {
		label = "segments.add_first"
	}
	or := kit.NewIconButton(kit.IconPlus, t(label, nil), kit.Secondary, func() { f.add(len(f.p.groups), 0) })
	f.stopAt(theOr, or)
	f.terms.Add(kit.HBox(0, or, kit.Space()))
	f.terms.Refresh()
	f.card.Refresh()
}

// add adds a condition to a group; whoever pressed by a key goes on in it.
func (f *form) add(g, i int) {
	f.next = ofTerm(g, i, theField)
	f.p.add(g)
}

// term draws one condition: the field, how it is compared, with what, and a
// button to take it away.
func (f *form) term(g, i int) fyne.CanvasObject {
	x := f.p.groups[g][i]
	redraw := func(t book.Term) {
		f.p.set(g, i, t)
		f.text.SetValue(f.p.draft.Query)
		f.drawTerms()
	}
	field := kit.NewSelect("", f.p.fieldOptions(), func(s string) { redraw(withField(book.TestField(s))) }).
		SetFilterHint(f.v.env.T("common.search", nil))
	field.SetSelected(string(x.Field))
	way := kit.NewSelect("", f.p.ways(x.Field), func(s string) { redraw(withWay(x, s)) })
	way.SetSelected(wayOf(x))
	remove := kit.NewArrowButton(kit.IconClose, f.v.env.T("segments.remove", locales.V{"Field": fieldWord(f.v.env.Printer, x.Field)}),
		func() { f.p.remove(g, i) })
	f.stopAt(ofTerm(g, i, theField), field)
	f.stopAt(ofTerm(g, i, theWay), way)
	f.stopAt(ofTerm(g, i, theRemoval), remove)
	return kit.HBoxTop(8, kit.FixedWidth(130, field), kit.FixedWidth(130, way), kit.Grow(f.value(g, i, redraw)), remove)
}

// value draws what a condition compares with.
func (f *form) value(g, i int, redraw func(book.Term)) fyne.CanvasObject {
	x := f.p.groups[g][i]
	switch wayOf(x) {
	case isNone, never, today:
		return kit.Space()
	}
	switch shapeOf(x.Field) {
	case yes:
		return kit.Space()
	case ago, birthday, number:
		days := kit.NewEntry("")
		days.SetValue(daysOf(x))
		unit := kit.Text(f.p.unit(x), kit.Label)
		days.OnChanged = func(s string) {
			if t, ok := withDays(f.p.groups[g][i], s); ok {
				f.p.set(g, i, t)
				unit.SetText(f.p.unit(t))
				f.text.SetValue(f.p.draft.Query)
			}
		}
		f.stopAt(ofTerm(g, i, theValue), days)
		return kit.HBox(8, kit.FixedWidth(72, days), kit.Grow(unit))
	case choices:
		return f.choice(g, i, redraw)
	}
	entry := kit.NewEntry(f.v.env.T("segments.value_hint", nil))
	entry.SetValue(x.Value)
	entry.OnChanged = func(s string) {
		t := f.p.groups[g][i]
		t.Value = s
		f.p.set(g, i, t)
		f.text.SetValue(f.p.draft.Query)
	}
	f.stopAt(ofTerm(g, i, theValue), entry)
	return entry
}

// choice draws the values that were chosen, and a list to choose another.
func (f *form) choice(g, i int, redraw func(book.Term)) fyne.CanvasObject {
	x := f.p.groups[g][i]
	vs := values(x)
	row := kit.Flow(6)
	word := f.p.word(x.Field)
	for _, v := range vs {
		chip := kit.NewRemovableChip(word(v), kit.Jade, func() {
			redraw(withValues(x, slices.DeleteFunc(slices.Clone(vs), func(o string) bool { return o == v })))
		})
		f.stopAt(ofTerm(g, i, v), chip)
		row.Add(chip)
	}
	var more *kit.Select
	more = kit.NewSelect(f.v.env.T("segments.choose", nil), f.p.valueOptions(x.Field), func(s string) {
		if !slices.Contains(vs, s) {
			redraw(withValues(x, append(slices.Clone(vs), s)))
		} else {
			more.SetSelected("")
		}
	}).SetFilterHint(f.v.env.T("common.search", nil))
	f.stopAt(ofTerm(g, i, theValue), more)
	if len(vs) == 0 {
		return more
	}
	row.Add(kit.FixedWidth(120, more))
	return row
}

// tell draws whom the query finds.
func (f *form) tell() {
	env := f.v.env
	f.tells.Objects = nil
	switch {
	case strings.TrimSpace(f.p.draft.Query) == "":
		f.tells.Add(kit.Wrap(env.T("segments.nothing_asked", nil), kit.Muted))
	case !f.p.sure:
		f.tells.Add(kit.Text(env.T("segments.counting", nil), kit.Muted))
	default:
		for _, x := range f.p.now.faults {
			f.tells.Add(kit.Wrap(explain.QueryFault(env.Printer, x), kit.Muted).SetColor(kit.Saffron.Text()))
		}
		show := kit.NewButton(env.T("segments.show", nil), kit.Quiet, func() { f.p.customers(f.p.draft.Query) })
		f.tells.Add(kit.HBox(8, kit.Text(env.N("segments.finds", f.p.now.count, nil), kit.Bold), kit.Space(), show))
		var names []string
		for _, c := range f.p.now.first {
			names = append(names, c.Name.Full)
		}
		if others := f.p.now.count - len(names); others > 0 && len(names) > 0 {
			names = append(names, env.N("segments.others", others, nil))
		}
		if len(names) > 0 {
			f.tells.Add(kit.Wrap(env.Printer.List(names), kit.Muted))
		}
	}
	f.tells.Refresh()
	f.card.Refresh()
}
