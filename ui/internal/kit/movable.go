package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MovableCard is a card that can be pressed, dragged with the pointer, and
// moved with Ctrl and an arrow key.
type MovableCard struct {
	Card
	dragging bool
	at       fyne.Position // of the pointer, on the canvas
	onDrag   func(at fyne.Position, done bool)
	onMove   func(dx, dy int)
}

// NewMovableCard makes one. dragged hears where the pointer is on the canvas
// while the card is dragged, and once more with done when it is let go; moved
// hears -1 or 1 for each press of Ctrl and an arrow key.
func NewMovableCard(label string, body fyne.CanvasObject, tapped func(), dragged func(at fyne.Position, done bool), moved func(dx, dy int)) *MovableCard {
	c := &MovableCard{onDrag: dragged, onMove: moved}
	c.body, c.padX, c.padY, c.titleGap = body, 12, 10, 8
	c.title = Text("", Bold)
	c.label, c.onTapped = label, tapped
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *MovableCard) CreateRenderer() fyne.WidgetRenderer { return Settled(c, c.renderer(c)) }

// Dragged implements fyne.Draggable.
func (c *MovableCard) Dragged(e *fyne.DragEvent) {
	Use()
	c.dragging = true
	c.at = e.AbsolutePosition
	c.onDrag(e.AbsolutePosition, false)
}

// DragEnd implements fyne.Draggable.
func (c *MovableCard) DragEnd() {
	if c.dragging {
		c.dragging = false
		c.onDrag(c.at, true)
	}
}

// TypedShortcut implements fyne.Shortcutable. What the card does not know is
// handed on to the window.
func (c *MovableCard) TypedShortcut(s fyne.Shortcut) {
	if custom, ok := s.(*desktop.CustomShortcut); ok && custom.Modifier&(fyne.KeyModifierControl|fyne.KeyModifierSuper) != 0 {
		switch custom.KeyName {
		case fyne.KeyLeft:
			c.onMove(-1, 0)
			return
		case fyne.KeyRight:
			c.onMove(1, 0)
			return
		case fyne.KeyUp:
			c.onMove(0, -1)
			return
		case fyne.KeyDown:
			c.onMove(0, 1)
			return
		}
	}
	if w, ok := fyne.CurrentApp().Driver().CanvasForObject(c).(fyne.Shortcutable); ok {
		w.TypedShortcut(s)
	}
}
