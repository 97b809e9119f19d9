package followups

import (
	"strings"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/reach"
	"dragoman/ui/internal/whofield"
)

// Tone is how a piece of text is meant; the view gives it a colour.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Faint
	Good
	Care
	Late
)

// RowText are the words of one row.
type RowText struct {
	Title    string
	Customer string // as the customer writes it
	Latin    string // its Latin form, or ""
	Language string // of the customer's name
	Below    string
	BelowAs  Tone
	End      string
	EndAs    Tone
	Done     bool
	Urgent   bool
	Better   []calendar.Date
}

// between stands between the parts of a line.
const between = " · "

// Text returns the words of an item that is a follow-up.
func (p *Presenter) Text(it Item) RowText {
	r := it.Row
	t := RowText{Title: r.Title, Done: !r.DoneAt.IsZero(), Urgent: r.Priority == book.Urgent}
	if r.Customer != nil {
		t.Customer, t.Latin, t.Language = r.Customer.Name.Full, r.Customer.Name.Latin, r.Customer.Name.Language
		if t.Latin == t.Customer {
			t.Latin = ""
		}
	}
	if it.Clash != nil && !t.Done {
		t.Below, t.BelowAs, t.Better = p.ClashText(it.Clash), Care, it.Clash.Better
	} else {
		t.Below, t.BelowAs = p.below(r), Faint
	}
	t.End, t.EndAs = p.end(r)
	return t
}

// KindText names a kind of follow-up.
func (p *Presenter) KindText(k book.TaskKind) string { return p.places.Kind(k) }

// below is the second line of a row: kind, times, repetition, checklist.
func (p *Presenter) below(r *book.FollowUpRow) string {
	parts := []string{p.KindText(r.Kind)}
	if when := p.places.Times(r.FollowUp, r.Customer); when != "" {
		parts = append(parts, when)
	}
	if r.Snoozed > r.Due {
		parts = append(parts, p.env.T("followups.snoozed_until", locales.V{"Day": p.env.Printer.DateWeekday(r.Snoozed)}))
	}
	if r.Repeat != "" {
		parts = append(parts, p.env.T("followups.repeats", locales.V{"Every": RepeatWords(p.env.Printer, r.Repeat)}))
	}
	if n := len(r.Checklist); n > 0 {
		done := 0
		for _, c := range r.Checklist {
			if c.Done {
				done++
			}
		}
		parts = append(parts, p.env.T("followups.checklist_done", locales.V{"Done": done, "All": n}))
	}
	return strings.Join(parts, between)
}

// end is what stands at the end of a row: how late it is, how long the call
// window stays open, how much time is left, or the day.
func (p *Presenter) end(r *book.FollowUpRow) (string, Tone) {
	pr, today := p.env.Printer, p.state.Today
	if !r.DoneAt.IsZero() {
		return p.env.T("followups.done_on", locales.V{"Day": pr.DateNear(calendar.DateOf(r.DoneAt.In(p.env.Home)), today)}), Faint
	}
	day, late := reach.DueDay(r.FollowUp, today)
	switch {
	case late:
		return p.env.N("followups.overdue", int(today-day), nil), Late
	case day.IsZero():
		return p.env.T("followups.some_day", nil), Faint
	case day > today:
		return pr.DateWeekday(day), Plain
	}
	if at, ok := r.DueAt(p.env.Home); ok && r.Snoozed <= r.Due {
		left := int(at.Sub(p.state.Now).Minutes())
		switch {
		case left < 0:
			return p.env.T("followups.was_due", locales.V{"Time": pr.TimeOf(at.In(p.env.Home))}), Late
		case left <= 180 && r.Kind != book.CallTask:
			return p.env.T("followups.time_left", locales.V{"Time": pr.Duration(left)}), Care
		}
	}
	if r.Kind == book.CallTask {
		if text, tone := p.openText(r.Customer); text != "" {
			return text, tone
		}
	}
	if r.DueMinute == book.NoTime {
		return p.env.T("followups.any_time", nil), Faint
	}
	return p.env.T("followups.today", nil), Plain
}

// ClashText is the sentence of a clash: why, and which days are better.
func (p *Presenter) ClashText(c *reach.Clash) string {
	days := make([]string, len(c.Better))
	for i, d := range c.Better {
		days[i] = p.ShortDay(d)
	}
	if len(days) == 0 {
		return c.Reason
	}
	return p.env.T("followups.better", locales.V{"Reason": c.Reason, "Days": p.env.Printer.ListOr(days)})
}

// ShortDay writes weekday, day and month.
func (p *Presenter) ShortDay(d calendar.Date) string { return p.env.Printer.DateWeekday(d) }

// Subtitle is the line of counts beside the title.
func (p *Presenter) Subtitle() string {
	if !p.state.Loaded {
		return ""
	}
	if one := p.state.Customer; one != nil {
		return p.env.T("followups.only", locales.V{"Customer": whofield.Name(*one)})
	}
	c := p.state.Counts
	return strings.Join([]string{
		p.env.N("followups.count_today", c.Today, nil),
		p.env.N("followups.count_overdue", c.Overdue, nil),
		p.env.N("followups.count_week", c.Week, nil),
	}, between)
}

// openText says whether a customer can be called now, and if not, why.
func (p *Presenter) openText(c *book.CustomerRow) (string, Tone) {
	w := p.places.Window(c, p.state.Now)
	switch {
	case !w.Known:
		return "", Plain
	case w.Open:
		return p.env.T("followups.open", locales.V{"Until": w.Text}), Good
	case w.Off:
		return w.Text, Care
	}
	return w.Text, Faint
}
