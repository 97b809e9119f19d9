package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
)

// Card is a white sheet with a hairline border: an optional title, an optional
// object at the title's end, and a body. With an action the whole card can be
// pressed.
type Card struct {
	pressable
	title    *Line
	aside    fyne.CanvasObject
	body     fyne.CanvasObject
	chosen   bool
	flush    bool
	padX     float32
	padY     float32
	titleGap float32
}

// NewCard makes a card. An empty title leaves no room for one.
func NewCard(title string, body fyne.CanvasObject) *Card {
	c := &Card{body: body, padX: CardPadX, padY: CardPadY, titleGap: 8}
	c.title = Text(title, Bold)
	c.label = title
	c.ExtendBaseWidget(c)
	return c
}

// NewActionCard makes a card that can be pressed; label is what a screen
// reader says.
func NewActionCard(label string, body fyne.CanvasObject, tapped func()) *Card {
	c := NewCard("", body)
	c.label, c.onTapped = label, tapped
	return c
}

// NewFlushCard makes a card whose body reaches its edges, for lists and
// tables.
func NewFlushCard(title string, body fyne.CanvasObject) *Card {
	c := NewCard(title, body)
	c.flush = true
	return c
}

// SetTitle changes the title.
func (c *Card) SetTitle(title string) {
	if c.title.Text() == title {
		return
	}
	c.label = title
	c.title.SetText(title)
	c.Refresh()
}

// SetLabel changes what a screen reader says.
func (c *Card) SetLabel(label string) { c.label = label }

// SetTitleColor gives the title a colour.
func (c *Card) SetTitleColor(tok Token) { c.title.SetColor(tok) }

// SetAside puts an object at the end of the title's line.
func (c *Card) SetAside(o fyne.CanvasObject) *Card {
	c.aside = o
	c.Refresh()
	return c
}

// SetBody changes the body.
func (c *Card) SetBody(o fyne.CanvasObject) {
	c.body = o
	c.Refresh()
}

// SetChosen draws the card with a strong jade border.
func (c *Card) SetChosen(on bool) *Card {
	if c.chosen != on {
		c.chosen = on
		c.Refresh()
	}
	return c
}

// Disabled implements fyne.Disableable: a card without an action takes no
// focus.
func (c *Card) Disabled() bool { return c.onTapped == nil || c.pressable.Disabled() }

func (c *Card) hasTitle() bool { return c.title.Text() != "" || c.aside != nil }

func (c *Card) bodyPad() (x, y float32) {
	if c.flush {
		return 1, 1
	}
	return c.padX, c.padY
}

func (c *Card) headHeight() float32 {
	if !c.hasTitle() {
		return 0
	}
	h := c.title.MinSize().Height
	gap := c.titleGap
	if c.aside != nil {
		over := max(0, c.aside.MinSize().Height-h)
		if c.flush {
			h += over
		}
		gap = max(gap, over/2+2)
	}
	if c.flush {
		return h + 2*c.padY - 6
	}
	return h + gap
}

// overhang lets the word of a quiet button end where the text of the card does.
func (c *Card) overhang() float32 {
	if b, ok := c.aside.(*Button); ok && b.kind == Quiet {
		return QuietPad
	}
	return 0
}

// MinSize implements fyne.CanvasObject.
func (c *Card) MinSize() fyne.Size {
	return c.sizeWith(fyne.CanvasObject.MinSize)
}

// NaturalSize implements Natural.
func (c *Card) NaturalSize() fyne.Size { return c.sizeWith(naturalSize) }

func (c *Card) sizeWith(of func(fyne.CanvasObject) fyne.Size) fyne.Size {
	x, y := c.bodyPad()
	var s fyne.Size
	if c.body != nil && c.body.Visible() {
		b := of(c.body)
		s = fyne.NewSize(b.Width+2*x, b.Height)
	}
	if c.hasTitle() {
		w := of(c.title).Width + 2*c.padX
		if c.aside != nil {
			w += c.aside.MinSize().Width + 8
		}
		s.Width = max(s.Width, w)
	}
	s.Height += c.headHeight() + 2*y
	if c.flush && c.hasTitle() {
		s.Height -= y
	}
	return s
}

