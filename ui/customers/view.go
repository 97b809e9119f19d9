package customers

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/ui/customers/segments"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// page is one of the three faces of the screen.
type page interface {
	content() fyne.CanvasObject
	show(screen.Route)
	changed([]book.Change)
	tick() // a minute has passed: clocks are late
	leave()
}

// View is the Customers screen. It shows the list, one customer or the form,
// as the route says.
type View struct {
	env   *screen.Env
	root  *fyne.Container
	now   page
	shown bool // the screen is in the window
	clock screen.Delay
	armed bool // the clock is being set

	list   *listView
	detail *detailView
	form   *formView
	twins  *duplicatesView
	export *exportView
	lately *changesView
	groups *segmentsPage
}

// New makes the screen with nothing shown yet.
func New(env *screen.Env) *View {
	v := &View{env: env, root: container.NewStack()}
	v.clock.Runner = env.Runner
	return v
}

// Content is the object to put into the window.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show brings the screen to a route: the list without an ID, the trash with
// the argument trash, one customer with an ID, and the form with the argument
// edit or, for somebody new, with the argument new set to the kind.
func (v *View) Show(r screen.Route) {
	v.shown = true
	switch {
	case r.Arg(argEdit) == valueYes || r.ID == "" && r.Arg(argNew) != "":
		if v.form == nil {
			v.form = newFormView(v.env, v.instead)
		}
		v.turn(v.form)
	case r.Tab == tabDuplicates:
		if v.twins == nil {
			v.twins = newDuplicatesView(v.env)
		}
		v.turn(v.twins)
	case r.Tab == tabChanges:
		if v.lately == nil {
			v.lately = newChangesView(v.env)
		}
		v.turn(v.lately)
	case r.Tab == tabSegments:
		if v.groups == nil {
			v.groups = &segmentsPage{segments.New(v.env)}
		}
		v.turn(v.groups)
	case r.Tab == tabExport:
		if v.export == nil {
			v.export = newExportView(v.env)
		}
		v.turn(v.export)
	case r.ID != "":
		if v.detail == nil {
			v.detail = newDetailView(v.env)
		}
		v.turn(v.detail)
	default:
		if v.list == nil {
			v.list = newListView(v.env)
		}
		v.turn(v.list)
	}
	v.now.show(r)
	v.wind()
}

// segmentsPage is the page of segments among the faces of the screen.
type segmentsPage struct{ v *segments.View }

func (p *segmentsPage) content() fyne.CanvasObject { return p.v.Content() }
func (p *segmentsPage) show(r screen.Route)        { p.v.Show(r) }
func (p *segmentsPage) changed(list []book.Change) { p.v.Changed(list) }
func (p *segmentsPage) tick()                      {}
func (p *segmentsPage) leave()                     { p.v.Leave() }

// wind sets the clock for the next full minute, because a local time stands
// beside every person. A Runner that does everything at once is wound once.
func (v *View) wind() {
	if v.armed {
		return
	}
	v.armed = true
	rest := time.Minute - time.Duration(v.env.Book.Now().Second())*time.Second
	v.clock.Run(rest, func() {
		if v.shown {
			v.now.tick()
			v.wind()
		}
	})
	v.armed = false
}

// turn brings another page to the front.
func (v *View) turn(p page) {
	if v.now == p {
		return
	}
	if v.now != nil {
		v.now.leave()
	}
	v.now = p
	kit.Turn(v.root, p.content())
}

// Changed reads again what is shown when it is no longer as it was.
func (v *View) Changed(changes []book.Change) {
	if v.shown && v.now != nil { // else Show reads it again
		v.now.changed(changes)
	}
}

// Unsaved says whether a card is being written on.
func (v *View) Unsaved() bool {
	f, ok := v.now.(*formView)
	return ok && f.f.loaded && f.dirty()
}

// Leave ends what is under way.
func (v *View) Leave() {
	v.shown = false
	if v.now != nil {
		v.now.leave()
	}
}

// instead shows another route in the place of the present one.
func (v *View) instead(r screen.Route) {
	v.env.Shell.Replace(r)
	v.Show(r)
}

// Dropped takes files that were dropped on the window: a picture while the form
// is shown, anything while a customer is; among the notes it goes to the latest.
// Contacts are left to the import.
func (v *View) Dropped(paths []string) bool {
	switch {
	case v.form != nil && v.now == page(v.form):
		return v.form.dropped(paths[0])
	case v.Customer() != "" && v.detail.d.tab == tabNotes && v.detail.notes.dropped(paths):
		return true
	case v.Customer() != "" && !slices.Contains(contactFiles, strings.ToLower(filepath.Ext(paths[0]))):
		v.detail.over.files.Attach(paths)
		return true
	}
	return false
}

// contactFiles end like files with contacts, which are rather imported.
var contactFiles = []string{".vcf", ".csv", ".ics"}

// TurnTo opens a tab of the card that is shown.
func (v *View) TurnTo(i int) {
	if v.detail != nil && v.now == page(v.detail) {
		v.detail.tabs.Choose(i)
	}
}

// Letter does what a letter stands for while nothing is being written.
func (v *View) Letter(r rune) {
	if v.detail != nil && v.now == page(v.detail) {
		v.detail.letter(r)
	}
}

// Customer is the customer who is shown, or "".
func (v *View) Customer() book.ID {
	if v.detail == nil || v.now != page(v.detail) || !v.detail.d.is.loaded || !v.detail.d.is.c.TrashedAt.IsZero() {
		return ""
	}
	return v.detail.d.id
}

// Save keeps what stands in the form, if the form is shown. The shell calls it
// for the shortcut of saving.
func (v *View) Save() {
	switch {
	case v.form != nil && v.now == page(v.form):
		v.form.save(false)
	case v.groups != nil && v.now == page(v.groups):
		v.groups.v.Save()
	}
}

// canvasOf is where dialogs of an object are shown.
func canvasOf(o fyne.CanvasObject) fyne.Canvas {
	return fyne.CurrentApp().Driver().CanvasForObject(o)
}
