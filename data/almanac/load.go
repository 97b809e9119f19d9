package almanac

import (
	"maps"
	"strings"

	"dragoman/data/calendar"
	"dragoman/data/record"
)

// decree is what an authority ordered for a year: further days off, and
// weekend days that are worked.
type decree struct {
	year   int
	source string
	// only means that nothing but the decree gives days in lieu that year.
	only      bool
	off, work []ruleDate
	regions   []string // where it holds; none means wherever its rules do
}

// ruleDate is a day that belongs to a rule.
type ruleDate struct {
	rule string
	date calendar.Date
	line int
}

// weekendSince is a weekend and the day from which it holds.
type weekendSince struct {
	since calendar.Date
	days  [7]bool
}

// add makes the rules of a file part of the almanac.
func (a *Almanac) add(doc record.Document) error {
	h := decode(doc.File, doc.Head)
	if strings.HasSuffix(doc.File, "words.toml") {
		a.words.substitute = h.Langs("substitute", nil)
		a.words.workday = h.Langs("workday", nil)
		return h.Done()
	}
	s := &set{
		file: doc.File, country: h.Text("country"), tradition: h.Text("tradition"),
		local: h.Text("local"), source: h.Text("source"), lieuLocal: h.Text("substitute_name"),
	}
	s.readWeekends(h)
	base := &Rule{
		Country: s.country, Tradition: s.tradition, Kind: Kind(h.Text("kind")),
		Mood: Mood(h.Text("mood")), Source: s.source, local: s.local, Span: 1,
		lieuName: s.lieuLocal, lieuSure: Certainty(h.Text("substitute_status")),
	}
	base.BeginsAtSunset = h.Flag("begins_at_sunset", false)
	base.lieu, _ = h.moves("substitute")
	if s.country != "" {
		base.Tradition = "civic"
	}
	if (s.country == "") == (s.tradition == "") {
		h.Fail(1, "a file is of a country or of a tradition")
	}
	if err := h.Done(); err != nil {
		return err
	}
	for _, t := range doc.Arrays["holiday"] {
		r, err := a.rule(doc.File, s, base, t)
		if err != nil {
			return err
		}
		s.rules = append(s.rules, r)
		s.longest = max(s.longest, calendar.Date(r.Span-1))
		s.regional = s.regional || len(r.Regions) > 0
		a.rules[r.ID] = r
	}
	for _, t := range doc.Arrays["decree"] {
		if err := s.addDecree(doc.File, t, a.rules); err != nil {
			return err
		}
	}
	if err := doc.Only("holiday", "decree"); err != nil {
		return err
	}
	if err := a.checkRelatives(s); err != nil {
		return err
	}
	a.sets = append(a.sets, s)
	if s.country != "" {
		a.country[s.country] = s
	}
	return nil
}

// prefix is what the IDs of the file begin with.
func (s *set) prefix() string { return strings.ToLower(s.country+s.tradition) + "." }

// rule reads one [[holiday]].
func (a *Almanac) rule(file string, s *set, base *Rule, t *record.Table) (*Rule, error) {
	d := decode(file, t)
	r := &Rule{}
	*r = *base
	r.line = t.Line
	r.names = map[string]string{}
	id := d.Text("id")
	if id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		d.Fail(t.Line, "the id %q is not made of a-z, 0-9 and _", id)
	}
	r.ID = s.prefix() + id
	if a.rules[r.ID] != nil {
		d.Fail(t.Line, "the id %s is taken", r.ID)
	}
	if r.Like = d.Text("like"); r.Like != "" {
		a.inherit(d, r, s)
	}
	readNames(d, r, s)
	readKind(d, r, s)
	readWhen(d, r)
	r.effect = d.Langs("effect", r.effect)
	if src := d.Text("source"); src != "" {
		r.Source = src
	}
	if lieu, given := d.moves("substitute"); given {
		r.lieu = lieu
	} else if !r.Kind.Closes() {
		r.lieu = nil
	}
	r.lieuOnce = d.Flag("substitute_once", false)
	if shift, given := d.moves("shift"); given {
		r.shift = shift
	}
	r.Within = nil
	if within, given := d.Texts("within"); given {
		if r.Within = within; s.country != "" {
			d.Fail(t.Line, "only a day of a tradition is kept within countries")
		}
	}
	if regions, given := d.Texts("regions"); given {
		r.Regions = withCountry(s.country, regions)
	}
	if regions, given := d.Texts("except"); given {
		r.except = withCountry(s.country, regions)
	}
	if err := d.Done(); err != nil {
		return nil, err
	}
	return r, check(file, r)
}

// withCountry makes codes such as BY into DE-BY.
func withCountry(country string, codes []string) []string {
	list := make([]string, len(codes))
	for i, code := range codes {
		list[i] = country + "-" + code
	}
	return list
}

// inherit takes what the rule of a tradition says.
func (a *Almanac) inherit(d *decoder, r *Rule, s *set) {
	from := a.rules[r.Like]
	if from == nil {
		d.Fail(d.Line("like"), "there is no rule %s to be like", r.Like)
		return
	}
	r.names = maps.Clone(from.names)
	r.when, r.On, r.Span, r.listed = from.when, from.On, from.Span, from.listed
	r.Mood, r.effect, r.shift = from.Mood, maps.Clone(from.effect), from.shift
	r.Tradition, r.BeginsAtSunset, r.MoonSighting = from.Tradition, from.BeginsAtSunset, from.MoonSighting
	r.local = from.local
	if s.country == "" {
		r.Tradition = s.tradition
	}
}

