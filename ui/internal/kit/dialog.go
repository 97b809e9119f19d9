package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// Action is one button of a dialog. The dialog closes after Tapped unless Stay
// is set: a form that may be invalid stays and is closed by the caller. The
// primary action is the default one, pressed by Enter outside a text field.
type Action struct {
	Label  string
	Kind   ButtonKind
	Stay   bool
	Tapped func()
}

// Dialog is a question over the window. Escape closes it.
type Dialog struct {
	layer     *layer
	title     *Line
	content   fyne.CanvasObject
	buttons   []*Button
	byDefault *Button
	dismissed func()
	acted     bool
	width     float32
}

// NewDialog makes a dialog. Actions stand at the right in the order given; the
// last should be the primary one. A title may be the word of the button that
// opens it; the … of such a word is left out.
func NewDialog(title string, content fyne.CanvasObject, actions ...Action) *Dialog {
	d := &Dialog{title: Text(strings.TrimSuffix(title, "…"), Name), content: content, width: 480}
	row := []fyne.CanvasObject{Space()}
	for _, a := range actions {
		b := NewButton(a.Label, a.Kind, nil)
		b.onTapped = func() { d.act(a) }
		d.buttons = append(d.buttons, b)
		if a.Kind == Primary || (a.Kind == Danger && d.byDefault == nil) {
			d.byDefault = b
		}
		row = append(row, b)
	}
	body := Scroll(Inset(2, 2, content))
	root := container.New(&dialogLayout{d}, d.title, body, HBox(12, row...))
	d.layer = newLayer(root, true, d.place)
	d.layer.key = d.typed
	d.layer.submit = d.submit
	d.layer.onClosed = func() {
		if !d.acted && d.dismissed != nil {
			d.dismissed()
		}
	}
	return d
}

// SetWidth changes the width; 480 is usual.
func (d *Dialog) SetWidth(w float32) *Dialog {
	d.width = w
	return d
}

// SetOnDismissed hears that the dialog was closed without an action.
func (d *Dialog) SetOnDismissed(f func()) *Dialog {
	d.dismissed = f
	return d
}

// Show opens the dialog. The keyboard goes to its first text field, or to its
// default button, which Ctrl+Enter presses from anywhere in the dialog.
func (d *Dialog) Show(c fyne.Canvas) {
	if c = windowOf(c); c == nil || d.layer.isOpen() {
		return
	}
	d.acted = false
	d.layer.open(c)
	c.AddShortcut(&submitKeys, func(fyne.Shortcut) { submitTop() })
	switch f := firstFocus(d.content, true); {
	case f != nil:
		c.Focus(f)
		if e, ok := f.(*Entry); ok && !e.MultiLine {
			e.TypedShortcut(&fyne.ShortcutSelectAll{}) // what is filled in gives way to what is typed
		}
	case d.byDefault != nil:
		c.Focus(d.byDefault)
	}
}

// Hide closes the dialog without calling SetOnDismissed's function.
func (d *Dialog) Hide() {
	d.acted = true
	d.layer.close()
}

// Open says whether the dialog is shown.
func (d *Dialog) Open() bool { return d.layer.isOpen() }

// Buttons are the buttons in the order of the actions, to enable or to rename.
func (d *Dialog) Buttons() []*Button { return d.buttons }

// Refresh lays the dialog out again after its content has changed height.
func (d *Dialog) Refresh() { d.layer.Refresh() }

func (d *Dialog) act(a Action) {
	if !a.Stay {
		d.Hide()
	}
	if a.Tapped != nil {
		a.Tapped()
	}
	if a.Stay && d.Open() {
		d.Refresh() // an error under a field takes room
	}
}

func (d *Dialog) typed(e *fyne.KeyEvent) bool {
	if (e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter) && d.byDefault != nil {
		d.byDefault.press()
		return true
	}
	return false
}

const dialogPad float32 = 20

func (d *Dialog) place(area, _ fyne.Size) (fyne.Position, fyne.Size) {
	w := min(Scaled(d.width), area.Width-2*dialogPad)
	inner := w - 2*dialogPad
	h := 2*dialogPad + d.title.MinSize().Height + 12 + fitWidth(d.content, inner-4) + 4
	if len(d.buttons) > 0 {
		h += 16 + ceil(Scaled(ControlHeight))
	}
	h = min(h, area.Height-2*dialogPad)
	return fyne.NewPos(float32(int((area.Width-w)/2)), float32(int((area.Height-h)/2.4))), fyne.NewSize(w, h)
}

type dialogLayout struct{ d *Dialog }

func (l *dialogLayout) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.d.width, 120)
}

func (l *dialogLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	inner := s.Width - 2*dialogPad
	th := l.d.title.MinSize().Height
	bh := float32(0)
	if len(l.d.buttons) > 0 {
		bh = ceil(Scaled(ControlHeight))
		objs[2].Resize(fyne.NewSize(inner, bh))
		objs[2].Move(fyne.NewPos(dialogPad, s.Height-dialogPad-bh))
		bh += 16
	}
	objs[0].Resize(fyne.NewSize(inner, th))
	objs[0].Move(fyne.NewPos(dialogPad, dialogPad))
	top := dialogPad + th + 12
	objs[1].Resize(fyne.NewSize(inner, max(0, s.Height-top-dialogPad-bh)))
	objs[1].Move(fyne.NewPos(dialogPad, top))
}
