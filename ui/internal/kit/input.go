package kit

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Entry is a text field. Enter never saves by itself: with an input method it
// also ends a composition (fyne#618), so the caller decides by OnSubmitted.
// Escape closes what lies on top, or is given to OnKey.
type Entry struct {
	widget.Entry
	mending
	OnKey  func(e *fyne.KeyEvent) bool // true: the key is used up
	OnBlur func()
}

// NewEntry makes a field of one line.
func NewEntry(placeholder string) *Entry {
	e := &Entry{}
	e.PlaceHolder = placeholder
	e.Wrapping = fyne.TextWrapOff
	e.Scroll = fyne.ScrollHorizontalOnly
	e.ExtendBaseWidget(e)
	return e
}

// NewPassword makes a field whose text is not shown. Enter in it presses the
// default button of its dialog: what is typed there is no composition.
func NewPassword(placeholder string) *Entry {
	e := NewEntry(placeholder)
	e.Password = true
	e.OnSubmitted = func(string) { submitTop() }
	return e
}

// NewMultiLine makes a field of several lines; rows are shown at once. Keep
// its text to a paragraph or a few: long wrapped text is slow in the toolkit
// (fyne#5297).
func NewMultiLine(placeholder string, rows int) *Entry {
	e := NewEntry(placeholder)
	e.MultiLine = true
	e.Wrapping = wrapFor(placeholder)
	e.Scroll = fyne.ScrollVerticalOnly
	e.SetMinRowsVisible(rows)
	return e
}

// CreateRenderer implements fyne.Widget.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	return Settled(e, newWheeled(e, e.Entry.CreateRenderer()))
}

// AcceptsTab implements fyne.Tabbable: Tab leads on, also from a field of
// several lines.
func (e *Entry) AcceptsTab() bool { return false }

// wrapFor says how the lines of a text break: at spaces, or anywhere when most of
// it is Chinese or Japanese, where the toolkit would look for a space in vain.
func wrapFor(text string) fyne.TextWrap {
	wide, all := 0, 0
	for _, r := range text {
		switch {
		case isWide(r):
			wide, all = wide+1, all+1
		case !unicode.IsSpace(r):
			all++
		}
	}
	if 2*wide > all {
		return fyne.TextWrapBreak
	}
	return fyne.TextWrapWord
}

// wrap breaks the lines of what is written now as it needs them.
func (e *Entry) wrap(text string) (changed bool) {
	if text == "" {
		text = e.PlaceHolder
	}
	to := wrapFor(text)
	if !e.MultiLine || to == e.Wrapping {
		return false
	}
	e.Wrapping = to
	return true
}

// SetText changes the text.
func (e *Entry) SetText(text string) {
	if text != e.Text {
		e.Mend()
	}
	e.wrap(text)
	e.Entry.SetText(text)
}

// SetValue changes the text without calling OnChanged.
func (e *Entry) SetValue(text string) {
	if e.Text == text {
		return
	}
	f := e.OnChanged
	e.OnChanged = nil
	e.SetText(text)
	e.OnChanged = f
}

// TypedKey implements fyne.Focusable.
func (e *Entry) TypedKey(k *fyne.KeyEvent) {
	Typed()
	if e.OnKey != nil && e.OnKey(k) {
		return
	}
	if escape(k) {
		return
	}
	switch k.Name {
	case fyne.KeyF6:
		Key(k)
		return
	case fyne.KeyPageDown, fyne.KeyPageUp:
		if !e.MultiLine {
			Key(k)
			return
		}
	}
	switch k.Name {
	case fyne.KeyBackspace, fyne.KeyDelete:
		e.Mend()
	}
	e.Entry.TypedKey(k)
}

// TypedRune implements fyne.Focusable.
func (e *Entry) TypedRune(r rune) {
	Use()
	e.Mend()
	e.Entry.TypedRune(r)
	if e.wrap(e.Text) {
		e.Refresh()
	}
}

// FocusGained implements fyne.Focusable.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	if byTab() && !e.MultiLine {
		e.Entry.TypedShortcut(&fyne.ShortcutSelectAll{})
	}
	reveal()
}

// FocusLost implements fyne.Focusable.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	if e.OnBlur != nil {
		e.OnBlur()
	}
}

// AccessibilityLabel implements fyne.Accessible.
func (e *Entry) AccessibilityLabel() string { return e.PlaceHolder }

// AccessibilityRole implements fyne.Accessible.
func (e *Entry) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// SearchEntry is a text field with a magnifying glass and, while it is empty,
// the keys that lead to it. The caller waits before it searches.
type SearchEntry struct {
	*Entry
	box fyne.CanvasObject
}

