package privacy

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales/explain"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/dayfield"
	"dragoman/ui/internal/kit"
)

// asked are the fields in which an answer is recorded with all that is known.
type asked struct {
	purpose, channel, state, source *kit.Select
	wording                         *kit.Entry
	on, expires                     *dayfield.Field
	field                           *kit.Field // shows what is wrong
	until                           fyne.CanvasObject
}

// ask opens the dialog for an answer.
func (v *View) ask(a book.Consent) {
	if v.p.Trashed() {
		return
	}
	f := v.fields(a)
	t := v.env.T
	two := func(x, y fyne.CanvasObject) fyne.CanvasObject { return kit.EqualColumns(kit.Scaled(200), x, y) }
	f.field = kit.NewField(t("privacy.f_wording", nil), f.wording)
	f.until = kit.NewField(t("privacy.f_expires", nil), f.expires.Object)
	f.until.(*kit.Field).Hidden = a.State != book.Granted
	body := kit.VBox(12,
		two(kit.NewField(t("privacy.f_purpose", nil), f.purpose), kit.NewField(t("privacy.f_channel", nil), f.channel)),
		two(kit.NewField(t("privacy.f_state", nil), f.state), kit.NewField(t("privacy.f_source", nil), f.source)),
		f.field, kit.NewField(t("privacy.f_on", nil), f.on.Object), f.until)
	var d *kit.Dialog
	d = kit.NewDialog(t("privacy.record_title", nil), body,
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			b, ok := f.read()
			if !ok {
				f.field.SetError(t("error.no_such_day", nil))
				return
			}
			v.p.Record(b, func(err error) {
				if err != nil {
					f.field.SetError(explain.Error(v.env.Printer, err))
					return
				}
				d.Hide()
			})
		}}).SetWidth(600)
	d.Show(fyne.CurrentApp().Driver().CanvasForObject(v.root))
}

func (v *View) fields(a book.Consent) *asked {
	pr, t := v.env.Printer, v.env.T
	f := &asked{}
	var purposes, channels, states, sources []kit.Option
	for _, q := range book.Purposes() {
		purposes = append(purposes, kit.Option{Value: string(q), Label: allow.Purpose(pr, q)})
	}
	for _, k := range v.p.Columns() {
		channels = append(channels, kit.Option{Value: string(k), Label: v.p.ColumnName(k)})
	}
	for _, s := range []book.ConsentState{book.Granted, book.Declined, book.Withdrawn} {
		states = append(states, kit.Option{Value: string(s), Label: allow.State(pr, s)})
	}
	for _, s := range book.ConsentSources() {
		sources = append(sources, kit.Option{Value: string(s), Label: allow.Source(pr, s)})
	}
	f.purpose, f.channel, f.source = kit.NewSelect("", purposes, nil), kit.NewSelect("", channels, nil), kit.NewSelect("", sources, nil)
	f.state = kit.NewSelect("", states, func(s string) {
		if x, ok := f.until.(*kit.Field); ok {
			x.Hidden = s != string(book.Granted)
			x.Refresh()
		}
	})
	f.purpose.SetSelected(string(a.Purpose))
	f.channel.SetSelected(string(a.Channel))
	f.source.SetSelected(string(book.InPerson))
	f.state.SetSelected(string(a.State))
	f.wording = kit.NewMultiLine(t("privacy.hint_wording", nil), 3)
	today := v.p.today()
	f.on, f.expires = dayfield.NewPast(v.env, today, func() {}), dayfield.New(v.env, today, func() {})
	f.on.Set(today)
	return f
}

// read takes the answer out of the fields; ok is false when a day cannot be
// read.
func (f *asked) read() (a book.Consent, ok bool) {
	a = book.Consent{
		Purpose: book.Purpose(f.purpose.Selected()), Channel: book.ChannelKind(f.channel.Selected()),
		State: book.ConsentState(f.state.Selected()), Source: book.ConsentSource(f.source.Selected()), Wording: f.wording.Text,
	}
	if a.On, ok = f.on.Day(); !ok {
		return a, false
	}
	if f.expires.Entry.Text != "" && a.State == book.Granted {
		a.Expires, ok = f.expires.Day()
	}
	return a, ok
}

// askBasis opens the dialog for the ground on which the data is kept.
func (v *View) askBasis() {
	if v.p.Trashed() {
		return
	}
	t, c := v.env.T, v.p.Is.Customer
	options := []kit.Option{{Value: "", Label: t("privacy.basis_as_settings", nil)}}
	for _, b := range book.Bases() {
		options = append(options, kit.Option{Value: string(b), Label: allow.Basis(v.env.Printer, b)})
	}
	choice := kit.NewSelect("", options, nil)
	choice.SetSelected(string(c.Basis))
	why := kit.NewEntry(t("privacy.hint_why", nil))
	why.SetValue(c.BasisWhy)
	field := kit.NewField(t("privacy.basis_why", nil), why)
	var d *kit.Dialog
	d = kit.NewDialog(t("privacy.basis", nil), kit.VBox(12, kit.NewField(t("privacy.basis_ground", nil), choice), field),
		kit.Action{Label: t("common.cancel", nil)},
		kit.Action{Label: t("common.save", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			v.p.SaveBasis(book.LawfulBasis(choice.Selected()), why.Text, func(err error) {
				if err != nil {
					field.SetError(explain.Error(v.env.Printer, err))
					return
				}
				d.Hide()
			})
		}})
	d.Show(fyne.CurrentApp().Driver().CanvasForObject(v.root))
}
