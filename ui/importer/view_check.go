package importer

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/allow"
	"dragoman/ui/internal/kit"
)

// checkPage shows what will happen.
func (v *View) checkPage() fyne.CanvasObject {
	v.invented[0] = kit.Wrap(v.t("import.invented"), kit.Body).SetColor(kit.Saffron.Text())
	return kit.Scroll(kit.VBox(14, v.strip(), v.invented[0], v.figures(), kit.Columns(900, 0.4, v.preview(), v.answers())))
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

func (v *View) renderCheck() {
	p, r := v.p, v.p.report
	for i, tint := range []kit.Tint{kit.Jade, kit.Saffron, kit.Slate} {
		v.steps[i].Set(v.t([]locales.ID{"import.step_file", "import.step_check", "import.step_done"}[i]), tint)
	}
	v.about.SetText(v.env.T("import.about", locales.V{
		"File": p.info.Name, "Encoding": strings.ToUpper(p.info.Encoding), "Layout": v.t(layouts[p.info.Layout]), "Rows": r.Read,
	}))
	show(v.invented[0], v.invents())
	for fate, n := range map[book.Fate]int{
		book.FateAdded: r.Added, book.FateChanged: r.Changed, book.FateSkipped: r.Skipped, book.FateFailed: r.Failed,
	} {
		v.counts[fate].SetText(v.figure(n))
	}
	alarm := func(tok kit.Token, n int) kit.Token {
		if n == 0 {
			return kit.InkMuted // nothing to be alarmed about
		}
		return tok
	}
	v.counts[book.FateFailed].SetColor(alarm(kit.Cinnabar.Text(), r.Failed))
	asks := 0
	if p.asks() {
		asks = p.info.Dates.Ambiguous
	}
	v.asking.SetColor(alarm(kit.Saffron.Text(), asks))
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
