package calendar

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"dragoman/data/almanac"
	cal "dragoman/data/calendar"
)

func TestMonthSpan(t *testing.T) {
	for _, c := range []struct {
		month    cal.Date
		first    time.Weekday
		from, to string
	}{
		{cal.NewDate(2027, 2, 1), time.Monday, "2027-02-01", "2027-02-28"},
		{cal.NewDate(2027, 2, 1), time.Sunday, "2027-01-31", "2027-03-06"},
		{cal.NewDate(2027, 5, 1), time.Monday, "2027-04-26", "2027-06-06"},
		{cal.NewDate(2027, 5, 1), time.Saturday, "2027-05-01", "2027-06-04"},
	} {
		from, to := monthSpan(c.month, c.first)
		if from.String() != c.from || to.String() != c.to {
			t.Errorf("%s from %s: %s to %s, want %s to %s", c.month, c.first, from, to, c.from, c.to)
		}
		if n := int(to-from) + 1; n%7 != 0 || n > 42 {
			t.Errorf("%s from %s: %d days", c.month, c.first, n)
		}
	}
}

func loadAlmanac(t *testing.T) *almanac.Almanac {
	t.Helper()
	a, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func feastNamed(t *testing.T, fs []Feast, id string) Feast {
	t.Helper()
	for _, f := range fs {
		if f.Lead.ID == id {
			return f
		}
	}
	t.Fatalf("%s is not there", id)
	return Feast{}
}

// TestMerge holds that the same feast of several countries is one, and that
// neighbours with days of their own stay apart.
func TestMerge(t *testing.T) {
	a := loadAlmanac(t)
	day := cal.NewDate(2027, 2, 6)
	q := almanac.Query{From: day, To: day, Countries: []string{"CN", "SG", "TW", "HK", "VN", "KR"}, Traditions: []string{"chinese"}}
	fs := feastsOn(a, day, a.Occurrences(q), Audience{Countries: map[string]int{"KR": 9, "CN": 2}})
	spring := feastNamed(t, fs, "chinese.spring_festival")
	if want := []string{"CN", "HK", "SG", "TW"}; !reflect.DeepEqual(spring.Countries, want) {
		t.Errorf("Spring Festival in %v, want %v", spring.Countries, want)
	}
	if !spring.Closes || spring.Kind() != almanac.Public {
		t.Error("Spring Festival does not close")
	}
	if fs[0].Lead.Country != "KR" {
		t.Errorf("first is %s, not what most customers have", fs[0].Lead.ID)
	}
	if f := feastNamed(t, fs, "vn.tet"); len(f.Countries) != 1 {
		t.Errorf("Tết in %v", f.Countries)
	}
	day = cal.NewDate(2027, 2, 7)
	q = almanac.Query{From: day, To: day, Countries: []string{"KR"}, Traditions: []string{"korean"}}
	if fs := feastsOn(a, day, a.Occurrences(q), Audience{}); len(fs) != 1 || !fs[0].Closes {
		t.Errorf("Seollal stands %d times", len(fs))
	}
}

func TestMoves(t *testing.T) {
	a := loadAlmanac(t)
	day := cal.NewDate(2027, 2, 8)
	fs := feastsOn(a, day, a.Occurrences(almanac.Query{From: day, To: day, Traditions: []string{"islamic"}}), Audience{})
	if f := feastNamed(t, fs, "islamic.ramadan"); !f.Moves {
		t.Error("Ramadan is said to be sure")
	}
}

func TestPlaces(t *testing.T) {
	add := func(places []string, country, region string) []string {
		return addPlace(places, almanac.Occurrence{Country: country, Region: region})
	}
	got := add(add(add(nil, "DE", "DE-BY"), "DE", "DE-BW"), "AT", "")
	if want := []string{"AT", "DE-BW", "DE-BY"}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got = add(add(got, "DE", ""), "DE", "DE-BY"); !reflect.DeepEqual(got, []string{"AT", "DE"}) {
		t.Errorf("got %v", got)
	}
	if got = add(nil, "", ""); got != nil {
		t.Errorf("a tradition alone has a place: %v", got)
	}
}

func TestQuery(t *testing.T) {
	a := Audience{
		Total: 3, Countries: map[string]int{"DE": 2, "CN": 1}, Cultures: map[string]int{"IN-TN": 1},
		Observances: map[string]int{"islamic": 1},
	}
	from, to := cal.NewDate(2027, 1, 1), cal.NewDate(2027, 1, 31)
	for _, c := range []struct {
		name       string
		f          Filter
		a          Audience
		countries  []string
		traditions []string
		kinds      int
	}{
		{"mine", Filter{Scope: ScopeMine}, a, []string{"CN", "DE", "IN"}, []string{"chinese", "islamic"}, 0},
		{"nobody yet", Filter{}, Audience{}, []string{"FR"}, nil, 0},
		{"everything", Filter{Scope: ScopeAll}, a, nil, nil, 0},
		{"a country", Filter{Scope: ScopeCountry("VN"), Kinds: "public"}, a, []string{"VN"}, []string{"vietnamese"}, 4},
		{"a tradition", Filter{Scope: ScopeTradition("jewish"), Kinds: "solemn"}, a, nil, nil, 2},
	} {
		q := c.f.query(from, to, c.a, "FR")
		if !slices.Equal(q.Countries, c.countries) || !slices.Equal(q.Traditions, c.traditions) || len(q.Kinds) != c.kinds {
			t.Errorf("%s: %v %v %v", c.name, q.Countries, q.Traditions, q.Kinds)
		}
	}
	f := Filter{Scope: ScopeTradition("islamic")}
	if f.keeps(almanac.Occurrence{Tradition: "jewish"}) || !f.keeps(almanac.Occurrence{Tradition: "islamic", Country: "SA"}) {
		t.Error("a tradition keeps the wrong days")
	}
}

func TestSecondDay(t *testing.T) {
	d := Day{Date: cal.NewDate(2027, 2, 4)}
	secondDay(&d, cal.Chinese)
	if d.Term != 2 || d.Second.Month != 12 {
		t.Errorf("4 February 2027 is %v, term %d", d.Second, d.Term)
	}
	secondDay(&d, "")
	if d.Second != (cal.Day{}) || d.Term != -1 {
		t.Error("the second calendar was not taken away")
	}
	d.Date = cal.NewDate(1700, 1, 1)
	secondDay(&d, cal.Chinese)
	if d.Second != (cal.Day{}) {
		t.Error("a day outside the range was converted")
	}
}

func TestBrief(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Spring Festival (Chinese New Year)", "Spring Festival"},
		{"春节", "春节"},
	} {
		if got := brief(c.in, almanac.Occurrence{}); got != c.want {
			t.Errorf("%q: %q", c.in, got)
		}
	}
	lieu := almanac.Occurrence{Substitute: true}
	if got := brief("Spring Festival (Chinese New Year) (day in lieu)", lieu); got != "Spring Festival (day in lieu)" {
		t.Error(got)
	}
	if got := brief("Labour Day (day in lieu)", lieu); got != "Labour Day (day in lieu)" {
		t.Error(got)
	}
}
