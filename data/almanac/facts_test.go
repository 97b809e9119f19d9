package almanac

import (
	"os"
	"strings"
	"testing"

	"dragoman/data/calendar"
)

// TestFacts holds what every seller across cultures must have right.
func TestFacts(t *testing.T) {
	a := load(t)
	for _, test := range []struct {
		id   string
		year int
		want string
	}{
		// two Eids in a year
		{"islamic.eid_al_fitr", 2000, "2000-01-08 2000-12-27"},
		{"islamic.eid_al_fitr", 2033, "2033-01-03 2033-12-23"},
		{"islamic.eid_al_fitr", 2065, "2065-01-08 2065-12-29"},
		// neighbours do not share their New Year
		{"chinese.spring_festival", 2030, "2030-02-03"},
		{"vietnamese.tet", 2030, "2030-02-02"},
		{"chinese.spring_festival", 2027, "2027-02-06"},
		{"korean.seollal", 2027, "2027-02-07"},
		{"chinese.spring_festival", 2028, "2028-01-26"},
		{"korean.seollal", 2028, "2028-01-27"},
		{"tibetan.losar", 2026, "2026-02-18"},
		{"tibetan.losar", 2027, "2027-02-07"},
		{"mongolian.tsagaan_sar", 2026, "2026-02-18"},
		{"mongolian.tsagaan_sar", 2027, "2027-02-07"},
		// Japan: a Sunday in a row of holidays
		{"jp.constitution_day", 2026, "2026-05-03 2026-05-06*"},
		// Songkran is three days, and a weekend in it gives days in lieu
		{"th.songkran", 2026, "2026-04-13"},
		{"kh.khmer_new_year", 2026, "2026-04-14 2026-04-15 2026-04-16"},
		{"la.lao_new_year", 2026, "2026-04-14 2026-04-15 2026-04-16"},
		// Vesak by country in one year
		{"th.visakha_bucha", 2026, "2026-05-31 2026-06-01*"},
		{"sg.vesak", 2026, "2026-05-31 2026-06-01*"},
		{"kh.visak_bochea", 2026, "2026-05-01"},
		{"in.buddha_purnima", 2026, "2026-05-01"},
		{"lk.vesak", 2026, "2026-05-01"},
		{"kr.buddha_birthday", 2026, "2026-05-24 2026-05-25*"},
		{"hk.buddha_birthday", 2026, "2026-05-24 2026-05-25*"},
		// Ukraine: the old Christmas, then both, then the new one, which is a
		// working day under martial law
		{"ua.christmas_old", 2016, "2016-01-07"},
		{"ua.christmas_working", 2016, ""},
		{"ua.christmas_old", 2018, "2018-01-07 2018-01-08*"},
		{"ua.christmas_working", 2018, "2018-12-25"},
		{"ua.christmas_old", 2023, ""},
		{"ua.christmas_old_kept", 2024, "2024-01-07"},
		{"ua.christmas", 2024, "2024-12-25"},
	} {
		if _, ok := a.Rule(test.id); !ok {
			t.Errorf("there is no rule %s", test.id)
		} else if got := datesOfRule(a, test.id, test.year); got != test.want {
			t.Errorf("%s in %d: %q, not %q", test.id, test.year, got, test.want)
		}
	}
}

// TestWeekendsMoved holds that days in lieu follow the weekend of their time.
func TestWeekendsMoved(t *testing.T) {
	a := load(t)
	for _, test := range []struct{ country, day, want string }{
		{"AE", "2021-12-31", "Fri Sat"},
		{"AE", "2022-01-01", "Sun Sat"},
		{"SA", "2013-06-01", "Thu Fri"},
		{"SA", "2013-07-01", "Fri Sat"},
	} {
		var got []string
		for i, off := range a.Weekend(test.country, date(t, test.day)) {
			if off {
				got = append(got, (calendar.NewDate(2026, 11, 22) + calendar.Date(i)).Weekday().String()[:3])
			}
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s on %s: %s, not %s", test.country, test.day, s, test.want)
		}
	}
}

