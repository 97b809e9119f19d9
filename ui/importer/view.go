package importer

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// View is the import page.
type View struct {
	p    *presenter
	env  *screen.Env
	page *kit.PageView
	body *fyne.Container

	file, check, done fyne.CanvasObject

	steps    []*kit.Chip
	about    *kit.Line
	counts   map[book.Fate]*kit.Line
	asking   *kit.Line
	table    *kit.Table
	question *kit.Card
	words    []*fyne.Container
	ask      *kit.Paragraph
	sure     *kit.Paragraph
	dayFirst *kit.Button
	monFirst *kit.Button
	encoding *kit.Select
	existing map[book.Existing]*kit.Check
	saveBad  *kit.Button
	importIt *kit.Button
	back     *kit.Button
	show     *kit.Button // the customers
	next     *kit.Button // what is to be pressed next

	progress *kit.Progress
	progText *kit.Line
	busy     fyne.CanvasObject

	doneText *kit.Paragraph
	invented [2]*kit.Paragraph // that the customers are, before and after
	trouble  *kit.List
	troubles []string
	noticed  fyne.CanvasObject
	undo     *kit.Button

	columns *columnsCard
	known   *knownCard
	right   *fyne.Container // the answers
}

// New makes the import page.
func New(env *screen.Env) *View {
	v := &View{env: env, counts: map[book.Fate]*kit.Line{}, existing: map[book.Existing]*kit.Check{}}
	v.p = newPresenter(env, v.render)
	v.columns, v.known = newColumnsCard(v), newKnownCard(v)
	v.file = v.filePage()
	v.check = v.checkPage()
	v.done = v.donePage()
	v.busy = v.busyPage()
	v.body = container.NewStack(v.file, v.check, v.done, v.busy)
	v.page = kit.Page(v.t("import.title"), "", nil, v.body)
	v.render()
	return v
}

func (v *View) t(id locales.ID) string { return v.env.T(id, nil) }

// filePage asks for a file.
func (v *View) filePage() fyne.CanvasObject {
	e := kit.Empty(v.t("import.choose_title"), v.t("import.choose_text"), v.t("import.choose"), v.pick)
	return kit.NewCard("", e)
}

func (v *View) pick() {
	v.env.Shell.PickFiles(v.t("import.choose_title"), []string{"xlsx", "csv", "vcf", "vcard", "ics", "json", "txt", "tsv"}, func(paths []string) { v.p.choose(paths[0]) })
}

// busyPage shows how far the reading is.
func (v *View) busyPage() fyne.CanvasObject {
	v.progress, v.progText = kit.NewProgress(0), kit.Text("", kit.Body)
	stop := kit.NewButton(v.t("common.cancel"), kit.Secondary, v.p.cancel)
	return container.NewVBox(kit.NewCard("", kit.VBox(14, v.progText, v.progress, kit.HBox(0, stop, kit.Space()))))
}

// Content implements the shell's Screen.
func (v *View) Content() fyne.CanvasObject { return v.page }

// Show implements the shell's Screen.
func (v *View) Show(r screen.Route) {
	if path := r.Arg("file"); path != "" {
		v.env.Shell.Replace(screen.Route{Screen: screen.Import})
		v.p.choose(path)
		return
	}
	if v.p.step == stepDone {
		v.p.restart()
	}
	v.render()
}

// Dropped takes a file that was dropped on the page.
func (v *View) Dropped(paths []string) bool {
	path := paths[0]
	v.p.choose(path)
	return true
}

// Changed implements the shell's Screen; a check that is shown stays as it was
// worked out, and running it tells the truth.
func (v *View) Changed([]book.Change) {}

// Leave implements the shell's Screen: a file that is being written is not
// interrupted by looking elsewhere.
func (v *View) Leave() {
	if v.p.busy && !v.p.writing {
		v.p.job.Cancel()
		v.p.busy = false
	}
}

// render brings the page to the presenter's state.
func (v *View) render() {
	p := v.p
	show(v.file, p.step == stepFile && !p.busy)
	show(v.check, p.step == stepCheck && !p.busy)
	show(v.done, p.step == stepDone && !p.busy)
	show(v.busy, p.busy)
	switch {
	case p.busy:
		v.renderBusy()
	case p.step == stepCheck:
		v.renderCheck()
	case p.step == stepDone:
		v.renderDone()
	}
	for _, c := range v.words {
		c.Refresh()
	}
	v.page.SetActions(v.actions()...)
	v.page.SetTitle(v.t("import.title"), v.t([]locales.ID{"import.sub_file", "import.sub_check", "import.sub_done"}[p.step]))
	v.body.Refresh()
	v.arrive()
}

// arrive gives the keyboard to what is to be done next: the question, then the
// import, then the customers. Who uses the pointer sees no ring.
func (v *View) arrive() {
	var next *kit.Button
	switch p := v.p; {
	case p.busy:
	case p.step == stepCheck && p.asks():
		next = v.dayFirst
	case p.step == stepCheck:
		next = v.importIt
	case p.step == stepDone:
		next = v.show
	}
	if next == v.next {
		return
	}
	v.next = next
	screen.Soon(v.env.Runner, func() bool {
		return v.next != next || next == nil || kit.Pointed() || kit.FocusFirst(v.page, next)
	})
}

// actions stand at the head of the page while the rows are checked, in sight
// wherever the page is scrolled.
func (v *View) actions() []fyne.CanvasObject {
	if v.p.busy || v.p.step != stepCheck {
		return nil
	}
	return []fyne.CanvasObject{v.back, v.importIt}
}

func show(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

func (v *View) renderBusy() {
	id := locales.ID("import.reading")
	if v.p.writing {
		id = "import.writing"
	}
	v.progText.SetText(v.env.N(id, v.p.read, nil))
	total := v.p.rows
	if total < v.p.read {
		total = 2 * v.p.read // not known yet
	}
	if total > 0 {
		v.progress.SetValue(float64(v.p.read) / float64(total))
	}
}
