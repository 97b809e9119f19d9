package customers

import (
	"context"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func TestSegmentsInTheList(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)} {
			t.Run(lang, func(t *testing.T) {
				env, sh := newEnv(t, lang, 60)
				env.Book.SetResolver(explain.Resolve)
				v, win := open(t, env, kit.Light, size.Width, size.Height)
				v.Show(screen.Route{}.With(argCountry, "JP,CN").With(argQuery, "last<365d 国家:日本"))
				win.Resize(size)
				l := v.list.l
				want, err := env.Book.Customers.Count(context.Background(), book.CustomerFilter{Countries: []string{"JP"}, Text: "last<365d"})
				if err != nil || want == 0 || l.count != want {
					t.Fatalf("%d customers, want %d, %v", l.count, want, err)
				}
				if !l.Keepable() || !shows(v, env.T("customers.segment_keep", nil)) {
					t.Fatal("the filter cannot be kept")
				}
				l.KeepSegment("Japan lately", func() {}, func(err error) { t.Error(err) })
				if g, ok := l.Segment(); !ok || g.count != want || l.Keepable() {
					t.Errorf("the segment in force: %+v, %t", g, ok)
				}
				refused := false
				l.KeepSegment("japan LATELY", func() {}, func(error) { refused = true })
				if !refused {
					t.Error("a name was taken twice")
				}
				l.ClearFilters()
				if len(l.groups) != 1 {
					t.Fatalf("%d segments", len(l.groups))
				}
				l.ChooseSegment(l.groups[0].ID)
				if l.count != want {
					t.Errorf("the segment has %d customers, want %d", l.count, want)
				}
				if m := v.Content().MinSize(); m.Width > size.Width {
					t.Errorf("%v wide, %v asked for", m.Width, size.Width)
				}
				l.DropSegment()
				if len(l.groups) != 0 || len(sh.ops) != 2 {
					t.Errorf("%d segments, %d operations", len(l.groups), len(sh.ops))
				}
				if _, _, err := env.Book.History.Undo(context.Background(), sh.ops[1].ID); err != nil {
					t.Error(err)
				}
				if len(sh.failed) > 0 {
					t.Error(sh.failed)
				}
			})
		}
	}
}

// TestHintsForQueries: what is not understood is said, and the rest is used.
func TestHintsForQueries(t *testing.T) {
	env, _ := newEnv(t, "en", 30)
	env.Book.SetResolver(explain.Resolve)
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{}.With(argQuery, "shoe:42 country:Japan"))
	want, err := env.Book.Customers.Count(context.Background(), book.CustomerFilter{Countries: []string{"JP"}})
	if err != nil || v.list.l.count != want {
		t.Errorf("%d customers, want %d, %v", v.list.l.count, want, err)
	}
	if !shows(v, "shoe:42") || v.list.l.Keepable() {
		t.Error("the fault is not said, or the query can be kept all the same")
	}
}

func TestDrawSegments(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, lang, 120)
		env.Book.SetResolver(explain.Resolve)
		if _, _, err := env.Book.Segments.Save(context.Background(), book.Segment{Name: "VIP", Query: "tag:vip"}); err != nil {
			t.Fatal(err)
		}
		for size, s := range map[string]fyne.Size{"wide": fyne.NewSize(1152, 804), "small": fyne.NewSize(816, 644)} {
			v, win := open(t, env, kit.Light, s.Width, s.Height)
			v.Show(screen.Route{}.With(argQuery, "shoe:42 country:JP OR tag:vip"))
			screentest.Shoot(t, win, "segment-"+lang+"-"+size)
			test.NewApp()
		}
	}
}
