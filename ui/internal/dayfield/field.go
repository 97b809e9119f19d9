package dayfield

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Field is a field for a day: typed in any usual form, moved by a day with
// its buttons or the arrow keys, or chosen in a month.
type Field struct {
	Entry   *kit.Entry
	Object  fyne.CanvasObject // the field with its buttons
	env     *screen.Env
	today   calendar.Date
	changed func()
	read    func(p *locales.Printer, text string, today calendar.Date) (calendar.Date, bool)
}

// NewPast makes a field for a day on which something was: what is typed is read
// by [ParsePast].
func NewPast(env *screen.Env, today calendar.Date, changed func()) *Field {
	d := New(env, today, changed)
	d.read = ParsePast
	return d
}

// New makes a field; changed is called after every change.
func New(env *screen.Env, today calendar.Date, changed func()) *Field {
	d := &Field{env: env, today: today, changed: changed, read: Parse}
	d.Entry = kit.NewEntry(env.T("followups.day_hint", nil))
	d.Entry.OnChanged = func(string) { changed() }
	d.Entry.OnKey = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyUp:
			d.Move(1)
		case fyne.KeyDown:
			d.Move(-1)
		default:
			return false
		}
		return true
	}
	less := kit.NewButton(env.T("followups.day_less", nil), kit.Secondary, func() { d.Move(-1) })
	more := kit.NewButton(env.T("followups.day_more", nil), kit.Secondary, func() { d.Move(1) })
	month := kit.NewIconButton(kit.IconCalendar, env.T("followups.day_month", nil), kit.Secondary, d.choose)
	d.Object = kit.HBox(6, kit.Grow(d.Entry), less, more, month)
	return d
}

// Day is what stands in the field; ok is false when it is no day.
func (d *Field) Day() (calendar.Date, bool) {
	return d.read(d.env.Printer, d.Entry.Text, d.today)
}

// Set writes a day into the field.
func (d *Field) Set(day calendar.Date) {
	d.Entry.SetText(d.env.Printer.DateWeekdayYear(day))
}

// Move goes so many days on from the day in the field.
func (d *Field) Move(by int) {
	day, ok := d.Day()
	switch {
	case ok:
		d.Set(day + calendar.Date(by))
	case d.Entry.Text == "":
		d.Set(d.today + calendar.Date(max(by, 0)))
	}
}

func (d *Field) choose() {
	day, ok := d.Day()
	if !ok {
		day = d.today
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(d.Entry)
	ShowMonth(c, d.env, day, d.today, d.Set)
}

// monthPick is a month to choose a day from.
type monthPick struct {
	env    *screen.Env
	first  calendar.Date // of the month
	chosen calendar.Date
	today  calendar.Date
	picked func(calendar.Date)
	title  *kit.Line
	days   [42]*kit.Button
	dialog *kit.Dialog
}

// ShowMonth lets the user choose a day in a month.
func ShowMonth(c fyne.Canvas, env *screen.Env, day, today calendar.Date, picked func(calendar.Date)) {
	if c == nil {
		return
	}
	m := &monthPick{env: env, chosen: day, today: today, picked: picked, first: monthOf(day)}
	m.title = kit.Text("", kit.Bold).SetAlign(fyne.TextAlignCenter)
	grid := container.NewGridWithColumns(7)
	for _, w := range env.Printer.Weekdays() {
		grid.Add(kit.Text(env.Printer.WeekdayNarrow(w), kit.Muted).SetAlign(fyne.TextAlignCenter))
	}
	for i := range m.days {
		m.days[i] = kit.NewButton("", kit.Quiet, nil)
		grid.Add(m.days[i])
	}
	back := kit.NewIconButton(kit.IconChevronLeft, env.T("followups.month_back", nil), kit.Quiet, func() { m.turn(-1) })
	next := kit.NewIconButton(kit.IconChevronRight, env.T("followups.month_next", nil), kit.Quiet, func() { m.turn(1) })
	body := kit.VBox(8, kit.HBox(4, back, kit.Grow(m.title), next), grid)
	m.dialog = kit.NewDialog(env.T("followups.choose_day", nil), body,
		kit.Action{Label: env.T("common.cancel", nil)},
		kit.Action{Label: env.T("common.today", nil), Kind: kit.Secondary, Tapped: func() { picked(today) }}).SetWidth(420)
	for i, b := range m.days {
		b.SetOnKey(func(e *fyne.KeyEvent) bool { return m.key(c, m.start()+calendar.Date(i), e) })
	}
	m.dialog.Show(c)
	m.focus(c, day)
}

// key moves the keyboard by days, weeks and months.
func (m *monthPick) key(c fyne.Canvas, day calendar.Date, e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyLeft:
		m.focus(c, day-1)
	case fyne.KeyRight:
		m.focus(c, day+1)
	case fyne.KeyUp:
		m.focus(c, day-7)
	case fyne.KeyDown:
		m.focus(c, day+7)
	case fyne.KeyPageUp:
		m.focus(c, day.AddMonths(-1))
	case fyne.KeyPageDown:
		m.focus(c, day.AddMonths(1))
	default:
		return false
	}
	return true
}

// focus shows the month of a day and gives it the keyboard.
func (m *monthPick) focus(c fyne.Canvas, day calendar.Date) {
	m.first = monthOf(day)
	m.render()
	c.Focus(m.days[day-m.start()])
}

func monthOf(d calendar.Date) calendar.Date {
	y, month, _ := d.YMD()
	return calendar.NewDate(y, month, 1)
}

// start is the day in the first cell.
func (m *monthPick) start() calendar.Date {
	off := (int(m.first.Weekday()) - int(m.env.Printer.FirstDay()) + 7) % 7
	return m.first - calendar.Date(off)
}

func (m *monthPick) turn(by int) {
	m.first = m.first.AddMonths(by)
	m.render()
}

func (m *monthPick) render() {
	y, month, _ := m.first.YMD()
	m.title.SetText(m.env.Printer.MonthYear(y, month))
	from := m.start()
	for i, b := range m.days {
		day := from + calendar.Date(i)
		b.SetText(m.env.Printer.Int(int64(day.Day())))
		kind := kit.Quiet
		switch {
		case day == m.chosen:
			kind = kit.Chosen
		case day == m.today:
			kind = kit.Secondary
		}
		b.SetKind(kind)
		b.SetOnTapped(func() {
			m.dialog.Hide()
			m.picked(day)
		})
		if other := day.Month() != time.Month(month); other {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}
