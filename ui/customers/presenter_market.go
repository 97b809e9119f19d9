package customers

import (
	"log/slog"
	"time"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/planner"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// plannerOf is the planner over the almanac of the window, which knows what
// the user announced.
func plannerOf(env *screen.Env) *planner.Planner {
	return &planner.Planner{Almanac: env.Almanac, Culture: markets()}
}

// markets are the facts of the markets. Damaged ones are as good as none.
func markets() *culture.Culture {
	c, err := culture.Default()
	if err != nil {
		slog.Error("the markets cannot be read", "err", err)
		return new(culture.Culture)
	}
	return c
}

// placeRow is a customer as far as place and hours go.
func placeRow(c book.Customer) book.CustomerRow {
	return book.CustomerRow{
		ID: c.ID, OrganisationID: c.OrganisationID, Kind: c.Kind, Country: c.Country, Region: c.Region, TimeZone: c.TimeZone, Hours: c.Hours,
	}
}

// zoneOf is the zone of a customer: the stated one, else the usual one of the
// country; nil when neither is known.
func zoneOf(env *screen.Env, r book.CustomerRow) *time.Location {
	loc, _, ok := plannerOf(env).Zone(r)
	if !ok {
		return nil
	}
	return loc
}

// defaultHours writes the usual office hours of a country, "" when not known.
func defaultHours(p *locales.Printer, country string) string {
	m, ok := markets().Market(country)
	if !ok || !m.HoursKnown {
		return ""
	}
	start, end, _, _ := markets().Hours(country)
	return p.TimeRange(start/60, start%60, end/60, end%60)
}

// defaultWeekend lists the usual days off of a country, Sunday = 0.
func defaultWeekend(country, region string, on calendar.Date) []int {
	if country == "" {
		return nil
	}
	var out []int
	for _, w := range markets().Weekend(country, region, on) {
		out = append(out, int(w))
	}
	return out
}

// weekdaysText writes days of the week: "Saturday and Sunday".
func weekdaysText(p *locales.Printer, days []int) string {
	var names []string
	for _, w := range p.Weekdays() {
		for _, d := range days {
			if time.Weekday(d) == w {
				names = append(names, p.WeekdayLong(w))
			}
		}
	}
	if len(names) == 0 {
		return p.T("customers.no_days_off", nil)
	}
	return p.List(names)
}

// windowWords say why it is no good hour to call.
var windowWords = map[planner.Reason]locales.ID{
	planner.Weekend:     "customers.window_weekend",
	planner.Holiday:     "customers.window_holiday",
	planner.Closing:     "customers.window_closing",
	planner.BeforeHours: "customers.window_before",
	planner.AfterHours:  "customers.window_after",
	planner.Pause:       "customers.window_pause",
}

// windowText says whether it is a good hour to call and until when, "" when
// nothing is known. good is true while it is.
func windowText(env *screen.Env, r book.CustomerRow) (text string, good bool) {
	p := env.Printer
	w := plannerOf(env).Window(r, env.Book.Now())
	if w.Reason == planner.NoZone || w.Reason == "" {
		return "", false
	}
	if w.Open() {
		v := locales.V{"Time": p.TimeOf(w.Until)}
		if w.Usual {
			return p.T("customers.window_open_usual", v), true
		}
		return p.T("customers.window_open", v), true
	}
	name := ""
	if w.Holiday != nil {
		name = w.Holiday.Name(p.Tag())
	}
	text = p.T(windowWords[w.Reason], locales.V{"Name": name})
	if w.Opens.IsZero() {
		return text, false
	}
	opens := p.TimeOf(w.Opens)
	if day := calendar.DateOf(w.Opens); day != calendar.DateOf(w.Local) {
		opens = p.T("customers.day_time", locales.V{"Day": p.DateWeekday(day), "Time": opens})
	}
	return text + " · " + p.T("customers.window_opens", locales.V{"Time": opens}), false
}
