package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Chip is a word on a soft ground: a holiday, a tier, a state. It only says
// something; ActionChip can be pressed.
type Chip struct {
	widget.BaseWidget
	label string
	tint  Tint
	plain bool
	hot   bool
	icon  *Icon
	text  *Line
}

// NewChip makes a chip.
func NewChip(label string, tint Tint) *Chip {
	c := &Chip{label: label, tint: tint}
	c.text = Text(label, Small).SetAlign(fyne.TextAlignCenter)
	c.icon = NewIcon("", Ink, 12)
	c.ExtendBaseWidget(c)
	return c
}

// NewOutlineChip makes a chip on Paper with a hairline: a task in a calendar.
func NewOutlineChip(label string) *Chip {
	c := NewChip(label, Slate)
	c.plain = true
	return c
}

// Set changes word and tint.
func (c *Chip) Set(label string, tint Tint) {
	if c.label == label && c.tint == tint {
		return
	}
	c.label, c.tint = label, tint
	c.Refresh()
}

// SetPlain draws the chip on Paper with a hairline, or on its tint again.
func (c *Chip) SetPlain(plain bool) {
	if c.plain != plain {
		c.plain = plain
		c.Refresh()
	}
}

// Label is the word.
func (c *Chip) Label() string { return c.label }

// AccessibilityLabel implements fyne.Accessible.
func (c *Chip) AccessibilityLabel() string { return c.label }

// AccessibilityRole implements fyne.Accessible.
func (c *Chip) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

func (c *Chip) extra() float32 {
	if c.icon.name != "" {
		return Scaled(12) + 4
	}
	return 0
}

// NaturalSize implements Natural.
func (c *Chip) NaturalSize() fyne.Size {
	return fyne.NewSize(c.text.NaturalSize().Width+16+c.extra(), ceil(Scaled(20)))
}

// MinSize implements fyne.CanvasObject.
func (c *Chip) MinSize() fyne.Size {
	return fyne.NewSize(c.text.MinSize().Width+16+c.extra(), ceil(Scaled(20)))
}

func (c *Chip) colors() (fill, stroke, ink Token) {
	fill, stroke, ink = c.tint.Soft(), Invisible, c.tint.Text()
	if c.plain {
		fill, stroke, ink = Paper, Hairline, Ink
	}
	if current().mode == HighContrast || c.hot {
		stroke = c.tint.Strong()
	}
	return fill, stroke, ink
}

// CreateRenderer implements fyne.Widget.
func (c *Chip) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	bg := box(c.tint.Soft(), Invisible, chipRadius)
	return newRenderer(c, []fyne.CanvasObject{bg, c.text, c.icon}, c.MinSize,
		func(s fyne.Size) {
			h := min(s.Height, ceil(Scaled(20)))
			y := float32(int((s.Height - h) / 2))
			bg.Move(fyne.NewPos(0, y))
			bg.Resize(fyne.NewSize(s.Width, h))
			c.text.Move(fyne.NewPos(8, y))
			c.text.Resize(fyne.NewSize(max(0, s.Width-16-c.extra()), h))
			c.icon.Move(fyne.NewPos(s.Width-8-Scaled(12), y+(h-Scaled(12))/2))
			c.icon.Resize(c.icon.MinSize())
		},
		func() {
			fill, stroke, ink := c.colors()
			paintBox(bg, fill, stroke)
			c.text.SetSpans(Span{Text: c.label, Style: Small, Color: ink})
			c.icon.tok = ink
			c.icon.Hidden = c.icon.name == ""
			c.icon.Refresh()
		})
}

// ActionChip is a chip that can be pressed, or taken away by its cross.
type ActionChip struct {
	pressable
	chip     *Chip
	onRemove func()
}

// NewActionChip makes a chip that can be pressed.
func NewActionChip(label string, tint Tint, tapped func()) *ActionChip {
	c := &ActionChip{chip: NewChip(label, tint)}
	c.label, c.onTapped = label, tapped
	c.ExtendBaseWidget(c)
	return c
}

// NewRemovableChip makes a chip with a cross. Pressing it, Delete and
// Backspace call remove.
func NewRemovableChip(label string, tint Tint, remove func()) *ActionChip {
	c := NewActionChip(label, tint, remove)
	c.onRemove = remove
	c.chip.icon.name = IconClose
	return c
}

// Set changes word and tint.
func (c *ActionChip) Set(label string, tint Tint) {
	c.label = label
	c.chip.Set(label, tint)
}

// SetPlain draws the chip on Paper with a hairline, or on its tint again.
func (c *ActionChip) SetPlain(plain bool) { c.chip.SetPlain(plain) }

// TypedKey implements fyne.Focusable.
func (c *ActionChip) TypedKey(e *fyne.KeyEvent) {
	if c.onRemove != nil && (e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace) {
		c.onRemove()
		return
	}
	c.pressable.TypedKey(e)
}

// MinSize implements fyne.CanvasObject.
func (c *ActionChip) MinSize() fyne.Size { return c.chip.MinSize() }

// NaturalSize implements Natural.
func (c *ActionChip) NaturalSize() fyne.Size { return c.chip.NaturalSize() }

// CreateRenderer implements fyne.Widget.
func (c *ActionChip) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	ring := newRing(chipRadius + 2)
	return newRenderer(c, []fyne.CanvasObject{c.chip, ring}, c.MinSize,
		func(s fyne.Size) {
			c.chip.Resize(s)
			h := min(s.Height, ceil(Scaled(20)))
			around(ring, fyne.NewPos(0, float32(int((s.Height-h)/2))), fyne.NewSize(s.Width, h), 2)
		},
		func() {
			c.chip.hot = c.hovered && !c.disabled
			c.chip.Refresh()
			paintRing(ring, c.focused)
		})
}

// Badge is a small count on a full ground.
type Badge struct {
	widget.BaseWidget
	text *Line
	tint Tint
}

// NewBadge makes a badge. Empty text hides it.
func NewBadge(text string, tint Tint) *Badge {
	b := &Badge{tint: tint, text: Text(text, SmallBold).Whole().SetAlign(fyne.TextAlignCenter)}
	b.Hidden = text == ""
	b.ExtendBaseWidget(b)
	return b
}

// SetText changes the count; empty hides the badge.
func (b *Badge) SetText(text string) {
	b.text.SetText(text)
	b.Hidden = text == ""
	b.Refresh()
}

// MinSize implements fyne.CanvasObject.
func (b *Badge) MinSize() fyne.Size {
	n := b.text.NaturalSize()
	h := ceil(Scaled(18))
	return fyne.NewSize(max(ceil(Scaled(20)), n.Width+12), h)
}

// CreateRenderer implements fyne.Widget.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	bg := canvas.NewRectangle(Color(b.tint.Strong()))
	return newRenderer(b, []fyne.CanvasObject{bg, b.text}, b.MinSize,
		func(s fyne.Size) {
			bg.CornerRadius = s.Height / 2
			bg.Resize(s)
			b.text.Resize(s)
		},
		func() {
			bg.FillColor = Color(b.tint.Strong())
			b.text.SetColor(OnStrong)
		})
}
