package kit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

// column makes n buttons under each other.
func column(n int) (fyne.CanvasObject, []*Button) {
	var objs []fyne.CanvasObject
	var buttons []*Button
	for i := range n {
		b := NewButton(fmt.Sprint("Button ", i), Secondary, nil)
		objs, buttons = append(objs, b), append(buttons, b)
	}
	return VBox(8, objs...), buttons
}

func TestWhatHasTheKeyboardIsBroughtIntoSight(t *testing.T) {
	body, buttons := column(60)
	s := Scroll(body)
	w := show(t, s, 300, 400)
	d := fyne.CurrentApp().Driver()
	for i := range 60 {
		w.Canvas().FocusNext()
		if w.Canvas().Focused() != buttons[i] {
			t.Fatalf("Tab came to %v", w.Canvas().Focused())
		}
		if y := d.AbsolutePositionForObject(buttons[i]).Y; y < 0 || y+buttons[i].Size().Height > 400 {
			t.Fatalf("button %d stands at %v of 400", i, y)
		}
	}
	w.Canvas().FocusNext()
	if y := d.AbsolutePositionForObject(buttons[0]).Y; y < 0 {
		t.Errorf("the first one stands at %v", y)
	}
	s.ScrollTo(900)
	buttons[0].FocusLost()
	buttons[0].FocusGained() // the user comes back to the window
	if s.Offset() != 900 {
		t.Errorf("coming back to the window scrolled to %v", s.Offset())
	}
}

func TestKeysOfNoUseAreHandedOn(t *testing.T) {
	var heard []fyne.KeyName
	SetKeys(func(e *fyne.KeyEvent) { heard = append(heard, e.Name) })
	t.Cleanup(func() { SetKeys(nil) })
	list := NewList(52, func() int { return 3 }, func() fyne.CanvasObject { return NewRow(nil, "", "", nil, nil) }, func(int, fyne.CanvasObject) {}, nil)
	rail := NewRail("Dragoman", "", []RailItem{{ID: "a", Label: "A"}}, nil)
	for name, c := range map[string]struct {
		f    fyne.Focusable
		want []fyne.KeyName
	}{
		"button":  {NewButton("Save", Primary, nil), []fyne.KeyName{fyne.KeyF6, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyEscape}},
		"list":    {list, []fyne.KeyName{fyne.KeyF6, fyne.KeyEscape}},
		"tabs":    {NewTabs(nil, "One", "Two"), []fyne.KeyName{fyne.KeyF6, fyne.KeyPageDown, fyne.KeyEscape}},
		"rail":    {rail, []fyne.KeyName{fyne.KeyF6, fyne.KeyPageDown, fyne.KeyEscape}},
		"field":   {NewEntry(""), []fyne.KeyName{fyne.KeyF6, fyne.KeyPageDown}},
		"letters": {NewMultiLine("", 3), []fyne.KeyName{fyne.KeyF6}},
	} {
		show(t, c.f.(fyne.CanvasObject), 300, 300)
		heard = nil
		press(c.f, fyne.KeyF6, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyEscape)
		if !slices.Equal(heard, c.want) {
			t.Errorf("%s: handed on %v, want %v", name, heard, c.want)
		}
	}
	w := show(t, Text("page", Body), 800, 600)
	NewDialog("Sure?", Text("words", Body), Action{Label: "Do it", Kind: Primary}).Show(w.Canvas())
	heard = nil
	press(w.Canvas().Focused(), fyne.KeyF6)
	if len(heard) > 0 {
		t.Error("a key left a dialog")
	}
}

func TestTheLargestListWakes(t *testing.T) {
	list := func(n int) *List {
		return NewList(52, func() int { return n }, func() fyne.CanvasObject { return NewRow(nil, "", "", nil, nil) }, func(int, fyne.CanvasObject) {}, nil)
	}
	small, large, none := list(3), list(50), list(0)
	page := HBox(8, FixedSize(200, 300, small), FixedSize(300, 400, large), FixedSize(400, 400, none))
	w := show(t, page, 940, 420)
	if !Wake(page) || w.Canvas().Focused() != large {
		t.Errorf("the keyboard is at %T", w.Canvas().Focused())
	}
	w.Canvas().Unfocus()
	large.Hide()
	if !Wake(page) || w.Canvas().Focused() != small {
		t.Errorf("without the large one it is at %T", w.Canvas().Focused())
	}
	body, _ := column(40)
	s := Scroll(VBox(8, FixedSize(300, 200, list(50)), body))
	show(t, s, 400, 400)
	if Wake(s) {
		t.Error("a list that scrolls with others took the keyboard")
	}
	ScrollBy(s, fyne.KeyPageDown)
	if s.Offset() < 300 {
		t.Errorf("Page Down scrolled to %v", s.Offset())
	}
	ScrollBy(s, fyne.KeyEnd)
	end := s.Offset()
	ScrollBy(s, fyne.KeyPageDown)
	if s.Offset() != end || end < 1000 {
		t.Errorf("End scrolled to %v, and then on to %v", end, s.Offset())
	}
	ScrollBy(s, fyne.KeyHome)
	if s.Offset() != 0 {
		t.Errorf("Home scrolled to %v", s.Offset())
	}
}

// drawnText is what a line draws.
func drawnText(l *Line) string {
	var b strings.Builder
	for _, o := range test.WidgetRenderer(l).Objects() {
		b.WriteString(o.(*canvas.Text).Text)
	}
	return b.String()
}

func TestASpanThatYieldsLeavesTheOthers(t *testing.T) {
	title := "Send the revised quote for the second half of the year with the new terms"
	l := Rich(Span{Text: title, Style: Bold, Yields: true}, Span{Text: " → ", Style: Body}, Span{Text: "王小明", Style: Body}, Span{Text: " Wang Xiaoming · Shenzhen", Style: MutedBody})
	show(t, l, 900, 40)
	if got := drawnText(l); got != l.Text() {
		t.Errorf("with room: %q", got)
	}
	show(t, l, 420, 40)
	got := drawnText(l)
	if !strings.HasPrefix(got, "Send the ") || !strings.HasSuffix(got, "… → 王小明 Wang Xiaoming · Shenzhen") {
		t.Errorf("short of room: %q", got)
	}
	show(t, l, 200, 40)
	if got := drawnText(l); !strings.Contains(got, "… → 王小明") || !strings.HasSuffix(got, "…") {
		t.Errorf("very short of room: %q", got)
	}
}
