package customers

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func TestWhatChanged(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for i, size := range []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)} {
			t.Run(lang, func(t *testing.T) {
				env, sh := newEnv(t, lang, 0)
				a, b := twins(t, env)
				if _, err := env.Book.Customers.Tag(context.Background(), []book.ID{a.ID, b.ID}, []string{"fair"}, nil); err != nil {
					t.Fatal(err)
				}
				v, win := open(t, env, kit.Light, size.Width, size.Height)
				v.Show(screen.Route{Tab: tabChanges})
				win.Resize(size)
				if m := v.Content().MinSize(); m.Width > size.Width {
					t.Errorf("%v wide, %v asked for", m.Width, size.Width)
				}
				c := v.lately.c
				if len(c.list) < 3 || !shows(v, "欧阳娜娜") || !shows(v, "Ouyang Nana") {
					t.Fatalf("%d operations", len(c.list))
				}
				screentest.Shoot(t, win, "changes-"+lang+string(rune('0'+i)))
				c.Undo(c.list[0].ID)
				if got, err := env.Book.Customers.Get(context.Background(), b.ID); err != nil || len(got.Tags) != 0 {
					t.Errorf("undo from the page: %v, %v", got.Tags, err)
				}
				if c.Undoable(c.list[0]) || !c.list[1].Undone {
					t.Error("what was taken back is offered again")
				}
				c.SetDays(30)
				if len(sh.failed) > 0 {
					t.Error(sh.failed)
				}
				test.NewApp()
			})
		}
	}
}

// TestGoneForGood: only the trash offers it, and it asks first.
func TestGoneForGood(t *testing.T) {
	env, sh := newEnv(t, "en", 0)
	a, _ := twins(t, env)
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{})
	v.list.l.Pick(0, true)
	if v.list.bulk.purge.Visible() {
		t.Error("the living can be deleted for good")
	}
	if _, err := env.Book.Customers.Trash(context.Background(), a.ID); err != nil {
		t.Fatal(err)
	}
	v.Show(screen.Route{}.With(argTrash, valueYes))
	v.list.l.Pick(0, true)
	if !v.list.bulk.purge.Visible() {
		t.Fatal("the trash does not offer it")
	}
	v.list.l.Purge()
	if _, err := env.Book.Customers.Get(context.Background(), a.ID); book.CodeOf(err) != book.NotFound || len(sh.failed) > 0 {
		t.Errorf("%v, failed %v", err, sh.failed)
	}
}
