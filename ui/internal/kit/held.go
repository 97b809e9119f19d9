package kit

import (
	"reflect"

	"fyne.io/fyne/v2"
)

// held is what had the keyboard in each window when it was last looked for, and
// where it stood.
var held = map[fyne.Canvas]standing{}

type standing struct {
	control fyne.Focusable
	at      fyne.Position
	gone    int // how often it was looked for in vain
}

// patience is how often a control that is gone is looked for before the next
// of any kind takes its place: a page may be drawn in steps.
const patience = 4

// HoldKeyboard gives the keyboard of a control that was taken away to the one
// that took its place: pages are drawn anew when the book changes, and the
// toolkit would go on with what is gone and begin again at the top. It is called
// after everything that may draw anew. Where the pointer is used nothing gets a
// ring, but a text field in which something is typed stays where it is.
func HoldKeyboard() {
	if Covered() {
		return
	}
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		holdIn(w.Canvas())
	}
}

func holdIn(c fyne.Canvas) {
	f := c.Focused()
	o, ok := f.(fyne.CanvasObject)
	if !ok {
		delete(held, c)
		return
	}
	if at, shown := placeOf(o); shown {
		held[c] = standing{control: f, at: at}
		return
	}
	was := held[c]
	if was.control != f {
		return // never seen: not drawn yet, or it left unseen
	}
	now, like := nearest(reached(c), f, was.at)
	_, typing := f.(*Entry)
	if was.gone++; like == another && was.gone < patience && (typing || !pointed) {
		held[c] = was
		return
	}
	delete(held, c)
	if now != nil && (!pointed || typing && like == itsPlace) {
		c.Focus(now)
	} else {
		c.Unfocus()
	}
}

// placeOf is where a thing stands in its window, if it is shown: nothing that
// takes the keyboard stands in the very corner.
func placeOf(o fyne.CanvasObject) (at fyne.Position, shown bool) {
	at = fyne.CurrentApp().Driver().AbsolutePositionForObject(o)
	return at, !at.IsZero()
}

// reached is what the keyboard can reach: what lies on top, or the page.
func reached(c fyne.Canvas) fyne.CanvasObject {
	if n := len(layers); n > 0 && layers[n-1].canvas == c {
		return layers[n-1].content
	}
	return c.Content()
}

// near is within how many pixels a control stands at the place of another, and
// nearby within how many it can stand in for one of which nothing is left.
const (
	near   = 4
	nearby = 240
)

// likeness is how much a control is like the one whose place it takes.
type likeness int

const (
	another  likeness = iota // of any kind, nearby
	itsWords                 // of its kind, with its words
	itsPlace                 // of its kind, at its place
)

// nearest is the control of the kind of f at a place; else the next one of its
// kind with its words; else, no more alike, the next of any kind nearby, or nil.
func nearest(root fyne.CanvasObject, f fyne.Focusable, at fyne.Position) (best fyne.Focusable, like likeness) {
	var far float32
	eachFocus(root, func(x fyne.Focusable) bool {
		p, shown := placeOf(x.(fyne.CanvasObject))
		if !shown {
			return true
		}
		d := p.Subtract(at)
		r, way := another, d.X*d.X+d.Y*d.Y
		switch {
		case kindOf(x) == kindOf(f) && way <= near*near:
			r = itsPlace
		case kindOf(x) == kindOf(f) && labelOf(x) == labelOf(f):
			r = itsWords
		case way > nearby*nearby:
			return true
		}
		if best == nil || r > like || r == like && way < far {
			best, like, far = x, r, way
		}
		return true
	})
	return best, like
}

func labelOf(f fyne.Focusable) string {
	if a, ok := f.(fyne.Accessible); ok {
		return a.AccessibilityLabel()
	}
	return ""
}

func kindOf(f fyne.Focusable) reflect.Type { return reflect.TypeOf(f) }
