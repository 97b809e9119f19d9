// Package culture knows the markets: which weekend, time zone, hours, channels
// and payments are usual there, by region and date.
//
// It promises defaults with a date and never a claim about a person: what a
// customer has said wins, and that is for the callers to see to. Holidays are
// almanac's, names of countries and languages those of locales.
package culture

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"dragoman/assets"
	"dragoman/data/calendar"

	"github.com/BurntSushi/toml"
)

// Culture is everything that is known of the markets. It does not change and
// may be used from any goroutine.
type Culture struct {
	markets []Market
	byCode  map[string]*Market
}

// Market is a country or territory as a place to do business. All of it is
// what is usual there.
type Market struct {
	Code       string   // ISO 3166-1 alpha-2
	Tier       string   // "A" full guide, "B" short one, "C" facts, "" only zone and weekend
	Languages  []string // BCP 47, the most used first
	Zones      []string // IANA, the one with most people first
	Calendars  []string // CLDR names, the civil one first
	FirstDay   time.Weekday
	Currency   string   // ISO 4217
	Messengers []string // the most used first
	Payments   []string
	AsOf       string // year and month of messengers and payments

	hours    Hours
	stated   bool // hours come from the file and not from the general default
	weekends []weekend
}

// Hours are the minutes from midnight at which a usual office day begins and
// ends, and those of its pause; equal pause minutes mean none.
type Hours struct {
	Start, End, PauseStart, PauseEnd int
}

// usualHours are assumed where a market has none of its own.
var usualHours = Hours{Start: 9 * 60, End: 18 * 60}

// weekend is a rule of the days off, from a day on, in a region or everywhere.
type weekend struct {
	region string
	from   calendar.Date
	days   []time.Weekday
}

// Default returns the culture that is built in.
var Default = sync.OnceValues(func() (*Culture, error) { return Load(assets.Culture) })

// file is the form of markets.toml.
type file struct {
	Market []struct {
		Code       string   `toml:"code"`
		Tier       string   `toml:"tier"`
		Languages  []string `toml:"languages"`
		Zones      []string `toml:"zones"`
		Calendars  []string `toml:"calendars"`
		FirstDay   string   `toml:"first_day"`
		Currency   string   `toml:"currency"`
		Hours      string   `toml:"hours"`
		Pause      string   `toml:"pause"`
		Messengers []string `toml:"messengers"`
		Payments   []string `toml:"payments"`
		AsOf       string   `toml:"as_of"`
		Weekend    []struct {
			Region string   `toml:"region"`
			From   string   `toml:"from"`
			Days   []string `toml:"days"`
			Note   string   `toml:"note"`
		} `toml:"weekend"`
	} `toml:"market"`
	Elsewhere []struct {
		Code  string   `toml:"code"`
		Zones []string `toml:"zones"`
		Days  []string `toml:"days"`
	} `toml:"elsewhere"`
}

// Load reads culture/markets.toml of fsys. A mistake in it is an error that
// names the market.
func Load(fsys fs.FS) (*Culture, error) {
	data, err := fs.ReadFile(fsys, "culture/markets.toml")
	if err != nil {
		return nil, err
	}
	var f file
	meta, err := toml.Decode(string(data), &f)
	if err != nil {
		return nil, fmt.Errorf("culture: markets.toml: %w", err)
	}
	if un := meta.Undecoded(); len(un) > 0 {
		return nil, fmt.Errorf("culture: markets.toml: unknown key %s", un[0])
	}
	c := &Culture{byCode: map[string]*Market{}}
	for _, m := range f.Market {
		x := Market{
			Code: m.Code, Tier: m.Tier, Languages: m.Languages, Zones: m.Zones, Calendars: m.Calendars,
			Currency: m.Currency, Messengers: m.Messengers, Payments: m.Payments, AsOf: m.AsOf, hours: usualHours,
		}
		if x.FirstDay, err = day(m.FirstDay); err != nil {
			return nil, fmt.Errorf("culture: %s: first_day: %w", m.Code, err)
		}
		if m.Hours != "" {
			x.stated = true
			if x.hours, err = hours(m.Hours, m.Pause); err != nil {
				return nil, fmt.Errorf("culture: %s: %w", m.Code, err)
			}
		}
		for _, w := range m.Weekend {
			rule, err := newWeekend(w.Region, w.From, w.Days)
			if err != nil {
				return nil, fmt.Errorf("culture: %s: weekend: %w", m.Code, err)
			}
			x.weekends = append(x.weekends, rule)
		}
		c.markets = append(c.markets, x)
	}
	for _, e := range f.Elsewhere {
		days := e.Days
		if len(days) == 0 {
			days = []string{"sat", "sun"}
		}
		rule, err := newWeekend("", "", days)
		if err != nil {
			return nil, fmt.Errorf("culture: %s: %w", e.Code, err)
		}
		c.markets = append(c.markets, Market{
			Code: e.Code, Zones: e.Zones, FirstDay: time.Monday, hours: usualHours, weekends: []weekend{rule},
		})
	}
	for i, m := range c.markets {
		if c.byCode[m.Code] != nil {
			return nil, fmt.Errorf("culture: %s stands twice", m.Code)
		}
		c.byCode[m.Code] = &c.markets[i]
	}
	return c, nil
}

