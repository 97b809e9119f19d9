package almanac

import (
	"strings"
	"testing"

	"dragoman/data/calendar"
)

// datesOfRule lists the dates of a rule in a year, days in lieu marked with *.
func datesOfRule(a *Almanac, id string, y int) string {
	q := year(y)
	q.IDs = []string{id}
	var list []string
	for _, o := range a.Occurrences(q) {
		s := o.Date.String()
		if o.Date.Year() != y {
			continue
		}
		if o.Substitute {
			s += "*"
		}
		list = append(list, s)
	}
	return strings.Join(list, " ")
}

func TestDates(t *testing.T) {
	a := load(t)
	for _, test := range []struct {
		id   string
		year int
		want string
	}{
		// two Eids in a year, and none of the first outside the calendar
		{"islamic.eid_al_fitr", 2033, "2033-01-03 2033-12-23"},
		{"islamic.eid_al_fitr", 2000, "2000-01-08 2000-12-27"},
		{"islamic.eid_al_fitr", 1930, ""},
		{"islamic.eid_al_fitr", 2090, ""},
		// neighbours whose years differ
		{"chinese.spring_festival", 2027, "2027-02-06"},
		{"korean.seollal", 2027, "2027-02-07"},
		{"chinese.spring_festival", 2028, "2028-01-26"},
		{"korean.seollal", 2028, "2028-01-27"},
		{"chinese.spring_festival", 2030, "2030-02-03"},
		{"vietnamese.tet", 2030, "2030-02-02"},
		{"chinese.new_years_eve", 2027, "2027-02-05"},
		{"chinese.qingming", 2026, "2026-04-05"},
		{"chinese.winter_solstice", 2026, "2026-12-22"},
		// Hebrew shifts
		{"jewish.yom_haatzmaut", 2025, "2025-05-01"},
		{"jewish.yom_hazikaron", 2025, "2025-04-30"},
		{"jewish.yom_haatzmaut", 2024, "2024-05-14"},
		{"jewish.yom_haatzmaut", 2026, "2026-04-22"},
		{"jewish.tisha_bav", 2025, "2025-08-03"},
		{"jewish.purim", 2024, "2024-03-24"},
		{"jewish.purim", 2025, "2025-03-14"},
		{"jewish.yom_kippur", 2027, "2027-10-11"},
		// Persian and Orthodox
		{"persian.nowruz", 2025, "2025-03-21"},
		{"persian.nowruz", 2026, "2026-03-21"},
		{"persian.yalda", 2026, "2026-12-21"},
		{"orthodox.easter", 2027, "2027-05-02"},
		{"orthodox.christmas_old", 2027, "2027-01-07"},
		// civic rules
		{"international.black_friday", 2026, "2026-11-27"},
		{"international.mothers_day", 2027, "2027-05-09"},
		{"christian.advent_1", 2026, "2026-11-29"},
		{"christian.repentance_day", 2026, "2026-11-18"},
		// substitution that composes
		{"jp.constitution_day", 2026, "2026-05-03 2026-05-06*"},
		{"jp.citizens_holiday", 2026, "2026-09-22"},
		{"jp.citizens_holiday", 2027, ""},
		{"us.independence_day", 2026, "2026-07-03* 2026-07-04"},
		{"us.new_year", 2021, "2021-01-01 2021-12-31*"},
		{"gb.christmas", 2021, "2021-12-25 2021-12-27*"},
		{"gb.boxing_day", 2021, "2021-12-26 2021-12-28*"},
		{"gb.christmas", 2022, "2022-12-25 2022-12-27*"},
		{"kr.chuseok", 2025, "2025-10-05 2025-10-08*"},
		{"kr.childrens_day", 2025, "2025-05-05"},
		{"kr.buddha_birthday", 2025, "2025-05-05 2025-05-06*"},
		{"hk.lunar_new_year_1", 2023, "2023-01-25"},
		{"sg.deepavali", 2026, "2026-11-08 2026-11-09*"},
		{"sa.national_day", 2026, "2026-09-23"},
		{"sa.national_day", 2022, "2022-09-22* 2022-09-23"},
		{"th.songkran", 2024, "2024-04-13 2024-04-16*"},
		// laws that changed
		{"ua.christmas", 2027, "2027-12-25"},
		{"ua.christmas_old", 2027, ""},
		{"ua.christmas_old", 2021, "2021-01-07"},
		{"us.juneteenth", 2020, ""},
		{"dk.great_prayer_day", 2024, ""},
		{"cn.spring_festival_eve", 2024, ""},
		{"cn.spring_festival_eve", 2025, "2025-01-28"},
		// tables end where they end
		{"in.diwali", 2026, "2026-11-08"},
		{"in.diwali", 2040, ""},
		{"nz.matariki", 2027, "2027-06-25"},
	} {
		if _, ok := a.Rule(test.id); !ok {
			t.Errorf("there is no rule %s", test.id)
			continue
		}
		if got := datesOfRule(a, test.id, test.year); got != test.want {
			t.Errorf("%s in %d: %q, not %q", test.id, test.year, got, test.want)
		}
	}
}

