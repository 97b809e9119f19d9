package sqlite

import (
	"bytes"
	"image"
	_ "image/jpeg" // pictures are PNG or JPEG
	"image/png"
	"strconv"
	"strings"
	"sync"

	"dragoman/data/book"
	"dragoman/data/personname"

	"golang.org/x/image/draw"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators are costly to make and not safe for use by two goroutines.
var collators = sync.Pool{New: func() any { return collate.New(language.Und, collate.Loose) }}

// sortKey returns the bytes by which a customer is sorted among those of all
// scripts: the sort text of the name in the root order of Unicode.
func sortKey(c *book.Customer) []byte {
	s := c.Name.Full
	if c.Kind == book.Person {
		n := c.Name
		s = personname.SortKeyText(personname.Name{
			Locale: n.Language, Given: n.Given, Given2: n.Given2, Surname: n.Family, Surname2: n.Family2, Full: n.Full,
		}, n.Reading)
	} else if c.Name.Reading != "" {
		s = c.Name.Reading
	}
	k := collators.Get().(*collate.Collator)
	defer collators.Put(k)
	var b collate.Buffer
	return bytes.Clone(k.KeyFromString(&b, strings.TrimSpace(s)))
}

// thumbSide is the greatest side of a thumbnail in pixels.
const thumbSide = 96

// thumbnail returns a small PNG of a PNG or JPEG, in its proportions.
func thumbnail(picture []byte) ([]byte, error) {
	src, _, err := image.Decode(bytes.NewReader(picture))
	if err != nil {
		return nil, err
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	if most := max(w, h); most > thumbSide {
		w, h = max(1, w*thumbSide/most), max(1, h*thumbSide/most)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.CatmullRom.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	if err := png.Encode(&b, dst); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// The rows among the settings that name whoever works on this device, and those
// that mark this very file as the demo book, which can be reset.
const (
	ownerSetting = "owner_name"
	latinSetting = "owner_latin"
	demoSetting  = "demo"
	seedSetting  = "demo_seed"
)

// settingField ties one setting to its row.
type settingField struct {
	name string
	get  func(*book.Settings) string
	set  func(*book.Settings, string)
}

var settingFields = append([]settingField{
	{"home_culture", func(s *book.Settings) string { return s.HomeCulture }, func(s *book.Settings, v string) { s.HomeCulture = v }},
	{"home_zone", func(s *book.Settings) string { return s.HomeZone }, func(s *book.Settings, v string) { s.HomeZone = v }},
	{"company", func(s *book.Settings) string { return s.Company }, func(s *book.Settings, v string) { s.Company = v }},
	{baseSetting, func(s *book.Settings) string { return s.BaseCurrency }, func(s *book.Settings, v string) { s.BaseCurrency = v }},
	{"loyalty", func(s *book.Settings) string { return s.Loyalty }, func(s *book.Settings, v string) { s.Loyalty = v }},
	{"deal_stages", func(s *book.Settings) string { return s.DealStages }, func(s *book.Settings, v string) { s.DealStages = v }},
	{"home_region", func(s *book.Settings) string { return s.HomeRegion }, func(s *book.Settings, v string) { s.HomeRegion = v }},
	{"work", func(s *book.Settings) string { return s.Work.String() }, func(s *book.Settings, v string) { s.Work = book.WorkOf(v) }},
	{"case_targets", func(s *book.Settings) string { return string(s.Targets) }, func(s *book.Settings, v string) { s.Targets = book.Targets(v) }},
	{"case_causes", func(s *book.Settings) string { return string(s.Causes) }, func(s *book.Settings, v string) { s.Causes = book.Causes(v) }},
	{"company_latin", func(s *book.Settings) string { return s.CompanyLatin }, func(s *book.Settings, v string) { s.CompanyLatin = v }},
	{ownerSetting, func(s *book.Settings) string { return s.OwnerName }, func(s *book.Settings, v string) { s.OwnerName = v }},
	{latinSetting, func(s *book.Settings) string { return s.OwnerLatin }, func(s *book.Settings, v string) { s.OwnerLatin = v }},
	{
		demoSetting, func(s *book.Settings) string {
			if s.Demo {
				return "1"
			}
			return ""
		},
		func(s *book.Settings, v string) { s.Demo = v == "1" },
	},
	{
		seedSetting, func(s *book.Settings) string {
			if s.DemoSeed == 0 {
				return ""
			}
			return strconv.FormatInt(s.DemoSeed, 10)
		},
		func(s *book.Settings, v string) {
			n, err := strconv.ParseInt(v, 10, 64)
			if err == nil {
				s.DemoSeed = n
			}
		},
	},
}, consentSettings...)
