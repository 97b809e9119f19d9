package kit

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

// show puts an object into a window of the light theme.
func show(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(NewTheme(Light, 1))
	win := test.NewTempWindow(t, o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	t.Cleanup(func() {
		for CloseTop() {
		}
	})
	return win
}

func press(o fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		o.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func TestEnterAndSpacePressEverything(t *testing.T) {
	pressed := 0
	count := func() { pressed++ }
	check := NewCheck("tick", false, func(bool) { count() })
	things := map[string]fyne.Focusable{
		"button": NewButton("Save", Primary, count),
		"chip":   NewActionChip("Gold", Saffron, count),
		"card":   NewActionCard("card", Text("x", Body), count),
		"row":    NewRow(nil, "Title", "Subtitle", nil, count),
		"check":  check,
	}
	for name, f := range things {
		show(t, f.(fyne.CanvasObject), 300, 200)
		for _, k := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace} {
			before := pressed
			press(f, k)
			if pressed != before+1 {
				t.Errorf("%s: %s pressed it %d times, want once", name, k, pressed-before)
			}
		}
		if a, ok := f.(fyne.Accessible); !ok || a.AccessibilityLabel() == "" {
			t.Errorf("%s: a screen reader has nothing to say", name)
		}
	}
}

func TestDisabledButtonDoesNothingAndTakesNoFocus(t *testing.T) {
	b := NewButton("Save", Primary, func() { t.Error("a disabled button was pressed") })
	c := NewButton("Next", Secondary, nil)
	w := show(t, HBox(8, b, c), 300, 100)
	b.Disable()
	test.Tap(b)
	press(b, fyne.KeyReturn)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != c {
		t.Errorf("focus went to %v, want the second button", w.Canvas().Focused())
	}
}

func TestFocusShowsARing(t *testing.T) {
	b := NewButton("Save", Secondary, nil)
	w := show(t, HBox(8, b), 300, 100)
	before := w.Canvas().Capture()
	w.Canvas().Focus(b)
	after := w.Canvas().Capture()
	if fmt.Sprint(before.At(60, 48)) == "" || sameImage(before, after) {
		t.Error("the focused button looks like the one without focus")
	}
}

func TestRemovableChipHearsDelete(t *testing.T) {
	n := 0
	c := NewRemovableChip("Tag", Slate, func() { n++ })
	show(t, c, 200, 100)
	press(c, fyne.KeyDelete, fyne.KeyBackspace, fyne.KeyReturn)
	if n != 3 {
		t.Errorf("removed %d times, want 3", n)
	}
}

func TestTabsAndSegmentsMoveWithArrows(t *testing.T) {
	var heard []int
	tabs := NewTabs(func(i int) { heard = append(heard, i) }, "One", "Two", "Three")
	seg := NewSegmented(func(i int) { heard = append(heard, i) }, "Month", "Year", "Agenda")
	show(t, VBox(8, tabs, seg), 600, 200)
	press(tabs, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyHome)
	press(seg, fyne.KeyEnd, fyne.KeyLeft)
	if got := fmt.Sprint(heard); got != "[1 2 0 2 1]" {
		t.Errorf("heard %s", got)
	}
	test.TapAt(tabs, fyne.NewPos(tabs.NaturalSize().Width-5, 10))
	if tabs.Selected() != 2 {
		t.Errorf("a press on the last tab chose %d", tabs.Selected())
	}
}

func TestRailKeyboard(t *testing.T) {
	var went string
	r := NewRail("Dragoman", "", []RailItem{{ID: "a", Label: "A"}, {ID: "b", Label: "B"}, {ID: "c", Label: "C", Bottom: true}}, func(id string) { went = id })
	w := show(t, r, 208, 500)
	w.Canvas().FocusNext()
	if w.Canvas().Focused() != r {
		t.Fatalf("the rail is not the one stop: %T", w.Canvas().Focused())
	}
	press(r, fyne.KeyDown, fyne.KeyDown, fyne.KeyEnter)
	if went != "c" {
		t.Errorf("went to %q, want c", went)
	}
	test.Tap(r.rows[0])
	if went != "a" {
		t.Errorf("a press went to %q, want a", went)
	}
}

func TestDialogKeys(t *testing.T) {
	var did string
	entry := NewEntry("")
	w := show(t, Text("page", Body), 800, 600)
	mk := func(content fyne.CanvasObject) *Dialog {
		return NewDialog("Sure?", content, Action{Label: "Cancel", Tapped: func() { did = "cancel" }}, Action{Label: "Do it", Kind: Primary, Tapped: func() { did = "done" }}).
			SetOnDismissed(func() { did = "dismissed" })
	}
	d := mk(NewField("Name", entry))
	d.Show(w.Canvas())
	if !ModalOpen() || w.Canvas().Focused() != entry {
		t.Fatalf("open %v, focus %T", ModalOpen(), w.Canvas().Focused())
	}
	press(entry, fyne.KeyReturn)
	if did != "" {
		t.Errorf("Enter in a text field did %q", did)
	}
	press(entry, fyne.KeyEscape)
	if did != "dismissed" || ModalOpen() {
		t.Errorf("Escape: %q, still open %v", did, ModalOpen())
	}
	d = mk(Text("words", Body))
	d.Show(w.Canvas())
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if did != "done" || ModalOpen() {
		t.Errorf("Enter on the default button: %q, still open %v", did, ModalOpen())
	}
	d = mk(Text("words", Body))
	d.Show(w.Canvas())
	w.Canvas().Unfocus()
	w.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if ModalOpen() || w.Canvas().OnTypedKey() != nil {
		t.Error("Escape without focus left the dialog or its key hook")
	}
}

func TestMenuAndSelect(t *testing.T) {
	var did string
	anchor := NewButton("Menu", Secondary, nil)
	var opts []Option
	for i := range 20 {
		opts = append(opts, Option{Value: fmt.Sprint(i), Label: fmt.Sprintf("Option %d", i)})
	}
	sel := NewSelect("Choose", opts, func(v string) { did = "value " + v })
	w := show(t, VBox(8, anchor, sel), 800, 600)
	w.Canvas().Focus(anchor)
	ShowMenu(anchor, MenuItem{Label: "Off", Disabled: true}, MenuItem{Label: "One", Tapped: func() { did = "one" }}, MenuItem{}, MenuItem{Label: "Two", Tapped: func() { did = "two" }})
	press(w.Canvas().Focused(), fyne.KeyDown)
	press(w.Canvas().Focused(), fyne.KeyReturn)
	if did != "two" || ModalOpen() || w.Canvas().Focused() != anchor {
		t.Errorf("menu: did %q, open %v, focus back %v", did, ModalOpen(), w.Canvas().Focused() == anchor)
	}
	w.Canvas().Focus(sel)
	press(sel, fyne.KeyDown)
	filter, ok := w.Canvas().Focused().(*Entry)
	if !ok {
		t.Fatalf("a long list has no filter: %T", w.Canvas().Focused())
	}
	filter.SetText("option 17")
	press(filter, fyne.KeyReturn)
	if did != "value 17" || sel.Selected() != "17" || ModalOpen() {
		t.Errorf("select: %q, %q, open %v", did, sel.Selected(), ModalOpen())
	}
	press(sel, fyne.KeySpace)
	press(w.Canvas().Focused(), fyne.KeyEscape)
	if ModalOpen() || did != "value 17" {
		t.Errorf("Escape left the list open or chose %q", did)
	}
}

func TestListKeyboardAndBound(t *testing.T) {
	n, opened, updates := 100000, -1, 0
	l := NewList(52, func() int { return n }, func() fyne.CanvasObject { return NewRow(nil, "", "", nil, nil) },
		func(i int, o fyne.CanvasObject) {
			if i >= n {
				t.Fatalf("update of row %d of %d", i, n)
			}
			updates++
			o.(*Row).SetTitleText(fmt.Sprint("row ", i))
		}, func(i int) { opened = i })
	l.SetKeys(func(i int) string { return fmt.Sprint(i) })
	var ticked []string
	l.SetMulti(true, func(keys []string) { ticked = keys })
	w := show(t, l, 400, 520)
	if updates > 60 {
		t.Errorf("%d rows were filled to show ten", updates)
	}
	w.Canvas().Focus(l)
	press(l, fyne.KeyDown, fyne.KeyDown, fyne.KeySpace, fyne.KeyReturn)
	if opened != 2 || fmt.Sprint(ticked) != "[2]" {
		t.Errorf("opened %d, ticked %v", opened, ticked)
	}
	press(l, fyne.KeyEnd)
	if l.CursorIndex() != n-1 || l.Offset() < 5e6 {
		t.Errorf("End went to %d at %v", l.CursorIndex(), l.Offset())
	}
	n = 3
	l.Refresh()
	press(l, fyne.KeyReturn)
	if opened != 2 {
		t.Errorf("opened %d of 3", opened)
	}
	n = 0
	l.Refresh()
	press(l, fyne.KeyReturn, fyne.KeyDown, fyne.KeyUp, fyne.KeySpace, fyne.KeyPageDown)
}

func TestListRowPress(t *testing.T) {
	opened := -1
	l := NewList(52, func() int { return 20 }, func() fyne.CanvasObject { return NewRow(NewAvatar("A", AvatarSize), "", "", NewChip("x", Jade), nil) },
		func(i int, o fyne.CanvasObject) { o.(*Row).SetTitleText(fmt.Sprint("row ", i)) }, func(i int) { opened = i })
	w := show(t, l, 400, 520)
	test.TapCanvas(w.Canvas(), fyne.NewPos(100, 52*3+20))
	if opened != 3 {
		t.Errorf("a press on the fourth row opened %d", opened)
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(390, 52*4+26))
	if opened != 4 {
		t.Errorf("a press on a chip in the fifth row opened %d", opened)
	}
}

func TestGridAdaptsAndMoves(t *testing.T) {
	g := NewGrid(300, 190, func() int { return 50 }, func() fyne.CanvasObject { return NewActionCard("c", Text("", Body), nil) }, func(int, fyne.CanvasObject) {}, nil)
	w := show(t, g, 1112, 600)
	if c := g.columns(g.Size().Width); c != 3 {
		t.Errorf("%d columns in 1112 pixels, want 3", c)
	}
	w.Canvas().Focus(g)
	press(g, fyne.KeyDown, fyne.KeyRight)
	if g.CursorIndex() != 4 {
		t.Errorf("Down and Right went to %d, want 4", g.CursorIndex())
	}
	w.Resize(fyne.NewSize(640, 600))
	if c := g.columns(g.Size().Width); c != 2 {
		t.Errorf("%d columns in 640 pixels, want 2", c)
	}
}

func TestTableSorts(t *testing.T) {
	var by string
	var down bool
	tb := NewTable([]Column{{ID: "a", Title: "A", Width: 100, Sortable: true, Cell: func(int) []Span { return nil }}, {ID: "b", Title: "B", Width: 100, Cell: func(int) []Span { return nil }}},
		func() int { return 5 }, nil, func(id string, desc bool) { by, down = id, desc })
	show(t, tb, 500, 300)
	test.Tap(tb.head.cells[0])
	if by != "a" || down {
		t.Errorf("first press sorted by %q, down %v", by, down)
	}
	press(tb.head.cells[0], fyne.KeyReturn)
	if !down {
		t.Error("second press did not turn the order round")
	}
	by = ""
	test.Tap(tb.head.cells[1])
	if by != "" {
		t.Error("a column that cannot be sorted was")
	}
}

func TestToastUndo(t *testing.T) {
	undone := false
	toasts := NewToasts()
	show(t, toasts, 800, 600)
	toasts.Say("Moved to the trash", "Undo", func() { undone = true })
	test.Tap(toasts.button)
	if !undone || toasts.Shown() {
		t.Errorf("undone %v, still shown %v", undone, toasts.Shown())
	}
}

func TestFieldError(t *testing.T) {
	f := NewField("Date", NewEntry(""))
	show(t, f, 300, 200)
	before := f.MinSize().Height
	f.SetError("This is not a date.")
	if f.Error() == "" || f.MinSize().Height <= before {
		t.Error("the sentence has no place")
	}
	f.SetError("")
	if f.MinSize().Height != before {
		t.Error("the place stays after the sentence went")
	}
}
