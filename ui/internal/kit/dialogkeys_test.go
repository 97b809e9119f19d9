package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// Ctrl+Enter presses the default button of the dialog on top, and nothing once
// it is closed. The test canvas knows no shortcuts, so they are called by name.
func TestSubmitKeys(t *testing.T) {
	test.NewApp().Settings().SetTheme(NewTheme(Light, 1))
	w := test.NewWindow(Text("", Body))
	defer w.Close()
	w.Resize(fyne.NewSize(600, 400))
	saved, below := 0, 0
	NewDialog("Below", Text("", Body), Action{Label: "Save", Kind: Primary, Stay: true, Tapped: func() { below++ }}).Show(w.Canvas())
	field := NewEntry("")
	d := NewDialog("Form", field, Action{Label: "Save", Kind: Primary, Stay: true, Tapped: func() { saved++ }})
	d.Show(w.Canvas())
	submitTop()
	if saved != 1 || below != 0 {
		t.Errorf("pressed %d times, the one below %d times", saved, below)
	}
	d.Hide()
	CloseTop()
	submitTop()
	if saved != 1 || below != 0 {
		t.Error("a closed dialog hears the keys")
	}
}

// A page that opens with a dialog asks for its window before it was ever drawn
// and is told of none: the dialog opens all the same.
func TestADialogOpensWithoutBeingTold(t *testing.T) {
	show(t, Wrap("page", Body), 400, 300)
	d := NewDialog("Join", Wrap("folder", Body), Action{Label: "Go on", Kind: Primary})
	d.Show(nil)
	defer d.Hide()
	if !d.Open() {
		t.Error("nothing is shown")
	}
}

// What is filled in gives way to what is typed, and stays when nothing is.
func TestADialogOffersWhatIsFilledIn(t *testing.T) {
	w := show(t, Wrap("page", Body), 400, 300)
	e := NewEntry("")
	e.SetText("vm-7")
	d := NewDialog("Name", e, Action{Label: "Go on", Kind: Primary})
	d.Show(w.Canvas())
	defer d.Hide()
	if e.Text != "vm-7" {
		t.Errorf("%q is shown", e.Text)
	}
	test.Type(e, "Office")
	if e.Text != "Office" {
		t.Errorf("typed %q", e.Text)
	}
}

// Enter in a field for a passphrase presses the default button, and a dialog
// that stays makes room for what was wrong.
func TestEnterInAPassphrase(t *testing.T) {
	w := show(t, Wrap("page", Body), 800, 600)
	entry := NewPassword("")
	field := NewField("Passphrase", entry)
	d := NewDialog("Open", field, Action{Label: "Go on", Kind: Primary, Stay: true, Tapped: func() { field.SetError("It does not fit.") }})
	d.Show(w.Canvas())
	defer d.Hide()
	before := d.layer.content.Size().Height
	entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if after := d.layer.content.Size().Height; after <= before {
		t.Errorf("%v high before the error, %v with it", before, after)
	}
}
