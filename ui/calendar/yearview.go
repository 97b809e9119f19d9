package calendar

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	cal "dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/words"
)

// How much is told of a day and of slow weeks.
const (
	maxTold      = 4 // feasts in the small card
	maxSlowNames = 3 // countries of slow weeks
)

// secondYears writes the years of the second calendar that a year spans.
func (v *View) secondYears(year int) string {
	if v.p.Second == "" {
		return ""
	}
	first, err := cal.FromDate(cal.NewDate(year, time.January, 1), v.p.Second)
	if err != nil {
		return "" // the second calendar is not known so far away
	}
	last, err := cal.FromDate(cal.NewDate(year, time.December, 31), v.p.Second)
	if err != nil {
		return ""
	}
	return v.say.in(v.p.Second).SecondYears(first, last)
}

// drawYear shows the twelve months.
func (v *View) drawYear() {
	p, pr := v.p, v.env.Printer
	y := yearShown{
		firstDay: v.env.FirstDay, first: cal.NewDate(p.Year.Year, time.January, 1),
		slow: func(d cal.Date) bool { _, slow := p.Year.slowOn(d); return slow },
	}
	for m := time.January; m <= time.December; m++ {
		y.months = append(y.months, pr.MonthName(m))
	}
	for i := range 7 {
		y.weekdays = append(y.weekdays, pr.WeekdayNarrow((v.env.FirstDay+time.Weekday(i))%7))
	}
	for d := range 31 {
		y.numbers = append(y.numbers, pr.Int(int64(d+1)))
	}
	for _, d := range p.Year.Days {
		m := mark{free: p.weekend[d.Date.Weekday()], today: d.Date == p.Today, more: len(d.Feasts) > 1}
		if len(d.Feasts) > 0 {
			m.tint, m.closed = tintOf(d.Feasts[0].Lead.Tradition), d.Feasts[0].Closes
			m.feast, m.many = !m.closed, m.closed && d.Many
		}
		y.marks = append(y.marks, m)
	}
	v.year.Set(y, p.State.Cursor)
}

// tellDay is what the small card says of a day.
func (v *View) tellDay(d cal.Date) [][]kit.Span {
	day, _ := v.p.Year.at(d)
	head := []kit.Span{{Text: v.env.Printer.DateWeekday(d), Style: kit.Bold}}
	if x, err := cal.FromDate(d, v.p.Second); v.p.Second != "" && err == nil {
		head = append(head, kit.Span{Text: "  " + v.say.in(v.p.Second).CalendarDay(x, locales.CalendarShort), Style: kit.Muted})
	}
	out := [][]kit.Span{head}
	for i, f := range day.Feasts {
		if i == maxTold-1 && len(day.Feasts) > maxTold {
			out = append(out, []kit.Span{{Text: v.env.N("calendar.more", len(day.Feasts)-i, nil), Style: kit.Muted}})
			break
		}
		spans := v.say.feastSpans(f, kit.Small, v.say.codes(f, maxCodes))
		out = append(out, inked(spans, tintOf(f.Lead.Tradition).Text()))
	}
	if len(day.Feasts) == 0 {
		out = append(out, []kit.Span{{Text: v.env.T("calendar.nothing", nil), Style: kit.Muted}})
	}
	if day.Closed > 0 {
		out = append(out, []kit.Span{{Text: v.env.N("calendar.year_closed", day.Closed, nil), Style: kit.Small}})
	}
	if s, slow := v.p.Year.slowOn(d); slow {
		out = append(out, []kit.Span{{Text: v.env.T("calendar.slow_week", locales.V{"Share": v.env.Printer.Percent(s.Share)}), Style: kit.Small}})
	}
	return out
}

// dayName is a day of the year for those who do not see it.
func (v *View) dayName(d cal.Date) string {
	day, _ := v.p.Year.at(d)
	parts := []string{v.env.Printer.DateLong(d)}
	for _, f := range day.Feasts {
		name, _ := v.say.nameOf(f.Lead)
		parts = append(parts, name)
	}
	if s, slow := v.p.Year.slowOn(d); slow {
		parts = append(parts, v.env.T("calendar.slow_week", locales.V{"Share": v.env.Printer.Percent(s.Share)}))
	}
	return v.env.Printer.List(parts)
}

// yearCards stand beside the twelve months: the slow weeks, the traditions
// and what the marks mean.
func (v *View) yearCards() []fyne.CanvasObject {
	out := []fyne.CanvasObject{v.slowCard()}
	if len(v.p.Year.Traditions) > 0 {
		out = append(out, v.traditionsCard())
	}
	return append(out, v.marksCard())
}

