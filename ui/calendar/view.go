package calendar

import (
	"slices"
	"strconv"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
	"dragoman/ui/internal/words"
)

// View is the screen in the window.
type View struct {
	env *screen.Env
	p   *Presenter
	say speaker

	title, subtitle *kit.Line
	head, ownHead   *fyne.Container
	subtitleBox     fyne.CanvasObject // away while there is nothing to say
	ownCount        *kit.Line
	ownModes        *kit.Segmented
	second, scope   *kit.Select
	kinds, export   *kit.Button
	modes           *kit.Segmented
	hint            *kit.Banner

	prev, next *kit.ArrowButton

	grid   *monthGrid
	year   *yearGrid
	own    *ownList
	form   *ownDialog
	toEdit book.ID // the own day whose form is to open once the list is read
	agenda *agendaList
	panel  *fyne.Container
	body   *bodyLayout
	root   fyne.CanvasObject

	heard    int              // for which reading of the audience the filter was filled
	toPanel  bool             // the user asked for the day: bring it into sight
	panelAt  string           // what the panel shows
	rows     []fyne.Focusable // what the keyboard can reach there
	firstRow fyne.Focusable

	sourcesOf string      // the guide whose sources are shown
	toggle    *kit.Button // shows and hides them
}

// modes are the ways to lay days out, in the order in which they are offered.
var modes = []Mode{Month, Year, Agenda, Own}

// New builds the screen.
func New(env *screen.Env) *View {
	v := &View{env: env, say: newSpeaker(env)}
	v.p = NewPresenter(env, v.draw)
	v.build()
	return v
}

// Content implements the shell's Screen.
func (v *View) Content() fyne.CanvasObject { return v.root }

// Show implements the shell's Screen.
func (v *View) Show(r screen.Route) {
	v.toPanel = r.ID != ""
	v.toEdit = book.ID(r.Arg("edit"))
	v.p.Show(r)
	if sort := book.OwnSort(r.Arg("new")); sort == book.ClosingDay || sort == book.OwnHoliday {
		v.p.keepPlace() // coming back does not open the form again
		v.openNewOwn(sort, book.ID(r.Arg("customer")))
	}
}

// Changed implements the shell's Screen.
func (v *View) Changed(changes []book.Change) { v.p.Changed(changes) }

// Leave implements the shell's Screen.
func (v *View) Leave() { v.p.Leave() }

func (v *View) build() {
	env := v.env
	v.title, v.subtitle = kit.Text("", kit.Title).Whole(), kit.Text("", kit.MutedBody).SetMinWidth(40)
	v.prev = kit.NewArrowButton(kit.IconChevronLeft, env.T("calendar.previous", nil), func() { v.p.Turn(-1) })
	v.next = kit.NewArrowButton(kit.IconChevronRight, env.T("calendar.next", nil), func() { v.p.Turn(1) })
	today := kit.NewButton(env.T("common.today", nil), kit.Secondary, func() { v.p.GoToday() })
	v.second = kit.NewSelect(env.T("calendar.also", nil), v.secondOptions(), v.chooseSecond).
		SetFilterHint(env.T("common.search", nil))
	v.scope = kit.NewSelect(env.T("calendar.mine", nil), nil, func(s string) { v.p.SetScope(s) }).
		SetFilterHint(env.T("calendar.filter_hint", nil))
	v.kinds = kit.NewDropButton("", v.chooseKinds)
	v.modes, v.ownModes = v.newModes(), v.newModes()
	v.export = kit.NewDropButton(env.T("calendar.export", nil), v.chooseExport)
	v.subtitleBox = kit.Pad(0, 8, 0, 4, v.subtitle)
	v.head = container.New(&headLayout{}, kit.HBox(8, v.title, v.subtitleBox, v.prev, today, v.next),
		v.second, v.scope, v.kinds, v.modes, v.export)
	v.ownCount = kit.Text("", kit.MutedBody)
	v.ownHead = container.New(&headLayout{}, kit.HBox(8, kit.Text(env.T("own.title", nil), kit.Title).Whole(), kit.Pad(0, 8, 0, 4, v.ownCount)),
		kit.HBox(headGap, v.newOwnButton(book.ClosingDay, kit.Primary), v.newOwnButton(book.OwnHoliday, kit.Secondary)), v.ownModes)
	v.ownHead.Hide()

	v.grid = newMonthGrid(func(n int) string { return env.N("calendar.more", n, nil) }, v.choose, v.key)
	var names []string
	for i := range 7 {
		names = append(names, env.Printer.WeekdayShort((env.FirstDay+time.Weekday(i))%7))
	}
	v.grid.SetWeekdays(names)
	v.year = newYearGrid(v)
	v.year.Hide()
	v.agenda = newAgendaList(v)
	v.own = newOwnList(v)
	v.hint = kit.NewBanner(kit.Jade, kit.IconInfo, "")
	v.hint.Hide()
	v.panel = kit.VBox(kit.Gap)
	left := container.NewStack(v.grid, v.year, v.agenda.card, v.own.root)
	v.body = newBody(left, v.panel)
	v.root = kit.Pad(16, kit.PageMargin, kit.PageMargin, kit.PageMargin,
		kit.VBox(12, v.head, v.ownHead, v.hint, kit.Grow(v.body.box)))
}

