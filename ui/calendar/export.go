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
	p.save(name, func(ctx context.Context) ([]almanac.Occurrence, error) {
		audience := job.audience
		if !job.known {
			var err error
			if audience, err = readAudience(ctx, job.env, job.almanac); err != nil {
				return nil, err
			}
		}
		var out []almanac.Occurrence
		for _, o := range job.almanac.Occurrences(job.filter.query(from, to, audience, job.home)) {
			if job.filter.keeps(o) {
				out = append(out, o)
			}
		}
		return out, nil
	})
}

// ExportHoliday writes the holiday whose page is open with its next dates.
func (p *Presenter) ExportHoliday() {
	if p.Page == nil {
		return
	}
	found := append([]almanac.Occurrence{p.Page.Feast.Lead}, p.Page.Next...)
	name := strings.NewReplacer("/", "-", "\\", "-", ":", "-").Replace(p.Page.Feast.Lead.Name(p.env.Printer.Tag()))
	p.save(p.env.T("calendar.export_holiday_file", locales.V{"Holiday": name}), func(context.Context) ([]almanac.Occurrence, error) {
		return found, nil
	})
}

// save asks for a file, writes the events to it and says how many they are.
func (p *Presenter) save(name string, find func(context.Context) ([]almanac.Occurrence, error)) {
	a, lang, now := p.env.Almanac, p.env.Printer.Tag(), p.env.Now().UTC()
	calendarName := p.env.T("calendar.export_name", nil)
	p.env.Shell.PickSave(p.env.T("calendar.export", nil), name, func(path string) {
		if !strings.HasSuffix(strings.ToLower(path), ".ics") {
			path += ".ics"
		}
		p.export.Run(func(ctx context.Context) (int, error) {
			found, err := find(ctx)
			if err != nil {
				return 0, err
			}
			var text bytes.Buffer // a file is written whole or not at all
			if err := exchange.WriteEvents(&text, calendarName, now, exchange.HolidayEvents(a, found, lang)); err != nil {
				return 0, err
			}
			if err := os.WriteFile(path, text.Bytes(), 0o644); err != nil {
				return 0, &book.Error{Op: "calendar.export", Code: book.ReadOnly, Detail: "folder", Err: err}
			}
			return len(found), nil
		}, func(n int, err error) {
			if err != nil {
				p.env.Shell.Fail(err)
				return
			}
			p.env.Shell.Tell(p.env.N("calendar.exported", n, nil))
		})
	})
}
