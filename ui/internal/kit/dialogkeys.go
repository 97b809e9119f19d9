package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// submitKeys press the default button of a dialog. Plain Enter does not within
// a text field, because there it may end a composition (fyne#618).
var submitKeys = desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault}

// submitTop presses the default button of the dialog on top. A menu or a list
// over a dialog takes no such keys.
func submitTop() {
	if len(layers) == 0 {
		return
	}
	if top := layers[len(layers)-1]; top.submit != nil {
		top.submit()
	}
}

// submit presses the default button.
func (d *Dialog) submit() {
	if d.byDefault != nil {
		d.byDefault.press()
	}
}

// SetOnKey lets a button answer keys before Enter and Space do, such as the
// arrows between the days of a month. f says whether it used the key up.
func (b *Button) SetOnKey(f func(e *fyne.KeyEvent) bool) { b.onKey = f }

// TypedKey implements fyne.Focusable.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if b.onKey != nil && b.onKey(e) {
		return
	}
	b.pressable.TypedKey(e)
}
