package calendar

import (
	"slices"

	"fyne.io/fyne/v2"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/reach"
)

// maxListed is how many follow-ups and birthdays the page of a day lists.
const maxListed = 12

// drawPanel shows the page of the chosen day or of the open holiday.
func (v *View) drawPanel() {
	held := v.panelHasFocus()
	v.firstRow, v.rows = nil, v.rows[:0]
	switch {
	case v.p.Page != nil:
		v.panel.Objects = v.holidayCards(*v.p.Page)
	case v.p.Mode == Own:
		v.panel.Objects = v.ownCards()
	case v.p.Mode == Year:
		v.panel.Objects = v.yearCards()
	default:
		d, _ := v.p.DayAt(v.p.State.Cursor)
		v.panel.Objects = v.dayCards(d)
	}
	v.panel.Refresh()
	v.body.Refresh()
	if held {
		v.focus(v.firstRow) // what had the keyboard is gone
	}
	at := v.p.State.Cursor.String()
	if v.p.Page != nil {
		at += v.p.Page.Feast.Lead.ID
	}
	if v.toPanel {
		v.body.Reveal()
	} else if at != v.panelAt {
		v.body.side.ScrollToTop()
	}
	v.toPanel, v.panelAt = false, at
}

// panelHasFocus reports whether the keyboard is on something in the panel.
func (v *View) panelHasFocus() bool {
	c := fyne.CurrentApp().Driver().CanvasForObject(v.root)
	return c != nil && c.Focused() != nil && slices.Contains(v.rows, c.Focused())
}

// reachable remembers what the keyboard can reach in the panel.
func (v *View) reachable(f fyne.Focusable) {
	v.rows = append(v.rows, f)
	if v.firstRow == nil {
		v.firstRow = f
	}
}

// row makes a row of the panel and remembers the first one for the keyboard.
func (v *View) row(leading fyne.CanvasObject, title []kit.Span, subtitle string, tapped func()) *kit.Row {
	r := kit.NewRow(leading, "", subtitle, nil, tapped).SetMinHeight(44)
	r.SetTitle(title...)
	v.reachable(r)
	return r
}

// dayCards is the page of a day.
func (v *View) dayCards(d Day) []fyne.CanvasObject {
	pr := v.env.Printer
	add := kit.NewIconButton(kit.IconPlus, v.env.T("calendar.new_followup", nil), kit.Secondary, func() { v.p.NewFollowUp(d.Date) })
	actions := kit.HBox(8, add)
	when := pr.Relative(d.Date, v.p.Today)
	if s := v.say.secondLong(d.Date, v.p.Second); s != "" {
		when = v.env.T("calendar.when_second", locales.V{"When": when, "Second": s})
	}
	top := []fyne.CanvasObject{kit.Wrap(pr.DateLong(d.Date), kit.Name), kit.Wrap(when, kit.Muted)}
	if d.Term >= 0 {
		top = append(top, kit.Wrap(pr.SolarTermName(d.Term), kit.Muted))
	}
	if o, closed := v.p.HomeClosed(d.Date); closed {
		top = append(top, kit.Wrap(v.env.T("calendar.home_closed", locales.V{"Holiday": o.Name(pr.Tag())}), kit.Body))
	}
	if d.Empty() {
		top = append(top, kit.Pad(6, 0, 0, 0, kit.Wrap(v.env.T("calendar.nothing", nil), kit.MutedBody)))
	}
	top = append(top, kit.Pad(10, 0, 0, 0, actions))
	out := []fyne.CanvasObject{kit.NewCard("", kit.VBox(4, top...))}
	if v.p.Closed.Day == d.Date && v.p.Closed.Of > 0 {
		out = append(out, v.closedCard(v.p.Closed))
	}
	out = append(out, v.dayLists(d)...)
	v.reachable(add)
	return out
}

// dayLists are the cards of a day's holidays, follow-ups and birthdays.
func (v *View) dayLists(d Day) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if len(d.Feasts) > 0 {
		rows := make([]fyne.CanvasObject, 0, len(d.Feasts))
		for _, f := range d.Feasts {
			rows = append(rows, v.feastRow(d, f))
		}
		out = append(out, kit.NewCard(v.env.T("calendar.holidays", nil), kit.VBox(0, rows...)))
	}
	if len(d.FollowUps) > 0 {
		var rows []fyne.CanvasObject
		for _, f := range d.FollowUps[:min(len(d.FollowUps), maxListed)] {
			rows = append(rows, v.row(kit.NewIcon(kit.IconCheck, kit.InkMuted, 16),
				[]kit.Span{{Text: f.Title, Style: kit.Bold}}, v.say.forWhom(f), func() { v.p.OpenFollowUp(f.ID) }))
		}
		rows = v.rest(rows, len(d.FollowUps))
		out = append(out, kit.NewCard(v.env.N("calendar.followups", len(d.FollowUps), nil), kit.VBox(0, rows...)))
	}
	if len(d.Dates) > 0 {
		var rows []fyne.CanvasObject
		for _, u := range d.Dates[:min(len(d.Dates), maxListed)] {
			rows = append(rows, v.row(v.avatar(u.Customer), customerSpans(u.Customer.Name, kit.Bold), v.say.yearly(u),
				func() { v.p.OpenCustomer(u.Customer.ID) }))
		}
		rows = v.rest(rows, len(d.Dates))
		out = append(out, kit.NewCard(v.env.N("calendar.birthdays", len(d.Dates), nil), kit.VBox(0, rows...)))
	}
	return out
}

