package erasing

import (
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Confirm shows what is erased with customers, what stays elsewhere, and
// asks for a word before it goes on.
func Confirm(env *screen.Env, c fyne.Canvas, names []string, x book.Traces, backups int, do func()) {
	t := env.T
	word := t("rights.erase_word", nil)
	box := kit.VBox(8, kit.Wrap(env.T("rights.erase_who", locales.V{"Names": env.Printer.List(names)}), kit.Body))
	lines := kit.VBox(2)
	for _, l := range Went(env.Printer, x) {
		lines.Add(kit.Wrap(l, kit.Small))
	}
	box.Add(kit.Inset(0, 12, lines))
	if n := len(x.Mentions) + x.Workplace; n > 0 {
		box.Add(kit.NewBanner(kit.Saffron, kit.IconWarning, env.N("rights.erase_stays", n, nil)))
	}
	if backups > 0 {
		box.Add(kit.Wrap(env.N("rights.erase_backups", backups, nil), kit.Muted))
	}
	box.Add(kit.Wrap(t("rights.erase_optout", nil), kit.Muted))
	entry := kit.NewEntry(word)
	field := kit.NewField(env.T("rights.erase_type", locales.V{"Word": word}), entry)
	box.Add(field)
	var d *kit.Dialog
	d = kit.NewDialog(t("rights.erase_title", nil), box,
		kit.Action{Label: t("common.cancel", nil), Kind: kit.Secondary},
		kit.Action{Label: t("rights.erase_do", nil), Kind: kit.Danger, Stay: true, Tapped: func() {
			if !strings.EqualFold(strings.TrimSpace(entry.Text), word) {
				field.SetError(env.T("rights.erase_type", locales.V{"Word": word}))
				return
			}
			d.Hide()
			do()
		}})
	d.SetWidth(520).Show(c)
}
