package planner

import (
	"strings"
	"testing"
	"time"

	"dragoman/data/book"

	"pgregory.net/rapid"
)

func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse("2006-01-02T15:04", s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// berlin works from eight to five on weekdays.
var berlin = book.CustomerRow{Country: "DE", Region: "BE", TimeZone: "Europe/Berlin", Hours: book.Hours{Start: 8 * 60, End: 17 * 60}}

// at gives a row its hours.
func at(country, zone string, start, end int) book.CustomerRow {
	return book.CustomerRow{Country: country, TimeZone: zone, Hours: book.Hours{Start: start * 60, End: end * 60}}
}

// TestClock holds what counts by hand-made cases; all instants are UTC, hours
// are those that both share. Each case is looked at in both directions: the
// time that passes, and the instant at which it has.
func TestClock(t *testing.T) {
	p := load(t)
	riyadh := at("SA", "Asia/Riyadh", 9, 17)
	for _, x := range []struct {
		name         string
		ours, theirs book.CustomerRow
		from, to     string
		want         time.Duration
		due          string // when it has passed; "" is to itself
		basis        Basis
	}{
		{"one day, Berlin and Riyadh share 7:00 to 14:00 UTC", berlin, riyadh, "2026-11-23T00:00", "2026-11-23T23:00", 7 * time.Hour, "2026-11-23T14:00", SharedHours},
		{"over the weekends of both, Friday to Sunday", berlin, riyadh, "2026-11-26T13:00", "2026-11-30T08:00", 2 * time.Hour, "", SharedHours},
		{"a Sunday of work there is one off here", berlin, riyadh, "2026-11-29T06:00", "2026-11-29T14:00", 0, "-", SharedHours},
		{"a Friday of work here is one off there", berlin, riyadh, "2026-11-27T06:00", "2026-11-27T16:00", 0, "-", SharedHours},
		{"the national day there, a Wednesday", berlin, riyadh, "2026-09-23T00:00", "2026-09-24T08:00", 2 * time.Hour, "", SharedHours},
		{"Christmas here, Friday and Saturday", berlin, at("IN", "Asia/Kolkata", 9, 18), "2026-12-24T00:00", "2026-12-28T08:00", time.Duration(5.5*float64(time.Hour)) + time.Hour, "", SharedHours},
		{"Thanksgiving there", berlin, at("US", "America/New_York", 9, 17), "2026-11-26T00:00", "2026-11-27T00:00", 0, "-", SharedHours},
		{"summer time begins here three weeks after there", berlin, at("US", "America/New_York", 9, 17), "2026-03-09T00:00", "2026-03-10T00:00", 3 * time.Hour, "2026-03-09T16:00", SharedHours},
		{"the same in winter", berlin, at("US", "America/New_York", 9, 17), "2026-03-02T00:00", "2026-03-03T00:00", 2 * time.Hour, "2026-03-02T16:00", SharedHours},
		{"summer time ends here and not there: Lagos", berlin, at("NG", "Africa/Lagos", 8, 17), "2026-10-26T00:00", "2026-10-27T00:00", 9 * time.Hour, "2026-10-26T16:00", SharedHours},
		{"in summer the two are an hour apart", berlin, at("NG", "Africa/Lagos", 8, 17), "2026-10-22T00:00", "2026-10-23T00:00", 8 * time.Hour, "2026-10-22T15:00", SharedHours},
		{"a night of work over the change of the clocks is an hour longer", at("DE", "Europe/Berlin", 0, 24), book.CustomerRow{}, "2026-10-24T22:00", "2026-10-26T23:00", 24 * time.Hour, "", OursAlone},
		{"the pause there does not count", berlin, book.CustomerRow{Country: "SA", TimeZone: "Asia/Riyadh", Hours: book.Hours{Start: 540, End: 1020, PauseStart: 750, PauseEnd: 810}}, "2026-11-23T00:00", "2026-11-24T00:00", 6 * time.Hour, "2026-11-23T14:00", SharedHours},
		{"Los Angeles is never at work with Berlin: our hours, on their days", berlin, at("US", "America/Los_Angeles", 9, 17), "2026-11-23T00:00", "2026-11-23T23:00", 8 * time.Hour, "2026-11-23T16:00", HoursApart},
		{"our Thursday morning is Wednesday there, and their Thanksgiving the rest", berlin, at("US", "America/Los_Angeles", 9, 17), "2026-11-26T00:00", "2026-11-27T00:00", time.Hour, "2026-11-26T08:00", HoursApart},
		{"+14 and -10: Kiribati and Honolulu, the same hours a day apart", at("KI", "Pacific/Kiritimati", 8, 17), at("US", "Pacific/Honolulu", 8, 17), "2026-11-23T18:00", "2026-11-24T17:00", 9 * time.Hour, "2026-11-24T03:00", SharedHours},
		{"their Friday is our Saturday", at("KI", "Pacific/Kiritimati", 8, 17), at("US", "Pacific/Honolulu", 8, 17), "2026-11-20T10:00", "2026-11-22T17:00", 0, "-", SharedHours},
		{"nothing is known of them: our hours", berlin, book.CustomerRow{}, "2026-11-20T15:00", "2026-11-23T08:00", 2 * time.Hour, "", OursAlone},
		{"neither side has hours: those usual there and here", book.CustomerRow{Country: "DE", TimeZone: "Europe/Berlin"}, book.CustomerRow{Country: "DE"}, "2026-11-23T00:00", "2026-11-24T00:00", 9 * time.Hour, "2026-11-23T16:00", SharedHours},
	} {
		c := p.Clock(x.ours, x.theirs, time.UTC)
		from, to := instant(t, x.from), instant(t, x.to)
		if got := c.Elapsed(from, to); got != x.want {
			t.Errorf("%s: %v passes, want %v", x.name, got, x.want)
		}
		if got := c.Basis(from.Add(12 * time.Hour)); got != x.basis {
			t.Errorf("%s: counted by %s, want %s", x.name, got, x.basis)
		}
		if x.due == "-" || x.want == 0 {
			continue
		}
		want := to
		if x.due != "" {
			want = instant(t, x.due)
		}
		if got, ok := c.Due(from, x.want); !ok || !got.Equal(want) {
			t.Errorf("%s: due %v %v, want %v", x.name, got.UTC(), ok, want)
		}
		if got := c.Left(to.Add(48*time.Hour), to); got > 0 {
			t.Errorf("%s: %v left after it was due", x.name, got)
		}
	}
}

// TestClockOfOwnDays holds that closings which the user entered stop the clock.
func TestClockOfOwnDays(t *testing.T) {
	p := laid(t, book.OwnDay{Sort: book.ClosingDay, CustomerID: "works", When: book.Once(on(t, "2026-11-23")), Days: 2})
	c := p.Clock(berlin, book.CustomerRow{ID: "ben", OrganisationID: "works", Country: "DE", TimeZone: "Europe/Berlin", Hours: berlin.Hours}, time.UTC)
	if got := c.Elapsed(instant(t, "2026-11-23T00:00"), instant(t, "2026-11-25T08:00")); got != time.Hour {
		t.Errorf("%v pass while they are closed", got)
	}
}

// TestClockOfNobody holds that a customer who never works ends the search.
func TestClockOfNobody(t *testing.T) {
	p := load(t)
	never := at("DE", "Europe/Berlin", 8, 17)
	never.Hours.Weekend = []int{0, 1, 2, 3, 4, 5, 6}
	c := p.Clock(berlin, never, time.UTC)
	if _, ok := c.Due(instant(t, "2026-11-23T00:00"), time.Hour); ok {
		t.Error("it is due although they never work")
	}
	if _, ok := c.Before(instant(t, "2026-11-23T00:00"), time.Hour); ok {
		t.Error("an hour before fits although they never work")
	}
	if _, _, ok := c.Runs(instant(t, "2026-11-23T00:00")); ok {
		t.Error("it runs although they never work")
	}
}

// TestRuns holds when the clock goes on.
func TestRuns(t *testing.T) {
	p := load(t)
	c := p.Clock(berlin, at("SA", "Asia/Riyadh", 9, 17), time.UTC)
	for _, x := range []struct{ at, from, until string }{
		{"2026-11-26T15:00", "2026-11-30T07:00", "2026-11-30T14:00"}, // Thursday evening to Monday
		{"2026-11-30T09:30", "2026-11-30T09:30", "2026-11-30T14:00"},
		{"2026-11-30T14:00", "2026-12-01T07:00", "2026-12-01T14:00"},
	} {
		from, until, ok := c.Runs(instant(t, x.at))
		if !ok || !from.Equal(instant(t, x.from)) || !until.Equal(instant(t, x.until)) {
			t.Errorf("at %s it runs from %v until %v, want %s and %s", x.at, from.UTC(), until.UTC(), x.from, x.until)
		}
	}
	if got := c.Theirs(instant(t, "2026-11-29T00:00"), instant(t, "2026-11-30T00:00")); got != 8*time.Hour {
		t.Errorf("on a Sunday they wait for %v", got)
	}
}

// TestClockProperties holds for any two sides: time does not run backwards, it
// adds up, and the two directions undo each other.
func TestClockProperties(t *testing.T) {
	p := load(t)
	zones := []string{"Europe/Berlin", "Asia/Riyadh", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Asia/Kathmandu", "Pacific/Kiritimati", "Pacific/Honolulu", "Pacific/Chatham", "Africa/Cairo", "America/Santiago", "Asia/Tehran", "Australia/Lord_Howe"}
	countries := []string{"", "DE", "SA", "US", "IN", "NP", "AE", "JP", "CN", "EG", "CL", "IR", "AU"}
	draw := func(t *rapid.T, who string) book.CustomerRow {
		c := book.CustomerRow{Country: rapid.SampledFrom(countries).Draw(t, who+" country"), TimeZone: rapid.SampledFrom(zones).Draw(t, who+" zone")}
		if rapid.Bool().Draw(t, who+" stated") {
			c.Hours.Start = rapid.IntRange(0, 1200).Draw(t, who+" start")
			c.Hours.End = rapid.IntRange(c.Hours.Start+60, 1440).Draw(t, who+" end")
			if rapid.Bool().Draw(t, who+" pause") {
				c.Hours.PauseStart = c.Hours.Start + 20
				c.Hours.PauseEnd = c.Hours.PauseStart + rapid.IntRange(1, 30).Draw(t, who+" pause length")
			}
		}
		return c
	}
	begin := instant(t, "2026-01-01T00:00")
	rapid.Check(t, func(t *rapid.T) {
		c := p.Clock(draw(t, "our"), draw(t, "their"), time.UTC)
		a := begin.Add(time.Duration(rapid.IntRange(0, 500*24*60).Draw(t, "from")) * time.Minute)
		b := a.Add(time.Duration(rapid.IntRange(0, 20*24*60).Draw(t, "first")) * time.Minute)
		d := b.Add(time.Duration(rapid.IntRange(0, 20*24*60).Draw(t, "second")) * time.Minute)
		one, two, both := c.Elapsed(a, b), c.Elapsed(b, d), c.Elapsed(a, d)
		if one < 0 || one > b.Sub(a) || one+two != both || both < one {
			t.Fatalf("%v and %v are %v", one, two, both)
		}
		budget := time.Duration(rapid.IntRange(1, 3000).Draw(t, "budget")) * time.Minute
		due, ok := c.Due(a, budget)
		if !ok {
			t.Skip("they hardly ever work together")
		}
		if got := c.Elapsed(a, due); got != budget {
			t.Fatalf("%v pass until what is due after %v", got, budget)
		}
		if got := c.Elapsed(a, due.Add(-time.Minute)); got >= budget {
			t.Fatalf("it was due before %v", due)
		}
		from, ok := c.Before(due, budget)
		if !ok || from.Before(a) || c.Elapsed(from, due) != budget {
			t.Fatalf("%v before %v is %v, not before %v", budget, due, from, a)
		}
		if c.Left(a, due) != budget || c.Left(due.Add(time.Hour), due) > 0 {
			t.Fatal("what is left is not what is to pass")
		}
		more, ok := c.Due(a, budget+time.Minute)
		if ok && !more.After(due) {
			t.Fatalf("more time is due sooner: %v, %v", more, due)
		}
	})
}

// BenchmarkClock reckons what is due after three days of work, and what is
// left, as each row of the list of cases does.
func BenchmarkClock(b *testing.B) {
	p := load(b)
	from := instant(b, "2026-11-20T09:00")
	for b.Loop() {
		c := p.Clock(berlin, book.CustomerRow{Country: "SA"}, time.UTC)
		due, ok := c.Due(from, 24*time.Hour)
		if !ok || c.Left(from.AddDate(0, 0, 2), due) == 0 {
			b.Fatal("nothing is left")
		}
	}
}

// TestHoursOfTheClock names the hours of a day that count, as they stand here,
// also for a day on which somebody rests.
func TestHoursOfTheClock(t *testing.T) {
	p := load(t)
	pause := at("SA", "Asia/Riyadh", 9, 17)
	pause.Hours.PauseStart, pause.Hours.PauseEnd = 12*60, 13*60
	for _, x := range []struct {
		name         string
		ours, theirs book.CustomerRow
		on           string
		want         string
	}{
		{"two hours of the afternoon", berlin, at("US", "America/New_York", 9, 17), "2026-11-23T12:00", "15:00-17:00"},
		{"of a Sunday, as of any day", berlin, at("US", "America/New_York", 9, 17), "2026-11-22T12:00", "15:00-17:00"},
		{"the pause there", berlin, pause, "2026-11-23T12:00", "08:00-10:00 11:00-15:00"},
		{"they hardly meet", berlin, at("US", "America/Los_Angeles", 9, 17), "2026-11-23T12:00", "08:00-17:00"},
		{"nothing is known", berlin, book.CustomerRow{}, "2026-11-23T12:00", "08:00-17:00"},
		{"the same hours a day apart", at("KI", "Pacific/Kiritimati", 8, 17), at("US", "Pacific/Honolulu", 8, 17), "2026-11-24T00:00", "08:00-17:00"},
	} {
		c := p.Clock(x.ours, x.theirs, time.UTC)
		var got []string
		for _, s := range c.Hours(instant(t, x.on)) {
			loc := c.ours.loc
			got = append(got, s.From.In(loc).Format("15:04")+"-"+s.To.In(loc).Format("15:04"))
		}
		if strings.Join(got, " ") != x.want {
			t.Errorf("%s: %v, want %s", x.name, got, x.want)
		}
	}
}
