package importer

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/locales/explain"
	"dragoman/ui/internal/allow"
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

// checkPage shows what will happen.
func (v *View) checkPage() fyne.CanvasObject {
	return kit.Scroll(kit.VBox(14, v.strip(), v.figures(), kit.Columns(900, 0.4, v.preview(), v.answers())))
}

// strip says where the user is and what file it is.
func (v *View) strip() fyne.CanvasObject {
	row := []fyne.CanvasObject{}
	for _, id := range []locales.ID{"import.step_file", "import.step_check", "import.step_done"} {
		c := kit.NewChip(v.t(id), kit.Slate)
		v.steps = append(v.steps, c)
		row = append(row, c)
	}
	v.about = kit.Text("", kit.Muted).SetAlign(fyne.TextAlignTrailing)
	row = append(row, kit.Grow(v.about))
	return kit.NewCard("", kit.HBox(16, row...))
}

// figures are the five numbers.
func (v *View) figures() fyne.CanvasObject {
	figure := func(id locales.ID, tok kit.Token) (*kit.Line, fyne.CanvasObject) {
		n := kit.Text("", kit.Figure).SetColor(tok)
		return n, kit.NewCard("", kit.VBox(4, kit.Text(v.t(id), kit.Muted), n))
	}
	var cards []fyne.CanvasObject
	add := func(fate book.Fate, id locales.ID, tok kit.Token) {
		n, card := figure(id, tok)
		v.counts[fate] = n
		cards = append(cards, card)
	}
	add(book.FateAdded, "import.count_new", kit.Jade.Text())
	add(book.FateChanged, "import.count_changed", kit.Ink)
	add(book.FateSkipped, "import.count_same", kit.InkMuted)
	n, card := figure("import.count_asks", kit.Saffron.Text())
	v.asking = n
	cards = append(cards, card)
	add(book.FateFailed, "import.count_bad", kit.Cinnabar.Text())
	return kit.EqualColumns(110, cards...)
}

// fates are the words and tints of what becomes of a row.
var fates = map[book.Fate]struct {
	id   locales.ID
	tint kit.Tint
}{
	book.FateAdded:   {"import.fate_new", kit.Jade},
	book.FateChanged: {"import.fate_changes", kit.Saffron},
	book.FateSkipped: {"import.fate_same", kit.Slate},
	book.FateFailed:  {"import.fate_bad", kit.Cinnabar},
}

// layouts are the words for whose form a file has.
var layouts = map[exchange.Layout]locales.ID{
	exchange.Google:         "import.layout_google",
	exchange.GoogleOld:      "import.layout_google",
	exchange.OutlookCom:     "import.layout_outlook",
	exchange.OutlookDesktop: "import.layout_outlook",
	exchange.Thunderbird:    "import.layout_thunderbird",
	exchange.Generic:        "import.layout_table",
	exchange.Cards:          "import.layout_cards",
	exchange.Ours:           "import.layout_ours",
	exchange.Monica:         "import.layout_monica",
	exchange.LinkedIn:       "import.layout_linkedin",
	exchange.HubSpot:        "import.layout_hubspot",
	exchange.Salesforce:     "import.layout_salesforce",
	exchange.WeCom:          "import.layout_wecom",
	exchange.Calendar:       "import.layout_calendar",
}

