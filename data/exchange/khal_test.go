package exchange_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/calendar"
	"dragoman/data/exchange"
)

// client is a calendar program with an empty calendar: khal, where it is
// installed.
type client struct {
	t      *testing.T
	config string
	dir    string
}

func newClient(t *testing.T) *client {
	t.Helper()
	if _, err := exec.LookPath("khal"); err != nil {
		t.Skip("khal is not installed: nothing to import into")
	}
	dir := t.TempDir()
	c := &client{t, filepath.Join(dir, "config"), dir}
	config := "[calendars]\n[[holidays]]\npath = " + filepath.Join(dir, "vdir") + "\n" +
		"[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\nlongdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%d %H:%M\nlongdatetimeformat = %Y-%m-%d %H:%M\n" +
		"local_timezone = Asia/Shanghai\ndefault_timezone = Asia/Shanghai\n" +
		"[sqlite]\npath = " + filepath.Join(dir, "khal.db") + "\n[default]\ndefault_calendar = holidays\n"
	for name, text := range map[string]string{c.config: config} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "vdir"), 0o700); err != nil {
		t.Fatal(err)
	}
	return c
}

func (c *client) khal(args ...string) string {
	c.t.Helper()
	cmd := exec.Command("khal", append([]string{"-c", c.config}, args...)...)
	cmd.Env = append(os.Environ(), "HOME="+c.dir, "XDG_CACHE_HOME="+c.dir, "LC_ALL=C.UTF-8", "TZ=Asia/Shanghai")
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	if err := cmd.Run(); err != nil {
		c.t.Fatalf("khal %v: %v\n%s", args, err, fault.String())
	}
	return out.String()
}

// take imports what an almanac has between two days.
func (c *client) take(a *almanac.Almanac, q almanac.Query) {
	c.t.Helper()
	file := filepath.Join(c.dir, "holidays.ics")
	var text bytes.Buffer
	events := exchange.HolidayEvents(a, a.Occurrences(q), "en")
	if err := exchange.WriteEvents(&text, "Holidays", time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC), events); err != nil {
		c.t.Fatal(err)
	}
	if err := os.WriteFile(file, text.Bytes(), 0o600); err != nil {
		c.t.Fatal(err)
	}
	c.khal("import", "--batch", "-a", "holidays", file)
}

// shown lists "first last title" of every event once, as the program has them.
func (c *client) shown(from, to calendar.Date) []string {
	c.t.Helper()
	out := c.khal("list", "--once", "--notstarted", "--day-format", "", "--format", "{start-date} {end-date} {title}", from.String(), to.String())
	lines := strings.Split(strings.TrimSpace(out), "\n")
	slices.Sort(lines)
	return lines
}

// TestCalendarProgramTakesHolidays holds that another calendar program shows
// the exported days on the right days, whatever its zone, that a second import
// makes nothing twice, and that a date announced in the meantime moves its
// event.
func TestCalendarProgramTakesHolidays(t *testing.T) {
	c := newClient(t)
	plain, err := almanac.Default()
	if err != nil {
		t.Fatal(err)
	}
	from, to := calendar.NewDate(2027, 1, 1), calendar.NewDate(2027, 12, 31)
	a := plain.With(almanac.Overlay{Own: []almanac.OwnRule{
		{ID: "fair", Name: "Our fair", Kind: almanac.Observance, Country: "EG", When: calendar.Partial{Calendar: calendar.Gregorian, Year: 2027, Month: 5, Day: 3}, Days: 3},
	}})
	q := almanac.Query{From: from, To: to, Countries: []string{"CN", "EG"}, Nationwide: true}
	want := func(a *almanac.Almanac) []string {
		var out []string
		for _, o := range a.Occurrences(q) {
			out = append(out, o.Date.String()+" "+o.End.String()+" "+o.Name("en")+" ("+o.Country+")")
		}
		slices.Sort(out)
		return out
	}
	same := func(what string, want []string) {
		t.Helper()
		got := c.shown(from, to)
		if !slices.Equal(got, want) {
			t.Fatalf("%s: the program shows\n%s\nwant\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	c.take(a, q)
	same("first import", want(a))
	c.take(a, q)
	same("second import", want(a))
	files, err := os.ReadDir(filepath.Join(c.dir, "vdir"))
	if err != nil || len(files) != len(want(a)) {
		t.Errorf("%d files for %d days: %v", len(files), len(want(a)), err)
	}
	eid, ok := plain.Reckoned("eg.eid_al_fitr", calendar.NewDate(2027, 3, 9))
	if !ok {
		t.Fatal("Eid is not known")
	}
	moved := a.With(almanac.Overlay{
		Announced: []almanac.Announcement{{RuleID: "islamic.eid_al_fitr", Country: "EG", Year: 2027, Date: eid.Date + 1}},
		Own:       []almanac.OwnRule{{ID: "fair", Name: "Our fair", Kind: almanac.Observance, Country: "EG", When: calendar.Partial{Calendar: calendar.Gregorian, Year: 2027, Month: 5, Day: 3}, Days: 3}},
	})
	c.take(moved, q)
	same("after an announcement", want(moved))
}
