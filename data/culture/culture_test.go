package culture

import (
	"fmt"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"dragoman/assets"
	"dragoman/data/calendar"
)

func load(t testing.TB) *Culture {
	t.Helper()
	c, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMarketsAreWhole(t *testing.T) {
	c := load(t)
	list := c.Markets()
	if len(list) != 108 {
		t.Errorf("there are %d markets", len(list))
	}
	for _, m := range list {
		if len(m.Languages) == 0 || len(m.Calendars) == 0 || len(m.Messengers) == 0 || len(m.Payments) == 0 {
			t.Errorf("%s lacks languages, calendars, messengers or payments", m.Code)
		}
		if len(m.Currency) != 3 || !strings.HasPrefix(m.Phone, "+") || m.HourCycle == "" {
			t.Errorf("%s lacks currency, calling code or hour cycle", m.Code)
		}
		if m.Reviewed.IsZero() || m.MessengersBasis == "" || m.PaymentsBasis == "" {
			t.Errorf("%s does not say on what its facts rest", m.Code)
		}
		zones := append([]string{}, m.Zones...)
		for _, z := range m.regionZones {
			zones = append(zones, z)
		}
		for _, z := range zones {
			if _, err := time.LoadLocation(z); err != nil {
				t.Errorf("%s: %v", m.Code, err)
			}
		}
		if m.Name("zh-Hans") == m.Name("en") {
			t.Errorf("%s has no Chinese name", m.Code)
		}
	}
}

func TestWeekend(t *testing.T) {
	c := load(t)
	for _, test := range []struct{ country, region, on, want string }{
		{"AE", "", "2021-12-31", "Fri Sat"},
		{"AE", "", "2022-01-01", "Sun Sat"},
		{"AE", "SH", "2022-01-01", "Sun Fri Sat"},
		{"AE", "AE-SH", "2026-01-01", "Sun Fri Sat"},
		{"AE", "", "2005-01-01", "Thu Fri"},
		{"SA", "", "2013-06-01", "Thu Fri"},
		{"SA", "", "2013-07-01", "Fri Sat"},
		{"NP", "", "2022-05-20", "Sun Sat"},
		{"NP", "", "2027-01-01", "Sat"},
		{"MY", "", "2026-01-01", "Sun Sat"},
		{"MY", "02", "2026-01-01", "Fri Sat"},
		{"MY", "03", "2026-01-01", "Fri Sat"},
		{"MY", "11", "2026-01-01", "Fri Sat"},
		{"MY", "01", "2024-12-31", "Fri Sat"},
		{"MY", "01", "2025-01-01", "Sun Sat"},
		{"BN", "", "2026-01-01", "Sun Fri"},
		{"BD", "", "2026-01-01", "Fri Sat"},
		{"EG", "", "2026-01-01", "Fri Sat"},
		{"IL", "", "2026-01-01", "Fri Sat"},
		{"IR", "", "2026-01-01", "Fri"},
		{"IN", "", "2026-01-01", "Sun"},
		{"DZ", "", "2009-01-01", "Thu Fri"},
		{"OM", "", "2013-04-30", "Thu Fri"},
		{"AF", "", "2026-01-01", "Thu Fri"},
		{"XX", "", "2026-01-01", "Sun Sat"},
		{"de", "BY", "2026-01-01", "Sun Sat"},
	} {
		on, err := calendar.ParseDate(test.on)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, wd := range c.Weekend(test.country, test.region, on) {
			days = append(days, wd.String()[:3])
		}
		if got := strings.Join(days, " "); got != test.want {
			t.Errorf("weekend of %s %s on %s is %s, not %s", test.country, test.region, test.on, got, test.want)
		}
	}
}

func TestZoneAndHours(t *testing.T) {
	c := load(t)
	for _, test := range []struct{ country, region, want string }{
		{"US", "", "America/New_York"},
		{"US", "CA", "America/Los_Angeles"},
		{"US", "US-HI", "Pacific/Honolulu"},
		{"IN", "", "Asia/Kolkata"},
		{"NP", "", "Asia/Kathmandu"},
		{"ES", "CN", "Atlantic/Canary"},
		{"IN-TN", "", "Asia/Kolkata"},
		{"XX", "", ""},
	} {
		if got := c.Zone(test.country, test.region); got != test.want {
			t.Errorf("zone of %s %s is %s, not %s", test.country, test.region, got, test.want)
		}
	}
	if !c.SeveralZones("US", "") || c.SeveralZones("US", "TX") || c.SeveralZones("IN", "") {
		t.Error("several zones are not told rightly")
	}
	if s, e, p, q := c.Hours("CN"); s != 540 || e != 1080 || p != 720 || q != 810 {
		t.Errorf("hours of CN are %d %d %d %d", s, e, p, q)
	}
	if s, e, p, q := c.Hours("XX"); s != 540 || e != 1080 || p != q {
		t.Errorf("default hours are %d %d %d %d", s, e, p, q)
	}
}

func TestMistakesAreNamed(t *testing.T) {
	good := "[[market]]\ncode = \"DE\"\ntier = \"A\"\nen = \"Germany\"\nzh-Hans = \"德国\"\nzones = [\"Europe/Berlin\"]\nweekend = [\"sat,sun\"]\nreviewed = 2026-01-01\n"
	if _, err := Load(good); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, with, want string }{
		{"sat,sun", "sat,son", `"son" is no weekday`},
		{"tier", "tear", "there is no key market.tear"},
		{"zh-Hans = \"德国\"\n", "", "zh-Hans are both needed"},
		{"reviewed = 2026-01-01\n", "", "last look"},
		{"reviewed", "hours = \"9-18\"\nreviewed", "09:00-18:00"},
		{`["sat,sun"]`, `["fri,sat from 2010-01-01", "sat,sun from 2020-01-01"]`, "newest first"},
	} {
		_, err := Load(strings.Replace(good, test.old, test.with, 1))
		if err == nil || !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("for %q the error is %v", test.with, err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	text, err := Default()
	if err != nil || text == nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Load(assets.Markets); err != nil {
			b.Fatal(err)
		}
	}
}
