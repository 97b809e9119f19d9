package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

// A control that is drawn anew has the keyboard again; of one that is gone the
// next in its place has it; with the pointer nothing gets a ring.
func TestHoldKeyboard(t *testing.T) {
	row := func(name string) fyne.CanvasObject {
		return NewRow(nil, name, "", NewButton("Done", Secondary, nil), nil)
	}
	button := func(o fyne.CanvasObject) *Button { return o.(*Row).trailing.(*Button) }
	for _, x := range []struct {
		name      string
		now       []string
		at        int
		byPointer bool
	}{
		{name: "drawn anew", now: []string{"A", "B", "C"}, at: 1},
		{name: "gone", now: []string{"A", "C"}, at: 1},
		{name: "the last is gone", now: []string{"A"}, at: 0},
		{name: "all are gone", now: nil, at: -1},
		{name: "by pointer", now: []string{"A", "B", "C"}, at: -1, byPointer: true},
	} {
		t.Run(x.name, func(t *testing.T) {
			box := VBox(0, row("A"), row("B"), row("C"))
			w := show(t, NewCard("List", box), 400, 300)
			pointed = x.byPointer
			w.Canvas().Focus(button(box.Objects[1]))
			HoldKeyboard()
			box.Objects = nil
			box.Refresh()
			HoldKeyboard() // it is drawn in two steps
			for _, name := range x.now {
				box.Add(row(name))
			}
			box.Refresh()
			for range patience {
				HoldKeyboard()
			}
			switch got := w.Canvas().Focused(); {
			case x.at < 0 && got != nil:
				t.Errorf("%v has the keyboard", got)
			case x.at >= 0 && got != button(box.Objects[x.at]):
				t.Errorf("%v has the keyboard, want the button of %s", got, x.now[x.at])
			}
		})
	}
}
