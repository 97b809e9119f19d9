package reach

import (
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
)

var kinds = map[book.TaskKind]locales.ID{
	book.CallTask:     "reach.kind_call",
	book.VisitTask:    "reach.kind_visit",
	book.MessageTask:  "reach.kind_message",
	book.MailTask:     "reach.kind_mail",
	book.GiftTask:     "reach.kind_gift",
	book.DocumentTask: "reach.kind_document",
	book.OtherTask:    "reach.kind_other",
}

// Kind names a kind of follow-up.
func (p *Places) Kind(k book.TaskKind) string {
	if id, ok := kinds[k]; ok {
		return p.env.T(id, nil)
	}
	return p.env.T("reach.kind_other", nil)
}

// DueDay is the day on which a follow-up counts: its due day, or the later day
// until which it was snoozed. late is true when that day has passed; one that
// was snoozed until a day that has come counts as of today.
func DueDay(f book.FollowUp, today calendar.Date) (day calendar.Date, late bool) {
	if f.Snoozed > f.Due {
		return max(f.Snoozed, today), false
	}
	return f.Due, !f.Due.IsZero() && f.Due < today
}

// Times writes the due time of a follow-up in our zone and, where it differs,
// in the customer's; "" when any time will do.
func (p *Places) Times(f book.FollowUp, c *book.CustomerRow) string {
	home := p.env.Home
	at, ok := f.DueAt(home)
	if !ok {
		return ""
	}
	pr := p.env.Printer
	ours := at.In(home)
	loc := p.Zone(c)
	if loc == nil && f.Zone != "" {
		loc = at.Location()
	}
	if loc == nil || SameClock(at, loc, home) {
		return pr.TimeOf(ours)
	}
	theirs, place := at.In(loc), City(c)
	v := locales.V{"Ours": pr.TimeOf(ours), "Theirs": pr.TimeOf(theirs), "Place": place}
	if a, b := calendar.DateOf(ours), calendar.DateOf(theirs); a != b {
		v["Theirs"] = p.env.T("reach.day_time", locales.V{"Day": pr.WeekdayShort(b.Weekday()), "Time": pr.TimeOf(theirs)})
	}
	if place == "" {
		return p.env.T("reach.times_there", v)
	}
	return p.env.T("reach.times", v)
}

// SameClock reports whether two zones show the same time at an instant.
func SameClock(at time.Time, a, b *time.Location) bool {
	_, x := at.In(a).Zone()
	_, y := at.In(b).Zone()
	return x == y
}
