package calendar

import (
	"bytes"
	"context"
	"os"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/exchange"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// nextYear is how many months "the next twelve months" are.
const nextYear = 12

// ExportYear writes what the filter shows in the year of the chosen day.
func (p *Presenter) ExportYear() {
	y := p.Cursor.Year()
	p.exportPeriod(cal.NewDate(y, time.January, 1), cal.NewDate(y, time.December, 31))
}

// ExportNext writes what the filter shows in the twelve months from today.
func (p *Presenter) ExportNext() {
	p.exportPeriod(p.Today, p.Today.AddMonths(nextYear)-1)
}

func (p *Presenter) exportPeriod(from, to cal.Date) {
	job := loader{env: p.env.Book, almanac: p.env.Almanac, filter: p.Filter, home: p.home, known: p.known, audience: p.Audience}
	name := p.env.T("calendar.export_file", locales.V{"From": from.String(), "To": to.String()})
	p.save(name, func(ctx context.Context) (exported, error) {
		var out exported
		audience := job.audience
		if !job.known {
			var err error
			if audience, err = readAudience(ctx, job.env, job.almanac); err != nil {
				return out, err
			}
		}
		for _, o := range job.almanac.Occurrences(job.filter.query(from, to, audience, job.home)) {
			if job.filter.keeps(o) {
				out.found = append(out.found, o)
			}
		}
		if !job.filter.mine() || !job.filter.closings() {
			return out, nil
		}
		own, err := job.env.OwnDays.List(ctx)
		if err != nil {
			return out, err
		}
		out.closings = closings(job.almanac, own, from, to)
		return out, nil
	})
}

// exported is what is written to a file. The closings name customers: they go
// only into the file that a user makes of their own customers.
type exported struct {
	found    []almanac.Occurrence
	closings []Closing
}

// events makes events of holidays and closings.
func (x exported) events(env *screen.Env, a *almanac.Almanac) []exchange.Event {
	lang := env.Printer.Tag()
	out := exchange.HolidayEvents(a, x.found, lang)
	found := make([]almanac.Occurrence, len(x.closings))
	for i, c := range x.closings {
		found[i] = c.Occurrence
	}
	for i, e := range exchange.HolidayEvents(a, found, lang) {
		c := x.closings[i]
		e.Title = env.T("calendar.export_closing", locales.V{"Customer": c.Customer.Name.Full, "Closing": c.Name(lang)})
		e.Description = ""
		if n := c.Customer.Name; n.Latin != n.Full {
			e.Description = n.Latin
		}
		out = append(out, e)
	}
	return out
}

// told says what was exported, and that it names customers.
func (x exported) told(env *screen.Env) string {
	text := env.N("calendar.exported", len(x.found), nil)
	if n := len(x.closings); n > 0 {
		text = env.N("calendar.exported_closings", n, locales.V{"Text": text})
	}
	return text
}

// ExportHoliday writes the holiday whose page is open with its next dates.
func (p *Presenter) ExportHoliday() {
	if p.Page == nil {
		return
	}
	found := append([]almanac.Occurrence{p.Page.Feast.Lead}, p.Page.Next...)
	name := strings.NewReplacer("/", "-", "\\", "-", ":", "-").Replace(p.Page.Feast.Lead.Name(p.env.Printer.Tag()))
	p.save(p.env.T("calendar.export_holiday_file", locales.V{"Holiday": name}), func(context.Context) (exported, error) {
		return exported{found: found}, nil
	})
}

// save asks for a file, writes the events to it and says how many they are.
func (p *Presenter) save(name string, find func(context.Context) (exported, error)) {
	env, a, b, now := p.env, p.env.Almanac, p.env.Book, p.env.Now().UTC()
	calendarName := p.env.T("calendar.export_name", nil)
	p.env.Shell.PickSave(p.env.T("calendar.export", nil), name, func(path string) {
		if !strings.HasSuffix(strings.ToLower(path), ".ics") {
			path += ".ics"
		}
		p.export.Run(func(ctx context.Context) (exported, error) {
			found, err := find(ctx)
			if err != nil {
				return found, err
			}
			var text bytes.Buffer // a file is written whole or not at all
			if err := exchange.WriteEvents(&text, calendarName, now, found.events(env, a)); err != nil {
				return found, err
			}
			if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
				return found, book.FolderError("calendar.export", err)
			}
			if n := len(found.closings); n > 0 { // these name customers
				return found, b.History.Note(ctx, book.OpExport, "ics", n)
			}
			return found, nil
		}, func(x exported, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.env.Shell.Tell(x.told(p.env))
		})
	})
}
