package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The third stands under the first where there is room for two columns, and
// under both where there is not; hidden, it takes no room.
func TestColumnsUnder(t *testing.T) {
	test.NewTempApp(t)
	left, right, under := FixedSize(100, 50, Space()), FixedSize(100, 300, Space()), FixedSize(100, 80, Space())
	c := ColumnsUnder(400, 0.6, left, right, under)
	c.Resize(fyne.NewSize(400+Gap, 500))
	if right.Position() != fyne.NewPos(160+Gap, 0) || under.Position() != fyne.NewPos(0, 50+Gap) || under.Size().Width != 160 {
		t.Errorf("wide: right at %v, under at %v, %v", right.Position(), under.Position(), under.Size())
	}
	if h := c.MinSize().Height; h != 300 {
		t.Errorf("wide: %v high", h)
	}
	c.Resize(fyne.NewSize(300, 500))
	if right.Position() != fyne.NewPos(0, 50+Gap) || under.Position() != fyne.NewPos(0, 350+2*Gap) || under.Size().Width != 300 {
		t.Errorf("narrow: right at %v, under at %v, %v", right.Position(), under.Position(), under.Size())
	}
	under.Hide()
	if h := c.MinSize().Height; h != 350+Gap {
		t.Errorf("without the third: %v high", h)
	}
}
