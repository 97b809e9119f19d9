package calendar

import (
	"context"
	"slices"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
	"dragoman/data/planner"
)

// monthSpan is the first and the last day of the weeks that hold a month.
func monthSpan(month cal.Date, firstDay time.Weekday) (from, to cal.Date) {
	last := month.AddMonths(1) - 1
	from = month - cal.Date((int(month.Weekday())-int(firstDay)+7)%7)
	to = last + cal.Date((int(firstDay)+6-int(last.Weekday())+7)%7)
	return from, to
}

// agendaFrom is the first day of the agenda: today in this month, else the
// first of the month.
func (p *Presenter) agendaFrom() cal.Date {
	if p.Month == firstOf(p.Today) {
		return p.Today
	}
	return p.Month
}

// load reads what is shown: the weeks of the month, the year, or the days of
// the agenda.
func (p *Presenter) load() {
	switch p.Mode {
	case Year:
		p.loadYear()
		return
	case Own:
		p.loadOwn()
		return
	}
	p.own.Cancel()
	p.year.Cancel()
	from, to := monthSpan(p.Month, p.env.FirstDay)
	if p.Mode == Agenda {
		from = p.agendaFrom()
		if p.Until < from+agendaDays-1 {
			p.Until = from + agendaDays - 1
		}
		to = p.Until
	}
	job := loader{env: p.env.Book, almanac: p.env.Almanac, filter: p.Filter, home: p.home, known: p.known, audience: p.Audience}
	mode, month := p.Mode, p.Month
	p.births.Cancel()
	p.days.Run(func(ctx context.Context) (span, error) {
		return job.load(ctx, from, to)
	}, func(s span, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		if !p.known {
			p.Audience, p.known, p.Heard = s.audience, true, p.Heard+1
		}
		p.take(s, mode, month)
		p.Loaded = true
		p.draw(Head | Body | Panel)
		p.lookClosed()
		p.loadDates(s, mode, month)
	})
}

// loadDates adds the birthdays, which take longer in a large book, to days that
// are shown already.
func (p *Presenter) loadDates(s span, mode Mode, month cal.Date) {
	b := p.env.Book
	p.births.Run(func(ctx context.Context) ([]book.Upcoming, error) {
		return b.Customers.Dates(ctx, s.from, s.to)
	}, func(dates []book.Upcoming, err error) {
		if err != nil {
			p.env.Shell.Fail(err)
			return
		}
		if len(dates) == 0 {
			return
		}
		s.dates = dates
		p.take(s, mode, month)
		p.draw(Body | Panel)
	})
}

func (p *Presenter) take(s span, mode Mode, month cal.Date) {
	days := s.days(p.env.Almanac, p.weekend, p.Second)
	if mode == Month {
		for i := range days {
			days[i].Other = firstOf(days[i].Date) != month
		}
		p.Days = days
		return
	}
	p.Agenda = p.Agenda[:0:0]
	for i, d := range days {
		if i > 0 { // what goes on for days stands on its first one
			d.Feasts = slices.DeleteFunc(d.Feasts, func(f Feast) bool { return !f.begins(d.Date) })
			d.Closings = slices.DeleteFunc(d.Closings, func(c Closing) bool { return c.Date != d.Date })
		}
		if !d.Empty() {
			p.Agenda = append(p.Agenda, d)
		}
	}
}

// loader holds the values that a job works with, away from the state.
type loader struct {
	env      *book.Book
	almanac  *almanac.Almanac
	planner  *planner.Planner // for the year; nil when what is built in is damaged
	filter   Filter
	home     string
	known    bool
	audience Audience
}

func (l loader) load(ctx context.Context, from, to cal.Date) (span, error) {
	s := span{from: from, to: to, audience: l.audience}
	var err error
	if !l.known {
		if s.audience, err = readAudience(ctx, l.env, l.almanac); err != nil {
			return s, err
		}
	}
	for _, o := range l.almanac.Occurrences(l.filter.query(from, to, s.audience, l.home)) {
		if l.filter.keeps(o) {
			s.occurrences = append(s.occurrences, o)
		}
	}
	own, err := l.env.OwnDays.List(ctx)
	if err != nil {
		return s, err
	}
	if l.filter.closings() {
		s.closings = closings(l.almanac, own, from, to)
	}
	s.followUps, err = l.env.FollowUps.List(ctx, book.FollowUpQuery{View: book.ViewAll, From: from, To: to})
	return s, err
}

// readAudience asks the book whom it knows.
func readAudience(ctx context.Context, b *book.Book, a *almanac.Almanac) (Audience, error) {
	out := Audience{Countries: map[string]int{}, Cultures: map[string]int{}, Observances: map[string]int{}}
	f, err := b.Customers.Facets(ctx)
	if err != nil {
		return out, err
	}
	out.Total = f.Total
	for _, x := range f.Countries {
		out.Countries[x.Value] = x.Count
	}
	for _, x := range f.Cultures {
		out.Cultures[x.Value] = x.Count
	}
	for _, t := range a.Traditions() {
		n, err := b.Customers.Count(ctx, book.CustomerFilter{Observances: []string{t}})
		if err != nil {
			return out, err
		}
		if n > 0 {
			out.Observances[t] = n
		}
	}
	return out, nil
}