// choose is a press on a day.
func (v *View) choose(i int) {
	if i < 0 || i >= len(v.p.Days) {
		return
	}
	v.toPanel = true
	v.p.MoveTo(v.p.Days[i].Date)
}

// key moves through the month or the year.
func (v *View) key(e *fyne.KeyEvent) {
	c := v.p.State.Cursor
	switch e.Name {
	case fyne.KeyLeft:
		v.p.MoveTo(c - 1)
	case fyne.KeyRight:
		v.p.MoveTo(c + 1)
	case fyne.KeyUp:
		v.p.MoveTo(c - 7)
	case fyne.KeyDown:
		v.p.MoveTo(c + 7)
	case fyne.KeyPageUp:
		v.p.Turn(-1)
	case fyne.KeyPageDown:
		v.p.Turn(1)
	case fyne.KeyHome:
		v.p.GoToday()
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if v.p.Mode == Year {
			v.p.OpenMonth(c)
			return
		}
		v.toPanel = true
		v.draw(Panel)
		v.focus(v.firstRow)
	default:
		kit.Key(e)
	}
}

// Home takes the keyboard when the screen is opened: the days, where they are
// not a list.
func (v *View) Home() fyne.Focusable {
	switch v.p.Mode {
	case Month:
		return v.grid
	case Year:
		return v.year
	}
	return nil
}

func (v *View) focus(f fyne.Focusable) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.root); c != nil && f != nil {
		c.Focus(f)
	}
}

// draw brings the parts up to date that have changed.
func (v *View) draw(part Part) {
	if part&Head != 0 {
		v.drawHead()
	}
	if part&Body != 0 {
		v.drawBody()
	} else if part&Cursor != 0 {
		v.grid.SetCursor(v.cursorIndex())
		v.year.SetCursor(v.p.State.Cursor)
	}
	if part&Panel != 0 {
		v.drawPanel()
	}
}

func (v *View) cursorIndex() int {
	for i, d := range v.p.Days {
		if d.Date == v.p.State.Cursor {
			return i
		}
	}
	return -1
}

