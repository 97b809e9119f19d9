package culture

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

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

func TestWeekendByDateAndRegion(t *testing.T) {
	c := load(t)
	for _, x := range []struct{ country, region, on, want string }{
		{"AE", "", "2021-12-31", "Friday Saturday"},
		{"AE", "", "2022-01-01", "Saturday Sunday"},
		{"AE", "SH", "2026-11-23", "Friday Saturday Sunday"},
		{"AE", "AE-SH", "2026-11-23", "Friday Saturday Sunday"},
		{"SA", "", "2013-06-20", "Thursday Friday"},
		{"SA", "", "2013-07-01", "Friday Saturday"},
		{"MY", "", "2026-11-23", "Saturday Sunday"},
		{"MY", "02", "2026-11-23", "Friday Saturday"},
		{"MY", "01", "2024-12-31", "Friday Saturday"},
		{"MY", "01", "2025-01-01", "Saturday Sunday"},
		{"IR", "", "2026-11-23", "Friday"},
		{"NP", "", "2026-11-23", "Saturday"},
		{"BN", "", "2026-11-23", "Friday Sunday"},
		{"BD", "", "2026-11-23", "Friday Saturday"},
		{"EG", "", "2026-11-23", "Friday Saturday"},
		{"IL", "", "2026-11-23", "Friday Saturday"},
		{"AF", "", "2026-11-23", "Friday"},
		{"CN", "", "2026-11-23", "Saturday Sunday"},
		{"DE", "BY", "2026-11-23", "Saturday Sunday"},
		{"XX", "", "2026-11-23", ""},
	} {
		on, err := calendar.ParseDate(x.on)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, d := range c.Weekend(x.country, x.region, on) {
			got = append(got, d.String())
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s %s on %s: got %v, want %s", x.country, x.region, x.on, got, x.want)
		}
	}
}

func TestEveryZoneExists(t *testing.T) {
	c := load(t)
	if n := len(c.Markets()); n != 108 {
		t.Errorf("%d markets, want 108", n)
	}
	for _, m := range c.markets {
		if len(m.Zones) == 0 {
			t.Errorf("%s has no zone", m.Code)
		}
		for _, z := range m.Zones {
			if _, err := time.LoadLocation(z); err != nil {
				t.Errorf("%s: %v", m.Code, err)
			}
		}
		if len(c.Weekend(m.Code, "", calendar.NewDate(2026, 1, 1))) == 0 {
			t.Errorf("%s has no weekend", m.Code)
		}
	}
}

func TestMistakesAreNamed(t *testing.T) {
	for text, want := range map[string]string{
		"[[market]]\ncode = \"AA\"\nfirst_day = \"mo\"":                                                      "AA: first_day",
		"[[market]]\ncode = \"AA\"\nfirst_day = \"mon\"\nhours = \"9\"":                                      "AA: \"9\"",
		"[[market]]\ncode = \"AA\"\nfirst_day = \"mon\"\ncolour = \"red\"":                                   "unknown key",
		"[[market]]\ncode = \"AA\"\nfirst_day = \"mon\"\n[[market]]\ncode = \"AA\"\nfirst_day = \"mon\"":     "AA stands twice",
		"[[market]]\ncode = \"AA\"\nfirst_day = \"mon\"\n[[market.weekend]]\nfrom = \"x\"\ndays = [\"sat\"]": "AA: weekend",
	} {
		_, err := Load(fstest.MapFS{"culture/markets.toml": {Data: []byte(text)}})
		if err == nil || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("got %v, want it to speak of %s", err, want)
		}
	}
}
