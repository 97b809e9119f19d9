package customers

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

func TestExportPage(t *testing.T) {
	for _, lang := range []string{"en", "zh-Hans", locales.PseudoTag} {
		for _, size := range []fyne.Size{fyne.NewSize(1152, 804), fyne.NewSize(816, 644)} {
			t.Run(lang, func(t *testing.T) {
				env, sh := newEnv(t, lang, 30)
				v, win := open(t, env, kit.Light, size.Width, size.Height)
				v.Show(screen.Route{Tab: tabExport}.With(argCountry, "JP"))
				win.Resize(size)
				if m := v.Content().MinSize(); m.Width > size.Width {
					t.Errorf("%v wide, %v asked for", m.Width, size.Width)
				}
				e := v.export.e
				want, err := env.Book.Customers.Count(context.Background(), book.CustomerFilter{Countries: []string{"JP"}})
				if err != nil || e.count != want || !e.Narrowed() {
					t.Fatalf("%d customers of %d, %v", e.count, want, err)
				}
				dir := t.TempDir()
				for _, f := range exchange.Written() {
					e.SetFormat(f)
					if v.export.fields.Visible() != (f == exchange.CSV || f == exchange.XLSX) || v.export.profiles.Visible() != (f == exchange.VCard) {
						t.Errorf("%s shows columns %t, profiles %t", f, v.export.fields.Visible(), v.export.profiles.Visible())
					}
					sh.picks = []string{filepath.Join(dir, "out")}
					e.Write()
					if len(sh.failed) > 0 {
						t.Fatal(sh.failed)
					}
					text, err := os.ReadFile(filepath.Join(dir, "out."+f.Ending()))
					if err != nil || len(text) == 0 {
						t.Errorf("%s: %d bytes, %v", f, len(text), err)
					}
					if f != exchange.XLSX && f != exchange.JSON && strings.Contains(string(text), "asked for greetings") {
						t.Errorf("%s holds what is sensitive", f)
					}
				}
				if v.Show(screen.Route{Tab: tabExport}.With(argFormat, string(exchange.JSON))); e.format != exchange.JSON {
					t.Errorf("asked for the whole book, offered %s", e.format)
				}
				e.All()
				if e.Narrowed() || e.count <= want {
					t.Errorf("all are %d", e.count)
				}
				e.SetFormat(exchange.CSV)
				e.SetAllFields(false)
				e.Write()
				text, err := os.ReadFile(filepath.Join(dir, "out.csv"))
				if head, _, _ := strings.Cut(string(text), "\n"); err != nil || strings.Count(head, ",") > 2 {
					t.Errorf("the columns of a name alone: %q, %v", head, err)
				}
				if left, err := filepath.Glob(filepath.Join(dir, ".dragoman-*")); err != nil || len(left) > 0 {
					t.Errorf("left behind: %v, %v", left, err)
				}
			})
		}
	}
}

// TestExportOfMarked: those who are marked in the list are written, and nobody
// else.
func TestExportOfMarked(t *testing.T) {
	env, sh := newEnv(t, "en", 30)
	v, _ := open(t, env, kit.Light, 1152, 804)
	v.Show(screen.Route{})
	v.list.l.Pick(1, true)
	v.list.l.Pick(3, true)
	v.list.l.Export()
	if sh.place.Tab != tabExport || v.export.e.count != 2 {
		t.Errorf("went to %+v with %d", sh.place, v.export.e.count)
	}
}

func TestDrawExport(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		env, _ := newEnv(t, lang, 120)
		for name, mode := range map[string]kit.Mode{"light": kit.Light, "dark": kit.Dark} {
			for size, s := range map[string]fyne.Size{"wide": fyne.NewSize(1152, 804), "small": fyne.NewSize(816, 644)} {
				v, win := open(t, env, mode, s.Width, s.Height)
				v.Show(screen.Route{Tab: tabExport})
				screentest.Shoot(t, win, "export-"+lang+"-"+name+"-"+size)
				test.NewApp()
			}
		}
	}
}
