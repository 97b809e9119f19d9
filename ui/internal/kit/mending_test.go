package kit

import (
	"testing"

	"fyne.io/fyne/v2"
)

// TestASentenceGoesWhenItsFieldIsMended says what is wrong with a field in a
// dialog and on a page; the sentence takes room, and goes with the first change.
func TestASentenceGoesWhenItsFieldIsMended(t *testing.T) {
	paste := func(e *Entry) {
		fyne.CurrentApp().Clipboard().SetContent("9")
		e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: fyne.CurrentApp().Clipboard()})
	}
	for name, x := range map[string]struct {
		change func(e *Entry)
		goes   bool
	}{
		"typed":       {func(e *Entry) { e.TypedRune('9') }, true},
		"taken back":  {func(e *Entry) { e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace}) }, true},
		"pasted":      {paste, true},
		"by a button": {func(e *Entry) { e.SetText("today") }, true},
		"only read":   {func(e *Entry) { e.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft}) }, false},
		"only marked": {func(e *Entry) { e.TypedShortcut(&fyne.ShortcutSelectAll{}) }, false},
		"the same":    {func(e *Entry) { e.SetValue("12") }, false},
	} {
		t.Run(name, func(t *testing.T) {
			e, other := NewEntry(""), NewEntry("")
			e.SetValue("12")
			f := NewField("Minutes", HBox(6, Grow(e), NewButton("+", Secondary, nil)))
			w := show(t, NewCard("Form", VBox(12, EqualColumns(100, f, NewDivider()), other)), 400, 300)
			before := other.Position().Y
			f.SetError("This is no number.")
			if other.Position().Y <= before {
				t.Error("on the page the sentence has no place")
			}
			w.Canvas().Focus(e)
			x.change(e)
			if gone := f.Error() == ""; gone != x.goes || (other.Position().Y == before) != x.goes {
				t.Errorf("%q stands under it", f.Error())
			}
		})
	}
}

// TestADialogMakesRoomForASentence says in a dialog what is wrong; who draws the
// form anew does not say it again once it was mended.
func TestADialogMakesRoomForASentence(t *testing.T) {
	pick := NewSelect("", []Option{{Value: "a", Label: "A"}, {Value: "b", Label: "B"}}, nil)
	e := NewEntry("")
	fields := map[string]*Field{"pick": NewField("Kind", pick), "text": NewField("Words", e)}
	errs := map[string]string{"pick": "Choose one.", "text": "Write something."}
	e.OnChanged = func(string) { SetErrors(fields, errs) }
	w := show(t, VBox(0), 800, 600)
	d := NewDialog("Form", VBox(12, fields["pick"], fields["text"]), Action{Label: "Save", Kind: Primary, Stay: true})
	d.Show(w.Canvas())
	t.Cleanup(d.Hide)
	height := func() float32 { return d.layer.frame.Size().Height }
	bare := height()
	SetErrors(fields, errs)
	both := height()
	e.TypedRune('x')
	one := height()
	pick.press()
	pick.pick(1)
	if !(bare < one && one < both && height() == bare) || len(errs) != 0 {
		t.Errorf("the dialog is %v high, with two sentences %v, with one %v, then %v; left is %v", bare, both, one, height(), errs)
	}
	errs["text"] = "Write more." // saved again
	SetErrors(fields, errs)
	if fields["text"].Error() == "" || height() == bare {
		t.Error("it is not said again")
	}
}
