package settings

import (
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

func kept(t *testing.T, env *screen.Env) book.Settings {
	t.Helper()
	s, err := env.Book.Settings(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestChoicesOfTheBookAreKeptAndCanBeUndone(t *testing.T) {
	env, sh := newEnv(t, "en")
	p := newPresenter(env, func() {})
	p.setOwner("  Lin Mei ")
	p.setCulture("CN")
	p.setZone("Asia/Shanghai")
	want := book.Settings{OwnerName: "Lin Mei", HomeCulture: "CN", HomeZone: "Asia/Shanghai"}
	if got := kept(t, env); got != want {
		t.Errorf("settings = %+v, want %+v", got, want)
	}
	if len(sh.done) != 3 || sh.told[0] != env.T("settings.kept", nil) {
		t.Errorf("done %+v, told %q", sh.done, sh.told)
	}
	p.setZone("Asia/Shanghai") // nothing new, nothing said
	if len(sh.done) != 3 {
		t.Error("nothing was changed, and it can be undone")
	}
	if _, _, err := env.Book.History.Undo(context.Background(), sh.done[2].ID); err != nil {
		t.Fatal(err)
	}
	want.HomeZone = ""
	if got := kept(t, env); got != want {
		t.Errorf("after undo %+v, want %+v", got, want)
	}
	p.setZone("Atlantis/Harbour")
	if len(sh.failed) != 1 || book.CodeOf(sh.failed[0]) != book.Invalid || kept(t, env) != want {
		t.Errorf("failed %v, kept %+v", sh.failed, kept(t, env))
	}
}

func TestChoicesOfThisComputerLeaveTheOthersAlone(t *testing.T) {
	env, sh := newEnv(t, "en")
	sh.prefs = prefs.Prefs{Book: "b", Theme: "dark"}
	p := newPresenter(env, func() {})
	p.setPrefs(func(p *prefs.Prefs) { p.Language = "zh-Hans" })
	if sh.prefs.Language != "zh-Hans" || sh.prefs.Book != "b" || sh.prefs.Theme != "dark" {
		t.Errorf("preferences = %+v", sh.prefs)
	}
	if p.folder() != filepath.Dir(sh.path) {
		t.Errorf("folder = %q", p.folder())
	}
}

func TestCustomersAreCounted(t *testing.T) {
	env, _ := newEnv(t, "en")
	renders := 0
	p := newPresenter(env, func() { renders++ })
	for _, name := range []string{"A", "B"} {
		if _, _, err := env.Book.Customers.Save(context.Background(), book.Customer{Name: book.Name{Full: name}}); err != nil {
			t.Fatal(err)
		}
	}
	p.load()
	if p.customers != 2 || renders != 1 {
		t.Errorf("%d customers, shown %d times", p.customers, renders)
	}
	env.Book = nil
	p.load()
	p.setOwner("nobody")
	if renders != 2 {
		t.Errorf("without a book it is shown %d times", renders)
	}
}

func TestZonesAreKnownAndNamedOnce(t *testing.T) {
	zs := zones()
	if len(zs) < 90 {
		t.Errorf("%d zones only", len(zs))
	}
	seen := map[string]bool{}
	for _, z := range zs {
		if _, err := time.LoadLocation(z); err != nil || seen[z] {
			t.Errorf("%s: %v, seen before: %v", z, err, seen[z])
		}
		seen[z] = true
	}
}

func TestTextSizesHaveCodes(t *testing.T) {
	for scale, want := range map[float32]string{0: "", 1.15: "115", 1.3: "130", 1.5: "150", 1.27: ""} {
		if got := sizeCode(scale); got != want {
			t.Errorf("sizeCode(%v) = %q, want %q", scale, got, want)
		}
	}
}

func TestThePageInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range pages {
			for _, withBook := range []bool{true, false} {
				t.Run(lang, func(t *testing.T) {
					env, sh := newEnv(t, lang)
					if !withBook {
						env.Book, env.Settings = nil, book.Settings{}
					}
					var v *View
					w := open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
					root := w.Content()
					word := func(id locales.ID) string { return env.T(id, nil) }
					v.Show(screen.Route{Screen: screen.Settings})
					holds(t, root, size)
					if words := texts(root); slices.Contains(words, word("settings.file")) != withBook || slices.Contains(words, word("settings.home")) != withBook {
						t.Error("what belongs to a book is shown without one, or the other way round")
					}
					tap(t, root, word("settings.notices"))
					if !kit.CloseTop() {
						t.Error("the notices do not open")
					}
					v.Changed(nil)
					v.Leave()
					if !withBook {
						return
					}
					v.owner.SetText(" Lin ")
					tap(t, root, word("common.save"))
					tap(t, root, word("settings.copy_path"))
					tap(t, root, word("settings.open_folder"))
					tap(t, root, word("settings.close_book"))
					if kept(t, env).OwnerName != "Lin" {
						t.Errorf("owner = %q", kept(t, env).OwnerName)
					}
					want := []string{"copy " + sh.path, "file://" + filepath.Dir(sh.path), "leave"}
					if !slices.Equal(sh.opened, want) || len(sh.failed) > 0 {
						t.Errorf("opened %q, want %q; failed %v", sh.opened, want, sh.failed)
					}
				})
			}
		}
	}
}
