// Package culture knows the markets in which customers work: their facts
// (weekends by region and date, usual hours, time zones, languages, messengers
// and payments), guides made of sourced statements, phrases, scripts with slots,
// and how people are addressed.
//
// It promises that every fact and statement carries the day on which it was last
// looked at and the sources on which it rests, that a mistake in a file is told
// with file and line, that two markets are compared practice by practice and
// never by a score, and that what is a default says so: nothing here is known of
// a customer. Holidays and their wishes are left to package almanac, the order
// of names to personname, and what matters for a customer to counsel.
package culture

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"dragoman/assets"
	"dragoman/data/calendar"

	"github.com/BurntSushi/toml"
)

// Culture is the set of markets. It does not change and may be used by many
// goroutines at once.
type Culture struct {
	markets []Market
	byCode  map[string]*Market
	regions map[string]map[string]map[string]string // country, code of the region, language: its name
}

// Tier says how deep the guides of a market go.
type Tier string

// The tiers: full guide, short guide, facts only. TierNone is a country that
// is no market of ours and of which only weekend and zone are known.
const (
	TierA    Tier = "A"
	TierB    Tier = "B"
	TierC    Tier = "C"
	TierNone Tier = ""
)

// Market is what is known of one market. All of it is a default for its
// customers, never a fact of theirs.
type Market struct {
	Code       string // ISO 3166-1 alpha-2
	Tier       Tier
	Languages  []string // BCP 47, the most used first
	Zones      []string // IANA, the main one first
	FirstDay   time.Weekday
	Calendars  []calendar.ID // in common use, the usual one first
	Messengers []string      // the most used first
	Payments   []string      // usual ways to pay
	Currency   string        // ISO 4217
	Phone      string        // calling code with its plus sign
	HourCycle  string        // "h" counts to twelve, "H" to 23
	// HoursKnown is false when the hours are the general default.
	HoursKnown      bool
	MessengersBasis string // on what the list rests
	PaymentsBasis   string
	Reviewed        calendar.Date // when the facts were last looked at

	names          map[string]string
	regionZones    map[string]string
	weekend        []weekendSince
	regionWeekends map[string][]weekendSince
	weekendNote    map[string]string
	hours          [4]int
}

// Name gives the name of the market in a language of ours, else in English.
func (m Market) Name(lang string) string { return inLanguage(m.names, lang) }

// WeekendNote says what is special about the weekend, or "".
func (m Market) WeekendNote(lang string) string { return inLanguage(m.weekendNote, lang) }

func inLanguage(texts map[string]string, lang string) string {
	if lang == "zh" || strings.HasPrefix(lang, "zh-") {
		lang = "zh-Hans"
	}
	if s, ok := texts[lang]; ok {
		return s
	}
	return texts["en"]
}

var standard = sync.OnceValues(func() (*Culture, error) {
	c, err := Load(assets.Markets)
	if err != nil {
		return nil, err
	}
	return c, c.nameRegions(assets.Regions)
})

// Default returns the markets that are built into the program. They are read
// once.
func Default() (*Culture, error) { return standard() }

// Load reads a file of markets. It is strict: an unknown key, weekday, zone or
// calendar is an error that names the market.
func Load(text string) (*Culture, error) {
	var f file
	meta, err := toml.Decode(text, &f)
	if err != nil {
		return nil, fmt.Errorf("markets.toml: %w", err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return nil, fmt.Errorf("markets.toml: there is no key %s", unknown[0])
	}
	c := &Culture{byCode: map[string]*Market{}}
	for _, list := range [][]facts{f.Market, f.Other} {
		for _, r := range list {
			m, err := r.market()
			if err != nil {
				return nil, fmt.Errorf("markets.toml: %s: %w", r.Code, err)
			}
			if c.byCode[m.Code] != nil {
				return nil, fmt.Errorf("markets.toml: %s is there twice", m.Code)
			}
			c.byCode[m.Code] = &m
			if m.Tier != TierNone {
				c.markets = append(c.markets, m)
			}
		}
	}
	return c, nil
}

// Market gives the facts of a market or country; not ok when nothing is known.
func (c *Culture) Market(code string) (Market, bool) {
	m := c.find(code)
	if m == nil {
		return Market{}, false
	}
	return *m, true
}

// find also takes the code of a culture within a country ("IN-TN").
func (c *Culture) find(code string) *Market {
	country, _, _ := strings.Cut(strings.ToUpper(code), "-")
	return c.byCode[country]
}

// Markets lists all markets in the order of the file, neighbours together.
func (c *Culture) Markets() []Market { return slices.Clone(c.markets) }

// Weekend gives the days off of a week in a country and region ("BY", "MY-11"
// or "") on a day, from Sunday to Saturday. Where nothing is known of the
// country it is Saturday and Sunday.
func (c *Culture) Weekend(country, region string, on calendar.Date) []time.Weekday {
	m := c.find(country)
	if m == nil {
		return []time.Weekday{time.Sunday, time.Saturday}
	}
	if list, ok := m.regionWeekends[bare(region)]; ok {
		return latest(list, on)
	}
	return latest(m.weekend, on)
}

// Zone gives the IANA time zone of a country and region, the main one of the
// country when the region has none of its own, or "" when the country is not
// known.
func (c *Culture) Zone(country, region string) string {
	m := c.find(country)
	if m == nil {
		return ""
	}
	if z, ok := m.regionZones[bare(region)]; ok {
		return z
	}
	return m.Zones[0]
}

// SeveralZones reports whether the zone of a customer of the country cannot be
// told from country and region alone.
func (c *Culture) SeveralZones(country, region string) bool {
	m := c.find(country)
	if m == nil {
		return false
	}
	_, known := m.regionZones[bare(region)]
	return len(m.Zones) > 1 && !known
}

// Hours gives the usual working hours of a country in minutes from midnight,
// and the pause at noon, of which both ends are equal where none is usual. It
// is 09:00 to 18:00 where nothing else is known.
func (c *Culture) Hours(country string) (start, end, pauseStart, pauseEnd int) {
	h := defaultHours
	if m := c.find(country); m != nil {
		h = m.hours
	}
	return h[0], h[1], h[2], h[3]
}

// defaultHours are the hours where nothing is known.
var defaultHours = [4]int{9 * 60, 18 * 60, 0, 0}

// bare takes the country off a region code.
func bare(region string) string {
	if _, after, ok := strings.Cut(region, "-"); ok {
		return strings.ToUpper(after)
	}
	return strings.ToUpper(region)
}
