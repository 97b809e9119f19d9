package culture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/ui/internal/kit"
)

// newFrame puts the list of topics at the left, as high as it needs, and the
// body beside it, as high as there is room.
func newFrame(nav, body fyne.CanvasObject) *fyne.Container {
	return container.New(frameLayout{}, nav, body)
}

type frameLayout struct{}

// Layout implements fyne.Layout.
func (frameLayout) Layout(o []fyne.CanvasObject, s fyne.Size) {
	w := kit.Scaled(navWidth)
	o[0].Resize(fyne.NewSize(w, min(s.Height, o[0].MinSize().Height)))
	o[0].Move(fyne.NewPos(0, 0))
	o[1].Resize(fyne.NewSize(max(0, s.Width-w-kit.Gap), s.Height))
	o[1].Move(fyne.NewPos(w+kit.Gap, 0))
}

// MinSize implements fyne.Layout.
func (frameLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(kit.Scaled(navWidth)+kit.Gap+o[1].MinSize().Width, 200)
}