// slowCard lists the slow weeks; each leads to its month.
func (v *View) slowCard() fyne.CanvasObject {
	pr := v.env.Printer
	title := v.env.T("calendar.slow_title", nil)
	if len(v.p.Year.Slow) == 0 {
		return kit.NewCard(title, kit.Wrap(v.env.T("calendar.slow_none", locales.V{"Share": pr.Percent(slowShare)}), kit.MutedBody))
	}
	var rows []fyne.CanvasObject
	for _, s := range v.p.Year.Slow {
		where := s.Countries[:min(len(s.Countries), maxSlowNames)]
		names := make([]string, len(where))
		for i, c := range where { // those with the most customers first
			names[i] = pr.Country(c)
		}
		if rest := len(s.Countries) - len(where); rest > 0 {
			names = append(names, v.env.N("calendar.slow_rest", rest, nil))
		}
		what := v.env.T("calendar.slow_share", locales.V{"Share": pr.Percent(s.Share)})
		if len(names) > 0 {
			what = v.env.T("calendar.slow_where", locales.V{"Share": pr.Percent(s.Share), "Countries": pr.List(names)})
		}
		title := pr.Range(s.From, s.To)
		if s.Feast.Lead.ID != "" {
			name, _ := v.say.nameOf(s.Feast.Lead)
			title = v.env.T("calendar.slow_row", locales.V{"Days": title, "Holiday": brief(name, s.Feast.Lead)})
		}
		rows = append(rows, v.row(nil, []kit.Span{{Text: title, Style: kit.Bold}}, what, func() { v.p.OpenMonth(v.firstWorkday(s)) }))
	}
	return kit.NewCard(title, kit.VBox(0, rows...))
}

// firstWorkday is the day of slow weeks to look at: the first that is closed,
// within the year.
func (v *View) firstWorkday(s Slow) cal.Date {
	for d := s.From; d <= s.To; d++ {
		if day, ok := v.p.Year.at(d); ok && day.Closed > 0 {
			return d
		}
	}
	return s.From
}

// traditionsCard lists whose days are marked; a press shows only those.
func (v *View) traditionsCard() fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, t := range v.p.Year.Traditions {
		chip := kit.NewActionChip(v.env.T(words.Tradition(t.Tradition), nil), tintOf(t.Tradition), func() {
			v.p.SetScope(ScopeTradition(t.Tradition))
		})
		v.reachable(chip)
		rows = append(rows, kit.HBox(8, chip, kit.Pad(0, 10, 0, 0, kit.Text(v.env.N("calendar.year_days", t.Days, nil), kit.Muted).Whole())))
	}
	return kit.NewCard(v.env.T("calendar.traditions", nil), kit.Flow(6, rows...))
}

// marksCard says what the marks mean.
func (v *View) marksCard() fyne.CanvasObject {
	number := v.env.Printer.Int(12)
	sample := func(m mark, slow bool, id locales.ID, vars locales.V) fyne.CanvasObject {
		return kit.HBoxTop(10, newSample(m, slow, number), kit.Grow(kit.Wrap(v.env.T(id, vars), kit.Muted)))
	}
	return kit.NewCard(v.env.T("calendar.marks", nil), kit.VBox(6,
		sample(mark{tint: kit.Cinnabar, closed: true, many: true}, false, "calendar.mark_many", locales.V{"Share": v.env.Printer.Percent(manyShare)}),
		sample(mark{tint: kit.Cinnabar, closed: true}, false, "calendar.mark_closed", nil),
		sample(mark{tint: kit.Violet, feast: true}, false, "calendar.mark_feast", nil),
		sample(mark{tint: kit.Jade, closed: true, more: true}, false, "calendar.mark_more", nil),
		sample(mark{today: true}, false, "calendar.mark_today", nil),
		sample(mark{}, true, "calendar.mark_slow", locales.V{"Share": v.env.Printer.Percent(slowShare)}),
	))
}

// markSample is one mark of the year by itself.
type markSample struct {
	widget.BaseWidget
	mark   mark
	slow   bool
	number string
}

func newSample(m mark, slow bool, number string) *markSample {
	s := &markSample{mark: m, slow: slow, number: number}
	s.ExtendBaseWidget(s)
	return s
}

// MinSize implements fyne.CanvasObject.
func (s *markSample) MinSize() fyne.Size { return fyne.NewSize(kit.Scaled(30), kit.Scaled(23)) }

// CreateRenderer implements fyne.Widget.
func (s *markSample) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	r := &markSampleRenderer{s: s}
	r.Refresh()
	return r
}

type markSampleRenderer struct {
	pools
	s *markSample
}

func (r *markSampleRenderer) Destroy()           {}
func (r *markSampleRenderer) MinSize() fyne.Size { return r.s.MinSize() }
func (r *markSampleRenderer) Layout(fyne.Size)   {}

func (r *markSampleRenderer) Refresh() {
	r.begin()
	size := r.s.MinSize()
	if r.s.slow {
		r.box(1, 2, 3, size.Height-4, kit.Saffron.Strong(), kit.Invisible, 1.5)
	}
	r.mark(r.s.mark, r.s.number, fyne.NewPos(0, 0), size)
	r.collect()
	r.recolour()
}
