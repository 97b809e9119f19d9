package kit

import (
	"image"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// SurfaceBox is what Surface makes.
type SurfaceBox struct {
	widget.BaseWidget
	tok  Token
	body fyne.CanvasObject
}

// MinSize implements fyne.CanvasObject.
func (b *SurfaceBox) MinSize() fyne.Size { return b.body.MinSize() }

// NaturalSize implements Natural.
func (b *SurfaceBox) NaturalSize() fyne.Size { return naturalSize(b.body) }

// CreateRenderer implements fyne.Widget.
func (b *SurfaceBox) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	bg := canvas.NewRectangle(Color(b.tok))
	return newRenderer(b, []fyne.CanvasObject{bg, b.body}, b.MinSize,
		func(s fyne.Size) { bg.Resize(s); b.body.Resize(s) },
		func() { bg.FillColor = Color(b.tok) })
}

// Divider is a hairline across.
type Divider struct {
	widget.BaseWidget
	vertical bool
}

// NewDivider makes a horizontal hairline.
func NewDivider() *Divider {
	d := &Divider{}
	d.ExtendBaseWidget(d)
	return d
}

// NewVerticalDivider makes an upright hairline.
func NewVerticalDivider() *Divider {
	d := &Divider{vertical: true}
	d.ExtendBaseWidget(d)
	return d
}

// MinSize implements fyne.CanvasObject.
func (d *Divider) MinSize() fyne.Size { return fyne.NewSquareSize(borderWidth()) }

// CreateRenderer implements fyne.Widget.
func (d *Divider) CreateRenderer() fyne.WidgetRenderer {
	d.ExtendBaseWidget(d)
	ln := canvas.NewRectangle(Color(Hairline))
	return newRenderer(d, []fyne.CanvasObject{ln}, d.MinSize,
		func(s fyne.Size) {
			if d.vertical {
				s.Width = borderWidth()
			} else {
				s.Height = borderWidth()
			}
			ln.Resize(s)
		},
		func() { ln.FillColor = Color(Hairline) })
}

// Avatar is a circle with a monogram or a picture.
type Avatar struct {
	widget.BaseWidget
	text *Line
	img  image.Image
	size float32
}

// NewAvatar makes a circle of AvatarSize or AvatarLarge with a monogram.
func NewAvatar(monogram string, size float32) *Avatar {
	a := &Avatar{size: size}
	style := Bold
	if size > 48 {
		style = Figure
	}
	a.text = Text(monogram, style).Whole().SetAlign(fyne.TextAlignCenter).SetColor(Jade.Text())
	a.ExtendBaseWidget(a)
	return a
}

// SetMonogram changes the letters.
func (a *Avatar) SetMonogram(m string) { a.text.SetText(m) }

// SetLang names the language of the monogram.
func (a *Avatar) SetLang(lang string) { a.text.SetLang(lang) }