// preview is the table of the first rows.
func (v *View) preview() fyne.CanvasObject {
	row := func(i int) book.ImportItem { return v.p.report.Sample[i] }
	columns := []kit.Column{
		{ID: "name", Title: v.t("import.col_name"), Width: 110, Grow: 3, Cell: func(i int) []kit.Span {
			c := row(i).Customer
			return []kit.Span{{Text: c.Name.Full, Style: kit.LabelBold, Lang: c.Name.Language}}
		}},
		{ID: "reading", Title: v.t("import.col_reading"), Width: 80, Grow: 2, Cell: func(i int) []kit.Span {
			return []kit.Span{{Text: row(i).Customer.Name.Reading, Style: kit.Label, Color: kit.InkMuted}}
		}},
		{ID: "reach", Title: v.t("import.col_reach"), Width: 110, Grow: 3, Cell: func(i int) []kit.Span { return plain(v.reach(row(i).Customer)) }},
		{ID: "birthday", Title: v.t("import.col_birthday"), Width: 104, Grow: 3, Cell: func(i int) []kit.Span { return plain(v.birthday(row(i).Customer)) }},
		{ID: "fate", Title: v.t("import.col_fate"), Width: 80, Cell: func(i int) []kit.Span {
			f, known := fates[row(i).Fate]
			if !known {
				return nil // the columns were changed since it was worked out
			}
			return []kit.Span{{Text: v.t(f.id), Style: kit.Label, Color: f.tint.Text()}}
		}},
	}
	v.table = kit.NewTable(columns, func() int { return len(v.p.report.Sample) }, nil, nil)
	foot := kit.Wrap(v.t("import.culture_open"), kit.Muted)
	return kit.VBox(14, kit.NewCard(v.t("import.first_rows"), kit.VBox(8, container.New(tableHeight{}, v.table), foot)), v.known.card, v.columns.card)
}

// tableHeight gives the table room for some rows; the page scrolls around it.
type tableHeight struct{}

func (tableHeight) MinSize(objs []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(objs[0].MinSize().Width, kit.Scaled(320))
}

func (tableHeight) Layout(objs []fyne.CanvasObject, size fyne.Size) { objs[0].Resize(size) }

func plain(s string) []kit.Span { return []kit.Span{{Text: s, Style: kit.Label}} }

func (v *View) reach(c book.Customer) string {
	for _, ch := range c.Channels {
		if ch.Kind == book.Phone || ch.Kind == book.Email {
			return ch.Value
		}
	}
	return ""
}

func (v *View) birthday(c book.Customer) string {
	for _, d := range c.Dates {
		if d.Kind == book.Birthday {
			if d.Raw != "" && d.When.Month == 0 && d.When.Year == 0 {
				return d.Raw
			}
			return v.env.Printer.Partial(d.When)
		}
	}
	return ""
}

// answers are the questions at the right and the buttons.
func (v *View) answers() fyne.CanvasObject {
	v.dayFirst = kit.NewButton("", kit.Secondary, func() { v.p.setDateOrder(exchange.DayFirst) })
	v.monFirst = kit.NewButton("", kit.Secondary, func() { v.p.setDateOrder(exchange.MonthFirst) })
	v.ask, v.sure = kit.Wrap("", kit.Body), kit.Wrap("", kit.Muted)
	v.question = kit.NewCard(v.t("import.question"),
		v.keep(kit.VBox(10, v.keep(kit.VBox(2, v.ask, v.sure)), v.keep(kit.Flow(8, v.dayFirst, v.monFirst)))))
	who := kit.VBox(6)
	for _, c := range []struct {
		e  book.Existing
		id locales.ID
	}{{book.Skip, "import.existing_skip"}, {book.Fill, "import.existing_fill"}, {book.Update, "import.existing_update"}, {book.Ask, "import.existing_ask"}} {
		r := kit.NewRadio(v.t(c.id), false, func(on bool) {
			if on {
				v.p.setExisting(c.e)
			}
		})
		v.existing[c.e] = r
		who.Add(r)
	}
	bases := []kit.Option{{Value: "", Label: v.t("privacy.basis_as_settings")}}
	for _, b := range book.Bases() {
		bases = append(bases, kit.Option{Value: string(b), Label: allow.Basis(v.env.Printer, b)})
	}
	basis := kit.NewSelect(v.t("privacy.basis_as_settings"), bases, v.p.setBasis)
	var codes []kit.Option
	for _, e := range exchange.Encodings() {
		codes = append(codes, kit.Option{Value: e, Label: strings.ToUpper(e)})
	}
	v.encoding = kit.NewSelect(v.t("import.encoding"), codes, v.p.setEncoding)
	v.back = kit.NewButton(v.t("common.back"), kit.Secondary, v.p.restart)
	v.saveBad = kit.NewButton("", kit.Secondary, func() {
		v.env.Shell.PickSave(v.t("import.bad_title"), v.t("import.bad_file"), v.p.saveBad)
	})
	v.importIt = kit.NewButton("", kit.Primary, v.p.goOn)
	v.right = kit.VBox(14, v.question, kit.NewCard(v.t("import.existing"), who),
		kit.NewCard(v.t("import.basis"), kit.VBox(8, kit.Wrap(v.t("import.basis_text"), kit.Muted), basis)),
		kit.NewCard(v.t("import.letters"), kit.VBox(8, kit.Wrap(v.t("import.letters_text"), kit.Muted), v.encoding)),
		v.keep(kit.Flow(12, v.saveBad)))
	return v.right
}

