package customers

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// askContact asks what a touch was. Two words are enough, and none will do.
func (v *detailView) askContact() {
	env := v.env
	kinds := book.InteractionKinds()
	words := make([]kit.Option, len(kinds))
	for i, k := range kinds {
		words[i] = kit.Option{Value: string(k), Label: touchWord(env.Printer, k)}
	}
	var look func(string)
	kind := kit.NewSelect("", words, func(string) { look("") })
	kind.SetSelected(string(lastKind(v.d.is.touches)))
	dir := kit.NewSegmented(nil, env.T("customers.direction_out", nil), env.T("customers.direction_in", nil))
	text := kit.NewMultiLine(env.T("customers.log_hint", nil), 2)
	now := env.Now()
	day, clock := kit.NewEntry(""), kit.NewEntry("")
	day.SetValue(calendar.DateOf(now).String())
	clock.SetValue(now.Format("15:04"))
	when := kit.NewField(env.T("customers.log_when", nil), kit.HBox(8, kit.FixedWidth(130, day), kit.FixedWidth(90, clock)))
	note := newGiftNote(v)
	var d *kit.Dialog
	look = func(string) {
		note.look(book.InteractionKind(kind.Selected()), text.Text)
		d.Refresh()
	}
	text.OnChanged = look
	d = kit.NewDialog(env.T("customers.log_title", locales.V{"Name": v.d.is.c.Name.Full}),
		kit.VBox(12,
			kit.NewField(env.T("customers.log_text", nil), text), note.text,
			kit.HBoxTop(12, kit.Grow(kit.NewField(env.T("customers.log_kind", nil), kind)), kit.NewField(env.T("customers.log_direction", nil), dir)),
			when),
		kit.Action{Label: env.T("common.cancel", nil)},
		kit.Action{Label: env.T("customers.log", nil), Kind: kit.Primary, Stay: true, Tapped: func() {
			at, ok := instantIn(strings.TrimSpace(day.Text), strings.TrimSpace(clock.Text), env.Home)
			if !ok {
				when.SetError(env.T("customers.log_when_unread", nil))
				d.Refresh()
				return
			}
			if at.Equal(now.Truncate(60e9)) || at.After(env.Now()) && at.Sub(env.Now()) < 60e9 {
				at = now // untouched: the very moment
			}
			if at.After(env.Now()) {
				when.SetError(env.T("error.in_future", nil))
				d.Refresh()
				return
			}
			dirs := []book.Direction{book.FromUs, book.FromThem}
			d.Hide()
			v.d.Log(book.InteractionKind(kind.Selected()), dirs[dir.Selected()], book.Interaction{At: at, Text: strings.TrimSpace(text.Text)})
		}})
	d.Show(canvasOf(v.root))
}
