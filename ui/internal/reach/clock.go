package reach

import (
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/planner"
	"dragoman/locales"
)

// Zone is the clock of a customer, as stated or as is usual in the country,
// nil when neither is known.
func (p *Places) Zone(c *book.CustomerRow) *time.Location {
	if c == nil || p.Planner == nil {
		return nil
	}
	loc, _, ok := p.Planner.Zone(*c)
	if !ok {
		return nil
	}
	return loc
}

// Window tells whether a customer can be called at an instant.
func (p *Places) Window(c *book.CustomerRow, now time.Time) Window {
	if c == nil || p.Planner == nil {
		return Window{}
	}
	w := p.Planner.Window(*c, now)
	if w.Reason == planner.NoZone {
		return Window{}
	}
	out := Window{Known: true, Open: w.Open(), Local: w.Local}
	pr := p.env.Printer
	switch w.Reason {
	case planner.Open:
		out.Text = p.env.T("reach.until", locales.V{"Time": pr.TimeOf(w.Until)})
	case planner.Holiday:
		out.Off = true
		out.Text = p.env.T("reach.holiday", locales.V{"Holiday": w.Holiday.Name(pr.Tag())})
	case planner.Weekend:
		out.Off = true
		out.Text = p.env.T("reach.weekend", nil)
		if !w.Opens.IsZero() {
			out.Text = p.env.T("reach.weekend_opens", locales.V{"Time": p.opens(w)})
		}
	case planner.Closing:
		out.Off = true
		v := locales.V{"Closing": w.Holiday.Name(pr.Tag())}
		out.Text = p.env.T("reach.own_closing", v)
		if !w.Opens.IsZero() {
			v["Time"] = p.opensDay(w)
			out.Text = p.env.T("reach.own_closing_opens", v)
		}
	case planner.Pause:
		out.Text = p.env.T("reach.pause", locales.V{"Time": p.opens(w)})
	default:
		out.Text = p.env.T("reach.closed", nil)
		if !w.Opens.IsZero() {
			out.Text = p.env.T("reach.opens", locales.V{"Time": p.opens(w)})
		}
	}
	return out
}

// opens writes when a window opens, with the day when it is not the same one.
func (p *Places) opens(w planner.Window) string {
	pr := p.env.Printer
	text := pr.TimeOf(w.Opens)
	if d := calendar.DateOf(w.Opens); d != calendar.DateOf(w.Local) {
		return p.env.T("reach.day_time", locales.V{"Day": pr.WeekdayShort(d.Weekday()), "Time": text})
	}
	return text
}

// opensDay does so with the date when it lies weeks ahead, as after a long
// closing.
func (p *Places) opensDay(w planner.Window) string {
	if d := calendar.DateOf(w.Opens); d > calendar.DateOf(w.Local)+6 {
		return p.env.Printer.DateWeekday(d)
	}
	return p.opens(w)
}

// Clash tells what is in the way on a day at a customer's place, or nil. Days
// before today are never better.
func (p *Places) Clash(c *book.CustomerRow, day, today calendar.Date) *Clash {
	if c == nil || day.IsZero() || day < today || p.Planner == nil {
		return nil
	}
	x, is := p.Planner.Clash(*c, day)
	if !is {
		return nil
	}
	pr := p.env.Printer
	v := locales.V{"Weekday": pr.WeekdayLong(day.Weekday()), "Country": pr.Country(c.Country)}
	out := &Clash{Reason: p.env.T("reach.clash_weekend", v)}
	if x.Reason == planner.Holiday && x.Holiday != nil {
		v["Holiday"] = x.Holiday.Name(pr.Tag())
		if c := x.Holiday.Country; c != "" {
			v["Country"] = pr.Country(c)
		}
		out.Reason = p.env.T("reach.clash_holiday", v)
	}
	if c.Country == "" {
		out.Reason = p.env.T("reach.clash_off", v)
	}
	if x.Reason == planner.Closing && x.Holiday != nil {
		v["Closing"] = x.Holiday.Name(pr.Tag())
		out.Reason = p.env.T("reach.clash_closing", v)
	}
	for _, d := range []calendar.Date{x.Before, x.After} {
		if !d.IsZero() && d >= today {
			out.Better = append(out.Better, d)
		}
	}
	return out
}