// SetImage shows a picture instead of the monogram; nil takes it away. The
// picture should already be scaled to about twice the size.
func (a *Avatar) SetImage(img image.Image) {
	a.img = img
	a.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (a *Avatar) MinSize() fyne.Size { return fyne.NewSquareSize(ceil(Scaled(a.size))) }

// CreateRenderer implements fyne.Widget.
func (a *Avatar) CreateRenderer() fyne.WidgetRenderer {
	a.ExtendBaseWidget(a)
	bg := canvas.NewCircle(Color(Jade.Soft()))
	pic := &canvas.Image{FillMode: canvas.ImageFillCover, ScaleMode: canvas.ImageScaleSmooth}
	return newRenderer(a, []fyne.CanvasObject{bg, pic, a.text}, a.MinSize,
		func(s fyne.Size) {
			e := min(s.Width, s.Height, a.MinSize().Width)
			pos := fyne.NewPos((s.Width-e)/2, (s.Height-e)/2)
			for _, o := range []fyne.CanvasObject{bg, pic, a.text} {
				o.Resize(fyne.NewSquareSize(e))
				o.Move(pos)
			}
			pic.CornerRadius = e / 2
		},
		func() {
			bg.FillColor = Color(Jade.Soft())
			bg.StrokeColor, bg.StrokeWidth = Color(Hairline), 0
			if current().mode == HighContrast {
				bg.StrokeWidth = 2
			}
			pic.Image, pic.Hidden = a.img, a.img == nil
			a.text.Hidden = a.img != nil
			bg.Refresh()
			pic.Refresh()
			a.text.Refresh()
		})
}

// Progress is a thin bar.
type Progress struct {
	widget.BaseWidget
	value float64
	tint  Tint
}

// NewProgress makes a bar that is full at 1.
func NewProgress(value float64) *Progress {
	p := &Progress{value: value, tint: Jade}
	p.ExtendBaseWidget(p)
	return p
}

// SetValue changes how full the bar is; it is held between 0 and 1.
func (p *Progress) SetValue(v float64) {
	p.value = min(max(v, 0), 1)
	p.Refresh()
}

// SetTint changes its hue.
func (p *Progress) SetTint(t Tint) {
	p.tint = t
	p.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (p *Progress) MinSize() fyne.Size { return fyne.NewSize(48, 8) }

// NaturalSize implements Natural.
func (p *Progress) NaturalSize() fyne.Size { return fyne.NewSize(160, 8) }

// CreateRenderer implements fyne.Widget.
func (p *Progress) CreateRenderer() fyne.WidgetRenderer {
	p.ExtendBaseWidget(p)
	track, bar := canvas.NewRectangle(Color(Track)), canvas.NewRectangle(Color(p.tint.Strong()))
	return newRenderer(p, []fyne.CanvasObject{track, bar}, p.MinSize,
		func(s fyne.Size) {
			y := float32(int((s.Height-8)/2)) + 1 // the middle of small letters beside it
			track.CornerRadius, bar.CornerRadius = 4, 4
			track.Move(fyne.NewPos(0, y))
			track.Resize(fyne.NewSize(s.Width, 8))
			bar.Move(fyne.NewPos(0, y))
			w := s.Width * float32(min(max(p.value, 0), 1))
			bar.Resize(fyne.NewSize(w, 8))
			bar.Hidden = w < 1
		},
		func() {
			track.FillColor, bar.FillColor = Color(Track), Color(p.tint.Strong())
			track.StrokeColor, track.StrokeWidth = Color(Hairline), 0
			if current().mode == HighContrast {
				track.StrokeWidth = 1
			}
		})
}

// Check is a box that can be ticked, with words beside it. Without words it
// needs a label for screen readers.
type Check struct {
	pressable
	mending
	on       bool
	round    bool
	text     *Line
	onChange func(bool)
}

// NewCheck makes a check box.
func NewCheck(label string, on bool, changed func(bool)) *Check {
	c := &Check{on: on, onChange: changed, text: Text(label, Body)}
	c.label = label
	c.onTapped = c.toggle
	c.ExtendBaseWidget(c)
	return c
}

// NewRadio makes the same with one choice of several in mind: the caller
// clears the others.
func NewRadio(label string, on bool, changed func(bool)) *Check {
	c := NewCheck(label, on, changed)
	c.round = true
	return c
}

// SetLabel changes what a screen reader says where there are no words.
func (c *Check) SetLabel(label string) { c.label = label }

// SetText changes the words.
func (c *Check) SetText(label string) {
	c.label = label
	c.text.SetText(label)
	c.Refresh()
}

// SetOn changes the tick without calling back.
func (c *Check) SetOn(on bool) {
	if c.on != on {
		c.on = on
		c.Refresh()
	}
}

// On says whether the box is ticked.
func (c *Check) On() bool { return c.on }

// SetOnChanged changes the callback.
func (c *Check) SetOnChanged(f func(bool)) { c.onChange = f }

func (c *Check) toggle() {
	if c.round && c.on {
		return
	}
	c.Mend()
	c.on = !c.on
	c.Refresh()
	if c.onChange != nil {
		c.onChange(c.on)
	}
}

func (c *Check) boxSize() float32 { return ceil(Scaled(17)) }

// MinSize implements fyne.CanvasObject.
func (c *Check) MinSize() fyne.Size { return c.sized(c.text.MinSize()) }

// NaturalSize implements Natural.
func (c *Check) NaturalSize() fyne.Size { return c.sized(c.text.NaturalSize()) }

func (c *Check) sized(t fyne.Size) fyne.Size {
	e := c.boxSize()
	if c.text.Text() == "" {
		return fyne.NewSize(e+4, e+8)
	}
	return fyne.NewSize(e+14+t.Width, max(e+8, t.Height+8))
}

// CreateRenderer implements fyne.Widget.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	frame, ring := box(Paper, Outline, 5), newRing(7)
	tick := NewIcon(IconCheck, OnStrong, 14)
	return newRenderer(c, []fyne.CanvasObject{frame, tick, c.text, ring}, c.MinSize,
		func(s fyne.Size) {
			e := c.boxSize()
			pos := fyne.NewPos(1, float32(int((s.Height-e)/2)))
			if c.round {
				frame.CornerRadius = e / 2
			}
			frame.Move(pos)
			frame.Resize(fyne.NewSquareSize(e))
			around(ring, pos, fyne.NewSquareSize(e), 2)
			ring.CornerRadius = frame.CornerRadius + 2
			tick.Move(pos)
			tick.Resize(fyne.NewSquareSize(e))
			h := c.text.MinSize().Height
			c.text.Move(fyne.NewPos(e+12, (s.Height-h)/2))
			c.text.Resize(fyne.NewSize(max(0, s.Width-e-12), h))
		},
		func() {
			fill, stroke := Paper, Outline
			if c.on {
				fill, stroke = Jade.Strong(), Invisible
			} else if c.hovered && !c.disabled {
				stroke = Jade.Strong()
			}
			paintBox(frame, fill, stroke)
			tick.Hidden = !c.on
			tick.Refresh()
			if c.disabled {
				c.text.SetColor(InkMuted)
			} else {
				c.text.SetColor("")
			}
			paintRing(ring, c.focused)
		})
}

// bar is a strip of Paper with a hairline under it.
type bar struct {
	widget.BaseWidget
	body fyne.CanvasObject
}

func newBar(body fyne.CanvasObject) *bar {
	b := &bar{body: body}
	b.ExtendBaseWidget(b)
	return b
}

// MinSize implements fyne.CanvasObject.
func (b *bar) MinSize() fyne.Size {
	return fyne.NewSize(b.body.MinSize().Width, max(TopBarHeight, ceil(Scaled(ControlHeight))+22))
}

// CreateRenderer implements fyne.Widget.
func (b *bar) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	bg, edge := canvas.NewRectangle(Color(Paper)), canvas.NewRectangle(Color(Hairline))
	return newRenderer(b, []fyne.CanvasObject{bg, edge, b.body}, b.MinSize,
		func(s fyne.Size) {
			bg.Resize(s)
			b.body.Resize(s)
			edge.Move(fyne.NewPos(0, s.Height-borderWidth()))
			edge.Resize(fyne.NewSize(s.Width, borderWidth()))
		},
		func() { bg.FillColor, edge.FillColor = Color(Paper), Color(Hairline) })
}
