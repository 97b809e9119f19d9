package customers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/ui/internal/screen"
)

type formView struct {
	env  *screen.Env
	root *fyne.Container
}

func newFormView(env *screen.Env) *formView { return &formView{env: env, root: container.NewStack()} }

func (v *formView) content() fyne.CanvasObject { return v.root }
func (v *formView) show(r screen.Route)        {}
func (v *formView) changed([]book.Change)      {}
func (v *formView) leave()                     {}
func (v *formView) save(again bool)            {}
