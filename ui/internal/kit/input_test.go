package kit

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// The lines of a field break at spaces, and anywhere in Chinese and Japanese; a
// Chinese signature below a letter does not make it Chinese.
func TestLinesOfAField(t *testing.T) {
	test.NewApp()
	e := NewMultiLine("例如：喜欢喝茶", 3)
	want := func(w fyne.TextWrap, after string) {
		t.Helper()
		if e.Wrapping != w {
			t.Errorf("after %s lines break by %v", after, e.Wrapping)
		}
	}
	want(fyne.TextWrapBreak, "nothing")
	e.SetText("Gentile Avv. De Luca,\n\nsiamo lieti di invitarLa.\n\n小美\n柴薪家居")
	want(fyne.TextWrapWord, "an Italian letter")
	e.SetValue("尊敬的王先生：您好！Lin Tea")
	want(fyne.TextWrapBreak, "a Chinese letter")
	e.SetText("")
	test.Type(e, "Tea, please")
	want(fyne.TextWrapWord, "typing English")
	e.SetText("")
	test.Type(e, "喝茶")
	want(fyne.TextWrapBreak, "typing Chinese")
	one := NewEntry("")
	one.SetText("one line")
	if one.Wrapping != fyne.TextWrapOff {
		t.Error("a field of one line is wrapped")
	}
}

// Tab into a filled field marks what stands there, so that it gives way to what
// is typed; whoever comes otherwise writes on, and so does a letter.
func TestTabMarksTheField(t *testing.T) {
	for _, x := range []struct {
		name  string
		enter func(c fyne.Canvas, from desktop.Keyable, to fyne.Focusable)
		want  string
	}{
		{"Tab", func(c fyne.Canvas, from desktop.Keyable, to fyne.Focusable) {
			from.KeyDown(&fyne.KeyEvent{Name: fyne.KeyTab})
			c.Focus(to)
		}, "9:00"},
		{"by itself", func(c fyne.Canvas, _ desktop.Keyable, to fyne.Focusable) { c.Focus(to) }, "9:0016:30"},
		{"Tab used up before", func(c fyne.Canvas, from desktop.Keyable, to fyne.Focusable) {
			from.KeyDown(&fyne.KeyEvent{Name: fyne.KeyTab})
			from.KeyDown(&fyne.KeyEvent{Name: fyne.KeyA})
			c.Focus(to)
		}, "9:0016:30"},
	} {
		test.NewApp()
		day, press, time := NewEntry(""), NewButton("Month", Secondary, nil), NewEntry("")
		w := test.NewWindow(VBox(8, day, press, time))
		time.SetText("16:30")
		for _, from := range []fyne.Focusable{day, press} {
			time.SetText("16:30")
			time.CursorColumn = 0
			w.Canvas().Focus(from)
			x.enter(w.Canvas(), from.(desktop.Keyable), time)
			for _, r := range "9:00" {
				time.TypedRune(r)
			}
			if time.Text != x.want {
				t.Errorf("%s from %T: %q, want %q", x.name, from, time.Text, x.want)
			}
		}
		letter := NewMultiLine("", 3)
		w.SetContent(VBox(8, day, letter))
		letter.SetText("Dear ")
		w.Canvas().Focus(day)
		x.enter(w.Canvas(), day, letter)
		letter.TypedRune('A')
		if len(letter.Text) != len("Dear A") {
			t.Errorf("%s: of a letter %q is left", x.name, letter.Text)
		}
		w.Close()
	}
}
