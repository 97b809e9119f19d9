package culture

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"

	"github.com/BurntSushi/toml"
)

// file is markets.toml as it is written.
type file struct {
	Market []facts `toml:"market"`
	Other  []facts `toml:"other"`
}

// facts are a market as it is written.
type facts struct {
	Code            string              `toml:"code"`
	Tier            Tier                `toml:"tier"`
	En              string              `toml:"en"`
	ZhHans          string              `toml:"zh-Hans"`
	Languages       []string            `toml:"languages"`
	Zones           []string            `toml:"zones"`
	RegionZones     map[string]string   `toml:"region_zones"`
	Weekend         []string            `toml:"weekend"`
	RegionWeekends  map[string][]string `toml:"region_weekends"`
	WeekendNote     map[string]string   `toml:"weekend_note"`
	FirstDay        string              `toml:"first_day"`
	Hours           string              `toml:"hours"`
	Pause           string              `toml:"pause"`
	Calendars       []calendar.ID       `toml:"calendars"`
	Messengers      []string            `toml:"messengers"`
	MessengersBasis string              `toml:"messengers_basis"`
	Payments        []string            `toml:"payments"`
	PaymentsBasis   string              `toml:"payments_basis"`
	Currency        string              `toml:"currency"`
	Phone           string              `toml:"phone"`
	HourCycle       string              `toml:"hour_cycle"`
	Reviewed        day                 `toml:"reviewed"`
}

// day is a date of the file.
type day calendar.Date

// UnmarshalTOML reads a date without a time.
func (d *day) UnmarshalTOML(v any) error {
	t, ok := v.(time.Time)
	if !ok {
		return errors.New("a date is expected")
	}
	*d = day(calendar.DateOf(t))
	return nil
}

var _ toml.Unmarshaler = (*day)(nil)

// weekendSince is a weekend and the day from which it holds.
type weekendSince struct {
	since calendar.Date
	days  []time.Weekday
}

var weekdays = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

func (r facts) market() (Market, error) {
	m := Market{
		Code: r.Code, Tier: r.Tier, Languages: r.Languages, Zones: r.Zones,
		Calendars: r.Calendars, Messengers: r.Messengers, Payments: r.Payments,
		Currency: r.Currency, Phone: r.Phone, HourCycle: r.HourCycle,
		HoursKnown: r.Hours != "", MessengersBasis: r.MessengersBasis, PaymentsBasis: r.PaymentsBasis,
		Reviewed: calendar.Date(r.Reviewed), names: map[string]string{"en": r.En, "zh-Hans": r.ZhHans},
		regionZones: r.RegionZones, weekendNote: r.WeekendNote,
		regionWeekends: map[string][]weekendSince{}, hours: defaultHours,
	}
	switch {
	case len(r.Code) != 2:
		return m, errors.New("the code has two letters")
	case r.En == "" || r.ZhHans == "":
		return m, errors.New("the names en and zh-Hans are both needed")
	case len(r.Zones) == 0:
		return m, errors.New("a time zone is needed")
	case m.Reviewed == 0:
		return m, errors.New("the day of the last look is needed")
	}
	var err error
	if m.weekend, err = weekends(r.Weekend); err != nil {
		return m, err
	}
	for region, list := range r.RegionWeekends {
		if m.regionWeekends[region], err = weekends(list); err != nil {
			return m, err
		}
	}
	if r.FirstDay != "" {
		wd, ok := weekdays[r.FirstDay]
		if !ok {
			return m, fmt.Errorf("%q is no weekday", r.FirstDay)
		}
		m.FirstDay = wd
	}
	return m, r.readHours(&m)
}

// readHours reads "09:00-18:00" and the pause.
func (r facts) readHours(m *Market) error {
	for i, s := range []string{r.Hours, r.Pause} {
		if s == "" {
			continue
		}
		var h1, m1, h2, m2 int
		if _, err := fmt.Sscanf(s, "%d:%d-%d:%d", &h1, &m1, &h2, &m2); err != nil {
			return fmt.Errorf("%q is not of the form 09:00-18:00", s)
		}
		m.hours[2*i], m.hours[2*i+1] = h1*60+m1, h2*60+m2
		if m.hours[2*i] >= m.hours[2*i+1] || m.hours[2*i+1] > 24*60 {
			return fmt.Errorf("%q does not end after it begins", s)
		}
	}
	return nil
}

// weekends reads a list of "fri,sat from 2013-06-28", newest first.
func weekends(list []string) ([]weekendSince, error) {
	if len(list) == 0 {
		return nil, errors.New("a weekend is needed")
	}
	var all []weekendSince
	for _, item := range list {
		var w weekendSince
		names, since, dated := strings.Cut(item, " from ")
		for _, name := range strings.Split(names, ",") {
			wd, ok := weekdays[name]
			if !ok {
				return nil, fmt.Errorf("%q is no weekday", name)
			}
			w.days = append(w.days, wd)
		}
		slices.Sort(w.days)
		if dated {
			d, err := calendar.ParseDate(since)
			if err != nil {
				return nil, err
			}
			w.since = d
		}
		if n := len(all); n > 0 && all[n-1].since <= w.since {
			return nil, fmt.Errorf("%q does not stand in order, newest first", item)
		}
		all = append(all, w)
	}
	return all, nil
}

// latest is the weekend that holds on a day: the newest that has begun, else
// the oldest that is known.
func latest(list []weekendSince, on calendar.Date) []time.Weekday {
	for _, w := range list {
		if w.since <= on {
			return slices.Clone(w.days)
		}
	}
	return slices.Clone(list[len(list)-1].days)
}
