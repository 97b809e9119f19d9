package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// slot holds the object of one row or card.
type slot struct {
	widget.BaseWidget
	v        *viewport
	body     fyne.CanvasObject
	index    int
	hovered  bool
	selected bool
	cursor   bool
}

func newSlot(v *viewport) *slot {
	s := &slot{v: v, body: v.create()}
	if p, ok := s.body.(interface{ bindPress(func()) }); ok {
		p.bindPress(func() { s.v.tapped(s.index) })
	}
	s.ExtendBaseWidget(s)
	return s
}

func (s *slot) mark(selected, cursor, force bool) {
	if s.selected != selected || s.cursor != cursor || force {
		s.selected, s.cursor = selected, cursor
		if r, ok := s.body.(interface{ SetSelected(bool) }); ok {
			r.SetSelected(selected)
		}
		s.Refresh()
	}
}

// Tapped implements fyne.Tappable.
func (s *slot) Tapped(*fyne.PointEvent) { pointed = true; s.v.tapped(s.index) }

// MouseIn implements desktop.Hoverable.
func (s *slot) MouseIn(*desktop.MouseEvent) { s.hovered = true; s.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (s *slot) MouseMoved(*desktop.MouseEvent) { Use() }

// MouseOut implements desktop.Hoverable.
func (s *slot) MouseOut() { s.hovered = false; s.Refresh() }

// Cursor implements desktop.Cursorable.
func (s *slot) Cursor() desktop.Cursor {
	if s.v.open == nil {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

// CreateRenderer implements fyne.Widget.
func (s *slot) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	bg, ring := canvas.NewRectangle(Color(Invisible)), newRing(chipRadius)
	_, isCard := s.body.(*Card)
	return newRenderer(s, []fyne.CanvasObject{bg, s.body, ring}, s.body.MinSize,
		func(size fyne.Size) {
			bg.Resize(size)
			s.body.Resize(size)
			if isCard {
				ring.CornerRadius = cardRadius
				around(ring, fyne.NewPos(0, 0), size, 0)
			} else {
				around(ring, fyne.NewPos(0, 0), size, -3-borderWidth()) // clear of the scroller's edge
			}
		},
		func() {
			tok := Invisible
			switch {
			case s.selected:
				tok = Selected
			case s.hovered && s.v.open != nil:
				tok = Hover
			}
			if isCard {
				tok = Invisible
			}
			bg.FillColor = Color(tok)
			paintRing(ring, s.cursor)
		})
}
