package calendar

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	cal "dragoman/data/calendar"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// shoot writes a picture where DRAGOMAN_GALLERY names a folder.
func shoot(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	img := w.Canvas().Capture()
	dir := os.Getenv("DRAGOMAN_GALLERY")
	if dir == "" {
		return
	}
	f, err := os.Create(filepath.Join(dir, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}

func show(t *testing.T, v *View, size fyne.Size) fyne.Window {
	t.Helper()
	w := test.NewTempWindow(t, container.NewStack(kit.Surface(kit.Ground, kit.Space()), v.Content()))
	w.SetPadded(false)
	w.Resize(size)
	return w
}

var (
	wide  = fyne.NewSize(1152, 804)
	small = fyne.NewSize(816, 644)
)

// TestGallery draws the screen in every language and look.
func TestGallery(t *testing.T) {
	app := test.NewTempApp(t)
	for _, lang := range []string{"en", "zh-Hans", "x-pseudo"} {
		env, shell := open(t, lang, 120)
		env.Prefs.Set(env.Prefs.Get())
		for _, look := range []struct {
			name string
			mode kit.Mode
		}{{"light", kit.Light}, {"dark", kit.Dark}, {"contrast", kit.HighContrast}} {
			if lang != "en" && look.mode != kit.Light {
				continue
			}
			app.Settings().SetTheme(kit.NewTheme(look.mode, 1))
			v := New(env)
			w := show(t, v, wide)
			v.Show(screen.Route{Screen: screen.Calendar})
			v.p.SetSecond(cal.Chinese)
			v.p.MoveTo(cal.NewDate(2027, 2, 6))
			shoot(t, w, "month-"+lang+"-"+look.name)
			v.Show(screen.Route{Screen: screen.Calendar, ID: "chinese.spring_festival"}.With("date", "2027-02-06"))
			shoot(t, w, "holiday-"+lang+"-"+look.name)
			v.p.SetMode(Agenda)
			shoot(t, w, "agenda-"+lang+"-"+look.name)
			v.p.SetMode(Month)
			w.Resize(small)
			shoot(t, w, "small-"+lang+"-"+look.name)
			v.Leave()
		}
		if len(shell.failed) > 0 {
			t.Errorf("%s: %v", lang, shell.failed)
		}
	}
}
