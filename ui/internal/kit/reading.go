package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// The bars of a row that is being read: the two lines of a row, as parts of the
// width and at their heights.
const (
	readingRow   = 48
	readingTitle = 12
	readingSub   = 8
)

// readingWidths are how long the titles are, one after the other.
var readingWidths = []float32{0.52, 0.38, 0.46}

// Reading stands where rows will be while they are being read: pale bars in the
// shape of rows, which promise neither many nor none.
type Reading struct {
	widget.BaseWidget
	rows  int
	label string
}

// NewReading makes bars for some rows; label is what a screen reader says.
func NewReading(rows int, label string) *Reading {
	r := &Reading{rows: rows, label: label}
	r.ExtendBaseWidget(r)
	return r
}

// MinSize implements fyne.CanvasObject.
func (r *Reading) MinSize() fyne.Size {
	return fyne.NewSize(48, Scaled(readingRow)*float32(r.rows))
}

// AccessibilityLabel says that something is being read.
func (r *Reading) AccessibilityLabel() string { return r.label }

// AccessibilityRole is that of a text.
func (r *Reading) AccessibilityRole() fyne.AccessibleRole { return fyne.AccessibleRoleText }

// CreateRenderer implements fyne.Widget.
func (r *Reading) CreateRenderer() fyne.WidgetRenderer {
	r.ExtendBaseWidget(r)
	bars := make([]fyne.CanvasObject, 2*r.rows)
	for i := range bars {
		b := canvas.NewRectangle(Color(Track))
		b.CornerRadius = 4
		bars[i] = b
	}
	return newRenderer(r, bars, r.MinSize,
		func(s fyne.Size) {
			for i, b := range bars {
				row := Scaled(readingRow) * float32(i/2)
				part := readingWidths[i/2%len(readingWidths)]
				if i%2 == 0 {
					b.Move(fyne.NewPos(0, row+Scaled(8)))
					b.Resize(fyne.NewSize(s.Width*part, Scaled(readingTitle)))
					continue
				}
				b.Move(fyne.NewPos(0, row+Scaled(28)))
				b.Resize(fyne.NewSize(s.Width*part*0.7, Scaled(readingSub)))
			}
		},
		func() {
			for _, b := range bars {
				b.(*canvas.Rectangle).FillColor = Color(Track)
			}
		})
}
