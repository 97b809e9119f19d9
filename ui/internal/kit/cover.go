package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Cover hides everything in a window, also dialogs, and keeps all of it as it
// was. Keys and pointer reach the content of the cover alone, and what wants to
// open meanwhile opens when the cover is taken away.
type Cover struct {
	widget.BaseWidget
	content fyne.CanvasObject
	ground  *canvas.Rectangle

	canvas  fyne.Canvas
	focus   fyne.Focusable
	waiting []*layer
}

// covering is the cover that is shown, or nil.
var covering *Cover

// NewCover makes a cover with content in its middle.
func NewCover(content fyne.CanvasObject) *Cover {
	c := &Cover{content: content, ground: canvas.NewRectangle(Color(Ground))}
	c.ExtendBaseWidget(c)
	return c
}

// Covered says whether a cover hides the window.
func Covered() bool { return covering != nil }

// Over covers a window.
func (c *Cover) Over(on fyne.Canvas) {
	if covering != nil {
		return
	}
	c.canvas, c.focus, covering = on, on.Focused(), c
	c.raise()
}

// raise brings the cover above whatever else lies over the window.
func (c *Cover) raise() {
	c.canvas.Overlays().Remove(c)
	c.canvas.Overlays().Add(c)
	c.Resize(c.canvas.Size())
	if f := firstFocus(c.content, true); f != nil {
		c.canvas.Focus(f)
	}
}

// Lift takes the cover away.
func (c *Cover) Lift() {
	if covering != c {
		return
	}
	covering = nil
	c.canvas.Overlays().Remove(c)
	giveBack(c.canvas, c.focus)
	waiting := c.waiting
	c.waiting = nil
	for _, l := range waiting {
		l.open(c.canvas)
	}
}

// Tapped implements fyne.Tappable: what is under the cover is not reached.
func (c *Cover) Tapped(*fyne.PointEvent) {}

// MinSize implements fyne.CanvasObject.
func (c *Cover) MinSize() fyne.Size { return c.content.MinSize() }

// CreateRenderer implements fyne.Widget.
func (c *Cover) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return newRenderer(c, []fyne.CanvasObject{c.ground, c.content}, c.MinSize,
		func(s fyne.Size) {
			c.ground.Resize(s)
			w := min(s.Width-40, Scaled(coverWidth))
			h := min(s.Height-40, fitWidth(c.content, w))
			c.content.Move(fyne.NewPos(float32(int((s.Width-w)/2)), float32(int((s.Height-h)/2.4))))
			c.content.Resize(fyne.NewSize(w, h))
		},
		func() { c.ground.FillColor = Color(Ground) })
}

const coverWidth float32 = 420

// uses counts what the user did.
var uses uint64

// Uses counts the keys, presses and moves of the pointer that the kit has heard
// of since the program started. Whoever wants to know whether somebody is
// there compares two counts.
func Uses() uint64 { return uses }

// Use counts one more. Widgets outside the kit that hear keys or the pointer
// call it.
func Use() { uses++ }
