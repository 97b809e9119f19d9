package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Row is one line of a list: something before it (an avatar, a check box, a
// date), a title, a subtitle and something at its end. It has one obvious
// press; actions that are given as "on hover" appear under the pointer and
// with the keyboard's focus.
type Row struct {
	pressable
	leading  fyne.CanvasObject
	title    *Line
	subtitle *Paragraph
	trailing fyne.CanvasObject
	actions  fyne.CanvasObject
	onAction bool // the pointer is on one of the actions
	selected bool
	inset    float32
	minH     float32
}

// NewRow makes a row. leading and trailing may be nil, subtitle empty, tapped
// nil.
func NewRow(leading fyne.CanvasObject, title, subtitle string, trailing fyne.CanvasObject, tapped func()) *Row {
	r := &Row{leading: leading, trailing: trailing, minH: 52}
	r.title = Text(title, Bold)
	r.subtitle = Wrap(subtitle, Muted).SetMaxLines(2)
	r.label = title
	r.onTapped = tapped
	r.ExtendBaseWidget(r)
	return r
}

// SetTitle changes the title.
func (r *Row) SetTitle(spans ...Span) {
	r.title.SetSpans(spans...)
	r.label = r.title.Text()
	r.Refresh()
}

// SetTitleText changes the words of the title.
func (r *Row) SetTitleText(s string) {
	r.title.SetText(s)
	r.label = s
	r.Refresh()
}

// SetLongTitle writes a title of which two lines are shown where one is too
// short. It stands in the place of a subtitle.
func (r *Row) SetLongTitle(span Span) {
	r.title.SetSpans()
	r.subtitle.SetSpans(span)
	r.label = span.Text
	r.Refresh()
}

// titleHeight is the height of the title, of which there may be none.
func (r *Row) titleHeight() float32 {
	if r.title.Text() == "" && r.subtitle.Text() != "" {
		return 0
	}
	return r.title.MinSize().Height
}

// SetSubtitle changes the second line.
func (r *Row) SetSubtitle(spans ...Span) {
	r.subtitle.SetSpans(spans...)
	r.Refresh()
}

// SetSubtitleText changes the words of the second line.
func (r *Row) SetSubtitleText(s string) {
	r.subtitle.SetText(s)
	r.Refresh()
}

// SetSubtitleIn changes the words of the second line, which somebody wrote in a
// language, as far as that is known; see WrittenFromRight.
func (r *Row) SetSubtitleIn(s, lang string) *Row {
	if !WrittenFromRight(s, lang) {
		lang = ""
	}
	r.subtitle.In(lang)
	r.SetSubtitleText(s)
	return r
}

// SetSubtitleColor gives the second line a colour: a warning in saffron.
func (r *Row) SetSubtitleColor(tok Token) {
	r.subtitle.SetColor(tok)
	r.Refresh()
}

// SetLeading changes what stands before the title.
func (r *Row) SetLeading(o fyne.CanvasObject) { r.leading = o; r.Refresh() }

// SetTrailing changes what stands at the end.
func (r *Row) SetTrailing(o fyne.CanvasObject) { r.trailing = o; r.Refresh() }

// SetActions gives objects that show only under the pointer or with focus,
// before what is at the end.
func (r *Row) SetActions(o fyne.CanvasObject) {
	r.actions = o
	r.keepUnder(o)
	r.Refresh()
}

// keepUnder keeps the actions in view while the pointer is on one of them: the
// toolkit tells the row that the pointer has left it then.
func (r *Row) keepUnder(o fyne.CanvasObject) {
	switch t := o.(type) {
	case *fyne.Container:
		for _, c := range t.Objects {
			r.keepUnder(c)
		}
	case interface{ hookHover(func(bool)) }:
		t.hookHover(func(in bool) {
			r.onAction = in
			r.Refresh()
		})
	}
}

// SetSelected marks the row as chosen.
func (r *Row) SetSelected(on bool) {
	if r.selected != on {
		r.selected = on
		r.Refresh()
	}
}

// SetInset gives the row room at its left and right, for lists that reach the
// edge of their card.
func (r *Row) SetInset(x float32) *Row {
	r.inset = x
	r.Refresh()
	return r
}

// SetMinHeight changes the least height; 52 is usual, 60 at most.
func (r *Row) SetMinHeight(h float32) *Row {
	r.minH = h
	r.Refresh()
	return r
}

// SetMaxLines sets how many lines the second line may take; 2 is usual.
func (r *Row) SetMaxLines(n int) *Row {
	r.subtitle.SetMaxLines(n)
	return r
}

// bindPress hands press and focus to a list, whose rows reach its edges.
func (r *Row) bindPress(tapped func()) {
	r.pressable.bindPress(tapped)
	if r.inset == 0 {
		r.inset = CardPadX
	}
}

// Disabled implements fyne.Disableable: a row without an action takes no
// focus.
func (r *Row) Disabled() bool { return r.onTapped == nil || r.pressable.Disabled() }

const rowGap float32 = 12

func (r *Row) sides() (left, right float32) {
	if r.leading != nil && r.leading.Visible() {
		left = r.leading.MinSize().Width + rowGap
	}
	if r.trailing != nil && r.trailing.Visible() {
		right = naturalSize(r.trailing).Width + rowGap
	}
	return left, right
}

// MinSize implements fyne.CanvasObject.
func (r *Row) MinSize() fyne.Size {
	left, right := r.sides()
	w := left + right + r.title.MinSize().Width + 2*r.inset
	if s := r.Size().Width; s > 0 {
		return fyne.NewSize(w, r.HeightFor(s))
	}
	return fyne.NewSize(w, ceil(Scaled(r.minH)))
}

// HeightFor implements HeightForWidth.
func (r *Row) HeightFor(width float32) float32 {
	left, right := r.sides()
	h := r.titleHeight()
	if r.subtitle.Text() != "" {
		h += r.subtitle.HeightFor(max(40, width-left-right-2*r.inset))
	}
	for _, o := range []fyne.CanvasObject{r.leading, r.trailing} {
		if o != nil && o.Visible() {
			h = max(h, o.MinSize().Height)
		}
	}
	return max(h+16, ceil(Scaled(r.minH)))
}

// CreateRenderer implements fyne.Widget.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	rr := &rowRenderer{r: r, bg: canvas.NewRectangle(Color(Invisible)), ring: newRing(chipRadius)}
	rr.paint()
	return Settled(r, rr)
}

