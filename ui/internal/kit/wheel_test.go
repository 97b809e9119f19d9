package kit

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The wheel over a field scrolls the page, over a long text first the text; at
// its end the page goes on.
func TestTheWheelOverAField(t *testing.T) {
	line, text := NewEntry(""), NewMultiLine("", 3)
	line.SetText(strings.Repeat("a long line ", 50))
	text.SetText(strings.Repeat("one\n", 30))
	page := Scroll(VBox(10, line, text, NewMultiLine("", 60)))
	w := show(t, page, 400, 300)
	turn := func(e *Entry, dx, dy float32) { test.Scroll(w.Canvas(), middleOf(e), dx, dy) }
	if turn(line, 0, -20); page.Offset() != 20 {
		t.Errorf("over a line: the page stands at %v", page.Offset())
	}
	if turn(line, -30, 0); page.Offset() != 20 {
		t.Errorf("a wheel to the side moves the page to %v", page.Offset())
	}
	if turn(text, 0, 15); page.Offset() != 5 {
		t.Errorf("at the beginning of a text the page stands at %v", page.Offset())
	}
	if turn(text, 0, -30); page.Offset() != 5 {
		t.Errorf("a text with more to show moves the page to %v", page.Offset())
	}
	turn(text, 0, -5000)
	if turn(text, 0, -25); page.Offset() != 30 {
		t.Errorf("at the end of a text the page stands at %v", page.Offset())
	}
}

func middleOf(o fyne.CanvasObject) fyne.Position {
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).AddXY(o.Size().Width/2, o.Size().Height/2)
}