func (v *View) drawHead() {
	p, pr := v.p, v.env.Printer
	if own := p.Mode == Own; v.ownHead.Hidden == own {
		v.ownHead.Hidden, v.head.Hidden = !own, own
		v.root.Refresh()
	}
	if p.Mode == Own {
		v.hint.Hide()
		v.ownCount.SetText(v.env.N("own.count", len(p.Own), nil))
		v.ownModes.SetSelected(slices.Index(modes, Own))
		v.ownHead.Refresh()
		if v.ownHead.MinSize().Height != v.ownHead.Size().Height {
			v.root.Refresh() // it has learnt its width and needs another line
		}
		return
	}
	title, subtitle := pr.MonthYear(p.State.Month.Year(), p.State.Month.Month()), v.secondMonth()
	back, on := v.env.T("calendar.previous", nil), v.env.T("calendar.next", nil)
	switch p.Mode {
	case Agenda:
		title, subtitle = pr.RangeYear(p.agendaFrom(), max(p.Until, p.agendaFrom()+agendaDays-1)), ""
	case Year:
		year := p.State.Cursor.Year()
		title, subtitle = v.env.T("calendar.year_title", locales.V{"Year": strconv.Itoa(year)}), v.secondYears(year)
		back, on = v.env.T("calendar.previous_year", nil), v.env.T("calendar.next_year", nil)
	}
	v.prev.SetLabel(back)
	v.next.SetLabel(on)
	v.title.SetText(title)
	v.subtitle.SetText(subtitle)
	if v.subtitleBox.Visible() != (subtitle != "") {
		if subtitle == "" {
			v.subtitleBox.Hide()
		} else {
			v.subtitleBox.Show()
		}
	}
	v.second.SetSelected(string(p.Second)) // without one it says what it is for
	v.kinds.SetText(v.env.T(kindLabels[p.Filter.Kinds], nil))
	if v.heard != p.Heard || v.heard == 0 {
		v.heard = p.Heard
		v.scope.SetOptions(v.scopes())
	}
	v.scope.SetSelected(p.Filter.Scope)
	v.modes.SetSelected(slices.Index(modes, p.Mode))
	v.head.Refresh()
	nobody := p.Loaded && p.Audience.Total == 0 && p.Filter.Scope == ScopeMine
	if nobody != v.hint.Visible() {
		v.hint.Set(kit.Jade, kit.IconInfo, v.env.T("calendar.nobody", locales.V{"Country": pr.Country(p.home)}))
		v.hint.Hidden = !nobody
		v.root.Refresh()
	} else if v.head.MinSize().Height != v.head.Size().Height {
		v.root.Refresh() // another title may need another line
	}
}

// secondMonth writes the months of the second calendar that the month spans.
func (v *View) secondMonth() string {
	m := v.p.State.Month
	if v.p.Second == "" {
		return ""
	}
	first, err := cal.FromDate(m, v.p.Second)
	if err != nil {
		return "" // the second calendar is not known so far away
	}
	last, err := cal.FromDate(m.AddMonths(1)-1, v.p.Second)
	if err != nil {
		return ""
	}
	return v.say.in(v.p.Second).SecondMonth(first, last)
}

func (v *View) drawBody() {
	switch v.p.Mode {
	case Month:
		v.drawMonth()
	case Year:
		v.drawYear()
	case Own:
		v.own.refresh()
		v.editAsked()
	default:
		v.agenda.set(v.p)
	}
	for mode, o := range map[Mode]fyne.CanvasObject{Month: v.grid, Year: v.year, Agenda: v.agenda.card, Own: v.own.root} {
		if o.Visible() != (v.p.Mode == mode) {
			if v.p.Mode == mode {
				o.Show()
			} else {
				o.Hide()
			}
		}
	}
}

func (v *View) drawMonth() {
	cells := make([]cell, len(v.p.Days))
	for i, d := range v.p.Days {
		cells[i] = cell{
			number: v.env.Printer.Int(int64(d.Date.Day())), second: v.say.second(d), label: v.say.label(d),
			other: d.Other, weekend: d.Weekend, today: d.Date == v.p.Today,
			chips: v.say.chips(d, func(f Feast) { v.toPanel = true; v.p.OpenFeast(d.Date, f) }, v.p.OpenFollowUp, v.p.OpenCustomer,
				func() { v.toPanel = true; v.p.MoveTo(d.Date) }),
		}
	}
	v.grid.SetCells(cells, v.cursorIndex())
}

