package customers

import (
	"context"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// twins puts one person into the book twice, and somebody of the same name who
// is not that person.
func twins(t *testing.T, env *screen.Env) (a, b book.Customer) {
	t.Helper()
	save := func(c book.Customer) book.Customer {
		saved, _, err := env.Book.Customers.Save(context.Background(), c)
		if err != nil {
			t.Fatal(err)
		}
		return saved
	}
	phone := book.Channel{Kind: book.Phone, Value: "+86 138 0000 0000", Normal: "+8613800000000"}
	a = save(book.Customer{
		Kind: book.Person, Name: book.Name{Full: "欧阳娜娜", Language: "zh-Hans"}, City: "青岛", Country: "CN", Organisation: "海尔",
		Channels: []book.Channel{phone, {Kind: book.WeChat, Value: "nana-oy"}}, Tags: []string{"fair 2026"},
		Dates: []book.ImportantDate{{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Chinese, Month: 8, Day: 15}}},
	})
	b = save(book.Customer{
		Kind: book.Person, Name: book.Name{Full: "Ouyang Nana"}, City: "Jinan", Country: "CN", Role: "Purchasing",
		Channels: []book.Channel{phone, {Kind: book.Email, Value: "nana@company.example"}},
	})
	return a, b
}

func (v *View) pairs() *duplicates { return v.twins.d }

func TestDuplicatesPage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)} {
			t.Run(lang, func(t *testing.T) {
				env, sh := newEnv(t, lang, 0)
				a, b := twins(t, env)
				v, win := open(t, env, kit.Light, size.Width, size.Height)
				v.Show(screen.Route{Tab: tabDuplicates})
				win.Resize(size)
				if m := v.Content().MinSize(); m.Width > size.Width {
					t.Errorf("%v wide, %v asked for", m.Width, size.Width)
				}
				d := v.pairs()
				if len(d.twins) != 1 || d.keep.ID != a.ID || d.other.ID != b.ID {
					t.Fatalf("%d pairs, keeps %s", len(d.twins), d.keep.Name.Full)
				}
				for _, words := range []string{"欧阳娜娜", "Jinan", "青岛", env.T("customers.sign_phone", nil), env.N("customers.dup_lost", 2, nil)} {
					if !shows(v, words) {
						t.Errorf("%q is not shown", words)
					}
				}
				if !d.take["role"] || d.take["city"] {
					t.Errorf("taken from the other: %v", d.take)
				}
				d.Swap()
				if d.keep.ID != b.ID || !d.take["org_name"] {
					t.Errorf("after the swap %s stays, taken %v", d.keep.Name.Full, d.take)
				}
				d.Swap()
				d.Choose("city", true)
				d.Merge()
				if len(sh.failed) > 0 || len(sh.ops) != 1 || len(d.twins) != 0 {
					t.Fatalf("failed %v, done %v, %d pairs left", sh.failed, sh.done, len(d.twins))
				}
				if !shows(v, env.T("customers.dup_none_title", nil)) {
					t.Error("the end is not said")
				}
				c, err := env.Book.Customers.Get(context.Background(), a.ID)
				if err != nil || c.City != "Jinan" || c.Role != "Purchasing" || len(c.Channels) != 3 {
					t.Errorf("merged %+v, %v", c, err)
				}
				if _, _, err := env.Book.History.Undo(context.Background(), sh.ops[0].ID); err != nil {
					t.Fatal(err)
				}
				v.Changed([]book.Change{{Entity: book.EntityAll}})
				if len(d.twins) != 1 {
					t.Fatal("undo does not bring the pair back")
				}
				d.Apart()
				if len(d.twins) != 0 || len(sh.ops) != 2 {
					t.Errorf("%d pairs after telling apart", len(d.twins))
				}
			})
		}
	}
}

// TestDuplicatesByKeyboard goes through the page without a mouse.
func TestDuplicatesByKeyboard(t *testing.T) {
	env, sh := newEnv(t, "en", 0)
	twins(t, env)
	v, win := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{Tab: tabDuplicates})
	var met []string
	for range 40 {
		win.Canvas().FocusNext()
		f := win.Canvas().Focused()
		if l, ok := f.(interface{ Label() string }); ok {
			met = append(met, l.Label())
			if l.Label() == env.T("customers.dup_merge", nil) {
				f.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
				break
			}
		}
	}
	if len(sh.ops) != 1 {
		t.Errorf("the button was not reached or did not answer; met %q", met)
	}
	if !slices.Contains(met, env.T("customers.dup_again", nil)) {
		t.Errorf("looking again is not on the way: %q", met)
	}
}

func TestDrawDuplicates(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, lang, 120)
		twins(t, env)
		for name, mode := range map[string]kit.Mode{"light": kit.Light, "dark": kit.Dark} {
			for size, s := range map[string]fyne.Size{"wide": fyne.NewSize(1152, 804), "small": fyne.NewSize(816, 644)} {
				v, win := open(t, env, mode, s.Width, s.Height)
				v.Show(screen.Route{Tab: tabDuplicates})
				screentest.Shoot(t, win, "dup-"+lang+"-"+name+"-"+size)
				test.NewApp()
			}
		}
	}
}
