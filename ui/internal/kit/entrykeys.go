package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TypedShortcut implements fyne.Shortcutable. The toolkit gives every shortcut
// to the field that has the keyboard and to nobody else, so what a field does
// not know is handed on: the window can still search or save.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	e.Entry.TypedShortcut(s)
	if e.wrap(e.Text) { // pasted
		e.Refresh()
	}
	custom, ok := s.(*desktop.CustomShortcut)
	if !ok || custom.KeyName == fyne.KeyLeft || custom.KeyName == fyne.KeyRight {
		return // the field's own: clipboard, undo, word by word
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(e)
	if w, ok := c.(fyne.Shortcutable); ok {
		w.TypedShortcut(s)
	}
}
