package kit

import "fyne.io/fyne/v2"

// Style is a kind of text: its size, weight and colour.
type Style int

// The styles. Bold is only for what is read first.
const (
	Body       Style = iota // 14
	Bold                    // 14 bold: card titles, what a row is about
	Muted                   // 12 in InkMuted: the second line of a row
	MutedBody               // 14 in InkMuted: the Latin form beside a name, a page's subtitle
	Small                   // 12
	SmallBold               // 12 bold
	Label                   // 13: buttons, table cells
	LabelBold               // 13 bold: primary buttons
	Name                    // 16 bold: a person or a thing that a card is about
	Title                   // 20 bold: the page
	Figure                  // 24 bold: a number, the name at the head of a customer
	Brand                   // 17 bold: the program's name
	Large                   // 18: presenter
	Display                 // 30 bold: start page
	LargeMuted              // 16 in InkMuted: start page
	Slide                   // 38 bold: what a room reads first
	SlideText               // 24: what a room reads next
	SlideMuted              // 20 in InkMuted
)

type styleSpec struct {
	size float32
	bold bool
	tok  Token
}

var styleSpecs = [...]styleSpec{
	Body: {14, false, Ink}, Bold: {14, true, Ink}, Muted: {12, false, InkMuted}, MutedBody: {14, false, InkMuted},
	Small: {12, false, Ink}, SmallBold: {12, true, Ink}, Label: {13, false, Ink}, LabelBold: {13, true, Ink},
	Name: {16, true, Ink}, Title: {20, true, Ink}, Figure: {24, true, Ink}, Brand: {17, true, Ink},
	Large: {18, false, Ink}, Display: {30, true, Ink}, LargeMuted: {16, false, InkMuted},
	Slide: {38, true, Ink}, SlideText: {24, false, Ink}, SlideMuted: {20, false, InkMuted},
}

func (s Style) spec() styleSpec {
	if s < 0 || int(s) >= len(styleSpecs) {
		return styleSpecs[Body]
	}
	return styleSpecs[s]
}

// Size is the type size of the style at the text scale of the moment.
func (s Style) Size() float32 { return Scaled(s.spec().size) }

// Span is a stretch of text in one style. Several make a Line or a Paragraph:
// a bold name, an arrow, a muted Latin form.
type Span struct {
	Text  string
	Style Style
	Color Token  // the style's own when empty
	Lang  string // BCP 47; "ja" draws Han characters in their Japanese shapes
	// Yields lets a Line that is short of room cut this span before the others:
	// a long title, so that the name after it can be read.
	Yields bool
}

func (s Span) token() Token {
	if s.Color != "" {
		return s.Color
	}
	return s.Style.spec().tok
}

// measure gives width, height and baseline of text that is drawn in one go.
func measure(text string, size float32, bold bool, src fyne.Resource) (fyne.Size, float32) {
	return fyne.CurrentApp().Driver().RenderedTextSize(text, size, fyne.TextStyle{Bold: bold}, src)
}
