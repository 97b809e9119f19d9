package kit

import (
	"fyne.io/fyne/v2"
)

// keys hears keys that nothing takes.
var keys func(e *fyne.KeyEvent)

// SetKeys lets f hear keys that the control with the keyboard has no use for,
// such as Page Down on a button or F6 anywhere. Nothing is told while a dialog
// or a menu is open.
func SetKeys(f func(e *fyne.KeyEvent)) { keys = f }

// Key tells a key that no widget took.
func Key(e *fyne.KeyEvent) {
	pointed = false
	if keys != nil && !ModalOpen() {
		keys(e)
	}
}

// pointed says whether the last thing that was pressed was pressed with the
// pointer.
var pointed bool

// Pointed says whether the pointer pressed last, and not a key.
func Pointed() bool { return pointed }

// Typed says that a key was pressed of which no widget heard.
func Typed() { Use(); pointed = false }

// probe lets an object pretend to stand far below its place, so that the driver
// tells what stands with it: the toolkit knows no parents.
type probe float32

const farAway = probe(1 << 16)

func (p *probe) from(pos fyne.Position) fyne.Position { return pos.AddXY(0, float32(*p)) }

// holds says whether o is shown within the object that has the probe.
func (p *probe) holds(o fyne.CanvasObject) bool {
	d := fyne.CurrentApp().Driver()
	was := d.AbsolutePositionForObject(o)
	*p = farAway
	now := d.AbsolutePositionForObject(o)
	*p = 0
	return now != was
}

// Position implements fyne.CanvasObject.
func (s *Scroller) Position() fyne.Position { return s.far.from(s.BaseWidget.Position()) }

// Position implements fyne.CanvasObject.
func (v *viewport) Position() fyne.Position { return v.far.from(v.BaseWidget.Position()) }

// scrollers and lists are those that have been drawn.
var (
	scrollers = map[*Scroller]bool{}
	lists     = map[*viewport]bool{}
)

// drawn is a renderer that says when it goes.
type drawn struct {
	fyne.WidgetRenderer
	gone func()
}

// Destroy implements fyne.WidgetRenderer.
func (d *drawn) Destroy() { d.gone(); d.WidgetRenderer.Destroy() }

// remembered keeps an object in a set for as long as it has its renderer.
func remembered[T comparable](set map[T]bool, o T, r fyne.WidgetRenderer) fyne.WidgetRenderer {
	set[o] = true
	return &drawn{r, func() { delete(set, o) }}
}

// revealed is what was brought into sight last; coming back to the window does
// not scroll again.
var revealed fyne.Focusable

// revealMargin is how far from the edge what has the keyboard is brought.
const revealMargin float32 = 12

// reveal scrolls what has just got the keyboard into sight.
func reveal() {
	defer HoldKeyboard() // where it stands then
	d := fyne.CurrentApp().Driver()
	for s := range scrollers {
		c := d.CanvasForObject(s)
		if c == nil {
			continue
		}
		w, ok := c.Focused().(fyne.CanvasObject)
		if !ok || c.Focused() == revealed || !s.far.holds(w) {
			continue
		}
		revealed = c.Focused()
		s.show(d.AbsolutePositionForObject(w).Y-d.AbsolutePositionForObject(s).Y, w.Size().Height)
		return
	}
}

// show scrolls as little as needed to see what is so high, so far below the
// upper edge. What has no room is scrolled to only if nothing of it is seen.
func (s *Scroller) show(top, height float32) {
	room := s.Size().Height
	switch bottom := top + height; {
	case height > room && top < room && bottom > 0:
	case top < 0 || height > room:
		s.ScrollTo(max(0, s.Offset()+top-revealMargin))
	case bottom > room:
		s.ScrollTo(s.Offset() + bottom - room + revealMargin)
	}
}

// mainList is the largest list with rows that is shown within page and does
// not scroll with other things, or nil.
func mainList(page fyne.CanvasObject) (best *viewport) {
	for v := range lists {
		if v.length() > 0 && (best == nil || area(v) > area(best)) && v.shownIn(page) && v.alone() {
			best = v
		}
	}
	return best
}

// alone says whether the list does not scroll with other things.
func (v *viewport) alone() bool {
	for s := range scrollers {
		if s.far.holds(v.self()) {
			return false
		}
	}
	return true
}

func area(o fyne.CanvasObject) float32 { return o.Size().Width * o.Size().Height }

// shownIn says whether the list is shown where page is.
func (v *viewport) shownIn(page fyne.CanvasObject) bool {
	return v.far.holds(v.self()) && within(v.self(), page)
}

// within says whether o begins inside page, as they are shown.
func within(o, page fyne.CanvasObject) bool {
	d := fyne.CurrentApp().Driver()
	at := d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(page))
	size := page.Size()
	return at.X >= 0 && at.Y >= 0 && at.X < size.Width && at.Y < size.Height
}

// Wake gives the keyboard to the list that is shown in page, if there is one
// with rows, and says whether it did.
func Wake(page fyne.CanvasObject) bool {
	v := mainList(page)
	if v == nil {
		return false
	}
	f, ok := v.self().(fyne.Focusable)
	if !ok {
		return false
	}
	Focus(f)
	return v.focused
}

// AtSelected says whether the list that is shown in page has its cursor at the
// row that is chosen.
func AtSelected(page fyne.CanvasObject) bool {
	v := mainList(page)
	return v != nil && v.selected != nil && v.selected(v.cursor)
}

// scrollLine is how far an arrow key scrolls.
const scrollLine float32 = 60

// ScrollBy lets a key scroll the largest scroller that is shown in page.
func ScrollBy(page fyne.CanvasObject, key fyne.KeyName) {
	var best *Scroller
	for s := range scrollers {
		if s.far.holds(s) && within(s, page) && (best == nil || area(s) > area(best)) {
			best = s
		}
	}
	if best == nil {
		return
	}
	sheet := max(scrollLine, best.Size().Height-scrollLine)
	end := max(0, best.scroll.Content.MinSize().Height-best.scroll.Size().Height)
	y := best.Offset()
	switch key {
	case fyne.KeyPageDown:
		y += sheet
	case fyne.KeyPageUp:
		y -= sheet
	case fyne.KeyDown:
		y += scrollLine
	case fyne.KeyUp:
		y -= scrollLine
	case fyne.KeyHome:
		y = 0
	case fyne.KeyEnd:
		y = end
	}
	best.ScrollTo(min(max(0, y), end))
}