func newWeekend(region, from string, names []string) (w weekend, err error) {
	w.region = region
	if from != "" {
		if w.from, err = calendar.ParseDate(from); err != nil {
			return w, err
		}
	}
	for _, n := range names {
		d, err := day(n)
		if err != nil {
			return w, err
		}
		w.days = append(w.days, d)
	}
	return w, nil
}

var days = map[string]time.Weekday{
	"sun": time.Sunday, "mon": time.Monday, "tue": time.Tuesday, "wed": time.Wednesday,
	"thu": time.Thursday, "fri": time.Friday, "sat": time.Saturday,
}

func day(name string) (time.Weekday, error) {
	d, ok := days[name]
	if !ok {
		return 0, fmt.Errorf("%q is not a day of the week", name)
	}
	return d, nil
}

// hours reads "09:00-18:00".
func hours(work, pause string) (h Hours, err error) {
	if h.Start, h.End, err = span(work); err != nil {
		return h, err
	}
	if pause != "" {
		h.PauseStart, h.PauseEnd, err = span(pause)
	}
	return h, err
}

func span(s string) (from, to int, err error) {
	var h1, m1, h2, m2 int
	if _, err := fmt.Sscanf(s, "%d:%d-%d:%d", &h1, &m1, &h2, &m2); err != nil {
		return 0, 0, fmt.Errorf("%q is not a span such as 09:00-18:00", s)
	}
	return h1*60 + m1, h2*60 + m2, nil
}

// Market returns what is known of a country.
func (c *Culture) Market(code string) (Market, bool) {
	m, ok := c.byCode[code]
	if !ok {
		return Market{}, false
	}
	return *m, true
}

// Markets returns the markets that have at least facts, in the order of the
// file.
func (c *Culture) Markets() []Market {
	var out []Market
	for _, m := range c.markets {
		if m.Tier != "" {
			out = append(out, m)
		}
	}
	return out
}

// Weekend returns the usual days off in a country on a day, in the order of the
// week from Friday on. The region is the second part of its ISO 3166-2 code, or
// the whole of it. An unknown country has none.
func (c *Culture) Weekend(country, region string, on calendar.Date) []time.Weekday {
	m, ok := c.byCode[country]
	if !ok {
		return nil
	}
	region = strings.TrimPrefix(region, country+"-")
	if region != "" {
		if days := m.weekend(region, on); days != nil {
			return days
		}
	}
	return m.weekend("", on)
}

// weekend finds the newest rule of a region that is in force.
func (m *Market) weekend(region string, on calendar.Date) []time.Weekday {
	var best *weekend
	for i, w := range m.weekends {
		if w.region == region && w.from <= on && (best == nil || w.from > best.from) {
			best = &m.weekends[i]
		}
	}
	if best == nil {
		return nil
	}
	return slices.Clone(best.days)
}

// Zone returns the time zone in which most people of a country live, or "".
// It is a default: several countries have more than one.
func (c *Culture) Zone(country string) (zone string, only bool) {
	m, ok := c.byCode[country]
	if !ok || len(m.Zones) == 0 {
		return "", false
	}
	return m.Zones[0], len(m.Zones) == 1
}

// Hours returns a usual office day in a country; stated is false when nothing
// in particular is known of it.
func (c *Culture) Hours(country string) (h Hours, stated bool) {
	m, ok := c.byCode[country]
	if !ok {
		return usualHours, false
	}
	return m.hours, m.stated
}
