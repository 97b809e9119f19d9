package kit

import (
	"fyne.io/fyne/v2"
)

// ArrowButton is a square button with an icon whose meaning everybody knows,
// such as the arrows beside a month. Its label is what a screen reader says.
type ArrowButton struct {
	pressable
	icon *Icon
}

// NewArrowButton makes the button.
func NewArrowButton(icon IconName, label string, tapped func()) *ArrowButton {
	b := &ArrowButton{icon: NewIcon(icon, Ink, 16)}
	b.label, b.onTapped = label, tapped
	b.ExtendBaseWidget(b)
	return b
}

// SetLabel changes what a screen reader says.
func (b *ArrowButton) SetLabel(label string) { b.label = label }

// MinSize implements fyne.CanvasObject.
func (b *ArrowButton) MinSize() fyne.Size { return fyne.NewSquareSize(ceil(Scaled(ControlHeight))) }

// CreateRenderer implements fyne.Widget.
func (b *ArrowButton) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	bg, ring := box(Paper, Hairline, controlRadius), newRing(controlRadius+2)
	return newRenderer(b, []fyne.CanvasObject{bg, b.icon, ring}, b.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			around(ring, fyne.NewPos(0, 0), s, 2)
			e := b.icon.MinSize()
			b.icon.Resize(e)
			b.icon.Move(fyne.NewPos((s.Width-e.Width)/2, (s.Height-e.Height)/2))
		},
		func() {
			fill, tok := Paper, Ink
			if b.disabled {
				tok = InkMuted
			} else if b.hovered {
				fill = Hover
			}
			paintBox(bg, fill, Hairline)
			b.icon.tok = tok
			b.icon.Refresh()
			paintRing(ring, b.focused)
		})
}
