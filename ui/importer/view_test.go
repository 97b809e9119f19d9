package importer

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/data/sample"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func TestThePageInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range screentest.Pages {
			t.Run(lang, func(t *testing.T) {
				env, sh := screentest.NewEnv(t, lang)
				var v *View
				w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
				root := w.Content()
				word := func(id locales.ID) string { return env.T(id, nil) }
				v.Show(screen.Route{Screen: screen.Import})
				screentest.Holds(t, root, size)

				screentest.Tap(t, root, word("import.choose")) // and give up
				if !slices.Contains(sh.Asked, "vcf") || !slices.Contains(sh.Asked, "csv") {
					t.Errorf("asked for %v", sh.Asked)
				}
				sh.Files = []string{write(t, "客户.csv", people)}
				screentest.Tap(t, root, word("import.choose"))
				screentest.Holds(t, root, size)
				if v.p.step != stepCheck || v.p.options.Encoding != "" {
					t.Fatalf("step %d, encoding asked for %q", v.p.step, v.p.options.Encoding)
				}
				for _, want := range []string{"客户.csv", "GB18030", word("import.question")} {
					if !screentest.Shown(root, want) {
						t.Errorf("%q is not shown", want)
					}
				}
				if v.importIt.Disabled() || !v.saveBad.Visible() {
					t.Error("the import or the bad rows cannot be reached")
				}
				screentest.Tap(t, root, v.monFirst.Label())
				if v.p.options.DateOrder != exchange.MonthFirst {
					t.Error("the answer about dates was not taken")
				}
				sh.Files = []string{filepath.Join(t.TempDir(), "bad.csv")}
				screentest.Tap(t, root, v.saveBad.Label())
				screentest.Tap(t, root, v.importIt.Label())
				screentest.Holds(t, root, size)
				if v.p.step != stepDone || !v.undo.Visible() || len(v.troubles) == 0 {
					t.Fatalf("step %d, troubles %q", v.p.step, v.troubles)
				}
				screentest.Tap(t, root, word("import.show"))
				if len(sh.Gone) != 1 || sh.Gone[0].Screen != screen.Customers || sh.Gone[0].Arg("sort") != string(book.SortCreated) {
					t.Errorf("gone to %+v", sh.Gone)
				}
				screentest.Tap(t, root, word("import.undo"))
				if v.p.step != stepFile || count(t, v.p) != 0 {
					t.Error("undo did not lead back")
				}
				if len(sh.Failed) > 0 {
					t.Error(sh.Failed)
				}
			})
		}
	}
}

func TestNothingNewCannotBeImported(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	var v *View
	screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	path := write(t, "people.csv", "Name,Email\r\nAna,ana@company.example\r\n")
	v.Show(screen.Route{Screen: screen.Import}.With("file", path))
	if v.question.Visible() || v.saveBad.Visible() {
		t.Error("there is nothing to ask and nothing bad")
	}
	v.p.run()
	v.Show(screen.Route{Screen: screen.Import})
	if v.p.step != stepFile {
		t.Errorf("coming back shows step %d", v.p.step)
	}
	if !v.Dropped([]string{path}) || v.p.step != stepCheck || !v.importIt.Disabled() {
		t.Errorf("step %d, import offered: %v", v.p.step, !v.importIt.Disabled())
	}
}

func TestARouteWithAFileBeginsWithIt(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	var v *View
	screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(screen.Route{Screen: screen.Import}.With("file", write(t, "people.csv", people)))
	if v.p.step != stepCheck || len(sh.Replaced) != 1 || sh.Replaced[0].Arg("file") != "" {
		t.Errorf("step %d, replaced %+v", v.p.step, sh.Replaced)
	}
}

func TestLeavingStopsReadingButNotWriting(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	runner := &held{}
	env.Runner = runner
	var v *View
	screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	path := write(t, "people.csv", people)
	v.p.choose(path)
	if !v.busy.Visible() || v.file.Visible() {
		t.Error("it does not say that it is reading")
	}
	v.Leave()
	runner.letGo()
	v.Show(screen.Route{Screen: screen.Import})
	if v.p.step != stepFile || v.p.busy || !v.file.Visible() {
		t.Errorf("step %d, busy %v", v.p.step, v.p.busy)
	}
	v.p.choose(path)
	runner.letGo()
	v.p.run()
	v.Leave()
	runner.letGo()
	if v.p.step != stepDone || count(t, v.p) != 3 {
		t.Errorf("step %d with %d customers", v.p.step, count(t, v.p))
	}
}

// TestInventedCustomersAreSaidToBeInvented: a copy of a demo book is let into an
// empty book with a word before and after, and not into one with customers.
func TestInventedCustomersAreSaidToBeInvented(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		ctx := context.Background()
		demo, _ := screentest.NewEnv(t, lang)
		if err := sample.Fill(ctx, demo.Book, sample.Options{Customers: 8, Seed: 3, Language: lang, Today: calendar.DateOf(screentest.Noon), Home: "DE"}); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "demo.json")
		err := exchange.ToFile(path, func(w io.Writer) error {
			_, err := exchange.WriteBook(w, demo.Book.Rows(ctx), screentest.Noon)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}

		env, sh := screentest.NewEnv(t, lang)
		var v *View
		w := screentest.Open(t, lang, screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
		for _, step := range []step{stepCheck, stepDone} {
			if step == stepCheck {
				v.p.choose(path)
			} else {
				v.p.run()
			}
			if v.p.step != step || !screentest.Shown(w.Content(), env.T("import.invented", nil)) {
				t.Errorf("%s: step %d says %q", lang, v.p.step, screentest.Texts(w.Content()))
			}
			screentest.Holds(t, w.Content(), screentest.Pages[0])
			screentest.Shoot(t, w, fmt.Sprintf("invented-%s-%d", lang, step))
		}
		v.p.undo()
		if _, _, err := env.Book.Customers.Save(ctx, book.Customer{Name: book.Name{Full: "Ana"}}); err != nil {
			t.Fatal(err)
		}
		v.p.choose(path)
		if v.p.step != stepFile || len(sh.Failed) != 1 || explain.Error(env.Printer, sh.Failed[0]) != env.T("error.import_invented", nil) {
			t.Errorf("%s: among customers: step %d, failed %v", lang, v.p.step, sh.Failed)
		}
	}
}

func TestTheReportLeavesOutWhatDidNotHappen(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
	v := New(env)
	for _, c := range []struct {
		counts []int
		want   string
	}{
		{[]int{6, 0, 0, 0}, "6 new"},
		{[]int{1200, 3, 0, 2}, "1,200 new, 3 changed and 2 not readable"},
		{[]int{0, 0, 0, 0}, "The file holds nobody."},
	} {
		if got := v.result(c.counts...); got != c.want {
			t.Errorf("%v: %q, want %q", c.counts, got, c.want)
		}
	}
}
