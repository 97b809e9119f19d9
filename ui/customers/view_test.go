package customers

import (
	"context"
	"errors"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
			routes := []screen.Route{
				{},
				screen.Route{}.With(argTrash, valueYes), screen.Route{}.With(argQuery, "zzzz"),
				screen.Route{}.With(argNew, "person"), screen.Route{}.With(argNew, "organisation"),
			}
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

// TestPictureDropped holds that a picture dropped on the form is taken and any
// other file is left to the import.
func TestPictureDropped(t *testing.T) {
	env, sh := newEnv(t, "en", 10)
	v, win := open(t, env, kit.Light, 816, 644)
	path := filepath.Join(t.TempDir(), "card.png")
	f, err := os.Create(path)
	if err == nil {
		err = errors.Join(png.Encode(f, win.Canvas().Capture()), f.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	if v.Dropped([]string{path}) {
		t.Error("a picture is taken without a form")
	}
	v.Show(screen.Route{}.With(argNew, "person"))
	if v.Dropped([]string{filepath.Join(t.TempDir(), "contacts.vcf")}) {
		t.Error("contacts are taken for a picture")
	}
	if !v.Dropped([]string{path}) {
		t.Fatal("the picture is not taken")
	}
	v.form.basics.name.entry.SetText("With a picture")
	v.Save()
	row := firstCustomer(t, env, "With a picture")
	if len(row.Thumbnail) == 0 || len(sh.failed) > 0 {
		t.Errorf("no thumbnail; %v", sh.failed)
	}
}

// later is a Runner that keeps everything until it is told to go on, and lets
// results come in any order.
type later struct{ jobs []func() }

func (r *later) Run(work func(context.Context) func()) func() {
	ctx, cancel := context.WithCancel(context.Background())
	r.jobs = append(r.jobs, func() {
		if show := work(ctx); show != nil {
			show()
		}
	})
	return cancel
}

func (r *later) After(d time.Duration, f func()) func() {
	if d > time.Second {
		return func() {} // the clock on the wall stands still
	}
	return r.Run(func(context.Context) func() { return f })
}
func (r *later) Post(f func()) { r.jobs = append(r.jobs, f) }

// flush does what waits, the newest first when backwards is set.
func (r *later) flush(backwards bool) {
	for len(r.jobs) > 0 {
		jobs := r.jobs
		r.jobs = nil
		if backwards {
			slices.Reverse(jobs)
		}
		for _, j := range jobs {
			j()
		}
	}
}

// TestOvertaking holds that an answer that comes late is not shown, that two
// quick changes both happen, and that a card is saved once however often the
// button is pressed.
func TestOvertaking(t *testing.T) {
	env, sh := newEnv(t, "en", 40)
	r := &later{}
	env.Runner = r
	v, _ := open(t, env, kit.Light, 1152, 804)
	people, err := env.Book.Customers.List(context.Background(), book.CustomerQuery{Limit: 2, Filter: book.CustomerFilter{Kind: book.Person}})
	if err != nil {
		t.Fatal(err)
	}
	a, b := people.Rows[0], people.Rows[1]
	v.Show(screen.Route{ID: string(a.ID)})
	v.Show(screen.Route{ID: string(b.ID)})
	r.flush(true)
	if v.detail.d.is.c.ID != b.ID {
		t.Error("the customer asked for first is shown")
	}
	before := len(v.detail.d.is.notes)
	v.detail.d.AddNote("one")
	v.detail.d.AddNote("two")
	r.flush(false)
	if got := len(v.detail.d.is.notes); got != before+2 {
		t.Errorf("%d notes, want %d", got, before+2)
	}
	v.Show(screen.Route{}.With(argNew, "person"))
	r.flush(false)
	v.form.basics.name.entry.SetText("Only Once")
	v.Save()
	v.Save()
	r.flush(false)
	n, err := env.Book.Customers.Count(context.Background(), book.CustomerFilter{Text: "Only Once"})
	if err != nil || n != 1 || len(sh.failed) > 0 {
		t.Errorf("%d cards, %v, %v", n, err, sh.failed)
	}
}

// TestScrolling reads page after page while the user scrolls, in cards and in
// the list, and comes back to the same place from a customer.
func TestScrolling(t *testing.T) {
	env, sh := newEnv(t, "en", 500)
	r := &later{}
	env.Runner = r
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{})
	if v.list.title.Text() != env.T("customers.title", nil) || v.list.order.Selected() == "" {
		t.Errorf("before its rows are read the list is called %q", v.list.title.Text())
	}
	r.flush(false)
	if got := len(v.list.l.rows); got != pageSize {
		t.Fatalf("%d rows at first", got)
	}
	for range 200 {
		v.list.grid.ScrollTo(v.list.grid.Offset() + 700)
		r.flush(false)
	}
	if got := len(v.list.l.rows); got != 501 {
		t.Errorf("%d rows at the end of the cards", got)
	}
	seen := map[book.ID]bool{}
	for _, row := range v.list.l.rows {
		if seen[row.ID] {
			t.Errorf("%s twice", row.Name.Full)
		}
		seen[row.ID] = true
	}
	at := v.list.grid.Offset()
	v.Show(screen.Route{ID: string(v.list.l.rows[300].ID)})
	r.flush(false)
	v.Show(screen.Route{})
	r.flush(false)
	if v.list.grid.Offset() != at || len(v.list.l.rows) != 501 {
		t.Errorf("came back to %v of %v", v.list.grid.Offset(), at)
	}
	v.list.l.SetCards(false)
	v.list.l.SetSort(book.SortCountry, true)
	r.flush(false)
	if v.list.table.List.Offset() != 0 || len(v.list.l.rows) != pageSize {
		t.Error("another order does not begin at its top")
	}
	for range 200 {
		v.list.table.List.ScrollTo(v.list.table.List.Offset() + 700)
		r.flush(false)
	}
	if got := len(v.list.l.rows); got != 501 {
		t.Errorf("%d rows at the end of the list", got)
	}
	if len(sh.failed) > 0 {
		t.Error(sh.failed)
	}
}
