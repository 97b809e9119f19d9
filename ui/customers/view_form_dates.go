package customers

import (
	"strconv"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// dateGroup edits birthdays and other dates, with any part missing, in any
// calendar.
type dateGroup struct {
	env   *screen.Env
	dates *lines[book.ImportantDate]
	field *kit.Field
	laid  func()
	wrong bool
}

func newDateGroup(env *screen.Env) *dateGroup {
	g := &dateGroup{env: env, laid: func() {}}
	g.dates = newLines(env, env.T("customers.add_date", nil), func() book.ImportantDate {
		return book.ImportantDate{Kind: book.Birthday, When: calendar.Partial{Calendar: calendar.Gregorian}}
	}, g.date)
	g.field = kit.NewField("", g.dates.root).SetHint(env.T("customers.dates_hint", nil))
	return g
}

func (g *dateGroup) onLayout(f func()) { g.laid, g.dates.laid = f, f }

func (g *dateGroup) fill(c book.Customer) { g.dates.set(c.Dates) }

func (g *dateGroup) read(c *book.Customer) bool {
	g.wrong = false
	var out []book.ImportantDate
	for _, d := range g.dates.values() {
		if d.When != (calendar.Partial{}) || d.Raw != "" {
			out = append(out, d)
		}
	}
	c.Dates = out
	if g.wrong {
		g.field.SetError(g.env.T("error.no_such_day", nil))
	}
	return !g.wrong
}

func (g *dateGroup) used(c book.Customer) bool { return len(c.Dates) > 0 }

func (g *dateGroup) fields() map[string]*kit.Field { return map[string]*kit.Field{"date": g.field} }

// dateLine are the fields of one date.
type dateLine struct {
	g        *dateGroup
	was      book.ImportantDate
	kind     *kit.Select
	label    *kit.Entry
	calendar *kit.Select
	year     *kit.Entry
	month    *kit.Select
	leap     *kit.Check
	day      *kit.Entry
	next     *kit.Paragraph
	named    fyne.CanvasObject // around label
}

func (g *dateGroup) date(x book.ImportantDate, remove func()) line[book.ImportantDate] {
	t, p := g.env.T, g.env.Printer
	d := &dateLine{g: g, was: x}
	var kinds, calendars []kit.Option
	for _, k := range []book.DateKind{book.Birthday, book.Anniversary, book.OtherDate} {
		kinds = append(kinds, kit.Option{Value: string(k), Label: word(p, locales.ID("customers.date_"+string(k)), string(k))})
	}
	for _, c := range calendar.Calendars() {
		also := string(c.ID)
		switch c.ID {
		case calendar.Chinese, calendar.Korean, calendar.Vietnamese:
			also += " " + t("customers.calendar_moon_also", nil)
		}
		calendars = append(calendars, kit.Option{Value: string(c.ID), Label: p.CalendarName(c.ID), Detail: p.CalendarOwnName(c.ID), Search: also})
	}
	d.label = kit.NewEntry(t("customers.hint_date_label", nil))
	d.kind = kit.NewSelect("", kinds, func(string) { d.follow() })
	d.calendar = kit.NewSelect("", calendars, func(string) { d.follow() }).SetFilterHint(t("common.search", nil))
	d.year, d.day = kit.NewEntry(t("customers.year", nil)), kit.NewEntry(t("customers.day", nil))
	d.month = kit.NewSelect(t("customers.month", nil), nil, func(string) { d.follow() }).SetFilterHint(t("common.search", nil))
	d.leap = kit.NewCheck(t("customers.leap_month", nil), false, func(bool) { d.follow() })
	d.next = kit.Wrap("", kit.Muted)
	d.year.OnChanged = func(text string) {
		if part, ok := partialIn(text, calendar.ID(d.calendar.Selected())); ok {
			d.set(part)
		}
		d.follow()
	}
	d.day.OnChanged = func(string) { d.follow() }
	d.kind.SetSelected(string(x.Kind))
	d.label.SetValue(x.Label)
	when := x.When
	if when.Calendar == "" {
		when.Calendar = calendar.Gregorian
	}
	d.set(when)
	d.named = kit.VBox(0, d.label)
	object := kit.VBox(6,
		kit.HBox(8, kit.FixedWidth(150, d.kind), kit.Grow(d.calendar), kit.NewButton(t("common.remove", nil), kit.Quiet, remove)),
		d.named,
		kit.HBox(8, kit.FixedWidth(110, d.year), kit.Grow(d.month), d.leap, kit.FixedWidth(64, d.day)), d.next)
	d.follow()
	return line[book.ImportantDate]{object: object, read: d.read}
}

// set writes a date into the fields.
func (d *dateLine) set(when calendar.Partial) {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	d.calendar.SetSelected(string(when.Calendar))
	d.year.SetValue(number(when.Year))
	d.month.SetSelected(number(when.Month))
	d.leap.SetOn(when.Leap)
	d.day.SetValue(number(when.Day))
}

// part reads the date; ok is false when a field is no number.
func (d *dateLine) part() (calendar.Partial, bool) {
	when := calendar.Partial{Calendar: calendar.ID(d.calendar.Selected())}
	ok := true
	number := func(text string) int {
		n, known := numberIn(text)
		ok = ok && known
		return n
	}
	when.Year, when.Month, when.Day = number(d.year.Text), number(d.month.Selected()), number(d.day.Text)
	when.Leap = when.Month > 0 && d.leap.On() && hasLeapMonth(when.Calendar, when.Month)
	return when, ok
}

// follow shows the months of the calendar and the next days of the date.
func (d *dateLine) follow() {
	p := d.g.env.Printer
	when, ok := d.part()
	months := []kit.Option{{Value: "", Label: d.g.env.T("customers.month_unknown", nil)}}
	for m := 1; m <= monthsIn(when.Calendar); m++ {
		o := kit.Option{Value: strconv.Itoa(m), Label: p.MonthNameIn(when.Calendar, when.Year, m, false, p.Tag()), Search: strconv.Itoa(m)}
		if own := p.MonthNameIn(when.Calendar, when.Year, m, false, ""); own != o.Label {
			o.Detail = own
		}
		months = append(months, o)
	}
	d.month.SetOptions(months)
	d.leap.Hidden = !hasLeapMonth(when.Calendar, when.Month)
	if d.kind.Selected() == string(book.OtherDate) {
		d.named.Show()
	} else {
		d.named.Hide()
	}
	text, tok := "", kit.InkMuted
	switch {
	case when.Year == 0 && when.Month == 0 && when.Day == 0:
		text = d.was.Raw
	case !ok || when.Valid() != nil:
		text, tok = d.g.env.T("error.no_such_day", nil), kit.Cinnabar.Text()
	default:
		text = nextText(p, when, calendar.DateOf(d.g.env.Now()), 3)
	}
	d.next.SetText(text)
	d.next.SetColor(tok)
	d.next.Hidden = text == ""
	d.g.laid()
}

func (d *dateLine) read() book.ImportantDate {
	y := d.was
	y.Kind, y.Label = book.DateKind(d.kind.Selected()), d.label.Text
	when, ok := d.part()
	if when.Year == 0 && when.Month == 0 && when.Day == 0 && ok {
		y.When = calendar.Partial{}
		return y
	}
	if !ok || when.Valid() != nil {
		d.g.wrong = true
	}
	y.When = when
	return y
}
