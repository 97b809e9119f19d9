package customers

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"dragoman/data/book"
	"dragoman/data/calendar"
	"dragoman/locales"
	"dragoman/ui/internal/kit"
	"dragoman/ui/internal/regionfield"
	"dragoman/ui/internal/screen"
)

// placeGroup edits where the customer is and when they work. What is left
// empty stays the default of the country, which is shown.
type placeGroup struct {
	env     *screen.Env
	country *kit.Select
	land    *kit.Field
	region  *regionfield.Field
	regions *kit.Field
	city    textField
	zone    *kit.Select
	zoneBox *kit.Field
	clocks  [4]*kit.Entry // start, end, pause start, pause end
	hours   *kit.Field
	stated  *kit.Check
	days    [7]*kit.Check
	dayBox  *fyne.Container
	root    *fyne.Container
	laid    func()
}

func newPlaceGroup(env *screen.Env) *placeGroup {
	g := &placeGroup{env: env, laid: func() {}}
	t, p := env.T, env.Printer
	lands := []kit.Option{{Value: "", Label: t("common.none", nil)}}
	for _, c := range p.Countries() {
		lands = append(lands, kit.Option{Value: c, Label: p.Country(c), Search: c})
	}
	g.country = kit.NewSelect(t("common.choose", nil), lands, func(string) { g.region.SetCountry(g.country.Selected()); g.follow() }).SetFilterHint(t("common.search", nil))
	g.land = kit.NewField(t("customers.country", nil), g.country)
	ts := newTexts(env, []textSpec{
		{"customers.city", "", func(c *book.Customer) *string { return &c.City }},
	})
	g.city = ts[0]
	g.region = regionfield.New(env, t("common.none", nil), func() { g.follow() })
	g.regions = kit.NewField(t("customers.region", nil), g.region.Object)
	g.zone = kit.NewSelect("", nil, func(string) { g.follow() }).SetFilterHint(t("common.search", nil))
	g.zoneBox = kit.NewField(t("customers.time_zone", nil), g.zone)
	for i := range g.clocks {
		g.clocks[i] = kit.NewEntry("")
	}
	dash := func() fyne.CanvasObject { return kit.Text("–", kit.Body) }
	g.hours = kit.NewField(t("customers.hours", nil), kit.HBox(6,
		kit.FixedWidth(76, g.clocks[0]), dash(), kit.FixedWidth(76, g.clocks[1]),
		kit.Pad(0, 0, 0, 10, kit.Text(t("customers.pause", nil), kit.Muted)),
		kit.FixedWidth(76, g.clocks[2]), dash(), kit.FixedWidth(76, g.clocks[3]), kit.Space()))
	g.stated = kit.NewCheck(t("customers.days_off_differ", nil), false, func(on bool) {
		g.dayBox.Hidden = !on
		g.laid()
	})
	g.dayBox = kit.Flow(14)
	for _, w := range p.Weekdays() {
		g.days[w] = kit.NewCheck(p.WeekdayShort(w), false, nil)
		g.dayBox.Add(g.days[w])
	}
	g.root = kit.VBox(10, kit.EqualColumns(160, g.city.field, g.land), kit.EqualColumns(160, g.regions, g.zoneBox),
		g.hours, g.stated, g.dayBox)
	return g
}

func (g *placeGroup) onLayout(f func()) { g.laid = f }

func (g *placeGroup) fill(c book.Customer) {
	g.country.SetSelected(c.Country)
	g.region.SetCountry(c.Country)
	g.region.Set(c.Region)
	g.city.entry.SetValue(c.City)
	g.zone.SetSelected(c.TimeZone)
	h := c.Hours
	for i, m := range []int{h.Start, h.End, h.PauseStart, h.PauseEnd} {
		g.clocks[i].SetValue("")
		if i < 2 && h.Set() || i >= 2 && h.PauseEnd > h.PauseStart {
			g.clocks[i].SetValue(clockText(m))
		}
	}
	g.stated.SetOn(h.Weekend != nil)
	g.dayBox.Hidden = h.Weekend == nil
	g.markDays(h.Weekend)
	g.follow()
}

func (g *placeGroup) markDays(days []int) {
	for w, c := range g.days {
		c.SetOn(slices.Contains(days, w))
	}
}

// follow shows what the country gives as a default.
func (g *placeGroup) follow() {
	t, p := g.env.T, g.env.Printer
	country, region := g.country.Selected(), g.region.Region()
	usual := t("customers.zone_none", nil)
	if z := markets().Zone(country, region); z != "" {
		usual = t("customers.zone_default", locales.V{"Zone": p.Zone(z)})
	}
	options := []kit.Option{{Value: "", Label: usual}}
	for _, z := range zoneNames(p, g.zone.Selected()) {
		o := kit.Option{Value: z, Label: p.Zone(z), Search: z}
		if loc, err := time.LoadLocation(z); err == nil {
			o.Detail = p.UTCOffset(g.env.Book.Now().In(loc))
		}
		options = append(options, o)
	}
	g.zone.SetOptions(options)
	g.zone.SetPlaceholder(usual)
	hint := ""
	row := book.CustomerRow{Country: country, Region: region, TimeZone: g.zone.Selected()}
	if loc := zoneOf(g.env, row); loc != nil {
		now := g.env.Book.Now().In(loc)
		hint = t("customers.time_there", locales.V{"Time": p.TimeOf(now), "Offset": p.UTCOffset(now)})
	}
	g.zoneBox.SetHint(hint)
	hint = ""
	if h := defaultHours(p, country); h != "" {
		hint = t("customers.hours_default", locales.V{"Hours": h})
	}
	g.hours.SetHint(hint)
	if days := defaultWeekend(country, region, calendar.DateOf(g.env.Now())); !g.stated.On() {
		g.markDays(days)
	}
	g.laid()
}

func (g *placeGroup) read(c *book.Customer) bool {
	c.Country, c.Region, c.City, c.TimeZone = g.country.Selected(), g.region.Region(), g.city.entry.Text, g.zone.Selected()
	var m [4]int
	for i, e := range g.clocks {
		var ok bool
		if m[i], ok = clockIn(e.Text); !ok {
			g.hours.SetError(g.env.T("customers.clock_unread", nil))
			return false
		}
	}
	if m[0] < 0 != (m[1] < 0) || m[2] < 0 != (m[3] < 0) || m[1] <= m[0] && m[0] >= 0 {
		g.hours.SetError(g.env.T("customers.hours_both", nil))
		return false
	}
	for i := range m {
		m[i] = max(0, m[i])
	}
	c.Hours = book.Hours{Start: m[0], End: m[1], PauseStart: m[2], PauseEnd: m[3]}
	if g.stated.On() {
		c.Hours.Weekend = []int{}
		for w, check := range g.days {
			if check.On() {
				c.Hours.Weekend = append(c.Hours.Weekend, w)
			}
		}
	}
	return true
}

func (g *placeGroup) used(c book.Customer) bool {
	return c.Country != "" || c.Region != "" || c.City != "" || c.TimeZone != "" || c.Hours.Set() || c.Hours.Weekend != nil
}

func (g *placeGroup) fields() map[string]*kit.Field {
	return map[string]*kit.Field{"country": g.land, "time_zone": g.zoneBox, "hours": g.hours}
}