// closedCard says who does not work on a day, and why.
func (v *View) closedCard(c reach.Closed) fyne.CanvasObject {
	if c.Total == 0 {
		return kit.NewCard(v.env.T("calendar.closed_title", nil), kit.Wrap(v.env.T("calendar.closed_none", nil), kit.MutedBody))
	}
	var rows []fyne.CanvasObject
	for _, l := range c.Lines {
		open := func() { v.p.OpenRoute(l.Route) }
		if l.Route.Screen == "" {
			open = nil
		}
		r := kit.NewRow(nil, "", l.Detail, nil, open).SetMinHeight(44)
		r.SetTitle(kit.Span{Text: l.Title, Style: kit.Bold, Lang: l.Lang})
		rows = append(rows, r)
		if open != nil {
			v.rows = append(v.rows, r) // Enter in the month goes to the holidays first
		}
	}
	return kit.NewCard(v.env.N("calendar.closed_of", c.Total, locales.V{"Of": c.Of}), kit.VBox(0, rows...))
}

// rest says how many there are beyond those that are listed.
func (v *View) rest(rows []fyne.CanvasObject, n int) []fyne.CanvasObject {
	if n > maxListed {
		rows = append(rows, kit.Pad(6, 0, 0, 0, kit.Text(v.env.N("calendar.more", n-maxListed, nil), kit.Muted)))
	}
	return rows
}

func (v *View) avatar(r book.CustomerRow) *kit.Avatar {
	letters, lang := reach.Portrait(v.env.Printer.Tag(), r.Kind, r.Name, r.Languages)
	a := kit.NewAvatar(letters, 32)
	a.SetLang(lang)
	return a
}

// feastRow is a holiday in the page of a day.
func (v *View) feastRow(d Day, f Feast) *kit.Row {
	name, local := v.say.nameOf(f.Lead)
	title := []kit.Span{{Text: name, Style: kit.Bold}}
	if local != "" {
		title = []kit.Span{{Text: local + " ", Style: kit.Bold, Lang: f.Lead.LocalLanguage()}, {Text: brief(name, f.Lead), Style: kit.Bold}}
	}
	chip := kit.FixedSize(6, 32, kit.Surface(tintOf(f.Lead.Tradition).Strong(), kit.Space()))
	return v.row(chip, title, v.feastLine(f), func() { v.toPanel = true; v.p.OpenFeast(d.Date, f) })
}

// holidayCards is the page of a holiday.
func (v *View) holidayCards(h Holiday) []fyne.CanvasObject {
	l := h.Feast.Lead
	back := kit.NewIconButton(kit.IconChevronLeft, v.env.Printer.DateWeekday(v.p.State.Cursor), kit.Quiet, v.p.ClosePage)
	v.reachable(back)
	parts := []fyne.CanvasObject{kit.Pad(-6, 0, -2, -10, kit.HBox(0, back)), kit.Flow(6, v.chipsOf(h)...)}
	name, local := v.say.nameOf(l)
	if local != "" {
		parts = append(parts, kit.Wrap(local, kit.Title).SetLang(l.LocalLanguage()), kit.Wrap(name, kit.Bold))
	} else {
		parts = append(parts, kit.Wrap(name, kit.Title))
	}
	parts = append(parts, v.whenLines(l)...)
	parts = append(parts, v.ownLines(h)...)
	parts = append(parts, v.sections(h)...)
	parts = append(parts, kit.Pad(8, 0, 0, 0, kit.Flow(8, v.holidayActions()...)))
	cards := []fyne.CanvasObject{kit.NewCard("", kit.VBox(6, parts...))}
	if guide := v.guide(l, v.p.Today); len(guide) > 0 {
		cards = append(cards, kit.NewCard("", kit.VBox(6, guide...)))
	}
	return append(cards, v.concernedCard(h))
}

// holidayActions are what can be done for a holiday: greetings first, where
// something is wished.
func (v *View) holidayActions() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	kind := kit.Primary
	if v.p.Greetable() {
		greet := kit.NewIconButton(kit.IconMail, v.env.T("calendar.prepare_greetings", nil), kind, v.p.PrepareGreetings)
		v.reachable(greet)
		out, kind = append(out, greet), kit.Secondary
	}
	add := kit.NewIconButton(kit.IconPlus, v.env.T("calendar.followup_for", nil), kind, v.p.NewHolidayFollowUp)
	v.reachable(add)
	return append(out, add)
}

