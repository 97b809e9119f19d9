package followups

import (
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
)

// Item is one line of the list: a heading, or a follow-up with its words.
type Item struct {
	Heading string
	Late    bool // of a heading: what follows is overdue
	More    int  // so many follow-ups are not loaded yet; a press loads them
	Row     *book.FollowUpRow
	Clash   *reach.Clash
}

// grouped puts headings between the rows of a view.
func grouped(p *locales.Printer, view book.FollowUpView, rows []book.FollowUpRow, clashes map[book.ID]*reach.Clash, today calendar.Date, home *time.Location) []Item {
	var items []Item
	last := ""
	for i := range rows {
		head, late := heading(p, view, rows[i].FollowUp, today, home)
		if head != last {
			items = append(items, Item{Heading: head, Late: late})
			last = head
		}
		items = append(items, Item{Row: &rows[i], Clash: clashes[rows[i].ID]})
	}
	return items
}

// heading names the group of a follow-up in a view.
func heading(p *locales.Printer, view book.FollowUpView, f book.FollowUp, today calendar.Date, home *time.Location) (text string, late bool) {
	if view == book.ViewDone {
		day := calendar.DateOf(f.DoneAt.In(home))
		if day > today-7 {
			return dayHeading(p, day, today), false
		}
		return p.MonthYear(day.Year(), day.Month()), false
	}
	day, late := reach.DueDay(f, today)
	switch {
	case day.IsZero():
		return p.T("followups.head_some_day", nil), false
	case late && view == book.ViewOverdue:
		return dayHeading(p, day, today), true
	case late:
		return p.T("followups.head_overdue", nil), true
	case day == today:
		return p.T("followups.head_today", locales.V{"Day": longDay(p, day)}), false
	case view == book.ViewToday:
		return p.T("followups.head_coming", nil), false
	case day < today+7:
		return dayHeading(p, day, today), false
	}
	return p.MonthYear(day.Year(), day.Month()), false
}

// dayHeading names a day near today: "Tomorrow, Tuesday 24 Nov".
func dayHeading(p *locales.Printer, day, today calendar.Date) string {
	switch day {
	case today:
		return p.T("followups.head_today", locales.V{"Day": longDay(p, day)})
	case today + 1:
		return p.T("followups.head_tomorrow", locales.V{"Day": longDay(p, day)})
	}
	return longDay(p, day)
}

// longDay writes weekday, day and month without the year.
func longDay(p *locales.Printer, d calendar.Date) string {
	return p.T("followups.long_day", locales.V{"Weekday": p.WeekdayLong(d.Weekday()), "Date": p.DateShort(d)})
}

// clashes finds the open follow-ups that are due on a day off where the
// customer is.
func clashes(where *reach.Places, rows []book.FollowUpRow, today calendar.Date) map[book.ID]*reach.Clash {
	out := map[book.ID]*reach.Clash{}
	for i, r := range rows {
		if r.Customer == nil || r.Due.IsZero() || !r.DoneAt.IsZero() {
			continue
		}
		if c := where.Clash(rows[i].Customer, r.Due, today); c != nil {
			out[r.ID] = c
		}
	}
	return out
}
