package calendar

import "testing"

func FuzzParsePartial(f *testing.F) {
	for _, s := range []string{"gregorian:1988-05-04", "gregorian:--05-04", "chinese:1987-06L-01", "hebrew:5784-13-14", "gregorian:1988", ":--", "hijri:--09-30", "chinese:--12L-30"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePartial(s)
		if err != nil {
			return
		}
		if back, err := ParsePartial(p.String()); err != nil || back != p {
			t.Fatalf("%q was written as %s and read as %+v, %v", s, p, back, err)
		}
		from := NewDate(2026, 11, 23)
		if o, err := p.Next(from); err == nil && o.Date < from {
			t.Fatalf("%s: %s is before %s", p, o.Date, from)
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"chinese:2026-8-15", "chinese:2025-6L-1", "japanese:reiwa-8-11-23", "hebrew:5784-13-14", "julian:1582-10-5", ":-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		x, err := ParseDay(s)
		if err != nil {
			return
		}
		d, err := ToDate(x)
		if err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if x.Calendar == Japanese && x.Era == "" {
			return // FromDate always gives the era
		}
		if back, err := FromDate(d, x.Calendar); err != nil || back != x {
			t.Fatalf("%q is %s, which is %s, %v", s, d, back, err)
		}
	})
}