type rowRenderer struct {
	r        *Row
	bg, ring *canvas.Rectangle
	objects  []fyne.CanvasObject
}

func (rr *rowRenderer) Destroy()                     {}
func (rr *rowRenderer) MinSize() fyne.Size           { return rr.r.MinSize() }
func (rr *rowRenderer) Objects() []fyne.CanvasObject { return rr.objects }

func (rr *rowRenderer) Layout(s fyne.Size) {
	r := rr.r
	bleed := float32(0)
	if r.inset == 0 {
		bleed = 8 // the ground of a hovered row reaches a little past its text
	}
	rr.bg.CornerRadius = 0
	if bleed > 0 {
		rr.bg.CornerRadius = chipRadius
	}
	rr.bg.Move(fyne.NewPos(-bleed, 0))
	rr.bg.Resize(fyne.NewSize(s.Width+2*bleed, s.Height))
	around(rr.ring, fyne.NewPos(-bleed, 0), fyne.NewSize(s.Width+2*bleed, s.Height), -2)
	left, right := r.sides()
	if left > 0 {
		m := r.leading.MinSize()
		r.leading.Resize(m)
		r.leading.Move(fyne.NewPos(r.inset, float32(int((s.Height-m.Height)/2))))
	}
	end := s.Width - r.inset
	if right > 0 {
		m := naturalSize(r.trailing)
		r.trailing.Resize(m)
		r.trailing.Move(fyne.NewPos(end-m.Width, float32(int((s.Height-m.Height)/2))))
		end -= right
	}
	if r.actions != nil && r.actions.Visible() && r.actions.MinSize().Width > 0 {
		m := r.actions.MinSize()
		r.actions.Resize(m)
		r.actions.Move(fyne.NewPos(end-m.Width, float32(int((s.Height-m.Height)/2))))
		end -= m.Width + rowGap
	}
	x := r.inset + left
	w := max(0, end-x)
	th := r.titleHeight()
	sh := float32(0)
	if r.subtitle.Text() != "" {
		sh = r.subtitle.HeightFor(w)
	}
	y := float32(int((s.Height - th - sh) / 2))
	r.title.Move(fyne.NewPos(x, y))
	r.title.Resize(fyne.NewSize(w, th))
	r.subtitle.Move(fyne.NewPos(x, y+th))
	r.subtitle.Resize(fyne.NewSize(w, sh))
}

func (rr *rowRenderer) paint() {
	r := rr.r
	rr.objects = append(rr.objects[:0], rr.bg)
	for _, o := range []fyne.CanvasObject{r.leading, r.title, r.subtitle, r.trailing} {
		if o != nil {
			rr.objects = append(rr.objects, o)
		}
	}
	if r.actions != nil {
		if r.hovered || r.focused || r.onAction {
			r.actions.Show()
		} else {
			r.actions.Hide()
		}
		rr.objects = append(rr.objects, r.actions)
	}
	r.subtitle.Hidden = r.subtitle.Text() == ""
	rr.objects = append(rr.objects, rr.ring)
	fill := Invisible
	switch {
	case r.selected:
		fill = Selected
	case (r.hovered || r.onAction) && r.onTapped != nil:
		fill = Hover
	}
	rr.bg.FillColor = Color(fill)
	rr.bg.StrokeWidth = 0
	if r.selected && current().mode == HighContrast {
		rr.bg.StrokeColor, rr.bg.StrokeWidth = Color(Ink), 2
	}
	paintRing(rr.ring, r.focused)
}

func (rr *rowRenderer) Refresh() {
	rr.paint()
	rr.Layout(rr.r.Size())
	canvas.Refresh(rr.r)
}
