package calendar

import (
	"sync"
	"testing"
)

func BenchmarkFromDate(b *testing.B) {
	day := NewDate(2026, 11, 23)
	for _, info := range Calendars() {
		day := min(day, info.Last)
		b.Run(string(info.ID), func(b *testing.B) {
			for b.Loop() {
				if _, err := FromDate(day, info.ID); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkToDate(b *testing.B) {
	x := Day{Calendar: Chinese, Year: 2026, Month: 8, Day: 15}
	for b.Loop() {
		if _, err := ToDate(x); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkColdYear computes the months and the solar terms of one Gregorian
// year with nothing kept from before.
func BenchmarkColdYear(b *testing.B) {
	for b.Loop() {
		for i := range termMoments {
			termMoments[i].Store(nil)
		}
		l := lunisolar{clock: beijing}
		l.year(2025)
		l.year(2026)
	}
}

func BenchmarkMonths(b *testing.B) {
	for b.Loop() {
		if _, err := Months(Chinese, 2026, 2026); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNext(b *testing.B) {
	p := Partial{Calendar: Chinese, Year: 1987, Month: 6, Leap: true, Day: 1}
	for b.Loop() {
		if _, err := p.Next(NewDate(2026, 11, 23)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMonthDaysBetween(b *testing.B) {
	for b.Loop() {
		if _, err := MonthDaysBetween(Chinese, NewDate(2026, 11, 1), NewDate(2026, 11, 30)); err != nil {
			b.Fatal(err)
		}
	}
}

// TestManyAtOnce has goroutines compute the same years at the same time.
func TestManyAtOnce(t *testing.T) {
	l := &lunisolar{clock: seoul}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for year := 1990; year < 2010; year++ {
				if got, want := *l.year(year), korea.year(year); got != *want {
					t.Errorf("%d: %v, want %v", year, got, *want)
				}
			}
		})
	}
	wg.Wait()
}

// forget drops every year that was computed, as after a start.
func forget() {
	for i := range termMoments {
		termMoments[i].Store(nil)
	}
	for _, l := range []*lunisolar{&china, &korea, &vietnam} {
		for i := range l.years {
			l.years[i].Store(nil)
		}
		for i := range l.suis {
			l.suis[i].Store(nil)
		}
	}
	for _, t := range []*tibetan{&phugpa, &bhutan, &mongolia} {
		for i := range t.years {
			t.years[i].Store(nil)
		}
	}
	for i := range hinduLunarYears {
		hinduLunarYears[i].Store(nil)
		tamilYears[i].Store(nil)
	}
}

// BenchmarkColdYearOfAll lists the months of one Gregorian year in every
// calendar, and in each alone, with nothing kept from before.
func BenchmarkColdYearOfAll(b *testing.B) {
	year := func(b *testing.B, c ID) {
		if _, err := Months(c, 2025, 2025); err != nil {
			b.Fatal(err)
		}
	}
	b.Run("all", func(b *testing.B) {
		for b.Loop() {
			forget()
			for _, info := range Calendars() {
				year(b, info.ID)
			}
		}
	})
	for _, c := range []ID{Chinese, Tibetan, ThaiLunar, Burmese, HinduLunar, Tamil} {
		b.Run(string(c), func(b *testing.B) {
			for b.Loop() {
				forget()
				year(b, c)
			}
		})
	}
}
