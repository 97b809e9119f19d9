package calendar

import (
	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/words"
)

// agendaItem is one line of the agenda: one of feast, followUp, closing, date and
// crowd is set.
type agendaItem struct {
	day      Day
	first    bool // of its day
	feast    *Feast
	followUp *book.FollowUpRow
	date     *book.Upcoming
	closing  *Closing
	crowd    int // so many birthdays that they are only counted
}

// items lays days out line by line.
func items(days []Day) []agendaItem {
	var out []agendaItem
	for _, d := range days {
		n := len(out)
		for i := range d.Feasts {
			out = append(out, agendaItem{day: d, feast: &d.Feasts[i]})
		}
		for i := range d.FollowUps {
			out = append(out, agendaItem{day: d, followUp: &d.FollowUps[i]})
		}
		for i := range d.Closings {
			out = append(out, agendaItem{day: d, closing: &d.Closings[i]})
		}
		if len(d.Dates) > maxListed {
			out = append(out, agendaItem{day: d, crowd: len(d.Dates)})
			d.Dates = nil
		}
		for i := range d.Dates {
			out = append(out, agendaItem{day: d, date: &d.Dates[i]})
		}
		if len(out) > n {
			out[n].first = true
		}
	}
	return out
}

// agendaList is the agenda as a list: the day at the left of its first line.
type agendaList struct {
	v     *View
	items []agendaItem
	list  *kit.List
	card  *kit.Card
	parts map[fyne.CanvasObject]*agendaParts
}

// agendaParts are what changes in a row.
type agendaParts struct {
	day, second *kit.Line
	chip        *kit.Chip
}

func newAgendaList(v *View) *agendaList {
	a := &agendaList{v: v, parts: map[fyne.CanvasObject]*agendaParts{}}
	a.list = kit.NewList(52, func() int { return len(a.items) + 1 }, a.create, a.update, a.open)
	a.card = kit.NewFlushCard("", a.list)
	a.card.Hide()
	return a
}

// set shows other days and keeps the place when only more were added.
func (a *agendaList) set(p *Presenter) {
	old := a.items
	a.items = items(p.Agenda)
	a.list.Refresh()
	if len(old) == 0 || len(a.items) == 0 || old[0].day.Date != a.items[0].day.Date {
		a.list.ScrollToTop()
	}
}

func (a *agendaList) create() fyne.CanvasObject {
	p := &agendaParts{day: kit.Text("", kit.Bold), second: kit.Text("", kit.Muted), chip: kit.NewChip("", kit.Slate)}
	leading := kit.FixedWidth(112, kit.VBox(0, p.day, p.second))
	r := kit.NewRow(leading, "", "", p.chip, func() {}).SetInset(kit.CardPadX).SetMaxLines(1)
	a.parts[r] = p
	return r
}

func (a *agendaList) update(i int, o fyne.CanvasObject) {
	r, p := o.(*kit.Row), a.parts[o]
	v := a.v
	p.chip.Show()
	p.day.SetText("")
	p.second.SetText("")
	if i >= len(a.items) {
		p.chip.Hide()
		r.SetTitleText(v.env.T("calendar.load_more", nil))
		r.SetSubtitleText(v.env.T("calendar.until", locales.V{"Date": v.env.Printer.Date(v.p.Until)}))
		return
	}
	it := a.items[i]
	if it.first {
		p.day.SetText(v.env.Printer.DateWeekday(it.day.Date))
		second := v.say.second(it.day)
		if it.day.Date == v.p.Today {
			second = v.env.Printer.Relative(it.day.Date, v.p.Today)
		}
		p.second.SetText(second)
	}
	switch {
	case it.feast != nil:
		f := *it.feast
		p.chip.SetPlain(false)
		p.chip.Set(v.env.T(words.Tradition(f.Lead.Tradition), nil), tintOf(f.Lead.Tradition))
		r.SetTitle(v.say.feastSpans(f, kit.Bold, v.say.codes(f, maxCodes))...)
		r.SetSubtitleText(v.feastLine(f))
	case it.followUp != nil:
		p.chip.SetPlain(true)
		p.chip.Set(v.env.T("calendar.a_followup", nil), kit.Slate)
		r.SetTitle(kit.Span{Text: it.followUp.Title, Style: kit.Bold})
		r.SetSubtitleText(v.say.forWhom(*it.followUp))
	case it.closing != nil:
		p.chip.SetPlain(true)
		p.chip.Set(v.env.T(words.Tradition(it.closing.Tradition), nil), kit.Slate)
		r.SetTitle(customerSpans(it.closing.Customer.Name, kit.Bold)...)
		r.SetSubtitleText(v.env.T("calendar.days_text", locales.V{"Days": v.say.days(it.closing.Occurrence), "Text": it.closing.Name(v.env.Printer.Tag())}))
	case it.date != nil:
		p.chip.SetPlain(true)
		p.chip.Set(v.env.T(dateKinds[it.date.Kind], nil), kit.Slate)
		r.SetTitle(customerSpans(it.date.Customer.Name, kit.Bold)...)
		r.SetSubtitleText(v.say.yearly(*it.date))
	case it.crowd > 0:
		p.chip.SetPlain(true)
		p.chip.Set(v.env.T("calendar.birthday", nil), kit.Slate)
		r.SetTitleText(v.env.N("calendar.birthdays", it.crowd, nil))
		r.SetSubtitleText("")
	}
}

// feastLine says in one line what a holiday means.
func (v *View) feastLine(f Feast) string {
	text := v.env.T(words.Kind(f.Kind()), nil)
	if len(f.Countries) > 0 {
		text = v.env.T("calendar.kind_where", locales.V{"Kind": text, "Countries": v.say.countries(f.Countries)})
	}
	if f.Lead.Days() > 1 {
		text = v.env.T("calendar.days_text", locales.V{"Days": v.env.Printer.Range(f.Lead.Date, f.Lead.End), "Text": text})
	}
	return text
}

func (a *agendaList) open(i int) {
	if i >= len(a.items) {
		a.v.p.More()
		return
	}
	it := a.items[i]
	a.v.toPanel = true
	switch {
	case it.feast != nil:
		a.v.p.OpenFeast(it.day.Date, *it.feast)
	case it.followUp != nil:
		a.v.p.OpenFollowUp(it.followUp.ID)
	case it.closing != nil:
		a.v.p.OpenCustomer(it.closing.Customer.ID)
	case it.date != nil:
		a.v.p.OpenCustomer(it.date.Customer.ID)
	case it.crowd > 0:
		a.v.p.OpenDay(it.day.Date)
	}
}
