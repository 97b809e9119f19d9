package start

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/prefs"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// nobody returns an environment without a book, as on the first run.
func nobody(t *testing.T, lang string) (*screen.Env, *screentest.Shell) {
	t.Helper()
	env, sh := screentest.NewEnv(t, lang)
	env.Book, env.Settings, sh.File = nil, book.Settings{}, ""
	return env, sh
}

func TestABookIsMadeFromTheAnswers(t *testing.T) {
	env, sh := nobody(t, "en")
	p := newPresenter(env)
	if p.asking || p.culture != locales.SystemRegion() {
		t.Errorf("begins with %+v", p)
	}
	p.ask()
	if !p.asking || p.path != sh.DefaultPath() {
		t.Errorf("asks about %q", p.path)
	}
	for _, x := range []struct{ typed, want string }{
		{"", sh.DefaultPath()}, // giving up keeps what was there
		{filepath.Join("a", "mine.dragoman"), filepath.Join("a", "mine.dragoman")},
		{filepath.Join("a", "客户"), filepath.Join("a", "客户.dragoman")},
		{filepath.Join("a", "book.db"), filepath.Join("a", "book.db")},
	} {
		p.setPath(x.typed)
		if p.path != x.want {
			t.Errorf("setPath(%q) = %q, want %q", x.typed, p.path, x.want)
		}
	}
	p.culture, p.owner = "JP", "  Lin Mei "
	p.ask() // asking again keeps the path
	p.begin()
	if want := (book.Settings{HomeCulture: "JP", OwnerName: "Lin Mei"}); sh.Created != want {
		t.Errorf("settings = %+v, want %+v", sh.Created, want)
	}
	if !slices.Equal(sh.Opened, []string{"create " + filepath.Join("a", "book.db")}) {
		t.Errorf("opened %q", sh.Opened)
	}
}

func TestLanguageAndLookApplyAtOnce(t *testing.T) {
	env, sh := nobody(t, "en")
	sh.Kept = prefs.Prefs{Book: "kept", Scale: 1.3}
	p := newPresenter(env)
	p.setLanguage("zh-Hans")
	p.setTheme("dark")
	if got := sh.Kept; got.Language != "zh-Hans" || got.Theme != "dark" || got.Book != "kept" || got.Scale != 1.3 {
		t.Errorf("preferences = %+v", got)
	}
	p.setLanguage("")
	if sh.Kept.Language != "" || sh.Kept.Theme != "dark" {
		t.Errorf("preferences = %+v", sh.Kept)
	}
}

func TestFoldersThatACloudCopies(t *testing.T) {
	for path, want := range map[string]bool{
		"/media/lin/Documents":                                      false,
		"/media/lin/OneDrive/books":                                 true,
		"/media/lin/OneDrive - Company/books":                       true,
		"/Volumes/lin/Library/Mobile Documents/com~apple~CloudDocs": true,
		"/media/lin/Dropbox":                                        true,
		"/media/lin/Dropbox (Personal)/a":                           true,
		"/media/lin/My Drive/books":                                 true,
		"/media/lin/Google Drive/books":                             true,
		"/media/lin/Nextcloud":                                      true,
		"/media/lin/坚果云/客户":                                         true,
		"/media/lin/not-dropbox":                                    false,
		"":                                                          false,
	} {
		if got := synced(path); got != want {
			t.Errorf("synced(%q) = %v", path, got)
		}
	}
}

func TestThePageInEveryLanguage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range screentest.Pages {
			t.Run(lang, func(t *testing.T) {
				env, sh := nobody(t, lang)
				var v *View
				w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
				root := w.Content()
				word := func(id locales.ID) string { return env.T(id, nil) }
				v.Show(screen.Route{Screen: screen.Start})
				screentest.Holds(t, root, size)
				for _, id := range []locales.ID{"start.welcome", "start.begin", "start.open", "start.demo"} {
					if !screentest.Shown(root, word(id)) {
						t.Errorf("%q is not shown", word(id))
					}
				}
				screentest.Tap(t, root, word("start.demo"))
				screentest.Tap(t, root, word("start.open")) // and give up
				if !slices.Equal(sh.Asked, screen.BookFiles) {
					t.Errorf("asked for %v", sh.Asked)
				}
				sh.Files = []string{filepath.Join("my", "book.dragoman")}
				screentest.Tap(t, root, word("start.open"))

				screentest.Tap(t, root, word("start.begin"))
				if w.Canvas().Focused() != v.name {
					t.Error("the name cannot be typed at once")
				}
				screentest.Holds(t, root, size)
				if v.where.Text != sh.DefaultPath() || screentest.Shown(root, word("start.demo")) {
					t.Errorf("the questions begin with %q", v.where.Text)
				}
				sh.Files = []string{filepath.Join("Dropbox", "book")}
				screentest.Tap(t, root, word("start.browse"))
				if v.where.Text != filepath.Join("Dropbox", "book.dragoman") || v.warning.Text() != word("start.synced") {
					t.Errorf("chose %q, warned %q", v.where.Text, v.warning.Text())
				}
				sh.Files = []string{filepath.Join("here", "book")}
				screentest.Tap(t, root, word("start.browse"))
				if v.warning.Text() != "" {
					t.Errorf("warned %q", v.warning.Text())
				}
				screentest.Tap(t, root, word("start.make"))
				screentest.Tap(t, root, word("common.back"))
				if !screentest.Shown(root, word("start.begin")) {
					t.Error("back does not lead back")
				}
				want := "demo|open " + filepath.Join("my", "book.dragoman") + "|create " + filepath.Join("here", "book.dragoman")
				if got := strings.Join(sh.Opened, "|"); got != want {
					t.Errorf("opened %q, want %q", got, want)
				}
				v.Changed(nil)
				v.Leave()
			})
		}
	}
}

func TestTheFileNameCanBeTyped(t *testing.T) {
	env, sh := nobody(t, "en")
	var v *View
	w := screentest.Open(t, "en", screentest.Pages[0], func() fyne.CanvasObject { v = New(env); return v.Content() })
	screentest.Tap(t, w.Content(), env.T("start.begin", nil))
	w.Canvas().Focus(v.where)
	v.where.SetText("")
	if !v.make.Disabled() {
		t.Error("a book can be made nowhere")
	}
	v.p.begin()
	for _, r := range "shop.dragoman" {
		v.where.TypedRune(r)
	}
	if v.where.Text != "shop.dragoman" {
		t.Errorf("the entry says %q", v.where.Text)
	}
	screentest.Tap(t, w.Content(), env.T("start.make", nil))
	if !slices.Equal(sh.Opened, []string{"create shop.dragoman"}) {
		t.Errorf("opened %q", sh.Opened)
	}
	v.Show(screen.Route{Screen: screen.Start}) // the folder was missing: what was answered is there
	if !v.make.Visible() || !v.questions.Visible() || v.where.Text != "shop.dragoman" {
		t.Errorf("after a fault it shows %q", v.where.Text)
	}
	v.where.SetText("plain")
	screentest.Tap(t, w.Content(), env.T("start.make", nil))
	if got := sh.Opened[len(sh.Opened)-1]; got != "create plain.dragoman" {
		t.Errorf("opened %q", got)
	}
}
