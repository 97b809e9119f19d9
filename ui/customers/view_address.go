package customers

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// addressing draws the card "How to address": the forms, why they are so,
// what to ask, and a way to change each.
func (o *overview) addressing(a addressing) fyne.CanvasObject {
	t := o.v.env.T
	box := kit.VBox(0)
	for i, f := range a.Facts {
		if i > 0 {
			box.Add(kit.NewDivider())
		}
		if f.Edit == noPlace || !o.v.d.is.c.TrashedAt.IsZero() {
			box.Add(factRow(f))
			continue
		}
		box.Add(o.formRow(f))
	}
	if a.Why != "" {
		box.Add(kit.NewDivider())
		box.Add(kit.Inset(8, 0, kit.Wrap(a.Why, kit.Muted)))
	}
	ask := a.Ask
	if len(a.Facts) == 0 {
		ask = t("customers.ask_address", nil)
	}
	if ask != "" {
		box.Add(kit.NewDivider())
		box.Add(kit.Inset(8, 0, kit.Wrap(ask, kit.Label).SetColor(kit.Saffron.Text())))
		box.Add(o.fillIn(partAddress))
	}
	return box
}

// formRow draws a form of address; a press offers to copy or to change it.
func (o *overview) formRow(f fact) fyne.CanvasObject {
	t := o.v.env.T
	var row *kit.Row
	row = kit.NewRow(nil, f.Label, f.Value, nil, func() {
		kit.ShowMenu(row,
			kit.MenuItem{Label: t("customers.address_edit", nil), Icon: kit.IconNote, Tapped: func() { o.v.askAddress(f.Edit) }},
			kit.MenuItem{Label: t("customers.copy_text", nil), Icon: kit.IconCopy, Tapped: func() { o.v.env.Shell.Copy(f.Value) }})
	})
	style := kit.Label
	if f.Bold {
		style = kit.LabelBold
	}
	row.SetTitle(kit.Span{Text: f.Label, Style: kit.Label, Color: kit.InkMuted})
	row.SetSubtitle(kit.Span{Text: f.Value, Style: style, Color: kit.Ink, Lang: f.Lang},
		kit.Span{Text: "\n" + joinDots(f.Mark, f.Hint), Style: kit.Muted})
	row.SetMaxLines(5)
	return row
}

// askAddress lets the customer's own form be written down. An empty field
// takes back to the usual one, which it shows.
func (v *detailView) askAddress(place addressPlace) {
	t, c := v.env.T, v.d.is.c
	label := t(placeWords[place], nil)
	entry := kit.NewEntry(usualForm(c, place))
	entry.SetValue(*place.own(&c.Address))
	var d *kit.Dialog
	keep := func() {
		d.Hide()
		if text := strings.TrimSpace(entry.Text); text != *place.own(&c.Address) {
			v.d.SetAddress(place, text)
		}
	}
	entry.OnSubmitted = func(string) { keep() }
	d = kit.NewDialog(t("customers.address_title", locales.V{"Name": c.Name.Full}),
		kit.VBox(10, kit.NewField(label, entry), kit.Wrap(t("customers.address_hint", nil), kit.Muted)),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: keep})
	d.Show(canvasOf(v.root))
}
