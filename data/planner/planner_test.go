package planner

import (
	"context"
	"slices"
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/data/calendar"
)

func load(t testing.TB) *Planner {
	t.Helper()
	p, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestWindow(t *testing.T) {
	p := load(t)
	stated := book.Hours{Start: 8 * 60, End: 16*60 + 30, PauseStart: 12 * 60, PauseEnd: 13 * 60}
	riyadh := book.Hours{Start: 9 * 60, End: 17 * 60, PauseStart: 12*60 + 30, PauseEnd: 13*60 + 30}
	for _, x := range []struct {
		name   string
		c      book.CustomerRow
		at     string // UTC
		reason Reason
		local  string
		until  string // or when it opens
	}{
		{"Riyadh on a Monday morning", book.CustomerRow{Country: "SA", Hours: riyadh}, "2026-11-23T09:14", Open, "12:14", "12:30"},
		{"Riyadh in the pause", book.CustomerRow{Country: "SA", Hours: riyadh}, "2026-11-23T09:45", Pause, "12:45", "13:30"},
		{"Riyadh on a Friday", book.CustomerRow{Country: "SA", Hours: riyadh}, "2026-11-27T09:00", Weekend, "12:00", "2026-11-29 09:00"},
		{"Dubai on a Friday since 2022", book.CustomerRow{Country: "AE"}, "2026-11-27T08:00", Open, "12:00", "18:00"},
		{"Dubai on a Friday before 2022", book.CustomerRow{Country: "AE"}, "2021-11-26T08:00", Weekend, "12:00", "2021-11-28 09:00"},
		{"half-hour zone", book.CustomerRow{Country: "IN", TimeZone: "Asia/Kolkata"}, "2026-11-23T05:00", Open, "10:30", "18:30"},
		{"quarter-hour zone", book.CustomerRow{Country: "NP"}, "2026-11-23T05:00", Open, "10:45", "18:00"},
		{"Labour Thanksgiving Day", book.CustomerRow{Country: "JP"}, "2026-11-23T02:00", Holiday, "11:00", "2026-11-24 09:00"},
		{"Thanksgiving", book.CustomerRow{Country: "US"}, "2026-11-26T16:00", Holiday, "11:00", "2026-11-27 09:00"},
		{"before hours", book.CustomerRow{Country: "BR"}, "2026-11-23T09:14", BeforeHours, "06:14", "2026-11-23 09:00"},
		{"after hours", book.CustomerRow{Country: "DE"}, "2026-11-23T17:30", AfterHours, "18:30", "2026-11-24 08:00"},
		{"summer time in Berlin", book.CustomerRow{Country: "DE"}, "2026-07-01T06:30", Open, "08:30", "17:00"},
		{"stated hours win", book.CustomerRow{Country: "DE", Hours: stated}, "2026-11-23T14:00", Open, "15:00", "16:30"},
		{"stated days off win", book.CustomerRow{Country: "DE", Hours: book.Hours{Weekend: []int{1}}}, "2026-11-23T10:00", Weekend, "11:00", "2026-11-24 08:00"},
		{"stated zone wins", book.CustomerRow{Country: "US", TimeZone: "America/Los_Angeles"}, "2026-11-23T17:30", Open, "09:30", "17:00"},
		{"nothing known", book.CustomerRow{}, "2026-11-23T10:00", NoZone, "", ""},
	} {
		at, err := time.Parse("2006-01-02T15:04", x.at)
		if err != nil {
			t.Fatal(err)
		}
		w := p.Window(x.c, at)
		if w.Reason != x.reason {
			t.Errorf("%s: %s, want %s", x.name, w.Reason, x.reason)
			continue
		}
		if x.reason == NoZone {
			continue
		}
		if got := w.Local.Format("15:04"); got != x.local {
			t.Errorf("%s: local time %s, want %s", x.name, got, x.local)
		}
		edge := w.Until
		if !w.Open() {
			edge = w.Opens
		}
		if got := edge.Format("2006-01-02 15:04"); got != x.until && edge.Format("15:04") != x.until {
			t.Errorf("%s: until or opens %s, want %s", x.name, got, x.until)
		}
	}
}

func TestClash(t *testing.T) {
	p := load(t)
	day := func(s string) calendar.Date {
		d, err := calendar.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, x := range []struct {
		name, country, due string
		reason             Reason
		before, after      string
	}{
		{"Thanksgiving", "US", "2026-11-26", Holiday, "2026-11-25", "2026-11-27"},
		{"a Saturday in Germany", "DE", "2026-11-28", Weekend, "2026-11-27", "2026-11-30"},
		{"a Friday in Riyadh", "SA", "2026-11-27", Weekend, "2026-11-26", "2026-11-29"},
		{"a working day", "DE", "2026-11-25", "", "", ""},
		{"a working Saturday in China", "CN", "2026-02-14", "", "", ""},
	} {
		c, clash := p.Clash(book.CustomerRow{Country: x.country}, day(x.due))
		if clash != (x.reason != "") || c.Reason != x.reason {
			t.Errorf("%s: %v %s, want %s", x.name, clash, c.Reason, x.reason)
			continue
		}
		if clash && (c.Before.String() != x.before || c.After.String() != x.after) {
			t.Errorf("%s: %s or %s, want %s or %s", x.name, c.Before, c.After, x.before, x.after)
		}
	}
}

// fake answers like a book with the given countries and stated traditions.
type fake struct{ countries, observances map[string]int }

func (f fake) Facets(context.Context) (book.Facets, error) {
	var out book.Facets
	for c, n := range f.countries {
		out.Countries = append(out.Countries, book.Facet{Value: c, Count: n})
	}
	return out, nil
}

func (f fake) Count(_ context.Context, q book.CustomerFilter) (int, error) {
	n := 0
	if q.Concerned != nil {
		for _, c := range q.Concerned.Countries {
			n += f.countries[c]
		}
		q.Observances = q.Concerned.Observances
	}
	for _, o := range q.Observances {
		n += f.observances[o]
	}
	return n, nil
}

func TestComing(t *testing.T) {
	p := load(t)
	got, err := p.Coming(context.Background(), fake{countries: map[string]int{"US": 4, "JP": 2}}, calendar.NewDate(2026, 11, 23), 10, 10)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, c := range got {
		count[c.Name("en")] = c.Count
		if c.Tradition == "islamic" || c.Tradition == "jewish" {
			t.Errorf("%s is offered although nobody said that they keep it", c.ID)
		}
	}
	if count["Thanksgiving Day"] != 4 && count["Thanksgiving"] != 4 {
		t.Errorf("Thanksgiving for four customers is missing: %v", count)
	}
	for i := 1; i < len(got); i++ {
		if got[i].Date < got[i-1].Date {
			t.Error("not in the order of dates")
		}
	}
}

func TestNeverFromCountryToFaith(t *testing.T) {
	p := load(t)
	for _, o := range p.Holidays(book.CustomerRow{Country: "DE"}, calendar.NewDate(2026, 1, 1), 365) {
		if o.Country != "DE" {
			t.Errorf("%s of no country is shown to somebody who told us nothing", o.ID)
		}
	}
	told := p.Holidays(book.CustomerRow{Country: "DE", Observances: []string{"jewish"}}, calendar.NewDate(2026, 1, 1), 365)
	if !containsTradition(told, "jewish") {
		t.Error("what a customer told us is not used")
	}
}

func containsTradition(os []almanac.Occurrence, t string) bool {
	for _, o := range os {
		if o.Tradition == t && o.Country == "" {
			return true
		}
	}
	return false
}

func TestWarmth(t *testing.T) {
	now := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	if _, ok := Warmth(book.Cadence{}, now, now); ok {
		t.Error("warmth without an agreed cadence")
	}
	if w, _ := Warmth(book.Cadence{Ideal: 30}, now.AddDate(0, 0, -30), now); w < 0.49 || w > 0.51 {
		t.Errorf("half way: %v", w)
	}
	if w, ok := Warmth(book.Cadence{Ideal: 30}, time.Time{}, now); !ok || w != 0 {
		t.Errorf("never reached: %v %v", w, ok)
	}
}

func BenchmarkHolidaysOfFiftyCustomers(b *testing.B) {
	p := load(b)
	countries := p.Almanac.Countries()
	for b.Loop() {
		for i := range 50 {
			p.Holidays(book.CustomerRow{Country: countries[i%len(countries)]}, calendar.NewDate(2026, 11, 1), 30)
		}
	}
}

// A day that only a branch of a faith keeps is not held up to everybody of it:
// that somebody told us of Islam does not say that they keep the birthday of
// Ali.
func TestADayOfABranchStaysWhereItIsKept(t *testing.T) {
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	p := &Planner{Almanac: a}
	from := calendar.NewDate(2026, 11, 26)
	has := func(country, feast string) bool {
		c := book.CustomerRow{ID: "x", Country: country, Observances: []string{"islamic"}}
		return slices.ContainsFunc(p.Holidays(c, from, 400), func(o almanac.Occurrence) bool { return o.ID == feast || p.feast(o) == feast })
	}
	for _, c := range []struct {
		country, feast string
		want           bool
	}{
		{"MY", "islamic.birthday_of_ali", false},
		{"MY", "islamic.eid_al_ghadir", false},
		{"MY", "islamic.eid_al_fitr", true},
		{"", "islamic.birthday_of_ali", false},
		{"IR", "islamic.birthday_of_ali", true},
		{"IQ", "islamic.birthday_of_ali", true},
	} {
		if got := has(c.country, c.feast); got != c.want {
			t.Errorf("%s in %q: %v", c.feast, c.country, got)
		}
	}
	for _, o := range a.Occurrences(almanac.Query{From: from, To: from + 400, IDs: []string{"islamic.birthday_of_ali"}}) {
		if w := p.ConcernedBy(o); !slices.Equal(w.Within, []string{"IR", "IQ"}) || !slices.Contains(w.Observances, "islamic") {
			t.Errorf("%+v", w)
		}
	}
}
