package dayfield

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"dragoman/data/calendar"
	"dragoman/locales"
)

var today = calendar.NewDate(2026, time.November, 26) // a Thursday

func printer(t *testing.T, tag, region string) *locales.Printer {
	t.Helper()
	p, err := locales.New(tag, locales.Options{Region: region})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// What was, was before: a day without a year is not that of the next one.
func TestParsePast(t *testing.T) {
	for _, x := range []struct {
		tag, region, text, want string
	}{
		{"en", "US", "Nov 25", "2026-11-25"},
		{"en", "US", "Nov 26", "2026-11-26"},
		{"en", "US", "Nov 30", "2026-11-30"}, // a slip, which the form then refuses
		{"en", "US", "Dec 28", "2025-12-28"},
		{"en", "GB", "25/11", "2026-11-25"},
		{"en", "GB", "3 Mar", "2026-03-03"},
		{"en", "GB", "3 Mar 2024", "2024-03-03"},
		{"en", "GB", "2026-12-01", "2026-12-01"},
		{"en", "GB", "yesterday", "2026-11-25"},
		{"en", "GB", "today", "2026-11-26"},
		{"en", "GB", "tomorrow", "2026-11-27"},
		{"en", "GB", "-3", "2026-11-23"},
		{"en", "GB", "monday", "2026-11-23"},
		{"en", "GB", "Thu", "2026-11-19"},
		{"en", "GB", "31/2", ""},
		{"en", "GB", "lately", ""},
		{"zh-Hans", "CN", "11月25日", "2026-11-25"},
		{"zh-Hans", "CN", "11-25", "2026-11-25"},
		{"zh-Hans", "CN", "昨天", "2026-11-25"},
		{"zh-Hans", "CN", "周一", "2026-11-23"},
	} {
		d, ok := ParsePast(printer(t, x.tag, x.region), x.text, today)
		if d.String() != x.want || ok != (x.want != "") {
			t.Errorf("%s %q: %s %v, want %q", x.tag, x.text, d, ok, x.want)
		}
	}
	if d, ok := Parse(printer(t, "en", "GB"), "-3", today); ok {
		t.Errorf("a day to come is read from -3: %s", d)
	}
}

// A day of the past eleven months, written without its year, is read as that
// day, whatever day it is today; with its year in any case.
func TestPastComesBack(t *testing.T) {
	p := printer(t, "en", "GB")
	rapid.Check(t, func(t *rapid.T) {
		now := today + calendar.Date(rapid.IntRange(-1500, 1500).Draw(t, "today"))
		was := now - calendar.Date(rapid.IntRange(0, 330).Draw(t, "ago"))
		if was.Month() == time.February && was.Day() == 29 {
			t.Skip("what has no year has no leap day")
		}
		for _, text := range []string{p.DateShort(was), p.DateWeekdayYear(was)} {
			if got, ok := ParsePast(p, text, now); !ok || got != was {
				t.Fatalf("on %s, %q is read as %s and not %s", now, text, got, was)
			}
		}
	})
}