// whenLines are the dates of a holiday in both calendars and how sure they are.
func (v *View) whenLines(l almanac.Occurrence) []fyne.CanvasObject {
	var second string
	if v.p.Second != "" {
		second = v.say.secondLong(l.Date, v.p.Second)
	}
	out := []fyne.CanvasObject{kit.Wrap(v.env.T("calendar.when", locales.V{
		"Days": v.say.days(l), "Relative": v.env.Printer.Relative(l.Date, v.p.Today),
	}), kit.Body)}
	if second != "" {
		out = append(out, kit.Wrap(second, kit.Muted))
	}
	if l.BeginsAtSunset {
		out = append(out, kit.Wrap(v.env.T("calendar.sunset", locales.V{"Day": v.env.Printer.DateWeekday(l.Date - 1)}), kit.Muted))
	}
	return append(out, kit.Wrap(v.say.certainty(l), kit.Muted))
}

// sections are what the page says under the dates.
func (v *View) sections(h Holiday) []fyne.CanvasObject {
	l := h.Feast.Lead
	var out []fyne.CanvasObject
	section := func(title, text string) {
		if text != "" {
			out = append(out, kit.Inset(4, 0, kit.NewDivider()), kit.Text(title, kit.Bold), kit.Wrap(text, kit.Body))
		}
	}
	var where string
	switch {
	case l.Own() && h.Own != nil:
		where = v.say.ownWhere(*h.Own)
	case len(h.Closed) > 0 && len(h.Kept) > 0:
		where = v.env.T("calendar.closed_and_kept", locales.V{"Closed": v.say.countries(h.Closed), "Kept": v.say.countries(h.Kept)})
	case len(h.Closed) > 0:
		where = v.env.T("calendar.closed_in", locales.V{"Countries": v.say.countries(h.Closed)})
	case len(h.Kept) > 0:
		where = v.env.T("calendar.kept_in", locales.V{"Countries": v.say.countries(h.Kept)})
	default:
		where = v.env.T("calendar.closed_nowhere", nil)
	}
	if l.Kind == almanac.Workday {
		where = v.env.T("calendar.worked", locales.V{"Country": v.env.Printer.Country(l.Country)})
	}
	section(v.env.T("calendar.where_title", nil), where)
	for _, x := range h.Apart {
		out = append(out, kit.Wrap(v.env.T("calendar.apart", locales.V{
			"Day": v.env.Printer.DateWeekday(x.Date), "Countries": v.say.countries(x.Places),
		}), kit.Muted))
	}
	section(v.env.T("calendar.business", nil), v.business(l))
	if l.Kind != almanac.Workday && !l.Substitute && !l.Closing() {
		section(v.env.T("calendar.wishes", nil), v.env.T(wishOf[l.Mood], nil))
	}
	if len(h.Next) > 0 {
		out = append(out, kit.Inset(4, 0, kit.NewDivider()), kit.Text(v.env.T("calendar.next_dates", nil), kit.Bold))
		for _, o := range h.Next {
			out = append(out, kit.Wrap(v.nextLine(o), kit.Body))
		}
	}
	if h.Source != "" && h.Own == nil {
		out = append(out, kit.Wrap(v.env.T("calendar.source", locales.V{"Source": h.Source}), kit.Muted).SetMaxLines(3))
	}
	return out
}

func (v *View) nextLine(o almanac.Occurrence) string {
	days := v.say.days(o)
	if o.MoonSighting || o.Status == almanac.Estimated {
		days = v.env.T("calendar.moves", locales.V{"Name": days})
	}
	if x, err := cal.FromDate(o.Date, v.p.Second); v.p.Second != "" && err == nil {
		return v.env.T("calendar.when_second", locales.V{
			"When": days, "Second": v.say.in(v.p.Second).CalendarDay(x, locales.CalendarShort),
		})
	}
	return days
}

// concernedCard lists my customers concerned by a holiday and why.
func (v *View) concernedCard(h Holiday) fyne.CanvasObject {
	if h.Count == 0 {
		return kit.NewCard(v.env.T("calendar.concerned_title", nil), kit.Wrap(v.env.T("calendar.concerned_none", nil), kit.MutedBody))
	}
	var rows []fyne.CanvasObject
	for _, p := range h.People {
		rows = append(rows, v.row(v.avatar(p.CustomerRow), customerSpans(p.Name, kit.Bold), v.say.why(p, h),
			func() { v.p.OpenCustomer(p.ID) }))
	}
	all := kit.NewButton(v.env.T("calendar.show_all", nil), kit.Quiet, v.p.ShowConcerned)
	v.reachable(all)
	rows = append(rows, kit.Pad(4, 0, 0, 0, kit.HBox(8, all)))
	return kit.NewCard(v.env.N("calendar.concerned", h.Count, nil), kit.VBox(0, rows...))
}
