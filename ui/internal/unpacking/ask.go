// Package unpacking asks for what a backup needs before it can be read.
package unpacking

import (
	"errors"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// Wanted tells whether a backup could not be read for want of its passphrase,
// and whether one was given that does not fit.
func Wanted(err error) (wanted, wrong bool) {
	var e *book.Error
	if !errors.As(err, &e) || e.Field != "passphrase" {
		return false, false
	}
	return true, e.Detail == "wrong"
}

// Ask asks for the passphrase of a backup; wrong says that the last one does not
// fit.
func Ask(p *locales.Printer, c fyne.Canvas, wrong bool, then func(passphrase string)) {
	entry := kit.NewPassword("")
	field := kit.NewField(p.T("backup.passphrase", nil), entry)
	if wrong {
		field.SetError(p.T("error.passphrase_wrong", nil))
	}
	kit.NewDialog(p.T("backup.enter_passphrase", nil), field,
		kit.Action{Label: p.T("common.cancel", nil), Kind: kit.Secondary},
		kit.Action{Label: p.T("backup.go_on", nil), Kind: kit.Primary, Tapped: func() {
			if entry.Text != "" {
				then(entry.Text)
			}
		}}).Show(c)
}
