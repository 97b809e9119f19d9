package almanac

import (
	"slices"
	"strings"
	"time"

	"dragoman/data/calendar"
)

// Announcement is the date that the user learnt for a holiday in a year. It
// wins over what is computed and over what the files have.
type Announcement struct {
	ID string // of the user's own record, which Occurrence.OwnID names
	// RuleID is a rule of a country, or of a tradition ("islamic.ramadan").
	RuleID string
	// Country is where a tradition's day was announced; the rules of that
	// country for the same feast move with it. "" is wherever the tradition is
	// kept and no authority has been heard yet.
	Country string
	Region  string // ISO 3166-2; "" is the whole country
	Year    int    // Gregorian, of the date that is replaced
	Date    calendar.Date
	Source  string // who announced it; "" leaves what the rule rests on
}

// OwnRule is a holiday or a closing that the user entered.
type OwnRule struct {
	ID      string // of the user's own record, which Occurrence.OwnID names
	Name    string
	Kind    Kind
	Mood    Mood
	Closing bool   // it is no feast, somebody is closed
	Country string // ISO 3166-1 alpha-2; "" is everywhere
	Region  string // ISO 3166-2; "" is the whole country
	// Party is the only one whom it concerns, by a name of the caller's; ""
	// is everybody there.
	Party string
	// When is the first day, every year when it has no year. Where Nth is not 0
	// it is a weekday of its Gregorian month, counted from 1, -1 for the last.
	When    calendar.Partial
	Nth     int
	Weekday time.Weekday
	Days    int
	Source  string
}

// Overlay is what is laid over the rules of the files.
type Overlay struct {
	Announced []Announcement
	Own       []OwnRule
}

// With returns an almanac of the same rules with an overlay in the place of
// the one it had; a itself stays as it is. Announcements for rules that are not
// known are left out.
func (a *Almanac) With(o Overlay) *Almanac {
	b := &Almanac{
		sets: a.sets, country: a.country, rules: a.rules, words: a.words,
		cache: a.cache, overlay: o, content: a.content, years: map[setYear]*yearOf{}, plain: a.reckoned(),
	}
	b.own = &set{tradition: ownTradition}
	for _, n := range o.Announced {
		b.hear(n)
	}
	for _, r := range o.Own {
		b.own.rules = append(b.own.rules, ruleOf(r))
	}
	for _, r := range b.own.rules {
		b.own.longest = max(b.own.longest, calendar.Date(r.Span-1))
	}
	return b
}

// Announce returns an almanac in which the rule of a country falls on date in
// a year. rule is the whole ID, or its part after the country. Where the
// feast falls twice in the year, the nearer one moves.
func (a *Almanac) Announce(country, rule string, year int, date calendar.Date) *Almanac {
	if !strings.Contains(rule, ".") {
		rule = strings.ToLower(country) + "." + rule
	}
	o := a.overlay
	o.Announced = append(slices.Clone(o.Announced), Announcement{RuleID: rule, Country: country, Year: year, Date: date})
	return a.With(o)
}

// reckoned is the almanac without any overlay.
func (a *Almanac) reckoned() *Almanac {
	if a.plain != nil {
		return a.plain
	}
	return a
}

// Reckoned gives the occurrence of a rule that begins nearest to a date, as it
// is without what the user entered. ok is false when there is none within a
// year.
func (a *Almanac) Reckoned(ruleID string, near calendar.Date) (o Occurrence, ok bool) {
	for _, x := range a.reckoned().Occurrences(Query{From: near - 366, To: near + 366, IDs: []string{ruleID}}) {
		if x.Substitute || x.Kind == Workday || x.Date < near-366 {
			continue
		}
		if !ok || distance(x.Date, near) < distance(o.Date, near) {
			o, ok = x, true
		}
	}
	return o, ok
}

// How many days an announced date may lie from the reckoned one before it is
// questioned.
const (
	farMoon  = 3
	farOther = 14
)

// Far reports whether an announced date lies further from an occurrence than
// authorities move it: three days where the moon is sighted, two weeks
// elsewhere.
func (o Occurrence) Far(announced calendar.Date) bool {
	limit := calendar.Date(farOther)
	if o.rule != nil && o.rule.MoonSighting {
		limit = farMoon
	}
	return distance(o.Date, announced) > limit
}