// NewSearchEntry makes a search field. hint names the shortcut ("Ctrl K");
// empty shows none. Put Object into the layout.
func NewSearchEntry(placeholder, hint string, changed func(text string)) *SearchEntry {
	s := &SearchEntry{Entry: NewEntry(placeholder)}
	s.Entry.SetIcon(nil)
	key := newKeyHint(hint)
	s.Entry.OnChanged = func(t string) {
		key.Hidden = hint == "" || t != ""
		key.Refresh()
		if changed != nil {
			changed(t)
		}
	}
	key.Hidden = hint == ""
	back := newFill(Ground, controlRadius)
	s.box = container.NewStack(back, s.Entry, container.New(&hintLayout{placeholder}, key))
	return s
}

// Object is what to put into a layout.
func (s *SearchEntry) Object() fyne.CanvasObject { return s.box }

// hintLayout puts the keys at the end of a field, unless they would lie on its
// placeholder.
type hintLayout struct{ placeholder string }

func (*hintLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *hintLayout) Layout(objs []fyne.CanvasObject, s fyne.Size) {
	text, _ := measure(l.placeholder, Body.Size(), false, nil)
	for _, o := range objs {
		m := o.MinSize()
		o.Resize(m)
		if text.Width+m.Width+36 > s.Width {
			o.Move(fyne.NewPos(-10000, 0)) // out of sight: the caller shows and hides it
			continue
		}
		o.Move(fyne.NewPos(s.Width-m.Width-12, float32(int((s.Height-m.Height)/2))))
	}
}

// keyHint draws the name of a key.
type keyHint struct {
	widget.BaseWidget
	text *Line
}

func newKeyHint(text string) *keyHint {
	k := &keyHint{text: Text(text, Muted).Whole()}
	k.ExtendBaseWidget(k)
	return k
}

// MinSize implements fyne.CanvasObject.
func (k *keyHint) MinSize() fyne.Size { return k.text.MinSize().AddWidthHeight(12, 2) }

// CreateRenderer implements fyne.Widget.
func (k *keyHint) CreateRenderer() fyne.WidgetRenderer {
	k.ExtendBaseWidget(k)
	bg := box(Paper, Hairline, 4)
	return newRenderer(k, []fyne.CanvasObject{bg, k.text}, k.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			k.text.Resize(s.SubtractWidthHeight(12, 2))
			k.text.Move(fyne.NewPos(6, 1))
		},
		func() { paintBox(bg, Paper, Hairline) })
}

// fill is a ground of one colour.
type fill struct {
	widget.BaseWidget
	tok    Token
	radius float32
}

func newFill(tok Token, radius float32) *fill {
	f := &fill{tok: tok, radius: radius}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer implements fyne.Widget.
func (f *fill) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	bg := canvas.NewRectangle(Color(f.tok))
	bg.CornerRadius = f.radius
	return newRenderer(f, []fyne.CanvasObject{bg}, func() fyne.Size { return fyne.Size{} },
		func(s fyne.Size) { bg.Resize(s) }, func() { bg.FillColor = Color(f.tok) })
}

// Field is a control with its name above it and, when something is wrong, a
// sentence under it until something is changed in the control.
type Field struct {
	widget.BaseWidget
	Input fyne.CanvasObject
	label *Line
	hint  *Paragraph
	err   *Paragraph
	root  *fyne.Container

	forget func() // what is wrong, where a form remembers it
}

// NewField names a control.
func NewField(label string, input fyne.CanvasObject) *Field {
	f := &Field{Input: input, label: Text(label, Muted)}
	f.hint = Wrap("", Muted)
	f.err = Wrap("", Small).SetColor(Cinnabar.Text())
	f.hint.Hide()
	f.err.Hide()
	f.label.Hidden = label == "" // a control under a heading of its own
	f.root = VBox(4, f.label, input, f.hint, f.err)
	f.ExtendBaseWidget(f)
	return f
}

// SetLabel changes the name.
func (f *Field) SetLabel(label string) { f.label.SetText(label) }

// SetHint shows a muted sentence under the control; empty hides it.
func (f *Field) SetHint(text string) *Field {
	f.hint.SetText(text)
	f.hint.Hidden = text == ""
	f.Refresh()
	return f
}

// SetError shows what is wrong; empty hides it. What is around it makes room.
func (f *Field) SetError(text string) {
	if text != "" {
		f.watch()
	}
	if f.err.Text() == text {
		return
	}
	f.err.SetText(text)
	f.err.Hidden = text == ""
	f.Refresh()
	settle(f)
}

// Error is the sentence shown, empty when all is well.
func (f *Field) Error() string { return f.err.Text() }

// HeightFor implements HeightForWidth.
func (f *Field) HeightFor(width float32) float32 { return fitWidth(f.root, width) }

// NaturalSize implements Natural.
func (f *Field) NaturalSize() fyne.Size { return naturalSize(f.root) }

// CreateRenderer implements fyne.Widget.
func (f *Field) CreateRenderer() fyne.WidgetRenderer {
	f.ExtendBaseWidget(f)
	return newRenderer(f, []fyne.CanvasObject{f.root}, f.root.MinSize,
		func(s fyne.Size) { f.root.Resize(s); f.root.Layout.Layout(f.root.Objects, s) },
		func() {})
}
