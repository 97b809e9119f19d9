package culture

import (
	"slices"
	"strings"
	"testing"

	"dragoman/data/almanac"
)

// TestRegionsAreNamed holds that every region with holidays, a weekend or a time
// zone has a name, and that no other one is named.
func TestRegionsAreNamed(t *testing.T) {
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, country := range a.Countries() {
		for _, r := range a.Regions(country) {
			known[r] = true
		}
	}
	for country, m := range c.byCode {
		for r := range m.regionZones {
			known[country+"-"+r] = true
		}
		for r := range m.regionWeekends {
			known[country+"-"+r] = true
		}
	}
	for r := range known {
		country, _, _ := strings.Cut(r, "-")
		if en, zh := c.RegionName(country, r, "en"), c.RegionName(country, r, "zh-Hans"); en == "" || zh == "" || en == zh {
			t.Errorf("%s is called %q and %q", r, en, zh)
		}
		if !slices.Contains(c.Regions(country), bare(r)) {
			t.Errorf("%s is not listed", r)
		}
	}
	for country := range c.regions {
		for r := range c.regions[country] {
			if !known[country+"-"+r] {
				t.Errorf("%s-%s is named and nothing is known of it", country, r)
			}
		}
	}
	if got := c.RegionName("de", "by", "zh-CN"); got != "巴伐利亚" {
		t.Errorf("Bavaria is %q", got)
	}
	if got := c.RegionName("DE", "XX", "en"); got != "" || len(c.Regions("XX")) > 0 {
		t.Errorf("an unknown region is %q", got)
	}
}

// TestRegionsMistakes holds that a region without both names is refused.
func TestRegionsMistakes(t *testing.T) {
	for _, text := range []string{"[DE]\nBY = { en = \"Bavaria\" }", "[Germany]\nBY = { en = \"Bavaria\", zh-Hans = \"甲\" }", "[DE]\nBY = 3"} {
		if err := new(Culture).nameRegions(text); err == nil || !strings.HasPrefix(err.Error(), "regions.toml: ") {
			t.Errorf("%s: %v", text, err)
		}
	}
}
