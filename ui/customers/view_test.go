package customers

import (
	"context"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// textsIn collects the words that an object shows, in the order of drawing.
func textsIn(o fyne.CanvasObject, seen map[fyne.CanvasObject]bool) []string {
	if o == nil || !o.Visible() || seen[o] {
		return nil
	}
	seen[o] = true
	var out []string
	if t, ok := o.(interface{ Text() string }); ok {
		out = append(out, t.Text())
	}
	if t, ok := o.(interface{ Label() string }); ok {
		out = append(out, t.Label())
	}
	var children []fyne.CanvasObject
	switch x := o.(type) {
	case *fyne.Container:
		children = x.Objects
	case fyne.Widget:
		children = test.WidgetRenderer(x).Objects()
	}
	for _, c := range children {
		out = append(out, textsIn(c, seen)...)
	}
	return out
}

func shows(v *View, words string) bool {
	return slices.ContainsFunc(textsIn(v.Content(), map[fyne.CanvasObject]bool{}), func(s string) bool { return strings.Contains(s, words) })
}

// TestFaces shows every face of the screen in every language at both sizes;
// none may panic, fail or ask for more room than there is.
func TestFaces(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		env, sh := newEnv(t, lang, 60)
		ctx := context.Background()
		for _, size := range []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)} {
			v, win := open(t, env, kit.Light, size.Width, size.Height)
			people, err := env.Book.Customers.List(ctx, book.CustomerQuery{Limit: 8})
			if err != nil {
				t.Fatal(err)
			}
			routes := []screen.Route{{}, screen.Route{}.With(argTrash, valueYes), screen.Route{}.With(argQuery, "zzzz"),
				screen.Route{}.With(argNew, "person"), screen.Route{}.With(argNew, "organisation")}
			for _, p := range people.Rows {
				for _, tab := range tabOrder {
					routes = append(routes, screen.Route{ID: string(p.ID), Tab: tab})
				}
				routes = append(routes, screen.Route{ID: string(p.ID)}.With(argEdit, valueYes))
			}
			for _, r := range routes {
				v.Show(r)
				win.Resize(size)
				if m := v.Content().MinSize(); m.Width > size.Width {
					t.Errorf("%s %v: %v wide, %v asked for", lang, r, size.Width, m.Width)
				}
			}
			v.Show(screen.Route{})
			v.list.l.SetCards(false)
			v.list.l.SetCards(true)
			v.Leave()
		}
		if len(sh.failed) > 0 {
			t.Errorf("%s: %v", lang, sh.failed)
		}
	}
}

// TestEmptyBook holds that an empty book offers the first step.
func TestEmptyBook(t *testing.T) {
	env, _ := newEnv(t, "en", 0)
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{})
	if !shows(v, "Your customer book is still empty") || !shows(v, "Add customers") {
		t.Error("the empty book says nothing")
	}
	v.Show(screen.Route{}.With(argTrash, valueYes))
	if !shows(v, "The trash is empty") {
		t.Error("the empty trash says nothing")
	}
	v.Show(screen.Route{}.With(argTag, "nobody"))
	if !shows(v, "Nobody fits these filters") || !shows(v, "Clear all filters") {
		t.Error("an empty result says nothing")
	}
}

// TestCardFromTheFair types a card as at a fair, with the keyboard alone.
func TestCardFromTheFair(t *testing.T) {
	env, sh := newEnv(t, "en", 10)
	v, win := open(t, env, kit.Light, 816, 644)
	v.Show(screen.Route{}.With(argNew, "person"))
	c := win.Canvas()
	tabs := 0
	typeInto := func(placeholder, text string) {
		t.Helper()
		for range 30 {
			if e, ok := c.Focused().(*kit.Entry); ok && e.PlaceHolder == placeholder {
				test.Type(e, text)
				return
			}
			c.FocusNext()
			tabs++
		}
		t.Fatalf("no field %q within reach", placeholder)
	}
	typeInto("As it stands on the card", "鈴木 一郎")
	typeInto("Kana, pinyin…", "すずき いちろう")
	typeInto("Name of the organisation", "Suzuki Optics")
	typeInto("Number, address or account", "+81 90 0000 0000")
	typeInto("What did you learn?", "Wants a sample of the blue lens.")
	if tabs > 10 {
		t.Errorf("%d presses of Tab from the name to the note", tabs)
	}
	v.Save()
	if len(sh.failed) > 0 {
		t.Fatal(sh.failed)
	}
	if !shows(v, "鈴木 一郎") || !shows(v, "すずき いちろう") {
		t.Error("the card is not shown after saving")
	}
	row := firstCustomer(t, env, "すずき")
	if row.Organisation != "Suzuki Optics" || row.Preferred.Kind != book.Phone {
		t.Errorf("%+v", row)
	}
}

// TestFormComplains holds that a missing name is told at its field, and that
// nothing typed is lost by leaving.
func TestFormComplains(t *testing.T) {
	env, sh := newEnv(t, "en", 10)
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{}.With(argNew, "person"))
	v.form.basics.role.entry.SetText("Buyer")
	v.Save()
	if v.form.basics.name.field.Error() == "" {
		t.Error("no word at the field of the name")
	}
	v.Show(screen.Route{})
	if len(sh.told) == 0 {
		t.Error("nobody was told that the draft is kept")
	}
	v.Show(screen.Route{}.With(argNew, "person"))
	if v.form.basics.role.entry.Text != "Buyer" || !shows(v, "Start over") {
		t.Error("the draft is lost")
	}
	v.form.startOver()
	if v.form.basics.role.entry.Text != "" || v.form.dirty() {
		t.Error("starting over leaves something typed")
	}
}

// TestFormKeepsAll opens every card in the form and saves it untouched:
// nothing may change.
func TestFormKeepsAll(t *testing.T) {
	env, sh := newEnv(t, "en", 60)
	ctx := context.Background()
	v, _ := open(t, env, kit.Light, 1152, 804)
	page, err := env.Book.Customers.List(ctx, book.CustomerQuery{Limit: 60})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range page.Rows {
		before, err := env.Book.Customers.Get(ctx, row.ID)
		if err != nil {
			t.Fatal(err)
		}
		v.Show(screen.Route{ID: string(row.ID)}.With(argEdit, valueYes))
		if v.form.dirty() {
			t.Errorf("%s is dirty before anybody typed", row.Name.Full)
		}
		c, ok := v.form.read()
		if !ok {
			t.Errorf("%s cannot be read back", row.Name.Full)
		}
		normalise(&c, "DE")
		c = book.Tidy(c)
		for i := range c.Channels { // the number may have gained its normal form
			c.Channels[i].Normal = before.Channels[i].Normal
		}
		if a, b := sprint(before), sprint(c); a != b {
			t.Errorf("%s changed:\n%s\n%s", row.Name.Full, a, b)
		}
	}
	if len(sh.failed) > 0 {
		t.Error(sh.failed)
	}
}
