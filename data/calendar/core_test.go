package calendar

import (
	"errors"
	"path/filepath"
	"testing"
)

func TestKnownMonths(t *testing.T) {
	for _, r := range readTable(t, filepath.Join("testdata", "months.csv")) {
		x := Day{Calendar: ID(r["calendar"]), Year: r.int(t, "year"), Month: r.int(t, "month"), Leap: r["leap"] == "1", Day: 1}
		d := r.date(t, "gregorian")
		if got, err := ToDate(x); err != nil || got != d {
			t.Errorf("%s is %s, %v, want %s", x, got, err, d)
		}
		if got, err := FromDate(d, x.Calendar); err != nil || got != x {
			t.Errorf("%s is %s, %v, want %s", d, got, err, x)
		}
	}
}

func TestKnownDays(t *testing.T) {
	for text, want := range map[string]string{
		"chinese:2026-8-15":      "2026-09-25", // Mid-Autumn
		"chinese:2025-6L-1":      "2025-07-25",
		"chinese:2025-6-1L":      "2025-07-25",
		"chinese:2033-11L-1":     "2033-12-22",
		"vietnamese:1985-1-1":    "1985-01-21", // a month before China's
		"vietnamese:2007-1-1":    "2007-02-17",
		"korean:1988-1-1":        "1988-02-18",
		"hebrew:5786-1-15":       "2026-04-02",
		"hebrew:5784-13-14":      "2024-03-24", // Purim of a leap year
		"hijri:1446-9-1":         "2025-03-01",
		"hijri:1364-9-1":         "1945-08-08",
		"persian:1403-12-30":     "2025-03-20",
		"julian:2026-12-25":      "2027-01-07",
		"julian:1582-10-5":       "1582-10-15",
		"japanese:reiwa-8-11-23": "2026-11-23",
		"japanese:showa-64-1-7":  "1989-01-07",
		"japanese:heisei-1-1-8":  "1989-01-08",
		"japanese:meiji-6-1-1":   "1873-01-01",
		"japanese:1988-5-4":      "1988-05-04",
		"roc:115-10-10":          "2026-10-10",
		"buddhist:2569-4-13":     "2026-04-13",
		"gregorian:2024-2-29":    "2024-02-29",
		"ethiopic:2019-1-1":      "2026-09-11",
		"ethiopic:2015-13-6":     "2023-09-11",
		"coptic:1743-1-1":        "2026-09-11",
		"indian:1948-1-1":        "2026-03-22",
		"indian:1946-1-31":       "2024-04-20",
		"bahai:182-18L-5":        "2026-03-01",
		"bahai:182-19-1":         "2026-03-02",
		"hijri-civil:1-1-1":      "0622-07-19",
	} {
		x, err := ParseDay(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if d, err := ToDate(x); err != nil || d.String() != want {
			t.Errorf("%s is %s, %v, want %s", text, d, err, want)
		}
	}
}

// TestPublishedNawRuz: the days in March that the Bahá'í World Centre has
// published for the years 2015 to 2064.
func TestPublishedNawRuz(t *testing.T) {
	days := [50]int{
		21, 20, 20, 21, 21, 20, 20, 21, 21, 20,
		20, 21, 21, 20, 20, 20, 21, 20, 20, 20,
		21, 20, 20, 20, 21, 20, 20, 20, 21, 20,
		20, 20, 21, 20, 20, 20, 21, 20, 20, 20,
		21, 20, 20, 20, 20, 20, 20, 20, 20, 20,
	}
	for i, day := range days {
		want := NewDate(2015+i, 3, day)
		if got, err := ToDate(Day{Calendar: Bahai, Year: 172 + i, Month: 1, Day: 1}); err != nil || got != want {
			t.Errorf("%d is %s, %v, want %s", 172+i, got, err, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	for text, want := range map[string]error{
		"":                      ErrText,
		"2026-8-15":             ErrText,
		"chinese:2026-8":        ErrText,
		"chinese:2026-8L-15L":   ErrText,
		"chinese:2026-0-15":     ErrText,
		"chinese:-2026-8-15":    ErrText,
		"martian:2026-8-15":     ErrUnknown,
		"chinese:2026-8L-15":    ErrNoSuchDay,
		"chinese:2026-13-1":     ErrNoSuchDay,
		"chinese:1899-1-1":      ErrRange,
		"chinese:2101-1-1":      ErrRange,
		"hijri:1355-1-1":        ErrRange,
		"hijri:1501-1-1":        ErrRange,
		"gregorian:2025-2-29":   ErrNoSuchDay,
		"gregorian:2025-2L-1":   ErrNoSuchDay,
		"hebrew:5785-13-1":      ErrNoSuchDay,
		"persian:1404-12-30":    ErrNoSuchDay,
		"japanese:showa-64-1-8": ErrNoSuchDay,
		"japanese:reiwa-1-4-30": ErrNoSuchDay,
		"japanese:edo-1-1-1":    ErrNoSuchDay,
		"gregorian:reiwa-1-5-1": ErrNoSuchDay,
		"japanese:meiji-5-12-2": ErrRange,
		"roc:0-1-1":             ErrText,
		"gregorian:10000-1-1":   ErrRange,
	} {
		if x, err := ParseDay(text); !errors.Is(err, want) {
			t.Errorf("%q gave %s, %v, want %v", text, x, err, want)
		}
	}
	if _, err := Months(Chinese, 2102, 2200); !errors.Is(err, ErrRange) {
		t.Errorf("months after the range: %v", err)
	}
	if _, err := SolarTerms(2026, Hebrew); !errors.Is(err, ErrUnknown) {
		t.Errorf("terms of a calendar without them: %v", err)
	}
}

func TestPartialText(t *testing.T) {
	for text, want := range map[string]Partial{
		"gregorian:1988-05-04":  {Calendar: Gregorian, Year: 1988, Month: 5, Day: 4},
		"gregorian:--05-04":     {Calendar: Gregorian, Month: 5, Day: 4},
		"gregorian:--05":        {Calendar: Gregorian, Month: 5},
		"gregorian:1988":        {Calendar: Gregorian, Year: 1988},
		"gregorian:1988-05":     {Calendar: Gregorian, Year: 1988, Month: 5},
		"chinese:--08-15":       {Calendar: Chinese, Month: 8, Day: 15},
		"chinese:1987-06L-01":   {Calendar: Chinese, Year: 1987, Month: 6, Leap: true, Day: 1},
		"hijri-civil:1400-09-1": {Calendar: HijriCivil, Year: 1400, Month: 9, Day: 1},
		"hebrew:5784-13-14":     {Calendar: Hebrew, Year: 5784, Month: 13, Day: 14},
	} {
		p, err := ParsePartial(text)
		if err != nil || p != want {
			t.Errorf("%s: %+v, %v", text, p, err)
		}
		if again, err := ParsePartial(p.String()); err != nil || again != p {
			t.Errorf("%s was written as %s and read as %+v, %v", text, p, again, err)
		}
	}
	for text, want := range map[string]error{
		"":                     ErrText,
		"gregorian":            ErrText,
		"gregorian:":           ErrText,
		"gregorian:--":         ErrText,
		"gregorian:-05-04":     ErrText,
		"gregorian:1988-05-":   ErrText,
		"gregorian:1988-00-01": ErrText,
		"gregorian:--02-30":    ErrNoSuchDay,
		"gregorian:2025-02-29": ErrNoSuchDay,
		"gregorian:--13-01":    ErrNoSuchDay,
		"gregorian:--05L-01":   ErrNoSuchDay,
		"chinese:1988-04L-01":  ErrNoSuchDay,
		"chinese:--08-31":      ErrNoSuchDay,
		"chinese:1888-08-15":   ErrRange,
		"elvish:--08-15":       ErrUnknown,
	} {
		if p, err := ParsePartial(text); !errors.Is(err, want) {
			t.Errorf("%q gave %+v, %v, want %v", text, p, err, want)
		}
	}
	if s := (Partial{}).String(); s != "" {
		t.Errorf("nothing is written as %q", s)
	}
}

func TestNext(t *testing.T) {
	for _, c := range []struct {
		partial, from, date string
		rule                Rule
	}{
		{"gregorian:1988-05-04", "2026-05-04", "2026-05-04", RuleExact},
		{"gregorian:1988-05-04", "2026-05-05", "2027-05-04", RuleExact},
		{"gregorian:2030-05-04", "2026-05-05", "2030-05-04", RuleExact},
		{"gregorian:--02-29", "2026-01-01", "2026-02-28", RuleFeb29},
		{"gregorian:2000-02-29", "2028-01-01", "2028-02-29", RuleExact},
		{"buddhist:--02-29", "2026-01-01", "2026-02-28", RuleFeb29},
		{"chinese:--08-15", "2026-01-01", "2026-09-25", RuleExact},
		{"chinese:1987-06L-01", "2026-01-01", "2026-07-14", RuleLeapMonth},
		{"chinese:1987-06L-01", "2025-07-01", "2025-07-25", RuleExact},
		{"chinese:--06-01", "2025-07-01", "2026-07-14", RuleExact}, // 2025-06-25 is past; the leap month is not kept
		{"chinese:--12-30", "2026-01-01", "2026-02-16", RuleShortMonth},
		{"chinese:--12-30", "2026-03-01", "2027-02-05", RuleShortMonth},
		{"hijri:--09-30", "2026-01-01", "2026-03-19", RuleExact},
		{"persian:--12-30", "2026-01-01", "2026-03-20", RuleShortMonth},
		{"hebrew:5783-12-14", "2024-01-01", "2024-03-24", RuleAdar}, // plain Adar, kept in Adar II
		{"hebrew:5784-12-14", "2027-01-01", "2027-02-21", RuleExact},
		{"hebrew:5784-12-14", "2025-01-01", "2025-03-14", RuleAdar},
		{"hebrew:5784-13-14", "2025-01-01", "2025-03-14", RuleAdar},
		{"hebrew:5784-12-30", "2025-01-01", "2025-03-30", RuleNextMonth},
		{"hebrew:--08-30", "2024-01-01", "2024-12-01", RuleExact},
	} {
		p, err := ParsePartial(c.partial)
		if err != nil {
			t.Fatal(err)
		}
		from, err := ParseDate(c.from)
		if err != nil {
			t.Fatal(err)
		}
		o, err := p.Next(from)
		if err != nil || o.Date.String() != c.date || o.Rule != c.rule {
			t.Errorf("%s from %s: %s %q, %v, want %s %q", c.partial, c.from, o.Date, o.Rule, err, c.date, c.rule)
		}
	}
	for text, want := range map[string]error{"gregorian:1988": ErrIncomplete, "gregorian:1988-05": ErrIncomplete, "hijri:--09-01": ErrRange} {
		p, err := ParsePartial(text)
		if err != nil {
			t.Fatal(err)
		}
		if o, err := p.Next(NewDate(2077, 11, 1)); !errors.Is(err, want) {
			t.Errorf("%s: %v, %v, want %v", text, o, err, want)
		}
	}
	if _, err := (Partial{Calendar: Gregorian, Day: 3}).Next(1); !errors.Is(err, ErrIncomplete) {
		t.Errorf("a day without a month: %v", err)
	}
}

func TestCandidates(t *testing.T) {
	list, err := MonthDaysBetween(Gregorian, NewDate(2026, 2, 28), NewDate(2026, 3, 1))
	want := []MonthDay{{2, false, 28}, {2, false, 29}, {3, false, 1}}
	if err != nil || len(list) != len(want) || list[0] != want[0] || list[1] != want[1] || list[2] != want[2] {
		t.Errorf("the end of February: %v, %v, want %v", list, err, want)
	}
	if _, err := MonthDaysBetween(Hijri, NewDate(2080, 1, 1), NewDate(2080, 2, 1)); !errors.Is(err, ErrRange) {
		t.Errorf("after the range: %v", err)
	}
}

func TestWinterSolstice1951(t *testing.T) {
	days, err := SolarTerms(1951, Chinese)
	if want := NewDate(1951, 12, 23); err != nil || days[23] != want {
		t.Errorf("the winter solstice is on %s, %v, want %s", days[23], err, want)
	}
}

func TestSexagenary(t *testing.T) {
	for year, want := range map[int][2]int{1984: {1, 1}, 2026: {3, 7}, 2024: {1, 5}, 1900: {7, 1}, 2043: {10, 12}, 4: {1, 1}, 3: {10, 12}} {
		if s, b := Sexagenary(year); s != want[0] || b != want[1] {
			t.Errorf("%d is %d, %d, want %v", year, s, b, want)
		}
	}
}

func TestDoubtful(t *testing.T) {
	for _, c := range []struct {
		id    ID
		year  int
		month int
		want  bool
	}{
		{Chinese, 1906, 4, true},
		{Chinese, 2057, 9, true},
		{Chinese, 2089, 8, true},
		{Chinese, 2097, 7, true},
		{Korean, 2051, 10, true},
		{Korean, 2074, 7, true},
		{Korean, 2096, 12, true},
		{Vietnamese, 2054, 4, true},
		{Vietnamese, 2077, 10, true},
		{Vietnamese, 2085, 9, true},
		{Chinese, 2026, 8, false},
		{Chinese, 2026, 14, false},
		{Hijri, 1447, 9, false},
		{Chinese, 1800, 1, false},
	} {
		if got := Doubtful(c.id, c.year, c.month, false); got != c.want {
			t.Errorf("%s %d-%d: %v, want %v", c.id, c.year, c.month, got, c.want)
		}
	}
}

func TestDateText(t *testing.T) {
	for _, d := range []Date{0, 1, NewDate(2026, 11, 23), NewDate(9999, 12, 31)} {
		text, err := d.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		back := Date(7)
		if err := back.UnmarshalText(text); err != nil || back != d {
			t.Errorf("%s was read as %s, %v", text, back, err)
		}
	}
	var d Date
	if err := d.UnmarshalText([]byte("2026-02-30")); err == nil {
		t.Error("30 February was read")
	}
}
