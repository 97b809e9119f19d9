package almanac

import (
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"dragoman/data/calendar"

	"pgregory.net/rapid"
)

// foundIn lists "date country" of the occurrences of some rules in a year.
func foundIn(a *Almanac, y int, ids ...string) []string {
	q := year(y)
	q.IDs = ids
	var out []string
	for _, o := range a.Occurrences(q) {
		if !o.Substitute {
			out = append(out, o.Date.String()+" "+placeName(o))
		}
	}
	return out
}

func placeName(o Occurrence) string {
	if o.Region != "" {
		return o.Region
	}
	return o.Country
}

// TestAnnouncedForCountry holds that the date of a tradition's feast that was
// announced in one country wins there: for the country's own rule, for one that
// begins a day beside it, and where the country has no rule at all; and nowhere
// else.
func TestAnnouncedForCountry(t *testing.T) {
	a := load(t)
	for _, c := range []struct {
		name string
		say  Announcement
		ids  []string
		want []string
	}{
		{
			"a rule like it",
			Announcement{RuleID: "islamic.eid_al_fitr", Country: "EG", Year: 2027, Date: date(t, "2027-03-10")},
			[]string{"islamic.eid_al_fitr", "eg.eid_al_fitr", "ae.eid_al_fitr"},
			append(append(foundIn(a, 2027, "islamic.eid_al_fitr"), foundIn(a, 2027, "ae.eid_al_fitr")...), "2027-03-10 EG"),
		},
		{
			"a rule beside it",
			Announcement{RuleID: "islamic.eid_al_fitr", Country: "SA", Year: 2027, Date: date(t, "2027-03-10")},
			[]string{"sa.eid_al_fitr"},
			[]string{"2027-03-10 SA"},
		},
		{
			"no rule",
			Announcement{RuleID: "islamic.ramadan", Country: "SA", Year: 2027, Date: date(t, "2027-02-09")},
			[]string{"islamic.ramadan"},
			append(foundIn(a, 2027, "islamic.ramadan"), "2027-02-09 SA"),
		},
		{
			"a rule of the country",
			Announcement{RuleID: "eg.eid_al_fitr", Country: "EG", Year: 2027, Date: date(t, "2027-03-11")},
			[]string{"eg.eid_al_fitr"},
			[]string{"2027-03-11 EG"},
		},
		{"a rule that is not known", Announcement{RuleID: "xx.nothing", Country: "EG", Year: 2027}, []string{"eg.eid_al_fitr"}, foundIn(a, 2027, "eg.eid_al_fitr")},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.say.ID, c.say.Source = "id1", "the radio"
			b := a.With(Overlay{Announced: []Announcement{c.say}})
			got := foundIn(b, 2027, c.ids...)
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			for _, o := range b.Occurrences(Query{From: c.say.Date, To: c.say.Date, IDs: c.ids}) {
				method, source := b.Explain(o)
				if o.Date == c.say.Date && o.Country == c.say.Country &&
					(o.Status != Announced || method != "told" || source != "the radio" || o.OwnID != "id1" || o.MoonSighting) {
					t.Errorf("%s: %s by %s from %q, record %q", o.ID, o.Status, method, source, o.OwnID)
				}
			}
		})
	}
	b := a.With(Overlay{Announced: []Announcement{{RuleID: "islamic.eid_al_fitr", Country: "EG", Year: 2027, Date: date(t, "2027-03-13")}}})
	if _, ok := b.Closed(date(t, "2027-03-13"), "EG", ""); !ok {
		t.Error("Egypt works on the announced day")
	}
}

// TestAnnouncedEverywhere holds that a date for wherever a feast is kept moves
// the countries that have not announced it themselves.
func TestAnnouncedEverywhere(t *testing.T) {
	a := load(t)
	b := a.With(Overlay{Announced: []Announcement{
		{RuleID: "islamic.eid_al_adha", Year: 2028, Date: date(t, "2028-05-07")},
		{RuleID: "islamic.eid_al_adha", Country: "MA", Year: 2028, Date: date(t, "2028-05-06")},
	}})
	for id, want := range map[string]string{"islamic.eid_al_adha": "2028-05-07 ", "ae.eid_al_adha": "2028-05-07 AE", "ma.eid_al_adha": "2028-05-06 MA"} {
		if got := foundIn(b, 2028, id); len(got) == 0 || !slices.Contains(got, want) {
			if _, known := a.Rule(id); known {
				t.Errorf("%s: %v, want %v", id, got, want)
			}
		}
	}
	if got, was := foundIn(b, 2026, "sg.hari_raya_haji"), foundIn(a, 2026, "sg.hari_raya_haji"); !slices.Equal(got, was) {
		t.Errorf("another year moved: %v, was %v", got, was)
	}
}

