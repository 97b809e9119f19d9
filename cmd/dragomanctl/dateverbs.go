package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/calendar"
	"dragoman/data/culture"
	"dragoman/data/exchange"
	"dragoman/locales"
)

// holidays lists the almanac.
func holidays(c *call) func(context.Context, []string) error {
	country := c.flags.String("country", "", "")
	region := c.flags.String("region", "", "")
	tradition := c.flags.String("tradition", "", "")
	year := c.flags.Int("year", 0, "")
	from := c.flags.String("from", "", "")
	to := c.flags.String("to", "", "")
	format := c.flags.String("format", "csv", "")
	explained := c.flags.String("explain", "", "")
	c.bookFlag()
	return func(ctx context.Context, args []string) error {
		if len(args) > 0 {
			return tooMany(args)
		}
		q := almanac.Query{
			Countries: upper(list(*country)), Regions: upper(list(*region)), Traditions: list(*tradition),
		}
		var err error
		if q.From, q.To, err = period(*year, *from, *to); err != nil {
			return err
		}
		for _, r := range q.Regions {
			if cc, _, ok := strings.Cut(r, "-"); ok && !slices.Contains(q.Countries, cc) {
				q.Countries = append(q.Countries, cc)
			}
		}
		if *explained != "" {
			q.IDs, q.Explain = []string{*explained}, true
		}
		a, err := almanac.Default()
		if err != nil {
			return err
		}
		if a, err = c.layOwn(ctx, a); err != nil {
			return err
		}
		found := a.Occurrences(q)
		if len(found) == 0 {
			if err := c.unknown(a, q, *year); err != nil {
				return err
			}
		}
		switch {
		case *explained != "":
			return c.explainDays(a, found)
		case *format == "ics":
			return exchange.WriteEvents(c.out, c.p.T("ctl.calendar_name", nil), time.Now().UTC(), exchange.HolidayEvents(a, found, c.p.Tag()))
		}
		t, err := c.newTable(*format, "date", "end", "id", "name", "local_name", "tradition", "country", "region", "kind", "status", "begins_at_sunset")
		if err != nil {
			return err
		}
		for _, o := range found {
			err := t.add(o.Date.String(), o.End.String(), o.ID, o.Name(c.p.Tag()), o.LocalName(), o.Tradition, o.Country,
				o.Region, string(o.Kind), string(o.Status), o.BeginsAtSunset)
			if err != nil {
				return err
			}
		}
		return t.close()
	}
}

// unknown says in words why nothing was found: a country or tradition without
// rules, or a year of which nothing is known. A short period may well have no
// holiday.
func (c *call) unknown(a *almanac.Almanac, q almanac.Query, year int) error {
	countries, traditions := a.Countries(), a.Traditions()
	for _, country := range q.Countries {
		if !slices.Contains(countries, country) {
			return &notDone{"ctl.unknown_country", locales.V{"Country": country}}
		}
	}
	for _, tradition := range q.Traditions {
		if !slices.Contains(traditions, tradition) {
			return &notDone{"ctl.unknown_tradition", locales.V{"Tradition": tradition, "Known": c.p.List(traditions)}}
		}
	}
	if year != 0 || q.To.Year() < almanac.FirstYear || q.From.Year() > almanac.LastYear {
		return &notDone{"ctl.not_known", nil}
	}
	return nil
}

// period reads --year or --from and --to.
func period(year int, from, to string) (a, b calendar.Date, err error) {
	if year != 0 {
		if from != "" || to != "" {
			return 0, 0, &wrongCall{"ctl.period", nil}
		}
		return calendar.NewDate(year, 1, 1), calendar.NewDate(year, 12, 31), nil
	}
	if from == "" || to == "" {
		return 0, 0, &wrongCall{"ctl.period", nil}
	}
	a, errA := calendar.ParseDate(from)
	b, errB := calendar.ParseDate(to)
	if errA != nil || errB != nil || b < a {
		return 0, 0, &wrongCall{"ctl.period", nil}
	}
	return a, b, nil
}

