package kit

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// TestNewRenderersDrawWhatTheOldOnesDrew makes a second renderer for every
// widget on the pages of the gallery, as the toolkit does for a page that was
// not seen for a minute, and compares where everything stands.
func TestNewRenderersDrawWhatTheOldOnesDrew(t *testing.T) {
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Light, 1))
	for name, make := range map[string]func() fyne.CanvasObject{
		"today": galleryToday, "controls": galleryControls, "customers": galleryCustomers, "table": galleryTable, "list": galleryList,
	} {
		t.Run(name, func(t *testing.T) {
			w := test.NewTempWindow(t, make())
			w.SetPadded(false)
			w.Resize(fyne.NewSize(1360, 860))
			w.Canvas().Capture()
			if n := again(t, w.Content()); n < 20 {
				t.Errorf("only %d widgets were looked at", n)
			}
		})
	}
}

// again looks at an object and all below it and counts the widgets.
func again(t *testing.T, o fyne.CanvasObject) int {
	t.Helper()
	if c, ok := o.(*fyne.Container); ok {
		n := 0
		for _, below := range c.Objects {
			n += again(t, below)
		}
		return n
	}
	w, ok := o.(fyne.Widget)
	if !ok || !o.Visible() || o.Size().IsZero() {
		return 0
	}
	old := test.WidgetRenderer(w).Objects()
	if !strings.Contains(fmt.Sprintf("%T", w), "kit.") {
		return 0 // the toolkit's own are laid out by ours
	}
	n := 1
	for _, below := range old {
		n += again(t, below)
	}
	type spot struct {
		pos  fyne.Position
		size fyne.Size
	}
	var before []spot
	for _, x := range old {
		before = append(before, spot{x.Position(), x.Size()})
	}
	anew := w.CreateRenderer().Objects()
	if len(anew) != len(before) {
		t.Errorf("%T draws %d objects the second time, not %d", w, len(anew), len(before))
		return n
	}
	for i, x := range anew {
		if got := (spot{x.Position(), x.Size()}); got != before[i] && x.Visible() {
			t.Errorf("%T: its %T stands at %v the second time, not at %v", w, x, got, before[i])
		}
	}
	return n
}