func TestChinaByDecree(t *testing.T) {
	a := load(t)
	q := year(2026)
	q.Countries = []string{"CN"}
	worked := map[string]bool{}
	for _, o := range a.Occurrences(q) {
		if o.Kind == Workday {
			worked[o.Date.String()] = true
			if o.Status != Announced {
				t.Errorf("the working day %s is %s", o.Date, o.Status)
			}
		}
	}
	for _, d := range strings.Fields("2026-01-04 2026-02-14 2026-02-28 2026-05-09 2026-09-20 2026-10-10") {
		if !worked[d] {
			t.Errorf("%s is no working day", d)
		}
		if _, ok := a.Workday(date(t, d), "CN"); !ok {
			t.Errorf("Workday does not know %s", d)
		}
	}
	if len(worked) != 6 {
		t.Errorf("there are %d working days", len(worked))
	}
	if o, ok := a.Closed(date(t, "2026-02-20"), "CN", ""); !ok || o.Of != "" && o.Of != "cn.spring_festival" {
		t.Errorf("2026-02-20 is not closed: %v", o.ID)
	}
}

func TestClosedByRegion(t *testing.T) {
	a := load(t)
	for _, test := range []struct {
		day, country, region string
		want                 bool
	}{
		{"2026-06-04", "DE", "", false},
		{"2026-06-04", "DE", "BY", true},
		{"2026-06-04", "DE", "DE-BY", true},
		{"2026-06-04", "DE", "BE", false},
		{"2026-03-08", "DE", "BE", true},
		{"2026-12-25", "DE", "", true},
		{"2026-05-26", "US", "", false},
		{"2026-03-21", "SA", "", true}, // third day of the Eid holiday
		{"2026-06-24", "CA", "QC", true},
		{"2026-06-24", "CA", "ON", false},
		{"2026-04-25", "XX", "", false},
	} {
		if _, got := a.Closed(date(t, test.day), test.country, test.region); got != test.want {
			t.Errorf("%s is closed on %s: %v", test.country+test.region, test.day, got)
		}
	}
}

func TestQuery(t *testing.T) {
	a := load(t)
	q := year(2026)
	q.Countries = []string{"DE"}
	all := a.Occurrences(q)
	q.Nationwide = true
	whole := a.Occurrences(q)
	q.Nationwide, q.Regions = false, []string{"DE-BY"}
	bavaria := a.Occurrences(q)
	if len(whole) >= len(bavaria) || len(bavaria) >= len(all) {
		t.Errorf("%d in the whole country, %d in Bavaria, %d in all", len(whole), len(bavaria), len(all))
	}
	q = Query{From: date(t, "2026-12-06"), To: date(t, "2026-12-06"), Traditions: []string{"jewish"}}
	if list := a.Occurrences(q); len(list) != 1 || list[0].ID != "jewish.hanukkah" || list[0].Date != date(t, "2026-12-05") {
		t.Errorf("the second day of Hanukkah gives %v", list)
	}
	q = year(2026)
	q.Countries, q.Kinds = []string{"IL"}, []string{"mourning"}
	for _, o := range a.Occurrences(q) {
		if o.Kind != Mourning {
			t.Errorf("%s is %s", o.ID, o.Kind)
		}
	}
	q = year(2026)
	for i, list := 1, a.Occurrences(q); i < len(list); i++ {
		if list[i].Date < list[i-1].Date {
			t.Fatal("not in the order of dates")
		}
	}
}

