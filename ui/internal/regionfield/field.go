// Package regionfield chooses a part of a country by its name, and takes a
// code that no list has.
//
// A region is the second half of its code in ISO 3166-2: BY for Bavaria. The
// list of a country holds every part of which the program knows a holiday, a
// weekend, a time zone or a name.
package regionfield

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"dragoman/data/culture"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/screen"
)

// Other is what Pick has selected while a code is typed.
const Other = "*"

// Field is a list of regions with a field for a typed code below it.
type Field struct {
	Pick    *kit.Select
	Typed   *kit.Entry // hidden unless Pick has Other selected
	Object  fyne.CanvasObject
	env     *screen.Env
	none    string // the choice of no region
	country string
	filled  bool
	changed func()
}

// New makes a field. none is the word for the choice of no region; changed is
// called after every change.
func New(env *screen.Env, none string, changed func()) *Field {
	f := &Field{env: env, none: none, changed: changed}
	f.Pick = kit.NewSelect(none, nil, func(string) { f.show(); changed() }).SetFilterHint(env.T("common.search", nil))
	f.Typed = kit.NewEntry(env.T("region.hint", nil))
	f.Typed.OnChanged = func(string) { changed() }
	f.Typed.Hidden = true
	f.Object = kit.VBox(6, f.Pick, f.Typed)
	f.SetCountry("")
	return f
}

// SetCountry offers the regions of a country. A region of another country is
// let go; a typed code stays.
func (f *Field) SetCountry(country string) {
	if f.filled && f.country == country {
		return
	}
	f.country, f.filled = country, true
	known := Codes(f.env, country)
	out := make([]kit.Option, len(known))
	for i, code := range known {
		out[i] = kit.Option{Value: code, Label: Name(f.env.Printer, country, code)}
		if out[i].Label != code {
			out[i].Detail = code
		}
	}
	slices.SortStableFunc(out, func(a, b kit.Option) int { return f.env.Printer.Compare(a.Label, b.Label) })
	out = slices.Insert(out, 0, kit.Option{Label: f.none})
	f.Pick.SetOptions(append(out, kit.Option{Value: Other, Label: f.env.T("region.other", nil)}))
	if at := f.Pick.Selected(); at != Other && !slices.Contains(known, at) {
		f.Pick.SetSelected("")
	}
	f.show()
}

// Set chooses a region of the country ("BY" or "DE-BY"), or writes it where
// the list has it not.
func (f *Field) Set(region string) {
	code := Tidy(f.country, region)
	if code == "" || slices.Contains(Codes(f.env, f.country), code) {
		f.Typed.SetValue("")
		f.Pick.SetSelected(code)
	} else {
		f.Typed.SetValue(strings.TrimSpace(region))
		f.Pick.SetSelected(Other)
	}
	f.show()
}

// Region is the code that is chosen, or what is typed.
func (f *Field) Region() string {
	if code := f.Pick.Selected(); code != Other {
		return code
	}
	typed := strings.TrimSpace(f.Typed.Text)
	if code := Tidy(f.country, typed); slices.Contains(Codes(f.env, f.country), code) {
		return code
	}
	return typed
}

func (f *Field) show() { f.Typed.Hidden = f.Pick.Selected() != Other }

// Codes lists the regions of a country that are known here, sorted.
func Codes(env *screen.Env, country string) []string {
	var list []string
	if c, err := culture.Default(); err == nil { // else a test has told
		list = c.Regions(country)
	}
	for _, r := range env.Almanac.Regions(country) {
		list = append(list, strings.TrimPrefix(r, country+"-"))
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// Tidy writes a code as the standard does: "de-by" and "by" are BY.
func Tidy(country, typed string) string {
	return strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(typed)), country+"-")
}

// Name is the name of a region ("BY" or "DE-BY") in the language of p, and
// what was written where no name is known.
func Name(p *locales.Printer, country, region string) string {
	if c, err := culture.Default(); err == nil {
		if name := c.RegionName(country, region, p.Tag()); name != "" {
			return name
		}
	}
	return strings.TrimPrefix(strings.TrimSpace(region), country+"-")
}
