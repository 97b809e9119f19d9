package culture

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the screen in the window.
type View struct {
	env   *screen.Env
	p     *Presenter
	list  *listView
	guide *guideView
	root  *fyne.Container
}

// New builds the screen.
func New(env *screen.Env) *View {
	v := &View{env: env}
	v.p = NewPresenter(env, v.draw)
	v.list, v.guide = newListView(v), newGuideView(v)
	v.root = container.NewStack(v.list.page)
	return v
}

// Content implements the shell's Screen.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show implements the shell's Screen.
func (v *View) Show(r screen.Route) {
	v.guide.toTop = true
	v.p.Show(r)
	if c := v.canvas(); c != nil && v.p.Code != "" {
		c.Focus(v.guide.nav)
	}
}

// Changed implements the shell's Screen.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave implements the shell's Screen.
func (v *View) Leave() {
	v.p.Leave()
	v.guide.leave()
}

// draw shows the list or the guide.
func (v *View) draw() {
	var page fyne.CanvasObject = v.list.page
	if v.p.Code != "" {
		page = v.guide.page
		v.guide.draw()
	} else {
		v.list.draw()
	}
	kit.Turn(v.root, page)
}

func (v *View) t(id locales.ID) string { return v.env.T(id, nil) }

func (v *View) canvas() fyne.Canvas { return fyne.CurrentApp().Driver().CanvasForObject(v.root) }