func TestNames(t *testing.T) {
	a := load(t)
	q := year(2026)
	q.IDs = []string{"jp.constitution_day"}
	list := a.Occurrences(q)
	if len(list) != 2 {
		t.Fatalf("there are %d days", len(list))
	}
	for _, test := range []struct{ lang, first, second string }{
		{"en", "Constitution Memorial Day", "Constitution Memorial Day (day in lieu)"},
		{"zh-Hans", "宪法纪念日", "宪法纪念日（补假）"},
		{"ja", "憲法記念日", "振替休日"},
		{"fr", "Constitution Memorial Day", "Constitution Memorial Day (day in lieu)"},
	} {
		if got := list[0].Name(test.lang); got != test.first {
			t.Errorf("%s: %s", test.lang, got)
		}
		if got := list[1].Name(test.lang); got != test.second {
			t.Errorf("%s: %s", test.lang, got)
		}
	}
	if got := list[1].LocalName(); got != "振替休日" {
		t.Errorf("the local name is %s", got)
	}
	r, _ := a.Rule("hk.christmas")
	if r.LocalName() != "聖誕節" || r.Name("zh-Hans") != "圣诞节" || r.Name("zh-Hant") != "聖誕節" {
		t.Errorf("Hong Kong: %s, %s, %s", r.LocalName(), r.Name("zh-Hans"), r.Name("zh-Hant"))
	}
}

func TestCertainty(t *testing.T) {
	a := load(t)
	for _, test := range []struct {
		id     string
		year   int
		status Certainty
		moon   bool
		method string
	}{
		{"islamic.eid_al_fitr", 2027, Estimated, true, "calendar.hijri"},
		{"sg.hari_raya_puasa", 2026, Announced, false, "announced"},
		{"in.diwali", 2026, Tabulated, false, "table"},
		{"de.christmas", 2026, Computed, false, "fixed"},
		{"de.good_friday", 2026, Computed, false, "easter"},
		{"us.thanksgiving", 2026, Computed, false, "weekday"},
		{"chinese.mid_autumn", 2026, Computed, false, "calendar.chinese"},
		{"jp.vernal_equinox", 2026, Computed, false, "solar_term"},
		{"il.yom_hazikaron", 2026, Computed, false, "relative"},
	} {
		q := year(test.year)
		q.IDs = []string{test.id}
		list := a.Occurrences(q)
		if len(list) == 0 {
			t.Errorf("%s is missing", test.id)
			continue
		}
		o := list[0]
		method, source := a.Explain(o)
		if o.Status != test.status || o.MoonSighting != test.moon || method != test.method || source == "" {
			t.Errorf("%s: %s, moon %v, by %s from %q", test.id, o.Status, o.MoonSighting, method, source)
		}
	}
}

