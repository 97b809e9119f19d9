package settings

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
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
	env, sh := screentest.NewEnv(t, "en")
	p := newPresenter(env, func() {})
	p.setOwner(signer{name: "  林梅 ", company: " 林记 ", latinName: " Lin Mei", latinCompany: "Lin & Co "})
	p.setCulture("CN")
	p.setZone("Asia/Shanghai")
	want := book.Settings{OwnerName: "林梅", Company: "林记", OwnerLatin: "Lin Mei", CompanyLatin: "Lin & Co", HomeCulture: "CN", HomeZone: "Asia/Shanghai"}
	if got := kept(t, env); got != want {
		t.Errorf("settings = %+v, want %+v", got, want)
	}
	if len(sh.Ops) != 3 || sh.Told[0] != env.T("settings.kept", nil) {
		t.Errorf("done %+v, told %q", sh.Ops, sh.Told)
	}
	p.setZone("Asia/Shanghai") // nothing new, nothing said
	if len(sh.Ops) != 3 {
		t.Error("nothing was changed, and it can be undone")
	}
	if _, _, err := env.Book.History.Undo(context.Background(), sh.Ops[2].ID); err != nil {
		t.Fatal(err)
	}
	want.HomeZone = ""
	if got := kept(t, env); got != want {
		t.Errorf("after undo %+v, want %+v", got, want)
	}
	p.setZone("Atlantis/Harbour")
	if len(sh.Failed) != 1 || book.CodeOf(sh.Failed[0]) != book.Invalid || kept(t, env) != want {
		t.Errorf("failed %v, kept %+v", sh.Failed, kept(t, env))
	}
}

func TestChoicesOfThisComputerLeaveTheOthersAlone(t *testing.T) {
	env, sh := screentest.NewEnv(t, "en")
	sh.Kept = prefs.Prefs{Book: "b", Theme: "dark"}
	p := newPresenter(env, func() {})
	p.setPrefs(func(p *prefs.Prefs) { p.Language = "zh-Hans" })
	if sh.Kept.Language != "zh-Hans" || sh.Kept.Book != "b" || sh.Kept.Theme != "dark" {
		t.Errorf("preferences = %+v", sh.Kept)
	}
	if p.folder() != filepath.Dir(sh.File) {
		t.Errorf("folder = %q", p.folder())
	}
}

func TestCustomersAreCounted(t *testing.T) {
	env, _ := screentest.NewEnv(t, "en")
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
	p.setOwner(signer{name: "nobody"})
	if renders != 2 {
		t.Errorf("without a book it is shown %d times", renders)
	}
}

func TestZonesAreKnownAndNamedOnce(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := screentest.NewEnv(t, lang)
		zs := zones(env.Printer)
		if len(zs) < 90 {
			t.Errorf("%d zones only", len(zs))
		}
		seen := map[string]bool{}
		for _, z := range zs {
			city := env.Printer.Zone(z)
			if _, err := time.LoadLocation(z); err != nil || seen[city] {
				t.Errorf("%s: %v, seen before: %v", z, err, seen[city])
			}
			seen[city] = true
			if han := strings.IndexFunc(city, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0; han != (lang == "zh-Hans") && z != "UTC" {
				t.Errorf("%s is called %s in %s", z, city, lang)
			}
		}
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
		for _, size := range screentest.Pages {
			for _, withBook := range []bool{true, false} {
				t.Run(lang, func(t *testing.T) {
					env, sh := screentest.NewEnv(t, lang)
					if !withBook {
						env.Book, env.Settings = nil, book.Settings{}
					}
					var v *View
					w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
					root := w.Content()
					word := func(id locales.ID) string { return env.T(id, nil) }
					v.Show(screen.Route{Screen: screen.Settings})
					screentest.Holds(t, root, size)
					if words := screentest.Texts(root); slices.Contains(words, word("settings.file")) != withBook || slices.Contains(words, word("settings.home")) != withBook {
						t.Error("what belongs to a book is shown without one, or the other way round")
					}
					screentest.Tap(t, root, word("settings.notices"))
					if !kit.CloseTop() {
						t.Error("the notices do not open")
					}
					v.Changed(nil)
					v.Leave()
					if !withBook {
						return
					}
					v.owner.SetText(" Lin ")
					screentest.Tap(t, root, word("common.save"))
					screentest.Tap(t, root, word("settings.copy_path"))
					screentest.Tap(t, root, word("settings.open_folder"))
					screentest.Tap(t, root, word("settings.close_book"))
					if kept(t, env).OwnerName != "Lin" {
						t.Errorf("owner = %q", kept(t, env).OwnerName)
					}
					want := []string{"copy " + sh.File, "file://" + filepath.Dir(sh.File), "leave"}
					if !slices.Equal(sh.Opened, want) || len(sh.Failed) > 0 {
						t.Errorf("opened %q, want %q; failed %v", sh.Opened, want, sh.Failed)
					}
				})
			}
		}
	}
}
