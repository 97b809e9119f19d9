package calendar

import (
	"slices"
	"strings"

	"dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
)

// otherRegion stands for a region whose code is typed.
const otherRegion = "*"

// regions lists the codes of the parts of a country of which something is known:
// holidays, a weekend, a time zone or a name.
func (f *OwnForm) regions(country string) []string {
	var list []string
	if c, err := culture.Default(); err == nil { // else a test has told
		list = c.Regions(country)
	}
	for _, r := range f.env.Almanac.Regions(country) {
		list = append(list, strings.TrimPrefix(r, country+"-"))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// tidyRegion writes a typed code as the standard does: "de-by" and "by" are BY.
func tidyRegion(country, typed string) string {
	return strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(typed)), country+"-")
}

// askRegion questions a code that is not known in its country.
func (f *OwnForm) askRegion(in OwnInputs) string {
	code := tidyRegion(in.Country, in.Region)
	if in.Whose != forCountry || in.Country == "" || code == "" || slices.Contains(f.regions(in.Country), code) {
		return ""
	}
	return f.env.T("own.region_unknown", locales.V{"Region": code, "Country": f.env.Printer.Country(in.Country)})
}

// regionName is the name of a region ("BY" or "DE-BY"), its code where no name
// is known.
func (s speaker) regionName(country, region string) string {
	if c, err := culture.Default(); err == nil {
		if name := c.RegionName(country, region, s.env.Printer.Tag()); name != "" {
			return name
		}
	}
	return tidyRegion(country, region)
}

// fillRegions offers the regions of the chosen country.
func (o *ownDialog) fillRegions() {
	country := o.country.Selected()
	if o.regionsFor == country {
		return
	}
	o.regionsFor = country
	t := o.v.env.T
	known := o.f.regions(country)
	out := make([]kit.Option, len(known))
	for i, code := range known {
		out[i] = kit.Option{Value: code, Label: o.v.say.regionName(country, code)}
		if out[i].Label != code {
			out[i].Detail = code
		}
	}
	slices.SortStableFunc(out, func(a, b kit.Option) int { return o.v.env.Printer.Compare(a.Label, b.Label) })
	out = slices.Insert(out, 0, kit.Option{Label: t("own.region_whole", nil)})
	o.regionPick.SetOptions(append(out, kit.Option{Value: otherRegion, Label: t("own.region_other", nil)}))
	if at := o.regionPick.Selected(); at != otherRegion && !slices.Contains(known, at) {
		o.regionPick.SetSelected("")
	}
}

// setRegion chooses a region, or writes its code where the list has it not.
func (o *ownDialog) setRegion(code string) {
	o.fillRegions()
	if code != "" && !slices.Contains(o.f.regions(o.country.Selected()), code) {
		o.regionPick.SetSelected(otherRegion)
		o.region.SetValue(code)
		return
	}
	o.regionPick.SetSelected(code)
}

// regionIn is the code that is chosen or typed.
func (o *ownDialog) regionIn() string {
	if code := o.regionPick.Selected(); code != otherRegion {
		return code
	}
	return o.region.Text
}
