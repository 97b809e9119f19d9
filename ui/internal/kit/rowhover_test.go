package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// The pointer goes from the row onto one of its actions: the row hears that it
// was left, and the action must still be there to be pressed.
func TestActionsStayUnderThePointer(t *testing.T) {
	test.NewApp().Settings().SetTheme(NewTheme(Light, 1))
	b := NewButton("Move", Secondary, nil)
	r := NewRow(nil, "Call", "", nil, func() {})
	r.SetActions(HBox(6, b))
	w := test.NewWindow(r)
	defer w.Close()
	w.Resize(fyne.NewSize(400, 60))
	if r.actions.Visible() {
		t.Error("actions show without the pointer")
	}
	r.MouseIn(nil)
	r.MouseOut()
	b.MouseIn(nil)
	if !r.actions.Visible() {
		t.Error("actions go when the pointer reaches them")
	}
	b.MouseOut()
	if r.actions.Visible() {
		t.Error("actions stay when the pointer has left")
	}
}
