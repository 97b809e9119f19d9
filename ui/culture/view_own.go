package culture

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/counsel"
	lib "dragoman/data/culture"
	"dragoman/data/record"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
)

// ownForm is the form for what the owner writes about a culture.
type ownForm struct {
	v      *View
	lore   book.Lore
	fields []func(*book.Lore) // read the entries
	box    *fyne.Container
	fault  *kit.Paragraph
	dialog *kit.Dialog
}

var formTitles = map[book.LoreSort][2]locales.ID{
	book.LoreStatement: {"culture.add_statement", "culture.edit_statement"},
	book.LorePhrase:    {"culture.add_phrase", "culture.edit_phrase"},
	book.LoreScript:    {"culture.add_script", "culture.edit_script"},
}

// askOwn opens the form.
func (v *View) askOwn(l book.Lore) {
	f := &ownForm{v: v, lore: l, box: kit.VBox(12), fault: kit.Wrap("", kit.Small)}
	f.fault.SetColor(kit.Cinnabar.Text())
	f.fault.Hide()
	switch l.Sort {
	case book.LoreStatement:
		f.statement()
	case book.LorePhrase:
		f.phrase()
	default:
		f.script()
	}
	f.box.Add(f.fault)
	title := formTitles[l.Sort][0]
	if l.ID != "" {
		title = formTitles[l.Sort][1]
	}
	f.dialog = kit.NewDialog(v.t(title), f.box,
		kit.Action{Label: v.t("common.cancel")},
		kit.Action{Label: v.t("common.save"), Kind: kit.Primary, Stay: true, Tapped: f.save}).SetWidth(560)
	f.dialog.Show(v.canvas())
}

func (f *ownForm) save() {
	for _, read := range f.fields {
		read(&f.lore)
	}
	if f.lore.Sort == book.LoreScript {
		if faults := lib.CheckSlots(f.lore.Heading + "\n" + f.lore.Text); len(faults) > 0 {
			f.fail(f.v.env.T("culture.slots_known", locales.V{"Slots": "{" + strings.Join(lib.Slots, "} {") + "}"}))
			return
		}
	}
	f.v.p.SaveOwn(f.lore, func(err error) { f.fail(explain.Error(f.v.env.Printer, err)) }, f.dialog.Hide)
}

func (f *ownForm) fail(text string) {
	f.fault.SetText(text)
	f.fault.Show()
	f.dialog.Refresh()
}

// entry adds a text field.
func (f *ownForm) entry(label locales.ID, to func(*book.Lore) *string, rows int) {
	var e *kit.Entry
	if rows > 1 {
		e = kit.NewMultiLine("", rows)
	} else {
		e = kit.NewEntry("")
	}
	e.SetValue(*to(&f.lore))
	f.fields = append(f.fields, func(l *book.Lore) { *to(l) = e.Text })
	f.box.Add(kit.NewField(f.v.t(label), e))
}

// choice makes a field with codes to choose from.
func (f *ownForm) choice(label locales.ID, to func(*book.Lore) *string, options []kit.Option) fyne.CanvasObject {
	s := kit.NewSelect("", options, nil).SetFilterHint(f.v.t("common.search"))
	s.SetSelected(*to(&f.lore))
	f.fields = append(f.fields, func(l *book.Lore) { *to(l) = s.Selected() })
	return kit.NewField(f.v.t(label), s)
}

func options[T ~string](v *View, codes []T, name func(T) locales.ID) (list []kit.Option) {
	for _, c := range codes {
		list = append(list, kit.Option{Value: string(c), Label: v.t(name(c))})
	}
	return list
}

func (f *ownForm) statement() {
	v := f.v
	f.box.Add(kit.EqualColumns(200,
		f.choice("culture.form_topic", func(l *book.Lore) *string { return &l.Subject }, options(v, lib.Topics, counsel.TopicName)),
		f.choice("culture.form_strength", func(l *book.Lore) *string { return &l.Strength }, options(v, record.Strengths, counsel.StrengthName))))
	f.entry("culture.form_claim", func(l *book.Lore) *string { return &l.Text }, 3)
	f.entry("culture.form_scope", func(l *book.Lore) *string { return &l.Scope }, 1)
	f.entry("culture.why", func(l *book.Lore) *string { return &l.Why }, 2)
	f.entry("culture.do", func(l *book.Lore) *string { return &l.Advice }, 2)
	f.entry("culture.avoid", func(l *book.Lore) *string { return &l.Avoid }, 2)
	f.entry("culture.ask", func(l *book.Lore) *string { return &l.Ask }, 2)
}

func (f *ownForm) phrase() {
	v := f.v
	f.box.Add(kit.EqualColumns(200,
		f.choice("culture.form_use", func(l *book.Lore) *string { return &l.Subject }, options(v, lib.Uses, counsel.UseName)),
		f.choice("culture.form_register", func(l *book.Lore) *string { return &l.Register }, options(v, lib.Registers, counsel.RegisterName))))
	f.entry("culture.form_phrase", func(l *book.Lore) *string { return &l.Text }, 2)
	f.entry("culture.form_reading", func(l *book.Lore) *string { return &l.Heading }, 1)
	f.entry("culture.meaning", func(l *book.Lore) *string { return &l.Meaning }, 1)
	f.entry("culture.when", func(l *book.Lore) *string { return &l.Scope }, 2)
}

func (f *ownForm) script() {
	if f.lore.Channel == "mail" {
		f.entry("culture.subject", func(l *book.Lore) *string { return &l.Heading }, 1)
	}
	f.entry("culture.form_text", func(l *book.Lore) *string { return &l.Text }, 9)
	f.box.Add(kit.Wrap(f.v.env.T("culture.slots_known", locales.V{"Slots": "{" + strings.Join(lib.Slots, "} {") + "}"}), kit.Muted))
}

// more is the button that offers what can be done with a record: ours can be
// hidden, the owner's changed and removed.
func (v *View) more(id, text string, own bool) *kit.Button {
	var b *kit.Button
	b = kit.NewIconButton(kit.IconMore, v.t("common.more"), kit.Quiet, func() {
		items := []kit.MenuItem{{Label: v.t("culture.copy"), Icon: kit.IconCopy, Tapped: func() { v.env.Shell.Copy(text) }}}
		if own {
			items = append(items,
				kit.MenuItem{Label: v.t("common.edit"), Tapped: func() { v.p.EditOwn(id, v.askOwn) }},
				kit.MenuItem{Label: v.t("common.remove"), Icon: kit.IconTrash, Danger: true, Tapped: func() { v.p.RemoveOwn(id) }})
		} else {
			items = append(items, kit.MenuItem{Label: v.t("culture.hide"), Tapped: func() { v.p.Hide(id) }})
		}
		kit.ShowMenu(b, items...)
	})
	return b
}

// added are the buttons under a list: to write something of one's own, and to
// bring back what was hidden.
func (v *View) added(label locales.ID, begin func() book.Lore, hidden []string) fyne.CanvasObject {
	row := kit.Flow(4, kit.NewIconButton(kit.IconPlus, v.t(label), kit.Quiet, func() { v.askOwn(begin()) }))
	if len(hidden) > 0 {
		row.Add(kit.NewButton(v.env.N("culture.unhide", len(hidden), nil), kit.Quiet, func() { v.p.Unhide(hidden) }))
	}
	return kit.Pad(0, 0, 0, -10, row)
}