func readNames(d *decoder, r *Rule, s *set) {
	if local := d.Text("local"); local != "" {
		r.names[""], r.local = local, s.local
	}
	for _, lang := range []string{"en", "zh-Hans"} {
		if name := d.Text(lang); name != "" {
			r.names[lang] = name
		}
	}
	r.names = d.Langs("names", r.names)
}

func readKind(d *decoder, r *Rule, s *set) {
	if k := d.Text("kind"); k != "" {
		r.Kind = Kind(k)
	}
	if r.Kind == "" && s.country != "" {
		r.Kind = Public
	} else if r.Kind == "" {
		r.Kind = Observance
	}
	if m := d.Text("mood"); m != "" {
		r.Mood = Mood(m)
	} else if r.Mood == "" {
		r.Mood = Cheerful
	}
	if t := d.Text("tradition"); t != "" {
		r.Tradition = t
	}
	if n := d.Number("span"); n != 0 {
		r.Span = n
	}
	r.BeginsAtSunset = d.Flag("begins_at_sunset", r.BeginsAtSunset)
	r.MoonSighting = d.Flag("moon_sighting", r.MoonSighting)
	r.Certainty = Certainty(d.Text("status"))
	r.From, r.To, r.skip = d.Number("from"), d.Number("to"), d.years("skip")
}

func readWhen(d *decoder, r *Rule) {
	on := d.Text("on")
	if on == "table" { // nothing but dates, though the rule is like another
		r.when, r.On = when{}, ""
	} else if on != "" {
		w, err := parseWhen(on)
		if err != nil {
			d.Fail(d.Line("on"), "%v", err)
		}
		r.when, r.On = w, on
	}
	if n := d.Number("move"); n != 0 {
		r.when.offset += n
	}
	if d.T.Find("dates") != nil {
		r.listed = d.dates("dates")
	}
	r.said = d.dates("announced")
}

// check looks at a rule as a whole.
func check(file string, r *Rule) error {
	bad := func(format string, args ...any) error {
		return record.Mistake(file, r.line, r.ID+": "+format, args...)
	}
	switch {
	case r.names["en"] == "" || r.names["zh-Hans"] == "":
		return bad("the names en and zh-Hans are both needed")
	case r.Kind != Public && r.Kind != Bank && r.Kind != HalfDay && r.Kind != Optional && r.Kind != Observance &&
		r.Kind != Fast && r.Kind != Mourning:
		return bad("there is no kind %q", r.Kind)
	case r.Mood != Cheerful && r.Mood != Quiet && r.Mood != NoWish:
		return bad("there is no mood %q", r.Mood)
	case r.Kind == Mourning && r.Mood == Cheerful:
		return bad("a day of mourning cannot be cheerful")
	case r.Certainty != notCertain && r.Certainty != Announced && r.Certainty != Tabulated && r.Certainty != Computed && r.Certainty != Estimated:
		return bad("there is no status %q", r.Certainty)
	case r.Span < 1 || r.Span > 62:
		return bad("a span of %d days is not possible", r.Span)
	case r.From != 0 && r.To != 0 && r.To < r.From:
		return bad("it ends before it begins")
	case r.Source == "":
		return bad("the source is missing, here and at the head of the file")
	}
	return nil
}

// checkRelatives looks whether rules that rest on others name rules of the
// file that stand before them.
func (a *Almanac) checkRelatives(s *set) error {
	seen := map[string]bool{}
	for _, r := range s.rules {
		if r.when.basis == onRule && !seen[r.when.rule] {
			return record.Mistake(s.file, r.line, "%s rests on %s, which does not stand before it in this file", r.ID, r.when.rule)
		}
		seen[strings.TrimPrefix(r.ID, s.prefix())] = true
	}
	return nil
}

func (s *set) addDecree(file string, t *record.Table, rules map[string]*Rule) error {
	d := decode(file, t)
	dec := decree{
		year: d.Number("year"), source: d.Text("source"), only: d.Flag("only", false),
		off: d.dateTable("off"), work: d.dateTable("work"),
	}
	if regions, given := d.Texts("regions"); given {
		dec.regions = withCountry(s.country, regions)
	}
	if dec.year == 0 || dec.source == "" {
		d.Fail(t.Line, "a decree needs a year and a source")
	}
	for _, list := range [][]ruleDate{dec.off, dec.work} {
		for i := range list {
			list[i].rule = s.prefix() + list[i].rule
			if rules[list[i].rule] == nil {
				d.Fail(list[i].line, "there is no rule %s", list[i].rule)
			}
		}
	}
	s.decrees = append(s.decrees, dec)
	return d.Done()
}

// readWeekends reads weekend = ["fri,sat from 2013-06-29", "thu,fri"].
func (s *set) readWeekends(d *decoder) {
	list, given := d.Texts("weekend")
	if !given {
		list = []string{"sat,sun"}
	}
	for _, item := range list {
		var w weekendSince
		days, since, dated := strings.Cut(item, " from ")
		for _, name := range strings.Split(days, ",") {
			wd, ok := weekdays[name]
			if !ok {
				d.Fail(d.Line("weekend"), "%q is no weekday", name)
			}
			w.days[wd] = true
		}
		if dated {
			first, _, err := yearOrDate(since)
			if err != nil {
				d.Fail(d.Line("weekend"), "%v", err)
			}
			w.since = first
		}
		s.weekends = append(s.weekends, w)
	}
}

// weekend is the one that holds on a day: the latest that has begun.
func (s *set) weekend(on calendar.Date) [7]bool {
	var best weekendSince
	for i, w := range s.weekends {
		if i == 0 && w.since == 0 || w.since <= on && w.since >= best.since {
			best = w
		}
	}
	return best.days
}