// TestCountriesOfBusiness holds that no market is without rules: G20, EU,
// ASEAN, GCC here, and the list of markets where it is at hand.
func TestCountriesOfBusiness(t *testing.T) {
	a := load(t)
	have := map[string]bool{}
	for _, c := range a.Countries() {
		have[c] = true
	}
	if len(have) < 120 {
		t.Errorf("there are only %d countries", len(have))
	}
	const groups = `AR AU BR CA CN FR DE IN ID IT JP KR MX RU SA ZA TR GB US
		AT BE BG HR CY CZ DK EE FI GR HU IE LV LT LU MT NL PL PT RO SK SI ES SE
		BN KH LA MY MM PH SG TH VN TL AE BH KW OM QA HK MO TW`
	for _, c := range strings.Fields(groups) {
		if !have[c] {
			t.Errorf("%s has no rules", c)
		}
	}
	if text, err := os.ReadFile("../../../shared/reference/markets.csv"); err != nil {
		t.Log("the list of markets is not here:", err)
	} else {
		for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
			if c, _, _ := strings.Cut(line, ","); i > 0 && len(c) == 2 && !have[c] {
				t.Errorf("the market %s has no rules", c)
			}
		}
	}
	// cantons, entities and martial law leave little for the whole country
	few := map[string]bool{"SA": true, "QA": true, "CH": true, "BA": true, "UA": true, "GB": true}
	closed := 0
	for c := range have {
		q := year(2026)
		q.Countries, q.Kinds, q.Nationwide = []string{c}, []string{"public"}, true
		n := len(a.Occurrences(q))
		closed += n
		if n < 5 && !few[c] {
			t.Errorf("%s has only %d public holidays in 2026", c, n)
		}
	}
	t.Logf("%d countries, %d public holidays in 2026", len(have), closed)
}

// TestDistinctTraditions counts the holidays of traditions honestly: one name
// or one base date counts once in a tradition, and a feast that another
// tradition has under the same name counts once in all.
func TestDistinctTraditions(t *testing.T) {
	names, places := map[string]string{}, map[string]string{}
	for _, r := range load(t).Rules() {
		if r.Country != "" {
			continue
		}
		name := strings.ToLower(r.Name("en"))
		if _, twice := names[name]; !twice {
			names[name] = r.ID
		} else {
			t.Logf("%s and %s are both %s", names[name], r.ID, r.Name("en"))
		}
		if place := r.Tradition + " " + r.On; r.On != "" {
			if other, twice := places[place]; twice {
				t.Logf("%s and %s are both on %s", other, r.ID, r.On)
			}
			places[place] = r.ID
		}
	}
	t.Logf("%d distinct holidays of traditions", len(names))
	if len(names) < 350 {
		t.Errorf("there are only %d distinct holidays of traditions", len(names))
	}
}

// TestDecreesByYear holds that those who publish their working weekends have
// an overlay for each of the years in which they ordered some, and that every
// working weekend is announced with a source.
func TestDecreesByYear(t *testing.T) {
	a := load(t)
	for country, want := range map[string]string{
		"CN": "2020:6 2021:7 2022:7 2023:7 2024:8 2025:5 2026:6",
		"TW": "2020:3 2021:2 2022:1 2023:6 2024:1 2025:1 2026:0",
		"RU": "2020:0 2021:1 2022:1 2023:0 2024:3 2025:1 2026:0",
		"HU": "2020:2 2021:1 2022:2 2023:0 2024:3 2025:3 2026:3",
		"VN": "2020:0 2024:1 2025:0",
		"HK": "2020:0 2026:0", "JP": "2026:0", "KR": "2026:0",
	} {
		for _, s := range strings.Fields(want) {
			text, n, _ := strings.Cut(s, ":")
			y := date(t, text+"-01-01").Year()
			q := year(y)
			q.Countries, q.Kinds = []string{country}, []string{string(Workday)}
			days := a.Occurrences(q)
			for _, o := range days {
				if method, source := a.Explain(o); method != "decree" || source == "" || o.Status != Announced {
					t.Errorf("%s %s: %s from %q", country, o.Date, method, source)
				}
			}
			if got := string(rune('0' + len(days))); got != n {
				t.Errorf("%s works on %s weekend days in %d, not %s", country, got, y, n)
			}
		}
	}
}

// TestNotKnown holds that nothing is made up outside the years of the almanac.
func TestNotKnown(t *testing.T) {
	a := load(t)
	for _, y := range []int{1582, 1899, 2202, 2300, 9999} {
		if list := a.Occurrences(year(y)); len(list) != 0 {
			t.Errorf("%d has %d holidays, such as %s", y, len(list), list[0].ID)
		}
		if o, ok := a.Closed(calendar.NewDate(y, 1, 1), "DE", ""); ok {
			t.Errorf("%s is closed for %s", o.Date, o.ID)
		}
	}
	q := Query{From: calendar.NewDate(1, 1, 1), To: calendar.NewDate(9999, 12, 31), IDs: []string{"jp.new_year"}}
	if n := len(a.Occurrences(q)); n == 0 || n > LastYear-FirstYear+50 {
		t.Errorf("%d New Years in all", n)
	}
}
