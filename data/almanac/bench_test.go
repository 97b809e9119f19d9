package almanac

import (
	"io/fs"
	"runtime"
	"testing"

	"dragoman/assets"
	"dragoman/data/calendar"
)

// files are the rules that are built in.
func files(t testing.TB) fs.FS {
	t.Helper()
	dir, err := fs.Sub(assets.Almanac, "almanac")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func load(t testing.TB) *Almanac {
	t.Helper()
	a, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// year is the query for everything in a year.
func year(y int) Query {
	return Query{From: calendar.NewDate(y, 1, 1), To: calendar.NewDate(y, 12, 31)}
}

// BenchmarkYearCold reads all files and finds everything in a year. The
// promise is 50 ms.
func BenchmarkYearCold(b *testing.B) {
	dir := files(b)
	for b.Loop() {
		a, err := Load(dir)
		if err != nil {
			b.Fatal(err)
		}
		if len(a.Occurrences(year(2027))) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkLoad reads all files.
func BenchmarkLoad(b *testing.B) {
	dir := files(b)
	for b.Loop() {
		if _, err := Load(dir); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkMonthOfFifty shows a month for the cultures of fifty customers,
// with the year known already. The promise is 5 ms.
func BenchmarkMonthOfFifty(b *testing.B) {
	a := load(b)
	q := Query{From: calendar.NewDate(2027, 2, 1), To: calendar.NewDate(2027, 2, 28), Countries: a.Countries()[:50], Traditions: a.Traditions()}
	for b.Loop() {
		if len(a.Occurrences(q)) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkMonthOfFiftyCold does so without a year known.
func BenchmarkMonthOfFiftyCold(b *testing.B) {
	a := load(b)
	q := Query{From: calendar.NewDate(2027, 2, 1), To: calendar.NewDate(2027, 2, 28), Countries: a.Countries()[:50], Traditions: a.Traditions()}
	for b.Loop() {
		if len(a.With(Overlay{}).Occurrences(q)) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkCentury finds 100 years of one country, new each time. The promise
// is 20 ms.
func BenchmarkCentury(b *testing.B) {
	a := load(b)
	q := Query{From: calendar.NewDate(2000, 1, 1), To: calendar.NewDate(2099, 12, 31), Countries: []string{"CN"}}
	for b.Loop() {
		if len(a.With(Overlay{}).Occurrences(q)) == 0 {
			b.Fatal("nothing found")
		}
	}
}

// BenchmarkMemory reports the memory that the loaded almanac keeps, with
// everything of one year found. The promise is 25 MB.
func BenchmarkMemory(b *testing.B) {
	dir := files(b)
	var kept float64
	for b.Loop() {
		kept = keeps(b, dir)
	}
	b.ReportMetric(kept, "MB_kept")
}

// keeps loads the almanac, finds a year of everything and gives the megabytes
// that stay in use.
func keeps(t testing.TB, dir fs.FS) float64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	a, err := Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Occurrences(year(2027))) == 0 {
		t.Fatal("nothing found")
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	runtime.KeepAlive(a)
	return (float64(after.HeapAlloc) - float64(before.HeapAlloc)) / (1 << 20)
}
