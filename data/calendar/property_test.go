package calendar

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func anyCalendar() *rapid.Generator[Info] { return rapid.SampledFrom(Calendars()) }

func dayWithin(t *rapid.T, info Info) Date {
	return Date(rapid.Int32Range(int32(info.First), int32(info.Last)).Draw(t, "date"))
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		info := anyCalendar().Draw(t, "calendar")
		d := dayWithin(t, info)
		x, err := FromDate(d, info.ID)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ToDate(x)
		if err != nil || back != d {
			t.Fatalf("%s became %s, then %s, %v", d, x, back, err)
		}
		parsed, err := ParseDay(x.String())
		if err != nil || parsed != x {
			t.Fatalf("%s was read as %s, %v", x, parsed, err)
		}
	})
}

// TestEveryDay walks the lunisolar and the tabled calendars day by day: each
// day follows the one before it.
func TestEveryDay(t *testing.T) {
	for _, c := range []ID{Chinese, Korean, Vietnamese, Hijri, HijriIran, Persian, Bikram} {
		info, _ := Lookup(c)
		last, err := FromDate(info.First, c)
		if err != nil {
			t.Fatal(err)
		}
		for d := info.First + 1; d <= info.Last; d++ {
			x, err := FromDate(d, c)
			if err != nil {
				t.Fatal(err)
			}
			next := x.Day == last.Day+1 && x.Month == last.Month && x.Leap == last.Leap && x.Year == last.Year
			first := x.Day == 1 && last.Day >= 28 && (x.Month != last.Month || x.Leap != last.Leap)
			if !next && !first {
				t.Fatalf("%s: %s follows %s", d, x, last)
			}
			if back, err := ToDate(x); err != nil || back != d {
				t.Fatalf("%s became %s, then %s, %v", d, x, back, err)
			}
			last = x
		}
	}
}

func TestMonthsFollowEachOther(t *testing.T) {
	lengths := map[ID][2]int{Chinese: {29, 30}, Korean: {29, 30}, Vietnamese: {29, 30}, Hijri: {28, 30}, HijriCivil: {29, 30}, Hebrew: {29, 30}, Persian: {29, 31}, Ethiopic: {5, 30}, Coptic: {5, 30}, Indian: {30, 31}, Bahai: {4, 19}, HijriIran: {29, 30}, Bikram: {29, 32}, Tibetan: {29, 30}, Bhutanese: {29, 30}, Mongolian: {29, 30}, ThaiLunar: {29, 30}, Burmese: {29, 30}, HinduLunar: {29, 30}, Tamil: {29, 32}}
	rapid.Check(t, func(t *rapid.T) {
		info := anyCalendar().Draw(t, "calendar")
		from := rapid.IntRange(info.First.Year(), info.Last.Year()).Draw(t, "from")
		to := from + rapid.IntRange(0, 8).Draw(t, "years")
		months, err := Months(info.ID, from, to)
		if err != nil {
			if errors.Is(err, ErrRange) && (from <= info.First.Year() || to >= info.Last.Year()) {
				return
			}
			t.Fatal(err)
		}
		legal, ok := lengths[info.ID]
		if !ok {
			legal = [2]int{1, 31}
		}
		for i, m := range months {
			if m.Days < legal[0] || m.Days > legal[1] {
				t.Fatalf("%+v is not of a legal length", m)
			}
			if n, err := MonthDays(info.ID, m.Year, m.Month, m.Leap); err != nil || n != m.Days {
				t.Fatalf("%+v has %d days, %v", m, n, err)
			}
			if i > 0 && months[i-1].Date+Date(months[i-1].Days) != m.Date {
				t.Fatalf("%+v does not follow %+v", m, months[i-1])
			}
			if y := m.Date.Year(); y < from || y > to {
				t.Fatalf("%+v does not begin between %d and %d", m, from, to)
			}
		}
	})
}

// TestNextIsACandidate holds the two halves of a birthday search together:
// whatever Next finds within a stretch, MonthDaysBetween names.
func TestNextIsACandidate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		info := anyCalendar().Draw(t, "calendar")
		born := dayWithin(t, info)
		x, err := FromDate(born, info.ID)
		if err != nil {
			t.Fatal(err)
		}
		p := Partial{Calendar: info.ID, Month: x.Month, Leap: x.Leap, Day: x.Day}
		if rapid.Bool().Draw(t, "year known") {
			p.Year = x.Year
			if info.ID == Japanese {
				p.Year = born.Year()
			}
		}
		if err := p.Valid(); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
		if back, err := ParsePartial(p.String()); err != nil || back != p {
			t.Fatalf("%s was read as %s, %v", p, back, err)
		}
		from := dayWithin(t, info)
		o, err := p.Next(from)
		if errors.Is(err, ErrRange) && max(from, born) > info.Last-400 {
			return
		}
		if err != nil {
			t.Fatalf("%s from %s: %v", p, from, err)
		}
		if o.Date < from || o.Date > max(from, born)+400 {
			t.Fatalf("%s from %s: %s", p, from, o.Date)
		}
		again, err := p.Next(o.Date)
		if err != nil || again != o {
			t.Fatalf("%s from %s: %v, %v, want %v", p, o.Date, again, err, o)
		}
		list, err := MonthDaysBetween(info.ID, o.Date, o.Date)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range list {
			if m == (MonthDay{p.Month, p.Leap, p.Day}) {
				return
			}
		}
		t.Fatalf("%s falls on %s (%q), which lists only %v", p, o.Date, o.Rule, list)
	})
}

// TestCandidatesJoin: a stretch lists what its days list.
func TestCandidatesJoin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		info := anyCalendar().Draw(t, "calendar")
		from := dayWithin(t, info)
		to := min(from+Date(rapid.IntRange(0, 400).Draw(t, "days")), info.Last)
		whole, err := MonthDaysBetween(info.ID, from, to)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[MonthDay]bool)
		for d := from; d <= to; d++ {
			one, err := MonthDaysBetween(info.ID, d, d)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range one {
				seen[m] = true
			}
		}
		if len(seen) != len(whole) {
			t.Fatalf("%s from %s to %s: %d listed, %d by the day", info.ID, from, to, len(whole), len(seen))
		}
	})
}
