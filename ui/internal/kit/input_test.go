package kit

import (
	"testing"

	"fyne.io/fyne/v2"
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
