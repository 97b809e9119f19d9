package customers

import (
	"context"
	"testing"

	"dragoman/data/book"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// TestFillInLeadsToThePartOfTheForm opens the form where the card says that
// something is missing: the part is open and has the keyboard.
func TestFillInLeadsToThePartOfTheForm(t *testing.T) {
	env, _ := newEnv(t, "en", 0)
	v, w := open(t, env, kit.Light, 1152, 804)
	c, _, err := env.Book.Customers.Save(context.Background(), book.Customer{Kind: book.Person, Name: book.Name{Full: "Lin Mei"}})
	if err != nil {
		t.Fatal(err)
	}
	for part, inside := range map[string]func() bool{
		partDates:   func() bool { return len(v.form.parts[partDates].(*dateGroup).dates.items) == 1 },
		partCulture: func() bool { return true },
		partAddress: func() bool { return true },
	} {
		v.Show(screen.Route{Screen: screen.Customers, ID: string(c.ID)}.With(argEdit, valueYes).With(argPart, part))
		s := v.form.sections[v.form.parts[part]]
		if !s.open || !inside() {
			t.Errorf("%s is not open", part)
		}
		if f := w.Canvas().Focused(); f == nil || f == v.form.basics.name.entry {
			t.Errorf("%s: %T has the keyboard", part, f)
		}
	}
	v.Show(screen.Route{Screen: screen.Customers, ID: string(c.ID)}.With(argEdit, valueYes))
	if w.Canvas().Focused() != v.form.basics.name.entry {
		t.Errorf("without a part, %T has the keyboard", w.Canvas().Focused())
	}
	var read book.Customer
	if g := v.form.parts[partDates].(*dateGroup); !g.read(&read) || len(read.Dates) != 0 {
		t.Errorf("an empty date is read as %v", read.Dates)
	}
}

func TestLabelsOfOtherProgramsAreTranslated(t *testing.T) {
	env, _ := newEnv(t, "zh-Hans", 0)
	for label, want := range map[string]string{"Work": "工作", "cell": "手机", "Villa am See": "Villa am See", "": ""} {
		if got := labelWord(env.Printer, label); got != want {
			t.Errorf("%q is shown as %q, want %q", label, got, want)
		}
	}
}