var kindLabels = map[string]locales.ID{
	"":           "calendar.kinds_all",
	"public":     "calendar.kinds_public",
	"observance": "calendar.kinds_observance",
	"solemn":     "calendar.kinds_solemn",
}

// chooseKinds opens the menu of kinds.
func (v *View) chooseKinds() {
	var items []kit.MenuItem
	for _, k := range []string{"", "public", "observance", "solemn"} {
		it := kit.MenuItem{Label: v.env.T(kindLabels[k], nil), Tapped: func() { v.p.SetKinds(k) }}
		if k == v.p.Filter.Kinds {
			it.Icon = kit.IconCheck
		}
		items = append(items, it)
	}
	kit.ShowMenu(v.kinds, items...)
}

// chooseExport opens the menu of what can be exported.
func (v *View) chooseExport() {
	items := []kit.MenuItem{
		{Label: v.env.T("calendar.export_year", locales.V{"Year": strconv.Itoa(v.p.State.Cursor.Year())}), Tapped: v.p.ExportYear},
		{Label: v.env.T("calendar.export_next", nil), Tapped: v.p.ExportNext},
	}
	if v.p.Page != nil {
		items = append(items, kit.MenuItem{Label: v.env.T("calendar.export_holiday", nil), Tapped: v.p.ExportHoliday})
	}
	kit.ShowMenu(v.export, items...)
}

// seconds are the calendars that are worth seeing beside the Gregorian one.
var seconds = []cal.ID{
	cal.Chinese, cal.Korean, cal.Vietnamese, cal.Hijri, cal.Hebrew, cal.Persian, cal.Japanese, cal.ROC,
	cal.Buddhist, cal.Ethiopic, cal.Coptic, cal.Indian, cal.Bahai, cal.Julian, cal.HijriCivil, cal.Bikram,
	cal.Tibetan, cal.Bhutanese, cal.Mongolian, cal.ThaiLunar, cal.Burmese, cal.HinduLunar, cal.Tamil,
}

// chooseSecond takes the choice of a second calendar.
func (v *View) chooseSecond(value string) {
	if value == noSecond {
		value = ""
	}
	v.p.SetSecond(cal.ID(value))
}

// secondOptions are the second calendars by their names in the language of the
// interface, with what their people call them beside it: not every computer can
// draw Tibetan or Burmese.
func (v *View) secondOptions() []kit.Option {
	out := []kit.Option{{Value: noSecond, Label: v.env.T("common.none", nil)}}
	for _, id := range seconds {
		if _, known := cal.Lookup(id); !known {
			continue
		}
		o := kit.Option{Value: string(id), Label: v.env.Printer.CalendarName(id), Search: string(id)}
		if own := v.env.Printer.CalendarOwnName(id); own != o.Label {
			o.Detail = own
		}
		out = append(out, o)
	}
	return out
}

// scopes are the choices of whose holidays to show.
func (v *View) scopes() []kit.Option {
	p, pr := v.p, v.env.Printer
	out := []kit.Option{
		{Value: ScopeMine, Label: v.env.T("calendar.mine", nil)},
		{Value: ScopeAll, Label: v.env.T("calendar.everything", nil)},
	}
	for _, t := range append(v.env.Almanac.Traditions(), "own", "closing") {
		out = append(out, kit.Option{
			Value: ScopeTradition(t), Label: v.env.T(words.Tradition(t), nil),
			Detail: v.env.T("calendar.a_tradition", nil), Search: t,
		})
	}
	known := map[string]bool{}
	for _, c := range v.env.Almanac.Countries() {
		known[c] = true
	}
	for _, mine := range []bool{true, false} {
		for _, c := range pr.Countries() {
			n := p.Audience.Countries[c]
			if !known[c] || (n > 0) != mine {
				continue
			}
			o := kit.Option{Value: ScopeCountry(c), Label: pr.Country(c), Search: c}
			if mine {
				o.Detail = v.env.N("calendar.customers", n, nil)
			}
			out = append(out, o)
		}
	}
	return out
}
