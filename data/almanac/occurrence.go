package almanac

import (
	"slices"
	"strings"

	"dragoman/data/calendar"
)

// Occurrence is a holiday on its days.
type Occurrence struct {
	Date, End calendar.Date // first and last day, both included
	ID        string        // of the rule
	Tradition string
	Country   string // ISO 3166-1 alpha-2, "" for a tradition
	Region    string // ISO 3166-2 ("DE-BY"), "" for the whole country
	Kind      Kind
	Status    Certainty
	Mood      Mood
	// BeginsAtSunset means that it begins at sunset of the day before Date.
	BeginsAtSunset bool
	// MoonSighting means that the authority may still move Date by a day.
	MoonSighting bool
	// Substitute marks a day in lieu, and Of is the ID of the rule for whose
	// sake it is free, or is worked when Kind is Workday.
	Substitute bool
	Of         string
	// OwnID is the user's own record on which it rests, or "".
	OwnID string

	except []string // regions of the country that have another date
	rule   *Rule
	words  *words
	method string
	source string
}

// Name gives the name in a language of ours ("en", "zh-Hans"); a local name
// when lang is the language of the place.
func (o Occurrence) Name(lang string) string {
	if o.rule == nil {
		return ""
	}
	name := o.rule.Name(lang)
	switch {
	case o.Kind == Workday:
		return patterned(o.words.workday, lang, name)
	case o.Substitute && o.rule.lieuName != "" && sameLanguage(lang, o.rule.local):
		return strings.ReplaceAll(o.rule.lieuName, "%s", name)
	case o.Substitute:
		return patterned(o.words.substitute, lang, name)
	}
	return name
}

// LocalName gives the name as it is written where the holiday is kept.
func (o Occurrence) LocalName() string {
	if o.rule == nil {
		return ""
	}
	name := o.rule.LocalName()
	if p, ok := o.words.workday[o.rule.local]; ok && o.Kind == Workday {
		return strings.ReplaceAll(p, "%s", name)
	}
	if o.Substitute && o.rule.lieuName != "" {
		return strings.ReplaceAll(o.rule.lieuName, "%s", name)
	}
	return name
}

// LocalLanguage is the language of LocalName as a BCP 47 tag, or "".
func (o Occurrence) LocalLanguage() string {
	if o.rule == nil {
		return ""
	}
	return o.rule.local
}

// Effect says what the day does to business, in a language, or "".
func (o Occurrence) Effect(lang string) string {
	if o.rule == nil {
		return ""
	}
	return o.rule.Effect(lang)
}

// Days is the number of days, at least 1.
func (o Occurrence) Days() int { return int(o.End-o.Date) + 1 }

// Greetable reports whether something is wished on the day: it is no closing
// day, no substitute for another day, and neither work nor mourning.
func (o Occurrence) Greetable() bool {
	return !o.Closing() && !o.Substitute && o.Mood != NoWish && o.Kind != Mourning && o.Kind != Workday
}

// On reports whether d is one of its days.
func (o Occurrence) On(d calendar.Date) bool { return o.Date <= d && d <= o.End }

func patterned(patterns map[string]string, lang, name string) string {
	p, ok := patterns[shipped(lang)]
	if !ok {
		p = patterns["en"]
	}
	return strings.ReplaceAll(p, "%s", name)
}

// appendOccurrences makes an item into occurrences: one, or one a region.
func (a *Almanac) appendOccurrences(list []Occurrence, it item) []Occurrence {
	r := it.rule
	o := Occurrence{
		Date: it.date, End: it.date + calendar.Date(it.span-1), ID: r.ID,
		Tradition: r.Tradition, Country: r.Country, Kind: it.kind, Status: it.sure, Mood: r.Mood,
		BeginsAtSunset: r.BeginsAtSunset && it.lieuOf == nil && it.kind != Workday,
		MoonSighting:   r.MoonSighting && it.sure == Estimated,
		Substitute:     it.lieuOf != nil,
		OwnID:          it.ownID, except: it.except,
		rule: r, words: &a.words, method: it.method, source: it.source,
	}
	if it.lieuOf != nil || it.kind == Workday {
		o.Of = r.ID
	}
	regions := r.Regions
	if it.regions != nil {
		regions = it.regions
	}
	if len(regions) == 0 {
		return append(list, o)
	}
	for _, region := range regions {
		if slices.Contains(it.except, region) {
			continue
		}
		o.Region = region
		list = append(list, o)
	}
	return list
}

// Query picks occurrences. Countries picks the rules of countries and
// Traditions those of traditions; both together give both, and neither gives
// everything. The other parts narrow that down; an empty part does not.
type Query struct {
	From, To   calendar.Date // inclusive; an occurrence counts when one of its days does
	Countries  []string      // ISO 3166-1 alpha-2
	Regions    []string      // ISO 3166-2 ("DE-BY"): days of the whole country and of these
	Traditions []string
	Kinds      []string
	IDs        []string
	// Nationwide leaves out the days of single regions.
	Nationwide bool
	// Parties asks for the user's closing days of these parties, which are left
	// out otherwise.
	Parties []string
	// Explain is kept for callers that print the explanation; occurrences can
	// be explained in any case.
	Explain bool
}

