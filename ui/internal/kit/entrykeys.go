package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// TypedShortcut implements fyne.Shortcutable. The toolkit gives every shortcut
// to the field that has the keyboard and to nobody else, so what a field does
// not know is handed on: the window can still search or save.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutPaste, *fyne.ShortcutCut, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		e.Mend()
	}
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

// tabbed says that Tab was pressed and the keyboard has not gone on yet.
var tabbed bool

// byTab says whether Tab brought the keyboard to whoever gains it now. A field
// then marks what stands in it, as fields do everywhere: what is typed takes its
// place, and an arrow keeps it.
func byTab() bool {
	was := tabbed
	tabbed = false
	return was
}

// TabFrom brings the keyboard to what comes after o, as Tab does.
func TabFrom(c fyne.Canvas, o fyne.Focusable) {
	c.Focus(o)
	if n, ok := c.(interface{ FocusNext() }); ok {
		tabbed = true
		n.FocusNext()
	}
}

// KeyDown implements desktop.Keyable. The toolkit tells of Tab in no other way.
func (e *Entry) KeyDown(k *fyne.KeyEvent) {
	tabbed = k.Name == fyne.KeyTab
	e.Entry.KeyDown(k)
}

// KeyDown implements desktop.Keyable.
func (p *pressable) KeyDown(k *fyne.KeyEvent) { tabbed = k.Name == fyne.KeyTab }

// KeyUp implements desktop.Keyable.
func (p *pressable) KeyUp(*fyne.KeyEvent) {}