// keep remembers a container whose parts change their size with their words,
// so that it is laid out again after that.
func (v *View) keep(c *fyne.Container) *fyne.Container {
	v.words = append(v.words, c)
	return c
}

// busyPage shows how far the reading is.
func (v *View) busyPage() fyne.CanvasObject {
	v.progress, v.progText = kit.NewProgress(0), kit.Text("", kit.Body)
	stop := kit.NewButton(v.t("common.cancel"), kit.Secondary, v.p.cancel)
	return container.NewVBox(kit.NewCard("", kit.VBox(14, v.progText, v.progress, kit.HBox(0, stop, kit.Space()))))
}

// donePage is the report.
func (v *View) donePage() fyne.CanvasObject {
	v.doneText = kit.Wrap("", kit.Body)
	v.undo = kit.NewIconButton(kit.IconUndo, v.t("import.undo"), kit.Secondary, v.p.undo)
	v.show = kit.NewButton(v.t("import.show"), kit.Primary, func() {
		v.env.Shell.Go(screen.Route{Screen: screen.Customers}.With("sort", string(book.SortCreated)))
	})
	twins := kit.NewButton(v.t("command.duplicates"), kit.Secondary, func() {
		v.env.Shell.Go(screen.Route{Screen: screen.Customers, Tab: "duplicates"})
	})
	more := kit.NewButton(v.t("import.more"), kit.Secondary, v.p.restart)
	v.trouble = kit.NewList(24, func() int { return len(v.troubles) },
		func() fyne.CanvasObject { return kit.Text("", kit.Small) },
		func(i int, o fyne.CanvasObject) { o.(*kit.Line).SetText(v.troubles[i]) }, nil)
	head := kit.NewCard(v.t("import.done"), kit.VBox(14, v.doneText, kit.Flow(12, v.show, twins, more, v.undo)))
	v.noticed = kit.NewCard(v.t("import.report"), v.trouble)
	return container.NewBorder(head, nil, nil, nil, kit.Pad(14, 0, 0, 0, v.noticed))
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

func (v *View) renderCheck() {
	p, r := v.p, v.p.report
	for i, tint := range []kit.Tint{kit.Jade, kit.Saffron, kit.Slate} {
		v.steps[i].Set(v.t([]locales.ID{"import.step_file", "import.step_check", "import.step_done"}[i]), tint)
	}
	v.about.SetText(v.env.T("import.about", locales.V{
		"File": p.info.Name, "Encoding": strings.ToUpper(p.info.Encoding), "Layout": v.t(layouts[p.info.Layout]), "Rows": r.Read,
	}))
	for fate, n := range map[book.Fate]int{
		book.FateAdded: r.Added, book.FateChanged: r.Changed, book.FateSkipped: r.Skipped, book.FateFailed: r.Failed,
	} {
		v.counts[fate].SetText(v.figure(n))
	}
	bad := kit.Cinnabar.Text()
	if r.Failed == 0 {
		bad = kit.InkMuted // nothing to be alarmed about
	}
	v.counts[book.FateFailed].SetColor(bad)
	asks := 0
	if p.asks() {
		asks = p.info.Dates.Ambiguous
	}
	v.asking.SetText(v.env.Printer.Int(int64(asks)))
	show(v.question, p.info.Dates.Ambiguous > 0)
	if p.info.Dates.Ambiguous > 0 {
		v.renderQuestion()
	}
	for e, r := range v.existing {
		r.SetOn(e == p.existing)
	}
	v.encoding.SetSelected(p.info.Encoding)
	show(v.saveBad, r.Failed > 0)
	v.saveBad.SetText(v.env.N("import.save_bad", r.Failed, nil))
	v.columns.render()
	v.known.render()
	v.importIt.SetText(v.env.N("import.run", r.Added+r.Changed, nil))
	if p.stale {
		v.importIt.SetText(v.t("import.check_again"))
		v.importIt.Enable()
		v.table.Refresh()
		return
	}
	if r.Added+r.Changed+r.RowsNew == 0 {
		v.importIt.Disable()
	} else {
		v.importIt.Enable()
	}
	v.table.Refresh()
}

// figure writes a number, or that it is to be worked out again.
func (v *View) figure(n int) string {
	if v.p.stale {
		return "–"
	}
	return v.env.Printer.Int(int64(n))
}

func (v *View) renderQuestion() {
	d := v.p.info.Dates
	v.ask.SetText(v.env.N("import.date_rows", d.Ambiguous, locales.V{"Example": d.Example}))
	sure := v.t("import.date_unsure")
	if v.p.options.DateOrder != "" {
		sure = v.t("import.date_chosen")
	} else if d.Confidence > 0 {
		sure = v.env.T("import.date_sure", locales.V{"Share": v.env.Printer.Percent(d.Confidence)})
	}
	v.sure.SetText(sure)
	v.dayFirst.SetText(v.env.Printer.Partial(d.AsDayFirst))
	v.monFirst.SetText(v.env.Printer.Partial(d.AsMonthFirst))
	order := v.p.options.DateOrder
	if order == "" {
		order = d.Order
	}
	kind := map[bool]kit.ButtonKind{true: kit.Chosen, false: kit.Secondary}
	v.dayFirst.SetKind(kind[order == exchange.DayFirst])
	v.monFirst.SetKind(kind[order == exchange.MonthFirst])
}

// result says what became of the rows, and nothing of what did not happen.
func (v *View) result(counts ...int) string {
	var parts []string
	for i, id := range []locales.ID{"import.result_new", "import.result_changed", "import.result_same", "import.result_bad"} {
		if n := counts[i]; n > 0 {
			parts = append(parts, v.env.T(id, locales.V{"N": v.env.Printer.Int(int64(n))}))
		}
	}
	if len(parts) == 0 {
		return v.t("import.result_none")
	}
	return v.env.Printer.List(parts)
}

func (v *View) renderDone() {
	r := v.p.report
	v.doneText.SetText(v.result(r.Added, r.Changed, r.Skipped, r.Failed))
	show(v.undo, r.Operation.ID != "")
	v.troubles = v.troubles[:0]
	for _, f := range r.Failures {
		v.troubles = append(v.troubles, v.env.T("import.row_bad", locales.V{"Row": f.Row, "Reason": explain.Problem(v.env.Printer, *f.Problem)}))
	}
	for _, w := range r.Warnings {
		v.troubles = append(v.troubles, v.env.T("import.row_warning", locales.V{"Row": w.Row, "Reason": explain.Warning(v.env.Printer, w)}))
	}
	show(v.noticed, len(v.troubles) > 0)
	v.trouble.Refresh()
}
