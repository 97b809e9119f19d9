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
	onGo     func(dx, dy int)
}

// SetOnGo hears -1 or 1 for each press of an arrow key alone, to bring the
// keyboard to the card beside.
func (c *MovableCard) SetOnGo(f func(dx, dy int)) *MovableCard {
	c.onGo = f
	return c
}

// arrows are the ways of the arrow keys.
var arrows = map[fyne.KeyName][2]int{fyne.KeyLeft: {-1, 0}, fyne.KeyRight: {1, 0}, fyne.KeyUp: {0, -1}, fyne.KeyDown: {0, 1}}

// TypedKey implements fyne.Focusable.
func (c *MovableCard) TypedKey(e *fyne.KeyEvent) {
	if d, ok := arrows[e.Name]; ok && c.onGo != nil {
		Typed()
		c.onGo(d[0], d[1])
		return
	}
	c.Card.TypedKey(e)
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
		if d, ok := arrows[custom.KeyName]; ok {
			c.onMove(d[0], d[1])
			return
		}
	}
	if w, ok := fyne.CurrentApp().Driver().CanvasForObject(c).(fyne.Shortcutable); ok {
		w.TypedShortcut(s)
	}
}
