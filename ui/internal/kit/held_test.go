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

// A text field that is drawn anew under what is typed has the keyboard again,
// also where the pointer chose it; one that leaves gives it to no other.
func TestHoldKeyboardInATextField(t *testing.T) {
	field := func() fyne.CanvasObject { return NewField("Words", NewEntry("")) }
	for _, x := range []struct {
		name string
		now  fyne.CanvasObject
		held bool
	}{
		{"drawn anew", VBox(0, field(), field()), true},
		{"it leaves", VBox(0, NewDivider(), VBox(80, NewDivider(), field())), false},
	} {
		t.Run(x.name, func(t *testing.T) {
			first := field()
			box := VBox(0, first)
			w := show(t, NewCard("Form", box), 400, 300)
			pointed = true
			t.Cleanup(func() { pointed = false })
			w.Canvas().Focus(first.(*Field).Input.(*Entry))
			HoldKeyboard()
			box.Objects = []fyne.CanvasObject{x.now}
			box.Refresh()
			for range patience {
				HoldKeyboard()
			}
			if got := w.Canvas().Focused(); (got != nil) != x.held || got == first.(*Field).Input.(*Entry) {
				t.Errorf("%v has the keyboard", got)
			}
		})
	}
}
