package calendar

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"dragoman/ui/internal/kit"
)

// pools are the rectangles, lines and icons from which a month or a year is
// drawn: what was made once is used again for the next page.
type pools struct {
	rects []*canvas.Rectangle
	texts []*kit.Line
	icons []*kit.Icon

	usedRects, usedTexts, usedIcons int
	objects                         []fyne.CanvasObject
}

// Objects implements fyne.WidgetRenderer for those who draw from the pools.
func (r *pools) Objects() []fyne.CanvasObject { return r.objects }

// begin takes everything back into the pools.
func (r *pools) begin() {
	r.usedRects, r.usedTexts, r.usedIcons = 0, 0, 0
	r.objects = r.objects[:0]
}

// recolour brings words up to date after a change of theme.
func (r *pools) recolour() {
	for _, t := range r.texts[:r.usedTexts] {
		t.Refresh()
	}
}

// contrast says whether the high contrast look is on, in which every chip has
// an edge.
func contrast() bool {
	t, ok := fyne.CurrentApp().Settings().Theme().(*kit.Theme)
	return ok && t.Mode() == kit.HighContrast
}

func border() float32 {
	if contrast() {
		return 2
	}
	return 1
}

// box places a rectangle.
func (r *pools) box(x, y, w, h float32, fill, stroke kit.Token, radius float32) *canvas.Rectangle {
	if r.usedRects == len(r.rects) {
		r.rects = append(r.rects, canvas.NewRectangle(kit.Color(kit.Invisible)))
	}
	b := r.rects[r.usedRects]
	r.usedRects++
	b.FillColor, b.StrokeColor, b.StrokeWidth, b.CornerRadius = kit.Color(fill), kit.Color(stroke), 0, radius
	b.BottomLeftCornerRadius, b.BottomRightCornerRadius = 0, 0
	if stroke != kit.Invisible {
		b.StrokeWidth = border()
	}
	b.Move(fyne.NewPos(x, y))
	b.Resize(fyne.NewSize(max(0, w), max(0, h)))
	b.Refresh()
	return b
}

// text places a line; it is cut where the width ends.
func (r *pools) text(x, y, w, h float32, align fyne.TextAlign, spans ...kit.Span) {
	if r.usedTexts == len(r.texts) {
		r.texts = append(r.texts, kit.Text("", kit.Small))
	}
	t := r.texts[r.usedTexts]
	r.usedTexts++
	t.SetSpans(spans...)
	t.SetAlign(align)
	t.Move(fyne.NewPos(x, y))
	t.Resize(fyne.NewSize(max(0, w), h))
}

// width is what a text would like.
func (r *pools) width(spans ...kit.Span) float32 {
	if r.usedTexts == len(r.texts) {
		r.texts = append(r.texts, kit.Text("", kit.Small))
	}
	t := r.texts[r.usedTexts]
	t.SetSpans(spans...)
	return t.NaturalSize().Width
}

func (r *pools) icon(x, y float32, name kit.IconName, tok kit.Token) {
	if r.usedIcons == len(r.icons) {
		r.icons = append(r.icons, kit.NewIcon(name, tok, 14))
	}
	i := r.icons[r.usedIcons]
	r.usedIcons++
	i.Set(name, tok)
	i.Move(fyne.NewPos(x, y))
	i.Resize(i.MinSize())
}

// collect puts grounds under signs under words.
func (r *pools) collect() { r.collectFrom(0, 0) }

// collectFrom adds what was drawn since so many rectangles and words, as one
// more layer.
func (r *pools) collectFrom(rects, texts int) {
	for _, o := range r.rects[rects:r.usedRects] {
		r.objects = append(r.objects, o)
	}
	if rects == 0 {
		for _, o := range r.icons[:r.usedIcons] {
			r.objects = append(r.objects, o)
		}
	}
	for _, o := range r.texts[texts:r.usedTexts] {
		r.objects = append(r.objects, o)
	}
}