// TestLieuOfRegion holds that a date announced for one region gives its day in
// lieu there alone, and takes no day from the rest of the country.
func TestLieuOfRegion(t *testing.T) {
	const file = `country = "XX"
source = "law"
substitute = ["sun,clash: next free"]
[[holiday]]
id = "a"
on = "06-09"
en = "A"
zh-Hans = "甲"
[[holiday]]
id = "b"
on = "06-13"
en = "B"
zh-Hans = "乙"
`
	a, err := Load(fstest.MapFS{"xx.toml": {Data: []byte(file)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, rule, region, to string
		want                   []string
	}{
		{"as the file has it", "", "", "", []string{"2027-06-09 a XX", "2027-06-13 b XX", "2027-06-14 b XX"}},
		{
			"a Sunday, there alone", "xx.a", "XX-1", "2027-06-06",
			[]string{"2027-06-06 a XX-1", "2027-06-07 a XX-1", "2027-06-09 a XX", "2027-06-13 b XX", "2027-06-14 b XX"},
		},
		{
			"the day in lieu of the country, there alone", "xx.a", "XX-1", "2027-06-14",
			[]string{"2027-06-09 a XX", "2027-06-13 b XX", "2027-06-14 a XX-1", "2027-06-14 b XX"},
		},
		{
			"a clash, there alone", "xx.b", "XX-1", "2027-06-09",
			[]string{"2027-06-09 a XX", "2027-06-09 b XX-1", "2027-06-10 b XX-1", "2027-06-13 b XX", "2027-06-14 b XX"},
		},
		{
			"the whole country", "xx.a", "", "2027-06-14",
			[]string{"2027-06-13 b XX", "2027-06-14 a XX", "2027-06-15 b XX"},
		},
	} {
		b := a
		if c.rule != "" {
			b = a.With(Overlay{Announced: []Announcement{{RuleID: c.rule, Country: "XX", Region: c.region, Year: 2027, Date: date(t, c.to)}}})
		}
		var got []string
		for _, o := range b.Occurrences(year(2027)) {
			got = append(got, o.Date.String()+" "+o.ID[len("xx."):]+" "+placeName(o))
		}
		slices.Sort(got)
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// TestAnnouncedForRegion holds that a region has its own date and the rest of
// the country keeps the old one.
func TestAnnouncedForRegion(t *testing.T) {
	a := load(t)
	was, ok := a.Reckoned("eg.eid_al_fitr", date(t, "2027-03-09"))
	if !ok {
		t.Fatal("not known")
	}
	b := a.With(Overlay{Announced: []Announcement{{RuleID: "eg.eid_al_fitr", Country: "EG", Region: "EG-ALX", Year: 2027, Date: was.Date + 3}}})
	last := was.Date + 3 + calendar.Date(was.Days()-1)
	if _, closed := b.Closed(last, "EG", "ALX"); !closed {
		t.Error("the region works on its announced day")
	}
	if _, closed := b.Closed(was.Date, "EG", "EG-ALX"); closed {
		t.Error("the region is closed on the day of the others")
	}
	if _, closed := b.Closed(was.Date, "EG", ""); !closed {
		t.Error("the country works on its day")
	}
	if _, closed := b.Closed(was.Date, "EG", "C"); !closed {
		t.Error("another region works on the day of the country")
	}
}

func TestFar(t *testing.T) {
	a := load(t)
	moon, _ := a.Reckoned("islamic.eid_al_fitr", date(t, "2027-03-15"))
	fixed, _ := a.Reckoned("de.good_friday", date(t, "2027-04-01"))
	for _, c := range []struct {
		o    Occurrence
		by   calendar.Date
		want bool
	}{{moon, 1, false}, {moon, -3, false}, {moon, 4, true}, {moon, 30, true}, {fixed, 14, false}, {fixed, -15, true}} {
		if got := c.o.Far(c.o.Date + c.by); got != c.want {
			t.Errorf("%s, %d days off: %v", c.o.ID, c.by, got)
		}
	}
}

// TestOwnRules holds on which days what the user entered falls, and for whom.
func TestOwnRules(t *testing.T) {
	a := load(t)
	for _, c := range []struct {
		name string
		rule OwnRule
		year int
		want []string
	}{
		{"every year", OwnRule{When: calendar.Partial{Calendar: calendar.Gregorian, Month: 5, Day: 2}}, 2027, []string{"2027-05-02"}},
		{"29 February", OwnRule{When: calendar.Partial{Calendar: calendar.Gregorian, Month: 2, Day: 29}}, 2027, []string{"2027-02-28"}},
		{"lunar", OwnRule{When: calendar.Partial{Calendar: calendar.Chinese, Month: 8, Day: 15}}, 2027, []string{"2027-09-15"}},
		{"twice in a year", OwnRule{When: calendar.Partial{Calendar: calendar.Hijri, Month: 9, Day: 27}}, 2030, []string{"2030-01-31"}},
		{"once", OwnRule{When: partialOf(date(t, "2027-06-01")), Days: 3}, 2027, []string{"2027-06-01"}},
		{"once, another year", OwnRule{When: partialOf(date(t, "2027-06-01"))}, 2028, nil},
		{"third Monday", OwnRule{When: calendar.Partial{Month: 10}, Nth: 3, Weekday: time.Monday}, 2027, []string{"2027-10-18"}},
		{"last Friday", OwnRule{When: calendar.Partial{Month: 11}, Nth: -1, Weekday: time.Friday}, 2027, []string{"2027-11-26"}},
		{"a fifth Monday that is not there", OwnRule{When: calendar.Partial{Month: 2}, Nth: 5, Weekday: time.Monday}, 2027, nil},
	} {
		c.rule.ID, c.rule.Name, c.rule.Kind, c.rule.Mood = "x", "Fair", Public, Cheerful
		b := a.With(Overlay{Own: []OwnRule{c.rule}})
		var got []string
		for _, o := range b.Occurrences(Query{From: calendar.NewDate(c.year, 1, 1), To: calendar.NewDate(c.year, 12, 31), IDs: []string{"own.x"}}) {
			got = append(got, o.Date.String())
			if o.Name("zh-Hans") != "Fair" || o.OwnID != "x" || !o.Own() || o.Closing() || o.Days() != max(c.rule.Days, 1) {
				t.Errorf("%s: %+v", c.name, o)
			}
		}
		if c.name == "twice in a year" {
			got = got[:1]
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestOwnRulesForWhom(t *testing.T) {
	a := load(t)
	every := calendar.Partial{Calendar: calendar.Gregorian, Month: 12, Day: 29}
	b := a.With(Overlay{Own: []OwnRule{
		{ID: "all", Kind: Observance, When: every},
		{ID: "de", Kind: Public, Country: "DE", When: every, Days: 6},
		{ID: "by", Kind: Public, Country: "AT", Region: "AT-3", When: every},
		{ID: "she", Kind: Public, Closing: true, Party: "c1", When: every, Days: 6},
	}})
	on := date(t, "2028-01-02") // the sixth day reaches into the next year
	ids := func(q Query) []string {
		q.From, q.To = date(t, "2027-12-29"), date(t, "2027-12-29")
		var out []string
		for _, o := range b.Occurrences(q) {
			if o.Own() {
				out = append(out, o.OwnID)
			}
		}
		return out
	}
	for _, c := range []struct {
		name string
		q    Query
		want []string
	}{
		{"everything", Query{}, []string{"all", "de", "by"}},
		{"nationwide", Query{Nationwide: true}, []string{"all", "de"}},
		{"a country", Query{Countries: []string{"DE"}}, []string{"all", "de"}},
		{"a tradition", Query{Traditions: []string{"islamic"}}, nil},
		{"own", Query{Traditions: []string{"own"}}, []string{"all", "de", "by"}},
		{"a kind", Query{Kinds: []string{"observance"}}, []string{"all"}},
		{"a party", Query{Parties: []string{"c1", "c2"}}, []string{"all", "de", "by", "she"}},
	} {
		if got := ids(c.q); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	if _, closed := b.Closed(on, "DE", ""); !closed {
		t.Error("the country works on its own holiday")
	}
	if _, closed := b.Closed(on, "FR", ""); closed {
		t.Error("another country is closed")
	}
	if o, closed := b.ClosedParty(on, "", "c1"); !closed || !o.Closing() || o.Party() != "c1" {
		t.Error("the party works")
	}
	if _, closed := b.ClosedParty(on, "", "c2"); closed {
		t.Error("another party is closed")
	}
	if got := b.ClosedParties(on, on); len(got) != 1 {
		t.Errorf("closed: %v", got)
	}
	if r, ok := b.Rule("own.de"); !ok || r.Kind != Public {
		t.Error("the rule is not known")
	}
	if n := len(b.Rules()) - len(a.Rules()); n != 3 {
		t.Errorf("%d rules more; a closing of one party is not searched for", n)
	}
}

// TestMourningHoldsBackWishes holds that on an own day of mourning nothing
// cheerful is offered there, whatever else is kept.
func TestMourningHoldsBackWishes(t *testing.T) {
	a := load(t)
	on := date(t, "2026-12-24")
	o, ok := a.Reckoned("de.christmas", on)
	if !ok || len(a.Wishes(o.ID, o, on)) == 0 {
		t.Skip("no wish to hold back")
	}
	b := a.With(Overlay{Own: []OwnRule{{ID: "m", Kind: Mourning, Mood: NoWish, Country: "DE", When: partialOf(on)}}})
	for _, w := range b.Wishes(o.ID, o, on) {
		if w.Tone == Cheerful {
			t.Errorf("%q is wished", w.Text)
		}
	}
	c := a.With(Overlay{Own: []OwnRule{{ID: "m", Kind: Mourning, Mood: NoWish, Country: "FR", When: partialOf(on)}}})
	if len(c.Wishes(o.ID, o, on)) != len(a.Wishes(o.ID, o, on)) {
		t.Error("mourning elsewhere holds wishes back")
	}
}

// TestAnnouncementMovesOneFeast holds for any announcement that no other feast
// changes in the year, and that without it all is as before.
func TestAnnouncementMovesOneFeast(t *testing.T) {
	a := load(t)
	var moon []Rule
	for _, r := range a.Rules() {
		if r.MoonSighting && r.Country == "" {
			moon = append(moon, r)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		r := rapid.SampledFrom(moon).Draw(rt, "rule")
		y := rapid.IntRange(2027, 2040).Draw(rt, "year")
		country := rapid.SampledFrom(append(a.Countries(), "")).Draw(rt, "country")
		base, ok := a.Reckoned(r.ID, calendar.NewDate(y, 7, 1))
		if !ok || base.Date.Year() != y {
			return
		}
		by := calendar.Date(rapid.IntRange(-2, 2).Draw(rt, "by"))
		b := a.With(Overlay{Announced: []Announcement{{RuleID: r.ID, Country: country, Year: y, Date: base.Date + by}}})
		q := Query{From: calendar.NewDate(y, 1, 1), To: calendar.NewDate(y, 12, 31), Nationwide: true}
		if country != "" {
			q.Countries, q.Traditions = []string{country}, a.Traditions()
		}
		set := func(al *Almanac) map[string]bool {
			out := map[string]bool{}
			for _, o := range al.Occurrences(q) {
				if x, _ := a.Rule(o.ID); o.ID != r.ID && !sameFeast(&x, &r) && !o.Substitute && x.On != "" && x.when.basis != onRule && x.when.basis != onBetween {
					out[o.ID+o.Date.String()] = true
				}
			}
			return out
		}
		was, is := set(a), set(b)
		for k := range was {
			if !is[k] {
				rt.Fatalf("%s is gone after %s in %q", k, r.ID, country)
			}
		}
		for k := range is {
			if !was[k] {
				rt.Fatalf("%s is new after %s in %q", k, r.ID, country)
			}
		}
	})
}