func TestAnnounce(t *testing.T) {
	a := load(t)
	b := a.Announce("SA", "eid_al_fitr", 2027, date(t, "2027-03-10"))
	c := b.Announce("", "islamic.eid_al_fitr", 2033, date(t, "2033-12-24"))
	if got := datesOfRule(b, "sa.eid_al_fitr", 2027); !strings.HasPrefix(got, "2027-03-10") {
		t.Errorf("the announced day is not there: %s", got)
	}
	if got := datesOfRule(c, "islamic.eid_al_fitr", 2033); got != "2033-01-03 2033-12-24" {
		t.Errorf("the nearer of two should move: %s", got)
	}
	if got := datesOfRule(c, "sa.eid_al_fitr", 2027); !strings.HasPrefix(got, "2027-03-10") {
		t.Errorf("the earlier announcement is lost: %s", got)
	}
	if got := datesOfRule(a, "sa.eid_al_fitr", 2027); strings.HasPrefix(got, "2027-03-10") {
		t.Errorf("the first almanac has changed: %s", got)
	}
	q := year(2027)
	q.IDs = []string{"sa.eid_al_fitr"}
	o := b.Occurrences(q)[0]
	if method, _ := b.Explain(o); o.Status != Announced || method != "told" || o.MoonSighting {
		t.Errorf("it is %s by %s", o.Status, method)
	}
}

// TestNothingOutsideItsRange looks through two centuries: a rule answers only
// in its years.
func TestNothingOutsideItsRange(t *testing.T) {
	a := load(t)
	rules := map[string]Rule{}
	for _, r := range a.Rules() {
		rules[r.ID] = r
	}
	q := Query{From: calendar.NewDate(1900, 1, 1), To: calendar.NewDate(2100, 12, 31), Countries: []string{"CN", "JP", "KR", "SA", "IL", "IR"}, Traditions: a.Traditions()}
	for _, o := range a.Occurrences(q) {
		r := rules[o.ID]
		if !o.Substitute && o.Kind != Workday && (r.From != 0 && o.Date.Year() < r.From || r.To != 0 && o.Date.Year() > r.To) && o.Status != Announced {
			t.Errorf("%s on %s is outside its years", o.ID, o.Date)
		}
		if o.End < o.Date {
			t.Errorf("%s ends before it begins", o.ID)
		}
	}
}

// TestCalendarsOfAsia checks rules beyond their tables: a Thai feast a month
// later in a year with a second eighth month, the year's first day where the
// last month skips a day, and the first of two Tibetan months.
func TestCalendarsOfAsia(t *testing.T) {
	cache := newMonthCache()
	for _, c := range []struct {
		on   string
		year int
		want string
		est  bool
	}{
		{"thai-lunar late 6-15", 2026, "2026-05-31", false},
		{"thai-lunar 6-15", 2026, "2026-05-01", false},
		{"thai-lunar late 8-15", 2026, "2026-07-29", false},
		{"thai-lunar late 3-15", 2025, "2025-02-12", false},
		{"thai-lunar late 12-15", 2026, "2026-11-24", false},
		{"thai-lunar late 6-15", 2029, "2029-05-27", true},
		{"burmese 8-25", 2026, "2026-12-04", false},
		{"burmese 4-15", 2029, "2029-07-25", true},
		{"mongolian 12-last +1", 2025, "2025-03-01", false},
		{"mongolian 12-last +1", 2026, "2026-02-18", false},
		{"tibetan 12-last +1", 2019, "2019-02-05", false}, // a year that begins with its leap month
		{"tibetan first 9-22", 2021, "2021-10-27", false},
		{"tibetan 9-22", 2021, "2021-11-26", false},
		{"tibetan first 1-15", 2019, "2019-02-19", false},
		{"hindu-lunar 1-1", 2026, "2026-03-19", false}, // the tithi sees no sunrise
		{"tamil 1-1", 2026, "2026-04-14", false},
	} {
		w, err := parseWhen(c.on)
		if err != nil {
			t.Errorf("%s: %v", c.on, err)
			continue
		}
		found := w.dates(c.year, cache)
		if len(found) != 1 || found[0].date.String() != c.want || found[0].estimated != c.est {
			t.Errorf("%s in %d: %v, want %s, estimated: %v", c.on, c.year, found, c.want, c.est)
		}
	}
	for _, on := range []string{"burmese late 6-15", "thai-lunar first 6-15"} {
		if _, err := parseWhen(on); err == nil {
			t.Errorf("%q was read", on)
		}
	}
}