// HeightFor implements HeightForWidth.
func (c *Card) HeightFor(width float32) float32 {
	x, y := c.bodyPad()
	h := c.headHeight() + 2*y
	if c.flush && c.hasTitle() {
		h -= y
	}
	if c.body != nil && c.body.Visible() {
		h += fitWidth(c.body, max(0, width-2*x))
	}
	return h
}

// CreateRenderer implements fyne.Widget.
func (c *Card) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return Settled(c, c.renderer(c))
}

// renderer draws the card; whole is the widget of which it is the look.
func (c *Card) renderer(whole fyne.Widget) *cardRenderer {
	r := &cardRenderer{c: c, whole: whole, bg: box(Paper, Hairline, cardRadius), ring: newRing(cardRadius + 2)}
	r.paint()
	return r
}

type cardRenderer struct {
	c        *Card
	whole    fyne.Widget
	bg, ring *canvas.Rectangle
	objects  []fyne.CanvasObject
}

func (r *cardRenderer) Destroy()                     {}
func (r *cardRenderer) MinSize() fyne.Size           { return r.c.MinSize() }
func (r *cardRenderer) Objects() []fyne.CanvasObject { return r.objects }

func (r *cardRenderer) Layout(s fyne.Size) {
	c := r.c
	r.bg.Resize(s)
	around(r.ring, fyne.NewPos(0, 0), s, 2)
	x, y := c.bodyPad()
	if c.hasTitle() {
		th := c.title.MinSize().Height
		w := s.Width - 2*c.padX
		hh := th // titles of cards side by side stand on one line, whatever stands at their end
		if c.aside != nil {
			as := c.aside.MinSize()
			c.aside.Resize(as)
			c.aside.Move(fyne.NewPos(s.Width-c.padX-as.Width+c.overhang(), c.padY+(hh-as.Height)/2))
			w -= as.Width + 8
		}
		c.title.Resize(fyne.NewSize(max(0, w), th))
		c.title.Move(fyne.NewPos(c.padX, c.padY+(hh-th)/2))
	}
	if c.body != nil {
		top := y + c.headHeight()
		if c.flush && c.hasTitle() {
			top -= y
		}
		c.body.Move(fyne.NewPos(x, top))
		c.body.Resize(fyne.NewSize(max(0, s.Width-2*x), max(0, s.Height-top-y)))
	}
}

func (r *cardRenderer) paint() {
	c := r.c
	r.objects = append(r.objects[:0], r.bg)
	if c.hasTitle() {
		r.objects = append(r.objects, c.title)
	}
	if c.aside != nil {
		r.objects = append(r.objects, c.aside)
	}
	if c.body != nil {
		r.objects = append(r.objects, c.body)
	}
	r.objects = append(r.objects, r.ring)
	stroke, width := Hairline, borderWidth()
	if c.hovered && c.onTapped != nil {
		stroke = Outline
	}
	if c.chosen {
		stroke, width = Jade.Strong(), 2
	}
	paintBox(r.bg, Paper, stroke)
	r.bg.StrokeWidth = width
	paintRing(r.ring, c.focused)
}

func (r *cardRenderer) Refresh() {
	r.paint()
	r.Layout(r.c.Size())
	canvas.Refresh(r.whole)
}

// MouseIn implements desktop.Hoverable.
func (s *SurfaceBox) MouseIn(*desktop.MouseEvent) { Use() }

// MouseMoved implements desktop.Hoverable.
func (s *SurfaceBox) MouseMoved(*desktop.MouseEvent) { Use() }

// MouseOut implements desktop.Hoverable.
func (s *SurfaceBox) MouseOut() {}

// Surface is a plain ground behind an object: the rail, the top bar, a page.
func Surface(tok Token, body fyne.CanvasObject) *SurfaceBox {
	s := &SurfaceBox{tok: tok, body: body}
	s.ExtendBaseWidget(s)
	return s
}
