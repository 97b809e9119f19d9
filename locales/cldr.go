package locales

import (
	"embed"
	"encoding/json"
	"fmt"
	"sync"
)

// cldrFiles holds the extract of CLDR 48 that internal/gen wrote.
//
//go:embed cldr/*.json
var cldrFiles embed.FS

// localeData is what a language needs to write dates, numbers, lists and
// names. It mirrors a file in cldr/, which internal/gen writes.
type localeData struct {
	// Region is the country whose habits hold when no home country is known.
	Region string `json:"region"`

	regionData
	// Regions maps a country to the name of its variant ("US", "CA" -> "US").
	Regions map[string]string `json:"regions,omitempty"`
	// Variants lists what differs in some countries of the language.
	Variants map[string]regionData `json:"variants,omitempty"`

	Months       []string                     `json:"months"`
	MonthsAlone  []string                     `json:"monthsAlone"`
	Days         []string                     `json:"days"`
	DaysShort    []string                     `json:"daysShort"`
	DaysNarrow   []string                     `json:"daysNarrow"`
	RelativeDays map[string]string            `json:"relativeDays"`
	Future       map[string]map[string]string `json:"future"` // unit -> plural form -> "in {0} days"
	Past         map[string]map[string]string `json:"past"`

	Decimal  string `json:"decimal"`
	Group    string `json:"group"`
	Minus    string `json:"minus"`
	Percent  string `json:"percent"`  // "{0}%"
	Currency string `json:"currency"` // "¤{0}" or "{0} ¤"

	Eras         map[string]string `json:"eras"` // calendar or Japanese era -> "Reiwa {0}"
	SolarTerms   []string          `json:"solarTerms"`
	Zodiac       []string          `json:"zodiac"`
	Sexagenary   []string          `json:"sexagenary"`
	LocaleInPart string            `json:"localePattern"` // "{0} ({1})"

	Territories map[string]string `json:"territories"`
	Languages   map[string]string `json:"languages"`
	Scripts     map[string]string `json:"scripts"`
	Currencies  map[string]string `json:"currencies"`
	Cities      map[string]string `json:"cities"` // of time zones, where not called as the zone is
}

// regionData is the part of a language that countries write differently. In a
// variant an empty field means "as in the language".
type regionData struct {
	Patterns    map[string]string `json:"patterns,omitempty"`
	Intervals   map[string]string `json:"intervals,omitempty"`
	MonthsShort []string          `json:"monthsShort,omitempty"`
	AM          string            `json:"am,omitempty"`
	PM          string            `json:"pm,omitempty"`
	ListAnd     []string          `json:"listAnd,omitempty"` // two, start, middle, end
	ListOr      []string          `json:"listOr,omitempty"`
	Symbols     map[string]string `json:"symbols,omitempty"` // currency -> symbol
}

// supplement is what belongs to no language: week data, hour cycles, decimal
// places of currencies, countries and their months in many languages.
type supplement struct {
	FirstDay  map[string]int                 `json:"firstDay"` // region -> weekday, Sunday 0
	Hour12    map[string]bool                `json:"hour12"`   // region or lang_region -> 12-hour clock
	Digits    map[string]int                 `json:"digits"`   // currency -> decimal places, "DEFAULT"
	Countries []string                       `json:"countries"`
	Tender    []string                       `json:"tender"` // currencies in use
	Months    map[string]map[string][]string `json:"months"` // calendar -> language -> names
	Leap      map[string]string              `json:"leap"`   // language -> "闰{0}"
}

var loadSupplement = sync.OnceValues(func() (*supplement, error) {
	s := new(supplement)
	return s, readCLDR("supplement", s)
})

func readCLDR(name string, into any) error {
	b, err := cldrFiles.ReadFile("cldr/" + name + ".json")
	if err != nil {
		return fmt.Errorf("locales: %w", err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("locales: cldr/%s.json: %w", name, err)
	}
	return nil
}

// loadLocale reads the extract of one language.
func loadLocale(tag string) (*localeData, error) {
	d := new(localeData)
	return d, readCLDR(tag, d)
}

// forRegion returns the patterns that hold in a country: the variant's where
// it has them, the language's otherwise.
func (d *localeData) forRegion(region string) regionData {
	r := d.regionData
	v, ok := d.Variants[d.Regions[region]]
	if !ok {
		return r
	}
	r.Patterns = overlay(r.Patterns, v.Patterns)
	r.Intervals = overlay(r.Intervals, v.Intervals)
	r.Symbols = overlay(r.Symbols, v.Symbols)
	if len(v.MonthsShort) > 0 {
		r.MonthsShort = v.MonthsShort
	}
	if len(v.ListAnd) > 0 {
		r.ListAnd = v.ListAnd
	}
	if len(v.ListOr) > 0 {
		r.ListOr = v.ListOr
	}
	if v.AM != "" {
		r.AM, r.PM = v.AM, v.PM
	}
	return r
}

func overlay(base, over map[string]string) map[string]string {
	if len(over) == 0 {
		return base
	}
	out := make(map[string]string, len(base)+len(over))
	for k, v := range base {
		out[k] = v
	}
	for k, v := range over {
		out[k] = v
	}
	return out
}
