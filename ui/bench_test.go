package ui

import (
	"testing"
	"time"

	"dragoman/data/almanac"
	"dragoman/data/book"
	"dragoman/locales"
	"dragoman/ui/internal/screen"
)

// BenchmarkFindHoliday is what the search box adds for the holidays to each
// query, by letters and by sound, and how long their names take to be made.
// Everything that is found as one types is promised in 50 ms.
func BenchmarkFindHoliday(b *testing.B) {
	a, err := almanac.Default()
	if err != nil {
		b.Fatal(err)
	}
	p, err := locales.New("en", locales.Options{})
	if err != nil {
		b.Fatal(err)
	}
	env := &screen.Env{Almanac: a, Printer: p, Book: book.New(nil, func() time.Time { return noon }), Home: time.UTC}
	var names holidayNames
	for _, query := range []string{"mid-autumn", "zhongqiu", "zqj", "chunjie"} {
		b.Run(query, func(b *testing.B) {
			names.load(a)
			for b.Loop() {
				if len(findHoliday(env, &names, query)) == 0 {
					b.Fatal("nothing is found")
				}
			}
		})
	}
	b.Run("names", func(b *testing.B) {
		for b.Loop() {
			new(holidayNames).load(a)
		}
	})
}