// told is an announcement as it bears on one rule.
type told struct {
	Announcement
	general bool          // it was not said of this country
	shift   bool          // the rule is not the announced one but moves with it,
	by      calendar.Date // by so many days
}

// hear notes on which rules an announcement bears.
func (a *Almanac) hear(n Announcement) {
	r := a.rules[n.RuleID]
	if r == nil {
		return
	}
	if a.told == nil {
		a.told = map[*Rule][]told{}
	}
	if r.Country != "" || n.Country == "" {
		a.told[r] = append(a.told[r], told{Announcement: n})
	}
	if r.Country != "" {
		return
	}
	moved := false
	for _, s := range a.sets {
		if s.country == "" || n.Country != "" && s.country != n.Country {
			continue
		}
		for _, other := range s.rules {
			if !sameFeast(other, r) || n.Country == "" && !other.MoonSighting {
				continue
			}
			t := told{Announcement: n, general: n.Country == "", shift: other.when != r.when && (n.Country == "" || !s.only(other, r.ID, n.Year))}
			if t.shift {
				by, ok := a.off(r, n)
				if !ok {
					continue
				}
				t.by = by
			}
			a.told[other] = append(a.told[other], t)
			moved = moved || !t.shift && other.inYears(n.Year)
		}
	}
	if n.Country != "" && !moved {
		a.own.rules = append(a.own.rules, announcedIn(r, n))
	}
}

// sameFeast reports whether the rule of a country stands for a feast of a
// tradition.
func sameFeast(r, feast *Rule) bool {
	_, name, _ := strings.Cut(r.ID, ".")
	_, want, _ := strings.Cut(feast.ID, ".")
	return r.Like == feast.ID || r.Tradition == feast.Tradition && name == want
}

// only reports whether a rule is the only one of its country that is like a
// feast in a year: it falls on the announced day, even where it lies a day
// beside the tradition's.
func (s *set) only(r *Rule, feast string, year int) bool {
	return r.Like == feast && !slices.ContainsFunc(s.rules, func(x *Rule) bool { return x != r && x.Like == feast && x.inYears(year) })
}

// off is how many days an announced date lies after the reckoned one.
func (a *Almanac) off(r *Rule, n Announcement) (by calendar.Date, ok bool) {
	for _, f := range r.when.dates(n.Year, a.cache) {
		if d := n.Date - f.date; !ok || distance(d, 0) < distance(by, 0) {
			by, ok = d, true
		}
	}
	return by, ok
}

// tell puts the dates of the overlay in the place of those of one rule.
func (a *Almanac) tell(list []item, start int, r *Rule, year int) []item {
	notes := a.told[r]
	heard := slices.ContainsFunc(notes, func(n told) bool { return n.Year == year && !n.general && n.Region == "" })
	for _, n := range notes {
		if n.Year != year || n.general && heard {
			continue
		}
		best := -1
		for i := start; i < len(list); i++ {
			if list[i].regions == nil && (best < 0 || distance(list[i].date, n.Date) < distance(list[best].date, n.Date)) {
				best = i
			}
		}
		switch {
		case (n.general || n.shift) && (best < 0 || list[best].sure == Announced):
			continue // an authority of the country has spoken, or it does not keep the day
		case best < 0 && n.RuleID != r.ID:
			continue
		case best < 0:
			list = append(list, item{rule: r, span: r.Span, source: r.Source, kind: r.Kind})
			best = len(list) - 1
		case n.Region != "":
			there := list[best]
			there.regions = []string{n.Region}
			list[best].except = append(slices.Clone(list[best].except), n.Region)
			list = append(list, there)
			best = len(list) - 1
		}
		it := &list[best]
		if n.shift {
			it.date += n.by
		} else {
			it.date = n.Date
		}
		it.sure, it.method, it.ownID = Announced, "told", n.ID
		if n.Source != "" {
			it.source = n.Source
		}
	}
	return list
}

func distance(a, b calendar.Date) calendar.Date { return max(a-b, b-a) }
