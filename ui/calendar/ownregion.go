package calendar

import (
	"slices"

	"dragoman/locales"
	"dragoman/ui/internal/regionfield"
)

// askRegion questions a code that is not known in its country.
func (f *OwnForm) askRegion(in OwnInputs) string {
	code := regionfield.Tidy(in.Country, in.Region)
	if in.Whose != forCountry || in.Country == "" || code == "" || slices.Contains(regionfield.Codes(f.env, in.Country), code) {
		return ""
	}
	return f.env.T("own.region_unknown", locales.V{"Region": code, "Country": f.env.Printer.Country(in.Country)})
}