// Occurrences lists what falls between q.From and q.To, by date, then
// traditions before countries. There may be several on a day, and the same
// holiday twice in a year.
func (a *Almanac) Occurrences(q Query) []Occurrence {
	if q.To < q.From {
		return nil
	}
	var found []*Occurrence
	for _, s := range a.sets {
		if !q.wants(s) {
			continue
		}
		for y := max((q.From - s.longest).Year(), FirstYear); y <= min(q.To.Year(), LastYear); y++ {
			all := a.occurrencesOf(s, y, q.Nationwide)
			for i := range all {
				if o := &all[i]; o.Date <= q.To && o.End >= q.From && q.keeps(o) {
					found = append(found, o)
				}
			}
		}
	}
	own := a.appendOwn(nil, q)
	for i := range own {
		found = append(found, &own[i])
	}
	if len(found) == 0 {
		return nil
	}
	list := make([]Occurrence, len(found))
	for i, k := range byDate(len(found), func(i int) calendar.Date { return found[i].Date }) {
		list[i] = *found[k]
	}
	return list
}

// byDate gives the places of a list of n in the order of its dates; those of
// one day stay in the order of the list. It moves numbers about, because
// occurrences are large.
func byDate(n int, date func(int) calendar.Date) []int {
	keys := make([]int, n)
	for i := range keys {
		keys[i] = int(date(i))<<24 | i
	}
	slices.Sort(keys)
	for i := range keys {
		keys[i] &= 1<<24 - 1
	}
	return keys
}

func (q Query) wants(s *set) bool {
	if len(q.IDs) > 0 && !slices.ContainsFunc(q.IDs, func(id string) bool { return strings.HasPrefix(id, s.prefix()) }) {
		return false
	}
	if len(q.Countries) == 0 && len(q.Traditions) == 0 {
		return true
	}
	if s.country != "" {
		return slices.ContainsFunc(q.Countries, func(c string) bool { return strings.EqualFold(c, s.country) })
	}
	return slices.Contains(q.Traditions, s.tradition)
}

func (q Query) keeps(o *Occurrence) bool {
	if o.Region != "" && (q.Nationwide || len(q.Regions) > 0 && !slices.ContainsFunc(q.Regions, func(r string) bool {
		return sameRegion(r, o.Country, o.Region)
	})) {
		return false
	}
	if o.Region == "" && len(q.Regions) > 0 && !slices.ContainsFunc(q.Regions, func(r string) bool { return o.holdsIn(r) }) {
		return false // all of them have another date
	}
	return (len(q.Kinds) == 0 || slices.Contains(q.Kinds, string(o.Kind))) &&
		(len(q.IDs) == 0 || slices.Contains(q.IDs, o.ID))
}

// sameRegion compares "DE-BY", or "BY" where the country is known, with the
// full code of an occurrence.
func sameRegion(given, country, full string) bool {
	return strings.EqualFold(given, full) || strings.EqualFold(country+"-"+given, full)
}

// Closed reports whether d is a public or bank holiday in a country, or in one
// of its regions ("BY" or "DE-BY"), and gives that holiday.
func (a *Almanac) Closed(d calendar.Date, country, region string) (Occurrence, bool) {
	return a.pick(d, country, func(o Occurrence) bool {
		return o.Kind.Closes() && o.holdsIn(region)
	})
}

// Workday reports whether d is a day of the weekend that is worked by decree.
func (a *Almanac) Workday(d calendar.Date, country string) (Occurrence, bool) {
	return a.pick(d, country, func(o Occurrence) bool { return o.Kind == Workday })
}

// holdsIn reports whether an occurrence of a country holds in one of its
// regions, or in the whole of it when region is "".
func (o Occurrence) holdsIn(region string) bool {
	same := func(r string) bool { return sameRegion(region, o.Country, r) }
	if o.Region == "" {
		return region == "" || !slices.ContainsFunc(o.except, same)
	}
	return region != "" && same(o.Region)
}

func (a *Almanac) pick(d calendar.Date, country string, fits func(Occurrence) bool) (Occurrence, bool) {
	country = strings.ToUpper(country)
	if s := a.country[country]; s != nil {
		if o, ok := a.pickFrom(s, d, fits); ok {
			return o, true
		}
	}
	if a.own == nil {
		return Occurrence{}, false
	}
	return a.pickFrom(a.own, d, func(o Occurrence) bool {
		return o.rule.party == "" && (o.Country == "" || o.Country == country) && fits(o)
	})
}

func (a *Almanac) pickFrom(s *set, d calendar.Date, fits func(Occurrence) bool) (Occurrence, bool) {
	for y := (d - s.longest).Year(); y <= d.Year(); y++ {
		for _, o := range a.occurrencesOf(s, y, false) {
			if o.On(d) && fits(o) {
				return o, true
			}
		}
	}
	return Occurrence{}, false
}

// Explain tells how a date was found, as a code, and what that rests on, as
// text. The codes are fixed, weekday, easter, orthodox_easter, calendar.<id>,
// solar_term, relative, between, table, announced, decree, substitute; told and
// own are what the user entered.
func (a *Almanac) Explain(o Occurrence) (method, source string) { return o.method, o.source }

// Within are the countries in which alone whoever keeps the tradition is taken
// to keep this day, because only a branch of it does; none is everywhere.
func (o Occurrence) Within() []string {
	if o.rule == nil {
		return nil
	}
	return o.rule.Within
}

// KeptIn reports whether somebody of a country who keeps the tradition is taken
// to keep this day.
func (o Occurrence) KeptIn(country string) bool {
	return len(o.Within()) == 0 || slices.Contains(o.Within(), country)
}
