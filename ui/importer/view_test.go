package importer

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

func TestThePageInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range pages {
			t.Run(lang, func(t *testing.T) {
				env, sh := newEnv(t, lang)
				var v *View
				w := open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
				root := w.Content()
				word := func(id locales.ID) string { return env.T(id, nil) }
				v.Show(screen.Route{Screen: screen.Import})
				holds(t, root, size)

				tap(t, root, word("import.choose")) // and give up
				if !slices.Contains(sh.asked, "vcf") || !slices.Contains(sh.asked, "csv") {
					t.Errorf("asked for %v", sh.asked)
				}
				sh.files = []string{write(t, "客户.csv", people)}
				tap(t, root, word("import.choose"))
				holds(t, root, size)
				if v.p.step != stepCheck || v.p.options.Encoding != "" {
					t.Fatalf("step %d, encoding asked for %q", v.p.step, v.p.options.Encoding)
				}
				for _, want := range []string{"客户.csv", "GB18030", word("import.question")} {
					if !shown(root, want) {
						t.Errorf("%q is not shown", want)
					}
				}
				if v.importIt.Disabled() || !v.saveBad.Visible() {
					t.Error("the import or the bad rows cannot be reached")
				}
				tap(t, root, v.monFirst.Label())
				if v.p.options.DateOrder != exchange.MonthFirst {
					t.Error("the answer about dates was not taken")
				}
				sh.files = []string{filepath.Join(t.TempDir(), "bad.csv")}
				tap(t, root, v.saveBad.Label())
				tap(t, root, v.importIt.Label())
				holds(t, root, size)
				if v.p.step != stepDone || !v.undo.Visible() || len(v.troubles) == 0 {
					t.Fatalf("step %d, troubles %q", v.p.step, v.troubles)
				}
				tap(t, root, word("import.show"))
				if len(sh.gone) != 1 || sh.gone[0].Screen != screen.Customers || sh.gone[0].Arg("sort") != string(book.SortCreated) {
					t.Errorf("gone to %+v", sh.gone)
				}
				tap(t, root, word("import.undo"))
				if v.p.step != stepFile || count(t, v.p) != 0 {
					t.Error("undo did not lead back")
				}
				if len(sh.failed) > 0 {
					t.Error(sh.failed)
				}
			})
		}
	}
}

func TestNothingNewCannotBeImported(t *testing.T) {
	env, _ := newEnv(t, "en")
	var v *View
	open(t, "en", pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
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
	if !v.Dropped(path) || v.p.step != stepCheck || !v.importIt.Disabled() {
		t.Errorf("step %d, import offered: %v", v.p.step, !v.importIt.Disabled())
	}
}

func TestARouteWithAFileBeginsWithIt(t *testing.T) {
	env, sh := newEnv(t, "en")
	var v *View
	open(t, "en", pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	v.Show(screen.Route{Screen: screen.Import}.With("file", write(t, "people.csv", people)))
	if v.p.step != stepCheck || len(sh.replaced) != 1 || sh.replaced[0].Arg("file") != "" {
		t.Errorf("step %d, replaced %+v", v.p.step, sh.replaced)
	}
}

func TestLeavingStopsReadingButNotWriting(t *testing.T) {
	env, _ := newEnv(t, "en")
	runner := &held{}
	env.Runner = runner
	var v *View
	open(t, "en", pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
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
