package culture

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// nameRegions reads a file of the names of regions. It is strict: a region
// needs a name in both our languages and none else.
func (c *Culture) nameRegions(text string) error {
	if _, err := toml.Decode(text, &c.regions); err != nil {
		return fmt.Errorf("regions.toml: %w", err)
	}
	for country, regions := range c.regions {
		for code, names := range regions {
			if len(country) != 2 || names["en"] == "" || names["zh-Hans"] == "" || len(names) != 2 {
				return fmt.Errorf("regions.toml: %s-%s: the names en and zh-Hans are both needed", country, code)
			}
		}
	}
	return nil
}

// Regions lists the codes of the parts of a country that have a name, a weekend
// or a time zone here, without the country ("BY"), sorted.
func (c *Culture) Regions(country string) []string {
	list := slices.Collect(maps.Keys(c.regions[strings.ToUpper(country)]))
	if m := c.find(country); m != nil {
		list = slices.AppendSeq(slices.AppendSeq(list, maps.Keys(m.regionZones)), maps.Keys(m.regionWeekends))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// RegionName gives the name of a region ("BY" or "DE-BY") in a language of ours,
// else in English, or "".
func (c *Culture) RegionName(country, region, lang string) string {
	return inLanguage(c.regions[strings.ToUpper(country)][bare(region)], lang)
}