// months lists the beginnings of months.
func months(c *call) func(context.Context, []string) error {
	id := c.flags.String("calendar", "", "")
	from := c.flags.Int("from", 0, "")
	to := c.flags.Int("to", 0, "")
	return func(_ context.Context, args []string) error {
		info, ok := calendar.Lookup(calendar.ID(*id))
		switch {
		case len(args) > 0:
			return tooMany(args)
		case !ok:
			return c.unknownCalendar(*id)
		case *from == 0 || *to < *from:
			return &wrongCall{"ctl.years", nil}
		}
		ms, err := calendar.Months(calendar.ID(*id), *from, *to)
		if err != nil {
			return &notDone{"ctl.range", locales.V{"From": info.First.String(), "To": info.Last.String()}}
		}
		t, err := c.newTable("csv", "gregorian", "year", "month", "leap")
		if err != nil {
			return err
		}
		for _, m := range ms {
			if err := t.add(m.Date.String(), m.Year, m.Month, m.Leap); err != nil {
				return err
			}
		}
		return t.close()
	}
}

func (c *call) unknownCalendar(id string) error {
	var ids []string
	for _, i := range calendar.Calendars() {
		ids = append(ids, string(i.ID))
	}
	return &wrongCall{"ctl.unknown_calendar", locales.V{"Calendar": id, "Known": c.p.List(ids)}}
}

// convert writes a day in another calendar, or the Gregorian day of one.
func convert(c *call) func(context.Context, []string) error {
	to := c.flags.String("to", "", "")
	return func(_ context.Context, args []string) error {
		if len(args) != 1 {
			return &wrongCall{"ctl.date_needed", nil}
		}
		date, err := calendar.ParseDate(args[0])
		if err != nil {
			day, err := calendar.ParseDay(args[0])
			if errors.Is(err, calendar.ErrNoSuchDay) || errors.Is(err, calendar.ErrRange) {
				id, _, _ := strings.Cut(args[0], ":")
				return c.noDay(err, calendar.ID(id))
			}
			if err != nil {
				return &wrongCall{"ctl.date_needed", nil}
			}
			if date, err = calendar.ToDate(day); err != nil {
				return c.noDay(err, day.Calendar)
			}
			if *to == "" {
				_, err := fmt.Fprintln(c.out, date)
				return err
			}
		}
		if _, ok := calendar.Lookup(calendar.ID(*to)); !ok {
			return c.unknownCalendar(*to)
		}
		day, err := calendar.FromDate(date, calendar.ID(*to))
		if err != nil {
			return c.noDay(err, calendar.ID(*to))
		}
		_, err = fmt.Fprintln(c.out, day)
		return err
	}
}

// noDay says why a day has no place in a calendar.
func (c *call) noDay(err error, id calendar.ID) error {
	if info, ok := calendar.Lookup(id); ok && errors.Is(err, calendar.ErrRange) {
		return &notDone{"ctl.range", locales.V{"From": info.First.String(), "To": info.Last.String()}}
	}
	return &notDone{"error.no_such_day", nil}
}

// weekend prints the weekend days of a country, one a line.
func weekend(c *call) func(context.Context, []string) error {
	region := c.flags.String("region", "", "")
	on := c.flags.String("on", "", "")
	return func(_ context.Context, args []string) error {
		if len(args) != 1 {
			return &wrongCall{"ctl.country_needed", nil}
		}
		day := calendar.DateOf(time.Now())
		if *on != "" {
			var err error
			if day, err = calendar.ParseDate(*on); err != nil {
				return &wrongCall{"ctl.date_needed", nil}
			}
		}
		cu, err := culture.Default()
		if err != nil {
			return err
		}
		country := strings.ToUpper(args[0])
		if _, ok := cu.Market(country); !ok {
			return &notDone{"ctl.unknown_country", locales.V{"Country": args[0]}}
		}
		for _, d := range cu.Weekend(country, strings.ToUpper(*region), day) {
			if _, err := fmt.Fprintln(c.out, strings.ToLower(d.String())); err != nil {
				return err
			}
		}
		return nil
	}
}
