package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dragoman/data/almanac"
	"dragoman/data/book"
	cal "dragoman/data/calendar"
)

// Mode is how days are laid out.
type Mode string

// The modes, as routes name them.
const (
	Month  Mode = "month"
	Year   Mode = "year"
	Agenda Mode = "agenda"
)

// Scopes of a filter; the others are made by ScopeCountry and ScopeTradition.
const (
	ScopeMine = "mine"
	ScopeAll  = "all"
)

// ScopeCountry is the scope that shows one country.
func ScopeCountry(code string) string { return "country:" + code }

// ScopeTradition is the scope that shows one tradition everywhere.
func ScopeTradition(code string) string { return "tradition:" + code }

// Filter picks what is shown of the almanac. The zero Filter shows everything
// that matters to my customers.
type Filter struct {
	Scope string // "" is ScopeMine
	Kinds string // a key of kindsOf, "" for all
}

// kindsOf are the choices of kinds.
var kindsOf = map[string][]almanac.Kind{
	"public":     {almanac.Public, almanac.Bank, almanac.HalfDay, almanac.Workday},
	"observance": {almanac.Observance, almanac.Optional},
	"solemn":     {almanac.Fast, almanac.Mourning},
}

// Audience is whom the book knows: how many live customers there are, and in
// which countries, of which stated culture and with which stated observance.
type Audience struct {
	Total       int
	Countries   map[string]int
	Cultures    map[string]int
	Observances map[string]int
}

