package planner

import (
	"testing"
	"time"

	"dragoman/data/calendar"
)

// TestWeekendsAgree holds that the weekends by which the almanac gives days in
// lieu are those of the markets, save where the law on holidays counts
// otherwise.
func TestWeekendsAgree(t *testing.T) {
	p := load(t)
	otherwise := map[string]string{
		"HK": "Saturday is no general holiday",
		"MY": "days in lieu are given for Sundays alone",
		"IN": "no days in lieu",
		"UG": "no days in lieu",
	}
	for _, country := range p.Almanac.Countries() {
		if otherwise[country] != "" {
			continue
		}
		for _, on := range []calendar.Date{calendar.NewDate(2026, time.June, 1), calendar.NewDate(2015, time.June, 1)} {
			var markets [7]bool
			for _, wd := range p.Culture.Weekend(country, "", on) {
				markets[wd] = true
			}
			if ours := p.Almanac.Weekend(country, on); ours != markets {
				t.Errorf("%s on %s: %v in the almanac, %v in the markets", country, on, ours, markets)
			}
		}
	}
}
