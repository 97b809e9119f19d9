package settings

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/sync"
	"dragoman/data/sync/share"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/screentest"
)

// TestDraw draws the page of sharing and safety into the folder that
// DRAGOMAN_SHOTS names, to be looked at.
func TestDraw(t *testing.T) {
	screentest.Draws(t)
	for _, lang := range []string{"en", "zh-Hans"} {
		for i, size := range screentest.Pages {
			env, _ := screentest.NewEnv(t, lang)
			env.Sharer = screen.NewSharer(func(context.Context) (*share.Session, error) { return nil, errors.New("none") }, screen.Inline{}, func() time.Time { return screentest.Noon }, func() {})
			env.Sharer.Loaded = true
			env.Sharer.State = share.State{Shared: true, Key: true, Place: &share.Place{Kind: share.Folder, Dir: filepath.Join("x", "OneDrive", "Dragoman")}, Status: sync.Status{
				Self: sync.Device{ID: "a", Label: "Office"}, LastRound: screentest.Noon.Add(-3 * time.Minute),
				Devices: []sync.Device{
					{ID: "b", Label: "Notebook of Lena", Met: screentest.Noon.Add(-18 * time.Hour), Waiting: 2},
					{ID: "c", Label: "Old laptop", Met: screentest.Noon.Add(-61 * 24 * time.Hour)},
				},
			}}
			var v *View
			w := screentest.Open(t, env.Printer.Tag(), size, func() fyne.CanvasObject { v = New(env); return v.Content() })
			if i == 1 && lang == "zh-Hans" { // one of them dark
				fyne.CurrentApp().Settings().SetTheme(kit.NewTheme(kit.Dark, 1))
			}
			v.tabs.SetSelected(safetyTab)
			v.turn(safetyTab)
			v.sharing.s.answers = []answers{{name: "Priya Sharma", count: 1, by: "Lena", at: screentest.Noon}}
			v.sharing.render()
			draw := func(name string) {
				screentest.Shoot(t, w, name+"-"+lang+"-"+map[bool]string{true: "wide", false: "narrow"}[size.Width > 1000])
			}
			draw("safety")
			v.sharing.add()
			draw("add")
			kit.CloseTop()
			u := v.sharing.s.newSetup(false)
			clouds := []share.Cloud{{Provider: share.ProviderOf("OneDrive"), Dir: filepath.Join("x", "OneDrive")}}
			newPlaceForm(v.sharing, u, clouds).show()
			draw("setup")
			kit.CloseTop()
			f := newPlaceForm(v.sharing, v.sharing.s.newSetup(true), clouds)
			f.show()
			f.choose(string(share.S3))
			f.where.SetSelected(string(share.S3))
			f.next()
			draw("join")
			kit.CloseTop()
			v.sharing.firstCode(u)
			draw("code")
			kit.CloseTop()
			v.sharing.retire(deviceLine{label: "Old laptop"})
			draw("retire")
			kit.CloseTop()
			env.Sharer.State = share.State{}
			v.sharing.s.answers = nil
			v.sharing.render()
			draw("not-shared")
			env.Sharer.State = share.State{Shared: true, Place: &share.Place{Kind: share.WebDAV, Address: "https://cloud.example.org/dav"}, Status: sync.Status{Stuck: 2, Foreign: []string{"a (conflicted copy).seg"}, Self: sync.Device{Label: "Office"}}}
			v.sharing.render()
			draw("no-key")
		}
	}
}
