package kit

import (
	"fyne.io/fyne/v2"
)

// ButtonKind is the weight of a button. There is one primary on a screen.
type ButtonKind int

// The kinds.
const (
	Secondary ButtonKind = iota
	Primary
	Quiet  // no frame until the pointer is over it
	Danger // deletes or cannot be undone
	Chosen // a switch that is on, such as the view in use
)

// Button is a push button. It always has a word.
type Button struct {
	pressable
	kind    ButtonKind
	text    *Line
	icon    *Icon
	hasIcon bool
	after   bool // the icon follows the word
	onKey   func(*fyne.KeyEvent) bool
	hint    *Line // the key that presses it, or nil
}

// NewButton makes a button.
func NewButton(label string, kind ButtonKind, tapped func()) *Button {
	return NewIconButton("", label, kind, tapped)
}

// NewIconButton makes a button with an icon before its word.
func NewIconButton(icon IconName, label string, kind ButtonKind, tapped func()) *Button {
	b := &Button{kind: kind, hasIcon: icon != ""}
	b.text = Text(label, b.style()).Whole()
	b.icon = NewIcon(icon, Ink, 16)
	b.label, b.onTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}

// NewDropButton makes a button with a chevron after its word, for menus.
func NewDropButton(label string, tapped func()) *Button {
	b := NewIconButton(IconChevronDown, label, Secondary, tapped)
	b.after = true
	return b
}

// style is that of the word. It is wanted before the first drawing, so that
// the first layout knows how wide the button is.
func (b *Button) style() Style {
	if b.kind == Primary {
		return LabelBold
	}
	return Label
}

// SetText changes the word.
func (b *Button) SetText(label string) {
	if b.label == label {
		return
	}
	b.label = label
	b.text.SetText(label)
	b.Refresh()
}

// SetHint names the key that does the same, small after the word.
func (b *Button) SetHint(key string) *Button {
	b.hint = Text(key, Small).SetColor(InkMuted).Whole()
	return b
}

// Label is the word.
func (b *Button) Label() string { return b.label }

// SetIcon changes the icon; the empty name takes it away.
func (b *Button) SetIcon(icon IconName) {
	b.hasIcon = icon != ""
	b.icon.name = icon
	b.Refresh()
}

// Kind is the weight.
func (b *Button) Kind() ButtonKind { return b.kind }

// SetKind changes the weight.
func (b *Button) SetKind(kind ButtonKind) {
	if b.kind != kind {
		b.kind = kind
		b.Refresh()
	}
}

func (b *Button) colors() (fill, stroke, ink Token) {
	switch b.kind {
	case Primary:
		fill, stroke, ink = Jade.Strong(), Invisible, OnStrong
	case Danger:
		fill, stroke, ink = Paper, Cinnabar.Strong(), Cinnabar.Text()
	case Quiet:
		fill, stroke, ink = Invisible, Invisible, Jade.Text()
	case Chosen:
		fill, stroke, ink = Selected, Jade.Soft(), Jade.Text()
		if current().mode == HighContrast {
			stroke = Hairline
		}
	default:
		fill, stroke, ink = Paper, Hairline, Ink
	}
	if b.disabled {
		ink = InkMuted
		if b.kind == Primary {
			fill, stroke = Track, Hairline
		}
	} else if b.hovered && b.kind != Primary && b.kind != Chosen {
		fill = Hover
	}
	return fill, stroke, ink
}

const buttonPad float32 = 14

// QuietPad is the room at either side of the word of a quiet button. Where the
// word is to stand in line with text, the button reaches so far past it.
const QuietPad = buttonPad / 2

// MinSize implements fyne.CanvasObject.
func (b *Button) MinSize() fyne.Size {
	w := b.text.NaturalSize().Width + 2*buttonPad
	if b.kind == Quiet {
		w -= buttonPad
	}
	if b.hasIcon {
		w += Scaled(16) + 6
	}
	if b.hint != nil {
		w += 8 + b.hint.NaturalSize().Width
	}
	return fyne.NewSize(w, ceil(Scaled(ControlHeight)))
}

// CreateRenderer implements fyne.Widget.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	bg, ring := box(Paper, Hairline, controlRadius), newRing(controlRadius+2)
	objs := []fyne.CanvasObject{bg, b.icon, b.text, ring}
	if b.hint != nil {
		objs = append(objs, b.hint)
	}
	return newRenderer(b, objs, b.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			around(ring, fyne.NewPos(0, 0), s, 2)
			t := b.text.NaturalSize()
			iw := float32(0)
			if b.hasIcon {
				iw = Scaled(16) + 6
			}
			hw := float32(0)
			if b.hint != nil {
				hw = 8 + b.hint.NaturalSize().Width
			}
			x := max(0, (s.Width-t.Width-iw-hw)/2)
			if b.hint != nil {
				h := b.hint.NaturalSize()
				b.hint.Resize(h)
				b.hint.Move(fyne.NewPos(x+iw+t.Width+8, (s.Height-h.Height)/2))
			}
			tx, ix := x+iw, x
			if b.after {
				tx, ix = x, x+t.Width+6
			}
			b.text.Resize(t)
			b.text.Move(fyne.NewPos(tx, (s.Height-t.Height)/2))
			b.icon.Resize(b.icon.MinSize())
			b.icon.Move(fyne.NewPos(ix, (s.Height-Scaled(16))/2))
		},
		func() {
			fill, stroke, ink := b.colors()
			paintBox(bg, fill, stroke)
			b.text.SetSpans(Span{Text: b.label, Style: b.style(), Color: ink})
			b.icon.tok = ink
			b.icon.Hidden = !b.hasIcon
			b.icon.Refresh()
			paintRing(ring, b.focused)
		})
}