// AllCountries are the countries of the customers and of their stated
// cultures, sorted.
func (a Audience) AllCountries() []string {
	var out []string
	for c := range a.Countries {
		out = append(out, c)
	}
	for c := range a.Cultures {
		out = append(out, countryOf(c))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// countryOf is the country of a market code: IN of "IN-TN".
func countryOf(market string) string {
	c, _, _ := strings.Cut(market, "-")
	return c
}

// common are the traditions that most people of a country share, whatever they
// believe: New Year by the lunar calendar, the lantern festival. Religious
// ones are never supposed; they show for those who told us.
var common = map[string][]string{
	"chinese":    {"CN", "HK", "MO", "SG", "TW"},
	"japanese":   {"JP"},
	"korean":     {"KP", "KR"},
	"persian":    {"AF", "IR", "TJ"},
	"vietnamese": {"VN"},
}

// Traditions are those that the customers stated and those that are common in
// their countries, sorted.
func (a Audience) Traditions() []string {
	var out []string
	for t := range a.Observances {
		out = append(out, t)
	}
	countries := a.AllCountries()
	for t, where := range common {
		if slices.ContainsFunc(where, func(c string) bool { return slices.Contains(countries, c) }) {
			out = append(out, t)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// weight is how many customers a feast matters to, roughly: those in its
// countries and those who keep its tradition.
func (a Audience) weight(f Feast) int {
	n := a.Observances[f.Lead.Tradition]
	for _, p := range f.Countries {
		n += a.Countries[countryOf(p)]
	}
	return n
}

// query asks the almanac for what a filter picks. home is the owner's country,
// which is shown while there are no customers.
func (f Filter) query(from, to cal.Date, a Audience, home string) almanac.Query {
	q := almanac.Query{From: from, To: to}
	for _, k := range kindsOf[f.Kinds] {
		q.Kinds = append(q.Kinds, string(k))
	}
	kind, code, _ := strings.Cut(f.Scope, ":")
	switch kind {
	case ScopeAll, "tradition": // a tradition also lives in the rules of countries: see keeps
		q.Nationwide = true
	case "country":
		q.Countries = []string{code}
		for t, where := range common {
			if slices.Contains(where, code) {
				q.Traditions = append(q.Traditions, t)
			}
		}
	default:
		q.Nationwide = true
		q.Countries, q.Traditions = a.AllCountries(), a.Traditions()
		if len(q.Countries)+len(q.Traditions) == 0 {
			q.Countries = []string{home}
		}
	}
	return q
}

// keeps reports whether a filter shows an occurrence that its query found.
func (f Filter) keeps(o almanac.Occurrence) bool {
	kind, code, _ := strings.Cut(f.Scope, ":")
	return kind != "tradition" || o.Tradition == code
}

// mine reports whether a filter shows what matters to my customers.
func (f Filter) mine() bool { return f.Scope == "" || f.Scope == ScopeMine }

// closings reports whether a filter shows the closings of single customers.
func (f Filter) closings() bool {
	return (f.Kinds == "" || f.Kinds == "public") && (f.mine() || f.Scope == ScopeAll || f.Scope == ScopeTradition("closing"))
}

// Feast is one holiday on one day, for all the countries that keep it then.
type Feast struct {
	Lead      almanac.Occurrence   // whose name is shown
	Countries []string             // sorted codes, of regions where only these keep it; none for a tradition alone
	All       []almanac.Occurrence // every rule that was merged
	Closes    bool                 // offices are closed in one of the countries
	Moves     bool                 // the day is estimated or waits for the moon
}

// root is the key under which rules are one feast: the tradition's rule that
// they follow, apart for days in lieu and for weekends that are worked.
func root(a *almanac.Almanac, o almanac.Occurrence) string {
	id := o.ID
	if r, ok := a.Rule(o.ID); ok && r.Like != "" {
		id = r.Like
	}
	switch {
	case o.Kind == almanac.Workday:
		return "work " + id
	case o.Substitute:
		return "lieu " + id
	}
	return id
}

// keys are all the keys of an occurrence: its root, its local name in its
// tradition, and the day of the year by which its tradition counts it, for
// countries that give the day a name of their own.
func keys(a *almanac.Almanac, o almanac.Occurrence) []string {
	out := []string{root(a, o)}
	if o.Tradition == "civic" || o.Tradition == "international" {
		return out
	}
	apart := fmt.Sprint(o.Substitute, o.Kind == almanac.Workday, " ", o.Tradition, " ")
	if r, ok := a.Rule(o.ID); ok && r.On != "" {
		out = append(out, apart+"on "+r.On)
	}
	return append(out, apart+o.LocalName())
}

// feastsOn merges what falls on a day, those that close offices first and
// then those that matter to more of my customers.
func feastsOn(a *almanac.Almanac, day cal.Date, occurrences []almanac.Occurrence, audience Audience) []Feast {
	var out []Feast
	at := map[string]int{}
	for _, o := range occurrences {
		if !o.On(day) {
			continue
		}
		i, ks := len(out), keys(a, o)
		for _, k := range ks {
			if known, ok := at[k]; ok {
				i = known
				break
			}
		}
		if i == len(out) {
			out = append(out, Feast{Lead: o})
		}
		for _, k := range ks {
			at[k] = i
		}
		out[i].add(o)
	}
	slices.SortStableFunc(out, func(x, y Feast) int {
		return cmp.Or(-compareBool(x.Closes, y.Closes), cmp.Compare(audience.weight(y), audience.weight(x)))
	})
	return out
}

// Kind is what the feast means for work where it means most.
func (f Feast) Kind() almanac.Kind {
	for _, o := range f.All {
		if o.Kind.Closes() {
			return o.Kind
		}
	}
	return f.Lead.Kind
}

// begins reports whether the feast begins on a day in one of the countries.
func (f Feast) begins(d cal.Date) bool {
	return slices.ContainsFunc(f.All, func(o almanac.Occurrence) bool { return o.Date == d })
}

func (f *Feast) add(o almanac.Occurrence) {
	f.All = append(f.All, o)
	f.Closes = f.Closes || o.Kind.Closes()
	f.Moves = f.Moves || o.MoonSighting || o.Status == almanac.Estimated
	f.Countries = addPlace(f.Countries, o)
	if f.Lead.Country != "" && o.Country == "" {
		f.Lead = o
	}
}

// addPlace adds the country of an occurrence, or its region unless the whole
// country is there.
func addPlace(places []string, o almanac.Occurrence) []string {
	switch {
	case o.Country == "" || slices.Contains(places, o.Country) || slices.Contains(places, o.Region):
		return places
	case o.Region != "":
		places = append(places, o.Region)
	default:
		places = slices.DeleteFunc(places, func(p string) bool { return countryOf(p) == o.Country })
		places = append(places, o.Country)
	}
	slices.Sort(places)
	return places
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case x:
		return 1
	}
	return -1
}

// Day is everything that falls on a day.
type Day struct {
	Date      cal.Date
	Other     bool // belongs to the month before or after
	Weekend   bool // at the owner's home
	Second    cal.Day
	Term      int // solar term of the second calendar, -1 for none
	Feasts    []Feast
	FollowUps []book.FollowUpRow
	Closings  []Closing       // customers who are closed
	Dates     []book.Upcoming // birthdays and other yearly days of customers
}

// Empty reports whether nothing falls on the day.
func (d Day) Empty() bool { return len(d.Feasts)+len(d.FollowUps)+len(d.Dates)+len(d.Closings) == 0 }

// span is what was found between two days.
type span struct {
	from, to    cal.Date
	audience    Audience
	occurrences []almanac.Occurrence
	followUps   []book.FollowUpRow
	dates       []book.Upcoming
	closings    []Closing
}

// days lays a span out day by day.
func (s span) days(a *almanac.Almanac, weekend [7]bool, second cal.ID) []Day {
	if s.to < s.from {
		return nil
	}
	out := make([]Day, int(s.to-s.from)+1)
	for i := range out {
		d := &out[i]
		d.Date = s.from + cal.Date(i)
		d.Weekend = weekend[d.Date.Weekday()]
		d.Term = -1
		d.Feasts = feastsOn(a, d.Date, s.occurrences, s.audience)
		secondDay(d, second)
	}
	for _, f := range s.followUps {
		if f.Due >= s.from && f.Due <= s.to {
			d := &out[f.Due-s.from]
			d.FollowUps = append(d.FollowUps, f)
		}
	}
	for _, c := range s.closings {
		for d := max(c.Date, s.from); d <= min(c.End, s.to); d++ {
			out[d-s.from].Closings = append(out[d-s.from].Closings, c)
		}
	}
	for _, u := range s.dates {
		if u.On >= s.from && u.On <= s.to {
			d := &out[u.On-s.from]
			d.Dates = append(d.Dates, u)
		}
	}
	return out
}

// secondDay writes a day in the second calendar. Outside the range of that
// calendar the day simply has none.
func secondDay(d *Day, second cal.ID) {
	d.Second, d.Term = cal.Day{}, -1
	if second == "" {
		return
	}
	x, err := cal.FromDate(d.Date, second)
	if err != nil {
		return
	}
	d.Second = x
	switch second {
	case cal.Chinese, cal.Korean, cal.Vietnamese:
		if term, ok := cal.TermOn(d.Date, second); ok {
			d.Term = term
		}
	}
}
