package almanac

import (
	"maps"
	"strings"

	"dragoman/data/calendar"
)

// decree is what an authority ordered for a year: further days off, and
// weekend days that are worked.
type decree struct {
	year   int
	source string
	// only means that nothing but the decree gives days in lieu that year.
	only      bool
	off, work []ruleDate
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
func (a *Almanac) add(doc document) error {
	h := decode(doc.file, doc.head)
	if strings.HasSuffix(doc.file, "words.toml") {
		a.words.substitute = h.langs("substitute", nil)
		a.words.workday = h.langs("workday", nil)
		return h.done()
	}
	s := &set{
		file: doc.file, country: h.text("country"), tradition: h.text("tradition"),
		local: h.text("local"), source: h.text("source"), lieuLocal: h.text("substitute_name"),
	}
	s.readWeekends(h)
	base := &Rule{
		Country: s.country, Tradition: s.tradition, Kind: Kind(h.text("kind")),
		Mood: Mood(h.text("mood")), Source: s.source, local: s.local, Span: 1,
		lieuName: s.lieuLocal, lieuSure: Certainty(h.text("substitute_status")),
	}
	base.BeginsAtSunset = h.flag("begins_at_sunset", false)
	base.lieu, _ = h.moves("substitute")
	if s.country != "" {
		base.Tradition = "civic"
	}
	if (s.country == "") == (s.tradition == "") {
		h.fail(1, "a file is of a country or of a tradition")
	}
	if err := h.done(); err != nil {
		return err
	}
	for _, t := range doc.arrays["holiday"] {
		r, err := a.rule(doc.file, s, base, t)
		if err != nil {
			return err
		}
		s.rules = append(s.rules, r)
		s.longest = max(s.longest, calendar.Date(r.Span-1))
		a.rules[r.ID] = r
	}
	for _, t := range doc.arrays["decree"] {
		if err := s.addDecree(doc.file, t, a.rules); err != nil {
			return err
		}
	}
	for name, list := range doc.arrays {
		if name != "holiday" && name != "decree" {
			return mistake(doc.file, list[0].line, "there are no tables [[%s]]", name)
		}
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
func (a *Almanac) rule(file string, s *set, base *Rule, t *table) (*Rule, error) {
	d := decode(file, t)
	r := &Rule{}
	*r = *base
	r.line = t.line
	r.names = map[string]string{}
	id := d.text("id")
	if id == "" || strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		d.fail(t.line, "the id %q is not made of a-z, 0-9 and _", id)
	}
	r.ID = s.prefix() + id
	if a.rules[r.ID] != nil {
		d.fail(t.line, "the id %s is taken", r.ID)
	}
	if r.Like = d.text("like"); r.Like != "" {
		a.inherit(d, r, s)
	}
	readNames(d, r, s)
	readKind(d, r, s)
	readWhen(d, r)
	r.effect = d.langs("effect", r.effect)
	if src := d.text("source"); src != "" {
		r.Source = src
	}
	if lieu, given := d.moves("substitute"); given {
		r.lieu = lieu
	} else if !r.Kind.Closes() {
		r.lieu = nil
	}
	r.lieuOnce = d.flag("substitute_once", false)
	if shift, given := d.moves("shift"); given {
		r.shift = shift
	}
	if regions, given := d.texts("regions"); given {
		for _, code := range regions {
			r.Regions = append(r.Regions, s.country+"-"+code)
		}
	}
	if err := d.done(); err != nil {
		return nil, err
	}
	return r, check(file, r)
}

// inherit takes what the rule of a tradition says.
func (a *Almanac) inherit(d *decoder, r *Rule, s *set) {
	from := a.rules[r.Like]
	if from == nil {
		d.fail(d.line("like"), "there is no rule %s to be like", r.Like)
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
	if local := d.text("local"); local != "" {
		r.names[""], r.local = local, s.local
	}
	for _, lang := range []string{"en", "zh-Hans"} {
		if name := d.text(lang); name != "" {
			r.names[lang] = name
		}
	}
	r.names = d.langs("names", r.names)
}

func readKind(d *decoder, r *Rule, s *set) {
	if k := d.text("kind"); k != "" {
		r.Kind = Kind(k)
	}
	if r.Kind == "" && s.country != "" {
		r.Kind = Public
	} else if r.Kind == "" {
		r.Kind = Observance
	}
	if m := d.text("mood"); m != "" {
		r.Mood = Mood(m)
	} else if r.Mood == "" {
		r.Mood = Cheerful
	}
	if t := d.text("tradition"); t != "" {
		r.Tradition = t
	}
	if n := d.number("span"); n != 0 {
		r.Span = n
	}
	r.BeginsAtSunset = d.flag("begins_at_sunset", r.BeginsAtSunset)
	r.MoonSighting = d.flag("moon_sighting", r.MoonSighting)
	r.Certainty = Certainty(d.text("status"))
	r.From, r.To, r.skip = d.number("from"), d.number("to"), d.years("skip")
}

func readWhen(d *decoder, r *Rule) {
	on := d.text("on")
	if on != "" {
		w, err := parseWhen(on)
		if err != nil {
			d.fail(d.line("on"), "%v", err)
		}
		r.when, r.On = w, on
	}
	if n := d.number("move"); n != 0 {
		r.when.offset += n
	}
	if d.t.find("dates") != nil {
		r.listed = d.dates("dates")
	}
	r.said = d.dates("announced")
}

// check looks at a rule as a whole.
func check(file string, r *Rule) error {
	bad := func(format string, args ...any) error {
		return mistake(file, r.line, r.ID+": "+format, args...)
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
			return mistake(s.file, r.line, "%s rests on %s, which does not stand before it in this file", r.ID, r.when.rule)
		}
		seen[strings.TrimPrefix(r.ID, s.prefix())] = true
	}
	return nil
}

func (s *set) addDecree(file string, t *table, rules map[string]*Rule) error {
	d := decode(file, t)
	dec := decree{
		year: d.number("year"), source: d.text("source"), only: d.flag("only", false),
		off: d.dateTable("off"), work: d.dateTable("work"),
	}
	if dec.year == 0 || dec.source == "" {
		d.fail(t.line, "a decree needs a year and a source")
	}
	for _, list := range [][]ruleDate{dec.off, dec.work} {
		for i := range list {
			list[i].rule = s.prefix() + list[i].rule
			if rules[list[i].rule] == nil {
				d.fail(list[i].line, "there is no rule %s", list[i].rule)
			}
		}
	}
	s.decrees = append(s.decrees, dec)
	return d.done()
}

// readWeekends reads weekend = ["fri,sat from 2013-06-29", "thu,fri"].
func (s *set) readWeekends(d *decoder) {
	list, given := d.texts("weekend")
	if !given {
		list = []string{"sat,sun"}
	}
	for _, item := range list {
		var w weekendSince
		days, since, dated := strings.Cut(item, " from ")
		for _, name := range strings.Split(days, ",") {
			wd, ok := weekdays[name]
			if !ok {
				d.fail(d.line("weekend"), "%q is no weekday", name)
			}
			w.days[wd] = true
		}
		if dated {
			first, _, err := yearOrDate(since)
			if err != nil {
				d.fail(d.line("weekend"), "%v", err)
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
